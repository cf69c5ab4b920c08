//! Which services progenitor makes a client of.

#![allow(clippy::unwrap_used)]

use ncloud_progenitor::{CLIENTS, REFUSALS};

/// What progenitor cannot do, by the words that it says it with.
const LIMITS: [(&str, &str); 4] = [
    (
        "assertion failed: response_types.len() <= 1",
        "answers of success that differ by status",
    ),
    (
        "more media types than expected",
        "bodies of two kinds in one operation",
    ),
    (
        "to make unique variant names",
        "an enum of numbers that differ by their signs",
    ),
    (
        "unexpected content type: multipart/form-data",
        "a body in parts",
    ),
];

/// What cannot be done, or what was said where that is not known.
fn limit(said: &str) -> &str {
    LIMITS
        .iter()
        .find(|(words, _)| said.contains(words))
        .map_or(said, |(_, limit)| limit)
}

#[test]
fn the_refusals_are_limits_of_progenitor() {
    let refusals: Vec<(&str, &str)> = REFUSALS
        .iter()
        .map(|(service, said)| (*service, limit(said)))
        .collect();
    assert_eq!(
        refusals,
        [
            (
                "archive_storage",
                "answers of success that differ by status"
            ),
            (
                "certificate_manager",
                "an enum of numbers that differ by their signs"
            ),
            ("cloud_outbound_mailer", "a body in parts"),
            ("clova_ocr", "bodies of two kinds in one operation"),
            ("clova_speech", "a body in parts"),
            ("data_flow", "answers of success that differ by status"),
            ("file_safer", "a body in parts"),
            ("papago", "a body in parts"),
            ("source_build", "answers of success that differ by status"),
        ]
    );
}

#[test]
fn every_other_service_has_a_client() {
    let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");
    let mut services: Vec<String> = ncloud_codegen::load([specs])
        .unwrap()
        .into_iter()
        .map(|service| service.name)
        .collect();
    let refused = REFUSALS.iter().map(|(service, _)| *service);
    let mut known: Vec<&str> = CLIENTS.iter().copied().chain(refused).collect();
    services.sort();
    known.sort();
    assert_eq!(known, services);
    println!(
        "{} of {} services have a client",
        CLIENTS.len(),
        services.len()
    );
}
