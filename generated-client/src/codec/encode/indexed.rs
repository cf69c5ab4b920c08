//! Lists and structs as parameters of a query or a form: `name.1=a&name.2=b`, `rules.1.port=80`, `rules.1.hosts.2=c`.
//!
//! Numbers begin with 1. A list without items and a value that is absent are left out.

use core::fmt;
use std::borrow::Cow;

use super::pairs::{self, Items};
use super::text::{EncodeText, EncodeTextAs};

/// A value that goes into a query or a form as one or several indexed parameters.
pub trait EncodeIndexed {
    /// Writes the value under the name that `writer` is at.
    fn encode_indexed(&self, writer: &mut IndexedWriter<'_>);
}

/// Writes parameters whose names begin alike.
pub struct IndexedWriter<'a> {
    pairs: &'a mut String,
    /// `rules.1`
    name: String,
}

impl fmt::Debug for IndexedWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The values may be ones that must not be printed.
        f.debug_struct("IndexedWriter")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl<'a> IndexedWriter<'a> {
    pub(crate) fn new(pairs: &'a mut String, name: &str) -> Self {
        Self {
            pairs,
            name: name.to_owned(),
        }
    }

    /// Writes a member of a struct.
    pub fn member<T: EncodeIndexed + ?Sized>(&mut self, name: &str, value: &T) {
        self.within(name, |writer| value.encode_indexed(writer));
    }

    /// Writes a member of a struct in a format.
    pub fn member_as<F: EncodeTextAs<T>, T: ?Sized>(&mut self, name: &str, value: &T) {
        self.within(name, |writer| writer.text(F::encode_text_as(value)));
    }

    /// Writes a member that is a list, its items in a format.
    pub fn items_as<F: EncodeTextAs<T>, T>(&mut self, name: &str, list: &impl Items<T>) {
        self.within(name, |writer| writer.list_as::<F, T>(list.items()));
    }

    /// Writes a value under the name that the writer is at, if there is one.
    pub fn text(&mut self, value: Option<Cow<'_, str>>) {
        if let Some(value) = value {
            pairs::push(self.pairs, &self.name, &value);
        }
    }

    pub(crate) fn list_as<F: EncodeTextAs<T>, T>(&mut self, items: &[T]) {
        self.items(items, |writer, item| writer.text(F::encode_text_as(item)));
    }

    fn items<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        for (index, item) in items.iter().enumerate() {
            self.within(&(index + 1).to_string(), |writer| write(writer, item));
        }
    }

    fn within(&mut self, step: &str, write: impl FnOnce(&mut Self)) {
        let length = self.name.len();
        self.name.push('.');
        self.name.push_str(step);
        write(self);
        self.name.truncate(length);
    }
}

macro_rules! encode_scalars {
    ($($type:ty)*) => {$(
        impl EncodeIndexed for $type {
            fn encode_indexed(&self, writer: &mut IndexedWriter<'_>) {
                writer.text(self.encode_text());
            }
        }
    )*};
}

encode_scalars!(bool i32 i64 f64 str String);

impl<T: EncodeIndexed> EncodeIndexed for Option<T> {
    fn encode_indexed(&self, writer: &mut IndexedWriter<'_>) {
        if let Some(value) = self {
            value.encode_indexed(writer);
        }
    }
}

impl<T: EncodeIndexed> EncodeIndexed for Box<T> {
    fn encode_indexed(&self, writer: &mut IndexedWriter<'_>) {
        (**self).encode_indexed(writer);
    }
}

impl<T: EncodeIndexed> EncodeIndexed for Vec<T> {
    fn encode_indexed(&self, writer: &mut IndexedWriter<'_>) {
        writer.items(self, |writer, item| item.encode_indexed(writer));
    }
}
