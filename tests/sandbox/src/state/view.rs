//! Where things stand in answers.

use ncloud_codegen::ir::{Field, Operation, Service, Shape, ShapeKind, Type};
use serde_json::{Map, Value as Json};

use super::names::{self, Verb};

/// Where an answer shows a thing or several of a kind.
#[derive(Clone, Debug)]
pub(super) struct View {
    /// The members that lead there, from inside of the envelope.
    pub(super) steps: Vec<String>,
    pub(super) many: bool,
    /// The struct of one.
    pub(super) item: String,
}

impl View {
    pub(super) fn of(service: &Service, operation: &Operation) -> Option<Self> {
        let response = operation.response.ty.as_ref()?;
        match response {
            Type::List(item) => Some(Self {
                steps: Vec::new(),
                many: true,
                item: struct_name(item)?.to_owned(),
            }),
            Type::Named(ShapeKind::Struct, name) => Self::inside(service, operation, name),
            _ => None,
        }
    }

    fn inside(service: &Service, operation: &Operation, name: &str) -> Option<Self> {
        let fields = fields(service, name);
        if let Some(pages) = &operation.pages
            && let Some(item) = struct_name(&pages.item)
        {
            return Some(Self {
                steps: pages.items.iter().map(|it| it.wire_name.clone()).collect(),
                many: true,
                item: item.to_owned(),
            });
        }
        let has = |name: &str| fields.iter().any(|field| field.wire_name == name);
        let (verb, noun) = names::parsed(&operation.name);
        let lists = || {
            fields.iter().filter_map(|field| match &field.ty {
                Type::List(item) => Some((field, struct_name(item)?)),
                _ => None,
            })
        };
        let answers_list = has("returnCode")
            || verb == Verb::Read
                && (operation.name.starts_with("List") || operation.name.ends_with("List"));
        if answers_list {
            let named = format!("{noun}List");
            let list = lists()
                .find(|(field, _)| names::capitalised(&field.wire_name) == named)
                .or_else(|| lists().next());
            // Some say of what they create no more than its name.
            return Some(match list {
                Some((field, item)) => Self {
                    steps: vec![field.wire_name.clone()],
                    many: true,
                    item: item.to_owned(),
                },
                None => Self {
                    steps: Vec::new(),
                    many: false,
                    item: name.to_owned(),
                },
            });
        }
        // One object alone is the thing.
        let (steps, item) = match fields {
            [only] => match struct_name(&only.ty) {
                Some(inner) => (vec![only.wire_name.clone()], inner),
                None => (Vec::new(), name),
            },
            _ => (Vec::new(), name),
        };
        Some(Self {
            steps,
            many: false,
            item: item.to_owned(),
        })
    }

    /// What stands there in an answer.
    pub(super) fn shown<'json>(
        &self,
        operation: &Operation,
        answer: &'json Json,
    ) -> Option<&'json Json> {
        let inside = match &operation.response.envelope {
            Some(envelope) => answer.get(&envelope.member).unwrap_or(answer),
            None => answer,
        };
        self.steps.iter().try_fold(inside, |at, step| at.get(step))
    }

    /// Puts something there, and gives the object that holds it, where one does.
    pub(super) fn put<'json>(
        &self,
        operation: &Operation,
        answer: &'json mut Json,
        value: Json,
    ) -> Option<&'json mut Map<String, Json>> {
        let inside = inside_mut(operation, answer)?;
        let Some((last, way)) = self.steps.split_last() else {
            *inside = value;
            return None;
        };
        let parent = way.iter().try_fold(inside, |at, step| entry(at, step))?;
        entry(parent, last).map(|at| *at = value)?;
        parent.as_object_mut()
    }
}

/// What the envelope of an answer holds.
pub(super) fn inside_mut<'json>(
    operation: &Operation,
    answer: &'json mut Json,
) -> Option<&'json mut Json> {
    match &operation.response.envelope {
        Some(envelope) if !envelope.optional || answer.get(&envelope.member).is_some() => {
            entry(answer, &envelope.member)
        }
        _ => Some(answer),
    }
}

/// A member of what is, or becomes, an object.
pub(super) fn entry<'json>(at: &'json mut Json, member: &str) -> Option<&'json mut Json> {
    if !at.is_object() {
        *at = Json::Object(Map::new());
    }
    let members = at.as_object_mut()?;
    Some(members.entry(member).or_insert(Json::Null))
}

pub(super) fn struct_name(ty: &Type) -> Option<&str> {
    match ty {
        Type::Named(ShapeKind::Struct, name) => Some(name),
        _ => None,
    }
}

/// The members of a struct.
pub(super) fn fields<'s>(service: &'s Service, name: &str) -> &'s [Field] {
    match service.type_named(name).map(|found| &found.shape) {
        Some(Shape::Struct(fields)) => fields,
        _ => &[],
    }
}
