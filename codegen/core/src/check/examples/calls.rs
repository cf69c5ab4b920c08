//! Calls that are made straight from a spec: what is sent and what is answered, held against the declarations.

use std::collections::BTreeSet;

use super::{
    fit::{Fault, Fit, Place as Declaration},
    response_of,
    texts::is_named,
};
use crate::{
    check::{Subject, style},
    conventions::{self, NO_CONTENT, family_prefix, statuses},
    diagnostic::Diagnostic,
    ir::{ParameterStyle, Place},
    parse::{
        ast::{Content, Field, Operation, Service},
        node::Node,
    },
    resolve::Resolver,
    rules,
    source::Span,
    suggest::{did_you_mean, listed},
};

fn subject(service: &Service) -> Subject<'_> {
    Subject {
        service,
        types: Resolver::new(service),
    }
}

fn of_field(field: &Field) -> Declaration {
    Declaration {
        owner: field.name.span,
        ty: field.ty.as_ref().map_or(field.name.span, |ty| ty.span),
        is_sensitive: field.sensitive,
    }
}

fn of_whole(span: Span) -> Declaration {
    Declaration {
        owner: span,
        ty: span,
        is_sensitive: false,
    }
}

/// A value of a request, and where it goes; `None` for a member of a body, and for what the operation does not have.
pub struct CallArgument<'call> {
    pub place: Option<Place>,
    pub name: &'call str,
    pub value: Node,
}

/// What is wrong with a request. Members of a body that is an object may stand among the parameters.
pub fn call_request(
    service: &Service,
    operation: &Operation,
    arguments: &[CallArgument<'_>],
    body: Option<&Node>,
) -> Vec<Diagnostic> {
    let subject = subject(service);
    let mut findings = Vec::new();
    let declared: Vec<(_, &Field)> = conventions::parameters(service, operation).collect();
    let members: &[Field] = match operation.body.as_ref().map(|body| &body.value) {
        Some(Content::Fields(fields)) if body.is_none() => fields,
        _ => &[],
    };
    let known = || {
        let of_body = members.iter().map(|field| field.name.value.as_str());
        let outside = declared.iter().map(|(_, field)| field.name.value.as_str());
        outside.chain(of_body)
    };
    for CallArgument { place, name, value } in arguments {
        let parameter = declared
            .iter()
            .find(|(it, field)| Some(*it) == *place && field.name.value == *name);
        let (mut fit, field) = if let Some((place, field)) = parameter {
            let fit = match style(service, &subject.types, *place, field) {
                Ok(ParameterStyle::Json) => Fit::part(&subject),
                _ => Fit::parameter(&subject),
            };
            (fit, *field)
        } else if let Some(field) = members
            .iter()
            .find(|field| place.is_none() && field.name.value == *name)
        {
            (Fit::body(&subject), field)
        } else {
            let hint =
                did_you_mean(name, known()).unwrap_or_else(|| match listed(known()).as_str() {
                    "" => "the operation takes none".to_owned(),
                    names => format!("it takes {names}"),
                });
            findings.push(
                Diagnostic::new(
                    &rules::CALL_REQUEST,
                    operation.name.span,
                    format!("`{name}` is not a parameter of `{}`", operation.name.value),
                )
                .hint(hint),
            );
            continue;
        };
        fit = fit.of_call(of_field(field));
        fit.within(name, Some(field), |fit| {
            fit.field(field, value, field.name.span)
        });
        findings.append(&mut fit.findings);
    }
    let given: BTreeSet<(Option<Place>, &str)> =
        arguments.iter().map(|it| (it.place, it.name)).collect();
    let is_given =
        |place: Option<Place>, field: &Field| given.contains(&(place, field.name.value.as_str()));
    // A body that may be absent is asked for as soon as a part of it is there.
    let asks_for_members =
        !operation.body_optional || members.iter().any(|field| is_given(None, field));
    let required = declared
        .iter()
        .map(|(place, field)| (Some(*place), *field))
        .chain(
            members
                .iter()
                .filter(|_| asks_for_members)
                .map(|field| (None, field)),
        )
        .filter(|(place, field)| !field.optional && !is_given(*place, field));
    let several = |name: &str| known().filter(|known| *known == name).count() > 1;
    findings.extend(required.map(|(place, field)| {
        let name = &field.name.value;
        let address = if several(name) {
            format!("{}.{name}", place.map_or("body", Place::as_str))
        } else {
            name.clone()
        };
        Diagnostic::new(
            &rules::CALL_REQUEST,
            field.name.span,
            format!("`{address}` is required, and not given"),
        )
        .hint(format!("add `--param {address}=..`"))
    }));
    match (operation.body.as_ref(), body) {
        (None, Some(_)) => findings.push(Diagnostic::new(
            &rules::CALL_REQUEST,
            operation.name.span,
            format!("`{}` has no body", operation.name.value),
        )),
        (Some(declared), Some(given)) => {
            let mut fit = Fit::body(&subject).of_call(of_whole(declared.span));
            fit.within("body", None, |fit| {
                fit.content(&declared.value, given, declared.span);
            });
            findings.append(&mut fit.findings);
        }
        (Some(declared), None)
            if !operation.body_optional && !matches!(declared.value, Content::Fields(_)) =>
        {
            findings.push(
                Diagnostic::new(
                    &rules::CALL_REQUEST,
                    declared.span,
                    "the body is required, and not given",
                )
                .hint("add `--body JSON` or `--body @FILE`"),
            );
        }
        (_, None) => {}
    }
    for finding in &mut findings {
        finding.rule = &rules::CALL_REQUEST;
    }
    findings
}

/// A success.
pub struct AnswerParts<'answer> {
    pub status: u16,
    /// Names and values.
    pub headers: &'answer [(String, String)],
    pub body: AnswerBody,
}

/// The body of a success.
pub enum AnswerBody {
    /// One that no type is held against.
    Untyped,
    /// None where there could be one.
    Empty,
    Json(Node),
    /// XML, as the JSON that says the same.
    Xml(Node),
    /// Neither: what it is not, and why.
    Unreadable(String),
}

/// Where an answer and the spec disagree.
pub fn call_answer(
    service: &Service,
    operation: &Operation,
    answer: &AnswerParts<'_>,
) -> Vec<Diagnostic> {
    let subject = subject(service);
    let mut findings = Vec::new();
    if !statuses(operation).contains(&answer.status) {
        findings.push(
            Diagnostic::new(
                &rules::ANSWER_STATUS,
                operation.name.span,
                format!("{} is no status that `status` lists", answer.status),
            )
            .hint(format!("write `status: [.., {}]`", answer.status)),
        );
    }
    body(&subject, operation, answer, &mut findings);
    if answer.status != NO_CONTENT {
        headers(&subject, operation, answer.headers, &mut findings);
    }
    findings
}

fn body(
    subject: &Subject<'_>,
    operation: &Operation,
    answer: &AnswerParts<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut fit = match answer.body {
        AnswerBody::Xml(_) => Fit::markup(subject),
        _ => Fit::answer(subject),
    };
    let declared = operation.response.as_ref();
    fit = fit.of_call(of_whole(declared.map_or(operation.name.span, |it| it.span)));
    let at = operation.name.span;
    match (declared, &answer.body) {
        (Some(declared), AnswerBody::Json(given) | AnswerBody::Xml(given)) => {
            response_of(&mut fit, subject, operation, &declared.value, given);
        }
        (None, AnswerBody::Json(_)) if operation.events.is_none() => fit.push(
            Fault::Undeclared,
            Diagnostic::new(
                &rules::ANSWER_UNDECLARED,
                at,
                "the answer has a body, and no `response` is declared",
            ),
        ),
        (Some(_), AnswerBody::Empty)
            if !operation.response_optional && answer.status != NO_CONTENT =>
        {
            fit.push(
                Fault::Missing,
                Diagnostic::new(&rules::ANSWER_MISSING, at, "the answer has no body"),
            );
        }
        (Some(_), AnswerBody::Unreadable(what)) => fit.push(
            Fault::Misfit,
            Diagnostic::new(&rules::ANSWER_TYPE, at, format!("the answer is {what}")),
        ),
        _ => {}
    }
    findings.append(&mut fit.findings);
}

fn headers(
    subject: &Subject<'_>,
    operation: &Operation,
    given: &[(String, String)],
    findings: &mut Vec<Diagnostic>,
) {
    for field in &operation.response_headers {
        let mut fit = Fit::header(subject).of_call(of_field(field));
        let is_family = family_prefix(&field.name.value).is_some();
        let mut found = false;
        for (name, value) in given
            .iter()
            .filter(|(name, _)| is_named(field, name, operation))
        {
            found = true;
            let value = Node::of_text(value, field.name.span);
            fit.within(name, Some(field), |fit| {
                if is_family {
                    fit.element(field, &value, field.name.span);
                } else {
                    fit.field(field, &value, field.name.span);
                }
            });
        }
        if !found && !field.optional && !is_family {
            fit.push(
                Fault::Missing,
                Diagnostic::new(
                    &rules::ANSWER_MISSING,
                    field.name.span,
                    format!("the required header `{}` is missing", field.name.value),
                )
                .related(field.name.span, "declared here"),
            );
        }
        findings.append(&mut fit.findings);
    }
}

/// Where an event and the spec disagree. `json` is its data, where that is JSON.
pub fn call_event(
    service: &Service,
    operation: &Operation,
    name: &str,
    data: &str,
    json: Option<&Node>,
) -> Vec<Diagnostic> {
    let subject = subject(service);
    let Some(events) = &operation.events else {
        return Vec::new();
    };
    if events.end.as_deref() == Some(data) {
        return Vec::new();
    }
    let Some(event) = events.types.iter().find(|event| event.name.value == name) else {
        return vec![
            Diagnostic::new(
                &rules::ANSWER_UNDECLARED,
                events.span,
                format!("the event `{name}` is not declared"),
            )
            .hint("declare it, if callers can use it"),
        ];
    };
    let Some(ty) = &event.ty else {
        return Vec::new();
    };
    let text = Node::of_text(data, event.name.span);
    let value = json.unwrap_or(&text);
    let mut fit = Fit::answer(&subject).of_call(of_whole(ty.span));
    fit.within(name, None, |fit| {
        fit.content(&Content::Type(ty.clone()), value, ty.span);
    });
    fit.findings
}
