//! The draft of an operation from what its page says.

mod answer;
mod example;
mod names;
mod request;

pub(super) use answer::singular;

use super::{
    address::{self, Address},
    known::Known,
    model::{Notes, Operation},
    sample::{self, Repair, Sample},
    sections::Capture,
    xml,
};
use crate::ir::Place;

/// What whoever drafts knows better than the page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Given<'options> {
    pub(super) name: Option<&'options str>,
    pub(super) docs: Option<&'options str>,
}

/// Stands for the address of a page that does not say it.
const NO_PAGE: &str = "https://api.ncloud-docs.com/docs";

/// Drafts the operation of a page.
///
/// # Errors
///
/// The page shows no request.
pub(super) fn operation(
    capture: &Capture,
    given: Given<'_>,
    known: Option<&Known>,
) -> Result<Operation, String> {
    let mut notes = Notes {
        gaps: capture.gaps.clone(),
        ..Notes::default()
    };
    let address = address::address(capture, known, &mut notes)?;
    let is_form = address.takes_any;
    let bodies = samples(&bodies(capture, &address), "request", &mut notes);
    let answers = answers(capture, &mut notes);
    let request = request::request(capture, &address, &bodies, known, is_form, &mut notes);
    let mut operation = Operation {
        name: names::name(capture, given.name, &address, &mut notes),
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
        status: answers
            .iter()
            .find_map(|(status, _)| *status)
            .or(capture.no_content.then_some(204))
            .filter(|status| *status != 200),
        envelope: None,
        response: None,
        notes: Notes::default(),
        examples: Vec::new(),
        is_form,
    };
    let shown: Vec<&Sample> = answers.iter().map(|(_, sample)| sample).collect();
    answer::answer(&mut operation, capture, &shown, &mut notes);
    example::examples(&mut operation, &address, &bodies, &shown, known, &mut notes);
    pager(&operation, &mut notes);
    operation.notes = notes;
    Ok(operation)
}

fn docs(capture: &Capture, given: Option<&str>, notes: &mut Notes) -> String {
    match given.or(capture.address.as_deref()) {
        Some(address) => address.to_owned(),
        None => {
            notes
                .gaps
                .push("the page does not say its own address: put it under `docs`, or draft with `--docs`".to_owned());
            NO_PAGE.to_owned()
        }
    }
}

/// Bodies stand in samples of their own, or in the command.
fn bodies(capture: &Capture, address: &Address) -> Vec<String> {
    let of_command = address
        .sample
        .as_ref()
        .and_then(|sample| sample.body.clone());
    let mut bodies: Vec<String> = of_command.into_iter().collect();
    for body in &capture.bodies {
        if !bodies.contains(body) {
            bodies.push(body.clone());
        }
    }
    bodies
}

/// The samples that can be read.
fn samples(texts: &[String], of: &str, notes: &mut Notes) -> Vec<Sample> {
    let mut read = Vec::new();
    for text in texts.iter().filter(|text| sample::is_json(text)) {
        match sample::read(text) {
            Some(sample) => {
                repaired(&sample, of, notes);
                if !read.contains(&sample) {
                    read.push(sample);
                }
            }
            None => notes.gaps.push(format!(
                "a sample of the {of} is broken or cut off, and was not read: put what it shows under `examples`"
            )),
        }
    }
    read
}

fn answers(capture: &Capture, notes: &mut Notes) -> Vec<(Option<u16>, Sample)> {
    let mut answers = Vec::new();
    for (status, text) in &capture.answers {
        if status.is_some_and(|status| status >= 400) {
            notes.gaps.push(
                "the sample of a failure was left out: put its code under `errors`".to_owned(),
            );
        } else if !sample::is_json(text) {
            // Where there is JSON too, the XML says nothing new.
            let is_alone = !capture
                .answers
                .iter()
                .any(|(_, text)| sample::is_json(text));
            match xml::read(text).filter(|_| is_alone) {
                Some(json) => answers.push((
                    *status,
                    Sample {
                        json,
                        repairs: vec![Repair::Xml],
                    },
                )),
                None if is_alone => notes.gaps.push(
                    "a sample of the answer is XML, cut off or of another form, and was not read: put what it shows under `examples`"
                        .to_owned(),
                ),
                None => {}
            }
        } else if let Some(sample) = samples(std::slice::from_ref(text), "answer", notes).pop() {
            answers.push((*status, sample));
        }
    }
    answers
}

/// What was mended in a sample is a fault of the page.
fn repaired(sample: &Sample, of: &str, notes: &mut Notes) {
    for repair in &sample.repairs {
        notes.defects.push(match repair {
            Repair::MissingComma(member) => {
                format!("The sample of the {of} lacks the comma behind {member}.")
            }
            Repair::TrailingComma => {
                format!("The sample of the {of} has a comma that JSON does not allow.")
            }
            Repair::Unquoted(member) => {
                format!("The sample of the {of} has the text of {member} without quotes.")
            }
            Repair::Comment => {
                format!("The sample of the {of} has a comment, which JSON does not allow.")
            }
            // What is hidden or left out on purpose: the example says so.
            Repair::Masked(_) | Repair::Ellipsis | Repair::Xml => continue,
        });
    }
    notes.defects.dedup();
}

/// Says so where an answer looks like a page of a list.
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
