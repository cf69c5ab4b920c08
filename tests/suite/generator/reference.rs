//! The reference of the language is whole: every key, every item of the checklist with endpoints and a test.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use ncloud_tools::reference;

use crate::support::path;

/// Services of which the official SDK has facts, and the two that the project began with.
const NOT_COUNTED_AS_FAMILIES: [&str; 6] = [
    "media_connect_center",
    "organization",
    "vloadbalancer",
    "vmysql",
    "vpc",
    "vserver",
];

struct Row {
    number: usize,
    endpoints: Vec<String>,
    tests: Vec<String>,
}

fn in_code(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(path("../spec/README.md")).unwrap();
    text.lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line
                .strip_prefix("| ")?
                .strip_suffix(" |")?
                .split(" | ")
                .collect();
            let [number, _, how, endpoints, tests] = cells.as_slice() else {
                return None;
            };
            let number = number.parse().ok()?;
            assert!(!in_code(how).is_empty(), "{number} does not show how");
            Some(Row {
                number,
                endpoints: in_code(endpoints),
                tests: in_code(tests),
            })
        })
        .collect()
}

#[test]
fn every_key_is_in_the_reference() {
    let text = fs::read_to_string(path("../spec/README.md")).unwrap();
    let expected = reference::replaced(&text, &reference::sections());
    assert_eq!(
        Some(text),
        expected,
        "run `cargo run -p ncloud-tools -- reference --into spec/README.md`"
    );
}

#[test]
fn the_checklist_is_complete() {
    let numbers: Vec<usize> = rows().iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=42).collect::<Vec<_>>());
}

#[test]
fn every_item_has_endpoints_that_are_captured() {
    let services =
        ncloud_codegen::load([path("../spec")]).unwrap_or_else(|report| panic!("{report}"));
    let known: BTreeSet<String> = services
        .iter()
        .flat_map(|service| {
            let operations = service.operations.iter();
            operations.map(|operation| format!("{}.{}", service.name, operation.name))
        })
        .collect();
    let mut families = BTreeSet::new();
    for Row {
        number, endpoints, ..
    } in rows()
    {
        assert!(endpoints.len() >= 2, "{number} has {endpoints:?}");
        for endpoint in endpoints {
            assert!(known.contains(&endpoint), "{number}: {endpoint}");
            let (service, _) = endpoint.split_once('.').unwrap();
            families.insert(service.to_owned());
        }
    }
    families.retain(|service| !NOT_COUNTED_AS_FAMILIES.contains(&service.as_str()));
    assert!(families.len() >= 20, "{families:?}");
}

#[test]
fn every_item_has_a_test_over_the_wire() {
    let sources: String = fs::read_dir(path("suite/checklist"))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let mut tests = BTreeMap::new();
    for row in rows() {
        assert!(!row.tests.is_empty(), "{} has no test", row.number);
        for test in row.tests {
            assert!(
                sources.contains(&format!("fn {test}(")),
                "there is no test {test}"
            );
            assert_eq!(tests.insert(test, row.number), None);
        }
    }
}
