//! Exchanges that become examples.

use std::fs;
use std::process::Output;

use http::{HeaderMap, StatusCode};
use ncloud_sandbox::{Gateway, Misbehaviour};
use tempfile::TempDir;

use crate::support::{LIBRARY, call, gateway, invite, library, printed, spec_of, text};

/// Calls an operation that takes somebody's address, which is refused, and records that.
fn refused(refusal: &str) -> (String, Output) {
    let gateway = gateway("organization.yaml");
    gateway.misbehave(Misbehaviour::respond(400, refusal), 1);
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("organization.yaml");
    fs::copy(spec_of("organization.yaml"), &file).unwrap();
    let output = invite(&gateway, &file, "Welcome.", &["--record", "refused"]);
    (fs::read_to_string(&file).unwrap(), output)
}

#[test]
fn a_failure_is_recorded_with_what_the_caller_is_told() {
    let (recorded, output) =
        refused(r#"{"error": {"errorCode": "ACCOUNT_103", "message": "Invited already."}}"#);
    assert_eq!(output.status.code(), Some(1));
    let example =
        "\n      refused:\n        recorded: From a call; sensitive values are redacted.\n";
    let (_, example) = recorded.split_once(example).unwrap();
    let example: Vec<&str> = example.lines().take(4).collect();
    assert_eq!(
        example,
        [
            r#"        body: {"loginId": "redacted", "memberName": "redacted", "inviteMessage": "Welcome."}"#,
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
fn a_failure_that_is_cut_off_is_not_recorded() {
    let (spec, output) = refused(&"a".repeat(1_100));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: nothing is recorded: the failure is longer than what is kept of one; write the example by hand\n"
    );
    assert_eq!(
        spec,
        fs::read_to_string(spec_of("organization.yaml")).unwrap()
    );
}

#[test]
fn an_exchange_is_recorded_as_an_example_and_what_is_sensitive_is_redacted() {
    let (gateway, _folder, file) = library(LIBRARY);
    let arguments = ["library.GetBook", "-p", "name=dune", "--record", "seen"];
    let shown = printed(&call(&gateway, &file, &arguments));
    let said = format!("\nrecorded as `seen` in {}\n", file.display());
    assert!(shown.ends_with(&said), "{shown}");

    let recorded = fs::read_to_string(&file).unwrap();
    let example = "      seen:\n        recorded: From a call; sensitive values are redacted.\n        request: { name: dune }\n        \
                   response: {\"owner\": \"redacted\", \"pages\": 412, \"title\": \"Dune\"}\n";
    assert!(recorded.contains(example), "{recorded}");
    // Nothing else has changed, and the spec is sound and in its canonical form.
    let neat = ncloud_tools::format::formatted("library.yaml", LIBRARY).unwrap();
    assert_eq!(recorded.replace(example, ""), neat);
    assert_eq!(
        ncloud_tools::format::formatted("library.yaml", &recorded).unwrap(),
        recorded
    );
    let services = ncloud_codegen::load([&file]).unwrap();
    let table = ncloud_tools::coverage::table(&services);
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

/// A spec whose operations answer and take what is no JSON.
const PRESS: &str = "\
spec: 1
service: press
title: Press
docs: https://api.ncloud-docs.com/docs/press
url: https://press.apigw.ntruss.com/press/v1

operations:
  GetPages:
    doc: Returns a book.
    docs: https://api.ncloud-docs.com/docs/press-pages
    http: GET /pages
    response: bytes
    examples:
      documented:
        text: pages

  GetPrices:
    doc: Returns prices.
    docs: https://api.ncloud-docs.com/docs/press-prices
    http: GET /prices
    format: xml
    response:
      price: { type: list<i64>, doc: Prices. }
    examples:
      documented:
        text: <prices><price>1</price></prices>

  GetOwner:
    doc: Returns an owner.
    docs: https://api.ncloud-docs.com/docs/press-owner
    http: GET /owner
    format: xml
    response:
      name: { type: string, doc: Name., sensitive: true }
    examples:
      documented:
        text: <owner><name>Hong</name></owner>

  PrintBook:
    doc: Prints a book.
    docs: https://api.ncloud-docs.com/docs/press-print
    http: POST /books
    multipart:
      title: { type: string, doc: Title. }
      cover: { type: file, doc: Cover. }
      owner: { type: string, doc: Owner., sensitive: true }
    response:
      id: { type: i64, doc: Number. }
    examples:
      documented:
        request: { title: Dune, cover: { name: a.txt, type: text/plain, content: a }, owner: Hong }
        response: {\"id\": 1}

  Watch:
    doc: Watches the press.
    docs: https://api.ncloud-docs.com/docs/press-watch
    http: GET /state
    events:
      types:
        page: Page
      end: \"[DONE]\"
    examples:
      documented:
        text: \"event: page\\ndata: {\\\"number\\\": 1}\\n\\ndata: [DONE]\\n\\n\"

types:
  Page:
    number: { type: i64, doc: Number. }
";

/// Records a call whose answer is made up, if one is: what became of the spec beside what was in it, and what is said.
fn recorded(spec: &str, arguments: &[&str], answer: Option<&[u8]>) -> (String, String) {
    let services = ncloud_codegen::load_str("press.yaml", PRESS).unwrap();
    let gateway = Gateway::builder().specs(services).start_blocking().unwrap();
    if let Some(body) = answer {
        let answer = Misbehaviour::Respond {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: body.to_vec().into(),
        };
        gateway.misbehave(answer, 1);
    }
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("press.yaml");
    fs::write(&file, spec).unwrap();
    let output = call(
        &gateway,
        &file,
        &[arguments, &["--record", "seen"]].concat(),
    );
    let after = fs::read_to_string(&file).unwrap();
    let neat = ncloud_tools::format::formatted("press.yaml", spec).unwrap();
    let said = text(&output.stderr);
    if after == spec {
        return (String::new(), said);
    }
    assert_eq!(output.status.code(), Some(0), "{said}");
    ncloud_codegen::load([&file]).unwrap();
    let (_, added) = after.split_once("      seen:\n").unwrap();
    let end = added.find("\n\n").unwrap_or(added.len() - 1);
    let added = format!("      seen:\n{}\n", &added[..end]);
    assert_eq!(after.replace(&added, ""), neat);
    (added, said)
}

/// An example as it is written, and nothing said.
fn added(lines: &[&str]) -> (String, String) {
    let lines = lines.iter().map(|line| format!("        {line}\n"));
    let example = format!("      seen:\n{}", lines.collect::<String>());
    (example, String::new())
}

#[test]
fn an_answer_in_xml_is_recorded_as_it_came() {
    let xml = "<?xml version=\"1.0\"?>\r\n<prices>\r\n\t<price>1</price>\r\n\t<price>2</price>\r\n</prices>\r\n";
    let recorded = recorded(PRESS, &["press.GetPrices"], Some(xml.as_bytes()));
    assert_eq!(
        recorded,
        added(&[
            "recorded: From a call.",
            r#"text: "<?xml version=\"1.0\"?>\r\n<prices>\r\n\t<price>1</price>\r\n\t<price>2</price>\r\n</prices>\r\n""#
        ])
    );
}

const MAY_BE_SENSITIVE: &str = "error: nothing is recorded: the response may hold what is sensitive, which is redacted in JSON alone; write the example by hand\n";

#[test]
fn an_answer_in_xml_that_does_not_fit_or_may_be_sensitive_is_not_recorded() {
    let (added, said) = recorded(
        PRESS,
        &["press.GetPrices"],
        Some(b"<prices><price>none</price></prices>"),
    );
    assert_eq!(added, "");
    assert!(
        said.starts_with("warning[response-type]: the declared type asks for a whole number, not the text `none`, at `price[0]`\n"),
        "{said}"
    );
    assert!(
        said.ends_with("\nerror: nothing is recorded: the spec disagrees with the response; mend the spec first\n"),
        "{said}"
    );
    assert_eq!(
        recorded(PRESS, &["press.GetOwner"], None),
        (String::new(), MAY_BE_SENSITIVE.to_owned())
    );
}

#[test]
fn events_are_recorded_as_text() {
    assert_eq!(
        recorded(PRESS, &["press.Watch"], None),
        added(&[
            "recorded: From a call.",
            r#"text: "event: page\ndata: {\"number\": 1}\n\ndata: [DONE]\n\n""#
        ])
    );
}

#[test]
fn events_that_may_be_sensitive_are_not_recorded() {
    let spec = PRESS.replace(
        "number: { type: i64, doc: Number. }",
        "number: { type: i64, doc: Number., sensitive: true }",
    );
    assert_eq!(
        recorded(&spec, &["press.Watch"], None),
        (String::new(), MAY_BE_SENSITIVE.to_owned())
    );
}

#[test]
fn parts_are_recorded_with_their_files() {
    let folder = TempDir::new().unwrap();
    let text = folder.path().join("cover.txt");
    fs::write(&text, "A cover.").unwrap();
    let image = folder.path().join("cover.png");
    fs::write(&image, [0x89, b'P', b'N', b'G']).unwrap();
    let text_part = r#"{"content": "A cover.", "name": "cover.txt", "type": "text/plain"}"#;
    let image_part = r#"{"base64": "iVBORw==", "name": "cover.png", "type": "image/png"}"#;
    for (file, part) in [(text, text_part), (image, image_part)] {
        let cover = format!("cover=@{}", file.display());
        let arguments = [
            "press.PrintBook",
            "-p",
            "title=Dune",
            "-p",
            "owner=Gildong",
            "-p",
            &cover,
        ];
        assert_eq!(
            recorded(PRESS, &arguments, None),
            added(&[
                "recorded: From a call; sensitive values are redacted.",
                &format!("request: {{ title: Dune, owner: redacted, cover: {part} }}"),
                r#"response: {"id": 1}"#,
            ])
        );
    }
}

#[test]
fn bytes_are_recorded_where_they_are_text_and_kept() {
    assert_eq!(
        recorded(PRESS, &["press.GetPages"], Some(b"All pages: 1\n")),
        added(&["recorded: From a call.", r#"text: "All pages: 1\n""#])
    );
    assert_eq!(
        recorded(PRESS, &["press.GetPages"], Some(b"\x89PNG")),
        (
            String::new(),
            "error: nothing is recorded: the response is bytes that are no text, which an example cannot show\n".to_owned()
        )
    );
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("pages");
    assert_eq!(
        recorded(
            PRESS,
            &["press.GetPages", "--out", file.to_str().unwrap()],
            None
        ),
        (
            String::new(),
            "error: nothing is recorded: an example shows the bytes of the response; leave `--out` out\n".to_owned()
        )
    );
}
