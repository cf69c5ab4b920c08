//! What is kept of the pages that were read: how far they came, and by what a circle is noticed.

use std::collections::HashSet;

use super::fingerprint;

/// Pages without items that may come one after the other.
const MOST_EMPTY: u32 = 1_000;

/// Pages of a list of which no total says that it is longer.
const MOST_PAGES: u64 = 10_000;

/// The pages that were read.
#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) so_far: SoFar,
    seen_pages: HashSet<u64>,
    /// Tokens and markers that were sent.
    sent: HashSet<u64>,
}

/// How far a list is read: what a continuation keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SoFar {
    pub(super) pages: u64,
    /// Items so far, with those that were left out at the start; `None` before the first page.
    pub(super) counted: Option<i64>,
    /// Whether the number of items that were left out at the start is no guess.
    pub(super) exact: bool,
    /// Said by the first page that said one.
    pub(super) first_total: Option<i64>,
    /// A total was below the items that had come.
    pub(super) total_refuted: bool,
    /// A number of pages was below that of the page.
    pub(super) total_pages_refuted: bool,
    /// Items of the largest page.
    pub(super) largest: i64,
    /// Pages without items since the last one with some.
    pub(super) empty: u32,
    /// The fingerprint of the last page that had items.
    pub(super) last_page: Option<u64>,
}

/// How a page comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeated {
    /// It is the one before, and a part of what a page holds.
    Remainder,
    /// It is the one before.
    Last,
    /// It is one that came earlier.
    Earlier,
}

impl History {
    /// What is known behind a continuation.
    pub(super) fn behind(so_far: SoFar) -> Self {
        Self {
            so_far,
            seen_pages: so_far.last_page.into_iter().collect(),
            sent: HashSet::new(),
        }
    }

    pub(super) fn is_new(&self) -> bool {
        self.so_far.pages == 0
    }

    /// Keeps a token or a marker that was sent.
    pub(super) fn sent(&mut self, text: &str) {
        self.sent.insert(fingerprint::of_text(text));
    }

    pub(super) fn was_sent(&self, text: &str) -> bool {
        self.sent.contains(&fingerprint::of_text(text))
    }

    pub(super) fn total(&mut self, total: i64) {
        self.so_far.first_total.get_or_insert(total);
    }

    /// Keeps a page, and says whether it came before.
    pub(super) fn page(&mut self, items: i64, body: &[u8], is_last: bool) -> Option<Repeated> {
        let is_only = self.is_new() && is_last;
        let so_far = &mut self.so_far;
        so_far.pages = so_far.pages.saturating_add(1);
        if items == 0 {
            so_far.empty = so_far.empty.saturating_add(1);
            return None;
        }
        so_far.empty = 0;
        let largest = so_far.largest;
        so_far.largest = largest.max(items);
        // There is nothing to compare it with.
        if is_only {
            return None;
        }
        let page = fingerprint::of_body(body);
        let before = so_far.last_page.replace(page);
        if self.seen_pages.insert(page) {
            None
        } else if before != Some(page) {
            Some(Repeated::Earlier)
        } else if items < largest {
            Some(Repeated::Remainder)
        } else {
            Some(Repeated::Last)
        }
    }

    /// Why no further page is asked for, though there may be one.
    pub(super) fn excess(&self) -> Option<&'static str> {
        let so_far = &self.so_far;
        let counted = so_far.counted.unwrap_or_default();
        let is_longer = so_far.first_total.is_some_and(|total| counted < total);
        if so_far.empty >= MOST_EMPTY {
            Some(
                "the service gave 1,000 pages without items one after the other; narrow the request, or read on from the last page",
            )
        } else if so_far.pages >= MOST_PAGES && !is_longer {
            Some(
                "the list has no end: 10,000 pages came, and nothing says that it is so long; ask for larger pages, or read on from the last one",
            )
        } else {
            None
        }
    }
}
