//! The reference of the spec language, as Markdown: every key of every mapping, from the definition that specs are held to.

use std::fmt::Write as _;

use ncloud_codegen::emit::markdown::{cell, prose};
use ncloud_codegen::language::{
    FILE, Form, PART, Value, Word,
    scalars::{FILES, NESTED, SCALARS, STREAMED},
};

const OPENING: &str = "<!-- reference -->\n";
const CLOSING: &str = "<!-- /reference -->";

/// A section a mapping, in the order in which a reader comes to them.
#[must_use]
pub fn sections() -> String {
    let mut forms: Vec<&'static Form> = Vec::new();
    reach(&FILE, &mut forms);
    reach(&PART, &mut forms);
    let mut text = String::new();
    for form in forms {
        let _ = write!(text, "\n### {}\n\n{}\n\n", form.name, prose(form.doc));
        text.push_str("| key | takes | | for example |\n| --- | --- | --- | --- |\n");
        for key in form.keys {
            let required = if key.required { " (required)" } else { "" };
            let _ = writeln!(
                text,
                "| `{}`{required} | {} | {} | `{}` |",
                key.name,
                cell(&takes(key.value)),
                cell(&prose(key.doc)),
                cell(key.example),
            );
        }
    }
    text.push_str("\n### types\n\nTypes that the language itself has, beside those of `types`.\n\n| type | |\n| --- | --- |\n");
    let words = [SCALARS.words, NESTED.words, STREAMED.words, FILES.words];
    for Word { name, doc } in words.into_iter().flatten() {
        let _ = writeln!(text, "| `{}` | {} |", cell(name), cell(&prose(doc)));
    }
    text
}

/// A text with the sections between its markers, `None` where it has none.
#[must_use]
pub fn replaced(text: &str, sections: &str) -> Option<String> {
    let (before, rest) = text.split_once(OPENING)?;
    let (_, after) = rest.split_once(CLOSING)?;
    Some(format!("{before}{OPENING}{sections}\n{CLOSING}{after}"))
}

/// A form and those that it leads to, each once.
fn reach(form: &'static Form, reached: &mut Vec<&'static Form>) {
    if reached.iter().any(|known| known.name == form.name) {
        return;
    }
    reached.push(form);
    for key in form.keys {
        reach_value(key.value, reached);
    }
}

fn reach_value(value: &'static Value, reached: &mut Vec<&'static Form>) {
    match value {
        Value::Text
        | Value::Pattern(_)
        | Value::Word(_)
        | Value::Flag
        | Value::Whole
        | Value::Json => {}
        Value::List(inner) | Value::OneOrMany(inner) | Value::Map { value: inner, .. } => {
            reach_value(inner, reached);
        }
        Value::Form(form) => reach(form, reached),
        Value::ShortOrLong(short, long) => {
            reach_value(short, reached);
            reach_value(long, reached);
        }
        Value::Marked {
            marked, otherwise, ..
        } => {
            reach_value(otherwise, reached);
            reach(marked, reached);
        }
    }
}

fn takes(value: &Value) -> String {
    match value {
        Value::Text => "text".to_owned(),
        Value::Pattern(pattern) => prose(pattern.what),
        Value::Word(words) => words
            .iter()
            .map(|word| format!("`{}`: {}", word.name, prose(word.doc)))
            .collect::<Vec<_>>()
            .join("<br>"),
        Value::Flag => "`true` or `false`".to_owned(),
        Value::Whole => "a whole number".to_owned(),
        Value::Json => "any JSON".to_owned(),
        Value::List(inner) => format!("a list, each {}", takes(inner)),
        Value::OneOrMany(inner) => match takes(inner) {
            words if words.contains("<br>") => format!("one or a list of<br>{words}"),
            one => format!("{one}, or a list of such"),
        },
        Value::Form(form) => link(form),
        Value::Map { value, .. } => format!("names, each with {}", takes(value)),
        Value::ShortOrLong(short, long) => format!("{}, or {}", takes(short), takes(long)),
        Value::Marked {
            marked, otherwise, ..
        } => format!("{}, or {}", takes(otherwise), link(marked)),
    }
}

/// Anchors of headings are in lower case.
fn link(form: &Form) -> String {
    format!("[{}](#{})", form.name, form.name.to_lowercase())
}
