//! Reading by the look of a value: tuples, unions, members that may be `null`.

use super::{Decode, DecodeAs, DecodeError, Outside, Reader};
use crate::types::{Json, Patch, UnknownJson};

/// A kind of JSON: what tells the alternatives of an untagged union apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    List,
    /// An object.
    Object,
}

impl Reader {
    /// The kind of the value; `None` where it is `null` or missing.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        match &self.value {
            None | Some(Json::Null) => None,
            Some(Json::String(_)) => Some(Kind::Text),
            Some(Json::Number(_)) => Some(Kind::Number),
            Some(Json::Bool(_)) => Some(Kind::Boolean),
            Some(Json::Array(_)) => Some(Kind::List),
            Some(Json::Object(_)) => Some(Kind::Object),
        }
    }

    /// The member that says which alternative of a tagged union an object is; empty where there is none.
    #[must_use]
    pub fn tag(&self, name: &'static str) -> String {
        match self.value.as_ref().and_then(|value| value.get(name)) {
            Some(Json::String(tag)) => tag.clone(),
            Some(Json::Number(tag)) => tag.to_string(),
            Some(Json::Bool(tag)) => tag.to_string(),
            Some(Json::Null | Json::Array(_) | Json::Object(_)) | None => String::new(),
        }
    }

    /// Reads the value itself: an alternative of a union.
    pub fn value<T: Decode>(&mut self) -> T {
        T::decode(self)
    }

    /// Reads the value itself, which comes in a format.
    pub fn value_as<F: DecodeAs<T>, T>(&mut self) -> T {
        F::decode_as(self)
    }

    /// Reads an element of a tuple, once. Elements behind the last one that is read are ignored.
    pub fn element<T: Decode>(&mut self, index: usize) -> T {
        let outside = self.enter_element(index);
        let value = T::decode(self);
        self.leave(outside, |fault| fault.within_item(index));
        value
    }

    /// Reads an element that comes in a format, as [`element`](Self::element) does.
    pub fn element_as<F: DecodeAs<T>, T>(&mut self, index: usize) -> T {
        let outside = self.enter_element(index);
        let value = F::decode_as(self);
        self.leave(outside, |fault| fault.within_item(index));
        value
    }

    fn enter_element(&mut self, index: usize) -> Outside {
        let element = match &mut self.value {
            Some(Json::Array(elements)) => elements.get_mut(index).map(Json::take),
            Some(other) => {
                self.fault
                    .get_or_insert_with(|| DecodeError::unexpected("a list", other));
                None
            }
            None => {
                self.fault.get_or_insert_with(DecodeError::missing);
                None
            }
        };
        self.enter_value(element)
    }

    fn patch<T>(&mut self, empty_text_is_absent: bool, decode: fn(&mut Self) -> T) -> Patch<T> {
        if self.value.is_none() {
            Patch::Absent
        } else if self.is_absent(empty_text_is_absent) {
            Patch::Null
        } else {
            Patch::Value(decode(self))
        }
    }
}

impl<T: Decode> Decode for Patch<T> {
    fn decode(reader: &mut Reader) -> Self {
        reader.patch(T::EMPTY_TEXT_IS_ABSENT, T::decode)
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<Patch<T>> for Patch<F> {
    fn decode_as(reader: &mut Reader) -> Patch<T> {
        reader.patch(F::EMPTY_TEXT_IS_ABSENT, F::decode_as)
    }
}

impl Decode for UnknownJson {
    fn decode(reader: &mut Reader) -> Self {
        reader
            .read(|value| match value {
                Json::Null => Err(DecodeError::unexpected("a value", &value)),
                value => Ok(Self::new(value)),
            })
            .unwrap_or_default()
    }
}
