//! How far a body is, for whoever shows it to people.

use core::fmt;
use core::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;

/// How far an upload or a download is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransferProgress {
    /// How often it was begun, counted from 1. Of an upload it grows where the call is repeated, and `bytes` begin at 0 again; of a
    /// download where it is taken up behind the bytes that came.
    pub attempt: u32,
    /// Bytes so far.
    pub bytes: u64,
    /// What they will come to, where that is known.
    pub total: Option<u64>,
}

/// Who is told.
#[derive(Clone)]
pub(crate) struct Observer(Arc<Observing>);

struct Observing {
    tell: Box<dyn Fn(TransferProgress) + Send + Sync>,
    attempts: AtomicU32,
}

impl Observer {
    pub(crate) fn new(tell: impl Fn(TransferProgress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Observing {
            tell: Box::new(tell),
            attempts: AtomicU32::new(0),
        }))
    }

    /// Begins an attempt, and gives its number.
    pub(super) fn begin(&self, total: Option<u64>) -> u32 {
        let attempt = self.0.attempts.fetch_add(1, Ordering::Relaxed) + 1;
        self.tell(attempt, 0, total);
        attempt
    }

    pub(crate) fn tell(&self, attempt: u32, bytes: u64, total: Option<u64>) {
        (self.0.tell)(TransferProgress {
            attempt,
            bytes,
            total,
        });
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}
