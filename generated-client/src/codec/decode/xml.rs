//! XML as the JSON that says the same.
//!
//! Elements and attributes are members. An element that comes several times is a list; one that comes once is none, so
//! that the reader takes a lone value where a list is expected. What is between tags is text; beside attributes or other
//! elements it is the member `$text`. Prefixes and declarations of name spaces are left out.

use std::collections::VecDeque;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

use super::DecodeError;
use crate::codec::json::{MOST_LEVELS, quoted, trimmed, wide_encoding};

const TEXT: &str = "$text";

/// Reads a document: the JSON of what its root element holds.
pub(crate) fn content(xml: &[u8]) -> Result<Vec<u8>, DecodeError> {
    json(xml, |_, _| (), |_| ())
}

/// Reads a document: JSON with the root element as a member.
pub(crate) fn with_root(xml: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let begin = |name: &str, json: &mut Vec<u8>| {
        json.push(b'{');
        quoted(name, json);
        json.push(b':');
    };
    json(xml, begin, |json| json.push(b'}'))
}

/// Reads a document: the name of its root element.
#[cfg(feature = "dynamic")]
pub(crate) fn root(xml: &[u8]) -> Result<String, DecodeError> {
    let mut root = String::new();
    json(xml, |name, _| name.clone_into(&mut root), |_| ())?;
    Ok(root)
}

fn json(
    xml: &[u8],
    begin: impl FnOnce(&str, &mut Vec<u8>),
    end: impl FnOnce(&mut Vec<u8>),
) -> Result<Vec<u8>, DecodeError> {
    if let Some(encoding) = wide_encoding(xml) {
        return Err(DecodeError::new("XML in UTF-8", encoding));
    }
    let xml = trimmed(xml);
    let source = String::from_utf8_lossy(xml);
    let document = Document::of(&source).map_err(|problem| DecodeError::new("XML", problem))?;
    // JSON says names once, and so is mostly shorter.
    let mut json = Vec::with_capacity(xml.len());
    begin(document.name(0), &mut json);
    document.write(0, &mut json);
    end(&mut json);
    drop(document);
    json.shrink_to_fit();
    Ok(json)
}

/// An element or an attribute. Each is a few bytes, as there may be millions.
struct Node {
    /// Where its name begins among the texts. [`NAME_END`] ends it.
    name: u32,
    /// The index of the first node that is not inside.
    end: u32,
    /// Where its text begins and ends among the texts.
    text: (u32, u32),
}

/// No name holds it.
const NAME_END: char = '/';

/// Elements and attributes in the order of the source, a parent before its members.
#[derive(Default)]
struct Document {
    nodes: Vec<Node>,
    texts: String,
    /// Where names begin that are likely to come again.
    recent: VecDeque<u32>,
}

/// An element that is not yet closed.
struct Open {
    node: usize,
    text: String,
}

/// A place in a text. Longer ones are refused.
#[expect(clippy::cast_possible_truncation, reason = "no longer text is taken")]
const fn place(at: usize) -> u32 {
    at as u32
}

impl Document {
    fn of(source: &str) -> Result<Self, String> {
        if source.len() >= u32::MAX as usize / 2 {
            return Err("more than 2 GiB".to_owned());
        }
        let mut this = Self::default();
        this.nodes.reserve_exact(expected_nodes(source.as_bytes()));
        let mut reader = Reader::from_str(source);
        let mut open: Vec<Open> = Vec::new();
        // The first half of a character that comes as two references.
        let mut half = None;
        // Where there is text that is in no element.
        let mut outside = None;
        loop {
            let at = reader.buffer_position();
            let malformed = |error: &Error| format!("{} at byte {at}", what(error));
            let event = reader.read_event().map_err(|error| malformed(&error))?;
            if !matches!(event, Event::GeneralRef(_)) {
                half = None;
            }
            match event {
                Event::Start(_) | Event::Empty(_) if open.is_empty() && !this.nodes.is_empty() => {
                    return Err(format!("a second document at byte {at}"));
                }
                Event::Start(start) => {
                    if open.len() == MOST_LEVELS {
                        return Err(format!("more than {MOST_LEVELS} levels"));
                    }
                    let node = this.element(&start).map_err(|error| malformed(&error))?;
                    let text = String::new();
                    open.push(Open { node, text });
                }
                Event::Empty(start) => {
                    let node = this.element(&start).map_err(|error| malformed(&error))?;
                    this.close(node, "");
                }
                Event::End(_) => {
                    if let Some(Open { node, text }) = open.pop() {
                        this.close(node, &text);
                    }
                }
                Event::Text(text) => {
                    let text = text.xml10_content();
                    if open.is_empty() && !text.trim().is_empty() {
                        outside.get_or_insert(at);
                    }
                    push(&mut open, &text);
                }
                Event::CData(text) => push(&mut open, &text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let mut outside = String::new();
                    let text = open.last_mut().map_or(&mut outside, |open| &mut open.text);
                    // Entities of a document's own are how documents attack their readers.
                    refer(&reference.xml10_content(), text, &mut half)
                        .ok_or_else(|| format!("an entity of its own at byte {at}"))?;
                }
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        if !open.is_empty() {
            return Err("the end of the text before that of an element".to_owned());
        }
        if this.nodes.is_empty() {
            return Err("no element".to_owned());
        }
        if let Some(at) = outside {
            return Err(format!("text outside of the root element at byte {at}"));
        }
        Ok(this)
    }

    /// Takes in the beginning of an element, with its attributes.
    fn element(&mut self, start: &BytesStart<'_>) -> Result<usize, Error> {
        let node = self.node(start.local_name().as_ref());
        // Without checks for attributes of one name, which take the square of their number.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute?;
            if attribute.key.as_namespace_binding().is_none() {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
                let member = self.node(attribute.key.local_name().as_ref());
                self.close(member, &value);
            }
        }
        Ok(node)
    }

    fn node(&mut self, name: &str) -> usize {
        /// Names of an element's members come in turns.
        const MOST_RECENT: usize = 16;
        let known = self.recent.iter().find(|at| self.text_from(**at) == name);
        let name = match known {
            Some(at) => *at,
            None => {
                let at = place(self.texts.len());
                self.texts.push_str(name);
                self.texts.push(NAME_END);
                self.recent.truncate(MOST_RECENT - 1);
                self.recent.push_front(at);
                at
            }
        };
        let (end, text) = (0, (0, 0));
        self.nodes.push(Node { name, end, text });
        self.nodes.len() - 1
    }

    /// Ends an element or an attribute that holds a text.
    fn close(&mut self, node: usize, text: &str) {
        let end = place(self.nodes.len());
        let begin = place(self.texts.len());
        self.texts.push_str(text);
        let text = (begin, place(self.texts.len()));
        if let Some(node) = self.nodes.get_mut(node) {
            (node.end, node.text) = (end, text);
        }
    }

    fn text_from(&self, at: u32) -> &str {
        let text = self.texts.get(at as usize..).unwrap_or_default();
        text.split(NAME_END).next().unwrap_or_default()
    }

    fn name(&self, node: u32) -> &str {
        let node = self.nodes.get(node as usize);
        node.map_or("", |node| self.text_from(node.name))
    }

    /// Writes what a node holds. Elements stand in each other no deeper than they are read.
    fn write(&self, node: u32, json: &mut Vec<u8>) {
        let Some(Node { end, text, .. }) = self.nodes.get(node as usize) else {
            return;
        };
        let text = self.texts.get(text.0 as usize..text.1 as usize);
        let text = text.unwrap_or_default();
        // Line breaks between elements, or where there could be some, say nothing.
        let trimmed = text.trim();
        if *end == node + 1 {
            quoted(if trimmed.is_empty() { "" } else { text }, json);
            return;
        }
        json.push(b'{');
        let members = self.members(node + 1, *end);
        let mut groups: Vec<&[u32]> = members
            .chunk_by(|one, other| self.name(*one) == self.name(*other))
            .collect();
        groups.sort_unstable_by_key(|group| group.first().copied());
        for (index, group) in groups.iter().enumerate() {
            if index > 0 {
                json.push(b',');
            }
            quoted(self.name(group.first().copied().unwrap_or_default()), json);
            json.push(b':');
            match group {
                [one] => self.write(*one, json),
                several => {
                    for (index, member) in several.iter().enumerate() {
                        json.push(if index == 0 { b'[' } else { b',' });
                        self.write(*member, json);
                    }
                    json.push(b']');
                }
            }
        }
        if !trimmed.is_empty() {
            json.push(b',');
            quoted(TEXT, json);
            json.push(b':');
            quoted(trimmed, json);
        }
        json.push(b'}');
    }

    /// The members among nodes, those of one name beside each other.
    fn members(&self, begin: u32, end: u32) -> Vec<u32> {
        let walk = || {
            let next = |node: &u32| self.nodes.get(*node as usize).map(|node| node.end);
            core::iter::successors(Some(begin), next).take_while(|node| *node < end)
        };
        let mut members = Vec::with_capacity(walk().count());
        members.extend(walk());
        members.sort_unstable_by_key(|node| (self.name(*node), *node));
        members
    }
}

/// As many nodes as a source has at most, told by its signs.
fn expected_nodes(source: &[u8]) -> usize {
    let pairs = source.windows(2);
    let elements = |pair: &&[u8]| matches!(pair, [b'<', other] if *other != b'/');
    let attributes = |pair: &&[u8]| matches!(pair, [b'=', b'"' | b'\'']);
    let count = pairs
        .filter(|pair| elements(pair) || attributes(pair))
        .count();
    count.min(source.len() / 4 + 1)
}

/// What is wrong with a source, without anything that it says.
fn what(error: &Error) -> &'static str {
    match error {
        Error::Syntax(_) => "markup without an end",
        Error::IllFormed(_) => "tags that do not match",
        Error::InvalidAttr(_) => "a malformed attribute",
        Error::Escape(_) => "a malformed reference",
        _ => "malformed markup",
    }
}

fn push(open: &mut [Open], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

/// Adds what a reference stands for to a text. Half of a surrogate pair, and what is no character at all, is U+FFFD.
fn refer(name: &str, text: &mut String, half: &mut Option<u32>) -> Option<()> {
    let high = half.take();
    let Some(number) = name.strip_prefix('#') else {
        text.push_str(resolve_predefined_entity(name)?);
        return Some(());
    };
    let number = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let mut number = number.ok()?;
    match (high, number) {
        (Some(high), 0xdc00..=0xdfff) => {
            number = 0x1_0000 + ((high - 0xd800) << 10) + (number - 0xdc00);
            // What stood for the first half.
            text.pop();
        }
        (_, 0xd800..=0xdbff) => *half = Some(number),
        _ => {}
    }
    let character = char::from_u32(number).filter(|character| *character != '\0');
    text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Result<String, String> {
        with_root(xml.as_bytes())
            .map(|json| String::from_utf8(json).unwrap_or_default())
            .map_err(|error| error.got().to_owned())
    }

    #[test]
    fn elements_and_attributes_are_members() {
        let xml = r#"<?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE a><!-- a comment -->
            <ns:a xmlns="https://a" xmlns:ns="https://b" ns:id="1 &amp; 2">
              <b>  text &lt;&#x3e;<![CDATA[ <c> &amp; ]]></b><empty/><nothing>
              </nothing>
              <list><item>1</item><other/><item kind="x">2</item></list>
            </ns:a>"#;
        let expected = concat!(
            r#"{"a":{"id":"1 & 2","b":"  text <> <c> &amp; ","empty":"","nothing":"","#,
            r#""list":{"item":["1",{"kind":"x","$text":"2"}],"other":""}}}"#
        );
        assert_eq!(read(xml).as_deref(), Ok(expected));
        assert_eq!(read("<a>1</a>").as_deref(), Ok(r#"{"a":"1"}"#));
        assert_eq!(content(b"<a>1</a>").as_deref(), Ok(&br#""1""#[..]));
        assert_eq!(read("\u{feff}<a/>\0").as_deref(), Ok(r#"{"a":""}"#));
    }

    #[test]
    fn no_character_decides_over_a_document() {
        for (xml, expected) in [
            (&b"<a>caf\xe9</a>"[..], "caf\u{fffd}"),
            (b"<a>x&#xd83d;</a>", "x\u{fffd}"),
            (b"<a>&#55357;&#56842;</a>", "\u{1f60a}"),
            (b"<a>&#xdc00;x&#0;</a>", "\u{fffd}x\u{fffd}"),
        ] {
            let expected = format!("\"{expected}\"");
            assert_eq!(content(xml).as_deref(), Ok(expected.as_bytes()), "{xml:?}");
        }
    }

    #[test]
    fn what_is_no_document_is_refused_without_being_quoted() {
        for (xml, error) in [
            ("", "no element"),
            ("text", "no element"),
            ("<a>", "the end of the text before that of an element"),
            ("<a></secret>", "tags that do not match at byte 3"),
            ("<a/><b/>", "a second document at byte 4"),
            ("<a></a><b></b>", "a second document at byte 7"),
            ("<a/> x", "text outside of the root element at byte 4"),
            ("x\n<a/>", "text outside of the root element at byte 0"),
            ("<a>&secret;</a>", "an entity of its own at byte 3"),
            ("<a b=1/>", "a malformed attribute at byte 0"),
        ] {
            assert_eq!(read(xml), Err(error.to_owned()), "{xml}");
        }
        let wide = with_root(b"<\0a\0/\0>\0").map_err(|error| error.to_string());
        assert_eq!(
            wide,
            Err("response: expected XML in UTF-8, got text in UTF-16".to_owned())
        );
        let deep = "<a>".repeat(100_000);
        assert_eq!(read(&deep), Err("more than 128 levels".to_owned()));
    }

    #[test]
    fn entities_of_a_document_are_not_resolved() {
        let bomb = r#"<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>"#;
        assert_eq!(
            read(bomb),
            Err("an entity of its own at byte 60".to_owned())
        );
    }
}
