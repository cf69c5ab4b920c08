//! XML as the JSON that says the same.
//!
//! Elements and attributes are members. An element that comes several times is a list; one that comes once is none, so
//! that the reader takes a lone value where a list is expected. What is between tags is text; beside attributes or other
//! elements it is the member `$text`. Prefixes and declarations of name spaces are left out.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};
use serde_json::Map;

use super::DecodeError;
use crate::types::Json;

/// As deep as JSON is read.
const DEEPEST_NESTING: usize = 128;

const TEXT: &str = "$text";

/// Reads a document: the name of its root element, and what it holds.
pub(crate) fn parse(xml: &[u8]) -> Result<(String, Json), DecodeError> {
    let text = core::str::from_utf8(xml)
        .map_err(|error| DecodeError::new("XML in UTF-8", error.to_string()))?;
    // A mark of the byte order is no text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    document(text).map_err(|problem| DecodeError::new("XML", problem))
}

/// An element that is not yet closed.
#[derive(Default)]
struct Element {
    name: String,
    members: Map<String, Json>,
    text: String,
}

fn document(xml: &str) -> Result<(String, Json), String> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let at = reader.buffer_position();
        let closed = match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                if open.len() == DEEPEST_NESTING {
                    return Err(format!("more than {DEEPEST_NESTING} levels"));
                }
                if root.is_some() {
                    return Err(format!("a second document at byte {at}"));
                }
                open.push(element(&start).map_err(|error| error.to_string())?);
                None
            }
            Event::Empty(start) if root.is_none() => {
                Some(element(&start).map_err(|error| error.to_string())?)
            }
            Event::Empty(_) => return Err(format!("a second document at byte {at}")),
            Event::End(_) => open.pop(),
            Event::Text(text) => {
                push(&mut open, &text.xml10_content());
                None
            }
            Event::CData(text) => {
                push(&mut open, &text.xml10_content());
                None
            }
            Event::GeneralRef(reference) => {
                match reference
                    .resolve_char_ref()
                    .map_err(|error| error.to_string())?
                {
                    Some(character) => push(&mut open, character.encode_utf8(&mut [0; 4])),
                    None => {
                        let name = reference.xml10_content();
                        // Entities of a document's own are how documents attack their readers.
                        let text = resolve_predefined_entity(&name)
                            .ok_or_else(|| format!("the entity {name:?}"))?;
                        push(&mut open, text);
                    }
                }
                None
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => None,
        };
        if let Some(element) = closed {
            let (name, value) = element.close();
            match open.last_mut() {
                Some(parent) => parent.add(name, value),
                None => root = Some((name, value)),
            }
        }
    }
    match (root, open.last()) {
        (Some(root), None) => Ok(root),
        (_, Some(open)) => Err(format!("no end of the element {:?}", open.name)),
        (None, None) => Err("no element".to_owned()),
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, Error> {
    let mut element = Element {
        name: start.local_name().as_ref().to_owned(),
        ..Element::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute?;
        let declares = attribute.key.as_namespace_binding().is_some();
        if !declares {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
            element.add(
                attribute.key.local_name().as_ref().to_owned(),
                Json::String(value.into_owned()),
            );
        }
    }
    Ok(element)
}

fn push(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

impl Element {
    fn add(&mut self, name: String, value: Json) {
        match self.members.get_mut(&name) {
            None => {
                self.members.insert(name, value);
            }
            Some(Json::Array(values)) => values.push(value),
            Some(first) => *first = Json::Array(vec![first.take(), value]),
        }
    }

    fn close(mut self) -> (String, Json) {
        // Line breaks between elements, or where there could be some, say nothing.
        let blank = self.text.trim().is_empty();
        if self.members.is_empty() {
            let text = if blank { String::new() } else { self.text };
            return (self.name, Json::String(text));
        }
        if !blank {
            let text = Json::String(self.text.trim().to_owned());
            self.add(TEXT.to_owned(), text);
        }
        (self.name, Json::Object(self.members))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(xml: &str) -> Result<(String, Json), String> {
        parse(xml.as_bytes()).map_err(|error| error.got().to_owned())
    }

    #[test]
    fn elements_and_attributes_are_members() {
        let xml = r#"<?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE a><!-- a comment -->
            <ns:a xmlns="https://a" xmlns:ns="https://b" ns:id="1 &amp; 2">
              <b>  text &lt;&#x3e;<![CDATA[ <c> &amp; ]]></b><empty/><nothing>
              </nothing>
              <list><item>1</item><item kind="x">2</item><other/></list>
            </ns:a>"#;
        let expected = json!({
            "id": "1 & 2",
            "b": "  text <> <c> &amp; ",
            "empty": "",
            "nothing": "",
            "list": { "item": ["1", { "kind": "x", "$text": "2" }], "other": "" },
        });
        assert_eq!(read(xml), Ok(("a".to_owned(), expected)));
        assert_eq!(read("<a>1</a>"), Ok(("a".to_owned(), json!("1"))));
        assert_eq!(read("\u{feff}<a/>"), Ok(("a".to_owned(), json!(""))));
    }

    #[test]
    fn what_is_no_document_is_refused() {
        for xml in [
            "",
            "text",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a></a><b></b>",
            "<a>&unknown;</a>",
            "<a b=1/>",
            "<a>&#xD800;</a>",
        ] {
            assert!(read(xml).is_err(), "{xml}");
        }
        assert!(parse(b"<a>\xff</a>").is_err());
        let deep = "<a>".repeat(100_000);
        assert_eq!(read(&deep), Err("more than 128 levels".to_owned()));
    }

    #[test]
    fn entities_of_a_document_are_not_resolved() {
        let bomb = r#"<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>"#;
        assert_eq!(read(bomb), Err("the entity \"c\"".to_owned()));
    }
}
