//! Tuples, unions and enums of numbers: that every value is one thing, and goes over the wire in one way.

use std::collections::BTreeMap;

use super::Subject;
use crate::{
    diagnostic::Diagnostic,
    ir::JsonKind,
    names,
    parse::ast::{Alternative, EnumValue, Field, Scalar, Shape, Type, Union},
    resolve::Resolved,
    rules,
    source::Spanned,
};

pub(super) fn tuples(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for definition in &subject.service.types {
        let Shape::Tuple(elements) = &definition.shape else {
            continue;
        };
        if elements.is_empty() {
            findings.push(
                Diagnostic::new(
                    &rules::TUPLE,
                    definition.name.span,
                    format!("`{}` has no elements", definition.name.value),
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
}

pub(super) fn numbers(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for definition in &subject.service.types {
        if let Shape::NumberEnum(values) = &definition.shape {
            findings.extend(values.iter().filter_map(no_number));
        }
    }
}

fn no_number(value: &EnumValue) -> Option<Diagnostic> {
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

/// A code with a name is text or an enum.
pub(super) fn codes(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for ty in subject.service.types_written() {
        let Some([code, _]) = code_in(&ty.value) else {
            continue;
        };
        let Some(code) = &code.ty else {
            continue;
        };
        match subject.types.resolve(&code.value) {
            // An unknown type has a finding already.
            None
            | Some(Resolved::Scalar(Scalar::String) | Resolved::Enum(_) | Resolved::NumberEnum) => {
            }
            Some(_) => findings.push(
                Diagnostic::new(&rules::BAD_TYPE, code.span, "a code is text or an enum")
                    .hint("write `code`, or `code<..>` with the name of an enum"),
            ),
        }
    }
}

fn code_in(ty: &Type) -> Option<&[Field; 2]> {
    match ty {
        Type::Code(members) => Some(members),
        Type::List(inner) | Type::Map(inner) => code_in(inner),
        Type::Scalar(_) | Type::Quoted(_) | Type::File | Type::Named(_) => None,
    }
}

pub(super) fn unions(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for definition in &subject.service.types {
        if let Shape::Union(union) = &definition.shape {
            match (&union.tag, &union.content) {
                (None, None) => untagged(subject, union, findings),
                (None, Some(content)) => findings.push(
                    Diagnostic::new(
                        &rules::UNION,
                        content.span,
                        "`content` says where the alternative is, and nothing says which",
                    )
                    .hint("add `tag` with the member that says which alternative it is"),
                ),
                (Some(tag), None) => beside_the_tag(subject, union, tag, findings),
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
        }
    }
}

fn untagged(subject: &Subject<'_>, union: &Union, findings: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(JsonKind, &Alternative)> = Vec::new();
    for alternative in &union.alternatives {
        let name = &alternative.name;
        if let Some(recased) = names::variant(&name.value)
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
        let Some(ty) = &alternative.ty else {
            continue;
        };
        if subject.types.resolve(&ty.value).is_none() {
            continue;
        }
        let Some(kind) = subject.types.kind(&ty.value) else {
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
            None => seen.push((kind, alternative)),
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

fn beside_the_tag(
    subject: &Subject<'_>,
    union: &Union,
    tag: &Spanned<String>,
    findings: &mut Vec<Diagnostic>,
) {
    // Alternatives may share a struct of many members.
    let mut seen: BTreeMap<*const Field, Option<&Field>> = BTreeMap::new();
    for alternative in &union.alternatives {
        let Some(ty) = &alternative.ty else {
            continue;
        };
        let members = match subject.types.resolve(&ty.value) {
            None => continue,
            Some(Resolved::Struct(members)) => members,
            Some(_) => {
                findings.push(
                    Diagnostic::new(
                        &rules::UNION,
                        ty.span,
                        format!(
                            "the members of `{}` would stand beside `{}`, and it is no struct",
                            alternative.name.value, tag.value
                        ),
                    )
                    .hint("name the member that holds it with `content`, or give it a struct"),
                );
                continue;
            }
        };
        let same = seen.entry(members.as_ptr()).or_insert_with(|| {
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
                .related(alternative.name.span, "the alternative is here")
                .hint("take the member out: the union sends it"),
            );
        }
    }
}
