//! Names: what Rust will call things, and that nothing is called like something else.

use std::collections::BTreeMap;

use super::{Subject, parameters::given};
use crate::{
    conventions,
    diagnostic::Diagnostic,
    names,
    parse::ast::{
        Alternative, Content, EnumValue, Field, Operation, Service, Shape, TemplatePart, Union,
    },
    rules,
    source::{Span, Spanned},
};

/// Names that the generated module uses itself, in the namespace of types and in that of values.
const RESERVED_ITEMS: [&str; 1] = ["SERVICE"];

/// The variant of what a spec does not list.
const UNKNOWN: &str = "Unknown";

/// Modules of the run time, beside which `ncloud` has its services, and crates that its paths begin with.
const RESERVED_MODULES: [&str; 29] = [
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
    "ncloud",
    "operation",
    "paginate",
    "retry",
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
    if RESERVED_MODULES.contains(&name.value.as_str()) {
        findings.push(
            Diagnostic::new(
                &rules::RESERVED_NAME,
                name.span,
                format!("`{}` is a module of the run time", name.value),
            )
            .hint("choose another name for the service"),
        );
    }
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
    same_requests(service, findings);
}

/// The struct of an inline answer, or of one with headers.
pub(crate) fn output_name(operation: &Operation) -> String {
    format!("{}Output", operation.name.value)
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

/// The enum of the events of an operation.
pub(crate) fn event_name(operation: &Operation) -> String {
    format!("{}Event", operation.name.value)
}

/// What tells the request of an operation from those of others: the method, the address without the names of its parameters, the
/// constants, and what its body is.
type Request<'ast> = (&'static str, String, Vec<[&'ast str; 2]>, BodyKind);

/// What the body of a request is, as its content type says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum BodyKind {
    /// None, or a form.
    Parameters,
    Value,
    Bytes,
    Parts,
}

fn request<'ast>(service: &'ast Service, operation: &'ast Operation) -> Option<Request<'ast>> {
    let http = operation.http.as_ref()?;
    let url = conventions::address(service, operation).map(|address| &address.url);
    let path = url.map_or(&[][..], |url| &url.path);
    let path = path.iter().chain(&http.path).map(|part| match part {
        TemplatePart::Literal(text) => text.as_str(),
        TemplatePart::Parameter(_) => "{}",
    });
    let endpoint = url.map(|url| url.endpoint.as_str());
    let address = endpoint.into_iter().chain(path).collect();
    let mut constants: Vec<_> = conventions::constants(service, operation)
        .map(|(_, constant)| [constant.name.value.as_str(), constant.value.value.as_str()])
        .collect();
    constants.sort_unstable();
    Some((
        http.method.as_str(),
        address,
        constants,
        match (&operation.body, operation.multipart) {
            (None, None) => BodyKind::Parameters,
            (None, Some(_)) => BodyKind::Parts,
            (Some(body), _) if matches!(body.value, Content::Bytes) => BodyKind::Bytes,
            (Some(_), _) => BodyKind::Value,
        },
    ))
}

fn same_requests(service: &Service, findings: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<Request<'_>, Span> = BTreeMap::new();
    for operation in &service.operations {
        let (Some(http), Some(request)) = (&operation.http, request(service, operation)) else {
            continue;
        };
        match seen.get(&request) {
            Some(first) => findings.push(
                Diagnostic::new(
                    &rules::DUPLICATE_OPERATION,
                    http.span,
                    format!(
                        "`{}` is the request of another operation too",
                        operation.name.value
                    ),
                )
                .related(*first, "first here")
                .hint("the page of one of them names another method or path, or a parameter that is always the same: `code: { const: \"0\" }`"),
            ),
            None => {
                seen.insert(request, http.span);
            }
        }
    }
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
    for event in operation.events.iter().flat_map(|events| &events.types) {
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

/// The Rust name of a field: the one that is given, else the derived one.
pub(crate) fn rust_name(field: &Field) -> Option<String> {
    let wire_name = field.rust_name.as_ref().unwrap_or(&field.name);
    names::field(&wire_name.value)
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

/// The variant of a value: the one that is given, else the derived one.
pub(crate) fn variant_name(value: &EnumValue) -> Option<String> {
    let name = value.rust_name.as_ref().unwrap_or(&value.name);
    names::variant(&name.value)
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

/// The variant of an alternative: the name that is given, else the derived one.
pub(crate) fn alternative_name(alternative: &Alternative) -> Option<String> {
    let name = alternative.rust_name.as_ref().unwrap_or(&alternative.name);
    names::variant(&name.value)
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

/// The Rust names of one scope and what they stand for.
struct Scope {
    place: &'static str,
    /// What resolves a collision there.
    hint: &'static str,
    taken: BTreeMap<String, Taken>,
}

enum Taken {
    By { span: Span, wire_name: String },
    Reserved(&'static str),
}

impl Scope {
    fn new(place: &'static str) -> Self {
        Self {
            place,
            hint: "give one of them another Rust name with `name`",
            taken: BTreeMap::new(),
        }
    }

    fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    fn reserve(&mut self, rust_name: &str, by: &'static str) {
        self.taken.insert(rust_name.to_owned(), Taken::Reserved(by));
    }

    fn names(&self) -> impl Iterator<Item = (&str, Span)> {
        self.taken.iter().filter_map(|(name, taken)| match taken {
            Taken::By { span, .. } => Some((name.as_str(), *span)),
            Taken::Reserved(_) => None,
        })
    }

    fn add(
        &mut self,
        rust_name: &str,
        span: Span,
        wire_name: &str,
        findings: &mut Vec<Diagnostic>,
    ) {
        let place = self.place;
        let finding = match self.taken.get(rust_name) {
            None => {
                let by = Taken::By {
                    span,
                    wire_name: wire_name.to_owned(),
                };
                self.taken.insert(rust_name.to_owned(), by);
                return;
            }
            Some(Taken::Reserved(by)) => Diagnostic::new(
                &rules::NAME_COLLISION,
                span,
                format!("`{wire_name}` becomes `{rust_name}` {place}, like {by}"),
            ),
            Some(Taken::By {
                span: first,
                wire_name: other,
            }) => {
                let message = if wire_name == rust_name && other == rust_name {
                    format!("two things {place} are called `{rust_name}`")
                } else {
                    format!("`{wire_name}` becomes `{rust_name}` {place}, like `{other}`")
                };
                Diagnostic::new(&rules::NAME_COLLISION, span, message)
                    .related(*first, format!("`{other}` is here"))
            }
        };
        findings.push(finding.hint(self.hint));
    }
}
