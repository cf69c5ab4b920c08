//! Where an answer and the spec disagree.

use http::{HeaderName, HeaderValue, StatusCode};
use ncloud_sandbox::Misbehaviour;

use crate::support::{LIBRARY, after_head, call, library, text};

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
        "warning[response-undeclared]: the member `pages` is not declared\n  --> library.yaml:21:3\n   |\n21 |   Book:\n   |   ^^^^\n   |\n   = help: declare it, if callers can use it\n\n1 finding; `ncloud-codegen explain RULE` says more of a rule\n"
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
        "warning[response-missing]: the required member `isbn` is missing\n  --> library.yaml:24:5\n   |\n24 |     isbn: { type: string, doc: Number. }\n   |     ^^^^\n   |\n   = help: declare it with `?` if it may be absent, and say in `defect` how it is known\n\n1 finding; `ncloud-codegen explain RULE` says more of a rule\n"
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
        "warning[response-type]: the declared type asks for a whole number of 32 bits, not the text `Dune`, at `title`\n  --> library.yaml:22:20\n   |\n22 |     title: { type: i32, doc: Title. }\n   |                    ^^^\n   |\n   = help: mend the type, and say in `defect` how it is known\n\n\
         warning[response-type]: the declared type asks for a whole number of 32 bits, not a value that is kept out of messages, at `owner`\n  --> library.yaml:24:20\n   |\n24 |     owner: { type: i32, doc: Who has it., sensitive: true }\n   |                    ^^^\n   |\n   = help: mend the type, and say in `defect` how it is known\n\n2 findings; `ncloud-codegen explain RULE` says more of a rule\n"
    );
}

/// What is found in an answer that the gateway makes up.
fn found_in(spec: &str, answer: Misbehaviour) -> String {
    let (gateway, folder, file) = library(spec);
    gateway.misbehave(answer, 1);
    let output = call(&gateway, &file, &["library.GetBook", "-p", "name=dune"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stderr).replace(&format!("{}/", folder.path().display()), "")
}

const DUNE: &str = r#"{"title": "Dune", "pages": 412, "owner": "Hong Gil Dong"}"#;

fn answer(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Misbehaviour {
    Misbehaviour::Respond {
        status: StatusCode::from_u16(status).unwrap(),
        headers: headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect(),
        body: body.to_owned().into(),
    }
}

#[test]
fn a_status_that_the_spec_does_not_list_is_found_at_the_operation() {
    assert_eq!(
        found_in(LIBRARY, answer(202, &[], DUNE)),
        "warning[response-status]: 202 is no status that `status` lists\n --> library.yaml:8:3\n  |\n8 |   GetBook:\n  |   ^^^^^^^\n  |\n  = help: write `status: [.., 202]`\n\n1 finding; `ncloud-codegen explain RULE` says more of a rule\n"
    );
    let listed = LIBRARY.replace(
        "    response: Book\n",
        "    status: [200, 202]\n    response: Book\n",
    );
    assert_eq!(found_in(&listed, answer(202, &[], DUNE)), "");
}

#[test]
fn what_is_no_json_and_no_body_are_found_at_the_response() {
    assert_eq!(
        found_in(LIBRARY, answer(200, &[], "<html></html>")),
        "warning[response-type]: the response is no JSON: expected value at line 1 column 1\n  --> library.yaml:14:5\n   |\n14 |     response: Book\n   |     ^^^^^^^^\n   |\n   = help: mend the type, and say in `defect` how it is known\n\n1 finding; `ncloud-codegen explain RULE` says more of a rule\n"
    );
    assert_eq!(
        found_in(LIBRARY, answer(200, &[], " \n")),
        "warning[response-missing]: the response has no body\n  --> library.yaml:14:5\n   |\n14 |     response: Book\n   |     ^^^^^^^^\n   |\n   = help: declare it with `?` if it may be absent, and say in `defect` how it is known\n\n1 finding; `ncloud-codegen explain RULE` says more of a rule\n"
    );
    let optional = LIBRARY.replace("response: Book", "response: Book?");
    assert_eq!(found_in(&optional, answer(200, &[], "")), "");
    let (before, _) = LIBRARY.split_once("\ntypes:").unwrap();
    let (before, _) = before.split_once("        response:").unwrap();
    let bytes = before.replace("response: Book", "response: bytes") + "        text: dune\n";
    assert_eq!(found_in(&bytes, answer(200, &[], "")), "");
}

#[test]
fn what_cannot_be_redacted_is_not_shown() {
    let cut_off = r#"{"title": "Dune", "owner": "Hong Gil Dong""#;
    let open = LIBRARY.replace(", sensitive: true", "");
    for (spec, shown) in [
        (
            LIBRARY,
            "(42 bytes in another form than is declared, which may hold what is sensitive)",
        ),
        (&open, cut_off),
    ] {
        let (gateway, _folder, file) = library(spec);
        gateway.misbehave(answer(200, &[], cut_off), 1);
        let output = call(&gateway, &file, &["library.GetBook", "-p", "name=dune"]);
        assert_eq!(after_head(&output), format!("{shown}\n"));
    }
}

#[test]
fn headers_that_are_results_are_found_where_they_are_declared() {
    let spec = LIBRARY.replace(
        "    response: Book\n",
        "    response_headers:\n      X-Shelf: { type: i32, doc: Shelf. }\n      X-Meta-*?: { type: map<i32>, doc: Rest. }\n    response: Book\n",
    );
    let spec = spec.replace(
        "        request: {name: dune}\n",
        "        request: {name: dune}\n        response_headers: { X-Shelf: \"3\" }\n",
    );
    assert_eq!(
        found_in(
            &spec,
            answer(200, &[("x-shelf", "3"), ("x-meta-a", "1")], DUNE)
        ),
        ""
    );
    assert_eq!(
        found_in(&spec, answer(200, &[], DUNE)),
        "warning[response-missing]: the required header `x-shelf` is missing\n  --> library.yaml:15:7\n   |\n15 |       X-Shelf: { type: i32, doc: Shelf. }\n   |       ^^^^^^^\n   |\n   = help: declare it with `?` if it may be absent, and say in `defect` how it is known\n\n1 finding; `ncloud-codegen explain RULE` says more of a rule\n"
    );
    assert_eq!(
        found_in(
            &spec,
            answer(200, &[("x-shelf", "top"), ("x-meta-a", "b")], DUNE)
        ),
        "warning[response-type]: the declared type asks for a whole number of 32 bits, not the text `top`, at `x-shelf`\n  --> library.yaml:15:24\n   |\n15 |       X-Shelf: { type: i32, doc: Shelf. }\n   |                        ^^^\n   |\n   = help: mend the type, and say in `defect` how it is known\n\n\
         warning[response-type]: the declared type asks for a whole number of 32 bits, not the text `b`, at `x-meta-a`\n  --> library.yaml:16:26\n   |\n16 |       X-Meta-*?: { type: map<i32>, doc: Rest. }\n   |                          ^^^^^^^^\n   |\n   = help: mend the type, and say in `defect` how it is known\n\n2 findings; `ncloud-codegen explain RULE` says more of a rule\n"
    );
}
