//! What the names of a spec stand for: types by name, members of an answer by path, fields of a request by name.

use std::collections::BTreeMap;

use crate::{
    conventions,
    ir::{JsonKind, Place},
    parse::ast::{
        Content, EnumValue, Field, Operation, Scalar, Service, Shape, Type, TypeDefinition, Union,
    },
    source::{Span, Spanned},
};

/// The types of a service by name.
pub(crate) struct Resolver<'ast> {
    types: BTreeMap<&'ast str, &'ast TypeDefinition>,
    /// Members by name, of structs with many, by their first member.
    members: BTreeMap<*const Field, BTreeMap<&'ast str, &'ast Field>>,
}

/// Members of fewer are looked through one by one.
const MANY_MEMBERS: usize = 32;

/// What a type is once its name is looked up.
#[derive(Clone, Copy)]
pub(crate) enum Resolved<'ast> {
    Scalar(Scalar),
    List(&'ast Type),
    Map(&'ast Type),
    File,
    Struct(&'ast [Field]),
    Tuple(&'ast [Field]),
    /// The pair of a code and its name.
    Code(&'ast [Field]),
    Enum(&'ast [EnumValue]),
    NumberEnum,
    Union(&'ast Union),
}

impl Resolved<'_> {
    /// Whether its values are one text where there is no JSON.
    pub(crate) fn is_text(self) -> bool {
        match self {
            Self::Scalar(scalar) => scalar != Scalar::Json,
            Self::Enum(_) | Self::NumberEnum => true,
            Self::List(_)
            | Self::Map(_)
            | Self::Struct(_)
            | Self::Tuple(_)
            | Self::Code(_)
            | Self::Union(_)
            | Self::File => false,
        }
    }
}

/// A step of a path into an answer.
pub(crate) struct Step<'ast> {
    pub(crate) field: &'ast Field,
    pub(crate) index: Option<usize>,
}

/// A field of a request whose value is written anew for every page.
pub(crate) struct RequestField<'ast> {
    pub(crate) field: &'ast Field,
    /// Whether it is a member of the type that the body is of.
    pub(crate) within_body: bool,
}

/// Why a path leads nowhere.
pub(crate) struct DeadEnd<'ast> {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) unknown: String,
    /// The members that there are.
    pub(crate) known: &'ast [Field],
}

impl<'ast> Resolver<'ast> {
    pub(crate) fn new(service: &'ast Service) -> Self {
        let types = service
            .types
            .iter()
            .map(|definition| (definition.name.value.as_str(), definition))
            .collect();
        let inline = service.contents().map(Content::fields);
        let named = service.types.iter();
        let structs = inline.chain(named.map(|definition| definition.shape.fields()));
        let members = structs
            .filter(|fields| fields.len() >= MANY_MEMBERS)
            .map(|fields| {
                let by_name = fields
                    .iter()
                    .map(|field| (field.name.value.as_str(), field));
                (fields.as_ptr(), by_name.collect())
            })
            .collect();
        Self { types, members }
    }

    /// The member of that name.
    pub(crate) fn member(&self, fields: &'ast [Field], name: &str) -> Option<&'ast Field> {
        match self.members.get(&fields.as_ptr()) {
            Some(members) if fields.len() >= MANY_MEMBERS => members.get(name).copied(),
            _ => fields.iter().find(|field| field.name.value == name),
        }
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &'ast str> {
        self.types.keys().copied()
    }

    pub(crate) fn definition(&self, name: &str) -> Option<&'ast TypeDefinition> {
        self.types.get(name).copied()
    }

    /// `None` for a name that is not defined.
    pub(crate) fn resolve(&self, ty: &'ast Type) -> Option<Resolved<'ast>> {
        Some(match ty {
            Type::Scalar(scalar) | Type::Quoted(scalar) => Resolved::Scalar(*scalar),
            Type::List(element) => Resolved::List(element),
            Type::Map(element) => Resolved::Map(element),
            Type::Code(members) => Resolved::Code(members.as_slice()),
            Type::File => Resolved::File,
            Type::Named(name) => match &self.definition(&name.value)?.shape {
                Shape::Struct(fields) => Resolved::Struct(fields),
                Shape::Tuple(elements) => Resolved::Tuple(elements),
                Shape::Enum(values) => Resolved::Enum(values),
                Shape::NumberEnum(_) => Resolved::NumberEnum,
                Shape::Union(union) => Resolved::Union(union),
            },
        })
    }

    /// The kind of JSON that every value of a type is; `None` where there is no one kind.
    pub(crate) fn kind(&self, ty: &'ast Type) -> Option<JsonKind> {
        Some(match self.resolve(ty)? {
            Resolved::Scalar(scalar) if scalar.is_text() || matches!(ty, Type::Quoted(_)) => {
                JsonKind::Text
            }
            Resolved::Scalar(Scalar::Json) | Resolved::File => return None,
            Resolved::Scalar(Scalar::Bool) => JsonKind::Boolean,
            Resolved::Scalar(_) | Resolved::NumberEnum => JsonKind::Number,
            Resolved::Enum(_) => JsonKind::Text,
            Resolved::List(_) | Resolved::Tuple(_) => JsonKind::List,
            Resolved::Map(_) | Resolved::Struct(_) | Resolved::Code(_) => JsonKind::Object,
            Resolved::Union(union) => {
                union.tag.as_ref()?;
                JsonKind::Object
            }
        })
    }

    pub(crate) fn content(&self, content: &'ast Content) -> Option<Resolved<'ast>> {
        match content {
            Content::Type(ty) => self.resolve(&ty.value),
            Content::Fields(fields) => Some(Resolved::Struct(fields)),
            Content::Bytes | Content::Unreadable => None,
        }
    }

    /// Follows `page.total` or `serverInstanceList[0].status.code` into an answer.
    ///
    /// # Errors
    ///
    /// Where it leads nowhere; `None` inside where a type on the way is not defined, which is a finding of its own.
    pub(crate) fn path(
        &self,
        operation: &'ast Operation,
        path: &Spanned<String>,
    ) -> Result<(Vec<Step<'ast>>, Resolved<'ast>), Option<Box<DeadEnd<'ast>>>> {
        let Some(content) = &operation.response else {
            return Err(Some(Box::new(DeadEnd {
                span: path.span,
                message: format!("`{}` answers nothing", operation.name.value),
                unknown: path.value.clone(),
                known: &[],
            })));
        };
        if matches!(content.value, Content::Bytes) {
            return Err(Some(Box::new(DeadEnd {
                span: path.span,
                message: format!("`{}` answers bytes", operation.name.value),
                unknown: path.value.clone(),
                known: &[],
            })));
        }
        let answer = self.content(&content.value).ok_or(None)?;
        self.follow(answer, path)
    }

    /// Follows a path from a value.
    ///
    /// # Errors
    ///
    /// Those of [`Resolver::path`].
    pub(crate) fn follow(
        &self,
        from: Resolved<'ast>,
        path: &Spanned<String>,
    ) -> Result<(Vec<Step<'ast>>, Resolved<'ast>), Option<Box<DeadEnd<'ast>>>> {
        let dead_end = |offset: usize, segment: &str, message: String, known: &'ast [Field]| {
            Some(Box::new(DeadEnd {
                span: path.span.part(offset, segment.chars().count()),
                message,
                unknown: segment.to_owned(),
                known,
            }))
        };
        let mut here = from;
        let mut steps = Vec::new();
        let mut offset = 0;
        for segment in path.value.split('.') {
            let (name, index) = split_index(segment);
            let (Resolved::Struct(fields) | Resolved::Code(fields)) = here else {
                let message = format!("`{segment}` looks into something that has no members");
                return Err(dead_end(offset, segment, message, &[]));
            };
            let Some(field) = self.member(fields, name) else {
                let message = format!("the answer has no member `{name}` here");
                return Err(dead_end(offset, segment, message, fields));
            };
            if field.optional && field.nullable.is_some() {
                let message = format!(
                    "`{name}` is optional and nullable, which an answer need not tell apart; take `nullable` away"
                );
                return Err(dead_end(offset, segment, message, &[]));
            }
            here = self
                .resolve(&field.ty.as_ref().ok_or(None)?.value)
                .ok_or(None)?;
            if index.is_some() {
                let Resolved::List(element) = here else {
                    let message = format!("`{name}` is not a list");
                    return Err(dead_end(offset, segment, message, &[]));
                };
                here = self.resolve(element).ok_or(None)?;
            }
            steps.push(Step { field, index });
            offset += segment.chars().count() + 1;
        }
        Ok((steps, here))
    }

    /// The fields of a request that may say where a list goes on: in the query, in the form, and in the body.
    pub(crate) fn page_fields(
        &self,
        service: &'ast Service,
        operation: &'ast Operation,
    ) -> Vec<RequestField<'ast>> {
        let parameters = conventions::parameters(service, operation)
            .filter(|(place, _)| matches!(place, Place::Query | Place::Form));
        let (members, within_body): (&[Field], bool) =
            match operation.body.as_ref().map(|body| &body.value) {
                Some(Content::Fields(fields)) => (fields, false),
                Some(Content::Type(ty)) => match self.resolve(&ty.value) {
                    Some(Resolved::Struct(fields)) => (fields, true),
                    _ => (&[], true),
                },
                Some(Content::Bytes | Content::Unreadable) | None => (&[], false),
            };
        let parameters = parameters.map(|(_, field)| RequestField {
            field,
            within_body: false,
        });
        let members = members
            .iter()
            .map(|field| RequestField { field, within_body });
        parameters.chain(members).collect()
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

impl Service {
    /// Every parameter outside of a body, shared ones first.
    pub(crate) fn parameters_written(&self) -> impl Iterator<Item = &Field> {
        let own = self
            .operations
            .iter()
            .map(|operation| &operation.parameters);
        std::iter::once(&self.shared)
            .chain(own)
            .flat_map(|parameters| {
                [
                    &parameters.path,
                    &parameters.query,
                    &parameters.headers,
                    &parameters.form,
                    &parameters.parts,
                ]
                .into_iter()
                .flatten()
            })
    }

    /// Every member of an object and every element of a tuple.
    pub(crate) fn members_written(&self) -> impl Iterator<Item = &Field> {
        let inline = self.contents().flat_map(Content::fields);
        let headers = self
            .operations
            .iter()
            .flat_map(|operation| &operation.response_headers);
        let named = self.types.iter();
        inline
            .chain(headers)
            .chain(named.flat_map(|definition| definition.shape.fields()))
    }

    /// Every type expression.
    pub(crate) fn types_written(&self) -> impl Iterator<Item = &Spanned<Type>> {
        let fields = self
            .parameters_written()
            .chain(self.contents().flat_map(Content::fields));
        let whole = self.contents().filter_map(|content| match content {
            Content::Type(ty) => Some(ty),
            Content::Fields(_) | Content::Bytes | Content::Unreadable => None,
        });
        let events = self
            .operations
            .iter()
            .flat_map(|operation| &operation.events)
            .flat_map(|events| &events.types)
            .filter_map(|event| event.ty.as_ref());
        let named = self.types.iter();
        fields
            .filter_map(|field| field.ty.as_ref())
            .chain(whole)
            .chain(events)
            .chain(named.flat_map(|definition| definition.shape.types()))
    }

    fn contents(&self) -> impl Iterator<Item = &Content> {
        self.operations
            .iter()
            .flat_map(|operation| operation.body.iter().chain(&operation.response))
            .map(|content| &content.value)
    }
}

impl Content {
    /// Every field that is declared inside.
    pub(crate) fn fields(&self) -> &[Field] {
        match self {
            Self::Type(_) | Self::Bytes | Self::Unreadable => &[],
            Self::Fields(fields) => fields,
        }
    }
}

impl Type {
    /// Every type name inside.
    pub(crate) fn names(&self) -> Option<&Spanned<String>> {
        match self {
            Self::Scalar(_) | Self::Quoted(_) | Self::File => None,
            Self::Code(members) => {
                let mut types = members.iter().filter_map(|member| member.ty.as_ref());
                types.find_map(|ty| ty.value.names())
            }
            Self::List(inner) | Self::Map(inner) => inner.names(),
            Self::Named(name) => Some(name),
        }
    }
}
