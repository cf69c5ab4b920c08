//! Bodies of requests and of responses.

use super::{
    Draft,
    document::{Version, text},
    parameters::Location,
    rows::{Row, rows},
    schemas::Direction,
};
use crate::{draft::quote::quoted, format::text_alone, json::Json};

/// What a body comes to.
#[derive(Default)]
pub(super) struct Body {
    /// Rows of a form or of parts.
    pub(super) rows: Vec<(Location, Row)>,
    /// The key and its value as they stand in a spec.
    pub(super) text: String,
    pub(super) gaps: Vec<String>,
}

/// Members of responses that are read. Samples are told as a gap of the operation.
const READ: [&str; 8] = [
    "description",
    "headers",
    "content",
    "schema",
    "examples",
    "x-ncloud-header-families",
    "x-ncloud-envelope",
    "x-ncloud-may-be-empty",
];

/// What a media type is to the language.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Media {
    Json,
    Form,
    Parts,
    Xml,
    Bytes,
    Events,
}

fn media(name: &str) -> Media {
    let name = name
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match name.as_str() {
        "application/json" | "*/*" | "application/*" => Media::Json,
        name if name.ends_with("+json") => Media::Json,
        "application/x-www-form-urlencoded" => Media::Form,
        "multipart/form-data" => Media::Parts,
        "application/xml" | "text/xml" => Media::Xml,
        "text/event-stream" => Media::Events,
        _ => Media::Bytes,
    }
}

impl<'document> Draft<'document> {
    /// A body as 3.0 and 3.1 say it.
    pub(super) fn request_body(&mut self, body: &'document Json, operation: &str) -> Body {
        let mut draft = Body::default();
        let document = self.document;
        let Some(body) = document.resolved(body) else {
            draft
                .gaps
                .push("its body is not in the document: put a `body`".to_owned());
            return draft;
        };
        let required = body.member("required") == Some(&Json::Bool(true));
        let mut content: Vec<&(String, Json)> = body
            .member("content")
            .map_or(&[][..], Json::members)
            .iter()
            .collect();
        content.sort_by_key(|(name, _)| media(name));
        let Some((chosen, others)) = content.split_first() else {
            draft
                .gaps
                .push("its body has no media type: put a `body`".to_owned());
            return draft;
        };
        for (name, _) in others {
            draft.gaps.push(format!(
                "its body can be `{}` too, which is not in the draft",
                quoted(name)
            ));
        }
        let (name, chosen) = *chosen;
        let schema = chosen.member("schema");
        match media(name) {
            Media::Form | Media::Parts => {
                let place = if media(name) == Media::Form {
                    Location::Form
                } else {
                    Location::Part
                };
                self.form(
                    &mut draft,
                    place,
                    schema,
                    chosen.member("encoding"),
                    operation,
                );
            }
            Media::Json => match schema {
                Some(schema) => self.json_body(&mut draft, schema, required, operation),
                None => draft
                    .gaps
                    .push("of its body no schema is said: put a `body`".to_owned()),
            },
            Media::Xml => draft
                .gaps
                .push("its body is XML, which the language has not".to_owned()),
            Media::Bytes | Media::Events => {
                if name != "application/octet-stream" {
                    draft.gaps.push(format!(
                        "its body is `{}`: put that as the constant header content-type",
                        quoted(name)
                    ));
                }
                draft.text = format!("    body: bytes{}\n", if required { "" } else { "?" });
                if !required {
                    draft.gaps.push("its body may be left out".to_owned());
                    draft.text = "    body: bytes\n".to_owned();
                }
            }
        }
        draft
    }

    pub(super) fn json_body(
        &mut self,
        draft: &mut Body,
        schema: &'document Json,
        required: bool,
        operation: &str,
    ) {
        let is_inline = schema.member("$ref").is_none()
            && (schema.member("properties").is_some()
                || schema
                    .member("allOf")
                    .is_some_and(|all| all.elements().len() > 1))
            && self.needs_name(schema)
            && schema.member("oneOf").is_none()
            && schema.member("anyOf").is_none();
        if is_inline && required {
            let members = self.members(schema, 0);
            draft.gaps.extend(members.gaps.iter().cloned());
            let facts = super::schemas::facts(schema);
            draft.gaps.extend(facts.gaps);
            if !facts.doc.is_empty() {
                draft
                    .gaps
                    .push(format!("of its body the document says: {}", facts.doc));
            }
            let own = self.member_rows(&members, Direction::Sent, operation);
            draft.text = format!("    body:\n{}", rows(&own, "      "));
            return;
        }
        let value = self.value(schema, &format!("{operation}_body"), Direction::Sent, 0);
        draft.gaps.extend(
            value
                .facts
                .gaps
                .iter()
                .map(|gap| format!("of its body: {gap}")),
        );
        draft.text = format!(
            "    body: {}{}\n",
            value.ty,
            if required { "" } else { "?" }
        );
    }

    fn form(
        &mut self,
        draft: &mut Body,
        place: Location,
        schema: Option<&'document Json>,
        encoding: Option<&'document Json>,
        operation: &str,
    ) {
        let Some(schema) = schema.and_then(|schema| self.document.resolved(schema)) else {
            draft.gaps.push("of its form no schema is said".to_owned());
            return;
        };
        let members = self.members(schema, 0);
        draft.gaps.extend(members.gaps.iter().cloned());
        let way = if place == Location::Part {
            Direction::Part
        } else {
            Direction::Sent
        };
        for (name, member) in &members.members {
            let required = members.required.contains(name);
            if required
                && place == Location::Form
                && let Some([Json::String(value)]) = member.member("enum").map(Json::elements)
            {
                let row = Row {
                    name: (*name).to_owned(),
                    constant: Some(value.clone()),
                    ..Row::default()
                };
                draft.rows.push((place, row));
                continue;
            }
            let value = member.member("x-ncloud-value").unwrap_or(member);
            let mut row = self.row(name, required, value, way, &format!("{operation}_{name}"));
            row.nullable = false;
            let encoding = encoding.and_then(|encoding| encoding.member(name));
            for (key, value) in encoding.map_or(&[][..], Json::members) {
                if !["style", "explode"].contains(&key.as_str()) {
                    row.facts.gap(format!(
                        "the language has no key for `{}: {}`",
                        quoted(key),
                        quoted(&value.to_string())
                    ));
                }
            }
            let styled = if member.member("x-ncloud-style").is_some() {
                member
            } else {
                encoding.unwrap_or(member)
            };
            if member.member("x-ncloud-value").is_some() {
                row.facts = super::schemas::facts(member);
            }
            self.style(&mut row, place, styled);
            draft.rows.push((place, row));
        }
    }

    /// The keys of a response: of success by status, and what is known of failures as gaps.
    pub(super) fn responses(
        &mut self,
        responses: Option<&'document Json>,
        produces: &'document str,
        operation: &str,
    ) -> Body {
        let mut draft = Body::default();
        let all = responses.map_or(&[][..], Json::members);
        let is_success = |status: &str| status.starts_with('2');
        let has_success = all.iter().any(|(status, _)| is_success(status));
        let mut statuses = Vec::new();
        let mut chosen = None;
        let mut failures = Vec::new();
        for (status, response) in all {
            let document = self.document;
            let Some(response) = document.resolved(response) else {
                draft.gaps.push(format!(
                    "the response `{}` is not in the document",
                    quoted(status)
                ));
                continue;
            };
            if !is_success(status) && (has_success || status != "default") {
                failures.push((status.as_str(), response));
                continue;
            }
            match status.parse::<u16>() {
                Ok(status) => statuses.push(status.to_string()),
                Err(_) => draft.gaps.push(format!(
                    "its response is of the status `{}`: put the `status`, unless it is 200",
                    quoted(status)
                )),
            }
            for (key, value) in response.members() {
                if !READ.contains(&key.as_str()) {
                    draft.gaps.push(format!(
                        "the draft has nothing of `{}: {}` of its response",
                        quoted(key),
                        quoted(&value.to_string())
                    ));
                }
            }
            let content = self.media_of(response, produces);
            match (&chosen, content) {
                (_, None) => {}
                (None, Some(content)) => chosen = Some((response, content)),
                (Some((_, known)), Some(content)) if known.1 == content.1 => {}
                (Some(_), Some(_)) => draft.gaps.push(format!(
                    "the response of the status {} is another, which is not in the draft",
                    quoted(status)
                )),
            }
        }
        if !has_success && chosen.is_none() && statuses.is_empty() {
            draft.gaps.push("no response of success is said".to_owned());
        }
        match statuses.as_slice() {
            [] => {}
            [one] if one == "200" => {}
            [one] => draft.text.push_str(&format!("    status: {one}\n")),
            several => draft
                .text
                .push_str(&format!("    status: [{}]\n", several.join(", "))),
        }
        if let Some((response, (name, schema))) = chosen {
            self.response_body(&mut draft, response, name, schema, operation);
        }
        let headers = all
            .iter()
            .filter(|(status, _)| is_success(status))
            .find_map(|(_, response)| self.document.resolved(response)?.member("headers"));
        let families = all
            .iter()
            .filter(|(status, _)| is_success(status))
            .find_map(|(_, response)| {
                self.document
                    .resolved(response)?
                    .member("x-ncloud-header-families")
            });
        self.response_headers(&mut draft, [headers, families], operation);
        let failures: Vec<String> = failures
            .into_iter()
            .filter(|(_, response)| {
                response
                    .member("description")
                    .and_then(text)
                    .is_none_or(|doc| !doc.starts_with("A failure. The body may be any JSON"))
            })
            .map(|(status, response)| {
                let doc = response
                    .member("description")
                    .and_then(text)
                    .unwrap_or_default();
                format!("{} ({})", quoted(status), quoted(doc))
            })
            .collect();
        if !failures.is_empty() {
            draft.gaps.push(format!(
                "it fails with {}: put the codes under `errors`",
                failures.join(", ")
            ));
        }
        draft
    }

    /// The media type and the schema of a response.
    fn media_of(
        &self,
        response: &'document Json,
        produces: &'document str,
    ) -> Option<(&'document str, Option<&'document Json>)> {
        if self.document.version == Version::V2 {
            let schema = response.member("schema")?;
            return Some((produces, Some(schema)));
        }
        let mut content: Vec<&(String, Json)> =
            response.member("content")?.members().iter().collect();
        content.sort_by_key(|(name, _)| media(name));
        let (name, media) = content.first()?;
        Some((name, media.member("schema")))
    }

    fn response_body(
        &mut self,
        draft: &mut Body,
        response: &'document Json,
        name: &str,
        schema: Option<&'document Json>,
        operation: &str,
    ) {
        for (other, _) in response.member("content").map_or(&[][..], Json::members) {
            if other != name {
                draft.gaps.push(format!(
                    "its response can be `{}` too, which is not in the draft",
                    quoted(other)
                ));
            }
        }
        let kind = media(name);
        let Some(mut schema) = schema.filter(|_| matches!(kind, Media::Json | Media::Xml)) else {
            if matches!(kind, Media::Json | Media::Xml) {
                draft
                    .gaps
                    .push("of its response no schema is said".to_owned());
                draft.text.push_str("    response: json\n");
            } else {
                if kind == Media::Events {
                    draft
                        .gaps
                        .push("its response is a stream of events: put `events`".to_owned());
                }
                draft.text.push_str("    response: bytes\n");
            }
            return;
        };
        if kind == Media::Xml {
            draft.text.push_str("    format: xml\n");
        }
        let envelope = response.member("x-ncloud-envelope");
        let member = envelope
            .and_then(|envelope| envelope.member("member"))
            .and_then(text);
        let mut is_wrapped = false;
        if let Some(member) = member {
            let wrapped = schema
                .member("anyOf")
                .map_or(&[][..], Json::elements)
                .first()
                .unwrap_or(schema);
            let inner = wrapped
                .member("properties")
                .and_then(|members| members.member(member));
            if inner.is_some() || kind == Media::Xml {
                schema = inner.unwrap_or(schema);
                let mark = if envelope.and_then(|envelope| envelope.member("optional"))
                    == Some(&Json::Bool(true))
                {
                    "?"
                } else {
                    ""
                };
                draft.text.push_str(&format!(
                    "    envelope: {}\n",
                    text_alone(&format!("{member}{mark}"))
                ));
                is_wrapped = true;
            }
        }
        let optional = response.member("x-ncloud-may-be-empty") == Some(&Json::Bool(true));
        let is_inline = !is_wrapped
            && !optional
            && kind == Media::Json
            && schema.member("$ref").is_none()
            && self.needs_name(schema)
            && ["oneOf", "anyOf", "enum", "prefixItems"]
                .iter()
                .all(|key| schema.member(key).is_none());
        if is_inline {
            let members = self.members(schema, 0);
            draft.gaps.extend(members.gaps.iter().cloned());
            draft.gaps.extend(super::schemas::facts(schema).gaps);
            let own = self.member_rows(&members, Direction::Received, operation);
            draft
                .text
                .push_str(&format!("    response:\n{}", rows(&own, "      ")));
            return;
        }
        let value = self.value(
            schema,
            &format!("{operation}_response"),
            Direction::Received,
            0,
        );
        draft.gaps.extend(
            value
                .facts
                .gaps
                .iter()
                .map(|gap| format!("of its response: {gap}")),
        );
        let mark = if optional || value.nullable { "?" } else { "" };
        draft
            .text
            .push_str(&format!("    response: {}{mark}\n", value.ty));
    }

    fn response_headers(
        &mut self,
        draft: &mut Body,
        headers: [Option<&'document Json>; 2],
        operation: &str,
    ) {
        let mut own = Vec::new();
        for (name, header) in headers.into_iter().flatten().flat_map(Json::members) {
            let document = self.document;
            let Some(header) = document.resolved(header) else {
                draft.gaps.push(format!(
                    "the header `{}` is not in the document",
                    quoted(name)
                ));
                continue;
            };
            let required = header.member("required") == Some(&Json::Bool(true));
            let schema = header.member("schema").unwrap_or(header);
            let mut row = self.row(
                name,
                required,
                schema,
                Direction::Received,
                &format!("{operation}_{name}"),
            );
            if let Some(doc) = header.member("description").and_then(text) {
                row.facts.doc = super::prose(doc);
            }
            row.facts.sensitive |= header.member("x-ncloud-sensitive").is_some();
            own.push(row);
        }
        if !own.is_empty() {
            draft
                .text
                .push_str(&format!("    response_headers:\n{}", rows(&own, "      ")));
        }
    }
}
