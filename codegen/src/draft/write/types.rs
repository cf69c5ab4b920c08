//! The types of a draft: their names, and how they and their fields are written.

use std::fmt::Write as _;

use heck::ToUpperCamelCase;

use super::{WIDTH, block_scalar, scalar, write_notes};
use crate::draft::{
    known::Known,
    model::{Field, Operation, Struct, Type},
    operation::singular,
};

/// The structs that get a name.
pub(super) struct Types<'draft> {
    known: Option<&'draft Known>,
    taken: Vec<String>,
    named: Vec<(String, Struct)>,
}

impl<'draft> Types<'draft> {
    pub(super) fn of(operations: &[Operation], known: Option<&'draft Known>) -> Self {
        let mut types = Self {
            known,
            taken: operations
                .iter()
                .map(|operation| operation.name.clone())
                .collect(),
            named: Vec::new(),
        };
        for operation in operations {
            for (ty, is_inline) in [
                (&operation.body, true),
                (&operation.response, operation.envelope.is_none()),
            ] {
                match ty {
                    Some(Type::Struct(definition)) if is_inline => types.within(definition),
                    Some(ty) => types.add(ty, &operation.name),
                    None => {}
                }
            }
        }
        types
    }

    fn within(&mut self, definition: &Struct) {
        for field in &definition.fields {
            self.add(&field.ty, &definition.name);
        }
    }

    fn add(&mut self, ty: &Type, owner: &str) {
        match ty {
            Type::Named(_) => {}
            Type::List(inner) | Type::Map(inner) => self.add(inner, owner),
            Type::Struct(definition) => {
                if self.named(definition).is_some() {
                    return;
                }
                let stem = definition
                    .name
                    .strip_suffix("List")
                    .filter(|stem| !stem.is_empty());
                let name = singular(stem.unwrap_or(&definition.name)).to_upper_camel_case();
                let name = self.free(&name, owner);
                self.named.push((name, definition.clone()));
                self.within(definition);
            }
        }
    }

    /// A name that nothing has yet: as it is, behind its owner's, with a number.
    fn free(&mut self, name: &str, owner: &str) -> String {
        let owner = owner.to_upper_camel_case();
        let numbered = (2..).map(|number| format!("{owner}{name}{number}"));
        let free = [name.to_owned(), format!("{owner}{name}")]
            .into_iter()
            .chain(numbered)
            .find(|name| {
                let is_taken = self.taken.contains(name)
                    || self.known.is_some_and(|known| known.has_name(name));
                !is_taken && !RESERVED.contains(&name.as_str())
            })
            .unwrap_or_default();
        self.taken.push(free.clone());
        free
    }

    /// The name of a struct that has one.
    pub(super) fn named(&self, definition: &Struct) -> Option<&str> {
        if let Some(name) = self.known.and_then(|known| known.same(definition)) {
            return Some(name);
        }
        self.named
            .iter()
            .find(|(_, known)| known.fields == definition.fields)
            .map(|(name, _)| name.as_str())
    }

    pub(super) fn spelled(&self, ty: &Type) -> String {
        match ty {
            Type::Named(name) => name.clone(),
            Type::List(inner) => format!("list<{}>", self.spelled(inner)),
            Type::Map(inner) => format!("map<{}>", self.spelled(inner)),
            Type::Struct(definition) => self.named(definition).unwrap_or("json").to_owned(),
        }
    }

    /// Every struct, in the order in which the operations come to them.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (index, (name, definition)) in self.named.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            let fields: Vec<&Field> = definition.fields.iter().collect();
            // A member of this name alone would be taken for the key.
            let is_marked = fields.iter().any(|field| {
                !field.optional
                    && ["fields", "enum", "tuple", "one_of"].contains(&field.name.as_str())
            });
            if is_marked {
                let _ = write!(text, "  {name}:\n    fields:\n{}", self.fields(&fields, 6));
            } else {
                let _ = write!(text, "  {name}:\n{}", self.fields(&fields, 4));
            }
        }
        text
    }

    /// A line a field, types under each other; more lines where there is more to say.
    pub(super) fn fields(&self, fields: &[&Field], indent: usize) -> String {
        let pad = " ".repeat(indent);
        let lines: Vec<(String, Option<String>)> = fields
            .iter()
            .map(|field| {
                let key = format!(
                    "{}{}:",
                    key(&field.name),
                    if field.optional { "?" } else { "" }
                );
                let line = self.line(field);
                let fits = indent + key.len() + line.chars().count() < WIDTH;
                let is_short = field.notes.defects.len() < 2 && field.notes.unconfirmed.len() < 2;
                (key, Some(line).filter(|_| fits && is_short))
            })
            .collect();
        let width = lines
            .iter()
            .filter(|(_, line)| line.is_some())
            .map(|(key, _)| key.chars().count())
            .max()
            .unwrap_or_default();
        let mut text = String::new();
        for (field, (key, line)) in fields.iter().zip(&lines) {
            for gap in &field.notes.gaps {
                let _ = writeln!(text, "{pad}# gap: {gap}");
            }
            match line {
                Some(line) => {
                    let _ = writeln!(text, "{pad}{key:width$} {line}");
                }
                None => {
                    let _ = writeln!(text, "{pad}{key}");
                    self.long(&mut text, field, indent + 2);
                }
            }
        }
        text
    }

    fn line(&self, field: &Field) -> String {
        let notes = [
            ("defect", &field.notes.defects),
            ("unconfirmed", &field.notes.unconfirmed),
        ]
        .into_iter()
        .filter_map(|(key, notes)| Some((key, notes.first()?.clone())));
        let parts: Vec<String> = self
            .parts(field)
            .into_iter()
            .chain(notes)
            .map(|(key, value)| match key {
                "type" => format!("type: {value}"),
                _ => format!("{key}: {}", plain_or_quoted(key, &value)),
            })
            .collect();
        format!("{{ {} }}", parts.join(", "))
    }

    fn long(&self, text: &mut String, field: &Field, indent: usize) {
        let pad = " ".repeat(indent);
        for (key, value) in self.parts(field) {
            let value = match key {
                "type" | "size" | "sensitive" => value,
                "default" => scalar(&value),
                _ => block_scalar(&value),
            };
            let _ = writeln!(text, "{pad}{key}: {value}");
        }
        write_notes(text, &field.notes, indent);
    }

    fn parts(&self, field: &Field) -> Vec<(&'static str, String)> {
        let mut parts = vec![("type", self.spelled(&field.ty))];
        parts.extend(field.size.map(|size| ("size", size.to_string())));
        parts.extend(field.style.map(|style| ("style", style.to_owned())));
        if !field.doc.is_empty() {
            parts.push(("doc", field.doc.clone()));
        }
        parts.extend(field.rust_name.clone().map(|name| ("name", name)));
        parts.extend(field.default.clone().map(|value| ("default", value)));
        if field.sensitive {
            parts.push(("sensitive", "true".to_owned()));
        }
        parts
    }
}

/// Names of Rust's that a type must not take.
const RESERVED: [&str; 9] = [
    "Self", "Option", "Vec", "String", "Result", "Box", "Some", "None", "Ok",
];

fn plain_or_quoted(key: &str, value: &str) -> String {
    match key {
        "size" | "sensitive" => value.to_owned(),
        _ => scalar(value),
    }
}

fn key(name: &str) -> String {
    scalar(name)
}
