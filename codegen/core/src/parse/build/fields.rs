//! Members of structs, and parameters that callers give.

use super::{
    keys::{flag, notes, one_or_many, spanned_text, text},
    types::{ReadType, type_expression},
};
use crate::language::key;
use crate::{
    diagnostic::Diagnostic,
    ir::FieldFacts,
    language::styles::STYLES,
    parse::{
        ast::Field,
        node::{Entry, Kind, Node},
    },
    source::Spanned,
};

pub(super) fn fields(node: Option<&Node>, findings: &mut Vec<Diagnostic>) -> Vec<Field> {
    fields_of(node, findings, type_expression)
}

pub(super) fn fields_of(
    node: Option<&Node>,
    findings: &mut Vec<Diagnostic>,
    read_type: ReadType,
) -> Vec<Field> {
    node.and_then(Node::entries)
        .unwrap_or_default()
        .iter()
        .map(|entry| field_of(entry, findings, read_type))
        .collect()
}

pub(super) fn field(entry: &Entry, findings: &mut Vec<Diagnostic>) -> Field {
    field_of(entry, findings, type_expression)
}

fn field_of(entry: &Entry, findings: &mut Vec<Diagnostic>, read_type: ReadType) -> Field {
    let (name, optional) = match entry.key.value.strip_suffix('?') {
        Some(name) => {
            let span = entry
                .key
                .span
                .part(quote_width(&entry.key), name.chars().count());
            (Spanned::new(name.to_owned(), span), true)
        }
        None => (entry.key.clone(), false),
    };
    let node = &entry.value;
    let ty = match &node.kind {
        Kind::Mapping(_) => match node.get(key!(FIELD, "type")) {
            Some(ty) => read_type(ty, findings),
            None => None,
        },
        Kind::Scalar(_) | Kind::Sequence(_) => read_type(node, findings),
    };
    let required_when = spanned_text(node, key!(FIELD, "required_when"));
    Field {
        name,
        optional,
        ty,
        style: one_or_many(node, key!(FIELD, "style"))
            .filter_map(|style| {
                let word = STYLES.meaning(style.text()?)?;
                Some(Spanned::new(*word, style.text_span()))
            })
            .collect(),
        doc: text(node, key!(FIELD, "doc")),
        rust_name: spanned_text(node, key!(FIELD, "name")),
        sensitive: flag(node, key!(FIELD, "sensitive")).unwrap_or(false),
        nullable: node
            .get(key!(FIELD, "nullable"))
            .filter(|flag| flag.text() == Some("true"))
            .map(|flag| flag.span),
        required_when: required_when.as_ref().map(|when| when.span),
        facts: FieldFacts {
            default: text(node, key!(FIELD, "default")),
            size: text(node, key!(FIELD, "size")).and_then(|size| size.parse().ok()),
            required_when: required_when.map(|when| when.value),
        },
        notes: notes(node),
    }
}

/// A quoted key begins one character before its text.
fn quote_width(key: &Spanned<String>) -> usize {
    let width = key.span.end.index.saturating_sub(key.span.start.index);
    usize::from(width > key.value.chars().count())
}
