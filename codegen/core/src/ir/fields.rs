//! Members of structs, and parameters.

use super::{Location, Notes, Type};

/// A member of a struct, or a parameter.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub wire_name: String,
    /// Its name in Rust, `r#` included where it is a keyword.
    pub rust_name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Its type, without the `Option` that an optional field gets.
    pub ty: Type,
    /// Whether it must be given.
    pub required: bool,
    /// Whether its value is kept out of `Debug`.
    pub sensitive: bool,
    /// Whether it is boxed, because its type contains itself.
    pub boxed: bool,
    /// Whether it can be `null`, which is not the same as being absent.
    pub nullable: bool,
    /// What the documentation says besides.
    pub facts: FieldFacts,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
    /// Where its type is written.
    pub type_location: Location,
}

/// What the documentation says of a field for its readers. The service checks it, not the client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldFacts {
    /// The default.
    pub default: Option<String>,
    /// The greatest length.
    pub size: Option<u64>,
    /// When an optional field is required, in words.
    pub required_when: Option<String>,
}

impl Field {
    /// An optional field of which nothing more is said.
    pub fn new(wire_name: &str, rust_name: &str, ty: Type, location: Location) -> Self {
        Self {
            wire_name: wire_name.to_owned(),
            rust_name: rust_name.to_owned(),
            doc: None,
            ty,
            required: false,
            sensitive: false,
            boxed: false,
            nullable: false,
            facts: FieldFacts::default(),
            notes: Notes::default(),
            type_location: location.clone(),
            location,
        }
    }
}
