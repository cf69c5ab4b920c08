//! The spec language, defined as data: which keys a mapping has, what each takes, and what it means.
//!
//! The reader checks every node against this definition, and the JSON Schema for editors is printed from it, so that the
//! two cannot differ.

mod address;
pub mod authorization;
pub mod duration;
mod examples;
mod fields;
mod operation;
pub mod pages;
mod patterns;
pub mod scalars;
mod service;
mod shared;
pub mod styles;
mod types;
mod vocabulary;
mod waiters;
pub mod words;

use std::fmt;

pub(crate) use patterns::is_upper_camel_case;
pub use patterns::{is_address, is_snake_case};
pub use service::{FILE, PART, PART_MARK};
pub use vocabulary::Words;

pub(crate) use self::{
    address::SITE,
    examples::{EXAMPLE, EXAMPLE_ERROR},
    fields::{FIELD, PARAMETER},
    operation::{EVENTS, OPERATION, SUCCESS},
    service::ERROR,
    types::{ALTERNATIVE, ENUM_VALUE, TYPE_DEFINITION},
    waiters::WAITER,
};

/// A key of a form, which the form has: a misspelt one does not compile.
macro_rules! key {
    ($form:ident, $name:literal) => {{
        const _: () = assert!($crate::language::$form.has($name));
        $name
    }};
}
pub(crate) use key;

/// The key that allows what lints find.
pub(crate) const ALLOW_KEY: &str = "allow";

/// A mapping with known keys.
#[derive(Debug)]
pub struct Form {
    /// The name of its definition in the JSON Schema.
    pub name: &'static str,
    pub doc: &'static str,
    pub keys: &'static [Key],
}

impl Form {
    /// Whether it has a key, for [`key!`].
    pub(crate) const fn has(&self, name: &str) -> bool {
        let mut keys = self.keys;
        while let [key, rest @ ..] = keys {
            if is_same(key.name, name) {
                return true;
            }
            keys = rest;
        }
        false
    }

    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

const fn is_same(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    loop {
        match (one, other) {
            ([], []) => return true,
            ([a, one_rest @ ..], [b, other_rest @ ..]) if *a == *b => {
                (one, other) = (one_rest, other_rest);
            }
            _ => return false,
        }
    }
}

/// A key and what it takes.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub name: &'static str,
    pub doc: &'static str,
    pub value: &'static Value,
    pub required: bool,
    /// As it would be written in a spec.
    pub example: &'static str,
}

/// What a key takes.
#[derive(Debug)]
pub enum Value {
    /// Any text that is not empty.
    Text,
    /// Text of a certain form.
    Pattern(&'static Pattern),
    /// One of some words.
    Word(&'static [Word]),
    /// `true` or `false`.
    Flag,
    /// A whole number, not negative.
    Whole,
    /// Any JSON.
    Json,
    List(&'static Value),
    /// One value, or a list of such.
    OneOrMany(&'static Value),
    Form(&'static Form),
    /// A mapping with free keys.
    Map {
        key: &'static Pattern,
        value: &'static Value,
    },
    /// The first where a scalar is written, the second where a mapping is.
    ShortOrLong(&'static Value, &'static Value),
    /// The form where the mapping has one of its `marks`, else the other.
    Marked {
        marks: &'static [&'static str],
        marked: &'static Form,
        otherwise: &'static Value,
    },
}

/// A form of text.
#[derive(Debug)]
pub struct Pattern {
    /// What people call it, with an article.
    pub what: &'static str,
    /// As it would be written.
    pub example: &'static str,
    /// A regular expression for editors; the reader has its own, stricter check.
    pub expression: Expression,
    /// The check of the reader, where the tree does not check it while it is built.
    pub(crate) accepts: fn(&str) -> bool,
    /// For names: the same name in the case that is asked for.
    pub(crate) recased: Option<fn(&str) -> String>,
    /// For numbers, which editors tell from text: the least and the greatest.
    pub numbers: Option<(u16, u16)>,
    /// Texts of the form that have a meaning of their own, which editors suggest. The first names them all.
    pub words: &'static [&'static Vocabulary],
}

/// A regular expression.
#[derive(Debug)]
pub enum Expression {
    Text(&'static str),
    /// One of these words.
    Words(&'static [Word]),
    /// One for types, with something around it.
    Type {
        before: &'static str,
        after: &'static str,
    },
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Words(words) => {
                let names: Vec<&str> = words.iter().map(|word| word.name).collect();
                write!(f, "^({})$", names.join("|"))
            }
            Self::Type { before, after } => write!(f, "{before}{}{after}", scalars::expression()),
        }
    }
}

/// Words that a form of text has beside others.
#[derive(Debug)]
pub struct Vocabulary {
    /// The name of its definition in the JSON Schema.
    pub name: &'static str,
    pub words: &'static [Word],
}

/// A word of a fixed set.
#[derive(Debug)]
pub struct Word {
    pub name: &'static str,
    pub doc: &'static str,
}

const fn required(
    name: &'static str,
    value: &'static Value,
    example: &'static str,
    doc: &'static str,
) -> Key {
    Key {
        name,
        doc,
        value,
        required: true,
        example,
    }
}

const fn optional(
    name: &'static str,
    value: &'static Value,
    example: &'static str,
    doc: &'static str,
) -> Key {
    Key {
        name,
        doc,
        value,
        required: false,
        example,
    }
}
