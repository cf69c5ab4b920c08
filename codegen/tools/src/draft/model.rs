//! A draft before it is written: what goes into a spec.

use ncloud_codegen::ir::{Method, Place};

use crate::json::Json;

/// The draft of one operation.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    pub(super) name: String,
    pub(super) doc: String,
    pub(super) docs: String,
    pub(super) method: Method,
    /// What the address of the service comes to, without the path of the operation.
    pub(super) base: String,
    /// Whether that is another than its service has.
    pub(super) is_elsewhere: bool,
    pub(super) path: String,
    /// As the language writes it; `None` where the signature is meant.
    pub(super) auth: Option<String>,
    pub(super) parameters: Vec<(Place, Field)>,
    pub(super) constants: Vec<(Place, String, String)>,
    pub(super) body: Option<Type>,
    /// Those of success, where it is not 200 alone.
    pub(super) statuses: Vec<u16>,
    pub(super) envelope: Option<String>,
    pub(super) response: Option<Type>,
    pub(super) notes: Notes,
    pub(super) examples: Vec<Example>,
    /// Whether it is one of the family of forms.
    pub(super) is_form: bool,
}

/// What a reader of the draft must know.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Notes {
    /// Where table and sample differ.
    pub(super) defects: Vec<String>,
    /// What the page does not say.
    pub(super) unconfirmed: Vec<String>,
    /// What must be looked at: comments in the spec, which the spec does not keep as data.
    pub(super) gaps: Vec<String>,
}

impl Notes {
    pub(super) fn is_empty(&self) -> bool {
        self.defects.is_empty() && self.unconfirmed.is_empty() && self.gaps.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) rust_name: Option<String>,
    pub(super) optional: bool,
    pub(super) ty: Type,
    pub(super) style: Option<&'static str>,
    pub(super) doc: String,
    pub(super) sensitive: bool,
    pub(super) default: Option<String>,
    pub(super) size: Option<u64>,
    pub(super) notes: Notes,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Type {
    /// One of the language's own, or the name of a type.
    Named(String),
    List(Box<Type>),
    Map(Box<Type>),
    Struct(Struct),
}

impl Type {
    pub(super) fn named(name: &str) -> Self {
        Self::Named(name.to_owned())
    }

    pub(super) fn list(element: Self) -> Self {
        Self::List(Box::new(element))
    }

    pub(super) fn structs_mut(&mut self) -> Option<&mut Struct> {
        match self {
            Self::Named(_) => None,
            Self::List(inner) | Self::Map(inner) => inner.structs_mut(),
            Self::Struct(definition) => Some(definition),
        }
    }
}

/// A type of its own, named when it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Struct {
    /// The name that comes to mind: the member's.
    pub(super) name: String,
    pub(super) fields: Vec<Field>,
}

/// A sample exchange.
#[derive(Clone, Debug, Default)]
pub(super) struct Example {
    pub(super) made: Vec<String>,
    /// The values of parameters, as YAML.
    pub(super) request: Vec<(Place, String, String)>,
    pub(super) body: Option<Json>,
    pub(super) sent: Option<String>,
    pub(super) status: Option<u16>,
    pub(super) response: Option<Json>,
}
