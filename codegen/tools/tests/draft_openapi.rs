//! Drafts of OpenAPI documents.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::{collections::BTreeMap, path::Path};

use ncloud_codegen::{
    ir::{Body, Field, Operation, Response, Service, Shape, Type},
    load, load_str,
};
use ncloud_tools::{
    draft::{self, Draft, Options, Page},
    openapi::{Version, document},
};

fn drafted(text: &str) -> Result<Draft, String> {
    let page = Page {
        name: "document",
        text,
    };
    draft::draft(&[page], &Options::default())
}

/// What a type is on the wire, without the names that people give to types. Types that hold themselves are told by their names.
fn shape(service: &Service, ty: &Type, within: &mut Vec<String>) -> String {
    match ty {
        Type::List(inner) => format!("list<{}>", shape(service, inner, within)),
        Type::Map(inner) => format!("map<{}>", shape(service, inner, within)),
        Type::CommonCode(inner) => {
            format!(
                "{{code?: {}, codeName?: Scalar(String)}}",
                shape(service, inner, within)
            )
        }
        Type::Named(_, name) if within.len() > 6 || within.contains(name) => "..".to_owned(),
        Type::Named(_, name) => {
            within.push(name.clone());
            let definition = service.type_named(name).unwrap();
            let text = match &definition.shape {
                Shape::Struct(fields) => format!("{{{}}}", members(service, fields, within)),
                Shape::Tuple(fields) => format!("[{}]", members(service, fields, within)),
                Shape::Enum(values) | Shape::NumberEnum(values) => {
                    let values: Vec<&str> = values
                        .iter()
                        .map(|value| value.wire_name.as_str())
                        .collect();
                    format!("enum {values:?}")
                }
                Shape::Union(union) => {
                    let of = union.alternatives.iter();
                    let of: Vec<String> = of.map(|one| shape(service, &one.ty, within)).collect();
                    format!("one of {of:?}")
                }
            };
            within.pop();
            text
        }
        other => format!("{other:?}"),
    }
}

fn members(service: &Service, fields: &[Field], within: &mut Vec<String>) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|field| member(service, field, within))
        .collect();
    fields.join(", ")
}

fn member(service: &Service, field: &Field, within: &mut Vec<String>) -> String {
    let mark = if field.is_required() { "" } else { "?" };
    format!(
        "{}{mark}: {}",
        field.wire_name,
        shape(service, &field.ty, within)
    )
}

fn response(service: &Service, response: &Response) -> String {
    let ty = response
        .ty
        .as_ref()
        .map(|ty| shape(service, ty, &mut Vec::new()));
    // Families come behind the others in a document.
    let mut headers: Vec<String> = response
        .headers
        .iter()
        .map(|field| member(service, field, &mut Vec::new()))
        .collect();
    headers.sort();
    let headers = headers.join(", ");
    let envelope = response
        .envelope
        .as_ref()
        .map(|envelope| envelope.member.as_str());
    format!(
        "{:?} {:?} {envelope:?} {ty:?} [{headers}]",
        response.statuses, response.format
    )
}

/// Lines of what an operation takes and gives.
fn said(service: &Service, operation: &Operation) -> BTreeMap<String, String> {
    let address = service.address_of(operation);
    let path: String = address
        .base
        .path
        .iter()
        .chain(&operation.path)
        .map(ToString::to_string)
        .collect();
    let mut lines = BTreeMap::new();
    lines.insert(
        "address".to_owned(),
        format!(
            "{} {}{path}",
            operation.method.as_str(),
            address.base.endpoint
        ),
    );
    for parameter in &operation.parameters {
        let key = format!(
            "{} {}",
            parameter.location.as_str(),
            parameter.field.wire_name
        );
        lines.insert(key, member(service, &parameter.field, &mut Vec::new()));
    }
    for fixed in &operation.constants {
        // The kind of the body says it.
        if fixed.name != "content-type" && fixed.name != "accept" {
            lines.insert(
                format!("{} {}", fixed.location.as_str(), fixed.name),
                fixed.value.clone(),
            );
        }
    }
    match &operation.body {
        Some(Body::Object(fields)) => {
            lines.insert(
                "body".to_owned(),
                format!("{{{}}}", members(service, fields, &mut Vec::new())),
            );
        }
        Some(Body::Value(field)) => {
            lines.insert(
                "body".to_owned(),
                shape(service, &field.ty, &mut Vec::new()),
            );
        }
        None => {}
    }
    lines.insert(
        "response".to_owned(),
        response(service, &operation.response),
    );
    lines
}

#[test]
fn documents_of_our_own_services_give_the_services_back() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let services = load([specs]).unwrap();
    let mut all = 0;
    let mut other = Vec::new();
    for service in &services {
        for (version, name) in [(Version::V3_0, "3.0"), (Version::V3_1, "3.1")] {
            let at = format!("{} {name}", service.name);
            let draft =
                drafted(&document(service, version)).unwrap_or_else(|why| panic!("{at}: {why}"));
            let back = match load_str("draft", &draft.text) {
                Ok(services) => services.into_iter().next().unwrap(),
                Err(report) => {
                    other.push(format!(
                        "{at}: {}",
                        report
                            .findings()
                            .iter()
                            .map(|finding| finding.one_line())
                            .collect::<Vec<_>>()
                            .join("; ")
                    ));
                    continue;
                }
            };
            for operation in &service.operations {
                all += 1;
                let Some(own) = back
                    .operations
                    .iter()
                    .find(|own| own.name == operation.name)
                else {
                    other.push(format!("{at} {}: is not there", operation.name));
                    continue;
                };
                let (expected, found) = (said(service, operation), said(&back, own));
                for key in expected
                    .keys()
                    .chain(found.keys().filter(|key| !expected.contains_key(*key)))
                {
                    if expected.get(key) != found.get(key) {
                        other.push(format!(
                            "{at} {} {key}: {:?} not {:?}",
                            operation.name,
                            found.get(key),
                            expected.get(key)
                        ));
                    }
                }
            }
        }
    }
    // OpenAPI says the media type where responses have the header, so that documents do not have it.
    let is_expected = |line: &&String| {
        ["HeadAccount", "HeadContainer"]
            .iter()
            .any(|name| line.contains(&format!(" {name} response: ")))
    };
    let (expected, other): (Vec<&String>, Vec<&String>) = other.iter().partition(is_expected);
    assert_eq!(expected.len(), 4, "{other:#?}");
    assert!(
        expected
            .iter()
            .all(|line| line.matches("content-type?").count() == 1),
        "{expected:#?}"
    );
    assert!(other.is_empty(), "{} of {all}:\n{other:#?}", other.len());
    assert!(all > 1800, "{all}");
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/openapi")
            .join(name),
    )
    .unwrap()
}

/// A draft is a sound spec, and reviewed.
fn check(name: &str) {
    let draft = drafted(&fixture(name)).unwrap();
    if let Err(report) = load_str("draft", &draft.text) {
        panic!("{report}");
    }
    insta::assert_snapshot!(name, draft.text);
}

#[test]
fn a_document_of_2_0_in_json() {
    check("pets.2.0.json");
}

#[test]
fn a_document_of_3_0_in_yaml_as_catalogues_have_it() {
    check("accounts.3.0.yaml");
}

#[test]
fn a_document_goes_into_a_spec_that_is_there() {
    let spec = "spec: 1\nservice: accounts\ntitle: Accounts\ndocs: https://api.ncloud-docs.com/docs/accounts\nurl: https://accounts.apigw.ntruss.com/api/v1\n\noperations:\n  GetBase:\n    doc: Returns it.\n    docs: https://api.ncloud-docs.com/docs/accounts-base\n    http: GET /base\n    response: Base\n\ntypes:\n  Base: { name: string }\n";
    let text = fixture("accounts.3.0.yaml");
    let page = Page {
        name: "document",
        text: &text,
    };
    let into = Path::new("accounts.yaml");
    let draft = draft::draft_into(into, spec, &[page], &Options::default()).unwrap();
    let service = load_str("draft", &draft.text).unwrap().remove(0);
    assert_eq!(
        draft.operations,
        ["ListAccounts", "CreateAccount", "PostForm"]
    );
    let list = service
        .operations
        .iter()
        .find(|operation| operation.name == "ListAccounts")
        .unwrap();
    // The name of the type was taken.
    let of = response(&service, &list.response);
    assert!(of.contains("list<{id: Scalar(String)"), "{of}");
    assert!(!draft.text.contains("\n    url: "), "{}", draft.text);
    assert!(
        draft
            .text
            .contains("# gap: the address `https://accounts.apigw.gov-ntruss.com/api/v1`")
    );

    let again = draft::draft_into(into, &draft.text, &[page], &Options::default()).unwrap_err();
    assert!(again.contains("has a `ListAccounts` already"), "{again}");
}

#[test]
fn what_is_no_document_or_none_that_is_read_says_why() {
    let said = |text: &str| drafted(text).unwrap_err();
    assert_eq!(
        said(r#"{ "openapi": "4.0.0" }"#),
        "document: it is of version `4.0.0` of OpenAPI: 2.0, 3.0 and 3.1 are read"
    );
    assert_eq!(
        said(r#"{ "openapi": "3.0.0", "paths": {} }"#),
        "document: the document has no operation"
    );
    let why = said("openapi: 3.0.0\npaths: &all {}\n");
    assert!(
        why.contains("save the document as JSON, without anchors"),
        "{why}"
    );
}

#[test]
fn documents_cut_anywhere_are_refused_or_drafted() {
    let text = fixture("accounts.3.0.yaml");
    for (at, _) in text.char_indices().step_by(7) {
        if let Ok(draft) = drafted(&text[..at]) {
            assert!(!draft.operations.is_empty());
        }
    }
}
