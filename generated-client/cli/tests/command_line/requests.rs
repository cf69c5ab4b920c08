//! What is sent, and what is shown of it.

use std::fs;

use ncloud_sandbox::Gateway;
use tempfile::TempDir;

use crate::support::{call, gateway, invite, printed, program, spec_of, text};

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
        "GET /open-api/v1/org\nhost: {host}\naccept: application/json\naccept-encoding: identity\nuser-agent: ncloud-rust/0.1.0\n\
         x-ncp-apigw-timestamp: [redacted]\nx-ncp-iam-access-key: [redacted]\nx-ncp-apigw-signature-v2: [redacted]\n\n200 after "
    );
    assert!(shown.starts_with(&head), "{shown}");
    assert!(shown.contains(" ms, 1 attempt, trace id "), "{shown}");
    assert!(
        shown.contains("  \"masterMemberEmailAddress\": \"[redacted]\",\n  \"masterMemberName\": \"[redacted]\",\n  \"masterMemberNo\": 2601234,\n"),
        "{shown}"
    );
}

#[test]
fn a_body_goes_out_as_the_spec_says_and_its_sensitive_members_are_redacted() {
    let gateway = gateway("organization.yaml");
    let output = invite(&gateway, &spec_of("organization.yaml"), "Welcome.", &[]);
    let shown = printed(&output);
    assert!(
        shown.contains("\n\n{\n  \"loginId\": \"[redacted]\",\n  \"memberName\": \"[redacted]\",\n  \"inviteMessage\": \"Welcome.\"\n}\n"),
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
        shown.contains("x-ncp-apigw-api-key-id: [redacted]\nx-ncp-apigw-api-key: [redacted]\n"),
        "{shown}"
    );
}

#[test]
fn a_key_in_the_query_is_redacted_and_bytes_are_kept() {
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
    let line = "GET /captcha-bin/v1/ncaptcha?key=[redacted]&X-NCP-APIGW-API-KEY-ID=[redacted]&X-NCP-APIGW-API-KEY=[redacted]\n";
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
fn the_content_of_a_file_is_taken_as_it_is() {
    let gateway = gateway("organization.yaml");
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("message.txt");
    fs::write(&file, "@all: welcome.\n").unwrap();
    let message = format!("@{}", file.display());
    let output = invite(&gateway, &spec_of("organization.yaml"), &message, &[]);
    let shown = printed(&output);
    assert!(
        shown.contains("\"inviteMessage\": \"@all: welcome.\"\n}"),
        "{shown}"
    );
}

/// A spec whose service has an address for each site and region, takes a key of its own, and a body with an object in it.
const PRESS: &str = "\
spec: 1
service: press
title: Press
docs: https://api.ncloud-docs.com/docs/press
url: https://press.apigw.ntruss.com/press/v1
regions: { SGN: https://press.apigw.ntruss.com/press/sgn-v1 }
sites: { government: https://press.apigw.gov-ntruss.com, financial: https://press.apigw.fin-ntruss.com }
auth: api_key

operations:
  PrintBook:
    doc: Prints a book.
    docs: https://api.ncloud-docs.com/docs/press-print
    http: POST /books
    body: Order
    examples:
      documented:
        body: {\"title\": \"Dune\", \"size\": {\"width\": 120, \"height\": 190}}

  PrintPoster:
    doc: Prints a poster.
    docs: https://api.ncloud-docs.com/docs/press-poster
    http: POST /posters
    body:
      size: { type: Size, doc: Size. }
      tags?: { type: map<string>, doc: Tags. }
    examples:
      documented:
        body: {\"size\": {\"width\": 120, \"height\": 190}}

types:
  Order:
    title: { type: string, doc: Title. }
    size: { type: Size, doc: Size. }

  Size:
    width: { type: i32, doc: Millimetres. }
    height: { type: i32, doc: Millimetres. }
";

/// The body that a call sends.
fn sent(arguments: &[&str]) -> String {
    let services = ncloud_codegen::load_str("press.yaml", PRESS).unwrap();
    let gateway = Gateway::builder().specs(services).start_blocking().unwrap();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("press.yaml");
    fs::write(&file, PRESS).unwrap();
    printed(&call(&gateway, &file, arguments));
    text(&gateway.requests().first().unwrap().body)
}

#[test]
fn members_of_an_object_are_given_one_by_one() {
    let arguments = [
        "press.PrintPoster",
        "-p",
        "size.width=594",
        "-p",
        "size.height=841",
        "-p",
        "tags.paper=no=1",
    ];
    assert_eq!(
        sent(&arguments),
        r#"{"size":{"height":841,"width":594},"tags":{"paper":"no=1"}}"#
    );
}

#[test]
fn a_whole_body_is_json_or_a_file() {
    let body = r#"{"title": "Dune", "size": {"width": 1, "height": 2}}"#;
    let expected = r#"{"size":{"height":2,"width":1},"title":"Dune"}"#;
    assert_eq!(sent(&["press.PrintBook", "--body", body]), expected);

    let folder = TempDir::new().unwrap();
    let file = folder.path().join("order.json");
    fs::write(&file, body).unwrap();
    let path = format!("@{}", file.display());
    assert_eq!(sent(&["press.PrintBook", "--body", &path]), expected);
    // The members of one go by their names too.
    assert_eq!(
        sent(&[
            "press.PrintPoster",
            "--body",
            r#"{"size": {"width": 1, "height": 2}}"#
        ]),
        r#"{"size":{"height":2,"width":1}}"#
    );
}

/// Where a call goes that is not sent, as its key is missing: host and path.
fn address(arguments: &[&str]) -> (String, String) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("press.yaml");
    fs::write(&file, PRESS).unwrap();
    let mut command = program(&["press.PrintBook", "--example", "documented", "--spec"]);
    let output = command.arg(&file).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        text(&output.stderr),
        "error: the service takes a key of its own: set NCLOUD_SERVICE_KEY_ID\n"
    );
    let shown = text(&output.stdout);
    let mut lines = shown.lines();
    let mut line = || lines.next().unwrap_or_default().to_owned();
    (line(), line())
}

#[test]
fn a_call_goes_to_the_address_of_its_region_and_site() {
    let address = |arguments: &[&str]| {
        let (line, host) = address(arguments);
        format!("{line}, {host}")
    };
    assert_eq!(
        address(&[]),
        "POST /press/v1/books, host: press.apigw.ntruss.com"
    );
    assert_eq!(
        address(&["--region", "SGN"]),
        "POST /press/sgn-v1/books, host: press.apigw.ntruss.com"
    );
    assert_eq!(
        address(&["--site", "government"]),
        "POST /press/v1/books, host: press.apigw.gov-ntruss.com"
    );
    assert_eq!(
        address(&["--site", "financial"]),
        "POST /press/v1/books, host: press.apigw.fin-ntruss.com"
    );
}
