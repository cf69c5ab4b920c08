//! The program `ncloud`, driven against the sandbox gateway as a person drives it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ncloud_sandbox::{
    Gateway, Misbehaviour, SAMPLE_ACCESS_KEY, SAMPLE_API_KEY, SAMPLE_API_KEY_ID, SAMPLE_SECRET_KEY,
};
use tempfile::TempDir;

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A gateway that serves a spec of the repository.
fn gateway(spec: &str) -> Gateway {
    let services = ncloud_codegen::load([spec_of(spec)]).unwrap();
    Gateway::builder().specs(services).start_blocking().unwrap()
}

fn spec_of(spec: &str) -> PathBuf {
    Path::new(REPOSITORY).join("spec").join(spec)
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ncloud"));
    command
        .arg("call")
        .args(arguments)
        .env_clear()
        .env("NCLOUD_ACCESS_KEY_ID", SAMPLE_ACCESS_KEY)
        .env("NCLOUD_SECRET_ACCESS_KEY", SAMPLE_SECRET_KEY);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Calls the gateway with the spec at a path. No key is ever in what is printed.
fn call(gateway: &Gateway, spec: &Path, arguments: &[&str]) -> Output {
    let mut command = program(arguments);
    command
        .args(["--endpoint", &gateway.url(), "--spec"])
        .arg(spec)
        .env("NCLOUD_SERVICE_KEY_ID", SAMPLE_API_KEY_ID)
        .env("NCLOUD_SERVICE_KEY", SAMPLE_API_KEY);
    let output = command.output().unwrap();
    let all = text(&output.stdout) + &text(&output.stderr);
    for secret in [
        SAMPLE_ACCESS_KEY,
        SAMPLE_SECRET_KEY,
        SAMPLE_API_KEY_ID,
        SAMPLE_API_KEY,
    ] {
        assert!(!all.contains(secret), "{all}");
    }
    output
}

/// What is printed on success, and no finding.
fn printed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout)
}

#[test]
fn a_read_shows_request_and_answer_without_what_is_sensitive() {
    let gateway = gateway("organization.yaml");
    let output = call(
        &gateway,
        &spec_of("organization.yaml"),
        &["organization.GetOrganization"],
    );
    let shown = printed(&output);
    let url = gateway.url();
    let host = url.trim_start_matches("http://");
    let head = format!(
        "GET /open-api/v1/org\nhost: {host}\naccept: application/json\nuser-agent: ncloud-rust/0.1.0\n\
         x-ncp-apigw-timestamp: <hidden>\nx-ncp-iam-access-key: <hidden>\nx-ncp-apigw-signature-v2: <hidden>\n\n200 after "
    );
    assert!(shown.starts_with(&head), "{shown}");
    assert!(shown.contains(" ms, 1 attempt, trace id "), "{shown}");
    assert!(
        shown.contains("  \"masterMemberEmailAddress\": \"<hidden>\",\n  \"masterMemberName\": \"<hidden>\",\n  \"masterMemberNo\": 2601234,\n"),
        "{shown}"
    );
}

#[test]
fn a_body_goes_out_as_the_spec_says_and_its_sensitive_members_are_hidden() {
    let gateway = gateway("organization.yaml");
    let output = call(
        &gateway,
        &spec_of("organization.yaml"),
        &[
            "organization.InviteAccount",
            "-p",
            "loginId=gildong@example.com",
            "-p",
            "memberName=Hong Gil Dong",
            "-p",
            "inviteMessage=Welcome.",
        ],
    );
    let shown = printed(&output);
    assert!(
        shown.contains("\n\n{\n  \"loginId\": \"<hidden>\",\n  \"memberName\": \"<hidden>\",\n  \"inviteMessage\": \"Welcome.\"\n}\n"),
        "{shown}"
    );
    assert!(!shown.contains("gildong"), "{shown}");
    let requests = gateway.requests();
    assert_eq!(
        text(&requests.first().unwrap().body),
        r#"{"loginId":"gildong@example.com","memberName":"Hong Gil Dong","inviteMessage":"Welcome."}"#
    );
}

#[test]
fn a_list_in_a_form_is_indexed() {
    let gateway = gateway("vserver");
    let arguments = [
        "vserver.StopServerInstances",
        "-p",
        "serverInstanceNoList=1",
        "-p",
        "serverInstanceNoList=[\"2\"]",
    ];
    printed(&call(&gateway, &spec_of("vserver"), &arguments));
    let requests = gateway.requests();
    assert_eq!(
        text(&requests.first().unwrap().body),
        "responseFormatType=json&serverInstanceNoList.1=1&serverInstanceNoList.2=2"
    );
}

#[test]
fn parts_and_the_key_of_a_service_go_out() {
    let gateway = gateway("papago.yaml");
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("letter.txt");
    fs::write(&file, "안녕하세요.").unwrap();
    let output = call(
        &gateway,
        &spec_of("papago.yaml"),
        &[
            "papago.TranslateDocument",
            "-p",
            "source=ko",
            "-p",
            "target=en",
            "-p",
            &format!("file=@{}", file.display()),
        ],
    );
    let shown = printed(&output);
    let parts = "\nsource: ko\ntarget: en\nfile: letter.txt (text/plain, 16 bytes)\n";
    assert!(shown.contains(parts), "{shown}");
    assert!(
        shown.contains("x-ncp-apigw-api-key-id: <hidden>\nx-ncp-apigw-api-key: <hidden>\n"),
        "{shown}"
    );
}

#[test]
fn a_key_in_the_query_is_hidden_and_bytes_are_kept() {
    let gateway = gateway("captcha.yaml");
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("image.jpg");
    let output = call(
        &gateway,
        &spec_of("captcha.yaml"),
        &[
            "captcha.GetImage",
            "--example",
            "documented",
            "--out",
            file.to_str().unwrap(),
        ],
    );
    let shown = printed(&output);
    let line = "GET /captcha-bin/v1/ncaptcha?key=<hidden>&X-NCP-APIGW-API-KEY-ID=<hidden>&X-NCP-APIGW-API-KEY=<hidden>\n";
    assert!(shown.starts_with(line), "{shown}");
    assert_eq!(fs::read(&file).unwrap().len(), 18);
}

#[test]
fn everything_that_is_wrong_with_a_request_is_told_and_nothing_is_sent() {
    let gateway = gateway("media_connect_center.yaml");
    let output = call(
        &gateway,
        &spec_of("media_connect_center.yaml"),
        &[
            "media_connect_center.ListUsers",
            "-p",
            "limt=3",
            "-p",
            "limit=many",
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    for expected in [
        "error[call-request]: `limt` is not a parameter of `ListUsers`",
        "= help: did you mean `limit`?",
        "error[call-request]: `companyId` is required, and not given",
        "error[call-request]: the declared type asks for a whole number, not the text `many`, at `limit`",
        "3 findings; `ncloud-codegen explain RULE` says more of a rule",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(text(&output.stdout), "");
    assert!(gateway.requests().is_empty());
}

#[test]
fn a_failure_is_told_in_a_line_and_ends_with_1() {
    let gateway = gateway("organization.yaml");
    let refusal =
        r#"{"error": {"errorCode": "403", "message": "Forbidden", "details": "Not yours."}}"#;
    gateway.misbehave(Misbehaviour::respond(403, refusal), 1);
    let spec = spec_of("organization.yaml");
    let output = call(&gateway, &spec, &["organization.GetOrganization"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.starts_with("error: organization.GetOrganization"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("Forbidden"), "{said}");
    assert!(text(&output.stdout).contains("\n403, 1 attempt\n\n{\n  \"error\": {\n"));
}

/// Calls an operation that takes somebody's address, which is refused, and records that.
fn refused(refusal: &str) -> (String, Output) {
    let gateway = gateway("organization.yaml");
    gateway.misbehave(Misbehaviour::respond(400, refusal), 1);
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("organization.yaml");
    fs::copy(spec_of("organization.yaml"), &file).unwrap();
    let output = call(
        &gateway,
        &file,
        &[
            "organization.InviteAccount",
            "-p",
            "loginId=gildong@example.com",
            "-p",
            "memberName=Hong Gil Dong",
            "-p",
            "inviteMessage=Welcome.",
            "--record",
            "refused",
        ],
    );
    (fs::read_to_string(&file).unwrap(), output)
}

#[test]
fn a_failure_is_recorded_with_what_the_caller_is_told() {
    let (recorded, output) =
        refused(r#"{"error": {"errorCode": "ACCOUNT_103", "message": "Invited already."}}"#);
    assert_eq!(output.status.code(), Some(1));
    let example = "\n      refused:\n        recorded: From a call; sensitive values are masked.\n";
    let (_, example) = recorded.split_once(example).unwrap();
    let example: Vec<&str> = example.lines().take(4).collect();
    assert_eq!(
        example,
        [
            r#"        body: {"loginId": "masked", "memberName": "masked", "inviteMessage": "Welcome."}"#,
            "        status: 400",
            r#"        response: {"error": {"errorCode": "ACCOUNT_103", "message": "Invited already."}}"#,
            "        error: { code: ACCOUNT_103, message: Invited already. }",
        ]
    );
    assert!(!recorded.contains("gildong@example.com"));
}

#[test]
fn a_failure_that_repeats_what_is_sensitive_is_not_recorded() {
    let (spec, output) = refused(
        r#"{"error": {"errorCode": "ACCOUNT_103", "message": "Invited already: gildong@example.com"}}"#,
    );
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.contains("nothing is recorded: the failure repeats what is sensitive"),
        "{said}"
    );
    assert_eq!(
        spec,
        fs::read_to_string(spec_of("organization.yaml")).unwrap()
    );
}

#[test]
fn the_content_of_a_file_is_taken_as_it_is() {
    let gateway = gateway("organization.yaml");
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("message.txt");
    fs::write(&file, "@all: welcome.\n").unwrap();
    let message = format!("inviteMessage=@{}", file.display());
    let output = call(
        &gateway,
        &spec_of("organization.yaml"),
        &[
            "organization.InviteAccount",
            "-p",
            "loginId=gildong@example.com",
            "-p",
            "memberName=Hong Gil Dong",
            "-p",
            &message,
        ],
    );
    let shown = printed(&output);
    assert!(
        shown.contains("\"inviteMessage\": \"@all: welcome.\"\n}"),
        "{shown}"
    );
}

/// A spec of a service that is made for these tests.
const LIBRARY: &str = "\
spec: 1
service: library
title: Library
docs: https://api.ncloud-docs.com/docs/library
url: https://library.apigw.ntruss.com/lib/v1

operations:
  GetBook:
    doc: Returns a book.
    docs: https://api.ncloud-docs.com/docs/library-book
    http: GET /books/{name}
    path:
      name: { type: string, doc: Name. }
    response: Book
    examples:
      documented:
        request: {name: dune}
        response: {\"title\": \"Dune\", \"pages\": 412, \"owner\": \"Hong Gil Dong\"}

types:
  Book:
    title: { type: string, doc: Title. }
    pages: { type: i32, doc: Number of pages. }
    owner: { type: string, doc: Who has it., sensitive: true }
";

/// A gateway with the spec, and a file with another form of it.
fn library(edited: &str) -> (Gateway, TempDir, PathBuf) {
    let services = ncloud_codegen::load_str("library.yaml", LIBRARY).unwrap();
    let gateway = Gateway::builder().specs(services).start_blocking().unwrap();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("library.yaml");
    fs::write(&file, edited).unwrap();
    (gateway, folder, file)
}

/// The findings about the answer that the gateway gives to a client with an edited spec.
fn found(edited: &str) -> String {
    let (gateway, folder, file) = library(edited);
    let output = call(&gateway, &file, &["library.GetBook", "-p", "name=dune"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stderr).replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn a_member_that_the_spec_lacks_is_found_at_its_type() {
    let edited = LIBRARY
        .replace("    pages: { type: i32, doc: Number of pages. }\n", "")
        .replace(", \"pages\": 412", "");
    assert_eq!(
        found(&edited),
        "warning[answer-undeclared]: the member `pages` is not declared\n  --> library.yaml:21:3\n   |\n21 |   Book:\n   |   ^^^^\n   |\n   = help: declare it, if callers can use it\n\n1 finding; `ncloud-codegen explain RULE` says more of a rule\n"
    );
}

#[test]
fn a_member_that_the_answer_lacks_is_found_where_it_is_declared() {
    let edited = LIBRARY
        .replace(
            "    owner:",
            "    isbn: { type: string, doc: Number. }\n    owner:",
        )
        .replace("\"pages\": 412", "\"pages\": 412, \"isbn\": \"1\"");
    assert_eq!(
        found(&edited),
        "warning[answer-missing]: the required member `isbn` is missing\n  --> library.yaml:24:5\n   |\n24 |     isbn: { type: string, doc: Number. }\n   |     ^^^^\n   |\n   = help: declare it with `?` if it may be absent, and say in `defect` how it is known\n\n1 finding; `ncloud-codegen explain RULE` says more of a rule\n"
    );
}

#[test]
fn a_value_of_another_type_is_found_at_the_type_and_a_secret_one_is_not_quoted() {
    let edited = LIBRARY
        .replace("title: { type: string", "title: { type: i32")
        .replace("owner: { type: string", "owner: { type: i32")
        .replace("\"Dune\"", "1")
        .replace("\"Hong Gil Dong\"", "2");
    assert_eq!(
        found(&edited),
        "warning[answer-type]: the declared type asks for a whole number of 32 bits, not the text `Dune`, at `title`\n  --> library.yaml:22:20\n   |\n22 |     title: { type: i32, doc: Title. }\n   |                    ^^^\n   |\n   = help: mend the type, and say in `defect` how it is known\n\n\
         warning[answer-type]: the declared type asks for a whole number of 32 bits, not a value that is kept out of messages, at `owner`\n  --> library.yaml:24:20\n   |\n24 |     owner: { type: i32, doc: Who has it., sensitive: true }\n   |                    ^^^\n   |\n   = help: mend the type, and say in `defect` how it is known\n\n2 findings; `ncloud-codegen explain RULE` says more of a rule\n"
    );
}

#[test]
fn an_exchange_is_recorded_as_an_example_and_what_is_sensitive_is_masked() {
    let (gateway, _folder, file) = library(LIBRARY);
    let arguments = ["library.GetBook", "-p", "name=dune", "--record", "seen"];
    let shown = printed(&call(&gateway, &file, &arguments));
    let said = format!("\nrecorded as `seen` in {}\n", file.display());
    assert!(shown.ends_with(&said), "{shown}");

    let recorded = fs::read_to_string(&file).unwrap();
    let example = "      seen:\n        recorded: From a call; sensitive values are masked.\n        request: { name: dune }\n        \
                   response: {\"owner\": \"masked\", \"pages\": 412, \"title\": \"Dune\"}\n";
    assert!(recorded.contains(example), "{recorded}");
    // Nothing else has changed, and the spec is sound and in its canonical form.
    let neat = ncloud_codegen::format::formatted("library.yaml", LIBRARY).unwrap();
    assert_eq!(recorded.replace(example, ""), neat);
    assert_eq!(
        ncloud_codegen::format::formatted("library.yaml", &recorded).unwrap(),
        recorded
    );
    let services = ncloud_codegen::load([&file]).unwrap();
    let table = ncloud_codegen::emit::coverage::table(&services);
    assert!(table.contains("| `library` | 1 | 1 | 0 |"), "{table}");

    // The gateway answers with it, and a name is not given twice.
    let output = call(&gateway, &file, &arguments);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: nothing is recorded: `GetBook` has an example `seen` already; choose another name\n"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), recorded);
}

#[test]
fn what_does_not_fit_the_spec_is_not_recorded() {
    let edited = LIBRARY
        .replace("    pages: { type: i32, doc: Number of pages. }\n", "")
        .replace(", \"pages\": 412", "");
    let (gateway, _folder, file) = library(&edited);
    let arguments = ["library.GetBook", "-p", "name=dune", "--record"];
    let output = call(&gateway, &file, &arguments);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.contains("error: nothing is recorded: the spec would not be sound:\n"),
        "{said}"
    );
    assert!(
        said.contains("error[example-response]: the member `pages` is not declared"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), edited);
}

#[test]
fn events_are_printed_as_they_come() {
    let gateway = gateway("clova_studio.yaml");
    let mut command = program(&[
        "clova_studio.CompleteChat",
        "--example",
        "documented",
        "--events",
    ]);
    let output = command
        .args(["--endpoint", &gateway.url(), "--spec"])
        .arg(spec_of("clova_studio.yaml"))
        .env(
            "NCLOUD_SERVICE_KEY",
            ncloud_sandbox::sample_secret("authorization"),
        )
        .output()
        .unwrap();
    let shown = printed(&output);
    assert!(
        shown.contains("\ntoken: {\"message\": {\"role\": \"assistant\", \"content\": \"안\"}}\n"),
        "{shown}"
    );
    assert!(shown.contains("\nauthorization: <hidden>\n"), "{shown}");
}

/// The program of the sandbox, built by cargo beside a copy of this one.
#[test]
fn the_sandbox_is_started_called_and_stopped() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sandbox");
    let mut cargo = Command::new(env!("CARGO"));
    // What cargo sets for this test is not meant for the cargo that it calls.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG")) {
        cargo.env_remove(name);
    }
    let built = cargo
        .args(["build", "--offline", "-p", "ncloud-sandbox", "--target-dir"])
        .arg(&target)
        .current_dir(REPOSITORY)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", text(&built.stderr));
    let folder = TempDir::new().unwrap();
    let name = |program: &str| format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let own = folder.path().join(name("ncloud"));
    fs::copy(env!("CARGO_BIN_EXE_ncloud"), &own).unwrap();
    let call = || {
        let mut command = Command::new(&own);
        command
            .args([
                "call",
                "organization.GetOrganization",
                "--sandbox",
                "--spec",
            ])
            .arg(spec_of("organization.yaml"))
            .env_clear();
        command.output().unwrap()
    };

    let output = call();
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    let how = "`ncloud-sandbox` has to be beside this program or on PATH: build it with `cargo build -p ncloud-sandbox`\n";
    assert!(said.ends_with(how), "{said}");

    let program = name("ncloud-sandbox");
    fs::copy(
        target.join("debug").join(&program),
        folder.path().join(&program),
    )
    .unwrap();
    let shown = printed(&call());
    assert!(
        shown.starts_with("GET /open-api/v1/org\nhost: 127.0.0.1:"),
        "{shown}"
    );
    assert!(!shown.contains(SAMPLE_SECRET_KEY), "{shown}");
}
