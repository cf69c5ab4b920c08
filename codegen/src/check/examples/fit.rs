//! Whether a value is of a type, member by member.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::{
    check::Subject,
    diagnostic::Diagnostic,
    parse::{
        ast::{Content, Field, Scalar, Type},
        node::{Kind, Node},
    },
    resolve::Resolved,
    rules::Rule,
    source::Span,
    suggest::{MOST_SUGGESTIONS, did_you_mean},
};

/// One comparison of a value with a type, and what it found.
pub(super) struct Fit<'check, 'ast> {
    subject: &'check Subject<'ast>,
    rule: &'static Rule,
    /// Parameters are text whatever they look like; JSON tells a number from its digits.
    textual: bool,
    pub(super) findings: Vec<Diagnostic>,
}

impl<'check, 'ast> Fit<'check, 'ast> {
    pub(super) fn json(subject: &'check Subject<'ast>, rule: &'static Rule) -> Self {
        Self {
            subject,
            rule,
            textual: false,
            findings: Vec::new(),
        }
    }

    pub(super) fn parameters(subject: &'check Subject<'ast>, rule: &'static Rule) -> Self {
        Self {
            textual: true,
            ..Self::json(subject, rule)
        }
    }

    pub(super) fn content(&mut self, content: &Content, value: &Node, place: Span) {
        match content {
            Content::Type(ty) => self.value(&ty.value, value, place),
            Content::Fields(fields) => self.members(fields, value, place),
            Content::Unreadable => {}
        }
    }

    pub(super) fn field(&mut self, field: &Field, value: &Node, place: Span) {
        let Some(ty) = &field.ty else {
            return;
        };
        let absent = match value.json() {
            Json::Null => true,
            Json::String(text) => {
                text.is_empty() && !matches!(ty.value, Type::Scalar(Scalar::String | Scalar::Json))
            }
            _ => false,
        };
        if !(absent && field.optional) {
            self.value(&ty.value, value, place);
        }
    }

    fn value(&mut self, ty: &Type, value: &Node, place: Span) {
        match self.subject.types.resolve(ty) {
            None => {}
            Some(Resolved::Scalar(scalar)) => self.scalar(scalar, value, place),
            Some(Resolved::Enum(_)) if self.is_text(value) => {}
            Some(Resolved::Enum(_)) => self.mismatch("text", value, place),
            Some(Resolved::Struct(fields)) => self.members(fields, value, place),
            Some(Resolved::List(element)) => match value.elements() {
                Some(elements) => {
                    for each in elements {
                        self.value(element, each, each.mark());
                    }
                }
                None if value.json().is_null() => {}
                None => self.mismatch("a list", value, place),
            },
            Some(Resolved::Map(element)) => match value.entries() {
                Some(entries) => {
                    for entry in entries {
                        self.value(element, &entry.value, entry.key.span);
                    }
                }
                None if value.json().is_null() => {}
                None => self.mismatch("an object", value, place),
            },
        }
    }

    fn members(&mut self, fields: &[Field], value: &Node, place: Span) {
        let Some(entries) = value.entries() else {
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
                Some(field) => self.field(field, &entry.value, entry.key.span),
                None => {
                    let hint = (self.findings.len() < MOST_SUGGESTIONS)
                        .then(|| did_you_mean(&entry.key.value, declared.keys().copied()))
                        .flatten()
                        .unwrap_or_else(|| "declare it, or take it out".to_owned());
                    self.findings.push(
                        Diagnostic::new(
                            self.rule,
                            entry.key.span,
                            format!("the member `{}` is not declared", entry.key.value),
                        )
                        .hint(hint),
                    );
                }
            }
        }
        for field in fields.iter().filter(|field| !field.optional) {
            if !given.contains(field.name.value.as_str()) {
                self.findings.push(
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

    fn is_text(&self, value: &Node) -> bool {
        match &value.kind {
            Kind::Scalar(scalar) => self.textual || scalar.json().is_string(),
            Kind::Sequence(_) | Kind::Mapping(_) => false,
        }
    }

    fn scalar(&mut self, scalar: Scalar, value: &Node, place: Span) {
        let json = value.json();
        let (fits, expected) = match scalar {
            Scalar::Json => (true, ""),
            Scalar::String => (self.is_text(value), "text"),
            Scalar::Bool => (json.is_boolean(), "`true` or `false`"),
            Scalar::I32 => (
                whole(&json).is_some_and(|number| i32::try_from(number).is_ok()),
                "a whole number of 32 bits",
            ),
            Scalar::I64 => (whole(&json).is_some(), "a whole number"),
            Scalar::F64 => (
                json.is_number()
                    || json
                        .as_str()
                        .is_some_and(|text| text.parse::<f64>().is_ok()),
                "a number",
            ),
            Scalar::YesNo => (matches!(json.as_str(), Some("Y" | "N")), "`Y` or `N`"),
            Scalar::TimestampMillis => (
                whole(&json).is_some(),
                "milliseconds since 1970, a whole number",
            ),
        };
        if !fits {
            self.mismatch(expected, value, place);
        }
    }

    fn mismatch(&mut self, expected: &str, value: &Node, place: Span) {
        let found = match &value.kind {
            Kind::Scalar(scalar) => match scalar.json() {
                Json::String(_) if scalar.text.is_empty() => "empty text".to_owned(),
                Json::String(_) => format!("the text `{}`", scalar.text),
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
        self.findings.push(
            Diagnostic::new(
                self.rule,
                span,
                format!("the declared type asks for {expected}, not {found}"),
            )
            .hint("mend the value, or the type if the page's own sample says otherwise (with a `defect`)"),
        );
    }
}

/// Digits in quotes are as good as a number, on the wire and here.
fn whole(json: &Json) -> Option<i64> {
    json.as_i64()
        .or_else(|| json.as_str().and_then(|text| text.parse().ok()))
}
