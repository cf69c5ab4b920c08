//! What published packages say of themselves.

use crate::support::{files, repository, text};

/// The manifests of packages that are published.
fn published() -> Vec<String> {
    let manifests = files(&["toml"]).into_iter();
    manifests
        .filter(|path| path.ends_with("Cargo.toml") && path != "Cargo.toml")
        .filter(|path| {
            let manifest = text(path);
            manifest.contains("\n[package]") | manifest.starts_with("[package]")
                && !manifest.contains("\npublish = false\n")
                // The stand-in is only for the tests of this repository.
                && !path.starts_with("tests/")
        })
        .collect()
}

#[test]
fn every_published_package_has_its_licences_and_says_what_it_is() {
    let published = published();
    assert!(published.len() >= 2, "{published:?}");
    for path in published {
        let manifest = text(&path);
        for key in [
            "description",
            "readme",
            "keywords",
            "categories",
            "documentation",
        ] {
            assert!(manifest.contains(&format!("\n{key} = ")), "{path}: {key}");
        }
        let folder = repository().join(&path).parent().unwrap().to_owned();
        for file in ["LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
            assert!(folder.join(file).exists(), "{path}: {file}");
        }
    }
}

/// Registries are named by what they are: a mirror serves as well.
#[test]
fn no_file_names_the_host_of_a_registry() {
    // In two halves, for this file.
    let hosts = [
        ["crates", ".io"],
        ["pypi", ".org"],
        ["npmjs", ".com"],
        ["npmjs", ".org"],
        ["static.", "crates"],
    ];
    let hosts = hosts.map(|halves| halves.concat());
    let mut named = Vec::new();
    for path in files(&["md", "rs", "py", "toml", "yml", "yaml", "sh"]) {
        let content = text(&path).to_lowercase();
        if hosts.iter().any(|host| content.contains(host.as_str())) {
            named.push(path);
        }
    }
    assert_eq!(named, Vec::<String>::new());
}
