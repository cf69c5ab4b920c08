//! Values in the form in which JSON carries them, written by the run time in the place and style that the spec says.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use ncloud::__v1::{EncodeIndexed, EncodeTextAs, IndexedWriter, Joined, Request};
use ncloud::body::{File, Upload};
use ncloud::operation::EncodeText;
use ncloud::types;
use ncloud_codegen::ir::{
    Body, Constant, FileSample, Operation, Parameter, ParameterLocation, ParameterStyle, Service,
    ShapeKind, Type, byte_sample,
};
use ncloud_tools::dynamic;
use serde_json::Value as Json;

use crate::description::text;

/// Whether the run time can write every parameter of an operation.
///
/// # Errors
///
/// What it cannot write, as a message.
pub fn check(operation: &Operation) -> Result<(), String> {
    for parameter in &operation.parameters {
        let ParameterStyle::Joined(separators) = &parameter.style else {
            continue;
        };
        let mut separators = separators.iter();
        if let Some(unknown) = separators.find(|it| Separator::of(**it).is_none()) {
            return Err(format!(
                "`{}` is joined by {unknown:?}, and this program cannot do that: it may be older than the spec",
                parameter.field.wire_name
            ));
        }
    }
    Ok(())
}

/// Is told how many bytes of an upload were handed to the connection.
pub type Tell = Arc<dyn Fn(u64) + Send + Sync>;

/// Writes a request, as the generated `encode` of the operation does. `tell` is told how far each file is sent.
pub fn encode(
    service: &Service,
    operation: &Operation,
    given: &dynamic::Request,
    tell: Option<&Tell>,
    request: &mut Request,
) {
    if operation.responds_with_parts() {
        request.accept_part();
    }
    if operation.sends_form() {
        request.form_body();
    }
    if operation.sends_parts() {
        request.multipart_body();
    }
    let mut constants = operation
        .constants
        .iter()
        .filter(|constant| {
            matches!(
                constant.location,
                ParameterLocation::Query | ParameterLocation::Form
            )
        })
        .peekable();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        while let Some(constant) = constants.next_if(|constant| constant.before <= index) {
            write_constant(constant, request);
        }
        let name = &parameter.field.wire_name;
        match given.given(Some(parameter.location), name) {
            Some(value) => write(service, parameter, value, tell, request),
            // The run time fills it with the region of the client.
            None if service.region_parameter.as_ref() == Some(name) => {
                write_text(parameter.location, text(name), &None::<String>, request);
            }
            None => {}
        }
    }
    constants.for_each(|constant| write_constant(constant, request));
    match (&operation.body, &given.body) {
        (Some(Body::Value(field)), Some(value)) if field.ty == Type::Bytes => {
            request.upload(&told(byte_sample(value).unwrap_or_default(), tell));
        }
        (Some(_), Some(value)) => request.json(&types::Json::from(value)),
        (Some(Body::Object(fields)), None) => {
            let mut body = request.json_object();
            for field in fields {
                if let Some(value) = given.given(None, &field.wire_name) {
                    body.field(text(&field.wire_name), &types::Json::from(value));
                }
            }
            body.end();
        }
        (Some(Body::Value(_)) | None, _) => {}
    }
}

fn write_constant(constant: &Constant, request: &mut Request) {
    let name = text(&constant.name);
    match constant.location {
        ParameterLocation::Form => request.form(name, &constant.value),
        _ => request.query(name, &constant.value),
    }
}

fn told(content: Vec<u8>, tell: Option<&Tell>) -> Upload {
    let upload = Upload::from(content);
    match tell.map(Arc::clone) {
        Some(tell) => upload.on_progress(move |progress| tell(progress.bytes)),
        None => upload,
    }
}

fn write(
    service: &Service,
    parameter: &Parameter,
    value: &Json,
    tell: Option<&Tell>,
    request: &mut Request,
) {
    let name = text(&parameter.field.wire_name);
    let items = || -> Vec<String> {
        let elements = value.as_array().map_or(&[][..], Vec::as_slice);
        elements.iter().map(scalar).collect()
    };
    match &parameter.style {
        ParameterStyle::Single => {
            write_text(parameter.location, name, scalar(value).as_str(), request);
        }
        ParameterStyle::Joined(characters) => {
            // There are no others after `check`.
            let separators: Vec<Separator> = characters
                .iter()
                .copied()
                .filter_map(Separator::of)
                .collect();
            match joined(value, &separators) {
                Ok(joined) => write_text(parameter.location, name, joined.as_str(), request),
                // The run time refuses it with the name of the parameter.
                Err(separator) => (separator.refuse)(parameter.location, name, &items(), request),
            }
        }
        ParameterStyle::Indexed => {
            let value = Indexed {
                service,
                ty: &parameter.field.ty,
                value,
            };
            match parameter.location {
                ParameterLocation::Form => request.form_indexed(name, &value),
                _ => request.query_indexed(name, &value),
            }
        }
        ParameterStyle::Repeated => match parameter.location {
            ParameterLocation::Form => request.form_repeated(name, &items()),
            _ => request.query_repeated(name, &items()),
        },
        ParameterStyle::Family => {
            let members = value.as_object().into_iter().flatten();
            let family: BTreeMap<String, String> = members
                .map(|(key, value)| (key.clone(), scalar(value)))
                .collect();
            request.header_family(name.trim_end_matches('*'), &family);
        }
        ParameterStyle::Json => request.part_json(name, &types::Json::from(value)),
        ParameterStyle::File => {
            let files: Vec<File> = FileSample::all(value)
                .into_iter()
                .map(|file| {
                    File::new(file.name, told(file.content, tell)).content_type(file.content_type)
                })
                .collect();
            request.part_files(name, &files);
        }
    }
}

fn write_text<T: EncodeText + ?Sized>(
    place: ParameterLocation,
    name: &'static str,
    value: &T,
    request: &mut Request,
) {
    match place {
        ParameterLocation::Path => request.path(name, value),
        ParameterLocation::Query => request.query(name, value),
        ParameterLocation::Header => request.header(name, value),
        ParameterLocation::Form => request.form(name, value),
        ParameterLocation::Part => request.part(name, value),
    }
}

/// A scalar as text.
fn scalar(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        // As the generated client writes it: 1.0 is `1`.
        Json::Number(number) if number.is_f64() => number
            .as_f64()
            .map_or_else(|| number.to_string(), |number| number.to_string()),
        other => other.to_string(),
    }
}

/// What the run time does with a list whose elements are joined by a character.
#[derive(Clone, Copy)]
struct Separator {
    /// The elements as one text, and why they cannot be that.
    join: fn(&Vec<String>) -> (String, Option<&'static str>),
    /// Gives the run time what it refuses.
    refuse: fn(ParameterLocation, &'static str, &Vec<String>, &mut Request),
}

impl Separator {
    /// `None`: the run time has no such separator.
    fn of(character: char) -> Option<Self> {
        const fn new<const SEPARATOR: char>() -> Separator {
            Separator {
                join: join::<SEPARATOR>,
                refuse: refuse::<SEPARATOR>,
            }
        }
        match character {
            ',' => Some(new::<','>()),
            '|' => Some(new::<'|'>()),
            ':' => Some(new::<':'>()),
            ' ' => Some(new::<' '>()),
            _ => None,
        }
    }
}

fn joined(value: &Json, separators: &[Separator]) -> Result<String, Separator> {
    let (Json::Array(elements), [separator, inner @ ..]) = (value, separators) else {
        return Ok(scalar(value));
    };
    let items: Vec<String> = elements
        .iter()
        .map(|element| joined(element, inner))
        .collect::<Result<_, _>>()?;
    let (written, fault) = (separator.join)(&items);
    match fault {
        None => Ok(written),
        Some(_) => Err(*separator),
    }
}

fn join<const SEPARATOR: char>(items: &Vec<String>) -> (String, Option<&'static str>) {
    let written = Joined::<SEPARATOR>::encode_text_as(items);
    (
        written.map(Cow::into_owned).unwrap_or_default(),
        Joined::<SEPARATOR>::fault_as(items),
    )
}

fn refuse<const SEPARATOR: char>(
    place: ParameterLocation,
    name: &'static str,
    items: &Vec<String>,
    request: &mut Request,
) {
    match place {
        ParameterLocation::Path => request.path_as::<Joined<SEPARATOR>, _>(name, items),
        ParameterLocation::Query => request.query_as::<Joined<SEPARATOR>, _>(name, items),
        ParameterLocation::Header => request.header_as::<Joined<SEPARATOR>, _>(name, items),
        ParameterLocation::Form => request.form_as::<Joined<SEPARATOR>, _>(name, items),
        ParameterLocation::Part => request.part_as::<Joined<SEPARATOR>, _>(name, items),
    }
}

/// A value whose parts are parameters of their own, members in the order of the spec.
struct Indexed<'given> {
    service: &'given Service,
    ty: &'given Type,
    value: &'given Json,
}

impl EncodeIndexed for Indexed<'_> {
    fn encode_indexed(&self, writer: &mut IndexedWriter<'_>) {
        let of = |ty, value| Indexed {
            service: self.service,
            ty,
            value,
        };
        match (self.ty, self.value) {
            (Type::List(element), Json::Array(elements)) => {
                let elements: Vec<Indexed<'_>> =
                    elements.iter().map(|value| of(element, value)).collect();
                elements.encode_indexed(writer);
            }
            (Type::Named(ShapeKind::Struct, name), Json::Object(members)) => {
                let definition = self.service.type_named(name);
                let fields = definition.map_or(&[][..], |definition| definition.shape.fields());
                for field in fields {
                    if let Some(value) = members.get(&field.wire_name) {
                        writer.member(&field.wire_name, &of(&field.ty, value));
                    }
                }
            }
            (_, Json::Null) => {}
            (_, value) => writer.text(Some(Cow::Owned(scalar(value)))),
        }
    }
}
