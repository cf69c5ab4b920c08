//! Doc comments: text of specs becomes Markdown that rustdoc takes without a warning.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        markdown::{self, begins_a_block, code},
        words,
    },
    ir::{Field, Notes, TypeDefinition},
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

    /// Breaks the text into lines, but never before a word that would begin a list or a heading there.
    fn paragraph(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
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
pub(super) fn definition(definition: &TypeDefinition) -> Docs {
    let docs = match (&definition.doc, &definition.response_of) {
        (Some(doc), _) => Docs::default().prose(doc),
        (None, Some(operation)) => {
            Docs::default().markdown(&format!("What [`{operation}`] responds with."))
        }
        (None, None) => Docs::default().markdown(&format!(
            "`{}`, which the documentation does not describe.",
            definition.name
        )),
    };
    docs.notes(&definition.notes)
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
