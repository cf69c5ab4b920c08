//! An example becomes a test: the request that it shows, built as a caller would build it; every value of the answer
//! that it shows, asserted where a caller would find it; of a failure, what the caller is told.
//!
//! ```text
//! #[cfg(feature = "organization")]
//! #[test]
//! fn organization_get_organization_documented() {
//!     let request = ncloud::organization::GetOrganization::new();
//!     let answer = exchange("ncloud", "organization", "GetOrganization", "documented", request);
//!     assert_eq!(*present(&answer.organization_no), 166);
//! }
//!
//! #[cfg(feature = "organization")]
//! #[test]
//! fn organization_get_organization_refused() {
//!     let request = ncloud::organization::GetOrganization::new();
//!     let error = failure("ncloud", "organization", "GetOrganization", "refused", request);
//!     assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
//!     assert_eq!(error.code(), Some("210"));
//!     assert_eq!(error.message(), None);
//! }
//! ```

mod arguments;
mod assertions;
mod streams;
mod values;

use std::fmt::Write;

use ncloud_codegen::ir::{Body, Example, ExampleError, Field, Format, Operation, Service};
use serde_json::Value as Json;

use self::assertions::Place;

/// Where the services are modules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Home {
    /// The crate.
    pub(crate) name: &'static str,
    /// Whether a service is there only with the feature of its name.
    pub(crate) has_features: bool,
}

/// The text of all tests of services.
pub(crate) fn tests(services: &[Service], home: Home) -> String {
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

pub(super) struct Test<'model> {
    /// Where the service is.
    pub(super) home: Home,
    pub(super) service: &'model Service,
    pub(super) operation: &'model Operation,
    pub(super) example: &'model Example,
}

impl Test<'_> {
    fn function(&self) -> String {
        let (home, service) = (self.home.name, &self.service.name);
        let (operation, example) = (&self.operation.name, &self.example.name);
        let name = snake_case(operation);
        let (call, body) = match (&self.example.error, self.events()) {
            (None, None) if self.operation.response.format == Format::Bytes => (
                "let (answer, client, _gateway) = downloaded",
                self.success(),
            ),
            (None, None) => ("let answer = exchange", self.success()),
            (None, Some(events)) => ("let events = streamed", self.stream(events)),
            (Some(error), _) => ("let error = failure", self.failure(error)),
        };
        let feature = if self.home.has_features {
            format!("#[cfg(feature = {service:?})]\n")
        } else {
            String::new()
        };
        format!(
            "{feature}#[test]\nfn {service}_{name}_{example}() {{\n    let request = {};\n    \
             {call}({home:?}, {service:?}, {operation:?}, {example:?}, request);\n{body}}}\n\n",
            self.request()
        )
    }

    /// What is asserted of `answer`.
    fn success(&self) -> String {
        let mut text = "    let _ = &answer;\n".to_owned();
        text.push_str(&self.headers());
        if let Some(bytes) = self.bytes() {
            text.push_str(&bytes);
            return text;
        }
        let response = &self.operation.response;
        let Some(ty) = &response.ty else {
            return text;
        };
        let answer = if response.has_body_field() {
            "answer.body"
        } else {
            "answer"
        };
        let xml = self.xml();
        let shown = xml.as_ref().or(self.example.response.as_ref());
        let value = match &response.envelope {
            None => shown,
            Some(envelope) => shown.and_then(|shown| {
                let inside = shown.get(&envelope.member);
                inside.or(envelope.optional.then_some(shown))
            }),
        };
        match value.filter(|value| !(response.optional && value.is_null())) {
            Some(value) if response.optional => {
                let place = Place::behind_reference(format!("present(&{answer})"));
                self.assert(&mut text, ty, &place, value);
            }
            Some(value) => self.assert(&mut text, ty, &Place::here(answer), value),
            None if response.optional => {
                let _ = writeln!(text, "    assert!({answer}.is_none());");
            }
            // No content is an empty list.
            None => self.assert(&mut text, ty, &Place::here(answer), &Json::Null),
        }
        text
    }

    /// What is asserted of `error`.
    fn failure(&self, error: &ExampleError) -> String {
        format!(
            "    assert_eq!(error.status().map(|status| status.as_u16()), Some({}));\n    assert_eq!(error.code(), {:?});\n    \
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
            _ => {
                let place = self.operation.place_of(field)?;
                self.example.given(place, &field.wire_name)
            }
        }
    }

    fn construct(&self, name: &str, fields: &[(&Field, Option<&Json>)]) -> String {
        let arguments: Vec<String> = fields
            .iter()
            .filter(|(field, _)| field.required)
            .filter_map(|(field, value)| self.argument(field, *value))
            .collect();
        let mut text = format!(
            "{}::{}::{name}::new({})",
            self.home.name,
            self.service.name,
            arguments.join(", ")
        );
        for (field, value) in fields.iter().filter(|(field, _)| !field.required) {
            if let Some(argument) = self.argument(field, *value) {
                let _ = write!(text, ".{}({argument})", field.rust_name);
            }
        }
        text
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
