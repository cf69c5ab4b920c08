//! Doc comments: text of specs becomes Markdown that rustdoc takes without a warning.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use crate::{
    emit::{
        markdown::{self, begins_a_block, code, fenced},
        words,
    },
    ir::{Field, Notes, Type, TypeDefinition},
};

/// Doc comments, paragraph by paragraph.
#[derive(Default)]
pub(super) struct Docs {
    /// Every line but empty ones with a space before it.
    text: String,
}

impl Docs {
    /// Text of a spec: prose, whatever it looks like.
    pub(super) fn prose(mut self, text: &str) -> Self {
        let escaped = markdown::prose(text);
        self.paragraph(&escaped);
        self
    }

    /// Markdown of our own.
    pub(super) fn markdown(mut self, text: &str) -> Self {
        self.paragraph(text);
        self
    }

    /// What the documentation gets wrong and what nobody could check.
    pub(super) fn notes(mut self, notes: &Notes) -> Self {
        for note in words::notes(notes) {
            self.paragraph(&note);
        }
        self
    }

    /// A call, as the reference has it. It is no doctest: there is no client in it, and each would be a program to compile.
    pub(super) fn call(mut self, text: &str) -> Self {
        self.block(&fenced("rust,ignore", text));
        self
    }

    /// A heading of our own, which may have a text of a spec in it.
    pub(super) fn heading(mut self, title: &str) -> Self {
        self.block(&format!("## {title}"));
        self
    }

    /// An item a line.
    pub(super) fn list(mut self, items: impl Iterator<Item = String>) -> Self {
        let items: Vec<String> = items.map(|item| format!("- {item}")).collect();
        self.block(&items.join("\n"));
        self
    }

    /// Lines that stay as they are.
    fn block(&mut self, text: &str) {
        self.begin();
        for (index, line) in text.lines().enumerate() {
            if index > 0 {
                self.text.push('\n');
            }
            if !line.is_empty() {
                self.text.push(' ');
                self.text.push_str(line);
            }
        }
    }

    fn begin(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }

    /// Breaks the text into lines, but never before a word that would begin a list or a heading there.
    fn paragraph(&mut self, text: &str) {
        self.begin();
        let mut width = 0;
        for word in text.split_whitespace() {
            let length = word.chars().count();
            if width > 0 && width + 1 + length > WIDTH && !begins_a_block(word) {
                self.text.push('\n');
                width = 0;
            }
            self.text.push(' ');
            self.text.push_str(word);
            width += length + usize::from(width > 0);
        }
    }

    /// One attribute for all lines; the layout makes a comment of each.
    pub(super) fn tokens(&self) -> TokenStream {
        if self.text.is_empty() {
            return TokenStream::new();
        }
        let text = &self.text;
        quote!(#[doc = #text])
    }
}

/// What a field is, and what is worth knowing of it besides. `place` is where a request carries it.
pub(super) fn field(field: &Field, place: Option<&str>) -> Docs {
    let mut docs = match (&field.doc, place) {
        (Some(doc), _) => Docs::default().prose(doc),
        // The place names the field.
        (None, Some(_)) => Docs::default(),
        (None, None) => Docs::default().markdown(&format!("{}.", code(&field.wire_name))),
    };
    let mut facts = Vec::new();
    if let Some(place) = place {
        let required = if field.is_required() {
            "required"
        } else {
            "optional"
        };
        facts.push(format!(
            "{} in the {place}, {required}",
            code(&field.wire_name)
        ));
    }
    facts.extend(words::facts(field));
    if !facts.is_empty() {
        docs = docs.markdown(&words::sentence(&facts.join("; ")));
    }
    for sentence in words::sentences(field) {
        docs = docs.markdown(&sentence);
    }
    docs.notes(&field.notes)
}

/// The docs of a type.
pub(super) fn definition(context: &Context<'_>, definition: &TypeDefinition) -> Docs {
    let docs = match (&definition.doc, &definition.response_of) {
        (Some(doc), _) => Docs::default().prose(doc),
        (None, Some(operation)) => {
            Docs::default().markdown(&format!("What {} responds with.", link(operation)))
        }
        (None, None) => {
            let kind = definition.shape.kind().as_str();
            let what = match context.uses.of_type(&definition.name) {
                Some(used) => format!("{kind}: {used}"),
                None => format!("{kind} that the documentation does not describe"),
            };
            Docs::default().markdown(&words::sentence(&what))
        }
    };
    docs.notes(&definition.notes)
}

/// A link to a type or an operation of the service. Some have the names of macros that derive what every scope has.
pub(super) fn link(name: &str) -> String {
    const DERIVES: [&str; 9] = [
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "Eq",
        "Hash",
        "Ord",
        "PartialEq",
        "PartialOrd",
    ];
    if DERIVES.contains(&name) {
        format!("[`{name}`](type@{name})")
    } else {
        format!("[`{name}`]")
    }
}

/// A type of the generated code, with a link to its definition.
pub(super) fn linked(spelled: &str, ty: Option<&Type>) -> String {
    match ty.and_then(Type::definition) {
        Some(name) if name == spelled => link(name),
        Some(name) => format!("[`{spelled}`]({name})"),
        None => format!("`{spelled}`"),
    }
}

const WIDTH: usize = 96;

#[cfg(test)]
mod tests {
    use super::Docs;

    #[test]
    fn no_line_begins_with_a_sign_of_its_own() {
        let words = "word ".repeat(19);
        let docs = Docs::default()
            .prose(&format!("{words} - {words} 1. {words} # end"))
            .text;
        assert!(docs.lines().count() > 2, "{docs}");
        assert!(
            docs.lines()
                .all(|line| line.trim().starts_with(char::is_alphabetic)),
            "{docs}"
        );
    }
}
