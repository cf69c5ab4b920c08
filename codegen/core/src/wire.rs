//! What texts and numbers on the wire stand for: times, dates, bytes.
//!
//! It tells the checks whether a sample is of its type, and the sandbox gateway whether a request is. The client has code of
//! its own for the same, so that neither hides a mistake of the other.

mod base64;
mod civil;
mod time;

pub use self::base64::bytes as base64_bytes;
pub use self::civil::{CivilFormat, CivilKind};
pub use self::time::TimeFormat;

/// The integer that a number without a fraction is.
pub(crate) fn whole(number: f64) -> Option<i64> {
    if number.fract() == 0.0 {
        format!("{number:.0}").parse().ok()
    } else {
        None
    }
}
