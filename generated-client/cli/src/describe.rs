//! What an operation takes and gives, in words.

use ncloud_codegen::ir::{
    CivilKind, Field, Format, Operation, Response, Scalar, Service, Shape, ShapeKind, TimeFormat,
    Type, Waiter,
};

use crate::flags::Flag;

/// What there is to say of a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// `text`, `number`, `list of text`.
    pub kind: String,
    /// What it is.
    pub doc: String,
    /// The values that are known, of an enum.
    pub values: Vec<(String, String)>,
    /// The members, of an object: `name (text)`.
    pub members: Vec<String>,
    /// The default of the service.
    pub default: Option<String>,
    /// When it is required although it is optional.
    pub required_when: Option<String>,
    /// Where the page and the wire differ, and what could not be confirmed.
    pub remarks: Vec<String>,
}

/// What there is to say of a flag.
#[must_use]
pub fn flag(service: &Service, flag: &Flag<'_>) -> Description {
    let field = flag.field;
    let notes = &field.notes;
    Description {
        kind: kind(service, &field.ty),
        doc: field.doc.clone().unwrap_or_default(),
        values: values(service, &field.ty),
        members: crate::flags::members(service, element(&field.ty))
            .iter()
            .map(|member| member_line(service, member))
            .collect(),
        default: field.facts.default.clone(),
        required_when: field.facts.required_when.clone(),
        remarks: notes
            .told()
            .map(|(what, remark)| format!("{what}: {remark}"))
            .collect(),
    }
}

fn element(ty: &Type) -> &Type {
    match ty {
        Type::List(element) => self::element(element),
        ty => ty,
    }
}

fn member_line(service: &Service, member: &Field) -> String {
    let optional = if member.is_required() {
        ""
    } else {
        ", optional"
    };
    format!(
        "{} ({}{optional})",
        member.wire_name,
        kind(service, &member.ty)
    )
}

/// The known values of an enum, or of a list of one, each with what it means.
#[must_use]
pub fn values(service: &Service, ty: &Type) -> Vec<(String, String)> {
    match element(ty) {
        Type::Scalar(Scalar::Bool) => pairs(&[("true", ""), ("false", "")]),
        Type::Scalar(Scalar::YesNo) => pairs(&[("Y", ""), ("N", "")]),
        Type::Named(ShapeKind::Enum | ShapeKind::NumberEnum, name) => {
            let definition = service.type_named(name);
            let values = definition.map_or(&[][..], |definition| definition.shape.values());
            values
                .iter()
                .map(|value| (value.wire_name.clone(), value.doc.clone()))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn pairs(known: &[(&str, &str)]) -> Vec<(String, String)> {
    known
        .iter()
        .map(|(value, doc)| ((*value).to_owned(), (*doc).to_owned()))
        .collect()
}

/// What a type is, for people who know no Rust.
#[must_use]
pub fn kind(service: &Service, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar_kind(*scalar).to_owned(),
        Type::CommonCode(_) => "code".to_owned(),
        Type::List(element) => format!("list of {}", kind(service, element)),
        Type::Map(element) => format!("map of {}", kind(service, element)),
        Type::Bytes => "bytes".to_owned(),
        Type::File => "file".to_owned(),
        Type::Named(ShapeKind::Struct, _) => "object".to_owned(),
        Type::Named(ShapeKind::Tuple, _) => "list".to_owned(),
        Type::Named(ShapeKind::Enum, _) => "value".to_owned(),
        Type::Named(ShapeKind::NumberEnum, _) => "number".to_owned(),
        Type::Named(ShapeKind::Union, name) => {
            let definition = service.type_named(name);
            let alternatives =
                definition.map_or(&[][..], |definition| definition.shape.alternatives());
            let kinds: Vec<&str> = alternatives
                .iter()
                .map(|it| it.wire_name.as_str())
                .collect();
            format!("one of {}", kinds.join(", "))
        }
    }
}

fn scalar_kind(scalar: Scalar) -> &'static str {
    match scalar.bare() {
        Scalar::String => "text",
        Scalar::Bool => "true|false",
        Scalar::I32 | Scalar::I64 => "number",
        Scalar::F64 => "decimal",
        Scalar::YesNo => "Y|N",
        Scalar::Timestamp(format) if format.is_text() => "time",
        Scalar::Timestamp(TimeFormat::EpochSeconds) => "time, in seconds",
        Scalar::Timestamp(_) => "time",
        Scalar::Civil(format) => match format.kind() {
            CivilKind::DateTime => "date and time",
            CivilKind::Date => "date",
            CivilKind::Month => "month",
        },
        Scalar::Base64 => "base64",
        Scalar::Json | Scalar::Quoted(_) => "JSON",
    }
}

/// What comes back, in a sentence.
#[must_use]
pub fn response(service: &Service, response: &Response) -> String {
    match (&response.ty, response.format) {
        (_, Format::Bytes) => "a file: `--out FILE` keeps it".to_owned(),
        (None, _) => "nothing".to_owned(),
        (Some(ty), _) => {
            let members: Vec<&str> = crate::flags::members(service, element(ty))
                .iter()
                .map(|member| member.wire_name.as_str())
                .collect();
            let kind = kind(service, ty);
            if members.is_empty() {
                kind
            } else {
                format!("{kind}: {}", members.join(", "))
            }
        }
    }
}

/// The list in a response, where it is plain which one: its members from the response to it, and the fields of an element.
#[must_use]
pub fn listed<'model>(
    service: &'model Service,
    operation: &'model Operation,
) -> Option<(Vec<&'model str>, &'model [Field])> {
    let fields = |ty: &'model Type| match ty {
        Type::Named(ShapeKind::Struct, name) => match &service.type_named(name)?.shape {
            Shape::Struct(fields) => Some(fields.as_slice()),
            _ => None,
        },
        _ => None,
    };
    if let Some(pages) = &operation.pages {
        let path = pages
            .items
            .iter()
            .map(|step| step.wire_name.as_str())
            .collect();
        return Some((path, fields(&pages.item).unwrap_or_default()));
    }
    match operation.response.ty.as_ref()? {
        Type::List(element) => Some((Vec::new(), fields(element)?)),
        ty => {
            let mut lists = fields(ty)?.iter().filter_map(|field| match &field.ty {
                Type::List(element) => Some((field.wire_name.as_str(), fields(element)?)),
                _ => None,
            });
            let (name, fields) = lists.next()?;
            lists.next().is_none().then(|| (vec![name], fields))
        }
    }
}

/// The waiters of a service with their names as commands spell them.
#[must_use]
pub fn waiters(service: &Service) -> Vec<(String, &Waiter)> {
    let waiters = service.waiters.iter();
    waiters
        .map(|waiter| (crate::commands::command(&waiter.name), waiter))
        .collect()
}
