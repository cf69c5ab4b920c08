//! Members of objects, found from where the last one was; elements of tuples.

#[cfg(feature = "data")]
use std::collections::BTreeSet;

use super::notes::Member;
#[cfg(feature = "data")]
use super::unread::{PathStep, key};
use super::{Frame, NOWHERE, Reader, Step};
use crate::codec::json::{behind_text, blank, is_name, unescaped};

/// What was walked of a value whose members or elements are read one by one.
#[derive(Clone, Copy, Default)]
pub(super) struct Inside {
    /// Where the next name or element begins, or where the closing bracket is; 0 where nothing was walked, and
    /// [`NOWHERE`] where there is nothing to walk.
    cursor: usize,
    /// Of an object: where its members begin among those of all that were walked. Of a tuple: the index of the next
    /// element.
    first: usize,
    /// Of an object: where its members begin among those of all that were read.
    first_read: usize,
    is_tuple: bool,
    /// The value is an empty list in place of an object; whether the object has to have members.
    pub(super) of_list: Option<bool>,
}

impl Inside {
    pub(super) const fn is_begun(&self) -> bool {
        self.cursor != 0
    }
}

/// The bit that says that a name is escaped.
const ESCAPED: u32 = 1 << 31;

/// The name of a member and its value.
struct Named<'a> {
    begin: usize,
    raw: &'a [u8],
    escaped: bool,
    value: usize,
}

impl Named<'_> {
    fn is(&self, name: &str) -> bool {
        if self.escaped {
            unescaped(self.raw, true) == name
        } else {
            self.raw == name.as_bytes()
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "no longer text is taken")]
    fn noted(&self) -> Member {
        Member {
            name: self.begin as u32 | if self.escaped { ESCAPED } else { 0 },
            value: self.value as u32,
        }
    }
}

impl<'a> Reader<'a> {
    /// Whether the value is an object, of which members can be read.
    pub(super) fn begin_object(&mut self) -> bool {
        let (first, first_read) = (self.walked.count(), self.read.count());
        let begun = |cursor| Inside {
            cursor,
            first,
            first_read,
            ..Inside::default()
        };
        let Some(open) = self.text.get(self.at) else {
            self.refuse("an object");
            return false;
        };
        match open {
            b'{' => {
                self.inside = begun(blank(self.text, self.at + 1));
                if self.thorough {
                    while self.walk_past().is_some() {}
                }
                true
            }
            b'[' if self.is_empty(b']') => {
                self.inside = begun(NOWHERE);
                self.inside.of_list = Some(false);
                true
            }
            b'"' if self.parts.xml && self.is_empty(b'"') => {
                self.inside = begun(NOWHERE);
                true
            }
            _ => {
                self.refuse("an object");
                false
            }
        }
    }

    /// Whether the value has nothing between its brackets or quotes.
    pub(super) fn is_empty(&self, close: u8) -> bool {
        self.text.get(blank(self.text, self.at + 1)) == Some(&close)
    }

    /// Goes to a member.
    pub(super) fn enter(&mut self, name: &'static str) -> Frame {
        if !self.inside.is_begun() && !self.begin_object() {
            return self.go(NOWHERE, false);
        }
        let (text, begin) = (self.text, self.inside.cursor.saturating_add(1));
        let is_next = text.get(self.inside.cursor) == Some(&b'"') && is_name(text, begin, name);
        if is_next {
            let colon = blank(text, begin + name.len() + 1);
            if text.get(colon) == Some(&b':') {
                let named = Named {
                    begin,
                    raw: name.as_bytes(),
                    escaped: false,
                    value: blank(text, colon + 1),
                };
                self.read.push(named.noted());
                return self.go(named.value, true);
            }
            self.give_up();
        }
        match self.find(name) {
            Some((value, is_next)) => self.go(value, is_next),
            None => self.go(NOWHERE, false),
        }
    }

    /// Comes back from a value inside.
    pub(super) fn leave(&mut self, frame: Frame, step: Step) {
        let is_next = frame.is_next;
        let behind = self.come_back(frame, step);
        if is_next {
            self.advance(behind);
        }
    }

    /// Looks for a member that is not the next one: its value, and whether the walk stands there.
    fn find(&mut self, name: &str) -> Option<(usize, bool)> {
        if let Some(value) = self.found(name) {
            return Some((value, false));
        }
        while let Some(named) = self.next_named() {
            if named.is(name) {
                self.read.push(named.noted());
                return Some((named.value, true));
            }
            self.note(&named);
        }
        None
    }

    /// The value of a member that says what the others are; the walk goes on behind it.
    pub(super) fn look_up(&mut self, name: &str) -> Option<usize> {
        if !self.inside.is_begun()
            && (self.text.get(self.at) != Some(&b'{') || !self.begin_object())
        {
            return None;
        }
        loop {
            if let Some(value) = self.found(name) {
                return Some(value);
            }
            self.walk_past()?;
        }
    }

    /// The last one that was walked of the members of a name, which counts as read.
    fn found(&mut self, name: &str) -> Option<usize> {
        let text = self.text;
        let is_meant = |member: &Member| member.is(text, name);
        let found = self.walked.back_to(self.inside.first).find(is_meant);
        if let Some(member) = found {
            self.read.push(member);
            return Some(member.value as usize);
        }
        let again = self.read.back_to(self.inside.first_read).find(is_meant);
        again.map(|member| member.value as usize)
    }

    fn walk_past(&mut self) -> Option<()> {
        let named = self.next_named()?;
        self.note(&named);
        Some(())
    }

    /// Notes a member that is not read now, and goes behind it.
    fn note(&mut self, named: &Named<'a>) {
        self.watch(named);
        self.walked.push(named.noted());
        let behind = self.pass(named.value);
        self.advance(behind);
    }

    /// Notices a member that was read already: the last one of a name is meant.
    fn watch(&mut self, named: &Named<'_>) {
        let (text, thorough) = (self.text, self.thorough);
        if thorough || self.repeated {
            return;
        }
        self.repeated = self
            .read
            .back_to(self.inside.first_read)
            .any(|member| member.is_named(text, named));
    }

    fn next_named(&mut self) -> Option<Named<'a>> {
        let text = self.text;
        if self.broken || self.inside.is_tuple || text.get(self.inside.cursor) != Some(&b'"') {
            return None;
        }
        let begin = self.inside.cursor + 1;
        let Ok((end, escaped)) = behind_text(text, begin) else {
            self.give_up();
            return None;
        };
        let colon = blank(text, end + 1);
        if text.get(colon) != Some(&b':') {
            self.give_up();
            return None;
        }
        Some(Named {
            begin,
            raw: text.get(begin..end)?,
            escaped,
            value: blank(text, colon + 1),
        })
    }

    /// Goes on behind the value of a member or an element.
    fn advance(&mut self, behind: usize) {
        if self.broken {
            return;
        }
        let close = if self.inside.is_tuple { b']' } else { b'}' };
        let at = blank(self.text, behind);
        let cursor = match self.text.get(at) {
            Some(b',') => blank(self.text, at + 1),
            Some(byte) if *byte == close => at,
            _ => self.give_up(),
        };
        let is_closed = cursor != at && self.text.get(cursor) == Some(&close);
        if is_closed
            || (cursor != at && !self.inside.is_tuple && self.text.get(cursor) != Some(&b'"'))
        {
            self.give_up();
        }
        self.inside.cursor = cursor;
    }

    /// Goes to the end of a value of which something was walked.
    pub(super) fn finish(&mut self) -> usize {
        if self.inside.cursor == NOWHERE {
            return self.pass(self.at);
        }
        let close = if self.inside.is_tuple {
            while self.next_element() {}
            b']'
        } else {
            while let Some(named) = self.next_named() {
                self.watch(&named);
                let behind = self.pass(named.value);
                self.advance(behind);
            }
            b'}'
        };
        if self.text.get(self.inside.cursor) == Some(&close) && !self.broken {
            self.inside.cursor + 1
        } else {
            self.give_up()
        }
    }

    /// What of the value was not read, and where it is. The members that nobody walked to yet are walked past.
    #[cfg(feature = "data")]
    pub(super) fn left_over(&mut self) -> Vec<(PathStep, usize)> {
        let text = self.text;
        let mut left = Vec::new();
        if !self.inside.is_begun() || self.inside.cursor == NOWHERE {
            return left;
        }
        if self.inside.is_tuple {
            loop {
                let (index, at) = (self.inside.first, self.inside.cursor);
                if !self.next_element() {
                    return left;
                }
                left.push((PathStep::Item(index), at));
            }
        }
        while self.walk_past().is_some() {}
        let name = |member: &Member| key(text, (member.name & !ESCAPED) as usize);
        let read = self.read.back_to(self.inside.first_read);
        let mut seen: BTreeSet<String> = read.map(|member| name(&member)).collect();
        // Of members of one name the last one counts.
        for member in self.walked.back_to(self.inside.first) {
            let name = name(&member);
            if seen.insert(name.clone()) {
                left.push((PathStep::Member(name.into()), member.value as usize));
            }
        }
        left.reverse();
        left
    }

    /// Forgets what was noted of the value.
    pub(super) fn forget(&mut self) {
        if !self.inside.is_tuple {
            self.walked.truncate(self.inside.first);
            self.read.truncate(self.inside.first_read);
        }
    }

    /// Passes over an element of a tuple.
    fn next_element(&mut self) -> bool {
        let is_there =
            !self.broken && !matches!(self.text.get(self.inside.cursor), None | Some(b']'));
        if is_there {
            let behind = self.pass(self.inside.cursor);
            self.advance(behind);
            self.inside.first += 1;
        }
        is_there
    }

    /// Goes to an element of a tuple.
    pub(super) fn enter_element(&mut self, index: usize) -> Frame {
        let is_list = self.text.get(self.at) == Some(&b'[');
        if !is_list {
            self.refuse("a list");
            return self.go(NOWHERE, false);
        }
        if !self.inside.is_begun() || index < self.inside.first {
            self.inside = Inside {
                cursor: blank(self.text, self.at + 1),
                is_tuple: true,
                ..Inside::default()
            };
        }
        while self.inside.first < index && self.next_element() {}
        let at = self.inside.cursor;
        if self.inside.first != index || matches!(self.text.get(at), None | Some(b']')) {
            return self.go(NOWHERE, false);
        }
        self.inside.first += 1;
        self.go(at, true)
    }
}

impl Member {
    fn is(self, text: &[u8], name: &str) -> bool {
        let begin = (self.name & !ESCAPED) as usize;
        if self.name & ESCAPED == 0 {
            return is_name(text, begin, name);
        }
        behind_text(text, begin)
            .ok()
            .and_then(|(end, _)| text.get(begin..end))
            .is_some_and(|raw| unescaped(raw, true) == name)
    }

    fn is_named(self, text: &[u8], named: &Named<'_>) -> bool {
        if !named.escaped && self.name & ESCAPED == 0 {
            let begin = (self.name & !ESCAPED) as usize;
            let end = begin + named.raw.len();
            return text.get(end) == Some(&b'"') && text.get(begin..end) == Some(named.raw);
        }
        self.is(text, &unescaped(named.raw, named.escaped))
    }
}
