//! Definitions of types: that every value is one thing, and goes over the wire in one way.

use std::collections::BTreeMap;

use super::{
    Context,
    names::{self, Scope, UNKNOWN},
    responses,
};
use crate::{
    diagnostic::Diagnostic,
    ir::{
        Alternative, EnumValue, Field, JsonKind, Location, Notes, Scalar, Shape, ShapeKind,
        Tagging, Type, TypeDefinition, Union, Usage,
    },
    parse::ast,
    rules,
    source::Spanned,
};

/// The definitions of a service, then the structs of inline responses in the order of their operations.
pub(super) fn definitions(
    context: &Context<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<TypeDefinition> {
    let mut definitions = Vec::new();
    for definition in &context.syntax.types {
        let name = &definition.name;
        definitions.push(TypeDefinition {
            doc: definition.doc.clone(),
            notes: definition.notes.clone(),
            ..unused(
                &name.value,
                shape(context, definition, findings),
                context.location(name.span),
            )
        });
    }
    let operations = context.syntax.operations.iter();
    definitions
        .extend(operations.filter_map(|operation| responses::inline(context, operation, findings)));
    definitions
}

/// A definition of which usage and remarks are not known yet.
pub(super) fn unused(name: &str, shape: Shape, location: Location) -> TypeDefinition {
    TypeDefinition {
        name: name.to_owned(),
        doc: None,
        response_of: None,
        notes: Notes::default(),
        shape,
        usage: Usage::default(),
        location,
    }
}

fn shape(
    context: &Context<'_>,
    definition: &ast::TypeDefinition,
    findings: &mut Vec<Diagnostic>,
) -> Shape {
    match &definition.shape {
        ast::Shape::Struct(fields) => Shape::Struct(object(context, fields, findings)),
        ast::Shape::Tuple(elements) => {
            tuple(&definition.name, elements, findings);
            Shape::Tuple(object(context, elements, findings))
        }
        ast::Shape::Enum(values) => Shape::Enum(enum_values(context, values, findings)),
        ast::Shape::NumberEnum(values) => {
            findings.extend(values.iter().filter_map(no_number));
            Shape::NumberEnum(enum_values(context, values, findings))
        }
        ast::Shape::Union(union) => Shape::Union(self::union(
            context,
            &definition.name.value,
            union,
            findings,
        )),
    }
}

/// The fields of a struct of their own.
fn object(
    context: &Context<'_>,
    fields: &[ast::Field],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Field> {
    let fields = context.members(fields, findings);
    Scope::new("in the struct").add_fields(&fields, findings);
    fields
}

fn tuple(name: &Spanned<String>, elements: &[ast::Field], findings: &mut Vec<Diagnostic>) {
    if elements.is_empty() {
        findings.push(
            Diagnostic::new(
                &rules::TUPLE,
                name.span,
                format!("`{}` has no elements", name.value),
            )
            .hint("name them in their order: `tuple: { longitude: f64, latitude: f64 }`"),
        );
    }
    for element in elements.iter().filter(|element| element.optional) {
        findings.push(
            Diagnostic::new(
                &rules::TUPLE,
                element.name.span,
                format!("the element `{}` cannot be left out", element.name.value),
            )
            .hint("take the `?` away; an element that can be null is `nullable: true`"),
        );
    }
}

fn enum_values(
    context: &Context<'_>,
    values: &[ast::EnumValue],
    findings: &mut Vec<Diagnostic>,
) -> Vec<EnumValue> {
    let mut scope = Scope::new("in the enum");
    scope.reserve(UNKNOWN, "the variant of unknown values");
    values
        .iter()
        .map(|value| {
            let name = &value.name;
            let rust_name = names::variant(name, value.rust_name.as_ref(), findings);
            scope.add(&rust_name, name.span, &name.value, findings);
            EnumValue {
                wire_name: name.value.clone(),
                rust_name,
                doc: value.doc.clone(),
                notes: value.notes.clone(),
                location: context.location(name.span),
            }
        })
        .collect()
}

fn no_number(value: &ast::EnumValue) -> Option<Diagnostic> {
    let written = &value.name.value;
    let is_number = written
        .parse::<i64>()
        .is_ok_and(|number| number.to_string() == *written);
    (!is_number).then(|| {
        Diagnostic::new(
            &rules::ENUM_NUMBER,
            value.name.span,
            format!("`{written}` is no whole number of 64 bits"),
        )
        .hint("write it as JSON has it, or take `numbers: true` away")
    })
}

fn union(
    context: &Context<'_>,
    name: &str,
    union: &ast::Union,
    findings: &mut Vec<Diagnostic>,
) -> Union {
    let mut scope = Scope::new("in the union");
    scope.reserve(UNKNOWN, "the variant of unknown values");
    let mut alternatives: Vec<Alternative> = union
        .alternatives
        .iter()
        .map(|alternative| {
            let alternative = self::alternative(context, alternative, findings);
            scope.add(
                &alternative.rust_name,
                alternative.location.span,
                &alternative.wire_name,
                findings,
            );
            alternative
        })
        .collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for alternative in &alternatives {
        *times.entry(in_rust(&alternative.ty)).or_default() += 1;
    }
    for alternative in &mut alternatives {
        let is_unique = times.get(&in_rust(&alternative.ty)) == Some(&1);
        alternative.converts =
            is_unique && alternative.ty != Type::Named(ShapeKind::Union, name.to_owned());
    }
    let written = || union.alternatives.iter().zip(&alternatives);
    match (&union.tag, &union.content) {
        (None, None) => untagged(context, written(), findings),
        (None, Some(content)) => findings.push(
            Diagnostic::new(
                &rules::UNION,
                content.span,
                "`content` says where the alternative is, and nothing says which",
            )
            .hint("add `tag` with the member that says which alternative it is"),
        ),
        (Some(tag), None) => beside_the_tag(context, tag, written(), findings),
        (Some(tag), Some(content)) if tag.value == content.value => findings.push(
            Diagnostic::new(
                &rules::UNION,
                content.span,
                format!("`{}` is the tag already", content.value),
            )
            .hint("name the member that holds the alternative"),
        ),
        (Some(_), Some(_)) => {}
    }
    Union {
        tagging: match &union.tag {
            None => Tagging::Kind,
            Some(tag) => Tagging::Member {
                tag: tag.value.clone(),
                content: union.content.as_ref().map(|content| content.value.clone()),
            },
        },
        alternatives,
    }
}

fn alternative(
    context: &Context<'_>,
    alternative: &ast::Alternative,
    findings: &mut Vec<Diagnostic>,
) -> Alternative {
    let name = &alternative.name;
    let ty = context.names.written(alternative.ty.as_ref(), findings);
    Alternative {
        wire_name: name.value.clone(),
        rust_name: names::variant(name, alternative.rust_name.as_ref(), findings),
        doc: alternative.doc.clone(),
        kind: context.names.kind(&ty),
        ty,
        boxed: false,
        converts: false,
        notes: alternative.notes.clone(),
        location: context.location(name.span),
    }
}

/// Alternatives that the kinds of JSON tell apart.
fn untagged<'union>(
    context: &Context<'_>,
    alternatives: impl Iterator<Item = (&'union ast::Alternative, &'union Alternative)>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut seen: Vec<(JsonKind, &ast::Alternative)> = Vec::new();
    for (written, alternative) in alternatives {
        let name = &written.name;
        if let Some(recased) = crate::names::variant(&name.value)
            && recased != name.value
        {
            findings.push(
                Diagnostic::new(
                    &rules::BAD_NAME,
                    name.span,
                    format!("`{}` is not a name in UpperCamelCase", name.value),
                )
                .hint(format!(
                    "write `{recased}`; where a member says which alternative it is, name it with `tag`"
                )),
            );
        }
        let Some(ty) = &written.ty else {
            continue;
        };
        if !context.names.defines(&alternative.ty) {
            continue;
        }
        let Some(kind) = alternative.kind else {
            findings.push(
                Diagnostic::new(
                    &rules::UNION,
                    ty.span,
                    format!("`{}` may be any kind of JSON", name.value),
                )
                .hint("list its own alternatives here; what is none of them is kept as it came"),
            );
            continue;
        };
        match seen.iter().find(|(known, _)| *known == kind) {
            Some((_, first)) => findings.push(
                Diagnostic::new(
                    &rules::UNION,
                    ty.span,
                    format!(
                        "`{}` is {} in JSON, as `{}` is",
                        name.value,
                        what(kind),
                        first.name.value
                    ),
                )
                .related(first.name.span, "first here")
                .hint("make one alternative of the two; where a member tells them apart, name it with `tag`"),
            ),
            None => seen.push((kind, written)),
        }
    }
}

fn what(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Text => "text",
        JsonKind::Number => "a number",
        JsonKind::Boolean => "true or false",
        JsonKind::List => "a list",
        JsonKind::Object => "an object",
    }
}

/// Alternatives whose members stand beside the tag.
fn beside_the_tag<'union>(
    context: &Context<'_>,
    tag: &Spanned<String>,
    alternatives: impl Iterator<Item = (&'union ast::Alternative, &'union Alternative)>,
    findings: &mut Vec<Diagnostic>,
) {
    // Alternatives may share a struct of many members.
    let mut seen: BTreeMap<&str, Option<&ast::Field>> = BTreeMap::new();
    for (written, alternative) in alternatives {
        let Some(ty) = &written.ty else {
            continue;
        };
        let (name, members) = match &alternative.ty {
            Type::Named(ShapeKind::Struct, name) => match context.names.shape(name) {
                Some(shape) => (name.as_str(), shape.fields()),
                // One that is not defined is a finding already.
                None => continue,
            },
            _ => {
                findings.push(
                    Diagnostic::new(
                        &rules::UNION,
                        ty.span,
                        format!(
                            "the members of `{}` would stand beside `{}`, and it is no struct",
                            written.name.value, tag.value
                        ),
                    )
                    .hint("name the member that holds it with `content`, or give it a struct"),
                );
                continue;
            }
        };
        let same = seen.entry(name).or_insert_with(|| {
            let mut members = members.iter();
            members.find(|member| member.name.value == tag.value)
        });
        if let Some(member) = same {
            findings.push(
                Diagnostic::new(
                    &rules::UNION,
                    member.name.span,
                    format!(
                        "`{}` is the tag of a union that this is an alternative of",
                        tag.value
                    ),
                )
                .related(written.name.span, "the alternative is here")
                .hint("take the member out: the union sends it"),
            );
        }
    }
}

/// The same text for types that differ at most in how they are written on the wire.
fn in_rust(ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => match scalar.bare() {
            Scalar::YesNo => in_rust(&Type::Scalar(Scalar::Bool)),
            Scalar::Timestamp(_) => "Timestamp".to_owned(),
            Scalar::Civil(format) => format!("{:?}", format.kind()),
            scalar => format!("{scalar:?}"),
        },
        Type::List(inner) => format!("List({})", in_rust(inner)),
        Type::Map(inner) => format!("Map({})", in_rust(inner)),
        Type::CommonCode(inner) => format!("CommonCode({})", in_rust(inner)),
        ty => format!("{ty:?}"),
    }
}
