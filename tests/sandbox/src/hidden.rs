//! What a log does not show of a request: keys, and what the specs call sensitive.

use std::collections::BTreeSet;

use http::HeaderMap;
use ncloud_codegen::ir::{Operation, ParameterLocation, Service};
use serde_json::Value as Json;

use crate::encoding;
use crate::judge::Received;
use crate::record::OperationName;
use crate::route::Router;

const HIDDEN: &str = "<hidden>";

/// Headers and parameters that say who sends a request, in lower case, whatever its operation takes.
const KEYS: [&str; 7] = [
    "authorization",
    "x-ncp-apigw-api-key",
    "x-ncp-apigw-api-key-id",
    "x-ncp-apigw-signature-v1",
    "x-ncp-apigw-signature-v2",
    "x-ncp-iam-access-key",
    "cookie",
];

/// A shorter value is hidden only where it stands as a word.
const LEAST_HIDDEN: usize = 4;

/// What is kept out of what is shown of a request.
#[derive(Clone, Default)]
pub(crate) struct Hidden {
    /// Pieces of the target and what is shown of them, the longest first.
    pieces: Vec<(String, String)>,
    /// Values, which messages may quote, the longest first.
    values: Vec<String>,
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hidden")
    }
}

impl Hidden {
    pub(crate) fn of(
        router: &Router,
        request: &Received,
        operation: Option<&OperationName>,
    ) -> Self {
        let routes = || router.routes().iter();
        let route = operation.and_then(|name| routes().find(|route| route.name() == *name));
        let services: Vec<&Service> = match route {
            Some(route) => vec![&*route.service],
            // Nobody knows whose request it is.
            None => routes().map(|route| &*route.service).collect(),
        };
        let names: BTreeSet<String> = services
            .iter()
            .flat_map(|service| service.sensitive_names())
            .chain(KEYS)
            .map(str::to_ascii_lowercase)
            .collect();
        let mut this = Self::default();
        let (path, query) = request.path_and_query();
        let shown_path = router.shown_path(path, |operation, name| {
            let is_meant = route.is_none_or(|route| route.operation.name == operation.name);
            is_meant && is_sensitive_in_path(operation, name)
        });
        if let Some((shown, values)) = shown_path {
            this.pieces.push((path.to_owned(), shown));
            this.values.extend(values);
        }
        if let Some(shown) = this.query(query, &names) {
            this.pieces.push((query.to_owned(), shown));
        }
        this.headers(&request.headers, &names);
        this.body(&request.body.kept, &names);
        this.values.retain(|value| !value.is_empty());
        this.values
            .sort_by_key(|value| std::cmp::Reverse(value.len()));
        this.values.dedup();
        this
    }

    /// The target of the request line, or a text about the request.
    pub(crate) fn in_text(&self, text: &str) -> String {
        let mut shown = text.to_owned();
        for (piece, instead) in &self.pieces {
            shown = shown.replace(piece, instead);
        }
        for value in &self.values {
            shown = without(&shown, value);
        }
        shown
    }

    fn value(&mut self, raw: &str) {
        self.values.push(raw.to_owned());
        // As messages quote it.
        let quoted = format!("{raw:?}");
        self.values.push(quoted.trim_matches('"').to_owned());
        if let Ok(decoded) = encoding::decode_segment(&raw.replace('+', " ")) {
            self.values.push(decoded);
        }
    }

    /// The query with marks in it, if there is something to hide: `list.1.member=value` by each of its steps.
    fn query(&mut self, query: &str, names: &BTreeSet<String>) -> Option<String> {
        let mut is_changed = false;
        let pairs: Vec<String> = query
            .split('&')
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                let decoded = encoding::decode_segment(name).unwrap_or_else(|_| name.to_owned());
                let decoded = decoded.to_ascii_lowercase();
                let is_hidden =
                    names.contains(&decoded) || decoded.split('.').any(|step| names.contains(step));
                if value.is_empty() || !is_hidden {
                    return pair.to_owned();
                }
                is_changed = true;
                self.value(value);
                format!("{name}={HIDDEN}")
            })
            .collect();
        is_changed.then(|| pairs.join("&"))
    }

    fn headers(&mut self, headers: &HeaderMap, names: &BTreeSet<String>) {
        for (name, value) in headers {
            let name = name.as_str();
            let is_of_family = |known: &String| {
                known
                    .strip_suffix('*')
                    .is_some_and(|prefix| name.starts_with(prefix))
            };
            if !names.contains(name) && !names.iter().any(is_of_family) {
                continue;
            }
            if let Ok(value) = std::str::from_utf8(value.as_bytes()) {
                self.value(value);
                if let Some((_, token)) = value.rsplit_once(' ') {
                    self.value(token);
                }
            }
        }
    }

    fn body(&mut self, body: &[u8], names: &BTreeSet<String>) {
        match serde_json::from_slice::<Json>(body) {
            Ok(json) => self.members(&json, false, names),
            Err(_) => {
                let form = std::str::from_utf8(body).unwrap_or_default();
                if form.contains('=') {
                    // What is shown of it is of no use here.
                    let _ = self.query(form, names);
                }
            }
        }
    }

    fn members(&mut self, json: &Json, is_sensitive: bool, names: &BTreeSet<String>) {
        match json {
            Json::Object(members) => {
                for (name, value) in members {
                    let is_sensitive = is_sensitive || names.contains(&name.to_ascii_lowercase());
                    self.members(value, is_sensitive, names);
                }
            }
            Json::Array(elements) => {
                for each in elements {
                    self.members(each, is_sensitive, names);
                }
            }
            Json::String(text) if is_sensitive => self.value(text),
            Json::Number(number) if is_sensitive => self.value(&number.to_string()),
            _ => {}
        }
    }
}

fn is_sensitive_in_path(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().any(|parameter| {
        parameter.location == ParameterLocation::Path
            && parameter.field.sensitive
            && parameter.field.wire_name == name
    })
}

/// A text without a value.
fn without(text: &str, value: &str) -> String {
    if value.len() >= LEAST_HIDDEN {
        return text.replace(value, HIDDEN);
    }
    let is_part = |beside: Option<char>| beside.is_some_and(char::is_alphanumeric);
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(value) {
        shown.push_str(before);
        let is_word = !is_part(shown.chars().next_back()) && !is_part(after.chars().next());
        shown.push_str(if is_word { HIDDEN } else { value });
        rest = after;
    }
    shown.push_str(rest);
    shown
}
