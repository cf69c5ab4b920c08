//! Types: what the tables say, held against what the samples show. Where they differ the sample is right, and the draft says so.

mod scalar;

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::{
    dictionary::{self, Kind, Requirement},
    infer::{distinct::Names, members::Member},
    model::{Field, Notes, Struct, Type, Unconfirmed},
    page::tables::LONGEST_NAME,
    quote::{prose, quoted},
};
use crate::{format::is_printable, json::Json};

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// As a parameter outside of the body.
    Parameter,
    /// In the body of a request.
    Sent,
    Received,
}

/// Whether any table describes the members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tables {
    Describe,
    /// There is one that was not read, or not whole.
    Unread,
    /// The members are those of the samples; what they are of says so.
    Silent,
}

/// The fields of an object: those of its table, then what only the samples have.
///
/// What cannot be a name goes into the gaps.
pub(crate) fn fields(
    members: &[Member],
    objects: &[&Json],
    way: Way,
    tables: Tables,
    gaps: &mut Vec<String>,
) -> Vec<Field> {
    let mut samples = Samples::of(objects);
    let mut fields: Vec<Field> = members
        .iter()
        .map(|member| field(member, &samples.at(&member.name), way))
        .collect();
    let known: BTreeSet<&str> = members.iter().map(|member| member.name.as_str()).collect();
    for name in std::mem::take(&mut samples.names) {
        if known.contains(name) {
            continue;
        }
        if is_name(name) {
            fields.push(unlisted(name, &samples.at(name), way, tables));
        } else {
            gaps.push(format!(
                "a sample has the member `{}`, which gives no name: put it down by hand",
                quoted(name)
            ));
        }
    }
    let mut names = Names::default();
    for field in &mut fields {
        names.settle(field);
    }
    fields
}

/// The list of single values that the samples show where a table may list members. `None`: they show objects, or no list.
pub(crate) fn of_values(
    is_list: bool,
    elements: &[&Json],
    members: &[Member],
    way: Way,
    notes: &mut Notes,
) -> Option<Type> {
    let has_object = elements
        .iter()
        .any(|element| matches!(element, Json::Object(_)));
    if !is_list || elements.is_empty() || has_object {
        return None;
    }
    if !members.is_empty() {
        let names: Vec<String> = members
            .iter()
            .map(|member| format!("`{}`", quoted(&member.name)))
            .collect();
        notes.gaps.push(format!(
            "the table lists {}, and the sample is a list of single values: see which is so",
            names.join(", ")
        ));
    }
    let mut own = Notes::default();
    let element = sampled("item", elements, way, &mut own);
    notes.unconfirmed.extend(own.unconfirmed);
    Some(Type::list(element))
}

/// The field of a parameter, of which the sample has at most one value.
pub(crate) fn parameter(member: &Member, value: Option<&Json>) -> Field {
    let seen = Seen {
        values: value.into_iter().collect(),
        is_null: false,
        // A table says what is required; a sample of a request need not have all of it.
        is_missing: false,
    };
    field(member, &seen, Way::Parameter)
}

/// Whether something can be called so, in Rust too.
pub(crate) fn is_name(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && name.chars().all(is_printable)
        && ncloud_codegen::names::field(name).is_some()
}

/// What the objects of samples have at their members, read in one go.
pub(crate) struct Samples<'sample> {
    /// In the order in which they come.
    names: Vec<&'sample str>,
    values: BTreeMap<&'sample str, Vec<&'sample Json>>,
    objects: usize,
}

impl<'sample> Samples<'sample> {
    pub(crate) fn of(objects: &[&'sample Json]) -> Self {
        let mut samples = Self {
            names: Vec::new(),
            values: BTreeMap::new(),
            objects: objects.len(),
        };
        // The object that had a name last: of a member that is twice in one, the first counts.
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, object) in objects.iter().enumerate() {
            for (name, value) in object.members() {
                if last.insert(name, index) == Some(index) {
                    continue;
                }
                let values = samples.values.entry(name).or_default();
                if values.is_empty() {
                    samples.names.push(name);
                }
                values.push(value);
            }
        }
        samples
    }

    pub(crate) fn values(&self, name: &str) -> &[&'sample Json] {
        self.values.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    fn at(&self, name: &str) -> Seen<'sample> {
        let all = self.values(name);
        Seen {
            is_null: all.iter().any(|value| matches!(value, Json::Null)),
            is_missing: all.len() < self.objects,
            values: all
                .iter()
                .copied()
                .filter(|value| !matches!(value, Json::Null))
                .collect(),
        }
    }
}

/// What the samples have at a member.
struct Seen<'sample> {
    /// Without nulls and placeholders.
    values: Vec<&'sample Json>,
    /// Whether it is null somewhere.
    is_null: bool,
    /// Whether an object lacks it.
    is_missing: bool,
}

fn field(member: &Member, seen: &Seen<'_>, way: Way) -> Field {
    let row = member.row.as_ref();
    let doc = row.map(|row| row.doc.as_str()).unwrap_or_default();
    let mut notes = Notes::default();
    let ty = ty(member, &seen.values, way, &mut notes);
    if row.is_some_and(|row| row.is_unsure) {
        notes.leave_open(
            "The row of the table has no spaces between its cells and can be cut in more than one way.".to_owned(),
        );
    }
    if member.is_twice {
        notes.defects.push("The table lists it twice.".to_owned());
    }
    let requirement = row.map(|row| row.requirement);
    let optional = match (requirement, way) {
        (Some(Some(Requirement::Required)), _) if seen.is_missing => {
            notes
                .defects
                .push("The table requires it; a sample leaves it out.".to_owned());
            true
        }
        (Some(Some(Requirement::Required)), _) if seen.is_null => {
            notes
                .defects
                .push("The table requires it; a sample has null.".to_owned());
            true
        }
        (Some(Some(Requirement::Required)), _) => false,
        (Some(None), Way::Parameter | Way::Sent) => {
            match row.and_then(|row| row.requirement_text.as_deref()) {
                Some(said) => notes.gaps.push(format!(
                    "the table says `{}` of whether `{}` is required, which says nothing here: put it down by hand",
                    quoted(said),
                    quoted(&member.name)
                )),
                None => notes.leave_open(Unconfirmed::Requirement),
            }
            true
        }
        _ => true,
    };
    if requirement == Some(Some(Requirement::Conditional)) && way != Way::Received {
        notes.leave_open(Unconfirmed::Condition);
    }
    Field {
        rust_name: rust_name(&member.name),
        optional,
        ty,
        style: None,
        doc: sentence(doc),
        sensitive: dictionary::is_sensitive(&member.name),
        default: row
            .and_then(|row| row.default.clone())
            .filter(|_| way != Way::Received),
        size: row
            .and_then(|row| row.size)
            .filter(|_| way != Way::Received),
        notes,
        name: member.name.clone(),
    }
}

/// A member that no table lists.
fn unlisted(name: &str, seen: &Seen<'_>, way: Way, tables: Tables) -> Field {
    let mut notes = Notes::default();
    match tables {
        Tables::Describe => notes
            .defects
            .push("The table does not list it; a sample has it.".to_owned()),
        Tables::Unread => {
            notes.leave_open("A sample has it; not all tables of the page were read.".to_owned())
        }
        Tables::Silent => {}
    }
    let ty = sampled(name, &seen.values, way, &mut notes);
    Field {
        name: name.to_owned(),
        rust_name: rust_name(name),
        optional: true,
        ty,
        style: None,
        doc: String::new(),
        sensitive: dictionary::is_sensitive(name),
        default: None,
        size: None,
        notes,
    }
}

/// A name of Rust's for headers, whose prefix says nothing.
fn rust_name(name: &str) -> Option<String> {
    let rest = name.strip_prefix("x-ncp-")?;
    ncloud_codegen::names::field(rest)
}

/// What a table says of a value besides its kind, and which way it goes.
#[derive(Clone, Copy)]
struct Stated<'page> {
    name: &'page str,
    /// The type as the table has it; empty where there is none.
    ty: &'page str,
    doc: &'page str,
    way: Way,
}

fn ty(member: &Member, values: &[&Json], way: Way, notes: &mut Notes) -> Type {
    let row = member.row.as_ref();
    let kind = row.and_then(|row| row.kind.clone());
    let said = row.and_then(|row| row.type_text.as_deref()).map(quoted);
    let stated = Stated {
        name: &member.name,
        ty: said.as_deref().unwrap_or_default(),
        doc: row.map(|row| row.doc.as_str()).unwrap_or_default(),
        way,
    };
    if let (None, Some(said)) = (&kind, &said) {
        notes.leave_open(format!(
            "The table types it {said}, which says nothing here."
        ));
    }
    let is_list = member.is_list
        || matches!(kind, Some(Kind::List(_)))
        || values.iter().any(|value| matches!(value, Json::List(_)));
    let shows_list = values.iter().all(|value| matches!(value, Json::List(_)));
    if !member.members.is_empty() {
        return of_members(member, kind.as_ref(), stated, is_list, values, notes);
    }
    match kind {
        kind if is_list && (shows_list || member.is_list) => {
            of_elements(member, kind, stated, values, notes)
        }
        Some(Kind::List(_)) => {
            notes.defects.push(format!(
                "The table types it {}; the sample has {}.",
                stated.ty,
                what(values)
            ));
            value(stated, None, values, notes)
        }
        kind => value(stated, kind.as_ref(), values, notes),
    }
}

/// The type of an object, or of a list of such, whose members the table lists.
fn of_members(
    member: &Member,
    kind: Option<&Kind>,
    stated: Stated<'_>,
    is_list: bool,
    values: &[&Json],
    notes: &mut Notes,
) -> Type {
    let shows_list = values.iter().all(|value| matches!(value, Json::List(_)));
    let shows_object =
        !values.is_empty() && values.iter().all(|value| matches!(value, Json::Object(_)));
    let mut objects: Vec<&Json> = Vec::new();
    for value in values {
        match value {
            Json::List(elements) => objects.extend(elements),
            Json::Object(_) => objects.push(value),
            _ => {}
        }
    }
    objects.retain(|object| matches!(object, Json::Object(_)));
    let said = Some(stated.ty).filter(|said| !said.is_empty());
    let contradicts = is_list && shows_object;
    let is_one_by_table = matches!(kind, Some(Kind::Object)) && is_list && !member.is_list;
    if contradicts || (is_one_by_table && shows_list && !values.is_empty()) {
        let shown = if contradicts { "an object" } else { "a list" };
        let said = said.map_or_else(
            || "writes it as a list".to_owned(),
            |said| format!("types it {said}"),
        );
        notes
            .defects
            .push(format!("The table {said}; the sample has {shown}."));
    } else if let Some(said) = said {
        match kind {
            Some(
                Kind::Text | Kind::Flag | Kind::Whole | Kind::Number | Kind::Fraction | Kind::Time,
            ) => notes
                .defects
                .push(format!("The table types it {said} and lists its members.")),
            Some(Kind::List(Some(element)))
                if !matches!(**element, Kind::Object | Kind::Map | Kind::Named(_)) =>
            {
                notes.defects.push(format!(
                    "The table types it {said}; its own table lists members."
                ));
            }
            _ => {}
        }
    }
    let definition = Type::Struct(Struct {
        name: member.name.clone(),
        fields: fields(
            &member.members,
            &objects,
            stated.way,
            Tables::Describe,
            &mut notes.gaps,
        ),
    });
    if is_list && !contradicts {
        Type::list(definition)
    } else {
        definition
    }
}

/// The type of a list whose elements no table describes.
fn of_elements(
    member: &Member,
    kind: Option<Kind>,
    stated: Stated<'_>,
    values: &[&Json],
    notes: &mut Notes,
) -> Type {
    let elements: Vec<&Json> = values.iter().flat_map(|value| value.elements()).collect();
    let is_list_by_table = matches!(kind, Some(Kind::List(_))) || member.is_list;
    if !stated.ty.is_empty() && !is_list_by_table && kind != Some(Kind::Either) {
        notes.defects.push(format!(
            "The table types it {}; the sample has a list.",
            stated.ty
        ));
    }
    let element = match kind {
        Some(Kind::List(element)) => element.map(|element| *element),
        kind => kind.filter(|_| is_list_by_table),
    };
    let element = element.filter(|element| !matches!(element, Kind::List(_)));
    Type::list(value(stated, element.as_ref(), &elements, notes))
}

/// The type of a value that is no list.
fn value(stated: Stated<'_>, kind: Option<&Kind>, values: &[&Json], notes: &mut Notes) -> Type {
    let Stated {
        name,
        ty: said,
        way,
        ..
    } = stated;
    let shows_objects =
        !values.is_empty() && values.iter().all(|value| matches!(value, Json::Object(_)));
    match kind {
        Some(Kind::Map) => {
            let entries: Vec<&Json> = values
                .iter()
                .flat_map(|value| value.members())
                .map(|(_, value)| value)
                .collect();
            if entries.is_empty() {
                notes.leave_open(format!(
                    "The table types it {said}; no sample shows its values."
                ));
                return Type::Map(Box::new(Type::named("json")));
            }
            Type::Map(Box::new(sampled(name, &entries, way, notes)))
        }
        Some(Kind::Either) => {
            notes.leave_open(format!(
                "The table types it {said}; either is taken as it comes."
            ));
            Type::named("json")
        }
        Some(Kind::Object | Kind::Named(_)) if shows_objects => {
            notes
                .leave_open("No table lists its members; they are those of the sample.".to_owned());
            object(name, values, way)
        }
        Some(Kind::Object | Kind::Named(_)) if values.is_empty() => {
            notes.leave_open(format!(
                "The table types it {said} and lists no members; no sample has it."
            ));
            Type::named("json")
        }
        None if values.is_empty() => {
            notes.leave_open(if said.is_empty() {
                Unconfirmed::Type
            } else {
                Unconfirmed::Other(format!(
                    "The table types it {said}; what is in it, neither a table nor a sample shows."
                ))
            });
            Type::named(if way == Way::Parameter {
                "string"
            } else {
                "json"
            })
        }
        None => sampled(name, values, way, notes),
        Some(kind) => {
            if shows_objects {
                notes.defects.push(format!(
                    "The table types it {said}; the sample has an object."
                ));
                return object(name, values, way);
            }
            scalar::of(stated, kind, values, notes)
        }
    }
}

/// The type of what only samples show.
pub(crate) fn sampled(name: &str, values: &[&Json], way: Way, notes: &mut Notes) -> Type {
    let every =
        |test: fn(&Json) -> bool| !values.is_empty() && values.iter().all(|value| test(value));
    if every(|value| matches!(value, Json::Object(_))) {
        return object(name, values, way);
    }
    if every(|value| matches!(value, Json::List(_))) {
        let elements: Vec<&Json> = values.iter().flat_map(|value| value.elements()).collect();
        return Type::list(sampled(name, &elements, way, notes));
    }
    if let Some(ty) = scalar::sampled(name, values, way) {
        return ty;
    }
    notes.leave_open(if values.is_empty() {
        "No sample shows what it is.".to_owned()
    } else {
        "The samples have values of several kinds.".to_owned()
    });
    Type::named("json")
}

fn object(name: &str, values: &[&Json], way: Way) -> Type {
    let members = || values.iter().flat_map(|value| value.members());
    // Keys that are data: codes of locales.
    let is_map = members().count() > 0 && members().all(|(key, _)| is_locale(key));
    if is_map {
        let entries: Vec<&Json> = members().map(|(_, value)| value).collect();
        return Type::Map(Box::new(sampled(
            name,
            &entries,
            way,
            &mut Notes::default(),
        )));
    }
    let keys: BTreeSet<&str> = members().map(|(key, _)| key.as_str()).collect();
    if way == Way::Received && keys == BTreeSet::from(["code", "codeName"]) {
        return Type::named("code");
    }
    if keys.is_empty() || !keys.iter().all(|key| is_name(key)) {
        return Type::named("json");
    }
    Type::Struct(Struct {
        name: name.to_owned(),
        fields: fields(&[], values, way, Tables::Silent, &mut Vec::new()),
    })
}

/// `ko_KR`
fn is_locale(key: &str) -> bool {
    matches!(key.as_bytes(), [a, b, b'_' | b'-', c, d]
        if [a, b].iter().all(|c| c.is_ascii_lowercase()) && [c, d].iter().all(|c| c.is_ascii_uppercase()))
}

fn what(values: &[&Json]) -> &'static str {
    match values.first() {
        None | Some(Json::Null) => "nothing",
        Some(Json::Bool(_)) => "true or false",
        Some(Json::Number(_)) => "a number",
        Some(Json::String(_)) => "text",
        Some(Json::List(_)) => "a list",
        Some(Json::Object(_)) => "an object",
    }
}

/// The first line of a description, as a sentence.
pub(crate) fn sentence(doc: &str) -> String {
    let doc = prose(doc);
    let line = doc
        .lines()
        .map(|line| line.trim_start_matches(['-', '\u{2022}', ' ']).trim())
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let line = line.split(" - ").next().unwrap_or_default().trim();
    let line = [" Default:", " Default :", " default:", " 기본값:"]
        .iter()
        .filter_map(|mark| line.find(mark))
        .min()
        .and_then(|at| line.get(..at))
        .unwrap_or(line);
    let line = line.trim_end_matches([':', ',']);
    let mut text: String = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > 160 {
        text = text.chars().take(157).collect::<String>() + "..";
    }
    if !text.is_empty() && !text.ends_with(['.', '!', '?', '\u{3002}']) {
        text.push('.');
    }
    text
}
