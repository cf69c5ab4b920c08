//! Several pages into one spec, and pages into the part of their chapter.

use std::fs;

use ncloud_tools::draft::{self, Options, Page};

use super::pages::read;
use crate::support;

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
