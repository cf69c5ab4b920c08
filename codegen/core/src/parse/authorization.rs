//! How callers say who they are: `auth`.

use super::{
    ast::Authorization,
    node::{Entry, Node},
};
use crate::{
    diagnostic::{Diagnostic, clipped},
    ir, rules,
    source::Spanned,
    suggest::did_you_mean,
};

const WORDS: [(&str, ir::Authorization); 5] = [
    ("signature", ir::Authorization::Signature),
    ("api_key", ir::Authorization::ApiKey),
    ("api_key_in_query", ir::Authorization::ApiKeyInQuery),
    ("bearer", ir::Authorization::Bearer),
    ("none", ir::Authorization::None),
];
const HEADER_KEYS: [&str; 3] = ["headers", "body_signature", "token"];

/// What a service or an operation says of it.
pub(super) fn of(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Authorization> {
    let node = node.get("auth")?;
    match node.entries() {
        Some(entries) => with_headers(node, entries, findings),
        None => word(node, findings),
    }
}

fn word(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Authorization> {
    // What is no text, or none to speak of, has a finding already.
    let text = node.text().filter(|text| !text.trim().is_empty())?;
    let mut words = WORDS.into_iter();
    let Some((_, kind)) = words.find(|(word, _)| *word == text) else {
        findings.push(refused(node, text));
        return None;
    };
    Some(Authorization {
        kind,
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
    let known = || WORDS.iter().map(|(word, _)| *word);
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
    let mut said = entries
        .iter()
        .filter(|entry| HEADER_KEYS.contains(&entry.key.value.as_str()));
    let (first, second) = (said.next(), said.next());
    if second.is_some() || entries.is_empty() {
        findings.push(
            Diagnostic::new(
                &rules::BAD_AUTH,
                node.mark(),
                "a way to authenticate is one of `headers`, `body_signature` and `token`",
            )
            .hint("keep the one that the page describes"),
        );
        return None;
    }
    let entry = first?;
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
    let mut names = headers.iter().map(|name| name.value.to_ascii_lowercase());
    let kind = match entry.key.value.as_str() {
        "body_signature" => ir::Authorization::BodySignature(names.next()?),
        "token" => ir::Authorization::Token(names.next()?),
        _ => ir::Authorization::Headers(names.collect()),
    };
    Some(Authorization {
        kind,
        headers,
        span: entry.key.span,
    })
}

fn header(node: &Node) -> Option<Spanned<String>> {
    let text = node.text().filter(|text| !text.trim().is_empty())?;
    Some(Spanned::new(text.to_owned(), node.text_span()))
}
