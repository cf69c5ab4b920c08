//! The checks of a request, in the gateway's order: signature, path and method, size, parameters and body.

use std::time::SystemTime;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode, Uri};
use hyper::body::Incoming;
use ncloud_codegen::ir::{Authorization, Operation};

use crate::answer::{self, Answer};
use crate::authorization;
use crate::body::{BODY_LIMIT, Reading, Received as Body};
use crate::check;
use crate::gateway_error::GatewayError;
use crate::multipart;
use crate::record::OperationName;
use crate::route::{Asked, Match, Router};
use crate::signature::Keys;
use crate::state::State;

/// A request, read to its end.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) method: Method,
    uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

impl Received {
    /// Reads the body as the operation asks for it.
    pub(crate) async fn read(
        router: &Router,
        request: http::Request<Incoming>,
    ) -> Result<Self, hyper::Error> {
        let (head, incoming) = request.into_parts();
        let found = find(router, &head.method, &head.uri, &head.headers);
        let reading = match found {
            Ok(found) => reading(&found.route.operation, &head.headers),
            Err(_) => Reading::Value,
        };
        Ok(Self {
            body: Body::read(incoming, &reading).await?,
            method: head.method,
            uri: head.uri,
            headers: head.headers,
        })
    }

    /// The two as they stood in the request line.
    pub(crate) fn path_and_query(&self) -> (&str, &str) {
        (self.uri.path(), self.uri.query().unwrap_or_default())
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
    /// Why the answer has nothing to do with what is kept, where something is.
    pub(crate) not_kept: Option<&'static str>,
}

fn find<'r>(
    router: &'r Router,
    method: &'r Method,
    uri: &'r Uri,
    headers: &'r HeaderMap,
) -> Result<Match<'r>, Vec<&'static str>> {
    router.find(Asked {
        method: method.as_str(),
        path: uri.path(),
        query: uri.query().unwrap_or_default(),
        content_type: check::essence(content_type(headers)),
        headers,
    })
}

fn content_type(headers: &HeaderMap) -> &str {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn reading(operation: &Operation, headers: &HeaderMap) -> Reading {
    if operation.sends_parts() {
        Reading::Parts(multipart::boundary(content_type(headers)))
    } else if check::is_bytes(operation) {
        Reading::Bytes
    } else {
        Reading::Value
    }
}

/// Checks a request.
pub(crate) fn judge(
    router: &Router,
    keys: &Keys,
    now: SystemTime,
    state: Option<&State>,
    request: &Received,
) -> Judgement {
    let mut not_kept = None;
    let found = find(router, &request.method, &request.uri, &request.headers);
    let route = found.as_ref().ok().map(|found| found.route);
    let operation = route.map(|route| route.name());
    let success_status = route.map_or(StatusCode::OK, |route| {
        answer::success_status(&route.operation)
    });
    let signed = Authorization::Signature;
    let tokens = route.map_or_else(Vec::new, |route| authorization::tokens(&route.service));
    let outcome = authorization::verify(
        route.map_or(&signed, |route| &route.operation.authorization),
        keys,
        now,
        authorization::Request {
            method: request.method.as_str(),
            target: request.target(),
            query: request.uri.query().unwrap_or_default(),
            headers: &request.headers,
            body: &request.body.kept,
            tokens: &tokens,
        },
    )
    .map_err(|fault| Refusal {
        error: GatewayError::AuthenticationFailed,
        details: fault.details().to_owned(),
        reason: fault.into_reason(),
    })
    .and_then(|()| found.map_err(|methods| not_found(request, &methods)))
    .and_then(|found| let_through(&found, state, request, &mut not_kept));
    Judgement {
        operation,
        success_status,
        outcome,
        not_kept,
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

fn let_through(
    found: &Match<'_>,
    state: Option<&State>,
    request: &Received,
    not_kept: &mut Option<&'static str>,
) -> Result<Answer, Refusal> {
    if request.body.is_too_large {
        let reason = format!("the body has more than {BODY_LIMIT} bytes");
        return Err(Refusal::new(GatewayError::RequestEntityTooLarge, reason));
    }
    let query = request.uri.query().unwrap_or_default();
    let query = authorization::other_parameters(&found.route.operation.authorization, query);
    check::request(found, &query, &request.headers, &request.body)
        .and_then(|sent| {
            let wants_events = request
                .headers
                .get(ACCEPT)
                .is_some_and(|accept| accept == "text/event-stream");
            let usual =
                answer::choose(found.route, &sent, wants_events).map_err(|reason| vec![reason])?;
            let Some(state) = state else {
                return Ok(usual);
            };
            let (answer, reason) = state.answer(found.route, &sent, usual);
            *not_kept = reason;
            Ok(answer)
        })
        .map_err(|faults| Refusal::new(GatewayError::BadRequest, faults.join("; ")))
}
