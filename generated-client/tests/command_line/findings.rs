//! Where an answer and the spec disagree.

use crate::support::{LIBRARY, call, library, text};

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
