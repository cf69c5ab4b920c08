//! The body: JSON, written member by member.

mod text;

use core::fmt;
use std::collections::BTreeMap;

use crate::codec::types::{Json, Patch, UnknownJson};

/// Writes JSON text.
#[derive(Default)]
pub struct JsonWriter {
    buffer: Vec<u8>,
    member: &'static str,
    /// Name and value of the member that the next object begins with.
    tag: Option<(&'static str, &'static str)>,
    fault: Option<Fault>,
    /// Formats that leave something out write it after all.
    exact: bool,
}

/// A member that cannot be sent, and why, with what to do.
pub(crate) type Fault = (&'static str, &'static str);

impl fmt::Debug for JsonWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What was written may hold values that must not be printed.
        f.debug_struct("JsonWriter")
            .field("written", &self.buffer.len())
            .finish_non_exhaustive()
    }
}

impl JsonWriter {
    pub(crate) fn new() -> Self {
        Self {
            buffer: Vec::with_capacity(128),
            member: "",
            tag: None,
            fault: None,
            exact: false,
        }
    }

    /// A writer of data, from which the same value is read again.
    #[cfg(feature = "data")]
    pub(crate) fn exact() -> Self {
        Self {
            exact: true,
            ..Self::new()
        }
    }

    /// Whether the same value has to be read again from what a format writes.
    pub(crate) const fn is_exact(&self) -> bool {
        self.exact
    }

    pub(crate) fn fault(&self) -> Option<Fault> {
        self.fault
    }

    /// Says that the member cannot be sent, and what to do. The request is not sent.
    pub fn refuse(&mut self, problem: &'static str) {
        self.fault.get_or_insert((self.member, problem));
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.buffer
    }

    /// Starts an object.
    pub fn object(&mut self) -> ObjectWriter<'_> {
        self.buffer.push(b'{');
        let mut object = ObjectWriter {
            writer: self,
            first: true,
        };
        if let Some((name, value)) = object.writer.tag.take() {
            object.key(name).text(value);
        }
        object
    }

    /// Starts a list.
    pub fn list(&mut self) -> ListWriter<'_> {
        self.buffer.push(b'[');
        ListWriter {
            writer: self,
            first: true,
        }
    }

    /// Writes text.
    pub fn text(&mut self, value: &str) {
        if text::is_plain(value.as_bytes()) {
            self.buffer.reserve(value.len() + 2);
            self.buffer.push(b'"');
            self.buffer.extend_from_slice(value.as_bytes());
            self.buffer.push(b'"');
        } else {
            let written = serde_json::to_writer(&mut self.buffer, value);
            self.keep(written);
        }
    }

    /// Writes an integer.
    pub fn integer(&mut self, value: i64) {
        let written = serde_json::to_writer(&mut self.buffer, &value);
        self.keep(written);
    }

    /// Writes a number. One that is not finite is kept as a fault, and the request is not sent.
    pub fn number(&mut self, value: f64) {
        if value.is_finite() {
            let written = serde_json::to_writer(&mut self.buffer, &value);
            self.keep(written);
        } else {
            self.refuse("is not a finite number, which JSON cannot hold; give it another value");
        }
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.buffer
            .extend_from_slice(if value { b"true" } else { b"false" });
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.buffer.extend_from_slice(b"null");
    }

    /// Writes any JSON.
    pub fn json(&mut self, value: &Json) {
        self.buffer.extend_from_slice(value.text().as_bytes());
    }

    fn keep(&mut self, written: serde_json::Result<()>) {
        if written.is_err() {
            self.refuse("cannot be written as JSON; give it another value");
        }
    }

    /// Writes a value: an alternative of a union.
    pub fn value<T: Encode + ?Sized>(&mut self, value: &T) {
        value.encode(self);
    }

    /// Writes a value in a format.
    #[doc(hidden)]
    pub fn value_as<F: EncodeAs<T>, T: ?Sized>(&mut self, value: &T) {
        F::encode_as(value, self);
    }

    /// Writes an object with a member more, before all others: an alternative of a tagged union.
    #[doc(hidden)]
    pub fn tagged<T: Encode + ?Sized>(
        &mut self,
        name: &'static str,
        tag: &'static str,
        object: &T,
    ) {
        self.tag = Some((name, tag));
        object.encode(self);
        if self.tag.take().is_some() {
            self.refuse("is tagged and not an object; correct its `Encode`");
        }
    }

    /// Writes an object of two members, a tag and what it tags: an alternative of a tagged union.
    #[doc(hidden)]
    pub fn tagged_content<T: Encode + ?Sized>(
        &mut self,
        name: &'static str,
        tag: &'static str,
        content: &'static str,
        value: &T,
    ) {
        let mut object = self.object();
        object.field(name, tag);
        object.field(content, value);
        object.end();
    }

    /// The same with a value in a format.
    #[doc(hidden)]
    pub fn tagged_content_as<F: EncodeAs<T>, T: ?Sized>(
        &mut self,
        name: &'static str,
        tag: &'static str,
        content: &'static str,
        value: &T,
    ) {
        let mut object = self.object();
        object.field(name, tag);
        object.field_as::<F, T>(content, value);
        object.end();
    }

    fn separate(&mut self, first: &mut bool) {
        if !core::mem::take(first) {
            self.buffer.push(b',');
        }
    }
}

/// Writes the members of an object.
#[derive(Debug)]
pub struct ObjectWriter<'a> {
    writer: &'a mut JsonWriter,
    first: bool,
}

impl ObjectWriter<'_> {
    /// Writes a member; one that is absent is left out.
    #[inline]
    pub fn field<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        if !value.is_absent() {
            value.encode(self.member(name));
        }
    }

    /// Writes a member in a format; one that is absent is left out.
    #[doc(hidden)]
    #[inline]
    pub fn field_as<F: EncodeAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        if !F::is_absent_as(value) {
            F::encode_as(value, self.member(name));
        }
    }

    /// Writes a member; one without a value is `null`.
    #[inline]
    pub fn nullable<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        value.encode(self.member(name));
    }

    /// Writes a member in a format; one without a value is `null`.
    #[doc(hidden)]
    #[inline]
    pub fn nullable_as<F: EncodeAs<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) {
        F::encode_as(value, self.member(name));
    }

    /// Ends the object.
    pub fn end(self) {
        self.writer.buffer.push(b'}');
    }

    fn member(&mut self, name: &'static str) -> &mut JsonWriter {
        self.writer.member = name;
        self.key(name)
    }

    fn key(&mut self, name: &str) -> &mut JsonWriter {
        // One step for all of it, and for the quotes of a text.
        self.writer.buffer.reserve(name.len() + 6);
        self.writer.separate(&mut self.first);
        self.writer.text(name);
        self.writer.buffer.push(b':');
        self.writer
    }
}

/// Writes the items of a list.
#[derive(Debug)]
pub struct ListWriter<'a> {
    writer: &'a mut JsonWriter,
    first: bool,
}

impl ListWriter<'_> {
    /// The writer for the next item.
    pub fn item(&mut self) -> &mut JsonWriter {
        self.writer.separate(&mut self.first);
        self.writer
    }

    /// Writes an element of a tuple; one without a value is `null`.
    #[inline]
    pub fn element<T: Encode + ?Sized>(&mut self, value: &T) {
        value.encode(self.item());
    }

    /// Writes an element of a tuple in a format; one without a value is `null`.
    #[doc(hidden)]
    #[inline]
    pub fn element_as<F: EncodeAs<T>, T: ?Sized>(&mut self, value: &T) {
        F::encode_as(value, self.item());
    }

    /// Ends the list.
    pub fn end(self) {
        self.writer.buffer.push(b']');
    }
}

/// A value that can be sent in a body.
pub trait Encode {
    /// Writes the value.
    fn encode(&self, writer: &mut JsonWriter);

    /// Whether a member that holds the value is left out.
    #[inline]
    fn is_absent(&self) -> bool {
        false
    }
}

/// A format in which a `T` can be sent in a body.
pub trait EncodeAs<T: ?Sized> {
    /// Writes the value.
    fn encode_as(value: &T, writer: &mut JsonWriter);

    /// Whether a member that holds the value is left out.
    #[inline]
    fn is_absent_as(value: &T) -> bool {
        let _ = value;
        false
    }
}

macro_rules! encode {
    ($($type:ty: $method:ident($value:ident) $argument:expr;)*) => {$(
        impl Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut JsonWriter) {
                let $value = self;
                writer.$method($argument);
            }
        }
    )*};
}

encode! {
    str: text(value) value;
    String: text(value) value;
    bool: boolean(value) *value;
    i32: integer(value) i64::from(*value);
    i64: integer(value) *value;
    f64: number(value) *value;
    Json: json(value) value;
}

impl<T: Encode + ?Sized> Encode for &T {
    #[inline]
    fn encode(&self, writer: &mut JsonWriter) {
        (**self).encode(writer);
    }

    #[inline]
    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    #[inline]
    fn encode(&self, writer: &mut JsonWriter) {
        (**self).encode(writer);
    }

    #[inline]
    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode> Encode for Option<T> {
    #[inline]
    fn encode(&self, writer: &mut JsonWriter) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.null(),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut JsonWriter) {
        let mut list = writer.list();
        for item in self {
            item.encode(list.item());
        }
        list.end();
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, writer: &mut JsonWriter) {
        let mut object = writer.object();
        for (key, value) in self {
            value.encode(object.key(key));
        }
        object.end();
    }
}

impl<F: EncodeAs<T>, T> EncodeAs<Option<T>> for Option<F> {
    #[inline]
    fn encode_as(value: &Option<T>, writer: &mut JsonWriter) {
        match value {
            Some(value) => F::encode_as(value, writer),
            None => writer.null(),
        }
    }

    #[inline]
    fn is_absent_as(value: &Option<T>) -> bool {
        value.is_none()
    }
}

impl<F: EncodeAs<T>, T> EncodeAs<Vec<T>> for Vec<F> {
    fn encode_as(value: &Vec<T>, writer: &mut JsonWriter) {
        let mut list = writer.list();
        for item in value {
            F::encode_as(item, list.item());
        }
        list.end();
    }
}

impl<F: EncodeAs<T>, T> EncodeAs<BTreeMap<String, T>> for BTreeMap<String, F> {
    fn encode_as(value: &BTreeMap<String, T>, writer: &mut JsonWriter) {
        let mut object = writer.object();
        for (key, value) in value {
            F::encode_as(value, object.key(key));
        }
        object.end();
    }
}

impl<T: Encode> Encode for Patch<T> {
    #[inline]
    fn encode(&self, writer: &mut JsonWriter) {
        match self {
            Self::Value(value) => value.encode(writer),
            Self::Absent | Self::Null => writer.null(),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_absent()
    }
}

impl<F: EncodeAs<T>, T> EncodeAs<Patch<T>> for Patch<F> {
    #[inline]
    fn encode_as(value: &Patch<T>, writer: &mut JsonWriter) {
        match value {
            Patch::Value(value) => F::encode_as(value, writer),
            Patch::Absent | Patch::Null => writer.null(),
        }
    }

    #[inline]
    fn is_absent_as(value: &Patch<T>) -> bool {
        value.is_absent()
    }
}

impl Encode for UnknownJson {
    fn encode(&self, writer: &mut JsonWriter) {
        writer.json(self.as_json());
    }
}
