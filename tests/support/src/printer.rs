//! Prints an example as a test of the generated client: the request that it shows, built as a caller would build it. What is
//! sent and what comes of it is held against the example when the test runs (`examples`).
//!
//! ```text
//! #[cfg(feature = "organization")]
//! #[test]
//! fn organization_get_organization_documented() {
//!     let example = examples::example("ncloud", "organization", "GetOrganization", "documented");
//!     example.check(|client| Box::pin(async move {
//!         let request = ncloud::organization::GetOrganization::new();
//!         let response = client.send(request).await?;
//!         let _ = &response;
//!         Ok(examples::shown(&response))
//!     }));
//! }
//! ```
//!
//! That compares the text of `Debug` with the sample, which costs little to compile. Some tests assert every value where a caller
//! finds it besides: those of fixtures, the first of each service, and those whose values `Debug` does not show.
//!
//! ```text
//!         assert_eq!(*present(&response.organization_no), 166);
//! ```

mod arguments;
mod assertions;
mod streams;

use std::{collections::BTreeSet, fmt::Write};

use ncloud_codegen::{
    ir::{Body, CivilKind, Example, Field, Format, Operation, Scalar, Service, Type},
    wire::base64_bytes,
};
use serde_json::Value as Json;

use self::assertions::Actual;
use crate::samples::{Types, enclosed, is_plain, shows_events};

/// Where the services are modules.
#[derive(Clone, Copy, Debug)]
pub struct Home {
    /// The crate.
    pub name: &'static str,
    /// Whether a service is there only with the feature of its name.
    pub has_features: bool,
    /// Whether every test asserts every value where a caller finds it.
    pub is_typed: bool,
}

/// The text of a test for every example of services.
#[must_use]
pub fn tests(services: &[Service], home: Home) -> String {
    let mut text = String::new();
    for service in services {
        let mut is_first = true;
        for operation in &service.operations {
            for example in &operation.examples {
                let test = Test {
                    home,
                    service,
                    types: Types(service),
                    operation,
                    example,
                };
                let is_typed = home.is_typed || is_first || test.is_hidden_from_debug();
                is_first &= example.error.is_some();
                text.push_str(&test.function(is_typed));
            }
        }
    }
    text
}

struct Test<'model> {
    home: Home,
    service: &'model Service,
    types: Types<'model>,
    operation: &'model Operation,
    example: &'model Example,
}

impl Test<'_> {
    fn function(&self, is_typed: bool) -> String {
        let (home, service) = (self.home.name, &self.service.name);
        let (operation, example) = (&self.operation.name, &self.example.name);
        let name = snake_case(operation);
        let feature = if self.home.has_features {
            format!("#[cfg(feature = {service:?})]\n")
        } else {
            String::new()
        };
        let call = if self.shows_events() {
            "examples::events(client, request).await?"
        } else {
            "client.send(request).await?"
        };
        let assertions = match &self.example.error {
            None if is_typed => self.assertions(),
            _ => String::new(),
        };
        // The fixtures say everything that a spec can say.
        let (request_data, response_data) = match self.home.is_typed {
            true => (self.request_data(), self.response_data()),
            false => ("", ""),
        };
        // Of a response that `Debug` does not show what is asserted is all, and a download is gone by then.
        let shown = if is_plain(self.operation, self.example) {
            "examples::shown(&response)"
        } else {
            "String::new()"
        };
        format!(
            "{feature}#[test]\nfn {service}_{name}_{example}() {{\n    \
             let example = examples::example({home:?}, {service:?}, {operation:?}, {example:?});\n    \
             example.check(|client| Box::pin(async move {{\n    \
             let request = {};\n{request_data}    let response = {call};\n    let _ = &response;\n{response_data}{assertions}    Ok({shown})\n    }}));\n}}\n\n",
            self.request()
        )
    }

    /// A request that sends no file is data.
    fn request_data(&self) -> &'static str {
        let is_streamed = |ty: &Type| match ty {
            Type::List(item) => **item == Type::File,
            ty => matches!(ty, Type::Bytes | Type::File),
        };
        let mut fields = self.operation.request_fields();
        if fields.any(|field| is_streamed(&field.ty)) {
            ""
        } else {
            "    examples::assert_data(&request);\n"
        }
    }

    /// A response that is one value is data.
    fn response_data(&self) -> &'static str {
        let response = &self.operation.response;
        let is_value = response.ty.is_some() && response.format != Format::Bytes;
        if is_value && !self.shows_events() && self.example.error.is_none() {
            "    examples::assert_data(&response);\n"
        } else {
            ""
        }
    }

    fn shows_events(&self) -> bool {
        shows_events(self.operation, self.example)
    }

    /// What is asserted of `response`.
    fn assertions(&self) -> String {
        match &self.operation.events {
            Some(events) if self.shows_events() => self.stream(events),
            _ => self.success(),
        }
    }

    /// Whether the text of `Debug` does not show the response, or leaves out a part of it.
    fn is_hidden_from_debug(&self) -> bool {
        if !is_plain(self.operation, self.example) {
            return true;
        }
        let mut waiting: Vec<&Type> = self.operation.response.ty.iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(ty) = waiting.pop() {
            let name = ty.definition();
            let Some(definition) = name.and_then(|name| self.service.type_named(name)) else {
                continue;
            };
            if seen.insert(&definition.name) {
                let mut fields = definition.shape.fields().iter();
                if fields.any(|field| field.sensitive) {
                    return true;
                }
                waiting.extend(definition.shape.types());
            }
        }
        false
    }

    /// What is asserted of `response` where it is one value.
    fn success(&self) -> String {
        let mut text = self.headers();
        if let Some(bytes) = self.bytes() {
            text.push_str(&bytes);
            return text;
        }
        let response = &self.operation.response;
        let Some(ty) = &response.ty else {
            return text;
        };
        let whole = if response.has_body_field() {
            "response.body"
        } else {
            "response"
        };
        let xml = self.xml();
        let shown = xml.as_ref().or(self.example.response.as_ref());
        match enclosed(response, shown) {
            Some(value) if response.optional => {
                let place = Actual::behind_reference(format!("present(&{whole})"));
                self.assert(&mut text, ty, &place, value);
            }
            Some(value) => self.assert(&mut text, ty, &Actual::here(whole), value),
            None if response.optional => {
                let _ = writeln!(text, "    assert!({whole}.is_none());");
            }
            // No content is an empty list.
            None => self.assert(&mut text, ty, &Actual::here(whole), &Json::Null),
        }
        text
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
                let place = self.operation.location_of(field)?;
                self.example.given(place, &field.wire_name)
            }
        }
    }

    fn construct(&self, name: &str, fields: &[(&Field, Option<&Json>)]) -> String {
        let arguments: Vec<String> = fields
            .iter()
            .filter(|(field, _)| field.is_required())
            .filter_map(|(field, value)| self.argument(field, *value))
            .collect();
        let mut text = format!(
            "{}::{}::{name}::new({})",
            self.home.name,
            self.service.name,
            arguments.join(", ")
        );
        for (field, value) in fields.iter().filter(|(field, _)| !field.is_required()) {
            if let Some(argument) = self.argument(field, *value) {
                let _ = write!(text, ".{}({argument})", field.rust_name);
            }
        }
        text
    }

    fn type_name(&self, ty: &Type) -> String {
        match ty {
            Type::Scalar(Scalar::String) => "String".to_owned(),
            Type::Scalar(Scalar::I32) => "i32".to_owned(),
            Type::Scalar(Scalar::I64) => "i64".to_owned(),
            Type::Scalar(Scalar::F64) => "f64".to_owned(),
            Type::Scalar(Scalar::Bool | Scalar::YesNo) => "bool".to_owned(),
            Type::Scalar(Scalar::Timestamp(_)) => "ncloud::types::Timestamp".to_owned(),
            Type::Scalar(Scalar::Civil(format)) => match format.kind() {
                CivilKind::DateTime => "ncloud::types::CivilDateTime".to_owned(),
                CivilKind::Date => "ncloud::types::CivilDate".to_owned(),
                CivilKind::Month => "ncloud::types::CivilMonth".to_owned(),
            },
            Type::Scalar(Scalar::Base64) => "Vec<u8>".to_owned(),
            Type::Scalar(Scalar::Json) => "ncloud::types::Json".to_owned(),
            Type::Bytes => "ncloud::body::Upload".to_owned(),
            Type::File => "ncloud::body::File".to_owned(),
            Type::Scalar(Scalar::Quoted(inner)) => self.type_name(inner.bare_type()),
            Type::CommonCode(code) => {
                format!("ncloud::types::CommonCode<{}>", self.type_name(code))
            }
            Type::List(element) => format!("Vec<{}>", self.type_name(element)),
            Type::Map(element) => {
                format!(
                    "std::collections::BTreeMap<String, {}>",
                    self.type_name(element)
                )
            }
            Type::Named(_, name) => {
                format!("{}::{}::{name}", self.home.name, self.service.name)
            }
        }
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

fn bytes(value: &Json) -> String {
    let bytes = value.as_str().and_then(base64_bytes).unwrap_or_default();
    if bytes.is_empty() {
        "Vec::<u8>::new()".to_owned()
    } else {
        format!("vec!{bytes:?}")
    }
}
