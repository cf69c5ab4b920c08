//! What samples show of the types.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::{Subject, fields::is_remarked};
use crate::{
    conventions::{self, Addressed, ParameterNames},
    diagnostic::Diagnostic,
    parse::{
        ast::{Content, Field, Operation, Scalar, Type},
        node::Node,
    },
    resolve::Resolved,
    rules,
    source::Span,
    wire::TimeFormat,
};

/// Among fewer members that are there, one that is not says nothing.
const FEWEST_NEIGHBOURS: usize = 4;

/// What the answers in samples have of a type's members.
struct Seen<'ast> {
    fields: &'ast [Field],
    /// By the place of the field's name: the values that were seen.
    values: BTreeMap<Span, Vec<Json>>,
    /// Whether some of it is made up.
    is_made: bool,
}

/// Objects by the place of their first member.
type Objects<'ast> = BTreeMap<Span, Seen<'ast>>;

fn answers<'ast>(subject: &Subject<'ast>) -> Objects<'ast> {
    let mut walk = Walk::of(subject);
    for operation in &subject.service.operations {
        let successes = operation
            .examples
            .iter()
            .filter(|example| example.error.is_none());
        for example in successes {
            walk.is_made = example.made.is_some();
            if let (Some(declared), Some(given)) = (&operation.response, &example.response)
                && let Some(value) = inner(subject, operation, given)
            {
                walk.content(&declared.value, value);
            }
        }
    }
    walk.objects
}

fn bodies<'ast>(subject: &Subject<'ast>) -> Objects<'ast> {
    let mut walk = Walk::of(subject);
    for operation in &subject.service.operations {
        for example in &operation.examples {
            if let (Some(declared), Some(given)) = (&operation.body, &example.body) {
                walk.content(&declared.value, given);
            }
        }
    }
    walk.objects
}

/// The parameters and the members of objects that are true or false in samples, by the places of their names.
pub(super) fn booleans(subject: &Subject<'_>) -> BTreeSet<Span> {
    let (answers, bodies) = (answers(subject), bodies(subject));
    let objects = answers.values().chain(bodies.values());
    let values = objects.flat_map(|object| &object.values);
    let members = values
        .filter(|(_, values)| values.iter().any(Json::is_boolean))
        .map(|(place, _)| *place);
    let service = subject.service;
    let parameters = service.operations.iter().flat_map(|operation| {
        let names = ParameterNames::of(service, operation);
        let examples = operation.examples.iter();
        let given = examples.flat_map(|example| &example.request);
        given
            .filter(|(_, value)| value.json().is_boolean())
            .filter_map(move |(key, _)| match names.find(&key.value) {
                Addressed::One(_, field) => Some(field.name.span),
                Addressed::Several(_) | Addressed::Nothing => None,
            })
    });
    members.chain(parameters).collect()
}

fn inner<'node>(
    subject: &Subject<'_>,
    operation: &Operation,
    given: &'node Node,
) -> Option<&'node Node> {
    match conventions::envelope(subject.service, operation) {
        None => Some(given),
        Some(envelope) => given
            .get(&envelope.member)
            .or(envelope.optional.then_some(given)),
    }
}

struct Walk<'walk, 'ast> {
    subject: &'walk Subject<'ast>,
    objects: Objects<'ast>,
    /// Whether some of the sample is made up.
    is_made: bool,
}

impl<'walk, 'ast> Walk<'walk, 'ast> {
    fn of(subject: &'walk Subject<'ast>) -> Self {
        Self {
            subject,
            objects: Objects::new(),
            is_made: false,
        }
    }

    fn content(&mut self, content: &'ast Content, value: &Node) {
        match content {
            Content::Type(ty) => self.value(&ty.value, value),
            Content::Fields(fields) => self.members(fields, value),
            Content::Bytes | Content::Unreadable => {}
        }
    }

    fn value(&mut self, ty: &'ast Type, value: &Node) {
        match self.subject.types.resolve(ty) {
            Some(Resolved::Struct(fields)) => self.members(fields, value),
            Some(Resolved::List(element)) => {
                for each in value.elements().unwrap_or_default() {
                    self.value(element, each);
                }
            }
            Some(Resolved::Map(element)) => {
                for entry in value.entries().unwrap_or_default() {
                    self.value(element, &entry.value);
                }
            }
            _ => {}
        }
    }

    fn members(&mut self, fields: &'ast [Field], value: &Node) {
        let (Some(first), Some(entries)) = (fields.first(), value.entries()) else {
            return;
        };
        let place = first.name.span;
        let is_made = self.is_made;
        let seen = self.objects.entry(place).or_insert_with(|| Seen {
            fields,
            values: BTreeMap::new(),
            is_made: false,
        });
        seen.is_made |= is_made;
        let declared: BTreeMap<&str, &Field> = fields
            .iter()
            .map(|field| (field.name.value.as_str(), field))
            .collect();
        for entry in entries {
            let Some(field) = declared.get(entry.key.value.as_str()).copied() else {
                continue;
            };
            if let Some(seen) = self.objects.get_mut(&place) {
                let values = seen.values.entry(field.name.span).or_default();
                values.extend(scalars(&entry.value));
            }
            if let Some(ty) = &field.ty {
                self.value(&ty.value, &entry.value);
            }
        }
    }
}

/// The value, or those in a list.
fn scalars(value: &Node) -> Vec<Json> {
    match value.elements() {
        Some(elements) => elements.iter().map(Node::json).collect(),
        None => vec![value.json()],
    }
}

/// Types that are read from what the samples have, and are not what they have.
pub(super) fn types(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for object in answers(subject).values() {
        for field in object.fields.iter().filter(|field| !is_remarked(field)) {
            let values = object.values.get(&field.name.span);
            let Some(ty) = &field.ty else {
                continue;
            };
            let element = match &ty.value {
                Type::List(element) => element,
                whole => whole,
            };
            let values = values.map_or(&[][..], Vec::as_slice);
            if let Some((shown, hint)) = contradiction(element, values) {
                findings.push(
                    Diagnostic::new(
                        &rules::TYPE_AGAINST_SAMPLE,
                        ty.span,
                        format!("the samples have {shown} for `{}`", field.name.value),
                    )
                    .related(field.name.span, "declared here")
                    .hint(hint),
                );
            }
        }
    }
}

/// What every sample has in place of the type, and what to do about it.
fn contradiction(ty: &Type, values: &[Json]) -> Option<(&'static str, &'static str)> {
    let mut values = values.iter().filter(|value| {
        !value.is_null() && value.as_str() != Some("") && !value.is_array() && !value.is_object()
    });
    let first = values.next()?;
    if !values.all(|other| std::mem::discriminant(other) == std::mem::discriminant(first)) {
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
        (Type::Quoted(_), Json::Number(_) | Json::Bool(_)) => {
            Some(("values without quotes", "take `quoted<..>` away"))
        }
        (
            Type::Scalar(Scalar::Timestamp(TimeFormat::EpochMillis | TimeFormat::EpochSeconds)),
            Json::String(_),
        ) => Some((
            "text",
            "write the format of the text, as in `timestamp(ms-text)`",
        )),
        _ => None,
    }
}

/// Single members that no sample has, among many that samples have.
pub(super) fn unseen(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for object in answers(subject).values().filter(|object| !object.is_made) {
        let is_seen = |field: &&Field| object.values.contains_key(&field.name.span);
        let mut absent = object.fields.iter().filter(|field| !is_seen(field));
        let (Some(field), None) = (absent.next(), absent.next()) else {
            continue;
        };
        if object.values.len() >= FEWEST_NEIGHBOURS && !is_remarked(field) {
            findings.push(
                Diagnostic::new(
                    &rules::UNSEEN_MEMBER,
                    field.name.span,
                    format!(
                        "no sample has `{}`, and all other members are in one",
                        field.name.value
                    ),
                )
                .hint("hold its name against the page; if it is right, say under `unconfirmed` that no sample has it"),
            );
        }
    }
}
