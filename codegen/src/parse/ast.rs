//! The syntax tree of a spec: what was written, name by name, nothing resolved.

use std::time::Duration;

use serde_json::Value as Json;

use super::node::Node;
use crate::{
    ir::{self, Chapter, ExampleError, Facts, Method, NotFound, Notes, Place, Retry, Site},
    source::{Span, Spanned},
};

/// What a file holds.
#[derive(Clone, Debug)]
pub(crate) enum File {
    Service(Box<Service>),
    Part(Box<Part>),
}

/// A chapter of a service in a file of its own.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) service: Spanned<String>,
    pub(crate) chapter: Chapter,
    pub(crate) notes: Notes,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Vec<TypeDefinition>,
    pub(crate) errors: Vec<ErrorCode>,
    pub(crate) waiters: Vec<Waiter>,
}

#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) name: Spanned<String>,
    pub(crate) title: String,
    pub(crate) doc: Option<String>,
    pub(crate) docs: Option<String>,
    /// `None` where it could not be read; a finding says why.
    pub(crate) address: Option<Address>,
    pub(crate) authorization: Option<Authorization>,
    pub(crate) protocol: Protocol,
    pub(crate) chapters: Vec<Chapter>,
    pub(crate) shared: Parameters,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) success: Option<Success>,
    pub(crate) notes: Notes,
    /// Whether its own file has operations, if only none.
    pub(crate) says_operations: bool,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Vec<TypeDefinition>,
    pub(crate) errors: Vec<ErrorCode>,
    pub(crate) waiters: Vec<Waiter>,
}

/// What the operations of a service have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Protocol {
    #[default]
    Json,
    Form,
}

/// Where a service or an operation is.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    /// That of callers who name neither site nor region; of tenants an address of that look.
    pub(crate) url: Url,
    /// Whether every customer has an address of their own.
    pub(crate) is_tenant: bool,
    pub(crate) regions: Vec<Region>,
    pub(crate) sites: Vec<SiteAddress>,
}

/// The address on a site other than the public one.
#[derive(Clone, Debug)]
pub(crate) struct SiteAddress {
    pub(crate) site: Site,
    pub(crate) url: Url,
    pub(crate) regions: Vec<Region>,
}

/// The address of a region.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    pub(crate) code: String,
    pub(crate) url: Url,
}

/// What an address begins with.
#[derive(Clone, Debug)]
pub(crate) struct Url {
    /// Scheme and host.
    pub(crate) endpoint: String,
    /// Of sites and regions empty where it is that of the url beside them.
    pub(crate) path: Vec<TemplatePart>,
    pub(crate) span: Span,
}

impl Url {
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &Spanned<String>> {
        placeholders(&self.path)
    }
}

/// How callers say who they are.
#[derive(Clone, Debug)]
pub(crate) struct Authorization {
    pub(crate) kind: ir::Authorization,
    /// The headers that it names, as they are written.
    pub(crate) headers: Vec<Spanned<String>>,
    pub(crate) span: Span,
}

/// The parameters of a path template.
pub(crate) fn placeholders(path: &[TemplatePart]) -> impl Iterator<Item = &Spanned<String>> {
    path.iter().filter_map(|part| match part {
        TemplatePart::Parameter(name) => Some(name),
        TemplatePart::Literal(_) => None,
    })
}

/// A piece of a path template.
#[derive(Clone, Debug)]
pub(crate) enum TemplatePart {
    Literal(String),
    Parameter(Spanned<String>),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Parameters {
    pub(crate) path: Vec<Field>,
    pub(crate) query: Vec<Field>,
    pub(crate) headers: Vec<Field>,
    pub(crate) form: Vec<Field>,
    pub(crate) constants: Vec<Constant>,
}

#[derive(Clone, Debug)]
pub(crate) struct Constant {
    pub(crate) place: Place,
    pub(crate) name: Spanned<String>,
    pub(crate) value: Spanned<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// Without the question mark.
    pub(crate) name: Spanned<String>,
    pub(crate) optional: bool,
    /// `None` where it could not be read; a finding says why.
    pub(crate) ty: Option<Spanned<Type>>,
    /// How a list is written, outermost first; empty where nothing is said.
    pub(crate) style: Vec<Spanned<Style>>,
    pub(crate) doc: Option<String>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) sensitive: bool,
    pub(crate) default: Option<String>,
    pub(crate) size: Option<u64>,
    pub(crate) notes: Notes,
}

/// How one level of a list is written where there is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Indexed,
    Repeated,
    Joined(char),
}

impl Style {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "indexed" => Self::Indexed,
            "repeated" => Self::Repeated,
            "comma" => Self::Joined(','),
            "pipe" => Self::Joined('|'),
            "colon" => Self::Joined(':'),
            "space" => Self::Joined(' '),
            _ => return None,
        })
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Type {
    Scalar(Scalar),
    List(Box<Type>),
    Map(Box<Type>),
    Named(Spanned<String>),
}

/// The types that the language itself has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    String,
    Bool,
    I32,
    I64,
    F64,
    YesNo,
    TimestampMillis,
    Json,
}

impl Scalar {
    pub(crate) const ALL: [(&'static str, Self); 8] = [
        ("string", Self::String),
        ("bool", Self::Bool),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("f64", Self::F64),
        ("yn", Self::YesNo),
        ("timestamp(ms)", Self::TimestampMillis),
        ("json", Self::Json),
    ];
}

#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: Spanned<String>,
    pub(crate) doc: String,
    pub(crate) docs: String,
    pub(crate) facts: Facts,
    /// `None` where nothing is said, or nothing that could be read: then a finding says why.
    pub(crate) http: Option<Http>,
    pub(crate) says_http: bool,
    /// Its own, where it is not that of its service.
    pub(crate) address: Option<Address>,
    /// Its own, where it is not that of its service.
    pub(crate) authorization: Option<Authorization>,
    pub(crate) safe: Option<bool>,
    pub(crate) parameters: Parameters,
    pub(crate) body: Option<Spanned<Content>>,
    pub(crate) statuses: Vec<u16>,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) response: Option<Spanned<Content>>,
    /// Whether there may be nothing in place of the response.
    pub(crate) response_optional: bool,
    pub(crate) success: Option<SuccessOrNone>,
    pub(crate) pages: Option<Pages>,
    pub(crate) notes: Notes,
    pub(crate) examples: Vec<Example>,
}

#[derive(Clone, Debug)]
pub(crate) struct Http {
    pub(crate) method: Method,
    pub(crate) path: Vec<TemplatePart>,
    pub(crate) span: Span,
}

/// What an answer is wrapped in.
#[derive(Clone, Debug)]
pub(crate) enum Envelope {
    /// Nothing, whatever the service says.
    None,
    Member {
        name: String,
        optional: bool,
    },
}

/// How an answer with a status of success says that the call failed.
#[derive(Clone, Debug)]
pub(crate) struct Success {
    pub(crate) code: Spanned<String>,
    pub(crate) values: Vec<String>,
    pub(crate) message: Option<Spanned<String>>,
}

/// What an operation says of it.
#[derive(Clone, Debug)]
pub(crate) enum SuccessOrNone {
    /// It does not, whatever the service says.
    None,
    Says(Success),
}

/// What a body holds.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Type(Spanned<Type>),
    Fields(Vec<Field>),
    /// A finding says why.
    Unreadable,
}

#[derive(Clone, Debug)]
pub(crate) struct TypeDefinition {
    pub(crate) name: Spanned<String>,
    pub(crate) doc: Option<String>,
    pub(crate) shape: Shape,
    pub(crate) notes: Notes,
}

#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Struct(Vec<Field>),
    Enum(Vec<EnumValue>),
}

#[derive(Clone, Debug)]
pub(crate) struct EnumValue {
    pub(crate) name: Spanned<String>,
    pub(crate) doc: String,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) notes: Notes,
}

#[derive(Clone, Debug)]
pub(crate) struct ErrorCode {
    pub(crate) code: Spanned<String>,
    pub(crate) status: Option<u16>,
    pub(crate) doc: String,
    pub(crate) retry: Retry,
    pub(crate) throttled: bool,
    pub(crate) not_found: bool,
    pub(crate) pause: Option<Duration>,
    pub(crate) notes: Notes,
}

#[derive(Clone, Debug)]
pub(crate) struct Pages {
    pub(crate) span: Span,
    /// One, if the spec is sound.
    pub(crate) styles: Vec<PageStyle>,
    pub(crate) first: Option<Spanned<i64>>,
    pub(crate) size: Option<Spanned<String>>,
    pub(crate) items: Option<Spanned<String>>,
    pub(crate) key: Option<Spanned<String>>,
    pub(crate) next: Option<Spanned<String>>,
    pub(crate) total: Option<Spanned<String>>,
    pub(crate) total_pages: Option<Spanned<String>>,
    pub(crate) more: Option<Spanned<String>>,
    pub(crate) last: Option<Spanned<String>>,
}

/// How the next page is asked for.
#[derive(Clone, Debug)]
pub(crate) struct PageStyle {
    pub(crate) by: PageKey,
    /// The request's field; `None` where it could not be read.
    pub(crate) field: Option<Spanned<String>>,
}

/// What a page is asked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageKey {
    Offset,
    Number,
    Token,
    Marker,
}

impl PageKey {
    pub(crate) const ALL: [(&'static str, Self); 4] = [
        ("offset", Self::Offset),
        ("number", Self::Number),
        ("token", Self::Token),
        ("marker", Self::Marker),
    ];
}

#[derive(Clone, Debug)]
pub(crate) struct Waiter {
    pub(crate) name: Spanned<String>,
    pub(crate) doc: String,
    pub(crate) poll: Spanned<String>,
    pub(crate) state: Spanned<String>,
    pub(crate) pending: Option<Vec<Spanned<String>>>,
    pub(crate) success: Vec<Spanned<String>>,
    pub(crate) failure: Vec<Spanned<String>>,
    pub(crate) not_found: NotFound,
    pub(crate) every: Duration,
    pub(crate) deadline: Duration,
}

/// A sample exchange. Its values stay nodes, because what they stand for depends on the types they are for.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) name: Spanned<String>,
    pub(crate) made: Option<String>,
    pub(crate) request: Vec<(Spanned<String>, Node)>,
    pub(crate) body: Option<Node>,
    pub(crate) sent: Option<Spanned<String>>,
    pub(crate) sent_form: Option<String>,
    pub(crate) status: Option<Spanned<u16>>,
    pub(crate) response: Option<Node>,
    /// Of a sample of a failure.
    pub(crate) error: Option<Spanned<ExampleError>>,
}

impl Example {
    pub(crate) fn response_json(&self) -> Option<Json> {
        self.response.as_ref().map(Node::json)
    }
}

/// `500ms`, `5s`, `10m`.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
    match unit {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_secs(number.checked_mul(60)?)),
        _ => None,
    }
}
