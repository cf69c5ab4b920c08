//! How callers say who they are: `auth`.

use super::{
    ast::Authorization,
    node::{Entry, Node},
};
use crate::language::key;
use crate::{
    diagnostic::{Diagnostic, clipped},
    language::authorization::{AUTHORIZATIONS, WITH_HEADERS},
    rules,
    source::Spanned,
    suggest::did_you_mean,
};

/// What a service or an operation says of it.
pub(super) fn of(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Authorization> {
    let node = node.get(key!(FILE, "auth"))?;
    match node.entries() {
        Some(entries) => with_headers(node, entries, findings),
        None => word(node, findings),
    }
}

fn word(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Authorization> {
    // What is no text, or none to speak of, has a finding already.
    let text = node.text().filter(|text| !text.trim().is_empty())?;
    let Some(kind) = AUTHORIZATIONS.meaning(text) else {
        findings.push(refused(node, text));
        return None;
    };
    Some(Authorization {
        kind: kind.clone(),
        headers: Vec::new(),
        span: node.span,
    })
}

fn refused(node: &Node, text: &str) -> Diagnostic {
    if text == "s3" {
        return Diagnostic::new(
            &rules::BAD_AUTH,
            node.span,
            "Object Storage takes the signature of Amazon S3, which this client does not make",
        )
        .hint("leave the service out, and point an S3 client at its endpoint: https://kr.object.ncloudstorage.com");
    }
    let known = || AUTHORIZATIONS.names();
    Diagnostic::new(
        &rules::BAD_AUTH,
        node.span,
        format!("`{}` is not a way to authenticate", clipped(text)),
    )
    .hint(did_you_mean(text, known()).unwrap_or_else(|| {
        let known: Vec<&str> = known().collect();
        format!(
            "write one of: {}; or `{{ headers: [X-OCR-SECRET] }}`",
            known.join(", ")
        )
    }))
}

fn with_headers(
    node: &Node,
    entries: &[Entry],
    findings: &mut Vec<Diagnostic>,
) -> Option<Authorization> {
    let mut declared = entries.iter().filter_map(|entry| {
        let mut kinds = WITH_HEADERS.into_iter();
        let (_, kind) = kinds.find(|(key, _)| key.name == entry.key.value)?;
        Some((entry, kind))
    });
    let (first, second) = (declared.next(), declared.next());
    if second.is_some() || entries.is_empty() {
        let keys = WITH_HEADERS.map(|(key, _)| format!("`{}`", key.name));
        findings.push(
            Diagnostic::new(
                &rules::BAD_AUTH,
                node.mark(),
                format!("a way to authenticate is one of {}", one_of(&keys)),
            )
            .hint("keep the one that the page describes"),
        );
        return None;
    }
    let (entry, kind) = first?;
    let headers: Vec<Spanned<String>> = match entry.value.elements() {
        Some(elements) => elements.iter().filter_map(header).collect(),
        None => header(&entry.value).into_iter().collect(),
    };
    if headers.is_empty() {
        if entry.value.elements().is_some_and(<[Node]>::is_empty) {
            findings.push(
                Diagnostic::new(&rules::BAD_AUTH, entry.key.span, "no header is named")
                    .hint("name the headers, or write `auth: none`"),
            );
        }
        return None;
    }
    let names = headers.iter();
    let names = names.map(|name| name.value.to_ascii_lowercase());
    Some(Authorization {
        kind: kind(names.collect())?,
        headers,
        span: entry.key.span,
    })
}

/// "`a`, `b` and `c`"
fn one_of(keys: &[String]) -> String {
    match keys {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        keys => keys.concat(),
    }
}

fn header(node: &Node) -> Option<Spanned<String>> {
    let text = node.text().filter(|text| !text.trim().is_empty())?;
    Some(Spanned::new(text.to_owned(), node.text_span()))
}
