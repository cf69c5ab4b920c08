//! Operations.

use super::address::{Address, PathSegment};
use super::authorization::Authorization;
use super::response::{Answer, Success};
use super::retry::Safety;
use super::service::Service;

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
