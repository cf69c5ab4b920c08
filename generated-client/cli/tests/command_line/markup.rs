//! Answers in XML.

use std::fs;
use std::path::Path;

use http::{HeaderMap, StatusCode};
use ncloud_codegen::ir::{Format, Service};
use ncloud_sandbox::{Gateway, Misbehaviour};
use tempfile::TempDir;

use crate::support::{REPOSITORY, after_head, call, printed, text};

/// A spec of a service that is made for these tests.
const SHELF: &str = "\
spec: 1
service: shelf
title: Shelf
docs: https://api.ncloud-docs.com/docs/shelf
url: https://shelf.apigw.ntruss.com/shelf/v1

operations:
  GetShelf:
    doc: Returns a shelf.
    docs: https://api.ncloud-docs.com/docs/shelf-get
    http: GET /shelf
    format: xml
    envelope: shelf
    response: Shelf
    examples:
      documented:
        text: <shelf room=\"A\"><book id=\"1\"><title>Dune</title></book><opened>2026-01-31T09:30:00+0900</opened><isOpen>Y</isOpen></shelf>

types:
  Shelf:
    room: { type: string, doc: Room. }
    book: { type: list<Book>, doc: Books. }
    label?: { type: list<string>, doc: Labels. }
    notes?: { type: map<string>, doc: Notes. }
    opened: { type: timestamp(iso), doc: When it was opened. }
    isOpen: { type: yn, doc: Whether it is open. }
    kind?: { type: Kind, doc: Kind. }
    shelves?: { type: i32, doc: Boards. }

  Book:
    id: { type: i64, doc: Number. }
    title: { type: string, doc: Title. }
    price?: { type: f64, doc: Price. }
    isLent?: { type: bool, doc: Whether it is lent. }
    owner?: { type: string, doc: Who has it., sensitive: true }

  Kind:
    enum:
      HIGH: High.
      LOW: Low.
";

/// What is shown of an answer, and what is found in it.
fn answered(spec: &str, xml: &str) -> (String, String) {
    let services = ncloud_codegen::load_str("shelf.yaml", SHELF).unwrap();
    let gateway = Gateway::builder().specs(services).start_blocking().unwrap();
    gateway.misbehave(
        Misbehaviour::Respond {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
            body: xml.to_owned().into(),
        },
        1,
    );
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("shelf.yaml");
    fs::write(&file, spec).unwrap();
    let output = call(&gateway, &file, &["shelf.GetShelf"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let found = text(&output.stderr).replace(&format!("{}/", folder.path().display()), "");
    (after_head(&output), found)
}

/// The findings of a list, each as its first two lines.
fn heads(found: &str) -> Vec<String> {
    let mut lines = found.lines();
    let mut heads = Vec::new();
    while let Some(line) = lines.find(|line| line.starts_with("warning[")) {
        let place = lines.next().unwrap_or_default();
        heads.push(format!("{line} {}", place.trim()));
    }
    heads
}

#[test]
fn every_form_that_xml_has_for_a_value_is_one_of_its_type() {
    let xml = r#"<?xml version="1.0" encoding="UTF-8"?>
        <s:shelf xmlns:s="https://shelf" room="A">
          <book id="1"><title>Dune</title><price> 1.5 </price><isLent>FALSE</isLent><owner>Hong Gil Dong</owner></book>
          <book id="2"><title/><price/><isLent>y</isLent><owner/></book>
          <label>new</label>
          <notes><shade>dark</shade></notes>
          <opened>
            2026-01-31T09:30:00+0900
          </opened>
          <isOpen>true</isOpen>
          <kind>OTHER</kind>
          <shelves> 7 </shelves>
        </s:shelf>"#;
    let (shown, found) = answered(SHELF, xml);
    assert_eq!(found, "");
    assert_eq!(
        shown,
        r#"(XML in the root element `shelf`, as it is read:)
{
  "shelf": {
    "book": [
      {
        "id": "1",
        "isLent": "FALSE",
        "owner": "[redacted]",
        "price": " 1.5 ",
        "title": "Dune"
      },
      {
        "id": "2",
        "isLent": "y",
        "owner": "",
        "price": "",
        "title": ""
      }
    ],
    "isOpen": "true",
    "kind": "OTHER",
    "label": "new",
    "notes": {
      "shade": "dark"
    },
    "opened": "\n            2026-01-31T09:30:00+0900\n          ",
    "room": "A",
    "shelves": " 7 "
  }
}
"#
    );
}

#[test]
fn what_is_empty_is_a_list_an_object_or_nothing() {
    let xml = "<shelf room=''><book/><label/><notes/><opened>2026-01-31T09:30:00Z</opened><isOpen>N</isOpen><kind/><shelves/></shelf>";
    let (_, found) = answered(SHELF, xml);
    assert_eq!(found, "");
    let nullable = SHELF.replace(
        "shelves?: { type: i32,",
        "shelves: { type: i32, nullable: true,",
    );
    let (_, found) = answered(&nullable, xml);
    assert_eq!(found, "");

    let optional = SHELF.replace("response: Shelf", "response: Shelf?");
    let (_, found) = answered(&optional, "<shelf/>");
    assert_eq!(found, "");
    let (_, found) = answered(&optional, "");
    assert_eq!(found, "");
}

#[test]
fn one_element_is_a_list_of_one_and_its_sensitive_members_are_redacted() {
    let xml = "<shelf room='A'><book id='1'><title>Dune</title><owner>Hong Gil Dong</owner></book><opened>2026-01-31T09:30:00Z</opened><isOpen>N</isOpen></shelf>";
    let (shown, found) = answered(SHELF, xml);
    assert_eq!(found, "");
    assert_eq!(
        shown,
        r#"(XML in the root element `shelf`, as it is read:)
{
  "shelf": {
    "book": {
      "id": "1",
      "owner": "[redacted]",
      "title": "Dune"
    },
    "isOpen": "N",
    "opened": "2026-01-31T09:30:00Z",
    "room": "A"
  }
}
"#
    );
}

#[test]
fn a_member_that_the_spec_lacks_is_found_at_its_type() {
    let xml = "<shelf room='A' floor='3'><book id='1'><title>Dune</title><pages>412</pages></book><opened>2026-01-31T09:30:00Z</opened><isOpen>N</isOpen></shelf>";
    let (_, found) = answered(SHELF, xml);
    assert_eq!(
        found,
        "warning[response-undeclared]: the member `floor` is not declared, at `shelf`\n  --> shelf.yaml:20:3\n   |\n20 |   Shelf:\n   |   ^^^^^\n   |\n   = help: declare it, if callers can use it\n\n\
         warning[response-undeclared]: the member `pages` is not declared, at `shelf.book[0]`\n  --> shelf.yaml:30:3\n   |\n30 |   Book:\n   |   ^^^^\n   |\n   = help: declare it, if callers can use it\n\n2 findings; `ncloud-codegen explain RULE` says more of a rule\n"
    );
}

#[test]
fn a_member_that_the_answer_lacks_is_found_where_it_is_declared() {
    let xml =
        "<shelf><book id='1'/><opened>2026-01-31T09:30:00Z</opened><isOpen>N</isOpen></shelf>";
    let (_, found) = answered(SHELF, xml);
    assert_eq!(
        found,
        "warning[response-missing]: the required member `room` is missing, at `shelf`\n  --> shelf.yaml:21:5\n   |\n21 |     room: { type: string, doc: Room. }\n   |     ^^^^\n   |\n   = help: declare it with `?` if it may be absent, and say in `defect` how it is known\n\n\
         warning[response-missing]: the required member `title` is missing, at `shelf.book[0]`\n  --> shelf.yaml:32:5\n   |\n32 |     title: { type: string, doc: Title. }\n   |     ^^^^^\n   |\n   = help: declare it with `?` if it may be absent, and say in `defect` how it is known\n\n2 findings; `ncloud-codegen explain RULE` says more of a rule\n"
    );
}

#[test]
fn a_value_of_another_type_is_found_at_the_type() {
    let xml = "<shelf room='A'>\
        <book id='first'><title lang='en'>Dune</title><price>NaN</price><isLent>2</isLent><owner><name>Hong</name></owner></book>\
        <book id='1'><title>a</title><title>b</title></book>\
        <label>a</label><label><b>c</b></label><notes>dark</notes><opened>soon</opened><isOpen>open</isOpen><shelves>1.5</shelves></shelf>";
    let (_, found) = answered(SHELF, xml);
    assert_eq!(
        heads(&found),
        [
            "warning[response-type]: the declared type asks for text, not an object, at `shelf.label[1]` --> shelf.yaml:23:21",
            "warning[response-type]: the declared type asks for an object, not the text `dark`, at `shelf.notes` --> shelf.yaml:24:21",
            "warning[response-type]: the declared type asks for a time such as 2026-01-31T00:30:00Z, not the text `soon`, at `shelf.opened` --> shelf.yaml:25:21",
            "warning[response-type]: the declared type asks for `Y` or `N`, not the text `open`, at `shelf.isOpen` --> shelf.yaml:26:21",
            "warning[response-type]: the declared type asks for a whole number of 32 bits, not the text `1.5`, at `shelf.shelves` --> shelf.yaml:28:23",
            "warning[response-type]: the declared type asks for a whole number, not the text `first`, at `shelf.book[0].id` --> shelf.yaml:31:17",
            "warning[response-type]: the declared type asks for text, not an object, at `shelf.book[0].title` --> shelf.yaml:32:20",
            "warning[response-type]: the declared type asks for a number, not the text `NaN`, at `shelf.book[0].price` --> shelf.yaml:33:21",
            "warning[response-type]: the declared type asks for `true` or `false`, not the text `2`, at `shelf.book[0].isLent` --> shelf.yaml:34:22",
            "warning[response-type]: the declared type asks for text, not an object, at `shelf.book[0].owner` --> shelf.yaml:35:21",
        ]
    );
}

#[test]
fn another_root_element_and_what_is_no_xml_are_found_at_the_response() {
    let xml = "<rack><book id='1'><title>Dune</title><owner>Hong Gil Dong</owner></book></rack>";
    let (shown, found) = answered(SHELF, xml);
    assert_eq!(
        heads(&found),
        ["warning[response-missing]: the root element is `rack`, not `shelf` --> shelf.yaml:14:5"]
    );
    assert_eq!(
        shown,
        r#"(XML in the root element `rack`, as it is read:)
{
  "rack": {
    "book": {
      "id": "1",
      "owner": "[redacted]",
      "title": "Dune"
    }
  }
}
"#
    );

    let (shown, found) = answered(SHELF, "<shelf><room>A</shelf>");
    assert_eq!(
        heads(&found),
        [
            "warning[response-type]: the response is no XML: tags that do not match at byte 14 --> shelf.yaml:14:5"
        ]
    );
    assert_eq!(shown, "(22 bytes)\n");

    let (shown, found) = answered(SHELF, "");
    assert_eq!(
        heads(&found),
        ["warning[response-missing]: the response has no body --> shelf.yaml:14:5"]
    );
    assert_eq!(shown, "\n");
}

/// The examples of answers in XML, each as a service that can only answer with it.
fn examples(folder: &str) -> Vec<(Service, String, String)> {
    let mut examples = Vec::new();
    for service in ncloud_codegen::load([Path::new(REPOSITORY).join(folder)]).unwrap() {
        for operation in &service.operations {
            let shown = operation.examples.iter();
            for example in shown.filter(|example| {
                operation.response.format == Format::Xml && example.error.is_none()
            }) {
                let mut only = service.clone();
                only.operations.retain(|each| each.name == operation.name);
                for each in &mut only.operations {
                    each.examples.retain(|known| known.name == example.name);
                }
                let name = format!("{}.{}", service.name, operation.name);
                examples.push((only, name, example.name.clone()));
            }
        }
    }
    examples
}

#[test]
fn nothing_is_found_in_the_examples_of_the_specs() {
    let mut names = Vec::new();
    for folder in ["spec", "tests/fixtures/features"] {
        for (service, operation, example) in examples(folder) {
            let gateway = Gateway::builder()
                .specs(vec![service])
                .start_blocking()
                .unwrap();
            let spec = Path::new(REPOSITORY).join(folder);
            printed(&call(&gateway, &spec, &[&operation, "--example", &example]));
            names.push(format!("{operation} {example}"));
        }
    }
    assert!(names.len() >= 8, "{names:?}");
}
