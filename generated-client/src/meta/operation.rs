//! Operations.

use super::address::{Address, PathSegment};
use super::authorization::Authorization;
use super::response::{ResponseBody, SuccessCode};
use super::retry::Safety;
use super::service::Service;

/// The part of an operation that is the same for every call.
///
/// It is signed with the keys of the account, only reads if its method is `GET` or `HEAD`, and its response holds nothing, as long
/// as nothing else is said:
///
/// ```
/// # use ncloud::operation::{Address, Service};
/// # static SERVICE: Service = Service::new("sample", "Sample", Address::Known(&[]));
/// use ncloud::operation::{Envelope, Method, OperationMeta, PathSegment, ResponseBody};
///
/// const META: &OperationMeta = &OperationMeta::new(
///     &SERVICE,
///     "GetUser",
///     Method::Get,
///     &[PathSegment::Literal("/users/"), PathSegment::Parameter("id")],
/// )
/// .response(ResponseBody::Json(Envelope::None));
/// # assert_eq!(META.name, "GetUser");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct OperationMeta {
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
    /// Whether a call whose response was lost may be repeated.
    pub safety: Safety,
    /// Headers that never change, in lower case.
    pub headers: &'static [(&'static str, &'static str)],
    /// What the body of a successful response holds.
    pub response: ResponseBody,
    /// How a response with a status of success says that the call failed, where it does.
    pub success: Option<&'static SuccessCode>,
}

impl OperationMeta {
    /// An operation; see the defaults above.
    #[must_use]
    pub const fn new(
        service: &'static Service,
        name: &'static str,
        method: Method,
        path: &'static [PathSegment],
    ) -> Self {
        Self {
            service,
            name,
            method,
            own_address: None,
            path,
            authorization: Authorization::Signature,
            safety: match method {
                Method::Get | Method::Head => Safety::Read,
                Method::Post | Method::Put | Method::Patch | Method::Delete => Safety::Write,
            },
            headers: &[],
            response: ResponseBody::Empty,
            success: None,
        }
    }

    /// Sets [`own_address`](Self::own_address).
    #[must_use]
    pub const fn address(mut self, address: &'static Address) -> Self {
        self.own_address = Some(address);
        self
    }

    /// Sets [`authorization`](Self::authorization).
    #[must_use]
    pub const fn authorization(mut self, authorization: Authorization) -> Self {
        self.authorization = authorization;
        self
    }

    /// Sets [`safety`](Self::safety).
    #[must_use]
    pub const fn safety(mut self, safety: Safety) -> Self {
        self.safety = safety;
        self
    }

    /// Sets [`headers`](Self::headers).
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets [`response`](Self::response).
    #[must_use]
    pub const fn response(mut self, response: ResponseBody) -> Self {
        self.response = response;
        self
    }

    /// Sets [`success`](Self::success).
    #[must_use]
    pub const fn success(mut self, success: &'static SuccessCode) -> Self {
        self.success = Some(success);
        self
    }

    /// Where the operation is.
    pub(crate) fn effective_address(&self) -> &'static Address {
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
