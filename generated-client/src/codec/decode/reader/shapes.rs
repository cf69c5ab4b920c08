//! Reading by the look of a value: tuples, unions, members that may be `null`.

use super::{Decode, DecodeAs, Kind, NOWHERE, Reader, Step, kind_at};
use crate::codec::json::View;
use crate::codec::types::{Patch, UnknownJson};

impl Reader<'_> {
    /// The kind of the value; `None` where it is `null` or missing.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        kind_at(self.text, self.at)
    }

    /// The member that says which alternative of a tagged union an object is; empty where there is none.
    #[must_use]
    pub fn tag(&mut self, name: &'static str) -> String {
        let tag = self.look_up(name).and_then(|at| self.text.get(at..));
        let tag = tag.and_then(|text| View::of(text).scalar());
        tag.unwrap_or_default().into_owned()
    }

    /// Reads the value itself: an alternative of a union.
    pub fn value<T: Decode>(&mut self) -> T {
        T::decode(self)
    }

    /// Reads the value itself, which comes in a format.
    #[doc(hidden)]
    pub fn value_as<F: DecodeAs<T>, T>(&mut self) -> T {
        F::decode_as(self)
    }

    /// Reads an element of a tuple. Elements behind the last one that is read are ignored.
    pub fn element<T: Decode>(&mut self, index: usize) -> T {
        let frame = self.enter_element(index);
        let value = T::decode(self);
        self.leave(frame, Step::Item(index));
        value
    }

    /// Reads an element that comes in a format, as [`element`](Self::element) does.
    #[doc(hidden)]
    pub fn element_as<F: DecodeAs<T>, T>(&mut self, index: usize) -> T {
        let frame = self.enter_element(index);
        let value = F::decode_as(self);
        self.leave(frame, Step::Item(index));
        value
    }

    fn patch<T>(&mut self, empty_text_is_absent: bool, decode: fn(&mut Self) -> T) -> Patch<T> {
        if self.at == NOWHERE {
            return Patch::Absent;
        }
        if self.is_absent(empty_text_is_absent) {
            return Patch::Null;
        }
        let value = decode(self);
        if self.was_none() {
            Patch::Null
        } else {
            Patch::Value(value)
        }
    }
}

impl<T: Decode> Decode for Patch<T> {
    fn decode(reader: &mut Reader<'_>) -> Self {
        reader.patch(T::EMPTY_TEXT_IS_ABSENT, T::decode)
    }
}

impl<F: DecodeAs<T>, T> DecodeAs<Patch<T>> for Patch<F> {
    fn decode_as(reader: &mut Reader<'_>) -> Patch<T> {
        reader.patch(F::EMPTY_TEXT_IS_ABSENT, F::decode_as)
    }
}

impl Decode for UnknownJson {
    fn decode(reader: &mut Reader<'_>) -> Self {
        if reader.at != NOWHERE && reader.kind().is_none() {
            reader.refuse("a value");
        }
        reader.json().map(Self::new).unwrap_or_default()
    }
}
