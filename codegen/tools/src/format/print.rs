//! The layout: what stands on one line, what on lines of its own, and which columns are aligned.

use ncloud_codegen::language::Value;

use super::{
    Document, WIDTH, json,
    names::{self, Name},
    scalars::Context,
    shape::Shape,
    tree::{Collection, Member, Tree},
};

/// Mappings with known keys that never stand on one line.
const ON_LINES_OF_THEIR_OWN: [&str; 8] = [
    "serviceFile",
    "partFile",
    "operation",
    "type",
    "waiter",
    "example",
    "events",
    "sites",
];
/// Keys of a file with an empty line before them.
const CHAPTERS: [&str; 4] = ["operations", "types", "errors", "waiters"];
/// Mappings whose entries have an empty line between them.
const SPACED: [&str; 2] = ["operation", "waiter"];

/// The text of a file.
pub(super) fn document(document: &Document<'_>) -> String {
    let mut printer = Printer {
        text: String::new(),
    };
    if let Tree::Mapping(root) = &document.tree {
        printer.members(root, Shape::Form(document.form), 0);
        if root.members.is_empty() {
            printer.line(0, "{}");
        }
    }
    printer.text
}

struct Printer {
    text: String,
}

impl Printer {
    fn line(&mut self, indentation: usize, text: &str) {
        if !text.is_empty() {
            self.text.push_str(&" ".repeat(indentation));
            self.text.push_str(text);
        }
        self.text.push('\n');
    }

    /// An empty line, unless there is one: behind a text whose line breaks are kept another one would belong to it.
    fn gap(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.line(0, "");
        }
    }

    /// The members of a mapping or a list in a block.
    fn members(&mut self, collection: &Collection<'_>, shape: Shape, indentation: usize) {
        let one_line: Vec<Option<String>> = collection
            .members
            .iter()
            .map(|member| one_line(member, shape, indentation))
            .collect();
        let columns = columns(collection, shape, &one_line);
        let mut flat = one_line.iter();
        for ((index, member), column) in collection.members.iter().enumerate().zip(columns) {
            let flat = flat.next().and_then(Option::as_deref);
            let is_apart = member.before.first().is_some_and(|first| first.is_apart);
            if index > 0 && (is_apart || is_spaced(member, shape)) {
                self.gap();
            }
            for (place, comment) in member.before.iter().enumerate() {
                if place > 0 && comment.is_apart {
                    self.gap();
                }
                self.line(indentation, comment.text);
            }
            if !member.before.is_empty() && member.is_apart {
                self.gap();
            }
            self.member(member, shape, indentation, column, flat);
        }
        for (place, comment) in collection.end.iter().enumerate() {
            if comment.is_apart && (place > 0 || !collection.members.is_empty()) {
                self.gap();
            }
            self.line(indentation, comment.text);
        }
    }

    fn member(
        &mut self,
        member: &Member<'_>,
        shape: Shape,
        indentation: usize,
        column: usize,
        flat: Option<&str>,
    ) {
        let name = name(member, shape, indentation);
        let inside = indentation + 2;
        let remark = member
            .remark
            .map_or_else(String::new, |comment| format!("    {}", comment.text));
        if let Some(flat) = flat {
            let column = if name.is_aligned { column } else { 0 };
            let gap = " ".repeat(column.saturating_sub(name.width));
            let line = format!("{}{gap} {flat}", name.text);
            self.line(indentation, &format!("{}{remark}", line.trim_end()));
            return;
        }
        let own = shape.of_member(member);
        match &member.value {
            Tree::Scalar(scalar) => match scalar.block() {
                Some(lines) => self.block(&name.text, &lines, indentation, &remark),
                None => {
                    let used = indentation + name.width + 1;
                    let room = WIDTH.saturating_sub(inside);
                    let lines = scalar.lines(WIDTH.saturating_sub(used), room);
                    self.prose(&name.text, &lines, indentation, &remark);
                }
            },
            Tree::Sequence(collection) | Tree::Mapping(collection) => {
                if matches!(own, Shape::Json) && json::flat(&member.value).is_some() {
                    let start = indentation + name.width + 1;
                    let filled = json::filled(&member.value, start, inside);
                    self.line(indentation, &format!("{} {filled}{remark}", name.text));
                } else if member.key.is_none() {
                    // The first line of a list or a mapping in a list stands behind the dash.
                    let start = self.text.len();
                    self.members(collection, own, inside);
                    let dash = start + indentation;
                    if self.text.get(dash..=dash).is_some() {
                        self.text.replace_range(dash..=dash, "-");
                    }
                } else {
                    self.line(indentation, &format!("{}{remark}", name.text));
                    self.members(collection, own, inside);
                }
            }
        }
    }

    fn block(&mut self, name: &str, lines: &[String], indentation: usize, remark: &str) {
        for (index, line) in lines.iter().enumerate() {
            match index {
                0 => self.line(indentation, &format!("{name} {line}{remark}")),
                _ => self.line(indentation + 2, line),
            }
        }
    }

    fn prose(&mut self, name: &str, lines: &[String], indentation: usize, remark: &str) {
        let last = lines.len().saturating_sub(1);
        for (index, line) in lines.iter().enumerate() {
            let name = if index == 0 {
                format!("{name} ")
            } else {
                String::new()
            };
            let remark = if index == last { remark } else { "" };
            let inside = if index == 0 {
                indentation
            } else {
                indentation + 2
            };
            self.line(inside, &format!("{name}{line}{remark}"));
        }
    }
}

fn is_spaced(member: &Member<'_>, shape: Shape) -> bool {
    let key = member.key.as_ref().map_or("", |key| key.text.as_str());
    match shape {
        Shape::Form(form) => {
            matches!(form.name, "serviceFile" | "partFile") && CHAPTERS.contains(&key)
        }
        Shape::Entries(Value::Form(form)) => SPACED.contains(&form.name),
        Shape::Entries(Value::Marked { .. }) => true,
        _ => false,
    }
}

/// What stands before the value of a member.
fn name(member: &Member<'_>, shape: Shape, indentation: usize) -> Name {
    match (&member.key, shape) {
        (None, _) => Name::dash(),
        (Some(key), Shape::Json) => Name::of(&key.kept(Context::Block), indentation),
        (Some(key), _) => Name::of(&key.canonical(Context::Block), indentation),
    }
}

/// Where the values of one-line neighbours begin: characters of the name and what fills it.
fn columns(collection: &Collection<'_>, shape: Shape, one_line: &[Option<String>]) -> Vec<usize> {
    let is_aligned = matches!(shape, Shape::Entries(_)) && !shape.is_of_samples();
    if !is_aligned {
        return vec![0; collection.members.len()];
    }
    let width = |member: &Member<'_>| {
        let name = name(member, shape, 0);
        name.is_aligned.then_some(name.width)
    };
    let mut columns = Vec::new();
    let mut rest = collection.members.as_slice();
    let mut lines = one_line;
    while !rest.is_empty() {
        let run = lines.iter().take_while(|line| line.is_some()).count();
        let column = rest.iter().take(run).filter_map(width).max();
        let run = run.max(1);
        columns.extend(std::iter::repeat_n(column.unwrap_or_default(), run));
        rest = rest.get(run..).unwrap_or_default();
        lines = lines.get(run..).unwrap_or_default();
    }
    columns
}

/// The value of a member, where it stands on the line of its key or dash.
fn one_line(member: &Member<'_>, shape: Shape, indentation: usize) -> Option<String> {
    let name = name(member, shape, indentation).width;
    let room = WIDTH.saturating_sub(indentation + name + 1);
    let own = shape.of_member(member);
    let fits = |text: &String| text.chars().count() <= room;
    match (&member.value, own) {
        (Tree::Scalar(scalar), _) if scalar.is_empty() => Some(String::new()),
        (Tree::Scalar(scalar), _) if scalar.block().is_some() => None,
        (Tree::Scalar(scalar), Shape::Text) => {
            Some(scalar.canonical(Context::Block).into_owned()).filter(fits)
        }
        (Tree::Scalar(scalar), _) if shape.is_of_samples() || !matches!(own, Shape::Json) => {
            Some(scalar.canonical(Context::Block).into_owned())
        }
        (Tree::Scalar(scalar), _) => Some(scalar.kept(Context::Block).into_owned()),
        (value @ (Tree::Sequence(empty) | Tree::Mapping(empty)), _) if empty.members.is_empty() => {
            json::flat(value)
        }
        (value, own) => flat(value, own).filter(fits),
    }
}

/// A list or a mapping on one line, where it may stand on one.
fn flat(value: &Tree<'_>, shape: Shape) -> Option<String> {
    if value.has_comments() {
        return None;
    }
    match (value, shape) {
        (_, Shape::Json) => json::flat(value),
        (Tree::Mapping(collection), Shape::Entries(Value::Json)) => pairs(collection, shape, true),
        (Tree::Mapping(collection), Shape::Form(form))
            if !ON_LINES_OF_THEIR_OWN.contains(&form.name) =>
        {
            pairs(collection, shape, false)
        }
        (Tree::Sequence(collection), Shape::Elements(_)) => elements(collection),
        _ => None,
    }
}

fn pairs(collection: &Collection<'_>, shape: Shape, may_nest: bool) -> Option<String> {
    let pairs = collection.members.iter().map(|member| {
        let value = match &member.value {
            Tree::Scalar(scalar) if scalar.is_empty() || scalar.block().is_some() => return None,
            Tree::Scalar(scalar) => scalar.canonical(Context::Flow).into_owned(),
            value if may_nest => json::flat(value)?,
            Tree::Sequence(_) => flat(&member.value, shape.of_member(member))?,
            Tree::Mapping(_) => return None,
        };
        let key = member.key.as_ref()?.canonical(Context::Flow);
        Some(format!("{} {value}", names::in_flow(&key)))
    });
    let pairs: Option<Vec<String>> = pairs.collect();
    Some(format!("{{ {} }}", pairs?.join(", ")))
}

fn elements(collection: &Collection<'_>) -> Option<String> {
    let elements = collection.members.iter().map(|member| match &member.value {
        Tree::Scalar(scalar) if scalar.is_empty() || scalar.block().is_some() => None,
        Tree::Scalar(scalar) => Some(scalar.canonical(Context::Flow).into_owned()),
        Tree::Sequence(_) | Tree::Mapping(_) => None,
    });
    let elements: Option<Vec<String>> = elements.collect();
    Some(format!("[{}]", elements?.join(", ")))
}

#[cfg(test)]
mod tests {
    use crate::format::formatted;

    #[test]
    fn nothing_is_added_to_a_text_whose_line_breaks_are_kept() {
        for text in [
            "a: |+\n  b\n\n# c\n",
            "a: |+\n  b\n\n\n# c\n",
            "a: |+\n  b\n\n# c\n\n# d\ne: 1\n",
            "spec: 1\ndoc: |+\n  b\n\noperations:\n  A:\n    doc: c\n",
            "a:\n  - |+\n    b\n\n  # c\n  - d\n",
            "types:\n  A:\n    doc: |+\n      a\n\n  B:\n    doc: c\n",
            "operations:\n  A:\n    doc: |+\n      a\n\n\n  B:\n    doc: c\n",
        ] {
            let once = formatted("a.yaml", text).map_err(|report| report.to_string());
            assert_eq!(once.as_deref(), Ok(text));
        }
    }
}
