//! Spellings of a secret: what stands in a text, character by character, as bytes that it may stand for.

use std::collections::BTreeSet;

/// How much of a secret has to be there before a text that breaks off counts as one, in bytes.
const LEAST_CUT: usize = 4;

/// In bytes; the longest is a half of `&#x10ffff;`.
const LONGEST_ESCAPE: usize = 10;

/// How many backslashes in a row are an escape at most: JSON within JSON, five deep, has as many before a quote.
const MOST_SLASHES: usize = 63;

/// How often an escape is escaped at most.
const MOST_TIMES: usize = 8;

/// Where texts say that they were cut.
const CUTS: [&str; 2] = ["...", "\u{2026}"];

/// A secret that is looked for in a text.
pub(super) struct Spelled<'a> {
    text: &'a str,
    secret: &'a [u8],
}

/// What a piece of text may stand for.
struct Unit {
    /// Its length in the text, in bytes.
    length: usize,
    bytes: Bytes,
}

/// As many as one character has.
struct Bytes {
    buffer: [u8; 4],
    length: usize,
}

impl Bytes {
    fn of(character: char) -> Self {
        let mut buffer = [0; 4];
        let length = character.encode_utf8(&mut buffer).len();
        Self { buffer, length }
    }

    fn byte(byte: u8) -> Self {
        Self {
            buffer: [byte, 0, 0, 0],
            length: 1,
        }
    }

    fn none() -> Self {
        Self {
            buffer: [0; 4],
            length: 0,
        }
    }

    fn as_slice(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }
}

impl<'a> Spelled<'a> {
    pub(super) fn new(text: &'a str, secret: &'a [u8]) -> Self {
        Self { text, secret }
    }

    /// Where the secret ends that begins at a place.
    pub(super) fn end(&self, at: usize) -> Option<usize> {
        self.find(at, false)
    }

    /// The same, where the text may break off within the secret.
    pub(super) fn end_or_cut(&self, at: usize) -> Option<usize> {
        self.find(at, true)
    }

    fn find(&self, start: usize, or_cut: bool) -> Option<usize> {
        let (first, found) = (self.secret.first()?, self.text.as_bytes().get(start)?);
        if found != first && !matches!(found, b'%' | b'\\' | b'&' | b'+' | b' ') {
            return None;
        }
        // A character may be itself or the beginning of an escape, so that there may be several ways through. There are a few,
        // unless the secret is little else than such characters: what may be it then goes as well.
        let most = 8 * self.secret.len() + 256;
        let mut ways = vec![(0, start)];
        let mut seen = BTreeSet::new();
        let mut end = None;
        while let Some((done, at)) = ways.pop() {
            let rest = self.secret.get(done..).unwrap_or_default();
            if rest.is_empty() {
                end = end.max(Some(self.after_padding(at)));
                continue;
            }
            if seen.len() >= most {
                return end.or(seen.iter().map(|(_, at)| *at).max());
            }
            if !seen.insert((done, at)) {
                continue;
            }
            if or_cut && done >= LEAST_CUT {
                end = end.max(self.cut_at(done, at));
            }
            units(self.text, at, |unit| {
                let bytes = unit.bytes.as_slice();
                let is_blank = bytes == b" " && rest.first().is_some_and(u8::is_ascii_control);
                if bytes.is_empty() && done > 0 || rest.starts_with(bytes) && !bytes.is_empty() {
                    ways.push((done + bytes.len(), at + unit.length));
                } else if is_blank {
                    ways.push((done + 1, at + unit.length));
                }
            });
        }
        end
    }

    /// Where the text breaks off at a place, up to which so much of the secret was there: where it says so, or ends with most of it.
    fn cut_at(&self, done: usize, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        // A cut that is further away is none of this.
        let is_end = rest.len() <= LONGEST_ESCAPE;
        let near = beginning(rest, LONGEST_ESCAPE + CUTS.map(str::len).into_iter().max()?);
        let is_most = done >= 2 * LEAST_CUT && 2 * done >= self.secret.len();
        let ends = CUTS.iter().filter_map(|cut| near.find(cut));
        let ends = ends.chain((is_most && is_end).then_some(rest.len()));
        let mut ends = ends.filter(|end| *end <= LONGEST_ESCAPE);
        let is_end = |end: &usize| {
            let half = rest.get(..*end).unwrap_or_default();
            half.is_empty() || is_half_an_escape(half)
        };
        ends.find(is_end).map(|end| at + end)
    }

    /// Behind what fills Base64 up.
    fn after_padding(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let is_base64 = self
            .secret
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_'));
        let fills = ["==", "%3D%3D", "%3d%3d", "=", "%3D", "%3d"];
        let fill = fills.iter().find(|fill| rest.starts_with(**fill));
        let follows = |fill: &str| {
            let next = rest.get(fill.len()..).and_then(|rest| rest.chars().next());
            next.is_none_or(|next| !next.is_alphanumeric())
        };
        match fill {
            Some(fill) if is_base64 && follows(fill) => at + fill.len(),
            _ => at,
        }
    }
}

/// Whether a text ends within an escape that it begins with.
fn is_half_an_escape(text: &str) -> bool {
    let is_hex = |digits: &str, most: usize| {
        digits.len() <= most && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    };
    let mut signs = text.chars();
    let first = signs.next();
    let rest = signs.as_str();
    match first {
        Some('%') => is_hex(rest, 1),
        Some('&') => {
            rest.len() < 8
                && rest
                    .bytes()
                    .all(|sign| sign == b'#' || sign.is_ascii_alphanumeric())
        }
        Some('\\') => {
            let rest = rest.trim_start_matches('\\');
            let digits = rest.strip_prefix('u').map(|digits| (digits, 3));
            let digits = digits.or_else(|| rest.strip_prefix('x').map(|digits| (digits, 1)));
            rest.is_empty() || digits.is_some_and(|(digits, most)| is_hex(digits, most))
        }
        _ => false,
    }
}

/// What stands at a place, in every way to read it.
fn units(text: &str, at: usize, mut take: impl FnMut(Unit)) {
    let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) else {
        return;
    };
    let mut unit = |length: usize, bytes: Bytes| take(Unit { length, bytes });
    if let Some(character) = rest.chars().next() {
        unit(character.len_utf8(), Bytes::of(character));
    }
    match rest.as_bytes().first() {
        Some(b'+') => unit(1, Bytes::byte(b' ')),
        Some(b'%') => {
            // `%2541` is `%41` encoded once more.
            let mut digits = 1;
            while let Some(byte) = hex(rest, digits, 2) {
                unit(digits + 2, Bytes::byte(byte.to_le_bytes()[0]));
                if byte != u32::from(b'%') || digits > 9 {
                    break;
                }
                digits += 2;
            }
        }
        Some(b'&') => entity(rest, &mut unit),
        Some(b'\\') => escape(rest, &mut unit),
        Some(b'\r' | b'\n') => {
            let broken = rest.trim_start_matches(['\r', '\n']);
            let broken = broken.trim_start_matches([' ', '\t']);
            unit(rest.len() - broken.len(), Bytes::none());
        }
        _ => {}
    }
}

/// The first bytes of a text, up to so many.
fn beginning(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Digits of a number at a place.
fn hex(text: &str, at: usize, length: usize) -> Option<u32> {
    let digits = text.get(at..at + length)?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok())?
}

/// `&lt;`, `&#60;`, `&#x3c;`, each also with `&amp;` in place of `&`.
fn entity(rest: &str, unit: &mut impl FnMut(usize, Bytes)) {
    let mut inner = rest.get(1..).unwrap_or_default();
    for _ in 0..MOST_TIMES {
        let Some(again) = inner.strip_prefix("amp;") else {
            break;
        };
        unit(rest.len() - again.len(), Bytes::byte(b'&'));
        inner = again;
    }
    let Some((name, _)) = beginning(inner, LONGEST_ESCAPE).split_once(';') else {
        return;
    };
    let length = rest.len() - inner.len() + name.len() + 1;
    let number = name
        .strip_prefix('#')
        .and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        });
    let character = match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "amp" => Some('&'),
        _ => number.and_then(char::from_u32),
    };
    if let Some(character) = character {
        unit(length, Bytes::of(character));
    }
}

/// `\n`, `\"`, `\x41`, `\u0041`, `\u{41}`, with any number of backslashes: JSON in JSON doubles them.
fn escape(rest: &str, unit: &mut impl FnMut(usize, Bytes)) {
    let slashes = slashes(rest);
    let behind = rest.get(slashes..).unwrap_or_default();
    // Of a run of them every power of two may be one.
    let mut power = 2;
    while power <= slashes && power <= 16 {
        unit(power, Bytes::byte(b'\\'));
        power *= 2;
    }
    let Some(sign) = behind.chars().next() else {
        return;
    };
    let begun = slashes + 1;
    match sign {
        'n' | 'r' | 't' | 'b' | 'f' | '0' => {
            let byte = match sign {
                'n' => b'\n',
                'r' => b'\r',
                't' => b'\t',
                'b' => 8,
                'f' => 12,
                _ => 0,
            };
            unit(begun, Bytes::byte(byte));
            if matches!(sign, 'n' | 'r') {
                // A line that is broken there.
                let after = behind.get(1..).unwrap_or_default();
                let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
                unit(begun + blanks, Bytes::none());
            }
        }
        'x' => {
            if let Some(byte) = hex(behind, 1, 2) {
                unit(begun + 2, Bytes::byte(byte.to_le_bytes()[0]));
            }
        }
        'u' => {
            if let Some(braced) = behind.strip_prefix("u{")
                && let Some((digits, _)) = beginning(braced, LONGEST_ESCAPE).split_once('}')
                && let Some(character) = u32::from_str_radix(digits, 16)
                    .ok()
                    .and_then(char::from_u32)
            {
                unit(begun + digits.len() + 2, Bytes::of(character));
            }
            utf16(behind, slashes, unit);
        }
        sign if !sign.is_alphanumeric() => {
            unit(slashes + sign.len_utf8(), Bytes::of(sign));
        }
        _ => {}
    }
}

/// How many backslashes a text begins with, of those that can be an escape.
fn slashes(text: &str) -> usize {
    let run = text.bytes().take(MOST_SLASHES);
    run.take_while(|byte| *byte == b'\\').count()
}

/// `\ud83d\ude00`
fn utf16(behind: &str, slashes: usize, unit: &mut impl FnMut(usize, Bytes)) {
    const DIGITS: usize = 4;
    let Some(first) = hex(behind, 1, DIGITS) else {
        return;
    };
    let length = slashes + 1 + DIGITS;
    if let Some(character) = char::from_u32(first) {
        unit(length, Bytes::of(character));
        return;
    }
    let second = behind.get(1 + DIGITS..).unwrap_or_default();
    let slashed = second.get(self::slashes(second)..).unwrap_or_default();
    let Some(low) = slashed
        .strip_prefix('u')
        .and_then(|digits| hex(digits, 0, DIGITS))
    else {
        return;
    };
    let units = [first, low].map(|unit| u16::try_from(unit).unwrap_or_default());
    if let Some(Ok(character)) = char::decode_utf16(units).next() {
        let more = second.len() - slashed.len() + 1 + DIGITS;
        unit(length + more, Bytes::of(character));
    }
}

/// Whether neither a letter nor a digit is beside a piece of a text.
pub(super) fn is_word(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    let is_apart = |beside: Option<char>| beside.is_none_or(|beside| !beside.is_alphanumeric());
    is_apart(before) && is_apart(after)
}

/// Whether a list begins a little before the end of a text.
fn is_list(before: &str) -> bool {
    const NEAR: usize = 1024;
    let start = before.len().saturating_sub(NEAR);
    let near = before.as_bytes().get(start..).unwrap_or_default();
    near.contains(&b'[')
}

/// Whether a piece of a text is the whole of a value.
pub(super) fn is_value(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let begins = before.is_empty()
        || before.ends_with(['"', '\'', '=', '>', ':', '['])
        || before.ends_with(": ")
        || before.ends_with("= ")
        || before.ends_with(", ") && is_list(before);
    let ends = after.is_empty()
        || after.starts_with([
            '"', '\'', '&', '<', ',', '}', ']', ';', ')', '\n', '\r', '\\',
        ]);
    begins && ends
}
