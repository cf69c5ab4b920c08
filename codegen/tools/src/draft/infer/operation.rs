//! The draft of an operation from what its page says.

mod example;
mod names;
mod placing;
mod request;
mod response;

use std::collections::BTreeSet;

use ncloud_codegen::{
    ir::{Method, ParameterLocation as Place},
    language,
};

use crate::draft::{
    dictionary,
    infer::{
        address::{self, Address},
        known::Known,
    },
    model::{Notes, Operation},
    page::{
        sample::{self, Repair, Sample},
        sections::{Capture, ShownResponse},
        tables::Place as RowPlace,
        xml,
    },
    quote::quoted,
};
pub(crate) use names::is_name;
pub(crate) use response::singular;

/// What whoever drafts knows better than the page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Given<'options> {
    pub(crate) name: Option<&'options str>,
    pub(crate) docs: Option<&'options str>,
}

/// Stands for the address of a page that does not say it.
const NO_PAGE: &str = "https://api.ncloud-docs.com/docs";

/// Drafts the operation of a page.
///
/// # Errors
///
/// The page shows no request.
pub(crate) fn operation(
    capture: &Capture,
    given: Given<'_>,
    known: Option<&Known>,
) -> Result<Operation, String> {
    let mut notes = Notes {
        gaps: capture.gaps.clone(),
        ..Notes::default()
    };
    let mut address = address::address(capture, known, &mut notes)?;
    let bodies = samples(&bodies(capture, &address), "request", &mut notes);
    let is_form = is_form(capture, &mut address, &bodies, &mut notes);
    let responses = responses(capture, &mut notes);
    let request = request::request(capture, &address, &bodies, known, is_form, &mut notes);
    let mut operation = Operation {
        name: names::name(capture, given.name, &address, is_form, &mut notes),
        doc: names::doc(capture, &mut notes),
        docs: docs(capture, given.docs, &mut notes),
        method: address.method,
        base: address.base.clone(),
        is_elsewhere: address.is_own,
        path: address.path.clone(),
        auth: request::auth(capture, known, &mut notes),
        parameters: request.parameters,
        constants: request.constants,
        body: request.body,
        statuses: statuses(capture, &responses, &mut notes),
        envelope: None,
        response: None,
        notes: Notes::default(),
        examples: Vec::new(),
        is_form,
    };
    without_key(&mut operation);
    let shown: Vec<&Sample> = responses.iter().map(|(_, sample)| sample).collect();
    response::response(&mut operation, capture, &shown, &mut notes);
    example::examples(&mut operation, &address, &bodies, &shown, known, &mut notes);
    pager(&operation, &mut notes);
    once(&mut notes.defects);
    once(&mut notes.gaps);
    once(&mut notes.unconfirmed);
    operation.notes = notes;
    Ok(operation)
}

/// Takes out the header that `auth` sends: callers give it to the client, and not to each call.
fn without_key(operation: &mut Operation) {
    let key = operation.auth.as_deref();
    let Some(key) = key.and_then(|auth| auth.split(['[', ']']).nth(1)) else {
        return;
    };
    operation
        .parameters
        .retain(|(place, field)| *place != Place::Header || !key.eq_ignore_ascii_case(&field.name));
}

/// Whether the operation is one of the family of forms: any method will do, or the page has the path of one and what only a form can have.
fn is_form(capture: &Capture, address: &mut Address, bodies: &[Sample], notes: &mut Notes) -> bool {
    if address.takes_any {
        return true;
    }
    let last = address.path.rsplit('/').next().unwrap_or_default();
    let has = |places: &[RowPlace]| capture.rows.iter().any(|row| places.contains(&row.place));
    let is_alone = address.path.strip_prefix('/') == Some(last);
    if !is_alone || !dictionary::is_action(last) || !bodies.is_empty() {
        return false;
    }
    let is_marked = capture.rows.iter().any(|row| {
        let is_format = row.path.first().map(|step| step.name.as_str())
            == Some(ncloud_codegen::sema::RESPONSE_FORMAT.0);
        let is_sent = !matches!(row.place, RowPlace::Response | RowPlace::ResponseHeader);
        // Members of lists have numbers in their names, which no query has.
        let is_indexed = row.path.len() > 1 && row.path.iter().any(|step| step.is_list);
        is_sent && (is_format || is_indexed && row.place != RowPlace::Body)
    });
    match address.method {
        Method::Post => has(&[RowPlace::Query, RowPlace::Unplaced]),
        Method::Get if is_marked || has(&[RowPlace::Body]) => {
            notes.gaps.push(
                "the page shows GET alone for an operation of the family of forms: that it takes a form too is assumed"
                    .to_owned(),
            );
            address.method = Method::Post;
            true
        }
        _ => false,
    }
}

/// The statuses of success: those of the table, else those of the samples. 200 alone is understood.
fn statuses(capture: &Capture, responses: &[(Option<u16>, Sample)], notes: &mut Notes) -> Vec<u16> {
    let is_success = |status: &u16| (200..300).contains(status);
    let shown: BTreeSet<u16> = responses
        .iter()
        .filter_map(|(status, _)| *status)
        .chain(capture.shown_statuses.iter().copied())
        .filter(is_success)
        .collect();
    let other = shown
        .iter()
        .find(|status| !capture.statuses.contains(status));
    if let (Some(other), false) = (other, capture.statuses.is_empty()) {
        notes.defects.push(format!(
            "The page does not list the status {other}; its sample has it."
        ));
    }
    let mut statuses: Vec<u16> = if capture.statuses.is_empty() {
        shown.iter().copied().collect()
    } else {
        // That of the sample comes first: the example has it.
        let (first, rest): (Vec<u16>, Vec<u16>) = capture
            .statuses
            .union(&shown)
            .partition(|status| shown.contains(status));
        first.into_iter().chain(rest).collect()
    };
    statuses.retain(is_success);
    if statuses == [200] {
        statuses.clear();
    }
    statuses
}

fn docs(capture: &Capture, given: Option<&str>, notes: &mut Notes) -> String {
    let said = capture.address.as_deref();
    if let (None, Some(said)) = (given, said.filter(|said| !is_address(said))) {
        notes.gaps.push(format!(
            "the page gives `{}` as its own address, which is none: put the right one under `docs`, or draft with `--docs`",
            quoted(said)
        ));
        return NO_PAGE.to_owned();
    }
    match given.or(said) {
        Some(address) => secure(address),
        None => {
            notes
                .gaps
                .push("the page does not say its own address: put it under `docs`, or draft with `--docs`".to_owned());
            NO_PAGE.to_owned()
        }
    }
}

/// Whether it can be where a page is, as specs have it.
pub(crate) fn is_address(text: &str) -> bool {
    text.len() <= 2000 && language::is_address(&secure(text))
}

/// An address without TLS leads to the same page with it.
fn secure(address: &str) -> String {
    address.replacen("http://", "https://", 1)
}

/// Bodies stand in samples of their own, or in the command.
fn bodies(capture: &Capture, address: &Address) -> Vec<String> {
    let of_command = address
        .sample
        .as_ref()
        .and_then(|sample| sample.body.clone());
    let mut bodies: Vec<String> = of_command.into_iter().collect();
    let mut known: BTreeSet<String> = bodies.iter().cloned().collect();
    for body in &capture.bodies {
        if known.insert(body.clone()) {
            bodies.push(body.clone());
        }
    }
    bodies
}

/// A sample that is larger says nothing new, in bytes.
const LARGEST_SAMPLE: usize = 1024 * 1024;

/// The samples that can be read.
fn samples<'page>(
    texts: impl IntoIterator<Item = &'page String>,
    of: &str,
    notes: &mut Notes,
) -> Vec<Sample> {
    let mut read = Vec::new();
    let mut known = BTreeSet::new();
    for text in texts {
        if !sample::is_json(text) {
            continue;
        }
        if text.len() > LARGEST_SAMPLE {
            notes.gaps.push(too_large(of));
            continue;
        }
        match sample::read(text) {
            Some(sample) => {
                repaired(&sample, of, notes);
                if known.insert((sample.json.to_string(), sample.repairs.clone())) {
                    read.push(sample);
                }
            }
            None => notes.gaps.push(format!(
                "a sample of the {of} is broken, cut off or nested too deep, and was not read: put what it shows under `examples`"
            )),
        }
    }
    read
}

fn responses(capture: &Capture, notes: &mut Notes) -> Vec<(Option<u16>, Sample)> {
    let mut responses = Vec::new();
    // Where there is JSON too, the XML says nothing new.
    let is_alone = !capture
        .responses
        .iter()
        .any(|response| sample::is_json(&response.text));
    for response in &capture.responses {
        let ShownResponse { status, text, .. } = response;
        if response.is_failure || status.is_some_and(|status| status >= 400) || is_failure(text) {
            notes.gaps.push(
                "the sample of a failure was left out: put its code under `errors`".to_owned(),
            );
        } else if !sample::is_json(text) {
            if is_alone && text.len() > LARGEST_SAMPLE {
                notes.gaps.push(too_large("response"));
                continue;
            }
            match xml::read(text).filter(|_| is_alone) {
                Some(json) => responses.push((
                    *status,
                    Sample {
                        json,
                        repairs: vec![Repair::Xml],
                    },
                )),
                None if is_alone => notes.gaps.push(
                    "a sample of the response is XML, cut off or of another form, and was not read: put what it shows under `examples`"
                        .to_owned(),
                ),
                None => {}
            }
        } else if let Some(sample) = samples(std::slice::from_ref(text), "response", notes).pop() {
            responses.push((*status, sample));
        }
    }
    responses
}

/// Whether a sample has nothing but what went wrong.
fn is_failure(text: &str) -> bool {
    const NAMES: [&str; 3] = ["error", "responseError", "errorResponse"];
    let is_small = text.len() <= LARGEST_SAMPLE && sample::is_json(text);
    let Some(sample) = is_small.then(|| sample::read(text)).flatten() else {
        return false;
    };
    match sample.json.members() {
        [(name, error)] if NAMES.contains(&name.as_str()) => error
            .members()
            .iter()
            .any(|(name, _)| matches!(name.as_str(), "errorCode" | "returnCode")),
        _ => false,
    }
}

fn too_large(of: &str) -> String {
    format!(
        "a sample of the {of} is larger than {} KiB, and was not read: put what it shows under `examples`",
        LARGEST_SAMPLE / 1024
    )
}

/// What was mended in a sample is a fault of the page.
fn repaired(sample: &Sample, of: &str, notes: &mut Notes) {
    for repair in &sample.repairs {
        notes.defects.push(match repair {
            Repair::MissingComma(member) => {
                let member = quoted(member);
                format!("The sample of the {of} lacks the comma behind {member}.")
            }
            Repair::TrailingComma => {
                format!("The sample of the {of} has a comma that JSON does not allow.")
            }
            Repair::Unquoted(member) => {
                let member = quoted(member);
                format!("The sample of the {of} has the text of {member} without quotes.")
            }
            Repair::Comment => {
                format!("The sample of the {of} has a comment, which JSON does not allow.")
            }
            // What is hidden or left out on purpose: the example says so.
            Repair::Masked(_) | Repair::Ellipsis | Repair::Xml => continue,
        });
    }
}

/// Each text once, where it stands first.
fn once<Text: Clone + Ord>(texts: &mut Vec<Text>) {
    let mut known = BTreeSet::new();
    texts.retain(|text| known.insert(text.clone()));
}

/// Says so where a response looks like a page of a list.
fn pager(operation: &Operation, notes: &mut Notes) {
    const PLACES: [&str; 6] = [
        "page",
        "pageNo",
        "pageNumber",
        "offset",
        "nextToken",
        "marker",
    ];
    let parameter = operation
        .parameters
        .iter()
        .filter(|(place, _)| matches!(place, Place::Query | Place::Form))
        .map(|(_, field)| field.name.as_str())
        .find(|name| PLACES.contains(name));
    if let Some(parameter) = parameter {
        notes.gaps.push(format!(
            "with `{parameter}` this looks like a list that goes on: say how under `pages`"
        ));
    }
}
