//! What is asserted of responses that are not a value in JSON alone: headers, bytes, events, XML.

use std::fmt::Write;

use ncloud_codegen::ir::{Event, Events, Format, Scalar, Shape, ShapeKind, Type};
use serde_json::{Map, Value as Json};

use super::{Test, assertions::Actual};
use crate::samples::shown_events;

impl Test<'_> {
    /// What is asserted of `response` where it is events.
    pub(super) fn stream(&self, events: &Events) -> String {
        let shown = shown_events(events, self.example);
        let mut text = format!("    assert_eq!(response.len(), {});\n", shown.len());
        let home = format!("{}::{}::{}", self.home.name, self.service.name, events.name);
        for (index, (name, data)) in shown.iter().enumerate() {
            let known = events.events.iter().find(|event| event.wire_name == *name);
            let variant = known.map_or("Unknown", |event| event.rust_name.as_str());
            let _ = writeln!(
                text,
                "    let {home}::{variant}(event) = &response[{index}] else {{ panic!(\"{{:?}}\", response[{index}]) }};"
            );
            match known {
                Some(event) => self.event(&mut text, event, data),
                None => {
                    let _ = writeln!(
                        text,
                        "    assert_eq!((event.name(), event.data()), ({name:?}, {data:?}));"
                    );
                }
            }
        }
        text
    }

    fn event(&self, text: &mut String, event: &Event, data: &str) {
        let value = match event.ty {
            Type::Scalar(Scalar::String) | Type::Named(ShapeKind::Enum, _) => Json::from(data),
            _ => serde_json::from_str(data).unwrap_or_default(),
        };
        let place = Actual::behind_reference("event".to_owned());
        self.assert(text, &event.ty, &place, &value);
    }

    /// What is asserted of the headers in `response`.
    pub(super) fn headers(&self) -> String {
        let mut text = String::new();
        let headers = &self.operation.response.headers;
        let given = || self.example.response_headers.iter();
        let place = Actual::here("response");
        for field in headers {
            let value = match field.wire_name.strip_suffix('*') {
                None => given()
                    .find(|(name, _)| name.eq_ignore_ascii_case(&field.wire_name))
                    .map(|(_, value)| Json::from(value.as_str())),
                Some(prefix) => {
                    let members: Map<String, Json> = given()
                        .map(|(name, value)| (name.to_ascii_lowercase(), value))
                        .filter(|(name, _)| headers.iter().all(|other| other.wire_name != *name))
                        .filter_map(|(name, value)| {
                            let key = name.strip_prefix(prefix)?;
                            Some((key.to_owned(), Json::from(value.as_str())))
                        })
                        .collect();
                    (field.is_required() || !members.is_empty()).then_some(Json::Object(members))
                }
            };
            // Every answer of the sandbox has a date, also where the example shows none.
            if value.is_some() || field.wire_name != "date" {
                self.assert_field(&mut text, field, &place, value.as_ref());
            }
        }
        text
    }

    /// What is asserted of a body that is bytes, which is taken out of `response`.
    pub(super) fn bytes(&self) -> Option<String> {
        if self.operation.response.format != Format::Bytes {
            return None;
        }
        let place = if self.operation.response.has_body_field() {
            "response.body"
        } else {
            "response"
        };
        let mut text = String::new();
        for (name, value) in &self.example.response_headers {
            if name.eq_ignore_ascii_case("content-type") {
                let _ = writeln!(
                    text,
                    "    assert_eq!({place}.content_type(), Some({value:?}));"
                );
            }
        }
        let shown = self.example.text.as_deref().unwrap_or_default();
        let _ = writeln!(text, "    assert_eq!({place}.bytes().await?, {shown:?});");
        Some(text)
    }

    /// What the operation answers as JSON, if that is XML which says the same.
    pub(super) fn xml(&self) -> Option<Json> {
        if self.operation.response.format != Format::Xml {
            return None;
        }
        let mut rest = self.example.text.as_deref()?;
        let (root, content) = element(&mut rest)?;
        let content = self.typed(self.operation.response.ty.as_ref()?, content);
        Some(match &self.operation.response.envelope {
            Some(_) => Json::Object(Map::from_iter([(root, content)])),
            None => content,
        })
    }

    /// XML knows neither lists of one nor objects without members.
    fn typed(&self, ty: &Type, value: Json) -> Json {
        let is_blank = value == "";
        match ty {
            Type::List(_) if is_blank => Json::Array(Vec::new()),
            Type::List(item) => match value {
                Json::Array(values) => values
                    .into_iter()
                    .map(|value| self.typed(item, value))
                    .collect(),
                value => Json::Array(vec![self.typed(item, value)]),
            },
            Type::Named(ShapeKind::Struct, name) => {
                let shape = self.service.type_named(name).map(|found| &found.shape);
                let Some(Shape::Struct(fields)) = shape else {
                    return value;
                };
                let mut members = value.as_object().cloned().unwrap_or_default();
                for field in fields {
                    if let Some(member) = members.get_mut(&field.wire_name) {
                        // Optional text that is empty stays so, everything else is absent.
                        if field.is_required() || *member != "" {
                            *member = self.typed(&field.ty, member.take());
                        }
                    }
                }
                Json::Object(members)
            }
            _ => value,
        }
    }
}

/// Reads an element of the plain XML that samples are written in.
fn element(rest: &mut &str) -> Option<(String, Json)> {
    *rest = rest.trim_start();
    if rest.starts_with("<?") {
        *rest = rest.split_once("?>")?.1;
        return element(rest);
    }
    let (tag, after) = rest.strip_prefix('<')?.split_once('>')?;
    *rest = after;
    let (tag, is_empty) = match tag.strip_suffix('/') {
        Some(tag) => (tag, true),
        None => (tag, false),
    };
    let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut members = Map::new();
    for attribute in attributes.split_whitespace() {
        let (name, value) = attribute.split_once('=')?;
        members.insert(name.to_owned(), unescaped(value.trim_matches('"')));
    }
    if is_empty {
        return Some((name.to_owned(), object_or(members, "")));
    }
    loop {
        let (text, _) = rest.split_once('<')?;
        let end = format!("</{name}>");
        if let Some(after) = rest.get(text.len()..)?.strip_prefix(&end) {
            let text = text.to_owned();
            *rest = after;
            return Some((name.to_owned(), object_or(members, text.trim())));
        }
        *rest = rest.get(text.len()..)?;
        let (child, value) = element(rest)?;
        match members.get_mut(&child) {
            None => {
                members.insert(child, value);
            }
            Some(Json::Array(values)) => values.push(value),
            Some(first) => *first = Json::Array(vec![first.take(), value]),
        }
    }
}

fn object_or(members: Map<String, Json>, text: &str) -> Json {
    if members.is_empty() {
        unescaped(text)
    } else {
        Json::Object(members)
    }
}

fn unescaped(text: &str) -> Json {
    Json::from(
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}
