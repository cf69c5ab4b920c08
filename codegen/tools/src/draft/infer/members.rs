//! Rows with dotted names into members of objects.

use std::collections::BTreeMap;

use crate::draft::page::tables::{FieldRow, Step};

/// A member, with what the tables say of it.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// Its own row; a dotted name may mention it only on the way.
    pub(crate) row: Option<FieldRow>,
    /// Whether a dotted name writes it as a list.
    pub(crate) is_list: bool,
    /// Whether two rows are of it.
    pub(crate) is_twice: bool,
    pub(crate) members: Vec<Member>,
}

/// The members that rows describe, in their order.
pub(crate) fn members<'rows>(rows: impl IntoIterator<Item = &'rows FieldRow>) -> Vec<Member> {
    let mut root = Level::default();
    for row in rows {
        let mut level = &mut root;
        let last = row.path.len().saturating_sub(1);
        for (depth, step) in row.path.iter().enumerate() {
            let Some((member, below)) = level.entered(step) else {
                break;
            };
            if depth == last {
                member.is_twice |= member.row.is_some();
                member.row.get_or_insert_with(|| row.clone());
            }
            level = below;
        }
    }
    root.into_members()
}

/// Members while rows are added to them. As deep as the longest dotted name, which its reader bounds.
#[derive(Default)]
struct Level {
    members: Vec<(Member, Level)>,
    places: BTreeMap<String, usize>,
}

impl Level {
    /// The member of a step, new or not, and those below it.
    fn entered(&mut self, step: &Step) -> Option<(&mut Member, &mut Self)> {
        let place = match self.places.get(&step.name) {
            Some(place) => *place,
            None => {
                self.places.insert(step.name.clone(), self.members.len());
                let member = Member {
                    name: step.name.clone(),
                    row: None,
                    is_list: false,
                    is_twice: false,
                    members: Vec::new(),
                };
                self.members.push((member, Self::default()));
                self.members.len() - 1
            }
        };
        let (member, below) = self.members.get_mut(place)?;
        member.is_list |= step.is_list;
        Some((member, below))
    }

    fn into_members(self) -> Vec<Member> {
        let members = self.members.into_iter().map(|(member, below)| Member {
            members: below.into_members(),
            ..member
        });
        members.collect()
    }
}
