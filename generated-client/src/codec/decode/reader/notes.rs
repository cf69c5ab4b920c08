//! Members of all objects that are open, without an allocation where they are few.

/// A member that was walked.
#[derive(Clone, Copy, Default)]
pub(super) struct Member {
    /// Where the name begins, behind its quote; the highest bit says whether something in it is escaped. Texts are
    /// shorter than 2 GiB, which leaves it free.
    pub(super) name: u32,
    /// Where the value begins.
    pub(super) value: u32,
}

const FEW: usize = 12;

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
    pub(super) fn back_to(&self, first: usize) -> impl Iterator<Item = Member> {
        (first..self.count).rev().filter_map(|index| {
            let member = match index.checked_sub(FEW) {
                None => self.few.get(index),
                Some(index) => self.more.get(index),
            };
            member.copied()
        })
    }

    #[inline]
    pub(super) fn truncate(&mut self, count: usize) {
        self.count = count;
        if !self.more.is_empty() {
            self.more.truncate(count.saturating_sub(FEW));
        }
    }
}
