//! What a response holds.

/// What the body of a successful response holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseBody {
    /// Nothing that is read.
    Empty,
    /// JSON, and what its value is wrapped in.
    Json(Envelope),
    /// XML, read as the JSON that says the same. What the root element holds is the value; an envelope is the name that it has to
    /// have.
    Xml(Envelope),
    /// Bytes, which come as a [`Download`](crate::body::Download).
    Bytes,
    /// Events, for [`Client::events`](crate::Client::events) alone.
    Events,
}

/// What the value of a response is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// Nothing: the response is the value.
    None,
    /// The member of this name.
    Member(&'static str),
    /// The member of this name, or nothing where the response has no such member.
    Optional(&'static str),
}

/// How a response with a status of success says that the call failed: by a code. A response without one is a success.
#[derive(Debug)]
#[non_exhaustive]
pub struct SuccessCode {
    /// The members that lead to the code, from the root of the response.
    pub code: &'static [&'static str],
    /// The codes of success, as text.
    pub values: &'static [&'static str],
    /// The members that lead to the message; none where there is no message.
    pub message: &'static [&'static str],
}

impl SuccessCode {
    /// A code without a message beside it.
    #[must_use]
    pub const fn new(code: &'static [&'static str], values: &'static [&'static str]) -> Self {
        Self {
            code,
            values,
            message: &[],
        }
    }

    /// Sets [`message`](Self::message).
    #[must_use]
    pub const fn message(mut self, message: &'static [&'static str]) -> Self {
        self.message = message;
        self
    }
}
