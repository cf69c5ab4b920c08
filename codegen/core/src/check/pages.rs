//! Pagers: that they name what is there, and can go on and end.

use super::Subject;
use crate::{
    conventions::is_read,
    diagnostic::Diagnostic,
    parse::ast::{Content, Operation, PageKey, PageStyle, Pages, Scalar},
    resolve::{DeadEnd, RequestField, Resolved, Step},
    rules::{self, Rule},
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean, listed},
};

pub(super) fn pagers(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &subject.service.operations {
        let Some(pages) = &operation.pages else {
            continue;
        };
        if operation.http.is_some() && !is_read(subject.service, operation) {
            findings.push(
                Diagnostic::new(
                    &rules::UNSAFE_READ,
                    operation.name.span,
                    format!("`{}` has pages but is a write", operation.name.value),
                )
                .hint("say `safe: true` if it only reads"),
            );
        }
        let mut pager = Pager {
            subject,
            operation,
            pages,
            findings: Vec::new(),
        };
        pager.way_on();
        pager.ends();
        findings.append(&mut pager.findings);
    }
}

/// A pager under check.
struct Pager<'check, 'ast> {
    subject: &'check Subject<'ast>,
    operation: &'ast Operation,
    pages: &'ast Pages,
    findings: Vec<Diagnostic>,
}

impl<'ast> Pager<'_, 'ast> {
    fn fault(&mut self, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.findings
            .push(Diagnostic::new(&rules::PAGER, span, message).hint(hint));
    }

    /// One way to ask for the next page, and what belongs to it.
    fn way_on(&mut self) {
        let pages = self.pages;
        let style = match pages.styles.as_slice() {
            [] => {
                self.fault(
                    pages.span,
                    "`pages` does not say how the next page is asked for",
                    "add one of `offset`, `number`, `token` and `marker`, with the name of the parameter",
                );
                return;
            }
            [style] => style,
            [first, second, ..] => {
                let place = |style: &PageStyle| style.field.as_ref().map(|field| field.span);
                let finding = Diagnostic::new(
                    &rules::PAGER,
                    place(second).unwrap_or(pages.span),
                    "the next page is asked for in two ways",
                )
                .hint("keep one of `offset`, `number`, `token` and `marker`");
                self.findings.push(match place(first) {
                    Some(first) => finding.related(first, "the first way"),
                    None => finding,
                });
                return;
            }
        };
        if let Some(field) = &style.field {
            self.request_field(field);
        }
        if let Some(size) = &pages.size {
            self.request_field(size);
        }
        let item = self.items();
        match style.by {
            PageKey::Offset => self.first_offset(style),
            PageKey::Number if pages.first.is_none() => self.fault(
                pages.span,
                "`first` is missing: pages are counted from 0 or from 1",
                "add `first: 1`, or `first: 0`, as the page says",
            ),
            PageKey::Number => {}
            PageKey::Token if pages.next.is_none() => self.fault(
                pages.span,
                "`next` is missing: the member of the answer that holds the next token",
                "add `next: nextToken`",
            ),
            PageKey::Token => {}
            PageKey::Marker => self.marker_key(item),
        }
        self.strangers(style.by);
        self.no_page_at_all();
    }

    /// What a request without the offset gives is the beginning of the list.
    fn first_offset(&mut self, style: &PageStyle) {
        let pages = self.pages;
        let first = pages.first.as_ref().map_or(0, |first| first.value);
        let Some(name) = &style.field else {
            return;
        };
        let known = self.page_fields();
        let Some(field) = known
            .iter()
            .map(|known| known.field)
            .find(|field| field.name.value == name.value)
        else {
            return;
        };
        let default: Option<i64> = field.default.as_ref().and_then(|text| text.parse().ok());
        if let Some(default) = default
            && default != first
        {
            self.findings.push(
                Diagnostic::new(
                    &rules::PAGER,
                    pages.first.as_ref().map_or(name.span, |first| first.span),
                    format!(
                        "`{}` is {default} where it is not given, and the list is read as if it began at {first}",
                        name.value
                    ),
                )
                .related(field.name.span, "its default is declared here")
                .hint("say with `first` whether the list begins at 0 or at 1; without it, 0 is taken"),
            );
        }
    }

    /// A greatest offset or number that leaves no page.
    fn no_page_at_all(&mut self) {
        let pages = self.pages;
        let first = pages.first.as_ref().map_or(0, |first| first.value);
        if let Some(max) = &pages.max
            && i64::try_from(max.value).is_ok_and(|max| max < first)
        {
            self.fault(
                max.span,
                format!("`max` is {}, and the list begins at {first}", max.value),
                "`max` is the greatest offset or number of a page that the service takes; correct it, or `first`",
            );
        }
    }

    /// What belongs to another way.
    fn strangers(&mut self, by: PageKey) {
        let pages = self.pages;
        let belongings: [(&str, Option<Span>, &[PageKey], &str); 5] = [
            (
                "first",
                pages.first.as_ref().map(|first| first.span),
                &[PageKey::Offset, PageKey::Number],
                "`offset` or `number`",
            ),
            (
                "max",
                pages.max.as_ref().map(|max| max.span),
                &[PageKey::Offset, PageKey::Number],
                "`offset` or `number`",
            ),
            (
                "next",
                pages.next.as_ref().map(|next| next.span),
                &[PageKey::Number, PageKey::Token],
                "`number` or `token`",
            ),
            (
                "total_pages",
                pages.total_pages.as_ref().map(|total| total.span),
                &[PageKey::Number],
                "`number`",
            ),
            (
                "key",
                pages.key.as_ref().map(|key| key.span),
                &[PageKey::Marker],
                "`marker`",
            ),
        ];
        for (key, span, with, names) in belongings {
            if let Some(span) = span
                && !with.contains(&by)
            {
                self.fault(
                    span,
                    format!("`{key}` says nothing here: it belongs to {names}"),
                    "take it out, or name the parameter that the page has for it",
                );
            }
        }
    }

    /// The fields of the request that may say where the list goes on.
    fn page_fields(&self) -> Vec<RequestField<'ast>> {
        let subject = self.subject;
        subject.types.page_fields(subject.service, self.operation)
    }

    /// A field of the request that is written anew for every page.
    fn request_field(&mut self, name: &Spanned<String>) {
        let subject = self.subject;
        let fields = self.page_fields();
        let Some(found) = fields
            .iter()
            .find(|known| known.field.name.value == name.value)
        else {
            let known = fields.iter().map(|known| known.field.name.value.as_str());
            let meant = (self.findings.len() < MOST_SUGGESTIONS)
                .then(|| did_you_mean(&name.value, known))
                .flatten();
            self.findings.push(
                Diagnostic::new(
                    &rules::PAGER,
                    name.span,
                    format!(
                        "`{}` is not sent in the query, the form or the body",
                        name.value
                    ),
                )
                .hint("declare it in the operation's `query`, `form` or `body`")
                .hint_if(meant),
            );
            return;
        };
        let ty = found.field.ty.as_ref().map(|ty| &ty.value);
        let resolved = ty.and_then(|ty| subject.types.resolve(ty));
        let fits = |resolved| is_number_or_text(resolved) && found.field.nullable.is_none();
        if resolved.is_some_and(|resolved| !fits(resolved)) {
            self.findings.push(
                Diagnostic::new(
                    &rules::PAGER,
                    name.span,
                    format!("`{}` is not a whole number or text", name.value),
                )
                .related(found.field.name.span, "declared here")
                .hint(format!("declare it as `{}?: i64`, or as text", name.value)),
            );
        }
    }

    /// The list; what its items are.
    fn items(&mut self) -> Option<Resolved<'ast>> {
        let (types, operation) = (&self.subject.types, self.operation);
        let list = match &self.pages.items {
            Some(items) => {
                self.member(items, "a list", |resolved| {
                    matches!(resolved, Resolved::List(_))
                })?
                .1
            }
            None => match &operation.response {
                Some(response) if !matches!(response.value, Content::Bytes) => {
                    types.content(&response.value)?
                }
                Some(_) => {
                    self.fault(
                        self.pages.span,
                        format!("`{}` answers bytes", operation.name.value),
                        "declare the operation's `response` as the list that comes",
                    );
                    return None;
                }
                None => {
                    self.fault(
                        self.pages.span,
                        format!("`{}` answers nothing", operation.name.value),
                        "declare the operation's `response`",
                    );
                    return None;
                }
            },
        };
        match list {
            Resolved::List(item) => types.resolve(item),
            _ if self.pages.items.is_none() => {
                self.fault(
                    self.pages.span,
                    "`items` is missing, and the answer itself is not a list",
                    "add `items: users`, with the member of the answer that is the list",
                );
                None
            }
            _ => None,
        }
    }

    /// The member of an item that becomes the marker.
    fn marker_key(&mut self, item: Option<Resolved<'ast>>) {
        let Some(item) = item else {
            return;
        };
        match (&self.pages.key, is_number_or_text(item)) {
            (None, true) => {}
            (None, false) if matches!(item, Resolved::Struct(_)) => self.fault(
                self.pages.span,
                "`key` is missing: the member of the last item that goes into the marker",
                "add `key: name`",
            ),
            (None, false) => self.fault(
                self.pages.span,
                "an item cannot be the marker: it is neither text nor a whole number",
                "go on by `offset` or `number`, if the page has one of them",
            ),
            (Some(key), _) => {
                let followed = self.subject.types.follow(item, key);
                self.followed(key, followed, "text or a whole number", is_number_or_text);
            }
        }
    }

    fn ends(&mut self) {
        let pages = self.pages;
        let numbers = [&pages.total, &pages.total_pages];
        for path in numbers.into_iter().flatten() {
            self.member(path, "a whole number", is_number_or_text);
        }
        if let Some(next) = &pages.next {
            self.member(next, "text or a whole number", is_number_or_text);
        }
        for path in [&pages.more, &pages.last].into_iter().flatten() {
            self.member(path, "true or false", |resolved| {
                matches!(resolved, Resolved::Scalar(Scalar::Bool | Scalar::YesNo))
            });
        }
    }

    fn member(
        &mut self,
        path: &Spanned<String>,
        expected: &str,
        fits: fn(Resolved<'_>) -> bool,
    ) -> Option<(Vec<Step<'ast>>, Resolved<'ast>)> {
        let followed = self.subject.types.path(self.operation, path);
        self.followed(path, followed, expected, fits)
    }

    fn followed(
        &mut self,
        path: &Spanned<String>,
        followed: Result<(Vec<Step<'ast>>, Resolved<'ast>), Option<Box<DeadEnd<'ast>>>>,
        expected: &str,
        fits: fn(Resolved<'_>) -> bool,
    ) -> Option<(Vec<Step<'ast>>, Resolved<'ast>)> {
        match followed {
            Ok((steps, resolved)) => {
                if fits(resolved) && steps.iter().all(|step| step.index.is_none()) {
                    return Some((steps, resolved));
                }
                self.fault(
                    path.span,
                    format!("`{}` does not lead to {expected}", path.value),
                    format!("name the member that is {expected}"),
                );
            }
            Err(Some(dead_end)) => {
                let may_suggest = self.findings.len() < MOST_SUGGESTIONS;
                self.findings
                    .push(leads_nowhere(&rules::PAGER, &dead_end, may_suggest));
            }
            Err(None) => {}
        }
        None
    }
}

fn is_number_or_text(resolved: Resolved<'_>) -> bool {
    matches!(
        resolved,
        Resolved::Scalar(Scalar::I32 | Scalar::I64 | Scalar::String)
    )
}

pub(super) fn leads_nowhere(
    rule: &'static Rule,
    dead_end: &DeadEnd<'_>,
    may_suggest: bool,
) -> Diagnostic {
    let known = || dead_end.known.iter().map(|field| field.name.value.as_str());
    let hint = may_suggest
        .then(|| did_you_mean(&dead_end.unknown, known()))
        .flatten()
        .or_else(|| {
            (!dead_end.known.is_empty()).then(|| format!("members here: {}", listed(known())))
        });
    Diagnostic::new(rule, dead_end.span, &dead_end.message)
        .hint("name a member of the operation's `response`")
        .hint_if(hint)
}
