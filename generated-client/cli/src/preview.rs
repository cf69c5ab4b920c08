//! A request as it would go over the wire, made of what can be shown: no key comes near it.

use std::sync::{Arc, Mutex, PoisonError};

use http::header::HeaderMap;
use ncloud::transport::{Failure as Sent, HttpRequest, SendFuture, Transport, TransportError};
use ncloud::{Credentials, ServiceName};
use ncloud_codegen::ir::{Authorization, FileSample, ParameterLocation, ParameterStyle};
use ncloud_tools::dynamic::{self, DynamicOperation};
use percent_encoding::percent_decode_str;

use crate::call::Call;
use crate::connection::Settings;
use crate::failure::Failure;
use crate::keys;
use crate::secrets::REDACTED;

/// The request of a call, `[redacted]` in place of what is sensitive and of what says who the caller is. Nothing is sent.
///
/// # Errors
///
/// When the request could not be sent either.
pub async fn preview(call: &Call<'_>, settings: &Settings) -> Result<String, Failure> {
    let operation = call.operation();
    let kept = Kept::default();
    let mut builder = settings
        .directed(operation)?
        .credentials(Credentials::new("hidden", "hidden")?)
        .transport(kept.clone());
    if let Some(key) = keys::stand_in(&operation.model().authorization)? {
        let service = ServiceName::unchecked(operation.service().name.clone());
        builder = builder.service_key(service, key);
    }
    let client = builder.build()?;
    let shown = operation.redacted_request(call.request());
    let encoded = call.encoded_as(&shown, settings.region())?;
    // It fails always: the transport sends nothing.
    let failed = if call.as_events() {
        client.events_encoded(encoded, call.marks()).await.map(drop)
    } else {
        client.send_encoded(encoded).await.map(drop)
    };
    match (kept.take(), failed) {
        (Some(sent), _) => Ok(request(operation, &sent, &shown)),
        (None, Err(error)) => Err(error.into()),
        (None, Ok(())) => Ok(String::new()),
    }
}

/// Keeps the request that it is given, and sends nothing.
#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Option<HttpRequest>>>);

impl Kept {
    fn take(&self) -> Option<HttpRequest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Transport for Kept {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        Box::pin(async {
            Err(TransportError::new(
                Sent::Refused,
                "it is shown, and not sent",
            ))
        })
    }
}

/// A request that was made of what can be shown, with keys that are good for nothing.
fn request(
    operation: &DynamicOperation<'_>,
    sent: &HttpRequest,
    shown: &dynamic::Request,
) -> String {
    let (origin, target) = split(&sent.url);
    let mut target = target.replace("%5Bredacted%5D", REDACTED);
    if operation.model().authorization == Authorization::ApiKeyInQuery {
        for name in Authorization::API_KEY_PARAMETERS {
            target = target.replace(&format!("{name}=hidden"), &format!("{name}={REDACTED}"));
        }
    }
    let mut text = format!("{} {target}\nhost: {origin}\n", sent.method.as_str());
    text.push_str(&headers(&sent.headers, |name| hides(operation, name)));
    let body = body(operation, sent, shown);
    if !body.is_empty() {
        text.push_str(&format!("\n{body}\n"));
    }
    text
}

/// Whether a header says who the caller is. Those of the signature are marked by the client.
fn hides(operation: &DynamicOperation<'_>, name: &str) -> bool {
    match &operation.model().authorization {
        Authorization::Signature => {
            name == "x-ncp-iam-access-key" || name.starts_with("x-ncp-apigw-signature")
        }
        Authorization::ApiKey => Authorization::API_KEY_HEADERS.contains(&name),
        Authorization::Headers(names) => names.iter().any(|known| known == name),
        Authorization::Bearer => name == "authorization",
        Authorization::BodySignature(known) | Authorization::Token(known) => known == name,
        Authorization::ApiKeyInQuery | Authorization::None => false,
    }
}

/// `https://host` and what comes behind it.
fn split(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or((rest, "/"), |at| rest.split_at(at))
}

/// Names and values of headers, each in a line, but those whose values are hidden.
pub fn headers(headers: &HeaderMap, hides: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for (name, value) in headers {
        let value = match value.to_str() {
            Ok(_) if value.is_sensitive() || hides(name.as_str()) => REDACTED,
            Ok(value) => value,
            Err(_) => "(not text)",
        };
        text.push_str(&format!("{name}: {value}\n"));
    }
    text
}

fn body(operation: &DynamicOperation<'_>, sent: &HttpRequest, shown: &dynamic::Request) -> String {
    if operation.model().sends_parts() {
        return parts(operation, shown);
    }
    let Some(bytes) = sent.body.as_bytes() else {
        return "(a body that is streamed)".to_owned();
    };
    match std::str::from_utf8(bytes) {
        Ok(text) if operation.model().sends_form() => {
            let decoded = |piece: &str| percent_decode_str(piece).decode_utf8_lossy().into_owned();
            text.split('&').map(decoded).collect::<Vec<_>>().join("\n")
        }
        Ok(text) => dynamic::pretty(text).unwrap_or_else(|| text.to_owned()),
        Err(_) => format!("({} bytes)", bytes.len()),
    }
}

fn parts(operation: &DynamicOperation<'_>, shown: &dynamic::Request) -> String {
    let mut lines = Vec::new();
    for parameter in &operation.model().parameters {
        let name = &parameter.field.wire_name;
        let Some(value) = shown.given(Some(parameter.location), name) else {
            continue;
        };
        match (parameter.location, &parameter.style) {
            (ParameterLocation::Part, ParameterStyle::File) if parameter.field.sensitive => {
                lines.push(format!("{name}: {REDACTED}"))
            }
            (ParameterLocation::Part, ParameterStyle::File) => {
                lines.extend(FileSample::all(value).iter().map(|file| {
                    format!(
                        "{name}: {} ({}, {} bytes)",
                        file.name,
                        file.content_type,
                        file.content.len()
                    )
                }))
            }
            (ParameterLocation::Part, _) => lines.push(match value.as_str() {
                Some(text) => format!("{name}: {text}"),
                None => format!("{name}: {value}"),
            }),
            _ => {}
        }
    }
    lines.join("\n")
}
