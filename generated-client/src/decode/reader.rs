//! What walks through the value of an answer.

mod shapes;

use core::fmt;
use std::collections::BTreeMap;

pub use self::shapes::Kind;
use super::{Beside, Decode, DecodeAs, DecodeError};
use crate::body::Download;
use crate::types::Json;

/// A value of an answer, on its way to a type, and the first fault in it.
pub struct Reader {
    /// `None` for a member that is missing.
    value: Option<Json>,
    fault: Option<DecodeError>,
    beside: Beside,
}

/// What a reader comes back to from a value inside.
struct Outside {
    value: Option<Json>,
    faulty: bool,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values may be ones that must not be printed.
        f.debug_struct("Reader")
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

impl Reader {
    pub(super) fn new(value: Option<Json>, beside: Beside) -> Self {
        Self {
            value,
            fault: None,
            beside,
        }
    }

    /// What is left when the value was read.
    pub(super) fn into_rest(self) -> (Beside, Option<DecodeError>) {
        (self.beside, self.fault)
    }

    /// Reads a member of an object, once: a second time it is `null`.
    pub fn field<T: Decode>(&mut self, name: &'static str) -> T {
        let outside = self.enter(name);
        let value = T::decode(self);
        self.leave(outside, |fault| fault.within(name));
        value
    }

    /// Reads a member that comes in a format, as [`field`](Self::field) does.
    pub fn field_as<F: DecodeAs<T>, T>(&mut self, name: &'static str) -> T {
        let outside = self.enter(name);
        let value = F::decode_as(self);
        self.leave(outside, |fault| fault.within(name));
        value
    }

    /// Reads a header of the answer.
    pub fn header<T: Decode>(&mut self, name: &'static str) -> T {
        let text = self.header_text(name);
        self.read_header(name, text, T::decode)
    }

    /// Reads a header of the answer in a format.
    pub fn header_as<F: DecodeAs<T>, T>(&mut self, name: &'static str) -> T {
        let text = self.header_text(name);
        self.read_header(name, text, F::decode_as)
    }

    /// Reads the headers whose names begin with `prefix`, but for those of other fields: a map by what follows the
    /// prefix, in lower case.
    pub fn header_family<T: Decode>(&mut self, prefix: &'static str, others: &[&str]) -> T {
        let members = self.header_members(prefix, others);
        self.read_header(prefix, members, T::decode)
    }

    /// Reads a family of headers whose values are in a format, as [`header_family`](Self::header_family) does.
    pub fn header_family_as<F: DecodeAs<T>, T>(
        &mut self,
        prefix: &'static str,
        others: &[&str],
    ) -> T {
        let members = self.header_members(prefix, others);
        self.read_header(prefix, members, F::decode_as)
    }

    fn header_text(&self, name: &str) -> Option<Json> {
        self.beside
            .headers
            .get(name)
            .map(|value| lossy(value.as_bytes()))
    }

    fn header_members(&self, prefix: &str, others: &[&str]) -> Option<Json> {
        let members: serde_json::Map<String, Json> = self
            .beside
            .headers
            .iter()
            .filter(|(name, _)| !others.contains(&name.as_str()))
            .filter_map(|(name, value)| {
                let key = name.as_str().strip_prefix(prefix)?;
                Some((key.to_owned(), lossy(value.as_bytes())))
            })
            .collect();
        // A family without a member is an empty map, or absent where it may be.
        Some(if members.is_empty() {
            Json::Null
        } else {
            Json::Object(members)
        })
    }

    fn read_header<T>(&mut self, name: &str, value: Option<Json>, decode: fn(&mut Self) -> T) -> T {
        let outside = self.enter_value(value);
        let value = decode(self);
        self.leave(outside, |fault| fault.within(name));
        value
    }

    /// The body of an answer that is bytes.
    pub(crate) fn download(&mut self) -> Option<Download> {
        let Some(incoming) = self.beside.incoming.take() else {
            self.fault
                .get_or_insert_with(|| DecodeError::new("bytes", "a value"));
            return None;
        };
        Some(Download::new(self.beside.headers.clone(), incoming))
    }

    /// An object of which no member is read.
    pub fn empty_object(&mut self) {
        self.members();
    }

    /// Text, or a number or a boolean as it is written. Open enums are read by it.
    pub fn text(&mut self) -> String {
        self.read(|value| match value {
            Json::String(text) => Ok(text),
            Json::Number(number) => Ok(number.to_string()),
            Json::Bool(boolean) => Ok(boolean.to_string()),
            other => Err(DecodeError::unexpected("text", &other)),
        })
        .unwrap_or_default()
    }

    /// Takes the value out and reads it in some other way. `None` where it is missing or cannot be read, which is a
    /// fault: what stands in then is never seen.
    pub fn read<T>(&mut self, read: impl FnOnce(Json) -> Result<T, DecodeError>) -> Option<T> {
        let fault = match self.value.take().map(read) {
            Some(Ok(value)) => return Some(value),
            Some(Err(fault)) => fault,
            None => DecodeError::missing(),
        };
        self.fault.get_or_insert(fault);
        None
    }

    pub(super) fn is_absent(&self, empty_text_is_absent: bool) -> bool {
        match &self.value {
            None | Some(Json::Null) => true,
            Some(Json::String(text)) => empty_text_is_absent && text.is_empty(),
            Some(_) => false,
        }
    }

    fn members(&mut self) -> Option<&mut serde_json::Map<String, Json>> {
        if self.beside.xml && self.value.as_ref().is_some_and(|value| value == "") {
            self.value = Some(Json::Object(serde_json::Map::new()));
        }
        match &mut self.value {
            Some(Json::Object(members)) => return Some(members),
            Some(other) => {
                self.fault
                    .get_or_insert_with(|| DecodeError::unexpected("an object", other));
            }
            None => {
                self.fault.get_or_insert_with(DecodeError::missing);
            }
        }
        None
    }

    fn enter(&mut self, name: &str) -> Outside {
        let member = self
            .members()
            .and_then(|members| members.get_mut(name).map(Json::take));
        self.enter_value(member)
    }

    fn enter_value(&mut self, value: Option<Json>) -> Outside {
        Outside {
            value: core::mem::replace(&mut self.value, value),
            faulty: self.fault.is_some(),
        }
    }

    fn leave(&mut self, outside: Outside, place: impl FnOnce(DecodeError) -> DecodeError) {
        self.value = outside.value;
        if !outside.faulty {
            self.fault = self.fault.take().map(place);
        }
    }

    pub(super) fn list<T>(&mut self, decode: fn(&mut Self) -> T) -> Vec<T> {
        let xml = self.beside.xml;
        let items = self.read(|value| match value {
            Json::Array(items) => Ok(items),
            Json::Null => Ok(Vec::new()),
            Json::String(text) if xml && text.is_empty() => Ok(Vec::new()),
            item if xml => Ok(vec![item]),
            other => Err(DecodeError::unexpected("a list", &other)),
        });
        let items = items.unwrap_or_default();
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let outside = self.enter_value(Some(item));
            list.push(decode(self));
            self.leave(outside, |fault| fault.within_item(index));
        }
        list
    }

    pub(super) fn map<T>(&mut self, decode: fn(&mut Self) -> T) -> BTreeMap<String, T> {
        let xml = self.beside.xml;
        let members = self.read(|value| match value {
            Json::Object(members) => Ok(members),
            Json::String(text) if xml && text.is_empty() => Ok(serde_json::Map::new()),
            Json::Null => Ok(serde_json::Map::new()),
            other => Err(DecodeError::unexpected("an object", &other)),
        });
        let mut map = BTreeMap::new();
        for (key, member) in members.unwrap_or_default() {
            let outside = self.enter_value(Some(member));
            let value = decode(self);
            self.leave(outside, |fault| fault.within(&key));
            map.insert(key, value);
        }
        map
    }
}

fn lossy(text: &[u8]) -> Json {
    Json::String(String::from_utf8_lossy(text).into_owned())
}
