//! Pages of the things that are kept.

use ncloud_codegen::ir::{Operation, PageFact, PageStyle, Pages, PathStep, Service};
use serde_json::{Map, Value as Json};

use crate::check::Sent;
use crate::pages::{end_list, sent_text};

use super::said::text;
use super::view::{entry, inside_mut};

/// A part of a list, and what comes after it.
pub(super) struct Page {
    pub(super) items: Vec<Json>,
    total: usize,
    pages: usize,
    /// Where the next page begins, and its number; `None` of the last one.
    next: Option<(usize, i64)>,
}

/// Names of counts of whole lists.
const COUNTS: [&str; 5] = ["totalRows", "totalCount", "total", "count", "totalElements"];

impl Page {
    /// The page that a request asks for; without a size everything is on one.
    pub(super) fn of(
        service: &Service,
        operation: &Operation,
        sent: &Sent,
        items: Vec<Json>,
    ) -> Self {
        let total = items.len();
        let pages = operation.pages.as_ref();
        let size = pages.and_then(|pages| {
            let size = sent_text(service, operation, pages.size.as_ref()?, sent)?;
            size.trim().parse().ok().filter(|size: &usize| *size > 0)
        });
        let size = size.unwrap_or(total.max(1));
        let begin = pages.map_or(0, |pages| {
            begin(service, operation, pages, sent, &items, size)
        });
        let number = i64::try_from(begin / size).unwrap_or(i64::MAX);
        let end = begin.saturating_add(size);
        let first = match pages.map(|pages| &pages.style) {
            Some(PageStyle::Number { first, .. }) => *first,
            _ => 0,
        };
        Self {
            items: items.into_iter().skip(begin).take(size).collect(),
            total,
            pages: total.div_ceil(size),
            next: (end < total).then_some((end, first.saturating_add(number).saturating_add(1))),
        }
    }

    /// Writes counts and the way to the next page into an answer that holds the items.
    pub(super) fn finish(&self, operation: &Operation, answer: &mut Json) {
        let Some(inside) = inside_mut(operation, answer) else {
            return;
        };
        let Some(pages) = &operation.pages else {
            if let Json::Object(members) = inside {
                count(members, self.total);
            }
            return;
        };
        for (fact, path) in &pages.facts {
            match (fact, place(inside, path)) {
                (PageFact::Total, Some(at)) => *at = number_like(at, self.total),
                (PageFact::TotalPages, Some(at)) => *at = number_like(at, self.pages),
                (PageFact::More | PageFact::Last, _) | (_, None) => {}
            }
        }
        let next = match &pages.style {
            PageStyle::Token { next, .. } => Some(next),
            PageStyle::Number { next, .. } => next.as_ref(),
            PageStyle::Offset { .. } | PageStyle::Marker { .. } => None,
        };
        let Some((begin, number)) = self.next else {
            end_list(pages, inside);
            return;
        };
        for (fact, path) in &pages.facts {
            if let Some(at_end) = fact.at_end()
                && let Some(at) = place(inside, path)
            {
                *at = match at {
                    Json::String(_) => Json::from(if at_end { "N" } else { "Y" }),
                    _ => Json::from(!at_end),
                };
            }
        }
        if let Some(at) = next.and_then(|path| place(inside, path)) {
            *at = match &pages.style {
                PageStyle::Number { .. } if !at.is_string() => Json::from(number),
                PageStyle::Number { .. } => Json::from(number.to_string()),
                _ if at.is_number() => Json::from(begin),
                _ => Json::from(begin.to_string()),
            };
        }
    }
}

/// Sets what counts the things in an answer.
pub(super) fn count(members: &mut Map<String, Json>, total: usize) {
    for name in COUNTS {
        if let Some(at) = members.get_mut(name) {
            *at = number_like(at, total);
        }
    }
}

fn number_like(at: &Json, number: usize) -> Json {
    if at.is_string() {
        Json::from(number.to_string())
    } else {
        Json::from(number)
    }
}

/// What a path leads to, made where it is absent.
fn place<'json>(inside: &'json mut Json, path: &[PathStep]) -> Option<&'json mut Json> {
    path.iter().try_fold(inside, |at, step| {
        let at = entry(at, &step.wire_name)?;
        match step.index {
            None => Some(at),
            Some(index) => at.get_mut(index),
        }
    })
}

/// The place of the first item of the page that is asked for.
fn begin(
    service: &Service,
    operation: &Operation,
    pages: &Pages,
    sent: &Sent,
    items: &[Json],
    size: usize,
) -> usize {
    let said = |field| sent_text(service, operation, field, sent);
    let number = |field, first: i64| {
        let number: i64 = said(field)?.trim().parse().ok()?;
        usize::try_from(number.saturating_sub(first)).ok()
    };
    let begin = match &pages.style {
        PageStyle::Offset { offset, first } => number(offset, *first),
        PageStyle::Number {
            number: field,
            first,
            ..
        } => number(field, *first).map(|page| page.saturating_mul(size)),
        PageStyle::Token { token, .. } => number(token, 0),
        PageStyle::Marker { marker, key } => said(marker).and_then(|marker| {
            let is_marked = |item: &Json| {
                let at = key
                    .iter()
                    .try_fold(item, |at, step| at.get(&step.wire_name));
                at.and_then(text).as_ref() == Some(&marker)
            };
            items.iter().position(is_marked).map(|place| place + 1)
        }),
    };
    begin.unwrap_or_default()
}
