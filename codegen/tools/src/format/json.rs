//! JSON in samples: on one line, or filled, what stands in brackets below their first member.

use super::{
    WIDTH, names,
    scalars::{Context, Scalar},
    tree::{Collection, Tree},
};

/// Further right, members begin on a line of their own instead.
const DEEPEST_COLUMN: usize = 60;

/// The JSON on one line. `None` where it has comments, blocks of text or values that are not there: these need lines.
pub(super) fn flat(tree: &Tree<'_>) -> Option<String> {
    if tree.has_comments() {
        return None;
    }
    without_comments(tree)
}

fn without_comments(tree: &Tree<'_>) -> Option<String> {
    match tree {
        Tree::Scalar(scalar) if scalar.is_empty() || scalar.block().is_some() => None,
        Tree::Scalar(scalar) => Some(scalar.kept(Context::Flow).into_owned()),
        Tree::Sequence(collection) | Tree::Mapping(collection) => {
            let brackets = Brackets::of(tree, collection);
            let members = collection.members.iter().map(|member| {
                let value = without_comments(&member.value)?;
                Some(match &member.key {
                    Some(key) => format!("{} {value}", names::in_flow(&key_text(key))),
                    None => value,
                })
            });
            let members: Option<Vec<String>> = members.collect();
            Some(format!(
                "{}{}{}",
                brackets.open,
                members?.join(", "),
                brackets.close
            ))
        }
    }
}

/// JSON over several lines. `column` is where it begins, `indentation` that of its line; the lines are complete but for
/// the first.
pub(super) fn filled(tree: &Tree<'_>, column: usize, indentation: usize) -> String {
    let mut filler = Filler {
        text: String::new(),
        column,
        indentation,
    };
    filler.value(tree, 0);
    filler.text
}

fn key_text<'tree>(key: &'tree Scalar<'_>) -> std::borrow::Cow<'tree, str> {
    key.kept(Context::Flow)
}

struct Brackets {
    open: &'static str,
    close: &'static str,
}

impl Brackets {
    /// Of an object as JSON writes it `{"a": 1}`, of a mapping as YAML does `{ a: 1 }`.
    fn of(tree: &Tree<'_>, collection: &Collection<'_>) -> Self {
        let first = collection
            .members
            .first()
            .and_then(|member| member.key.as_ref());
        match (tree, first) {
            (Tree::Sequence(_), _) => Self {
                open: "[",
                close: "]",
            },
            (_, Some(key)) if !key_text(key).starts_with('"') => Self {
                open: "{ ",
                close: " }",
            },
            _ => Self {
                open: "{",
                close: "}",
            },
        }
    }
}

struct Filler {
    text: String,
    column: usize,
    /// Of the line that is written.
    indentation: usize,
}

impl Filler {
    fn write(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text.chars().count();
    }

    fn new_line(&mut self, indentation: usize) {
        self.text.push('\n');
        self.text.push_str(&" ".repeat(indentation));
        self.column = indentation;
        self.indentation = indentation;
    }

    fn fits(&self, text: &str, behind: usize) -> bool {
        self.column + text.chars().count() + behind <= WIDTH
    }

    /// A value that is followed by so many characters on its last line.
    fn value(&mut self, tree: &Tree<'_>, behind: usize) {
        let flat = flat(tree).unwrap_or_default();
        match tree {
            Tree::Sequence(collection) | Tree::Mapping(collection)
                if !collection.members.is_empty() && !self.fits(&flat, behind) =>
            {
                self.collection(tree, collection, behind);
            }
            _ => self.write(&flat),
        }
    }

    fn collection(&mut self, tree: &Tree<'_>, collection: &Collection<'_>, behind: usize) {
        let brackets = Brackets::of(tree, collection);
        if self.column > DEEPEST_COLUMN {
            self.write(brackets.open.trim_end());
            self.new_line(self.indentation + 2);
        } else {
            self.write(brackets.open);
        }
        let left = self.column;
        let last = collection.members.len() - 1;
        let mut is_broken = false;
        for (index, member) in collection.members.iter().enumerate() {
            let behind = if index == last {
                behind + brackets.close.len()
            } else {
                1
            };
            let key = member.key.as_ref().map_or_else(String::new, |key| {
                format!("{} ", names::in_flow(&key_text(key)))
            });
            let whole = format!("{key}{}", flat(&member.value).unwrap_or_default());
            if index > 0 {
                self.write(",");
                if !is_broken && self.fits(&whole, behind + 1) {
                    self.write(" ");
                } else {
                    self.new_line(left);
                }
            }
            is_broken = !self.fits(&whole, behind);
            self.write(&key);
            self.value(&member.value, behind);
        }
        self.write(brackets.close);
    }
}
