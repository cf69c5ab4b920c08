//! Nodes -> syntax tree. What the definition of the language refuses was found before; here it is left out.

mod definitions;

use std::{str::FromStr, time::Duration};

use super::{
    address,
    ast::{
        Constant, Content, Envelope, ErrorCode, Event, Events, Example, Field, Format, Operation,
        PageKey, PageStyle, Pages, Parameters, Part, Protocol, Service, Style, Success,
        SuccessOrNone, Type, TypeDefinition, Waiter,
    },
    authorization, duration, http,
    node::{Entry, Kind, Node},
    types,
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Chapter, ExampleError, Facts, NotFound, Notes, Place, Retry},
    rules,
    source::{Span, Spanned},
};

/// Says of an operation that what its service says is not so here.
const NONE: &str = "none";
const DEFAULT_POLL_INTERVAL: Duration = Duration::from_secs(5);
const DEFAULT_WAIT: Duration = Duration::from_secs(600);

/// The tree of a document. `None` where there is not even a name.
pub(crate) fn service(root: &Node, findings: &mut Vec<Diagnostic>) -> Option<Service> {
    let address = address::of_service(root, findings);
    let name = spanned_text(root, "service")?;
    Some(Service {
        title: text(root, "title").unwrap_or_else(|| name.value.clone()),
        address,
        authorization: authorization::of(root, findings),
        name,
        doc: text(root, "doc"),
        docs: text(root, "docs"),
        protocol: match text(root, "protocol").as_deref() {
            Some("form") => Protocol::Form,
            _ => Protocol::Json,
        },
        chapters: Vec::new(),
        shared: parameters(root, findings),
        envelope: text(root, "envelope").map(envelope),
        success: root.get("success").and_then(success),
        notes: notes(root),
        says_operations: root.get("operations").is_some(),
        operations: operations(root, findings),
        types: type_definitions(root, findings),
        errors: members(root, "errors").map(error_code).collect(),
        waiters: members(root, "waiters").filter_map(waiter).collect(),
    })
}

/// The tree of a part. `None` where not even the service is named.
pub(crate) fn part(root: &Node, findings: &mut Vec<Diagnostic>) -> Option<Part> {
    Some(Part {
        service: spanned_text(root, "part_of")?,
        chapter: Chapter {
            title: text(root, "title").unwrap_or_default(),
            docs: text(root, "docs"),
        },
        notes: notes(root),
        operations: operations(root, findings),
        types: type_definitions(root, findings),
        errors: members(root, "errors").map(error_code).collect(),
        waiters: members(root, "waiters").filter_map(waiter).collect(),
    })
}

fn operations(root: &Node, findings: &mut Vec<Diagnostic>) -> Vec<Operation> {
    members(root, "operations")
        .map(|entry| operation(entry, findings))
        .collect()
}

fn type_definitions(root: &Node, findings: &mut Vec<Diagnostic>) -> Vec<TypeDefinition> {
    members(root, "types")
        .map(|entry| definitions::definition(entry, findings))
        .collect()
}

fn operation(entry: &Entry, findings: &mut Vec<Diagnostic>) -> Operation {
    let node = &entry.value;
    let (body, body_optional) = whole(node, "body", findings);
    let (response, response_optional) = whole(node, "response", findings);
    Operation {
        name: entry.key.clone(),
        doc: text(node, "doc").unwrap_or_default(),
        docs: text(node, "docs").unwrap_or_default(),
        chapter: None,
        facts: match text(node, "source").as_deref() {
            Some("sdk") => Facts::Sdk,
            _ => Facts::Reference,
        },
        http: node
            .get("http")
            .and_then(|http| http::parse_http(http.text()?, http.text_span(), findings)),
        // What is no mapping says nothing, and has a finding already.
        says_http: node.get("http").is_some() || node.entries().is_none(),
        address: address::of_operation(node, findings),
        authorization: authorization::of(node, findings),
        safe: flag(node, "safe"),
        parameters: parameters(node, findings),
        body,
        body_optional,
        multipart: member(node, "multipart").map(|entry| entry.key.span),
        statuses: one_or_many(node, "status")
            .filter_map(|status| status.text()?.parse().ok())
            .collect(),
        envelope: text(node, "envelope").map(|text| match text.as_str() {
            NONE => Envelope::None,
            _ => envelope(text),
        }),
        response,
        response_optional,
        format: node.get("format").and_then(format),
        response_headers: fields(node.get("response_headers"), findings),
        events: events(node, findings),
        success: node.get("success").and_then(|said| match said.text() {
            Some(_) => Some(SuccessOrNone::None),
            None => success(said).map(SuccessOrNone::Says),
        }),
        pages: node.get("pages").map(pages),
        notes: notes(node),
        examples: members(node, "examples").map(example).collect(),
    }
}

fn parameters(node: &Node, findings: &mut Vec<Diagnostic>) -> Parameters {
    let mut constants = Vec::new();
    let mut of_callers = |key, place| {
        let mut fields = Vec::new();
        for entry in members(node, key) {
            match parameter(entry, place, fields.len(), findings) {
                Parameter::OfCallers(field) => fields.push(*field),
                Parameter::Constant(constant) => constants.push(constant),
            }
        }
        fields
    };
    let query = of_callers("query", Place::Query);
    let headers = of_callers("headers", Place::Header);
    let form = of_callers("form", Place::Form);
    Parameters {
        path: fields(node.get("path"), findings),
        query,
        headers,
        form,
        parts: fields_of(node.get("multipart"), findings, part_type),
        constants,
    }
}

enum Parameter {
    OfCallers(Box<Field>),
    Constant(Constant),
}

fn parameter(
    entry: &Entry,
    place: Place,
    position: usize,
    findings: &mut Vec<Diagnostic>,
) -> Parameter {
    let Some(value) = spanned_text(&entry.value, "const") else {
        let given = |key| entry.value.get(key).is_some();
        if entry.value.entries().is_some() && !given("type") && !given("const") {
            findings.push(
                Diagnostic::new(
                    &rules::MISSING_KEY,
                    entry.key.span,
                    "`type` or `const` is missing",
                )
                .hint("add `type: string` for a parameter that callers give"),
            );
        }
        return Parameter::OfCallers(Box::new(field(entry, findings)));
    };
    if let Some(ty) = entry.value.get("type") {
        findings.push(
            Diagnostic::new(
                &rules::BAD_CONSTANT,
                ty.span,
                "a parameter is given by callers or is always the same, not both",
            )
            .hint("keep `type` or `const`"),
        );
    }
    if let Some(name) = entry.key.value.strip_suffix('?') {
        findings.push(
            Diagnostic::new(
                &rules::BAD_CONSTANT,
                entry.key.span,
                format!("`{name}` is always sent"),
            )
            .hint("take the `?` away: what is constant is never absent"),
        );
    }
    Parameter::Constant(Constant {
        place,
        position,
        name: entry.key.clone(),
        value,
    })
}

/// What is sent or answered, and whether there may be nothing in its place.
fn whole(
    node: &Node,
    key: &str,
    findings: &mut Vec<Diagnostic>,
) -> (Option<Spanned<Content>>, bool) {
    let Some(entry) = member(node, key) else {
        return (None, false);
    };
    let given = &entry.value;
    let optional = given.text().and_then(|text| text.strip_suffix('?'));
    let Some(ty) = optional.filter(|ty| !ty.is_empty()) else {
        return (content(node, key, findings), false);
    };
    let place = given.text_span().part(0, ty.chars().count());
    let content = type_at(ty, place, findings).map_or(Content::Unreadable, Content::Type);
    (Some(Spanned::new(content, entry.key.span)), true)
}

fn envelope(text: String) -> Envelope {
    match text.strip_suffix('?') {
        Some(name) => Envelope::Member {
            name: name.to_owned(),
            optional: true,
        },
        None => Envelope::Member {
            name: text,
            optional: false,
        },
    }
}

fn success(node: &Node) -> Option<Success> {
    let values = node.get("values")?.elements().unwrap_or_default();
    Some(Success {
        code: spanned_text(node, "code")?,
        values: values
            .iter()
            .filter_map(|value| value.text().map(str::to_owned))
            .collect(),
        message: spanned_text(node, "message"),
    })
}

fn content(node: &Node, key: &str, findings: &mut Vec<Diagnostic>) -> Option<Spanned<Content>> {
    let entry = member(node, key)?;
    let content = match &entry.value.kind {
        Kind::Mapping(_) => Content::Fields(fields(Some(&entry.value), findings)),
        Kind::Scalar(scalar) if scalar.text == "bytes" => Content::Bytes,
        Kind::Scalar(_) => {
            type_expression(&entry.value, findings).map_or(Content::Unreadable, Content::Type)
        }
        Kind::Sequence(_) => Content::Unreadable,
    };
    Some(Spanned::new(content, entry.key.span))
}

fn format(node: &Node) -> Option<Spanned<Format>> {
    let format = match node.text()? {
        "json" => Format::Json,
        "xml" => Format::Xml,
        _ => return None,
    };
    Some(Spanned::new(format, node.text_span()))
}

fn events(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Events> {
    let entry = member(node, "events")?;
    let events = &entry.value;
    Some(Events {
        span: entry.key.span,
        types: members(events, "types")
            .map(|entry| Event {
                name: entry.key.clone(),
                ty: type_expression(&entry.value, findings),
            })
            .collect(),
        end: text(events, "end"),
    })
}

fn fields(node: Option<&Node>, findings: &mut Vec<Diagnostic>) -> Vec<Field> {
    fields_of(node, findings, type_expression)
}

/// How the text of a type is read.
type ReadType = fn(&Node, &mut Vec<Diagnostic>) -> Option<Spanned<Type>>;

fn fields_of(
    node: Option<&Node>,
    findings: &mut Vec<Diagnostic>,
    read_type: ReadType,
) -> Vec<Field> {
    node.and_then(Node::entries)
        .unwrap_or_default()
        .iter()
        .map(|entry| field_of(entry, findings, read_type))
        .collect()
}

/// The type of a part of a body.
fn part_type(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Spanned<Type>> {
    let ty = match node.text()? {
        "file" => Type::File,
        "list<file>" => Type::List(Box::new(Type::File)),
        _ => return type_expression(node, findings),
    };
    Some(Spanned::new(ty, node.text_span()))
}

fn field(entry: &Entry, findings: &mut Vec<Diagnostic>) -> Field {
    field_of(entry, findings, type_expression)
}

fn field_of(entry: &Entry, findings: &mut Vec<Diagnostic>, read_type: ReadType) -> Field {
    let (name, optional) = match entry.key.value.strip_suffix('?') {
        Some(name) => {
            let span = entry
                .key
                .span
                .part(quote_width(&entry.key), name.chars().count());
            (Spanned::new(name.to_owned(), span), true)
        }
        None => (entry.key.clone(), false),
    };
    let node = &entry.value;
    let ty = match &node.kind {
        Kind::Mapping(_) => match node.get("type") {
            Some(ty) => read_type(ty, findings),
            None => None,
        },
        Kind::Scalar(_) | Kind::Sequence(_) => read_type(node, findings),
    };
    Field {
        name,
        optional,
        ty,
        style: one_or_many(node, "style")
            .filter_map(|style| {
                Some(Spanned::new(
                    Style::named(style.text()?)?,
                    style.text_span(),
                ))
            })
            .collect(),
        doc: text(node, "doc"),
        rust_name: spanned_text(node, "name"),
        sensitive: flag(node, "sensitive").unwrap_or(false),
        default: text(node, "default"),
        size: text(node, "size").and_then(|size| size.parse().ok()),
        nullable: node
            .get("nullable")
            .filter(|flag| flag.text() == Some("true"))
            .map(|flag| flag.span),
        required_when: spanned_text(node, "required_when"),
        notes: notes(node),
    }
}

/// A quoted key begins one character before its text.
fn quote_width(key: &Spanned<String>) -> usize {
    let width = key.span.end.index.saturating_sub(key.span.start.index);
    usize::from(width > key.value.chars().count())
}

fn type_expression(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Spanned<Type>> {
    let text = node.text().filter(|text| !text.trim().is_empty())?;
    type_at(text, node.text_span(), findings)
}

fn type_at(text: &str, place: Span, findings: &mut Vec<Diagnostic>) -> Option<Spanned<Type>> {
    match types::parse(text, place) {
        Ok(ty) => Some(Spanned::new(ty, place)),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

fn error_code(entry: &Entry) -> ErrorCode {
    let node = &entry.value;
    ErrorCode {
        code: entry.key.clone(),
        status: text(node, "status").and_then(|status| status.parse().ok()),
        doc: text(node, "doc").unwrap_or_default(),
        retry: match text(node, "retry").as_deref() {
            Some("reads") => Retry::Reads,
            Some("always") => Retry::Always,
            _ => Retry::Never,
        },
        throttled: flag(node, "throttled").unwrap_or(false),
        not_found: flag(node, "not_found").unwrap_or(false),
        pause: text(node, "pause").and_then(|pause| duration::parse(&pause)),
        notes: notes(node),
    }
}

fn pages(node: &Node) -> Pages {
    let given = |(key, by): (&str, PageKey)| {
        node.get(key).map(|_| PageStyle {
            by,
            field: spanned_text(node, key),
        })
    };
    Pages {
        span: node.mark(),
        styles: PageKey::ALL.into_iter().filter_map(given).collect(),
        first: number(node, "first"),
        size: spanned_text(node, "size"),
        items: spanned_text(node, "items"),
        key: spanned_text(node, "key"),
        next: spanned_text(node, "next"),
        total: spanned_text(node, "total"),
        total_pages: spanned_text(node, "total_pages"),
        more: spanned_text(node, "more"),
        last: spanned_text(node, "last"),
    }
}

fn waiter(entry: &Entry) -> Option<Waiter> {
    let node = &entry.value;
    let states = |key: &str| {
        let states = node.get(key)?.elements().unwrap_or_default();
        let state = |state: &Node| Some(Spanned::new(state.text()?.to_owned(), state.text_span()));
        Some(states.iter().filter_map(state).collect::<Vec<_>>())
    };
    let time = |key: &str| text(node, key).and_then(|text| duration::parse(&text));
    Some(Waiter {
        name: entry.key.clone(),
        doc: text(node, "doc").unwrap_or_default(),
        poll: spanned_text(node, "poll")?,
        state: spanned_text(node, "state")?,
        pending: states("pending"),
        success: states("success").unwrap_or_default(),
        failure: states("failure").unwrap_or_default(),
        not_found: match text(node, "not_found").as_deref() {
            Some("success") => NotFound::Success,
            Some("pending") => NotFound::Pending,
            _ => NotFound::Failure,
        },
        every: time("every").unwrap_or(DEFAULT_POLL_INTERVAL),
        deadline: time("deadline").unwrap_or(DEFAULT_WAIT),
        notes: notes(node),
    })
}

fn example(entry: &Entry) -> Example {
    let node = &entry.value;
    Example {
        name: entry.key.clone(),
        made: text(node, "made"),
        recorded: text(node, "recorded"),
        request: members(node, "request")
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect(),
        body: node.get("body").cloned(),
        sent: spanned_text(node, "sent"),
        sent_form: text(node, "sent_form"),
        status: number(node, "status"),
        response: node.get("response").cloned(),
        text: spanned_text(node, "text"),
        response_headers: members(node, "response_headers")
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect(),
        error: member(node, "error").map(|error| {
            let said = ExampleError {
                code: text(&error.value, "code"),
                message: text(&error.value, "message"),
            };
            Spanned::new(said, error.key.span)
        }),
    }
}

fn notes(node: &Node) -> Notes {
    let remarks = |key: &str| {
        one_or_many(node, key)
            .filter_map(|remark| remark.text().map(str::to_owned))
            .collect()
    };
    Notes {
        defects: remarks("defect"),
        unconfirmed: remarks("unconfirmed"),
    }
}

fn members<'node>(node: &'node Node, key: &str) -> impl Iterator<Item = &'node Entry> {
    node.get(key)
        .and_then(Node::entries)
        .unwrap_or_default()
        .iter()
}

fn member<'node>(node: &'node Node, key: &str) -> Option<&'node Entry> {
    node.entries()?.iter().find(|entry| entry.key.value == key)
}

fn one_or_many<'node>(node: &'node Node, key: &str) -> impl Iterator<Item = &'node Node> {
    node.get(key)
        .map_or(&[][..], |value| {
            value.elements().unwrap_or(std::slice::from_ref(value))
        })
        .iter()
}

fn text(node: &Node, key: &str) -> Option<String> {
    spanned_text(node, key).map(|text| text.value)
}

fn spanned_text(node: &Node, key: &str) -> Option<Spanned<String>> {
    let value = node.get(key)?;
    let text = value.text().filter(|text| !text.trim().is_empty())?;
    Some(Spanned::new(text.to_owned(), value.text_span()))
}

fn number<N: FromStr>(node: &Node, key: &str) -> Option<Spanned<N>> {
    let text = spanned_text(node, key)?;
    Some(Spanned::new(text.value.parse().ok()?, text.span))
}

fn flag(node: &Node, key: &str) -> Option<bool> {
    match node.get(key)?.text()? {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}
