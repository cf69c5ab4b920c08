//! Pagers: that they name what is there, and can go on and end.

use super::{
    Context, Reported,
    bodies::BODY,
    paths::{DeadEnd, Path},
    report,
};
use crate::{
    diagnostic::Diagnostic,
    ir::{
        self, Body, Field, Format, Operation, PageFact, ParameterLocation, PathStep, RequestField,
        Safety, Scalar, Service, ShapeKind, Type,
    },
    language::pages::{COMPANIONS, STYLES},
    parse::ast::{PageKey, PageStyle, Pages},
    rules,
    source::{Span, Spanned},
    suggest::{MOST_SUGGESTIONS, did_you_mean},
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

/// The fields of a request that may say where a list goes on.
pub(crate) fn page_fields<'model>(
    service: &'model Service,
    operation: &'model Operation,
) -> Vec<&'model Field> {
    let candidates = candidates(service, operation).into_iter();
    candidates.map(|candidate| candidate.field).collect()
}

/// A field of a request that may be written anew for every page: in the query, in the form, or in the body.
struct Candidate<'model> {
    field: &'model Field,
    /// Whether it is a member of the type that the body is of.
    within_body: bool,
}

fn candidates<'model>(
    service: &'model Service,
    operation: &'model Operation,
) -> Vec<Candidate<'model>> {
    let parameters = operation.parameters.iter();
    let parameters = parameters
        .filter(|parameter| {
            matches!(
                parameter.location,
                ParameterLocation::Query | ParameterLocation::Form
            )
        })
        .map(|parameter| Candidate {
            field: &parameter.field,
            within_body: false,
        });
    let (members, within_body): (&[Field], bool) = match &operation.body {
        None => (&[], false),
        Some(Body::Object(fields)) => (fields, false),
        Some(Body::Value(body)) => (struct_fields(service, &body.ty), true),
    };
    let members = members.iter().map(|field| Candidate { field, within_body });
    parameters.chain(members).collect()
}

fn struct_fields<'model>(service: &'model Service, ty: &Type) -> &'model [Field] {
    let Type::Named(ShapeKind::Struct, name) = ty else {
        return &[];
    };
    let members = service.type_named(name).map(|it| it.shape.members());
    members.flatten().unwrap_or_default()
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

/// The list in a response.
struct Items<'model> {
    path: Vec<PathStep>,
    item: &'model Type,
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

    /// A field of the request that is written anew for every page.
    fn request_field(&mut self, name: &Spanned<String>) -> Result<RequestField, Reported> {
        let mut fields = self.fields.iter();
        let Some(found) = fields.find(|known| known.field.wire_name == name.value) else {
            let known = self.fields.iter();
            let known = known.map(|known| known.field.wire_name.as_str());
            let meant = (self.findings.len() < MOST_SUGGESTIONS)
                .then(|| did_you_mean(&name.value, known))
                .flatten();
            let finding = Diagnostic::new(
                &rules::PAGER,
                name.span,
                format!(
                    "`{}` is not sent in the query, the form or the body",
                    name.value
                ),
            )
            .hint("declare it in the operation's `query`, `form` or `body`")
            .hint_if(meant);
            return Err(report(&mut self.findings, finding));
        };
        let (field, within_body) = (found.field, found.within_body);
        let fits = field.ty.is_number_or_text() && !field.is_nullable();
        if !fits && self.context.is_defined(&field.ty) {
            let finding = Diagnostic::new(
                &rules::PAGER,
                name.span,
                format!("`{}` is not a whole number or text", name.value),
            )
            .related(field.location.span, "declared here")
            .hint(format!("declare it as `{}?: i64`, or as text", name.value));
            return Err(report(&mut self.findings, finding));
        }
        let within = within_body.then(|| BODY.to_owned());
        Ok(RequestField {
            path: within
                .into_iter()
                .chain([field.rust_name.clone()])
                .collect(),
        })
    }

    /// The list; what its items are.
    fn items(&mut self) -> Result<Items<'model>, Reported> {
        let (context, operation, span) = (self.context, self.operation, self.pages.span);
        let is_list = |ty: &Type| matches!(ty, Type::List(_));
        let list = match &self.pages.items {
            Some(items) => {
                let followed = context.path(operation, items);
                self.followed(items, followed, "a list", is_list)?
            }
            None => match &operation.response.ty {
                Some(ty) => Path {
                    steps: Vec::new(),
                    ty,
                },
                None if operation.response.format == Format::Bytes => {
                    return Err(self.fault(
                        span,
                        format!("`{}` responds with bytes", operation.name),
                        "declare the operation's `response` as the list that comes",
                    ));
                }
                None => {
                    return Err(self.fault(
                        span,
                        format!("`{}` responds with nothing", operation.name),
                        "declare the operation's `response`",
                    ));
                }
            },
        };
        match list.ty {
            Type::List(item) => Ok(Items {
                path: list.steps,
                item,
            }),
            ty if !context.is_defined(ty) => Err(Reported(())),
            _ => Err(self.fault(
                span,
                "`items` is missing, and the response itself is not a list",
                "add `items: users`, with the member of the response that is the list",
            )),
        }
    }

    /// The member of an item that becomes the marker.
    fn marker_key(&mut self, item: &'model Type) -> Result<Vec<PathStep>, Reported> {
        if !self.context.is_defined(item) {
            return Err(Reported(()));
        }
        match (&self.pages.key, item.is_number_or_text()) {
            (None, true) => Ok(Vec::new()),
            (None, false) if matches!(item, Type::Named(ShapeKind::Struct, _)) => Err(self.fault(
                self.pages.span,
                "`key` is missing: the member of the last item that goes into the marker",
                "add `key: name`",
            )),
            (None, false) => Err(self.fault(
                self.pages.span,
                "an item cannot be the marker: it is neither text nor a whole number",
                "go on by `offset` or `number`, if the page has one of them",
            )),
            (Some(key), _) => {
                let followed = self.context.path_from(item, key);
                let expected = "text or a whole number";
                let followed = self.followed(key, followed, expected, Type::is_number_or_text);
                followed.map(|path| path.steps)
            }
        }
    }

    /// The member of the response that says something of the list.
    fn fact(&mut self, fact: PageFact, path: &Spanned<String>) -> Result<Vec<PathStep>, Reported> {
        let (expected, fits): (_, fn(&Type) -> bool) = match fact.at_end() {
            None => ("a whole number", Type::is_number_or_text),
            Some(_) => ("true or false", is_flag),
        };
        let followed = self.context.path(self.operation, path);
        let path = self.followed(path, followed, expected, fits)?;
        Ok(path.steps)
    }

    /// A member of the response, where one is named.
    fn member(
        &mut self,
        path: Option<&Spanned<String>>,
        expected: &str,
        fits: fn(&Type) -> bool,
    ) -> Result<Option<Vec<PathStep>>, Reported> {
        let Some(path) = path else {
            return Ok(None);
        };
        let followed = self.context.path(self.operation, path);
        let path = self.followed(path, followed, expected, fits)?;
        Ok(Some(path.steps))
    }

    fn followed(
        &mut self,
        path: &Spanned<String>,
        followed: Result<Path<'model>, DeadEnd<'model>>,
        expected: &str,
        fits: fn(&Type) -> bool,
    ) -> Result<Path<'model>, Reported> {
        match followed {
            Ok(found) if fits(found.ty) && found.steps.iter().all(|step| step.index.is_none()) => {
                Ok(found)
            }
            Ok(_) => Err(self.fault(
                path.span,
                format!("`{}` does not lead to {expected}", path.value),
                format!("name the member that is {expected}"),
            )),
            Err(dead_end) => {
                let may_suggest = self.findings.len() < MOST_SUGGESTIONS;
                self.findings
                    .extend(dead_end.finding(&rules::PAGER, may_suggest));
                Err(Reported(()))
            }
        }
    }
}

fn is_flag(ty: &Type) -> bool {
    let bare = ty.scalar().map(Scalar::bare);
    matches!(bare, Some(Scalar::Bool | Scalar::YesNo))
}
