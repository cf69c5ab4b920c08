//! A draft before it is written: what goes into a spec.

use ncloud_codegen::ir::{Method, ParameterLocation as Place};

use crate::json::Json;

/// The draft of one operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) docs: String,
    pub(crate) method: Method,
    /// What the address of the service comes to, without the path of the operation.
    pub(crate) base: String,
    /// Whether that is another than its service has.
    pub(crate) is_elsewhere: bool,
    pub(crate) path: String,
    /// As the language writes it; `None` where the signature is meant.
    pub(crate) auth: Option<String>,
    pub(crate) parameters: Vec<(Place, Field)>,
    pub(crate) constants: Vec<(Place, String, String)>,
    pub(crate) body: Option<Type>,
    /// Those of success, where it is not 200 alone.
    pub(crate) statuses: Vec<u16>,
    pub(crate) envelope: Option<String>,
    pub(crate) response: Option<Type>,
    pub(crate) notes: Notes,
    pub(crate) examples: Vec<Example>,
    /// Whether it is one of the family of forms.
    pub(crate) is_form: bool,
}

impl Operation {
    /// Whether the path is the name, as it is of a form that says no other.
    pub(crate) fn is_named_by_path(&self) -> bool {
        let mut letters = self.name.chars();
        let first = letters.next().map(|first| first.to_ascii_lowercase());
        let name: String = first.into_iter().chain(letters).collect();
        self.path.strip_prefix('/') == Some(name.as_str())
    }
}

/// What a reader of the draft must know.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Notes {
    /// Where table and sample differ.
    pub(crate) defects: Vec<String>,
    /// What the page does not say.
    pub(crate) unconfirmed: Vec<Unconfirmed>,
    /// What must be looked at: comments in the spec, which the spec does not keep as data.
    pub(crate) gaps: Vec<String>,
}

/// Something that the page does not say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unconfirmed {
    /// Whether a field must be there.
    Requirement,
    /// Under which condition it must.
    Condition,
    /// Its type, which no sample shows either.
    Type,
    /// Anything else, as a sentence.
    Other(String),
}

impl Unconfirmed {
    /// The sentence that the spec has.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Requirement => "Whether it is required is not stated.",
            Self::Condition => {
                "The table makes it conditional: say under `required_when` on what, or that it never is."
            }
            Self::Type => "Its type is not stated, and no sample has it.",
            Self::Other(text) => text,
        }
    }
}

impl From<&str> for Unconfirmed {
    fn from(text: &str) -> Self {
        Self::Other(text.to_owned())
    }
}

impl From<String> for Unconfirmed {
    fn from(text: String) -> Self {
        Self::Other(text)
    }
}

impl Notes {
    /// What the spec keeps as data, by its key.
    pub(crate) fn by_key(&self) -> [(&'static str, Vec<&str>); 2] {
        [
            ("defect", self.defects.iter().map(String::as_str).collect()),
            (
                "unconfirmed",
                self.unconfirmed.iter().map(Unconfirmed::text).collect(),
            ),
        ]
    }

    pub(crate) fn leave_open(&mut self, what: impl Into<Unconfirmed>) {
        self.unconfirmed.push(what.into());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.defects.is_empty() && self.unconfirmed.is_empty() && self.gaps.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) rust_name: Option<String>,
    pub(crate) optional: bool,
    pub(crate) ty: Type,
    pub(crate) style: Option<&'static str>,
    pub(crate) doc: String,
    pub(crate) sensitive: bool,
    pub(crate) default: Option<String>,
    pub(crate) size: Option<u64>,
    pub(crate) notes: Notes,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Type {
    /// One of the language's own, or the name of a type.
    Named(String),
    List(Box<Type>),
    Map(Box<Type>),
    Struct(Struct),
}

impl Type {
    pub(crate) fn named(name: &str) -> Self {
        Self::Named(name.to_owned())
    }

    pub(crate) fn list(element: Self) -> Self {
        Self::List(Box::new(element))
    }

    /// The names of its members.
    pub(crate) fn field_names(&self) -> Vec<&str> {
        match self {
            Self::Named(_) => Vec::new(),
            Self::List(inner) | Self::Map(inner) => inner.field_names(),
            Self::Struct(definition) => {
                let fields = definition.fields.iter();
                fields.map(|field| field.name.as_str()).collect()
            }
        }
    }

    pub(crate) fn structs_mut(&mut self) -> Option<&mut Struct> {
        match self {
            Self::Named(_) => None,
            Self::List(inner) | Self::Map(inner) => inner.structs_mut(),
            Self::Struct(definition) => Some(definition),
        }
    }
}

/// A type of its own, named when it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Struct {
    /// The name that comes to mind: the member's.
    pub(crate) name: String,
    pub(crate) fields: Vec<Field>,
}

/// A sample exchange.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    pub(crate) made: Vec<String>,
    /// The values of parameters, as YAML.
    pub(crate) request: Vec<(Place, String, String)>,
    pub(crate) body: Option<Json>,
    pub(crate) sent: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) response: Option<Json>,
}
