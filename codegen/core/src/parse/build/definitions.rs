//! Definitions of types: structs, tuples, enums, unions.

use super::{
    fields::fields,
    keys::{flag, notes, spanned_text, text},
    types::type_expression,
};
use crate::language::key;
use crate::{
    diagnostic::Diagnostic,
    ir::Notes,
    parse::{
        ast::{Alternative, EnumValue, Shape, TypeDefinition, Union},
        node::{Entry, Node},
    },
    rules,
};

/// The keys that say what a type is. A mapping with none of them is the map of a struct's fields.
const SHAPES: [&str; 4] = [
    key!(TYPE_DEFINITION, "enum"),
    key!(TYPE_DEFINITION, "one_of"),
    key!(TYPE_DEFINITION, "tuple"),
    key!(TYPE_DEFINITION, "fields"),
];

/// Keys that belong to one shape.
const COMPANIONS: [(&str, &str); 3] = [
    (
        key!(TYPE_DEFINITION, "numbers"),
        key!(TYPE_DEFINITION, "enum"),
    ),
    (
        key!(TYPE_DEFINITION, "tag"),
        key!(TYPE_DEFINITION, "one_of"),
    ),
    (
        key!(TYPE_DEFINITION, "content"),
        key!(TYPE_DEFINITION, "one_of"),
    ),
];

pub(super) fn definition(entry: &Entry, findings: &mut Vec<Diagnostic>) -> TypeDefinition {
    let node = &entry.value;
    let mut given = SHAPES.iter().filter_map(|key| {
        let part = node.get(key).filter(|part| part.entries().is_some())?;
        Some((*key, part))
    });
    let Some((key, part)) = given.next() else {
        return TypeDefinition {
            name: entry.key.clone(),
            doc: None,
            shape: Shape::Struct(fields(Some(node), findings)),
            notes: Notes::default(),
        };
    };
    for (other, part) in given {
        findings.push(
            Diagnostic::new(
                &rules::BAD_VALUE,
                part.mark(),
                format!("a type has `{other}` or `{key}`, not both"),
            )
            .hint(format!(
                "make two types of it; a member whose name is `{other}` stands inside `fields`"
            )),
        );
    }
    companions(node, key, findings);
    TypeDefinition {
        name: entry.key.clone(),
        doc: text(node, key!(TYPE_DEFINITION, "doc")),
        shape: match key {
            "tuple" => Shape::Tuple(fields(Some(part), findings)),
            "enum" => enumeration(node, part, findings),
            "one_of" => Shape::Union(union(node, part, findings)),
            _ => Shape::Struct(fields(Some(part), findings)),
        },
        notes: notes(node),
    }
}

fn companions(node: &Node, shape: &str, findings: &mut Vec<Diagnostic>) {
    for entry in node.entries().unwrap_or_default() {
        let belongs_to = COMPANIONS
            .iter()
            .find(|(key, _)| *key == entry.key.value)
            .map(|(_, belongs_to)| *belongs_to);
        if let Some(belongs_to) = belongs_to
            && belongs_to != shape
        {
            findings.push(
                Diagnostic::new(
                    &rules::UNKNOWN_KEY,
                    entry.key.span,
                    format!("`{}` goes with `{belongs_to}`", entry.key.value),
                )
                .hint("take it out"),
            );
        }
    }
}

fn enumeration(node: &Node, part: &Node, findings: &mut Vec<Diagnostic>) -> Shape {
    let values = part.entries().unwrap_or_default();
    if values.is_empty() {
        findings.push(
            Diagnostic::new(&rules::BAD_VALUE, part.mark(), "an enum without values")
                .hint("list the known values, or use `string` where the type is named"),
        );
    }
    let values = values.iter().map(value).collect();
    if flag(node, key!(TYPE_DEFINITION, "numbers")) == Some(true) {
        Shape::NumberEnum(values)
    } else {
        Shape::Enum(values)
    }
}

fn value(entry: &Entry) -> EnumValue {
    let node = &entry.value;
    EnumValue {
        name: entry.key.clone(),
        doc: node
            .text()
            .map(str::to_owned)
            .or_else(|| text(node, key!(ENUM_VALUE, "doc")))
            .unwrap_or_default(),
        rust_name: spanned_text(node, key!(ENUM_VALUE, "name")),
        notes: notes(node),
    }
}

fn union(node: &Node, part: &Node, findings: &mut Vec<Diagnostic>) -> Union {
    let alternatives = part.entries().unwrap_or_default();
    if alternatives.is_empty() {
        findings.push(
            Diagnostic::new(
                &rules::BAD_VALUE,
                part.mark(),
                "a union without alternatives",
            )
            .hint("list them, or use `json` where the type is named"),
        );
    }
    Union {
        tag: spanned_text(node, key!(TYPE_DEFINITION, "tag")),
        content: spanned_text(node, key!(TYPE_DEFINITION, "content")),
        alternatives: alternatives
            .iter()
            .map(|entry| alternative(entry, findings))
            .collect(),
    }
}

fn alternative(entry: &Entry, findings: &mut Vec<Diagnostic>) -> Alternative {
    let node = &entry.value;
    let written = if node.entries().is_some() {
        node.get(key!(ALTERNATIVE, "type"))
    } else {
        Some(node)
    };
    Alternative {
        name: entry.key.clone(),
        ty: written.and_then(|ty| type_expression(ty, findings)),
        rust_name: spanned_text(node, key!(ALTERNATIVE, "name")),
        doc: text(node, key!(ALTERNATIVE, "doc")),
        notes: notes(node),
    }
}
