//! Exchanges that become examples.

use std::fs;
use std::process::Output;

use ncloud_sandbox::Misbehaviour;
use tempfile::TempDir;

use crate::support::{LIBRARY, call, gateway, library, printed, spec_of, text};

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
