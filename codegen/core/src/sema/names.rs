//! Names: what Rust will call things, and that nothing is called like something else.

mod scope;

pub(super) use self::scope::Scope;
use crate::{
    diagnostic::{Diagnostic, clipped},
    names,
    parse::ast::{Content, Field, Operation, Service},
    rules,
    source::{Span, Spanned},
};

/// Names that the generated module uses itself, in the namespace of types and in that of values.
const RESERVED_ITEMS: [&str; 1] = ["SERVICE"];

/// The variant of what a spec does not list.
pub(super) const UNKNOWN: &str = "Unknown";

/// Crates that code beside the services reaches by their names, which a module at the root would hide.
const CRATES: [&str; 3] = ["core", "ncloud", "std"];

/// Types that every crate knows without a path: a module of that name beside the root's own items hides them there.
const PRIMITIVES: [&str; 19] = [
    "bool", "char", "f128", "f16", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str",
    "u128", "u16", "u32", "u64", "u8", "usize",
];

/// The file with the declarations of all modules, beside the files of the modules.
const INDEX: &str = "services";

/// A file is named after the service, and file systems have names of 255 bytes at most.
const LONGEST_SERVICE: usize = 100;

/// What has the name already.
fn taken(service: &str) -> Option<&'static str> {
    match service {
        name if CRATES.contains(&name) => Some("a crate that paths begin with"),
        name if PRIMITIVES.contains(&name) => Some("a type that every crate knows"),
        INDEX => Some("the file that declares the modules of all services"),
        _ => None,
    }
}

/// Whether a service can have the name.
pub fn is_service(name: &str) -> bool {
    crate::language::is_snake_case(name)
        && names::module(name).is_some_and(|module| module == name)
        && name.len() <= LONGEST_SERVICE
        && taken(name).is_none()
}

pub(super) fn service(name: &Spanned<String>, findings: &mut Vec<Diagnostic>) {
    if names::module(&name.value).is_none_or(|module| module != name.value) {
        findings.push(
            Diagnostic::new(
                &rules::UNUSABLE_NAME,
                name.span,
                format!("`{}` cannot be the name of a module", name.value),
            )
            .hint("choose a name that is not a keyword of Rust"),
        );
    }
    if name.value.len() > LONGEST_SERVICE {
        findings.push(
            Diagnostic::new(
                &rules::UNUSABLE_NAME,
                name.span,
                format!(
                    "`{}` is longer than the name of a file should be",
                    clipped(&name.value)
                ),
            )
            .hint(format!(
                "choose a name of at most {LONGEST_SERVICE} letters"
            )),
        );
    }
    let Some(taken) = taken(&name.value) else {
        return;
    };
    findings.push(
        Diagnostic::new(
            &rules::RESERVED_NAME,
            name.span,
            format!("`{}` is {taken}", name.value),
        )
        .hint("choose another name for the service"),
    );
}

/// The struct of an inline response, or of one with headers.
pub(super) fn output(operation: &Operation) -> String {
    format!("{}Output", operation.name.value)
}

/// The enum of the events of an operation.
pub(super) fn events(operation: &Operation) -> String {
    format!("{}Event", operation.name.value)
}

/// What the module of a service holds.
pub(super) fn items(service: &Service, findings: &mut Vec<Diagnostic>) {
    let mut items =
        Scope::new("in the module of the service").hint("choose another name for one of them");
    for operation in &service.operations {
        items.add(
            &operation.name.value,
            operation.name.span,
            &operation.name.value,
            findings,
        );
    }
    for definition in &service.types {
        items.add(
            &definition.name.value,
            definition.name.span,
            &definition.name.value,
            findings,
        );
    }
    for waiter in &service.waiters {
        items.add(
            &waiter.name.value,
            waiter.name.span,
            &waiter.name.value,
            findings,
        );
    }
    for operation in &service.operations {
        if let Some(span) = output_span(operation) {
            let output = output(operation);
            items.add(&output, span, &output, findings);
        }
        if let Some(events) = &operation.events {
            let name = self::events(operation);
            items.add(&name, events.span, &name, findings);
        }
    }
    for (name, span) in items.names() {
        if name == "Self" || RESERVED_ITEMS.contains(&name) {
            findings.push(
                Diagnostic::new(
                    &rules::RESERVED_NAME,
                    span,
                    format!("`{name}` is taken by the generated module"),
                )
                .hint("choose another name"),
            );
        }
    }
}

/// Where a response is declared that is a struct of its own.
fn output_span(operation: &Operation) -> Option<Span> {
    let inline = operation
        .response
        .as_ref()
        .filter(|response| matches!(response.value, Content::Fields(_)))
        .map(|response| response.span);
    let header = operation.response_headers.first();
    inline.or(header.map(|header| header.name.span))
}

/// The Rust name of a field: the one that is declared, else the derived one. Empty where there is none, which is a finding.
pub(super) fn field(field: &Field, findings: &mut Vec<Diagnostic>) -> String {
    if let Some(declared) = &field.rust_name
        && !names::is_field(&declared.value)
    {
        findings.push(
            Diagnostic::new(
                &rules::UNUSABLE_NAME,
                declared.span,
                format!("`{}` cannot be the name of a field", declared.value),
            )
            .hint("write a name in snake_case that begins with a letter"),
        );
        return String::new();
    }
    let wire_name = field.rust_name.as_ref().unwrap_or(&field.name);
    match names::field(&wire_name.value) {
        Some(rust) if field.optional && rust == "new" => {
            findings.push(
                Diagnostic::new(
                    &rules::RESERVED_NAME,
                    field.name.span,
                    "the setter of this field would be called `new`, like the constructor",
                )
                .hint("give it another Rust name with `name`"),
            );
            String::new()
        }
        Some(rust) => rust,
        None => {
            // An empty name has a finding already.
            if !field.name.value.is_empty() {
                findings.push(unusable(&field.name, "a field"));
            }
            String::new()
        }
    }
}

/// The variant of a value or an alternative: the name that is declared, else the derived one. Empty where there is none, which is a
/// finding.
pub(super) fn variant(
    name: &Spanned<String>,
    declared: Option<&Spanned<String>>,
    findings: &mut Vec<Diagnostic>,
) -> String {
    let rust = names::variant(&declared.unwrap_or(name).value);
    rust.unwrap_or_else(|| {
        findings.push(unusable(name, "a variant"));
        String::new()
    })
}

/// The variant of an event.
pub(super) fn event(name: &Spanned<String>, findings: &mut Vec<Diagnostic>) -> String {
    names::variant(&name.value).unwrap_or_else(|| {
        findings.push(
            Diagnostic::new(
                &rules::UNUSABLE_NAME,
                name.span,
                format!("no variant can be named after `{}`", name.value),
            )
            .hint("an event's name begins with a letter; leave the event out, and callers get it as unknown"),
        );
        String::new()
    })
}

/// The constant of a code of failure.
pub(super) fn constant(code: &Spanned<String>, findings: &mut Vec<Diagnostic>) -> String {
    names::constant(&code.value).unwrap_or_else(|| {
        findings.push(
            Diagnostic::new(
                &rules::UNUSABLE_NAME,
                code.span,
                format!("no constant can be named after `{}`", code.value),
            )
            .hint("a code is letters, digits and separators between them"),
        );
        String::new()
    })
}

fn unusable(name: &Spanned<String>, what: &str) -> Diagnostic {
    Diagnostic::new(
        &rules::UNUSABLE_NAME,
        name.span,
        format!("no name of {what} can be derived from `{}`", name.value),
    )
    .hint("give one with `name`")
}
