//! Mutations: a few slips, misreadings or attacks at a time.

use fastrand::Rng;
use serde_yaml::{Mapping, Value};

use crate::{
    seeds::Seeds,
    words::{AROUND, KEYS, NAMES, TEXTS, VALUES},
};

/// The text of a mutant.
pub(crate) fn mutant(seeds: &Seeds, rng: &mut Rng) -> String {
    let mut spec = seeds.some(rng);
    for _ in 0..rng.usize(1..4) {
        mutate(&mut spec, seeds, rng);
    }
    // What cannot be written as YAML is no mutant; nothing of it is known.
    let text = serde_yaml::to_string(&spec).unwrap_or_default();
    if rng.u8(..) > 3 {
        return text;
    }
    damaged(&text, rng)
}

fn mutate(spec: &mut Value, seeds: &Seeds, rng: &mut Rng) {
    match rng.u8(0..10) {
        0 | 1 => rename_everywhere(spec, rng),
        _ => {
            let places = places(spec);
            let Some(place) = rng.choice(&places) else {
                return;
            };
            let donor = seeds.any(rng).and_then(|donor| {
                let key = place.iter().rev().find_map(|step| match step {
                    Step::Key(key) => key.as_str(),
                    Step::Index(_) => None,
                })?;
                let mut found = Vec::new();
                under(donor, key, &mut found);
                rng.choice(&found).map(|value| (*value).clone())
            });
            if let Some(value) = at(spec, place) {
                change(value, donor, rng);
            }
        }
    }
}

#[derive(Clone)]
enum Step {
    Key(Value),
    Index(usize),
}

/// The way to every node below the root.
fn places(root: &Value) -> Vec<Vec<Step>> {
    fn walk(value: &Value, way: &mut Vec<Step>, found: &mut Vec<Vec<Step>>) {
        let mut step = |step: Step, value: &Value| {
            way.push(step);
            found.push(way.clone());
            walk(value, way, found);
            way.pop();
        };
        match value {
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    step(Step::Key(key.clone()), value);
                }
            }
            Value::Sequence(values) => {
                for (index, value) in values.iter().enumerate() {
                    step(Step::Index(index), value);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(root, &mut Vec::new(), &mut found);
    found
}

fn at<'value>(root: &'value mut Value, place: &[Step]) -> Option<&'value mut Value> {
    place.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.as_mapping_mut()?.get_mut(key),
        Step::Index(index) => value.as_sequence_mut()?.get_mut(*index),
    })
}

/// Every value of a key.
fn under<'value>(value: &'value Value, key: &str, found: &mut Vec<&'value Value>) {
    match value {
        Value::Mapping(entries) => {
            for (name, value) in entries {
                if name.as_str() == Some(key) {
                    found.push(value);
                }
                under(value, key, found);
            }
        }
        Value::Sequence(values) => values.iter().for_each(|value| under(value, key, found)),
        _ => {}
    }
}

fn change(value: &mut Value, donor: Option<Value>, rng: &mut Rng) {
    if let (Some(donor), 0..60) = (donor, rng.u8(..)) {
        *value = donor;
        return;
    }
    match value {
        Value::Mapping(entries) => entries_of(entries, rng),
        Value::Sequence(values) => elements(values, rng),
        scalar => *scalar = Value::from(text(scalar, rng)),
    }
}

fn entries_of(entries: &mut Mapping, rng: &mut Rng) {
    let keys: Vec<Value> = entries.keys().cloned().collect();
    let (Some(key), Some(other)) = (rng.choice(&keys), rng.choice(&keys)) else {
        return;
    };
    match rng.u8(0..9) {
        0 => {
            entries.remove(key);
        }
        1 | 2 => rename(entries, key, Value::from(pick(NAMES, rng))),
        3 => {
            let value = entries.get(key).cloned().unwrap_or_default();
            entries.insert(Value::from(pick(NAMES, rng)), value);
        }
        4 | 5 => {
            let name = key.as_str().unwrap_or_default();
            let marked = match name.strip_suffix('?') {
                Some(name) => name.to_owned(),
                None => format!("{name}?"),
            };
            rename(entries, key, Value::from(marked));
        }
        6 => {
            let value = entries.get(other).cloned().unwrap_or_default();
            let swapped = entries.insert(key.clone(), value).unwrap_or_default();
            entries.insert(other.clone(), swapped);
        }
        7 => {
            let (name, text) = KEYS
                .get(rng.usize(..KEYS.len()))
                .copied()
                .unwrap_or_default();
            let value = serde_yaml::from_str(text).unwrap_or_default();
            entries.insert(Value::from(name), value);
        }
        _ => {
            let name = key.as_str().unwrap_or_default();
            let name = format!("{name}{}", pick(TEXTS, rng));
            rename(entries, key, Value::from(name));
        }
    }
}

/// A key of another name at the same place.
fn rename(entries: &mut Mapping, key: &Value, name: Value) {
    *entries = std::mem::take(entries)
        .into_iter()
        .map(|(each, value)| {
            if each == *key {
                (name.clone(), value)
            } else {
                (each, value)
            }
        })
        .collect();
}

fn elements(values: &mut Vec<Value>, rng: &mut Rng) {
    if values.is_empty() {
        values.push(Value::from(pick(NAMES, rng)));
        return;
    }
    let (index, other) = (rng.usize(..values.len()), rng.usize(..values.len()));
    match rng.u8(0..3) {
        0 => {
            values.remove(index);
        }
        1 => values.swap(index, other),
        _ => values.extend(values.get(index).cloned()),
    }
}

fn text(scalar: &Value, rng: &mut Rng) -> String {
    let text = match scalar {
        Value::String(text) => text.clone(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    match rng.u8(0..8) {
        0 | 1 => pick(VALUES, rng).to_owned(),
        2 | 3 => {
            let [before, after] = AROUND
                .get(rng.usize(..AROUND.len()))
                .copied()
                .unwrap_or_default();
            format!("{before}{text}{after}")
        }
        4 => {
            let inner = text
                .split_once('<')
                .and_then(|(_, rest)| rest.strip_suffix('>'));
            inner.unwrap_or("string").to_owned()
        }
        5 => pick(NAMES, rng).to_owned(),
        6 => pick(TEXTS, rng).to_owned(),
        _ => format!("{text}{}", pick(TEXTS, rng)),
    }
}

fn pick(words: &'static [&'static str], rng: &mut Rng) -> &'static str {
    words
        .get(rng.usize(..words.len()))
        .copied()
        .unwrap_or_default()
}

/// A name of an operation, a type, a waiter or a field gets another one wherever it is written.
fn rename_everywhere(spec: &mut Value, rng: &mut Rng) {
    let mut names = Vec::new();
    for key in ["operations", "types", "waiters"] {
        let entries = spec
            .get(key)
            .and_then(Value::as_mapping)
            .into_iter()
            .flatten();
        names.extend(
            entries
                .filter_map(|(name, _)| name.as_str())
                .map(str::to_owned),
        );
    }
    let Some(old) = rng.choice(&names).cloned() else {
        return;
    };
    let is_name = |name: &&&str| name.starts_with(|first: char| first.is_ascii_uppercase());
    let usable: Vec<&&str> = NAMES.iter().filter(is_name).collect();
    let Some(new) = rng.choice(&usable) else {
        return;
    };
    replace(spec, &old, new);
}

fn replace(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) if text.contains(old) => *text = replaced(text, old, new),
        Value::Sequence(values) => values.iter_mut().for_each(|value| replace(value, old, new)),
        Value::Mapping(entries) => {
            *entries = std::mem::take(entries)
                .into_iter()
                .map(|(mut key, mut value)| {
                    if key.as_str() == Some(old) {
                        key = Value::from(new);
                    }
                    replace(&mut value, old, new);
                    (key, value)
                })
                .collect();
        }
        _ => {}
    }
}

/// Whole words alone.
fn replaced(text: &str, old: &str, new: &str) -> String {
    let mut result = String::new();
    let mut word = String::new();
    for character in text.chars().chain(['\0']) {
        if character.is_ascii_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        result.push_str(if word == old { new } else { &word });
        word.clear();
        result.push(character);
    }
    result.pop();
    result
}

/// A text with a character that belongs elsewhere.
fn damaged(text: &str, rng: &mut Rng) -> String {
    let characters: Vec<char> = text.chars().collect();
    let index = rng.usize(..=characters.len());
    let (before, after) = characters.split_at(index);
    let middle = pick(TEXTS, rng).chars();
    let skipped = rng.usize(..3);
    before
        .iter()
        .copied()
        .chain(middle)
        .chain(after.iter().copied().skip(skipped))
        .collect()
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::{mutant, replaced};
    use crate::{
        seeds::Seeds,
        trial::{self, Outcome},
    };

    #[test]
    fn a_seed_makes_the_same_mutant_again() -> Result<(), Box<dyn std::error::Error>> {
        let seeds = Seeds::read()?;
        let texts = |first: u64| -> Vec<String> {
            let each = first..first + 20;
            each.map(|seed| mutant(&seeds, &mut Rng::with_seed(seed)))
                .collect()
        };
        assert_eq!(texts(7), texts(7));
        assert_ne!(texts(7), texts(8));
        // Some are still sound, and some are not.
        let outcomes: Vec<Outcome> = texts(7).iter().map(|text| trial::of(text)).collect();
        let is_sound = |outcome: &&Outcome| matches!(outcome, Outcome::Sound(_));
        let sound = outcomes.iter().filter(is_sound).count();
        assert!((1..20).contains(&sound), "{sound}");
        Ok(())
    }

    #[test]
    fn whole_words_are_replaced() {
        assert_eq!(
            replaced("list<User>, UserId", "User", "Vec"),
            "list<Vec>, UserId"
        );
    }
}
