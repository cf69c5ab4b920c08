//! Risk: a layer of the run time that uses one above it, or two rooms that use each other, so that neither can be read or
//! changed alone.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the lowest to the highest, and their rooms: each uses what stands before it, and nothing behind it. A layer
/// without a name is the root of the crate.
const LAYERS: [(&str, &[&str]); 5] = [
    (
        "meta",
        &[
            "site",
            "region",
            "address",
            "authorization",
            "retry",
            "service",
            "response",
            "operation",
            "interned",
            "waiter",
        ],
    ),
    (
        "codec",
        &[
            "printable",
            "redact",
            "percent",
            "json",
            "types",
            "decode",
            "encode",
            "format",
            "data",
        ],
    ),
    (
        "wire",
        &[
            "time_limit",
            "timer",
            "failure",
            "retry_class",
            "error",
            "clock",
            "endpoint",
            "target",
            "body",
            "transport",
            "signing_key",
            "credentials",
            "signature",
            "service_key",
            "sent",
            "download",
            "request",
        ],
    ),
    (
        "call",
        &[
            "retry",
            "known",
            "destination",
            "authorization",
            "options",
            "response_head",
            "layer",
            "trace",
            "classify",
            "response",
            "context",
            "execute",
        ],
    ),
    (
        "",
        &[
            "mock",
            "client",
            "layer",
            "paginate",
            "events",
            "wait",
            "blocking",
            "body",
            "data",
            "decode",
            "operation",
            "__v1",
        ],
    ),
];

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

#[test]
fn every_room_has_its_place_in_the_order_of_the_layers() {
    for file in sources(Path::new(SOURCES)) {
        let module = module(&file);
        assert!(
            module.is_empty() || position(&module).is_some(),
            "{} is in no layer: put it into the list above",
            file.display()
        );
    }
    for (layer, rooms) in LAYERS {
        for room in rooms {
            let path = Path::new(SOURCES).join(layer).join(room);
            assert!(
                path.with_extension("rs").exists(),
                "there is no {layer}::{room}"
            );
        }
    }
}

#[test]
fn the_arrows_between_rooms_point_down() {
    let mut up = Vec::new();
    for file in sources(Path::new(SOURCES)) {
        let module = module(&file);
        let Some(from) = position(&module) else {
            continue;
        };
        for used in references(&code(&file), &module) {
            // What the root gives again, it gives to callers: the layers name things where they are.
            let to = position(&used).unwrap_or((LAYERS.len(), 0));
            let is_own_layer = from.0 == to.0 && (from.1 == 0 || to.1 == 0);
            let is_root = from.0 == LAYERS.len() - 1 && to.0 == LAYERS.len();
            if from < to && !is_own_layer && !is_root {
                up.push(format!("{} uses {}", module.join("::"), used.join("::")));
            }
        }
    }
    up.sort();
    up.dedup();
    assert!(up.is_empty(), "arrows that point up:\n{}", up.join("\n"));
}

#[test]
fn paths_are_found_in_trees_and_beside_them() {
    let module = ["wire".to_owned(), "body".to_owned(), "path".to_owned()];
    let code = "use crate::{codec::{json, types::Json}, Client};\nuse super::super::error::Error;\nfn f() { super::upload::f() }";
    let found: Vec<String> = references(code, &module)
        .iter()
        .map(|path| path.join("::"))
        .collect();
    assert_eq!(
        found,
        [
            "codec::json",
            "codec::types::Json",
            "Client",
            "wire::error::Error",
            "wire::body::upload::f"
        ]
    );
}

/// Layer and room, counted from below; the room of a layer itself is 0.
fn position(module: &[String]) -> Option<(usize, usize)> {
    let first = module.first()?;
    let of = |rooms: &[&str], name: &str| rooms.iter().position(|room| *room == name);
    for (at, (layer, rooms)) in LAYERS.iter().enumerate() {
        if layer == first {
            let room = module.get(1).and_then(|room| of(rooms, room));
            return Some((at, room.map_or(0, |room| room + 1)));
        }
    }
    let at = LAYERS.len() - 1;
    of(LAYERS[at].1, first).map(|room| (at, room + 1))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("bin") {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
    files
}

/// The path of the module that a file is; that of the root is empty.
fn module(file: &Path) -> Vec<String> {
    let path = file.strip_prefix(SOURCES).unwrap().with_extension("");
    let steps = path.iter().map(|step| step.to_str().unwrap().to_owned());
    steps.filter(|step| step != "lib").collect()
}

/// Without comments, which may lead anywhere, and without tests, which stand at the end.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// Every path that begins at the root or goes up, from the root.
fn references(code: &str, module: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("::") {
        let before = &rest[..at];
        let word_start = before
            .rfind(|character: char| !character.is_alphanumeric() && character != '_')
            .map_or(0, |at| at + 1);
        rest = &rest[at + 2..];
        let mut base = match &before[word_start..] {
            "crate" => Vec::new(),
            "super" => module[..module.len().saturating_sub(1)].to_vec(),
            _ => continue,
        };
        while let Some(further) = rest.strip_prefix("super::") {
            base.pop();
            rest = further;
        }
        rest = tree(rest, &base, &mut found);
    }
    found
}

/// Reads what follows `::`: a name, a path, or a group of them. Gives what stands behind it.
fn tree<'a>(text: &'a str, base: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches([',', ' ', '\n']);
            match rest.strip_prefix('}') {
                Some(behind) => return behind,
                None if rest.is_empty() => return rest,
                None => rest = tree(rest, base, found),
            }
        }
    }
    let end = text
        .find(|character: char| !character.is_alphanumeric() && character != '_')
        .unwrap_or(text.len());
    if end == 0 {
        found.push(base.to_vec());
        return text.get(1..).unwrap_or_default();
    }
    let mut path = base.to_vec();
    path.push(text[..end].to_owned());
    let rest = &text[end..];
    match rest.strip_prefix("::") {
        Some(further) => tree(further, &path, found),
        None => {
            found.push(path);
            let name = rest.strip_prefix(" as ").unwrap_or(rest);
            name.trim_start_matches(|character: char| {
                character.is_alphanumeric() || character == '_'
            })
        }
    }
}
