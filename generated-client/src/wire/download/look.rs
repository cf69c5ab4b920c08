//! A body of bytes is looked at before it is handed out: it may be the failure of a call that has a status of success.

use core::fmt;

use super::sniff::{Sniffed, sniff};
use crate::wire::error::Error;

/// Failures are not longer, in bytes.
const LONGEST_FAILURE: usize = 64 * 1024;

/// What is asked of the beginning of a body.
pub(crate) struct Look {
    /// Whether any object of JSON can be a failure.
    pub(crate) any_object: bool,
    /// Whether a page of HTML is one.
    pub(crate) no_page: bool,
    /// Reads a body that is whole, or the beginning of a page.
    pub(crate) judge: Judge,
}

/// Says whether a body is a failure.
pub(crate) type Judge = Box<dyn Fn(&[u8]) -> Result<(), Error> + Send + Sync>;

impl Look {
    /// Whether that much of a body decides, and then what. `ended`: it is the whole body.
    pub(super) fn at(&self, body: &[u8], ended: bool) -> Option<Result<(), Error>> {
        let is_long = body.len() > LONGEST_FAILURE;
        match sniff(body, self.any_object) {
            Sniffed::Content => Some(Ok(())),
            Sniffed::Page if self.no_page => Some((self.judge)(body)),
            Sniffed::Page => Some(Ok(())),
            Sniffed::Suspect if ended => Some((self.judge)(body)),
            Sniffed::Suspect | Sniffed::Unclear => (ended || is_long).then_some(Ok(())),
        }
    }
}

impl fmt::Debug for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Look")
    }
}
