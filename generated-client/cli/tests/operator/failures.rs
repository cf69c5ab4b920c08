//! What goes wrong, what is said of it, and which status tells it.

use ncloud_sandbox::{Misbehaviour, ThrottleCode, Times};

use crate::support::{Cloud, failed, program};

#[test]
fn a_wrong_name_is_told_with_the_right_one() {
    let said = failed(
        &program("vserver get-server-instance-list --serverNme a")
            .output()
            .unwrap(),
        2,
    );
    assert!(
        said.contains("error: unexpected argument '--serverNme' found"),
        "{said}"
    );
    assert!(
        said.contains("'--server-name'") || said.contains("'--serverName'"),
        "{said}"
    );
    let said = failed(
        &program("vserver get-server-instance-lst").output().unwrap(),
        2,
    );
    assert!(said.contains("get-server-instance-list"), "{said}");
    let said = failed(
        &program("vservr get-server-instance-list").output().unwrap(),
        2,
    );
    assert!(said.contains("'vserver'"), "{said}");
    let said = failed(
        &program("vserver create-server-instances --input-json {\"vpcNoo\":\"1\"}")
            .output()
            .unwrap(),
        2,
    );
    assert_eq!(
        said,
        "error: `CreateServerInstances` has no parameter `vpcNoo`; did you mean `vpcNo`?\n"
    );
}

#[test]
fn what_lacks_is_named_by_its_flag() {
    let said = failed(&program("vpc get-vpc-detail").output().unwrap(), 2);
    assert_eq!(
        said,
        "error: `GetVpcDetail` needs values that are not given\n  --vpc-no: VPC number, as answered by GetVpcList.\n"
    );
}

#[test]
fn each_class_of_failure_has_a_status() {
    let cloud = Cloud::of("vserver");
    let line = "vserver get-region-list --max-attempts 1";
    let status = |misbehaviour: Misbehaviour| {
        cloud.gateway.misbehave(misbehaviour, Times::from(1));
        cloud.run(line).status.code().unwrap()
    };
    assert_eq!(status(Misbehaviour::respond(500, "{}")), 1);
    assert_eq!(status(Misbehaviour::respond(401, "{}")), 3);
    assert_eq!(status(Misbehaviour::respond(403, "{}")), 3);
    assert_eq!(status(Misbehaviour::respond(404, "{}")), 4);
    assert_eq!(status(Misbehaviour::throttle(ThrottleCode::RateLimited)), 5);
    let nobody = program("vserver get-region-list --endpoint http://127.0.0.1:9 --max-attempts 1");
    let mut nobody = nobody;
    let said = failed(&nobody.output().unwrap(), 6);
    assert!(
        said.contains("\nhelp: nothing was sent: check the network, "),
        "{said}"
    );
}

#[test]
fn without_keys_it_says_where_they_come_from() {
    let mut command = program("vserver get-region-list --max-attempts 1");
    command
        .env_remove("NCLOUD_ACCESS_KEY_ID")
        .env_remove("NCLOUD_SECRET_ACCESS_KEY")
        .env("NCLOUD_METADATA_API_ENDPOINT", "http://127.0.0.1:9");
    let said = failed(&command.output().unwrap(), 3);
    assert!(said.contains("environment: no key is set"), "{said}");
}
