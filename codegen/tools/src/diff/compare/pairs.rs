//! What belongs to what: items of two lists by their names.

use std::collections::{BTreeMap, BTreeSet};

/// An item of the new list, with that of the old list that it was, if it was there; or one that is gone.
pub(super) enum Pair<'model, T> {
    Added(&'model T),
    Removed(&'model T),
    Both {
        old: (usize, &'model T),
        new: (usize, &'model T),
    },
}

/// Pairs items that agree in the first key, then among the others those that agree in the second, and so on; where several
/// items have the same key, the first has it. The order is that of the new list; what is gone follows.
pub(super) fn pairs<'model, T>(
    old: &'model [T],
    new: &'model [T],
    keys: &[fn(&T) -> Option<String>],
) -> Vec<Pair<'model, T>> {
    let mut partners: Vec<Option<usize>> = vec![None; new.len()];
    let mut gone: Vec<usize> = (0..old.len()).collect();
    for key in keys {
        let mut waiting: BTreeMap<String, usize> = BTreeMap::new();
        for index in gone.iter().rev() {
            if let Some(key) = old.get(*index).and_then(key) {
                waiting.insert(key, *index);
            }
        }
        for (partner, item) in partners.iter_mut().zip(new) {
            if partner.is_none() {
                *partner = key(item).and_then(|key| waiting.remove(&key));
            }
        }
        let found: BTreeSet<usize> = partners.iter().copied().flatten().collect();
        gone.retain(|index| !found.contains(index));
    }
    let there = new
        .iter()
        .enumerate()
        .zip(partners)
        .map(|((index, item), partner)| {
            match partner.and_then(|partner| Some((partner, old.get(partner)?))) {
                Some(old) => Pair::Both {
                    old,
                    new: (index, item),
                },
                None => Pair::Added(item),
            }
        });
    let gone = gone
        .into_iter()
        .filter_map(|index| old.get(index))
        .map(Pair::Removed);
    there.chain(gone).collect()
}

/// Whether what stands in both lists stands in another order. Places are those in the old list and in the new.
pub(super) fn is_reordered(mut places: Vec<(usize, usize)>) -> bool {
    places.sort_by_key(|(_, new)| *new);
    !places.is_sorted_by_key(|(old, _)| *old)
}
