//! Drafts from real pages: each against a reviewed snapshot and a list of what the page says, made by hand.

use std::{fs, path::PathBuf};

use ncloud_codegen::{
    draft::{self, Options, Page},
    ir::{Authorization, Body, CivilKind, Field, Operation, Service, Shape, TimeFormat, Type},
};

use crate::support;

const PAGES: &str = "fixtures/pages";

fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(support::path(PAGES))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let extension = path.extension().unwrap();
            extension != "expected" && !path.ends_with("README.md")
        })
        .collect();
    pages.sort();
    pages
}

fn read(page: &str) -> String {
    fs::read_to_string(support::path(PAGES).join(page)).unwrap()
}

fn drafted(page: &str, options: &Options) -> String {
    let text = read(page);
    let pages = [Page {
        name: page,
        text: &text,
    }];
    draft::draft(&pages, options).unwrap().text
}

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
            parameter.place,
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
        field.required,
        field.sensitive,
        field.default,
        field.size
    )
}

/// A type, structs by their fields.
fn bare_type(service: &Service, ty: &Type) -> String {
    match ty {
        Type::List(inner) => format!("list of {}", bare_type(service, inner)),
        Type::Struct(name) => service
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
    assert_eq!(drafted.response.ty, Some(Type::Struct("User".to_owned())));
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

#[test]
fn drafts_are_those_that_were_reviewed() {
    support::snapshots("drafts").bind(|| {
        for page in pages() {
            let name = page.file_name().unwrap().to_str().unwrap();
            let text = drafted(name, &Options::default());
            support::service(&text);
            insta::assert_snapshot!(name, text);
        }
    });
}

/// Over all pages nine in ten are right, and what is wrong or missing is marked: where it stands, or at the operation.
#[test]
fn drafts_say_what_the_pages_say() {
    let (mut right, mut all) = (0, 0);
    let mut unmarked = Vec::new();
    for page in pages() {
        let name = page.file_name().unwrap().to_str().unwrap();
        let expected = fs::read_to_string(page.with_extension("expected")).unwrap();
        let expected: Vec<&str> = expected.lines().collect();
        let text = drafted(name, &Options::default());
        let service = support::service(&text);
        let operation = &service.operations[0];
        let said = said(&service, operation);
        all += expected.len();
        let marked = marked(&service, operation);
        for line in &expected {
            if said.iter().any(|said| said == line) {
                right += 1;
            } else {
                let key = line.rsplitn(3, ' ').last().unwrap();
                if !marked.iter().any(|marked| marked == key) {
                    unmarked.push(format!("{name}: {line} is not there, and nothing says so"));
                }
            }
        }
        for line in &said {
            let key = line.rsplitn(3, ' ').last().unwrap();
            if !expected.contains(&line.as_str()) && !marked.iter().any(|marked| marked == key) {
                unmarked.push(format!("{name}: {line} is too much, and nothing says so"));
            }
        }
    }
    assert_eq!(unmarked, Vec::<String>::new());
    assert!(right * 10 >= all * 9, "{right} of {all} are right");
}

#[test]
fn a_page_without_a_request_is_refused() {
    let pages = [Page {
        name: "overview.txt",
        text: "Overview\n\nThis is a service.\n",
    }];
    assert_eq!(
        draft::draft(&pages, &Options::default()).unwrap_err(),
        "overview.txt: it does not say where the request goes: there is neither a method with a path nor a command"
    );
}

#[test]
fn pages_of_a_service_come_into_one_spec() {
    let (first, second) = (
        read("organization-get-account-leave.txt"),
        read("organization-get-account-leave-force.txt"),
    );
    let pages = [
        Page {
            name: "first",
            text: &first,
        },
        Page {
            name: "second",
            text: &second,
        },
    ];
    let draft = draft::draft(&pages, &Options::default()).unwrap();
    assert_eq!(
        draft.operations,
        ["GetWithdrawalRequestList", "ForceWithdrawAccount"]
    );
    let service = support::service(&draft.text);
    assert_eq!(service.operations.len(), 2);
    assert_eq!(
        service.path_template(&service.operations[1]),
        "/open-api/v1/account/leave/force"
    );
}

const PART: &str = "\
spec: 1
part_of: vpc
title: Subnets
docs: https://a.b/d

operations:
  DeleteSubnet:
    doc: Deletes a subnet.
    docs: https://a.b/e
    form:
      subnetNo: string
    response:
      subnetList?: list<Subnet>
";

#[test]
fn a_page_comes_into_the_part_of_its_chapter() {
    let folder = tempfile::tempdir().unwrap();
    let service = folder.path().join("service.yaml");
    fs::write(
        &service,
        "spec: 1\nservice: vpc\ntitle: VPC\ndocs: https://a.b/c\nurl: https://ncloud.apigw.ntruss.com/vpc/v2\nprotocol: form\n\
         types:\n  Subnet:\n    subnetNo?: string\n",
    )
    .unwrap();
    let part = folder.path().join("subnet.yaml");
    let text = PART;
    fs::write(&part, text).unwrap();
    let page = read("networking-vpc-subnetmanagement-getsubnetdetail.txt");
    let pages = [Page {
        name: "page",
        text: &page,
    }];
    let draft = draft::draft_into(&part, text, &pages, &Options::default()).unwrap();
    assert!(draft.text.starts_with(text), "{}", draft.text);
    fs::write(&part, &draft.text).unwrap();
    let services =
        ncloud_codegen::load([folder.path()]).unwrap_or_else(|report| panic!("{report}"));
    let operation = services[0].operation_named("GetSubnetDetail").unwrap();
    // The service has another type of that name.
    assert!(
        services[0].type_named("SubnetDetailSubnet").is_some(),
        "{}",
        draft.text
    );
    assert_eq!(
        services[0].path_template(operation),
        "/vpc/v2/getSubnetDetail"
    );
}

fn of_inline(page: &str) -> (Service, Vec<String>) {
    let pages = [Page {
        name: "page",
        text: page,
    }];
    let draft = draft::draft(&pages, &Options::default()).unwrap();
    let service = support::service(&draft.text);
    let said = said(&service, &service.operations[0]);
    (service, said)
}

/// A table may list the members of one member as if they were those of the answer.
#[test]
fn what_wraps_an_answer_is_seen_in_the_sample() {
    let (service, said) = of_inline(
        "Get certificate\n\nReturns a certificate.\n\nGET https://pca.apigw.ntruss.com/api/v1/cert\n\nResponse body\n\nField Type Required Description\n\
         commonName String - Common name\nnotAfterDate Long - Expiry (timestamp)\n\nResponse example\n\n\
         {\"code\": \"SUCCESS\", \"data\": {\"commonName\": \"a\", \"notAfterDate\": 2036465242000}}\n",
    );
    assert_eq!(
        said,
        [
            "GET https://pca.apigw.ntruss.com/api/v1/cert",
            "answer code string optional",
            "answer data.commonName string optional",
            "answer data.notAfterDate timestamp(ms) optional",
        ]
    );
    assert_eq!(service.operations[0].doc, "Returns a certificate.");
    let defects = &service.operations[0].notes.defects;
    assert_eq!(
        defects,
        &[
            "The table lists the members of data as if they were those of the answer; the sample has them in data."
        ]
    );
}

#[test]
fn groups_of_members_are_what_they_are_members_of() {
    let (_, said) = of_inline(
        "<h1>Search trend</h1><h2>Request</h2><p>POST https://a.apigw.ntruss.com/datalab/v1/search</p><h2>Response</h2><h3>Response body</h3>\
         <table><tr><th>Field group</th><th>Field</th><th>Type</th></tr><tr><td></td><td>timeUnit</td><td>string</td></tr>\
         <tr><td rowspan=2>results[]</td><td>title</td><td>string</td></tr><tr><td>keywords</td><td>array&lt;string&gt;</td></tr></table>",
    );
    assert_eq!(
        said[1..],
        [
            "answer timeUnit string optional",
            "answer results[].title string optional",
            "answer results[].keywords list<string> optional",
        ]
    );
}

/// Nothing that a page can hold breaks the reader.
#[test]
fn pages_cut_off_anywhere_are_drafted_or_refused() {
    let mut unsound = Vec::new();
    for page in pages() {
        let name = page.file_name().unwrap().to_str().unwrap();
        let text = read(name);
        let cuts: Vec<usize> = text
            .char_indices()
            .map(|(index, _)| index)
            .step_by(61)
            .collect();
        for cut in cuts {
            let pages = [Page {
                name,
                text: &text[..cut],
            }];
            if let Ok(draft) = draft::draft(&pages, &Options::default()) {
                let findings = support::findings(&draft.text);
                unsound.extend(
                    findings
                        .iter()
                        .map(|finding| format!("{name}, {cut}: {}", finding.one_line())),
                );
            }
        }
    }
    assert_eq!(unsound, Vec::<String>::new());
}

/// What an operation says, a line each: where it is, how callers say who they are, and the leaves of what goes out and comes back.
fn said(service: &Service, operation: &Operation) -> Vec<String> {
    let address = service.address_of(operation);
    let mut lines = vec![format!(
        "{} {}{}",
        operation.method.as_str(),
        address.base.endpoint,
        service.path_template(operation)
    )];
    match &operation.authorization {
        Authorization::Signature => {}
        Authorization::ApiKey => lines.push("auth api_key".to_owned()),
        other => lines.push(format!("auth {other:?}")),
    }
    if operation.response.statuses != [200] {
        lines.push(format!("status {}", operation.response.statuses[0]));
    }
    for constant in &operation.constants {
        if constant.name != "responseFormatType" {
            let name = constant.name.replace("content-type", "Content-Type");
            lines.push(format!("constant {name} {}", constant.value));
        }
    }
    for parameter in &operation.parameters {
        let place = parameter.place.as_str();
        leaves(service, place, "", &parameter.field, &mut |line, _| {
            lines.push(line)
        });
    }
    each_member(service, operation, &mut |line, _| lines.push(line));
    lines
}

fn each_member(service: &Service, operation: &Operation, each: &mut dyn FnMut(String, &Field)) {
    for field in operation.body_fields() {
        leaves(service, "body", "", field, each);
    }
    let envelope = operation
        .response
        .envelope
        .as_ref()
        .map(|envelope| envelope.member.as_str());
    let above = envelope
        .filter(|name| !name.ends_with("Response"))
        .unwrap_or_default();
    let Some(ty) = &operation.response.ty else {
        return;
    };
    let (above, ty) = match ty {
        Type::List(element) => (format!("{above}[]"), element.as_ref()),
        other => (above.to_owned(), other),
    };
    if let Type::Struct(name) = ty {
        for field in service.type_named(name).unwrap().shape.fields() {
            leaves(service, "answer", &above, field, each);
        }
    }
}

/// The members of a field that have none of their own.
fn leaves(
    service: &Service,
    place: &str,
    above: &str,
    field: &Field,
    each: &mut dyn FnMut(String, &Field),
) {
    let dot = if above.is_empty() { "" } else { "." };
    let name = format!("{above}{dot}{}", field.wire_name);
    let (name, ty) = match &field.ty {
        Type::List(element) if matches!(**element, Type::Struct(_)) => {
            (format!("{name}[]"), element.as_ref())
        }
        other => (name, other),
    };
    if let Type::Struct(of) = ty
        && let Shape::Struct(fields) = &service.type_named(of).unwrap().shape
    {
        for field in fields {
            leaves(service, place, &name, field, each);
        }
        return;
    }
    let required = if field.required {
        "required"
    } else {
        "optional"
    };
    each(format!("{place} {name} {} {required}", spelled(ty)), field);
}

/// The leaves that a remark stands at.
fn marked(service: &Service, operation: &Operation) -> Vec<String> {
    let mut marked = Vec::new();
    let mut mark = |line: String, field: &Field| {
        if !field.notes.defects.is_empty() || !field.notes.unconfirmed.is_empty() {
            marked.push(line.rsplitn(3, ' ').last().unwrap().to_owned());
        }
    };
    for parameter in &operation.parameters {
        leaves(
            service,
            parameter.place.as_str(),
            "",
            &parameter.field,
            &mut mark,
        );
    }
    each_member(service, operation, &mut mark);
    marked
}

fn spelled(ty: &Type) -> String {
    match ty {
        Type::String => "string".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::YesNo => "yn".to_owned(),
        Type::Json => "json".to_owned(),
        Type::Timestamp(TimeFormat::EpochMillis) => "timestamp(ms)".to_owned(),
        Type::Timestamp(TimeFormat::Iso8601) => "timestamp(iso)".to_owned(),
        Type::Civil(format) if format.kind() == CivilKind::DateTime => {
            format!("datetime({})", format.pattern())
        }
        Type::Civil(format) => format!("date({})", format.pattern()),
        Type::CommonCode(_) => "code".to_owned(),
        Type::List(element) => format!("list<{}>", spelled(element)),
        Type::Map(element) => format!("map<{}>", spelled(element)),
        Type::Struct(name) | Type::Enum(name) => name.clone(),
        other => format!("{other:?}"),
    }
}
