//! What made a request fail, out of the causes of the errors of HTTP libraries.

use core::error::Error;
use std::io;

use super::Failure;

/// The first error of a type, among an error and its causes.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut here = Some(error);
    while let Some(error) = here {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        // An error of `io` passes over the error in it where its causes are asked for.
        let within = error
            .downcast_ref::<io::Error>()
            .and_then(|error| error.get_ref())
            .map(|within| within as &(dyn Error + 'static));
        here = within.or_else(|| error.source());
    }
    None
}

/// Whether one of the errors says this.
fn says(error: &(dyn Error + 'static), text: &str) -> bool {
    let mut here = Some(error);
    while let Some(error) = here {
        if error.to_string().contains(text) {
            return true;
        }
        here = error.source();
    }
    false
}

/// Of a request that never left, for there is no connection.
pub(crate) fn without_connection(error: &(dyn Error + 'static)) -> Failure {
    #[cfg(any(
        feature = "hyper",
        feature = "rustls-aws-lc-rs",
        feature = "rustls-ring"
    ))]
    if let Some(error) = find::<rustls::Error>(error) {
        return of_handshake(error);
    }
    // The TLS of an operating system tells its errors apart by their text alone.
    #[cfg(feature = "native-tls")]
    if says(error, "certificate") {
        return Failure::Certificate;
    }
    // The type of this error is not public.
    if says(error, "proxy authorization required") {
        return Failure::Proxy;
    }
    Failure::NotSent
}

#[cfg(any(
    feature = "hyper",
    feature = "rustls-aws-lc-rs",
    feature = "rustls-ring"
))]
fn of_handshake(error: &rustls::Error) -> Failure {
    use rustls::AlertDescription::{CloseNotify, InternalError, UserCanceled};
    use rustls::Error::{AlertReceived, InvalidCertificate, NoCertificatesPresented};

    match error {
        InvalidCertificate(_) | NoCertificatesPresented => Failure::Certificate,
        // Troubles of the moment.
        AlertReceived(CloseNotify | InternalError | UserCanceled) => Failure::NotSent,
        _ => Failure::Tls,
    }
}

/// Whether the other side hung up for want of a certificate of the client, which TLS 1.3 says only where a response would come.
#[cfg(any(
    feature = "hyper",
    feature = "rustls-aws-lc-rs",
    feature = "rustls-ring"
))]
fn refuses_client(error: &rustls::Error) -> bool {
    use rustls::AlertDescription::{
        AccessDenied, BadCertificate, CertificateExpired, CertificateRequired, CertificateRevoked,
        CertificateUnknown, UnknownCA, UnsupportedCertificate,
    };

    matches!(
        error,
        rustls::Error::AlertReceived(
            AccessDenied
                | BadCertificate
                | CertificateExpired
                | CertificateRequired
                | CertificateRevoked
                | CertificateUnknown
                | UnknownCA
                | UnsupportedCertificate
        )
    )
}

/// Of a request that had a connection.
pub(crate) fn with_connection(error: &(dyn Error + 'static)) -> Failure {
    #[cfg(any(
        feature = "hyper",
        feature = "rustls-aws-lc-rs",
        feature = "rustls-ring"
    ))]
    if find::<rustls::Error>(error).is_some_and(refuses_client) {
        return Failure::Tls;
    }
    let Some(http) = find::<hyper::Error>(error) else {
        return Failure::Lost;
    };
    if http.is_parse() || is_malformed_body(http) {
        Failure::Protocol
    } else {
        Failure::Lost
    }
}

/// Whether the chunks of a body are none. What ends too early is another kind.
fn is_malformed_body(error: &hyper::Error) -> bool {
    let of_tls = {
        #[cfg(any(
            feature = "hyper",
            feature = "rustls-aws-lc-rs",
            feature = "rustls-ring"
        ))]
        {
            find::<rustls::Error>(error).is_some()
        }
        #[cfg(not(any(
            feature = "hyper",
            feature = "rustls-aws-lc-rs",
            feature = "rustls-ring"
        )))]
        {
            false
        }
    };
    !of_tls
        && find::<io::Error>(error).is_some_and(|error| {
            matches!(
                error.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
            )
        })
}
