//! The way from a saved page to a typed call, walked as `spec/ADD_AN_ENDPOINT.md` has it: its commands, its program, what that prints.
//!
//! It is walked in a copy of the repository, for pages of operations that no spec has. Once one of them is captured, the walk
//! needs another page.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use ncloud_test_support::cargo::cargo;

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A copy of the repository. It is always at the same place and keeps the times of the files, so that what was built of them
/// the last time is not built again. What it depends on is what the repository depends on: it was built for these tests.
struct Copy {
    folder: PathBuf,
    target: PathBuf,
}

impl Copy {
    fn new() -> Self {
        let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let copy = Self {
            folder: temporary.join("walk"),
            target: temporary.parent().unwrap().to_owned(),
        };
        if copy.folder.exists() {
            fs::remove_dir_all(&copy.folder).unwrap();
        }
        fs::create_dir_all(&copy.folder).unwrap();
        for entry in [
            "Cargo.lock",
            "Cargo.toml",
            "README.md",
            "codegen",
            "generated-client",
            "spec",
            "tests",
        ] {
            let status = Command::new("cp")
                .arg("-a")
                .arg(Path::new(REPOSITORY).join(entry))
                .arg(&copy.folder)
                .status()
                .unwrap();
            assert!(status.success(), "{entry}");
        }
        copy
    }

    fn save_page(&self, page: &str, name: &str) {
        let page = Path::new(REPOSITORY)
            .join("tests/fixtures/pages")
            .join(page);
        fs::copy(page, self.folder.join(name)).unwrap();
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap()
    }

    /// What a command of the page prints.
    fn printed(&self, command: &str) -> String {
        let (program, arguments) = command.split_once(' ').unwrap();
        assert_eq!(program, "cargo");
        let output = cargo()
            .args(arguments.split_whitespace())
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            // What the workspace depends on was fetched when it was built.
            .env("CARGO_NET_OFFLINE", "true")
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{command}\n{printed}\n{errors}");
        printed
    }
}

/// The code blocks of a kind in the page's first section, without their indentation.
fn blocks(kind: &str) -> Vec<String> {
    let page = fs::read_to_string(Path::new(REPOSITORY).join("spec/ADD_AN_ENDPOINT.md")).unwrap();
    let (section, _) = page.split_once("\n## By hand\n").unwrap();
    let mut blocks = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        let Some(indentation) = line.strip_suffix(&format!("```{kind}")) else {
            continue;
        };
        let block: Vec<&str> = lines
            .by_ref()
            .map(|line| line.strip_prefix(indentation).unwrap_or(line))
            .take_while(|line| *line != "```")
            .collect();
        blocks.push(block.join("\n") + "\n");
    }
    blocks
}

#[test]
fn the_page_leads_from_a_page_to_a_typed_call() {
    let commands: Vec<String> = blocks("sh")
        .iter()
        .map(|command| command.trim_end().to_owned())
        .collect();
    let [draft, test, call] = commands.as_slice() else {
        panic!("three commands: {commands:?}");
    };
    let [program] = &blocks("rust,ignore")[..] else {
        panic!("one program");
    };
    let [shown] = &blocks("text")[..] else {
        panic!("what the program prints");
    };

    let copy = Copy::new();
    copy.save_page("management-subaccount-creategroup.html", "page.html");
    let examples = copy.folder.join("generated-client/examples");
    fs::create_dir_all(&examples).unwrap();

    // The draft itself says how to go on.
    assert_eq!(
        copy.printed(draft),
        format!("spec/sub_account.yaml: CreateGroup; 0 gaps to look at\nnext: {test}\n")
    );
    let tested = copy.printed(test);
    let line = "\ntest sub_account_create_group_documented ... ok\n";
    assert!(tested.contains(line), "{tested}");

    fs::write(examples.join("create_group.rs"), program).unwrap();
    let printed = copy.printed(call);
    assert_eq!(&printed, shown);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(
        lines,
        [
            r#"CreateGroupOutput { success: Some(true), id: Some("bd8864a0-****-****-****-005056a79baa") }"#,
            "POST /api/v1/groups: accepted, example documented"
        ]
    );

    // A service that is new takes the same two steps, and its feature is there.
    copy.save_page("sso-post-group.md", "page.md");
    let draft = draft
        .replace("page.html", "page.md")
        .replace("sub_account", "sso");
    let test = test.replace("sub_account", "sso");
    let drafted = copy.printed(&draft);
    let end = format!("\ngenerated-client/Cargo.toml: the feature `sso`\nnext: {test}\n");
    assert!(drafted.ends_with(&end), "{drafted}");
    let manifest = copy.text("generated-client/Cargo.toml");
    assert!(manifest.contains("\nsso = []\n"), "{manifest}");
    let tested = copy.printed(&test);
    let line = "\ntest sso_create_group_documented ... ok\n";
    assert!(tested.contains(line), "{tested}");
}
