//! Values that pages go by: numbers and tokens, however a service types them.

use std::borrow::Cow;

/// A number or a token, in a request or in a response.
pub trait PageValue {
    /// The value as text; `None` where it is absent or empty.
    fn page_text(&self) -> Option<Cow<'_, str>>;

    /// The value as a number, where it is one.
    fn page_number(&self) -> Option<i64> {
        self.page_text()?.trim().parse().ok()
    }
}

/// A field of a request that is written anew for every page.
pub trait PageField: PageValue + Sized {
    /// The value that is written so; `None` where the type cannot hold it.
    fn from_page_text(text: &str) -> Option<Self>;

    /// The value that is absent, where the type has one.
    fn without_page_text() -> Option<Self> {
        None
    }
}

impl PageValue for str {
    fn page_text(&self) -> Option<Cow<'_, str>> {
        (!self.is_empty()).then_some(Cow::Borrowed(self))
    }
}

impl PageValue for String {
    fn page_text(&self) -> Option<Cow<'_, str>> {
        self.as_str().page_text()
    }
}

impl PageField for String {
    fn from_page_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn without_page_text() -> Option<Self> {
        Some(Self::new())
    }
}

impl PageValue for i64 {
    fn page_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

impl PageField for i64 {
    fn from_page_text(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }
}

impl PageValue for i32 {
    fn page_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

impl PageField for i32 {
    fn from_page_text(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }
}

impl<T: PageValue + ?Sized> PageValue for &T {
    fn page_text(&self) -> Option<Cow<'_, str>> {
        (**self).page_text()
    }
}

impl<T: PageValue> PageValue for Option<T> {
    fn page_text(&self) -> Option<Cow<'_, str>> {
        self.as_ref()?.page_text()
    }
}

impl<T: PageField> PageField for Option<T> {
    fn from_page_text(text: &str) -> Option<Self> {
        T::from_page_text(text).map(Some)
    }

    fn without_page_text() -> Option<Self> {
        Some(None)
    }
}
