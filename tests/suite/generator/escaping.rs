//! A spec is only data: whatever stands in its texts and names reaches what is printed as escaped text.

use ncloud_codegen::{Report, emit::rust, ir::Service, load_str, load_texts, printable};
use ncloud_tools::{coverage, diff, doc, list, openapi};

/// What is obeyed by cargo, by terminals, by Markdown, by HTML and by Rust, in one text.
const HOSTILE: &str = concat!(
    "x\ncargo::rustc-env=PWNED=1\ncargo:rustc-env=PWNED=1\r\ncargo::rustc-link-arg=-B.\r",
    "\u{1b}[2J\u{1b}]0;title\u{7} \u{9b}31m \u{85}\u{2028}\u{2029}",
    "\u{202e}\u{2066}\u{200f}\u{61c} \u{feff}\u{200b}\u{ad}\u{fdd0}\u{e0041}",
    " */ \"# <script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) | a | b |",
    "\n\n```\ncompile_error!(\"a\")\n```\n\n    compile_error!(\"a\")\n\n#![feature(a)]\n{{ {a} }}",
);

/// A text in YAML, as it stands in a flow or a block.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A spec that is sound, with hostile texts wherever a text may stand, and hostile names wherever one may be given.
fn sound() -> String {
    let hostile = quoted(HOSTILE);
    let name = |suffix: &str| quoted(&format!("{HOSTILE}{suffix}"));
    let optional = quoted(&format!("{HOSTILE}Time?"));
    format!(
        r#"spec: 1
service: hostile
title: {hostile}
doc: {hostile}
docs: https://docs.example.com
url: https://hostile.example.com
envelope: {hostile}
success: {{ code: code, values: [{hostile}], message: message }}
defect: {hostile}
unconfirmed: {hostile}
regions: {{ SGN: https://kr.example.com }}
allow: {{ {hostile}: {hostile} }}
operations:
  ListThings:
    doc: {hostile}
    docs: https://docs.example.com/list
    http: "GET /things"
    query:
      {optional}: {{ type: string, name: start_time, doc: {hostile}, default: {hostile}, required_when: {hostile}, defect: {hostile} }}
      {kind}: {{ type: Kind, name: kind }}
      {date}: {{ type: string, name: date }}
      {constant}: {{ const: {hostile} }}
    defect: [{hostile}, {hostile}]
    unconfirmed: {hostile}
    response:
      {member}: {{ type: "list<Thing>", name: things, doc: {hostile} }}
      {secret}: {{ type: string, name: secret, sensitive: true }}
    examples:
      hostile:
        made: {hostile}
        response: {{ code: {hostile}, {hostile}: {{ {member}: [{{ {number}: {hostile} }}] }} }}
types:
  Thing:
    {number}: {{ type: string, name: number, doc: {hostile} }}
    date?: {{ type: string, doc: {hostile} }}
    choice?: Choice
  Kind:
    doc: {hostile}
    enum:
      {value}: {{ name: Value, doc: {hostile} }}
  Choice:
    doc: {hostile}
    tag: {hostile}
    content: {member}
    one_of:
      {number}: {{ type: Thing, name: Nested, doc: {hostile} }}
errors:
  {hostile}: {{ doc: {hostile}, defect: {hostile} }}
waiters:
  ThingThere: {{ doc: {hostile}, poll: ListThings, state: things, success: [{hostile}] }}
"#,
        kind = name("Kind?"),
        date = name("Date?"),
        constant = name("Constant"),
        member = name("Member"),
        secret = name("Secret?"),
        number = name("No"),
        value = name("VALUE"),
    )
}

/// The only line of `sound` that cannot be: a wait for what is no text.
fn services() -> Vec<Service> {
    let spec = sound();
    let (before, _) = spec.split_once("waiters:").unwrap();
    load_str("a\n\u{202e}.yaml", before).unwrap_or_else(|report| panic!("{report}"))
}

/// Whether a character may stand in what is printed, told without the generator's own list.
fn is_shown(character: char) -> bool {
    let hidden = [
        ('\0', '\u{9}'),
        ('\u{b}', '\u{1f}'),
        ('\u{7f}', '\u{a0}'),
        ('\u{ad}', '\u{ad}'),
        ('\u{61c}', '\u{61c}'),
        ('\u{200b}', '\u{200f}'),
        ('\u{2028}', '\u{202e}'),
        ('\u{2060}', '\u{206f}'),
        ('\u{fdd0}', '\u{fdef}'),
        ('\u{fe00}', '\u{fe0f}'),
        ('\u{feff}', '\u{feff}'),
        ('\u{fff0}', '\u{fffb}'),
        ('\u{fffe}', '\u{ffff}'),
        ('\u{e0000}', '\u{e0fff}'),
    ];
    !hidden
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&character))
}

#[track_caller]
fn assert_shown(what: &str, text: &str) {
    if let Some(character) = text.chars().find(|character| !is_shown(*character)) {
        let place = text.find(character).unwrap();
        let around: String = text[..place].chars().rev().take(60).collect();
        let around: String = around.chars().rev().collect();
        panic!("{what}: {character:?} after {around:?}");
    }
}

#[track_caller]
fn assert_report_shown(what: &str, report: &Report) {
    assert!(!report.is_empty(), "{what}");
    for finding in report.findings() {
        let line = finding.one_line();
        assert_shown(what, &line);
        assert!(!line.contains('\n'), "{what}: {line:?}");
        for text in [&finding.message].into_iter().chain(&finding.hint) {
            assert_shown(what, text);
            assert!(!text.contains('\n'), "{what}: {text:?}");
        }
    }
    for text in [
        report.to_string(),
        format!("{report:?}"),
        ncloud_tools::drawn(report, false),
    ] {
        assert_shown(what, &text);
    }
    let coloured = ncloud_tools::drawn(report, true).replace("\u{1b}[", "");
    assert_shown(what, &coloured);
}

/// Descriptions are Markdown; all else is text.
fn assert_no_markup(json: &serde_json::Value) {
    use pulldown_cmark::{Event, Parser, Tag};

    match json {
        serde_json::Value::Object(members) => {
            // What only this project's tools read is as in the spec.
            let members = members.iter().filter(|(name, _)| !name.starts_with("x-"));
            for (name, value) in members {
                let text = value.as_str().filter(|_| name == "description");
                for event in text.into_iter().flat_map(Parser::new) {
                    match event {
                        Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
                        Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => panic!("{text:?}"),
                        Event::Start(Tag::Link { dest_url, .. }) => {
                            assert!(dest_url.starts_with("https://"), "{dest_url}");
                        }
                        _ => {}
                    }
                }
                assert_no_markup(value);
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(assert_no_markup),
        _ => {}
    }
}

#[test]
fn every_product_of_a_hostile_spec_is_shown_as_it_is() {
    let services = services();
    let service = &services[0];
    assert_shown("module", &rust::module(service, rust::RUN_TIME));
    assert_shown("index", &rust::index(&services));
    for version in [openapi::Version::V3_0, openapi::Version::V3_1] {
        let document = openapi::document(service, version);
        assert_shown("openapi", &document);
        let json: serde_json::Value = serde_json::from_str(&document).unwrap();
        assert_eq!(json["info"]["title"], HOSTILE);
        assert_no_markup(&json);
    }
    assert_shown("page", &doc::page(service));
    assert_shown("index of pages", &doc::index(&services));
    for (path, text) in doc::site(&services) {
        assert_shown(&path, &text);
        if path.ends_with(".html") {
            let text = text.to_lowercase();
            for markup in ["<script>", "<img", "onerror=\"", "href=\"javascript"] {
                assert!(!text.contains(markup), "{path}: {markup}");
            }
        }
    }
    assert_shown("list", &list::table(&services));
    assert_shown("list", &list::json(&services));
    assert_shown("coverage", &coverage::table(&services));
    assert_eq!(list::table(&services).lines().count(), 2);
}

#[test]
fn every_finding_in_a_hostile_spec_is_one_line() {
    let spec = sound();
    assert_report_shown("waiter", &load_str("a\n\u{202e}.yaml", &spec).unwrap_err());
    // Each text and each name in turn is where something else belongs, and each line in turn is gone.
    let lines: Vec<&str> = spec.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let without: Vec<&str> = lines
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(_, line)| *line)
            .collect();
        let replaced = spec.replacen(
            line,
            &line.replace(": ", &format!("{}: ", quoted(HOSTILE))),
            1,
        );
        for text in [without.join("\n"), replaced] {
            if let Err(report) = load_str("a\n\u{202e}.yaml", &text) {
                assert_report_shown(line, &report);
            }
        }
    }
    for key in [
        "type", "response", "http", "url", "docs", "style", "service", "poll", "retry",
    ] {
        let text = format!(
            "{}\n{key}: {}\n",
            spec.replace(
                &format!("{key}: "),
                &format!("{key}: {} #", quoted(HOSTILE))
            ),
            quoted(HOSTILE)
        );
        assert_report_shown(key, &load_str("spec.yaml", &text).unwrap_err());
    }
}

#[test]
fn lints_quote_names_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let spec = sound();
    let (before, _) = spec.split_once("waiters:").unwrap();
    std::fs::write(folder.path().join("a.yaml"), before).unwrap();
    let warnings = ncloud_codegen::load_with_warnings([folder.path()])
        .unwrap_or_else(|report| panic!("{report}"))
        .warnings;
    assert_report_shown("lints", &warnings);
    let named = warnings.findings();
    let time = named.iter().find(|finding| finding.rule.id == "time-type");
    let time = time.unwrap_or_else(|| panic!("{warnings}"));
    assert!(
        time.message
            .contains(r"x\ncargo::rustc-env=PWNED=1\ncargo:"),
        "{}",
        time.message
    );
}

#[test]
fn changes_are_one_line_each() {
    let old = services();
    let spec = sound();
    let (before, _) = spec.split_once("waiters:").unwrap();
    let new = before
        .replace("VALUE", "VALUES")
        .replace("Constant", "Constants")
        .replace("Kind?", "Kinds?")
        .replace("No\"", "Nos\"");
    let new = load_texts([("a\n\u{202e}.yaml", new)]).unwrap_or_else(|report| panic!("{report}"));
    let changes = diff::changes(&old, &new);
    assert!(changes.len() > 3, "{changes:?}");
    let version = "0.1.0".parse().unwrap();
    let text = diff::report::text(&changes, version);
    assert_shown("changes", &text);
    assert_eq!(text.lines().count(), changes.len() + 2, "{text}");
    assert_shown("changes", &diff::report::json(&changes, version));
}

#[test]
fn pages_of_a_hostile_spec_have_no_markup_of_its_own() {
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

    let services = services();
    let page = doc::page(&services[0]);
    for event in Parser::new_ext(&page, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let own = ["<br>", "</a>"].contains(&&*html) || html.starts_with("<a id=\"");
                assert!(own, "{html}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => assert!(
                dest_url.starts_with("https://")
                    || dest_url.starts_with('#')
                    || dest_url.ends_with(".md")
                    || dest_url.contains(".md#"),
                "{dest_url}"
            ),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("{dest_url}"),
            Event::Start(Tag::CodeBlock(kind)) => match kind {
                CodeBlockKind::Indented => panic!("indented code"),
                CodeBlockKind::Fenced(language) => assert!(!language.is_empty()),
            },
            _ => {}
        }
    }
}

#[test]
fn doc_comments_of_a_hostile_spec_are_no_code() {
    use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};

    let services = services();
    let module = rust::index(&services) + &rust::module(&services[0], rust::RUN_TIME);
    let mut comment = String::new();
    for line in module.lines() {
        match line.trim_start().strip_prefix("///") {
            Some(text) => {
                comment.push_str(text.strip_prefix(' ').unwrap_or(text));
                comment.push('\n');
            }
            None => {
                for event in Parser::new_ext(&comment, Options::all()) {
                    match event {
                        Event::Html(html) | Event::InlineHtml(html) => panic!("{html}: {comment}"),
                        // The call, and the parts of a module's documentation.
                        Event::Start(Tag::CodeBlock(kind)) => {
                            assert_eq!(
                                kind,
                                CodeBlockKind::Fenced("rust,ignore".into()),
                                "{comment}"
                            );
                            assert!(!comment.contains("\n```\ncompile_error"), "{comment}");
                        }
                        Event::Start(Tag::Heading { level, .. }) => {
                            assert_eq!(level, HeadingLevel::H2, "{comment}");
                            assert!(comment.contains("## Operations\n"), "{comment}");
                        }
                        Event::Start(Tag::Table(_)) => panic!("a block: {comment}"),
                        Event::Start(Tag::Link { dest_url, .. }) => {
                            assert!(!dest_url.starts_with("javascript"), "{comment}");
                        }
                        _ => {}
                    }
                }
                comment.clear();
            }
        }
    }
}

#[test]
fn an_address_that_leads_elsewhere_is_a_finding() {
    for address in [
        "http://docs.example.com",
        "javascript:alert(1)",
        "https://",
        "https:///a",
        "https://a b",
        "https://a\nb",
        "https://a\u{202e}b",
        "https://a\u{0}b",
        "https://a<b>",
        "https://a\"b",
        "https://a`b",
        "https://a\\b",
        "https://a\u{2028}b",
        "file:///etc/passwd",
        "data:text/html,a",
    ] {
        let spec = format!(
            "spec: 1\nservice: a\ntitle: A\ndocs: {}\nurl: https://example.com\noperations: {{}}\n",
            quoted(address)
        );
        let report = load_str("spec.yaml", &spec).unwrap_err();
        assert_report_shown(address, &report);
        assert_eq!(report.findings()[0].rule.id, "bad-value", "{report}");
        assert_eq!(report.findings()[0].location.line, 4);
    }
}

#[test]
fn printable_text_keeps_what_can_be_read() {
    assert_eq!(printable::line("한국어 \u{e9}"), "한국어 \u{e9}");
    assert_eq!(printable::line("a\nb"), r"a\nb");
}
