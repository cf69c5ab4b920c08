//! What a pager names: fields of the request, and members of the response.

use super::Pager;
use crate::{
    diagnostic::Diagnostic,
    ir::{
        Body, Field, Format, Operation, PageFact, ParameterLocation, PathStep, RequestField,
        Scalar, Service, ShapeKind, Type,
    },
    rules,
    sema::{
        Reported,
        bodies::BODY,
        paths::{DeadEnd, Path},
        report,
    },
    source::Spanned,
    suggest::{MOST_SUGGESTIONS, did_you_mean},
};

/// The fields of a request that may say where a list goes on.
pub(crate) fn page_fields<'model>(
    service: &'model Service,
    operation: &'model Operation,
) -> Vec<&'model Field> {
    let candidates = candidates(service, operation).into_iter();
    candidates.map(|candidate| candidate.field).collect()
}

/// A field of a request that may be written anew for every page: in the query, in the form, or in the body.
pub(super) struct Candidate<'model> {
    pub(super) field: &'model Field,
    /// Whether it is a member of the type that the body is of.
    within_body: bool,
}

pub(super) fn candidates<'model>(
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

/// The list in a response.
pub(super) struct Items<'model> {
    pub(super) path: Vec<PathStep>,
    pub(super) item: &'model Type,
}

impl<'model> Pager<'model, '_> {
    /// A field of the request that is written anew for every page.
    pub(super) fn request_field(
        &mut self,
        name: &Spanned<String>,
    ) -> Result<RequestField, Reported> {
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
    pub(super) fn items(&mut self) -> Result<Items<'model>, Reported> {
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
    pub(super) fn marker_key(&mut self, item: &'model Type) -> Result<Vec<PathStep>, Reported> {
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
    pub(super) fn fact(
        &mut self,
        fact: PageFact,
        path: &Spanned<String>,
    ) -> Result<Vec<PathStep>, Reported> {
        let (expected, fits): (_, fn(&Type) -> bool) = match fact.at_end() {
            None => ("a whole number", Type::is_number_or_text),
            Some(_) => ("true or false", is_flag),
        };
        let followed = self.context.path(self.operation, path);
        let path = self.followed(path, followed, expected, fits)?;
        Ok(path.steps)
    }

    /// A member of the response, where one is named.
    pub(super) fn member(
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
