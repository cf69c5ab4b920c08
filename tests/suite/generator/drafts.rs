//! Drafts from real pages: each against a reviewed snapshot and a list of what the page says, made by hand.

mod by_hand;
mod forms;
mod hostile;
mod layouts;
mod measured;
mod pages;
mod specs;
mod statements;
mod whole;

use std::fs;

use ncloud_tools::draft::{self, Options, Page};

use self::{
    pages::{drafted, pages, read},
    statements::{marked, said},
};
use crate::support;

/// The draft of a page is sound, and reviewed.
fn check(page: &str) {
    let text = drafted(page, &Options::default());
    support::service(&text);
    support::snapshots("drafts").bind(|| insta::assert_snapshot!(page, text));
}

ncloud_test_support::named_tests!("drafts");

/// Over all pages nine in ten are right, and what is wrong or missing is marked: where it stands, or at the operation.
#[test]
fn drafts_say_what_the_pages_say() {
    let (mut right, mut all) = (0, 0);
    let mut unmarked = Vec::new();
    for page in pages() {
        let name = page.file_name().unwrap().to_str().unwrap();
        let expected = fs::read_to_string(page.with_extension("expected")).unwrap();
        let expected: Vec<&str> = expected.lines().collect();
        let text = drafted(name, &Options::default());
        let service = support::service(&text);
        let operation = &service.operations[0];
        let said = said(&service, operation);
        all += expected.len();
        let marked = marked(&service, operation);
        for line in &expected {
            if said.iter().any(|said| said == line) {
                right += 1;
            } else {
                let key = line.rsplitn(3, ' ').last().unwrap();
                if !marked.iter().any(|marked| marked == key) {
                    unmarked.push(format!("{name}: {line} is not there, and nothing says so"));
                }
            }
        }
        for line in &said {
            let key = line.rsplitn(3, ' ').last().unwrap();
            if !expected.contains(&line.as_str()) && !marked.iter().any(|marked| marked == key) {
                unmarked.push(format!("{name}: {line} is too much, and nothing says so"));
            }
        }
    }
    assert_eq!(unmarked, Vec::<String>::new());
    assert!(right * 10 >= all * 9, "{right} of {all} are right");
}

#[test]
fn a_page_without_a_request_is_refused() {
    let pages = [Page {
        name: "overview.txt",
        text: "Overview\n\nThis is a service.\n",
    }];
    assert_eq!(
        draft::draft(&pages, &Options::default()).unwrap_err(),
        "overview.txt: it does not say where the request goes: there is neither a method with a path nor a command"
    );
}

/// Nothing that a page can hold breaks the reader.
#[test]
fn pages_cut_off_anywhere_are_drafted_or_refused() {
    let mut unsound = Vec::new();
    for page in pages() {
        let name = page.file_name().unwrap().to_str().unwrap();
        let text = read(name);
        let cuts: Vec<usize> = text
            .char_indices()
            .map(|(index, _)| index)
            .step_by(61)
            .collect();
        for cut in cuts {
            let pages = [Page {
                name,
                text: &text[..cut],
            }];
            if let Ok(draft) = draft::draft(&pages, &Options::default()) {
                let findings = support::findings(&draft.text);
                unsound.extend(
                    findings
                        .iter()
                        .map(|finding| format!("{name}, {cut}: {}", finding.one_line())),
                );
            }
        }
    }
    assert_eq!(unsound, Vec::<String>::new());
}
