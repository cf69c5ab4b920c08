//! What comes beside the text of a response: its headers, and a body that is bytes.

use core::any::Any;

use http::header::HeaderMap;

use super::{Decode, DecodeAs, DecodeError, Reader, ResponseParts};
use crate::codec::json::quoted;

impl Reader<'_> {
    /// Reads a header of the response.
    pub fn header<T: Decode>(&mut self, name: &'static str) -> T {
        if self.parts.flat {
            return self.field(name);
        }
        let text = self.header_text(name);
        self.read_header(name, text, T::decode)
    }

    /// Reads a header of the response in a format.
    #[doc(hidden)]
    pub fn header_as<F: DecodeAs<T>, T>(&mut self, name: &'static str) -> T {
        if self.parts.flat {
            return self.field_as::<F, T>(name);
        }
        let text = self.header_text(name);
        self.read_header(name, text, F::decode_as)
    }

    /// Reads the headers whose names begin with `prefix`, but for those of other fields: a map by what follows the
    /// prefix, in lower case.
    #[doc(hidden)]
    pub fn header_family<T: Decode>(&mut self, prefix: &'static str, others: &[&str]) -> T {
        if self.parts.flat {
            return self.field(prefix);
        }
        let members = self.header_members(prefix, others);
        self.read_header(prefix, members, T::decode)
    }

    /// Reads a family of headers whose values are in a format, as [`header_family`](Self::header_family) does.
    #[doc(hidden)]
    pub fn header_family_as<F: DecodeAs<T>, T>(
        &mut self,
        prefix: &'static str,
        others: &[&str],
    ) -> T {
        if self.parts.flat {
            return self.field_as::<F, T>(prefix);
        }
        let members = self.header_members(prefix, others);
        self.read_header(prefix, members, F::decode_as)
    }

    /// Reads the body, where headers are read beside it.
    #[doc(hidden)]
    pub fn body<T: Decode>(&mut self) -> T {
        if self.parts.flat {
            return self.field("body");
        }
        T::decode(self)
    }

    /// A header as the JSON that says the same, so that it is read as a member is.
    fn header_text(&self, name: &str) -> Option<Vec<u8>> {
        let value = self.parts.headers.get(name)?;
        let mut text = Vec::new();
        quoted(&String::from_utf8_lossy(value.as_bytes()), &mut text);
        Some(text)
    }

    fn header_members(&self, prefix: &str, others: &[&str]) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        for (name, value) in &self.parts.headers {
            if others.contains(&name.as_str()) {
                continue;
            }
            if let Some(key) = name.as_str().strip_prefix(prefix) {
                text.push(if text.is_empty() { b'{' } else { b',' });
                quoted(key, &mut text);
                text.push(b':');
                quoted(&String::from_utf8_lossy(value.as_bytes()), &mut text);
            }
        }
        // A family without a member is an empty map, or absent where it may be.
        if text.is_empty() {
            return Some(b"null".to_vec());
        }
        text.push(b'}');
        Some(text)
    }

    fn read_header<T>(
        &mut self,
        name: &str,
        text: Option<Vec<u8>>,
        decode: fn(&mut Reader<'_>) -> T,
    ) -> T {
        let mut reader = Reader::new(text.as_deref(), ResponseParts::default());
        let value = decode(&mut reader);
        if let (None, Some(Err(fault))) = (&self.fault, reader.settle()) {
            self.fault = Some(fault.within(name));
        }
        value
    }

    /// The content that came in place of a value, with the headers beside it.
    pub(crate) fn content<T: Any>(&mut self) -> Option<(HeaderMap, T)> {
        let content = self.parts.content.take();
        match content.and_then(|content| content.downcast().ok()) {
            Some(content) => Some((self.parts.headers.clone(), *content)),
            None => {
                self.fault
                    .get_or_insert_with(|| DecodeError::new("bytes", "a value"));
                None
            }
        }
    }
}
