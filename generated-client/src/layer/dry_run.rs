//! What would be sent.

use core::fmt;
use core::future::ready;
use std::sync::Arc;

use crate::call::layer::{AttemptFuture, Layer, Next};
use crate::wire::error::Error;
use crate::wire::transport::HttpRequest;

/// Shows each request as it would be sent, signed and without secrets, and sends nothing: the call ends with an error of kind
/// [`Held`](crate::ErrorKind::Held).
///
/// ```
/// use ncloud::layer::DryRun;
/// use ncloud::operation::Method;
/// use ncloud::{Client, Credentials, ErrorKind};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), ncloud::Error> {
/// let client = Client::builder()
///     .credentials(Credentials::new("TESTACCESSKEY0000001", "not-a-real-secret-key")?)
/// #   .transport(ncloud::transport::memory::Memory::new())
///     .layer(DryRun::new(|request| println!("{request}")))
///     .build()?;
/// let call = client.request(Method::Delete, "https://library.apigw.ntruss.com", "/shelves/1");
/// assert_eq!(call.send().await.unwrap_err().kind(), ErrorKind::Held);
/// # Ok(())
/// # }
/// ```
///
/// It is the last layer, or else those behind it have not added what they add. Keys are still looked for where they are kept.
#[derive(Clone)]
pub struct DryRun(Arc<dyn Fn(&str) + Send + Sync>);

impl DryRun {
    /// A dry run that gives what would be sent to `show`, as [`Next::shown`] writes it.
    pub fn new(show: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(show))
    }
}

impl Layer for DryRun {
    fn attempt<'a>(&'a self, request: HttpRequest, next: Next<'a>) -> AttemptFuture<'a> {
        (self.0)(&next.shown(&request));
        Box::pin(ready(Err(Error::held_back(
            "a dry run, which shows what would be sent and sends nothing",
        ))))
    }
}

impl fmt::Debug for DryRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DryRun")
    }
}
