//! What comes back.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use heck::ToUpperCamelCase;

use crate::draft::{
    infer::{
        members::{Member, members},
        types::{self, Samples, Tables, Way},
    },
    model::{Field, Notes, Operation, Struct, Type},
    page::{
        sample::{Repair, Sample},
        sections::Capture,
        tables::Place as RowPlace,
    },
    quote::quoted,
};
use crate::json::Json;

pub(super) fn response(
    operation: &mut Operation,
    capture: &Capture,
    samples: &[&Sample],
    notes: &mut Notes,
) {
    let rows = capture
        .rows
        .iter()
        .filter(|row| row.place == RowPlace::Response);
    let members = members(rows);
    if capture
        .rows
        .iter()
        .any(|row| row.place == RowPlace::ResponseHeader)
    {
        notes
            .gaps
            .push("the page describes headers of the response: put those that are results under `response_headers`".to_owned());
    }
    // The root element is the envelope.
    let is_xml = samples
        .iter()
        .any(|sample| sample.repairs.contains(&Repair::Xml));
    let roots: Vec<&Json> = samples
        .iter()
        .map(|sample| match sample.json.members() {
            [(_, root)] if is_xml => root,
            _ => &sample.json,
        })
        .collect();
    if is_xml
        && !operation.is_form
        && let Some((name, _)) = samples
            .iter()
            .find_map(|sample| sample.json.members().first())
            .filter(|(name, _)| types::is_name(name))
    {
        operation.envelope = Some(name.clone());
        notes.gaps.push(
            "the sample of the response is XML; where it is JSON, see whether it has an envelope"
                .to_owned(),
        );
    }
    if members.is_empty() && roots.is_empty() {
        if !capture.has_no_content() {
            notes.gaps.push(
                "nothing was read of the response: if there is one, put it under `response`"
                    .to_owned(),
            );
        }
        return;
    }
    let is_unread = capture.is_unread(RowPlace::Response);
    let tables = match (is_unread, members.is_empty()) {
        (true, _) => Tables::Unread,
        (false, true) => Tables::Silent,
        (false, false) => Tables::Describe,
    };
    if tables == Tables::Silent {
        notes.leave_open(
            "No table describes the response; its members are those of the sample.".to_owned(),
        );
    }
    let describes_list = capture
        .rows
        .iter()
        .any(|row| row.place == RowPlace::Response && row.is_in_root_list);
    let shows_list = match roots.as_slice() {
        [] => describes_list,
        roots => roots.iter().all(|root| matches!(root, Json::List(_))),
    };
    let elements: Vec<&Json> = roots.iter().flat_map(|root| root.elements()).collect();
    let objects = if shows_list { &elements } else { &roots };
    if let Some(list) = types::of_values(shows_list, objects, &members, Way::Received, notes) {
        operation.response = Some(list);
        return;
    }
    let fields = match wrapper(&members, objects) {
        Some(wrapper) => wrapped(&wrapper, &members, objects, notes),
        None => types::fields(&members, objects, Way::Received, tables, &mut notes.gaps),
    };
    if fields.is_empty() {
        return;
    }
    let mut fields = fields;
    if is_xml {
        digits(&mut fields, objects);
    }
    let name = element_name(&operation.name);
    if shows_list {
        operation.response = Some(Type::list(Type::Struct(Struct { name, fields })));
        return;
    }
    // An object that has nothing but one other is a wrapper.
    if let [only] = fields.as_slice()
        && !operation.is_form
        && !is_xml
        && only.notes.is_empty()
        && holds_struct(&only.ty)
    {
        operation.envelope = Some(only.name.clone());
        operation.response = Some(only.ty.clone());
        return;
    }
    operation.response = Some(Type::Struct(Struct { name, fields }));
}

/// XML does not tell a number from its digits.
fn digits(fields: &mut [Field], objects: &[&Json]) {
    let samples = Samples::of(objects);
    for field in fields {
        let values = samples.values(&field.name);
        let is_digits = |value: &&Json| matches!(value, Json::String(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*'));
        if field.ty == Type::named("string") && values.iter().any(is_digits) {
            field.notes.leave_open(
                "The sample is XML: whether this is a number or text is not seen.".to_owned(),
            );
        }
        let mut inner = values.to_vec();
        inner.extend(values.iter().flat_map(|value| value.elements()));
        if let Some(definition) = field.ty.structs_mut() {
            digits(&mut definition.fields, &inner);
        }
    }
}

fn holds_struct(ty: &Type) -> bool {
    match ty {
        Type::Struct(_) => true,
        Type::List(element) => matches!(**element, Type::Struct(_)),
        Type::Named(_) | Type::Map(_) => false,
    }
}

/// The member of the samples whose own members the table lists, where it is that of none of the table's.
fn wrapper(members: &[Member], objects: &[&Json]) -> Option<String> {
    let [first, ..] = objects else {
        return None;
    };
    let listed: BTreeSet<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let known = |object: &Json| {
        let names = object.members().iter().map(|(name, _)| name.as_str());
        names
            .filter(|name| listed.contains(name))
            .collect::<BTreeSet<&str>>()
            .len()
    };
    if members.is_empty() || known(first) > 0 {
        return None;
    }
    let candidates = first.members().iter().filter(|(_, value)| {
        let inner = match value {
            Json::List(elements) => elements.first().unwrap_or(&Json::Null),
            other => other,
        };
        known(inner) * 2 > members.len()
    });
    let names: Vec<&String> = candidates.map(|(name, _)| name).collect();
    match names.as_slice() {
        [name] => Some((*name).clone()),
        _ => None,
    }
}

/// The fields of a response of whose members the table lists one's.
fn wrapped(wrapper: &str, members: &[Member], objects: &[&Json], notes: &mut Notes) -> Vec<Field> {
    notes.defects.push(format!(
        "The table lists the members of {0} as if they were those of the response; the sample has them in {0}.",
        quoted(wrapper)
    ));
    let tree = [Member {
        name: wrapper.to_owned(),
        row: None,
        is_list: objects
            .iter()
            .any(|object| matches!(object.member(wrapper), Some(Json::List(_)))),
        is_twice: false,
        members: members.to_vec(),
    }];
    let tables = Tables::Describe;
    let mut fields = types::fields(&tree, objects, Way::Received, tables, &mut notes.gaps);
    // In the order of the sample.
    if let Some(first) = objects.first() {
        let names = first.members().iter().map(|(name, _)| name.as_str());
        let order: BTreeMap<&str, usize> = names.rev().zip(1..).collect();
        fields.sort_by_key(|field| order.get(field.name.as_str()).map(|at| Reverse(*at)));
    }
    fields
}

/// What one element of a response is called: `GetWithdrawalApplications` -> `withdrawalApplication`.
fn element_name(operation: &str) -> String {
    let rest = ["Get", "List", "View", "Search"]
        .iter()
        .find_map(|verb| operation.strip_prefix(verb))
        .filter(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
        .unwrap_or(operation);
    singular(
        rest.strip_suffix("List")
            .filter(|rest| !rest.is_empty())
            .unwrap_or(rest),
    )
    .to_upper_camel_case()
}

/// `policies` -> `policy`.
pub(crate) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for end in ["sses", "xes", "ches"] {
        if name.ends_with(end) {
            return name.trim_end_matches("es").to_owned();
        }
    }
    match name.strip_suffix('s') {
        Some(stem) if !stem.is_empty() && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => name.to_owned(),
    }
}
