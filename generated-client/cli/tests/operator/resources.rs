//! What is created, waited for, and torn down.

use crate::support::{Cloud, failed, printed, requests, text};

#[test]
fn a_network_is_created_waited_for_and_torn_down() {
    let cloud = Cloud::of("vpc");
    let create = "vpc create-vpc --ipv4-cidr-block 10.0.0.0/16 --vpc-name shop --wait --wait-every 10ms --query vpcList[0].vpcNo -o text --progress always";
    let output = cloud.run(create);
    let number = printed(&output);
    let said = text(&output.stderr);
    assert!(said.contains(" vpc-running: "), "{said}");
    assert!(said.ends_with("vpc-running: reached\n"), "{said}");
    let number = number.trim();
    let state = cloud.data(&format!(
        "vpc get-vpc-detail --vpc-no {number} --query vpcList[0].vpcStatus.code -o text"
    ));
    assert_eq!(state, "RUN\n");

    let line = format!("vpc delete-vpc --vpc-no {number}");
    let before = cloud.gateway.requests().len();
    let refused = failed(&cloud.run(&line), 2);
    assert_eq!(
        refused,
        "error: `vpc delete-vpc` deletes or stops something, and nobody is there to ask: `--yes` goes on, `--dry-run` shows the request\n"
    );
    assert_eq!(cloud.gateway.requests().len(), before);
    let output = cloud.run(&format!("{line} --yes --wait --wait-every 10ms"));
    printed(&output);
    assert_eq!(text(&output.stderr), "vpc-deleted: reached\n");
}

#[test]
fn a_delete_is_shown_and_not_sent() {
    let cloud = Cloud::of("vpc");
    let shown = cloud.data("vpc delete-vpc --vpc-no 1234 --dry-run --region KR");
    assert_eq!(requests(&cloud.gateway), Vec::<String>::new());
    let shown = shown.replace(cloud.gateway.url().trim_start_matches("http://"), "HOST");
    insta::assert_snapshot!("dry_run", shown);
}

#[test]
fn a_wait_that_is_not_plain_is_refused_before_anything_is_sent() {
    let cloud = Cloud::of("vpc");
    let said = failed(&cloud.run("vpc get-vpc-list --wait nothing"), 2);
    assert!(
        said.starts_with("error: there is no wait `nothing`; there are "),
        "{said}"
    );
    assert_eq!(requests(&cloud.gateway), Vec::<String>::new());
}
