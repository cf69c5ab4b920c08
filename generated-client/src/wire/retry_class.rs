//! Which calls may be repeated after which response or failure. The table in `classes.md` says the same to people, and a test
//! holds the two together.

use http::StatusCode;

use crate::meta::Retry;
use crate::wire::failure::Failure;

/// An error of the gateway.
pub(crate) struct GatewayError {
    status: u16,
    /// Not the HTTP status, even where it looks like one.
    code: &'static str,
    pub(crate) retry: Retry,
    /// Whether it is a rate limit.
    pub(crate) throttled: bool,
}

/// <https://api.ncloud-docs.com/docs/common-ncpapi>
const GATEWAY: [GatewayError; 12] = [
    gateway(400, "100", Retry::Never),
    gateway(401, "200", Retry::Never),
    gateway(401, "210", Retry::Never),
    gateway(403, "230", Retry::Never),
    gateway(404, "300", Retry::Never),
    gateway(413, "430", Retry::Never),
    // The quota of the day or month: waiting within a call is of no use.
    gateway(429, "400", Retry::Never),
    rate_limit("410"),
    rate_limit("420"),
    gateway(500, "900", Retry::Reads),
    gateway(503, "500", Retry::Reads),
    gateway(504, "510", Retry::Reads),
];

const fn gateway(status: u16, code: &'static str, retry: Retry) -> GatewayError {
    GatewayError {
        status,
        code,
        retry,
        throttled: false,
    }
}

const fn rate_limit(code: &'static str) -> GatewayError {
    GatewayError {
        throttled: true,
        ..gateway(429, code, Retry::Always)
    }
}

/// The error of the gateway that has this status and this code.
pub(crate) fn of_gateway(status: StatusCode, code: Option<&str>) -> Option<&'static GatewayError> {
    GATEWAY
        .iter()
        .find(|error| status == error.status && code == Some(error.code))
}

/// By the status alone: nobody says whether such a response came before the call was carried out.
pub(crate) fn of_status(status: StatusCode) -> Retry {
    match status.as_u16() {
        // The server gave up waiting; it does not want what may be a replay; it has too much to do.
        408 | 425 | 429 => Retry::Reads,
        500..=599 => Retry::Reads,
        _ => Retry::Never,
    }
}

/// Without a response.
pub(crate) fn of_failure(failure: Failure) -> Retry {
    match failure {
        Failure::NotSent => Retry::Always,
        Failure::Lost => Retry::Reads,
        Failure::Certificate
        | Failure::Tls
        | Failure::Proxy
        | Failure::Protocol
        | Failure::TooLarge
        | Failure::Refused
        | Failure::Unreadable => Retry::Never,
    }
}
