//! Fields as rows of tables: parameters, members of bodies and of types, headers of responses.

use ncloud_codegen::{
    emit::{
        markdown::{code, prose},
        words,
    },
    ir::{Field, Notes, Scalar, Service, Type},
};

use crate::spelling::spelled;

/// What the columns of a field are called.
pub(super) const HEAD: [&str; 6] = ["name", "in Rust", "place", "type", "required", "meaning"];

/// More values are too many for a cell.
const FEW_VALUES: usize = 8;

/// A field in a place; `written` says how it goes out, where that is not plain.
pub(super) fn row(
    service: &Service,
    field: &Field,
    place: &str,
    written: Option<String>,
) -> [String; 6] {
    let required = if field.is_required() { "yes" } else { "no" };
    [
        code(&field.wire_name),
        rust_name(&field.wire_name, &field.rust_name),
        place.to_owned(),
        ty(&field.ty),
        required.to_owned(),
        meaning(service, field, written),
    ]
}

/// The rows of fields that have no place to tell.
pub(super) fn rows(service: &Service, fields: &[Field]) -> Vec<[String; 6]> {
    let rows = fields.iter().map(|field| row(service, field, "", None));
    rows.collect()
}

/// A name in Rust, where it is another than on the wire.
pub(super) fn rust_name(wire_name: &str, rust_name: &str) -> String {
    if wire_name == rust_name {
        String::new()
    } else {
        code(rust_name)
    }
}

/// A type as specs write it, with a link to its definition.
pub(super) fn ty(ty: &Type) -> String {
    let spelled = spelled(ty);
    let around = ty.definition().and_then(|name| {
        let (before, after) = spelled.split_once(name)?;
        Some((before, name, after))
    });
    match around {
        None => code(&spelled),
        Some((before, name, after)) => {
            let part = |text: &str| {
                if text.is_empty() {
                    String::new()
                } else {
                    code(text)
                }
            };
            format!("{}{}{}", part(before), link(name), part(after))
        }
    }
}

/// A link to an operation, a type or a waiter.
pub(super) fn link(name: &str) -> String {
    format!("[{}](#{name})", code(name))
}

/// What it is, and remarks after it.
pub(super) fn with_notes(doc: &str, notes: &Notes) -> String {
    let doc = Some(prose(doc)).filter(|doc| !doc.is_empty());
    let parts: Vec<String> = doc.into_iter().chain(words::notes(notes)).collect();
    parts.join("<br>")
}

fn meaning(service: &Service, field: &Field, written: Option<String>) -> String {
    let facts = words::facts(field);
    let facts = (!facts.is_empty()).then(|| words::sentence(&facts.join("; ")));
    let before = [
        field.doc.as_deref().map(prose),
        allowed(service, &field.ty),
        written,
        facts,
    ];
    let sensitive = "It is sensitive: `Debug` does not show it.".to_owned();
    let sentences: Vec<String> = before
        .into_iter()
        .flatten()
        .chain(words::sentences(field))
        .chain(field.sensitive.then_some(sensitive))
        .collect();
    let first = Some(sentences.join(" ")).filter(|text| !text.is_empty());
    let parts: Vec<String> = first
        .into_iter()
        .chain(words::notes(&field.notes))
        .collect();
    parts.join("<br>")
}

/// The values that are known, where they are few.
fn allowed(service: &Service, ty: &Type) -> Option<String> {
    match ty {
        Type::Scalar(Scalar::YesNo) => Some("`Y` or `N`.".to_owned()),
        Type::List(inner) | Type::Map(inner) | Type::CommonCode(inner) => allowed(service, inner),
        Type::Named(_, name) => {
            let values = service.type_named(name)?.shape.values();
            if values.is_empty() || values.len() > FEW_VALUES {
                return None;
            }
            let values: Vec<String> = values.iter().map(|value| code(&value.wire_name)).collect();
            Some(format!("Known values: {}.", values.join(", ")))
        }
        _ => None,
    }
}
