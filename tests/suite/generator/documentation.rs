//! Texts of a spec arrive in the documentation, whatever they look like.

use std::fs;

use ncloud_codegen::{emit::rust, ir::Shape, printable};
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta};

use crate::support::{load, path, service, specs_and_folders};

/// The documentation of the fields of a struct, by their names.
fn docs_of_fields(module: &str, name: &str) -> Vec<(String, String)> {
    let file = syn::parse_file(module).unwrap();
    let fields = file.items.into_iter().find_map(|item| match item {
        Item::Struct(item) if item.ident == name => Some(item.fields),
        _ => None,
    });
    fields
        .unwrap()
        .into_iter()
        .map(|field| (field.ident.unwrap().to_string(), docs(&field.attrs)))
        .collect()
}

fn docs(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        })
        .collect();
    lines.join("\n")
}

/// The text without Markdown's escapes and without the breaks of lines.
fn unescaped(docs: &str) -> String {
    let words = docs.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = String::new();
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes =
            character == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        text.push(if escapes {
            characters.next().unwrap()
        } else {
            character
        });
    }
    text
}

#[test]
fn every_text_arrives() {
    let services = load(&path("fixtures/features/documentation.yaml"));
    let operation = services[0].operation_named("Describe").unwrap();
    let module = rust::module(&services[0], rust::RUN_TIME);
    let documented = docs_of_fields(&module, "Describe");
    let fields: Vec<_> = operation.request_fields().collect();
    assert_eq!(documented.len(), fields.len());
    for (field, (name, docs)) in fields.iter().zip(&documented) {
        let Some(text) = &field.doc else { continue };
        // Addresses get angle brackets, and what is not shown is escaped; all else stays.
        let text = text.replace(['<', '>'], "");
        let docs = unescaped(docs).replace(['<', '>'], "");
        let words = |text: &str| {
            text.split_whitespace()
                .map(|word| printable::line(word).into_owned())
                .collect::<Vec<_>>()
        };
        let (text, docs) = (words(&text), words(&docs));
        assert!(
            docs.windows(text.len()).any(|window| window == text),
            "{name}: {text:?} in {docs:?}"
        );
    }
}

#[test]
fn every_text_of_the_specs_arrives() {
    for file in specs_and_folders("../spec") {
        let services = load(&file);
        let module = rust::module(&services[0], rust::RUN_TIME);
        let documented = unescaped(&module.replace("///", ""));
        let present = |text: &str| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                documented.contains(&text) || text.contains("http"),
                "{text}"
            );
        };
        for operation in &services[0].operations {
            present(&operation.doc);
            operation
                .notes
                .defects
                .iter()
                .chain(&operation.notes.unconfirmed)
                .for_each(|text| present(text));
            operation
                .request_fields()
                .filter_map(|field| field.doc.as_deref())
                .for_each(present);
        }
        for definition in &services[0].types {
            definition.doc.iter().for_each(|text| present(text));
            match &definition.shape {
                Shape::Struct(fields) | Shape::Tuple(fields) => fields
                    .iter()
                    .filter_map(|field| field.doc.as_deref())
                    .for_each(present),
                Shape::Enum(values) | Shape::NumberEnum(values) => {
                    values.iter().for_each(|value| present(&value.doc));
                }
                Shape::Union(union) => union
                    .alternatives
                    .iter()
                    .filter_map(|alternative| alternative.doc.as_deref())
                    .for_each(present),
            }
        }
    }
}

#[test]
fn texts_of_several_lines_are_one_paragraph() {
    let text = fs::read_to_string(path("fixtures/features/headers.yaml")).unwrap();
    let text = text.replace(
        "doc: Touches.",
        "doc: |\n      First line.\n\n      * second\n      line",
    );
    let module = rust::module(&service(&text), rust::RUN_TIME);
    assert!(
        module.contains("/// First line. \\* second line\n///\n"),
        "{module}"
    );
}
