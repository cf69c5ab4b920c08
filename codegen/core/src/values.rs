//! Whether a value is of a type of the model, member by member: values of examples, which stand in a spec, and those of calls, which
//! stand nowhere.

mod content;
mod declared;
mod findings;
mod markup;
mod scalars;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

pub use declared::Declaration;
use declared::{Declared, Known};
use serde_json::Value as Json;

use crate::{
    diagnostic::Diagnostic,
    ir::{
        Body, Envelope, Field, Location, ParameterStyle, Presence, Response, Scalar, Service,
        Shape, ShapeKind, Type,
    },
    parse::node::{Kind, Node},
    rules::{self, Rule},
    source::Span,
    suggest::listed,
};

/// How a value goes over the wire.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As text: a parameter or a header.
    Text,
    /// As JSON that is sent, exactly in the form in which it is sent.
    SentJson,
    /// As JSON that is received, in every form that is read.
    ReceivedJson,
    /// As XML that is received, in which every scalar is text, in every form that is read.
    ReceivedXml,
}

impl Encoding {
    /// Whether a value is received, where more is accepted than is sent.
    fn is_received(self) -> bool {
        matches!(self, Self::ReceivedJson | Self::ReceivedXml)
    }
}

/// A check of values against types, and what it found.
pub struct Checker<'model> {
    service: &'model Service,
    rule: &'static Rule,
    encoding: Encoding,
    /// Of a value that stands in no spec: what it is checked against, which findings point to.
    declared: Option<Declared>,
    /// Where the type of the field in hand is written.
    type_span: Option<Span>,
    known: Known,
    pub findings: Vec<Diagnostic>,
}

/// What a finding is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Missing,
    Undeclared,
    Misfit,
}

impl<'model> Checker<'model> {
    /// A parameter, or a part of a body, by its style.
    pub fn parameter(service: &'model Service, style: &ParameterStyle) -> Self {
        let encoding = if style.is_json() {
            Encoding::SentJson
        } else {
            Encoding::Text
        };
        Self::new(service, &rules::EXAMPLE_REQUEST, encoding)
    }

    /// The body of a request, or a member of it.
    pub fn body(service: &'model Service) -> Self {
        Self::new(service, &rules::EXAMPLE_BODY, Encoding::SentJson)
    }

    /// A header of a response.
    pub fn header(service: &'model Service) -> Self {
        Self::new(service, &rules::EXAMPLE_RESPONSE, Encoding::Text)
    }

    /// A response; XML as the JSON that says the same.
    pub fn response(service: &'model Service, encoding: Encoding) -> Self {
        Self::new(service, &rules::EXAMPLE_RESPONSE, encoding)
    }

    fn new(service: &'model Service, rule: &'static Rule, encoding: Encoding) -> Self {
        Self {
            service,
            rule,
            encoding,
            declared: None,
            type_span: None,
            known: Known::default(),
            findings: Vec::new(),
        }
    }

    /// Points to the declarations, because the value stands in no spec.
    pub fn of_call(mut self, declaration: Declaration) -> Self {
        self.declared = Some(Declared::at(declaration));
        self
    }

    /// Goes one step into a value, where findings say the path to it.
    pub fn within(&mut self, step: &str, declared: Option<&Field>, go: impl FnOnce(&mut Self)) {
        let outer = self.declared.clone();
        if let Some(inner) = &mut self.declared {
            inner.step(step, declared);
        }
        go(self);
        self.declared = outer;
    }

    /// A whole body of a request.
    pub fn whole_body(&mut self, body: &Body, value: &Node, place: Span) {
        match body {
            Body::Object(fields) => self.members(fields, value, None, place),
            Body::Value(field) => self.value(&field.ty, value, place),
        }
    }

    /// A whole response, envelope included.
    pub fn whole_response(&mut self, response: &Response, value: &Node) {
        let Some(ty) = &response.ty else {
            return;
        };
        let envelope = response.envelope.as_ref();
        let wrapped = envelope.and_then(|envelope| value.get(&envelope.member));
        let inner = match envelope {
            Some(envelope) if !envelope.optional => wrapped,
            _ => Some(wrapped.unwrap_or(value)),
        };
        match (inner, envelope) {
            (Some(inner), _)
                if response.optional && (inner.json().is_null() || self.is_hollow(inner)) => {}
            (None, _) if response.optional => {}
            (Some(inner), Some(Envelope { member, .. })) if wrapped.is_some() => {
                self.within(member, None, |checker| {
                    checker.value(ty, inner, inner.mark());
                });
            }
            (Some(inner), _) => self.value(ty, inner, inner.mark()),
            (None, Some(Envelope { member, .. })) => {
                let message = match self.root_element(value) {
                    Some(root) => format!("the root element is `{root}`, not `{member}`"),
                    None => format!("the envelope `{member}` is missing"),
                };
                self.push(
                    Fault::Missing,
                    Diagnostic::new(self.rule, value.mark(), message)
                        .hint("a sample is written as it comes over the wire, envelope included"),
                );
            }
            (None, None) => {}
        }
    }

    /// A parameter, a header or a member.
    pub fn field(&mut self, field: &Field, value: &Node, place: Span) {
        let json = value.json();
        let absent = match &json {
            Json::Null => true,
            Json::String(text) => {
                let is_empty =
                    text.is_empty() || self.encoding.is_received() && text.trim().is_empty();
                is_empty && !matches!(field.ty, Type::Scalar(Scalar::String | Scalar::Json))
            }
            _ => self.is_empty_list(value) && self.is_object(&field.ty),
        };
        if json.is_null() && field.is_nullable() {
            return;
        }
        if json.is_null() && !field.is_required() && self.encoding == Encoding::SentJson {
            self.push(
                Fault::Misfit,
                Diagnostic::new(
                    self.rule,
                    place,
                    format!(
                        "`{}` is left out where it is not given, and never sent as null",
                        field.wire_name
                    ),
                )
                .hint("take it out, or declare it with `nullable: true`"),
            );
            return;
        }
        let may_be_absent =
            !field.is_required() || self.encoding.is_received() && field.is_nullable();
        if !(absent && may_be_absent) {
            let outer = self.type_span.replace(field.type_location.span);
            self.value(&field.ty, value, place);
            self.type_span = outer;
        }
    }

    /// Whether a type is an object with members of its own.
    fn is_object(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(ShapeKind::Struct, name) => self.service.type_named(name).is_some(),
            ty => matches!(ty, Type::CommonCode(_)),
        }
    }

    /// A value of a map.
    pub fn element(&mut self, map: &Field, value: &Node, place: Span) {
        if let Type::Map(element) = &map.ty {
            self.value(element, value, place);
        }
    }

    /// A value of any type. Of a name that is not defined everything is a value: a finding says so already.
    pub fn value(&mut self, ty: &Type, value: &Node, place: Span) {
        match ty {
            Type::Scalar(scalar) => {
                let fits = scalars::scalar(*scalar, value, self.encoding);
                self.found(fits, value, place);
            }
            Type::CommonCode(code) => {
                let members = code_and_name(code, self.type_span.unwrap_or(place));
                self.members(&members, value, None, place);
            }
            Type::List(element) => match self.items(value) {
                Some(elements) => {
                    for (index, each) in elements.iter().enumerate() {
                        self.within(&format!("[{index}]"), None, |checker| {
                            checker.value(element, each, each.mark());
                        });
                    }
                }
                None if value.json().is_null() => {}
                None => self.mismatch("a list", value, place),
            },
            Type::Map(element) => match self.entries(value) {
                Some(entries) => {
                    for entry in entries {
                        self.within(&entry.key.value, None, |checker| {
                            checker.value(element, &entry.value, entry.key.span);
                        });
                    }
                }
                None if value.json().is_null() => {}
                None => self.mismatch("an object", value, place),
            },
            Type::Bytes => self.bytes(value, place),
            Type::File => self.file(value, place),
            Type::Named(_, name) => self.named(name, value, place),
        }
    }

    /// A value of a type of the service.
    fn named(&mut self, name: &str, value: &Node, place: Span) {
        let Some(definition) = self.service.type_named(name) else {
            return;
        };
        if let Some(declared) = &mut self.declared {
            declared.owner = definition.location.span;
        }
        match &definition.shape {
            Shape::Struct(fields) => self.members(fields, value, None, place),
            Shape::Tuple(fields) => self.elements(fields, value, place),
            Shape::Enum(_) if self.is_text(value) => {}
            Shape::Enum(_) => self.mismatch("text", value, place),
            Shape::NumberEnum(_) => {
                let fits = scalars::enum_number(value, self.encoding);
                self.found(fits, value, place);
            }
            Shape::Union(union) => self.union(definition, union, value, place),
        }
    }

    fn elements(&mut self, fields: &[Field], value: &Node, place: Span) {
        let Some(elements) = value.elements() else {
            self.mismatch("a list", value, place);
            return;
        };
        if elements.len() != fields.len() {
            let names = fields.iter().map(|field| field.wire_name.as_str());
            self.push(
                Fault::Misfit,
                Diagnostic::new(
                    self.rule,
                    value.mark(),
                    format!(
                        "the tuple has {} elements, not {}",
                        fields.len(),
                        elements.len()
                    ),
                )
                .hint(format!("give them in their order: {}", listed(names))),
            );
        }
        for (field, each) in fields.iter().zip(elements) {
            self.within(&field.wire_name, Some(field), |checker| {
                checker.field(field, each, each.mark());
            });
        }
    }

    /// An object and its members; the one that is `beside` them belongs to the union that they are in.
    fn members(&mut self, fields: &[Field], value: &Node, beside: Option<&str>, place: Span) {
        let Some(entries) = self.entries(value) else {
            self.mismatch("an object", value, place);
            return;
        };
        let declared: BTreeMap<&str, &Field> = fields
            .iter()
            .map(|field| (field.wire_name.as_str(), field))
            .collect();
        let given: BTreeSet<&str> = entries
            .iter()
            .map(|entry| entry.key.value.as_str())
            .collect();
        for entry in entries {
            match declared.get(entry.key.value.as_str()) {
                Some(field) => self.within(&entry.key.value, Some(field), |checker| {
                    checker.field(field, &entry.value, entry.key.span);
                }),
                None if beside == Some(entry.key.value.as_str()) => {}
                None => self.undeclared(&entry.key, declared.keys().copied()),
            }
        }
        for field in fields.iter().filter(|field| field.is_required()) {
            if !given.contains(field.wire_name.as_str()) {
                self.push(
                    Fault::Missing,
                    Diagnostic::new(
                        self.rule,
                        place,
                        format!("the required member `{}` is missing", field.wire_name),
                    )
                    .related(field.location.span, "declared here")
                    .hint(format!(
                        "add it, or declare `{}?` if it may be absent",
                        field.wire_name
                    )),
                );
            }
        }
    }

    fn is_text(&self, value: &Node) -> bool {
        match &value.kind {
            Kind::Scalar(scalar) => {
                self.encoding == Encoding::Text || scalars::is_text(&scalar.json(), self.encoding)
            }
            Kind::Sequence(_) | Kind::Mapping(_) => false,
        }
    }
}

/// The members of the pair of a code and its name.
fn code_and_name(code: &Type, declared: Span) -> [Field; 2] {
    let location = Location::at(declared);
    let member = |name: &str, ty: Type, presence: Presence| Field {
        presence,
        ..Field::new(name, name, ty, location.clone())
    };
    [
        member("code", code.clone(), Presence::Required),
        member("codeName", Type::Scalar(Scalar::String), Presence::Optional),
    ]
}
