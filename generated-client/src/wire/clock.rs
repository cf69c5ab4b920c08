//! The time that requests are signed with: the clock of the machine, corrected by what the gateway says.

use core::fmt;
use core::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::header::{AGE, DATE, HeaderMap};

use crate::codec::types::Timestamp;

/// A difference from which a refusal is blamed on the clock. The gateway refuses from 5 minutes on, and a `Date` header
/// is cut to the second and some time under way.
const SUSPICIOUS: Duration = Duration::from_secs(4 * 60);

/// A source of time with an offset, shared by all clones of a client.
pub(crate) struct Clock {
    source: Box<dyn Fn() -> SystemTime + Send + Sync>,
    offset_millis: AtomicI64,
}

impl Clock {
    pub(crate) fn new(source: Box<dyn Fn() -> SystemTime + Send + Sync>) -> Self {
        Self {
            source,
            offset_millis: AtomicI64::new(0),
        }
    }

    /// The corrected time.
    pub(crate) fn now(&self) -> Timestamp {
        let machine = Timestamp::from((self.source)()).epoch_millis();
        Timestamp::from_epoch_millis(
            machine.saturating_add(self.offset_millis.load(Ordering::Relaxed)),
        )
    }

    /// Learns from the `Date` of a response that refused a request which was signed at `signed`. Says whether the time
    /// was so wrong that signing anew is worth a try.
    ///
    /// A response with an `Age` was kept by a cache, and its `Date` is that of another time.
    pub(crate) fn correct(&self, signed: Timestamp, headers: &HeaderMap) -> bool {
        if headers.contains_key(AGE) {
            return false;
        }
        let date = headers
            .get(DATE)
            .and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
        let Some(date) = date.map(Timestamp::from) else {
            return false;
        };
        let millis_apart = date
            .epoch_millis()
            .saturating_sub(signed.epoch_millis())
            .unsigned_abs();
        if Duration::from_millis(millis_apart) < SUSPICIOUS {
            return false;
        }
        let machine = Timestamp::from((self.source)()).epoch_millis();
        self.offset_millis.store(
            date.epoch_millis().saturating_sub(machine),
            Ordering::Relaxed,
        );
        true
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock")
            .field("offset_millis", &self.offset_millis)
            .finish_non_exhaustive()
    }
}
