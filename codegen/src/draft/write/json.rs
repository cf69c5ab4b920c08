//! JSON in a spec: on one line where it fits, else broken behind commas and aligned under what it is a part of.

use super::WIDTH;
use crate::draft::sample::{Json, quoted};

/// The value, as it stands behind so many columns.
pub(super) fn written(value: &Json, column: usize) -> String {
    let mut writer = Writer {
        text: String::new(),
        column,
    };
    writer.value(value);
    writer.text
}

struct Writer {
    text: String,
    column: usize,
}

impl Writer {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text.chars().count();
    }

    fn value(&mut self, value: &Json) {
        match value {
            Json::List(elements) => {
                self.push("[");
                let column = self.column;
                for (index, element) in elements.iter().enumerate() {
                    self.next(
                        index,
                        column,
                        element.to_string().chars().count(),
                        matches!(element, Json::Object(_)),
                    );
                    self.value(element);
                }
                self.push("]");
            }
            Json::Object(members) => {
                self.push("{");
                let column = self.column;
                for (index, (name, value)) in members.iter().enumerate() {
                    let name = quoted(name);
                    let length = name.chars().count() + 2;
                    let rest = match value {
                        Json::List(_) | Json::Object(_) => {
                            value.to_string().chars().count().min(40)
                        }
                        _ => value.to_string().chars().count(),
                    };
                    self.next(index, column, length + rest, false);
                    self.push(&name);
                    self.push(": ");
                    self.value(value);
                }
                self.push("}");
            }
            scalar => self.push(&scalar.to_string()),
        }
    }

    /// What stands before a part of such a length.
    fn next(&mut self, index: usize, column: usize, length: usize, breaks: bool) {
        if index == 0 {
            return;
        }
        if breaks || self.column + length + 3 > WIDTH {
            self.text.push_str(",\n");
            self.text.push_str(&" ".repeat(column));
            self.column = column;
        } else {
            self.push(", ");
        }
    }
}
