//! Types of single values.

use ncloud_codegen::{
    ir::{CivilFormat, Scalar, TimeFormat},
    language::scalars::SCALARS,
};

use super::{Stated, Way, what};
use crate::draft::{
    dictionary::{self, Kind},
    model::{Notes, Type},
};
use crate::json::Json;

/// Milliseconds of the year 2001 and later: no number of anything else in these samples is as large.
const LEAST_MILLISECONDS: i64 = 1_000_000_000_000;

/// The type of a value of a kind that the page names.
pub(super) fn of(stated: Stated<'_>, kind: &Kind, values: &[&Json], notes: &mut Notes) -> Type {
    let Stated {
        name,
        ty: said,
        doc,
        way,
    } = stated;
    // Samples that write types in place of values say nothing new.
    let values: Vec<&Json> = values
        .iter()
        .copied()
        .filter(|value| !matches!(value, Json::String(text) if dictionary::is_type_name(text)))
        .collect();
    let every =
        |test: fn(&Json) -> bool| !values.is_empty() && values.iter().all(|value| test(value));
    let numbers = every(|value| matches!(value, Json::Number(_)));
    let texts = every(|value| matches!(value, Json::String(_)));
    let fits = values.is_empty()
        || match kind {
            Kind::Text => texts,
            Kind::Whole => every(|value| value.whole().is_some()),
            Kind::Number | Kind::Fraction => numbers,
            Kind::Flag => every(|value| matches!(value, Json::Bool(_))),
            Kind::Time => numbers || texts,
            _ => false,
        };
    let declared = match kind {
        Kind::Text if name.ends_with("Yn") && doc.contains('Y') && doc.contains('N') => "yn",
        Kind::Text | Kind::Time => "string",
        Kind::Whole => "i64",
        Kind::Number
            if ["No", "Count", "Cnt", "Id", "Size", "Index"]
                .iter()
                .any(|end| name.ends_with(end)) =>
        {
            "i64"
        }
        Kind::Number | Kind::Fraction => "f64",
        Kind::Flag => "bool",
        _ => "json",
    };
    if !fits {
        let shown = sampled(name, &values, way);
        // Parameters are text whatever they look like.
        if way == Way::Parameter && texts {
            return Type::named(declared);
        }
        let fits = |value: &&&Json| match kind {
            Kind::Text => matches!(value, Json::String(_)),
            Kind::Whole => value.whole().is_some(),
            Kind::Number | Kind::Fraction => matches!(value, Json::Number(_)),
            Kind::Flag => matches!(value, Json::Bool(_)),
            _ => false,
        };
        let others: Vec<&Json> = values
            .iter()
            .filter(|value| !fits(value))
            .copied()
            .collect();
        if others.len() < values.len() {
            notes.defects.push(format!(
                "The table types it {said}; one of the samples has {}.",
                what(&others)
            ));
            return Type::named(declared);
        }
        notes.defects.push(format!(
            "The table types it {said}; the sample has {}.",
            what(&values)
        ));
        return shown.unwrap_or_else(|| Type::named("json"));
    }
    if values.is_empty() {
        if *kind == Kind::Whole && way == Way::Received && dictionary::is_time(name, doc) {
            notes.leave_open("It seems to be a time; no sample shows of what unit.".to_owned());
        }
        if *kind == Kind::Time {
            notes.leave_open(format!(
                "The table types it {said}; no sample shows how it is written."
            ));
        }
        return Type::named(declared);
    }
    match kind {
        Kind::Text | Kind::Time => {
            sampled(name, &values, way).unwrap_or_else(|| Type::named(declared))
        }
        Kind::Whole if is_time(name, doc, &values) => Type::named("timestamp(ms)"),
        Kind::Number
            if declared == "i64" && !values.iter().all(|value| value.whole().is_some()) =>
        {
            Type::named("f64")
        }
        _ => Type::named(declared),
    }
}

fn is_time(name: &str, doc: &str, values: &[&Json]) -> bool {
    dictionary::is_time(name, doc)
        && values.iter().all(|value| {
            value
                .whole()
                .is_some_and(|number| number >= LEAST_MILLISECONDS)
        })
}

/// The type that all samples are of. `None`: they are of several, or there are none.
pub(super) fn sampled(name: &str, values: &[&Json], way: Way) -> Option<Type> {
    let every =
        |test: &dyn Fn(&Json) -> bool| !values.is_empty() && values.iter().all(|value| test(value));
    let named: Option<Vec<&str>> = values
        .iter()
        .map(|value| match value {
            Json::String(text) => dictionary::type_named(text),
            _ => None,
        })
        .collect();
    if let Some([first, rest @ ..]) = named.as_deref()
        && rest.iter().all(|other| other == first)
    {
        return Some(Type::named(first));
    }
    let ty = if every(&|value| matches!(value, Json::Bool(_))) {
        "bool".to_owned()
    } else if every(&|value| matches!(value, Json::Number(_))) {
        if !values.iter().all(|value| value.whole().is_some()) {
            "f64".to_owned()
        } else if is_time(name, "", values) {
            "timestamp(ms)".to_owned()
        } else {
            "i64".to_owned()
        }
    } else if every(&|value| matches!(value, Json::String(_))) {
        let texts: Vec<&str> = values
            .iter()
            .filter_map(|value| match value {
                Json::String(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        if name.ends_with("Yn") && texts.iter().all(|text| matches!(*text, "Y" | "N")) {
            "yn".to_owned()
        } else if way == Way::Received && dictionary::is_time(name, "") {
            time(&texts).unwrap_or_else(|| "string".to_owned())
        } else {
            "string".to_owned()
        }
    } else {
        return None;
    };
    Some(Type::Named(ty))
}

/// How times are written.
fn time(texts: &[&str]) -> Option<String> {
    let every =
        |test: &dyn Fn(&str) -> bool| texts.iter().all(|text| text.contains('-') && test(text));
    let is_iso = |text: &str| {
        TimeFormat::Iso8601
            .millis(&serde_json::Value::from(text))
            .is_some()
    };
    if every(&is_iso) {
        return Some("timestamp(iso)".to_owned());
    }
    let format = CivilFormat::ALL
        .into_iter()
        .find(|format| every(&|text| format.normal(text).is_some()))?;
    SCALARS.word(&Scalar::Civil(format)).map(str::to_owned)
}
