//! Codes of failure.

use std::time::Duration;

use crate::{
    ir::{Notes, Retry},
    source::Spanned,
};

#[derive(Clone, Debug)]
pub(crate) struct ErrorCode {
    pub(crate) code: Spanned<String>,
    pub(crate) status: Option<u16>,
    pub(crate) doc: String,
    pub(crate) retry: Option<Retry>,
    pub(crate) throttled: bool,
    pub(crate) not_found: bool,
    pub(crate) pause: Option<Duration>,
    pub(crate) notes: Notes,
}
