//! Schemas as types of the language.

use heck::ToUpperCamelCase;
use ncloud_codegen::language::scalars::SCALARS;

use super::{
    Draft,
    document::text,
    prose,
    rows::{Facts, Row},
};
use crate::{draft::quote::quoted, json::Json};

/// Whether a value goes out or comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Sent,
    /// In a part or a file of a request.
    Part,
    Received,
}

/// A type that is named and not yet written.
pub(super) struct Pending<'document> {
    pub(super) name: String,
    pub(super) schema: &'document Json,
    pub(super) way: Direction,
}

/// What a schema comes to.
#[derive(Debug, Default)]
pub(super) struct Value {
    pub(super) ty: String,
    pub(super) nullable: bool,
    pub(super) facts: Facts,
}

/// Members of schemas that are read.
const READ: [&str; 32] = [
    "$ref",
    "type",
    "format",
    "properties",
    "required",
    "items",
    "additionalProperties",
    "enum",
    "description",
    "title",
    "default",
    "maxLength",
    "nullable",
    "allOf",
    "oneOf",
    "anyOf",
    "contentEncoding",
    "prefixItems",
    "x-enum-varnames",
    "x-enum-descriptions",
    "x-ncloud-type",
    "x-ncloud-quoted",
    "x-ncloud-size",
    "x-ncloud-default",
    "x-ncloud-open",
    "x-ncloud-elements",
    "x-ncloud-sensitive",
    "x-ncloud-required-when",
    "x-ncloud-defects",
    "x-ncloud-unconfirmed",
    "x-ncloud-style",
    "x-ncloud-value",
];

/// Schemas that lead to one another without a name of their own are followed so far.
const DEEPEST: usize = 48;

pub(super) fn is_null(schema: &Json) -> bool {
    schema.member("type").and_then(text) == Some("null")
}

/// `type`, without `null`, and whether that was among them.
fn kinds(schema: &Json) -> (Vec<&str>, bool) {
    let said = match schema.member("type") {
        Some(Json::String(kind)) => vec![kind.as_str()],
        Some(Json::List(kinds)) => kinds.iter().filter_map(text).collect(),
        _ => Vec::new(),
    };
    let null = said.contains(&"null") || schema.member("nullable") == Some(&Json::Bool(true));
    (
        said.into_iter().filter(|kind| *kind != "null").collect(),
        null,
    )
}

impl<'document> Draft<'document> {
    /// The type of a schema. `hint` names it where it needs a name.
    pub(super) fn value(
        &mut self,
        schema: &'document Json,
        hint: &str,
        way: Direction,
        depth: usize,
    ) -> Value {
        let mut facts = facts(schema);
        if depth > DEEPEST {
            facts.gap("the schemas lead to one another without an end: put the type");
            return Value {
                ty: "json".to_owned(),
                nullable: false,
                facts,
            };
        }
        if let Some(reference) = schema.member("$ref").and_then(text) {
            let inner = self.reference(reference, way, depth);
            return Value {
                facts: facts.over(inner.facts),
                ..inner
            };
        }
        let (kinds, mut nullable) = kinds(schema);
        for combined in ["allOf", "oneOf", "anyOf"] {
            let Some(all) = schema.member(combined).map(Json::elements) else {
                continue;
            };
            nullable |= all.iter().any(is_null);
            let others: Vec<&Json> = all.iter().filter(|schema| !is_null(schema)).collect();
            if let [one] = others.as_slice()
                && schema.member("properties").is_none()
            {
                let inner = self.value(one, hint, way, depth + 1);
                return Value {
                    nullable: nullable || inner.nullable,
                    facts: facts.over(inner.facts),
                    ..inner
                };
            }
        }
        let ty = self.type_of(schema, &kinds, hint, way, depth, &mut facts);
        if schema
            .member("enum")
            .is_some_and(|values| values.elements().contains(&Json::Null))
        {
            nullable = true;
        }
        Value {
            ty,
            nullable,
            facts,
        }
    }

    fn reference(&mut self, reference: &str, way: Direction, depth: usize) -> Value {
        let mut value = Value::default();
        self.used.insert(reference.to_owned());
        if let Some(name) = self.references.get(reference) {
            value.ty.clone_from(name);
            value.nullable = self
                .document
                .target(reference)
                .is_some_and(|schema| kinds(schema).1);
            return value;
        }
        let document = self.document;
        let Some(schema) = document.target(reference) else {
            value.ty = "json".to_owned();
            value.facts.gap(format!(
                "`{}` leads out of the document, or nowhere: put the type",
                quoted(reference)
            ));
            return value;
        };
        let hint = reference.rsplit('/').next().unwrap_or_default();
        if !self.needs_name(schema) {
            return self.value(schema, hint, way, depth + 1);
        }
        let name = self.free(hint);
        value.nullable = kinds(schema).1;
        value.ty.clone_from(&name);
        self.taken.insert(name.clone());
        self.references.insert(reference.to_owned(), name.clone());
        let way = match self.sent.contains(reference) {
            true => Direction::Sent,
            false => Direction::Received,
        };
        self.pending.push(Pending { name, schema, way });
        value
    }

    /// Whether a schema is a type of its own.
    pub(super) fn needs_name(&self, schema: &Json) -> bool {
        let alternatives = |name: &str| {
            let all = schema.member(name).map_or(&[][..], Json::elements);
            all.iter().filter(|schema| !is_null(schema)).count() > 1
        };
        schema
            .member("properties")
            .is_some_and(|members| !members.members().is_empty())
            || schema.member("prefixItems").is_some()
            || schema.member("x-ncloud-elements").is_some()
            || alternatives("allOf")
            || alternatives("oneOf")
            || alternatives("anyOf")
            || (is_enum(schema) && !is_flag(schema))
    }

    fn type_of(
        &mut self,
        schema: &'document Json,
        kinds: &[&str],
        hint: &str,
        way: Direction,
        depth: usize,
        facts: &mut Facts,
    ) -> String {
        if let Some(word) = schema.member("x-ncloud-type").and_then(text)
            && SCALARS.names().any(|known| known == word)
        {
            return word.to_owned();
        }
        if let Some(inner) = schema.member("x-ncloud-quoted") {
            return format!("quoted<{}>", self.value(inner, hint, way, depth + 1).ty);
        }
        if self.needs_name(schema) {
            return self.inline(schema, hint, way);
        }
        if schema.member("enum").is_some() && !is_flag(schema) {
            facts.gap("its `enum` has values of several kinds: they are not in the draft");
        }
        match kinds {
            ["string"] => text_type(schema, way, facts).to_owned(),
            ["integer"] => match schema.member("format").and_then(text) {
                Some("int32") => "i32".to_owned(),
                Some("int64") | None => "i64".to_owned(),
                Some(other) => {
                    facts.gap(format!(
                        "its format `{}` has no word: is it i64?",
                        quoted(other)
                    ));
                    "i64".to_owned()
                }
            },
            ["number"] => {
                if let Some(other) = schema.member("format").and_then(text)
                    && !["double", "float"].contains(&other)
                {
                    facts.gap(format!(
                        "its format `{}` has no word: is it f64?",
                        quoted(other)
                    ));
                }
                "f64".to_owned()
            }
            ["boolean"] => "bool".to_owned(),
            ["file"] => if way == Direction::Received {
                "bytes"
            } else {
                "file"
            }
            .to_owned(),
            ["array"] => self.list(schema, hint, way, depth, facts),
            ["object"] => self.map(schema, hint, way, depth, facts),
            [] if schema.member("items").is_some() => self.list(schema, hint, way, depth, facts),
            [] if schema.member("additionalProperties").is_some() => {
                self.map(schema, hint, way, depth, facts)
            }
            [] if schema == &Json::Bool(false) => {
                facts.gap("no value fits its schema: put the type");
                "json".to_owned()
            }
            [] => "json".to_owned(),
            several => {
                facts.gap(format!(
                    "it is one of {}: put a `one_of`",
                    several.join(", ")
                ));
                "json".to_owned()
            }
        }
    }

    fn list(
        &mut self,
        schema: &'document Json,
        hint: &str,
        way: Direction,
        depth: usize,
        facts: &mut Facts,
    ) -> String {
        let Some(items) = schema.member("items") else {
            facts.gap("it is a list, and of what is not said");
            return "list<json>".to_owned();
        };
        let element = self.value(items, hint, way, depth + 1);
        self.inner(&element, "elements", facts);
        format!("list<{}>", element.ty)
    }

    fn map(
        &mut self,
        schema: &'document Json,
        hint: &str,
        way: Direction,
        depth: usize,
        facts: &mut Facts,
    ) -> String {
        match schema.member("additionalProperties") {
            Some(values @ Json::Object(_)) => {
                let value = self.value(values, hint, way, depth + 1);
                self.inner(&value, "values", facts);
                format!("map<{}>", value.ty)
            }
            _ => "map<json>".to_owned(),
        }
    }

    /// What is said of the values of a list or a map has no row of its own.
    fn inner(&self, value: &Value, what: &str, facts: &mut Facts) {
        if value.nullable {
            facts.gap(format!(
                "its {what} may be null, which the language cannot say"
            ));
        }
        if let Some(default) = &value.facts.default {
            facts.gap(format!("its {what} have a default, `{}`", quoted(default)));
        }
        if let Some(size) = &value.facts.size {
            facts.gap(format!("its {what} have a greatest length, {size}"));
        }
        if !value.facts.doc.is_empty() && facts.doc.is_empty() {
            facts.doc.clone_from(&value.facts.doc);
        }
        facts.sensitive |= value.facts.sensitive;
        for note in &value.facts.gaps {
            facts.gap(format!("of its {what}: {note}"));
        }
    }

    /// A type for a schema that stands where it is used; the same one for schemas that are the same.
    fn inline(&mut self, schema: &'document Json, hint: &str, way: Direction) -> String {
        let key = format!("{way:?} {hint} {schema}");
        if let Some(name) = self.inline.get(&key) {
            return name.clone();
        }
        let name = self.free(hint);
        self.taken.insert(name.clone());
        self.inline.insert(key, name.clone());
        self.pending.push(Pending {
            name: name.clone(),
            schema,
            way,
        });
        name
    }

    /// A name that nothing has yet.
    pub(super) fn free(&self, hint: &str) -> String {
        let plain: String = hint
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        let mut name = plain.to_upper_camel_case();
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            name = format!("Type{name}");
        }
        let is_free = |name: &String| {
            !self.taken.contains(name)
                && !self
                    .taken
                    .contains(name.strip_suffix("Output").unwrap_or(name))
                && !self.known.is_some_and(|known| known.has_name(name))
        };
        std::iter::once(name.clone())
            .chain((2..).map(|number: usize| format!("{name}{number}")))
            .find(is_free)
            .unwrap_or(name)
    }

    /// The row of a member or a parameter.
    pub(super) fn row(
        &mut self,
        name: &str,
        required: bool,
        schema: &'document Json,
        way: Direction,
        hint: &str,
    ) -> Row {
        let value = self.value(schema, hint, way, 0);
        let mut facts = value.facts;
        let mut optional = !required;
        let mut nullable = value.nullable;
        let mut ty = value.ty;
        if ty.contains("bytes") {
            facts.gap("it is bytes among other members, for which the language has base64 alone: put how they are written");
            ty = ty.replace("bytes", "string");
        }
        if way == Direction::Received && nullable {
            if required {
                facts.gap("it is always there and may be null, which the language says of members that may be absent");
            }
            optional = true;
            nullable = false;
        }
        Row {
            name: name.to_owned(),
            optional,
            ty,
            nullable: nullable && way == Direction::Sent,
            facts,
            ..Row::default()
        }
    }
}

fn is_enum(schema: &Json) -> bool {
    let values = schema.member("enum").map_or(&[][..], Json::elements);
    let mut values = values
        .iter()
        .filter(|value| **value != Json::Null)
        .peekable();
    values.peek().is_some()
        && (values
            .clone()
            .all(|value| matches!(value, Json::String(text) if !text.is_empty()))
            || values.all(|value| value.whole().is_some()))
}

/// `Y` or `N`.
fn is_flag(schema: &Json) -> bool {
    let values = schema.member("enum").map_or(&[][..], Json::elements);
    let mut values: Vec<&str> = values.iter().filter_map(text).collect();
    values.sort_unstable();
    values == ["N", "Y"]
}

fn text_type(schema: &Json, way: Direction, facts: &mut Facts) -> &'static str {
    if is_flag(schema) {
        return "yn";
    }
    if schema.member("contentEncoding").and_then(text) == Some("base64") {
        return "base64";
    }
    match schema.member("format").and_then(text) {
        None | Some("password") => "string",
        Some("date-time") => "timestamp(iso)",
        Some("date") => "date(yyyy-MM-dd)",
        Some("byte") => "base64",
        Some("binary") => match way {
            Direction::Part => "file",
            Direction::Sent | Direction::Received => "bytes",
        },
        Some(other) => {
            facts.gap(format!(
                "its format is `{}`, for which the language has no word",
                quoted(other)
            ));
            "string"
        }
    }
}

/// What a schema says beside the type.
pub(super) fn facts(schema: &Json) -> Facts {
    let mut facts = Facts::default();
    let of = |name: &str| schema.member(name).and_then(text);
    facts.doc = prose(
        of("description")
            .or_else(|| of("title"))
            .unwrap_or_default(),
    );
    facts.size = schema
        .member("maxLength")
        .or_else(|| schema.member("x-ncloud-size"))
        .filter(|size| size.whole().is_some_and(|size| size >= 0))
        .map(ToString::to_string);
    match schema
        .member("default")
        .or_else(|| schema.member("x-ncloud-default"))
    {
        None | Some(Json::Null) => {}
        Some(Json::String(text)) if !text.trim().is_empty() => facts.default = Some(text.clone()),
        Some(other @ (Json::Bool(_) | Json::Number(_))) => facts.default = Some(other.to_string()),
        Some(other) => facts.gap(format!(
            "its default is `{}`, which the language cannot say",
            quoted(&other.to_string())
        )),
    }
    facts.sensitive = of("format") == Some("password")
        || schema.member("x-ncloud-sensitive") == Some(&Json::Bool(true));
    facts.required_when = of("x-ncloud-required-when").map(prose);
    let notes = |name: &str| -> Vec<String> {
        let notes = schema.member(name).map_or(&[][..], Json::elements);
        notes.iter().filter_map(text).map(prose).collect()
    };
    facts.defects = notes("x-ncloud-defects");
    facts.unconfirmed = notes("x-ncloud-unconfirmed");
    let unsaid: Vec<String> = schema
        .members()
        .iter()
        .filter(|(name, _)| !READ.contains(&name.as_str()))
        .filter(|(name, _)| !is_of_tuple(schema, name))
        .map(|(name, value)| format!("`{name}: {}`", quoted(&value.to_string())))
        .collect();
    if !unsaid.is_empty() {
        facts.gap(format!("the language has no key for {}", unsaid.join(", ")));
    }
    facts
}

/// The length of a list whose elements are told one by one.
fn is_of_tuple(schema: &Json, name: &str) -> bool {
    ["minItems", "maxItems"].contains(&name)
        && (schema.member("prefixItems").is_some() || schema.member("x-ncloud-elements").is_some())
}
