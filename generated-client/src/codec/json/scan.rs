//! From the beginning of a value to its end, without recursion.

/// How deep lists and objects may stand in each other.
pub(crate) const MOST_LEVELS: usize = 128;

/// Why a text is not JSON, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(super) at: usize,
    pub(super) what: &'static str,
}

const fn flaw<T>(at: usize, what: &'static str) -> Result<T, Flaw> {
    Err(Flaw { at, what })
}

/// The first place from `at` on that is not blank.
#[inline]
pub(crate) fn blank(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = text.get(at) {
        at += 1;
    }
    at
}

/// From behind the quote that begins a text: where the quote is that ends it, and whether anything before is escaped.
#[inline]
pub(crate) fn behind_text(text: &[u8], begin: usize) -> Result<(usize, bool), Flaw> {
    let end = begin + plain(text.get(begin..).unwrap_or_default());
    match text.get(end) {
        Some(b'"') => Ok((end, false)),
        _ => behind_escaped(text, end),
    }
}

fn behind_escaped(text: &[u8], mut at: usize) -> Result<(usize, bool), Flaw> {
    loop {
        match text.get(at) {
            Some(b'"') => return Ok((at, true)),
            Some(_) => {}
            None => return flaw(text.len(), "EOF while parsing a string"),
        }
        at += match text.get(at + 1) {
            Some(b'u') => match text.get(at + 2..at + 6) {
                Some(digits) if digits.iter().all(u8::is_ascii_hexdigit) => 6,
                Some(_) => return flaw(at + 1, "invalid escape"),
                None => return flaw(text.len(), "EOF while parsing a string"),
            },
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            Some(_) => return flaw(at + 1, "invalid escape"),
            None => return flaw(text.len(), "EOF while parsing a string"),
        };
        at += plain(text.get(at..).unwrap_or_default());
    }
}

/// How many bytes come before the first quote or backslash.
#[inline]
pub(super) fn plain(text: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    const fn zeros(word: u64) -> u64 {
        word.wrapping_sub(ONES) & !word & HIGHS
    }
    let (words, rest) = text.as_chunks::<8>();
    let mut at = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let found = zeros(word ^ (ONES * b'"' as u64)) | zeros(word ^ (ONES * b'\\' as u64));
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let found = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'));
    at + found.unwrap_or(rest.len())
}

/// Whether the name that begins at `at`, behind its quote, is `name` to the letter and not escaped.
#[inline]
pub(crate) fn is_name(text: &[u8], at: usize, name: &str) -> bool {
    let end = at + name.len();
    text.get(end) == Some(&b'"') && text.get(at..end) == Some(name.as_bytes())
}

fn behind_number(text: &[u8], begin: usize) -> Result<usize, Flaw> {
    let digits = |mut at: usize| {
        while text.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let some_digits = |at| match digits(at) {
        end if end == at => flaw(at, "invalid number"),
        end => Ok(end),
    };
    let mut at = begin + usize::from(matches!(text.get(begin), Some(b'-' | b'+')));
    at = match text.get(at) {
        Some(b'0') if text.get(at + 1).is_some_and(u8::is_ascii_digit) => {
            return flaw(at + 1, "invalid number");
        }
        _ => some_digits(at)?,
    };
    if text.get(at) == Some(&b'.') {
        at = some_digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = text.get(at) {
        at += 1;
        at += usize::from(matches!(text.get(at), Some(b'-' | b'+')));
        at = some_digits(at)?;
    }
    Ok(at)
}

/// The end of a value that is no list and no object.
#[inline]
fn behind_scalar(text: &[u8], at: usize) -> Result<usize, Flaw> {
    let word = |word: &str| {
        if text.get(at..at + word.len()) == Some(word.as_bytes()) {
            Ok(at + word.len())
        } else {
            flaw(at, "expected value")
        }
    };
    match text.get(at) {
        Some(b'"') => behind_text(text, at + 1).map(|(end, _)| end + 1),
        Some(b'-' | b'+' | b'0'..=b'9') => behind_number(text, at),
        Some(b't') => word("true"),
        Some(b'f') => word("false"),
        Some(b'n') => word("null"),
        Some(_) => flaw(at, "expected value"),
        None => flaw(text.len(), "EOF while parsing a value"),
    }
}

/// The end of the value that begins at `at`.
pub(crate) fn skip(text: &[u8], at: usize) -> Result<usize, Flaw> {
    match text.get(at) {
        Some(b'[' | b'{') => walk(text, at, &mut Unmarked),
        _ => behind_scalar(text, at),
    }
}

/// Goes through a text that is one value, and marks where its lists and objects end.
pub(crate) fn skip_marking(text: &[u8]) -> Result<Ends, Flaw> {
    let mut ends = Ends::default();
    walk(text, blank(text, 0), &mut ends)?;
    Ok(ends)
}

/// Whether a text is one value.
pub(crate) fn whole(text: &[u8]) -> Result<(), Flaw> {
    let end = blank(text, skip(text, blank(text, 0))?);
    if end < text.len() {
        return flaw(end, "trailing characters");
    }
    Ok(())
}

trait Marks {
    fn open(&mut self, at: usize);
    fn close(&mut self, end: usize);
}

struct Unmarked;

impl Marks for Unmarked {
    fn open(&mut self, _: usize) {}

    fn close(&mut self, _: usize) {}
}

/// Where the longer lists and objects of a text end; the shorter ones are soon gone through again.
#[derive(Default)]
pub(crate) struct Ends {
    /// Begin and end, in the order of the text.
    marks: Vec<(u32, u32)>,
    open: Vec<u32>,
}

impl Ends {
    const SHORT: u32 = 64;

    /// The end of the list or object that begins at `at`, unless it is short.
    pub(crate) fn behind(&self, at: usize) -> Option<usize> {
        let at = u32::try_from(at).ok()?;
        let found = self.marks.binary_search_by_key(&at, |(begin, _)| *begin);
        self.marks.get(found.ok()?).map(|(_, end)| *end as usize)
    }
}

impl Marks for Ends {
    fn open(&mut self, at: usize) {
        // A reader takes no text beyond that.
        self.open.push(self.marks.len() as u32);
        self.marks.push((at as u32, 0));
    }

    fn close(&mut self, end: usize) {
        let Some(index) = self.open.pop() else {
            return;
        };
        if let Some((begin, behind)) = self.marks.get_mut(index as usize) {
            *behind = end as u32;
            if *behind - *begin < Self::SHORT {
                // What stands in it is shorter still, and gone already.
                self.marks.truncate(index as usize);
            }
        }
    }
}

/// From the name of a member to its value.
fn behind_name(text: &[u8], at: usize) -> Result<usize, Flaw> {
    if text.get(at) != Some(&b'"') {
        return match text.get(at) {
            Some(_) => flaw(at, "key must be a string"),
            None => flaw(text.len(), "EOF while parsing an object"),
        };
    }
    let (end, _) = behind_text(text, at + 1)?;
    let colon = blank(text, end + 1);
    match text.get(colon) {
        Some(b':') => Ok(blank(text, colon + 1)),
        Some(_) => flaw(colon, "expected `:`"),
        None => flaw(text.len(), "EOF while parsing an object"),
    }
}

fn walk<M: Marks>(text: &[u8], mut at: usize, marks: &mut M) -> Result<usize, Flaw> {
    // A bit a level, the innermost one lowest: whether it is an object.
    let (mut objects, mut depth) = (0_u128, 0);
    loop {
        match text.get(at) {
            Some(open @ (b'[' | b'{')) => {
                if depth == MOST_LEVELS {
                    return flaw(at, "recursion limit exceeded");
                }
                let is_object = *open == b'{';
                depth += 1;
                objects = objects << 1 | u128::from(is_object);
                marks.open(at);
                at = blank(text, at + 1);
                match text.get(at) {
                    // The end is seen to below.
                    Some(b']') if !is_object => {}
                    Some(b'}') if is_object => {}
                    _ => {
                        if is_object {
                            at = behind_name(text, at)?;
                        }
                        continue;
                    }
                }
            }
            _ => {
                at = behind_scalar(text, at)?;
                if depth > 0 {
                    at = blank(text, at);
                }
            }
        }
        // Behind a value, or at the end of a list or an object without any.
        loop {
            if depth == 0 {
                return Ok(at);
            }
            let is_object = objects & 1 == 1;
            match text.get(at) {
                Some(b',') => {
                    at = blank(text, at + 1);
                    if is_object {
                        at = behind_name(text, at)?;
                    }
                    break;
                }
                Some(b'}') if is_object => {}
                Some(b']') if !is_object => {}
                Some(_) if is_object => return flaw(at, "expected `,` or `}`"),
                Some(_) => return flaw(at, "expected `,` or `]`"),
                None if is_object => return flaw(text.len(), "EOF while parsing an object"),
                None => return flaw(text.len(), "EOF while parsing a list"),
            }
            at += 1;
            marks.close(at);
            depth -= 1;
            objects >>= 1;
            if depth > 0 {
                at = blank(text, at);
            }
        }
    }
}
