//! What published packages say of themselves.

use crate::support::{files, repository, text};

/// The folders of packages that are published. The client is, with its services as text, in place of the package that is here.
const PUBLISHED: [&str; 4] = [
    "codegen/core",
    "codegen/tools",
    "generated-client",
    "generated-client/cli",
];

/// A package that is new is published, or says that it is not.
#[test]
fn every_package_is_published_or_says_that_it_is_not() {
    for path in files(&["toml"]) {
        let manifest = text(&path);
        let Some(folder) = path.strip_suffix("/Cargo.toml") else {
            continue;
        };
        let stays = manifest.contains("\npublish = false\n");
        assert!(stays || PUBLISHED.contains(&folder), "{path}");
    }
}

#[test]
fn every_published_package_has_its_licences_and_says_what_it_is() {
    for folder in PUBLISHED {
        let manifest = text(&format!("{folder}/Cargo.toml"));
        for key in [
            "description",
            "readme",
            "keywords",
            "categories",
            "documentation",
        ] {
            assert!(manifest.contains(&format!("\n{key} = ")), "{folder}: {key}");
        }
        for file in ["LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
            let path = repository().join(folder).join(file);
            assert!(path.exists(), "{folder}: {file}");
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
