//! Specs drafted from OpenAPI documents: 2.0, 3.0 and 3.1, in JSON or YAML.
//!
//! What the document cannot say, and what the language cannot say of it, is a `gap` of the draft. Of the members that begin with `x-ncloud-`
//! those are read that say what a type, a style, an envelope or an authorization is.

mod addresses;
mod authorization;
mod bodies;
mod definitions;
mod document;
mod operations;
mod parameters;
mod rows;
mod schemas;

use std::collections::{BTreeMap, BTreeSet};

use ncloud_codegen::language::is_address;

pub(super) use self::document::is_document;
use self::{document::Document, operations::Operation, rows::line, schemas::Pending};
use super::{Options, infer::Known, quote};
use crate::format::text_alone;

/// What a document comes to.
#[derive(Debug)]
pub(super) struct Drafted {
    pub(super) names: Vec<String>,
    pub(super) operations: String,
    pub(super) types: String,
    /// What a spec begins with, in front of `operations`.
    head: String,
    /// The address of the service, for its name.
    pub(super) url: String,
}

impl Drafted {
    /// A whole spec.
    pub(super) fn spec(&self, service: &str) -> String {
        let mut text = String::from(
            "# yaml-language-server: $schema=ncloud-spec.schema.json\n# Drafted from an OpenAPI document. What is to be looked at says `gap`; texts are the document's own.\n",
        );
        text.push_str(&format!("spec: 1\nservice: {service}\n{}", self.head));
        text.push_str(&format!("\noperations:\n{}", self.operations));
        if !self.types.is_empty() {
            text.push_str(&format!("\ntypes:\n{}", self.types));
        }
        text
    }
}

/// Drafts the operations of a document. `known`: the service that they go into.
pub(super) fn drafted(
    text: &str,
    options: &Options,
    known: Option<&Known>,
) -> Result<Drafted, String> {
    let document = Document::read(text)?;
    let mut draft = Draft {
        document: &document,
        known,
        taken: super::write::RESERVED.map(str::to_owned).into(),
        references: BTreeMap::new(),
        inline: BTreeMap::new(),
        pending: Vec::new(),
        sent: document.sent(),
        used: BTreeSet::new(),
        docs: docs(&document, options),
    };
    let service = draft.service(options.service.as_deref(), known);
    let operations = draft.operations(options, &service)?;
    let mut names = Vec::new();
    let mut written = String::new();
    for Operation { name, text } in operations {
        if !written.is_empty() {
            written.push('\n');
        }
        written.push_str(&text);
        names.push(name);
    }
    let types = draft.definitions();
    let mut head = service.head;
    let mut unread = document.unread();
    unread.extend(draft.unused());
    match known {
        None => unread.iter().for_each(|gap| head.push_str(&line("", gap))),
        // Of a service that is there, they stand where the operations begin.
        Some(_) => {
            unread.extend(service.gaps);
            let gaps: String = unread.iter().map(|gap| line("  ", gap)).collect();
            written.insert_str(0, &gaps);
        }
    }
    Ok(Drafted {
        names,
        operations: written,
        types,
        head,
        url: service.url,
    })
}

/// A draft while it comes to be.
struct Draft<'document> {
    document: &'document Document,
    known: Option<&'document Known>,
    /// Names of types and operations that something has.
    taken: BTreeSet<String>,
    /// The types of components, by their references.
    references: BTreeMap<String, String>,
    /// The types of schemas without a name, by what is in them.
    inline: BTreeMap<String, String>,
    /// Types that are named and not yet written.
    pending: Vec<Pending<'document>>,
    /// References that a request leads to.
    sent: BTreeSet<String>,
    /// References that were followed.
    used: BTreeSet<String>,
    /// The page of operations that say none.
    docs: Option<String>,
}

fn docs(document: &Document, options: &Options) -> Option<String> {
    let said = document
        .root
        .member("externalDocs")
        .and_then(|docs| docs.member("url"));
    let said = said.and_then(document::text).map(str::to_owned);
    options
        .docs
        .clone()
        .or(said)
        .filter(|docs| is_address(docs))
}

/// A text of the document as that of a key, on one line.
fn prose(text: &str) -> String {
    let words: Vec<String> = quote::prose(text)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    words.join(" ")
}

/// A line with a key and its text.
fn entry(indent: &str, key: &str, text: &str) -> String {
    format!("{indent}{key}: {}\n", text_alone(text))
}
