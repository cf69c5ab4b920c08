//! Definitions of types, and the structs of inline answers.

use std::collections::BTreeMap;

use super::Lowering;
use crate::{
    conventions::{alternative_name, output_name, variant_name},
    ir::{
        Alternative, EnumValue, JsonKind, Location, Notes, Shape, Tagging, Type, TypeDefinition,
        Union,
    },
    parse::ast::{self, Content},
};

impl Lowering<'_> {
    pub(super) fn type_definitions(&self) -> Option<Vec<TypeDefinition>> {
        let mut definitions = Vec::new();
        for definition in &self.service.types {
            let name = &definition.name;
            definitions.push(TypeDefinition {
                doc: definition.doc.clone(),
                notes: definition.notes.clone(),
                ..unused(
                    &name.value,
                    self.shape(&name.value, &definition.shape)?,
                    self.place(name.span),
                )
            });
        }
        for operation in &self.service.operations {
            if let Some(response) = &operation.response
                && let Content::Fields(fields) = &response.value
            {
                definitions.push(TypeDefinition {
                    answer_of: Some(operation.name.value.clone()),
                    ..unused(
                        &output_name(operation),
                        Shape::Struct(self.each(fields, Self::field)?),
                        self.place(response.span),
                    )
                });
            }
        }
        Some(definitions)
    }

    fn shape(&self, name: &str, shape: &ast::Shape) -> Option<Shape> {
        Some(match shape {
            ast::Shape::Struct(fields) => Shape::Struct(self.each(fields, Self::field)?),
            ast::Shape::Tuple(elements) => Shape::Tuple(self.each(elements, Self::field)?),
            ast::Shape::Enum(values) => Shape::Enum(self.each(values, Self::enum_value)?),
            ast::Shape::NumberEnum(values) => {
                Shape::NumberEnum(self.each(values, Self::enum_value)?)
            }
            ast::Shape::Union(union) => Shape::Union(self.union(name, union)?),
        })
    }

    fn enum_value(&self, value: &ast::EnumValue) -> Option<EnumValue> {
        Some(EnumValue {
            wire_name: value.name.value.clone(),
            rust_name: variant_name(value)?,
            doc: value.doc.clone(),
            notes: value.notes.clone(),
            location: self.place(value.name.span),
        })
    }

    fn union(&self, name: &str, union: &ast::Union) -> Option<Union> {
        let types: Vec<Type> = union
            .alternatives
            .iter()
            .map(|alternative| self.ty(&alternative.ty.as_ref()?.value))
            .collect::<Option<_>>()?;
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for ty in &types {
            *times.entry(in_rust(ty)).or_default() += 1;
        }
        let alternatives = union.alternatives.iter().zip(&types);
        Some(Union {
            tagging: match &union.tag {
                None => Tagging::Kind,
                Some(tag) => Tagging::Member {
                    tag: tag.value.clone(),
                    content: union.content.as_ref().map(|content| content.value.clone()),
                },
            },
            alternatives: alternatives
                .map(|(alternative, ty)| {
                    let is_unique = times.get(&in_rust(ty)) == Some(&1);
                    Some(Alternative {
                        wire_name: alternative.name.value.clone(),
                        rust_name: alternative_name(alternative)?,
                        doc: alternative.doc.clone(),
                        ty: ty.clone(),
                        kind: self.kind(alternative),
                        boxed: false,
                        converts: is_unique && *ty != Type::Union(name.to_owned()),
                        notes: alternative.notes.clone(),
                        location: self.place(alternative.name.span),
                    })
                })
                .collect::<Option<_>>()?,
        })
    }

    fn kind(&self, alternative: &ast::Alternative) -> Option<JsonKind> {
        self.types.kind(&alternative.ty.as_ref()?.value)
    }
}

/// A definition of which usage and remarks are not known yet.
fn unused(name: &str, shape: Shape, location: Location) -> TypeDefinition {
    TypeDefinition {
        name: name.to_owned(),
        doc: None,
        answer_of: None,
        notes: Notes::default(),
        shape,
        sent: false,
        sent_indexed: false,
        sent_joined: false,
        received: false,
        location,
    }
}

/// The same text for types that differ at most in how they are written on the wire.
fn in_rust(ty: &Type) -> String {
    match ty {
        Type::Quoted(inner) => in_rust(inner),
        Type::YesNo => in_rust(&Type::Bool),
        Type::Timestamp(_) => "Timestamp".to_owned(),
        Type::Civil(format) => format!("{:?}", format.kind()),
        Type::List(inner) => format!("List({})", in_rust(inner)),
        Type::Map(inner) => format!("Map({})", in_rust(inner)),
        Type::CommonCode(inner) => format!("CommonCode({})", in_rust(inner)),
        ty => format!("{ty:?}"),
    }
}
