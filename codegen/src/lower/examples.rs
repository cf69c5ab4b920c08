//! Examples: nodes become JSON, parameters by their declared types.

use serde_json::Value as Json;

use super::Lowering;
use crate::{
    ir::Example,
    parse::{
        ast::{self, Scalar},
        node::Node,
    },
    resolve::Resolved,
};

impl Lowering<'_> {
    pub(super) fn example(
        &self,
        operation: &ast::Operation,
        example: &ast::Example,
        statuses: &[u16],
    ) -> Example {
        Example {
            name: example.name.value.clone(),
            made: example.made.clone(),
            request: example
                .request
                .iter()
                .map(|(name, value)| {
                    let value = self.parameter_value(operation, &name.value, value);
                    (name.value.clone(), value)
                })
                .collect(),
            body: example.body.as_ref().map(Node::json),
            sent: example.sent.as_ref().map(|sent| sent.value.clone()),
            status: example
                .status
                .or_else(|| statuses.first().copied())
                .unwrap_or(200),
            response: example.response_json(),
            location: self.place(example.name.span),
        }
    }

    /// A parameter that is text keeps the text that was written: `0123` is not a number here.
    fn parameter_value(&self, operation: &ast::Operation, name: &str, value: &Node) -> Json {
        let field = self
            .service
            .parameters(operation)
            .find(|field| field.name.value == name);
        let textual = field
            .and_then(|field| field.ty.as_ref())
            .and_then(|ty| self.types.resolve(&ty.value))
            .is_some_and(|resolved| {
                matches!(
                    resolved,
                    Resolved::Enum(_) | Resolved::Scalar(Scalar::String | Scalar::YesNo)
                )
            });
        match value.text() {
            Some(text) if textual => Json::String(text.to_owned()),
            _ => value.json(),
        }
    }
}
