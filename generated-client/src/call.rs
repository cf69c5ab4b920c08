//! One call: who sends it and where to, attempts and the delays between them, and what the response means.

pub(crate) mod authorization;
pub(crate) mod classify;
pub(crate) mod context;
pub(crate) mod destination;
pub(crate) mod execute;
pub(crate) mod known;
pub(crate) mod layer;
pub(crate) mod options;
pub(crate) mod response;
pub(crate) mod response_head;
pub(crate) mod retry;
pub(crate) mod trace;
