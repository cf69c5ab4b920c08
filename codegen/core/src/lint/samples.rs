//! What samples show of the types.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::{Subject, fields::is_remarked};
use crate::{
    diagnostic::Diagnostic,
    ir::{Body, Field, Operation, Parameter, Scalar, Service, ShapeKind, Type},
    rules::Rule,
    source::Span,
};

/// Among fewer members that are there, one that is not says nothing.
const FEWEST_NEIGHBOURS: usize = 4;

/// What the responses in samples have of a type's members.
struct Seen<'model> {
    fields: &'model [Field],
    /// By the place of the field's name: the values that were seen.
    values: BTreeMap<Span, Vec<&'model Json>>,
    /// Whether some of it is made up.
    is_made: bool,
}

/// Objects by the place of their first member.
type Objects<'model> = BTreeMap<Span, Seen<'model>>;

fn responses<'model>(service: &'model Service) -> Objects<'model> {
    let mut walk = Walk::of(service);
    for operation in &service.operations {
        let successes = operation
            .examples
            .iter()
            .filter(|example| example.error.is_none());
        for example in successes {
            walk.is_made = example.made.is_some();
            if let (Some(ty), Some(given)) = (&operation.response.ty, &example.response)
                && let Some(value) = unwrapped(operation, given)
            {
                walk.value(ty, value);
            }
        }
    }
    walk.objects
}

fn bodies<'model>(service: &'model Service) -> Objects<'model> {
    let mut walk = Walk::of(service);
    for operation in &service.operations {
        let given = operation.examples.iter();
        for given in given.filter_map(|example| example.body.as_ref()) {
            match &operation.body {
                Some(Body::Object(fields)) => walk.members(fields, given),
                Some(Body::Value(field)) => walk.value(&field.ty, given),
                None => {}
            }
        }
    }
    walk.objects
}

/// The parameters and the members of objects that are true or false in samples, by the places of their names.
pub(super) fn booleans(service: &Service) -> BTreeSet<Span> {
    let (responses, bodies) = (responses(service), bodies(service));
    let objects = responses.values().chain(bodies.values());
    let values = objects.flat_map(|object| &object.values);
    let members = values
        .filter(|(_, values)| values.iter().any(|value| value.is_boolean()))
        .map(|(place, _)| *place);
    let parameters = service.operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter();
        let is_true_or_false = |parameter: &&Parameter| {
            let mut examples = operation.examples.iter();
            examples.any(|example| {
                let given = example.given(parameter.location, &parameter.field.wire_name);
                given.is_some_and(Json::is_boolean)
            })
        };
        parameters
            .filter(is_true_or_false)
            .map(|parameter| parameter.field.location.span)
    });
    members.chain(parameters).collect()
}

fn unwrapped<'model>(operation: &Operation, given: &'model Json) -> Option<&'model Json> {
    match &operation.response.envelope {
        None => Some(given),
        Some(envelope) => given
            .get(&envelope.member)
            .or(envelope.optional.then_some(given)),
    }
}

struct Walk<'model> {
    service: &'model Service,
    objects: Objects<'model>,
    /// Whether some of the sample is made up.
    is_made: bool,
}

impl<'model> Walk<'model> {
    fn of(service: &'model Service) -> Self {
        Self {
            service,
            objects: Objects::new(),
            is_made: false,
        }
    }

    fn value(&mut self, ty: &'model Type, value: &'model Json) {
        match (ty, value) {
            (Type::Named(ShapeKind::Struct, name), _) => {
                if let Some(definition) = self.service.type_named(name) {
                    self.members(definition.shape.fields(), value);
                }
            }
            (Type::List(element), Json::Array(elements)) => {
                for each in elements {
                    self.value(element, each);
                }
            }
            (Type::Map(element), Json::Object(members)) => {
                for each in members.values() {
                    self.value(element, each);
                }
            }
            _ => {}
        }
    }

    fn members(&mut self, fields: &'model [Field], value: &'model Json) {
        let (Some(first), Some(members)) = (fields.first(), value.as_object()) else {
            return;
        };
        let place = first.location.span;
        let is_made = self.is_made;
        let seen = self.objects.entry(place).or_insert_with(|| Seen {
            fields,
            values: BTreeMap::new(),
            is_made: false,
        });
        seen.is_made |= is_made;
        for field in fields {
            let Some(value) = members.get(&field.wire_name) else {
                continue;
            };
            if let Some(seen) = self.objects.get_mut(&place) {
                let values = seen.values.entry(field.location.span).or_default();
                values.extend(scalars(value));
            }
            self.value(&field.ty, value);
        }
    }
}

/// The value, or those in a list.
fn scalars(value: &Json) -> &[Json] {
    match value {
        Json::Array(elements) => elements,
        one => std::slice::from_ref(one),
    }
}

/// Types that are read from what the samples have, and are not what they have.
pub(super) fn types(subject: &Subject<'_>, rule: &'static Rule, findings: &mut Vec<Diagnostic>) {
    for object in responses(subject.model).values() {
        for field in object
            .fields
            .iter()
            .filter(|field| !is_remarked(&field.notes))
        {
            let values = object.values.get(&field.location.span);
            let element = match &field.ty {
                Type::List(element) => element,
                whole => whole,
            };
            let values = values.map_or(&[][..], Vec::as_slice);
            if let Some((shown, hint)) = contradiction(element, values) {
                findings.push(
                    Diagnostic::new(
                        rule,
                        field.type_location.span,
                        format!("the samples have {shown} for `{}`", field.wire_name),
                    )
                    .related(field.location.span, "declared here")
                    .hint(hint),
                );
            }
        }
    }
}

/// What every sample has in place of the type, and what to do about it.
fn contradiction(ty: &Type, values: &[&Json]) -> Option<(&'static str, &'static str)> {
    let mut values = values.iter().filter(|value| {
        !value.is_null() && value.as_str() != Some("") && !value.is_array() && !value.is_object()
    });
    let first = *values.next()?;
    if !values.all(|other| std::mem::discriminant(*other) == std::mem::discriminant(first)) {
        return None;
    }
    match (ty, first) {
        (Type::Scalar(Scalar::String), Json::Number(_)) => Some((
            "numbers",
            "write `i64` or `f64`, or say in `defect` why it is text",
        )),
        (Type::Scalar(Scalar::String), Json::Bool(_)) => Some((
            "true or false",
            "write `bool`, or say in `defect` why it is text",
        )),
        (Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::F64), Json::String(_)) => Some((
            "text",
            "write `string`, or `quoted<..>` for numbers in quotes, or say in `defect` why it is a number",
        )),
        (Type::Scalar(Scalar::Bool), Json::String(_)) => Some((
            "text",
            "write `quoted<bool>`, or `yn` where they are Y and N, or say in `defect` why it is a flag",
        )),
        (Type::Scalar(Scalar::Quoted(_)), Json::Number(_) | Json::Bool(_)) => {
            Some(("values without quotes", "take `quoted<..>` away"))
        }
        (Type::Scalar(Scalar::Timestamp(format)), Json::String(_)) if !format.is_text() => Some((
            "text",
            "write the format of the text, as in `timestamp(ms-text)`",
        )),
        _ => None,
    }
}

/// Single members that no sample has, among many that samples have.
pub(super) fn unseen(subject: &Subject<'_>, rule: &'static Rule, findings: &mut Vec<Diagnostic>) {
    let objects = responses(subject.model);
    for object in objects.values().filter(|object| !object.is_made) {
        let is_seen = |field: &&Field| object.values.contains_key(&field.location.span);
        let mut absent = object.fields.iter().filter(|field| !is_seen(field));
        let (Some(field), None) = (absent.next(), absent.next()) else {
            continue;
        };
        if object.values.len() >= FEWEST_NEIGHBOURS && !is_remarked(&field.notes) {
            findings.push(
                Diagnostic::new(
                    rule,
                    field.location.span,
                    format!(
                        "no sample has `{}`, and all other members are in one",
                        field.wire_name
                    ),
                )
                .hint("check its name against the page; if it is right, say under `unconfirmed` that no sample has it"),
            );
        }
    }
}
