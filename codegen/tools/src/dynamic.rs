//! Calls that are made straight from a spec, without a client that is generated from it.
//!
//! What is sent and what comes back is checked against the declarations, values of fields that are `sensitive` are redacted, and an
//! exchange becomes an example. Nothing here knows how a request goes over the wire.

mod check;
mod json;
mod record;
mod redact;

use std::{fmt, path::Path};

use ncloud_codegen::{
    Report,
    diagnostic::Diagnostic,
    ir::{self, ParameterLocation},
    model,
    parse::node::Node,
    printable,
    source::Sources,
    suggest::did_you_mean,
};
use serde_json::{Value as Json, json};

use self::check::{CallArgument, Received, ReceivedBody, call_event, call_request, call_response};
pub use self::record::{RecordError, Recorded};
use self::redact::Placeholder;

/// Specs, with what is needed to point into them.
#[derive(Debug)]
pub struct Specs {
    services: Vec<ir::Service>,
    sources: Sources,
}

impl Specs {
    /// Reads specs, as [`load`](ncloud_codegen::load) does.
    ///
    /// # Errors
    ///
    /// The findings of all files, if there is one.
    pub fn load<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self, Report> {
        let mut report = Report::default();
        let mut sources = Sources::default();
        for path in paths {
            sources.read(path.as_ref(), &mut report);
        }
        Self::of(sources, report)
    }

    /// Reads specs that are in memory already: the name of each file and its text, parts of a service in their order.
    ///
    /// # Errors
    ///
    /// The findings of all files, if there is one.
    pub fn of_texts<N: Into<String>, T: Into<String>>(
        files: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, Report> {
        let mut sources = Sources::default();
        for (name, text) in files {
            sources.add(name, text);
        }
        Self::of(sources, Report::default())
    }

    fn of(sources: Sources, report: Report) -> Result<Self, Report> {
        let (loaded, _) = model(sources, report)?;
        Ok(Self {
            services: loaded.services,
            sources: loaded.warnings.sources().clone(),
        })
    }

    /// The services, in the order of their files.
    #[must_use]
    pub fn services(&self) -> &[ir::Service] {
        &self.services
    }

    /// The operation that is called `service.Operation`.
    ///
    /// # Errors
    ///
    /// What there is in its place, as a message.
    pub fn operation(&self, name: &str) -> Result<DynamicOperation<'_>, String> {
        let (of, operation) = name.split_once('.').ok_or_else(|| {
            format!("`{name}` names no operation: write `service.Operation`, as in `organization.GetOrganization`")
        })?;
        let services = || self.services.iter().map(|service| service.name.as_str());
        let service = self.services.iter().find(|service| service.name == of);
        let service = service.ok_or_else(|| {
            let hint = did_you_mean(of, services()).unwrap_or_else(|| {
                format!("there are {}", services().collect::<Vec<_>>().join(", "))
            });
            format!("there is no service `{of}`; {hint}")
        })?;
        match service.operation_named(operation) {
            Some(model) => Ok(DynamicOperation {
                specs: self,
                service,
                model,
            }),
            None => {
                let names = service.operations.iter().map(|each| each.name.as_str());
                let hint = did_you_mean(operation, names).unwrap_or_else(|| {
                    "`ncloud-codegen list` prints those that there are".to_owned()
                });
                Err(format!("`{of}` has no operation `{operation}`; {hint}"))
            }
        }
    }

    /// In the order of their places; of the same finding at many values one.
    fn report(&self, findings: Vec<Diagnostic>) -> Report {
        let mut report = Report::default().with_sources(self.sources.clone());
        report.extend(findings);
        report.sort();
        report
    }
}

/// What knows the secrets of a call: its keys, and what was sent in fields that are `sensitive`.
pub trait Secrets {
    /// A text of somebody else without secrets and without the values of members that are sensitive by their names: `[redacted]` in place
    /// of each.
    fn redacted(&self, text: &str) -> String;

    /// Whether a text holds a secret.
    fn are_in(&self, text: &str) -> bool;
}

/// What is sent: values in the form in which JSON carries them.
#[derive(Clone, Default)]
pub struct Request {
    /// Parameters and parts, and members of a body that is an object.
    pub arguments: Vec<Argument>,
    /// A body that is a type, or all of one that is an object; of bytes their text, or `{ base64 }`.
    pub body: Option<Json>,
}

/// Without the body, which may be sensitive.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("arguments", &self.arguments)
            .finish_non_exhaustive()
    }
}

impl Request {
    /// The value for a location and a name.
    #[must_use]
    pub fn given(&self, location: Option<ParameterLocation>, name: &str) -> Option<&Json> {
        let mut arguments = self.arguments.iter();
        let found = arguments.find(|it| it.location == location && it.name == name);
        found.map(|argument| &argument.value)
    }
}

/// A value, and where it goes.
#[derive(Clone, PartialEq)]
pub struct Argument {
    /// The location of a parameter; `None` for a member of the body.
    pub location: Option<ParameterLocation>,
    /// Its name on the wire.
    pub name: String,
    /// Its value. A file is `{ name, type, content }`, or with `base64` in place of `content`.
    pub value: Json,
}

/// Without the value, which may be sensitive.
impl fmt::Debug for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", in_words(self.location), self.name)
    }
}

fn in_words(location: Option<ParameterLocation>) -> &'static str {
    location.map_or("body", ParameterLocation::as_str)
}

/// A field of a request, and its location: `None` for a member of the body.
pub type Target<'specs> = (Option<ParameterLocation>, &'specs ir::Field);

/// What came back.
#[derive(Clone, Copy, Debug)]
pub struct Response<'response> {
    /// The status.
    pub status: u16,
    /// Names and values of headers.
    pub headers: &'response [(String, String)],
    /// The body; `None` where it was not kept.
    pub body: Option<&'response [u8]>,
    /// The body as the client reads XML, where it does.
    pub xml: Option<&'response Xml>,
}

/// XML as the client reads it: the root element and the JSON that says the same as what it holds, or why there is none.
pub type Xml = Result<(String, Json), String>;

/// An operation that is called without generated code.
#[derive(Clone, Copy, Debug)]
pub struct DynamicOperation<'specs> {
    specs: &'specs Specs,
    service: &'specs ir::Service,
    model: &'specs ir::Operation,
}

impl<'specs> DynamicOperation<'specs> {
    /// Its service.
    #[must_use]
    pub fn service(&self) -> &'specs ir::Service {
        self.service
    }

    /// The operation, as specs declare it.
    #[must_use]
    pub fn model(&self) -> &'specs ir::Operation {
        self.model
    }

    /// The names on the wire of what is sensitive somewhere in the service.
    #[must_use]
    pub fn sensitive_names(&self) -> Vec<&'specs str> {
        self.service.sensitive_names()
    }

    /// The field that a name means: its name on the wire, `name`, or that and its location, `path.name`, `query.name`, `header.name`,
    /// `form.name`, `part.name`, `body.name`. `None`: there is none.
    ///
    /// # Errors
    ///
    /// When fields in several locations have the name; the message lists them.
    pub fn target(&self, name: &str) -> Result<Option<Target<'specs>>, String> {
        let model = self.model;
        let parameters = model.parameters.iter();
        let parameters = parameters.map(|it| (Some(it.location), &it.field));
        let members: &[ir::Field] = match &model.body {
            Some(ir::Body::Object(fields)) => fields,
            _ => &[],
        };
        let targets: Vec<Target<'specs>> = parameters
            .chain(members.iter().map(|field| (None, field)))
            .collect();
        let named: Vec<_> = targets
            .iter()
            .filter(|(_, field)| field.wire_name == name)
            .collect();
        match named.as_slice() {
            [one] => return Ok(Some(**one)),
            [] => {}
            several => {
                let addresses: Vec<String> = several
                    .iter()
                    .map(|(location, _)| format!("`{}.{name}`", in_words(*location)))
                    .collect();
                return Err(format!(
                    "`{name}` is in several places of `{}`; write {}",
                    model.name,
                    addresses.join(" or ")
                ));
            }
        }
        let Some((of, name)) = name.split_once('.') else {
            return Ok(None);
        };
        let mut targets = targets.into_iter();
        Ok(targets.find(|(location, field)| in_words(*location) == of && field.wire_name == name))
    }

    /// The values that a request has in fields that are sensitive, as text.
    #[must_use]
    pub fn sensitive_values(&self, request: &Request) -> Vec<String> {
        let redacted = redact::request(self.service, self.model, request, Placeholder::Typed);
        redact::redacted_values(request, &redacted)
    }

    /// What is wrong with a request.
    #[must_use]
    pub fn request_findings(&self, request: &Request) -> Report {
        let place = self.model.location.span;
        let node = |value: &Json| json::node(&value.to_string(), place);
        let arguments: Vec<CallArgument<'_>> = request
            .arguments
            .iter()
            .filter_map(|argument| {
                Some(CallArgument {
                    location: argument.location,
                    name: &argument.name,
                    value: node(&argument.value)?,
                })
            })
            .collect();
        let body = request.body.as_ref().and_then(node);
        self.specs.report(call_request(
            self.service,
            self.model,
            &arguments,
            body.as_ref(),
        ))
    }

    /// Where a success and the spec disagree. Bodies that are bytes are not compared.
    #[must_use]
    pub fn response_findings(&self, response: Response<'_>) -> Report {
        let body = response.body.map_or(ReceivedBody::Untyped, |bytes| {
            self.body(bytes, response.xml)
        });
        self.specs.report(call_response(
            self.service,
            self.model,
            &Received {
                status: response.status,
                headers: response.headers,
                body,
            },
        ))
    }

    fn body(&self, bytes: &[u8], xml: Option<&Xml>) -> ReceivedBody {
        match (self.model.response.format, xml) {
            (ir::Format::Bytes, _) => ReceivedBody::Untyped,
            _ if bytes.trim_ascii().is_empty() => ReceivedBody::Empty,
            (ir::Format::Json, _) => {
                if let Err(problem) = serde_json::from_slice::<Json>(bytes) {
                    return ReceivedBody::Unreadable(format!("no JSON: {problem}"));
                }
                let text = std::str::from_utf8(bytes).ok();
                let node = text.and_then(|text| json::node(text, self.model.location.span));
                node.map_or(ReceivedBody::Untyped, ReceivedBody::Json)
            }
            (ir::Format::Xml, Some(Ok((root, content)))) => {
                let node = self.xml_node(root, content);
                node.map_or(ReceivedBody::Untyped, ReceivedBody::Xml)
            }
            (ir::Format::Xml, Some(Err(problem))) => {
                ReceivedBody::Unreadable(format!("no XML: {problem}"))
            }
            (ir::Format::Xml, None) => ReceivedBody::Untyped,
        }
    }

    /// What a document in XML says, as the client sees it: the root element is there where it is an envelope.
    fn xml_node(&self, root: &str, content: &Json) -> Option<Node> {
        let envelope = self.model.response.envelope.as_ref();
        let text = match envelope {
            Some(envelope) if !envelope.optional => json!({ root: content }).to_string(),
            _ => content.to_string(),
        };
        json::node(&text, self.model.location.span)
    }

    /// Where events, each a name and data, the status and headers that they came with and the spec disagree.
    #[must_use]
    pub fn event_findings(
        &self,
        status: u16,
        headers: &[(String, String)],
        events: &[(String, String)],
    ) -> Report {
        let place = self.model.location.span;
        let head = Received {
            status,
            headers,
            body: ReceivedBody::Untyped,
        };
        let mut findings = call_response(self.service, self.model, &head);
        for (name, data) in events {
            let json = json::node(data, place);
            findings.extend(call_event(
                self.service,
                self.model,
                name,
                data,
                json.as_ref(),
            ));
        }
        self.specs.report(findings)
    }

    /// A request that can be shown: `[redacted]` in place of what is sensitive.
    #[must_use]
    pub fn redacted_request(&self, request: &Request) -> Request {
        redact::request(self.service, self.model, request, Placeholder::Label)
    }

    /// The body of a response: JSON is indented, its members in their order, `[redacted]` in place of what is sensitive, wherever in the
    /// body it stands, and of secrets.
    #[must_use]
    pub fn redacted_response(&self, body: &str, secrets: &dyn Secrets) -> String {
        let Some(mut node) = json::node(body, self.model.location.span) else {
            return self.redacted_unread(body, secrets);
        };
        redact::response(self.service, self.model, &mut node, Placeholder::Label);
        redact::secrets(&mut node, secrets, Placeholder::Label);
        printable::json(&json::pretty(&node)).into_owned()
    }

    /// What has another form than is declared, and so cannot be redacted.
    fn redacted_unread(&self, text: &str, secrets: &dyn Secrets) -> String {
        if self.may_be_sensitive() {
            let length = text.len();
            format!(
                "({length} bytes in another form than is declared, which may hold what is sensitive)"
            )
        } else {
            secrets.redacted(text)
        }
    }

    /// Whether the response or one of its events has something sensitive in its type.
    fn may_be_sensitive(&self) -> bool {
        let events = self.model.events.iter().flat_map(ir::Events::types);
        let mut types = self.model.response.ty.iter().chain(events);
        types.any(|ty| redact::is_in(self.service, ty))
    }

    /// A root element and what it holds, as [`redacted_response`](Self::redacted_response) shows JSON.
    #[must_use]
    pub fn redacted_xml(
        &self,
        root: &str,
        content: &Json,
        secrets: &dyn Secrets,
    ) -> Option<String> {
        let mut node = self.xml_node(root, content)?;
        redact::response(self.service, self.model, &mut node, Placeholder::Label);
        redact::secrets(&mut node, secrets, Placeholder::Label);
        Some(printable::json(&json::pretty(&node)).into_owned())
    }

    /// The data of an event, on one line, `[redacted]` in place of what is sensitive and of secrets.
    #[must_use]
    pub fn redacted_event(&self, name: &str, data: &str, secrets: &dyn Secrets) -> String {
        let events = self.model.events.as_ref();
        let event =
            events.and_then(|events| events.events.iter().find(|event| event.wire_name == name));
        let Some(mut node) = json::node(data, self.model.location.span) else {
            return printable::line(&self.redacted_unread(data, secrets)).into_owned();
        };
        match event {
            Some(event) => redact::value(self.service, &event.ty, &mut node, Placeholder::Label),
            None => redact::by_name(self.service, &mut node, Placeholder::Label),
        }
        redact::secrets(&mut node, secrets, Placeholder::Label);
        printable::json(&json::compact(&node)).into_owned()
    }

    /// The body of a failure, indented if it is JSON, `[redacted]` in place of secrets and of the values of members whose names are those of
    /// something sensitive in the service.
    #[must_use]
    pub fn redacted_failure(&self, body: &str, secrets: &dyn Secrets) -> String {
        let Some(mut node) = json::node(body, self.model.location.span) else {
            return secrets.redacted(body);
        };
        redact::by_name(self.service, &mut node, Placeholder::Label);
        redact::secrets(&mut node, secrets, Placeholder::Label);
        printable::json(&json::pretty(&node)).into_owned()
    }

    /// Whether the value of a header of the response is kept out of what is shown.
    #[must_use]
    pub fn redacts_header(&self, name: &str) -> bool {
        redact::redacts_header(self.service, self.model, name)
    }

    /// The spec of the operation with an exchange as one more example, in its canonical form, what is sensitive and what repeats a
    /// secret replaced by values of the same type. `error` is what the caller of a failure was told: code and message.
    ///
    /// # Errors
    ///
    /// When there is such an example already, when the exchange cannot be written, when something in it cannot be redacted, and when the
    /// spec would not be sound with it.
    pub fn recorded(
        &self,
        name: &str,
        request: &Request,
        response: Response<'_>,
        error: Option<(Option<&str>, Option<&str>)>,
        secrets: &dyn Secrets,
    ) -> Result<Recorded, RecordError> {
        record::recorded(self, name, request, response, error, secrets)
    }
}

/// JSON text, indented, its members in their order. `None`: it is not JSON.
#[must_use]
pub fn pretty(text: &str) -> Option<String> {
    let nowhere = Sources::default().add("", "");
    let node = json::node(text, ncloud_codegen::source::Span::file(nowhere))?;
    Some(json::pretty(&node))
}
