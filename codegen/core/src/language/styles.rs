//! How a list is written where there is no JSON.

use super::vocabulary::words;

/// How one level of a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Indexed,
    Repeated,
    /// With this character between the elements.
    Joined(char),
}

words! {
    /// Every style.
    pub const STYLES: Style {
        "indexed" => Style::Indexed, "`name.1=a&name.2=b`; members of objects as `name.1.member=a`.";
        "repeated" => Style::Repeated, "`name=a&name=b`.";
        "comma" => Style::Joined(','), "`name=a,b`.";
        "pipe" => Style::Joined('|'), "`name=a|b`.";
        "colon" => Style::Joined(':'), "`name=a:b`.";
        "space" => Style::Joined(' '), "`name=a b`.";
    }
}

/// `comma, pipe, colon or space`: the styles that make one text of a list.
pub fn joining() -> String {
    let names: Vec<&str> = STYLES
        .rows()
        .filter(|(_, style)| matches!(style, Style::Joined(_)))
        .map(|(word, _)| word.name)
        .collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        names => names.join(""),
    }
}
