//! Examples: that they fit what they are examples of.

mod calls;
mod failures;
mod fit;
mod texts;

use std::collections::BTreeMap;

pub use calls::{AnswerBody, AnswerParts, CallArgument, call_answer, call_event, call_request};
pub(super) use failures::failures;
use fit::{Fault, Fit};

pub(super) use texts::headers;

use super::{Subject, style};
use crate::{
    conventions::{self, Addressed, NO_CONTENT, ParameterNames, envelope},
    diagnostic::Diagnostic,
    ir::{Envelope, ParameterStyle, Place},
    parse::{
        ast::{Content, Example, Field, Operation, TemplatePart},
        node::Node,
    },
    rules,
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean},
};

fn each<'ast>(subject: &Subject<'ast>) -> impl Iterator<Item = (&'ast Operation, &'ast Example)> {
    subject.service.operations.iter().flat_map(|operation| {
        operation
            .examples
            .iter()
            .map(move |example| (operation, example))
    })
}

pub(super) fn requests(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (operation, example) in each(subject) {
        let declared: Vec<(Place, &Field)> =
            conventions::parameters(subject.service, operation).collect();
        let names = ParameterNames::of(subject.service, operation);
        let mut given: BTreeMap<(Place, &str), Span> = BTreeMap::new();
        for (name, value) in &example.request {
            match names.find(&name.value) {
                Addressed::One(place, field) => {
                    let target = (place, field.name.value.as_str());
                    if let Some(first) = given.insert(target, name.span) {
                        findings.push(given_twice(name, first));
                    }
                    let style = style(subject.service, &subject.types, place, field);
                    let mut fit = match style {
                        Ok(ParameterStyle::Json) => Fit::part(subject),
                        _ => Fit::parameter(subject),
                    };
                    fit.field(field, value, name.span);
                    findings.append(&mut fit.findings);
                }
                Addressed::Several(places) => {
                    findings.push(ambiguous_parameter(name, &places));
                    // Which one is missing nobody can say.
                    let all = places.into_iter();
                    given.extend(all.map(|place| ((place, name.value.as_str()), name.span)));
                }
                Addressed::Nothing => {
                    let known = (findings.len() < MOST_SUGGESTIONS).then_some(&declared);
                    let known = known.into_iter().flatten();
                    let names = known.map(|(_, field)| field.name.value.as_str());
                    findings.push(unknown_parameter(name, names));
                }
            }
        }
        let required = declared.iter().filter(|(_, field)| !field.optional);
        let is_given =
            |place: Place, field: &Field| given.contains_key(&(place, field.name.value.as_str()));
        for (place, missing) in required.filter(|(place, field)| !is_given(*place, field)) {
            let name = &missing.name.value;
            let named = declared
                .iter()
                .filter(|(_, field)| field.name.value == *name);
            let key = match named.count() {
                1 => name.clone(),
                _ => format!("{}.{name}", place.as_str()),
            };
            findings.push(
                Diagnostic::new(
                    &rules::EXAMPLE_REQUEST,
                    example.name.span,
                    format!("the required parameter `{key}` is not given"),
                )
                .related(missing.name.span, "declared here")
                .hint(format!("add `{key}` under `request`")),
            );
        }
    }
}

fn ambiguous_parameter(name: &Spanned<String>, places: &[Place]) -> Diagnostic {
    let words: Vec<&str> = places.iter().map(|place| place.as_str()).collect();
    Diagnostic::new(
        &rules::EXAMPLE_REQUEST,
        name.span,
        format!(
            "`{}` is the name of several parameters, in {}",
            name.value,
            words.join(" and ")
        ),
    )
    .hint(format!(
        "say which one: {}",
        conventions::addresses(places, &name.value)
    ))
}

fn given_twice(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::new(
        &rules::EXAMPLE_REQUEST,
        name.span,
        format!("`{}` gives a parameter that is given already", name.value),
    )
    .related(first, "given here")
    .hint("keep one of the two")
}

fn unknown_parameter<'ast>(
    name: &Spanned<String>,
    declared: impl Iterator<Item = &'ast str>,
) -> Diagnostic {
    Diagnostic::new(
        &rules::EXAMPLE_REQUEST,
        name.span,
        format!("`{}` is not a parameter of the operation", name.value),
    )
    .hint(
        did_you_mean(&name.value, declared).unwrap_or_else(|| {
            "parameters in path, query, headers and form and the parts of a body stand here; any other body stands under `body`"
                .to_owned()
        }),
    )
}

pub(super) fn bodies(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (operation, example) in each(subject) {
        let mut fit = Fit::body(subject);
        match (&operation.body, &example.body) {
            (None, None) => {}
            (Some(_), None) if operation.body_optional => {}
            (None, Some(given)) => findings.push(
                Diagnostic::new(
                    &rules::EXAMPLE_BODY,
                    given.mark(),
                    format!("`{}` has no body", operation.name.value),
                )
                .hint("declare the members under the operation's `body`, or take the example's body out"),
            ),
            (Some(declared), None) => findings.push(
                Diagnostic::new(&rules::EXAMPLE_BODY, example.name.span, "the body is not given")
                    .related(declared.span, "declared here")
                    .hint("add `body: { .. }`"),
            ),
            (Some(declared), Some(given)) => fit.content(&declared.value, given, given.mark()),
        }
        findings.append(&mut fit.findings);
    }
}

pub(super) fn responses(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (operation, example) in each(subject) {
        // What a failure answers is not what the operation declares.
        if texts::and_json(example, findings) || example.error.is_some() {
            continue;
        }
        if texts::stands_for_response(operation, example, findings) {
            continue;
        }
        let declared = &operation.response;
        match (declared, &example.response) {
            (None, None) => {}
            (Some(_), None) if operation.response_optional || is_without_content(example) => {}
            (None, Some(given)) => findings.push(
                Diagnostic::new(
                    &rules::EXAMPLE_RESPONSE,
                    given.mark(),
                    format!("`{}` answers nothing", operation.name.value),
                )
                .hint("declare the operation's `response`"),
            ),
            (Some(declared), None) => findings.push(
                Diagnostic::new(
                    &rules::EXAMPLE_RESPONSE,
                    example.name.span,
                    "the response is not given",
                )
                .related(declared.span, "declared here")
                .hint("add `response: ..`"),
            ),
            (Some(declared), Some(given)) => {
                response(subject, operation, &declared.value, given, findings);
            }
        }
    }
}

pub(super) fn is_without_content(example: &Example) -> bool {
    let status = example.status.as_ref().map(|status| status.value);
    status == Some(NO_CONTENT)
}

fn response(
    subject: &Subject<'_>,
    operation: &Operation,
    declared: &Content,
    given: &Node,
    findings: &mut Vec<Diagnostic>,
) {
    let mut fit = Fit::answer(subject);
    response_of(&mut fit, subject, operation, declared, given);
    findings.append(&mut fit.findings);
}

fn response_of(
    fit: &mut Fit<'_, '_>,
    subject: &Subject<'_>,
    operation: &Operation,
    declared: &Content,
    given: &Node,
) {
    let envelope = envelope(subject.service, operation);
    let inner = match &envelope {
        None => Some(given),
        Some(Envelope { member, optional }) => given.get(member).or(optional.then_some(given)),
    };
    match (inner, &envelope) {
        (Some(inner), _)
            if operation.response_optional && (inner.json().is_null() || fit.is_hollow(inner)) => {}
        (None, Some(_)) if operation.response_optional => {}
        (Some(inner), Some(Envelope { member, .. })) if given.get(member).is_some() => {
            fit.within(member, None, |fit| {
                fit.content(declared, inner, inner.mark());
            });
        }
        (Some(inner), _) => fit.content(declared, inner, inner.mark()),
        (None, Some(Envelope { member, .. })) => {
            let message = match fit.root_element(given) {
                Some(root) => format!("the root element is `{root}`, not `{member}`"),
                None => format!("the envelope `{member}` is missing"),
            };
            fit.push(
                Fault::Missing,
                Diagnostic::new(&rules::EXAMPLE_RESPONSE, given.mark(), message)
                    .hint("a sample is written as it comes over the wire, envelope included"),
            );
        }
        (None, None) => {}
    }
}

pub(super) fn request_lines(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (operation, example) in each(subject) {
        let (Some(sent), Some(http), Some(address)) = (
            &example.sent,
            &operation.http,
            conventions::address(subject.service, operation),
        ) else {
            continue;
        };
        let template: Vec<&TemplatePart> = address.url.path.iter().chain(&http.path).collect();
        let expected = || {
            let path: String = template.iter().map(|part| part.to_string()).collect();
            format!("{} {path}", http.method.as_str())
        };
        let (method, target) = sent.value.split_once(' ').unwrap_or((&sent.value, ""));
        let path = target.split('?').next().unwrap_or_default();
        if method != http.method.as_str() || !matches_template(path, &template) {
            findings.push(
                Diagnostic::new(
                    &rules::EXAMPLE_SENT,
                    sent.span,
                    format!("this is not a request of `{}`", operation.name.value),
                )
                .related(http.span, format!("it sends `{}`", expected()))
                .hint("write the request line as it goes over the wire, percent-encoded"),
            );
        }
    }
}

fn matches_template(path: &str, template: &[&TemplatePart]) -> bool {
    let mut rest = path;
    let mut parts = template.iter().peekable();
    while let Some(part) = parts.next() {
        match part {
            TemplatePart::Literal(text) => match rest.strip_prefix(text.as_str()) {
                Some(after) => rest = after,
                None => return false,
            },
            TemplatePart::Parameter(_) => {
                let end = rest.find('/').unwrap_or(rest.len());
                // A parameter in the middle of a segment ends where the next literal begins.
                let end = match parts.peek() {
                    Some(TemplatePart::Literal(next)) => rest.find(next.as_str()).unwrap_or(end),
                    _ => end,
                };
                if end == 0 {
                    return false;
                }
                rest = rest.split_at(end).1;
            }
        }
    }
    rest.is_empty()
}

impl std::fmt::Display for TemplatePart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Literal(text) => f.write_str(text),
            Self::Parameter(name) => write!(f, "{{{}}}", name.value),
        }
    }
}
