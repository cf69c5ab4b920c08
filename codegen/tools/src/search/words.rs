//! Texts as words: names at their capitals, Korean apart from Latin, plurals as singulars.

/// Words that most names have, and that therefore say little.
const FILLERS: [&str; 4] = ["get", "instance", "list", "of"];

/// Words that say little in a name.
pub(crate) fn fillers() -> &'static [&'static str] {
    &FILLERS
}

/// Whether a word says little in a name.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// The words of a text in lower case, plurals as singulars.
pub(super) fn words(text: &str) -> Vec<String> {
    pieces(text).iter().map(|piece| singular(piece)).collect()
}

/// What kind of character begins or ends a piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Lower,
    Upper,
    Digit,
    Hangul,
    Other,
}

fn class(character: char) -> Class {
    if is_hangul(character) {
        Class::Hangul
    } else if character.is_ascii_digit() {
        Class::Digit
    } else if character.is_uppercase() {
        Class::Upper
    } else if character.is_alphanumeric() {
        Class::Lower
    } else {
        Class::Other
    }
}

/// Whether a character is a syllable of Korean.
pub(super) fn is_hangul(character: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&character)
}

/// `GetVPCPeeringList v2` -> `get`, `vpc`, `peering`, `list`, `v2`; `VPC생성` -> `vpc`, `생성`.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut before = Class::Other;
    for (index, character) in characters.iter().enumerate() {
        let now = class(*character);
        let next = characters
            .get(index + 1)
            .map_or(Class::Other, |next| class(*next));
        let ends = match (before, now) {
            (Class::Hangul, Class::Hangul) => false,
            (Class::Hangul, _) | (_, Class::Hangul | Class::Other) => true,
            (Class::Lower | Class::Digit, Class::Upper) => true,
            (Class::Upper, Class::Upper) => next == Class::Lower,
            _ => false,
        };
        if ends && !piece.is_empty() {
            pieces.push(std::mem::take(&mut piece));
        }
        if now != Class::Other {
            piece.extend(character.to_lowercase());
        }
        before = now;
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// `servers` -> `server`, `policies` -> `policy`; `access` and `status` stay.
pub(super) fn singular(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    if let Some(stem) = word.strip_suffix("sses") {
        return format!("{stem}ss");
    }
    let stays = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    match word.strip_suffix('s') {
        Some(stem) if !stays => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn texts_are_words() {
        for (text, expected) in [
            ("GetServerInstanceList", "get server instance list"),
            ("GetVPCPeeringList", "get vpc peering list"),
            ("ListACGs v2", "list ac gs v2"),
            ("policies, addresses; status", "policy address status"),
            ("/vpc/v2/{vpcNo}", "vpc v2 vpc no"),
            ("VPC생성 하기", "vpc 생성 하기"),
            ("IPv4 k8s DNS", "i pv4 k8s dns"),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }
}
