//! Names that say what type a member has.

use std::collections::BTreeMap;

use super::{Subject, samples};
use crate::{
    diagnostic::Diagnostic,
    ir::{Notes, Shape},
    parse::ast::{Field, Scalar, Type},
    rules::Rule,
    source::Span,
};

const TIMES: [&str; 4] = ["Ymdt", "Date", "Time", "DateTime"];
/// Words of a text that speaks of a length of time.
const LENGTHS: [&str; 11] = [
    "second",
    "millisecond",
    "minute",
    "hour",
    "day",
    "duration",
    "period",
    "long",
    "length",
    "took",
    "interval",
];
const IDS: [&str; 4] = ["Id", "ID", "No", "_id"];

/// Parameters and members, each once.
pub(super) fn each<'ast>(subject: &Subject<'ast>) -> impl Iterator<Item = &'ast Field> {
    let service = subject.service;
    service
        .parameters_written()
        .chain(service.members_written())
}

/// Whether the spec says already that the page and the wire differ, or that nobody knows.
pub(super) fn is_remarked(notes: &Notes) -> bool {
    !notes.defects.is_empty() || !notes.unconfirmed.is_empty()
}

pub(super) fn flags(subject: &Subject<'_>, rule: &'static Rule, findings: &mut Vec<Diagnostic>) {
    let booleans = samples::booleans(subject.model);
    for field in each(subject).filter(|field| field.name.value.ends_with("Yn")) {
        let Some(ty) = &field.ty else {
            continue;
        };
        let is_flag = match &ty.value {
            Type::Scalar(Scalar::YesNo) => true,
            Type::Scalar(scalar) if scalar.bare() == Scalar::Bool => {
                booleans.contains(&field.name.span)
            }
            Type::Named(name) => {
                let definition = subject.model.type_named(&name.value);
                match definition.map(|definition| &definition.shape) {
                    Some(Shape::Enum(values)) => values
                        .iter()
                        .all(|value| matches!(value.wire_name.as_str(), "Y" | "N")),
                    _ => false,
                }
            }
            _ => false,
        };
        if !is_flag && !is_remarked(&field.notes) {
            findings.push(
                Diagnostic::new(
                    rule,
                    ty.span,
                    format!(
                        "`{}` is a flag by its name, not by its type",
                        field.name.value
                    ),
                )
                .related(field.name.span, "named here")
                .hint("write `yn`"),
            );
        }
    }
}

pub(super) fn times(subject: &Subject<'_>, rule: &'static Rule, findings: &mut Vec<Diagnostic>) {
    for field in each(subject) {
        let name = &field.name.value;
        let is_time = TIMES.iter().any(|end| name.ends_with(end));
        let Some(ty) = field.ty.as_ref().filter(|_| is_time) else {
            continue;
        };
        let is_bare = matches!(
            ty.value,
            Type::Scalar(
                Scalar::String | Scalar::I32 | Scalar::I64 | Scalar::F64 | Scalar::Quoted(_)
            )
        );
        if is_bare && !is_remarked(&field.notes) && !is_length(field) {
            findings.push(
                Diagnostic::new(
                    rule,
                    ty.span,
                    format!("`{name}` is a time by its name, not by its type"),
                )
                .related(field.name.span, "named here")
                .hint("write the format that the sample has, as in `timestamp(ms)` or `datetime(yyyy-MM-dd HH:mm:ss)`"),
            );
        }
    }
}

/// `responseTime` in milliseconds is no time of the day.
fn is_length(field: &Field) -> bool {
    let doc = field.doc.as_deref().unwrap_or_default().to_lowercase();
    let mut words = doc.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        LENGTHS.iter().any(|length| {
            word.strip_prefix(length)
                .is_some_and(|rest| matches!(rest, "" | "s"))
        })
    })
}

/// Ids that are numbers here and text in more places.
pub(super) fn ids(subject: &Subject<'_>, rule: &'static Rule, findings: &mut Vec<Diagnostic>) {
    let mut texts: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let mut numbers: BTreeMap<&str, Vec<&Field>> = BTreeMap::new();
    let is_id = |field: &&Field| {
        let name = field.name.value.as_str();
        name == "id" || IDS.iter().any(|end| name.ends_with(end))
    };
    for field in each(subject).filter(is_id) {
        let name = field.name.value.as_str();
        match field.ty.as_ref().map(|ty| &ty.value) {
            Some(Type::Scalar(Scalar::String)) => {
                texts.entry(name).or_default().push(field.name.span);
            }
            Some(Type::Scalar(Scalar::I32 | Scalar::I64)) => {
                numbers.entry(name).or_default().push(field);
            }
            _ => {}
        }
    }
    for (name, fields) in numbers {
        let texts = texts.get(name).map_or(&[][..], Vec::as_slice);
        let Some(first) = texts.first().filter(|_| texts.len() > fields.len()) else {
            continue;
        };
        for field in fields
            .into_iter()
            .filter(|field| !is_remarked(&field.notes))
        {
            findings.push(
                Diagnostic::new(
                    rule,
                    field.ty.as_ref().map_or(field.name.span, |ty| ty.span),
                    format!(
                        "`{name}` is a number here and text in {} other places",
                        texts.len()
                    ),
                )
                .related(*first, "text here")
                .hint("write `string`; a number in JSON is read as text too"),
            );
        }
    }
}
