//! Lists that page.

use ncloud_codegen::{
    ir::{Operation, PageStyle, Pages, PathStep, RequestField, Service},
    language::pages::PAGE_FACTS,
};

use super::Comparison;
use crate::paths::into_response;
use crate::{
    diff::{Side, rules},
    spelling,
};

impl Comparison<'_> {
    pub(super) fn pages(&mut self, old: &Operation, new: &Operation) {
        let name = &new.name;
        match (&old.pages, &new.pages) {
            (None, None) => {}
            (None, Some(_)) => self.added(
                &rules::PAGER_ADDED,
                name,
                &new.location,
                "can be read page by page",
            ),
            (Some(_), None) => self.push(
                &rules::PAGER_REMOVED,
                name,
                (Side::Old, &old.location),
                "can no longer be read page by page",
            ),
            (Some(before), Some(after)) => {
                self.differs(
                    &rules::PAGER_ITEM_CHANGED,
                    name,
                    &new.location,
                    (spelling::rust(&before.item), spelling::rust(&after.item)),
                    |old, new| format!("has items that are `{new}` now; they were `{old}`"),
                );
                self.differs(
                    &rules::PAGER_CHANGED,
                    name,
                    &new.location,
                    (
                        in_words(self.old, old, before),
                        in_words(self.new, new, after),
                    ),
                    |old, new| format!("goes on by `{new}` now; it went on by `{old}`"),
                );
            }
        }
    }
}

/// As specs write it, with wire names alone: names in Rust are compared where the fields are.
fn in_words(service: &Service, operation: &Operation, pages: &Pages) -> String {
    let field = |field: &RequestField| wire_name(service, operation, field);
    let mut parts = match &pages.style {
        PageStyle::Offset { offset, first } => {
            let mut parts = vec![format!("offset: {}", field(offset))];
            parts.extend((*first != 0).then(|| format!("first: {first}")));
            parts
        }
        PageStyle::Number {
            number,
            first,
            next,
        } => {
            let mut parts = vec![format!("number: {}, first: {first}", field(number))];
            parts.extend(next.as_ref().map(|next| format!("next: {}", way(next))));
            parts
        }
        PageStyle::Token { token, next } => {
            vec![format!("token: {}, next: {}", field(token), way(next))]
        }
        PageStyle::Marker { marker, key } => {
            vec![format!("marker: {}, key: {}", field(marker), way(key))]
        }
    };
    parts.extend(pages.max.map(|max| format!("max: {max}")));
    parts.extend(
        pages
            .size
            .as_ref()
            .map(|size| format!("size: {}", field(size))),
    );
    parts.push(format!("items: {}", way(&pages.items)));
    parts.extend(pages.facts.iter().filter_map(|(fact, path)| {
        let name = PAGE_FACTS.word(fact)?;
        Some(format!("{name}: {}", way(path)))
    }));
    parts.join(", ")
}

fn wire_name(service: &Service, operation: &Operation, field: &RequestField) -> String {
    let mut fields: Vec<&ncloud_codegen::ir::Field> = operation.request_fields().collect();
    let mut names = Vec::new();
    for name in &field.path {
        let Some(found) = fields.iter().find(|field| field.rust_name == *name) else {
            break;
        };
        names.push(found.wire_name.clone());
        fields = found
            .ty
            .definition()
            .and_then(|name| service.type_named(name))
            .map(|definition| definition.shape.fields().iter().collect())
            .unwrap_or_default();
    }
    names.join(".")
}

/// `list[0].status`
pub(super) fn way(steps: &[PathStep]) -> String {
    match steps {
        [] => "itself".to_owned(),
        steps => into_response(steps),
    }
}
