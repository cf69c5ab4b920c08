//! The syntax tree of a spec: what was written, name by name, nothing resolved.

use std::time::Duration;

use serde_json::Value as Json;

use super::node::Node;
use crate::{
    ir::{self, Chapter, ExampleError, Facts, Method, NotFound, Notes, Place, Retry, Site},
    source::{Span, Spanned},
    wire::{CivilFormat, TimeFormat},
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
    /// Parts of a body; services have none.
    pub(crate) parts: Vec<Field>,
    pub(crate) constants: Vec<Constant>,
}

#[derive(Clone, Debug)]
pub(crate) struct Constant {
    pub(crate) place: Place,
    /// How many parameters of callers stand before it.
    pub(crate) position: usize,
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
    /// Where `nullable: true` is said: `null` is a value of its own.
    pub(crate) nullable: Option<Span>,
    pub(crate) required_when: Option<Spanned<String>>,
    pub(crate) notes: Notes,
}

impl Field {
    /// A member that a type of the language has.
    pub(crate) fn implied(name: &str, optional: bool, ty: Spanned<Type>) -> Self {
        Self {
            name: Spanned::new(name.to_owned(), ty.span),
            optional,
            ty: Some(ty),
            style: Vec::new(),
            doc: None,
            rust_name: None,
            sensitive: false,
            default: None,
            size: None,
            nullable: None,
            required_when: None,
            notes: Notes::default(),
        }
    }
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
    /// A scalar in quotes.
    Quoted(Scalar),
    /// The pair of a code and its name: these members.
    Code(Box<[Field; 2]>),
    /// A file; only a part of a body is one.
    File,
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
    Timestamp(TimeFormat),
    Civil(CivilFormat),
    Base64,
    Json,
}

impl Scalar {
    pub(crate) const ALL: [(&'static str, Self); 21] = [
        ("string", Self::String),
        ("bool", Self::Bool),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("f64", Self::F64),
        ("yn", Self::YesNo),
        ("timestamp(ms)", Self::Timestamp(TimeFormat::EpochMillis)),
        (
            "timestamp(ms-text)",
            Self::Timestamp(TimeFormat::EpochMillisText),
        ),
        ("timestamp(s)", Self::Timestamp(TimeFormat::EpochSeconds)),
        ("timestamp(iso)", Self::Timestamp(TimeFormat::Iso8601)),
        (
            "timestamp(basic)",
            Self::Timestamp(TimeFormat::BasicIso8601),
        ),
        (
            "datetime(yyyy-MM-dd HH:mm:ss)",
            Self::Civil(CivilFormat::SpacedDateTime),
        ),
        (
            "datetime(yyyy-MM-dd HH:mm)",
            Self::Civil(CivilFormat::SpacedDateTimeToMinute),
        ),
        (
            "datetime(yyyy-MM-ddTHH:mm:ss)",
            Self::Civil(CivilFormat::IsoDateTime),
        ),
        (
            "datetime(yyyyMMddHHmmss)",
            Self::Civil(CivilFormat::CompactDateTime),
        ),
        ("date(yyyy-MM-dd)", Self::Civil(CivilFormat::IsoDate)),
        ("date(yyyyMMdd)", Self::Civil(CivilFormat::CompactDate)),
        ("month(yyyy-MM)", Self::Civil(CivilFormat::IsoMonth)),
        ("month(yyyyMM)", Self::Civil(CivilFormat::CompactMonth)),
        ("base64", Self::Base64),
        ("json", Self::Json),
    ];

    /// Those that are numbers or flags in JSON, and come in quotes too.
    pub(crate) const QUOTABLE: [(&'static str, Self); 4] = [
        ("bool", Self::Bool),
        ("i32", Self::I32),
        ("i64", Self::I64),
        ("f64", Self::F64),
    ];

    /// Whether its values are text in JSON, whatever they look like.
    pub(crate) const fn is_text(self) -> bool {
        match self {
            Self::String
            | Self::YesNo
            | Self::Civil(_)
            | Self::Base64
            | Self::Timestamp(
                TimeFormat::EpochMillisText | TimeFormat::Iso8601 | TimeFormat::BasicIso8601,
            ) => true,
            Self::Bool
            | Self::I32
            | Self::I64
            | Self::F64
            | Self::Timestamp(TimeFormat::EpochMillis | TimeFormat::EpochSeconds)
            | Self::Json => false,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: Spanned<String>,
    pub(crate) doc: String,
    pub(crate) docs: String,
    /// The index of the part that it stands in; a part by itself does not know it.
    pub(crate) chapter: Option<usize>,
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
    /// Whether the body may be absent.
    pub(crate) body_optional: bool,
    /// Where the parts of the body are declared.
    pub(crate) multipart: Option<Span>,
    pub(crate) statuses: Vec<u16>,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) response: Option<Spanned<Content>>,
    /// Whether there may be nothing in place of the response.
    pub(crate) response_optional: bool,
    pub(crate) success: Option<SuccessOrNone>,
    pub(crate) format: Option<Spanned<Format>>,
    pub(crate) response_headers: Vec<Field>,
    pub(crate) events: Option<Events>,
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
    /// Anything.
    Bytes,
    /// A finding says why.
    Unreadable,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

/// A stream of events.
#[derive(Clone, Debug)]
pub(crate) struct Events {
    pub(crate) span: Span,
    pub(crate) types: Vec<Event>,
    pub(crate) end: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) name: Spanned<String>,
    /// `None` where it could not be read; a finding says why.
    pub(crate) ty: Option<Spanned<Type>>,
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
    /// The elements of a list of fixed length.
    Tuple(Vec<Field>),
    Enum(Vec<EnumValue>),
    /// An enum whose values are numbers on the wire.
    NumberEnum(Vec<EnumValue>),
    Union(Union),
}

impl Shape {
    /// The members of an object, or the elements of a tuple.
    pub(crate) fn fields(&self) -> &[Field] {
        match self {
            Self::Struct(fields) | Self::Tuple(fields) => fields,
            Self::Enum(_) | Self::NumberEnum(_) | Self::Union(_) => &[],
        }
    }

    /// Every type that is written inside.
    pub(crate) fn types(&self) -> impl Iterator<Item = &Spanned<Type>> {
        let alternatives = match self {
            Self::Union(union) => union.alternatives.as_slice(),
            Self::Struct(_) | Self::Tuple(_) | Self::Enum(_) | Self::NumberEnum(_) => &[],
        };
        let fields = self.fields().iter().map(|field| &field.ty);
        let alternatives = alternatives.iter().map(|alternative| &alternative.ty);
        fields.chain(alternatives).flatten()
    }
}

/// One of several types.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    /// The member that says which; without it the kinds of JSON tell the alternatives apart.
    pub(crate) tag: Option<Spanned<String>>,
    /// The member that holds the value; without it the value's own members stand beside the tag.
    pub(crate) content: Option<Spanned<String>>,
    pub(crate) alternatives: Vec<Alternative>,
}

#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    /// The value of the tag; without a tag the name of the variant.
    pub(crate) name: Spanned<String>,
    pub(crate) ty: Option<Spanned<Type>>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) doc: Option<String>,
    pub(crate) notes: Notes,
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
    pub(crate) notes: Notes,
}

/// A sample exchange. Its values stay nodes, because what they stand for depends on the types they are for.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) name: Spanned<String>,
    pub(crate) made: Option<String>,
    pub(crate) recorded: Option<String>,
    pub(crate) request: Vec<(Spanned<String>, Node)>,
    pub(crate) body: Option<Node>,
    pub(crate) sent: Option<Spanned<String>>,
    pub(crate) sent_form: Option<String>,
    pub(crate) status: Option<Spanned<u16>>,
    pub(crate) response: Option<Node>,
    /// What is answered where it is not JSON.
    pub(crate) text: Option<Spanned<String>>,
    pub(crate) response_headers: Vec<(Spanned<String>, Node)>,
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
