//! A failure without what it does not take.

use serde_yaml::Value;

use crate::{
    Mutant,
    compile::Workshop,
    failure::Failure,
    trial::{self, Outcome},
};

/// Each attempt may be a run of the compiler.
const MOST_ATTEMPTS: usize = 150;

/// The failure by a spec of which nothing can be taken away.
pub(crate) fn smallest(workshop: &Workshop, failure: Failure) -> Failure {
    let Ok(mut spec) = serde_yaml::from_str::<Value>(&failure.spec) else {
        return failure;
    };
    let mut smallest = failure;
    let mut attempts = 0;
    let mut index = 0;
    while attempts < MOST_ATTEMPTS {
        let mut smaller = spec.clone();
        let mut left = index;
        if !without(&mut smaller, &mut left) {
            break;
        }
        attempts += 1;
        match again(workshop, &smaller, &smallest) {
            Some(failure) => {
                smallest = failure;
                spec = smaller;
            }
            None => index += 1,
        }
    }
    smallest
}

/// Takes away the entry or element that `left` others come before; whether there was one.
fn without(value: &mut Value, left: &mut usize) -> bool {
    match value {
        Value::Mapping(entries) => {
            let keys: Vec<Value> = entries.keys().cloned().collect();
            for key in keys {
                if *left == 0 {
                    entries.remove(&key);
                    return true;
                }
                *left -= 1;
                if entries
                    .get_mut(&key)
                    .is_some_and(|value| without(value, left))
                {
                    return true;
                }
            }
            false
        }
        Value::Sequence(values) => {
            for index in 0..values.len() {
                if *left == 0 {
                    values.remove(index);
                    return true;
                }
                *left -= 1;
                if values
                    .get_mut(index)
                    .is_some_and(|value| without(value, left))
                {
                    return true;
                }
            }
            false
        }
        _ => false,
    }
}

/// The same failure by another spec.
fn again(workshop: &Workshop, spec: &Value, known: &Failure) -> Option<Failure> {
    let spec = serde_yaml::to_string(spec).ok()?;
    let found = match trial::of(&spec) {
        Outcome::Refused => return None,
        Outcome::Failed(what) => Failure {
            seed: known.seed,
            spec,
            what,
        },
        Outcome::Sound(modules) => {
            let mutant = Mutant {
                seed: known.seed,
                spec,
                modules,
            };
            workshop.compile(vec![mutant]).ok()?.pop()?
        }
    };
    (found.kind() == known.kind()).then_some(found)
}
