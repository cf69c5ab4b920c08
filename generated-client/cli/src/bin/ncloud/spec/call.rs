//! One call, from its arguments to what is found in its response.

use std::mem;
use std::sync::Arc;
use std::time::Instant;

use futures_util::TryStreamExt as _;
use http::header::{HeaderMap, HeaderValue};
use ncloud::decode;
use ncloud::operation::Encoded;
use ncloud::types::Json;
use ncloud::{Client, Region, printable};
use ncloud_cli::call::Call;
use ncloud_cli::connection::Settings;
use ncloud_cli::failure::Failure;
use ncloud_cli::preview::preview;
use ncloud_cli::sandbox::Sandbox;
use ncloud_codegen::Report;
use ncloud_codegen::ir::Format;
use ncloud_tools::dynamic::{DynamicOperation, Request, Response, Secrets as _, Specs, Xml};

use super::arguments::Call as Arguments;
use super::printer::Printer;
use super::replace::replace;
use super::{parameters, show};
use crate::report::draw;

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

pub(crate) async fn call(arguments: &Arguments) -> Result<(), Failure> {
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
    let call = Call::new(operation, request, arguments.events)?;
    let settings = settings(arguments, &operation.service().name)?;
    let printer = Printer::new(call.secrets());
    let encoded = call.encoded(settings.region())?;
    // What keeps it from being sent is said when the request has been shown.
    let client = settings.client(&operation);
    if let Ok(client) = &client
        && let Ok(redactor) = client.secrets_of(&encoded).await
    {
        printer.learn(&redactor);
    }
    printer.line(&preview(&call, &settings).await?)?;
    let client = client?;
    let begun = Instant::now();
    let sent = if call.as_events() {
        events(&client, encoded, &call, begun, &printer).await
    } else {
        send(&client, encoded, &operation, arguments, begun, &printer).await
    };
    match sent {
        Ok(mut received) => {
            let findings = mem::take(&mut received.findings);
            if !findings.is_empty() {
                draw(findings, |text| printer.redacted(text));
            }
            record(arguments, call.request(), &received, None, &printer)
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
                record(arguments, call.request(), &received, Some(&error), &printer)?;
            }
            Err(Failure::After(printer.redacted(&error.to_string())))
        }
        Err(failure) => Err(failure),
    }
}

/// Where the call goes.
fn settings(arguments: &Arguments, service: &str) -> Result<Settings, Failure> {
    let sandbox = arguments
        .sandbox
        .then(|| Sandbox::start(&arguments.spec, service))
        .transpose()?;
    Ok(Settings {
        site: arguments.site.into(),
        region: arguments.region.as_ref().map(Region::from),
        endpoint: arguments.endpoint.clone(),
        sandbox: sandbox.map(Arc::new),
        ..Settings::default()
    })
}

async fn send(
    client: &Client,
    encoded: Encoded,
    operation: &DynamicOperation<'_>,
    arguments: &Arguments,
    begun: Instant,
    printer: &Printer<'_>,
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

async fn events(
    client: &Client,
    encoded: Encoded,
    call: &Call<'_>,
    begun: Instant,
    printer: &Printer<'_>,
) -> Result<Received, Failure> {
    let (operation, marks) = (call.operation(), call.marks());
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
    arguments: &Arguments,
    request: &Request,
    received: &Received,
    error: Option<&ncloud::Error>,
    printer: &Printer<'_>,
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
