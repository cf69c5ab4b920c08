//! The errors that the gateway answers with, as its documentation lists them.

use std::fmt;

use http::StatusCode;

/// An error of the gateway: what it answers before a request reaches a service, or instead of the service.
///
/// The table is that of the [error page](https://api-gov.ncloud-docs.com/docs/api-call-lgc-errorhandling) and of the
/// page on the [API Gateway](https://api.ncloud-docs.com/docs/ai-application-service-apigateway). A code is not a
/// status: code 200 comes with status 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GatewayError {
    /// 400 with code 100: the request is malformed.
    BadRequest,
    /// 401 with code 200: the signature is missing or wrong, the key unknown, or the clock off by five minutes or
    /// more.
    AuthenticationFailed,
    /// 401 with code 210: the key has no right to the API, or the API is not subscribed to.
    PermissionDenied,
    /// 403 with code 230: access is denied.
    Forbidden,
    /// 404 with code 300: no such path.
    NotFound,
    /// 429 with code 400: the quota of the day or month is used up.
    QuotaExceeded,
    /// 429 with code 410: called too often.
    ThrottleLimited,
    /// 429 with code 420: called too often.
    RateLimited,
    /// 413 with code 430: the body is too large.
    RequestEntityTooLarge,
    /// 503 with code 500: the service behind the gateway was not reached, or failed.
    EndpointError,
    /// 504 with code 510: the service behind the gateway did not answer in time.
    EndpointTimeout,
    /// 500 with code 900: anything else inside the gateway.
    UnexpectedError,
}

impl GatewayError {
    /// Every error, in the order of their codes.
    pub const ALL: [Self; 12] = [
        Self::BadRequest,
        Self::AuthenticationFailed,
        Self::PermissionDenied,
        Self::Forbidden,
        Self::NotFound,
        Self::QuotaExceeded,
        Self::ThrottleLimited,
        Self::RateLimited,
        Self::RequestEntityTooLarge,
        Self::EndpointError,
        Self::EndpointTimeout,
        Self::UnexpectedError,
    ];

    /// The HTTP status.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::AuthenticationFailed | Self::PermissionDenied => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::QuotaExceeded | Self::ThrottleLimited | Self::RateLimited => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Self::RequestEntityTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::EndpointError => StatusCode::SERVICE_UNAVAILABLE,
            Self::EndpointTimeout => StatusCode::GATEWAY_TIMEOUT,
            Self::UnexpectedError => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The code in the body.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BadRequest => "100",
            Self::AuthenticationFailed => "200",
            Self::PermissionDenied => "210",
            Self::Forbidden => "230",
            Self::NotFound => "300",
            Self::QuotaExceeded => "400",
            Self::ThrottleLimited => "410",
            Self::RateLimited => "420",
            Self::RequestEntityTooLarge => "430",
            Self::EndpointError => "500",
            Self::EndpointTimeout => "510",
            Self::UnexpectedError => "900",
        }
    }

    /// The message in the body.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::BadRequest => "Bad Request Exception",
            Self::AuthenticationFailed => "Authentication Failed",
            Self::PermissionDenied => "Permission Denied",
            Self::Forbidden => "Forbidden",
            Self::NotFound => "Not Found Exception",
            Self::QuotaExceeded => "Quota Exceeded",
            Self::ThrottleLimited => "Throttle Limited",
            Self::RateLimited => "Rate Limited",
            Self::RequestEntityTooLarge => "Request Entity Too Large",
            Self::EndpointError => "Endpoint Error",
            Self::EndpointTimeout => "Endpoint Timeout",
            Self::UnexpectedError => "Unexpected Error",
        }
    }

    /// The details of an answer that has nothing particular to say.
    ///
    /// Only the sentence of [`PermissionDenied`](Self::PermissionDenied) is documented; the others are the sandbox's
    /// own.
    #[must_use]
    pub fn usual_details(self) -> &'static str {
        match self {
            Self::BadRequest => "The request is malformed.",
            Self::AuthenticationFailed => "Invalid authentication information.",
            Self::PermissionDenied => "A subscription to the API is required.",
            Self::Forbidden => "Access is denied.",
            Self::NotFound => "There is no such path.",
            Self::QuotaExceeded => "The quota is used up.",
            Self::ThrottleLimited | Self::RateLimited => "Called too often.",
            Self::RequestEntityTooLarge => "The body is too large.",
            Self::EndpointError => "The service failed.",
            Self::EndpointTimeout => "The service did not answer in time.",
            Self::UnexpectedError => "Something went wrong inside the gateway.",
        }
    }

    /// The body of the answer, members in the order of the documentation.
    pub(crate) fn body(self, details: &str) -> String {
        format!(
            r#"{{"error":{{"errorCode":"{}","message":"{}","details":{}}}}}"#,
            self.code(),
            self.message(),
            serde_json::Value::from(details),
        )
    }
}

/// `401/200 Authentication Failed`.
impl fmt::Display for GatewayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status().as_u16();
        write!(f, "{status}/{} {}", self.code(), self.message())
    }
}
