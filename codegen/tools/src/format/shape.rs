//! What a node of a spec is to the language, which decides how it is written.

use ncloud_codegen::language::{Form, Value};

use super::tree::{Member, Tree};

/// What a node is to the language.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// A mapping with known keys.
    Form(&'static Form),
    /// A mapping with free keys.
    Entries(&'static Value),
    Elements(&'static Value),
    /// A list of prose.
    Remarks,
    /// Prose.
    Text,
    /// A scalar that is no prose: a name, a type, an address.
    Word,
    /// Samples, and whatever the language does not know.
    Json,
}

impl Shape {
    pub(super) fn of(tree: &Tree<'_>, expected: &'static Value) -> Self {
        match (expected, tree) {
            (Value::ShortOrLong(_, long), Tree::Mapping(_)) => Self::of(tree, long),
            (Value::ShortOrLong(short, _), _) => Self::of(tree, short),
            (Value::OneOrMany(Value::Text), Tree::Sequence(_)) => Self::Remarks,
            (Value::OneOrMany(one), Tree::Sequence(_)) => Self::Elements(one),
            (Value::OneOrMany(one), _) => Self::of(tree, one),
            (Value::List(element), Tree::Sequence(_)) => Self::Elements(element),
            (Value::Form(form), Tree::Mapping(_)) => Self::Form(form),
            (Value::Map { value, .. }, Tree::Mapping(_)) => Self::Entries(value),
            (
                Value::Marked {
                    marks,
                    marked,
                    otherwise,
                },
                Tree::Mapping(_),
            ) => {
                let is_mapping = |mark: &&str| matches!(tree.get(mark), Some(Tree::Mapping(_)));
                if marks.iter().any(is_mapping) {
                    Self::Form(marked)
                } else {
                    Self::of(tree, otherwise)
                }
            }
            (Value::Text, Tree::Scalar(_)) => Self::Text,
            (Value::Pattern(_) | Value::Word(_) | Value::Flag | Value::Whole, Tree::Scalar(_)) => {
                Self::Word
            }
            _ => Self::Json,
        }
    }

    /// Of the value of a key of this mapping, or of an element of this list.
    pub(super) fn of_member(self, member: &Member<'_>) -> Self {
        let key = member.key.as_ref().map_or("", |key| key.text.as_str());
        let expected = match self {
            Self::Form(form) => form.key(key).map(|key| key.value),
            Self::Entries(each) | Self::Elements(each) => Some(each),
            Self::Remarks => Some(&Value::Text),
            Self::Text | Self::Word | Self::Json => None,
        };
        expected.map_or(Self::Json, |expected| Self::of(&member.value, expected))
    }

    /// Whether the mapping with free keys is one of samples.
    pub(super) fn is_of_samples(self) -> bool {
        matches!(self, Self::Entries(Value::Json))
    }
}
