//! Lists, as people and programs want them.

use std::io::Read as _;
use std::process::Stdio;

use crate::support::{Cloud, failed, printed, text};

#[test]
fn servers_are_a_table() {
    let cloud = Cloud::of_samples("vserver");
    let output = cloud.run("vserver get-server-instance-list --output table");
    insta::assert_snapshot!("table_of_servers", printed(&output));
    insta::assert_snapshot!("table_of_servers_stderr", text(&output.stderr));
}

#[test]
fn columns_are_chosen() {
    let cloud = Cloud::of_samples("vserver");
    let shown = cloud.data(
        "vserver getServerInstanceList -o table --columns serverName,serverInstanceStatus.codeName",
    );
    assert_eq!(
        shown
            .lines()
            .next()
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>(),
        ["serverName", "serverInstanceStatus.codeName"]
    );
    let said = failed(
        &cloud.run("vserver get-server-instance-list -o table --columns serverNam"),
        7,
    );
    assert_eq!(
        said,
        "error: there is no column `serverNam`; did you mean `serverName`?\n"
    );
}

#[test]
fn public_addresses_are_picked_by_a_query() {
    let cloud = Cloud::of_samples("vserver");
    let all = cloud.data("vserver GetServerInstanceList --query serverInstanceList[].publicIp");
    let all: Vec<String> = serde_json::from_str(&all).unwrap();
    let lines = cloud.data(
        "vserver get-server-instance-list --query serverInstanceList[].publicIp --output text",
    );
    assert_eq!(lines.lines().collect::<Vec<_>>(), all);
    assert!(!all.is_empty());
    let said = failed(&cloud.run("vserver get-server-instance-list --query [}"), 2);
    assert!(said.starts_with("error: --query: "), "{said}");
}

#[test]
fn all_pages_are_csv() {
    let cloud = Cloud::of("vserver");
    for number in 0..5 {
        cloud.data(&format!("vserver create-login-key --key-name key{number}"));
    }
    let before = cloud.gateway.requests().len();
    let output = cloud.run("vserver get-login-key-list --page-size 2 --all --output csv --columns keyName --progress always");
    assert_eq!(printed(&output), "keyName\nkey0\nkey1\nkey2\nkey3\nkey4\n");
    assert_eq!(cloud.gateway.requests().len() - before, 3);
    let said = text(&output.stderr).replace('\r', "\n");
    assert!(
        said.contains("\n[################    ]  80 % page 2, 4 of 5\n"),
        "{said}"
    );
    let said = failed(&cloud.run("vserver get-region-list --all"), 2);
    assert_eq!(
        said,
        "error: `GetRegionList` gives its whole response at once, and has no pages: leave `--all` out\n"
    );
}

#[test]
fn yaml_and_json_say_the_same() {
    let cloud = Cloud::of_samples("vserver");
    let json = cloud.data("vserver get-region-list --output json");
    let yaml = cloud.data("vserver get-region-list --output yaml");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let read: serde_json::Value = serde_yaml::from_str(&yaml).unwrap();
    assert_eq!(read, json);
    insta::assert_snapshot!("regions_as_yaml", yaml);
}

#[test]
fn a_reader_that_goes_is_no_failure() {
    let cloud = Cloud::of_samples("vserver");
    let mut command = cloud.command("vserver get-server-instance-list --output json");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(
        !said.contains("error") && !said.contains("panicked"),
        "{said}"
    );
}
