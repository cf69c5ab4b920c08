//! Secrets in text that somebody else wrote: a service or a proxy that repeats what it was sent.
//!
//! What is looked for is every secret of a call, in every spelling that such text may have it in: as it is, with the escapes of
//! URLs, JSON, XML and Rust, mixed and one in the other, in Base64 at any place of what is encoded, in hexadecimal, broken into
//! lines, and cut off at the end. What follows the name of a sensitive member is redacted too, whatever it is.

mod named;
mod spelling;

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};
use zeroize::Zeroizing;

use self::spelling::Spelled;

/// A secret that is shorter, in bytes, is redacted only where it stands as a word: it comes up by chance.
const LEAST_REDACTED: usize = 4;

/// Takes secrets out of text.
///
/// It is made when there is something to print of a call that failed, and wiped with what it knows afterwards.
#[derive(Clone)]
pub struct Redactor {
    /// What stands in place of a secret.
    mark: &'static str,
    patterns: Vec<Pattern>,
    /// Of members that are sensitive.
    names: Vec<String>,
}

/// A secret, or an encoding of it.
#[derive(Clone, PartialEq, Eq)]
struct Pattern {
    bytes: Zeroizing<Vec<u8>>,
    extent: Extent,
}

/// Where a pattern counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Wherever it is, and where the text breaks off within it.
    Anywhere,
    /// Where neither a letter nor a digit is beside it.
    Word,
    /// Where it is the whole of a value.
    Value,
}

impl Redactor {
    /// A redactor that knows nothing yet; `mark` stands in place of what it redacts.
    #[must_use]
    pub fn new(mark: &'static str) -> Self {
        Self {
            mark,
            patterns: Vec::new(),
            names: Vec::new(),
        }
    }

    /// Takes up a secret. Of three bytes or fewer it is redacted where it is a word, of one where it is a whole value; `true`, `false`
    /// and `null` never are.
    pub fn secret(&mut self, secret: &str) {
        if matches!(secret.trim(), "" | "true" | "false" | "null") {
            return;
        }
        let length = secret.len();
        if length < LEAST_REDACTED {
            let extent = if length == 1 {
                Extent::Value
            } else {
                Extent::Word
            };
            self.pattern(secret.as_bytes().to_vec(), extent);
            for alphabet in [alphabet::STANDARD, alphabet::URL_SAFE] {
                let encoded = engine(&alphabet).encode(secret).into_bytes();
                self.pattern(encoded, Extent::Word);
            }
            return;
        }
        self.pattern(secret.as_bytes().to_vec(), Extent::Anywhere);
        for alphabet in [alphabet::STANDARD, alphabet::URL_SAFE] {
            for encoded in encodings(&engine(&alphabet), secret.as_bytes()) {
                self.pattern(encoded, Extent::Anywhere);
            }
        }
        let hex = |digits: &[u8; 16]| {
            let nibbles = secret.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
            nibbles
                .filter_map(|nibble| digits.get(usize::from(nibble)).copied())
                .collect()
        };
        self.pattern(hex(b"0123456789abcdef"), Extent::Anywhere);
        self.pattern(hex(b"0123456789ABCDEF"), Extent::Anywhere);
    }

    /// Takes up the name of a sensitive member.
    pub fn name(&mut self, name: &str) {
        if !name.is_empty() && !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
    }

    /// Whether what has this name is sensitive.
    #[cfg(feature = "mock")]
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    }

    /// Takes up what another one knows.
    pub fn learn(&mut self, other: &Self) {
        for pattern in &other.patterns {
            if !self.patterns.contains(pattern) {
                self.patterns.push(pattern.clone());
            }
        }
        for name in &other.names {
            self.name(name);
        }
    }

    fn pattern(&mut self, bytes: Vec<u8>, extent: Extent) {
        let pattern = Pattern {
            bytes: Zeroizing::new(bytes),
            extent,
        };
        if !pattern.bytes.is_empty() && !self.patterns.contains(&pattern) {
            self.patterns.push(pattern);
        }
    }

    /// The text without secrets, and without the values of sensitive members.
    #[must_use]
    pub fn text<'text>(&self, text: &'text str) -> Cow<'text, str> {
        match named::redacted(text, &self.names, self.mark) {
            Cow::Borrowed(text) => self.without_secrets(text),
            Cow::Owned(redacted) => match self.without_secrets(&redacted) {
                Cow::Borrowed(_) => Cow::Owned(redacted),
                Cow::Owned(redacted) => Cow::Owned(redacted),
            },
        }
    }

    /// The text without secrets.
    #[must_use]
    pub fn without_secrets<'text>(&self, text: &'text str) -> Cow<'text, str> {
        let mut redacted: Option<String> = None;
        let (mut kept, mut at) = (0, 0);
        while at < text.len() {
            match self.secret_at(text, at) {
                Some(end) => {
                    let redacted = redacted.get_or_insert_default();
                    redacted.push_str(text.get(kept..at).unwrap_or_default());
                    redacted.push_str(self.mark);
                    (kept, at) = (end, end);
                }
                None => at += width(text, at),
            }
        }
        match redacted {
            None => Cow::Borrowed(text),
            Some(mut redacted) => {
                redacted.push_str(text.get(kept..).unwrap_or_default());
                Cow::Owned(redacted)
            }
        }
    }

    /// Whether a text holds a secret.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let mut places = text.char_indices();
        places.any(|(at, _)| self.secret_at(text, at).is_some())
    }

    /// Where the longest secret that begins at a place ends.
    fn secret_at(&self, text: &str, at: usize) -> Option<usize> {
        let ends = self.patterns.iter().filter_map(|pattern| {
            let spelled = Spelled::new(text, &pattern.bytes);
            match pattern.extent {
                Extent::Anywhere => spelled.end_or_cut(at),
                Extent::Word => spelled
                    .end(at)
                    .filter(|end| spelling::is_word(text, at, *end)),
                Extent::Value => spelled
                    .end(at)
                    .filter(|end| spelling::is_value(text, at, *end)),
            }
        });
        ends.max().filter(|end| *end > at)
    }
}

impl core::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Redactor")
    }
}

/// The bytes of the character at a place.
fn width(text: &str, at: usize) -> usize {
    let character = text.get(at..).and_then(|rest| rest.chars().next());
    character.map_or(1, char::len_utf8)
}

fn engine(alphabet: &alphabet::Alphabet) -> GeneralPurpose {
    GeneralPurpose::new(alphabet, NO_PAD)
}

/// Base64 of a secret, and what of it is the same wherever in a longer text the secret stands.
fn encodings(engine: &GeneralPurpose, secret: &[u8]) -> [Vec<u8>; 4] {
    let within = |before: usize| {
        let mut all = Zeroizing::new(vec![0; before]);
        all.extend_from_slice(secret);
        // Characters that other bytes have a part in.
        let start = (before * 8).div_ceil(6);
        let end = all.len() * 8 / 6;
        let encoded = engine.encode(&*all).into_bytes();
        encoded.get(start..end).unwrap_or_default().to_vec()
    };
    [
        engine.encode(secret).into_bytes(),
        within(0),
        within(1),
        within(2),
    ]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use base64::engine::general_purpose::{STANDARD, URL_SAFE};

    use super::*;

    const SECRET: &str = "s3cr/t+K\u{e9}y \"<&>\"%41\\n~";

    fn redacted(secret: &str, text: &str) -> String {
        let mut redactor = Redactor::new("#");
        redactor.secret(secret);
        redactor.text(text).into_owned()
    }

    #[test]
    fn a_secret_is_found_in_every_spelling() {
        let bytes = SECRET.as_bytes();
        let percent = |format: fn(u8) -> String| bytes.iter().map(|byte| format(*byte)).collect();
        let units = |format: fn(u16) -> String| SECRET.encode_utf16().map(format).collect();
        let json = serde_json::Value::from(SECRET).to_string();
        let twice = serde_json::Value::from(json.as_str()).to_string();
        let in_url: String = bytes
            .iter()
            .map(|byte| match byte {
                b' ' => "+".to_owned(),
                byte if byte.is_ascii_alphanumeric() => char::from(*byte).to_string(),
                byte => format!("%{byte:02x}"),
            })
            .collect();
        let twice_in_url = in_url.replace('%', "%25");
        let xml = SECRET
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;");
        let spellings: Vec<String> = vec![
            SECRET.to_owned(),
            json.trim_matches('"').to_owned(),
            twice.trim_matches(['"', '\\']).to_owned(),
            percent(|byte| format!("%{byte:02X}")),
            percent(|byte| format!("%{byte:02x}")),
            percent(|byte| format!("\\x{byte:02x}")),
            percent(|byte| format!("{byte:02x}")),
            percent(|byte| format!("{byte:02X}")),
            units(|unit| format!("\\u{unit:04x}")),
            units(|unit| format!("\\u{unit:04X}")),
            units(|unit| format!("&#{unit};")),
            units(|unit| format!("&#x{unit:X};")),
            in_url,
            twice_in_url,
            xml,
            SECRET.replace('/', "\\/").replace('"', "\\\""),
            format!("{}\r\n {}", &SECRET[..5], &SECRET[5..]),
            format!("{}\\n{}", &SECRET[..5], &SECRET[5..]),
        ];
        for spelling in spellings {
            assert_eq!(
                redacted(SECRET, &format!("a: {spelling}.")),
                "a: #.",
                "{spelling}"
            );
        }
    }

    #[test]
    fn a_secret_is_found_in_base64_at_every_place() {
        for secret in [
            "abcd",
            "secret",
            "a secret that is longer",
            "\u{d55c}\u{ae00}!",
        ] {
            for before in ["", "u", "us", "user:", "user1:"] {
                for after in ["", "x", "xy", "xyz", ":rest"] {
                    let whole = format!("{before}{secret}{after}");
                    for engine in [STANDARD, URL_SAFE] {
                        for encoded in [
                            engine.encode(&whole),
                            engine.encode(&whole).trim_end_matches('=').to_owned(),
                        ] {
                            let text = format!("Basic {encoded}!");
                            let printed = redacted(secret, &text);
                            assert!(printed.contains('#'), "{secret} in {text}: {printed}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_secret_that_is_cut_off_is_redacted() {
        for (text, printed) in [
            ("key gild...", "key #..."),
            ("key gildong%40exa\u{2026} more", "key #\u{2026} more"),
            ("key gildong%4...", "key #..."),
            ("key gildong\\u00...", "key #..."),
            // Where nothing says so, most of it has to be there.
            ("key gildong@exampl", "key #"),
            ("key gildong@ex%6", "key #"),
            ("key gildong", "key gildong"),
            ("key gildong was here", "key gildong was here"),
            ("key gil", "key gil"),
        ] {
            assert_eq!(redacted("gildong@example.com", text), printed);
        }
    }

    #[test]
    fn a_short_secret_is_redacted_where_it_is_a_word_or_a_value() {
        for (secret, text, printed) in [
            ("Hon", "Hong, no Hon; [\"Hon\"]", "Hong, no #; [\"#\"]"),
            ("12", "error 123 of 12: \"12\"", "error 123 of #: \"#\""),
            ("a%", "a%25=b, aa%", "#=b, aa%"),
            ("ab", "x YWI= y", "x # y"),
            (
                "7",
                "7 of 17, pin=7&x, {\"pin\": 7}, '7', <pin>7</pin>",
                "7 of 17, pin=#&x, {\"pin\": #}, '#', <pin>#</pin>",
            ),
            ("7", "7", "#"),
            ("e", "The end.", "The end."),
            ("true", "true", "true"),
            ("", "", ""),
        ] {
            assert_eq!(redacted(secret, text), printed, "{secret}");
        }
    }

    #[test]
    fn the_longest_secret_goes_first() {
        let mut redactor = Redactor::new("#");
        redactor.secret("secret");
        redactor.secret("secret-and-more");
        assert_eq!(redactor.text("secret-and-more, secret."), "#, #.");
        assert!(redactor.is_in("x secret"));
        assert!(!redactor.is_in("x secre."));
    }

    #[test]
    fn work_does_not_grow_with_the_square_of_ambiguous_text() {
        for (sign, least) in [
            ("%25", 20_000),
            ("%", 50_000),
            ("\\", 50_000),
            ("&amp;", 20_000),
            ("&", 50_000),
            ("\\u", 20_000),
            ("\\u{", 20_000),
            ("+", 50_000),
            ("gild", 20_000),
            ("\n", 50_000),
            (", 7", 20_000),
            ("<pin", 20_000),
            ("<pin>", 20_000),
            ("\"pin\":[\"", 20_000),
        ] {
            let mut redactor = Redactor::new("#");
            redactor.secret(&format!("a{}", sign.repeat(500)));
            redactor.secret(&sign.repeat(60));
            redactor.secret("gildong@example.com");
            redactor.secret("7");
            redactor.name("pin");
            let begun = std::time::Instant::now();
            let eighth = sign.repeat(least / 8);
            let printed = redactor.text(&eighth).len();
            let once = begun.elapsed();
            let all = redactor.text(&eighth.repeat(8)).len();
            assert!(printed <= all);
            let all = begun.elapsed() - once;
            // Eight times the work is eight times the time, and its square would be sixty-four.
            let bound = 24 * once + std::time::Duration::from_millis(500);
            assert!(all < bound, "{sign:?}: {once:?}, then {all:?}");
        }
    }

    #[test]
    fn what_is_all_escapes_is_redacted() {
        for secret in [
            "\\".repeat(200),
            format!("a{}", "\\".repeat(200)),
            "%25".repeat(70),
            "&amp;".repeat(50),
        ] {
            for spelling in [
                secret.clone(),
                serde_json::Value::from(secret.as_str()).to_string(),
            ] {
                let spelling = spelling.trim_matches('"');
                let text = format!("key: {spelling}.");
                let printed = redacted(&secret, &text);
                assert!(!printed.contains(&secret[..20]), "{secret}: {printed}");
                assert!(printed.starts_with("key: #"), "{secret}: {printed}");
            }
        }
    }

    /// Each of these took minutes where something was looked for to the end of the text at every place.
    #[test]
    fn work_does_not_grow_with_the_square_of_text_that_nearly_is_a_secret() {
        const SECRET: &str = "secret-and-more";
        let mut redactor = Redactor::new("#");
        redactor.secret(SECRET);
        redactor.name("password");
        for unit in [
            "\\",
            "&",
            "&#",
            "&amp;",
            "secret-and-mor",
            "sec\n\n",
            "\\u{",
            "<password ",
            "\\u",
            "%25",
            "%",
        ] {
            let text = unit.repeat(100_000 / unit.len());
            let begun = std::time::Instant::now();
            let printed = redactor.text(&format!("{text} {SECRET}")).into_owned();
            assert!(printed.ends_with(" #"), "{unit:?}");
            let took = begun.elapsed();
            assert!(took.as_secs() < 20, "{unit:?}: {took:?}");
        }
    }
}
