//! Whether a value is of a type, member by member.

mod declared;
mod markup;
mod scalars;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use declared::Place;
use declared::{Declared, Known};
use scalars::Misfit;
use serde_json::Value as Json;

use crate::{
    check::Subject,
    diagnostic::{Diagnostic, clipped},
    parse::{
        ast::{Content, Field, Scalar, Type},
        node::{Entry, Kind, Node},
    },
    resolve::Resolved,
    rules::{self, Rule},
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean, listed},
    wire::base64_bytes,
};

/// Which way a value goes, and in what.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Out, as text.
    Parameter,
    /// Out, as JSON: exactly as it is sent.
    Body,
    /// In, as JSON: in every form that is read.
    Answer,
    /// In, as XML, in which every scalar is text: in every form that is read.
    Markup,
}

impl Way {
    /// Whether a value comes in, where more is taken than is sent.
    fn is_answer(self) -> bool {
        matches!(self, Self::Answer | Self::Markup)
    }
}

/// One comparison of a value with a type, and what it found.
pub(super) struct Fit<'check, 'ast> {
    subject: &'check Subject<'ast>,
    rule: &'static Rule,
    way: Way,
    /// Of a value that stands in no spec: what it is held against, which findings point to.
    declared: Option<Declared>,
    known: Known,
    pub(super) findings: Vec<Diagnostic>,
}

/// What a finding is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Missing,
    Undeclared,
    Misfit,
}

impl<'check, 'ast> Fit<'check, 'ast> {
    pub(super) fn parameter(subject: &'check Subject<'ast>) -> Self {
        Self::new(subject, &rules::EXAMPLE_REQUEST, Way::Parameter)
    }

    pub(super) fn body(subject: &'check Subject<'ast>) -> Self {
        Self::new(subject, &rules::EXAMPLE_BODY, Way::Body)
    }

    /// A part of a request that is JSON.
    pub(super) fn part(subject: &'check Subject<'ast>) -> Self {
        Self::new(subject, &rules::EXAMPLE_REQUEST, Way::Body)
    }

    /// A header of an answer, which is text.
    pub(super) fn header(subject: &'check Subject<'ast>) -> Self {
        Self::new(subject, &rules::EXAMPLE_RESPONSE, Way::Parameter)
    }

    pub(super) fn answer(subject: &'check Subject<'ast>) -> Self {
        Self::new(subject, &rules::EXAMPLE_RESPONSE, Way::Answer)
    }

    /// An answer in XML, as the JSON that says the same.
    pub(super) fn markup(subject: &'check Subject<'ast>) -> Self {
        Self::new(subject, &rules::EXAMPLE_RESPONSE, Way::Markup)
    }

    fn new(subject: &'check Subject<'ast>, rule: &'static Rule, way: Way) -> Self {
        Self {
            subject,
            rule,
            way,
            declared: None,
            known: Known::default(),
            findings: Vec::new(),
        }
    }

    /// Points to the declarations, because the value stands in no spec.
    pub(super) fn of_call(mut self, declared: Place) -> Self {
        self.declared = Some(Declared::at(declared));
        self
    }

    pub(super) fn push(&mut self, fault: Fault, finding: Diagnostic) {
        let Some(declared) = &self.declared else {
            self.findings.push(finding);
            return;
        };
        // What is answered has rules of its own, whatever it is written in.
        let is_answered = std::ptr::eq(self.rule, &raw const rules::EXAMPLE_RESPONSE);
        let rule = (!is_answered).then_some(self.rule);
        let told = declared.told(fault, rule, finding, &mut self.known);
        self.findings.extend(told);
    }

    /// Goes one step into a value, where findings say the way to it.
    pub(super) fn within(
        &mut self,
        step: &str,
        declared: Option<&Field>,
        go: impl FnOnce(&mut Self),
    ) {
        let outer = self.declared.clone();
        if let Some(inner) = &mut self.declared {
            inner.step(step, declared);
        }
        go(self);
        self.declared = outer;
    }

    pub(super) fn content(&mut self, content: &Content, value: &Node, place: Span) {
        match content {
            Content::Type(ty) => self.value(&ty.value, value, place),
            Content::Fields(fields) => self.members(fields, value, None, place),
            Content::Bytes => self.bytes(value, place),
            Content::Unreadable => {}
        }
    }

    pub(super) fn field(&mut self, field: &Field, value: &Node, place: Span) {
        let Some(ty) = &field.ty else {
            return;
        };
        let json = value.json();
        let absent = match &json {
            Json::Null => true,
            Json::String(text) => {
                let is_empty = text.is_empty() || self.way.is_answer() && text.trim().is_empty();
                is_empty && !matches!(ty.value, Type::Scalar(Scalar::String | Scalar::Json))
            }
            _ => self.is_empty_list(value) && self.is_object(&ty.value),
        };
        if json.is_null() && field.nullable.is_some() {
            return;
        }
        if json.is_null() && field.optional && self.way == Way::Body {
            self.push(
                Fault::Misfit,
                Diagnostic::new(
                    self.rule,
                    place,
                    format!(
                        "`{}` is left out where it is not given, and never sent as null",
                        field.name.value
                    ),
                )
                .hint("take it out, or declare it with `nullable: true`"),
            );
            return;
        }
        let may_be_absent = field.optional || self.way.is_answer() && field.nullable.is_some();
        if !(absent && may_be_absent) {
            self.value(&ty.value, value, place);
        }
    }

    /// Whether a type is an object with members of its own.
    fn is_object(&self, ty: &Type) -> bool {
        matches!(
            self.subject.types.resolve(ty),
            Some(Resolved::Struct(_) | Resolved::Code(_))
        )
    }

    /// A value of a map.
    pub(super) fn element(&mut self, map: &Field, value: &Node, place: Span) {
        if let Some(Type::Map(element)) = map.ty.as_ref().map(|ty| &ty.value) {
            self.value(element, value, place);
        }
    }

    fn value(&mut self, ty: &Type, value: &Node, place: Span) {
        if let (Type::Named(name), Some(declared)) = (ty, &mut self.declared)
            && let Some(definition) = self.subject.types.definition(&name.value)
        {
            declared.owner = definition.name.span;
        }
        if let Type::Quoted(scalar) = ty {
            let fits = scalars::quoted(*scalar, value, self.way);
            return self.found(fits, value, place);
        }
        match self.subject.types.resolve(ty) {
            None => {}
            Some(Resolved::Scalar(scalar)) => {
                let fits = scalars::scalar(scalar, value, self.way);
                self.found(fits, value, place);
            }
            Some(Resolved::NumberEnum) => {
                let fits = scalars::enum_number(value, self.way);
                self.found(fits, value, place);
            }
            Some(Resolved::Enum(_)) if self.is_text(value) => {}
            Some(Resolved::Enum(_)) => self.mismatch("text", value, place),
            Some(Resolved::Struct(fields) | Resolved::Code(fields)) => {
                self.members(fields, value, None, place);
            }
            Some(Resolved::Tuple(fields)) => self.elements(fields, value, place),
            Some(Resolved::Union(union)) => self.union(union, value, place),
            Some(Resolved::List(element)) => match self.items(value) {
                Some(elements) => {
                    for (index, each) in elements.iter().enumerate() {
                        self.within(&format!("[{index}]"), None, |fit| {
                            fit.value(element, each, each.mark());
                        });
                    }
                }
                None if value.json().is_null() => {}
                None => self.mismatch("a list", value, place),
            },
            Some(Resolved::Map(element)) => match self.entries(value) {
                Some(entries) => {
                    for entry in entries {
                        self.within(&entry.key.value, None, |fit| {
                            fit.value(element, &entry.value, entry.key.span);
                        });
                    }
                }
                None if value.json().is_null() => {}
                None => self.mismatch("an object", value, place),
            },
            Some(Resolved::File) => self.file(value, place),
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
            let names = fields.iter().map(|field| field.name.value.as_str());
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
            self.within(&field.name.value, Some(field), |fit| {
                fit.field(field, each, each.mark());
            });
        }
    }

    /// Holds an object against its members; the one that is `beside` them belongs to the union that they are in.
    fn members(&mut self, fields: &[Field], value: &Node, beside: Option<&str>, place: Span) {
        let Some(entries) = self.entries(value) else {
            self.mismatch("an object", value, place);
            return;
        };
        let declared: BTreeMap<&str, &Field> = fields
            .iter()
            .map(|field| (field.name.value.as_str(), field))
            .collect();
        let given: BTreeSet<&str> = entries
            .iter()
            .map(|entry| entry.key.value.as_str())
            .collect();
        for entry in entries {
            match declared.get(entry.key.value.as_str()) {
                Some(field) => self.within(&entry.key.value, Some(field), |fit| {
                    fit.field(field, &entry.value, entry.key.span);
                }),
                None if beside == Some(entry.key.value.as_str()) => {}
                None => self.undeclared(&entry.key, declared.keys().copied()),
            }
        }
        for field in fields.iter().filter(|field| !field.optional) {
            if !given.contains(field.name.value.as_str()) {
                self.push(
                    Fault::Missing,
                    Diagnostic::new(
                        self.rule,
                        place,
                        format!("the required member `{}` is missing", field.name.value),
                    )
                    .related(field.name.span, "declared here")
                    .hint(format!(
                        "add it, or declare `{}?` if it may be absent",
                        field.name.value
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
                self.way == Way::Parameter || scalars::is_text(&scalar.json(), self.way)
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
