//! How slow a body may be that is streamed.

use core::future::Future;
use core::pin::pin;
use core::time::Duration;

use crate::wire::timer::{Instant, timeout_at};

use crate::wire::error::Error;
use crate::wire::time_limit::LONGEST;

/// Over how many idle limits the rate is measured.
const WINDOW: u32 = 10;

/// How slow a body may be that is streamed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Longest time without a piece.
    pub(crate) idle: Duration,
    /// In bytes per second; 0 for none.
    pub(crate) least_rate: u64,
    /// Longest time for the whole of it.
    pub(crate) total: Option<Duration>,
}

impl Limits {
    /// For what is there already.
    pub(crate) const NONE: Self = Self {
        idle: LONGEST,
        least_rate: 0,
        total: None,
    };

    /// How long a rate is measured.
    pub(crate) fn window(&self) -> Duration {
        self.idle.saturating_mul(WINDOW).min(LONGEST)
    }

    /// When it has to be whole, if it began then.
    pub(crate) fn end(&self, begun: Instant) -> Option<Instant> {
        begun.checked_add(self.total?)
    }

    /// Whether so many bytes are too few for a window, and then what to say of it. `moved` is what they are, `came` or `was sent`.
    pub(crate) fn refuse_slow(&self, bytes: u64, moved: &str) -> Result<(), Error> {
        let window = self.window();
        let least = u128::from(self.least_rate) * window.as_millis() / 1000;
        if u128::from(bytes) >= least {
            return Ok(());
        }
        Err(Error::timeout(format!(
            "in {} ms no more than {bytes} bytes {moved}, less than the least rate of a transfer, {} bytes per second; `least_rate` of the client sets it",
            window.as_millis(),
            self.least_rate
        )))
    }

    pub(crate) fn over(&self) -> Error {
        Error::timeout(format!(
            "the body was not whole within {} ms, the time limit of a transfer; `transfer_timeout` of the client sets it",
            self.total.unwrap_or_default().as_millis()
        ))
    }
}

/// How fast a body comes. Only the time counts in which somebody waits for it: what a caller does between two pieces is no
/// fault of the service.
#[derive(Debug)]
pub(crate) struct Pace {
    limits: Limits,
    begun: Instant,
    waited: Duration,
    /// That came within the time waited.
    bytes: u64,
}

impl Pace {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            begun: Instant::now(),
            waited: Duration::ZERO,
            bytes: 0,
        }
    }

    pub(super) fn came(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes as u64);
    }

    /// Measures the rate anew.
    pub(crate) fn restart(&mut self) {
        self.waited = Duration::ZERO;
        self.bytes = 0;
    }

    /// Whether the time for the whole of it is over.
    pub(super) fn is_over(&self) -> bool {
        let end = self.limits.end(self.begun);
        end.is_some_and(|end| end <= Instant::now())
    }

    /// Waits for a piece.
    pub(super) async fn wait<F: Future>(&mut self, piece: F) -> Result<F::Output, Error> {
        let mut piece = pin!(piece);
        let idle_end = Instant::now() + self.limits.idle;
        let total_end = self.limits.end(self.begun);
        loop {
            let now = Instant::now();
            let window_end = now + self.limits.window().saturating_sub(self.waited);
            let end = idle_end.min(window_end).min(total_end.unwrap_or(idle_end));
            let came = timeout_at(end, piece.as_mut()).await;
            self.waited = self.waited.saturating_add(now.elapsed());
            if let Ok(came) = came {
                return Ok(came);
            }
            let now = Instant::now();
            if total_end.is_some_and(|end| end <= now) {
                return Err(self.limits.over());
            }
            if idle_end <= now {
                return Err(Error::timeout(format!(
                    "no piece of the response within {} ms, the time limit of an attempt",
                    self.limits.idle.as_millis()
                )));
            }
            if self.waited >= self.limits.window() {
                self.limits.refuse_slow(self.bytes, "came")?;
                self.restart();
            }
        }
    }
}
