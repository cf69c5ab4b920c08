//! An exchange as one more example of its operation, every other line of the spec as it was.

use std::fmt;

use ncloud_codegen::{
    Report,
    ir::{Body, Field, Format},
    load_texts,
    parse::yaml,
};
use serde_json::{Map, Value as Json, json};

use super::{
    Argument, DynamicOperation, Request, Response, Secrets, json as ordered,
    redact::{self, Placeholder},
};
use crate::format;

/// A spec with one more example.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The path of its file.
    pub path: String,
    /// What it holds.
    pub before: String,
    /// What it would hold.
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
const REDACTED: &str = "From a call; sensitive values are redacted.";

pub(super) fn recorded(
    operation: &DynamicOperation<'_>,
    name: &str,
    request: &Request,
    response: Response<'_>,
    error: Option<(Option<&str>, Option<&str>)>,
    secrets: &dyn Secrets,
) -> Result<Recorded, RecordError> {
    let model = operation.model;
    if name.starts_with("documented") {
        return Err(RecordError::Refused(format!(
            "`{name}` is the name of a sample that the page shows; choose another for what was recorded"
        )));
    }
    if model.examples.iter().any(|example| example.name == name) {
        return Err(RecordError::Refused(format!(
            "`{}` has an example `{name}` already; choose another name",
            model.name
        )));
    }
    let specs = operation.specs;
    let source = operation.model.location.span.source;
    let file = specs.sources.get(source);
    let file = file.ok_or_else(|| "the file of the operation is not known".to_owned())?;
    let example = example(operation, request, response, error, secrets)?;
    let neat = |text: &str| {
        format::formatted(&file.path, text).map_err(|report| RecordError::Unsound(Box::new(report)))
    };
    let before = neat(&file.text)?;
    let after = neat(&insert(&before, &model.name, name, &example)?)?;
    let texts = specs.sources.ids().filter_map(|id| {
        let each = specs.sources.get(id)?;
        let text = if id == source { &after } else { &each.text };
        Some((each.path.clone(), text.clone()))
    });
    load_texts(texts).map_err(|report| RecordError::Unsound(Box::new(report)))?;
    Ok(Recorded {
        path: file.path.clone(),
        before: file.text.clone(),
        text: after,
    })
}

/// The keys of the example with their values, as JSON.
fn example(
    operation: &DynamicOperation<'_>,
    request: &Request,
    response: Response<'_>,
    error: Option<(Option<&str>, Option<&str>)>,
    secrets: &dyn Secrets,
) -> Result<Vec<(&'static str, String)>, RecordError> {
    let (service, model) = (operation.service, operation.model);
    let mut redacted = redact::request(service, model, request, Placeholder::Typed);
    let values = redacted.arguments.iter_mut().map(|it| &mut it.value);
    for value in values.chain(&mut redacted.body) {
        without_secrets(value, secrets);
    }
    let mut is_redacted = redacted.arguments != request.arguments || redacted.body != request.body;
    let said = String::from_utf8_lossy(response.body.unwrap_or_default());
    if error.is_some() && secrets.are_in(&said) {
        return Err(RecordError::Refused(
            "the failure repeats what is sensitive, and has no type to redact it by".to_owned(),
        ));
    }
    let mut keys = Vec::new();
    let (parameters, members): (Vec<_>, Vec<_>) = redacted
        .arguments
        .into_iter()
        .partition(|argument| argument.location.is_some());
    if !parameters.is_empty() {
        keys.push(("request", parameters_of(operation, parameters)));
    }
    let members: Vec<_> = members.into_iter().map(|it| (it.name, it.value)).collect();
    match (&model.body, redacted.body) {
        (_, Some(body)) => keys.push(("body", body.to_string())),
        (Some(Body::Object(_)), None) => keys.push(("body", object(members))),
        _ => {}
    }
    let first = model.response.statuses.first();
    if first != Some(&response.status) {
        keys.push(("status", response.status.to_string()));
    }
    if let Some(body) = response.body.filter(|body| !body.is_empty()) {
        let (key, value, holds_redacted) =
            content(operation, response, body, error.is_some(), secrets)?;
        is_redacted |= holds_redacted;
        keys.push((key, value));
    } else if model.response.format == Format::Bytes && error.is_none() && response.body.is_none() {
        return Err(RecordError::Refused(
            "an example shows the bytes of the response; leave `--out` out".to_owned(),
        ));
    }
    if error.is_none() {
        let fields = &model.response.headers;
        let headers = headers(fields, response.headers, &mut is_redacted, secrets);
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
    // Whatever the reason is that one is left.
    if keys.iter().any(|(_, value)| secrets.are_in(value)) {
        return Err(RecordError::Refused(
            "the exchange repeats a secret where it cannot be redacted; write the example by hand"
                .to_owned(),
        ));
    }
    let origin = if is_redacted { REDACTED } else { AS_IT_WAS };
    keys.insert(0, ("recorded", json!(origin).to_string()));
    Ok(keys)
}

/// The response: its key, its value, and whether something in it is redacted.
fn content(
    operation: &DynamicOperation<'_>,
    response: Response<'_>,
    body: &[u8],
    is_failure: bool,
    secrets: &dyn Secrets,
) -> Result<(&'static str, String, bool), RecordError> {
    let text = std::str::from_utf8(body).map_err(|_| {
        "the response is bytes that are no text, which an example cannot show".to_owned()
    })?;
    let declared = &operation.model.response;
    let is_json = is_failure || declared.format == Format::Json;
    if let Some(node) = ordered::node(text, operation.model.location.span).filter(|_| is_json) {
        let before = ordered::compact(&node);
        let mut node = node;
        if is_failure {
            redact::by_name(operation.service, &mut node, Placeholder::Typed);
        } else {
            redact::response(
                operation.service,
                operation.model,
                &mut node,
                Placeholder::Typed,
            );
            redact::secrets(&mut node, secrets, Placeholder::Typed);
        }
        let after = ordered::compact(&node);
        let is_redacted = before != after;
        return Ok(("response", after, is_redacted));
    }
    if operation.may_be_sensitive() || secrets.redacted(text) != text {
        return Err(RecordError::Refused(
            "the response may hold what is sensitive, which is redacted in JSON alone; write the example by hand"
                .to_owned(),
        ));
    }
    // Nothing else holds the XML of an example against its type.
    let is_xml = !is_failure && declared.format == Format::Xml;
    if is_xml && !operation.response_findings(response).is_empty() {
        return Err(RecordError::Refused(
            "the spec disagrees with the response; mend the spec first".to_owned(),
        ));
    }
    Ok(("text", json!(text).to_string(), false))
}

/// Headers that are results.
fn headers(
    fields: &[Field],
    given: &[(String, String)],
    is_redacted: &mut bool,
    secrets: &dyn Secrets,
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
        let repeats = secrets.are_in(value);
        *is_redacted |= field.sensitive || repeats;
        let value = if field.sensitive {
            redact::header(field)
        } else if repeats {
            redact::without(value, secrets, Placeholder::Typed)
        } else {
            value.clone()
        };
        headers.insert(name.clone(), Json::from(value));
    }
    headers
}

/// Parameters by their names, and by their places too where several have the name.
fn parameters_of(operation: &DynamicOperation<'_>, arguments: Vec<Argument>) -> String {
    let members = arguments.into_iter().map(|argument| {
        let Argument {
            location,
            name,
            value,
        } = argument;
        let parameters = operation.model.parameters.iter();
        let named = parameters.filter(|it| it.field.wire_name == name).count();
        match location {
            Some(location) if named > 1 => (format!("{}.{name}", location.as_str()), value),
            _ => (name, value),
        }
    });
    object(members.collect())
}

/// A value of a request without secrets that stand in fields which are not sensitive.
fn without_secrets(value: &mut Json, secrets: &dyn Secrets) {
    match value {
        Json::String(text) if secrets.are_in(text) => {
            *text = redact::without(text, secrets, Placeholder::Typed);
        }
        Json::Array(elements) => {
            for each in elements {
                without_secrets(each, secrets);
            }
        }
        Json::Object(members) => {
            for (_, each) in members {
                without_secrets(each, secrets);
            }
        }
        _ => {}
    }
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
    let mut sources = ncloud_codegen::source::Sources::default();
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
    // Empty lines behind a text may be lines of it.
    let before = lines.get(..end).unwrap_or_default();
    if format::ends_in_kept_text(before) {
        let behind = lines.iter().skip(end);
        end += behind.take_while(|line| line.trim().is_empty()).count();
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

#[cfg(test)]
mod tests {
    use super::insert;

    #[test]
    fn an_example_goes_behind_all_of_a_text_whose_line_breaks_are_kept() {
        let keys = [("text", "\"b\"".to_owned())];
        let added = "      \"new\":\n        text: \"b\"\n";
        for kept in [
            "      old:\n        text: |+\n          a\n\n\n",
            "      old:\n        text: |\n          a\n",
        ] {
            let spec = format!("operations:\n  A:\n    examples:\n{kept}");
            assert_eq!(
                insert(&spec, "A", "new", &keys).ok(),
                Some(format!("{spec}{added}"))
            );
            let more = "  B:\n    doc: b\n";
            assert_eq!(
                insert(&format!("{spec}{more}"), "A", "new", &keys).ok(),
                Some(format!("{spec}{added}{more}"))
            );
        }
    }
}
