//! What a drafted operation is called, and what it does.

use heck::ToUpperCamelCase;
use ncloud_codegen::ir::Method;

use crate::draft::{
    dictionary,
    infer::{address::Address, types},
    model::Notes,
    page::sections::Capture,
    quote::quoted,
};

/// What titles begin with, and the verb of the name.
const VERBS: &[(&str, &str)] = &[
    ("view", "Get"),
    ("viewing", "Get"),
    ("retrieve", "Get"),
    ("check", "Get"),
    ("inquire", "Get"),
    ("creating", "Create"),
    ("deleting", "Delete"),
    ("modifying", "Modify"),
    ("editing", "Modify"),
    ("edit", "Modify"),
    ("adding", "Add"),
    ("getting", "Get"),
    ("listing", "List"),
    ("sending", "Send"),
    ("setting", "Set"),
    ("updating", "Update"),
];

/// The name: as given, or as the title says, or by what is requested.
pub(super) fn name(
    capture: &Capture,
    given: Option<&str>,
    address: &Address,
    is_form: bool,
    notes: &mut Notes,
) -> String {
    if let Some(given) = given {
        return given.to_owned();
    }
    // The path of a form is the name of its operation.
    let last = address.path.rsplit('/').next().unwrap_or_default();
    if is_form && dictionary::is_action(last) {
        let mut letters = last.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        return first.into_iter().chain(letters).collect();
    }
    let title = capture.title.as_deref().unwrap_or_default();
    let words: Vec<&str> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if title.is_ascii() && title.starts_with(|first: char| first.is_ascii_alphabetic()) {
        let mut words = words.into_iter();
        let first = words.next().unwrap_or_default();
        let verb = VERBS
            .iter()
            .find(|(word, _)| first.eq_ignore_ascii_case(word))
            .map_or(first, |(_, verb)| verb);
        let name = std::iter::once(verb)
            .chain(words)
            .collect::<Vec<_>>()
            .join(" ");
        let name = name.to_upper_camel_case();
        if is_name(&name) {
            return name;
        }
    }
    notes.gaps.push(if title.is_empty() {
        "the name is made from the path, for the page has no title: put a better one".to_owned()
    } else {
        format!(
            "the name is made from the path: if `{}`, as the page is called, says another, put that",
            quoted(title)
        )
    });
    let verb = match address.method {
        Method::Get => "Get",
        Method::Head => "Head",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
    };
    let path: Vec<&str> = address
        .path
        .split('/')
        .filter(|segment| !segment.is_empty() && !segment.starts_with('{'))
        .collect();
    // A path that ends with what is done says all: `/cluster/getVpcAvailableSubnetList`.
    let action = path.last().filter(|last| dictionary::is_action(last));
    let name = match action {
        Some(action) => action.to_upper_camel_case(),
        None => format!("{verb} {}", path.join(" ")).to_upper_camel_case(),
    };
    let mut name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    name.truncate(LONGEST);
    name
}

/// Names that people read are shorter, in characters.
const LONGEST: usize = 100;

/// Whether an operation can be called so.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && name.len() <= LONGEST
        && name != "Self"
}

/// What it does, in the page's words.
pub(super) fn doc(capture: &Capture, notes: &mut Notes) -> String {
    let said = capture
        .overview
        .as_deref()
        .or(capture.title.as_deref())
        .map(|text| capitalized(&types::sentence(text)))
        .filter(|text| !text.is_empty());
    said.unwrap_or_else(|| {
        notes
            .gaps
            .push("the page does not say what the operation does: put it under `doc`".to_owned());
        "Not described.".to_owned()
    })
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| first.to_uppercase().chain(characters).collect())
        .unwrap_or_default()
}
