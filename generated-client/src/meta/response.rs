//! What a response holds.

/// What the body of a successful answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing that is read.
    Empty,
    /// JSON.
    Json {
        /// Whether the value is wrapped.
        envelope: Envelope,
    },
    /// XML, read as the JSON that says the same. What the root element holds is the value.
    Xml {
        /// The name of the root element, where it has to have a certain one.
        envelope: Envelope,
    },
    /// Bytes, which come as a [`Download`](crate::body::Download).
    Bytes,
    /// Events, for [`Client::events`](crate::Client::events) alone.
    Events,
}

/// What the value of an answer is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// Nothing: the answer is the value.
    None,
    /// The member of this name.
    Member(&'static str),
    /// The member of this name, or nothing where the answer has no such member.
    Perhaps(&'static str),
}

/// How an answer with a status of success says that the call failed: by a code. An answer without one is a success.
#[derive(Debug)]
pub struct Success {
    /// The members that lead to the code, from the root of the answer.
    pub code: &'static [&'static str],
    /// The codes of success, as text.
    pub values: &'static [&'static str],
    /// The members that lead to the message; none where there is no message.
    pub message: &'static [&'static str],
}
