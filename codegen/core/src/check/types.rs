//! Types: that every name is defined, every definition is used, and no value is without end.

use std::collections::BTreeSet;

use super::Subject;
use crate::{
    diagnostic::Diagnostic,
    parse::{
        ast::{Content, Field, Service, Type, TypeDefinition},
        types::{is_name, scalar_meant},
    },
    rules,
    source::Spanned,
    suggest::{MOST_SUGGESTIONS, did_you_mean, nearest},
};

pub(super) fn unknown(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut names: Vec<&Spanned<String>> = roots(subject.service);
    for definition in &subject.service.types {
        names.extend(names_in(definition));
    }
    let unknown = names
        .into_iter()
        .filter(|name| subject.types.definition(&name.value).is_none());
    for (index, name) in unknown.enumerate() {
        let meant = (index < MOST_SUGGESTIONS)
            .then(|| did_you_mean(&name.value, subject.types.names()))
            .flatten()
            .or_else(|| scalar_meant(&name.value));
        findings.push(
            Diagnostic::new(
                &rules::UNKNOWN_TYPE,
                name.span,
                format!("the type `{}` is not defined", name.value),
            )
            .hint(meant.unwrap_or_else(|| format!("define `{}` under `types`", name.value))),
        );
    }
}

pub(super) fn unused(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<&str> = roots(subject.service)
        .into_iter()
        .map(|name| name.value.as_str())
        .collect();
    let mut suggestions = MOST_SUGGESTIONS;
    while let Some(name) = waiting.pop() {
        if !reached.insert(name) {
            continue;
        }
        match subject.types.definition(name) {
            Some(definition) => {
                waiting.extend(names_in(definition).map(|name| name.value.as_str()));
            }
            // A misspelt name is one finding: the type that it means counts as used.
            None if suggestions > 0 => {
                suggestions -= 1;
                waiting.extend(nearest(name, subject.types.names()));
            }
            None => {}
        }
    }
    for definition in &subject.service.types {
        // A name that cannot be written as a type has a finding already.
        if is_name(&definition.name.value) && !reached.contains(definition.name.value.as_str()) {
            findings.push(
                Diagnostic::new(
                    &rules::UNUSED_TYPE,
                    definition.name.span,
                    format!("nothing sends or answers `{}`", definition.name.value),
                )
                .hint("name it in an operation, or take it out"),
            );
        }
    }
}

/// The type names that operations mention themselves.
fn roots(service: &Service) -> Vec<&Spanned<String>> {
    let shared = &service.shared;
    let mut names: Vec<_> = [&shared.path, &shared.query, &shared.headers, &shared.form]
        .into_iter()
        .flatten()
        .filter_map(name_in)
        .collect();
    for operation in &service.operations {
        let own = &operation.parameters;
        names.extend(
            [
                &own.path,
                &own.query,
                &own.headers,
                &own.form,
                &own.parts,
                &operation.response_headers,
            ]
            .into_iter()
            .flatten()
            .filter_map(name_in),
        );
        let events = operation.events.iter().flat_map(|events| &events.types);
        names.extend(events.filter_map(|event| event.ty.as_ref()?.value.names()));
        for content in operation.body.iter().chain(&operation.response) {
            match &content.value {
                Content::Type(ty) => names.extend(ty.value.names()),
                Content::Fields(fields) => names.extend(fields.iter().filter_map(name_in)),
                Content::Bytes | Content::Unreadable => {}
            }
        }
    }
    names
}

fn name_in(field: &Field) -> Option<&Spanned<String>> {
    field.ty.as_ref()?.value.names()
}

fn names_in(definition: &TypeDefinition) -> impl Iterator<Item = &Spanned<String>> {
    definition.shape.types().filter_map(|ty| ty.value.names())
}

/// A struct or a tuple that requires itself has no finite value. One finding a circle: at the field that closes it.
pub(super) fn infinite(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for definition in &subject.service.types {
        // A walk with a stack of its own: a chain of types may be longer than the thread's stack is deep.
        let mut open: Vec<(&str, Vec<&Field>)> = Vec::new();
        let mut path: BTreeSet<&str> = BTreeSet::new();
        let mut next = Some(definition.name.value.as_str());
        loop {
            if let Some(name) = next.take()
                && done.insert(name)
            {
                path.insert(name);
                open.push((name, required_structs(subject, name)));
            }
            let Some((name, fields)) = open.last_mut() else {
                break;
            };
            let Some(field) = fields.pop() else {
                path.remove(name);
                open.pop();
                continue;
            };
            let Some(target) = required_struct(field) else {
                continue;
            };
            if path.contains(target) {
                let circle = open
                    .iter()
                    .map(|(name, _)| *name)
                    .skip_while(|name| *name != target);
                findings.push(circular(field, target, &circle.collect::<Vec<_>>()));
            } else {
                next = Some(target);
            }
        }
    }
}

fn circular(field: &Field, target: &str, circle: &[&str]) -> Diagnostic {
    let message = match circle {
        [] | [_] => format!("every `{target}` requires another `{target}`"),
        [_, rest @ ..] => {
            let by: Vec<String> = rest
                .iter()
                .take(5)
                .map(|name| format!("`{name}`"))
                .collect();
            let more = if rest.len() > by.len() { ", .." } else { "" };
            format!(
                "every `{target}` requires another `{target}`, by way of {}{more}",
                by.join(", ")
            )
        }
    };
    Diagnostic::new(&rules::INFINITE_TYPE, field.name.span, message)
        .hint(format!("make it optional: `{}?`", field.name.value))
}

/// The fields of a struct or a tuple that hold others and must be given, the last one first.
fn required_structs<'ast>(subject: &Subject<'ast>, name: &str) -> Vec<&'ast Field> {
    let fields = subject
        .types
        .definition(name)
        .map_or(&[][..], |definition| definition.shape.fields());
    fields
        .iter()
        .rev()
        .filter(|field| required_struct(field).is_some())
        .collect()
}

fn required_struct(field: &Field) -> Option<&str> {
    match &field.ty.as_ref()?.value {
        // A union has an end: its unknown alternative.
        Type::Named(name) if !field.optional && field.nullable.is_none() => Some(&name.value),
        _ => None,
    }
}
