//! Bodies of errors. There are many shapes, several per service, and all are tried on every answer:
//!
//! | | shape | where |
//! | --- | --- | --- |
//! | a | `{"error": {"errorCode", "message", "details"}}` | gateway, and services with codes of their own |
//! | b | `{"responseError": {"returnCode", "returnMessage"}}` | infrastructure |
//! | c | `{"errorCode", "errorMessage"}` | single services |
//! | d | `{"code", "message" or "msg", "result", "requestId"}` | analytics and others |
//! | e | `{"status": {"code", "message"}}` | CLOVA |
//! | f | `{"timestamp", "status", "error", "path"}` | the default of Spring |
//! | g | `{"result", "error": {"errorCode", "message", "devMessage", "moreInfo"}}` | domains and traffic |
//! | h | `{"status": -1, "message"}` | games |
//!
//! a, b and e come as XML too. What has none of these shapes is an error without a code.

use crate::types::Json;

/// What an error body says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) details: Option<String>,
    pub(crate) request_id: Option<String>,
    /// Nothing but an error has this shape, whatever the HTTP status is: a or b.
    pub(crate) wrapper: bool,
}

impl ErrorBody {
    /// Reads a body of any shape; decides by its first character, as JSON also comes as `text/plain`.
    pub(crate) fn parse(body: &[u8]) -> Self {
        match body.trim_ascii_start().first() {
            Some(b'{') => serde_json::from_slice(body)
                .map(|value| Self::of_json(&value))
                .unwrap_or_default(),
            Some(b'<') => Self::of_xml(&String::from_utf8_lossy(body)),
            _ => Self::default(),
        }
    }

    /// Reads a JSON body.
    pub(crate) fn of_json(value: &Json) -> Self {
        let request_id = text(value, &["requestId", "requested"]);
        let inner = |name| value.get(name).filter(|inner| inner.is_object());
        let body = if let Some(error) = inner("error") {
            Self {
                code: text(error, &["errorCode", "code"]),
                message: text(error, &["message", "errorMessage"]),
                details: text(error, &["details"]).or_else(|| developer_details(error)),
                wrapper: has(error, "errorCode"),
                ..Self::default()
            }
        } else if let Some(error) = inner("responseError") {
            Self {
                code: text(error, &["returnCode"]),
                message: text(error, &["returnMessage"]),
                wrapper: has(error, "returnCode"),
                ..Self::default()
            }
        } else if let Some(status) = inner("status") {
            Self {
                code: text(status, &["code"]),
                message: text(status, &["message"]),
                ..Self::default()
            }
        } else {
            Self {
                code: text(value, &["errorCode", "code", "returnCode"])
                    .or_else(|| own_status(value)),
                // Spring's `error` is the name of the HTTP status and says less than its `message`.
                message: text(
                    value,
                    &["errorMessage", "message", "msg", "returnMessage", "error"],
                ),
                details: text(value, &["details"]),
                ..Self::default()
            }
        };
        let alone = value.as_object().is_some_and(|members| members.len() == 1);
        Self {
            wrapper: body.wrapper && alone,
            request_id,
            ..body
        }
    }

    fn of_xml(xml: &str) -> Self {
        let wrapper = element(xml, "responseError").or_else(|| element(xml, "error"));
        let inner = wrapper.or_else(|| element(xml, "status")).unwrap_or(xml);
        let read = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| element(inner, name))
                .and_then(unescaped)
        };
        let code = read(&["returnCode", "errorCode", "code"]);
        Self {
            wrapper: wrapper.is_some() && code.is_some(),
            code,
            message: read(&["returnMessage", "message"]),
            details: read(&["details"]),
            request_id: element(xml, "requestId").and_then(unescaped),
        }
    }
}

/// What shape g says besides its message: which members were wrong.
fn developer_details(error: &Json) -> Option<String> {
    let parts: Vec<String> = ["devMessage", "moreInfo"]
        .iter()
        .filter_map(|name| text(error, &[*name]))
        .collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// A status that is a code of the service: HTTP has no such number.
fn own_status(value: &Json) -> Option<String> {
    let status = value.get("status")?.as_i64()?;
    (!(100..600).contains(&status)).then(|| status.to_string())
}

fn has(value: &Json, name: &str) -> bool {
    value.get(name).is_some()
}

/// The first of these members that says something. Codes come as text and as numbers; details as anything.
fn text(value: &Json, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match value.get(name)? {
        Json::Null => None,
        Json::String(text) => (!text.is_empty()).then(|| text.clone()),
        other => Some(other.to_string()),
    })
}

/// The content of the first element of a name. Error documents are flat and have no attributes to speak of: that is no
/// reason for an XML reader.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = xml;
    loop {
        let (_, after) = rest.split_once('<')?;
        rest = after;
        let Some(after) = after.strip_prefix(name) else {
            continue;
        };
        if !after.starts_with(['>', ' ', '\t', '\r', '\n']) {
            continue;
        }
        let (_, content) = after.split_once('>')?;
        return content
            .split_once(&format!("</{name}>"))
            .map(|(content, _)| content);
    }
}

fn unescaped(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text
        .strip_prefix("<![CDATA[")
        .and_then(|text| text.strip_suffix("]]>"))
        .unwrap_or(text);
    // `&amp;` last, so that nothing is unescaped twice.
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    let text = pairs
        .iter()
        .fold(text.to_owned(), |text, (escaped, plain)| {
            text.replace(escaped, plain)
        });
    (!text.is_empty()).then_some(text)
}
