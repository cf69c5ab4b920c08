//! YAML as nodes: scalars stay the text that was written, and every node knows its place.

use serde_json::{Map, Number, Value as Json};

use crate::source::{Span, Spanned};

/// A node of the document.
#[derive(Clone, Debug)]
pub struct Node {
    pub span: Span,
    pub kind: Kind,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Kind {
    Scalar(Scalar),
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>),
}

/// Text, and whether quotes or a block say that it is meant as text.
#[derive(Clone, Debug)]
pub struct Scalar {
    pub text: String,
    pub style: Style,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Quoted,
    Block,
}

/// A member of a mapping.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: Spanned<String>,
    pub value: Node,
}

impl Node {
    /// A text that stands in no spec.
    pub fn of_text(text: &str, span: Span) -> Self {
        let scalar = Scalar {
            text: text.to_owned(),
            style: Style::Quoted,
        };
        Self {
            span,
            kind: Kind::Scalar(scalar),
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(&scalar.text),
            Kind::Sequence(_) | Kind::Mapping(_) => None,
        }
    }

    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.kind {
            Kind::Mapping(entries) => Some(entries),
            Kind::Scalar(_) | Kind::Sequence(_) => None,
        }
    }

    pub(crate) fn elements(&self) -> Option<&[Node]> {
        match &self.kind {
            Kind::Sequence(elements) => Some(elements),
            Kind::Scalar(_) | Kind::Mapping(_) => None,
        }
    }

    /// The value of a member.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()?
            .iter()
            .find(|entry| entry.key.value == key)
            .map(|entry| &entry.value)
    }

    /// An empty value: nothing after the colon.
    pub fn is_empty(&self) -> bool {
        matches!(&self.kind, Kind::Scalar(scalar) if scalar.text.is_empty() && scalar.style == Style::Plain)
    }

    /// The span, of a long node only its first line: what a finding underlines.
    pub fn mark(&self) -> Span {
        match &self.kind {
            Kind::Scalar(_) => self.span,
            Kind::Sequence(_) => self.span.first(),
            Kind::Mapping(entries) => entries.first().map_or(self.span, |entry| {
                if entry.key.span.start.line == self.span.start.line {
                    self.span.first()
                } else {
                    entry.key.span
                }
            }),
        }
    }

    /// The place of a scalar's text, so that a part of the text can be pointed at: a quoted text begins after its quote.
    /// Text that is folded or escaped has no such place, and the whole of it is pointed at.
    pub(crate) fn text_span(&self) -> Span {
        let Kind::Scalar(scalar) = &self.kind else {
            return self.mark();
        };
        let width = self.span.end.index.saturating_sub(self.span.start.index);
        let length = scalar.text.chars().count();
        if scalar.style == Style::Quoted && width == length + 2 {
            self.span.part(1, length)
        } else {
            self.span
        }
    }

    /// The node as the JSON that it stands for, by the core schema of YAML 1.2.
    pub fn json(&self) -> Json {
        match &self.kind {
            Kind::Scalar(scalar) => scalar.json(),
            Kind::Sequence(elements) => Json::Array(elements.iter().map(Self::json).collect()),
            Kind::Mapping(entries) => Json::Object(
                entries
                    .iter()
                    .map(|entry| (entry.key.value.clone(), entry.value.json()))
                    .collect::<Map<_, _>>(),
            ),
        }
    }
}

impl Node {
    /// [`Node::json`] as text, with the members of objects in the order in which they are written.
    pub(crate) fn to_json_text(&self) -> String {
        let members = |open: char, members: Vec<String>, close: char| {
            format!("{open}{}{close}", members.join(","))
        };
        match &self.kind {
            Kind::Scalar(scalar) => scalar.json().to_string(),
            Kind::Sequence(elements) => {
                members('[', elements.iter().map(Self::to_json_text).collect(), ']')
            }
            Kind::Mapping(entries) => {
                let entry = |entry: &Entry| {
                    let key = Json::from(entry.key.value.as_str());
                    format!("{key}:{}", entry.value.to_json_text())
                };
                members('{', entries.iter().map(entry).collect(), '}')
            }
        }
    }
}

impl Scalar {
    /// Only what JSON itself would read as a number is one: `0123` and `0x1F` stay text.
    pub fn json(&self) -> Json {
        if self.style != Style::Plain {
            return Json::String(self.text.clone());
        }
        match self.text.as_str() {
            "" | "~" | "null" => Json::Null,
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            text => text
                .parse::<Number>()
                .map_or_else(|_| Json::String(text.to_owned()), Json::Number),
        }
    }
}
