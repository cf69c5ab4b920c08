//! Words of fixed sets, each with what it means.

use super::Word;

/// What operations of a service have in common.
pub(super) const PROTOCOLS: &[Word] = &[
    Word {
        name: "json",
        doc: "Nothing but what is said.",
    },
    Word {
        name: "form",
        doc: "Every operation without `http` is a POST to its own name; parameters stand under `form` (of a GET: in the query), lists are \
              indexed, `responseFormatType=json` comes first, the envelope is `{operation}Response`, and operations named Get.. only read.",
    },
];

/// Where the facts of an operation come from.
pub(super) const SOURCES: &[Word] = &[
    Word {
        name: "reference",
        doc: "The public reference: its page was read.",
    },
    Word {
        name: "sdk",
        doc: "The official SDK alone: names and types that one client declares.",
    },
];

/// How a list is written where there is no JSON.
pub(super) const STYLES: &[Word] = &[
    Word {
        name: "indexed",
        doc: "`name.1=a&name.2=b`; members of objects as `name.1.member=a`.",
    },
    Word {
        name: "repeated",
        doc: "`name=a&name=b`.",
    },
    Word {
        name: "comma",
        doc: "`name=a,b`.",
    },
    Word {
        name: "pipe",
        doc: "`name=a|b`.",
    },
    Word {
        name: "colon",
        doc: "`name=a:b`.",
    },
    Word {
        name: "space",
        doc: "`name=a b`.",
    },
];

pub(super) const NO_SUCCESS: &[Word] = &[Word {
    name: "none",
    doc: "An answer with a status of success is one.",
}];

pub(super) const FORMATS: &[Word] = &[
    Word {
        name: "json",
        doc: "JSON.",
    },
    Word {
        name: "xml",
        doc: "XML: elements and attributes are members, elements that repeat are lists. The value is what the root element holds; `envelope` names that element where its name is to be checked.",
    },
];

pub(super) const NOT_FOUND: &[Word] = &[
    Word {
        name: "failure",
        doc: "The wait ends badly.",
    },
    Word {
        name: "success",
        doc: "The wait ends well, with `None` in place of an answer.",
    },
    Word {
        name: "pending",
        doc: "It is not there yet: the wait goes on.",
    },
];
