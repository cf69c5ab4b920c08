//! The same specs give the same bytes, and both ways to lay them out the same tokens.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use ncloud_codegen::{build_script, emit::rust, load};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::support::{path, specs_and_folders};

fn all() -> Vec<PathBuf> {
    let mut all = specs_and_folders("../spec");
    all.extend(specs_and_folders("fixtures/features"));
    all
}

fn modules(files: &[PathBuf]) -> Vec<(String, String)> {
    let mut modules: Vec<_> = load(files)
        .unwrap()
        .iter()
        .map(|service| (service.name.clone(), rust::module(service, rust::RUN_TIME)))
        .collect();
    modules.sort();
    modules
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    assert!(modules(&all()) == modules(&all()));
}

#[test]
fn the_order_in_which_files_are_given_changes_no_module() {
    let forth = all();
    let mut back = forth.clone();
    back.reverse();
    assert!(modules(&forth) == modules(&back));
}

/// Run by the next test in a process of its own.
#[test]
#[ignore = "writes files for another test"]
fn generate_into_the_folder_of_another_process() {
    let folder = PathBuf::from(env::var_os("NCLOUD_TESTS_OUT").unwrap());
    build_script::configure(path("../spec"))
        .out_dir(folder)
        .try_generate()
        .unwrap();
}

#[test]
fn two_processes_write_the_same_bytes() {
    let generate = || {
        let folder = tempfile::tempdir().unwrap();
        let status = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "--ignored",
                "determinism::generate_into_the_folder_of_another_process",
            ])
            .env("NCLOUD_TESTS_OUT", folder.path())
            .output()
            .unwrap();
        assert!(status.status.success());
        contents(folder.path())
    };
    let first = generate();
    let names: BTreeSet<String> = first.iter().map(|(name, _)| name.clone()).collect();
    let services = load([path("../spec")]).unwrap();
    let mut expected: BTreeSet<String> = services
        .iter()
        .map(|service| format!("{}.rs", service.name))
        .collect();
    expected.insert("services.rs".to_owned());
    assert_eq!(names, expected);
    assert!(first == generate());
}

fn contents(folder: &Path) -> Vec<(String, String)> {
    let mut contents: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    contents.sort();
    contents
}

#[test]
fn what_is_up_to_date_is_not_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let generate = || {
        build_script::configure(path("../spec"))
            .out_dir(folder.path())
            .try_generate()
            .unwrap();
        let file = folder.path().join("organization.rs");
        fs::metadata(file).unwrap().modified().unwrap()
    };
    assert_eq!(generate(), generate());
}

#[test]
fn nothing_of_this_machine_is_in_the_text() {
    for (name, text) in modules(&all()) {
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")), "{name}");
    }
}

#[test]
fn the_formatted_text_has_the_tokens_of_the_plain_one() {
    let services = load(all()).unwrap();
    let mut texts: Vec<String> = services
        .iter()
        .map(|service| rust::module(service, rust::RUN_TIME))
        .collect();
    texts.push(rust::index(&services));
    for text in texts {
        let formatted = ncloud_tools::rust::formatted(&text).unwrap();
        let (formatted, plain) = (tokens(&formatted), tokens(&text));
        let place = plain
            .iter()
            .zip(&formatted)
            .take_while(|(a, b)| a == b)
            .count();
        let around = |tokens: &[String]| {
            tokens
                .iter()
                .skip(place.saturating_sub(20))
                .take(30)
                .cloned()
                .collect::<Vec<_>>()
        };
        assert!(
            formatted == plain,
            "{:?}\n{:?}",
            around(&formatted),
            around(&plain)
        );
    }
}

/// The tokens in a form in which layout makes no difference: documentation joined, commas before a closing bracket
/// left out, braces around the value of a match arm too.
fn tokens(text: &str) -> Vec<String> {
    let mut flat = Vec::new();
    flatten(text.parse().unwrap(), &mut flat);
    flat
}

/// Whether a comma before the token separates nothing.
fn closes(next: Option<&TokenTree>) -> bool {
    next.is_none_or(|next| matches!(next, TokenTree::Punct(punct) if punct.as_char() == '>'))
}

fn flatten(tokens: TokenStream, flat: &mut Vec<String>) {
    let arrow = ["=".to_owned(), ">".to_owned()];
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group)
                if group.delimiter() == Delimiter::Brace && flat.ends_with(&arrow) =>
            {
                flatten(group.stream(), flat);
                if tokens.peek().is_some() {
                    flat.push(",".to_owned());
                }
            }
            TokenTree::Group(group) => {
                flat.push(format!("{:?}", group.delimiter()));
                flatten(group.stream(), flat);
                flat.push("end".to_owned());
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' && closes(tokens.peek()) => {}
            other => flat.push(other.to_string()),
        }
    }
}
