//! When a call is repeated, after what delay, and how often in all.

pub(crate) mod after;

use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;

use crate::wire::time_limit::LONGEST;

/// How calls are repeated that failed in a way that allows it.
///
/// The delay before repetition `n` is chosen by chance between nothing and `base_delay * 2^(n - 1)`, at most
/// `max_delay`, but never less than what the response (`Retry-After`, in seconds or as a date) or the specification asks for.
/// A delay that does not end before the time limit of the call ends the call at once, and
/// [`Error::retry_after`](crate::Error::retry_after) says how long it would have been.
///
#[doc = include_str!("../wire/retry_class.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// How often a call is sent at most, the first time included; 4 by default, at least 1.
    pub max_attempts: u32,
    /// Longest delay before the first repetition; 200 ms by default.
    pub base_delay: Duration,
    /// Longest delay before any repetition; 20 s by default.
    pub max_delay: Duration,
    /// How many repetitions all clones of a client may spend together before calls that succeed have to earn further
    /// ones, ten calls for one repetition; 50 by default.
    pub budget: u32,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 4,
            base_delay: Duration::from_millis(200),
            max_delay: Duration::from_secs(20),
            budget: 50,
        }
    }
}

impl RetryPolicy {
    /// Calls are sent once.
    #[must_use]
    pub fn never() -> Self {
        Self {
            max_attempts: 1,
            ..Self::default()
        }
    }

    /// Sets [`max_attempts`](Self::max_attempts).
    #[must_use]
    pub const fn with_max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets [`base_delay`](Self::base_delay).
    #[must_use]
    pub const fn with_base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets [`max_delay`](Self::max_delay).
    #[must_use]
    pub const fn with_max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets [`budget`](Self::budget).
    #[must_use]
    pub const fn with_budget(mut self, repetitions: u32) -> Self {
        self.budget = repetitions;
        self
    }

    /// The delay before repetition `n`, counted from 1: full jitter, so that clients that failed together do not come
    /// back together.
    pub(crate) fn delay(&self, n: u32, least: Duration) -> Duration {
        let doubled = 2_u32.saturating_pow(n.saturating_sub(1));
        let longest = self
            .base_delay
            .saturating_mul(doubled)
            .min(self.max_delay)
            .min(LONGEST);
        longest.mul_f64(fastrand::f64()).max(least)
    }
}

/// What one repetition costs, in units of what one success earns.
const COST: u32 = 10;

/// The repetitions that a client may spend, shared by its clones.
#[derive(Debug)]
pub(crate) struct Budget {
    units: AtomicU32,
    most: u32,
}

impl Budget {
    pub(crate) fn new(repetitions: u32) -> Self {
        let most = repetitions.saturating_mul(COST);
        Self {
            units: AtomicU32::new(most),
            most,
        }
    }

    /// Takes one repetition, where one is left.
    pub(crate) fn take(&self) -> bool {
        self.units
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |units| {
                units.checked_sub(COST)
            })
            .is_ok()
    }

    /// Gives back for a success: what the repetition had cost that brought it, or a small part of one.
    pub(crate) fn earn(&self, repeated: bool) {
        let earned = if repeated { COST } else { 1 };
        // Nothing is missing in a client that never fails: no write that other cores would have to follow.
        if self.units.load(Ordering::Relaxed) < self.most {
            let _ = self
                .units
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |units| {
                    Some(units.saturating_add(earned).min(self.most))
                });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_longest_and_vary() {
        let policy = RetryPolicy::default();
        for (n, longest) in [
            (1, 200),
            (2, 400),
            (3, 800),
            (7, 12_800),
            (8, 20_000),
            (60, 20_000),
        ] {
            let delays: Vec<_> = (0..200).map(|_| policy.delay(n, Duration::ZERO)).collect();
            let longest = Duration::from_millis(longest);
            assert!(delays.iter().all(|delay| *delay <= longest), "{n}");
            assert!(delays.iter().any(|delay| *delay > longest / 2), "{n}");
            assert!(delays.iter().any(|delay| *delay < longest / 2), "{n}");
        }
    }

    #[test]
    fn a_least_delay_is_kept() {
        let delay = RetryPolicy::default().delay(1, Duration::from_secs(30));
        assert_eq!(delay, Duration::from_secs(30));
    }

    #[test]
    fn ten_successes_earn_a_repetition() {
        let budget = Budget::new(2);
        assert!(budget.take());
        assert!(budget.take());
        assert!(!budget.take());
        for _ in 0..9 {
            budget.earn(false);
        }
        assert!(!budget.take());
        budget.earn(false);
        assert!(budget.take());
        budget.earn(true);
        assert!(budget.take());
        for _ in 0..1000 {
            budget.earn(true);
        }
        assert!(budget.take());
        assert!(budget.take());
        assert!(!budget.take());
    }
}
