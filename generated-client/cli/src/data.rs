//! Values of responses, their members in the order in which they came and their numbers as they were written.

use std::fmt;

use ncloud::types::{Json, JsonRef};
use ncloud_codegen::ir::PathStep;
use ncloud_codegen::printable;

/// A value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Data {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Data>),
    /// An object.
    Object(Vec<(String, Data)>),
}

impl Data {
    /// Reads JSON; `None` for what is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let json: Json = ncloud::decode::from_str(text).ok()?;
        Some(Self::from(json.as_ref()))
    }

    /// The member of an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let mut members = self.members().iter();
        members
            .find(|(member, _)| member == name)
            .map(|(_, value)| value)
    }

    /// The members of an object.
    #[must_use]
    pub fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements of a list.
    #[must_use]
    pub fn elements(&self) -> &[Self] {
        match self {
            Self::List(elements) => elements,
            _ => &[],
        }
    }

    /// What a path of the model leads to.
    #[must_use]
    pub fn at(&self, path: &[PathStep]) -> Option<&Self> {
        path.iter().try_fold(self, |value, step| {
            let member = value.get(&step.wire_name)?;
            match step.index {
                Some(index) => member.elements().get(index),
                None => Some(member),
            }
        })
    }

    /// A value without parts as text: text without quotes, a number as it is written. `None` for `null`, lists and objects.
    #[must_use]
    pub fn scalar(&self) -> Option<String> {
        match self {
            Self::Bool(value) => Some(value.to_string()),
            Self::Number(text) | Self::Text(text) => Some(text.clone()),
            Self::Null | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// A whole number, in quotes or without.
    #[must_use]
    pub fn whole(&self) -> Option<i64> {
        self.scalar()?.parse().ok()
    }

    /// JSON on lines of its own, two blanks deeper for each level.
    #[must_use]
    pub fn pretty(&self) -> String {
        let mut text = String::new();
        self.write(Some(0), &mut text);
        printable::json(&text).into_owned()
    }

    fn write(&self, depth: Option<usize>, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => text.push_str(number),
            Self::Text(value) => text.push_str(&quoted(value)),
            Self::List(elements) => {
                let parts = elements.iter().map(|each| (None, each));
                write_parts(['[', ']'], parts, depth, text);
            }
            Self::Object(members) => {
                let parts = members
                    .iter()
                    .map(|(name, each)| (Some(name.as_str()), each));
                write_parts(['{', '}'], parts, depth, text);
            }
        }
    }

    /// How often a value is the mark of a secret.
    #[must_use]
    pub fn count_of(&self, mark: &str) -> usize {
        match self {
            Self::Text(text) => usize::from(text.contains(mark)),
            Self::List(elements) => elements.iter().map(|each| each.count_of(mark)).sum(),
            Self::Object(members) => members.iter().map(|(_, each)| each.count_of(mark)).sum(),
            Self::Null | Self::Bool(_) | Self::Number(_) => 0,
        }
    }
}

fn write_parts<'data>(
    [open, close]: [char; 2],
    parts: impl Iterator<Item = (Option<&'data str>, &'data Data)>,
    depth: Option<usize>,
    text: &mut String,
) {
    let inner = depth.map(|depth| depth + 1);
    let line = |depth: Option<usize>, text: &mut String| {
        if let Some(depth) = depth {
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
        }
    };
    text.push(open);
    let mut is_empty = true;
    for (name, value) in parts {
        if !is_empty {
            text.push(',');
        }
        is_empty = false;
        line(inner, text);
        if let Some(name) = name {
            text.push_str(&quoted(name));
            text.push_str(if depth.is_some() { ": " } else { ":" });
        }
        value.write(inner, text);
    }
    if !is_empty {
        line(depth, text);
    }
    text.push(close);
}

/// Text as JSON writes it.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// JSON on one line.
impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(None, &mut text);
        f.write_str(&printable::json(&text))
    }
}

impl From<JsonRef<'_>> for Data {
    fn from(json: JsonRef<'_>) -> Self {
        use ncloud::decode::Kind;

        match json.kind() {
            None => Self::Null,
            Some(Kind::Boolean) => Self::Bool(json.as_bool().unwrap_or_default()),
            Some(Kind::Number) => Self::Number(json.as_number().unwrap_or_default().to_owned()),
            Some(Kind::Text) => Self::Text(json.as_str().unwrap_or_default().into_owned()),
            Some(Kind::List) => Self::List(json.items().map(Self::from).collect()),
            Some(Kind::Object) => Self::Object(
                json.members()
                    .map(|(name, value)| (name.into_owned(), Self::from(value)))
                    .collect(),
            ),
        }
    }
}

impl From<&serde_json::Value> for Data {
    fn from(json: &serde_json::Value) -> Self {
        use serde_json::Value as Json;

        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(number) => Self::Number(number.to_string()),
            Json::String(text) => Self::Text(text.clone()),
            Json::Array(elements) => Self::List(elements.iter().map(Self::from).collect()),
            Json::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), Self::from(value)))
                    .collect(),
            ),
        }
    }
}

impl From<&Data> for serde_json::Value {
    fn from(data: &Data) -> Self {
        match data {
            Data::Null => Self::Null,
            Data::Bool(value) => Self::Bool(*value),
            Data::Number(text) => {
                serde_json::from_str(text).unwrap_or_else(|_| Self::from(text.as_str()))
            }
            Data::Text(text) => Self::from(text.as_str()),
            Data::List(elements) => elements.iter().map(Self::from).collect(),
            Data::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), Self::from(value)))
                    .collect(),
            ),
        }
    }
}
