//! Drafts against the clients that were written by hand from the same pages.

use std::fs;

use ncloud_codegen::ir::{Body, Field, Operation, Service, ShapeKind, Type};
use ncloud_tools::draft::{self, Options, Page};

use super::{
    pages::{drafted, read},
    statements::said,
};
use crate::support;

/// The spec of the repository, and the draft of a page in it once what the page describes is taken out.
fn drafted_into(spec: &str, without: &[&str], page: &str, name: &str) -> (Service, Service) {
    let path = support::path("../spec").join(spec);
    let whole = fs::read_to_string(&path).unwrap();
    let less = without
        .iter()
        .fold(whole.clone(), |text, entry| without_entry(&text, entry));
    let text = read(page);
    let pages = [Page {
        name: page,
        text: &text,
    }];
    let options = Options {
        name: Some(name.to_owned()),
        ..Options::default()
    };
    let draft = draft::draft_into(&path, &less, &pages, &options).unwrap();
    (support::service(&whole), support::service(&draft.text))
}

/// A spec without one operation or type.
fn without_entry(spec: &str, name: &str) -> String {
    let head = format!("  {name}:");
    let mut kept = String::new();
    let mut is_in = false;
    let mut found = false;
    for line in spec.lines() {
        if line == head {
            is_in = true;
            found = true;
        } else if is_in && !line.is_empty() && !line.starts_with("   ") {
            is_in = false;
        }
        if !is_in {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    assert!(found, "{name}");
    kept
}

/// What a client is made of, without the wording: no texts, no places in files, no names that the page does not give.
fn bare(service: &Service, operation: &str) -> String {
    let operation = service.operation_named(operation).unwrap();
    let mut text = format!(
        "{} {}\n",
        operation.method.as_str(),
        service.path_template(operation)
    );
    text.push_str(&format!(
        "{:?} {:?} {:?} {:?} {:?}\n",
        operation.authorization,
        operation.safety,
        operation.constants,
        operation.response.statuses,
        operation.response.envelope,
    ));
    for parameter in &operation.parameters {
        text.push_str(&format!(
            "{:?} {:?} {}\n",
            parameter.location,
            parameter.style,
            bare_field(&parameter.field)
        ));
    }
    if let Some(body) = &operation.body {
        let fields: &[Field] = match body {
            Body::Object(fields) => fields,
            Body::Value(field) => std::slice::from_ref(field.as_ref()),
        };
        for field in fields {
            text.push_str(&format!("body {}\n", bare_field(field)));
        }
    }
    if let Some(ty) = &operation.response.ty {
        text.push_str(&bare_type(service, ty));
    }
    text
}

fn bare_field(field: &Field) -> String {
    format!(
        "{} {} {:?} {} {} {:?} {:?}",
        field.wire_name,
        field.rust_name,
        field.ty,
        field.is_required(),
        field.sensitive,
        field.facts.default,
        field.facts.size
    )
}

/// A type, structs by their fields.
fn bare_type(service: &Service, ty: &Type) -> String {
    match ty {
        Type::List(inner) => format!("list of {}", bare_type(service, inner)),
        Type::Named(ShapeKind::Struct, name) => service
            .type_named(name)
            .unwrap()
            .shape
            .fields()
            .iter()
            .map(|field| format!("\n  {}", bare_field(field)))
            .collect(),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_page_on_withdrawals_gives_the_client_that_was_written_by_hand() {
    let (written, drafted) = drafted_into(
        "organization.yaml",
        &["ListWithdrawalRequests", "WithdrawalRequest"],
        "organization-get-account-leave-2022.txt",
        "ListWithdrawals",
    );
    assert_eq!(
        bare(&drafted, "ListWithdrawals"),
        bare(&written, "ListWithdrawalRequests")
    );
    assert!(drafted.type_named("Withdrawal").is_some());
    let sample = &drafted.operation_named("ListWithdrawals").unwrap().examples[0].response;
    let by_hand = &written
        .operation_named("ListWithdrawalRequests")
        .unwrap()
        .examples;
    let of_2022 = by_hand
        .iter()
        .find(|example| example.name == "documented_2022")
        .unwrap();
    assert_eq!(sample, &of_2022.response);
}

#[test]
fn the_page_on_members_gives_the_client_that_was_written_by_hand() {
    let (written, drafted) = drafted_into(
        "media_connect_center.yaml",
        &["GetUser"],
        "mediaconnectcenter-memberview-2023.txt",
        "GetMember",
    );
    assert_eq!(bare(&drafted, "GetMember"), bare(&written, "GetUser"));
    let drafted = drafted.operation_named("GetMember").unwrap();
    // The type that the service has already.
    assert_eq!(
        drafted.response.ty,
        Some(Type::Named(ShapeKind::Struct, "User".to_owned()))
    );
    let by_hand = &written.operation_named("GetUser").unwrap().examples[0];
    let sample = &drafted.examples[0];
    assert_eq!(sample.request, by_hand.request);
    assert_eq!(sample.sent, by_hand.sent);
    assert_eq!(sample.response, by_hand.response);
    assert_eq!(
        drafted.notes.defects,
        [
            "The address has the host ncloudmcc.apigw.ntruss.co; the sample has ncloudmcc.apigw.ntruss.com."
        ]
    );
}

/// Alone, a page says nothing of enums and of what is personal; all else is the same.
#[test]
fn the_seed_pages_alone_give_the_same_operations() {
    for (spec, page, by_hand) in [
        (
            "organization.yaml",
            "organization-get-account-leave-2022.txt",
            "ListWithdrawalRequests",
        ),
        (
            "media_connect_center.yaml",
            "mediaconnectcenter-memberview-2023.txt",
            "GetUser",
        ),
    ] {
        let drafted = support::service(&drafted(page, &Options::default()));
        let spec = support::path("../spec").join(spec);
        let written = support::service(&fs::read_to_string(spec).unwrap());
        let plain = |service: &Service, operation: &Operation| {
            let mut lines = said(service, operation);
            for line in &mut lines {
                for name in ["MemberStatus", "Locale"] {
                    *line = line.replace(&format!(" {name} "), " string ");
                }
            }
            lines.sort();
            lines
        };
        assert_eq!(
            plain(&drafted, &drafted.operations[0]),
            plain(&written, written.operation_named(by_hand).unwrap()),
            "{page}"
        );
    }
}
