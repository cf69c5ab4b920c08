//! Pagers: names become ways into the request and into the answer.

use super::{BODY, Lowering, steps};
use crate::{
    conventions::rust_name,
    ir::{PageStyle, Pages, PathStep, RequestField},
    parse::ast::{self, Operation, PageKey, Type},
    resolve::Resolved,
    source::Spanned,
};

impl Lowering<'_> {
    pub(super) fn pages(&self, operation: &Operation, pages: &ast::Pages) -> Option<Pages> {
        let [style] = pages.styles.as_slice() else {
            return None;
        };
        let (items, item) = self.items(operation, pages)?;
        let field = self.request_field(operation, style.field.as_ref()?)?;
        let style = match style.by {
            PageKey::Offset => PageStyle::Offset {
                offset: field,
                first: pages.first.as_ref().map_or(0, |first| first.value),
            },
            PageKey::Number => PageStyle::Number {
                number: field,
                first: pages.first.as_ref()?.value,
                next: self.way(operation, pages.next.as_ref())?,
            },
            PageKey::Token => PageStyle::Token {
                token: field,
                next: self.way(operation, pages.next.as_ref())??,
            },
            PageKey::Marker => PageStyle::Marker {
                marker: field,
                key: match &pages.key {
                    None => Vec::new(),
                    Some(key) => {
                        let item = self.types.resolve(item)?;
                        steps(&self.types.follow(item, key).ok()?.0)?
                    }
                },
            },
        };
        Some(Pages {
            style,
            max: pages
                .max
                .as_ref()
                .map(|max| i64::try_from(max.value).unwrap_or(i64::MAX)),
            size: match &pages.size {
                None => None,
                Some(size) => Some(self.request_field(operation, size)?),
            },
            items,
            item: self.ty(item)?,
            total: self.way(operation, pages.total.as_ref())?,
            total_pages: self.way(operation, pages.total_pages.as_ref())?,
            more: self.way(operation, pages.more.as_ref())?,
            last: self.way(operation, pages.last.as_ref())?,
        })
    }

    /// The way to the list, and what it is a list of.
    fn items<'ast>(
        &'ast self,
        operation: &'ast Operation,
        pages: &ast::Pages,
    ) -> Option<(Vec<PathStep>, &'ast Type)> {
        let (path, list) = match &pages.items {
            Some(items) => self.types.path(operation, items).ok()?,
            None => {
                let response = operation.response.as_ref()?;
                (Vec::new(), self.types.content(&response.value)?)
            }
        };
        match list {
            Resolved::List(item) => Some((steps(&path)?, item)),
            _ => None,
        }
    }

    /// The way to a member of the answer, where the spec names one.
    fn way(
        &self,
        operation: &Operation,
        path: Option<&Spanned<String>>,
    ) -> Option<Option<Vec<PathStep>>> {
        let Some(path) = path else {
            return Some(None);
        };
        let (path, _) = self.types.path(operation, path).ok()?;
        steps(&path).map(Some)
    }

    fn request_field(&self, operation: &Operation, name: &Spanned<String>) -> Option<RequestField> {
        let fields = self.types.page_fields(self.service, operation);
        let found = fields
            .iter()
            .find(|known| known.field.name.value == name.value)?;
        let within = found.within_body.then(|| BODY.to_owned());
        Some(RequestField {
            path: within.into_iter().chain(rust_name(found.field)).collect(),
        })
    }
}
