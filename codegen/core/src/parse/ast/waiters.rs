//! Waits for a state.

use std::time::Duration;

use crate::{
    ir::{NotFound, Notes},
    source::Spanned,
};

#[derive(Clone, Debug)]
pub(crate) struct Waiter {
    pub(crate) name: Spanned<String>,
    pub(crate) doc: String,
    pub(crate) poll: Spanned<String>,
    pub(crate) state: Spanned<String>,
    pub(crate) pending: Option<Vec<Spanned<String>>>,
    pub(crate) success: Vec<Spanned<String>>,
    pub(crate) failure: Vec<Spanned<String>>,
    pub(crate) not_found: NotFound,
    pub(crate) every: Duration,
    pub(crate) deadline: Duration,
    pub(crate) notes: Notes,
}
