//! `draft`: of whatever page there comes a spec that can be read, or a message that can be printed.

use std::path::Path;

use ncloud_codegen::{
    draft::{Draft, Options, Page, draft, draft_into},
    format,
};

use super::plain::{assert_line, assert_lines};

pub(super) const WORDS: &[&str] = &[
    "<table>",
    "</table>",
    "<tr><td>",
    "</td><td>",
    "</td></tr>",
    "<th>",
    "<pre><code>",
    "</code></pre>",
    "<h2>",
    "</h2>",
    "<br>",
    "&nbsp;",
    "&#10;",
    "&#x202e;",
    "| --- | --- |\n",
    "\n## Request\n",
    "\n## Response\n",
    "```json\n",
    "```\n",
    "GET https://a.apigw.ntruss.com/b/v1/{c}\n",
    "POST /d?e={f}\n",
    "String",
    "Integer",
    "Required",
    "Y",
    "{\"a\": [{\"b\": null}]}",
    "x-ncp-apigw-timestamp",
    ": ",
    " #",
    "a.b.c[].d",
    "<?xml version=\"1.0\"?><a><b/></a>",
    "{",
    "}",
];

/// What is drafted into.
const SPEC: &str = include_str!("../../spec/fuzzed.yaml");

pub(super) fn run(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let page = [Page {
        name: "page",
        text: &text,
    }];
    checked(draft(&page, &Options::default()));
    let options = Options {
        name: Some("Drafted".to_owned()),
        service: Some("drafted".to_owned()),
        docs: Some("https://api.ncloud-docs.com/docs/en/drafted".to_owned()),
    };
    checked(draft(&page, &options));
    let into = draft_into(Path::new("fuzzed.yaml"), SPEC, &page, &Options::default());
    checked(into);
}

fn checked(drafted: Result<Draft, String>) {
    let draft = match drafted {
        Ok(draft) => draft,
        Err(message) => {
            assert_line(&message);
            assert!(!message.contains("it is a fault of the draft"), "{message}");
            return;
        }
    };
    assert_lines(&draft.text);
    let formatted = format::formatted("draft.yaml", &draft.text);
    assert!(formatted.is_ok(), "{formatted:?}");
    for gap in &draft.gaps {
        assert_line(&gap.text);
        let line = draft.text.lines().nth(gap.line - 1).unwrap_or_default();
        assert!(line.contains(&gap.text), "{gap:?} is not in its line");
    }
}
