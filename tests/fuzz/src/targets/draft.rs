//! `draft`: of whatever page there comes a spec that can be read, or a message that can be printed.

use std::path::Path;

use ncloud_codegen::document_as_json;
use ncloud_tools::{
    draft::{Draft, Options, Page, draft, draft_into},
    format,
};
use serde_json::Value;

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

/// What is drafted into, its last operation ending in a text whose line breaks are kept.
const SPEC: &str = concat!(
    "spec: 1\nservice: kept\ntitle: Kept\ndocs: https://docs.example.com/kept\nurl: https://a.apigw.ntruss.com/b\n\n",
    "operations:\n  Keep:\n    doc: |+\n      Keeps line breaks.\n\n\n    docs: https://docs.example.com/keep\n",
    "    http: GET /keep\n    response: bytes\n    examples:\n      made:\n        made: All of it.\n",
    "        sent: GET /b/keep\n        text: |+\n          Kept.\n\n\n",
    "errors:\n  E: { doc: An error. }\n"
);

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
    let into = draft_into(Path::new("kept.yaml"), SPEC, &page, &Options::default());
    if let Ok(draft) = &into {
        let (before, after) = (document(SPEC), document(&draft.text));
        for chapter in ["operations", "errors"] {
            let (before, after) = (&before[chapter], &after[chapter]);
            for (name, value) in before.as_object().into_iter().flatten() {
                assert_eq!(after.get(name), Some(value), "{name} was changed");
            }
        }
    }
    checked(into);
}

fn document(spec: &str) -> Value {
    let json = document_as_json("kept.yaml", spec).expect("a spec that can be read");
    serde_json::from_str(&json).expect("JSON")
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
