//! Pages of the reference: read whole of one service that has everything; of all services that nothing is missing, that
//! links lead somewhere and that tables are tables, by a reader of Markdown that nobody here wrote.

use std::collections::{BTreeMap, BTreeSet};

use ncloud_codegen::ir::{Field, Operation, Service, Shape};
use ncloud_tools::doc;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::support::{load, path, service, snapshots};

/// A page as its reader has it.
#[derive(Default)]
struct Read {
    /// What links can lead to: anchors, and headings without one as they are commonly named.
    anchors: Vec<String>,
    links: Vec<String>,
    /// The cells of every row of a table, without markup, by the anchor before it.
    rows: BTreeMap<String, Vec<Vec<String>>>,
    /// The text of every block of code by the anchor before it.
    code: BTreeMap<String, Vec<String>>,
}

/// Reads a page; a row that has not the columns of its head, and HTML that is none of ours, are refused.
fn read(page: &str) -> Read {
    let mut read = Read::default();
    let mut anchor = String::new();
    let (mut columns, mut row, mut block) = (0, Vec::new(), String::new());
    let mut heading: Option<(HeadingLevel, String)> = None;
    for (event, range) in Parser::new_ext(page, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => {
                let (_, text) = heading.take().unwrap();
                if !text.contains('\u{0}') {
                    let slug = text.to_lowercase().replace(' ', "-");
                    read.anchors.push(slug);
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => read.links.push(dest_url.into_string()),
            Event::InlineHtml(html) => {
                let html = html.into_string();
                let id = html.strip_prefix("<a id=\"");
                if let Some(id) = id.and_then(|id| id.strip_suffix("\">")) {
                    anchor = id.to_owned();
                    read.anchors.push(anchor.clone());
                    if let Some((_, text)) = &mut heading {
                        text.push('\u{0}');
                    }
                } else {
                    assert!(["</a>", "<br>"].contains(&html.as_str()), "{html}");
                    if let Some(cell) = row.last_mut() {
                        *cell += " ";
                    }
                }
            }
            Event::Html(html) => panic!("a block of HTML: {html}"),
            Event::Start(Tag::TableHead) => row.clear(),
            Event::End(TagEnd::TableHead) => columns = std::mem::take(&mut row).len(),
            Event::Start(Tag::TableRow) => {
                row.clear();
                let bars = page[range.clone()].replace("\\|", "").matches('|').count();
                assert_eq!(bars, columns + 1, "{}", &page[range]);
            }
            Event::End(TagEnd::TableRow) => {
                assert_eq!(row.len(), columns);
                let rows = read.rows.entry(anchor.clone()).or_default();
                rows.push(std::mem::take(&mut row));
            }
            Event::Start(Tag::TableCell) => row.push(String::new()),
            Event::Start(Tag::CodeBlock(_)) => block.clear(),
            Event::End(TagEnd::CodeBlock) => {
                let blocks = read.code.entry(anchor.clone()).or_default();
                blocks.push(std::mem::take(&mut block));
            }
            Event::Text(text) | Event::Code(text) => {
                block += &text;
                if let Some((_, heading)) = &mut heading {
                    *heading += &text;
                }
                if let Some(cell) = row.last_mut() {
                    *cell += &text;
                }
            }
            Event::SoftBreak => block += " ",
            _ => {}
        }
    }
    read
}

impl Read {
    fn has_row(&self, anchor: &str, first: &str, more: &str) -> bool {
        let rows = self.rows.get(anchor).map_or(&[][..], Vec::as_slice);
        rows.iter()
            .any(|row| row[0] == first && row.iter().any(|cell| cell.contains(more)))
    }
}

fn all() -> Vec<Service> {
    ncloud_codegen::load([path("../spec"), path("fixtures/features")])
        .unwrap_or_else(|report| panic!("{report}"))
}

/// As text is read that has no markup.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_page_with_everything_is_as_it_was_reviewed() {
    let services = load(&path("fixtures/doc"));
    snapshots("doc").bind(|| {
        insta::assert_snapshot!("everything", doc::page(&services[0]));
        insta::assert_snapshot!("index", doc::index(&services));
    });
}

#[test]
fn every_link_leads_somewhere_and_every_anchor_is_there_once() {
    let services = all();
    let mut pages: BTreeMap<String, String> = services
        .iter()
        .map(|service| (doc::file_name(service), doc::page(service)))
        .collect();
    pages.insert(doc::LANGUAGE.to_owned(), doc::language());
    pages.insert(doc::INDEX.to_owned(), doc::index(&services));
    assert_eq!(pages.len(), services.len() + 2);
    let anchors: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(name, page)| {
            let anchors = read(page).anchors;
            let distinct: BTreeSet<String> = anchors.iter().cloned().collect();
            assert_eq!(distinct.len(), anchors.len(), "{name}: {anchors:?}");
            (name.as_str(), distinct)
        })
        .collect();
    for (name, page) in &pages {
        let read = read(page);
        assert!(!read.links.is_empty(), "{name}");
        for link in read.links {
            if link.starts_with("https://") || link.starts_with("http://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let file = if file.is_empty() { name } else { file };
            let known = anchors.get(file);
            assert!(
                known.is_some_and(|known| anchor.is_empty() || known.contains(anchor)),
                "{name}: {link}"
            );
        }
    }
}

#[test]
fn every_operation_and_every_parameter_is_on_its_page() {
    for service in all() {
        let read = read(&doc::page(&service));
        for operation in &service.operations {
            let name = &operation.name;
            let is_linked = read
                .rows
                .get("section-operations")
                .is_some_and(|rows| rows.iter().any(|row| row[0] == *name));
            assert!(is_linked, "{}::{name}", service.name);
            for field in operation
                .parameters
                .iter()
                .map(|parameter| &parameter.field)
            {
                assert_field(&service, &read, name, field);
            }
            for constant in &operation.constants {
                let always = format!("always {}", constant.value);
                assert!(read.has_row(name, &constant.name, &always), "{name}");
            }
            assert_body(&service, &read, operation);
            let output = operation.response.output.as_ref();
            let anchor = output.filter(|output| read.anchors.contains(output));
            for field in &operation.response.headers {
                assert_field(&service, &read, anchor.unwrap_or(name), field);
            }
            let events = operation.events.iter().flat_map(|events| &events.events);
            for event in events {
                let anchor = anchor.unwrap_or(name);
                assert!(
                    read.has_row(anchor, &event.wire_name, &event.rust_name),
                    "{name}"
                );
            }
            let shown = [name].into_iter().chain(inline(&service, operation));
            let shown: usize = shown
                .filter_map(|anchor| read.code.get(anchor))
                .map(Vec::len)
                .sum();
            assert_eq!(shown, 1 + 2 * operation.examples.len(), "{name}");
        }
        for waiter in &service.waiters {
            assert!(read.anchors.contains(&waiter.name), "{}", waiter.name);
        }
    }
}

fn inline<'model>(service: &'model Service, operation: &Operation) -> Option<&'model String> {
    let mut types = service.types.iter();
    let found = types.find(|known| known.response_of.as_ref() == Some(&operation.name));
    found.map(|definition| &definition.name)
}

fn assert_body(service: &Service, read: &Read, operation: &Operation) {
    let name = &operation.name;
    for field in operation.body_fields() {
        if field.wire_name == "body" && field.rust_name == "body" {
            let whole = read.has_row(name, "the whole body", "body");
            assert!(
                whole || read.has_row(name, "body", "body"),
                "{}::{name}",
                service.name
            );
        } else {
            assert_field(service, read, name, field);
        }
    }
}

fn assert_field(service: &Service, read: &Read, anchor: &str, field: &Field) {
    let required = if field.is_required() { "yes" } else { "no" };
    let name = plain(&field.wire_name);
    assert!(
        read.has_row(anchor, &name, required),
        "{}::{anchor}: {name}",
        service.name
    );
}

#[test]
fn every_member_and_every_value_and_every_code_is_on_its_page() {
    for service in all() {
        let read = read(&doc::page(&service));
        let has = |anchor: &str, first: &str, more: &str| {
            assert!(
                read.has_row(anchor, &plain(first), more),
                "{}::{anchor}: {first}",
                service.name
            );
        };
        for definition in &service.types {
            let name = &definition.name;
            assert!(read.anchors.contains(name), "{}::{name}", service.name);
            match &definition.shape {
                Shape::Struct(fields) | Shape::Tuple(fields) => {
                    for field in fields {
                        assert_field(&service, &read, name, field);
                    }
                }
                Shape::Enum(values) | Shape::NumberEnum(values) => {
                    for value in values.iter().filter(|value| !value.wire_name.is_empty()) {
                        has(name, &value.wire_name, "");
                    }
                }
                Shape::Union(union) => {
                    let rows = &read.rows[name];
                    assert_eq!(rows.len(), union.alternatives.len(), "{name}");
                    for (row, alternative) in rows.iter().zip(&union.alternatives) {
                        let variant = format!("{}(", alternative.rust_name);
                        assert!(row[1].starts_with(&variant), "{name}: {row:?}");
                    }
                }
            }
        }
        for error in &service.errors {
            let constant = format!("error_code::{}", error.rust_name);
            has("section-errors", &error.code, &constant);
        }
    }
}

#[test]
fn texts_of_specs_are_read_as_they_are_written() {
    for (text, expected) in [
        ("a | b || c", "a | b || c"),
        ("\\| and \\\\| stay", "\\| and \\\\| stay"),
        ("<b>bold</b> &lt; *a* _b_", "<b>bold</b> &lt; *a* _b_"),
        ("[a](b) ![c](d) ~~e~~", "[a](b) ![c](d) ~~e~~"),
        ("first\n\n- second\n  third", "first - second third"),
        ("one ` alone | bar", "one ` alone | bar"),
        ("code `a|b<c>` here", "code a|b<c> here"),
        ("# heading", "# heading"),
        ("| bar first", "| bar first"),
        ("</td></table>", "</td></table>"),
    ] {
        let service = service(&format!(
            "spec: 1
service: sample
title: Sample
docs: https://docs.example.com
url: https://sample.example.com
operations:
  Get: {{ doc: Gets., docs: https://docs.example.com/a, http: GET /a, query: {{ x?: {{ type: string, doc: {} }} }} }}
",
            serde_json::Value::from(text)
        ));
        let read = read(&doc::page(&service));
        assert!(
            read.has_row("Get", "x", expected),
            "{text}: {:?}",
            read.rows
        );
    }
}

#[test]
fn offsets_say_where_the_list_begins_and_what_the_greatest_is() {
    let services = load(&path("fixtures/features/paging.yaml"));
    let page = doc::page(&services[0]);
    for line in [
        "- `offset` (query) is the number of items to leave out.\n",
        "- `start` (query) is the place of the first item of the page; the list begins at 1.\n\
         - 5 is the greatest that the service takes; a list that may go on beyond it ends with an error behind its last item.\n",
    ] {
        assert!(page.contains(line), "{line}");
    }
}

#[test]
fn the_index_links_every_service_and_counts_its_operations() {
    let services = all();
    let read = read(&doc::index(&services));
    assert_eq!(read.rows[""].len(), services.len());
    for (row, service) in read.rows[""].iter().zip(&services) {
        assert_eq!(
            row[..3],
            [
                plain(&service.title),
                service.name.clone(),
                service.operations.len().to_string()
            ]
        );
        assert!(read.links.contains(&doc::file_name(service)));
    }
}

#[test]
fn a_service_has_no_page_of_the_name_of_another_page() {
    let text = "spec: 1
service: language
title: Language
docs: https://docs.example.com
url: https://sample.example.com
operations: { Get: { doc: Gets., docs: https://docs.example.com/a, http: GET /a } }
";
    assert_eq!(doc::file_name(&service(text)), "language_.md");
    let readme = text.replace("service: language", "service: readme");
    assert_eq!(doc::file_name(&service(&readme)), "readme_.md");
}

#[test]
fn the_same_specs_give_the_same_pages() {
    let pages = || -> Vec<String> { all().iter().map(doc::page).collect() };
    assert!(pages() == pages());
}

#[test]
fn the_language_is_on_its_page_whole() {
    let page = doc::language();
    let sections = ncloud_tools::reference::sections();
    assert!(page.ends_with(&sections));
    assert!(!read(&page).rows.is_empty());
}

/// A type may hold itself where `null` ends it: the value that stands in for it has an end too.
#[test]
fn a_required_member_that_holds_its_own_type_ends_in_null() {
    let spec = "
spec: 1
service: nested
title: Nested
docs: https://docs.example.com/nested
url: https://nested.example.com
operations:
  PutRecord:
    doc: Writes a record.
    docs: https://docs.example.com/put-record
    http: PUT /records
    body: Record
types:
  Record:
    name:   { type: string, doc: Name. }
    parent: { type: Record, nullable: true, doc: What it is in. }
";
    let services = ncloud_codegen::load_str("nested.yaml", spec).unwrap();
    let page = doc::page(&services[0]);
    assert!(
        page.contains("client.send(PutRecord::new(Record::new(\"text\", None::<Record>)))"),
        "{page}"
    );
}
