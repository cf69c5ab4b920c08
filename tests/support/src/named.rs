//! A test for each of many fixtures, under its own name: one can be asked for alone, and none hides another's failure.

use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path};

/// Writes `<module>.rs` into the folder of a build script: a test for each fixture, which calls the function `check` of where it
/// is included with the fixture's name.
///
/// ```text
/// #[test]
/// fn bad_http_quoted() {
///     check("bad-http.quoted");
/// }
/// ```
///
/// # Panics
///
/// If two fixtures would be one test, or the file cannot be written.
pub fn write(module: &str, fixtures: impl IntoIterator<Item = String>) {
    let mut names = BTreeMap::new();
    for fixture in fixtures {
        let name = identifier(&fixture);
        if let Some(other) = names.insert(name, fixture.clone()) {
            panic!("{module}: `{other}` and `{fixture}` would be one test");
        }
    }
    assert!(!names.is_empty(), "{module}: no fixtures");
    let mut text = String::new();
    for (name, fixture) in names {
        let _ = writeln!(
            text,
            "#[test]\nfn {name}() {{\n    check({fixture:?});\n}}\n"
        );
    }
    let folder = env::var("OUT_DIR").unwrap();
    fs::write(Path::new(&folder).join(format!("{module}.rs")), text).unwrap();
}

fn identifier(fixture: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    fixture.to_lowercase().chars().map(plain).collect()
}

/// Includes what [`write()`] wrote for a module.
#[macro_export]
macro_rules! named_tests {
    ($module:literal) => {
        include!(concat!(env!("OUT_DIR"), "/", $module, ".rs"));
    };
}
