//! Rows with dotted names into members of objects.

use super::tables::{FieldRow, Step};

/// A member, with what the tables say of it.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// Its own row; a dotted name may mention it only on the way.
    pub(super) row: Option<FieldRow>,
    /// Whether a dotted name writes it as a list.
    pub(super) is_list: bool,
    /// Whether two rows are of it.
    pub(super) is_twice: bool,
    pub(super) members: Vec<Member>,
}

/// The members that rows describe, in their order.
pub(super) fn members<'rows>(rows: impl IntoIterator<Item = &'rows FieldRow>) -> Vec<Member> {
    let mut members = Vec::new();
    for row in rows {
        insert(&mut members, &row.path, row);
    }
    members
}

fn insert(members: &mut Vec<Member>, path: &[Step], row: &FieldRow) {
    let Some((step, rest)) = path.split_first() else {
        return;
    };
    let index = members
        .iter()
        .position(|member| member.name == step.name)
        .unwrap_or_else(|| {
            members.push(Member {
                name: step.name.clone(),
                row: None,
                is_list: false,
                is_twice: false,
                members: Vec::new(),
            });
            members.len() - 1
        });
    let Some(member) = members.get_mut(index) else {
        return;
    };
    member.is_list |= step.is_list;
    if rest.is_empty() {
        member.is_twice |= member.row.is_some();
        member.row.get_or_insert_with(|| row.clone());
    } else {
        insert(&mut member.members, rest, row);
    }
}
