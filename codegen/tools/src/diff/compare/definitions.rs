//! Types with names: what they hold, and how callers make them.

use std::collections::BTreeSet;

use ncloud_codegen::ir::{
    Alternative, EnumValue, Field, Location, Shape, Tagging, TypeDefinition, Union, Use,
};

use super::{
    Comparison,
    fields::{MEMBERS, Member, Owner, WireLocation},
    now_and_before, on_the_wire,
    pairs::pairs,
};
use crate::{diff::rules, spelling};

impl Comparison<'_> {
    pub(super) fn definitions(&mut self) {
        let (old, new) = (self.old, self.new);
        let keys: [fn(&TypeDefinition) -> Option<String>; 1] =
            [|definition| Some(definition.name.clone())];
        self.items(
            [&rules::TYPE_ADDED, &rules::TYPE_REMOVED],
            pairs(&old.types, &new.types, &keys),
            |definition| (definition.name.clone(), &definition.location),
            Self::definition,
        );
    }

    fn definition(&mut self, old: &TypeDefinition, new: &TypeDefinition) {
        let (name, place) = (&new.name, &new.location);
        let kinds = (old.shape.kind().as_str(), new.shape.kind().as_str());
        let is_other = self.differs(&rules::TYPE_KIND_CHANGED, name, place, kinds, |old, new| {
            now_and_before(new, old)
        });
        if !is_other {
            self.shape(old, new);
            self.constructors(old, new);
        }
        self.documentation(
            name,
            place,
            (
                (&old.doc, &old.response_of, &old.notes),
                (&new.doc, &new.response_of, &new.notes),
            ),
        );
    }

    fn shape(&mut self, old: &TypeDefinition, new: &TypeDefinition) {
        let (name, place) = (&new.name, &new.location);
        match (&old.shape, &new.shape) {
            (
                Shape::Struct(before) | Shape::Tuple(before),
                Shape::Struct(after) | Shape::Tuple(after),
            ) => {
                let is_tuple = matches!(new.shape, Shape::Tuple(_));
                let members = |fields| members(fields, is_tuple);
                self.fields(
                    &Owner {
                        name,
                        location: place,
                        rules: &MEMBERS,
                        is_made: has_new(old) && has_new(new),
                    },
                    &members(before),
                    &members(after),
                );
            }
            (
                Shape::Enum(before) | Shape::NumberEnum(before),
                Shape::Enum(after) | Shape::NumberEnum(after),
            ) => self.enum_values(name, before, after),
            (Shape::Union(before), Shape::Union(after)) => {
                self.union(name, place, before, after);
            }
            // That it is of another kind is told already.
            (
                Shape::Struct(_)
                | Shape::Tuple(_)
                | Shape::Enum(_)
                | Shape::NumberEnum(_)
                | Shape::Union(_),
                _,
            ) => {}
        }
    }

    fn constructors(&mut self, old: &TypeDefinition, new: &TypeDefinition) {
        let (name, place) = (&new.name, &new.location);
        let (before, after) = (constructors(old), constructors(new));
        for constructor in after.difference(&before) {
            let message = format!("has {constructor} now");
            self.added(&rules::CONSTRUCTOR_ADDED, name, place, &message);
        }
        // Where fields or alternatives are others, that is the change.
        let kept = |constructor: &&String| match (&old.shape, &new.shape) {
            (Shape::Union(_), Shape::Union(union)) => {
                !old.usage.has(Use::Sent) || !new.usage.has(Use::Sent) || {
                    let mut alternatives = union.alternatives.iter();
                    alternatives.any(|alternative| from(&alternative.ty) == **constructor)
                }
            }
            _ => **constructor != DEFAULT || old.usage.has(Use::Received),
        };
        for constructor in before.difference(&after).filter(kept) {
            let message = format!("has no {constructor} any more");
            self.added(&rules::CONSTRUCTOR_REMOVED, name, place, &message);
        }
    }

    fn enum_values(&mut self, name: &str, old: &[EnumValue], new: &[EnumValue]) {
        let keys: [fn(&EnumValue) -> Option<String>; 2] = [
            |value| Some(value.wire_name.clone()),
            |value| Some(value.rust_name.clone()),
        ];
        let subject = |value: &EnumValue| format!("{name}::{}", value.rust_name);
        self.items(
            [&rules::ENUM_VALUE_ADDED, &rules::ENUM_VALUE_REMOVED],
            pairs(old, new, &keys),
            |value| (subject(value), &value.location),
            |comparison, old, new| comparison.enum_value(&subject(new), old, new),
        );
    }

    fn enum_value(&mut self, subject: &str, old: &EnumValue, new: &EnumValue) {
        let place = &new.location;
        self.differs(
            &rules::ENUM_VALUE_RENAMED,
            subject,
            place,
            (&old.rust_name, &new.rust_name),
            |old, _| format!("was called `{old}`"),
        );
        self.differs(
            &rules::ENUM_VALUE_WIRE_NAME_CHANGED,
            subject,
            place,
            (&old.wire_name, &new.wire_name),
            |old, new| on_the_wire(new, old),
        );
        self.documentation(
            subject,
            place,
            ((&old.doc, &old.notes), (&new.doc, &new.notes)),
        );
    }

    fn union(&mut self, name: &str, place: &Location, old: &Union, new: &Union) {
        self.differs(
            &rules::TAGGING_CHANGED,
            name,
            place,
            (&old.tagging, &new.tagging),
            |old, new| now_and_before(&tagging(new), &tagging(old)),
        );
        let keys: [fn(&Alternative) -> Option<String>; 2] = [
            |alternative| Some(alternative.wire_name.clone()),
            |alternative| Some(alternative.rust_name.clone()),
        ];
        let subject = |alternative: &Alternative| format!("{name}::{}", alternative.rust_name);
        let has_tag = new.tagging != Tagging::Kind && old.tagging != Tagging::Kind;
        self.items(
            [&rules::ALTERNATIVE_ADDED, &rules::ALTERNATIVE_REMOVED],
            pairs(&old.alternatives, &new.alternatives, &keys),
            |alternative| (subject(alternative), &alternative.location),
            |comparison, old, new| comparison.alternative(&subject(new), has_tag, old, new),
        );
    }

    fn alternative(&mut self, subject: &str, has_tag: bool, old: &Alternative, new: &Alternative) {
        let place = &new.location;
        self.differs(
            &rules::ALTERNATIVE_RENAMED,
            subject,
            place,
            (&old.rust_name, &new.rust_name),
            |old, _| format!("was called `{old}`"),
        );
        if has_tag {
            self.differs(
                &rules::ALTERNATIVE_WIRE_NAME_CHANGED,
                subject,
                place,
                (&old.wire_name, &new.wire_name),
                |old, new| on_the_wire(new, old),
            );
        }
        self.value(
            [
                &rules::ALTERNATIVE_TYPE_CHANGED,
                &rules::ALTERNATIVE_FORMAT_CHANGED,
            ],
            subject,
            place,
            ((&old.ty, old.boxed), (&new.ty, new.boxed)),
        );
        self.documentation(
            subject,
            place,
            ((&old.doc, &old.notes), (&new.doc, &new.notes)),
        );
    }
}

fn members(fields: &[Field], is_tuple: bool) -> Vec<Member<'_>> {
    fields
        .iter()
        .enumerate()
        .map(|(index, field)| Member {
            field,
            location: if is_tuple {
                WireLocation::Element(index)
            } else {
                WireLocation::Member
            },
            style: None,
        })
        .collect()
}

fn tagging(tagging: &Tagging) -> String {
    match tagging {
        Tagging::Kind => "told by the kind of JSON".to_owned(),
        Tagging::Member { tag, content: None } => format!("told by the member `{tag}`"),
        Tagging::Member {
            tag,
            content: Some(content),
        } => format!("told by the member `{tag}`, and in the member `{content}`"),
    }
}

const DEFAULT: &str = "`Default`";

fn from(ty: &ncloud_codegen::ir::Type) -> String {
    format!("`From<{}>`", spelling::rust(ty))
}

/// Whether callers make a value with `new`.
fn has_new(definition: &TypeDefinition) -> bool {
    match definition.shape {
        Shape::Struct(_) => {
            definition.usage.has(Use::Sent) || definition.usage.has(Use::SentIndexed)
        }
        Shape::Tuple(_) => definition.usage.has(Use::Sent),
        Shape::Enum(_) | Shape::NumberEnum(_) | Shape::Union(_) => false,
    }
}

/// The ways to make a value that not every type of its kind has.
fn constructors(definition: &TypeDefinition) -> BTreeSet<String> {
    let mut constructors = BTreeSet::new();
    if has_new(definition) {
        constructors.insert("`new`".to_owned());
    }
    let all_optional = match &definition.shape {
        Shape::Struct(fields) => fields.iter().all(|field| !field.is_required()),
        _ => false,
    };
    if definition.usage.has(Use::Received) || all_optional {
        constructors.insert(DEFAULT.to_owned());
    }
    if definition.usage.has(Use::Sent) {
        let alternatives = definition.shape.alternatives().iter();
        let converting = alternatives.filter(|alternative| alternative.converts);
        constructors.extend(converting.map(|alternative| from(&alternative.ty)));
    }
    constructors
}
