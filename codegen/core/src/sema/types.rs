//! Types: that every name is defined, every definition is used, and no value is without end.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};

use super::Context;
use crate::{
    diagnostic::Diagnostic,
    ir::{self, Field, JsonKind, Operation, Presence, Service, ShapeKind, Type},
    language::is_upper_camel_case,
    parse::{
        ast::{self, Scalar, Shape},
        types::scalar_meant,
    },
    rules,
    source::Spanned,
    suggest::{MOST_SUGGESTIONS, did_you_mean, nearest},
};

/// Stands for a type that could not be read, which is a finding: of a name that nothing has.
pub(super) fn unreadable() -> Type {
    Type::Named(ShapeKind::Struct, String::new())
}

/// The types that a service names.
pub(super) struct TypeNames<'ast> {
    shapes: BTreeMap<&'ast str, &'ast Shape>,
    unknown: Cell<usize>,
}

impl<'ast> TypeNames<'ast> {
    pub(super) fn of(definitions: &'ast [ast::TypeDefinition]) -> Self {
        let shapes = definitions
            .iter()
            .map(|definition| (definition.name.value.as_str(), &definition.shape));
        Self {
            shapes: shapes.collect(),
            unknown: Cell::new(0),
        }
    }

    pub(super) fn shape(&self, name: &str) -> Option<&'ast Shape> {
        self.shapes.get(name).copied()
    }

    /// Whether every name in a type is defined. Of one that is not there is a finding already.
    pub(super) fn defines(&self, ty: &Type) -> bool {
        ty.definition()
            .is_none_or(|name| self.shape(name).is_some())
    }

    /// The type that is written, or what stands for one that could not be read.
    pub(super) fn written(
        &self,
        ty: Option<&Spanned<ast::Type>>,
        findings: &mut Vec<Diagnostic>,
    ) -> Type {
        match ty {
            Some(ty) => self.ty(&ty.value, findings),
            None => unreadable(),
        }
    }

    pub(super) fn ty(&self, ty: &ast::Type, findings: &mut Vec<Diagnostic>) -> Type {
        match ty {
            ast::Type::Scalar(scalar) => Type::Scalar(*scalar),
            ast::Type::Code(code) => Type::CommonCode(Box::new(self.code(code, findings))),
            ast::Type::List(element) => Type::List(Box::new(self.ty(element, findings))),
            ast::Type::Map(element) => Type::Map(Box::new(self.ty(element, findings))),
            ast::Type::File => Type::File,
            ast::Type::Named(name) => {
                let named = name.value.clone();
                match self.shape(&name.value) {
                    Some(shape) => Type::Named(shape.kind(), named),
                    None => {
                        findings.push(self.unknown(name));
                        Type::Named(ShapeKind::Struct, named)
                    }
                }
            }
        }
    }

    /// A code that has a name beside it is text or an enum.
    fn code(&self, code: &Spanned<ast::Type>, findings: &mut Vec<Diagnostic>) -> Type {
        let ty = self.ty(&code.value, findings);
        let fits = match &ty {
            Type::Scalar(Scalar::String) => true,
            Type::Named(kind, name) => kind.is_text() || self.shape(name).is_none(),
            _ => false,
        };
        if !fits {
            findings.push(
                Diagnostic::new(&rules::BAD_TYPE, code.span, "a code is text or an enum")
                    .hint("write `code`, or `code<..>` with the name of an enum"),
            );
        }
        ty
    }

    fn unknown(&self, name: &Spanned<String>) -> Diagnostic {
        let index = self.unknown.replace(self.unknown.get() + 1);
        let meant = (index < MOST_SUGGESTIONS)
            .then(|| did_you_mean(&name.value, self.shapes.keys().copied()))
            .flatten()
            .or_else(|| scalar_meant(&name.value));
        Diagnostic::new(
            &rules::UNKNOWN_TYPE,
            name.span,
            format!("the type `{}` is not defined", name.value),
        )
        .hint(meant.unwrap_or_else(|| format!("define `{}` under `types`", name.value)))
    }

    /// The kind of JSON that every value of a type is; `None` where there is no one kind.
    pub(super) fn kind(&self, ty: &Type) -> Option<JsonKind> {
        Some(match ty {
            Type::Scalar(scalar) => match scalar {
                Scalar::Json => return None,
                Scalar::Bool => JsonKind::Boolean,
                Scalar::Quoted(_) => JsonKind::Text,
                scalar if scalar.is_text() => JsonKind::Text,
                _ => JsonKind::Number,
            },
            Type::List(_) => JsonKind::List,
            Type::Map(_) | Type::CommonCode(_) => JsonKind::Object,
            Type::Named(kind, name) => match self.shape(name) {
                Some(Shape::Union(union)) if union.tag.is_some() => JsonKind::Object,
                _ => return kind.json(),
            },
            Type::Bytes | Type::File => return None,
        })
    }
}

/// Definitions that no operation leads to.
pub(super) fn unused(
    context: &Context<'_>,
    operations: &[Operation],
    findings: &mut Vec<Diagnostic>,
) {
    let shared = context.shared.iter().filter_map(|written| written.ty());
    let inline = context.model.types.iter();
    let inline = inline.filter(|definition| definition.response_of.is_some());
    let mut waiting: Vec<&str> = operations
        .iter()
        .flat_map(Operation::types)
        .chain(shared)
        .chain(inline.flat_map(|definition| definition.shape.types()))
        .filter_map(Type::definition)
        .collect();
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut suggestions = MOST_SUGGESTIONS;
    let known = || context.names.shapes.keys().copied();
    while let Some(name) = waiting.pop() {
        if name.is_empty() || !reached.insert(name) {
            continue;
        }
        match context.model.type_named(name) {
            Some(definition) => {
                waiting.extend(definition.shape.types().filter_map(Type::definition))
            }
            // A misspelt name is one finding: the type that it means counts as used.
            None if suggestions > 0 => {
                suggestions -= 1;
                waiting.extend(nearest(name, known()));
            }
            None => {}
        }
    }
    for definition in &context.syntax.types {
        let name = &definition.name;
        // A name that cannot be written as a type has a finding already.
        if is_upper_camel_case(&name.value) && !reached.contains(name.value.as_str()) {
            findings.push(
                Diagnostic::new(
                    &rules::UNUSED_TYPE,
                    name.span,
                    format!("no request and no response has `{}`", name.value),
                )
                .hint("name it in an operation, or take it out"),
            );
        }
    }
}

/// A struct or a tuple that requires itself has no finite value. One finding a circle: at the field that closes it.
pub(super) fn infinite(service: &Service, findings: &mut Vec<Diagnostic>) {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for definition in &service.types {
        // A walk with a stack of its own: a chain of types may be longer than the thread's stack is deep.
        let mut open: Vec<(&str, Vec<&Field>)> = Vec::new();
        let mut path: BTreeSet<&str> = BTreeSet::new();
        let mut next = Some(definition.name.as_str());
        loop {
            if let Some(name) = next.take()
                && done.insert(name)
            {
                path.insert(name);
                open.push((name, required_objects(service, name)));
            }
            let Some((name, fields)) = open.last_mut() else {
                break;
            };
            let Some(field) = fields.pop() else {
                path.remove(name);
                open.pop();
                continue;
            };
            let Some(target) = required_object(field) else {
                continue;
            };
            if path.contains(target) {
                let circle = open
                    .iter()
                    .map(|(name, _)| *name)
                    .skip_while(|name| *name != target);
                findings.push(circular(field, target, &circle.collect::<Vec<_>>()));
            } else {
                next = Some(target);
            }
        }
    }
}

fn circular(field: &Field, target: &str, circle: &[&str]) -> Diagnostic {
    let message = match circle {
        [] | [_] => format!("every `{target}` requires another `{target}`"),
        [_, rest @ ..] => {
            let by: Vec<String> = rest
                .iter()
                .take(5)
                .map(|name| format!("`{name}`"))
                .collect();
            let more = if rest.len() > by.len() { ", .." } else { "" };
            format!(
                "every `{target}` requires another `{target}`, by way of {}{more}",
                by.join(", ")
            )
        }
    };
    Diagnostic::new(&rules::INFINITE_TYPE, field.location.span, message)
        .hint(format!("make it optional: `{}?`", field.wire_name))
}

/// The fields of a struct or a tuple that hold others and must be given, the last one first.
fn required_objects<'model>(service: &'model Service, name: &str) -> Vec<&'model Field> {
    let definition: Option<&ir::TypeDefinition> = service.type_named(name);
    let fields = definition.map_or(&[][..], |definition| definition.shape.fields());
    fields
        .iter()
        .rev()
        .filter(|field| required_object(field).is_some())
        .collect()
}

/// A union has an end, its unknown alternative, and so has an enum.
fn required_object(field: &Field) -> Option<&str> {
    match &field.ty {
        Type::Named(ShapeKind::Struct | ShapeKind::Tuple, name)
            if field.presence == Presence::Required =>
        {
            Some(name)
        }
        _ => None,
    }
}
