//! YAML text -> syntax tree, every node with its span.
//!
//! Three steps, one file each: the text becomes nodes ([`yaml`]), the nodes are held against the language's definition
//! ([`structure`]), and what fits becomes the tree ([`build`]).

mod address;
pub(crate) mod ast;
mod authorization;
mod build;
mod http;
pub(crate) mod node;
mod structure;
pub(crate) mod types;
pub(crate) mod yaml;

use crate::{
    diagnostic::Diagnostic,
    language,
    source::{Source, SourceId, Span},
};

/// The tree of a file as far as it could be read, and everything that was found on the way.
pub(crate) fn file(id: SourceId, source: &Source) -> (Option<ast::File>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let Some(root) = yaml::read(id, &source.text, &mut findings) else {
        return (None, findings);
    };
    let is_part = root.get(language::PART_MARK).is_some();
    let form = if is_part {
        &language::PART
    } else {
        &language::FILE
    };
    structure::check(&root, form, Span::file(id), &mut findings);
    let file = if is_part {
        build::part(&root, &mut findings).map(|part| ast::File::Part(Box::new(part)))
    } else {
        build::service(&root, &mut findings).map(|service| ast::File::Service(Box::new(service)))
    };
    (file, findings)
}
