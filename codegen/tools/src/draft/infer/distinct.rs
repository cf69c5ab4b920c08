//! Fields of one struct have names of their own in Rust, whatever they are called on the wire.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::{model::Field, quote::quoted};

/// The names of one struct so far.
#[derive(Default)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
    /// The next number behind a name that is taken.
    numbers: BTreeMap<String, usize>,
}

impl Names {
    /// Those that the struct has anyway.
    pub(crate) fn of<'names>(names: impl IntoIterator<Item = &'names str>) -> Self {
        Self {
            taken: names
                .into_iter()
                .filter_map(ncloud_codegen::names::field)
                .collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// Gives a field another name where its own is taken, and says so.
    pub(crate) fn settle(&mut self, field: &mut Field) {
        /// The constructor is called so.
        const CONSTRUCTOR: &str = "new";
        let Some(name) = field
            .rust_name
            .clone()
            .or(ncloud_codegen::names::field(&field.name))
        else {
            return;
        };
        if name != CONSTRUCTOR && self.taken.insert(name.clone()) {
            return;
        }
        let stem = name
            .trim_start_matches("r#")
            .trim_end_matches('_')
            .to_owned();
        let first = self.numbers.get(&stem).copied().unwrap_or(2);
        for number in first.. {
            let other = format!("{stem}_{number}");
            if self.taken.insert(other.clone()) {
                field.notes.gaps.push(format!(
                    "`{}` would be called `{name}` in Rust, which is taken: put a better name under `name`",
                    quoted(&field.name)
                ));
                field.rust_name = Some(other);
                self.numbers.insert(stem, number + 1);
                return;
            }
        }
    }
}
