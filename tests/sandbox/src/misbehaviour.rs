//! What the gateway can be told to do wrong, and for which requests.

use std::collections::VecDeque;
use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::gateway_error::GatewayError;
use crate::record::OperationName;
use crate::reply::Reply;

/// What the gateway does to an answer, or instead of it.
///
/// The request is checked and recorded all the same: a misbehaviour hides nothing from
/// [`Gateway::requests`](crate::Gateway::requests).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Misbehaviour {
    /// Answers as it should, this much later.
    Delay(Duration),
    /// Closes the connection before a byte is answered.
    CloseConnection,
    /// Announces the whole answer in `content-length`, sends the first half of it and closes the connection.
    Truncate,
    /// Says that the client calls too often: 429 with code 410 or 420.
    Throttle {
        /// The code.
        code: ThrottleCode,
        /// The `Retry-After` header in whole seconds, rounded up. The documentation names no such header.
        retry_after: Option<Duration>,
    },
    /// Answers with an error of the gateway, for instance [`EndpointError`](GatewayError::EndpointError), 503 with
    /// code 500, or [`EndpointTimeout`](GatewayError::EndpointTimeout), 504 with code 510.
    Error(GatewayError),
    /// Answers as it should, with a `Date` that is off.
    SkewedDate(Skew),
    /// Answers with an HTML page without any header of the gateway, as a proxy in front of it would.
    HtmlPage(StatusCode),
    /// Answers with success and with JSON of a shape that no operation has.
    WrongShape,
    /// Answers with this. Only `content-length` is added.
    Respond {
        /// The status; not an informational one.
        status: StatusCode,
        /// Every header.
        headers: HeaderMap,
        /// The body.
        body: Bytes,
    },
}

/// Which of its two codes a throttled answer carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThrottleCode {
    /// 410, `Throttle Limited`.
    ThrottleLimited,
    /// 420, `Rate Limited`.
    RateLimited,
}

impl ThrottleCode {
    pub(crate) fn error(self) -> GatewayError {
        match self {
            Self::ThrottleLimited => GatewayError::ThrottleLimited,
            Self::RateLimited => GatewayError::RateLimited,
        }
    }
}

/// How far a `Date` is off from the gateway's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skew {
    /// Later than it is.
    Ahead(Duration),
    /// Earlier than it is.
    Behind(Duration),
}

/// How many requests a misbehaviour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// The next so many.
    Next(usize),
    /// All, until [`Gateway::behave`](crate::Gateway::behave).
    Always,
}

impl From<usize> for Times {
    fn from(count: usize) -> Self {
        Self::Next(count)
    }
}

/// In words, for a line of a log.
impl fmt::Display for Misbehaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |duration: &Duration| humantime::format_duration(*duration).to_string();
        match self {
            Self::Delay(duration) => write!(f, "answered {} later", text(duration)),
            Self::CloseConnection => f.write_str("connection closed without an answer"),
            Self::Truncate => f.write_str("answer cut off"),
            Self::Throttle { code, .. } => write!(f, "answered {}", code.error()),
            Self::Error(error) => write!(f, "answered {error}"),
            Self::SkewedDate(Skew::Ahead(duration)) => write!(f, "Date {} ahead", text(duration)),
            Self::SkewedDate(Skew::Behind(duration)) => write!(f, "Date {} behind", text(duration)),
            Self::HtmlPage(status) => write!(f, "answered {status} with an HTML page"),
            Self::WrongShape => f.write_str("answered JSON of a wrong shape"),
            Self::Respond { status, .. } => write!(f, "answered {status} as ordered"),
        }
    }
}

/// A misbehaviour as the command line writes it: a kind, and for some kinds an argument after a colon.
///
/// | text | meaning |
/// | --- | --- |
/// | `delay:2s` | [`Delay`](Misbehaviour::Delay) |
/// | `close` | [`CloseConnection`](Misbehaviour::CloseConnection) |
/// | `truncate` | [`Truncate`](Misbehaviour::Truncate) |
/// | `throttle`, `throttle:410`, `throttle:420` | [`Throttle`](Misbehaviour::Throttle), 410 unless said otherwise |
/// | `error:500` | [`Error`](Misbehaviour::Error), by the code of the gateway |
/// | `date:+10m`, `date:-10m` | [`SkewedDate`](Misbehaviour::SkewedDate) |
/// | `html`, `html:502` | [`HtmlPage`](Misbehaviour::HtmlPage), with status 502 unless said otherwise |
/// | `wrong-shape` | [`WrongShape`](Misbehaviour::WrongShape) |
impl FromStr for Misbehaviour {
    type Err = UnknownMisbehaviour;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownMisbehaviour(text.to_owned());
        let (kind, argument) = match text.split_once(':') {
            Some((kind, argument)) => (kind, Some(argument)),
            None => (text, None),
        };
        let duration = |text: &str| humantime::parse_duration(text).map_err(|_| unknown());
        Ok(match (kind, argument) {
            ("delay", Some(argument)) => Self::Delay(duration(argument)?),
            ("close", None) => Self::CloseConnection,
            ("truncate", None) => Self::Truncate,
            ("throttle", None | Some("410")) => Self::throttle(ThrottleCode::ThrottleLimited),
            ("throttle", Some("420")) => Self::throttle(ThrottleCode::RateLimited),
            ("error", Some(code)) => GatewayError::ALL
                .into_iter()
                .find(|error| error.code() == code)
                .map(Self::Error)
                .ok_or_else(unknown)?,
            ("date", Some(argument)) => {
                let ahead = argument
                    .strip_prefix('+')
                    .map(|rest| duration(rest).map(Skew::Ahead));
                let behind = argument
                    .strip_prefix('-')
                    .map(|rest| duration(rest).map(Skew::Behind));
                Self::SkewedDate(ahead.or(behind).ok_or_else(unknown)??)
            }
            ("html", None) => Self::HtmlPage(StatusCode::BAD_GATEWAY),
            ("html", Some(status)) => status
                .parse()
                .ok()
                .filter(|status: &StatusCode| !status.is_informational())
                .map(Self::HtmlPage)
                .ok_or_else(unknown)?,
            ("wrong-shape", None) => Self::WrongShape,
            _ => return Err(unknown()),
        })
    }
}

impl Misbehaviour {
    /// Throttles without a `Retry-After`, as the gateway does as far as the documentation tells.
    #[must_use]
    pub fn throttle(code: ThrottleCode) -> Self {
        Self::Throttle {
            code,
            retry_after: None,
        }
    }

    /// Answers with this status and this body, as a service behind the gateway does. A number that is no status of an
    /// answer becomes 500.
    #[must_use]
    pub fn respond(status: u16, body: impl Into<String>) -> Self {
        let status = StatusCode::from_u16(status)
            .ok()
            .filter(|status| !status.is_informational());
        let Reply {
            status,
            headers,
            body,
        } = Reply::of_service(
            status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            body.into(),
        );
        Self::Respond {
            status,
            headers,
            body,
        }
    }
}

/// A text that names no misbehaviour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMisbehaviour(String);

impl fmt::Display for UnknownMisbehaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no misbehaviour is written {:?}; there are delay:2s, close, truncate, throttle[:410|420], \
             error:CODE (a code of the gateway, such as 500 or 510), date:+10m, date:-10m, html[:STATUS] and wrong-shape",
            self.0
        )
    }
}

impl std::error::Error for UnknownMisbehaviour {}

/// One order.
#[derive(Debug)]
struct Order {
    misbehaviour: Misbehaviour,
    /// With its service or without; `None`: any.
    operation: Option<String>,
    times: Times,
}

/// The orders that are not yet used up, first come, first served.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    orders: Mutex<VecDeque<Order>>,
}

impl Plan {
    pub(crate) fn push(&self, misbehaviour: Misbehaviour, operation: Option<String>, times: Times) {
        self.lock().push_back(Order {
            misbehaviour,
            operation,
            times,
        });
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// What is to be done to this request: the first order that is for it.
    pub(crate) fn next(&self, operation: Option<&OperationName>) -> Option<Misbehaviour> {
        let mut orders = self.lock();
        orders.retain(|order| order.times != Times::Next(0));
        let order = orders.iter_mut().find(|order| match &order.operation {
            None => true,
            Some(name) => operation.is_some_and(|operation| operation.is(name)),
        })?;
        if let Times::Next(count) = &mut order.times {
            *count -= 1;
        }
        Some(order.misbehaviour.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Order>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
