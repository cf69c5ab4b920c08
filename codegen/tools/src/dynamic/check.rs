//! What is sent and what comes back, checked against the declarations.

use std::collections::BTreeSet;

use ncloud_codegen::{
    diagnostic::Diagnostic,
    ir::{Body, Field, Format, Operation, ParameterLocation, Service},
    parse::node::Node,
    rules,
    sema::{NO_CONTENT, family_prefix},
    suggest::{did_you_mean, listed},
    values::{Checker, Declaration, Encoding, Fault},
};

/// A value of a request, and where it goes; `None` for a member of a body, and for what the operation does not have.
pub(super) struct CallArgument<'call> {
    pub(super) location: Option<ParameterLocation>,
    pub(super) name: &'call str,
    pub(super) value: Node,
}

/// What is wrong with a request. Members of a body that is an object may stand among the parameters.
pub(super) fn call_request(
    service: &Service,
    operation: &Operation,
    arguments: &[CallArgument<'_>],
    body: Option<&Node>,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let parameters = &operation.parameters;
    let members: &[Field] = match &operation.body {
        Some(Body::Object(fields)) if body.is_none() => fields,
        _ => &[],
    };
    let known = || {
        let outside = parameters.iter().map(|parameter| &parameter.field);
        let fields = outside.chain(members);
        fields.map(|field| field.wire_name.as_str())
    };
    for CallArgument {
        location,
        name,
        value,
    } in arguments
    {
        let parameter = parameters
            .iter()
            .find(|it| Some(it.location) == *location && it.field.wire_name == *name);
        let member = || {
            let mut members = members.iter();
            members.find(|field| location.is_none() && field.wire_name == *name)
        };
        let (checker, field) = if let Some(parameter) = parameter {
            let checker = Checker::parameter(service, &parameter.style);
            (checker, &parameter.field)
        } else if let Some(field) = member() {
            (Checker::body(service), field)
        } else {
            let hint =
                did_you_mean(name, known()).unwrap_or_else(|| match listed(known()).as_str() {
                    "" => "the operation takes none".to_owned(),
                    names => format!("it takes {names}"),
                });
            findings.push(
                Diagnostic::new(
                    &rules::CALL_REQUEST,
                    operation.location.span,
                    format!("`{name}` is not a parameter of `{}`", operation.name),
                )
                .hint(hint),
            );
            continue;
        };
        let mut checker = checker.of_call(Declaration::of_field(field));
        checker.within(name, Some(field), |checker| {
            checker.field(field, value, field.location.span);
        });
        findings.append(&mut checker.findings);
    }
    let given: BTreeSet<(Option<ParameterLocation>, &str)> =
        arguments.iter().map(|it| (it.location, it.name)).collect();
    let is_given = |location: Option<ParameterLocation>, field: &Field| {
        given.contains(&(location, field.wire_name.as_str()))
    };
    let of_body = members.iter().map(|field| (None, field));
    let required = parameters
        .iter()
        .map(|parameter| (Some(parameter.location), &parameter.field))
        .chain(of_body)
        .filter(|(location, field)| field.is_required() && !is_given(*location, field));
    let several = |name: &str| known().filter(|known| *known == name).count() > 1;
    findings.extend(required.map(|(location, field)| {
        let name = &field.wire_name;
        let address = if several(name) {
            format!(
                "{}.{name}",
                location.map_or("body", ParameterLocation::as_str)
            )
        } else {
            name.clone()
        };
        Diagnostic::new(
            &rules::CALL_REQUEST,
            field.location.span,
            format!("`{address}` is required, and not given"),
        )
        .hint(format!("add `--param {address}=..`"))
    }));
    let body_span = operation.body_location.span;
    match (&operation.body, body) {
        (None, Some(_)) => findings.push(Diagnostic::new(
            &rules::CALL_REQUEST,
            operation.location.span,
            format!("`{}` has no body", operation.name),
        )),
        (Some(declared), Some(given)) => {
            let mut checker = Checker::body(service).of_call(Declaration::whole(body_span));
            checker.within("body", None, |checker| {
                checker.whole_body(declared, given, body_span);
            });
            findings.append(&mut checker.findings);
        }
        (Some(Body::Value(field)), None) if field.is_required() => {
            findings.push(
                Diagnostic::new(
                    &rules::CALL_REQUEST,
                    body_span,
                    "the body is required, and not given",
                )
                .hint("add `--body JSON` or `--body @FILE`"),
            );
        }
        (Some(Body::Object(_) | Body::Value(_)) | None, None) => {}
    }
    for finding in &mut findings {
        finding.rule = &rules::CALL_REQUEST;
    }
    findings
}

/// A success.
pub(super) struct Received<'response> {
    pub(super) status: u16,
    /// Names and values.
    pub(super) headers: &'response [(String, String)],
    pub(super) body: ReceivedBody,
}

/// The body of a success.
pub(super) enum ReceivedBody {
    /// One that is checked against no type.
    Untyped,
    /// None where there could be one.
    Empty,
    Json(Node),
    /// XML, as the JSON that says the same.
    Xml(Node),
    /// Neither: what it is not, and why.
    Unreadable(String),
}

/// Where a response and the spec disagree.
pub(super) fn call_response(
    service: &Service,
    operation: &Operation,
    received: &Received<'_>,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if !operation.response.statuses.contains(&received.status) {
        findings.push(
            Diagnostic::new(
                &rules::RESPONSE_STATUS,
                operation.location.span,
                format!("{} is no status that `status` lists", received.status),
            )
            .hint(format!("write `status: [.., {}]`", received.status)),
        );
    }
    body(service, operation, received, &mut findings);
    if received.status != NO_CONTENT {
        headers(service, operation, received.headers, &mut findings);
    }
    findings
}

fn body(
    service: &Service,
    operation: &Operation,
    received: &Received<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let encoding = match received.body {
        ReceivedBody::Xml(_) => Encoding::ReceivedXml,
        ReceivedBody::Untyped
        | ReceivedBody::Empty
        | ReceivedBody::Json(_)
        | ReceivedBody::Unreadable(_) => Encoding::ReceivedJson,
    };
    let response = &operation.response;
    let mut checker =
        Checker::response(service, encoding).of_call(Declaration::whole(response.location.span));
    let at = operation.location.span;
    let declared = response.ty.is_some() || response.format == Format::Bytes;
    match (declared, &received.body) {
        (true, ReceivedBody::Json(given) | ReceivedBody::Xml(given)) => {
            checker.whole_response(response, given);
        }
        (false, ReceivedBody::Json(_)) if operation.events.is_none() => checker.push(
            Fault::Undeclared,
            Diagnostic::new(
                &rules::RESPONSE_UNDECLARED,
                at,
                "the response has a body, and no `response` is declared",
            ),
        ),
        (true, ReceivedBody::Empty) if !response.optional && received.status != NO_CONTENT => {
            checker.push(
                Fault::Missing,
                Diagnostic::new(&rules::RESPONSE_MISSING, at, "the response has no body"),
            );
        }
        (true, ReceivedBody::Unreadable(what)) => checker.push(
            Fault::Misfit,
            Diagnostic::new(&rules::RESPONSE_TYPE, at, format!("the response is {what}")),
        ),
        _ => {}
    }
    findings.append(&mut checker.findings);
}

fn headers(
    service: &Service,
    operation: &Operation,
    given: &[(String, String)],
    findings: &mut Vec<Diagnostic>,
) {
    let response = &operation.response;
    for field in &response.headers {
        let declared_at = field.location.span;
        let mut checker = Checker::header(service).of_call(Declaration::of_field(field));
        let is_family = family_prefix(&field.wire_name).is_some();
        let mut found = false;
        for (name, value) in given
            .iter()
            .filter(|(name, _)| response.is_header(field, name))
        {
            found = true;
            let value = Node::of_text(value, declared_at);
            checker.within(name, Some(field), |checker| {
                if is_family {
                    checker.element(field, &value, declared_at);
                } else {
                    checker.field(field, &value, declared_at);
                }
            });
        }
        if !found && field.is_required() && !is_family {
            checker.push(
                Fault::Missing,
                Diagnostic::new(
                    &rules::RESPONSE_MISSING,
                    declared_at,
                    format!("the required header `{}` is missing", field.wire_name),
                )
                .related(declared_at, "declared here"),
            );
        }
        findings.append(&mut checker.findings);
    }
}

/// Where an event and the spec disagree. `json` is its data, where that is JSON.
pub(super) fn call_event(
    service: &Service,
    operation: &Operation,
    name: &str,
    data: &str,
    json: Option<&Node>,
) -> Vec<Diagnostic> {
    let Some(events) = &operation.events else {
        return Vec::new();
    };
    if events.end.as_deref() == Some(data) {
        return Vec::new();
    }
    let Some((ty, location)) = events.declared(name) else {
        return vec![
            Diagnostic::new(
                &rules::RESPONSE_UNDECLARED,
                events.location.span,
                format!("the event `{name}` is not declared"),
            )
            .hint("declare it, if callers can use it"),
        ];
    };
    let text = Node::of_text(data, location.span);
    let value = json.unwrap_or(&text);
    let mut checker = Checker::response(service, Encoding::ReceivedJson)
        .of_call(Declaration::whole(location.span));
    checker.within(name, None, |checker| {
        checker.value(ty, value, location.span);
    });
    checker.findings
}
