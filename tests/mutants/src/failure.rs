//! A mutant that broke the generator's word.

use std::{collections::BTreeMap, fmt};

/// What a mutant did that none may.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) seed: u64,
    pub(crate) spec: String,
    pub(crate) what: String,
}

impl Failure {
    /// What it has in common with others of the same cause: its first line without names and numbers.
    pub(crate) fn kind(&self) -> String {
        let line = self.what.lines().next().unwrap_or_default();
        let mut is_name = false;
        line.chars()
            .filter(|character| {
                is_name ^= *character == '`';
                !is_name && !character.is_ascii_digit()
            })
            .collect()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\n== mutant {}\n{}\n-- its spec\n{}",
            self.seed, self.what, self.spec
        )
    }
}

/// The shortest of each kind.
pub(crate) fn of_each_kind(failures: Vec<Failure>) -> Vec<Failure> {
    let mut kinds: BTreeMap<String, Failure> = BTreeMap::new();
    for failure in failures {
        match kinds.get(&failure.kind()) {
            Some(known) if known.spec.len() <= failure.spec.len() => {}
            _ => {
                kinds.insert(failure.kind(), failure);
            }
        }
    }
    kinds.into_values().collect()
}
