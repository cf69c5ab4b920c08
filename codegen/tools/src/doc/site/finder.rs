//! The index of the search, as a script: a page that lies in a folder can load nothing else.

use ncloud_codegen::{ir::Service, printable};
use serde_json::{Value as Json, json};

use super::links::{SERVICE, Targets};
use crate::search::{self, Entry, Index, Kind};

/// More says no more in a list.
const LONGEST_DOC: usize = 160;

pub(super) fn script(services: &[Service], places: &[Targets<'_>]) -> String {
    let index = Index::of(services);
    let entries = index.entries().iter().map(|entry| {
        let position = services
            .iter()
            .position(|service| service.name == entry.service);
        let file = position
            .and_then(|position| address(entry, services.get(position)?, places.get(position)?));
        json!([
            entry.kind.as_str(),
            position,
            shown(&entry.name),
            shown(&clipped(&entry.doc)),
            file.unwrap_or_else(|| SERVICE.to_owned()),
            entry.length,
            entry.boost,
        ])
    });
    let words = index.words().map(|(word, places)| {
        let places = places.iter();
        let flat = places.flat_map(|(place, worth)| [json!(place), json!(worth)]);
        (word.to_owned(), flat.collect::<Json>())
    });
    let terms = search::terms().iter();
    let terms = terms.map(|term| json!([term.english, term.korean]));
    let named = services.iter();
    let named = named.map(|service| json!([service.name, shown(&service.title)]));
    let data = json!({
        "services": named.collect::<Vec<_>>(),
        "entries": entries.collect::<Vec<_>>(),
        "words": words.collect::<serde_json::Map<_, _>>(),
        "terms": terms.collect::<Vec<_>>(),
        "endings": search::endings(),
        "stopWords": search::stop_words(),
        "fillers": search::fillers(),
        "worth": {
            "name": search::Section::Name.worth(),
            "beginning": search::BEGINNING,
            "synonym": search::SYNONYM,
            "covered": search::COVERED,
        },
    });
    // What is not shown would be a word of the index too.
    let text = data.to_string();
    format!("window.ncloudSearch = {};\n", printable::json(&text))
}

/// Where an entry is told of, from the folder of its service.
fn address(entry: &Entry, service: &Service, places: &Targets<'_>) -> Option<String> {
    match entry.kind {
        Kind::Service => None,
        Kind::ErrorCode => Some(format!("{SERVICE}#section-errors")),
        Kind::Operation => {
            let operation = service.operation_named(&entry.name)?;
            Some(places.file(operation).to_owned())
        }
        Kind::Waiter | Kind::Type => places.of_name(&entry.name).map(str::to_owned),
    }
}

fn shown(text: &str) -> String {
    printable::line(text).into_owned()
}

fn clipped(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST_DOC {
        return text;
    }
    let kept: String = text.chars().take(LONGEST_DOC).collect();
    format!("{}…", kept.trim_end())
}
