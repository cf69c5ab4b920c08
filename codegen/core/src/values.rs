//! Whether a value is of a type of the model, member by member: values of examples, which stand in a spec, and those of calls, which
//! stand nowhere.

mod declared;
mod markup;
mod scalars;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

pub use declared::Declaration;
use declared::{Declared, Known};
use scalars::Misfit;
use serde_json::Value as Json;

use crate::{
    diagnostic::{Diagnostic, clipped},
    ir::{
        Body, Envelope, Field, Location, ParameterStyle, Presence, Response, Scalar, Service,
        Shape, ShapeKind, Type,
    },
    parse::node::{Entry, Kind, Node},
    rules::{self, Rule},
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean, listed},
    wire::base64_bytes,
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

    pub fn push(&mut self, fault: Fault, finding: Diagnostic) {
        let Some(declared) = &self.declared else {
            self.findings.push(finding);
            return;
        };
        // Responses have rules of their own, whatever they are written in.
        let is_response = std::ptr::eq(self.rule, &raw const rules::EXAMPLE_RESPONSE);
        let rule = (!is_response).then_some(self.rule);
        let told = declared.told(fault, rule, finding, &mut self.known);
        self.findings.extend(told);
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

    /// `{ name: a.png, type: image/png, content: text }`
    fn file(&mut self, value: &Node, place: Span) {
        let text = |key: &str| value.get(key).and_then(Node::text);
        let named = text("name").is_some() && text("type").is_some();
        let known = |entry: &Entry| {
            matches!(
                entry.key.value.as_str(),
                "name" | "type" | "content" | "base64"
            )
        };
        let contents = [text("content"), text("base64")];
        let is_file = named
            && contents.iter().flatten().count() == 1
            && value
                .entries()
                .is_some_and(|entries| entries.iter().all(known));
        if !is_file {
            self.mismatch(
                "a file, `{ name: a.png, type: image/png, content: text }` or with `base64` in place of `content`",
                value,
                place,
            );
        } else if text("base64").is_some_and(|text| base64_bytes(text).is_none()) {
            self.mismatch("a file whose `base64` is base64", value, place);
        }
    }

    /// A body that is bytes: text, or `{ base64: .. }`.
    fn bytes(&mut self, value: &Node, place: Span) {
        let encoded = match value.entries() {
            Some([entry]) if entry.key.value == "base64" => entry.value.text(),
            _ => None,
        };
        let fits = match encoded {
            Some(text) => base64_bytes(text).is_some(),
            None => value.text().is_some(),
        };
        if !fits {
            self.mismatch("bytes, as text or as `{ base64: .. }`", value, place);
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

    fn undeclared<'name>(
        &mut self,
        name: &Spanned<String>,
        declared: impl IntoIterator<Item = &'name str>,
    ) {
        let hint = (self.findings.len() < MOST_SUGGESTIONS)
            .then(|| did_you_mean(&name.value, declared))
            .flatten()
            .unwrap_or_else(|| "declare it, or take it out".to_owned());
        self.push(
            Fault::Undeclared,
            Diagnostic::new(
                self.rule,
                name.span,
                format!("the member `{}` is not declared", name.value),
            )
            .hint(hint),
        );
    }

    fn is_text(&self, value: &Node) -> bool {
        match &value.kind {
            Kind::Scalar(scalar) => {
                self.encoding == Encoding::Text || scalars::is_text(&scalar.json(), self.encoding)
            }
            Kind::Sequence(_) | Kind::Mapping(_) => false,
        }
    }

    fn found(&mut self, fits: Result<(), Misfit>, value: &Node, place: Span) {
        match fits {
            Ok(()) => {}
            Err(Misfit::Not(expected)) => self.mismatch(expected, value, place),
            Err(Misfit::SentAs(sent)) => self.push(
                Fault::Misfit,
                Diagnostic::new(
                    self.rule,
                    value.mark(),
                    "this is not the form in which the time is sent",
                )
                .hint(format!(
                    "write `{sent}`, and say so under `made` if the page's sample has another form"
                )),
            ),
        }
    }

    /// Whether what a value holds may stand in a message.
    fn is_sensitive(&self) -> bool {
        self.declared
            .as_ref()
            .is_some_and(|declared| declared.is_sensitive)
    }

    /// A text of a spec as it is; of a call no more than its beginning.
    fn quoted(&self, text: &str) -> String {
        match &self.declared {
            None => text.to_owned(),
            Some(_) => clipped(text),
        }
    }

    fn mismatch(&mut self, expected: &str, value: &Node, place: Span) {
        let found = match &value.kind {
            Kind::Scalar(scalar) if self.is_sensitive() && !scalar.text.is_empty() => {
                "a value that is kept out of messages".to_owned()
            }
            Kind::Scalar(scalar) => match scalar.json() {
                Json::String(_) if scalar.text.is_empty() => "empty text".to_owned(),
                Json::String(_) => format!("the text `{}`", self.quoted(&scalar.text)),
                Json::Null => "nothing".to_owned(),
                _ => format!("the bare value `{}`", scalar.text),
            },
            Kind::Sequence(_) => "a list".to_owned(),
            Kind::Mapping(_) => "an object".to_owned(),
        };
        let span = if value.is_empty() {
            place
        } else {
            value.mark()
        };
        self.push(
            Fault::Misfit,
            Diagnostic::new(
                self.rule,
                span,
                format!("the declared type asks for {expected}, not {found}"),
            )
            .hint("mend the value, or the type if the page's own sample says otherwise (with a `defect`)"),
        );
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
