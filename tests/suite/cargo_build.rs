//! What cargo does with the crates: the packaged ones build on their own, a build without a change does nothing, an edited
//! spec is built anew, a fault in it is an error of cargo at its place.
//!
//! The packages are taken apart outside the repository, where nothing of it can be reached.

#![allow(clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use ncloud_codegen::ir::Format;
use ncloud_test_support::cargo::cargo;
use tempfile::TempDir;

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// `ncloud` and `ncloud-codegen` as the repository has them, packaged side by side, and a crate that uses them. What is published of the
/// client has no specs to follow: `cargo xtask release` makes it, and has tests of its own.
struct Unpacked {
    folder: TempDir,
}

impl Unpacked {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for package in packages() {
            let status = Command::new("tar")
                .args(["-xzf".as_ref(), package.as_os_str()])
                .current_dir(folder.path())
                .status()
                .unwrap();
            assert!(status.success());
        }
        let user = folder.path().join("user");
        fs::create_dir_all(user.join("src")).unwrap();
        fs::write(
            user.join("Cargo.toml"),
            "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nncloud = { version = \"0.1.0\", default-features = false, features = [\"organization\"] }\n\n\
             [patch.crates-io]\nncloud = { path = \"../ncloud-0.1.0\" }\n\
             ncloud-codegen = { path = \"../ncloud-codegen-0.1.0\" }\n\n[workspace]\n",
        )
        .unwrap();
        fs::copy(
            Path::new(REPOSITORY).join("Cargo.lock"),
            user.join("Cargo.lock"),
        )
        .unwrap();
        let unpacked = Self { folder };
        unpacked.write_program("ncloud::organization::GetOrganization::new()");
        unpacked
    }

    fn spec(&self) -> PathBuf {
        self.folder
            .path()
            .join("ncloud-0.1.0/spec/organization.yaml")
    }

    fn write_program(&self, request: &str) {
        fs::write(
            self.folder.path().join("user/src/main.rs"),
            format!("fn main() {{\n    println!(\"{{:?}}\", {request});\n}}\n"),
        )
        .unwrap();
    }

    fn cargo(&self, command: &str) -> Output {
        // The dependencies were fetched when these tests were built.
        cargo()
            .args([command, "--offline"])
            .env("CARGO_TARGET_DIR", self.folder.path().join("target"))
            .current_dir(self.folder.path().join("user"))
            .output()
            .unwrap()
    }

    fn run(&self) -> String {
        let output = self.cargo("run");
        assert!(output.status.success(), "{}", errors(&output));
        String::from_utf8(output.stdout).unwrap()
    }
}

/// Both packages, made once.
fn packages() -> &'static [PathBuf] {
    static PACKAGES: OnceLock<Vec<PathBuf>> = OnceLock::new();
    PACKAGES.get_or_init(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages");
        let output = cargo()
            .args(["package", "--offline", "--no-verify", "--allow-dirty"])
            .args(["-p", "ncloud-codegen", "-p", "ncloud", "--target-dir"])
            .arg(&target)
            .current_dir(REPOSITORY)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", errors(&output));
        ["ncloud-codegen", "ncloud"]
            .map(|name| target.join(format!("package/{name}-0.1.0.crate")))
            .to_vec()
    })
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_packaged_crates_build_follow_the_spec_and_report_its_faults() {
    let unpacked = Unpacked::new();
    assert_eq!(unpacked.run(), "GetOrganization\n");

    // Nothing has changed, so nothing is built.
    let again = unpacked.cargo("build");
    assert!(!errors(&again).contains("Compiling"), "{}", errors(&again));

    // One more operation in the spec is one more request to call, without another change.
    let spec = fs::read_to_string(unpacked.spec()).unwrap();
    let operation = "operations:\n  Greet:\n    doc: Greets.\n    docs: https://example.com/greet\n    http: POST /greet\n    body:\n      name: string\n";
    fs::write(
        unpacked.spec(),
        spec.replacen("operations:\n", operation, 1),
    )
    .unwrap();
    unpacked.write_program("ncloud::organization::Greet::new(\"Hong Gil Dong\")");
    assert_eq!(unpacked.run(), "Greet { name: \"Hong Gil Dong\" }\n");

    // What a lint finds in it is a warning of cargo, and keeps nothing from being built.
    let line = 1 + spec.lines().position(|line| line == "operations:").unwrap();
    let warned = unpacked.cargo("build");
    let expected = format!(
        "warning: ncloud@0.1.0: spec/organization.yaml:{}:3: [docs-address] the page of `Greet` is at `example.com`",
        line + 1
    );
    assert!(errors(&warned).contains(&expected), "{}", errors(&warned));

    // A slip is an error of cargo, at its place and with a hint, and rustc never sees it.
    let slip = operation.replace("      name: string\n", "      name: strnig\n");
    fs::write(unpacked.spec(), spec.replacen("operations:\n", &slip, 1)).unwrap();
    let failed = unpacked.cargo("build");
    assert!(!failed.status.success());
    let expected = format!(
        "error: ncloud@0.1.0: spec/organization.yaml:{}:13: [bad-type] `strnig` is not a type (help: did you mean `string`?)",
        line + 6
    );
    assert!(errors(&failed).contains(&expected), "{}", errors(&failed));
    assert!(
        !errors(&failed).contains("could not compile"),
        "{}",
        errors(&failed)
    );
}

/// A crate whose build script generates from `specs`, and which notices a variable that cargo was told to set. Its
/// dependencies are built once for all runs.
struct Hostile {
    folder: TempDir,
    /// Cargo takes crates of one name for one crate, wherever they are.
    name: String,
}

impl Hostile {
    fn new(specs: &[(&str, &str)]) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let folder = TempDir::new().unwrap();
        let name = format!("hostile{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let within = |path: &str| folder.path().join(path);
        fs::create_dir_all(within("src")).unwrap();
        fs::create_dir_all(within("spec")).unwrap();
        let repository = fs::canonicalize(REPOSITORY).unwrap();
        let repository = repository.display();
        fs::write(
            within("Cargo.toml"),
            format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\nncloud = {{ path = \"{repository}/generated-client\", default-features = false }}\n\n\
                 [build-dependencies]\nncloud-codegen = {{ path = \"{repository}/codegen/core\" }}\n\n[workspace]\n"
            ),
        )
        .unwrap();
        fs::write(
            within("build.rs"),
            "fn main() -> std::process::ExitCode {\n    ncloud_codegen::build_script::generate(\"spec\")\n}\n",
        )
        .unwrap();
        fs::write(
            within("src/lib.rs"),
            "#![deny(warnings, text_direction_codepoint_in_comment, text_direction_codepoint_in_literal)]\n\
             include!(concat!(env!(\"OUT_DIR\"), \"/services.rs\"));\n\
             const _: () = assert!(option_env!(\"PWNED\").is_none());\n",
        )
        .unwrap();
        fs::copy(
            Path::new(REPOSITORY).join("Cargo.lock"),
            within("Cargo.lock"),
        )
        .unwrap();
        for (name, text) in specs {
            fs::write(within("spec").join(name), text).unwrap();
        }
        Self { folder, name }
    }

    fn check(&self) -> Output {
        cargo()
            .args(["check", "--offline"])
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile"),
            )
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }

    /// The lines of cargo's that are about the crate, without their beginning.
    fn told<'text>(&self, errors: &'text str, kind: &str) -> Vec<&'text str> {
        let beginning = format!("{kind}: {}@0.1.0: ", self.name);
        errors
            .lines()
            .filter_map(|line| line.strip_prefix(&beginning))
            .collect()
    }

    /// Every file of the crate, by its path within it.
    fn files(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.folder.path().to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push(path.strip_prefix(self.folder.path()).unwrap().to_owned());
                }
            }
        }
        files.sort();
        files
    }
}

/// What cargo and a terminal would obey.
const HOSTILE: &str = concat!(
    r"x\ncargo::rustc-env=PWNED=1\ncargo:rustc-env=PWNED=1\r\ncargo::rustc-link-arg=-Bspec\rcargo::rustc-env=PWNED=1",
    r"\e[2J\a\x9b31m\N\L\P\u202e\u2066\u200f\ufeff */ \x22# ```\n    compile_error!()\n#![no_std]",
);

fn hostile_spec() -> String {
    format!(
        r#"spec: 1
service: hostile
title: "{HOSTILE}"
doc: "{HOSTILE}"
docs: https://docs.example.com
url: https://hostile.example.com
defect: "{HOSTILE}"
allow: {{ "{HOSTILE}": "{HOSTILE}" }}
operations:
  ListThings:
    doc: "{HOSTILE}"
    docs: https://docs.example.com/list
    http: GET /things
    query:
      "{HOSTILE}Time?": {{ type: string, name: start_time, doc: "{HOSTILE}", default: "{HOSTILE}" }}
      "{HOSTILE}Const": {{ const: "{HOSTILE}" }}
    response:
      "{HOSTILE}List": {{ type: list<Kind>, name: things, doc: "{HOSTILE}" }}
types:
  Kind:
    enum: {{ "{HOSTILE}": {{ name: Value, doc: "{HOSTILE}" }} }}
errors:
  "{HOSTILE}": {{ doc: "{HOSTILE}" }}
"#
    )
}

fn assert_shown(output: &Output) {
    let errors = errors(output);
    let hidden = errors.chars().find(|c| {
        c.is_control() && *c != '\n'
            || matches!(*c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    });
    assert_eq!(hidden, None, "{errors:?}");
}

#[test]
fn a_spec_tells_cargo_nothing_but_its_findings() {
    let spec = hostile_spec();
    let hostile = Hostile::new(&[("hostile.yaml", &spec)]);
    let files = hostile.files();
    let sound = hostile.check();
    let text = errors(&sound);
    assert!(sound.status.success(), "{text}");
    assert_shown(&sound);
    let folder = hostile.folder.path().join("spec");
    let warnings = ncloud_codegen::load_with_warnings([&folder])
        .unwrap()
        .warnings;
    // A finding is a line: nothing more, nothing less.
    let expected: Vec<String> = warnings
        .findings()
        .iter()
        .map(|finding| {
            let folder = format!("{}/", folder.display());
            finding.one_line().replace(&folder, "spec/")
        })
        .collect();
    assert!(expected.len() >= 4, "{expected:?}");
    assert_eq!(hostile.told(&text, "warning"), expected);
    assert!(
        expected.iter().any(|line| line.contains(
            r"`x\ncargo::rustc-env=PWNED=1\ncargo:rustc-env=PWNED=1\r\ncargo::rustc-link-arg=-Bspec\rcargo::"
        )),
        "{expected:?}"
    );
    assert_eq!(hostile.files(), files);

    // What is wrong is told the same way, the names of files included.
    let broken = spec
        .replace("docs: https", "docs: http")
        .replace("list<Kind>", &HOSTILE.replace('"', ""));
    let names = [
        "hostile.yaml",
        "other\ncargo::rustc-env=PWNED=1\n\u{1b}\u{202e}.yaml",
    ];
    let possible = if cfg!(unix) { 2 } else { 1 };
    let names = names.into_iter().take(possible);
    let specs: Vec<(&str, &str)> = names.map(|name| (name, broken.as_str())).collect();
    let hostile = Hostile::new(&specs);
    let failed = hostile.check();
    let text = errors(&failed);
    assert!(!failed.status.success());
    assert_shown(&failed);
    let report = ncloud_codegen::load([hostile.folder.path().join("spec")]).unwrap_err();
    assert_eq!(
        hostile.told(&text, "error").len(),
        report.findings().len(),
        "{text}"
    );
    assert!(!text.contains("could not compile"), "{text}");
}

#[test]
fn the_path_of_specs_tells_cargo_nothing() {
    let program = |path: &str| {
        let hostile = Hostile::new(&[("hostile.yaml", &hostile_spec())]);
        fs::write(
            hostile.folder.path().join("build.rs"),
            format!("fn main() -> std::process::ExitCode {{\n    ncloud_codegen::build_script::generate({path:?})\n}}\n"),
        )
        .unwrap();
        let output = hostile.check();
        assert!(!output.status.success(), "{}", errors(&output));
        assert_shown(&output);
        errors(&output)
    };
    let text = program("spec\ncargo::rustc-env=PWNED=1");
    assert!(
        text.contains("the path of the specs has a line break in it"),
        "{text}"
    );
    let text = program("no\u{1b}\u{202e}where");
    assert!(
        text.contains(r"no\u{1b}\u{202e}where:1:1: [unreadable-file]"),
        "{text}"
    );
}

#[test]
fn every_spec_has_its_feature() {
    let manifest =
        fs::read_to_string(Path::new(REPOSITORY).join("generated-client/Cargo.toml")).unwrap();
    let mut services = ncloud_codegen::load([Path::new(REPOSITORY).join("spec")]).unwrap();
    services.sort_by(|one, other| one.name.cmp(&other.name));
    let (_, features) = manifest.split_once("\nall-services = [").unwrap();
    let (_, features) = features.split_once("\n]\n").unwrap();
    let (features, _) = features.split_once("\n\n").unwrap();
    // Who has answers in XML can read them.
    let expected: Vec<String> = services
        .iter()
        .map(|service| {
            let mut operations = service.operations.iter();
            let has_xml = operations.any(|operation| operation.response.format == Format::Xml);
            let turns_on = if has_xml { "\"xml\"" } else { "" };
            format!("{} = [{turns_on}]", service.name)
        })
        .collect();
    assert_eq!(features.lines().collect::<Vec<_>>(), expected);
    let specs = services.iter().map(|service| &service.name);
    let all: String = specs.map(|name| format!("\"{name}\",")).collect();
    // In as many lines as it takes.
    let manifest: String = manifest.split_whitespace().collect();
    assert!(
        [
            format!("all-services=[{all}]"),
            format!("all-services=[{}]", all.trim_end_matches(','))
        ]
        .iter()
        .any(|line| manifest.contains(line))
    );
}
