//! What the values of a sample mean by the types of their service.

use ncloud_codegen::ir::{
    Alternative, Events, Example, Field, Format, JsonKind, Operation, Response, Scalar, Service,
    Shape, ShapeKind, Tagging, Type, Union,
};
use serde_json::Value as Json;

/// The types that samples are read by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Types<'model>(pub(crate) &'model Service);

impl<'model> Types<'model> {
    pub(crate) fn shape(self, name: &str) -> Option<&'model Shape> {
        Some(&self.0.type_named(name)?.shape)
    }

    pub(crate) fn fields(self, name: &str) -> &'model [Field] {
        self.shape(name).map_or(&[], Shape::fields)
    }

    /// The alternative that JSON is, and the JSON of the alternative itself.
    pub(crate) fn alternative(
        self,
        ty: &Type,
        value: &Json,
    ) -> Option<(&'model Alternative, Json)> {
        let Some(Shape::Union(Union {
            tagging,
            alternatives,
        })) = self.shape(ty.definition()?)
        else {
            return None;
        };
        match tagging {
            Tagging::Kind => {
                let kind = Some(JsonKind::of(value)?);
                let mut alternatives = alternatives.iter();
                let meant = alternatives.find(|alternative| alternative.kind == kind)?;
                Some((meant, value.clone()))
            }
            Tagging::Member { tag, content } => {
                let said = digits(value.get(tag)?);
                let mut alternatives = alternatives.iter();
                let meant = alternatives.find(|alternative| alternative.wire_name == said)?;
                let inner = match content {
                    Some(content) => value.get(content)?.clone(),
                    None => value.clone(),
                };
                Some((meant, inner))
            }
        }
    }

    /// Whether a member of this type that is empty text is absent.
    pub(crate) fn empty_text_is_absent(self, ty: &Type) -> bool {
        match ty {
            Type::Scalar(Scalar::String | Scalar::Json) => false,
            Type::Named(ShapeKind::Union, _) => {
                let alternative = self.alternative(ty, &Json::from(""));
                alternative
                    .is_none_or(|(alternative, _)| alternative.ty != Type::Scalar(Scalar::String))
            }
            _ => true,
        }
    }

    /// Whether the value of a member says that the member is absent.
    pub(crate) fn is_absent(self, field: &Field, value: &Json) -> bool {
        value.is_null() || (value == "" && self.empty_text_is_absent(&field.ty))
    }
}

/// The value in a response that an example shows, which may be within an envelope.
pub(crate) fn enclosed<'json>(
    response: &Response,
    shown: Option<&'json Json>,
) -> Option<&'json Json> {
    let value = match &response.envelope {
        None => shown,
        Some(envelope) => shown.and_then(|shown| {
            let inside = shown.get(&envelope.member);
            inside.or(envelope.optional.then_some(shown))
        }),
    };
    value.filter(|value| !(response.optional && value.is_null()))
}

/// Whether `Debug` shows the response: neither events nor bytes, no headers beside it, and no XML, which has to be read first.
pub(crate) fn is_plain(operation: &Operation, example: &Example) -> bool {
    let response = &operation.response;
    response.format == Format::Json
        && response.headers.is_empty()
        && !shows_events(operation, example)
}

/// Whether an example shows events, and no failure.
pub(crate) fn shows_events(operation: &Operation, example: &Example) -> bool {
    operation.events.is_some() && example.text.is_some() && example.error.is_none()
}

/// A number as a literal, whether the sample quotes it or not; text as it is.
pub(crate) fn digits(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The same where the number is whole, whether the sample has a fraction or not.
pub(crate) fn whole(value: &Json) -> String {
    match value {
        Json::Number(number) if number.is_f64() => {
            format!("{:.0}", number.as_f64().unwrap_or_default())
        }
        other => digits(other),
    }
}

/// Whether a flag is set, as a boolean or as a letter.
pub(crate) fn is_true(value: &Json) -> bool {
    matches!(digits(value).to_lowercase().as_str(), "true" | "y")
}

/// Names and data of the events that an example shows, without what ends the stream.
pub(crate) fn shown_events(events: &Events, example: &Example) -> Vec<(String, String)> {
    let mut shown = read_events(example.text.as_deref().unwrap_or_default());
    let is_end = |(_, data): &(String, String)| Some(data) == events.end.as_ref();
    if let Some(end) = shown.iter().position(is_end) {
        shown.truncate(end);
    }
    shown
}

/// Names and data of the events of a stream.
fn read_events(stream: &str) -> Vec<(String, String)> {
    let mut events = Vec::new();
    for block in stream.split("\n\n") {
        let mut name = "message";
        let mut data: Vec<&str> = Vec::new();
        for line in block.lines() {
            match line.split_once(": ") {
                Some(("event", value)) => name = value,
                Some(("data", value)) => data.push(value),
                _ => {}
            }
        }
        if !data.is_empty() {
            events.push((name.to_owned(), data.join("\n")));
        }
    }
    events
}
