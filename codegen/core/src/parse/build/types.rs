//! Types, as the text of a node names them.

use crate::{
    diagnostic::Diagnostic,
    parse::{ast::Type, node::Node, types},
    source::{Span, Spanned},
};

/// How the text of a type is read.
pub(super) type ReadType = fn(&Node, &mut Vec<Diagnostic>) -> Option<Spanned<Type>>;

pub(super) fn type_expression(
    node: &Node,
    findings: &mut Vec<Diagnostic>,
) -> Option<Spanned<Type>> {
    let text = node.text().filter(|text| !text.trim().is_empty())?;
    type_at(text, node.text_span(), findings)
}

pub(super) fn type_at(
    text: &str,
    place: Span,
    findings: &mut Vec<Diagnostic>,
) -> Option<Spanned<Type>> {
    match types::parse(text, place) {
        Ok(ty) => Some(Spanned::new(ty, place)),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

/// The type of a part of a body.
pub(super) fn part_type(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Spanned<Type>> {
    let ty = match node.text()? {
        "file" => Type::File,
        "list<file>" => Type::List(Box::new(Type::File)),
        _ => return type_expression(node, findings),
    };
    Some(Spanned::new(ty, node.text_span()))
}
