//! The model of an operation as the description that the run time takes.
//!
//! The run time takes what lives for ever, because generated code has nothing else. One call is made in a process, so what is made here
//! is leaked.

use ncloud::operation::{
    Address, Answer, Authorization, Base, Description, Envelope, ErrorCode, Method, PathSegment,
    Retry, Safety, Service, Success,
};
use ncloud_codegen::ir;

pub(crate) fn text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn list<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    Box::leak(items.into_iter().collect())
}

fn texts(items: &[String]) -> &'static [&'static str] {
    list(items.iter().map(|item| text(item)))
}

/// The description of an operation. `as_events`: its answer is asked for as a stream of events.
pub(crate) fn description(
    service: &ir::Service,
    operation: &ir::Operation,
    as_events: bool,
) -> &'static Description {
    let headers = operation
        .constants
        .iter()
        .filter(|constant| constant.place == ir::Place::Header)
        .map(|constant| (text(&constant.name), text(&constant.value)));
    let own_address = operation.address.as_ref();
    let success = operation.response.success.as_ref();
    Box::leak(Box::new(Description {
        service: Box::leak(Box::new(Service {
            name: text(&service.name),
            title: text(&service.title),
            address: address(&service.address),
            errors: list(service.errors.iter().map(error_code)),
        })),
        name: text(&operation.name),
        method: method(operation.method),
        own_address: own_address.map(|own| &*Box::leak(Box::new(address(own)))),
        path: path(&operation.path),
        authorization: authorization(&operation.authorization),
        safety: match operation.safety {
            ir::Safety::Read => Safety::Read,
            ir::Safety::Write => Safety::Write,
        },
        headers: list(headers),
        answer: if as_events {
            Answer::Events
        } else {
            answer(&operation.response)
        },
        success: success.map(|success| {
            &*Box::leak(Box::new(Success {
                code: texts(&success.code),
                values: texts(&success.values),
                message: texts(success.message.as_deref().unwrap_or_default()),
            }))
        }),
    }))
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

fn answer(response: &ir::Response) -> Answer {
    let envelope = match &response.envelope {
        None => Envelope::None,
        Some(envelope) if envelope.optional => Envelope::Perhaps(text(&envelope.member)),
        Some(envelope) => Envelope::Member(text(&envelope.member)),
    };
    match (&response.ty, response.format) {
        (_, ir::Format::Bytes) => Answer::Bytes,
        (None, _) => Answer::Empty,
        (Some(_), ir::Format::Json) => Answer::Json { envelope },
        (Some(_), ir::Format::Xml) => Answer::Xml { envelope },
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
    Address::Known(list(address.bases().map(|base| Base {
        site: match base.site {
            ir::Site::Public => ncloud::Site::Public,
            ir::Site::Government => ncloud::Site::Government,
            ir::Site::Financial => ncloud::Site::Financial,
        },
        region: base.region.as_deref().map(text),
        endpoint: text(&base.endpoint),
        path: path(&base.path),
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
    ErrorCode {
        code: text(&error.code),
        retry: error.retry.map(|retry| match retry {
            ir::Retry::Never => Retry::Never,
            ir::Retry::Reads => Retry::Reads,
            ir::Retry::Always => Retry::Always,
        }),
        throttled: error.throttled,
        not_found: error.not_found,
        pause: error.pause,
    }
}
