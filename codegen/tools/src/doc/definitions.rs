//! Types with names: objects, tuples, enums, unions.

use ncloud_codegen::{
    emit::{
        markdown::{code, prose},
        words,
    },
    ir::{EnumValue, Service, Shape, Tagging, TypeDefinition, Union},
};

use super::{
    Page,
    fields::{self, HEAD, rust_name, with_notes},
};
use crate::spelling;

/// Whether there is a type besides those that stand with their operations.
pub(super) fn has_section(service: &Service) -> bool {
    of_section(service).next().is_some()
}

/// The types that do not stand with an operation.
pub(super) fn of_section(service: &Service) -> impl Iterator<Item = &TypeDefinition> {
    let definitions = service.types.iter();
    definitions.filter(|definition| definition.response_of.is_none())
}

pub(super) fn section(page: &mut Page, service: &Service) {
    if !has_section(service) {
        return;
    }
    page.heading(2, "section-types", "Types");
    for definition in of_section(service) {
        print(page, service, definition);
    }
}

pub(super) fn print(page: &mut Page, service: &Service, definition: &TypeDefinition) {
    page.heading(3, &definition.name, &definition.name);
    page.paragraphs(definition.doc.as_deref().map(prose));
    page.paragraph(&what(&definition.shape));
    page.paragraphs(words::notes(&definition.notes));
    match &definition.shape {
        Shape::Union(union) => print_alternatives(page, union),
        shape if shape.kind().is_text() => print_values(page, shape.values()),
        shape => page.table(HEAD, &fields::rows(service, shape.fields())),
    }
}

fn what(shape: &Shape) -> String {
    match shape {
        Shape::Union(union) => match &union.tagging {
            Tagging::Kind => {
                "One of these, told apart by its kind of JSON. Others may come.".to_owned()
            }
            Tagging::Member { tag, content } => {
                let rest = match content {
                    None => "its members stand beside that".to_owned(),
                    Some(content) => format!("the value is in {}", code(content)),
                };
                format!(
                    "One of these, told apart by {}; {rest}. Others may come.",
                    code(tag)
                )
            }
        },
        shape => shape.kind().meaning().to_owned(),
    }
}

fn print_values(page: &mut Page, values: &[EnumValue]) {
    let rows: Vec<[String; 3]> = values
        .iter()
        .map(|value| {
            [
                code(&value.wire_name),
                rust_name(&value.wire_name, &value.rust_name),
                with_notes(&value.doc, &value.notes),
            ]
        })
        .collect();
    page.table(["value", "in Rust", "meaning"], &rows);
}

fn print_alternatives(page: &mut Page, union: &Union) {
    let rows: Vec<[String; 4]> = union
        .alternatives
        .iter()
        .map(|alternative| {
            [
                words::told_by(union, alternative),
                code(&format!(
                    "{}({})",
                    alternative.rust_name,
                    spelling::held(&alternative.ty, alternative.boxed)
                )),
                fields::ty(&alternative.ty),
                with_notes(
                    alternative.doc.as_deref().unwrap_or_default(),
                    &alternative.notes,
                ),
            ]
        })
        .collect();
    page.table(["told by", "in Rust", "type", "meaning"], &rows);
}
