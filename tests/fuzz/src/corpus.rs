//! Where inputs begin: the folder of a target, files of the repository, and what is easier made than kept.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::Target;

/// The longest input that mutants are made of, and the longest mutant, in bytes.
pub const LONGEST: usize = 32 * 1024;

/// The inputs of a target: those of its folder, in the order of their names, and more.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn of(target: &Target) -> io::Result<Vec<Vec<u8>>> {
    let folder = home().join("corpus").join(target.name);
    let mut inputs = contents(&folder)?;
    inputs.extend((target.more)());
    Ok(inputs)
}

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn contents(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<io::Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.is_file());
    paths.sort();
    paths.iter().map(fs::read).collect()
}

/// The files of folders beside this package, those that are longer than a mutant left out.
fn files(folders: &[&str], extensions: &[&str]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(home().join("..").join(folder)).into_iter();
        let mut paths: Vec<PathBuf> = entries
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        let is_wanted = |path: &PathBuf| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            extension.is_some_and(|extension| extensions.contains(&extension))
        };
        let texts = paths.iter().filter(|path| is_wanted(path));
        found.extend(texts.filter_map(|path| fs::read(path).ok()));
    }
    found.retain(|text| text.len() <= LONGEST);
    found
}

pub(crate) fn specs() -> Vec<Vec<u8>> {
    const FOLDERS: &[&str] = &[
        "../spec",
        "fixtures/features",
        "fixtures/format",
        "fixtures/lints",
        "fixtures/rules",
        "own-spec/spec",
    ];
    let mut inputs = files(FOLDERS, &["yaml"]);
    let deep = |open: &str, count: usize| format!("spec: 1\nservice: {}", open.repeat(count));
    inputs.push(deep("[", 20_000).into_bytes());
    inputs.push(deep("{a: ", 8_000).into_bytes());
    inputs.push(deep("list<", 6_000).into_bytes());
    // A name that is longer than any.
    inputs.push(format!("{}: a\n", "a".repeat(70_000)).into_bytes());
    inputs
}

pub(crate) fn pages() -> Vec<Vec<u8>> {
    let mut inputs = files(&["fixtures/pages"], &["html", "md", "txt"]);
    // Rows whose names or cells are deep.
    let row = |name: &str| {
        format!(
            "GET https://a.apigw.ntruss.com/b\n<table><tr><th>Field</th><th>Type</th></tr><tr><td>{name}</td><td>String</td></tr></table>"
        )
    };
    inputs.push(row(&format!("a{}", ".a".repeat(2000))).into_bytes());
    inputs.push(row(&"a[]".repeat(2000)).into_bytes());
    inputs.push("<div><table><tr><td>".repeat(1000).into_bytes());
    inputs.push(
        format!(
            "GET https://a.apigw.ntruss.com/b\n\n```\n{}\n```\n",
            "[".repeat(20_000)
        )
        .into_bytes(),
    );
    inputs.push(
        format!(
            "GET https://a.apigw.ntruss.com/b\n\n```\n{}\n```\n",
            "<a>".repeat(10_000)
        )
        .into_bytes(),
    );
    inputs
}

pub(crate) fn json() -> Vec<Vec<u8>> {
    let nested = |open: &str, close: &str, count: usize| {
        format!("{}1{}", open.repeat(count), close.repeat(count)).into_bytes()
    };
    vec![
        nested("[", "]", 126),
        nested("[", "]", 127),
        nested("[", "]", 128),
        nested("[", "]", 129),
        nested("[", "]", 100_000),
        nested("{\"\":", "}", 127),
        nested("{\"f\":", "}", 128),
        nested("{\"\":", "}", 40_000),
        nested("{\"tree\":{\"children\":[", "]}}", 60),
        "[".repeat(200_000).into_bytes(),
        format!("[{}1]", "{\"\":0},".repeat(20_000)).into_bytes(),
        format!("\"{}\"", "\\ud83d".repeat(10_000)).into_bytes(),
    ]
}

pub(crate) fn sessions() -> Vec<Vec<u8>> {
    let nested = |open: &str, close: &str, count: usize| {
        format!("{}\"a\"{}", open.repeat(count), close.repeat(count)).into_bytes()
    };
    vec![
        nested("{\"token\":", "}", 60),
        nested("[{\"a\":", "}]", 63),
        nested("[{\"token\":", "}]", 1000),
        format!("[{}1]", "{\"token\":0},".repeat(2000)).into_bytes(),
    ]
}

pub(crate) fn xml() -> Vec<Vec<u8>> {
    vec![
        "<a>".repeat(60_000).into_bytes(),
        format!("{}{}", "<a>".repeat(200), "</a>".repeat(200)).into_bytes(),
        format!("<a>{}</a>", "<list><item>1</item></list>".repeat(2000)).into_bytes(),
        format!("<a {}/>", "b=\"c\" ".repeat(2000)).into_bytes(),
        format!("<a>{}</a>", "&amp;".repeat(5000)).into_bytes(),
    ]
}

pub(crate) fn events() -> Vec<Vec<u8>> {
    vec![
        format!("\0\0data: {}\n\n", "a".repeat(200_000)).into_bytes(),
        format!("\u{1}\0{}\n", "data\n".repeat(4000)).into_bytes(),
        format!("\u{1}\0{}", "\r".repeat(4000)).into_bytes(),
    ]
}
