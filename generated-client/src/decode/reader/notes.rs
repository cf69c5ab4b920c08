//! The members that were walked of all objects that are open, without an allocation where they are few.

/// A member that was walked. Texts are shorter than 2 GiB, which leaves a bit.
#[derive(Clone, Copy, Default)]
pub(super) struct Member {
    /// Where the name begins, behind its quote; whether something in it is escaped.
    pub(super) name: u32,
    /// Where the value begins; whether it was read.
    pub(super) value: u32,
}

/// The bit that says more of a place.
pub(super) const MARK: u32 = 1 << 31;

const FEW: usize = 16;

#[derive(Default)]
pub(super) struct Notes {
    few: [Member; FEW],
    more: Vec<Member>,
    count: usize,
}

impl Notes {
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    #[inline]
    pub(super) fn push(&mut self, member: Member) {
        match self.few.get_mut(self.count) {
            Some(room) => *room = member,
            None => self.more.push(member),
        }
        self.count += 1;
    }

    /// Those from the one of an index on, the last one first.
    pub(super) fn back_to(&self, first: usize) -> impl Iterator<Item = (usize, Member)> {
        (first..self.count).rev().filter_map(|index| {
            let member = match index.checked_sub(FEW) {
                None => self.few.get(index),
                Some(index) => self.more.get(index),
            };
            Some((index, *member?))
        })
    }

    pub(super) fn mark_read(&mut self, index: usize) {
        let member = match index.checked_sub(FEW) {
            None => self.few.get_mut(index),
            Some(index) => self.more.get_mut(index),
        };
        if let Some(member) = member {
            member.value |= MARK;
        }
    }

    #[inline]
    pub(super) fn truncate(&mut self, count: usize) {
        self.count = count;
        if !self.more.is_empty() {
            self.more.truncate(count.saturating_sub(FEW));
        }
    }
}
