//! How a list goes on.

use ncloud_codegen::{
    emit::{markdown::code, words},
    ir::{Operation, PageStyle, Pages, ParameterLocation, PathStep, RequestField, Service},
    language::pages::PAGE_FACTS,
};

use super::{Page, fields::ty};
use crate::paths::{into_request, into_response};

pub(super) fn print(page: &mut Page, service: &Service, operation: &Operation, pages: &Pages) {
    page.paragraph(&format!(
        "**Pages**: `client.pages(request)` gives page after page, `client.items(request)` each item, {}.",
        ty(&pages.item)
    ));
    page.list(facts(service, operation, pages));
}

fn facts(service: &Service, operation: &Operation, pages: &Pages) -> Vec<String> {
    let given = |field: &RequestField| {
        let found = into_request(service, operation, field);
        let location = found.location.map_or("body", ParameterLocation::as_str);
        format!("{} ({location})", code(&found.name))
    };
    let mut facts = vec![match &pages.style {
        PageStyle::Offset { offset, first: 0 } => {
            format!("{} is the number of items to leave out", given(offset))
        }
        PageStyle::Offset { offset, first } => format!(
            "{} is the place of the first item of the page; the list begins at {first}",
            given(offset)
        ),
        PageStyle::Number {
            number,
            first,
            next: None,
        } => format!(
            "{} is the number of the page; the first is {first}",
            given(number)
        ),
        PageStyle::Number {
            number,
            first,
            next: Some(next),
        } => format!(
            "{} is the number of the page; the first is {first}, and {} is the next",
            given(number),
            way(next)
        ),
        PageStyle::Token { token, next } => format!(
            "{} is the token of the page, which the page before has at {}",
            given(token),
            way(next)
        ),
        PageStyle::Marker { marker, key } if key.is_empty() => {
            format!("{} is the last item of the page before", given(marker))
        }
        PageStyle::Marker { marker, key } => format!(
            "{} is {} of the last item of the page before",
            given(marker),
            code(&into_response(key))
        ),
    }];
    facts.extend(pages.max.map(|max| {
        format!(
            "{max} is the greatest that the service takes; a list that may go on beyond it ends with an error behind its last item"
        )
    }));
    let size = pages.size.as_ref();
    facts.extend(size.map(|size| format!("{} is the number of items of a page", given(size))));
    facts.push(format!("{} is the list", way(&pages.items)));
    facts.extend(pages.facts.iter().filter_map(|(fact, steps)| {
        let (row, _) = PAGE_FACTS.rows().find(|(_, known)| *known == fact)?;
        Some(format!("{} {}", way(steps), row.doc))
    }));
    facts.iter().map(|fact| words::sentence(fact)).collect()
}

fn way(steps: &[PathStep]) -> String {
    if steps.is_empty() {
        "the response itself".to_owned()
    } else {
        format!("{} of the response", code(&into_response(steps)))
    }
}
