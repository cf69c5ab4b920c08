//! Sample exchanges.

use serde_json::Value as Json;

use crate::{ir::ExampleError, parse::node::Node, source::Spanned};

/// A sample exchange. Its values stay nodes, because what they stand for depends on the types they are for.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) name: Spanned<String>,
    pub(crate) made: Option<String>,
    pub(crate) recorded: Option<String>,
    pub(crate) request: Vec<(Spanned<String>, Node)>,
    pub(crate) body: Option<Node>,
    pub(crate) sent: Option<Spanned<String>>,
    pub(crate) sent_form: Option<String>,
    pub(crate) status: Option<Spanned<u16>>,
    pub(crate) response: Option<Node>,
    /// The response where it is not JSON.
    pub(crate) text: Option<Spanned<String>>,
    pub(crate) response_headers: Vec<(Spanned<String>, Node)>,
    /// Of a sample of a failure.
    pub(crate) error: Option<Spanned<ExampleError>>,
}

impl Example {
    pub(crate) fn response_json(&self) -> Option<Json> {
        self.response.as_ref().map(Node::json)
    }
}
