//! The model of a service that every printer reads: names resolved and frozen, types closed, cycles boxed.
//!
//! Plain data, and the only thing that lowering hands on: no printer asks the syntax tree, and none decides anything.

mod samples;

use std::{fmt, time::Duration};

use serde_json::Value as Json;

pub use self::samples::{FileSample, byte_sample};
pub use crate::wire::{CivilFormat, CivilKind, TimeFormat};

/// Where something stands in the specs, for people to find it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The path of the file, as it was given to the loader.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
}

/// What the documentation gets wrong, and what nobody could check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Where the page and the wire differ, and how it is known.
    pub defects: Vec<String>,
    /// What could not be confirmed.
    pub unconfirmed: Vec<String>,
}

/// A chapter of the documentation, in a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// For people.
    pub title: String,
    /// The address of its overview page, where it has one of its own.
    pub docs: Option<String>,
}

/// One service: a module of the generated client.
#[derive(Clone, Debug)]
pub struct Service {
    /// `organization`: the name of the module, of the cargo feature and of the endpoint override.
    pub name: String,
    /// `Organization`, for people.
    pub title: String,
    /// What the service is.
    pub doc: Option<String>,
    /// The address of the overview page.
    pub docs: Option<String>,
    /// Where its operations are, but those that say otherwise.
    pub address: Address,
    /// How its operations are authenticated, but those that say otherwise.
    pub authorization: Authorization,
    /// The chapters of a service in several files, in their order.
    pub chapters: Vec<Chapter>,
    /// Remarks on the service as a whole.
    pub notes: Notes,
    /// Codes that the service answers with, in the order of the spec.
    pub errors: Vec<ErrorCode>,
    /// In the order of the spec.
    pub operations: Vec<Operation>,
    /// In the order of the spec; structs of inline answers follow at the end, in the order of their operations.
    pub types: Vec<TypeDefinition>,
    /// In the order of the spec.
    pub waiters: Vec<Waiter>,
    /// Where the service is declared.
    pub location: Location,
}

impl Service {
    /// The definition of a named type.
    #[must_use]
    pub fn type_named(&self, name: &str) -> Option<&TypeDefinition> {
        self.types.iter().find(|definition| definition.name == name)
    }

    /// Where an operation is.
    #[must_use]
    pub fn address_of<'model>(&'model self, operation: &'model Operation) -> &'model Address {
        operation.address.as_ref().unwrap_or(&self.address)
    }

    /// The path as a documentation page writes it: `/open-api/v1/org/{organizationNo}`. Of an operation at addresses of customers
    /// it is what comes after those.
    #[must_use]
    pub fn path_template(&self, operation: &Operation) -> String {
        let address = self.address_of(operation);
        let base: &[PathSegment] = if address.is_tenant {
            &[]
        } else {
            &address.base.path
        };
        base.iter()
            .chain(&operation.path)
            .map(ToString::to_string)
            .collect()
    }

    /// The operation of that name.
    #[must_use]
    pub fn operation_named(&self, name: &str) -> Option<&Operation> {
        self.operations
            .iter()
            .find(|operation| operation.name == name)
    }
}

/// A code that a service puts into its error answers.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// As it goes over the wire.
    pub code: String,
    /// The name of its constant.
    pub rust_name: String,
    /// The documented HTTP status.
    pub status: Option<u16>,
    /// What it means.
    pub doc: String,
    /// Which operations may be repeated after it.
    pub retry: Retry,
    /// Whether it says that the caller calls too often.
    pub throttled: bool,
    /// Whether it says that what was asked for does not exist.
    pub not_found: bool,
    /// The least time to wait before the call is repeated.
    pub pause: Option<Duration>,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
}

/// Which operations may be repeated after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// None.
    Never,
    /// Those that only read.
    Reads,
    /// All: the call was refused before it was carried out.
    Always,
}

/// The method of an HTTP request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// Every method, in the order in which messages list them.
    pub const ALL: [Self; 6] = [
        Self::Get,
        Self::Head,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
    ];

    /// `GET`, as in a request line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Where the facts of an operation come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Facts {
    /// The public reference.
    #[default]
    Reference,
    /// The official SDK alone: names and types that one client declares.
    Sdk,
}

/// Whether an operation may be repeated when nobody knows whether it was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Only reads.
    Read,
    /// Changes something.
    Write,
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// Text that goes out as it stands, slashes included.
    Literal(String),
    /// The wire name of a path parameter, whose value is percent-encoded.
    Parameter(String),
}

/// As a documentation page writes it.
impl fmt::Display for PathSegment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => f.write_str(text),
            Self::Parameter(name) => write!(f, "{{{name}}}"),
        }
    }
}

/// Where operations are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// On the public site, for callers who name no region; of tenants an address that looks like theirs.
    pub base: Base,
    /// On the other sites, and in regions.
    pub others: Vec<Base>,
    /// Whether every customer has an address of their own, which callers give.
    pub is_tenant: bool,
}

impl Address {
    /// Every address that is known, that of the public site first.
    pub fn bases(&self) -> impl Iterator<Item = &Base> {
        std::iter::once(&self.base).chain(&self.others)
    }
}

/// What the addresses of operations begin with, on one site and in one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The site.
    pub site: Site,
    /// The code of the region; `None` for callers who name none.
    pub region: Option<String>,
    /// Scheme and host, without a path: `https://organization.apigw.ntruss.com`.
    pub endpoint: String,
    /// The path before those of operations. All bases of an address have the same parameters.
    pub path: Vec<PathSegment>,
}

impl Base {
    /// The whole path of an operation after the host.
    #[must_use]
    pub fn path_of(&self, operation: &Operation) -> Vec<PathSegment> {
        let mut path = self.path.clone();
        for segment in &operation.path {
            match (path.last_mut(), segment) {
                (Some(PathSegment::Literal(last)), PathSegment::Literal(text)) => {
                    last.push_str(text);
                }
                _ => path.push(segment.clone()),
            }
        }
        path
    }
}

/// A cloud of its own, with accounts of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// ncloud.com.
    Public,
    /// gov-ncloud.com.
    Government,
    /// fin-ncloud.com.
    Financial,
}

impl Site {
    /// Every site, the public one first.
    pub const ALL: [Self; 3] = [Self::Public, Self::Government, Self::Financial];

    /// `public`, as specs and messages call it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Government => "government",
            Self::Financial => "financial",
        }
    }
}

/// How callers say who they are. Names of headers are in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Authorization {
    /// By a signature with the keys of the account.
    #[default]
    Signature,
    /// By the identifier and the secret of an application, in two headers.
    ApiKey,
    /// By the same two in the query.
    ApiKeyInQuery,
    /// By secrets in headers of these names.
    Headers(Vec<String>),
    /// By a secret in the header `authorization`.
    Bearer,
    /// By a signature of the body in the header of this name.
    BodySignature(String),
    /// By a token, which a login operation answered, in the header of this name.
    Token(String),
    /// Not at all.
    None,
}

impl Authorization {
    /// The identifier and the secret of an application, as headers are called.
    pub const API_KEY_HEADERS: [&'static str; 2] =
        ["x-ncp-apigw-api-key-id", "x-ncp-apigw-api-key"];
    /// The same as parameters of a query are called.
    pub const API_KEY_PARAMETERS: [&'static str; 2] =
        ["X-NCP-APIGW-API-KEY-ID", "X-NCP-APIGW-API-KEY"];
}

/// One operation: a request struct of the generated client.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `GetUser`, the name of the request struct.
    pub name: String,
    /// What it does.
    pub doc: String,
    /// The address of its page.
    pub docs: String,
    /// The index of its chapter, of a service in several files; `None` where the file of the service itself has it.
    pub chapter: Option<usize>,
    /// Where its facts come from.
    pub facts: Facts,
    /// Remarks.
    pub notes: Notes,
    /// The method.
    pub method: Method,
    /// Where it is, if not where its service is.
    pub address: Option<Address>,
    /// The path after the address.
    pub path: Vec<PathSegment>,
    /// How it is authenticated.
    pub authorization: Authorization,
    /// Whether it only reads.
    pub safety: Safety,
    /// Path, query, header and form parameters: in each place shared ones first, then its own, in the order of the spec.
    pub parameters: Vec<Parameter>,
    /// Parameters with a fixed value, in the order in which they are sent.
    pub constants: Vec<Constant>,
    /// What goes out in the body.
    pub body: Option<Body>,
    /// What comes back.
    pub response: Response,
    /// How a list goes on.
    pub pages: Option<Pages>,
    /// In the order of the spec.
    pub examples: Vec<Example>,
    /// What comes as a stream of events, to a call that asks for it.
    pub events: Option<Events>,
    /// Where the operation is declared.
    pub location: Location,
}

impl Operation {
    /// Whether its body is a form, even one without a parameter that is sent.
    #[must_use]
    pub fn sends_form(&self) -> bool {
        let of_callers = self.parameters.iter().map(|parameter| parameter.place);
        let constant = self.constants.iter().map(|constant| constant.place);
        of_callers.chain(constant).any(|place| place == Place::Form)
    }

    /// Whether its body has parts, even one without a part that is sent.
    #[must_use]
    pub fn sends_parts(&self) -> bool {
        let mut parameters = self.parameters.iter();
        parameters.any(|parameter| parameter.place == Place::Part)
    }

    /// Every field of the request struct in its order: path, query, headers, form, parts, body.
    pub fn request_fields(&self) -> impl Iterator<Item = &Field> {
        self.parameters
            .iter()
            .map(|parameter| &parameter.field)
            .chain(self.body_fields())
    }

    /// The fields of the request struct that go into a body of their own.
    pub fn body_fields(&self) -> impl Iterator<Item = &Field> {
        let body: &[Field] = match &self.body {
            None => &[],
            Some(Body::Object(fields)) => fields,
            Some(Body::Value(field)) => std::slice::from_ref(field.as_ref()),
        };
        body.iter()
    }
}

/// A parameter outside the body.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it goes.
    pub place: Place,
    /// Its name and type.
    pub field: Field,
    /// How it is written.
    pub style: ParameterStyle,
}

/// How a parameter is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterStyle {
    /// One value: `name=a`.
    Single,
    /// A list or a struct as several parameters: `name.1=a&name.2=b`, `name.1.member=a`.
    Indexed,
    /// A list as several parameters: `name=a&name=b`.
    Repeated,
    /// A list as one value, its elements joined: `name=a,b`; of lists in lists the separators of each level, outermost first.
    Joined(Vec<char>),
    /// A map as several headers, whose names begin with the wire name up to its asterisk.
    Family,
    /// JSON, in a part of a body.
    Json,
    /// A file or several, each in a part of its own.
    File,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Place {
    Path,
    Query,
    Header,
    /// A body of type `application/x-www-form-urlencoded`.
    Form,
    /// A part of a body of type `multipart/form-data`.
    Part,
}

impl Place {
    /// `query`, for people and in names.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Form => "form",
            Self::Part => "part",
        }
    }
}

/// A parameter that every call of an operation carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant {
    /// Where it goes.
    pub place: Place,
    /// The index of the parameter that it goes before, if that is sent.
    pub before: usize,
    /// Its name on the wire; of a header in lower case.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub enum Body {
    /// A JSON object whose members are fields of the request struct.
    Object(Vec<Field>),
    /// One value of any type, in the field `body` of the request struct: JSON, or [`Type::Bytes`].
    Value(Box<Field>),
}

/// What an operation answers.
#[derive(Clone, Debug)]
pub struct Response {
    /// The documented statuses of success.
    pub statuses: Vec<u16>,
    /// The member of the answer that holds the value.
    pub envelope: Option<Envelope>,
    /// `None`: no value is read from the body.
    pub ty: Option<Type>,
    /// Whether there may be nothing in place of the value.
    pub optional: bool,
    /// How an answer with a status of success says that the call failed.
    pub success: Option<Success>,
    /// How the body is written.
    pub format: Format,
    /// Headers that are results, their names in lower case. One that ends in an asterisk is a family: a map.
    pub headers: Vec<Field>,
    /// The struct of the headers that are results and of what the body holds: fields, if that is an inline answer,
    /// else the field `body`. `None` without such headers.
    pub output: Option<String>,
}

impl Response {
    /// Whether what the body holds is the field `body` of a struct that has headers as well.
    #[must_use]
    pub fn has_body_field(&self) -> bool {
        let Some(output) = &self.output else {
            return false;
        };
        match &self.ty {
            Some(Type::Struct(name)) => name != output,
            Some(_) => true,
            None => self.format == Format::Bytes,
        }
    }
}

/// The member of an answer that holds the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Its name; of XML that of the root element.
    pub member: String,
    /// Whether an answer without the member is the value itself.
    pub optional: bool,
}

/// How an answer with a status of success says that the call failed. An answer without a code is a success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Success {
    /// The members that lead to the code, from the root of the answer.
    pub code: Vec<String>,
    /// The codes of success; any other is an error.
    pub values: Vec<String>,
    /// The members that lead to the message, from the root of the answer.
    pub message: Option<Vec<String>>,
}

/// How the body of an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// XML, read as the JSON that says the same.
    Xml,
    /// Anything, which is streamed.
    Bytes,
}

/// A stream of events.
#[derive(Clone, Debug)]
pub struct Events {
    /// The name of their enum.
    pub name: String,
    /// In the order of the spec.
    pub events: Vec<Event>,
    /// The data that ends the stream.
    pub end: Option<String>,
}

/// A kind of event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its name on the wire.
    pub wire_name: String,
    /// The name of its variant.
    pub rust_name: String,
    /// The type of its data.
    pub ty: Type,
    /// Where it is declared.
    pub location: Location,
}

/// A member of a struct, or a parameter.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub wire_name: String,
    /// Its name in Rust, `r#` included where it is a keyword.
    pub rust_name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Its type, without the `Option` that an optional field gets.
    pub ty: Type,
    /// Whether it must be given.
    pub required: bool,
    /// Whether its value is kept out of `Debug`.
    pub sensitive: bool,
    /// Whether it is boxed, because its type contains itself.
    pub boxed: bool,
    /// The documented default.
    pub default: Option<String>,
    /// The documented greatest length.
    pub size: Option<u64>,
    /// Whether it can be `null`, which is not the same as being absent.
    pub nullable: bool,
    /// When an optional field is required, in words.
    pub required_when: Option<String>,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
}

/// A type, closed: every name in it is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// A whole number of 32 bits.
    I32,
    /// A whole number of 64 bits.
    I64,
    /// A number with a fraction.
    F64,
    /// `Y` or `N`.
    YesNo,
    /// A point in time.
    Timestamp(TimeFormat),
    /// A time, a day or a month without a zone.
    Civil(CivilFormat),
    /// Bytes, as base64 text.
    Base64,
    /// Any JSON.
    Json,
    /// A number or a boolean in quotes.
    Quoted(Box<Type>),
    /// The object of a code, of this type, and its name.
    CommonCode(Box<Type>),
    /// A list.
    List(Box<Type>),
    /// An object with free keys.
    Map(Box<Type>),
    /// What is sent as it is. Only a whole body is of this type.
    Bytes,
    /// A file. Only a part of a body is one, or a list of them.
    File,
    /// A struct of the service.
    Struct(String),
    /// A tuple of the service.
    Tuple(String),
    /// An enum of the service.
    Enum(String),
    /// An enum of the service whose values are numbers.
    NumberEnum(String),
    /// A union of the service.
    Union(String),
}

impl Type {
    /// The name of the only definition inside.
    #[must_use]
    pub fn definition(&self) -> Option<&str> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::CommonCode(inner) => inner.definition(),
            Self::Struct(name)
            | Self::Tuple(name)
            | Self::Enum(name)
            | Self::NumberEnum(name)
            | Self::Union(name) => Some(name),
            Self::String
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::F64
            | Self::YesNo
            | Self::Timestamp(_)
            | Self::Civil(_)
            | Self::Base64
            | Self::Json
            | Self::Bytes
            | Self::File
            | Self::Quoted(_) => None,
        }
    }
}

/// A kind of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum JsonKind {
    Text,
    Number,
    Boolean,
    List,
    Object,
}

impl JsonKind {
    /// The kind of a value; `null` is of none.
    #[must_use]
    pub fn of(value: &Json) -> Option<Self> {
        match value {
            Json::Null => None,
            Json::Bool(_) => Some(Self::Boolean),
            Json::Number(_) => Some(Self::Number),
            Json::String(_) => Some(Self::Text),
            Json::Array(_) => Some(Self::List),
            Json::Object(_) => Some(Self::Object),
        }
    }
}

/// A named type.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// `User`.
    pub name: String,
    /// What it is.
    pub doc: Option<String>,
    /// The operation whose inline answer it is.
    pub answer_of: Option<String>,
    /// Remarks.
    pub notes: Notes,
    /// Its fields or values.
    pub shape: Shape,
    /// Whether a JSON body carries it.
    pub sent: bool,
    /// Whether a query or a form carries it, indexed.
    pub sent_indexed: bool,
    /// Whether it is part of a parameter that is joined to one text.
    pub sent_joined: bool,
    /// Whether an answer carries it.
    pub received: bool,
    /// Where it is declared.
    pub location: Location,
}

/// What a named type holds.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A JSON object with known members.
    Struct(Vec<Field>),
    /// A JSON list of fixed length with named elements.
    Tuple(Vec<Field>),
    /// Text with known values, open to others.
    Enum(Vec<EnumValue>),
    /// Whole numbers with known values, open to others.
    NumberEnum(Vec<EnumValue>),
    /// One of several types, open to others.
    Union(Union),
}

impl Shape {
    /// The members of an object, or the elements of a tuple.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Struct(fields) | Self::Tuple(fields) => fields,
            Self::Enum(_) | Self::NumberEnum(_) | Self::Union(_) => &[],
        }
    }

    /// The alternatives of a union.
    #[must_use]
    pub fn alternatives(&self) -> &[Alternative] {
        match self {
            Self::Union(union) => &union.alternatives,
            Self::Struct(_) | Self::Tuple(_) | Self::Enum(_) | Self::NumberEnum(_) => &[],
        }
    }

    /// The types of its fields or alternatives.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let fields = self.fields().iter().map(|field| &field.ty);
        let alternatives = self.alternatives().iter();
        fields.chain(alternatives.map(|alternative| &alternative.ty))
    }
}

/// One of several types.
#[derive(Clone, Debug)]
pub struct Union {
    /// What tells the alternatives apart.
    pub tagging: Tagging,
    /// In the order of the spec.
    pub alternatives: Vec<Alternative>,
}

/// What tells the alternatives of a union apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// The kind of JSON.
    Kind,
    /// A member of the object.
    Member {
        /// The member that says which alternative it is.
        tag: String,
        /// The member that holds the alternative; without it the alternative's own members stand beside the tag.
        content: Option<String>,
    },
}

/// An alternative of a union.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The value of the tag; where there is no tag the name of the variant.
    pub wire_name: String,
    /// The name of its variant.
    pub rust_name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Its type.
    pub ty: Type,
    /// The kind of JSON that its values are. `None` for any.
    pub kind: Option<JsonKind>,
    /// Whether it is boxed, because its type contains the union.
    pub boxed: bool,
    /// Whether a value of its type tells that it is meant, because no other alternative has the type.
    pub converts: bool,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// As it goes over the wire.
    pub wire_name: String,
    /// The name of its variant.
    pub rust_name: String,
    /// What it means.
    pub doc: String,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
}

/// How a list goes on.
#[derive(Clone, Debug)]
pub struct Pages {
    /// How the next page is asked for.
    pub style: PageStyle,
    /// The request field that says how many items a page has.
    pub size: Option<RequestField>,
    /// The fields from the answer to the list; none where the answer is the list.
    pub items: Vec<PathStep>,
    /// The type of one item.
    pub item: Type,
    /// Where the answer has the number of all items.
    pub total: Option<Vec<PathStep>>,
    /// Where the answer has the number of all pages, of [`PageStyle::Number`].
    pub total_pages: Option<Vec<PathStep>>,
    /// Where the answer says whether there is another page.
    pub more: Option<Vec<PathStep>>,
    /// Where the answer says whether this is the last page.
    pub last: Option<Vec<PathStep>>,
}

/// How the next page is asked for.
#[derive(Clone, Debug)]
pub enum PageStyle {
    /// By the number of items to leave out.
    Offset {
        /// The request field that holds the number.
        offset: RequestField,
    },
    /// By the number of the page.
    Number {
        /// The request field that holds the number.
        number: RequestField,
        /// The number of the first page.
        first: i64,
        /// Where the answer has the number of the next page.
        next: Option<Vec<PathStep>>,
    },
    /// By the token that the page before ends with.
    Token {
        /// The request field that holds the token.
        token: RequestField,
        /// Where the answer has the token of the next page.
        next: Vec<PathStep>,
    },
    /// By the last item of the page before.
    Marker {
        /// The request field that holds the marker.
        marker: RequestField,
        /// The fields from an item to what is the marker; none where the item is.
        key: Vec<PathStep>,
    },
}

/// A field of a request struct, or of the struct in its field `body`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestField {
    /// The Rust names from the request struct to the field.
    pub path: Vec<String>,
}

/// One step of a path into an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// The name of the field on the wire.
    pub wire_name: String,
    /// The Rust name of the field.
    pub rust_name: String,
    /// Whether it may be absent.
    pub optional: bool,
    /// The element of a list that the step goes on to.
    pub index: Option<usize>,
}

/// A wait for a state.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// `ServerRunning`.
    pub name: String,
    /// What it waits for.
    pub doc: String,
    /// The operation that is asked again and again.
    pub poll: String,
    /// The fields from its answer to the state.
    pub state: Vec<PathStep>,
    /// States on the way. Where they are given, a state that is in no set ends the wait badly; else it is waited out.
    pub pending: Option<Vec<String>>,
    /// States that end the wait well.
    pub success: Vec<String>,
    /// States that end it badly.
    pub failure: Vec<String>,
    /// What it means when the thing is gone.
    pub not_found: NotFound,
    /// The time between two questions.
    pub every: Duration,
    /// The time after which the wait is given up.
    pub deadline: Duration,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
}

/// What it means for a wait when the thing is gone: the operation says that it is not found, or answers no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// The wait ends badly.
    Failure,
    /// The wait ends well, without an answer.
    Success,
    /// The thing is not there yet.
    Pending,
}

/// A sample exchange: a test, and what the sandbox gateway answers.
#[derive(Clone, Debug)]
pub struct Example {
    /// `documented`.
    pub name: String,
    /// Which part of it is not the documentation's.
    pub made: Option<String>,
    /// That it is an exchange which took place, and what was changed in it.
    pub recorded: Option<String>,
    /// Values of path, query, header and form parameters by their wire names, in the order of the spec.
    pub request: Vec<(String, Json)>,
    /// The body that is sent.
    pub body: Option<Json>,
    /// The request line that is sent: `GET /open-api/v1/org`.
    pub sent: Option<String>,
    /// The form that is sent: `responseFormatType=json&regionCode=KR`.
    pub sent_form: Option<String>,
    /// The status that is answered.
    pub status: u16,
    /// The body that is answered, envelope included.
    pub response: Option<Json>,
    /// What the caller is told, of a sample of a failure.
    pub error: Option<ExampleError>,
    /// The body that is answered where it is not JSON.
    pub text: Option<String>,
    /// Headers that are answered, as they are written.
    pub response_headers: Vec<(String, String)>,
    /// Where it is written.
    pub location: Location,
}

impl Example {
    /// Whether it is the page's own, if parts of it had to be made: its name says so.
    #[must_use]
    pub fn is_documented(&self) -> bool {
        self.recorded.is_none() && self.name.starts_with("documented")
    }
}

/// What the caller is told of a failure. What is absent, the answer does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleError {
    /// The code.
    pub code: Option<String>,
    /// The message.
    pub message: Option<String>,
}
