//! Pages that mean harm, or are none: a draft that is YAML with text in quotes, or words; in bounded time and on a small stack.

use ncloud_tools::{
    draft::{self, Draft, Options, Page},
    format::formatted,
};
use proptest::prelude::*;

use super::pages::{pages, read};
use crate::{hostile::within_bounds, support};

fn draft_of(text: &str) -> Result<Draft, String> {
    let pages = [Page { name: "page", text }];
    draft::draft(&pages, &Options::default())
}

/// The draft of a page, on a stack as small as that of a thread.
fn drafted(what: &str, text: String) -> Result<Draft, String> {
    within_bounds(what, move || draft_of(&text))
}

fn is_visible(text: &str) -> bool {
    text.chars().all(|c| {
        !(c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
    })
}

/// Why a draft is not sound, or why what is said of a page cannot be printed.
fn fault(drafted: &Result<Draft, String>) -> Option<String> {
    let draft = match drafted {
        Ok(draft) => draft,
        Err(message) if is_visible(message) && !message.contains("fault") => return None,
        Err(message) => return Some(format!("refused with {message:?}")),
    };
    let text = &draft.text;
    if !text.lines().all(is_visible) {
        return Some("a character of control".to_owned());
    }
    if let Some(gap) = draft.gaps.iter().find(|gap| gap.text.chars().count() > 700) {
        return Some(format!("a gap without end: {gap:?}"));
    }
    if let Err(error) = serde_yaml::from_str::<serde_yaml::Value>(text) {
        return Some(format!("no YAML: {error}\n{text}"));
    }
    match formatted("draft", text) {
        Ok(formatted) if formatted == *text => {}
        Ok(_) => return Some("not formatted".to_owned()),
        Err(report) => return Some(format!("{report}\n{text}")),
    }
    let findings = support::findings(text);
    findings
        .first()
        .map(|finding| format!("{}\n{text}", finding.one_line()))
}

/// A page with a body in tables, with a table for what comes back.
fn html(cells: &str) -> String {
    format!(
        "<h1>Get box</h1><p>Returns a box.</p><h2>Request</h2><p>GET https://shelf.apigw.ntruss.com/api/v1/boxes</p>\
         <h2>Response body</h2><table><tr><th>Field</th><th>Type</th><th>Description</th></tr>{cells}</table>"
    )
}

fn markdown(request: &str, sample: &str) -> String {
    format!(
        "# Get box\n\nReturns a box.\n\n## Request\n\nPOST https://shelf.apigw.ntruss.com/api/v1/boxes\n\n{request}\n\n\
         ## Response\n\n### Response body\n\n| Field | Type | Description |\n| --- | --- | --- |\n| boxNo | Integer | Number |\n\n\
         ### Response example\n\n```json\n{sample}\n```\n"
    )
}

#[test]
fn nothing_that_is_nested_reaches_the_end_of_the_stack() {
    let deep = 20_000;
    let dots = |count: usize| vec!["a"; count].join(".");
    let row =
        |name: &str, ty: &str| html(&format!("<tr><td>{name}</td><td>{ty}</td><td>x</td></tr>"));
    let cases = [
        ("2,000 dots", row(&dots(2_000), "String")),
        ("more dots", row(&dots(deep), "String")),
        (
            "dots in text",
            format!(
                "Get box\n\nGET https://a.apigw.ntruss.com/api/v1/b\n\nResponse body\n\nField Type Description\n{} String x\n",
                dots(deep)
            ),
        ),
        ("lists in names", row(&"a[].".repeat(deep), "String")),
        (
            "list types",
            row(
                "a",
                &format!("{}String{}", "List&lt;".repeat(deep), "&gt;".repeat(deep)),
            ),
        ),
        (
            "brackets",
            row("a", &format!("String{}", "[]".repeat(deep))),
        ),
        (
            "short list types",
            row(
                "a",
                &format!("{}String{}", "List&lt;".repeat(20), "&gt;".repeat(20)),
            ),
        ),
        (
            "alternatives",
            html(&format!(
                "<tr><td>a</td><td>{}String</td><td>x</td></tr>",
                "String or ".repeat(deep)
            )),
        ),
        (
            "run together",
            format!(
                "Get box\n\nGET https://a.apigw.ntruss.com/api/v1/b\n\nResponse body\n\nFieldTypeDescription\na{}\n",
                "String or ".repeat(deep)
            ),
        ),
        (
            "methods",
            format!("Get box\n\nMethodURI\n{}/b\n", "GET,".repeat(deep)),
        ),
        (
            "nested rows",
            html(
                &(0..2_000)
                    .map(|depth| {
                        format!(
                            "<tr><td>{}a{depth}</td><td>Object</td><td>x</td></tr>",
                            "&gt;".repeat(depth)
                        )
                    })
                    .collect::<String>(),
            ),
        ),
        ("elements", html(&"<tr><td><div><table>".repeat(deep))),
        ("links", markdown(&"[".repeat(deep), "{}")),
        (
            "lists",
            markdown(
                "",
                &format!("{{\"boxNo\": {}1{}}}", "[".repeat(deep), "]".repeat(deep)),
            ),
        ),
        (
            "objects",
            markdown(
                "",
                &format!("{}1{}", "{\"boxNo\":".repeat(deep), "}".repeat(deep)),
            ),
        ),
        (
            "objects as deep as they are read",
            markdown(
                "",
                &format!("{}1{}", "{\"boxNo\":".repeat(63), "}".repeat(63)),
            ),
        ),
        (
            "XML",
            markdown(
                "",
                &format!("{}1{}", "<a>".repeat(deep), "</a>".repeat(deep)),
            ),
        ),
        (
            "groups",
            html("<tr><td>[][][]</td><td>String</td><td>x</td></tr>"),
        ),
    ];
    for (what, text) in cases {
        assert_eq!(fault(&drafted(what, text)), None, "{what}");
    }
}

#[test]
fn rows_that_are_too_deep_are_named() {
    let name = vec!["a"; 2_000].join(".");
    let draft = draft_of(&html(&format!(
        "<tr><td>{name}</td><td>String</td><td>x</td></tr><tr><td>boxNo</td><td>Integer</td><td>Number</td></tr>"
    )))
    .unwrap();
    let gaps: Vec<&str> = draft.gaps.iter().map(|gap| gap.text.as_str()).collect();
    let said = format!(
        "the row `{}..` was not read: put it down by hand",
        "a.".repeat(60)
    );
    assert!(gaps.contains(&said.as_str()), "{gaps:?}");
    assert!(draft.text.contains("boxNo?:"), "{}", draft.text);
}

#[test]
fn work_grows_with_the_size_of_a_page() {
    let many = 10_000;
    let rows = |mark: fn(usize) -> String| (0..2_500).map(mark).collect::<String>();
    let objects: String = (0..1_500)
        .map(|object| format!("{{\"m{object}\": {{\"n{object}\": 1, \"same\": []}}}},"))
        .collect();
    let table = "| Field | Type | Description |\n| --- | --- | --- |\n";
    let cases = [
        (
            "rows of HTML",
            html(&rows(|row| {
                format!("<tr><td>f{row}</td><td>String</td><td>x</td></tr>")
            })),
        ),
        (
            "rows of members",
            html(&rows(|row| {
                format!(
                    "<tr><td>a{}.f{row}</td><td>String</td><td>x</td></tr>",
                    row % 500
                )
            })),
        ),
        (
            "rows of pipes",
            format!(
                "# Get box\n\nGET https://a.apigw.ntruss.com/api/v1/b\n\n## Request\n\n### Request query parameters\n\n{table}{}",
                rows(|row| format!("| f{row} | String | x |\n"))
            ),
        ),
        (
            "rows of text",
            format!(
                "Get box\n\nGET https://a.apigw.ntruss.com/api/v1/b\n\nResponse body\n\nFieldTypeDescription\n{}",
                rows(|row| format!("fieldNo{row}StringText\n"))
            ),
        ),
        (
            "a row without end",
            format!(
                "# Get box\n\nGET https://a.apigw.ntruss.com/api/v1/b\n\n## Response body\n\n{table}a |\n{}",
                "x\n".repeat(many)
            ),
        ),
        (
            "a query",
            markdown(
                &format!(
                    "```\ncurl -X POST 'https://shelf.apigw.ntruss.com/api/v1/boxes?{}'\n```",
                    (0..5_000).map(|p| format!("p{p}={p}&")).collect::<String>()
                ),
                "{}",
            ),
        ),
        (
            "objects of different members",
            markdown("", &format!("{{\"boxes\": [{objects}]}}")),
        ),
        (
            "members that differ in the table",
            markdown(
                "",
                &format!(
                    "{{\"wrap\": {{{}}}}}",
                    (0..5_000)
                        .map(|m| format!("\"m{m}\": 1,"))
                        .collect::<String>()
                ),
            ),
        ),
        (
            "a sample of 5 MB",
            markdown(
                "",
                &format!(
                    "{{\"boxes\": [{}]}}",
                    "{\"boxNo\": 1, \"name\": \"name of the box\"},".repeat(50_000)
                ),
            ),
        ),
        (
            "a sample of many objects",
            markdown(
                "",
                &format!(
                    "{{\"boxes\": [{}]}}",
                    "{\"boxNo\": 1, \"name\": \"name of the box\"},".repeat(4_000)
                ),
            ),
        ),
        (
            "headings",
            markdown(&"## Some heading\n\n".repeat(many), "{}"),
        ),
        (
            "names of members as headings",
            markdown(
                &format!(
                    "### Request body\n\n{table}{}\n{}",
                    rows(|row| format!("| o{row} | Object | x |\n")),
                    rows(|row| format!("### o{row}\n\n"))
                ),
                "{}",
            ),
        ),
        (
            "samples",
            markdown(&"```json\n{\"a\": 1}\n```\n".repeat(many), "{}"),
        ),
        (
            "answers",
            format!(
                "{}{}",
                markdown("", "{}"),
                (0..10_000)
                    .map(|n| format!("```json\n{{\"boxNo\": {n}}}\n```\n"))
                    .collect::<String>()
            ),
        ),
        (
            "commands",
            markdown(
                &"```\ncurl -X POST 'https://shelf.apigw.ntruss.com/api/v1/boxes'\n```\n"
                    .repeat(3_000),
                "{}",
            ),
        ),
        (
            "request lines",
            markdown(
                &"POST https://shelf.apigw.ntruss.com/api/v1/boxes\n\n".repeat(many),
                "{}",
            ),
        ),
        (
            "tables",
            markdown(
                &format!("{table}| a | String | x |\n\nSome heading\n\n").repeat(3_000),
                "{}",
            ),
        ),
        (
            "lines of a wide table",
            format!(
                "Get box\n\nGET https://a.apigw.ntruss.com/api/v1/b\n\nResponse body\n\n{}\n{}",
                "Name".repeat(20),
                format!("{}\n", "a".repeat(2_000)).repeat(20)
            ),
        ),
        (
            "cells over rows and columns",
            html(&format!(
                "<tr><td rowspan=99 colspan=99>{}</td></tr>{}",
                "x".repeat(100_000),
                "<tr><td>a</td></tr>".repeat(500)
            )),
        ),
    ];
    for (what, text) in cases {
        let drafted = drafted(what, text);
        if let Err(message) = &drafted {
            assert!(is_visible(message), "{what}: {message}");
        }
    }
}

#[test]
fn what_is_too_large_is_refused_in_words() {
    let page = format!("{}{}", html(""), " ".repeat(draft::LARGEST_PAGE));
    assert_eq!(
        draft_of(&page).unwrap_err(),
        "page: is 8 MiB large; a page has at most 8 MiB"
    );
    let sample = "{\"boxNo\": 1},".repeat(100_000);
    let draft = draft_of(&markdown("", &format!("{{\"boxes\": [{sample}]}}"))).unwrap();
    assert!(
        draft.gaps.iter().any(|gap| gap.text
            == "a sample of the response is larger than 1024 KiB, and was not read: put what it shows under `examples`"),
        "{:?}",
        draft.gaps
    );
}

/// What cells, addresses and samples hold when a page is damaged.
fn nasty() -> Vec<String> {
    let short = [
        ": ",
        "a: b",
        "a:",
        "a #b",
        "#",
        "- a",
        "-",
        "---",
        "...",
        "?",
        "? a",
        "@a",
        "`a",
        "%a",
        "!a",
        "&a",
        "*a",
        "|",
        ">",
        "'",
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        "{}",
        "[a]",
        ",",
        "a, b",
        "~",
        "null",
        "true",
        "no",
        "Y",
        "0",
        "1.5",
        "0x1F",
        "1e3",
        "007",
        ".inf",
        "2024-01-01",
        "<<",
        "=",
        "",
        " ",
        "a b",
        "\t",
        "a\tb",
        "a\nb",
        "a\rb",
        "\r\n",
        "\0",
        "\u{7}",
        "\u{8}",
        "\u{1b}[31m",
        "\u{7f}",
        "\u{85}",
        "\u{9b}",
        "\u{a0}",
        "\u{200b}",
        "\u{200e}",
        "\u{202e}",
        "\u{2028}",
        "\u{2029}",
        "\u{2066}",
        "\u{feff}",
        "\u{fffe}",
        "\u{fffd}",
        "\u{10ffff}",
        "\u{e000}",
        "한글",
        "日本",
        "\u{1f600}",
        "a.b",
        ".",
        "..",
        "a..b",
        "[]",
        "a[]",
        "$a",
        "_",
        "__",
        "s",
        "ies",
        "new",
        "self",
        "type",
        "fields",
        "enum",
        "SERVICE",
        "Self",
        "x y z",
        "https://a b.c",
        "{name}",
        "{a b}",
        "{: }",
        "<a>",
        "</td>",
        "&amp;",
        "${x}",
        "\\u0000",
        "%00",
        "%zz",
    ];
    let long = [
        "k".repeat(1_100),
        "k".repeat(70_000),
        "\u{fffd}".repeat(400),
        "a ".repeat(3_000),
        "\u{202e}".repeat(50),
    ];
    short.map(str::to_owned).into_iter().chain(long).collect()
}

#[test]
fn whatever_a_cell_holds_the_draft_is_yaml() {
    /// A page that holds a text in some place.
    type Frame = fn(&str) -> String;

    let frames: [(&str, Frame); 16] = [
        ("name", |x| {
            html(&format!("<tr><td>{x}</td><td>String</td><td>a</td></tr>"))
        }),
        ("type", |x| {
            html(&format!("<tr><td>a</td><td>{x}</td><td>a</td></tr>"))
        }),
        ("description", |x| {
            html(&format!("<tr><td>a</td><td>String</td><td>{x}</td></tr>"))
        }),
        ("title", |x| html("").replace("Get box", x)),
        ("overview", |x| {
            html("").replace("Returns a box.", &format!("Returns a {x} of boxes."))
        }),
        ("path", |x| {
            html("").replace("/boxes", &format!("/boxes/{x}"))
        }),
        ("host", |x| html("").replace("shelf.", &format!("{x}."))),
        ("canonical", |x| {
            format!(
                "<link rel=canonical href=\"https://api.ncloud-docs.com/{}\">{}",
                x.replace('"', ""),
                html("")
            )
        }),
        ("heading", |x| html("").replace("Response body", x)),
        ("front matter", |x| {
            format!(
                "---\ntitle: {x}\ncanonical: a.b/{x}\n---\n{}",
                markdown("", "{}")
            )
        }),
        ("sample's name", |x| {
            markdown(
                "",
                &format!(
                    "{{\"boxNo\": 1, {}: {{\"a\": 1}}}}",
                    serde_json::Value::from(x)
                ),
            )
        }),
        ("sample's text", |x| {
            markdown(
                "",
                &format!(
                    "{{\"boxNo\": {0}, \"a\": [{0}], \"b\": {{{0}: {0}}}}}",
                    serde_json::Value::from(x)
                ),
            )
        }),
        ("bare sample", |x| {
            markdown("", &format!("{{\"boxNo\": {x}}}"))
        }),
        ("header", |x| {
            markdown(
                &format!(
                    "```\ncurl -X POST 'https://shelf.apigw.ntruss.com/api/v1/boxes?a={x}&{x}=1' -H '{x}: 1' -H 'x-secret{x}: {x}' --data '{{\"a\": 1}}'\n```"
                ),
                "{}",
            )
        }),
        ("row of pipes", |x| {
            markdown(
                &format!(
                    "### Request headers\n\n| Field | Required | Default | Description |\n| --- | --- | --- | --- |\n| {x} | Required | {x} | {x} |\n| b | {x} | {x} | b |"
                ),
                "{}",
            )
        }),
        ("text", |x| {
            format!(
                "Get box\n\nGET https://a.apigw.ntruss.com/api/v1/b\n\nRequest query parameters\n\nField Type Size Required Default Description\na{x} String 10 Y {x} {x}\n{x}\n\nResponse body\n\nFieldTypeDescription\nbNo{x}String{x}\n\nResponse status\n\nStatus Description\n202 {x}\n{x} b\n"
            )
        }),
    ];
    let mut faults = Vec::new();
    // Names in the part of an address that operations share, and addresses of pages that are none.
    let of_page = |address: &str| format!("<link rel=canonical href=\"{address}\">{}", html(""));
    for page in [
        html("").replace("/api/v1", "/api{name}x/v1"),
        html("").replace("/api/v1", "/{name}/v1"),
        markdown(
            "```\ncurl 'https://shelf.apigw.ntruss.com/a{name}b/v1/api/v1/boxes'\n```",
            "{}",
        ),
        html("").replace("shelf.", "services."),
        html("").replace("shelf.", "bool."),
        html("").replace("shelf.", "client."),
        html("").replace("shelf.", &format!("{}.", "k".repeat(63))),
        html("").replace(
            "shelf.apigw",
            &format!("naveropenapi.apigw{}", "k".repeat(63)),
        ),
        of_page("https://#api.ncloud-docs.com/docs/x"),
        of_page("https://api.nclo\\ud-docs.com/docs/x"),
        of_page("https://api.ncl\u{10ffff}oud-docs.com/docs/x"),
        of_page("https://"),
        of_page("http://api.ncloud-docs.com/docs/x"),
    ] {
        faults.extend(fault(&draft_of(&page)));
    }
    for (place, frame) in frames {
        for text in nasty() {
            let shown: String = text.chars().take(40).collect();
            if let Some(fault) = fault(&draft_of(&frame(&text))) {
                let fault: String = fault.chars().take(3_000).collect();
                faults.push(format!("{place}, {shown:?}: {fault}"));
            }
        }
    }
    let count = faults.len();
    faults.truncate(5);
    assert!(faults.is_empty(), "{count}: {}", faults.join("\n\n"));
}

/// A saved page with pieces in it that no page has.
fn mutated() -> impl Strategy<Value = String> {
    let texts: Vec<String> = pages()
        .iter()
        .map(|page| read(page.file_name().unwrap().to_str().unwrap()))
        .collect();
    let changes = prop::collection::vec(
        (0.0..1.0f64, 0..6usize, prop::sample::select(nasty())),
        1..8,
    );
    (prop::sample::select(texts), changes, any::<bool>()).prop_map(
        |(mut text, changes, is_joined)| {
            for (share, without, piece) in changes {
                let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
                let place = (starts.len() as f64 * share) as usize;
                let end = starts.get(place + without).copied().unwrap_or(text.len());
                text.replace_range(starts[place]..end, &piece);
            }
            if is_joined {
                text.replace('\n', "\r")
            } else {
                text
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_pages_are_refused_or_drafted(text in mutated()) {
        let fault = fault(&draft_of(&text));
        prop_assert!(fault.is_none(), "{}\n\n{text:?}", fault.unwrap_or_default());
    }
}
