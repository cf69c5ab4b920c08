//! What an operation says, in the form of the lists that are made by hand.

use ncloud_codegen::ir::{
    Authorization, CivilKind, Field, Operation, Scalar, Service, Shape, ShapeKind, TimeFormat, Type,
};

/// What an operation says, a line each: where it is, how callers say who they are, and the leaves of what goes out and comes back.
pub(super) fn said(service: &Service, operation: &Operation) -> Vec<String> {
    let address = service.address_of(operation);
    let mut lines = vec![format!(
        "{} {}{}",
        operation.method.as_str(),
        address.base.endpoint,
        service.path_template(operation)
    )];
    match &operation.authorization {
        Authorization::Signature => {}
        Authorization::ApiKey => lines.push("auth api_key".to_owned()),
        other => lines.push(format!("auth {other:?}")),
    }
    if operation.response.statuses != [200] {
        lines.push(format!("status {}", operation.response.statuses[0]));
    }
    for constant in &operation.constants {
        if constant.name != "responseFormatType" {
            let name = constant.name.replace("content-type", "Content-Type");
            lines.push(format!("constant {name} {}", constant.value));
        }
    }
    for parameter in &operation.parameters {
        let place = parameter.location.as_str();
        leaves(service, place, "", &parameter.field, &mut |line, _| {
            lines.push(line)
        });
    }
    each_member(service, operation, &mut |line, _| lines.push(line));
    lines
}

fn each_member(service: &Service, operation: &Operation, each: &mut dyn FnMut(String, &Field)) {
    for field in operation.body_fields() {
        leaves(service, "body", "", field, each);
    }
    let envelope = operation
        .response
        .envelope
        .as_ref()
        .map(|envelope| envelope.member.as_str());
    let above = envelope
        .filter(|name| !name.ends_with("Response"))
        .unwrap_or_default();
    let Some(ty) = &operation.response.ty else {
        return;
    };
    let (above, ty) = match ty {
        Type::List(element) => (format!("{above}[]"), element.as_ref()),
        other => (above.to_owned(), other),
    };
    if let Type::Named(ShapeKind::Struct, name) = ty {
        for field in service.type_named(name).unwrap().shape.fields() {
            leaves(service, "answer", &above, field, each);
        }
    }
}

/// The members of a field that have none of their own.
fn leaves(
    service: &Service,
    place: &str,
    above: &str,
    field: &Field,
    each: &mut dyn FnMut(String, &Field),
) {
    let dot = if above.is_empty() { "" } else { "." };
    let name = format!("{above}{dot}{}", field.wire_name);
    let (name, ty) = match &field.ty {
        Type::List(element) if matches!(**element, Type::Named(ShapeKind::Struct, _)) => {
            (format!("{name}[]"), element.as_ref())
        }
        other => (name, other),
    };
    if let Type::Named(ShapeKind::Struct, of) = ty
        && let Shape::Struct(fields) = &service.type_named(of).unwrap().shape
    {
        for field in fields {
            leaves(service, place, &name, field, each);
        }
        return;
    }
    let required = if field.is_required() {
        "required"
    } else {
        "optional"
    };
    each(format!("{place} {name} {} {required}", spelled(ty)), field);
}

/// The leaves that a remark stands at.
pub(super) fn marked(service: &Service, operation: &Operation) -> Vec<String> {
    let mut marked = Vec::new();
    let mut mark = |line: String, field: &Field| {
        if !field.notes.defects.is_empty() || !field.notes.unconfirmed.is_empty() {
            marked.push(line.rsplitn(3, ' ').last().unwrap().to_owned());
        }
    };
    for parameter in &operation.parameters {
        leaves(
            service,
            parameter.location.as_str(),
            "",
            &parameter.field,
            &mut mark,
        );
    }
    each_member(service, operation, &mut mark);
    marked
}

fn spelled(ty: &Type) -> String {
    match ty {
        Type::Scalar(Scalar::String) => "string".to_owned(),
        Type::Scalar(Scalar::Bool) => "bool".to_owned(),
        Type::Scalar(Scalar::I32) => "i32".to_owned(),
        Type::Scalar(Scalar::I64) => "i64".to_owned(),
        Type::Scalar(Scalar::F64) => "f64".to_owned(),
        Type::Scalar(Scalar::YesNo) => "yn".to_owned(),
        Type::Scalar(Scalar::Json) => "json".to_owned(),
        Type::Scalar(Scalar::Timestamp(TimeFormat::EpochMillis)) => "timestamp(ms)".to_owned(),
        Type::Scalar(Scalar::Timestamp(TimeFormat::Iso8601)) => "timestamp(iso)".to_owned(),
        Type::Scalar(Scalar::Civil(format)) if format.kind() == CivilKind::DateTime => {
            format!("datetime({})", format.pattern())
        }
        Type::Scalar(Scalar::Civil(format)) => format!("date({})", format.pattern()),
        Type::CommonCode(_) => "code".to_owned(),
        Type::List(element) => format!("list<{}>", spelled(element)),
        Type::Map(element) => format!("map<{}>", spelled(element)),
        Type::Named(ShapeKind::Struct | ShapeKind::Enum, name) => name.clone(),
        other => format!("{other:?}"),
    }
}
