//! What changes for callers between two sets of specs, and the version step that it asks for.
//!
//! Models are compared, not texts: what moves to another file, what is said once instead of twice, and names that neither
//! callers nor the wire see are no change. Every change belongs to a rule of [`rules`], which says whether it breaks callers.

mod compare;
pub mod report;
pub mod revision;
pub mod rules;
mod version;

use ncloud_codegen::ir::Location;

pub use self::{
    compare::changes,
    rules::{Effect, Rule},
    version::{Step, Version},
};

/// A change.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Change {
    /// What kind of change it is.
    pub rule: &'static Rule,
    /// What changed: `organization::GetUser`, as Rust names it.
    pub subject: String,
    /// How.
    pub message: String,
    /// Which specs `location` is in.
    pub side: Side,
    /// Where: in the new specs, or in the old ones for what is gone.
    pub location: Location,
}

/// One of the two sets of specs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What callers have.
    Old,
    /// What they get.
    New,
}

impl Side {
    /// `old` or `new`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::New => "new",
        }
    }
}

/// What all changes together are to callers.
#[must_use]
pub fn effect(changes: &[Change]) -> Effect {
    let effects = changes.iter().map(|change| change.rule.effect);
    effects.max().unwrap_or(Effect::None)
}
