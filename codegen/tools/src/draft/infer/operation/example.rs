//! The page's samples as an example.

use std::collections::BTreeMap;

use ncloud_codegen::ir::ParameterLocation as Place;

use crate::draft::{
    infer::{
        address::{self, Address},
        known::Known,
    },
    model::{Example, Field, Notes, Operation, Type},
    page::sample::{Repair, Sample},
};
use crate::format::text_among_others;

/// As many examples of one operation are worth reading.
const MOST_EXAMPLES: usize = 8;

/// Adds the example, if the page shows anything.
pub(super) fn examples(
    operation: &mut Operation,
    address: &Address,
    bodies: &[Sample],
    responses: &[&Sample],
    known: Option<&Known>,
    notes: &mut Notes,
) {
    if operation.response.is_some() && responses.is_empty() {
        notes.gaps.push(
            "the page shows no response, so there is no example: put one under `examples`"
                .to_owned(),
        );
        return;
    }
    if address.sample.is_none() && responses.is_empty() && bodies.is_empty() {
        return;
    }
    let mut example = Example {
        status: operation.statuses.first().copied(),
        ..Example::default()
    };
    let is_exact = parameters(operation, address, known, &mut example);
    if operation.body.is_some() {
        match bodies.first() {
            Some(body) => {
                made(body, "body", &mut example);
                example.body = Some(body.json.clone());
            }
            None => {
                notes.gaps.push(
                    "the page shows no body, so there is no example: put one under `examples`"
                        .to_owned(),
                );
                return;
            }
        }
    }
    let made_of_request = example.made.clone();
    if let Some(response) = responses.first().filter(|_| operation.response.is_some()) {
        made(response, "response", &mut example);
        example.response = Some(response.json.clone());
    }
    if is_exact && !operation.is_form {
        example.sent = sent(operation, address);
    }
    operation.examples.push(example);
    if responses.len() > MOST_EXAMPLES {
        notes.gaps.push(format!(
            "the page shows {} responses, of which the first {MOST_EXAMPLES} are here: put down the others that say more",
            responses.len()
        ));
    }
    for response in responses
        .iter()
        .take(MOST_EXAMPLES)
        .skip(1)
        .filter(|_| operation.response.is_some())
    {
        let Some(mut another) = operation.examples.first().cloned() else {
            continue;
        };
        another.made.clone_from(&made_of_request);
        made(response, "response", &mut another);
        another.response = Some(response.json.clone());
        operation.examples.push(another);
    }
}

/// What of a sample is not as the page has it.
fn made(sample: &Sample, of: &str, example: &mut Example) {
    let masked: Vec<&str> = sample
        .repairs
        .iter()
        .filter_map(|repair| match repair {
            Repair::Masked(member) => Some(member.as_str()),
            _ => None,
        })
        .collect();
    if !masked.is_empty() {
        example.made.push(format!(
            "The digits of {} that the {of} masks; they are zeros.",
            masked.join(", ")
        ));
    }
    if sample.repairs.contains(&Repair::Xml) {
        example
            .made
            .push(format!("The form of the {of}: the page has it in XML."));
    }
    if sample.repairs.contains(&Repair::Ellipsis) {
        example
            .made
            .push(format!("The {of} is cut where the page has dots."));
    }
}

/// The values of the request, and whether all of them are the page's.
fn parameters(
    operation: &Operation,
    address: &Address,
    known: Option<&Known>,
    example: &mut Example,
) -> bool {
    let template = format!("{}{}", address.base, address.path);
    let whole = template
        .split_once("://")
        .and_then(|(_, rest)| rest.get(rest.find('/')?..))
        .unwrap_or_default();
    let sample = address.sample.as_ref();
    let of_path = sample
        .map(|sample| pairs(&address::values(whole, &sample.path)))
        .unwrap_or_default();
    let query = sample
        .map(|sample| pairs(&sample.query))
        .unwrap_or_default();
    let form = sample.map(|sample| pairs(&sample.form)).unwrap_or_default();
    let headers = sample
        .map(|sample| headers(&sample.headers))
        .unwrap_or_default();
    let mut is_exact = sample.is_some();
    for (place, name) in known.map(Known::shared_parameters).unwrap_or_default() {
        let value = match place {
            Place::Path => of_path.get(&name).cloned(),
            Place::Header => headers.get(&name.to_ascii_lowercase()).cloned(),
            // Pages show no contents of parts.
            Place::Query | Place::Form | Place::Part => None,
        };
        if let Some(value) = value {
            example
                .request
                .push((place, name, text_among_others(&value)));
        }
    }
    for (place, field) in &operation.parameters {
        let shown = match place {
            Place::Path => of_path.get(&field.name).cloned(),
            Place::Header => headers.get(&field.name.to_ascii_lowercase()).cloned(),
            Place::Query => query.get(&field.name).cloned(),
            Place::Form => form
                .get(&field.name)
                .or_else(|| query.get(&field.name))
                .cloned(),
            Place::Part => None,
        };
        let shown = shown.filter(|value| !value.contains(['<', '>']) && !value.is_empty());
        let is_placeholder = shown.as_ref().is_some_and(|value| value.starts_with('{'));
        match (shown, field.optional) {
            (Some(value), optional) if !is_placeholder => {
                if value.contains('*') && !optional {
                    example
                        .made
                        .push(format!("{} is masked by the page.", field.name));
                    is_exact = false;
                }
                match written(&field.ty, &value) {
                    Some(value) => example.request.push((*place, field.name.clone(), value)),
                    None if optional => is_exact = false,
                    None => {
                        is_exact = false;
                        stand_in(*place, field, example);
                    }
                }
            }
            (shown, true) => is_exact &= shown.is_none(),
            (_, false) => {
                is_exact = false;
                stand_in(*place, field, example);
            }
        }
    }
    example.request.sort_by_key(|(place, _, _)| *place);
    is_exact
}

/// A value for what the page shows none of.
fn stand_in(place: Place, field: &Field, example: &mut Example) {
    let value = match &field.ty {
        Type::Named(name) => match name.as_str() {
            "i32" | "i64" | "f64" => "1".to_owned(),
            "bool" => "true".to_owned(),
            "yn" => "Y".to_owned(),
            _ => text_among_others(&field.name),
        },
        _ => format!("[{}]", text_among_others(&field.name)),
    };
    example
        .made
        .push(format!("{}, of which the page shows no value.", field.name));
    example.request.push((place, field.name.clone(), value));
}

/// A value as an example has it. `None`: it is not of the type, hidden for instance.
fn written(ty: &Type, value: &str) -> Option<String> {
    match ty {
        Type::List(_) => None,
        Type::Named(name) => match name.as_str() {
            "i32" | "i64" => value.parse::<i64>().ok().map(|_| value.to_owned()),
            "f64" => value.parse::<f64>().ok().map(|_| value.to_owned()),
            "bool" => matches!(value, "true" | "false").then(|| value.to_owned()),
            "yn" => matches!(value, "Y" | "N").then(|| value.to_owned()),
            _ => Some(text_among_others(value)),
        },
        Type::Map(_) | Type::Struct(_) => None,
    }
}

/// By name; of a name that is there twice the first counts.
fn pairs(pairs: &[(String, String)]) -> BTreeMap<String, String> {
    pairs.iter().rev().cloned().collect()
}

/// By name in lower case.
fn headers(headers: &[(String, String)]) -> BTreeMap<String, String> {
    let lower = |(name, value): &(String, String)| (name.to_ascii_lowercase(), value.clone());
    headers.iter().rev().map(lower).collect()
}

/// The request line that is shown, where it is what goes out: nothing in it is written in another way than the run time does.
fn sent(operation: &Operation, address: &Address) -> Option<String> {
    let sample = address.sample.as_ref()?;
    let is_plain = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '/'))
    };
    let order: BTreeMap<&str, usize> = operation
        .parameters
        .iter()
        .filter(|(place, _)| *place == Place::Query)
        .map(|(_, field)| field.name.as_str())
        .zip(0..)
        .collect();
    let mut query = sample.query.clone();
    query.sort_by_key(|(name, _)| order.get(name.as_str()).copied());
    let is_known = query.iter().all(|(name, value)| {
        order.contains_key(name.as_str()) && is_plain(name) && is_plain(value)
    });
    if !is_known || !is_plain(&sample.path) {
        return None;
    }
    let query: Vec<String> = query
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mark = if query.is_empty() { "" } else { "?" };
    Some(format!(
        "{} {}{mark}{}",
        operation.method.as_str(),
        sample.path,
        query.join("&")
    ))
}
