//! Limits of time.

use core::time::Duration;

/// Longest time limit. Longer ones are slips, and added to the present time they may not fit.
pub(crate) const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);
