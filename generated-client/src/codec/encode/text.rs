//! Parameters of path, query and header: text.

use std::borrow::Cow;

/// A value that can be sent in a path, a query or a header.
pub trait EncodeText {
    /// The value as text, `None` where it is absent.
    fn encode_text(&self) -> Option<Cow<'_, str>>;
}

/// A format in which a `T` can be sent in a path, a query or a header.
pub trait EncodeTextAs<T: ?Sized> {
    /// The value as text, `None` where it is absent.
    fn encode_text_as(value: &T) -> Option<Cow<'_, str>>;

    /// Why the value cannot be sent in this format, with what to do; `None` where it can.
    fn fault_as(value: &T) -> Option<&'static str> {
        let _ = value;
        None
    }
}

impl EncodeText for str {
    #[inline]
    fn encode_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl EncodeText for String {
    #[inline]
    fn encode_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl EncodeText for bool {
    #[inline]
    fn encode_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(if *self { "true" } else { "false" }))
    }
}

macro_rules! encode_number {
    ($($type:ty)*) => {$(
        impl EncodeText for $type {
            #[inline]
            fn encode_text(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
    )*};
}

encode_number!(i32 i64 f64);

impl<T: EncodeText + ?Sized> EncodeText for &T {
    #[inline]
    fn encode_text(&self) -> Option<Cow<'_, str>> {
        (**self).encode_text()
    }
}

impl<T: EncodeText> EncodeText for Option<T> {
    #[inline]
    fn encode_text(&self) -> Option<Cow<'_, str>> {
        self.as_ref().and_then(T::encode_text)
    }
}

impl<F: EncodeTextAs<T>, T> EncodeTextAs<Option<T>> for Option<F> {
    #[inline]
    fn encode_text_as(value: &Option<T>) -> Option<Cow<'_, str>> {
        value.as_ref().and_then(F::encode_text_as)
    }

    fn fault_as(value: &Option<T>) -> Option<&'static str> {
        value.as_ref().and_then(F::fault_as)
    }
}
