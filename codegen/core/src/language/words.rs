//! Words of fixed sets, each with what it means.

use super::{Vocabulary, Word};

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

/// How requests are authenticated without a header of the service's own.
pub(super) static WAYS: Vocabulary = Vocabulary {
    name: "waysToAuthenticate",
    words: &[
        Word {
            name: "signature",
            doc: "By a signature with the keys of the account.",
        },
        Word {
            name: "api_key",
            doc: "By the two headers of an application.",
        },
        Word {
            name: "api_key_in_query",
            doc: "By the same two values in the query.",
        },
        Word {
            name: "bearer",
            doc: "By a bearer token.",
        },
        Word {
            name: "none",
            doc: "Not at all.",
        },
    ],
};

/// What an operation says whose answer is not wrapped.
pub(super) static NO_ENVELOPE: Vocabulary = Vocabulary {
    name: "noEnvelope",
    words: &[Word {
        name: "none",
        doc: "The value is not wrapped, whatever the service says.",
    }],
};

/// Types that need no definition. Lists, maps and pairs stand for all of theirs.
pub(super) static SIMPLE_TYPES: Vocabulary = Vocabulary {
    name: "simpleTypes",
    words: &[
        Word {
            name: "string",
            doc: "Text.",
        },
        Word {
            name: "bool",
            doc: "`true` or `false`.",
        },
        Word {
            name: "i32",
            doc: "A whole number of 32 bits.",
        },
        Word {
            name: "i64",
            doc: "A whole number of 64 bits.",
        },
        Word {
            name: "f64",
            doc: "A number with a fraction.",
        },
        Word {
            name: "yn",
            doc: "A flag that is written `Y` or `N`.",
        },
        Word {
            name: "json",
            doc: "JSON of any form.",
        },
        Word {
            name: "base64",
            doc: "Bytes, as base64 text.",
        },
        Word {
            name: "timestamp(ms)",
            doc: "A time: milliseconds since 1970, a number.",
        },
        Word {
            name: "timestamp(ms-text)",
            doc: "A time: milliseconds since 1970, in quotes.",
        },
        Word {
            name: "timestamp(s)",
            doc: "A time: seconds since 1970, a number.",
        },
        Word {
            name: "timestamp(iso)",
            doc: "A time with its zone, as in `2026-01-31T00:30:00Z`.",
        },
        Word {
            name: "timestamp(basic)",
            doc: "A time with its zone and without separators, as in `20260131T003000Z`.",
        },
        Word {
            name: "datetime(yyyy-MM-dd HH:mm:ss)",
            doc: "A date and a time without a zone.",
        },
        Word {
            name: "datetime(yyyy-MM-dd HH:mm)",
            doc: "A date and a time without a zone, to the minute.",
        },
        Word {
            name: "datetime(yyyy-MM-ddTHH:mm:ss)",
            doc: "A date and a time without a zone, with a `T` between them.",
        },
        Word {
            name: "datetime(yyyyMMddHHmmss)",
            doc: "A date and a time without a zone and without separators.",
        },
        Word {
            name: "date(yyyy-MM-dd)",
            doc: "A date.",
        },
        Word {
            name: "date(yyyyMMdd)",
            doc: "A date without separators.",
        },
        Word {
            name: "month(yyyy-MM)",
            doc: "A month.",
        },
        Word {
            name: "month(yyyyMM)",
            doc: "A month without a separator.",
        },
        Word {
            name: "quoted<i64>",
            doc: "A number in quotes; `i32`, `f64` and `bool` can be quoted too.",
        },
        Word {
            name: "code",
            doc: "The pair of `code` and `codeName`.",
        },
        Word {
            name: "list<string>",
            doc: "A list, here of texts; its elements have any type.",
        },
        Word {
            name: "map<string>",
            doc: "An object with free keys, here of texts; its values have any type.",
        },
    ],
};

/// What a body can be beside a type.
pub(super) static STREAMED_TYPES: Vocabulary = Vocabulary {
    name: "bodyTypes",
    words: &[Word {
        name: "bytes",
        doc: "Anything, streamed as it is.",
    }],
};

/// What a part can be beside a type.
pub(super) static FILE_TYPES: Vocabulary = Vocabulary {
    name: "partTypes",
    words: &[
        Word {
            name: "file",
            doc: "A file, with a name and a media type.",
        },
        Word {
            name: "list<file>",
            doc: "Several files of one name.",
        },
    ],
};
