//! The site: nothing is missing, every link leads somewhere, nothing comes from elsewhere, and text of specs is text. Read with a
//! reader of tags that nobody of the site uses.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use ncloud_codegen::ir::Service;
use ncloud_tools::{doc, search::Index};

use crate::support::{load, path, snapshots};

/// A tag with its attributes as they are written, or text between tags, as it is read.
#[derive(Debug, PartialEq)]
enum Piece {
    Open(String, BTreeMap<String, String>),
    Close(String),
    Text(String),
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#9680;", "\u{25d0}")
        .replace("&amp;", "&")
}

/// Reads a page; a `<`, a `>` or a quote that is none of a tag's is refused.
fn read(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = page.strip_prefix("<!doctype html>").unwrap();
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        assert!(!text.contains('>'), "{text}");
        if !text.is_empty() {
            pieces.push(Piece::Text(unescaped(text)));
        }
        let mut end = 0;
        let mut is_quoted = false;
        for (index, character) in tag.char_indices() {
            match character {
                '"' => is_quoted = !is_quoted,
                '>' if !is_quoted => {
                    end = index;
                    break;
                }
                '<' if index > 0 => panic!("{}", &tag[..index]),
                _ => {}
            }
        }
        assert!(end > 0, "{tag}");
        pieces.push(piece(&tag[1..end]));
        rest = &tag[end + 1..];
    }
    assert_eq!(rest.trim(), "");
    pieces
}

fn piece(tag: &str) -> Piece {
    if let Some(name) = tag.strip_prefix('/') {
        return Piece::Close(name.to_owned());
    }
    let (name, mut rest) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
    assert!(
        name.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        "{tag}"
    );
    let mut attributes = BTreeMap::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        assert!(
            key.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
            "{tag}"
        );
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap(),
            None => ("", after),
        };
        attributes.insert(key.to_owned(), unescaped(value));
        rest = after;
    }
    Piece::Open(name.to_owned(), attributes)
}

/// The text of a page, without its tags.
fn text(pieces: &[Piece]) -> String {
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

fn attributes<'pieces>(
    pieces: &'pieces [Piece],
    attribute: &'static str,
) -> impl Iterator<Item = (&'pieces str, &'pieces str)> {
    pieces.iter().filter_map(move |piece| match piece {
        Piece::Open(name, attributes) => Some((name.as_str(), attributes.get(attribute)?.as_str())),
        _ => None,
    })
}

/// All services, and the site of them, made once for all tests.
fn all() -> (&'static [Service], &'static BTreeMap<String, String>) {
    static ALL: OnceLock<(Vec<Service>, BTreeMap<String, String>)> = OnceLock::new();
    let (services, site) = ALL.get_or_init(|| {
        let services = ncloud_codegen::load([path("../spec"), path("fixtures/features")])
            .unwrap_or_else(|report| panic!("{report}"));
        let site = site(&services);
        (services, site)
    });
    (services, site)
}

fn site(services: &[Service]) -> BTreeMap<String, String> {
    let files = doc::site(services);
    let count = files.len();
    let site: BTreeMap<String, String> = files.into_iter().collect();
    assert_eq!(site.len(), count, "two files of a name");
    let names: BTreeSet<String> = site.keys().map(|name| name.to_lowercase()).collect();
    assert_eq!(
        names.len(),
        count,
        "two files of a name where case is nothing"
    );
    site
}

#[test]
fn a_page_of_an_operation_is_as_it_was_reviewed() {
    let site = site(&load(&path("fixtures/doc")));
    snapshots("doc").bind(|| {
        let (_, page) = site
            .iter()
            .find(|(name, _)| name.ends_with("/ListThings.html"))
            .unwrap();
        insta::assert_snapshot!("site_operation", page);
    });
}

#[test]
fn every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere() {
    let (_, site) = all();
    let mut anchors: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut pages = BTreeMap::new();
    for (name, page) in site.iter().filter(|(name, _)| name.ends_with(".html")) {
        let pieces = read(page);
        let mut ids = BTreeSet::new();
        for (_, id) in attributes(&pieces, "id") {
            assert!(ids.insert(id.to_owned()), "{name}: {id} twice");
        }
        anchors.insert(name, ids);
        pages.insert(name.as_str(), pieces);
    }
    for (name, pieces) in &pages {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (tag, address) in attributes(pieces, "href").chain(attributes(pieces, "src")) {
            if address.starts_with("https://") || address.starts_with("http://") {
                assert_eq!(tag, "a", "{name}: {address}");
                continue;
            }
            if address == "data:," {
                continue;
            }
            let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
            let file = match (file, file.strip_prefix("../")) {
                ("", _) => (*name).to_owned(),
                (_, Some(outer)) => outer.to_owned(),
                (file, None) if folder.is_empty() => file.to_owned(),
                (file, None) => format!("{folder}/{file}"),
            };
            assert!(site.contains_key(&file), "{name}: {address}");
            let known = anchors.get(file.as_str());
            assert!(
                anchor.is_empty() || known.is_some_and(|known| known.contains(anchor)),
                "{name}: {address}"
            );
        }
    }
    for (name, text) in site {
        for loading in ["@import", "url(", "fetch(", "import("] {
            let is_ours = name == "style.css" || name == "script.js";
            assert!(!is_ours || !text.contains(loading), "{name}: {loading}");
        }
    }
}

#[test]
fn every_tag_that_is_opened_is_closed() {
    const EMPTY: [&str; 5] = ["br", "input", "link", "meta", "hr"];
    for (name, page) in all().1 {
        if !name.ends_with(".html") {
            continue;
        }
        let mut open: Vec<String> = Vec::new();
        for piece in read(page) {
            match piece {
                Piece::Open(tag, _) if !EMPTY.contains(&tag.as_str()) => open.push(tag),
                Piece::Close(tag) => {
                    assert_eq!(open.pop().as_deref(), Some(tag.as_str()), "{name}")
                }
                _ => {}
            }
        }
        assert_eq!(open, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn every_operation_has_a_page_with_what_the_reference_says() {
    let (services, site) = all();
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for service in services {
        let overview = plain(&text(&read(&site[&format!("{}/index.html", service.name)])));
        for operation in &service.operations {
            let file = format!("{}/{}.html", service.name, operation.name);
            let pieces = read(&site[&file]);
            let page = plain(&text(&pieces));
            assert!(overview.contains(&operation.name), "{file}");
            let mut links = attributes(&pieces, "href");
            assert!(
                links.any(|(_, address)| address == operation.docs),
                "{file}"
            );
            for field in operation.request_fields() {
                assert!(
                    page.contains(&plain(&field.wire_name)),
                    "{file}: {}",
                    field.wire_name
                );
            }
            let shown = operation.examples.len() * 2 + 3;
            let blocks = attributes(&pieces, "class").filter(|(_, class)| *class == "code");
            assert_eq!(blocks.count(), shown, "{file}");
            let notes = &operation.notes;
            let notes = [&notes.defects, &notes.unconfirmed, &notes.partial];
            assert_eq!(
                page.contains("Where the documentation differs"),
                notes.iter().any(|remarks| !remarks.is_empty()),
                "{file}"
            );
        }
        for waiter in &service.waiters {
            assert!(overview.contains(&waiter.name), "{}", waiter.name);
        }
        for error in &service.errors {
            assert!(overview.contains(&plain(&error.code)), "{}", error.code);
        }
    }
}

/// What curl sends is what the examples say is sent, where an example has what is required and no more.
#[test]
fn calls_by_curl_send_what_the_examples_send() {
    let (services, site) = all();
    let mut compared = 0;
    let mut differing = Vec::new();
    for service in services {
        for operation in &service.operations {
            let mut examples = operation.examples.iter();
            let Some(example) = examples.find(|example| example.error.is_none()) else {
                continue;
            };
            let Some(sent) = &example.sent else { continue };
            let is_required = |name: &str| {
                let mut fields = operation.request_fields();
                fields.any(|field| field.wire_name == name && field.is_required())
            };
            if !example.request.iter().all(|given| is_required(&given.name)) {
                continue;
            }
            compared += 1;
            let page = &site[&format!("{}/{}.html", service.name, operation.name)];
            let page = text(&read(page));
            let target = sent.split_once(' ').unwrap().1;
            let form = example.sent_form.as_deref().unwrap_or_default();
            if !page.contains(target) || !page.contains(form) {
                differing.push(format!(
                    "{}.{}: {sent} {form}",
                    service.name, operation.name
                ));
            }
        }
    }
    assert!(compared > 200, "{compared}");
    assert_eq!(differing, Vec::<String>::new());
}

#[test]
fn the_search_finds_in_english_and_in_korean() {
    let services =
        ncloud_codegen::load([path("../spec")]).unwrap_or_else(|report| panic!("{report}"));
    let index = Index::of(&services);
    for (query, expected) in [
        ("list servers", "vserver.GetServerInstanceList"),
        ("서버 목록 조회", "vserver.GetServerInstanceList"),
        ("서버 목록", "vserver.GetServerInstanceList"),
        ("create vpc", "vpc.CreateVpc"),
        ("VPC 생성", "vpc.CreateVpc"),
        ("vpc 생성하기", "vpc.CreateVpc"),
        ("서브넷 삭제", "vpc.DeleteSubnet"),
        ("delete server", "vserver.TerminateServerInstances"),
        ("서버 반납", "vserver.TerminateServerInstances"),
        ("서버 정지", "vserver.StopServerInstances"),
        ("send sms", "sens.SendSms"),
        ("문자 보내기", "sens.SendSms"),
        ("getServerInstanceList", "vserver.GetServerInstanceList"),
        ("how to translate text", "papago.TranslateText"),
    ] {
        let hits = index.find(query);
        let found: Vec<String> = hits
            .iter()
            .take(5)
            .map(|hit| format!("{}.{}", hit.entry.service, hit.entry.name))
            .collect();
        assert_eq!(
            found.first().map(String::as_str),
            Some(expected),
            "{query}: {found:?}"
        );
    }
    assert!(index.find("").is_empty());
    assert!(index.find("zzzz").is_empty());
}

#[test]
fn the_index_of_the_search_has_everything() {
    let (services, site) = all();
    let script = &site["search.js"];
    let data = script.strip_prefix("window.ncloudSearch = ").unwrap();
    let data: serde_json::Value =
        serde_json::from_str(data.trim_end().strip_suffix(';').unwrap()).unwrap();
    let index = Index::of(services);
    let entries = data["entries"].as_array().unwrap();
    assert_eq!(entries.len(), index.entries().len());
    for entry in entries {
        let folder = data["services"][usize::try_from(entry[1].as_u64().unwrap()).unwrap()][0]
            .as_str()
            .unwrap();
        let file = entry[4].as_str().unwrap().split('#').next().unwrap();
        assert!(site.contains_key(&format!("{folder}/{file}")), "{entry}");
    }
    let operations = entries
        .iter()
        .filter(|entry| entry[0] == "operation")
        .count();
    let expected: usize = services
        .iter()
        .map(|service| service.operations.len())
        .sum();
    assert_eq!(operations, expected);
    assert_eq!(
        data["words"].as_object().unwrap().len(),
        index.words().count()
    );
}

#[test]
fn the_same_specs_give_the_same_site() {
    let services = load(&path("fixtures/doc"));
    assert!(doc::site(&services) == doc::site(&services));
}
