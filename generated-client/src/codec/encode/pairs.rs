//! `name=value` joined by `&`, as queries and forms are written.

use crate::codec::percent::push_encoded;

/// Room for what most queries and forms hold, in bytes, so that they need not grow pair by pair.
const FIRST: usize = 256;

/// Appends a pair, encoded as the rest of the target is: a space is `%20`, which forms and queries both read.
pub(crate) fn push(pairs: &mut String, name: &str, value: &str) {
    let length = name.len() + value.len() + 2;
    if pairs.is_empty() {
        pairs.reserve(length.max(FIRST));
    } else {
        pairs.reserve(length);
        pairs.push('&');
    }
    push_encoded(pairs, name);
    pairs.push('=');
    push_encoded(pairs, value);
}

/// A list, which may be absent.
pub trait Items<T> {
    /// The items, none where the list is absent.
    fn items(&self) -> &[T];
}

impl<T> Items<T> for Vec<T> {
    fn items(&self) -> &[T] {
        self
    }
}

impl<T> Items<T> for Option<Vec<T>> {
    fn items(&self) -> &[T] {
        self.as_deref().unwrap_or_default()
    }
}
