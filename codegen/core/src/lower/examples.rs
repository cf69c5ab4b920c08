//! Examples: nodes become JSON, parameters by their declared types.

use serde_json::{Map, Value as Json};

use super::Lowering;
use crate::{
    conventions::{self, Addressed, ParameterNames},
    ir::{Example, ExampleParameter, Place},
    parse::{
        ast::{self, Content},
        node::{Kind, Node},
    },
    resolve::Resolved,
};

impl Lowering<'_> {
    pub(super) fn example(&self, operation: &ast::Operation, example: &ast::Example) -> Example {
        let names = ParameterNames::of(self.service, operation);
        Example {
            name: example.name.value.clone(),
            made: example.made.clone(),
            recorded: example.recorded.clone(),
            request: example
                .request
                .iter()
                .filter_map(|(key, value)| self.parameter(&names, &key.value, value))
                .collect(),
            body: example
                .body
                .as_ref()
                .map(|body| body_value(operation, body)),
            sent: example.sent.as_ref().map(|sent| sent.value.clone()),
            sent_form: example.sent_form.clone(),
            status: example
                .status
                .as_ref()
                .map(|status| status.value)
                .or_else(|| conventions::statuses(operation).first().copied())
                .unwrap_or(200),
            response: example.response_json(),
            text: example.text.as_ref().map(|text| text.value.clone()),
            response_headers: example
                .response_headers
                .iter()
                .filter_map(|(name, value)| Some((name.value.clone(), value.text()?.to_owned())))
                .collect(),
            error: example.error.as_ref().map(|error| error.value.clone()),
            location: self.place(example.name.span),
        }
    }

    /// A parameter that is text keeps the text that was written: `0123` is not a number here.
    fn parameter(
        &self,
        names: &ParameterNames<'_>,
        key: &str,
        value: &Node,
    ) -> Option<ExampleParameter> {
        // What a key does not mean, or not clearly, was a finding.
        let Addressed::One(place, field) = names.find(key) else {
            return None;
        };
        let mut name = field.name.value.clone();
        // As the field has it.
        if place == Place::Header {
            name.make_ascii_lowercase();
        }
        Some(ExampleParameter {
            place,
            name,
            value: match &field.ty {
                Some(ty) => self.value_of(&ty.value, value),
                None => value.json(),
            },
        })
    }

    fn value_of(&self, ty: &ast::Type, value: &Node) -> Json {
        match (self.types.resolve(ty), &value.kind) {
            (Some(Resolved::Enum(_)), Kind::Scalar(scalar)) if !value.json().is_null() => {
                Json::String(scalar.text.clone())
            }
            (Some(Resolved::Scalar(kind)), Kind::Scalar(scalar))
                if kind.is_text() && !value.json().is_null() =>
            {
                Json::String(scalar.text.clone())
            }
            (Some(Resolved::List(element)), Kind::Sequence(elements)) => elements
                .iter()
                .map(|each| self.value_of(element, each))
                .collect(),
            (Some(Resolved::Tuple(fields)), Kind::Sequence(elements)) => elements
                .iter()
                .zip(fields)
                .map(|(each, field)| match &field.ty {
                    Some(ty) => self.value_of(&ty.value, each),
                    None => each.json(),
                })
                .collect(),
            (Some(Resolved::Map(element)), Kind::Mapping(entries)) => entries
                .iter()
                .map(|entry| {
                    let value = self.value_of(element, &entry.value);
                    (entry.key.value.clone(), value)
                })
                .collect::<Map<_, _>>()
                .into(),
            (Some(Resolved::File), Kind::Mapping(entries)) => entries
                .iter()
                .filter_map(|entry| {
                    let text = entry.value.text()?.to_owned();
                    Some((entry.key.value.clone(), Json::String(text)))
                })
                .collect::<Map<_, _>>()
                .into(),
            (Some(Resolved::Struct(fields)), Kind::Mapping(entries)) => entries
                .iter()
                .map(|entry| {
                    let field = self.types.member(fields, &entry.key.value);
                    let ty = field.and_then(|field| field.ty.as_ref());
                    let value = match ty {
                        Some(ty) => self.value_of(&ty.value, &entry.value),
                        None => entry.value.json(),
                    };
                    (entry.key.value.clone(), value)
                })
                .collect::<Map<_, _>>()
                .into(),
            _ => value.json(),
        }
    }
}

/// Bytes that are text keep the text that was written.
fn body_value(operation: &ast::Operation, body: &Node) -> Json {
    let bytes = operation
        .body
        .as_ref()
        .is_some_and(|body| matches!(body.value, Content::Bytes));
    match body.text() {
        Some(text) if bytes => Json::String(text.to_owned()),
        _ => body.json(),
    }
}
