//! What goes out: parameters, constants, the body, and who says that it may.

use std::collections::{BTreeMap, BTreeSet};

use ncloud_codegen::ir::{Authorization, Method, ParameterLocation as Place};

use crate::draft::{
    dictionary,
    infer::{
        address::Address,
        distinct::Names,
        known::Known,
        members::members,
        operation::placing::{self, Target},
        types::{self, Tables, Way},
    },
    model::{Field, Notes, Struct, Type, Unconfirmed},
    page::{
        sample::Sample,
        sections::Capture,
        tables::{FieldRow, LONGEST_NAME, Place as RowPlace},
    },
    quote::quoted,
};
use crate::json::Json;

/// What goes out.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub(super) parameters: Vec<(Place, Field)>,
    pub(super) constants: Vec<(Place, String, String)>,
    pub(super) body: Option<Type>,
}

/// The parameter that the family of forms sends by itself.
const RESPONSE_FORMAT: &str = ncloud_codegen::sema::RESPONSE_FORMAT.0;

pub(super) fn request(
    capture: &Capture,
    address: &Address,
    bodies: &[Sample],
    known: Option<&Known>,
    is_form: bool,
    notes: &mut Notes,
) -> Request {
    let mut request = Request::default();
    let placeholders = placeholders(&format!("{}{}", address.base, address.path));
    let places: BTreeMap<&str, usize> = placeholders.iter().map(String::as_str).zip(0..).collect();
    let respelled = placing::respelled(&capture.rows, &places);
    let rows: Vec<FieldRow> = capture
        .rows
        .iter()
        .map(|row| placing::as_in_path(row, &respelled))
        .collect();
    let placed = placing::placed(&rows, &places, address, bodies, is_form, notes);
    for place in [Place::Path, Place::Query, Place::Header, Place::Form] {
        let rows = placed
            .iter()
            .filter(|(target, _)| *target == Target::Parameter(place))
            .map(|(_, row)| *row);
        let shown = shown(place, address);
        for member in members(rows) {
            if known.is_some_and(|known| known.is_shared(place, &member.name))
                || (is_form && member.name == RESPONSE_FORMAT)
                || (place == Place::Header && is_own_header(&member.name, &mut request, &member))
            {
                continue;
            }
            if place == Place::Header && !is_header(&member.name) {
                notes.gaps.push(format!(
                    "`{}` cannot be the name of a header: put it down by hand",
                    quoted(&member.name)
                ));
                continue;
            }
            let mut field = types::parameter(&member, shown.get(&member.name));
            let other = respelled
                .iter()
                .find(|(_, placeholder)| **placeholder == member.name);
            if let (Place::Path, Some((other, _))) = (place, other) {
                field.notes.defects.push(format!(
                    "The path writes it so; the table writes {}.",
                    quoted(other)
                ));
            }
            fitted(place, &mut field, member.is_list, is_form);
            request.parameters.push((place, field));
        }
    }
    let is_unread = capture.is_unread(RowPlace::Path) || capture.is_unread(RowPlace::Unplaced);
    paths(&mut request, &places, known, is_unread, notes);
    unlisted_query(&mut request, capture, address, known, is_form);
    let rows: Vec<&FieldRow> = placed
        .iter()
        .filter(|(target, _)| *target == Target::Body)
        .map(|(_, row)| *row)
        .collect();
    let is_unread = capture.is_unread(RowPlace::Body) || capture.is_unread(RowPlace::Unplaced);
    body(&mut request, &rows, bodies, is_unread, notes);
    if let Some(body) = &request.body
        && matches!(address.method, Method::Get | Method::Head)
    {
        notes.gaps.push(format!(
            "the page describes a body, which this method cannot have: it was left out, with {}",
            body.field_names().join(", ")
        ));
        request.body = None;
    }
    let shared = known.map(Known::shared_parameters).unwrap_or_default();
    let mut names = Names::of(shared.iter().map(|(_, name)| name.as_str()));
    for (_, field) in &mut request.parameters {
        names.settle(field);
    }
    if let Some(Type::Struct(body)) = &mut request.body {
        body.fields.iter_mut().for_each(|field| names.settle(field));
    }
    request
}

/// The names in braces.
fn placeholders(path: &str) -> Vec<String> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// The values of a place that the sample shows.
fn shown(place: Place, address: &Address) -> BTreeMap<String, Json> {
    let Some(sample) = &address.sample else {
        return BTreeMap::new();
    };
    let pairs = match place {
        Place::Query => &sample.query,
        Place::Form if sample.form.is_empty() => &sample.query,
        Place::Form => &sample.form,
        Place::Header => &sample.headers,
        Place::Path | Place::Part => return BTreeMap::new(),
    };
    // Of a name that is there twice the first counts.
    pairs
        .iter()
        .rev()
        .map(|(name, value)| (name.clone(), Json::String(value.clone())))
        .collect()
}

/// What the page says of headers that callers do not give.
fn is_own_header(
    name: &str,
    request: &mut Request,
    member: &crate::draft::infer::members::Member,
) -> bool {
    if dictionary::is_own_header(name) {
        return true;
    }
    if !name.eq_ignore_ascii_case("content-type") {
        return false;
    }
    let doc = member
        .row
        .as_ref()
        .map(|row| row.doc.as_str())
        .unwrap_or_default();
    if doc.contains("application/json") {
        let constant = (
            Place::Header,
            "Content-Type".to_owned(),
            "application/json".to_owned(),
        );
        request.constants.push(constant);
    }
    true
}

/// What a parameter can be: text, a list of text, of a path always there.
fn fitted(place: Place, field: &mut Field, is_indexed: bool, is_form: bool) {
    if place == Place::Path {
        field.optional = false;
        field
            .notes
            .unconfirmed
            .retain(|open| !matches!(open, Unconfirmed::Requirement | Unconfirmed::Condition));
    }
    // Headers are text; their tables have no types.
    if place == Place::Header {
        field
            .notes
            .unconfirmed
            .retain(|open| *open != Unconfirmed::Type);
    }
    match &mut field.ty {
        // Lists of objects are what the names of forms are made for.
        Type::List(element) if is_form && matches!(**element, Type::Struct(_)) => {
            if let Type::Struct(definition) = element.as_mut() {
                for member in &mut definition.fields {
                    fitted(place, member, false, is_form);
                }
            }
        }
        Type::List(element) => {
            if !matches!(**element, Type::Named(_)) || **element == Type::named("json") {
                without_members(field);
                field.ty = Type::list(Type::named("string"));
            }
            let is_one_value = matches!(place, Place::Path | Place::Header);
            if is_indexed && !is_form && !is_one_value {
                field.style = Some("indexed");
            } else if !is_form {
                field.style = Some(if is_one_value { "comma" } else { "repeated" });
                field
                    .notes
                    .leave_open("How the list is written is not stated.".to_owned());
            }
        }
        Type::Map(_) | Type::Struct(_) => {
            field.notes.leave_open(
                "How an object is written here is not stated; it is taken as text.".to_owned(),
            );
            without_members(field);
            field.ty = Type::named("string");
        }
        Type::Named(name) if name == "json" => field.ty = Type::named("string"),
        Type::Named(_) => {}
    }
}

/// Says which members a parameter has in the tables, where it cannot have them.
fn without_members(field: &mut Field) {
    let names: Vec<String> = field.ty.field_names().into_iter().map(quoted).collect();
    if !names.is_empty() {
        field.notes.gaps.push(format!(
            "the page lists members of `{}`, which a parameter here cannot have: {}",
            quoted(&field.name),
            names.join(", ")
        ));
    }
}

/// Every placeholder is a parameter, and every path parameter a placeholder.
fn paths(
    request: &mut Request,
    placeholders: &BTreeMap<&str, usize>,
    known: Option<&Known>,
    is_unread: bool,
    notes: &mut Notes,
) {
    request.parameters.retain(|(place, field)| {
        let fits = *place != Place::Path || placeholders.contains_key(field.name.as_str());
        if !fits {
            notes.gaps.push(format!(
                "`{}` is described as a part of the path, which has no such part: put it into `http`, or where it belongs",
                field.name
            ));
        }
        fits
    });
    let there: BTreeSet<String> = request
        .parameters
        .iter()
        .filter(|(place, _)| *place == Place::Path)
        .map(|(_, field)| field.name.clone())
        .collect();
    for name in placeholders.keys().copied() {
        let is_there =
            there.contains(name) || known.is_some_and(|known| known.is_shared(Place::Path, name));
        if !is_there {
            let mut field = bare(name);
            field.optional = false;
            if is_unread {
                field
                    .notes
                    .leave_open("Not all tables of the page were read.".to_owned());
            } else {
                field.notes.leave_open("No table describes it.".to_owned());
            }
            request.parameters.push((Place::Path, field));
        }
    }
    // In the order of the path, before everything else.
    request.parameters.sort_by_key(|(place, field)| {
        let at = placeholders.get(field.name.as_str()).copied();
        (*place, at.filter(|_| *place == Place::Path))
    });
}

/// Parameters of the sample's query that no table has.
fn unlisted_query(
    request: &mut Request,
    capture: &Capture,
    address: &Address,
    known: Option<&Known>,
    is_form: bool,
) {
    let of_query = [RowPlace::Query, RowPlace::Unplaced];
    let is_unread = of_query.iter().any(|place| capture.is_unread(*place))
        || is_form && capture.is_unread(RowPlace::Body);
    let is_described = capture.rows.iter().any(|row| of_query.contains(&row.place));
    let place = if is_form { Place::Form } else { Place::Query };
    let mut listed: BTreeSet<String> = request
        .parameters
        .iter()
        .map(|(_, field)| field.name.clone())
        .collect();
    let query = address
        .sample
        .as_ref()
        .map(|sample| sample.query.as_slice())
        .unwrap_or_default();
    for (name, _) in query {
        let is_own = dictionary::is_own_header(name)
            || (is_form && name == RESPONSE_FORMAT)
            || name.contains('.')
            || known.is_some_and(|known| known.is_shared(place, name));
        if !is_own && types::is_name(name) && listed.insert(name.clone()) {
            let mut field = bare(name);
            if is_unread {
                let said = "The sample has it; not all tables of the page were read.";
                field.notes.leave_open(said.to_owned());
            } else if !is_described {
                let said = "No table describes it; the sample has it.";
                field.notes.leave_open(said.to_owned());
            } else {
                let said = "The table does not list it; the sample has it.";
                field.notes.defects.push(said.to_owned());
            }
            request.parameters.push((place, field));
        }
    }
}

fn bare(name: &str) -> Field {
    Field {
        name: name.to_owned(),
        rust_name: None,
        optional: true,
        ty: Type::named("string"),
        style: None,
        doc: String::new(),
        sensitive: dictionary::is_sensitive(name),
        default: None,
        size: None,
        notes: Notes::default(),
    }
}

fn body(
    request: &mut Request,
    rows: &[&FieldRow],
    bodies: &[Sample],
    is_unread: bool,
    notes: &mut Notes,
) {
    let roots: Vec<&Json> = bodies.iter().map(|sample| &sample.json).collect();
    let tables = match (is_unread, rows.is_empty()) {
        (true, _) => Tables::Unread,
        (false, true) => Tables::Silent,
        (false, false) => Tables::Describe,
    };
    if rows.is_empty() && roots.is_empty() {
        return;
    }
    if tables == Tables::Silent {
        notes.leave_open(
            "No table describes the body; its members are those of the sample.".to_owned(),
        );
    }
    let members = members(rows.iter().copied());
    let elements: Vec<&Json> = roots.iter().flat_map(|root| root.elements()).collect();
    let is_list = match roots.as_slice() {
        [] => rows.iter().any(|row| row.is_in_root_list),
        roots => roots.iter().all(|root| matches!(root, Json::List(_))),
    };
    let objects = if is_list { &elements } else { &roots };
    if let Some(list) = types::of_values(is_list, objects, &members, Way::Sent, notes) {
        request.body = Some(list);
        return;
    }
    let fields = types::fields(&members, objects, Way::Sent, tables, &mut notes.gaps);
    if fields.is_empty() {
        return;
    }
    let definition = Type::Struct(Struct {
        name: "body".to_owned(),
        fields,
    });
    request.body = Some(if is_list {
        Type::list(definition)
    } else {
        definition
    });
}

/// Whether it can be the name of a header.
fn is_header(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// How callers say who they are, as the language writes it. `None`: as the service says, by the signature.
pub(super) fn auth(capture: &Capture, known: Option<&Known>, notes: &mut Notes) -> Option<String> {
    let described = capture
        .rows
        .iter()
        .filter(|row| row.place == RowPlace::Header)
        .filter_map(|row| row.path.last())
        .map(|step| step.name.to_lowercase());
    let shown = capture
        .samples
        .iter()
        .chain(&capture.declared)
        .flat_map(|request| &request.headers);
    let bearer = shown.clone().any(|(name, value)| {
        name.eq_ignore_ascii_case("authorization") && value.starts_with("Bearer")
    });
    let headers: BTreeSet<String> = described
        .chain(shown.map(|(name, _)| name.to_lowercase()))
        .collect();
    let has = |name: &str| headers.contains(name);
    let found = if has("x-ncp-apigw-signature-v2") || has("x-ncp-apigw-signature-v1") {
        None
    } else if has("x-ncp-apigw-api-key-id") {
        Some("api_key".to_owned())
    } else if bearer {
        Some("bearer".to_owned())
    } else if let Some(secret) = headers
        .iter()
        .find(|name| name.contains("secret") && is_header(name))
    {
        Some(format!("{{ headers: [{}] }}", secret.to_uppercase()))
    } else {
        if known.is_none() {
            notes.gaps.push(
                "the page does not show how callers say who they are: where it is not by the signature, say how under `auth`"
                    .to_owned(),
            );
        }
        return None;
    };
    let of_service = known.map(|known| match &known.auth {
        Authorization::Signature => None,
        Authorization::ApiKey => Some("api_key".to_owned()),
        Authorization::Bearer => Some("bearer".to_owned()),
        Authorization::ApiKeyInQuery
        | Authorization::Headers(_)
        | Authorization::BodySignature(_)
        | Authorization::Token(_)
        | Authorization::None => found.clone(),
    });
    match of_service {
        Some(of_service) if of_service == found => None,
        Some(_) if found.is_none() => Some("signature".to_owned()),
        _ => found,
    }
}
