//! An example becomes a test: the request that it shows, built as a caller would build it; every value of the answer
//! that it shows, asserted where a caller would find it; of a failure, what the caller is told.
//!
//! ```text
//! #[test]
//! fn organization_get_organization_documented() {
//!     let request = ncloud::organization::GetOrganization::new();
//!     let answer = exchange("organization", "GetOrganization", "documented", request);
//!     assert_eq!(*present(&answer.organization_no), 166);
//! }
//!
//! #[test]
//! fn organization_get_organization_refused() {
//!     let request = ncloud::organization::GetOrganization::new();
//!     let error = failure("organization", "GetOrganization", "refused", request);
//!     assert_eq!(error.status(), Some(401));
//!     assert_eq!(error.code(), Some("210"));
//!     assert_eq!(error.message(), None);
//! }
//! ```

use std::fmt::{self, Display, Formatter, Write};

use ncloud_codegen::ir::{Body, Example, ExampleError, Field, Operation, Service, Shape, Type};
use serde_json::Value as Json;

/// The text of all tests of services that are modules of a crate.
pub(crate) fn tests(services: &[Service], home: &str) -> String {
    let mut text = String::new();
    for service in services {
        for operation in &service.operations {
            for example in &operation.examples {
                let example = Test {
                    home,
                    service,
                    operation,
                    example,
                };
                text.push_str(&example.function());
            }
        }
    }
    text
}

struct Test<'model> {
    /// The crate that has the service.
    home: &'model str,
    service: &'model Service,
    operation: &'model Operation,
    example: &'model Example,
}

impl Test<'_> {
    fn function(&self) -> String {
        let (service, operation, example) =
            (&self.service.name, &self.operation.name, &self.example.name);
        let name = snake_case(operation);
        let (call, body) = match &self.example.error {
            None => ("let answer = exchange", self.success()),
            Some(error) => ("let error = failure", self.failure(error)),
        };
        format!(
            "#[test]\nfn {service}_{name}_{example}() {{\n    let request = {};\n    \
             {call}({service:?}, {operation:?}, {example:?}, request);\n{body}}}\n\n",
            self.request()
        )
    }

    /// What is asserted of `answer`.
    fn success(&self) -> String {
        let mut text = "    let _ = &answer;\n".to_owned();
        let response = &self.operation.response;
        let Some(ty) = &response.ty else {
            return text;
        };
        let shown = self.example.response.as_ref();
        let value = match &response.envelope {
            None => shown,
            Some(envelope) => shown.and_then(|shown| {
                let inside = shown.get(&envelope.member);
                inside.or(envelope.optional.then_some(shown))
            }),
        };
        match value.filter(|value| !(response.optional && value.is_null())) {
            Some(value) if response.optional => {
                let place = Place::behind_reference("present(&answer)".to_owned());
                self.assert(&mut text, ty, &place, value);
            }
            Some(value) => self.assert(&mut text, ty, &Place::here("answer"), value),
            None if response.optional => text.push_str("    assert!(answer.is_none());\n"),
            // No content is an empty list.
            None => self.assert(&mut text, ty, &Place::here("answer"), &Json::Null),
        }
        text
    }

    /// What is asserted of `error`.
    fn failure(&self, error: &ExampleError) -> String {
        format!(
            "    assert_eq!(error.status(), Some({}));\n    assert_eq!(error.code(), {:?});\n    \
             assert_eq!(error.message(), {:?});\n",
            self.example.status, error.code, error.message
        )
    }

    fn request(&self) -> String {
        let fields: Vec<(&Field, Option<&Json>)> = self
            .operation
            .request_fields()
            .map(|field| (field, self.given(field)))
            .collect();
        self.construct(&self.operation.name, &fields)
    }

    /// What the example gives for a field of the request.
    fn given(&self, field: &Field) -> Option<&Json> {
        let in_body = match &self.operation.body {
            Some(Body::Object(fields)) => fields
                .iter()
                .any(|member| member.location == field.location),
            Some(Body::Value(whole)) => whole.location == field.location,
            None => false,
        };
        match (&self.operation.body, in_body) {
            (Some(Body::Object(_)), true) => self.example.body.as_ref()?.get(&field.wire_name),
            (Some(Body::Value(_)), true) => self.example.body.as_ref(),
            _ => self
                .example
                .request
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&field.wire_name))
                .map(|(_, value)| value),
        }
    }

    fn construct(&self, name: &str, fields: &[(&Field, Option<&Json>)]) -> String {
        let arguments: Vec<String> = fields
            .iter()
            .filter(|(field, _)| field.required)
            .map(|(field, value)| self.value(&field.ty, value.unwrap_or(&Json::Null)))
            .collect();
        let mut text = format!(
            "{}::{}::{name}::new({})",
            self.home,
            self.service.name,
            arguments.join(", ")
        );
        for (field, value) in fields.iter().filter(|(field, _)| !field.required) {
            if let Some(value) = value.filter(|value| !value.is_null()) {
                let _ = write!(
                    text,
                    ".{}({})",
                    field.rust_name,
                    self.value(&field.ty, value)
                );
            }
        }
        text
    }

    fn value(&self, ty: &Type, value: &Json) -> String {
        match (ty, value) {
            (Type::String | Type::Enum(_), Json::String(text)) => format!("{text:?}"),
            (Type::YesNo, value) => format!("{}", value == "Y"),
            (Type::Timestamp(_), value) => {
                format!(
                    "ncloud::types::Timestamp::from_epoch_millis({})",
                    digits(value)
                )
            }
            (Type::Json, value) => format!("json({:?})", value.to_string()),
            (Type::List(element), Json::Array(values)) if !values.is_empty() => {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| self.inner_value(element, value))
                    .collect();
                format!("[{}]", values.join(", "))
            }
            (Type::List(element), _) => {
                format!("Vec::<{}>::new()", self.type_name(element))
            }
            (Type::Map(element), Json::Object(members)) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, value)| format!("({key:?}, {})", self.inner_value(element, value)))
                    .collect();
                format!("[{}]", members.join(", "))
            }
            (Type::Struct(name), value) => {
                let fields: Vec<(&Field, Option<&Json>)> = self
                    .fields(name)
                    .iter()
                    .map(|field| (field, value.get(&field.wire_name)))
                    .collect();
                self.construct(name, &fields)
            }
            (Type::F64, value) => float(value),
            (_, value) => digits(value),
        }
    }

    /// A value inside a list or a map, which takes lists and maps as they are.
    fn inner_value(&self, ty: &Type, value: &Json) -> String {
        match ty {
            Type::List(_) | Type::Map(_) => format!(
                "{}.into_iter().map(Into::into).collect::<{}>()",
                self.value(ty, value),
                self.type_name(ty)
            ),
            _ => self.value(ty, value),
        }
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::String => "String".to_owned(),
            Type::I32 => "i32".to_owned(),
            Type::I64 => "i64".to_owned(),
            Type::F64 => "f64".to_owned(),
            Type::Bool | Type::YesNo => "bool".to_owned(),
            Type::Timestamp(_) => "ncloud::types::Timestamp".to_owned(),
            Type::Json => "ncloud::types::Json".to_owned(),
            Type::List(element) => format!("Vec<{}>", self.type_name(element)),
            Type::Map(element) => {
                format!(
                    "std::collections::BTreeMap<String, {}>",
                    self.type_name(element)
                )
            }
            Type::Struct(name) | Type::Enum(name) => {
                format!("{}::{}::{name}", self.home, self.service.name)
            }
        }
    }

    fn fields(&self, name: &str) -> &[Field] {
        match self
            .service
            .type_named(name)
            .map(|definition| &definition.shape)
        {
            Some(Shape::Struct(fields)) => fields,
            _ => &[],
        }
    }

    fn assert(&self, text: &mut String, ty: &Type, place: &Place, value: &Json) {
        match (ty, value) {
            (Type::Struct(name), Json::Object(_)) => {
                for field in self.fields(name) {
                    self.assert_field(text, field, place, value.get(&field.wire_name));
                }
            }
            (Type::List(element), value) => {
                let values = value.as_array().map_or(&[][..], Vec::as_slice);
                let _ = writeln!(text, "    assert_eq!({place}.len(), {});", values.len());
                for (index, value) in values.iter().enumerate() {
                    self.assert(
                        text,
                        element,
                        &Place::here(format!("{place}[{index}]")),
                        value,
                    );
                }
            }
            (Type::Map(element), value) => {
                let members = value.as_object().cloned().unwrap_or_default();
                let _ = writeln!(text, "    assert_eq!({place}.len(), {});", members.len());
                for (key, value) in &members {
                    self.assert(
                        text,
                        element,
                        &Place::here(format!("{place}[{key:?}]")),
                        value,
                    );
                }
            }
            (Type::String | Type::Enum(_), Json::String(expected)) => {
                let _ = writeln!(text, "    assert_eq!({place}.as_str(), {expected:?});");
            }
            (Type::Timestamp(_), value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({place}.epoch_millis(), {});",
                    digits(value)
                );
            }
            (Type::YesNo, value) => {
                let _ = writeln!(text, "    assert_eq!({}, {});", place.value(), value == "Y");
            }
            (Type::Json, value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({}, json({:?}));",
                    place.value(),
                    value.to_string()
                );
            }
            (Type::F64, value) => {
                let _ = writeln!(text, "    assert_eq!({}, {});", place.value(), float(value));
            }
            (_, value) => {
                let _ = writeln!(
                    text,
                    "    assert_eq!({}, {});",
                    place.value(),
                    digits(value)
                );
            }
        }
    }

    fn assert_field(&self, text: &mut String, field: &Field, place: &Place, value: Option<&Json>) {
        let member = format!("{place}.{}", field.rust_name);
        let empty = |value: &Json| {
            value.is_null() || (value == "" && !matches!(field.ty, Type::String | Type::Json))
        };
        match value {
            Some(value) if field.required => {
                self.assert(text, &field.ty, &Place::here(member), value)
            }
            Some(value) if !empty(value) => {
                let place = Place::behind_reference(format!("present(&{member})"));
                self.assert(text, &field.ty, &place, value);
            }
            _ => {
                let _ = writeln!(text, "    assert!({member}.is_none());");
            }
        }
    }
}

/// An expression for a part of the answer.
struct Place {
    expression: String,
    is_reference: bool,
}

impl Place {
    fn here(expression: impl Into<String>) -> Self {
        Self {
            expression: expression.into(),
            is_reference: false,
        }
    }

    fn behind_reference(expression: String) -> Self {
        Self {
            expression,
            is_reference: true,
        }
    }

    fn value(&self) -> String {
        let star = if self.is_reference { "*" } else { "" };
        format!("{star}{}", self.expression)
    }
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expression)
    }
}

/// A number as a literal of its type: a sample may write a whole one.
fn float(value: &Json) -> String {
    format!("{}_f64", digits(value))
}

/// A number as a literal, whether the sample quotes it or not.
fn digits(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for (index, character) in name.chars().enumerate() {
        if character.is_ascii_uppercase() && index > 0 {
            text.push('_');
        }
        text.push(character.to_ascii_lowercase());
    }
    text
}
