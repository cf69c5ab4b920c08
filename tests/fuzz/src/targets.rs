//! The targets.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a target says by a panic what it found, and its own slips are finds too"
)]

mod call;
mod configure_file;
mod decode;
mod disposition;
mod draft;
mod error_body;
mod events;
mod fmt;
mod masking;
mod multipart;
mod plain;
mod redact;
mod response;
mod retry_after;
mod spec;
mod xml;

use crate::corpus;

/// A target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// What it is called, as is the folder of its corpus.
    pub name: &'static str,
    /// Panics when its word is broken.
    pub run: fn(&[u8]),
    /// Inputs that stand elsewhere in the repository, or are easier made than kept.
    pub more: fn() -> Vec<Vec<u8>>,
    /// What is worth putting into an input.
    pub words: &'static [&'static str],
}

impl Target {
    /// The target of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TARGETS.iter().find(|target| target.name == name)
    }
}

/// All of them, in the order of the way from a page to an answer.
pub const TARGETS: &[Target] = &[
    Target {
        name: "draft",
        run: draft::run,
        more: corpus::pages,
        words: draft::WORDS,
    },
    Target {
        name: "fmt",
        run: fmt::run,
        more: corpus::specs,
        words: spec::WORDS,
    },
    Target {
        name: "spec",
        run: spec::run,
        more: corpus::specs,
        words: spec::WORDS,
    },
    Target {
        name: "masking",
        run: masking::run,
        more: corpus::sessions,
        words: masking::WORDS,
    },
    Target {
        name: "configure_file",
        run: configure_file::run,
        more: Vec::new,
        words: configure_file::WORDS,
    },
    Target {
        name: "decode",
        run: decode::run,
        more: corpus::json,
        words: decode::WORDS,
    },
    Target {
        name: "xml",
        run: xml::run,
        more: corpus::xml,
        words: xml::WORDS,
    },
    Target {
        name: "events",
        run: events::run,
        more: corpus::events,
        words: events::WORDS,
    },
    Target {
        name: "error_body",
        run: error_body::run,
        more: Vec::new,
        words: error_body::WORDS,
    },
    Target {
        name: "redact",
        run: redact::run,
        more: Vec::new,
        words: redact::WORDS,
    },
    Target {
        name: "disposition",
        run: disposition::run,
        more: Vec::new,
        words: disposition::WORDS,
    },
    Target {
        name: "retry_after",
        run: retry_after::run,
        more: Vec::new,
        words: retry_after::WORDS,
    },
    Target {
        name: "multipart",
        run: multipart::run,
        more: Vec::new,
        words: multipart::WORDS,
    },
];
