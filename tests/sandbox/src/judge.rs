//! The checks of a request, in the gateway's order: signature, path and method, size, parameters and body.

use std::time::SystemTime;

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, StatusCode, Uri};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use ncloud_codegen::ir::Authorization;

use crate::answer::{self, Answer};
use crate::authorization;
use crate::check;
use crate::gateway_error::GatewayError;
use crate::record::OperationName;
use crate::route::{Match, Router};
use crate::signature::Keys;

/// The largest body that is taken. The documentation has an error for larger ones and names no limit; this one is the
/// sandbox's own.
pub(crate) const BODY_LIMIT: usize = 10 * 1024 * 1024;

/// A request, read to its end.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) method: Method,
    uri: Uri,
    pub(crate) headers: HeaderMap,
    /// At most [`BODY_LIMIT`] bytes.
    pub(crate) body: Bytes,
    is_too_large: bool,
}

impl Received {
    /// Reads a body of any size, so that a client that is still sending gets to read the answer, and keeps what is
    /// within the limit.
    pub(crate) async fn read(request: http::Request<Incoming>) -> Result<Self, hyper::Error> {
        let (head, mut incoming) = request.into_parts();
        let mut body = BytesMut::new();
        let mut is_too_large = false;
        while let Some(frame) = incoming.frame().await {
            let Ok(mut data) = frame?.into_data() else {
                continue;
            };
            let room = BODY_LIMIT - body.len();
            is_too_large |= data.len() > room;
            data.truncate(room);
            body.extend_from_slice(&data);
        }
        Ok(Self {
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body: body.freeze(),
            is_too_large,
        })
    }

    /// Path and query as they stood in the request line: an `http::Uri` keeps them byte by byte.
    pub(crate) fn target(&self) -> &str {
        self.uri
            .path_and_query()
            .map_or("", |target| target.as_str())
    }
}

/// What the gateway answers to a request that it does not let through.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) error: GatewayError,
    /// What the answer says.
    pub(crate) details: String,
    /// What is wrong.
    pub(crate) reason: String,
}

impl Refusal {
    fn new(error: GatewayError, reason: String) -> Self {
        Self {
            error,
            details: reason.clone(),
            reason,
        }
    }
}

/// The operation that a request is, as far as its path tells, and what it gets.
#[derive(Debug)]
pub(crate) struct Judgement {
    pub(crate) operation: Option<OperationName>,
    /// What the operation answers when all is well.
    pub(crate) success_status: StatusCode,
    pub(crate) outcome: Result<Answer, Refusal>,
}

/// Checks a request.
pub(crate) fn judge(
    router: &Router,
    keys: &Keys,
    now: SystemTime,
    request: &Received,
) -> Judgement {
    let content_type = request
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let found = router.find(
        request.method.as_str(),
        request.uri.path(),
        request.uri.query().unwrap_or_default(),
        &check::essence(content_type),
    );
    let route = found.as_ref().ok().map(|found| found.route);
    let operation = route.map(|route| route.name());
    let success_status = route.map_or(StatusCode::OK, |route| {
        answer::success_status(&route.operation)
    });
    let signed = Authorization::Signature;
    let outcome = authorization::verify(
        route.map_or(&signed, |route| &route.operation.authorization),
        keys,
        now,
        authorization::Request {
            method: request.method.as_str(),
            target: request.target(),
            query: request.uri.query().unwrap_or_default(),
            headers: &request.headers,
            body: &request.body,
        },
    )
    .map_err(|fault| Refusal {
        error: GatewayError::AuthenticationFailed,
        details: fault.details().to_owned(),
        reason: fault.into_reason(),
    })
    .and_then(|()| found.map_err(|methods| not_found(request, &methods)))
    .and_then(|found| let_through(&found, request));
    Judgement {
        operation,
        success_status,
        outcome,
    }
}

/// A path that is known with other methods is answered like one that is not known: the gateway documents no 405.
fn not_found(request: &Received, methods: &[&str]) -> Refusal {
    let what = format!("{} {}", request.method, request.uri.path());
    let reason = if methods.is_empty() {
        format!("no operation of the specs is {what}")
    } else {
        let methods = methods.join(" and ");
        format!("no operation of the specs is {what}; the path has {methods}")
    };
    Refusal::new(GatewayError::NotFound, reason)
}

fn let_through(found: &Match<'_>, request: &Received) -> Result<Answer, Refusal> {
    if request.is_too_large {
        let reason = format!("the body has more than {BODY_LIMIT} bytes");
        return Err(Refusal::new(GatewayError::RequestEntityTooLarge, reason));
    }
    let query = request.uri.query().unwrap_or_default();
    let query = authorization::other_parameters(&found.route.operation.authorization, query);
    check::request(found, &query, &request.headers, &request.body)
        .map(|sent| answer::choose(&found.route.service, &found.route.operation, &sent))
        .map_err(|faults| Refusal::new(GatewayError::BadRequest, faults.join("; ")))
}
