//! What goes out: parameters, constants, bodies.

use ncloud_codegen::{
    emit::markdown::code,
    ir::{Body, Constant, Operation, Parameter, ParameterStyle, Service, ShapeKind, Type},
};

use super::{
    Page,
    fields::{self, HEAD, ty},
};

pub(super) fn print(page: &mut Page, service: &Service, operation: &Operation) {
    let mut rows = Vec::new();
    let mut constants = operation.constants.iter().peekable();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        while let Some(constant) = constants.next_if(|constant| constant.before <= index) {
            rows.push(constant_row(constant));
        }
        rows.push(fields::row(
            service,
            &parameter.field,
            parameter.location.as_str(),
            written(parameter),
        ));
    }
    rows.extend(constants.map(constant_row));
    match &operation.body {
        None => {}
        Some(Body::Object(members)) => {
            let members = members.iter();
            rows.extend(members.map(|field| fields::row(service, field, "body", None)));
        }
        Some(Body::Value(field)) => {
            let mut row = fields::row(service, field, "body", None);
            let [name, rust_name, ..] = &mut row;
            *name = "the whole body".to_owned();
            *rust_name = code(&field.rust_name);
            rows.push(row);
        }
    }
    if rows.is_empty() && operation.body.is_none() {
        page.paragraph("**Request**: there is nothing to give.");
        return;
    }
    page.paragraph(&format!("**Request**{}", body(operation)));
    page.table(HEAD, &rows);
}

fn body(operation: &Operation) -> String {
    if operation.sends_parts() {
        return ", with a body in parts (`multipart/form-data`)".to_owned();
    }
    if operation.sends_form() {
        return ", with a form as its body (`application/x-www-form-urlencoded`)".to_owned();
    }
    match &operation.body {
        None => String::new(),
        Some(Body::Object(_)) => ", with a JSON object as its body".to_owned(),
        Some(Body::Value(field)) if field.ty == Type::Bytes => {
            ", with bytes as its body, which are streamed".to_owned()
        }
        Some(Body::Value(field)) => format!(", with {} as its body, in JSON", ty(&field.ty)),
    }
}

fn constant_row(constant: &Constant) -> [String; 6] {
    [
        code(&constant.name),
        String::new(),
        constant.location.as_str().to_owned(),
        format!("always {}", code(&constant.value)),
        String::new(),
        String::new(),
    ]
}

/// How a value goes out that is more than one text.
fn written(parameter: &Parameter) -> Option<String> {
    let name = &parameter.field.wire_name;
    let is_list = matches!(parameter.field.ty, Type::List(_));
    Some(match &parameter.style {
        ParameterStyle::Single => return None,
        ParameterStyle::Indexed => {
            let element = match &parameter.field.ty {
                Type::List(element) => element,
                other => other,
            };
            let index = if is_list { ".1" } else { "" };
            let member = match element {
                Type::Named(ShapeKind::Struct, _) => ".member",
                _ => "",
            };
            let others = if is_list { " and so on" } else { "" };
            format!(
                "Goes out as {}{others}.",
                code(&format!("{name}{index}{member}"))
            )
        }
        ParameterStyle::Repeated => "Each element goes out as a parameter of its own.".to_owned(),
        ParameterStyle::Joined(separators) => {
            let separators: Vec<String> = separators.iter().map(|sign| separator(*sign)).collect();
            format!(
                "Goes out as one text, joined by {}.",
                separators.join(", its elements by ")
            )
        }
        ParameterStyle::Family => family(name),
        ParameterStyle::Json => "Goes out as JSON.".to_owned(),
        ParameterStyle::File if is_list => "Each goes out as a part of its own.".to_owned(),
        ParameterStyle::File => return None,
    })
}

/// What the names of a family of headers are.
pub(super) fn family(name: &str) -> String {
    format!(
        "Headers whose names begin with {}; a key is the rest of the name.",
        code(name.trim_end_matches('*'))
    )
}

fn separator(sign: char) -> String {
    match sign {
        ' ' => "a space".to_owned(),
        sign => code(&sign.to_string()),
    }
}
