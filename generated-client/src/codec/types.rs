//! Types that generated code shares.

mod calendar;
mod civil;
mod common_code;
mod json;
mod patch;
mod timestamp;
mod unknown;

use core::fmt;

pub use self::civil::{CivilDate, CivilDateTime, CivilMonth, TimeError};
pub use self::common_code::CommonCode;
pub use self::json::{Json, JsonRef};
pub use self::patch::Patch;
pub use self::timestamp::Timestamp;
pub use self::unknown::{UnknownJson, UnknownNumber, UnknownValue};

/// Stands for a value that must not be printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Redacted;

impl Redacted {
    /// What stands in place of the value.
    pub(crate) const MARK: &'static str = "[redacted]";
}

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::MARK)
    }
}
