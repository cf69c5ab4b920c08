//! Where the rows of the request go: into the path, the query, headers, a form or the body.

use std::collections::{BTreeMap, BTreeSet};

use ncloud_codegen::ir::{Method, ParameterLocation as Place};

use crate::draft::{
    infer::address::Address,
    model::Notes,
    page::{
        sample::Sample,
        tables::{FieldRow, Place as RowPlace},
    },
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Parameter(Place),
    Body,
}

/// Each row of the request with its place.
pub(super) fn placed<'rows>(
    rows: &'rows [FieldRow],
    places: &BTreeMap<&str, usize>,
    address: &Address,
    bodies: &[Sample],
    is_form: bool,
    notes: &mut Notes,
) -> Vec<(Target, &'rows FieldRow)> {
    let seen = Seen::of(address, bodies);
    let sends_form = is_form
        || address
            .sample
            .as_ref()
            .is_some_and(|sample| !sample.form.is_empty());
    let mut placed = Vec::new();
    for row in rows {
        let Some(first) = row.path.first() else {
            continue;
        };
        let target = match row.place {
            RowPlace::Path => Target::Parameter(Place::Path),
            RowPlace::Query | RowPlace::Unplaced if is_form => Target::Parameter(Place::Form),
            RowPlace::Query => Target::Parameter(Place::Query),
            RowPlace::Header => Target::Parameter(Place::Header),
            RowPlace::Body if sends_form => Target::Parameter(Place::Form),
            RowPlace::Body => Target::Body,
            RowPlace::Unplaced if places.contains_key(first.name.as_str()) => {
                Target::Parameter(Place::Path)
            }
            RowPlace::Unplaced => unplaced(&first.name, &seen, address, bodies, notes),
            RowPlace::Response | RowPlace::ResponseHeader => continue,
        };
        placed.push((target, row));
    }
    placed
}

/// The rows of the path that write the name of a placeholder in another way, by what they write: `productId` for `product-id`.
pub(super) fn respelled(
    rows: &[FieldRow],
    places: &BTreeMap<&str, usize>,
) -> BTreeMap<String, String> {
    let bare = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase()).collect()
    };
    let may_be_path = |row: &&FieldRow| matches!(row.place, RowPlace::Path | RowPlace::Unplaced);
    let names: BTreeSet<&str> = rows
        .iter()
        .filter(may_be_path)
        .filter_map(|row| row.path.first())
        .map(|step| step.name.as_str())
        .collect();
    let mut bare_places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for place in places.keys().filter(|place| !names.contains(**place)) {
        bare_places.entry(bare(place)).or_default().push(place);
    }
    let mut respelled = BTreeMap::new();
    for name in names.iter().filter(|name| !places.contains_key(**name)) {
        // Of two nobody knows which is meant.
        if let Some([place]) = bare_places.get(&bare(name)).map(Vec::as_slice) {
            respelled.insert((*name).to_owned(), (*place).to_owned());
        }
    }
    respelled
}

/// A row under the name that the path has for it.
pub(super) fn as_in_path(row: &FieldRow, respelled: &BTreeMap<String, String>) -> FieldRow {
    let mut row = row.clone();
    if matches!(row.place, RowPlace::Path | RowPlace::Unplaced)
        && let Some(first) = row.path.first_mut()
        && let Some(placeholder) = respelled.get(&first.name)
    {
        first.name.clone_from(placeholder);
        row.place = RowPlace::Path;
    }
    row
}

/// The names that samples of the request have.
struct Seen<'page> {
    in_bodies: BTreeSet<&'page str>,
    in_query: BTreeSet<&'page str>,
}

impl<'page> Seen<'page> {
    fn of(address: &'page Address, bodies: &'page [Sample]) -> Self {
        let members = bodies.iter().flat_map(|sample| sample.json.members());
        let query = address.sample.iter().flat_map(|sample| &sample.query);
        Self {
            in_bodies: members.map(|(name, _)| name.as_str()).collect(),
            in_query: query.map(|(name, _)| name.as_str()).collect(),
        }
    }
}

/// The place of what stands in a table of mere parameters.
fn unplaced(
    name: &str,
    seen: &Seen<'_>,
    address: &Address,
    bodies: &[Sample],
    notes: &mut Notes,
) -> Target {
    if seen.in_bodies.contains(name) {
        return Target::Body;
    }
    let is_shown = seen.in_query.contains(name);
    let reads = matches!(address.method, Method::Get | Method::Head | Method::Delete);
    if !is_shown && !reads {
        notes.leave_open(format!(
            "Where {name} goes is not stated; the {} is assumed.",
            if bodies.is_empty() { "query" } else { "body" }
        ));
        if !bodies.is_empty() {
            return Target::Body;
        }
    }
    Target::Parameter(Place::Query)
}
