//! What a spec remarks on a thing and OpenAPI has no member for.

use ncloud_codegen::{
    emit::markdown,
    ir::{Field, Notes},
};

use super::tree::Object;

/// A description, which is Markdown in a document and prose in a spec.
pub(super) fn prose(text: Option<&String>) -> Option<String> {
    text.map(|text| markdown::prose(text))
}

/// What the documentation gets wrong, what nobody could check, and what nobody could read.
pub(super) fn notes(notes: &Notes) -> Object {
    Object::new()
        .with_list("x-ncloud-defects", &notes.defects)
        .with_list("x-ncloud-unconfirmed", &notes.unconfirmed)
        .with_list("x-ncloud-partial", &notes.partial)
}

/// Of a field or a parameter.
pub(super) fn of_field(field: &Field) -> Object {
    Object::new()
        .with_some(
            "x-ncloud-sensitive",
            field.sensitive.then_some(field.sensitive),
        )
        .with_some("x-ncloud-required-when", field.facts.required_when.as_ref())
        .and(notes(&field.notes))
}
