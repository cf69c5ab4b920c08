//! Whether a request has the parameters, the headers and the body that its operation declares.

use std::collections::BTreeMap;

use http::HeaderMap;
use ncloud_codegen::ir::{
    Body, Operation, Parameter, ParameterLocation, ParameterStyle, Service, Type,
};
use serde_json::{Map, Value as Json};

use crate::body::Received;
use crate::encoding;
use crate::json::Checker;
use crate::pairs;
use crate::parts;
use crate::route::Match;
use crate::value;

/// What a request said, read by the types of its operation.
#[derive(Debug)]
pub(crate) struct Sent {
    /// By place and wire name; of headers in the spelling of the spec.
    pub(crate) parameters: BTreeMap<(ParameterLocation, String), Json>,
    pub(crate) body: Option<Json>,
    /// The hash of a body that is bytes.
    pub(crate) content: Option<[u8; 32]>,
}

/// Reads a request and collects every fault in it.
pub(crate) fn request(
    found: &Match<'_>,
    query: &str,
    headers: &HeaderMap,
    body: &Received,
) -> Result<Sent, Vec<String>> {
    let operation = &found.route.operation;
    let mut reader = Reader {
        service: &found.route.service,
        parameters: BTreeMap::new(),
        form_in_query: Vec::new(),
        faults: Vec::new(),
    };
    reader.path(operation, &found.values);
    reader.query(found, query);
    reader.headers(operation, headers);
    let value = if operation.sends_parts() {
        reader.parts(found, headers, body);
        None
    } else if is_bytes(operation) {
        None
    } else {
        reader.body(found, headers, &body.kept)
    };
    if reader.faults.is_empty() {
        Ok(Sent {
            parameters: reader.parameters,
            body: value,
            content: is_bytes(operation).then_some(body.sha256),
        })
    } else {
        Err(reader.faults)
    }
}

/// Whether the body is sent as it is.
pub(crate) fn is_bytes(operation: &Operation) -> bool {
    matches!(&operation.body, Some(Body::Value(field)) if field.ty == Type::Bytes)
}

fn parameters(operation: &Operation, place: ParameterLocation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(move |parameter| parameter.location == place)
}

struct Reader<'s> {
    service: &'s Service,
    parameters: BTreeMap<(ParameterLocation, String), Json>,
    form_in_query: Vec<(String, String)>,
    faults: Vec<String>,
}

impl Reader<'_> {
    fn fault(&mut self, kind: &str, name: &str, words: &str) {
        self.faults.push(format!("{kind} {name}: {words}"));
    }

    fn parameter(&mut self, kind: &str, parameter: &Parameter, text: &str) {
        let field = &parameter.field;
        match value::read_parameter(self.service, parameter, text) {
            Ok(value) => {
                let target = (parameter.location, field.wire_name.clone());
                self.parameters.insert(target, value);
            }
            Err(words) => self.fault(kind, &field.wire_name, &words),
        }
    }

    fn take(&mut self, place: ParameterLocation, parameters: BTreeMap<String, Json>) {
        let parameters = parameters.into_iter();
        self.parameters
            .extend(parameters.map(|(name, value)| ((place, name), value)));
    }

    fn path(&mut self, operation: &Operation, values: &BTreeMap<&str, &str>) {
        const KIND: &str = "path parameter";
        for parameter in parameters(operation, ParameterLocation::Path) {
            let name = parameter.field.wire_name.as_str();
            let Some(text) = values.get(name) else {
                self.fault(KIND, name, "the path of the spec has no place for it");
                continue;
            };
            match encoding::decode_segment(text) {
                Ok(text) => self.parameter(KIND, parameter, &text),
                Err(words) => self.fault(KIND, name, &words),
            }
        }
    }

    /// Reads the query. Operations of the form family take their parameters there as well: what the query declares none of
    /// is kept for the form.
    fn query(&mut self, found: &Match<'_>, query: &str) {
        let (mut pairs, faults) = encoding::parse_pairs("query", query);
        self.faults.extend(faults);
        if found.route.operation.sends_form() {
            let (declared, others) = pairs
                .into_iter()
                .partition(|(name, _)| pairs::declares(found, ParameterLocation::Query, name));
            (pairs, self.form_in_query) = (declared, others);
        }
        self.pairs(found, ParameterLocation::Query, &pairs);
    }

    fn pairs(&mut self, found: &Match<'_>, place: ParameterLocation, pairs: &[(String, String)]) {
        let kind = match place {
            ParameterLocation::Form => "form parameter",
            ParameterLocation::Path
            | ParameterLocation::Query
            | ParameterLocation::Header
            | ParameterLocation::Part => "query parameter",
        };
        let read = pairs::read(found, place, pairs);
        self.take(place, read.parameters);
        for (name, words) in read.faults {
            self.fault(kind, &name, &words);
        }
    }

    fn headers(&mut self, operation: &Operation, headers: &HeaderMap) {
        const KIND: &str = "header";
        for parameter in parameters(operation, ParameterLocation::Header) {
            let name = parameter.field.wire_name.as_str();
            if parameter.style == ParameterStyle::Family {
                self.family(operation, parameter, headers);
                continue;
            }
            match single(headers, name) {
                Ok(None) if parameter.field.is_required() => {
                    self.fault(KIND, name, "required, and missing");
                }
                Ok(None) => {}
                Ok(Some(text)) => self.parameter(KIND, parameter, text),
                Err(words) => self.fault(KIND, name, words),
            }
        }
        let constants = operation.constants.iter();
        for constant in constants.filter(|constant| constant.location == ParameterLocation::Header)
        {
            let same = |given: &str| {
                if constant.name == "content-type" {
                    essence(given) == essence(&constant.value)
                } else {
                    given == constant.value
                }
            };
            match single(headers, &constant.name) {
                Ok(Some(given)) if same(given) => {}
                Ok(Some(given)) => {
                    let words = format!("expected {}, got {given}", constant.value);
                    self.fault(KIND, &constant.name, &words);
                }
                Ok(None) => {
                    let words = format!("missing; every call sends {}", constant.value);
                    self.fault(KIND, &constant.name, &words);
                }
                Err(words) => self.fault(KIND, &constant.name, words),
            }
        }
    }

    /// Reads the headers of a family, which are those that no other parameter names.
    fn family(&mut self, operation: &Operation, family: &Parameter, headers: &HeaderMap) {
        const KIND: &str = "header";
        let field = &family.field;
        let (Some(prefix), Type::Map(element)) = (field.wire_name.strip_suffix('*'), &field.ty)
        else {
            self.fault(KIND, &field.wire_name, "no family of headers");
            return;
        };
        let named = |name: &str| {
            parameters(operation, ParameterLocation::Header)
                .any(|other| other.field.wire_name == name)
        };
        let mut members = Map::new();
        for name in headers.keys().map(http::HeaderName::as_str) {
            let Some(key) = name.strip_prefix(prefix).filter(|_| !named(name)) else {
                continue;
            };
            match single(headers, name) {
                Ok(Some(text)) => match value::read_text(field, element, text) {
                    Ok(value) => {
                        members.insert(key.to_owned(), value);
                    }
                    Err(words) => self.fault(KIND, name, &words),
                },
                Ok(None) => {}
                Err(words) => self.fault(KIND, name, words),
            }
        }
        self.parameters.insert(
            (ParameterLocation::Header, field.wire_name.clone()),
            Json::Object(members),
        );
    }

    fn parts(&mut self, found: &Match<'_>, headers: &HeaderMap, body: &Received) {
        const PARTS: (&str, &str) = ("multipart/form-data", "of several parts");
        self.content_type(&found.route.operation, headers, PARTS);
        match &body.parts {
            Ok(given) => {
                let read = parts::read(found, given);
                self.take(ParameterLocation::Part, read.parameters);
                for (name, words) in read.faults {
                    self.fault("part", &name, &words);
                }
            }
            Err(words) => self.fault("body", "of several parts", words),
        }
    }

    fn form(&mut self, found: &Match<'_>, headers: &HeaderMap, body: &[u8]) {
        const FORM: (&str, &str) = ("application/x-www-form-urlencoded", "a form");
        self.content_type(&found.route.operation, headers, FORM);
        match std::str::from_utf8(body) {
            Ok(text) => {
                let (mut pairs, faults) = encoding::parse_pairs("form", text);
                self.faults.extend(faults);
                pairs.append(&mut self.form_in_query);
                self.pairs(found, ParameterLocation::Form, &pairs);
            }
            Err(_) => self.faults.push("body: not UTF-8".to_owned()),
        }
    }

    /// Whether the body is what its header says, unless the spec says what the header says.
    fn content_type(
        &mut self,
        operation: &Operation,
        headers: &HeaderMap,
        (expected, what): (&str, &str),
    ) {
        let said_by_spec = operation.constants.iter().any(|constant| {
            constant.location == ParameterLocation::Header && constant.name == "content-type"
        });
        if let Ok(Some(given)) = single(headers, "content-type")
            && !said_by_spec
            && essence(given) != expected
        {
            let words = format!("the body is {what}, and this says otherwise");
            self.fault("header", "content-type", &words);
        }
    }

    fn body(&mut self, found: &Match<'_>, headers: &HeaderMap, body: &[u8]) -> Option<Json> {
        let operation = &found.route.operation;
        if operation.sends_form() {
            self.form(found, headers, body);
            return None;
        }
        let Some(declared) = &operation.body else {
            if !body.is_empty() {
                self.faults
                    .push("body: the operation takes none".to_owned());
            }
            return None;
        };
        if body.is_empty() {
            match declared {
                Body::Value(field) if !field.is_required() => {}
                Body::Value(_) => self.faults.push("body: required, and missing".to_owned()),
                Body::Object(_) => self
                    .faults
                    .push("body: missing; an object without members is sent as {}".to_owned()),
            }
            return None;
        }
        self.content_type(operation, headers, ("application/json", "JSON"));
        if std::str::from_utf8(body).is_err() {
            self.faults.push("body: not UTF-8".to_owned());
            return None;
        }
        let value = match serde_json::from_slice::<Json>(body) {
            Ok(value) => value,
            Err(error) => {
                self.faults.push(format!("body: not JSON: {error}"));
                return None;
            }
        };
        let mut checker = Checker::new(&found.route.service);
        match (declared, &value) {
            (Body::Object(fields), Json::Object(members)) => {
                checker.members("body", fields, members);
            }
            (Body::Object(_), _) => self.faults.push("body: expected an object".to_owned()),
            (Body::Value(field), value) => checker.value("body", field, &field.ty, value),
        }
        self.faults.extend(checker.into_faults());
        Some(value)
    }
}

/// The value of a header that may be absent and is text.
fn single<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, &'static str> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err("given more than once");
    }
    std::str::from_utf8(value.as_bytes())
        .map(Some)
        .map_err(|_| "not UTF-8")
}

/// A content type without its parameters.
pub(crate) fn essence(content_type: &str) -> String {
    let (essence, _) = content_type.split_once(';').unwrap_or((content_type, ""));
    essence.trim().to_ascii_lowercase()
}
