//! Links between pages.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::support::{files, repository, text};

/// The names that a page gives its headings, as GitHub makes them.
fn anchors(page: &str) -> Vec<String> {
    let mut anchors = Vec::new();
    let mut heading = None;
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    let kept = text.to_lowercase();
                    let kept = kept
                        .chars()
                        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
                    heading.extend(kept.map(|c| if c == ' ' { '-' } else { c }));
                }
            }
            _ => {}
        }
    }
    anchors
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    for page in files(&["md"]) {
        let content = text(&page);
        let folder = repository().join(&page).parent().unwrap().to_owned();
        for event in Parser::new(&content) {
            let Event::Start(Tag::Link { dest_url, .. }) = event else {
                continue;
            };
            if dest_url.contains("://") || dest_url.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = dest_url.split_once('#').unwrap_or((&dest_url, ""));
            let path = if file.is_empty() {
                repository().join(&page)
            } else {
                folder.join(file)
            };
            let leads = path.exists()
                && (anchor.is_empty()
                    || anchors(&std::fs::read_to_string(&path).unwrap_or_default())
                        .iter()
                        .any(|known| known == anchor));
            if !leads {
                broken.push(format!("{page}: {dest_url}"));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}
