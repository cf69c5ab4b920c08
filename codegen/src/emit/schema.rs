//! The definition of the spec language as a JSON Schema, for editors.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::language::{FILE, Form, Key, PART, PART_MARK, Pattern, Value};

/// The schema (draft 7, which YAML language servers know best), with a line feed at its end.
#[must_use]
pub fn schema() -> String {
    let mut definitions = BTreeMap::new();
    let service = reference(&FILE, &mut definitions);
    let part = reference(&PART, &mut definitions);
    let root = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["spec"],
        "if": { "required": [PART_MARK] },
        "then": part,
        "else": service,
        "definitions": Json::Object(definitions.into_iter().collect::<Map<_, _>>()),
    });
    format!("{root:#}\n")
}

type Definitions = BTreeMap<String, Json>;

fn form(form: &'static Form, definitions: &mut Definitions) -> Json {
    let properties: Map<String, Json> = form
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), property(key, definitions)))
        .collect();
    let required: Vec<&str> = form
        .keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    let mut schema = json!({
        "type": "object",
        "description": form.doc,
        "markdownDescription": form.doc,
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty()
        && let Some(object) = schema.as_object_mut()
    {
        object.insert("required".to_owned(), json!(required));
    }
    schema
}

/// What stands beside a reference explains the key: editors prefer it to what the reference says, and validators of draft 7
/// ignore it.
fn property(key: &'static Key, definitions: &mut Definitions) -> Json {
    let mut schema = value(key.value, definitions);
    explain(&mut schema, key);
    let alternatives = schema.get_mut("anyOf").and_then(Json::as_array_mut);
    for alternative in alternatives.into_iter().flatten() {
        if alternative.get("$ref").is_some() {
            explain(alternative, key);
        }
    }
    schema
}

fn explain(schema: &mut Json, key: &Key) {
    let explanation = format!("{}\n\n`{}: {}`", key.doc, key.name, key.example);
    if let Some(schema) = schema.as_object_mut() {
        // Of what takes one of several forms, the YAML language server shows the plain description.
        for name in ["description", "markdownDescription"] {
            schema.insert(name.to_owned(), json!(explanation));
        }
    }
}

fn value(value_: &'static Value, definitions: &mut Definitions) -> Json {
    match value_ {
        // A plain `1` or `true` is a number or a flag to an editor, and text to us.
        Value::Text => json!({ "type": ["string", "number", "boolean"], "pattern": "[^ ]" }),
        Value::Pattern(pattern) => text(pattern),
        Value::Word(words) => json!({
            "enum": words.iter().map(|word| word.name).collect::<Vec<_>>(),
            "enumDescriptions": words.iter().map(|word| word.doc).collect::<Vec<_>>(),
            "markdownEnumDescriptions": words.iter().map(|word| word.doc).collect::<Vec<_>>(),
        }),
        Value::Flag => json!({ "type": "boolean" }),
        Value::Whole => json!({ "type": "integer", "minimum": 0 }),
        Value::Json => json!({}),
        Value::List(element) => json!({ "type": "array", "items": value(element, definitions) }),
        Value::OneOrMany(one) => {
            let one = value(one, definitions);
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        Value::Form(form) => reference(form, definitions),
        Value::Map { key, value: each } => {
            let each = value(each, definitions);
            json!({
                "type": "object",
                "propertyNames": { "pattern": key.expression, "description": key.what },
                "additionalProperties": each,
            })
        }
        Value::ShortOrLong(short, long) => {
            json!({ "anyOf": [value(short, definitions), value(long, definitions)] })
        }
        Value::Marked {
            marks,
            marked,
            otherwise,
        } => {
            let is_marked: Vec<Json> = marks
                .iter()
                .map(|mark| json!({ "required": [mark], "properties": { *mark: { "type": "object" } } }))
                .collect();
            // Editors offer the keys of `else` alone before a mark stands there.
            let offered: Vec<Json> = marks
                .iter()
                .filter_map(|mark| marked.key(mark))
                .map(|key| json!({ "label": key.name, "description": key.doc, "body": { key.name: { "$1": "$2" } } }))
                .collect();
            json!({
                "if": { "anyOf": is_marked },
                "then": reference(marked, definitions),
                "else": value(otherwise, definitions),
                "defaultSnippets": offered,
            })
        }
    }
}

fn reference(target: &'static Form, definitions: &mut Definitions) -> Json {
    if !definitions.contains_key(target.name) {
        // A placeholder first: a form may come back to itself.
        definitions.insert(target.name.to_owned(), Json::Null);
        let schema = form(target, definitions);
        definitions.insert(target.name.to_owned(), schema);
    }
    json!({ "$ref": format!("#/definitions/{}", target.name) })
}

/// Statuses and versions are written without quotes, as numbers.
fn text(pattern: &Pattern) -> Json {
    let mut text = json!({ "type": "string", "pattern": pattern.expression });
    if !pattern.words.is_empty()
        && let Some(text) = text.as_object_mut()
    {
        let words = pattern.words.iter();
        let offered: Vec<Json> = words
            .map(|word| json!({ "label": word.name, "description": word.doc, "body": word.name }))
            .collect();
        text.insert("defaultSnippets".to_owned(), json!(offered));
    }
    match pattern.numbers {
        None => text,
        Some((least, greatest)) => {
            json!({ "anyOf": [text, { "type": "integer", "minimum": least, "maximum": greatest }] })
        }
    }
}
