//! Addresses begin with few origins (scheme, host and port), again and again: each is parsed once for all calls that go there.

use std::sync::{PoisonError, RwLock};

/// A client that calls more origins than this parses the rest every time.
const MOST: usize = 64;

/// Origins as addresses spell them, each with what a transport makes of it.
#[derive(Debug)]
pub(super) struct Origins<T>(RwLock<Vec<(String, T)>>);

impl<T> Default for Origins<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T> Origins<T> {
    /// Makes something of a target and the known origin before it. A target starts with a slash.
    pub(super) fn find<'a, R>(
        &self,
        address: &'a str,
        make: impl FnOnce(&T, &'a str) -> R,
    ) -> Option<R> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (target, parsed) = known.iter().find_map(|(origin, parsed)| {
            let target = address.strip_prefix(origin.as_str())?;
            target.starts_with('/').then_some((target, parsed))
        })?;
        Some(make(parsed, target))
    }

    pub(super) fn remember(&self, origin: &str, parsed: impl FnOnce() -> T) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let is_known = known.iter().any(|(known, _)| known == origin);
        if !is_known && known.len() < MOST {
            known.push((origin.to_owned(), parsed()));
        }
    }
}

/// The origin, and what comes after it.
pub(super) fn split(address: &str) -> (&str, &str) {
    let host = address.find("://").map_or(0, |scheme| scheme + 3);
    let end = address
        .get(host..)
        .and_then(|rest| rest.find(['/', '?', '#']))
        .map_or(address.len(), |length| host + length);
    address.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_ends_where_the_target_begins() {
        for (address, expected) in [
            ("https://a.b:1/c?d=/e", ("https://a.b:1", "/c?d=/e")),
            ("https://a.b?c", ("https://a.b", "?c")),
            ("https://a.b#c", ("https://a.b", "#c")),
            ("https://a.b", ("https://a.b", "")),
            ("a/b", ("a", "/b")),
        ] {
            assert_eq!(split(address), expected);
        }
    }

    #[test]
    fn another_origin_that_begins_alike_is_not_taken_for_it() {
        let origins = Origins::default();
        origins.remember("https://a.b", || 1);
        origins.remember("https://a.b", || 2);
        let find = |address| origins.find(address, |number, target| (*number, target.to_owned()));
        assert_eq!(find("https://a.b/c"), Some((1, "/c".to_owned())));
        assert_eq!(find("https://a.b.c/d"), None);
        assert_eq!(find("https://a.b:1/d"), None);
        assert_eq!(find("https://a.b"), None);
    }

    #[test]
    fn origins_beyond_a_number_are_not_kept() {
        let origins = Origins::default();
        for number in 0..=MOST {
            origins.remember(&format!("https://host{number}"), || number);
        }
        assert!(origins.find("https://host63/", |_, _| ()).is_some());
        assert!(origins.find("https://host64/", |_, _| ()).is_none());
    }
}
