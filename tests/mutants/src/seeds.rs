//! The specs that mutants are made of: those of the services and those that show a feature each.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use fastrand::Rng;
use serde_yaml::{Mapping, Value};

/// What a spec has that other files of its service add to.
const COLLECTED: [&str; 4] = ["operations", "types", "errors", "waiters"];

/// Specs, those of several files put together.
pub(crate) struct Seeds {
    specs: Vec<Value>,
}

impl Seeds {
    /// Reads the specs of the repository.
    pub(crate) fn read() -> Result<Self, Box<dyn std::error::Error>> {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut specs = Vec::new();
        for folder in ["../../spec", "../fixtures/features", "../own-spec/spec"] {
            for path in entries(&tests.join(folder))? {
                if path.is_dir() {
                    specs.push(whole(&path)?);
                } else if is_spec(&path) {
                    specs.push(document(&path)?);
                }
            }
        }
        Ok(Self { specs })
    }

    /// A few operations of some spec, with the types that they name.
    pub(crate) fn some(&self, rng: &mut Rng) -> Value {
        let Some(spec) = rng.choice(&self.specs) else {
            return Value::Null;
        };
        let mut spec = spec.clone();
        reduce(&mut spec, rng);
        spec
    }

    /// Any spec, whole.
    pub(crate) fn any(&self, rng: &mut Rng) -> Option<&Value> {
        rng.choice(&self.specs)
    }
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn is_spec(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml")
}

fn document(path: &Path) -> Result<Value, Box<dyn std::error::Error>> {
    let text = fs::read_to_string(path)?;
    Ok(serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}

/// The spec of a folder: what the chapters have, at the service.
fn whole(folder: &Path) -> Result<Value, Box<dyn std::error::Error>> {
    let mut service = Value::Null;
    let mut parts = Vec::new();
    for path in entries(folder)?.into_iter().filter(|path| is_spec(path)) {
        let document = document(&path)?;
        if document.get("part_of").is_some() {
            parts.push(document);
        } else {
            service = document;
        }
    }
    let Some(root) = service.as_mapping_mut() else {
        return Ok(service);
    };
    for part in parts {
        for key in COLLECTED {
            let Some(Value::Mapping(added)) = part.get(key) else {
                continue;
            };
            let collected = root
                .entry(Value::from(key))
                .or_insert_with(|| Value::Mapping(Mapping::new()));
            if let Some(collected) = collected.as_mapping_mut() {
                collected.extend(added.clone());
            }
        }
    }
    Ok(service)
}

/// Keeps a few operations, and of all else what belongs to them: a compiler reads every mutant.
fn reduce(spec: &mut Value, rng: &mut Rng) {
    let Some(root) = spec.as_mapping_mut() else {
        return;
    };
    root.remove("allow");
    let mut kept = BTreeSet::new();
    if let Some(operations) = root.get_mut("operations").and_then(Value::as_mapping_mut) {
        let mut names: Vec<Value> = operations.keys().cloned().collect();
        rng.shuffle(&mut names);
        names.truncate(rng.usize(1..4));
        operations.retain(|name, _| names.contains(name));
        if rng.u8(..) > 60 {
            for (_, operation) in operations.iter_mut() {
                operation
                    .as_mapping_mut()
                    .map(|keys| keys.remove("examples"));
            }
        }
        kept.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
    }
    if let Some(waiters) = root.get_mut("waiters").and_then(Value::as_mapping_mut) {
        let is_kept = |waiter: &Value| {
            let poll = waiter.get("poll").and_then(Value::as_str);
            poll.is_some_and(|poll| kept.contains(poll))
        };
        waiters.retain(|_, waiter| is_kept(waiter));
    }
    let Some(Value::Mapping(mut types)) = root.remove("types") else {
        return;
    };
    let mut named = BTreeSet::new();
    for (_, value) in root.iter() {
        words(value, &mut named);
    }
    loop {
        let before = named.len();
        for (name, value) in &types {
            if name.as_str().is_some_and(|name| named.contains(name)) {
                words(value, &mut named);
            }
        }
        if named.len() == before {
            break;
        }
    }
    types.retain(|name, _| name.as_str().is_some_and(|name| named.contains(name)));
    if !types.is_empty() {
        root.insert(Value::from("types"), Value::Mapping(types));
    }
}

/// Every word of every text.
fn words(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => found.extend(
            text.split(|c: char| !c.is_ascii_alphanumeric())
                .map(str::to_owned),
        ),
        Value::Sequence(values) => values.iter().for_each(|value| words(value, found)),
        Value::Mapping(entries) => entries.iter().for_each(|(_, value)| words(value, found)),
        _ => {}
    }
}
