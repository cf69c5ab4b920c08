//! What is sent, and what is shown of it.

use std::fs;

use tempfile::TempDir;

use crate::support::{call, gateway, printed, spec_of, text};

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
