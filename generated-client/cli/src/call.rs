//! One call of an operation.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;
use ncloud::body::Download;
use ncloud::decode;
use ncloud::events::{EventData, Events, Marks};
use ncloud::operation::{Encoded, OperationMeta};
use ncloud::types::Json;
use ncloud::{Client, Region};
use ncloud_codegen::ir::{
    self, FileSample, Format, Method, ParameterLocation, ParameterStyle, Safety, byte_sample,
};
use ncloud_tools::dynamic::{DynamicOperation, Request};

use crate::commands::command;
use crate::data::Data;
use crate::description::{Described, text};
use crate::encoding::{self, Tell};
use crate::failure::Failure;
use crate::secrets::CallSecrets;

/// A request to an operation, ready to be sent.
pub struct Call<'specs> {
    operation: DynamicOperation<'specs>,
    request: Request,
    meta: &'static OperationMeta,
    sensitive: &'static [&'static str],
    as_events: bool,
    secrets: CallSecrets,
    tell: Option<Tell>,
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.meta.name)
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

/// A response that is a value.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// How often the call was sent.
    pub attempts: u32,
    /// The headers.
    pub headers: HeaderMap,
    /// What it holds, without the envelope, keys and secrets as they came.
    plain: Option<Data>,
    /// The same for people.
    shown: Option<Data>,
}

impl Response {
    /// What it holds; `[redacted]` in place of what is sensitive, unless that is to be revealed. `None`: nothing is to be expected.
    #[must_use]
    pub fn data(&self, reveals: bool) -> Option<&Data> {
        if reveals {
            self.plain.as_ref()
        } else {
            self.shown.as_ref()
        }
    }
}

impl<'specs> Call<'specs> {
    /// `as_events`: asks for the response as a stream of events, where there is a choice.
    ///
    /// # Errors
    ///
    /// When the operation has no events, or a parameter cannot be written.
    pub fn new(
        operation: DynamicOperation<'specs>,
        request: Request,
        as_events: bool,
    ) -> Result<Self, Failure> {
        let model = operation.model();
        if as_events && model.events.is_none() {
            return Err(Failure::Usage(format!(
                "`{}.{}` responds with no events",
                operation.service().name,
                model.name
            )));
        }
        let as_events = model.events.is_some() && (as_events || model.response.ty.is_none());
        Self::described(operation, request, Described::new(&operation, as_events))
    }

    /// A call of an operation that is described already, for those who call it again and again.
    ///
    /// # Errors
    ///
    /// When a parameter cannot be written.
    pub fn described(
        operation: DynamicOperation<'specs>,
        request: Request,
        described: Described,
    ) -> Result<Self, Failure> {
        encoding::check(operation.model()).map_err(Failure::Usage)?;
        Ok(Self {
            operation,
            meta: described.meta,
            sensitive: described.sensitive,
            as_events: described.as_events,
            secrets: CallSecrets::new(&operation, &request),
            request,
            tell: None,
        })
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &DynamicOperation<'specs> {
        &self.operation
    }

    /// What is sent.
    #[must_use]
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Sends something else with the next call: the next page.
    pub fn set_request(&mut self, request: Request) {
        self.secrets.take_up(&self.operation, &request);
        self.request = request;
    }

    /// The bytes of the files that it sends; `None` where it sends none.
    #[must_use]
    pub fn upload_length(&self) -> Option<u64> {
        let model = self.operation.model();
        let files = model
            .parameters
            .iter()
            .filter(|it| it.style == ParameterStyle::File);
        let values =
            files.filter_map(|it| self.request.given(Some(it.location), &it.field.wire_name));
        let files: usize = values
            .flat_map(FileSample::all)
            .map(|file| file.content.len())
            .sum();
        let body = match (&model.body, &self.request.body) {
            (Some(ir::Body::Value(field)), Some(value)) if field.ty == ir::Type::Bytes => {
                byte_sample(value).map_or(0, |bytes| bytes.len())
            }
            _ => 0,
        };
        u64::try_from(files + body)
            .ok()
            .filter(|length| *length > 0)
    }

    /// Calls this with the number of bytes of a file that were handed to the connection, while it is sent.
    pub fn on_upload(&mut self, tell: impl Fn(u64) + Send + Sync + 'static) {
        self.tell = Some(Arc::new(tell));
    }

    /// Whether the response is asked for as a stream of events.
    #[must_use]
    pub fn as_events(&self) -> bool {
        self.as_events
    }

    /// Whether the response is a file.
    #[must_use]
    pub fn as_download(&self) -> bool {
        !self.as_events && self.operation.model().response.format == Format::Bytes
    }

    /// What nobody prints of it.
    #[must_use]
    pub fn secrets(&self) -> &CallSecrets {
        &self.secrets
    }

    /// The request as the client sends it.
    ///
    /// # Errors
    ///
    /// When a parameter cannot be sent.
    pub fn encoded(&self, region: Option<&Region>) -> Result<Encoded, Failure> {
        self.encoded_as(&self.request, region)
    }

    pub(crate) fn encoded_as(
        &self,
        request: &Request,
        region: Option<&Region>,
    ) -> Result<Encoded, Failure> {
        let (service, model) = (self.operation.service(), self.operation.model());
        Ok(Encoded::described(
            self.meta,
            self.sensitive,
            region,
            |to| {
                encoding::encode(service, model, request, self.tell.as_ref(), to);
            },
        )?)
    }

    /// Sends it, and reads a response that is a value.
    ///
    /// # Errors
    ///
    /// When the call fails, and when the response cannot be read.
    pub async fn send(
        &self,
        client: &Client,
        region: Option<&Region>,
    ) -> Result<Response, Failure> {
        let response = match client.send_encoded(self.encoded(region)?).await {
            Ok(response) => response,
            Err(error) => return Err(self.learned(error)),
        };
        self.secrets.learn(&response.redactor());
        let model = self.operation.model();
        let headers = response.headers().clone();
        let unreadable =
            |what: &str| Failure::After(format!("the response is no {what} that can be read"));
        let (plain, shown) = match (&model.response.ty, model.response.format) {
            (None, _) | (_, Format::Bytes) => (None, None),
            (Some(_), Format::Json) if response.body().trim_ascii().is_empty() => (None, None),
            (Some(_), Format::Json) => {
                let json: Json =
                    decode::from_slice(response.body()).map_err(|_| unreadable("JSON"))?;
                let shown = self.operation.redacted_response(json.text(), &self.secrets);
                let shown = Data::read(&shown).ok_or_else(|| unreadable("JSON"))?;
                (Some(Data::from(json.as_ref())), Some(shown))
            }
            (Some(_), Format::Xml) => {
                let (root, content) = response.xml().map_err(|_| unreadable("XML"))?;
                let plain = Data::Object(vec![(root.clone(), Data::from(content.as_ref()))]);
                let content = serde_json::Value::from(content);
                let shown = self.operation.redacted_xml(&root, &content, &self.secrets);
                let shown = shown
                    .as_deref()
                    .and_then(Data::read)
                    .ok_or_else(|| unreadable("XML"))?;
                let shown = match shown.get(&root) {
                    Some(_) => shown,
                    None => Data::Object(vec![(root, shown)]),
                };
                (Some(plain), Some(shown))
            }
        };
        Ok(Response {
            status: response.status().as_u16(),
            attempts: response.attempts(),
            plain: self.with_headers(self.unwrapped(plain), &headers, true),
            shown: self.with_headers(self.unwrapped(shown), &headers, false),
            headers,
        })
    }

    /// The value in an envelope; XML is in its root element.
    fn unwrapped(&self, data: Option<Data>) -> Option<Data> {
        let response = &self.operation.model().response;
        let member = response
            .envelope
            .as_ref()
            .map(|envelope| envelope.member.as_str());
        match (data?, member, response.format) {
            (Data::Object(mut members), Some(member), _) => {
                match members.iter().position(|(name, _)| name == member) {
                    Some(at) => Some(members.swap_remove(at).1),
                    None => Some(Data::Object(members)),
                }
            }
            (Data::Object(mut members), None, Format::Xml) if members.len() == 1 => {
                members.pop().map(|(_, value)| value)
            }
            (data, ..) => Some(data),
        }
    }

    /// What the spec calls results among the headers, beside what the body holds.
    fn with_headers(&self, data: Option<Data>, headers: &HeaderMap, reveals: bool) -> Option<Data> {
        let response = &self.operation.model().response;
        if response.headers.is_empty() {
            return data;
        }
        let mut members = Vec::new();
        for (name, value) in headers {
            let name = name.as_str();
            if !response
                .headers
                .iter()
                .any(|field| response.is_header(field, name))
            {
                continue;
            }
            let value = if !reveals && self.operation.redacts_header(name) {
                crate::secrets::REDACTED.to_owned()
            } else {
                String::from_utf8_lossy(value.as_bytes()).into_owned()
            };
            members.push((name.to_owned(), Data::Text(value)));
        }
        match data {
            Some(Data::Object(body)) if !response.has_body_field() => members.extend(body),
            Some(body) => members.push(("body".to_owned(), body)),
            None => {}
        }
        Some(Data::Object(members))
    }

    /// Sends it, and gives a response that is a file piece by piece.
    ///
    /// # Errors
    ///
    /// When the call fails.
    pub async fn download(
        &self,
        client: &Client,
        region: Option<&Region>,
    ) -> Result<Download, Failure> {
        match client.download_encoded(self.encoded(region)?).await {
            Ok((_, _, redactor, download)) => {
                self.secrets.learn(&redactor);
                Ok(download)
            }
            Err(error) => Err(self.learned(error)),
        }
    }

    /// Sends it, and gives the events of the response as they come.
    ///
    /// # Errors
    ///
    /// When the call fails.
    pub async fn events(
        &self,
        client: &Client,
        region: Option<&Region>,
    ) -> Result<Events<EventData>, Failure> {
        match client
            .events_encoded(self.encoded(region)?, self.marks())
            .await
        {
            Ok((_, _, _, redactor, events)) => {
                self.secrets.learn(&redactor);
                Ok(events)
            }
            Err(error) => Err(self.learned(error)),
        }
    }

    /// The data of an event for people, or as it came.
    #[must_use]
    pub fn event_data(&self, event: &EventData, reveals: bool) -> Data {
        let as_text = |text: &str| Data::read(text).unwrap_or_else(|| Data::Text(text.to_owned()));
        if reveals {
            return as_text(event.data());
        }
        let shown = self
            .operation
            .redacted_event(event.name(), event.data(), &self.secrets);
        as_text(&shown)
    }

    /// How the events of the operation end.
    #[must_use]
    pub fn marks(&self) -> Marks {
        let events = self.operation.model().events.as_ref();
        let of =
            |name: fn(&ir::Events) -> Option<&String>| events.and_then(name).map(|name| text(name));
        Marks {
            end: of(|events| events.end.as_ref()),
            last: of(|events| events.last.as_ref()),
            failure: of(|events| Some(&events.failure.wire_name)).unwrap_or_default(),
        }
    }

    fn learned(&self, error: ncloud::Error) -> Failure {
        if let Some(redactor) = error.redactor() {
            self.secrets.learn(redactor);
        }
        error.into()
    }
}

/// What takes something away that is hard to get back, by the first word of its operation.
const DESTRUCTIVE: &[&str] = &[
    "abort",
    "cancel",
    "cut",
    "deactivate",
    "delete",
    "detach",
    "disable",
    "disconnect",
    "drop",
    "end",
    "exclude",
    "expire",
    "finish",
    "force",
    "halt",
    "initialize",
    "kick",
    "kill",
    "leave",
    "pause",
    "purge",
    "reboot",
    "recycle",
    "release",
    "remove",
    "reset",
    "restart",
    "return",
    "revoke",
    "shutdown",
    "stop",
    "suspend",
    "terminate",
    "unassign",
    "uninstall",
    "unregister",
    "unset",
    "withdraw",
];

/// Whether an operation deletes or stops something, so that somebody should agree to it.
#[must_use]
pub fn is_destructive(operation: &ir::Operation) -> bool {
    let name = command(&operation.name);
    let verb = name.split('-').next().unwrap_or_default();
    let takes_away = DESTRUCTIVE.contains(&verb) || operation.method == Method::Delete;
    operation.safety == Safety::Write && takes_away
}

/// The value that a request gives for a name, wherever it goes.
#[must_use]
pub fn given<'request>(
    request: &'request Request,
    name: &str,
) -> Option<&'request serde_json::Value> {
    let places = [
        ParameterLocation::Path,
        ParameterLocation::Query,
        ParameterLocation::Header,
        ParameterLocation::Form,
        ParameterLocation::Part,
    ];
    let mut found = places.iter().map(|place| request.given(Some(*place), name));
    found
        .find_map(|value| value)
        .or_else(|| request.given(None, name))
        .or_else(|| request.body.as_ref()?.get(name))
}
