//! Responses: of success by status, and of failure.

use ncloud_codegen::ir::{Envelope, Events, Format, Method, Operation, Response, Success, Type};

use super::{
    examples, remarks,
    schemas::{Schemas, of_type},
    tree::Object,
};

/// What a response is of which the reference says no more.
const FAILURE: &str = "A failure. The body may be any JSON, or XML, or no such thing; `x-ncloud-errors` has the codes that are known.";

const FAILURE_MEDIA_TYPE: &str = "application/json";

/// Statuses that come without a body.
const WITHOUT_BODY: [u16; 3] = [204, 205, 304];

impl Schemas<'_> {
    /// `responses` of an operation.
    pub(super) fn responses(self, operation: &Operation) -> Object {
        let mut responses = Object::new();
        for status in &operation.response.statuses {
            responses.set(status.to_string(), self.success(operation, *status));
        }
        let mut failures: Vec<u16> = operation
            .examples
            .iter()
            .map(|example| example.status)
            .filter(|status| !operation.response.statuses.contains(status))
            .collect();
        failures.sort_unstable();
        for status in failures {
            let samples = examples::of_failure(operation, status, FAILURE_MEDIA_TYPE);
            responses.set(status.to_string(), failure(samples));
        }
        // No `default`, which would be what other statuses of success come with as well.
        let any = || Object::new().with("$ref", "#/components/responses/Failure");
        responses.with("4XX", any()).with("5XX", any())
    }

    fn success(self, operation: &Operation, status: u16) -> Object {
        let response = &operation.response;
        let mut headers = Object::new();
        let mut families = Object::new();
        for field in &response.headers {
            let header = Object::new()
                .with_some("description", remarks::prose(field.doc.as_ref()))
                .with("required", field.is_required())
                .with("schema", self.bare_field(field))
                .and(remarks::of_field(field));
            if field.wire_name.ends_with('*') {
                families.set(&field.wire_name, header);
            } else if field.wire_name == "content-type" {
                // Ignored among headers: media types say it.
            } else {
                headers.set(&field.wire_name, header);
            }
        }
        Object::new()
            .with("description", "Success.")
            .with_object("headers", headers)
            .with_object("content", self.content(operation, status))
            .with_object("x-ncloud-header-families", families)
            .with_some(
                "x-ncloud-may-be-empty",
                response.optional.then_some(response.optional),
            )
            .with_some(
                "x-ncloud-envelope",
                response.envelope.as_ref().map(envelope),
            )
            .with_some("x-ncloud-success", response.success.as_ref().map(success))
    }

    /// The bodies that come with a status of success, by media type.
    fn content(self, operation: &Operation, status: u16) -> Object {
        let mut content = Object::new();
        if operation.method == Method::Head || WITHOUT_BODY.contains(&status) {
            return content;
        }
        if let Some((media_type, schema)) = self.response_body(&operation.response) {
            let samples = examples::of_response(operation, status, media_type);
            let failures = examples::of_failure(operation, status, media_type);
            let media = Object::new()
                .with("schema", schema)
                .with_object("examples", samples)
                .with_object("x-ncloud-failures", failures);
            content.set(media_type, media);
        }
        if let Some(events) = &operation.events {
            let media_type = "text/event-stream";
            let samples = examples::of_response(operation, status, media_type);
            let media = Object::new()
                .with("schema", of_type("string"))
                .with_object("examples", samples)
                .with("x-ncloud-events", self.events(events));
            content.set(media_type, media);
        }
        content
    }

    /// The body of a response and its media type.
    fn response_body(self, response: &Response) -> Option<(&'static str, Object)> {
        if response.format == Format::Bytes {
            return Some(("application/octet-stream", self.value(&Type::Bytes)));
        }
        let value = self.value(response.ty.as_ref()?);
        let value = if response.optional {
            self.nullable(value)
        } else {
            value
        };
        match (response.format, &response.envelope) {
            (Format::Xml, Some(Envelope { member, .. })) => {
                let root = Object::new().with("xml", Object::new().with("name", member));
                Some(("application/xml", self.annotated(value, root)))
            }
            (Format::Xml, None) => Some(("application/xml", value)),
            (_, None) => Some(("application/json", value)),
            (_, Some(Envelope { member, optional })) => {
                let required = (!response.optional).then_some(member);
                let wrapped = of_type("object")
                    .with("properties", Object::new().with(member, value.clone()))
                    .with_list("required", required);
                let schema = if *optional {
                    self.any_of(vec![wrapped, value])
                } else {
                    wrapped
                };
                Some(("application/json", schema))
            }
        }
    }

    fn events(self, events: &Events) -> Object {
        let mut types = Object::new();
        for event in &events.events {
            types.set(&event.wire_name, self.value(&event.ty));
        }
        let failure = &events.failure;
        if let Some(ty) = &failure.ty {
            types.set(&failure.wire_name, self.value(ty));
        }
        Object::new()
            .with("data", types)
            .with_some("end", events.end.as_ref())
            .with_some("last", events.last.as_ref())
            .with("failure", &failure.wire_name)
    }
}

/// The components that responses refer to.
pub(super) fn components() -> Object {
    Object::new().with("Failure", failure(Object::new()))
}

fn failure(samples: Object) -> Object {
    // Anything.
    let media = Object::new()
        .with("schema", Object::new())
        .with_object("examples", samples);
    Object::new()
        .with("description", FAILURE)
        .with("content", Object::new().with(FAILURE_MEDIA_TYPE, media))
}

fn envelope(envelope: &Envelope) -> Object {
    Object::new()
        .with("member", &envelope.member)
        .with("optional", envelope.optional)
}

/// A response whose code is there and none of these is a failure.
fn success(success: &Success) -> Object {
    Object::new()
        .with("code", success.code.join("."))
        .with(
            "values",
            success
                .values
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        )
        .with_some(
            "message",
            success.message.as_ref().map(|message| message.join(".")),
        )
}
