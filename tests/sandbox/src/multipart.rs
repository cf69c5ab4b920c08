//! Bodies of type `multipart/form-data`, read strictly as RFC 7578 and 2046 have them, piece by piece.

use std::collections::BTreeMap;
use std::io::BufRead as _;

use bytes::Bytes;

use crate::body::{BODY_LIMIT, Content, KEPT};

/// The longest head of a part, in bytes.
const HEAD_LIMIT: usize = 16 * 1024;

/// An empty line.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// A part of a body.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    /// Of a file.
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    /// The beginning of a file, the whole of anything else.
    pub(crate) kept: Bytes,
    pub(crate) length: u64,
    pub(crate) sha256: [u8; 32],
}

/// Takes a body apart while it comes in.
#[derive(Debug)]
pub(crate) struct Splitter {
    /// `\r\n--boundary`
    delimiter: Vec<u8>,
    /// What is not yet used.
    rest: Vec<u8>,
    state: State,
    parts: Vec<Part>,
}

#[derive(Debug)]
enum State {
    /// Before the first delimiter, which has no line break before it.
    Start,
    /// Behind a delimiter: another part, or the end.
    Delimiter,
    Head,
    Content(Box<Head>),
    End,
    Faulty(String),
}

#[derive(Debug)]
struct Head {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Content,
}

/// What a step made of what is there.
enum Step {
    /// It needs more.
    More,
    /// It used the first so many bytes, and goes on like this.
    Next(usize, State),
}

impl Splitter {
    pub(crate) fn new(boundary: &str) -> Self {
        Self {
            delimiter: format!("\r\n--{boundary}").into_bytes(),
            rest: Vec::new(),
            state: State::Start,
            parts: Vec::new(),
        }
    }

    pub(crate) fn feed(&mut self, data: &[u8]) {
        self.rest.extend_from_slice(data);
        let mut rest = std::mem::take(&mut self.rest);
        let mut used = 0;
        while let Some(unused) = rest.get(used..) {
            match self.step(unused) {
                Step::More => break,
                Step::Next(length, state) => {
                    used += length;
                    self.state = state;
                }
            }
        }
        rest.drain(..used.min(rest.len()));
        self.rest = rest;
    }

    /// The parts, if the body was whole.
    pub(crate) fn finish(self) -> Result<Vec<Part>, String> {
        match self.state {
            State::End if self.rest.is_empty() => Ok(self.parts),
            State::End => Err("something follows the last delimiter".to_owned()),
            State::Faulty(words) => Err(words),
            State::Start => Err("it does not begin with its delimiter".to_owned()),
            State::Delimiter | State::Head | State::Content(_) => {
                Err("it ends before its last delimiter".to_owned())
            }
        }
    }

    fn step(&mut self, rest: &[u8]) -> Step {
        let faulty = |words: &str| Step::Next(0, State::Faulty(words.to_owned()));
        match std::mem::replace(&mut self.state, State::End) {
            State::Start => {
                let (_, dashes) = self.delimiter.split_at(2);
                if rest.starts_with(dashes) {
                    return Step::Next(dashes.len(), State::Delimiter);
                }
                if rest.len() >= dashes.len() {
                    return faulty("it does not begin with its delimiter");
                }
                self.more(State::Start)
            }
            State::Delimiter => match rest.get(..2) {
                Some(b"\r\n") => Step::Next(2, State::Head),
                // Then comes a line break.
                Some(b"--") => match rest.get(2..4) {
                    Some(b"\r\n") => Step::Next(4, State::End),
                    Some(_) => faulty("something follows the last delimiter"),
                    None => self.more(State::Delimiter),
                },
                Some(_) => faulty("a delimiter goes on with something else"),
                None => self.more(State::Delimiter),
            },
            State::Head => match find(rest, HEAD_END) {
                Some(end) if end <= HEAD_LIMIT => {
                    let (head, _) = rest.split_at(end);
                    match read_head(head) {
                        Ok(head) => {
                            Step::Next(end + HEAD_END.len(), State::Content(Box::new(head)))
                        }
                        Err(words) => Step::Next(0, State::Faulty(words)),
                    }
                }
                // A head that is not too long has its end in so many bytes: wherever pieces end, the same heads are too long.
                None if rest.len() < HEAD_LIMIT + HEAD_END.len() => self.more(State::Head),
                Some(_) | None => faulty("the head of a part does not end"),
            },
            State::Content(mut head) => match find(rest, &self.delimiter) {
                Some(end) => {
                    let (content, _) = rest.split_at(end);
                    head.content.push(content);
                    let part = head.finish();
                    let too_long = part.file_name.is_none() && part.length > BODY_LIMIT as u64;
                    self.parts.push(part);
                    if too_long {
                        return faulty("a part that is no file is longer than any value");
                    }
                    Step::Next(end + self.delimiter.len(), State::Delimiter)
                }
                // The end of what is there may be the beginning of a delimiter.
                None => match rest.len().checked_sub(self.delimiter.len()) {
                    Some(safe) if safe > 0 => {
                        let (content, _) = rest.split_at(safe);
                        head.content.push(content);
                        Step::Next(safe, State::Content(head))
                    }
                    _ => self.more(State::Content(head)),
                },
            },
            State::End => self.more(State::End),
            State::Faulty(words) if rest.is_empty() => self.more(State::Faulty(words)),
            // What follows is of no interest.
            State::Faulty(words) => Step::Next(rest.len(), State::Faulty(words)),
        }
    }

    fn more(&mut self, state: State) -> Step {
        self.state = state;
        Step::More
    }
}

impl Head {
    fn finish(self) -> Part {
        let length = self.content.length;
        let (kept, sha256) = self.content.finish();
        Part {
            name: self.name,
            file_name: self.file_name,
            content_type: self.content_type,
            kept,
            length,
            sha256,
        }
    }
}

/// Where the needle, which begins with a carriage return, is in the haystack.
fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let mut start = 0;
    loop {
        let mut rest = haystack.get(start..)?;
        // The standard library's search is fast even where this code is not optimised.
        let passed = rest.skip_until(b'\r').ok()?;
        let position = (start + passed).checked_sub(1)?;
        let candidate = haystack.get(position..)?;
        if candidate.starts_with(needle) {
            return Some(position);
        }
        if candidate.len() < needle.len() || passed == 0 {
            return None;
        }
        start = position + 1;
    }
}

fn read_head(head: &[u8]) -> Result<Head, String> {
    let text = std::str::from_utf8(head).map_err(|_| "the head of a part is not UTF-8")?;
    let mut headers = BTreeMap::new();
    for line in text.split("\r\n") {
        let (name, value) = line
            .split_once(':')
            .ok_or_else(|| format!("{line:?} is no header of a part"))?;
        let name = name.to_ascii_lowercase();
        if headers.insert(name.clone(), value.trim()).is_some() {
            return Err(format!("a part has two headers {name}"));
        }
    }
    let disposition = headers
        .remove("content-disposition")
        .ok_or("a part has no content-disposition")?;
    let mut parameters = disposition_parameters(disposition)?;
    let name = parameters.remove("name").ok_or("a part has no name")?;
    let file_name = parameters.remove("filename");
    if let Some((unknown, _)) = parameters.first_key_value() {
        return Err(format!("the part {name} has the parameter {unknown}"));
    }
    let content_type = headers.remove("content-type").map(str::to_owned);
    if let Some((unknown, _)) = headers.first_key_value() {
        return Err(format!("the part {name} has the header {unknown}"));
    }
    let limit = if file_name.is_some() {
        KEPT
    } else {
        BODY_LIMIT
    };
    Ok(Head {
        name,
        file_name,
        content_type,
        content: Content::new(limit),
    })
}

/// `form-data; name="file"; filename="a.png"`
fn disposition_parameters(disposition: &str) -> Result<BTreeMap<String, String>, String> {
    let bad = || format!("{disposition:?} is no disposition of a part");
    let mut rest = disposition.strip_prefix("form-data").ok_or_else(bad)?;
    let mut parameters = BTreeMap::new();
    while !rest.is_empty() {
        rest = rest.strip_prefix("; ").ok_or_else(bad)?;
        let (name, after) = rest.split_once("=\"").ok_or_else(bad)?;
        let (value, after) = after.split_once('"').ok_or_else(bad)?;
        let value = value
            .replace("%22", "\"")
            .replace("%0D", "\r")
            .replace("%0A", "\n");
        parameters.insert(name.to_owned(), value);
        rest = after;
    }
    Ok(parameters)
}

/// The parts of a body that comes in pieces, each by its name, its file name and the beginning of its content: for the fuzz
/// targets, to which an HTTP server would be too slow.
///
/// # Errors
///
/// What is wrong with the body, in words.
#[doc(hidden)]
pub fn parts_of(
    boundary: &str,
    pieces: &[&[u8]],
) -> Result<Vec<(String, Option<String>, Bytes)>, String> {
    let mut splitter = Splitter::new(boundary);
    for piece in pieces {
        splitter.feed(piece);
    }
    let parts = splitter.finish()?.into_iter();
    Ok(parts
        .map(|part| (part.name, part.file_name, part.kept))
        .collect())
}

/// The boundary that a content type names.
pub(crate) fn boundary(content_type: &str) -> Option<String> {
    let (_, parameters) = content_type.split_once(';')?;
    let boundary = parameters.trim().strip_prefix("boundary=")?;
    let legal = |c: char| c.is_ascii_alphanumeric() || "'()+_,-./:=?".contains(c);
    ((1..=70).contains(&boundary.len()) && boundary.chars().all(legal)).then(|| boundary.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const BODY: &str = "--b\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\ncontent-disposition: form-data; name=\"f\"; filename=\"x %22y%22.txt\"\r\ncontent-type: text/plain\r\n\r\nline\r\n--c\r\n\r\n--b\r\ncontent-disposition: form-data; name=\"empty\"\r\n\r\n\r\n--b--\r\n";

    fn split(pieces: &[&[u8]]) -> Result<Vec<Part>, String> {
        let mut splitter = Splitter::new("b");
        for piece in pieces {
            splitter.feed(piece);
        }
        splitter.finish()
    }

    #[test]
    fn parts_come_out_wherever_pieces_end() {
        let bytes = BODY.as_bytes();
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        let mut cuts: Vec<Vec<&[u8]>> = vec![single];
        cuts.extend((0..bytes.len()).map(|end| {
            let (one, other) = bytes.split_at(end);
            vec![one, other]
        }));
        for pieces in cuts {
            let parts = split(&pieces).unwrap();
            let shown: Vec<_> = parts
                .iter()
                .map(|part| {
                    (
                        part.name.as_str(),
                        part.file_name.as_deref(),
                        part.content_type.as_deref(),
                        &part.kept[..],
                        part.length,
                    )
                })
                .collect();
            assert_eq!(
                shown,
                [
                    ("a", None, None, &b"1"[..], 1),
                    (
                        "f",
                        Some("x \"y\".txt"),
                        Some("text/plain"),
                        &b"line\r\n--c\r\n"[..],
                        11
                    ),
                    ("empty", None, None, &b""[..], 0),
                ]
            );
        }
    }

    #[test]
    fn a_head_is_too_long_wherever_pieces_end() {
        for (length, is_whole) in [
            (HEAD_LIMIT, true),
            (HEAD_LIMIT + 1, false),
            (3 * HEAD_LIMIT, false),
        ] {
            let start = "content-disposition: form-data; name=\"";
            let name = "n".repeat(length - start.len() - 1);
            let body = format!("--b\r\n{start}{name}\"\r\n\r\n1\r\n--b--\r\n");
            for piece in [1, 7, HEAD_LIMIT + 3, body.len()] {
                let pieces: Vec<&[u8]> = body.as_bytes().chunks(piece).collect();
                assert_eq!(
                    split(&pieces).is_ok(),
                    is_whole,
                    "{length} bytes by {piece}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_whole_is_a_fault() {
        for end in 0..BODY.len() {
            let (beginning, _) = BODY.as_bytes().split_at(end);
            assert!(split(&[beginning]).is_err(), "cut at {end}");
        }
        for bad in [
            "preamble\r\n--b--\r\n",
            "--b--\r\nepilogue",
            "--bc\r\n\r\n\r\n--b--\r\n",
            "--b\r\nname\r\n\r\n\r\n--b--\r\n",
            "--b\r\ncontent-type: text/plain\r\n\r\n\r\n--b--\r\n",
            "--b\r\ncontent-disposition: form-data; name=a\r\n\r\n\r\n--b--\r\n",
            "--b\r\ncontent-disposition: form-data; name=\"a\"\r\nx-y: z\r\n\r\n\r\n--b--\r\n",
        ] {
            assert!(split(&[bad.as_bytes()]).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_boundary_is_read_or_not() {
        assert_eq!(
            boundary("multipart/form-data; boundary=ncloud-1").as_deref(),
            Some("ncloud-1")
        );
        for bad in [
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"a b\"",
        ] {
            assert_eq!(boundary(bad), None, "{bad}");
        }
    }
}
