//! Calls that fail.

use http::{HeaderMap, HeaderValue, StatusCode};
use ncloud_sandbox::Misbehaviour;

use crate::support::{after_head, call, gateway, spec_of, text};

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
    assert!(text(&output.stdout).contains(" ms, 1 attempt\n\n{\n  \"error\": {\n"));
}

/// Calls an operation that takes somebody's address and name, which is answered with a failure: what is printed, and what is said.
fn refused(answer: Misbehaviour) -> (String, String) {
    let gateway = gateway("organization.yaml");
    gateway.misbehave(answer, 1);
    let arguments = [
        "organization.InviteAccount",
        "-p",
        "loginId=gildong@example.com",
        "-p",
        "memberName=R&D \"Hong\"",
        "-p",
        "inviteMessage=Welcome.",
    ];
    let output = call(&gateway, &spec_of("organization.yaml"), &arguments);
    assert_eq!(output.status.code(), Some(1));
    (after_head(&output), text(&output.stderr))
}

#[test]
fn a_failure_that_repeats_what_is_sensitive_is_shown_without_it() {
    let (shown, said) = refused(Misbehaviour::respond(
        400,
        r#"{"error": {"errorCode": "ACCOUNT_103", "message": "Invited already: gildong@example.com, R&D \u0022Hong\u0022", "gildong@example.com": 1}}"#,
    ));
    assert_eq!(
        shown,
        r#"{
  "error": {
    "errorCode": "ACCOUNT_103",
    "message": "Invited already: [redacted], [redacted]",
    "[redacted]": 1
  }
}
"#
    );
    assert_eq!(
        said,
        "error: organization.InviteAccount: HTTP 400, code ACCOUNT_103: Invited already: [redacted], [redacted]\n"
    );

    // What is no JSON, and what is cut off, is redacted as text.
    let (shown, said) = refused(Misbehaviour::respond(
        400,
        r#"<p>gildong@example.com, R&amp;D "Hong"; R&D \"Hong\"; ?id=gildong%40example.com; Welcome.</p>"#,
    ));
    assert_eq!(
        shown,
        "<p>[redacted], [redacted]; [redacted]; ?id=[redacted]; Welcome.</p>\n"
    );
    assert_eq!(
        said,
        "error: organization.InviteAccount: HTTP 400, body: <p>[redacted], [redacted]; [redacted]; ?id=[redacted]; Welcome.</p>\n"
    );
}

#[test]
fn a_secret_in_which_a_long_failure_is_cut_off_is_redacted() {
    // A kilobyte is kept of it, and 200 characters are said.
    let body = format!(
        "{}gildong@example.com{}gildong@example.com",
        "a".repeat(190),
        "b".repeat(800)
    );
    let (shown, said) = refused(Misbehaviour::respond(400, body));
    assert_eq!(
        shown,
        format!(
            "{}[redacted]{}[redacted]\n",
            "a".repeat(190),
            "b".repeat(800)
        )
    );
    assert_eq!(
        said,
        format!(
            "error: organization.InviteAccount: HTTP 400, body: {}[redacted]...\n",
            "a".repeat(190)
        )
    );
}

#[test]
fn what_is_short_is_redacted_where_it_is_a_word() {
    let gateway = gateway("organization.yaml");
    gateway.misbehave(
        Misbehaviour::respond(
            400,
            r#"{"error": {"errorCode": "ACCOUNT_103", "message": "Hong, no Hon; Honour"}}"#,
        ),
        1,
    );
    let arguments = [
        "organization.InviteAccount",
        "-p",
        "loginId=Hon",
        "-p",
        "memberName=Hong",
        "-p",
        "inviteMessage=Welcome.",
    ];
    let output = call(&gateway, &spec_of("organization.yaml"), &arguments);
    assert_eq!(
        after_head(&output),
        "{\n  \"error\": {\n    \"errorCode\": \"ACCOUNT_103\",\n    \"message\": \"[redacted], no [redacted]; Honour\"\n  }\n}\n"
    );
}

#[test]
fn a_failure_has_the_first_line_of_every_answer() {
    let gateway = gateway("organization.yaml");
    let mut headers = HeaderMap::new();
    headers.insert(
        "x-ncp-trace-id",
        HeaderValue::from_static("6cc1hc8q6ce1j68cj264sj6p9n"),
    );
    gateway.misbehave(
        Misbehaviour::Respond {
            status: StatusCode::FORBIDDEN,
            headers,
            body: r#"{"error": {"errorCode": "403", "message": "Forbidden"}}"#.into(),
        },
        1,
    );
    let spec = spec_of("organization.yaml");
    let shown = text(&call(&gateway, &spec, &["organization.GetOrganization"]).stdout);
    let (_, line) = shown.split_once("\n\n403 after ").unwrap();
    let (time, rest) = line.split_once(" ms, ").unwrap();
    assert!(time.parse::<u32>().is_ok(), "{time}");
    assert_eq!(
        rest,
        "1 attempt, trace id 6cc1hc8q6ce1j68cj264sj6p9n\n\n{\n  \"error\": {\n    \"errorCode\": \"403\",\n    \"message\": \"Forbidden\"\n  }\n}\n"
    );
}
