//! Methods, urls and path templates.

use super::ast::{Http, TemplatePart, Url};
use crate::{
    diagnostic::{Diagnostic, clipped},
    ir::Method,
    rules::{self, Rule},
    source::{Span, Spanned},
    suggest::did_you_mean,
};

/// Reads `GET /users/{externalKey}`.
pub(crate) fn parse_http(text: &str, span: Span, findings: &mut Vec<Diagnostic>) -> Option<Http> {
    let Some((method, path)) = text.split_once(' ') else {
        findings.push(
            Diagnostic::new(
                &rules::BAD_HTTP,
                span,
                format!("`{}` is not a method and a path", clipped(text)),
            )
            .hint("write it like `GET /users/{externalKey}`"),
        );
        return None;
    };
    let method_span = span.part(0, method.chars().count());
    let path_span = span.part(method.chars().count() + 1, path.chars().count());
    let known = method_named(method);
    if known.is_none() {
        findings.push(
            Diagnostic::new(
                &rules::BAD_HTTP,
                method_span,
                format!("`{}` is not a method", clipped(method)),
            )
            .hint(
                did_you_mean(method, Method::ALL.map(Method::as_str)).unwrap_or_else(|| {
                    format!(
                        "write one of: {}",
                        Method::ALL.map(Method::as_str).join(", ")
                    )
                }),
            ),
        );
    }
    if !path.starts_with('/') {
        findings.push(
            Diagnostic::new(
                &rules::BAD_HTTP,
                path_span,
                format!("the path `{}` does not begin with a slash", clipped(path)),
            )
            .hint("write the path after the service's `url`, with a slash before it"),
        );
        return None;
    }
    let path = parse_template(path, path_span, &rules::BAD_HTTP, findings)?;
    Some(Http {
        method: known?,
        path,
        span,
    })
}

/// The method of that name.
pub(crate) fn method_named(name: &str) -> Option<Method> {
    Method::ALL
        .into_iter()
        .find(|method| method.as_str() == name)
}

/// Reads `https://host/path/{parameter}`.
pub fn parse_url(text: &str, span: Span, findings: &mut Vec<Diagnostic>) -> Option<Url> {
    const SCHEME: &str = "https://";
    let mut refuse = |span: Span, message: String, hint: &str| {
        findings.push(Diagnostic::new(&rules::BAD_URL, span, message).hint(hint));
    };
    let Some(rest) = text.strip_prefix(SCHEME) else {
        refuse(
            span,
            format!("`{}` does not begin with https://", clipped(text)),
            "write `https://`: keys travel in headers, and NCP listens on nothing else",
        );
        return None;
    };
    let host_length = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_length);
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let legal_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    if !name.split('.').all(legal_label) || port.parse::<u16>().is_err() {
        refuse(
            span.part(SCHEME.len(), host.chars().count()),
            format!("`{}` is not a host", clipped(host)),
            "write it like `organization.apigw.ntruss.com`",
        );
        return None;
    }
    let path = path.trim_end_matches('/');
    let offset = SCHEME.len() + host.chars().count();
    let path_span = span.part(offset, path.chars().count());
    Some(Url {
        endpoint: format!("{SCHEME}{host}"),
        path: parse_template(path, path_span, &rules::BAD_URL, findings)?,
        span,
    })
}

fn parse_template(
    text: &str,
    span: Span,
    rule: &'static Rule,
    findings: &mut Vec<Diagnostic>,
) -> Option<Vec<TemplatePart>> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut offset = 0;
    let mut sound = true;
    let mut refuse = |place: Span, message: String, hint: &str| {
        findings.push(Diagnostic::new(rule, place, message).hint(hint));
        sound = false;
    };
    while !rest.is_empty() {
        let literal_length = rest.find('{').unwrap_or(rest.len());
        let (literal, braced) = rest.split_at(literal_length);
        // The first is enough: the rest of a query would be refused sign by sign.
        if let Some((index, character)) = literal
            .chars()
            .enumerate()
            .find(|(_, character)| !legal_in_path(*character))
        {
            refuse(
                span.part(offset + index, 1),
                format!("`{character}` has no place in a path"),
                match character {
                    '?' => "declare query parameters under `query`",
                    '}' => "a placeholder is opened with `{`",
                    _ => "write it percent-encoded, as it goes over the wire",
                },
            );
        }
        if !literal.is_empty() {
            parts.push(TemplatePart::Literal(literal.to_owned()));
        }
        offset += literal.chars().count();
        let Some(braced) = braced.strip_prefix('{') else {
            break;
        };
        let Some((name, after)) = braced.split_once('}') else {
            refuse(
                span.part(offset, braced.chars().count() + 1),
                "a placeholder is not closed".to_owned(),
                "close it with `}`",
            );
            break;
        };
        let length = name.chars().count();
        let place = span.part(offset + 1, length);
        if name.is_empty() || name.contains(['{', '/']) {
            refuse(
                span.part(offset, length + 2),
                format!("`{{{}}}` is not a placeholder", clipped(name)),
                "write the name of a path parameter in the braces",
            );
        }
        parts.push(TemplatePart::Parameter(Spanned::new(
            name.to_owned(),
            place,
        )));
        offset += length + 2;
        rest = after;
    }
    sound.then_some(parts)
}

/// The characters that a path may have as they are (RFC 3986, `pchar` and the slash).
fn legal_in_path(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/".contains(character)
}
