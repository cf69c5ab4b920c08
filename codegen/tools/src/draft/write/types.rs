//! The types of a draft: their names, and how they and their fields are written.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use heck::ToUpperCamelCase;

use crate::draft::{
    infer::{Known, singular},
    model::{Field, Operation, Struct, Type},
    quote::message,
};
use crate::format::text_among_others;

/// The structs that get a name.
pub(super) struct Types<'draft> {
    known: Option<&'draft Known>,
    taken: BTreeSet<String>,
    /// The next number behind a name that is taken.
    numbers: BTreeMap<String, usize>,
    named: Vec<(String, &'draft Struct)>,
    /// Which of them has these fields.
    places: BTreeMap<&'draft [Field], usize>,
}

impl<'draft> Types<'draft> {
    pub(super) fn of(operations: &'draft [Operation], known: Option<&'draft Known>) -> Self {
        let mut types = Self {
            known,
            // A response that is written where it is given has a name too.
            taken: operations
                .iter()
                .flat_map(|operation| [operation.name.clone(), format!("{}Output", operation.name)])
                .chain(RESERVED.map(str::to_owned))
                .collect(),
            numbers: BTreeMap::new(),
            named: Vec::new(),
            places: BTreeMap::new(),
        };
        for operation in operations {
            for (_, field) in &operation.parameters {
                types.add(&field.ty, &operation.name);
            }
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

    fn within(&mut self, definition: &'draft Struct) {
        for field in &definition.fields {
            self.add(&field.ty, &definition.name);
        }
    }

    fn add(&mut self, ty: &'draft Type, owner: &str) {
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
                self.places.insert(&definition.fields, self.named.len());
                self.named.push((name, definition));
                self.within(definition);
            }
        }
    }

    /// A name that nothing has yet: as it is, behind its owner's, with a number.
    fn free(&mut self, name: &str, owner: &str) -> String {
        let owned = format!("{}{name}", owner.to_upper_camel_case());
        let is_free = |name: &String| {
            !self.taken.contains(name) && !self.known.is_some_and(|known| known.has_name(name))
        };
        let free = [name.to_owned(), owned.clone()].into_iter().find(is_free);
        let free = free.unwrap_or_else(|| {
            let first = self.numbers.get(&owned).copied().unwrap_or(2);
            let mut numbered = (first..).map(|number| (number + 1, format!("{owned}{number}")));
            let (next, free) = numbered.find(|(_, name)| is_free(name)).unwrap_or_default();
            self.numbers.insert(owned, next);
            free
        });
        self.taken.insert(free.clone());
        free
    }

    /// The name of a struct that has one.
    pub(super) fn named(&self, definition: &Struct) -> Option<&str> {
        if let Some(name) = self.known.and_then(|known| known.same(definition)) {
            return Some(name);
        }
        let place = self.places.get(definition.fields.as_slice())?;
        self.named.get(*place).map(|(name, _)| name.as_str())
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

    /// A line a field; the formatter breaks what is too long.
    pub(super) fn fields(&self, fields: &[&Field], indent: usize) -> String {
        let pad = " ".repeat(indent);
        let mut text = String::new();
        for field in fields {
            for gap in &field.notes.gaps {
                let _ = writeln!(text, "{pad}# gap: {}", message(gap));
            }
            let mark = if field.optional { "?" } else { "" };
            let parts: Vec<String> = self
                .parts(field)
                .into_iter()
                .map(|(key, value)| format!("{key}: {value}"))
                .collect();
            let name = text_among_others(&format!("{}{mark}", field.name));
            let _ = writeln!(text, "{pad}{name}: {{ {} }}", parts.join(", "));
        }
        text
    }

    /// Keys and values as YAML.
    fn parts(&self, field: &Field) -> Vec<(&'static str, String)> {
        let mut parts = vec![("type", self.spelled(&field.ty))];
        parts.extend(field.size.map(|size| ("size", size.to_string())));
        parts.extend(field.style.map(|style| ("style", style.to_owned())));
        if !field.doc.is_empty() {
            parts.push(("doc", text_among_others(&field.doc)));
        }
        parts.extend(
            field
                .rust_name
                .as_deref()
                .map(|name| ("name", text_among_others(name))),
        );
        parts.extend(
            field
                .default
                .as_deref()
                .map(|value| ("default", text_among_others(value))),
        );
        if field.sensitive {
            parts.push(("sensitive", "true".to_owned()));
        }
        for (key, notes) in field.notes.by_key() {
            let notes: Vec<String> = notes.iter().map(|note| text_among_others(note)).collect();
            match notes.as_slice() {
                [] => {}
                [note] => parts.push((key, note.clone())),
                notes => parts.push((key, format!("[{}]", notes.join(", ")))),
            }
        }
        parts
    }
}

/// Names of Rust's that a type must not take.
pub(crate) const RESERVED: [&str; 9] = [
    "Self", "Option", "Vec", "String", "Result", "Box", "Some", "None", "Ok",
];
