//! Paths into responses: `page.total`, `serverInstanceList[0].status.code`.

use std::collections::BTreeMap;

use super::Context;
use crate::{
    diagnostic::Diagnostic,
    ir::{
        Field, Format, Operation, PathStep, Presence, Scalar, Shape, ShapeKind, Type,
        TypeDefinition,
    },
    rules::Rule,
    source::{Span, Spanned},
    suggest::{did_you_mean, listed},
};

/// The members of structs with many, by their names.
#[derive(Default)]
pub(super) struct Members(BTreeMap<String, BTreeMap<String, usize>>);

/// Members of fewer are looked through one by one.
const MANY_MEMBERS: usize = 32;

impl Members {
    pub(super) fn of(definitions: &[TypeDefinition]) -> Self {
        let large = definitions.iter().filter_map(|definition| {
            let fields = definition.shape.fields();
            (fields.len() >= MANY_MEMBERS).then_some((definition, fields))
        });
        let members = large.map(|(definition, fields)| {
            let names = fields.iter().enumerate();
            let names = names.map(|(index, field)| (field.wire_name.clone(), index));
            (definition.name.clone(), names.collect())
        });
        Self(members.collect())
    }

    fn find<'model>(
        &self,
        definition: &'model TypeDefinition,
        name: &str,
    ) -> Option<&'model Field> {
        let fields = definition.shape.fields();
        match self.0.get(&definition.name) {
            Some(members) => fields.get(*members.get(name)?),
            None => fields.iter().find(|field| field.wire_name == name),
        }
    }
}

/// Where a path leads.
pub(super) struct Path<'model> {
    pub(super) steps: Vec<PathStep>,
    pub(super) ty: &'model Type,
}

/// Why a path leads nowhere.
pub(super) enum DeadEnd<'model> {
    /// A type on it is not defined, which is a finding of its own.
    Undefined,
    At(Box<Lost<'model>>),
}

/// Where a path leads to nothing.
pub(super) struct Lost<'model> {
    span: Span,
    message: String,
    unknown: String,
    /// The members that there are.
    known: Vec<&'model str>,
}

impl DeadEnd<'_> {
    /// The finding, unless there is one already.
    pub(super) fn finding(&self, rule: &'static Rule, may_suggest: bool) -> Option<Diagnostic> {
        let Self::At(lost) = self else {
            return None;
        };
        let Lost {
            span,
            message,
            unknown,
            known,
        } = lost.as_ref();
        let names = || known.iter().copied();
        let hint = may_suggest
            .then(|| did_you_mean(unknown, names()))
            .flatten()
            .or_else(|| (!known.is_empty()).then(|| format!("members here: {}", listed(names()))));
        let finding = Diagnostic::new(rule, *span, message)
            .hint("name a member of the operation's `response`");
        Some(finding.hint_if(hint))
    }
}

static TEXT: Type = Type::Scalar(Scalar::String);

impl Context<'_> {
    /// Follows a path from the response of an operation.
    pub(super) fn path<'model>(
        &'model self,
        operation: &'model Operation,
        path: &Spanned<String>,
    ) -> Result<Path<'model>, DeadEnd<'model>> {
        let nothing = |what: &str| {
            DeadEnd::At(Box::new(Lost {
                span: path.span,
                message: format!("`{}` responds with {what}", operation.name),
                unknown: path.value.clone(),
                known: Vec::new(),
            }))
        };
        match &operation.response.ty {
            Some(ty) => self.path_from(ty, path),
            None if operation.response.format == Format::Bytes => Err(nothing("bytes")),
            None => Err(nothing("nothing")),
        }
    }

    /// Follows a path from a value of a type.
    pub(super) fn path_from<'model>(
        &'model self,
        from: &'model Type,
        path: &Spanned<String>,
    ) -> Result<Path<'model>, DeadEnd<'model>> {
        let mut here = from;
        let mut steps = Vec::new();
        let mut offset = 0;
        for segment in path.value.split('.') {
            let dead_end = |message: String, known: Vec<&'model str>| {
                DeadEnd::At(Box::new(Lost {
                    span: path.span.part(offset, segment.chars().count()),
                    message,
                    unknown: segment.to_owned(),
                    known,
                }))
            };
            let (name, index) = split_index(segment);
            let no_members = || {
                dead_end(
                    format!("`{segment}` looks into something that has no members"),
                    Vec::new(),
                )
            };
            let mut step = PathStep {
                wire_name: name.to_owned(),
                rust_name: name.to_owned(),
                optional: false,
                index,
                text: false,
            };
            here = match here {
                Type::CommonCode(code) if name == "code" => code,
                Type::CommonCode(_) if name == "codeName" => {
                    step.rust_name = "code_name".to_owned();
                    step.optional = true;
                    &TEXT
                }
                Type::CommonCode(_) => {
                    let message = format!("the response has no member `{name}` here");
                    return Err(dead_end(message, vec!["code", "codeName"]));
                }
                Type::Named(ShapeKind::Struct, of) => {
                    let definition = self.model.type_named(of).ok_or(DeadEnd::Undefined)?;
                    let Shape::Struct(fields) = &definition.shape else {
                        return Err(no_members());
                    };
                    let Some(field) = self.members.find(definition, name) else {
                        let message = format!("the response has no member `{name}` here");
                        let known = fields.iter().map(|field| field.wire_name.as_str());
                        return Err(dead_end(message, known.collect()));
                    };
                    if field.presence == Presence::OptionalNullable {
                        let message = format!(
                            "`{name}` is optional and nullable, which a response need not tell apart; take `nullable` away"
                        );
                        return Err(dead_end(message, Vec::new()));
                    }
                    step.rust_name.clone_from(&field.rust_name);
                    step.optional = field.presence != Presence::Required;
                    &field.ty
                }
                _ => return Err(no_members()),
            };
            if index.is_some() {
                if !self.is_defined(here) {
                    return Err(DeadEnd::Undefined);
                }
                let Type::List(element) = here else {
                    return Err(dead_end(format!("`{name}` is not a list"), Vec::new()));
                };
                here = element;
            }
            step.text = here.scalar() == Some(Scalar::String);
            steps.push(step);
            offset += segment.chars().count() + 1;
        }
        if self.is_defined(here) {
            Ok(Path { steps, ty: here })
        } else {
            Err(DeadEnd::Undefined)
        }
    }

    /// Whether the name that a type is is defined. Of one that is not there is a finding already.
    pub(super) fn is_defined(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(ShapeKind::Struct, name) => self.model.type_named(name).is_some(),
            _ => true,
        }
    }
}

/// `list[0]` -> `list` and 0.
fn split_index(segment: &str) -> (&str, Option<usize>) {
    segment
        .strip_suffix(']')
        .and_then(|opened| opened.split_once('['))
        .and_then(|(name, index)| Some((name, Some(index.parse().ok()?))))
        .unwrap_or((segment, None))
}
