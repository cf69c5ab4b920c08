//! The recipes of `CONTRIBUTING.md`: each file that one names is there, and has in it what the recipe says to look for.

use crate::support::{in_code, repository, text};

/// Recipes that there have to be, and the most files that each may take. More of them are a decision that is taken in too many places.
const RECIPES: [(&str, usize); 12] = [
    ("Add an operation", 1),
    ("Add a service", 3),
    ("Add a lint", 3),
    ("Add a time format", 5),
    ("Add a parameter style", 8),
    ("Add a separator of joined lists", 2),
    ("Add an auth kind", 9),
    ("Add a documentary key of a field", 6),
    ("Add a key of `pages`", 5),
    ("Add a kind of type", 12),
    ("Add a printer", 4),
    ("Make a release", 5),
];

/// A line of a list that begins with a path: the path, and what is in the file.
fn steps(recipe: &str) -> Vec<(&str, Vec<&str>)> {
    let lines = recipe
        .lines()
        .filter_map(|line| line.split_once(". `").or(line.split_once("- `")));
    let lines = lines.filter(|(before, _)| before.trim().chars().all(|c| c.is_ascii_digit()));
    lines
        .filter_map(|(_, line)| {
            let (path, rest) = line.split_once('`')?;
            // What is looked for stands before the colon.
            let (names, _) = rest.split_once(':')?;
            Some((path, in_code(names)))
        })
        .collect()
}

#[test]
fn every_recipe_is_there_and_its_files_hold_what_it_names() {
    let page = text("CONTRIBUTING.md");
    let mut faults = Vec::new();
    for (name, most) in RECIPES {
        let Some((_, rest)) = page.split_once(&format!("\n### {name}\n")) else {
            faults.push(format!("no recipe {name}"));
            continue;
        };
        let recipe = rest.split("\n### ").next().unwrap();
        let recipe = recipe.split("\n## ").next().unwrap();
        let steps = steps(recipe);
        if steps.is_empty() {
            faults.push(format!("{name}: no files"));
        }
        if steps.len() > most {
            faults.push(format!("{name}: {} files, not {most}", steps.len()));
        }
        for (path, things) in steps {
            if !repository().join(path).exists() {
                faults.push(format!("{name}: there is no {path}"));
                continue;
            }
            for thing in things {
                if !text(path).contains(thing) {
                    faults.push(format!("{name}: {path} has no {thing}"));
                }
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// Paths anywhere in the pages for contributors.
#[test]
fn every_path_that_is_named_is_there() {
    let mut missing = Vec::new();
    for page in [
        "CONTRIBUTING.md",
        "SECURITY.md",
        "README.md",
        "codegen/ARCHITECTURE.md",
        "generated-client/ARCHITECTURE.md",
    ] {
        let content = text(page);
        let mut is_code = false;
        for line in content.lines() {
            if line.trim_start().starts_with("```") {
                is_code = !is_code;
                continue;
            }
            if is_code {
                continue;
            }
            for span in in_code(line) {
                let is_path = span.contains('/')
                    && !span.contains([' ', '<', '*', ':', '{', '~', '('])
                    && !span.starts_with(['/', '.'])
                    && !span.starts_with("target/");
                let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
                let is_there = [folder, ""]
                    .iter()
                    .any(|folder| repository().join(folder).join(span).exists());
                if is_path && !is_there {
                    missing.push(format!("{page}: {span}"));
                }
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
