//! Lists and maps.

use std::collections::BTreeMap;

use super::{Frame, NOWHERE, Reader, Step};
use crate::codec::json::{behind_text, blank, unescaped};

/// As many items tell how many are to come.
const FEW: usize = 16;

/// Where a walk through a list or a map is.
struct Walk {
    /// The next item or name; [`NOWHERE`] at the end.
    next: usize,
    begin: usize,
    index: usize,
    /// The value itself is the only item.
    is_lone: bool,
}

impl Walk {
    const DONE: Self = Self::from(NOWHERE);

    const fn from(begin: usize) -> Self {
        Self {
            next: begin,
            begin,
            index: 0,
            is_lone: false,
        }
    }
}

impl<'a> Reader<'a> {
    pub(in crate::codec::decode) fn list<T>(&mut self, decode: fn(&mut Self) -> T) -> Vec<T> {
        let mut list = Vec::new();
        let mut walk = self.begin_list();
        while walk.next != NOWHERE {
            if list.len() == list.capacity() {
                list.reserve_exact(self.room(&walk, size_of::<T>()));
            }
            let frame = self.go(walk.next, !walk.is_lone);
            // It stands no deeper than the value.
            self.depth -= usize::from(walk.is_lone);
            list.push(decode(self));
            self.leave_item(frame, &mut walk);
        }
        // What was expected too many.
        if list.capacity() > 2 * FEW && list.capacity() - list.len() > list.len() / 4 {
            list.shrink_to_fit();
        }
        list
    }

    pub(in crate::codec::decode) fn map<T>(
        &mut self,
        decode: fn(&mut Self) -> T,
    ) -> BTreeMap<String, T> {
        let mut map = BTreeMap::new();
        let mut walk = self.begin_map();
        while let Some((outside, key)) = self.enter_entry(&walk) {
            map.insert(key, decode(self));
            self.leave_entry(outside, &mut walk);
        }
        map
    }

    fn begin_list(&mut self) -> Walk {
        let xml = self.parts.xml;
        match self.text.get(self.at) {
            Some(b'[') => {
                self.lists += 1;
                let begin = blank(self.text, self.at + 1);
                if self.text.get(begin) == Some(&b']') {
                    return self.end_list(begin + 1);
                }
                return Walk::from(begin);
            }
            Some(b'n') => {}
            Some(b'{') if self.is_empty(b'}') => {}
            Some(b'"') if xml && self.is_empty(b'"') => {}
            Some(_) if xml => {
                return Walk {
                    is_lone: true,
                    ..Walk::from(self.at)
                };
            }
            _ => self.refuse("a list"),
        }
        Walk::DONE
    }

    fn end_list(&mut self, behind: usize) -> Walk {
        self.lists -= 1;
        self.behind = behind;
        Walk::DONE
    }

    fn leave_item(&mut self, frame: Frame, walk: &mut Walk) {
        self.depth += usize::from(walk.is_lone);
        let behind = self.come_back(frame, Step::Item(walk.index));
        walk.index += 1;
        if walk.is_lone {
            *walk = Walk::DONE;
            return;
        }
        let at = blank(self.text, behind);
        match self.text.get(at) {
            _ if self.broken => *walk = Walk::DONE,
            Some(b',') => walk.next = blank(self.text, at + 1),
            Some(b']') => *walk = self.end_list(at + 1),
            _ => {
                self.give_up();
                *walk = Walk::DONE;
            }
        }
    }

    /// For how many items a list that is full makes room. The items of the outermost one take what is left of the text,
    /// about as the ones before do.
    fn room(&self, walk: &Walk, size: usize) -> usize {
        /// Bytes of items for one of text: as many as numbers of one digit take.
        const MOST: usize = 4;
        let grown = walk.index.max(4);
        if self.lists != 1 || walk.index < FEW {
            return grown;
        }
        let left = self.text.len().saturating_sub(walk.next);
        let taken = (walk.next - walk.begin).max(1);
        let expected = left.saturating_mul(walk.index) / taken + 1;
        let most = (left * MOST / size.max(1)).max(grown);
        expected.max(walk.index / 16).min(most)
    }

    fn begin_map(&mut self) -> Walk {
        match self.text.get(self.at) {
            Some(b'{') => return Walk::from(blank(self.text, self.at + 1)),
            Some(b'n') => {}
            Some(b'[') if self.is_empty(b']') => {}
            Some(b'"') if self.parts.xml && self.is_empty(b'"') => {}
            _ => self.refuse("an object"),
        }
        Walk::DONE
    }

    /// Goes to the next entry of a map, with its key.
    fn enter_entry(&mut self, walk: &Walk) -> Option<(Frame, String)> {
        let (text, begin) = (self.text, walk.next);
        if begin == NOWHERE || self.broken {
            return None;
        }
        match text.get(begin) {
            Some(b'"') => {}
            Some(b'}') if walk.index == 0 => return None,
            _ => {
                self.give_up();
                return None;
            }
        }
        let Ok((end, escaped)) = behind_text(text, begin + 1) else {
            self.give_up();
            return None;
        };
        let colon = blank(text, end + 1);
        if text.get(colon) != Some(&b':') {
            self.give_up();
            return None;
        }
        let key = unescaped(text.get(begin + 1..end)?, escaped).into_owned();
        Some((self.go(blank(text, colon + 1), true), key))
    }

    fn leave_entry(&mut self, frame: Frame, walk: &mut Walk) {
        let step = Step::Entry {
            index: walk.index,
            #[cfg(feature = "data")]
            quote: walk.next,
        };
        let behind = self.come_back(frame, step);
        walk.index += 1;
        let at = blank(self.text, behind);
        match self.text.get(at) {
            _ if self.broken => *walk = Walk::DONE,
            Some(b',') => walk.next = blank(self.text, at + 1),
            Some(b'}') => {
                self.behind = at + 1;
                *walk = Walk::DONE;
            }
            _ => {
                self.give_up();
                *walk = Walk::DONE;
            }
        }
    }
}
