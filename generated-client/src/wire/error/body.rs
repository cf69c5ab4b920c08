//! Bodies of errors. There are many shapes, several per service, and all are tried on every response:
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
//! | i | `{"errMsg", "errId"}` | trends of NAVER API HUB, as public code that calls it reads them; no page has the shape |
//!
//! a, b and e come as XML too. What has none of these shapes is an error without a code.

use std::borrow::Cow;

use crate::codec::json::{Kind, View, trimmed, whole};

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
        let text = trimmed(body);
        match text.first() {
            Some(b'{') if whole(text).is_ok() => Self::of_json(View::of(text)),
            Some(b'<') => Self::of_xml(&String::from_utf8_lossy(text)),
            _ => Self::default(),
        }
    }

    /// Whether a JSON body has a member that errors are wrapped in, and no other but an identifier of the request.
    pub(crate) fn may_be_wrapper(value: View<'_>) -> bool {
        let mut wrapped = false;
        for (name, _) in value.members() {
            if WRAPPERS.contains(&&*name) {
                wrapped = true;
            } else if !REQUEST_IDS.contains(&&*name) {
                return false;
            }
        }
        wrapped
    }

    /// Reads a JSON body.
    pub(crate) fn of_json(value: View<'_>) -> Self {
        let members = Known::of(value);
        let request_id = members.text(&REQUEST_IDS);
        let body = if let Some(error) = members.object("error") {
            Self {
                code: error.text(&["errorCode", "code"]),
                message: error.text(&["message", "errorMessage"]),
                details: error
                    .text(&["details"])
                    .or_else(|| developer_details(&error)),
                wrapper: error.has("errorCode"),
                ..Self::default()
            }
        } else if let Some(error) = members.object("responseError") {
            Self {
                code: error.text(&["returnCode"]),
                message: error.text(&["returnMessage"]),
                wrapper: error.has("returnCode"),
                ..Self::default()
            }
        } else if let Some(status) = members.object("status") {
            Self {
                code: status.text(&["code"]),
                message: status.text(&["message"]),
                ..Self::default()
            }
        } else {
            Self {
                code: members
                    .text(&["errorCode", "code", "returnCode"])
                    .or_else(|| own_status(&members)),
                // Spring's `error` is the name of the HTTP status and says less than its `message`.
                message: members.text(&[
                    "errorMessage",
                    "message",
                    "msg",
                    "returnMessage",
                    "errMsg",
                    "error",
                ]),
                // What `errId` stands for is in no page: no code of the service, as far as is known.
                details: members.text(&["details", "errId"]),
                ..Self::default()
            }
        };
        Self {
            wrapper: body.wrapper && Self::may_be_wrapper(value),
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

/// The members of an object that errors are told by.
struct Known<'a> {
    members: Vec<(&'static str, View<'a>)>,
}

const WRAPPERS: [&str; 2] = ["error", "responseError"];

/// Names of what may stand beside a wrapper.
const REQUEST_IDS: [&str; 2] = ["requestId", "requested"];

/// The names of all shapes.
const NAMES: [&str; 17] = [
    "code",
    "details",
    "devMessage",
    "errId",
    "errMsg",
    "error",
    "errorCode",
    "errorMessage",
    "message",
    "moreInfo",
    "msg",
    "requestId",
    "requested",
    "responseError",
    "returnCode",
    "returnMessage",
    "status",
];

impl<'a> Known<'a> {
    fn of(value: View<'a>) -> Self {
        let mut this = Self {
            members: Vec::new(),
        };
        for (name, member) in value.members() {
            let Some(name) = NAMES.into_iter().find(|known| *known == name) else {
                continue;
            };
            // The last one of a name counts.
            match this.members.iter_mut().find(|(known, _)| *known == name) {
                Some((_, earlier)) => *earlier = member,
                None => this.members.push((name, member)),
            }
        }
        this
    }

    fn get(&self, name: &str) -> Option<View<'a>> {
        let member = self.members.iter().find(|(known, _)| *known == name);
        member.map(|(_, member)| *member)
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn object(&self, name: &str) -> Option<Self> {
        self.get(name)
            .filter(|inner| inner.is_object())
            .map(Self::of)
    }

    /// The first of these members that says something. Codes come as text and as numbers; details as anything.
    fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let member = self.get(name)?;
            match member.kind()? {
                Kind::List | Kind::Object => Some(member.compact()),
                Kind::Text | Kind::Number | Kind::Boolean => {
                    let text = member.scalar().filter(|text| !text.is_empty());
                    text.map(Cow::into_owned)
                }
            }
        })
    }
}

/// What shape g says besides its message: which members were wrong.
fn developer_details(error: &Known<'_>) -> Option<String> {
    let parts: Vec<String> = ["devMessage", "moreInfo"]
        .iter()
        .filter_map(|name| error.text(&[*name]))
        .collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// A status that is a code of the service: HTTP has no such number.
fn own_status(members: &Known<'_>) -> Option<String> {
    let status = members.get("status")?.as_integer()?;
    (!(100..600).contains(&status)).then(|| status.to_string())
}

/// The content of the first element of a name, whatever its case and the prefix of its name space are. Error documents are
/// flat and have no attributes to speak of: that is no reason for an XML reader.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = xml;
    loop {
        let (_, inside) = rest.split_once('<')?;
        rest = inside;
        let ends = |character: char| {
            matches!(character, '<' | '>' | '/') || character.is_ascii_whitespace()
        };
        let (tag, behind) = inside.split_at_checked(inside.find(ends)?)?;
        let local = tag.rsplit(':').next().unwrap_or(tag);
        if local.eq_ignore_ascii_case(name) && !behind.starts_with(['<', '/']) {
            return before_end(behind.split_once('>')?.1, tag);
        }
    }
}

/// What stands before the end of an element.
fn before_end<'a>(content: &'a str, tag: &str) -> Option<&'a str> {
    let mark = format!("</{tag}");
    content.match_indices(&mark).find_map(|(at, _)| {
        let behind = content.get(at + mark.len()..)?;
        let is_end = behind.trim_ascii_start().starts_with('>');
        content.get(..at).filter(|_| is_end)
    })
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
