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
    /// Whether it must be given, and whether it can be `null`.
    pub presence: Presence,
    /// Whether its value is kept out of `Debug`.
    pub sensitive: bool,
    /// Whether it is boxed, because its type contains itself.
    pub boxed: bool,
    /// What the documentation says besides.
    pub facts: FieldFacts,
    /// Remarks.
    pub notes: Notes,
    /// Where it is declared.
    pub location: Location,
    /// Where its type is written.
    pub type_location: Location,
}

/// Whether a field must be given, and whether it can be `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is given, and has a value.
    Required,
    /// It is given, and can be `null`.
    RequiredNullable,
    /// It can be absent.
    Optional,
    /// It can be absent, and it can be `null`, which is not the same.
    OptionalNullable,
}

impl Presence {
    /// Of the two that a spec says: `name?`, and `nullable: true`.
    #[must_use]
    pub const fn new(optional: bool, nullable: bool) -> Self {
        match (optional, nullable) {
            (false, false) => Self::Required,
            (false, true) => Self::RequiredNullable,
            (true, false) => Self::Optional,
            (true, true) => Self::OptionalNullable,
        }
    }

    /// Whether it must be given.
    #[must_use]
    pub const fn is_required(self) -> bool {
        match self {
            Self::Required | Self::RequiredNullable => true,
            Self::Optional | Self::OptionalNullable => false,
        }
    }

    /// Whether it can be `null`.
    #[must_use]
    pub const fn is_nullable(self) -> bool {
        match self {
            Self::RequiredNullable | Self::OptionalNullable => true,
            Self::Required | Self::Optional => false,
        }
    }
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
    /// Whether it must be given.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.presence.is_required()
    }

    /// Whether it can be `null`, which is not the same as being absent.
    #[must_use]
    pub const fn is_nullable(&self) -> bool {
        self.presence.is_nullable()
    }

    /// An optional field of which nothing more is said.
    pub fn new(wire_name: &str, rust_name: &str, ty: Type, location: Location) -> Self {
        Self {
            wire_name: wire_name.to_owned(),
            rust_name: rust_name.to_owned(),
            doc: None,
            ty,
            presence: Presence::Optional,
            sensitive: false,
            boxed: false,
            facts: FieldFacts::default(),
            notes: Notes::default(),
            type_location: location.clone(),
            location,
        }
    }
}
