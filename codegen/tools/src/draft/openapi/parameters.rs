//! Parameters: their places and styles.

use super::{
    Draft, authorization,
    document::{Version, text},
    prose,
    rows::Row,
    schemas::{Direction, facts},
};
use crate::{draft::quote::quoted, json::Json};

/// The keys of a spec that hold parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Location {
    Path,
    Query,
    Header,
    Form,
    Part,
}

impl Location {
    pub(super) const ALL: [Self; 5] = [
        Self::Path,
        Self::Query,
        Self::Header,
        Self::Form,
        Self::Part,
    ];

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "headers",
            Self::Form => "form",
            Self::Part => "multipart",
        }
    }
}

/// Members of a parameter that are read, in 3.0 and later.
const READ: [&str; 14] = [
    "name",
    "in",
    "required",
    "description",
    "schema",
    "content",
    "style",
    "explode",
    "x-ncloud-style",
    "x-ncloud-value",
    "x-ncloud-sensitive",
    "x-ncloud-name",
    "allowReserved",
    "allowEmptyValue",
];

impl<'document> Draft<'document> {
    /// A row of a parameter. `Err` says why there is none; none that is `Ok` is one of the signature. `is_kept`: the document means it as a
    /// parameter, though OpenAPI would not.
    pub(super) fn parameter(
        &mut self,
        parameter: &'document Json,
        operation: &str,
        is_form: bool,
        is_kept: bool,
    ) -> Result<Option<(Location, Row)>, String> {
        let own = parameter
            .member("x-ncloud-name")
            .or_else(|| parameter.member("name"));
        let Some(name) = own.and_then(text).filter(|name| !name.is_empty()) else {
            return Err("a parameter without a name is not in the draft".to_owned());
        };
        let shown = quoted(name);
        let place = match parameter.member("in").and_then(text) {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header")
                if authorization::SIGNATURE.contains(&name.to_ascii_lowercase().as_str()) =>
            {
                return Ok(None);
            }
            Some("header") if is_said_elsewhere(name) && !is_kept => {
                return Err(format!(
                    "the header `{shown}` is not in the draft: OpenAPI says it by media types and security"
                ));
            }
            Some("header") => Location::Header,
            Some("formData") if is_form => Location::Form,
            Some("formData") => Location::Part,
            other => {
                return Err(format!(
                    "`{shown}` is in `{}`, where the language has no parameters",
                    quoted(other.unwrap_or_default())
                ));
            }
        };
        let said = parameter
            .member("content")
            .and_then(|content| content.members().first());
        let schema = parameter
            .member("schema")
            .or_else(|| said.and_then(|(_, media)| media.member("schema")))
            .unwrap_or(parameter);
        let required =
            parameter.member("required") == Some(&Json::Bool(true)) || place == Location::Path;
        let way = if place == Location::Part {
            Direction::Part
        } else {
            Direction::Sent
        };
        let hint = format!("{operation}_{name}");
        if required
            && place != Location::Path
            && place != Location::Part
            && let Some([Json::String(value)]) = schema.member("enum").map(Json::elements)
            && !value.is_empty()
        {
            return Ok(Some((
                place,
                Row {
                    name: name.to_owned(),
                    constant: Some(value.clone()),
                    ..Row::default()
                },
            )));
        }
        let is_2 = self.document.version == Version::V2;
        // Its type would be one that nothing has.
        let is_of_objects = !is_kept
            && parameter.member("x-ncloud-style").is_none()
            && place != Location::Part
            && self.is_of_objects(schema, 0);
        let mut row = match is_2 {
            _ if is_of_objects => unwritable(name, required, schema),
            true => self.row_of_2(name, required, parameter, way, &hint),
            false => {
                let value = parameter.member("x-ncloud-value").unwrap_or(schema);
                self.row(name, required, value, way, &hint)
            }
        };
        row.nullable = false;
        if row.ty == "json" && place != Location::Part {
            row.facts
                .gap("its type is left open, and a parameter is text: put the right one");
            row.ty = "string".to_owned();
        }
        if let Some(doc) = parameter.member("description").and_then(text) {
            row.facts.doc = prose(doc);
        }
        if !is_2 {
            let outer = facts(parameter);
            row.facts.sensitive |= outer.sensitive;
            row.facts.required_when = row.facts.required_when.or(outer.required_when);
            row.facts.defects.extend(outer.defects);
            row.facts.unconfirmed.extend(outer.unconfirmed);
            row.facts.default = row.facts.default.or(facts(schema).default);
            for (key, value) in parameter.members() {
                if !READ.contains(&key.as_str())
                    && !["example", "examples"].contains(&key.as_str())
                    && !key.starts_with("x-ncloud-")
                {
                    row.facts.gap(format!(
                        "the language has no key for `{key}: {}`",
                        quoted(&value.to_string())
                    ));
                }
            }
        }
        if said.is_some() && !row.ty.starts_with("map<") {
            row.facts
                .gap("its value is written as its media type says: check its type");
        }
        self.style(&mut row, place, parameter);
        if place == Location::Path {
            row.optional = false;
        }
        Ok(Some((place, row)))
    }

    fn is_of_objects(&self, schema: &Json, depth: usize) -> bool {
        let Some(target) = self.document.resolved(schema).filter(|_| depth < 8) else {
            return false;
        };
        let is_union = |key: &str| target.member(key).map_or(&[][..], Json::elements).len() > 1;
        target.member("properties").is_some()
            || target
                .member("additionalProperties")
                .is_some_and(|values| matches!(values, Json::Object(_)))
            || target.member("type").and_then(text) == Some("object")
            || ["allOf", "oneOf", "anyOf"].into_iter().any(is_union)
            || target
                .member("items")
                .is_some_and(|items| self.is_of_objects(items, depth + 1))
    }

    /// In 2.0 the parameter is its schema.
    fn row_of_2(
        &mut self,
        name: &str,
        required: bool,
        parameter: &'document Json,
        way: Direction,
        hint: &str,
    ) -> Row {
        let mut row = self.row(name, required, parameter, way, hint);
        // What a parameter says beside its type is none of a schema.
        row.facts
            .gaps
            .retain(|gap| !gap.starts_with("the language has no key for"));
        for (key, value) in parameter.members() {
            let is_read = [
                "name",
                "in",
                "collectionFormat",
                "required",
                "description",
                "type",
                "format",
                "items",
                "enum",
                "default",
                "maxLength",
                "allowEmptyValue",
            ]
            .contains(&key.as_str());
            if !is_read {
                row.facts.gap(format!(
                    "the language has no key for `{key}: {}`",
                    quoted(&value.to_string())
                ));
            }
        }
        row
    }

    pub(super) fn style(&self, row: &mut Row, place: Location, parameter: &Json) {
        if place == Location::Part {
            return;
        }
        match parameter.member("x-ncloud-style") {
            Some(Json::String(word)) if word == "indexed" => {
                row.style = Some("indexed".to_owned());
                return;
            }
            Some(Json::List(separators)) => {
                let words: Vec<&str> = separators
                    .iter()
                    .filter_map(text)
                    .filter_map(word)
                    .collect();
                row.style = match words.as_slice() {
                    [one] => Some((*one).to_owned()),
                    several => Some(format!("[{}]", several.join(", "))),
                };
                return;
            }
            _ => {}
        }
        let style = parameter.member("style").and_then(text);
        if row.ty.starts_with("list<") {
            let explode = match parameter.member("explode") {
                Some(Json::Bool(explode)) => *explode,
                _ => {
                    matches!(style, None | Some("form"))
                        && matches!(place, Location::Query | Location::Form)
                }
            };
            let collection = parameter.member("collectionFormat").and_then(text);
            let is_2 = self.document.version == Version::V2;
            let word = match (style, collection) {
                (_, Some("multi")) => "repeated",
                (_, Some("pipes")) | (Some("pipeDelimited"), _) => "pipe",
                (_, Some("ssv")) | (Some("spaceDelimited"), _) => "space",
                (_, None | Some("csv")) if is_2 => "comma",
                (None | Some("form"), None) if explode => "repeated",
                (None | Some("form" | "simple"), None) => "comma",
                (style, collection) => {
                    row.facts.gap(format!(
                        "its style `{}` has no word: put a `style`",
                        quoted(style.or(collection).unwrap_or_default())
                    ));
                    "comma"
                }
            };
            row.style = Some(word.to_owned());
        } else if let Some(other) = style.filter(|style| !["form", "simple"].contains(style)) {
            row.facts.gap(format!(
                "its style is `{}`, which the language has not",
                quoted(other)
            ));
        }
    }
}

fn word(separator: &str) -> Option<&'static str> {
    Some(match separator {
        "," => "comma",
        "|" => "pipe",
        ":" => "colon",
        " " => "space",
        _ => return None,
    })
}

/// A parameter that is an object in a way that the language does not write.
fn unwritable(name: &str, required: bool, schema: &Json) -> Row {
    let mut facts = facts(schema);
    facts.gap(format!(
        "it is an object, or a list of such, which the language writes as `indexed` alone: put how `{}` is written",
        quoted(&schema.to_string())
    ));
    Row {
        name: name.to_owned(),
        optional: !required,
        ty: "string".to_owned(),
        facts,
        ..Row::default()
    }
}

/// Headers that are no parameters in OpenAPI.
fn is_said_elsewhere(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["accept", "authorization", "content-type"].contains(&name.as_str())
}
