//! YAML text -> syntax tree, every node with its span.
//!
//! Three steps, one file each: the text becomes nodes ([`yaml`]), the nodes are checked against the language's definition
//! (`structure`), and what fits becomes the tree (`build`).

mod address;
pub(crate) mod allowed;
pub mod ast;
mod authorization;
mod build;
pub mod http;
pub mod node;
mod structure;
pub(crate) mod types;
pub mod yaml;

use allowed::Allowed;

use crate::{
    diagnostic::Diagnostic,
    language,
    source::{Source, SourceId, Span},
};

/// What a file says.
#[derive(Default)]
pub(crate) struct Parsed {
    /// As far as it could be read.
    pub(crate) file: Option<ast::File>,
    /// Everything that was found on the way.
    pub(crate) findings: Vec<Diagnostic>,
    /// What it allows of what lints find.
    pub(crate) allowed: Vec<Allowed>,
}

/// Reads a file.
pub(crate) fn file(id: SourceId, source: &Source) -> Parsed {
    let mut parsed = Parsed::default();
    let findings = &mut parsed.findings;
    let Some(root) = yaml::read(id, &source.text, findings) else {
        return parsed;
    };
    let is_part = root.get(language::PART_MARK).is_some();
    let form = if is_part {
        &language::PART
    } else {
        &language::FILE
    };
    structure::check(&root, form, Span::file(id), findings);
    let whole = Span {
        end: root.span.end,
        ..Span::file(id)
    };
    allowed::within(&root, form, whole, &mut parsed.allowed);
    parsed.file = if is_part {
        build::part(&root, findings).map(|part| ast::File::Part(Box::new(part)))
    } else {
        build::service(&root, findings).map(|service| ast::File::Service(Box::new(service)))
    };
    parsed
}
