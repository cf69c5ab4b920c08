//! An exchange as one more example of its operation, every other line of the spec as it was.

use std::fmt;

use serde_json::{Map, Value as Json, json};

use super::{Answer, Called, Request, json as ordered, mask, secrets::Secrets};
use crate::{
    Report, format,
    ir::{Body, Field, Format},
    load_texts,
    parse::yaml,
};

/// A spec with one more example.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The path of its file.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Why an exchange is not recorded.
#[derive(Debug)]
pub enum RecordError {
    /// What cannot be written, as a message.
    Refused(String),
    /// What would be wrong with the spec.
    Unsound(Box<Report>),
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(message) => f.write_str(message),
            Self::Unsound(report) => write!(f, "the spec would not be sound:\n{report}"),
        }
    }
}

impl std::error::Error for RecordError {}

impl From<String> for RecordError {
    fn from(message: String) -> Self {
        Self::Refused(message)
    }
}

const AS_IT_WAS: &str = "From a call.";
const MASKED: &str = "From a call; sensitive values are masked.";

pub(super) fn recorded(
    called: &Called<'_>,
    name: &str,
    request: &Request,
    answer: Answer<'_>,
    error: Option<(Option<&str>, Option<&str>)>,
) -> Result<Recorded, RecordError> {
    let operation = called.operation;
    if name.starts_with("documented") {
        return Err(RecordError::Refused(format!(
            "`{name}` is the name of a sample that the page shows; choose another for what was recorded"
        )));
    }
    if operation
        .examples
        .iter()
        .any(|example| example.name == name)
    {
        return Err(RecordError::Refused(format!(
            "`{}` has an example `{name}` already; choose another name",
            operation.name
        )));
    }
    let specs = called.specs;
    let source = called.written.name.span.source;
    let file = specs.sources.get(source);
    let file = file.ok_or_else(|| "the file of the operation is not known".to_owned())?;
    let example = example(called, request, answer, error)?;
    let neat = |text: &str| {
        format::formatted(&file.path, text).map_err(|report| RecordError::Unsound(Box::new(report)))
    };
    let before = neat(&file.text)?;
    let after = neat(&insert(&before, &operation.name, name, &example)?)?;
    let texts = specs.sources.ids().filter_map(|id| {
        let each = specs.sources.get(id)?;
        let text = if id == source { &after } else { &each.text };
        Some((each.path.clone(), text.clone()))
    });
    load_texts(texts).map_err(|report| RecordError::Unsound(Box::new(report)))?;
    Ok(Recorded {
        path: file.path.clone(),
        text: after,
    })
}

/// The keys of the example with their values, as JSON.
fn example(
    called: &Called<'_>,
    request: &Request,
    answer: Answer<'_>,
    error: Option<(Option<&str>, Option<&str>)>,
) -> Result<Vec<(&'static str, String)>, RecordError> {
    let (service, operation) = (called.service, called.operation);
    let masked = mask::request(service, operation, request, mask::Mask::Typed);
    let mut is_masked = masked.parameters != request.parameters || masked.body != request.body;
    let said = String::from_utf8_lossy(answer.body.unwrap_or_default());
    if error.is_some() && Secrets::taken(request, &masked).are_in(&said) {
        return Err(RecordError::Refused(
            "the failure repeats what is sensitive, and has no type to mask it by".to_owned(),
        ));
    }
    let mut keys = Vec::new();
    let is_parameter = |name: &str| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|parameter| parameter.field.wire_name == name)
    };
    let (parameters, members): (Vec<_>, Vec<_>) = masked
        .parameters
        .into_iter()
        .partition(|(name, _)| is_parameter(name));
    if !parameters.is_empty() {
        keys.push(("request", object(parameters)));
    }
    match (&operation.body, masked.body) {
        (_, Some(body)) => keys.push(("body", body.to_string())),
        (Some(Body::Object(_)), None) => keys.push(("body", object(members))),
        _ => {}
    }
    let first = operation.response.statuses.first();
    if first != Some(&answer.status) {
        keys.push(("status", answer.status.to_string()));
    }
    if let Some(body) = answer.body.filter(|body| !body.is_empty()) {
        let (key, value, hidden) = content(called, answer, body, error.is_some())?;
        is_masked |= hidden;
        keys.push((key, value));
    } else if operation.response.format == Format::Bytes && error.is_none() && answer.body.is_none()
    {
        return Err(RecordError::Refused(
            "an example shows the bytes that are answered; leave `--out` out".to_owned(),
        ));
    }
    if error.is_none() {
        let headers = headers(&operation.response.headers, answer.headers, &mut is_masked);
        if !headers.is_empty() {
            keys.push(("response_headers", Json::Object(headers).to_string()));
        }
    }
    if let Some((code, message)) = error {
        let mut said = Map::new();
        said.extend(code.map(|code| ("code".to_owned(), Json::from(code))));
        said.extend(message.map(|message| ("message".to_owned(), Json::from(message))));
        keys.push(("error", Json::Object(said).to_string()));
    }
    let origin = if is_masked { MASKED } else { AS_IT_WAS };
    keys.insert(0, ("recorded", json!(origin).to_string()));
    Ok(keys)
}

/// What was answered: its key, its value, and whether something in it is masked.
fn content(
    called: &Called<'_>,
    answer: Answer<'_>,
    body: &[u8],
    is_failure: bool,
) -> Result<(&'static str, String, bool), RecordError> {
    let text = std::str::from_utf8(body).map_err(|_| {
        "the answer is bytes that are no text, which an example cannot show".to_owned()
    })?;
    let response = &called.operation.response;
    let is_json = is_failure || response.format == Format::Json;
    if let Some(node) = ordered::node(text, called.written.name.span).filter(|_| is_json) {
        let before = ordered::compact(&node);
        let mut node = node;
        if !is_failure {
            mask::answer(
                called.service,
                called.operation,
                &mut node,
                mask::Mask::Typed,
            );
        }
        let after = ordered::compact(&node);
        let hidden = before != after;
        return Ok(("response", after, hidden));
    }
    if called.may_be_sensitive() {
        return Err(RecordError::Refused(
            "the answer may hold what is sensitive, which is masked in JSON alone; write the example by hand"
                .to_owned(),
        ));
    }
    // Nothing else holds the XML of an example against its type.
    let is_xml = !is_failure && response.format == Format::Xml;
    if is_xml && !called.answer_findings(answer).is_empty() {
        return Err(RecordError::Refused(
            "the spec disagrees with the answer; mend the spec first".to_owned(),
        ));
    }
    Ok(("text", json!(text).to_string(), false))
}

/// Headers that are results.
fn headers(
    fields: &[Field],
    given: &[(String, String)],
    is_masked: &mut bool,
) -> Map<String, Json> {
    let mut headers = Map::new();
    for (name, value) in given {
        let lower = name.to_ascii_lowercase();
        let exact = fields.iter().find(|field| field.wire_name == lower);
        let field = exact.or_else(|| {
            let prefix = |field: &Field| field.wire_name.strip_suffix('*').map(str::to_owned);
            let mut fields = fields.iter();
            fields.find(|field| prefix(field).is_some_and(|prefix| lower.starts_with(&prefix)))
        });
        let Some(field) = field else { continue };
        *is_masked |= field.sensitive;
        let value = if field.sensitive {
            mask::header(field)
        } else {
            value.clone()
        };
        headers.insert(name.clone(), Json::from(value));
    }
    headers
}

fn object(members: Vec<(String, Json)>) -> String {
    let members = members
        .into_iter()
        .map(|(name, value)| format!("{}: {value}", json!(name)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

/// The text of a spec in its canonical form, with an example at the end of those of an operation.
fn insert(
    spec: &str,
    operation: &str,
    name: &str,
    keys: &[(&str, String)],
) -> Result<String, RecordError> {
    let lost = || RecordError::Refused(format!("`{operation}` is not found in its own spec"));
    let mut sources = crate::source::Sources::default();
    let id = sources.add("", spec);
    let document = yaml::read(id, spec, &mut Vec::new()).ok_or_else(lost)?;
    let entries = document
        .get("operations")
        .and_then(|operations| operations.entries());
    let mut entries = entries.into_iter().flatten();
    let entry = entries
        .find(|entry| entry.key.value == operation)
        .ok_or_else(lost)?;
    let members = entry.value.entries().unwrap_or_default();
    let examples = members.iter().find(|member| member.key.value == "examples");
    let (owner, indentation) = match (examples, members.first()) {
        (Some(examples), _) => {
            let own = examples.value.entries().and_then(|entries| entries.first());
            let indentation = own.map_or(0, |own| own.key.span.start.column - 1);
            (&examples.key, indentation)
        }
        (None, Some(first)) => (&entry.key, first.key.span.start.column - 1),
        (None, None) => return Err(lost()),
    };
    let column = owner.span.start.column - 1;
    let lines: Vec<&str> = spec.lines().collect();
    let is_inside = |line: &&str| {
        let text = line.trim_start();
        text.is_empty() || line.len() - text.len() > column
    };
    let start = owner.span.start.line;
    let inside = lines.iter().skip(start).take_while(|line| is_inside(line));
    let mut end = start + inside.count();
    while end > start
        && lines
            .get(end - 1)
            .is_some_and(|line| line.trim().is_empty())
    {
        end -= 1;
    }
    let mut written = Vec::new();
    let mut depth = indentation;
    if examples.is_none() {
        written.push(format!("{}examples:", " ".repeat(depth)));
        depth += 2;
    }
    written.push(format!("{}{}:", " ".repeat(depth), json!(name)));
    let inner = " ".repeat(depth + 2);
    written.extend(
        keys.iter()
            .map(|(key, value)| format!("{inner}{key}: {value}")),
    );
    let (before, after) = lines.split_at(end.min(lines.len()));
    let all = before.iter().map(|line| (*line).to_owned());
    let all = all
        .chain(written)
        .chain(after.iter().map(|line| (*line).to_owned()));
    Ok(all.collect::<Vec<_>>().join("\n") + "\n")
}
