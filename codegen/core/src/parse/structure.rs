//! Holds nodes against the language's definition: unknown and missing keys, values of the wrong kind or form.

use super::node::{Entry, Kind, Node, Style};
use crate::{
    diagnostic::{Diagnostic, clipped},
    language::{Form, Pattern, Value},
    rules::{self, Rule},
    source::{Span, Spanned},
    suggest::did_you_mean,
};

/// Checks a mapping and everything below it. `place` is where a missing key is reported.
pub(crate) fn check(node: &Node, form: &'static Form, place: Span, findings: &mut Vec<Diagnostic>) {
    let Some(entries) = node.entries() else {
        findings.push(wrong_kind_at(node, "a mapping", node.mark()).hint("begin with `spec: 1`"));
        return;
    };
    let mut absent: Option<Vec<&str>> = None;
    for entry in entries {
        match form.key(&entry.key.value) {
            Some(key) => {
                let before = findings.len();
                value(entry, key.value, findings);
                for finding in findings.iter_mut().skip(before) {
                    finding.or_hint(|| format!("write it like `{}: {}`", key.name, key.example));
                }
            }
            None => {
                let absent = absent.get_or_insert_with(|| {
                    let keys = form.keys.iter().map(|key| key.name);
                    keys.filter(|key| node.get(key).is_none()).collect()
                });
                findings.push(unknown_key(&entry.key, absent, form));
            }
        }
    }
    for key in form.keys.iter().filter(|key| key.required) {
        if node.get(key.name).is_none() {
            findings.push(
                Diagnostic::new(
                    &rules::MISSING_KEY,
                    place,
                    format!("`{}` is missing", key.name),
                )
                .hint(format!("add `{}: {}`", key.name, key.example)),
            );
        }
    }
}

fn unknown_key(key: &Spanned<String>, absent: &[&str], form: &Form) -> Diagnostic {
    let known = form.keys.iter().map(|key| key.name);
    // A key that is there already is hardly the one that was meant.
    let hint = did_you_mean(&key.value, absent.iter().copied())
        .or_else(|| did_you_mean(&key.value, known.clone()))
        .unwrap_or_else(|| format!("known here: {}", known.collect::<Vec<_>>().join(", ")));
    Diagnostic::new(
        &rules::UNKNOWN_KEY,
        key.span,
        format!(
            "`{}` is not a key of the language here",
            clipped(&key.value)
        ),
    )
    .hint(hint)
}

fn value(entry: &Entry, expected: &'static Value, findings: &mut Vec<Diagnostic>) {
    node(&entry.value, expected, entry.key.span, findings);
}

fn node(actual: &Node, expected: &'static Value, place: Span, findings: &mut Vec<Diagnostic>) {
    match expected {
        Value::Json => {}
        Value::Text => {
            text(actual, "text", place, findings);
        }
        Value::Pattern(pattern) => {
            if let Some(text) = text(actual, pattern.what, place, findings)
                && !(pattern.accepts)(text)
            {
                findings.push(ill_formed(pattern, text, actual.span, &rules::BAD_VALUE));
            }
        }
        Value::Word(words) => {
            if let Some(text) = text(actual, "a word", place, findings)
                && !words.iter().any(|word| word.name == text)
            {
                let known = words.iter().map(|word| word.name);
                findings.push(
                    Diagnostic::new(
                        &rules::BAD_VALUE,
                        actual.span,
                        format!("`{}` is not a word that this key takes", clipped(text)),
                    )
                    .hint(did_you_mean(text, known.clone()).unwrap_or_else(
                        || format!("write one of: {}", known.collect::<Vec<_>>().join(", ")),
                    )),
                );
            }
        }
        Value::Flag => {
            if !matches!(&actual.kind, Kind::Scalar(scalar)
                if scalar.style == Style::Plain && (scalar.text == "true" || scalar.text == "false"))
            {
                findings.push(
                    wrong_kind_at(actual, "a flag", place)
                        .hint("write `true` or `false`, without quotes"),
                );
            }
        }
        Value::Whole => {
            if actual
                .text()
                .and_then(|text| text.parse::<u64>().ok())
                .is_none()
            {
                findings.push(
                    wrong_kind_at(actual, "a whole number", place).hint("write digits, no sign"),
                );
            }
        }
        Value::List(element) => match actual.elements() {
            Some(elements) => {
                for each in elements {
                    node(each, element, each.mark(), findings);
                }
            }
            None => findings
                .push(wrong_kind_at(actual, "a list", place).hint("write `[first, second]`")),
        },
        Value::OneOrMany(one) => match actual.elements() {
            Some(elements) => {
                for each in elements {
                    node(each, one, each.mark(), findings);
                }
            }
            None => node(actual, one, place, findings),
        },
        Value::Form(form) => {
            if actual.entries().is_some() {
                check(actual, form, place, findings);
            } else {
                findings.push(wrong_kind_at(actual, "a mapping", place));
            }
        }
        Value::Map { key, value: each } => match actual.entries() {
            Some(entries) => {
                for entry in entries {
                    if !(key.accepts)(&entry.key.value) {
                        findings.push(ill_formed(
                            key,
                            &entry.key.value,
                            entry.key.span,
                            &rules::BAD_NAME,
                        ));
                    }
                    value(entry, each, findings);
                }
            }
            None => findings.push(wrong_kind_at(actual, "a mapping", place)),
        },
        Value::ShortOrLong(short, long) => {
            let chosen = if actual.entries().is_some() {
                long
            } else {
                short
            };
            node(actual, chosen, place, findings);
        }
        Value::Marked {
            marks,
            marked,
            otherwise,
        } => {
            let is_marked = marks.iter().any(|mark| {
                actual
                    .get(mark)
                    .is_some_and(|node| node.entries().is_some())
            });
            if is_marked {
                check(actual, marked, place, findings);
            } else {
                node(actual, otherwise, place, findings);
            }
        }
    }
}

fn text<'node>(
    node: &'node Node,
    what: &str,
    place: Span,
    findings: &mut Vec<Diagnostic>,
) -> Option<&'node str> {
    match node.text() {
        Some(text) if !text.trim().is_empty() => Some(text),
        _ => {
            findings.push(wrong_kind_at(node, what, place));
            None
        }
    }
}

/// An empty value has no place of its own worth showing: its key is shown.
fn wrong_kind_at(node: &Node, expected: &str, place: Span) -> Diagnostic {
    let span = if node.is_empty() { place } else { node.mark() };
    let found = match &node.kind {
        Kind::Scalar(scalar) if scalar.text.trim().is_empty() => "nothing".to_owned(),
        Kind::Scalar(scalar) if scalar.style == Style::Plain => {
            format!("`{}`", clipped(&scalar.text))
        }
        Kind::Scalar(scalar) => format!("the text `{}`", clipped(&scalar.text)),
        Kind::Sequence(_) => "a list".to_owned(),
        Kind::Mapping(_) => "a mapping".to_owned(),
    };
    Diagnostic::new(
        &rules::WRONG_KIND,
        span,
        format!("{expected} belongs here, not {found}"),
    )
}

fn ill_formed(pattern: &Pattern, text: &str, span: Span, rule: &'static Rule) -> Diagnostic {
    let recased = pattern
        .recased
        .map(|recased| recased(text))
        .filter(|recased| (pattern.accepts)(recased));
    Diagnostic::new(
        if pattern.recased.is_some() {
            &rules::BAD_NAME
        } else {
            rule
        },
        span,
        format!("`{}` is not {}", clipped(text), pattern.what),
    )
    .hint(match recased {
        Some(recased) => format!("write `{recased}`"),
        None => format!("write it like `{}`", pattern.example),
    })
}
