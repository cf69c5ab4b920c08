//! The model of an operation as the metadata that the run time takes.
//!
//! The run time takes what lives for ever, because generated code has nothing else. So what is made here is leaked: a text once for all
//! who ask for it, and the rest of an operation whenever it is [`Described`]; who calls one again and again keeps that.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use ncloud::operation::{
    Address, Authorization, Base, Envelope, ErrorCode, Method, OperationMeta, PathSegment,
    ResponseBody, Retry, Safety, Service, SuccessCode,
};
use ncloud_codegen::ir;
use ncloud_tools::dynamic::DynamicOperation;

/// A text that lives as long as the program. It is kept once, however often it is asked for.
pub fn text(text: &str) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(text) {
        return known;
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    known.insert(kept);
    kept
}

/// What the run time knows of an operation while it is called. It lives as long as the program.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    pub(crate) meta: &'static OperationMeta,
    pub(crate) sensitive: &'static [&'static str],
    pub(crate) as_events: bool,
}

impl Described {
    /// Of an operation. `as_events`: its response is asked for as a stream of events.
    #[must_use]
    pub fn new(operation: &DynamicOperation<'_>, as_events: bool) -> Self {
        let (service, model) = (operation.service(), operation.model());
        Self {
            meta: meta(service, model, as_events),
            sensitive: list(model.sensitive_names(service).into_iter().map(text)),
            as_events,
        }
    }
}

fn list<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(items.into_iter().collect())
}

fn texts(items: &[String]) -> &'static [&'static str] {
    list(items.iter().map(|item| text(item)))
}

fn meta(
    service: &ir::Service,
    operation: &ir::Operation,
    as_events: bool,
) -> &'static OperationMeta {
    let mut described = Service::new(
        text(&service.name),
        text(&service.title),
        address(&service.address),
    )
    .errors(list(service.errors.iter().map(error_code)));
    if let Some(name) = &service.region_parameter {
        described = described.region_parameter(text(name));
    }
    let headers = operation
        .constants
        .iter()
        .filter(|constant| constant.location == ir::ParameterLocation::Header)
        .map(|constant| (text(&constant.name), text(&constant.value)));
    let response = if as_events {
        ResponseBody::Events
    } else {
        response(&operation.response)
    };
    let mut meta = OperationMeta::new(
        Box::leak(Box::new(described)),
        text(&operation.name),
        method(operation.method),
        path(&operation.path),
    )
    .authorization(authorization(&operation.authorization))
    .safety(match operation.safety {
        ir::Safety::Read => Safety::Read,
        ir::Safety::Write => Safety::Write,
    })
    .headers(list(headers))
    .response(response);
    if let Some(own) = &operation.address {
        meta = meta.address(Box::leak(Box::new(address(own))));
    }
    if let Some(success) = &operation.response.success {
        let code = SuccessCode::new(texts(&success.code), texts(&success.values))
            .message(texts(success.message.as_deref().unwrap_or_default()));
        meta = meta.success(Box::leak(Box::new(code)));
    }
    Box::leak(Box::new(meta))
}

fn method(method: ir::Method) -> Method {
    match method {
        ir::Method::Get => Method::Get,
        ir::Method::Head => Method::Head,
        ir::Method::Post => Method::Post,
        ir::Method::Put => Method::Put,
        ir::Method::Patch => Method::Patch,
        ir::Method::Delete => Method::Delete,
    }
}

fn response(response: &ir::Response) -> ResponseBody {
    let envelope = match &response.envelope {
        None => Envelope::None,
        Some(envelope) if envelope.optional => Envelope::Optional(text(&envelope.member)),
        Some(envelope) => Envelope::Member(text(&envelope.member)),
    };
    match (&response.ty, response.format) {
        (_, ir::Format::Bytes) => ResponseBody::Bytes,
        (None, _) => ResponseBody::Empty,
        (Some(_), ir::Format::Json) => ResponseBody::Json(envelope),
        (Some(_), ir::Format::Xml) => ResponseBody::Xml(envelope),
    }
}

fn path(segments: &[ir::PathSegment]) -> &'static [PathSegment] {
    list(segments.iter().map(|segment| match segment {
        ir::PathSegment::Literal(literal) => PathSegment::Literal(text(literal)),
        ir::PathSegment::Parameter(name) => PathSegment::Parameter(text(name)),
    }))
}

fn address(address: &ir::Address) -> Address {
    if address.is_tenant {
        let base = &address.base;
        let path: String = base.path.iter().map(ToString::to_string).collect();
        return Address::Tenant {
            example: text(&format!("{}{path}", base.endpoint)),
        };
    }
    Address::Known(list(address.bases().map(|base| {
        let site = match base.site {
            ir::Site::Public => ncloud::Site::Public,
            ir::Site::Government => ncloud::Site::Government,
            ir::Site::Financial => ncloud::Site::Financial,
        };
        let region = base.region.as_deref().map(text);
        Base::new(site, region, text(&base.endpoint), path(&base.path))
    })))
}

fn authorization(authorization: &ir::Authorization) -> Authorization {
    match authorization {
        ir::Authorization::Signature => Authorization::Signature,
        ir::Authorization::ApiKey => Authorization::ApiKey,
        ir::Authorization::ApiKeyInQuery => Authorization::ApiKeyInQuery,
        ir::Authorization::Headers(names) => Authorization::Headers(texts(names)),
        ir::Authorization::Bearer => Authorization::Bearer,
        ir::Authorization::BodySignature(name) => Authorization::BodySignature(text(name)),
        ir::Authorization::Token(name) => Authorization::Token(text(name)),
        ir::Authorization::None => Authorization::None,
    }
}

fn error_code(error: &ir::ErrorCode) -> ErrorCode {
    let mut code = ErrorCode::new(text(&error.code));
    if let Some(retry) = error.retry {
        code = code.retry(match retry {
            ir::Retry::Never => Retry::Never,
            ir::Retry::Reads => Retry::Reads,
            ir::Retry::Always => Retry::Always,
        });
    }
    if error.throttled {
        code = code.throttled();
    }
    if error.not_found {
        code = code.not_found();
    }
    match error.pause {
        Some(pause) => code.pause(pause),
        None => code,
    }
}
