//! The rules by which wire names become Rust names. They are frozen: a change renames things in every published client.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// `GetServerInstanceList` -> `getServerInstanceList`: the name of an operation on the wire.
pub fn on_the_wire(operation: &str) -> String {
    let mut characters = operation.chars();
    characters
        .next()
        .map(|first| first.to_ascii_lowercase())
        .into_iter()
        .chain(characters)
        .collect()
}

/// `i18nNames` -> `i18n_names`, `type` -> `r#type`, `self` -> `self_`. `None` where nothing legal comes of it.
pub fn field(wire_name: &str) -> Option<String> {
    identifier(from_camel_case(wire_name).unwrap_or_else(|| wire_name.to_snake_case()))
}

/// What heck makes of the usual `memberNo`, several times as fast. `None` for everything that takes a second look: capitals
/// side by side or before a digit, whatever is no letter or digit of ASCII.
fn from_camel_case(name: &str) -> Option<String> {
    let mut snake = String::with_capacity(name.len() + 4);
    let mut after_capital = true;
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' => after_capital = false,
            b'0'..=b'9' if !after_capital => {}
            b'A'..=b'Z' if !after_capital => {
                snake.push('_');
                after_capital = true;
            }
            _ => return None,
        }
        snake.push(char::from(byte.to_ascii_lowercase()));
    }
    Some(snake)
}

/// `LEAVE_REQUESTED` -> `LeaveRequested`, `HLS,DASH` -> `HlsDash`.
pub(crate) fn variant(wire_name: &str) -> Option<String> {
    identifier(wire_name.to_upper_camel_case())
}

/// `COMMON_104` -> `COMMON_104`, `180000` -> `CODE_180000`, `X.7` -> `X_7`.
pub(crate) fn constant(wire_name: &str) -> Option<String> {
    let name = wire_name.to_shouty_snake_case();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        identifier(format!("CODE_{name}"))
    } else {
        identifier(name)
    }
}

/// The module of a service.
pub(crate) fn module(service: &str) -> Option<String> {
    identifier(service.to_owned())
}

/// Whether a name that was given with `name` can be a field as it stands.
pub(crate) fn is_field(name: &str) -> bool {
    is_legal(name) && name.to_snake_case() == name
}

fn identifier(name: String) -> Option<String> {
    if !is_legal(&name) {
        return None;
    }
    if UNRAWABLE_KEYWORDS.contains(&name.as_str()) {
        return Some(format!("{name}_"));
    }
    if is_keyword(&name) {
        return Some(format!("r#{name}"));
    }
    Some(name)
}

fn is_legal(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Keywords that cannot be raw identifiers.
const UNRAWABLE_KEYWORDS: [&str; 4] = ["crate", "self", "super", "Self"];

/// Every other keyword of Rust, edition 2024, reserved ones included.
fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
            | "union"
    )
}

#[cfg(test)]
mod tests {
    use heck::ToSnakeCase as _;

    use super::{constant, field, from_camel_case, is_field, variant};

    #[test]
    fn field_names_are_frozen() {
        for (wire, rust) in [
            ("memberNo", "member_no"),
            ("i18nNames", "i18n_names"),
            ("x-ncp-region_code", "x_ncp_region_code"),
            ("cw_key", "cw_key"),
            ("IPAddress", "ip_address"),
            ("ipv4Cidr", "ipv4_cidr"),
            ("@type", "r#type"),
            ("emotion-strength", "emotion_strength"),
            ("self", "self_"),
            ("gen", "r#gen"),
            ("resourceQuotaList", "resource_quota_list"),
            ("oAuth2Token", "o_auth2_token"),
        ] {
            assert_eq!(field(wire).as_deref(), Some(rust), "{wire}");
        }
        for unusable in ["", "1st", "@", "\u{c774}\u{b984}"] {
            assert_eq!(field(unusable), None, "{unusable}");
        }
    }

    #[test]
    fn camel_case_is_what_heck_makes_of_it() {
        let mut read = 0;
        // Every name of up to six of these characters, capitals and digits in all places.
        for number in 0..6_u32.pow(6) {
            let name: String = (0..6)
                .map(|place| number / 6_u32.pow(place) % 6)
                .map_while(|digit| ["", "a", "b", "A", "B", "7"].get(digit as usize).copied())
                .collect();
            if let Some(snake) = from_camel_case(&name) {
                assert_eq!(snake, name.to_snake_case(), "{name}");
                read += 1;
            }
        }
        assert!(read > 1000);
        assert_eq!(from_camel_case("memberNo").as_deref(), Some("member_no"));
    }

    #[test]
    fn variant_names_are_frozen() {
        for (wire, rust) in [
            ("JOIN", "Join"),
            ("LEAVE_REQUESTED", "LeaveRequested"),
            ("HLS,DASH", "HlsDash"),
            ("ko_KR", "KoKr"),
            ("Min1", "Min1"),
            ("self", "Self_"),
        ] {
            assert_eq!(variant(wire).as_deref(), Some(rust), "{wire}");
        }
        assert_eq!(variant("1"), None);
    }

    #[test]
    fn constant_names_are_frozen() {
        assert_eq!(constant("COMMON_104").as_deref(), Some("COMMON_104"));
        assert_eq!(constant("180000").as_deref(), Some("CODE_180000"));
    }

    #[test]
    fn given_names_are_held_to_the_case_of_fields() {
        assert!(is_field("region_code"));
        assert!(!is_field("regionCode"));
        assert!(!is_field("1st"));
    }
}
