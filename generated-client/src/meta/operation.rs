//! What generated code says of an operation: a description that is data, and how its parameters are written.

mod address;

use core::time::Duration;

pub use self::address::{Address, Base};

use crate::codec::decode::Decode;
use crate::codec::encode::Request;

/// A request to one endpoint: parameters, and the description of where they go.
///
/// Generated code implements it once for every operation of a specification. It is open to code that is written by
/// hand, for an endpoint that no specification holds yet.
pub trait Operation {
    /// What the endpoint answers with, `()` where it answers with nothing.
    type Output: Decode;

    /// The part that is the same for every call.
    const DESCRIPTION: &'static Description;

    /// Names on the wire of parameters and members, in the request or in what is answered, whose values are in no error, log or
    /// `Debug`. An empty name stands for a body that is sensitive as a whole.
    const SENSITIVE: &'static [&'static str] = &[];

    /// Writes the parameters. Bad values are kept in `request` and reported before anything is sent.
    fn encode(&self, request: &mut Request);
}

impl<O: Operation> Operation for &O {
    type Output = O::Output;

    const DESCRIPTION: &'static Description = O::DESCRIPTION;

    const SENSITIVE: &'static [&'static str] = O::SENSITIVE;

    #[inline]
    fn encode(&self, request: &mut Request) {
        (**self).encode(request);
    }
}

/// The part of an operation that is the same for every call.
#[derive(Debug)]
pub struct Description {
    /// The service that the operation belongs to.
    pub service: &'static Service,
    /// Name of the operation, `ListWithdrawalRequests`.
    pub name: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Where the operation is, if not where its service is.
    pub own_address: Option<&'static Address>,
    /// Path after the address.
    pub path: &'static [PathSegment],
    /// How a call says who sends it.
    pub authorization: Authorization,
    /// Whether a call whose answer was lost may be repeated.
    pub safety: Safety,
    /// Headers that never change, in lower case.
    pub headers: &'static [(&'static str, &'static str)],
    /// What the body of a successful answer holds.
    pub answer: Answer,
    /// How an answer with a status of success says that the call failed, where it does.
    pub success: Option<&'static Success>,
}

impl Description {
    /// Where the operation is.
    pub(crate) fn address(&self) -> &'static Address {
        self.own_address.unwrap_or(&self.service.address)
    }
}

/// A service: a group of operations under one address.
#[derive(Debug)]
pub struct Service {
    /// Name of the module and of the feature, `organization`. Endpoint overrides and keys of services go by it.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// Where its operations are, but those that say otherwise.
    pub address: Address,
    /// Error codes with a documented meaning.
    pub errors: &'static [ErrorCode],
}

impl Service {
    /// What is known of an error code of this service.
    pub(crate) fn error(&self, code: &str) -> Option<&'static ErrorCode> {
        self.errors.iter().find(|error| error.code == code)
    }
}

/// An error code of a service.
#[derive(Debug)]
pub struct ErrorCode {
    /// The code as it comes over the wire.
    pub code: &'static str,
    /// Which calls may be repeated after it. `None`: those that may be repeated after its status.
    pub retry: Option<Retry>,
    /// Whether it says that calls come too often.
    pub throttled: bool,
    /// Whether it says that what was asked for does not exist.
    pub not_found: bool,
    /// Least delay before the call is repeated.
    pub pause: Option<Duration>,
}

/// Which calls may be repeated after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// None: the same call would fail again.
    Never,
    /// Those that only read: the call may have been carried out.
    Reads,
    /// All: the call was refused before it was carried out.
    Always,
}

/// Whether a call may be carried out twice without harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It only reads.
    Read,
    /// It changes something.
    Write,
}

impl Retry {
    /// Whether a call of this safety may be repeated.
    pub(crate) const fn allows(self, safety: Safety) -> bool {
        match self {
            Self::Never => false,
            Self::Reads => matches!(safety, Safety::Read),
            Self::Always => true,
        }
    }
}

/// How a call says who sends it. Names of headers are in lower case.
///
/// All but the signature take a [`ServiceKey`](crate::ServiceKey).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authorization {
    /// By a [signature](crate::signature) with the keys of the account.
    Signature,
    /// By the identifier and the secret of an application, in the headers `x-ncp-apigw-api-key-id` and
    /// `x-ncp-apigw-api-key`.
    ApiKey,
    /// By the same two at the end of the query.
    ApiKeyInQuery,
    /// By secrets in headers of these names.
    Headers(&'static [&'static str]),
    /// By a secret in the header `authorization`, after the word `Bearer`.
    Bearer,
    /// By base64(HMAC-SHA256(secret, body)) in the header of this name.
    BodySignature(&'static str),
    /// By a token that a login answered, in the header of this name.
    Token(&'static str),
    /// Not at all.
    None,
}

/// HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method as it is signed and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
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

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Head => Self::HEAD,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}

/// A piece of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// Text that is sent as it stands.
    Literal(&'static str),
    /// The name of the parameter whose value comes here, encoded as one segment.
    Parameter(&'static str),
}

/// What the body of a successful answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing that is read.
    Empty,
    /// JSON.
    Json {
        /// Whether the value is wrapped.
        envelope: Envelope,
    },
    /// XML, read as the JSON that says the same. What the root element holds is the value.
    Xml {
        /// The name of the root element, where it has to have a certain one.
        envelope: Envelope,
    },
    /// Bytes, which come as a [`Download`](crate::body::Download).
    Bytes,
    /// Events, for [`Client::events`](crate::Client::events) alone.
    Events,
}

/// What the value of an answer is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// Nothing: the answer is the value.
    None,
    /// The member of this name.
    Member(&'static str),
    /// The member of this name, or nothing where the answer has no such member.
    Perhaps(&'static str),
}

/// How an answer with a status of success says that the call failed: by a code. An answer without one is a success.
#[derive(Debug)]
pub struct Success {
    /// The members that lead to the code, from the root of the answer.
    pub code: &'static [&'static str],
    /// The codes of success, as text.
    pub values: &'static [&'static str],
    /// The members that lead to the message; none where there is no message.
    pub message: &'static [&'static str],
}
