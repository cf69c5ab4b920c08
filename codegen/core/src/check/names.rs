//! Names: what Rust will call things, and that nothing is called like something else.

mod scope;

use self::scope::Scope;
use super::{Subject, parameters::given};
use crate::{
    conventions::{alternative_name, event_name, output_name, rust_name, variant_name},
    diagnostic::{Diagnostic, clipped},
    names,
    parse::ast::{Content, EnumValue, Field, Operation, Shape, Union},
    rules,
    source::{Span, Spanned},
};

/// Names that the generated module uses itself, in the namespace of types and in that of values.
const RESERVED_ITEMS: [&str; 1] = ["SERVICE"];

/// The variant of what a spec does not list.
const UNKNOWN: &str = "Unknown";

/// Modules of the run time, beside which `ncloud` has its services, and crates that its paths begin with.
const RESERVED_MODULES: [&str; 33] = [
    "authorization",
    "blocking",
    "body",
    "classify",
    "client",
    "clock",
    "core",
    "credentials",
    "decode",
    "destination",
    "encode",
    "endpoint",
    "error",
    "events",
    "execute",
    "format",
    "json",
    "ncloud",
    "operation",
    "paginate",
    "printable",
    "redact",
    "retry",
    "sent",
    "service_key",
    "signature",
    "site",
    "std",
    "target",
    "trace",
    "transport",
    "types",
    "wait",
];

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
        name if RESERVED_MODULES.contains(&name) => Some("a module of the run time"),
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

pub(super) fn services(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let name = &subject.service.name;
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

pub(super) fn operations(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
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
            let output = output_name(operation);
            items.add(&output, span, &output, findings);
        }
        if let Some(events) = &operation.events {
            let name = event_name(operation);
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

/// Where an answer is declared that is a struct of its own.
fn output_span(operation: &Operation) -> Option<Span> {
    let inline = operation
        .response
        .as_ref()
        .filter(|response| matches!(response.value, Content::Fields(_)))
        .map(|response| response.span);
    let header = operation.response_headers.first();
    inline.or(header.map(|header| header.name.span))
}

pub(super) fn fields(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let service = subject.service;
    for operation in &service.operations {
        let mut request = Scope::new("in the request");
        // What is declared twice has a finding already.
        let parameters = given(service, operation)
            .into_iter()
            .filter(|given| !given.is_repeated())
            .map(|given| given.field);
        for field in parameters.chain(operation.body.iter().flat_map(|body| body.value.fields())) {
            field_name(field, &mut request, findings);
        }
        let whole = |content: &&Spanned<Content>| {
            matches!(content.value, Content::Type(_) | Content::Bytes)
        };
        if let Some(body) = operation.body.as_ref().filter(whole) {
            request.add("body", body.span, "body", findings);
        }
        let mut answer = Scope::new("in the answer");
        let members = operation.response.iter();
        for field in operation
            .response_headers
            .iter()
            .chain(members.flat_map(|response| response.value.fields()))
        {
            field_name(field, &mut answer, findings);
        }
        if let Some(response) = operation.response.as_ref().filter(whole) {
            answer.add("body", response.span, "body", findings);
        }
        events(operation, findings);
    }
    for definition in &service.types {
        match &definition.shape {
            Shape::Struct(fields) | Shape::Tuple(fields) => struct_fields(fields, findings),
            Shape::Enum(values) | Shape::NumberEnum(values) => variants(values, findings),
            Shape::Union(union) => alternatives(union, findings),
        }
    }
}

fn events(operation: &Operation, findings: &mut Vec<Diagnostic>) {
    let mut scope = Scope::new("among the events").hint("take one of them out");
    scope.reserve(UNKNOWN, "the variant of unknown events");
    let callers = operation.events.iter().flat_map(|events| {
        let all = events.types.iter();
        all.filter(|event| !events.is_failure(&event.name.value))
    });
    for event in callers {
        match names::variant(&event.name.value) {
            Some(rust) => scope.add(&rust, event.name.span, &event.name.value, findings),
            None => findings.push(
                Diagnostic::new(
                    &rules::UNUSABLE_NAME,
                    event.name.span,
                    format!("no variant can be named after `{}`", event.name.value),
                )
                .hint("an event's name begins with a letter; leave the event out, and callers get it as unknown"),
            ),
        }
    }
}

fn struct_fields(fields: &[Field], findings: &mut Vec<Diagnostic>) {
    let mut scope = Scope::new("in the struct");
    for field in fields {
        field_name(field, &mut scope, findings);
    }
}

fn field_name(field: &Field, scope: &mut Scope, findings: &mut Vec<Diagnostic>) {
    if let Some(given) = &field.rust_name
        && !names::is_field(&given.value)
    {
        findings.push(
            Diagnostic::new(
                &rules::UNUSABLE_NAME,
                given.span,
                format!("`{}` cannot be the name of a field", given.value),
            )
            .hint("write a name in snake_case that begins with a letter"),
        );
        return;
    }
    match rust_name(field) {
        Some(rust) if field.optional && rust == "new" => findings.push(
            Diagnostic::new(
                &rules::RESERVED_NAME,
                field.name.span,
                "the setter of this field would be called `new`, like the constructor",
            )
            .hint("give it another Rust name with `name`"),
        ),
        Some(rust) => scope.add(&rust, field.name.span, &field.name.value, findings),
        // An empty name has a finding already.
        None if field.name.value.is_empty() => {}
        None => findings.push(unusable(&field.name, "a field")),
    }
}

fn variants(values: &[EnumValue], findings: &mut Vec<Diagnostic>) {
    let mut scope = Scope::new("in the enum");
    scope.reserve(UNKNOWN, "the variant of unknown values");
    for value in values {
        match variant_name(value) {
            Some(rust) => scope.add(&rust, value.name.span, &value.name.value, findings),
            None => findings.push(unusable(&value.name, "a variant")),
        }
    }
}

fn alternatives(union: &Union, findings: &mut Vec<Diagnostic>) {
    let mut scope = Scope::new("in the union");
    scope.reserve("Unknown", "the variant of unknown values");
    for alternative in &union.alternatives {
        match alternative_name(alternative) {
            Some(rust) => scope.add(
                &rust,
                alternative.name.span,
                &alternative.name.value,
                findings,
            ),
            None => findings.push(unusable(&alternative.name, "a variant")),
        }
    }
}

pub(super) fn error_codes(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut scope = Scope::new("among the error codes")
        .hint("keep one of them, and record the other as its `defect`");
    for error in &subject.service.errors {
        match names::constant(&error.code.value) {
            Some(rust) => scope.add(&rust, error.code.span, &error.code.value, findings),
            None => findings.push(
                Diagnostic::new(
                    &rules::UNUSABLE_NAME,
                    error.code.span,
                    format!("no constant can be named after `{}`", error.code.value),
                )
                .hint("a code is letters, digits and separators between them"),
            ),
        }
    }
}

fn unusable(name: &Spanned<String>, what: &str) -> Diagnostic {
    Diagnostic::new(
        &rules::UNUSABLE_NAME,
        name.span,
        format!("no name of {what} can be derived from `{}`", name.value),
    )
    .hint("give one with `name`")
}
