//! Requests of examples: parameters, the request line, the body.

use std::collections::BTreeMap;

use super::{Subject, json_of};
use crate::{
    diagnostic::Diagnostic,
    ir::{ExampleParameter, ParameterLocation, PathSegment},
    parse::ast::Example,
    rules,
    sema::parameters::{Declared, Parameters},
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean},
    values::Checker,
};

/// The parameters of an operation by their names.
pub(super) struct ParameterNames<'model> {
    declared: &'model [Declared<'model>],
    by_name: BTreeMap<&'model str, Vec<&'model Declared<'model>>>,
}

/// What a key means that names a parameter.
enum Named<'model> {
    One(&'model Declared<'model>),
    /// Parameters of that name in several places.
    Several(Vec<ParameterLocation>),
    Nothing,
}

impl<'model> ParameterNames<'model> {
    pub(super) fn of(parameters: &'model Parameters<'model>) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&Declared<'_>>> = BTreeMap::new();
        for declared in &parameters.declared {
            let name = declared.name.value.as_str();
            by_name.entry(name).or_default().push(declared);
        }
        Self {
            declared: &parameters.declared,
            by_name,
        }
    }

    /// The parameter that is called by its wire name, `name`, or by its place too, `query.name`, where several have the name.
    fn find(&self, key: &str) -> Named<'model> {
        match self.named(key) {
            [one] => return Named::One(one),
            [] => {}
            several => {
                let locations = several.iter().map(|declared| declared.parameter.location);
                return Named::Several(locations.collect());
            }
        }
        let in_place = key.split_once('.').and_then(|(location, name)| {
            let mut named = self.named(name).iter();
            named.find(|declared| declared.parameter.location.as_str() == location)
        });
        in_place.map_or(Named::Nothing, |declared| Named::One(declared))
    }

    fn named(&self, name: &str) -> &[&'model Declared<'model>] {
        self.by_name
            .get(name)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The shortest key that means a parameter.
    fn key_of(&self, declared: &Declared<'_>) -> String {
        let name = &declared.name.value;
        match self.named(name).len() {
            1 => name.clone(),
            _ => format!("{}.{name}", declared.parameter.location.as_str()),
        }
    }
}

impl Subject<'_> {
    pub(super) fn request(
        &self,
        example: &Example,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<ExampleParameter> {
        let mut request = Vec::new();
        let mut given: BTreeMap<(ParameterLocation, &str), Span> = BTreeMap::new();
        for (key, value) in &example.request {
            match self.parameters.find(&key.value) {
                Named::One(declared) => {
                    let parameter = &declared.parameter;
                    let field = &parameter.field;
                    let target = (parameter.location, field.wire_name.as_str());
                    if let Some(first) = given.insert(target, key.span) {
                        findings.push(given_twice(key, first));
                    }
                    let mut checker = Checker::parameter(self.service, &parameter.style);
                    checker.field(field, value, key.span);
                    findings.append(&mut checker.findings);
                    request.push(ExampleParameter {
                        location: parameter.location,
                        name: field.wire_name.clone(),
                        value: json_of(self.service, &field.ty, value),
                    });
                }
                Named::Several(locations) => {
                    findings.push(ambiguous(key, &locations));
                    // Which one is missing nobody can say.
                    let all = self.parameters.named(&key.value).iter();
                    given.extend(all.map(|declared| {
                        let parameter = &declared.parameter;
                        let name = parameter.field.wire_name.as_str();
                        ((parameter.location, name), key.span)
                    }));
                }
                Named::Nothing => {
                    let known =
                        (findings.len() < MOST_SUGGESTIONS).then_some(self.parameters.declared);
                    let known = known.into_iter().flatten();
                    let names = known.map(|declared| declared.name.value.as_str());
                    findings.push(unknown(key, names));
                }
            }
        }
        for declared in self.parameters.declared {
            let (location, field) = (declared.parameter.location, &declared.parameter.field);
            if field.is_required() && !given.contains_key(&(location, field.wire_name.as_str())) {
                let key = self.parameters.key_of(declared);
                findings.push(
                    Diagnostic::new(
                        &rules::EXAMPLE_REQUEST,
                        example.name.span,
                        format!("the required parameter `{key}` is not given"),
                    )
                    .related(declared.name.span, "declared here")
                    .hint(format!("add `{key}` under `request`")),
                );
            }
        }
        request
    }

    pub(super) fn body(&self, example: &Example, findings: &mut Vec<Diagnostic>) {
        let operation = self.operation;
        match (&operation.body, &example.body) {
            (None, None) => {}
            (Some(_), None) if self.written.body_optional => {}
            (None, Some(given)) => findings.push(
                Diagnostic::new(
                    &rules::EXAMPLE_BODY,
                    given.mark(),
                    format!("`{}` has no body", operation.name),
                )
                .hint("declare the members under the operation's `body`, or take the example's body out"),
            ),
            (Some(_), None) => findings.push(
                Diagnostic::new(&rules::EXAMPLE_BODY, example.name.span, "the body is not given")
                    .related(operation.body_location.span, "declared here")
                    .hint("add `body: { .. }`"),
            ),
            (Some(body), Some(given)) => {
                let mut checker = Checker::body(self.service);
                checker.whole_body(body, given, given.mark());
                findings.append(&mut checker.findings);
            }
        }
    }

    pub(super) fn request_line(&self, example: &Example, findings: &mut Vec<Diagnostic>) {
        let (Some(sent), Some(http), true) = (&example.sent, self.http, self.is_at_known_address)
        else {
            return;
        };
        let address = self.service.address_of(self.operation);
        let template: Vec<&PathSegment> = address
            .base
            .path
            .iter()
            .chain(&self.operation.path)
            .collect();
        let method = http.method.as_str();
        let (sent_method, target) = sent.value.split_once(' ').unwrap_or((&sent.value, ""));
        let path = target.split('?').next().unwrap_or_default();
        if sent_method != method || !matches_template(path, &template) {
            let expected: String = template.iter().map(ToString::to_string).collect();
            findings.push(
                Diagnostic::new(
                    &rules::EXAMPLE_SENT,
                    sent.span,
                    format!("this is not a request of `{}`", self.operation.name),
                )
                .related(http.span, format!("it sends `{method} {expected}`"))
                .hint("write the request line as it goes over the wire, percent-encoded"),
            );
        }
    }
}

fn ambiguous(key: &Spanned<String>, locations: &[ParameterLocation]) -> Diagnostic {
    let words: Vec<&str> = locations.iter().map(|location| location.as_str()).collect();
    let keys: Vec<String> = words
        .iter()
        .map(|location| format!("`{location}.{}`", key.value))
        .collect();
    Diagnostic::new(
        &rules::EXAMPLE_REQUEST,
        key.span,
        format!(
            "`{}` is the name of several parameters, in {}",
            key.value,
            words.join(" and ")
        ),
    )
    .hint(format!("say which one: {}", keys.join(" and ")))
}

fn given_twice(key: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::new(
        &rules::EXAMPLE_REQUEST,
        key.span,
        format!("`{}` gives a parameter that is given already", key.value),
    )
    .related(first, "given here")
    .hint("keep one of the two")
}

fn unknown<'name>(key: &Spanned<String>, declared: impl Iterator<Item = &'name str>) -> Diagnostic {
    Diagnostic::new(
        &rules::EXAMPLE_REQUEST,
        key.span,
        format!("`{}` is not a parameter of the operation", key.value),
    )
    .hint(
        did_you_mean(&key.value, declared).unwrap_or_else(|| {
            "parameters in path, query, headers and form and the parts of a body stand here; any other body stands under `body`"
                .to_owned()
        }),
    )
}

fn matches_template(path: &str, template: &[&PathSegment]) -> bool {
    let mut rest = path;
    let mut segments = template.iter().peekable();
    while let Some(segment) = segments.next() {
        match segment {
            PathSegment::Literal(text) => match rest.strip_prefix(text.as_str()) {
                Some(after) => rest = after,
                None => return false,
            },
            PathSegment::Parameter(_) => {
                let end = rest.find('/').unwrap_or(rest.len());
                // A parameter in the middle of a segment ends where the next literal begins.
                let end = match segments.peek() {
                    Some(PathSegment::Literal(next)) => rest.find(next.as_str()).unwrap_or(end),
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
