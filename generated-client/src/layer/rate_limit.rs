//! A limit of the rate at which a client calls.

use core::time::Duration;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::wire::timer::{Instant, sleep_until};

use crate::call::layer::{CallInfo, Layer, ReadyFuture};
use crate::meta::Service;
use crate::wire::time_limit::LONGEST;

/// Sends at most so many attempts in any time of some length: the others wait for their turn, in the order in which they came.
///
/// ```
/// use core::time::Duration;
/// use ncloud::layer::RateLimit;
///
/// // What the gateway lets through: 10 calls a second.
/// let builder = ncloud::Client::builder().layer(RateLimit::new(10, Duration::from_secs(1)));
/// # let _ = builder;
/// ```
///
/// Clones share the limit, and so may clients. The time in which a call waits counts for its own time limit, and not for that of
/// the attempt.
#[derive(Clone, Debug)]
pub struct RateLimit {
    attempts: usize,
    per: Duration,
    /// That of the calls which are counted; all where there is none.
    service: Option<&'static str>,
    /// When the last attempts went out, or may.
    turns: Arc<Mutex<VecDeque<Instant>>>,
}

impl RateLimit {
    /// At most `attempts`, and at least 1, in any time as long as `per`.
    #[must_use]
    pub fn new(attempts: u32, per: Duration) -> Self {
        Self {
            attempts: usize::try_from(attempts.max(1)).unwrap_or(usize::MAX),
            per: per.min(LONGEST),
            service: None,
            turns: Arc::default(),
        }
    }

    /// The limit for the calls of one service, `&vserver::SERVICE`, and no others.
    #[must_use]
    pub fn of_service(mut self, service: &'static Service) -> Self {
        self.service = Some(service.name);
        self
    }

    /// The next turn, taken.
    fn turn(&self) -> Instant {
        let now = Instant::now();
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        while turns.front().is_some_and(|turn| *turn + self.per <= now) {
            turns.pop_front();
        }
        let before = turns.len().checked_sub(self.attempts);
        let turn = match before.and_then(|index| turns.get(index)) {
            Some(earlier) => (*earlier + self.per).max(now),
            None => now,
        };
        turns.push_back(turn);
        turn
    }
}

impl Layer for RateLimit {
    fn before_attempt<'a>(&'a self, call: CallInfo<'a>, _: u32) -> ReadyFuture<'a> {
        let is_counted = self.service.is_none_or(|service| service == call.service());
        Box::pin(async move {
            if is_counted {
                let turn = self.turn();
                if turn > Instant::now() {
                    sleep_until(turn).await;
                }
            }
            Ok(())
        })
    }
}
