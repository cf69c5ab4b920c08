//! What stands before a value: a key with its colon, or the dash of a list.

/// Names that are wider stand out of the column of their neighbours' values: it would be far from all of them.
const WIDEST_ALIGNED: usize = 80;

/// YAML looks for the colon of a key in 1,024 characters. A longer key has a mark of its own.
const LONGEST_KEY: usize = 1000;

pub(super) struct Name {
    pub(super) text: String,
    /// Characters of its last line.
    pub(super) width: usize,
    /// Whether the value may stand in a column with those of its neighbours.
    pub(super) is_aligned: bool,
}

impl Name {
    pub(super) fn dash() -> Self {
        Self {
            text: "-".to_owned(),
            width: 1,
            is_aligned: false,
        }
    }

    /// Of a key as it is written. The lines after the first are indented.
    pub(super) fn of(key: &str, indentation: usize) -> Self {
        let width = key.chars().count();
        if width > LONGEST_KEY {
            Self {
                text: format!("? {key}\n{}:", " ".repeat(indentation)),
                width: 1,
                is_aligned: false,
            }
        } else {
            Self {
                text: format!("{key}:"),
                width: width + 1,
                is_aligned: width < WIDEST_ALIGNED,
            }
        }
    }
}

/// A key as it is written, with its colon, in braces.
pub(crate) fn in_flow(key: &str) -> String {
    if key.chars().count() > LONGEST_KEY {
        format!("? {key} :")
    } else {
        format!("{key}:")
    }
}
