//! One call, from its arguments to what is found in its response.

use std::mem;
use std::time::Instant;

use futures_util::TryStreamExt as _;
use http::header::{HeaderMap, HeaderValue};
use ncloud::decode;
use ncloud::events::Marks;
use ncloud::operation::Encoded;
use ncloud::operation::OperationMeta;
use ncloud::types::Json;
use ncloud::{Client, ClientBuilder, Credentials, Region, ServiceName, printable};
use ncloud_codegen::Report;
use ncloud_codegen::ir::{Events, Format};
use ncloud_tools::dynamic::{DynamicOperation, Request, Response, Secrets as _, Specs, Xml};

use crate::arguments::{Call, Site};
use crate::description::{meta, text};
use crate::failure::{Failure, draw};
use crate::printer::Printer;
use crate::replace::replace;
use crate::sandbox::Sandbox;
use crate::{encoding, keys, parameters, show};

/// A response, kept as far as it is to be recorded.
struct Received {
    status: u16,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    xml: Option<Xml>,
    findings: Report,
}

impl Received {
    fn new(status: u16, headers: &HeaderMap, body: Option<Vec<u8>>) -> Self {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = headers
            .iter()
            .map(|(name, value)| (name.to_string(), text(value)));
        Self {
            status,
            headers: headers.collect(),
            body,
            xml: None,
            findings: Report::default(),
        }
    }

    fn compared_with(mut self, operation: &DynamicOperation<'_>) -> Self {
        self.findings = operation.response_findings(self.response());
        self
    }

    fn response(&self) -> Response<'_> {
        Response {
            status: self.status,
            headers: &self.headers,
            body: self.body.as_deref(),
            xml: self.xml.as_ref(),
        }
    }
}

pub(crate) async fn call(arguments: &Call) -> Result<(), Failure> {
    let specs =
        Specs::load(&arguments.spec).map_err(|report| Failure::Findings(Box::new(report)))?;
    let operation = specs
        .operation(&arguments.operation)
        .map_err(Failure::Usage)?;
    let request = parameters::request(&operation, arguments).map_err(Failure::Usage)?;
    let findings = operation.request_findings(&request);
    if !findings.is_empty() {
        return Err(Failure::Findings(Box::new(findings)));
    }
    if arguments.events && operation.model().events.is_none() {
        return Err(Failure::Usage(format!(
            "`{}` responds with no events",
            arguments.operation
        )));
    }
    let as_events = operation.model().events.is_some()
        && (arguments.events || operation.model().response.ty.is_none());
    let meta = meta(operation.service(), operation.model(), as_events);
    let sandbox = arguments
        .sandbox
        .then(|| Sandbox::start(&arguments.spec, &operation.service().name))
        .transpose()?;
    let printer = Printer::new(&operation, &request);
    let encoded = encoded(&operation, meta, arguments, &request)?;
    // What keeps it from being sent is said when the request has been shown.
    let client = client(&operation, arguments, sandbox.as_ref());
    if let Ok(client) = &client
        && let Ok(redactor) = client.secrets_of(&encoded).await
    {
        printer.learn(&redactor);
    }
    print_request(
        &operation,
        meta,
        arguments,
        sandbox.as_ref(),
        &request,
        as_events,
        &printer,
    )
    .await?;
    let client = client?;
    let begun = Instant::now();
    let sent = if as_events {
        events(&client, encoded, &operation, begun, &printer).await
    } else {
        send(&client, encoded, &operation, arguments, begun, &printer).await
    };
    match sent {
        Ok(mut received) => {
            let findings = mem::take(&mut received.findings);
            if !findings.is_empty() {
                draw(findings, |text| printer.redacted(text));
            }
            record(arguments, &request, &received, None, &printer)
        }
        Err(Failure::Call(error)) => {
            if let Some(redactor) = error.redactor() {
                printer.learn(redactor);
            }
            let Some(shown) = show::failure(&operation, &printer, begun.elapsed(), &error) else {
                return Err(Failure::Call(error));
            };
            printer.line(&shown)?;
            if let (Some(status), Some(body), false) = (
                error.status().map(|status| status.as_u16()),
                error.raw_body(),
                error.is_decode(),
            ) {
                let received = Received::new(status, &HeaderMap::new(), Some(body.to_vec()));
                record(arguments, &request, &received, Some(&error), &printer)?;
            }
            Err(Failure::After(printer.redacted(&error.to_string())))
        }
        Err(failure) => Err(failure),
    }
}

fn encoded(
    operation: &DynamicOperation<'_>,
    meta: &'static OperationMeta,
    arguments: &Call,
    request: &Request,
) -> Result<Encoded, Failure> {
    encoding::check(operation.model()).map_err(Failure::Usage)?;
    let names = operation.model().sensitive_names(operation.service());
    let sensitive: Vec<&'static str> = names.into_iter().map(text).collect();
    let region = arguments.region.as_ref().map(Region::from);
    Ok(Encoded::described(
        meta,
        sensitive.leak(),
        region.as_ref(),
        |to| {
            encoding::encode(operation.service(), operation.model(), request, to);
        },
    )?)
}

/// Where the call goes.
fn directed(
    operation: &DynamicOperation<'_>,
    arguments: &Call,
    sandbox: Option<&Sandbox>,
) -> Result<ClientBuilder, Failure> {
    let service = &operation.service().name;
    let mut builder = Client::builder().site(match arguments.site {
        Site::Public => ncloud::Site::Public,
        Site::Government => ncloud::Site::Government,
        Site::Financial => ncloud::Site::Financial,
    });
    if let Some(region) = &arguments.region {
        builder = builder.region(region);
    }
    if let Some(endpoint) = &arguments.endpoint {
        let name = format!("{service}.{}", operation.model().name);
        builder = builder.endpoint(ServiceName::unchecked(name), endpoint);
    }
    match sandbox {
        Some(sandbox) => sandbox.settings(builder, service),
        None => Ok(builder),
    }
}

fn client(
    operation: &DynamicOperation<'_>,
    arguments: &Call,
    sandbox: Option<&Sandbox>,
) -> Result<Client, Failure> {
    let mut builder = directed(operation, arguments, sandbox)?;
    if sandbox.is_none()
        && let Some(key) = keys::of_environment(&operation.model().authorization)?
    {
        builder = builder.service_key(
            ServiceName::unchecked(operation.service().name.clone()),
            key,
        );
    }
    Ok(builder.build()?)
}

/// Prints the request as it goes over the wire, but made of what can be shown: no key comes near it.
async fn print_request(
    operation: &DynamicOperation<'_>,
    meta: &'static OperationMeta,
    arguments: &Call,
    sandbox: Option<&Sandbox>,
    request: &Request,
    as_events: bool,
    printer: &Printer,
) -> Result<(), Failure> {
    let kept = show::Kept::default();
    let mut builder = directed(operation, arguments, sandbox)?
        .credentials(Credentials::new("redacted", "redacted")?)
        .transport(kept.clone());
    if let Some(key) = keys::stand_in(&operation.model().authorization)? {
        builder = builder.service_key(
            ServiceName::unchecked(operation.service().name.clone()),
            key,
        );
    }
    let client = builder.build()?;
    let shown = operation.redacted_request(request);
    let encoded = encoded(operation, meta, arguments, &shown)?;
    // It fails always: the transport sends nothing.
    let failed = if as_events {
        client
            .events_encoded(encoded, marks(operation))
            .await
            .map(drop)
    } else {
        client.send_encoded(encoded).await.map(drop)
    };
    match (kept.take(), failed) {
        (Some(sent), _) => printer.line(&show::request(operation, &sent, &shown))?,
        (None, Err(error)) => return Err(error.into()),
        (None, Ok(())) => {}
    }
    Ok(())
}

async fn send(
    client: &Client,
    encoded: Encoded,
    operation: &DynamicOperation<'_>,
    arguments: &Call,
    begun: Instant,
    printer: &Printer,
) -> Result<Received, Failure> {
    let format = operation.model().response.format;
    if format == Format::Bytes {
        let (status, attempts, redactor, download) = client.download_encoded(encoded).await?;
        printer.learn(&redactor);
        let headers = download.headers().clone();
        let head = show::head(operation, status, begun.elapsed(), attempts, &headers);
        printer.line(&head)?;
        let media_type = show::media_type(&headers).to_owned();
        let body = match &arguments.out {
            Some(path) => {
                let length = download.save_to(path).await?;
                let path = path.display();
                printer.line(&format!("({length} bytes, {media_type}, in {path})"))?;
                None
            }
            None => {
                let bytes = download.bytes().await?;
                let length = bytes.len();
                printer.line(&format!(
                    "({length} bytes, {media_type}; `--out FILE` keeps them)"
                ))?;
                Some(bytes.to_vec())
            }
        };
        return Ok(Received::new(status, &headers, body).compared_with(operation));
    }
    let response = client.send_encoded(encoded).await?;
    printer.learn(&response.redactor());
    let (status, headers, body) = (
        response.status().as_u16(),
        response.headers(),
        response.body(),
    );
    let head = show::head(
        operation,
        status,
        begun.elapsed(),
        response.attempts(),
        headers,
    );
    printer.line(&head)?;
    // As a typed call reads it: without a mark of the byte order, with U+FFFD for half a character.
    let read = (format == Format::Json)
        .then(|| decode::from_slice::<Json>(body).ok())
        .flatten();
    let body = read.as_ref().map_or(&**body, |json| json.text().as_bytes());
    let mut received = Received::new(status, headers, Some(body.to_vec()));
    if format == Format::Xml {
        received.xml = Some(match response.xml() {
            Ok((root, content)) => Ok((root, content.into())),
            Err(error) => Err(error.got().to_owned()),
        });
    }
    let shown = show::response(operation, body, received.xml.as_ref(), printer);
    printer.line(&shown)?;
    Ok(received.compared_with(operation))
}

/// How the events of an operation end.
fn marks(operation: &DynamicOperation<'_>) -> Marks {
    let events = operation.model().events.as_ref();
    let of = |name: fn(&Events) -> Option<&String>| events.and_then(name).map(|name| text(name));
    Marks {
        end: of(|events| events.end.as_ref()),
        last: of(|events| events.last.as_ref()),
        failure: of(|events| Some(&events.failure.wire_name)).unwrap_or_default(),
    }
}

async fn events(
    client: &Client,
    encoded: Encoded,
    operation: &DynamicOperation<'_>,
    begun: Instant,
    printer: &Printer,
) -> Result<Received, Failure> {
    let marks = marks(operation);
    let (status, headers, attempts, redactor, mut stream) =
        client.events_encoded(encoded, marks).await?;
    printer.learn(&redactor);
    let head = show::head(operation, status, begun.elapsed(), attempts, &headers);
    printer.line(&head)?;
    let (mut seen, mut body) = (Vec::new(), String::new());
    while let Some(event) = stream.try_next().await? {
        let shown = operation.redacted_event(event.name(), event.data(), printer);
        printer.line(&format!("{}: {shown}", printable::line(event.name())))?;
        let data = event.data().replace('\n', "\ndata: ");
        body.push_str(&format!("event: {}\ndata: {data}\n\n", event.name()));
        seen.push((event.name().to_owned(), event.data().to_owned()));
    }
    if let Some(end) = marks.end {
        body.push_str(&format!("data: {end}\n\n"));
    }
    let mut received = Received::new(status, &headers, Some(body.into_bytes()));
    received.findings = operation.event_findings(status, &received.headers, &seen);
    Ok(received)
}

/// How often a spec that is changed meanwhile is read anew.
const READINGS: usize = 5;

/// Records an exchange in the spec as it is now: somebody may have saved it while the call was made.
fn record(
    arguments: &Call,
    request: &Request,
    received: &Received,
    error: Option<&ncloud::Error>,
    printer: &Printer,
) -> Result<(), Failure> {
    let Some(name) = &arguments.record else {
        return Ok(());
    };
    let failed = |problem: String| Failure::After(format!("nothing is recorded: {problem}"));
    let length = received.body.as_ref().map_or(0, Vec::len);
    if error.is_some() && length >= ncloud::Error::KEPT_BODY {
        return Err(failed(
            "the failure is longer than what is kept of one; write the example by hand".to_owned(),
        ));
    }
    let error = error.map(|error| (error.code(), error.message()));
    for _ in 0..READINGS {
        let specs = Specs::load(&arguments.spec).map_err(|report| {
            failed(format!(
                "the spec was changed, and is not sound now:\n{report}"
            ))
        })?;
        let operation = specs.operation(&arguments.operation).map_err(failed)?;
        printer.take_up(&operation, request);
        let recorded = operation
            .recorded(name, request, received.response(), error, printer)
            .map_err(|error| failed(printer.redacted(&error.to_string())))?;
        let path = &recorded.path;
        let replaced = replace(path, &recorded.before, &recorded.text)
            .map_err(|error| failed(format!("{path}: {error}")))?;
        if replaced {
            return printer.line(&format!("\nrecorded as `{name}` in {path}"));
        }
    }
    Err(failed(
        "the spec is changed again and again by somebody else; try again".to_owned(),
    ))
}
