//! Pagers: that they name what is there, and can go on and end.

mod members;

pub(crate) use self::members::page_fields;
use self::members::{Candidate, Items, candidates};
use super::{Context, Reported, report};
use crate::{
    diagnostic::Diagnostic,
    ir::{self, Operation, PathStep, RequestField, Safety, Type},
    language::pages::{COMPANIONS, STYLES},
    parse::ast::{PageKey, PageStyle, Pages},
    rules,
    source::Span,
};

pub(super) fn pages(
    context: &Context<'_>,
    pages: &Pages,
    operation: &Operation,
    findings: &mut Vec<Diagnostic>,
) -> Result<ir::Pages, Reported> {
    if operation.safety == Safety::Write {
        findings.push(
            Diagnostic::new(
                &rules::UNSAFE_READ,
                operation.location.span,
                format!("`{}` has pages but is a write", operation.name),
            )
            .hint("say `safe: true` if it only reads"),
        );
    }
    let mut pager = Pager {
        context,
        operation,
        pages,
        fields: candidates(&context.model, operation),
        findings: Vec::new(),
    };
    let built = pager.build();
    findings.append(&mut pager.findings);
    built
}

/// A pager under construction.
struct Pager<'model, 'ast> {
    context: &'model Context<'ast>,
    operation: &'model Operation,
    pages: &'model Pages,
    fields: Vec<Candidate<'model>>,
    findings: Vec<Diagnostic>,
}

/// What asks for the next page.
struct Next<'model> {
    by: PageKey,
    field: Result<RequestField, Reported>,
    size: Result<Option<RequestField>, Reported>,
    items: Result<Items<'model>, Reported>,
    key: Result<Vec<PathStep>, Reported>,
    first: Result<i64, Reported>,
}

impl<'model> Pager<'model, '_> {
    fn build(&mut self) -> Result<ir::Pages, Reported> {
        let pages = self.pages;
        let asked = self.asked();
        let facts: Vec<_> = pages
            .facts
            .iter()
            .map(|(fact, path)| Ok((*fact, self.fact(*fact, path)?)))
            .collect();
        let next = self.member(
            pages.next.as_ref(),
            "text or a whole number",
            Type::is_number_or_text,
        );
        let asked = asked?;
        let Items { path, item } = asked.items?;
        let style = match asked.by {
            PageKey::Offset => ir::PageStyle::Offset {
                offset: asked.field?,
                first: asked.first?,
            },
            PageKey::Number => ir::PageStyle::Number {
                number: asked.field?,
                first: asked.first?,
                next: next?,
            },
            PageKey::Token => ir::PageStyle::Token {
                token: asked.field?,
                next: match next? {
                    Some(next) => next,
                    None => return Err(self.no_next_token()),
                },
            },
            PageKey::Marker => ir::PageStyle::Marker {
                marker: asked.field?,
                key: asked.key?,
            },
        };
        Ok(ir::Pages {
            style,
            max: pages
                .max
                .as_ref()
                .map(|max| i64::try_from(max.value).unwrap_or(i64::MAX)),
            size: asked.size?,
            items: path,
            item: item.clone(),
            facts: facts.into_iter().collect::<Result<_, _>>()?,
        })
    }

    fn fault(
        &mut self,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Reported {
        let finding = Diagnostic::new(&rules::PAGER, span, message).hint(hint);
        report(&mut self.findings, finding)
    }

    /// The one key that says how the next page is asked for.
    fn style(&mut self) -> Result<&'model PageStyle, Reported> {
        let pages = self.pages;
        match pages.styles.as_slice() {
            [style] => Ok(style),
            [] => Err(self.fault(
                pages.span,
                "`pages` does not say how the next page is asked for",
                "add one of `offset`, `number`, `token` and `marker`, with the name of the parameter",
            )),
            [first, second, ..] => {
                let place = |style: &PageStyle| style.field.as_ref().map(|field| field.span);
                let finding = Diagnostic::new(
                    &rules::PAGER,
                    place(second).unwrap_or(pages.span),
                    "the next page is asked for in two ways",
                )
                .hint("keep one of `offset`, `number`, `token` and `marker`");
                let finding = match place(first) {
                    Some(first) => finding.related(first, "the first way"),
                    None => finding,
                };
                Err(report(&mut self.findings, finding))
            }
        }
    }

    /// How the next page is asked for, and what belongs to it.
    fn asked(&mut self) -> Result<Next<'model>, Reported> {
        let pages = self.pages;
        let style = self.style()?;
        let by = style.by;
        let field = match &style.field {
            Some(name) => self.request_field(name),
            // What could not be read is a finding already.
            None => Err(Reported(())),
        };
        let size = match &pages.size {
            Some(size) => self.request_field(size).map(Some),
            None => Ok(None),
        };
        let items = self.items();
        let mut key = Ok(Vec::new());
        let mut first = Ok(pages.first.as_ref().map_or(0, |first| first.value));
        match by {
            PageKey::Offset => self.first_offset(style),
            PageKey::Number if pages.first.is_none() => {
                first = Err(self.fault(
                    pages.span,
                    "`first` is missing: pages are counted from 0 or from 1",
                    "add `first: 1`, or `first: 0`, as the page says",
                ));
            }
            PageKey::Token if pages.next.is_none() => {
                self.no_next_token();
            }
            PageKey::Number | PageKey::Token => {}
            PageKey::Marker => {
                if let Ok(items) = &items {
                    key = self.marker_key(items.item);
                }
            }
        }
        self.strangers(by);
        self.no_page_at_all();
        Ok(Next {
            by,
            field,
            size,
            items,
            key,
            first,
        })
    }

    fn no_next_token(&mut self) -> Reported {
        self.fault(
            self.pages.span,
            "`next` is missing: the member of the response that holds the next token",
            "add `next: nextToken`",
        )
    }

    /// What a request without the offset gives is the beginning of the list.
    fn first_offset(&mut self, style: &PageStyle) {
        let pages = self.pages;
        let first = pages.first.as_ref().map_or(0, |first| first.value);
        let Some(name) = &style.field else {
            return;
        };
        let mut fields = self.fields.iter().map(|candidate| candidate.field);
        let Some(field) = fields.find(|field| field.wire_name == name.value) else {
            return;
        };
        let default: Option<i64> = field
            .facts
            .default
            .as_ref()
            .and_then(|text| text.parse().ok());
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
                .related(field.location.span, "its default is declared here")
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

    /// Keys that belong to another style.
    fn strangers(&mut self, by: PageKey) {
        let pages = self.pages;
        for (name, span) in &pages.companions {
            let companion = COMPANIONS.iter().find(|(key, _)| key.name == *name);
            if let Some((_, with)) = companion
                && !with.contains(&by)
            {
                let names = STYLES.iter().filter(|(_, by)| with.contains(by));
                let names: Vec<String> = names.map(|(key, _)| format!("`{}`", key.name)).collect();
                self.fault(
                    *span,
                    format!(
                        "`{name}` says nothing here: it belongs to {}",
                        names.join(" or ")
                    ),
                    "take it out, or name the parameter that the page has for it",
                );
            }
        }
    }
}
