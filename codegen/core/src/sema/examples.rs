//! Examples: that they fit what they are examples of.

mod failures;
mod requests;
mod responses;

use serde_json::{Map, Value as Json};

use self::requests::ParameterNames;
use super::{Context, parameters::Parameters};
use crate::{
    diagnostic::Diagnostic,
    ir::{Body, Example, Operation, Scalar, Service, Shape, ShapeKind, Type},
    parse::{
        ast::{self, Http},
        node::{Entry, Kind, Node},
    },
};

pub(super) fn examples(
    context: &Context<'_>,
    written: &ast::Operation,
    http: Option<&Http>,
    parameters: &Parameters<'_>,
    operation: &Operation,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Example> {
    if written.examples.is_empty() {
        return Vec::new();
    }
    let subject = Subject {
        service: &context.model,
        written,
        operation,
        parameters: ParameterNames::of(parameters),
        is_at_known_address: written.address.is_some() || context.syntax.address.is_some(),
        http,
    };
    let examples = written.examples.iter();
    examples
        .map(|example| subject.example(context, example, findings))
        .collect()
}

/// An operation with what its examples are checked against.
struct Subject<'model> {
    /// Without operations.
    service: &'model Service,
    written: &'model ast::Operation,
    operation: &'model Operation,
    parameters: ParameterNames<'model>,
    is_at_known_address: bool,
    http: Option<&'model Http>,
}

impl Subject<'_> {
    fn example(
        &self,
        context: &Context<'_>,
        example: &ast::Example,
        findings: &mut Vec<Diagnostic>,
    ) -> Example {
        let request = self.request(example, findings);
        self.request_line(example, findings);
        self.body(example, findings);
        self.response(example, findings);
        self.response_headers(example, findings);
        self.failure(example, findings);
        Example {
            name: example.name.value.clone(),
            made: example.made.clone(),
            recorded: example.recorded.clone(),
            request,
            body: example.body.as_ref().map(|body| self.sent_body(body)),
            sent: example.sent.as_ref().map(|sent| sent.value.clone()),
            sent_form: example.sent_form.clone(),
            status: self.status(example),
            response: example.response_json(),
            text: example.text.as_ref().map(|text| text.value.clone()),
            response_headers: example
                .response_headers
                .iter()
                .filter_map(|(name, value)| Some((name.value.clone(), value.text()?.to_owned())))
                .collect(),
            error: example.error.as_ref().map(|error| error.value.clone()),
            location: context.location(example.name.span),
        }
    }

    /// The status of the response: the operation's first, unless the example says otherwise.
    fn status(&self, example: &ast::Example) -> u16 {
        let first = self.operation.response.statuses.first().copied();
        let status = example.status.as_ref().map(|status| status.value);
        status.or(first).unwrap_or(200)
    }

    /// Bytes that are text keep the text that was written.
    fn sent_body(&self, body: &Node) -> Json {
        let is_bytes =
            matches!(&self.operation.body, Some(Body::Value(field)) if field.ty == Type::Bytes);
        match body.text() {
            Some(text) if is_bytes => Json::String(text.to_owned()),
            _ => body.json(),
        }
    }
}

/// The JSON that stands for a value of a parameter. One that is text keeps the text that was written: `0123` is not a number here.
fn json_of(service: &Service, ty: &Type, value: &Node) -> Json {
    let shape = || match ty {
        Type::Named(ShapeKind::Struct | ShapeKind::Tuple, name) => {
            service.type_named(name).map(|definition| &definition.shape)
        }
        _ => None,
    };
    let object = |entries: &[Entry], value_of: &dyn Fn(&Entry) -> Option<Json>| {
        let members = entries
            .iter()
            .filter_map(|entry| Some((entry.key.value.clone(), value_of(entry)?)));
        Json::Object(members.collect::<Map<_, _>>())
    };
    match (ty, &value.kind) {
        (ty, Kind::Scalar(scalar))
            if !value.json().is_null()
                && (matches!(ty, Type::Named(ShapeKind::Enum, _))
                    || ty.scalar().is_some_and(Scalar::is_text)) =>
        {
            Json::String(scalar.text.clone())
        }
        (Type::List(element), Kind::Sequence(elements)) => elements
            .iter()
            .map(|each| json_of(service, element, each))
            .collect(),
        (Type::Map(element), Kind::Mapping(entries)) => object(entries, &|entry| {
            Some(json_of(service, element, &entry.value))
        }),
        (Type::File, Kind::Mapping(entries)) => object(entries, &|entry| {
            Some(Json::String(entry.value.text()?.to_owned()))
        }),
        (Type::Named(ShapeKind::Tuple, _), Kind::Sequence(elements)) => match shape() {
            Some(Shape::Tuple(fields)) => elements
                .iter()
                .zip(fields)
                .map(|(each, field)| json_of(service, &field.ty, each))
                .collect(),
            _ => value.json(),
        },
        (Type::Named(ShapeKind::Struct, _), Kind::Mapping(entries)) => match shape() {
            Some(Shape::Struct(fields)) => object(entries, &|entry| {
                let mut fields = fields.iter();
                let field = fields.find(|field| field.wire_name == entry.key.value);
                Some(match field {
                    Some(field) => json_of(service, &field.ty, &entry.value),
                    None => entry.value.json(),
                })
            }),
            _ => value.json(),
        },
        _ => value.json(),
    }
}
