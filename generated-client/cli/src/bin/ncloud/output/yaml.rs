//! YAML: blocks, with quotes wherever a reader could take a text for something else.

use ncloud_cli::data::{Data, quoted};

pub(super) fn written(data: &Data) -> String {
    let mut text = String::new();
    write(data, 0, &mut text);
    text
}

fn write(data: &Data, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match data {
        Data::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                text.push_str(&format!("{indent}{}:", scalar(name)));
                inner(value, depth + 1, text);
            }
        }
        Data::List(elements) if !elements.is_empty() => {
            for element in elements {
                text.push_str(&format!("{indent}-"));
                match element {
                    Data::Object(members) if !members.is_empty() => {
                        let mut block = String::new();
                        write(element, depth + 1, &mut block);
                        text.push_str(&format!(" {}", block.trim_start()));
                    }
                    value => inner(value, depth + 1, text),
                }
            }
        }
        value => text.push_str(&format!("{indent}{}\n", leaf(value))),
    }
}

fn inner(value: &Data, depth: usize, text: &mut String) {
    let is_block = matches!(value, Data::Object(members) if !members.is_empty())
        || matches!(value, Data::List(elements) if !elements.is_empty());
    if is_block {
        text.push('\n');
        write(value, depth, text);
    } else {
        text.push_str(&format!(" {}\n", leaf(value)));
    }
}

fn leaf(value: &Data) -> String {
    match value {
        Data::Text(text) => scalar(text),
        Data::Object(_) => "{}".to_owned(),
        Data::List(_) => "[]".to_owned(),
        value => value.to_string(),
    }
}

/// A text as it is where nothing in it means anything to YAML, else as JSON writes it, which YAML reads too.
fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '/')
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " _-./()@+".contains(c))
        && !text.ends_with(' ');
    let lower = text.to_ascii_lowercase();
    let means = [
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", ".inf", ".nan",
    ]
    .contains(&lower.as_str());
    if is_plain && !means {
        text.to_owned()
    } else {
        quoted(text)
    }
}
