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

/// The page of the registry says what there is.
#[test]
fn the_page_of_the_client_names_every_service() {
    let page = text("generated-client/README.md");
    let specs = repository().join("spec").read_dir().unwrap();
    let services = specs.filter_map(|entry| {
        let path = entry.unwrap().path();
        let is_service = path.is_dir() || path.extension().is_some_and(|is| is == "yaml");
        is_service.then(|| path.file_stem().unwrap().to_string_lossy().into_owned())
    });
    let missing: Vec<String> = services
        .filter(|service| !page.contains(&format!("`{service}`")))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
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
