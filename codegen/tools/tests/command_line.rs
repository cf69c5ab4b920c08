//! The command line: what it prints, where, and its exit status.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{
    fs,
    io::{BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");
/// The two services that do not change with every new capture.
const FIRST: [&str; 2] = [
    concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../spec/media_connect_center.yaml"
    ),
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/organization.yaml"),
];

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ncloud-codegen"))
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures"))
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// What a command prints when all is well, and nothing beside it.
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    stdout(&output).to_owned()
}

/// What a command says when it fails, and nothing beside it.
fn refused(arguments: &[&str], status: i32) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(status), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    stderr(&output).to_owned()
}

#[test]
fn closed_pipes_change_no_exit_status() {
    let page = "ten-faults.yaml";
    let ends = |arguments: &[&str], closes_output: bool| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ncloud-codegen"))
            .args(arguments)
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Nobody reads the one, and the other is read to its end.
        let mut said = String::new();
        let (output, error) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        if closes_output {
            drop(output);
            BufReader::new(error).read_to_string(&mut said).unwrap();
        } else {
            drop(error);
            BufReader::new(output).read_to_string(&mut said).unwrap();
        }
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
        child.wait().unwrap().code()
    };
    assert_eq!(ends(&["schema"], true), Some(0));
    assert_eq!(ends(&["check", page], false), Some(1));
    assert_eq!(ends(&["diff", page, page], false), Some(2));
    assert_eq!(ends(&["explain", "no-such-rule"], false), Some(2));
    assert_eq!(ends(&["draft", "no-such-page.html"], false), Some(2));
}

#[test]
fn sound_specs_have_no_findings() {
    assert_eq!(
        printed(&["check", FIRST[0], FIRST[1]]),
        "2 services, 47 operations: no findings\n"
    );
}

#[test]
fn ten_faults_are_drawn_under_their_lines_and_the_exit_status_is_1() {
    insta::assert_snapshot!(refused(&["check", "ten-faults.yaml"], 1));
}

#[test]
fn the_findings_of_all_files_come_in_one_run() {
    let findings = refused(
        &[
            "check",
            "ten-faults.yaml",
            "missing.yaml",
            "rules/unusable-name.service.yaml",
            SPECS,
        ],
        1,
    );
    assert!(findings.contains("12 findings;"), "{findings}");
    for place in [
        "ten-faults.yaml:4:1",
        "missing.yaml:1:1",
        "rules/unusable-name.service.yaml:2:10",
    ] {
        assert!(findings.contains(place), "{place}: {findings}");
    }
}

#[test]
fn a_folder_without_specs_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().to_str().unwrap();
    assert_eq!(
        refused(&["check", folder], 2),
        format!("error: no specs (*.yaml) in {folder}\n")
    );
}

#[test]
fn arguments_that_there_are_not_are_refused() {
    assert!(refused(&["chekc"], 2).contains("'check'"));
    assert!(
        refused(&["list", "--format", "xml", SPECS], 2).contains("[possible values: json, table]")
    );
    assert!(refused(&["generate", SPECS], 2).contains("--out <OUT>"));
}

#[test]
fn every_operation_is_listed_as_a_table() {
    let table = printed(&["list", SPECS]);
    let rows: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(rows[0], ["SERVICE", "OPERATION", "METHOD", "PATH", "PLACE"]);
    let of = |service: &str| rows.iter().filter(|row| row[0] == service).count();
    assert_eq!((of("organization"), of("media_connect_center")), (27, 20));
    let get_user = rows.iter().find(|row| row[1] == "GetUser").unwrap();
    assert_eq!(
        get_user[2..4],
        [
            "GET",
            "/ncloudmcc/v1/companies/{companyId}/users/{externalKey}"
        ]
    );
}

#[test]
fn every_operation_is_listed_as_json() {
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&printed(&["list", "--format", "json", SPECS])).unwrap();
    let of = |service: &str| rows.iter().filter(|row| row["service"] == service).count();
    assert_eq!((of("organization"), of("media_connect_center")), (27, 20));
    let leave = rows
        .iter()
        .find(|row| row["operation"] == "ListWithdrawalRequests")
        .unwrap();
    assert_eq!(leave["service"], "organization");
    assert_eq!(leave["method"], "GET");
    assert_eq!(leave["path"], "/open-api/v1/account/leave");
    let line = usize::try_from(leave["line"].as_u64().unwrap()).unwrap();
    let text = fs::read_to_string(leave["file"].as_str().unwrap()).unwrap();
    assert_eq!(
        text.lines().nth(line - 1),
        Some("  ListWithdrawalRequests:")
    );
}

#[test]
fn the_schema_is_json() {
    let schema: serde_json::Value = serde_json::from_str(&printed(&["schema"])).unwrap();
    assert_eq!(schema["if"]["required"][0], "part_of");
}

#[test]
fn rules_are_explained() {
    insta::assert_snapshot!(printed(&["explain", "unsafe-read"]), @r"
    unsafe-read (error)

    A waiter or a pager repeats only what is safe to repeat.

    GET and HEAD are reads unless `safe: false` says otherwise; other methods are writes unless `safe: true` does.
    ");
    let all = printed(&["explain"]);
    let ids: Vec<&str> = all
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let of_specs = ncloud_codegen::rules::every().map(|rule| rule.id);
    let of_changes = ncloud_tools::diff::rules::ALL.iter().map(|rule| rule.id);
    assert_eq!(ids, of_specs.chain(of_changes).collect::<Vec<_>>());
}

#[test]
fn a_rule_that_there_is_not_is_refused() {
    assert_eq!(
        refused(&["explain", "unknwon-key"], 2),
        "error: there is no rule `unknwon-key`; did you mean `unknown-key`?\n"
    );
    assert_eq!(
        refused(&["explain", "rule"], 2),
        "error: there is no rule `rule`; `ncloud-codegen explain` lists them\n"
    );
}

#[test]
fn generated_files_are_named_written_and_formatted() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("not/there/yet");
    let [first, second] = FIRST;
    let written = printed(&["generate", "--out", out.to_str().unwrap(), first, second]);
    let files: Vec<PathBuf> = written.lines().map(PathBuf::from).collect();
    assert_eq!(
        files,
        ["services.rs", "media_connect_center.rs", "organization.rs"].map(|name| out.join(name))
    );
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        assert!(
            text.starts_with("// @generated by ncloud-codegen"),
            "{}",
            file.display()
        );
        assert!(
            text.lines().all(|line| line == line.trim_end()),
            "{}",
            file.display()
        );
    }
    let services = fs::read_to_string(&files[0]).unwrap();
    assert!(services.contains("pub mod organization {"), "{services}");
}

#[test]
fn nothing_is_generated_from_faulty_specs_or_into_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    refused(
        &[
            "generate",
            "--out",
            out.to_str().unwrap(),
            "ten-faults.yaml",
            SPECS,
        ],
        1,
    );
    assert!(!Path::exists(&out));
    fs::write(&out, "a file").unwrap();
    assert!(
        refused(&["generate", "--out", out.to_str().unwrap(), SPECS], 2).starts_with("error: ")
    );
}

#[test]
fn specs_are_formatted_in_place_and_checked_without_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let [messy, neat] = ["messy.yaml", "neat.yaml"].map(|name| folder.path().join(name));
    let text = "title: Messy # a remark\nspec:   1\n";
    fs::write(&messy, text).unwrap();
    fs::write(&neat, "spec: 1\n").unwrap();
    let folder = folder.path().to_str().unwrap();

    let check = run(&["fmt", "--check", folder]);
    let path = messy.display();
    assert_eq!(
        stdout(&check),
        format!(
            "--- {path}\n+++ {path}, formatted\n@@ from line 1 on @@\n\
             -title: Messy # a remark\n-spec:   1\n+spec: 1\n+title: Messy    # a remark\n"
        )
    );
    assert_eq!(check.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&messy).unwrap(), text);

    assert_eq!(printed(&["fmt", folder]), format!("{path}\n"));
    assert_eq!(
        fs::read_to_string(&messy).unwrap(),
        "spec: 1\ntitle: Messy    # a remark\n"
    );
    assert_eq!(printed(&["fmt", "--check", folder]), "");
}

#[test]
fn nothing_is_formatted_where_one_file_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let [faulty, messy] = ["faulty.yaml", "messy.yaml"].map(|name| folder.path().join(name));
    fs::write(&faulty, "spec: [\n").unwrap();
    fs::write(&messy, "spec:   1\n").unwrap();
    let findings = refused(&["fmt", folder.path().to_str().unwrap()], 1);
    assert!(findings.contains("error[yaml-syntax]"), "{findings}");
    assert_eq!(fs::read_to_string(&messy).unwrap(), "spec:   1\n");
}

#[test]
fn a_page_becomes_a_spec_that_can_be_called() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("cloud_functions.yaml");
    let spec = spec.to_str().unwrap();
    let page = "pages/compute-cloudfunctions-v2-getpackagelist-2024.txt";
    assert_eq!(
        printed(&[
            "draft",
            page,
            "--into",
            spec,
            "--service",
            "cloud_functions"
        ]),
        format!(
            "{spec}: GetPackageList; 3 gaps to look at\n\
             {spec}:5: gap: the title and the address of the overview page are those of no page: put those of the service\n\
             {spec}:11: gap: the table under `오류 코드` lists failures: put their codes under `errors`\n\
             {spec}:12: gap: the page does not say its own address: put it under `docs`, or draft with `--docs`\n"
        )
    );
    assert_eq!(
        printed(&["check", spec]),
        "1 services, 1 operations: 3 gaps\n"
    );
    // Another page of the service, into the same spec.
    let other = "pages/compute-cloudfunctions-getpackagelist.txt";
    assert_eq!(
        refused(&["draft", other, "--into", spec], 2),
        format!(
            "error: {spec} has a `GetPackageList` already: give the operation another name, with `--name`\n"
        )
    );
    let drafted = printed(&[
        "draft",
        other,
        "--into",
        spec,
        "--name",
        "GetClassicPackageList",
    ]);
    assert!(
        drafted.starts_with(&format!("{spec}: GetClassicPackageList; ")),
        "{drafted}"
    );
    assert_eq!(
        printed(&["check", spec]),
        "1 services, 2 operations: 6 gaps\n"
    );
    // The second answer is the first one's type.
    let text = fs::read_to_string(spec).unwrap();
    assert_eq!(text.matches("response: list<Content>").count(), 2, "{text}");
    assert_eq!(text.matches("  Content:").count(), 1, "{text}");
}

#[test]
fn a_draft_says_which_gaps_are_its_own_and_how_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let client = folder.path().join("client");
    fs::create_dir_all(client.join("spec")).unwrap();
    let manifest = client.join("Cargo.toml");
    fs::write(
        &manifest,
        "[features]\nall-services = [\n    \"vpc\",\n]\nvpc = []\n",
    )
    .unwrap();
    let spec = client.join("spec/sso.yaml");
    let [client, spec] = [&client, &spec].map(|path| path.to_str().unwrap());
    let page = "pages/sso-post-group.md";
    assert_eq!(
        printed(&["draft", page, "--into", spec, "--client", client]),
        format!(
            "{spec}: CreateGroup; 2 gaps to look at\n\
             {spec}:5: gap: the title and the address of the overview page are those of no page: put those of the service\n\
             {spec}:11: gap: the page does not say its own address: put it under `docs`, or draft with `--docs`\n\
             {client}/Cargo.toml: the feature `sso`\n\
             next: cargo test -p ncloud --features blocking,sso --test examples sso_\n"
        )
    );
    assert_eq!(
        fs::read_to_string(&manifest).unwrap(),
        "[features]\nall-services = [\n    \"sso\",\n    \"vpc\",\n]\nsso = []\nvpc = []\n"
    );
    // The gaps of before are not said again, and the feature is there.
    assert_eq!(
        printed(&[
            "draft",
            page,
            "--into",
            spec,
            "--client",
            client,
            "--name",
            "AddGroup",
            "--docs",
            "https://api.ncloud-docs.com/docs/en/post-group"
        ]),
        format!(
            "{spec}: AddGroup; 0 gaps to look at\n\
             next: cargo test -p ncloud --features blocking,sso --test examples sso_\n"
        )
    );
    // In a manifest of another form the lines are put by hand.
    fs::write(
        &manifest,
        "[features]\nall-services = [\"vpc\"]\nvpc = []\n",
    )
    .unwrap();
    fs::remove_file(spec).unwrap();
    let drafted = printed(&["draft", page, "--into", spec, "--client", client]);
    let line = format!(
        "{client}/Cargo.toml: put `sso = []` under `[features]`, and \"sso\" into `all-services`\n"
    );
    assert!(drafted.contains(&line), "{drafted}");
}

#[test]
fn a_new_service_is_named_after_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let page = "pages/sso-post-group.md";
    for (file, options, service) in [
        ("single_sign_on.yaml", &[][..], "single_sign_on".to_owned()),
        (
            "named.yaml",
            &["--service", "other"][..],
            "other".to_owned(),
        ),
        // Names that no service can have.
        ("New-Service.yaml", &[][..], "sso".to_owned()),
        ("services.yaml", &[][..], "sso".to_owned()),
    ] {
        let spec = folder.path().join(file);
        let mut arguments = vec!["draft", page, "--into", spec.to_str().unwrap()];
        arguments.extend(options);
        printed(&arguments);
        let text = fs::read_to_string(&spec).unwrap();
        assert!(text.contains(&format!("\nservice: {service}\n")), "{text}");
    }
}

#[test]
fn a_draft_without_a_spec_is_printed() {
    let text = printed(&[
        "draft",
        "pages/security-kms2-encrypt.md",
        "--name",
        "Encrypt",
        "--service",
        "kms",
    ]);
    assert!(text.contains("\nservice: kms\n"), "{text}");
    assert!(text.contains("\n  Encrypt:\n"), "{text}");
}

#[test]
fn warnings_are_drawn_and_only_fail_where_they_are_denied() {
    let spec = "lints/yn-type.triggers.yaml";
    let output = run(&["check", spec]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "1 services, 1 operations: 2 warnings\n");
    let drawn = stderr(&output);
    assert_eq!(drawn.matches("warning[yn-type]: ").count(), 2, "{drawn}");
    assert!(drawn.ends_with("2 findings; `ncloud-codegen explain RULE` says more of a rule\n"));
    assert_eq!(refused(&["check", "--deny-warnings", spec], 1), drawn);
    printed(&["check", "--deny-warnings", "lints/yn-type.silenced.yaml"]);
}

#[test]
fn gaps_are_counted_and_denied_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("shelf.yaml");
    let text = "spec: 1\nservice: shelf\ntitle: Shelf\ndocs: https://a.b/c\nurl: https://box.apigw.ntruss.com\n\noperations:\n  # gap: the table under `X` was not read\n  \
        GetBox:\n    doc: Returns a box.\n    docs: https://a.b/d\n    http: GET /box\n    response:\n      no?: i64\n";
    fs::write(&spec, text).unwrap();
    let spec = spec.to_str().unwrap();
    let output = run(&["check", spec]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        stdout(&output).ends_with(", 1 gap\n"),
        "{}",
        stdout(&output)
    );
    let output = run(&["check", "--deny-gaps", spec]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).contains("shelf.yaml:8: gap: the table under `X` was not read\n"),
        "{}",
        stdout(&output)
    );
    fs::write(
        folder.path().join("shelf.yaml"),
        text.replace("# gap:", "# note:"),
    )
    .unwrap();
    let output = run(&["check", "--deny-gaps", spec]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn lints_are_explained_like_rules() {
    assert!(
        printed(&["explain", "safe-write"])
            .starts_with("safe-write (warning)\n\nWhat changes something is not")
    );
    assert!(printed(&["explain"]).contains("\nmissing-pager "));
}

#[test]
fn a_service_is_exported_to_standard_output_and_several_to_a_folder() {
    let document = printed(&["openapi", "organization", "--spec", FIRST[1]]);
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(
        document["paths"]["/group/{organizationGroupNo}"]["put"]["operationId"],
        "RenameAccountGroup"
    );

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("openapi");
    let out = out.to_str().unwrap();
    let names = ["organization", "media_connect_center"];
    let written = printed(&[
        "openapi",
        names[0],
        names[1],
        "--version",
        "3.0",
        "--out",
        out,
        "--spec",
        FIRST[0],
        "--spec",
        FIRST[1],
    ]);
    let files = names.map(|name| format!("{out}/{name}.openapi.json"));
    assert_eq!(written, format!("{}\n{}\n", files[0], files[1]));
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        assert!(text.starts_with("{\n  \"openapi\": \"3.0.3\",\n"), "{text}");
    }
}

#[test]
fn a_service_that_there_is_not_is_not_exported() {
    assert_eq!(
        refused(&["openapi", "organisation", "--spec", FIRST[1]], 2),
        "error: there is no service `organisation`; there are organization\n"
    );
}

#[test]
fn the_reference_is_a_page_a_service_one_of_the_language_and_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("reference");
    let out = out.to_str().unwrap();
    let names = ["README.md", "language.md", "organization.md"];
    let expected: String = names.map(|name| format!("{out}/{name}\n")).concat();
    let chosen = ["doc", "--out", out, "--spec", SPECS, "organization"];
    assert_eq!(printed(&chosen), expected);
    let read = |name: &str| fs::read_to_string(Path::new(out).join(name)).unwrap();
    assert!(read("README.md").contains("[Organization](organization.md)"));
    assert!(read("language.md").ends_with(&printed(&["reference"])));
    assert!(read("organization.md").starts_with("# Organization\n"));

    let unknown = refused(&["doc", "--out", out, "--spec", SPECS, "organisation"], 2);
    assert!(
        unknown.starts_with("error: there is no service `organisation`; there are api_gateway, "),
        "{unknown}"
    );
    assert!(refused(&["doc", "--spec", SPECS], 2).contains("--out <OUT>"));
}
