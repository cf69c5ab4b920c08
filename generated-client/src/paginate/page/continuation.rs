//! Whether there is another page, by all that a page says.

use super::Page;
use super::next::Next;

/// Whether there is another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Continuation {
    Another,
    End,
    /// Nothing that can be believed says so: the next page tells.
    Unknown,
    Contradiction(&'static str),
}

impl Page {
    pub(super) fn count(&mut self, before: i64) {
        self.counted = before.saturating_add(self.received);
    }

    /// What the number of all items says, if it can be believed: whether there is another page.
    pub(super) fn by_total(&mut self) -> Option<bool> {
        let total = self.total?;
        self.history.so_far.total_refuted |= total < self.counted && self.received > 0;
        if self.history.so_far.total_refuted || total < self.counted {
            return None;
        }
        self.history.total(total);
        Some(self.counted < total)
    }

    fn continuation(&mut self) -> Continuation {
        let by_total = self.by_total();
        let is_longer = by_total == Some(true);
        if self.received == 0 {
            return if self.goes_on {
                Continuation::Another
            } else if self.missing && is_longer && self.history.so_far.exact {
                Continuation::Contradiction(
                    "the response says how many items the list has, and the list itself is missing; correct where the specification has it, or ask again",
                )
            } else {
                self.short = is_longer && self.history.so_far.exact;
                Continuation::End
            };
        }
        let ends = self.ends || self.pages_go_on == Some(false);
        // Where the items before the first page are a guess, so is that some are left.
        let is_longer = is_longer && (self.history.so_far.exact || !ends);
        if self.goes_on || self.pages_go_on == Some(true) || is_longer {
            Continuation::Another
        } else if ends || by_total == Some(false) {
            Continuation::End
        } else {
            Continuation::Unknown
        }
    }

    /// Whether another page is to be asked for.
    pub(super) fn asks_for_another(&mut self) -> bool {
        match self.continuation() {
            Continuation::Another => {
                self.said = true;
                true
            }
            Continuation::Unknown => true,
            Continuation::End => {
                self.next = Next::End;
                false
            }
            Continuation::Contradiction(problem) => {
                self.next = Next::Stuck(problem);
                false
            }
        }
    }
}
