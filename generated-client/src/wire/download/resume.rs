//! How a download that broke is taken up again.

use core::fmt::Debug;
use core::future::Future;
use core::pin::Pin;

use crate::wire::body::Chunks;
use crate::wire::error::Error;

/// The rest of a content, on its way.
pub(crate) type Resuming<'a> = Pin<Box<dyn Future<Output = Result<Chunks, Error>> + Send + 'a>>;

/// Asks for the rest of a content that broke off.
pub(crate) trait Resume: Debug + Send + Sync {
    /// The content from a byte on. `broken` is why it broke off, and comes back where nothing is asked for.
    fn from(&mut self, byte: u64, broken: Error) -> Resuming<'_>;
}
