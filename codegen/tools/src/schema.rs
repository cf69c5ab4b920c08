//! The definition of the spec language as a JSON Schema, for editors.
//!
//! It is draft 7, with the annotations that YAML language servers know. They show what stands at the place that a value is held to
//! first: so every alternative of a key carries the key's description, and alternatives are told apart by `if`, whose branches
//! have findings of their own, where `anyOf` has one that fits none.

use std::collections::BTreeMap;

use ncloud_codegen::language::{FILE, Form, Key, PART, PART_MARK, Pattern, Value, Word};
use serde_json::{Map, Value as Json, json};

/// The schema, with a line feed at its end.
#[must_use]
pub fn schema() -> String {
    let mut definitions = Definitions::new();
    let part = reference(&PART, &mut definitions);
    let service = reference(&FILE, &mut definitions);
    // What is neither yet may still become a part.
    let mark: Map<String, Json> = PART
        .key(PART_MARK)
        .map(|key| (key.name.to_owned(), property(key, &mut definitions)))
        .into_iter()
        .collect();
    let undecided = json!({ "if": { "required": ["service"] }, "else": { "properties": mark } });
    let root = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "description": "A spec of a service of NAVER Cloud Platform, or of a chapter of one.",
        "if": { "required": [PART_MARK] },
        "then": part,
        "else": { "allOf": [service, undecided] },
        "definitions": definitions,
    });
    format!("{root:#}\n")
}

type Definitions = BTreeMap<String, Json>;

fn insert(schema: &mut Json, member: &str, value: Json) {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert(member.to_owned(), value);
    }
}

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
    if !required.is_empty() {
        insert(&mut schema, "required", json!(required));
    }
    schema
}

/// An example that is a scalar is one for servers to show and to insert; they cannot write others as a spec has them.
fn property(key: &'static Key, definitions: &mut Definitions) -> Json {
    let mut schema = value(key.value, definitions);
    let mut markdown = key.doc.to_owned();
    if !matches!(key.value, Value::Word(_)) {
        // Of words servers say it themselves.
        markdown += &format!("\n\nTakes {}.", takes(key.value));
    }
    if let Some(example) = scalar(key.example) {
        insert(&mut schema, "examples", json!([example]));
    } else {
        markdown += &format!(
            "\n\nExample:\n\n```yaml\n{}: {}\n```\n",
            key.name, key.example
        );
    }
    describe(&mut schema, key.doc, &markdown);
    schema
}

/// Puts the texts at every alternative.
fn describe(schema: &mut Json, plain: &str, markdown: &str) {
    insert(schema, "description", json!(plain));
    insert(schema, "markdownDescription", json!(markdown));
    for branch in ["then", "else"] {
        if let Some(branch) = schema.get_mut(branch) {
            describe(branch, plain, markdown);
        }
    }
}

/// The value of a text that YAML reads as a scalar.
fn scalar(example: &str) -> Option<Json> {
    match serde_json::from_str(example) {
        Ok(Json::Array(_) | Json::Object(_)) => None,
        Ok(scalar) => Some(scalar),
        Err(_) if example.starts_with(['{', '[']) => None,
        Err(_) => Some(json!(example)),
    }
}

fn value(value_: &'static Value, definitions: &mut Definitions) -> Json {
    match value_ {
        Value::Text => anything_plain(),
        Value::Pattern(pattern) => {
            let mut schema = text(pattern);
            suggest(&mut schema, value_, definitions);
            schema
        }
        Value::Word(words) => enumeration(*words),
        Value::Flag => json!({ "type": "boolean", "errorMessage": expected(value_) }),
        Value::Whole => {
            json!({ "type": "integer", "minimum": 0, "errorMessage": expected(value_) })
        }
        Value::Json => {
            json!({ "type": ["object", "array", "string", "number", "boolean", "null"] })
        }
        Value::List(element) => json!({
            "type": "array",
            "items": value(element, definitions),
            "errorMessage": expected(value_),
        }),
        Value::OneOrMany(one) => {
            let one_ = value(one, definitions);
            let mut schema = json!({
                "if": { "type": "array" },
                "then": { "items": one_ },
                "else": one_,
            });
            suggest(&mut schema, one, definitions);
            schema
        }
        Value::Form(form) => reference(form, definitions),
        Value::Map { key, value: each } => json!({
            "type": "object",
            "propertyNames": {
                "pattern": key.expression.to_string(),
                "patternErrorMessage": like(key),
                // Names are the author's: there is none to suggest.
                "doNotSuggest": true,
            },
            "additionalProperties": entry(each, definitions),
            "errorMessage": expected(value_),
        }),
        Value::ShortOrLong(short, long) => {
            let mut short_ = value(short, definitions);
            let mut schema =
                json!({ "if": { "type": "object" }, "then": value(long, definitions) });
            if matches!(short, Value::Pattern(_) | Value::Word(_)) {
                // The type stands outside: servers insert a colon behind a key whose value has one.
                if let Some(short) = short_.as_object_mut() {
                    short.remove("type");
                    short.remove("errorMessage");
                }
                insert(&mut schema, "type", json!(["string", "object"]));
                insert(&mut schema, "errorMessage", json!(expected(value_)));
            }
            insert(&mut schema, "else", short_);
            suggest(&mut schema, short, definitions);
            schema
        }
        Value::Marked {
            marks,
            marked,
            otherwise,
        } => {
            let unmarked: Map<String, Json> = marks
                .iter()
                .map(|mark| ((*mark).to_owned(), json!({ "not": { "type": "object" } })))
                .collect();
            let mut unmarked_ = value(otherwise, definitions);
            insert(&mut unmarked_, "defaultSnippets", snippets(marked, marks));
            json!({
                "if": { "properties": unmarked },
                "then": unmarked_,
                "else": reference(marked, definitions),
            })
        }
    }
}

/// What a value can be, in words.
fn takes(value: &Value) -> String {
    match value {
        Value::Text => "text".to_owned(),
        Value::Pattern(pattern) => pattern.what.to_owned(),
        Value::Word(words) => words
            .iter()
            .map(|word| format!("`{}`", word.name))
            .collect::<Vec<_>>()
            .join(", "),
        Value::Flag => "`true` or `false`".to_owned(),
        Value::Whole => "a whole number".to_owned(),
        Value::Json => "any JSON".to_owned(),
        Value::List(element) => format!("a list, each {}", takes(element)),
        Value::OneOrMany(one) => format!("{}, or a list of such", takes(one)),
        Value::Form(_) => "a mapping".to_owned(),
        Value::Map { key, .. } => format!("a mapping, each key {}", key.what),
        Value::ShortOrLong(short, _) => format!("{}, or a mapping", takes(short)),
        Value::Marked { otherwise, .. } => takes(otherwise),
    }
}

fn expected(value: &Value) -> String {
    format!("Expected {}.", takes(value))
}

/// What a text of the form looks like.
fn like(pattern: &Pattern) -> String {
    format!("Expected {}, such as `{}`.", pattern.what, pattern.example)
}

/// The keys that make a mapping another form, each with a value.
fn snippets(marked: &'static Form, marks: &[&str]) -> Json {
    marks
        .iter()
        .filter_map(|mark| marked.key(mark))
        .map(|key| {
            json!({
                "label": key.name,
                "markdownDescription": key.doc,
                "bodyText": format!("{}: {}", key.name, key.example),
            })
        })
        .collect()
}

/// What stands behind a free name, described by the form that has most to say of it.
fn entry(each: &'static Value, definitions: &mut Definitions) -> Json {
    let (Value::ShortOrLong(_, Value::Form(form)) | Value::Marked { marked: form, .. }) = each
    else {
        return value(each, definitions);
    };
    define(&format!("{}Entry", form.name), definitions, |definitions| {
        let mut schema = value(each, definitions);
        describe(&mut schema, form.doc, form.doc);
        schema
    })
}

/// A plain `1` or `true` is a number or a flag to an editor, and text to us. A `type` would say so shorter, and have servers suggest
/// `true` and `false` wherever there is text.
fn anything_plain() -> Json {
    json!({
        "if": { "type": ["number", "boolean"] },
        "else": {
            "type": "string",
            "pattern": "[^ ]",
            "errorMessage": "Expected text.",
            "patternErrorMessage": "Expected text that is not empty.",
        },
    })
}

/// Statuses and versions are written without quotes, as numbers.
fn text(pattern: &Pattern) -> Json {
    let mut schema = json!({
        "type": "string",
        "pattern": pattern.expression.to_string(),
        "errorMessage": like(pattern),
        "patternErrorMessage": like(pattern),
    });
    if let Some((least, greatest)) = pattern.numbers {
        insert(&mut schema, "type", json!(["string", "integer"]));
        insert(&mut schema, "minimum", json!(least));
        insert(&mut schema, "maximum", json!(greatest));
    }
    schema
}

fn enumeration(words: impl IntoIterator<Item = &'static Word>) -> Json {
    let (names, meanings): (Vec<_>, Vec<_>) =
        words.into_iter().map(|word| (word.name, word.doc)).unzip();
    json!({ "enum": names, "markdownEnumDescriptions": meanings })
}

/// Has servers suggest the words of a value, which others may stand beside. They look for words no further than `oneOf`.
fn suggest(schema: &mut Json, value_: &'static Value, definitions: &mut Definitions) {
    let words = match value_ {
        Value::Pattern(Pattern { words, .. }) => match words.first() {
            Some(first) => define(first.name, definitions, |_| {
                enumeration(words.iter().flat_map(|vocabulary| vocabulary.words))
            }),
            None => return,
        },
        Value::Word(words) => enumeration(*words),
        _ => return,
    };
    insert(schema, "oneOf", json!([words, { "not": words }]));
}

fn reference(target: &'static Form, definitions: &mut Definitions) -> Json {
    define(target.name, definitions, |definitions| {
        form(target, definitions)
    })
}

/// A reference to the definition of that name, which is made where there is none.
fn define(
    name: &str,
    definitions: &mut Definitions,
    schema: impl FnOnce(&mut Definitions) -> Json,
) -> Json {
    if !definitions.contains_key(name) {
        // A placeholder first: a form may come back to itself.
        definitions.insert(name.to_owned(), Json::Null);
        let schema = schema(definitions);
        definitions.insert(name.to_owned(), schema);
    }
    // Of what is put beside it draft 7 ignores all but the texts for people.
    json!({ "$ref": format!("#/definitions/{name}") })
}
