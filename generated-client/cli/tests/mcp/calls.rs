//! Calls: what is let through, and what comes back.

use ncloud_sandbox::{
    Gateway, Misbehaviour, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY, ThrottleCode, Times,
};
use serde_json::{Value as Json, json};

use crate::support::{Agent, gateway, gateway_of, json, requests};

fn create(name: &str) -> Json {
    json!({
        "operation": "vpc.CreateVpc",
        "arguments": { "ipv4CidrBlock": "10.0.0.0/16", "vpcName": name }
    })
}

fn delete(number: &str) -> Json {
    json!({ "operation": "vpc.DeleteVpc", "arguments": { "vpcNo": number } })
}

#[tokio::test]
async fn what_changes_something_is_refused_unless_the_server_allows_it() {
    let gateway = gateway("vpc");
    let agent = Agent::of(&gateway, "").await;
    assert_eq!(
        agent.refused("call_operation", delete("1")).await,
        r#"{"error":"nothing was sent: `vpc.DeleteVpc` changes something, and this server only reads; whoever starts it can allow that with `--allow-writes=vpc.DeleteVpc`, and `dry_run` shows the request","kind":"usage"}"#
    );
    let agent = Agent::of(&gateway, "--allow-writes=vpc.CreateVpc").await;
    assert_eq!(
        agent.refused("call_operation", delete("1")).await,
        r#"{"error":"nothing was sent: `vpc.DeleteVpc` changes something, and this server reads, and changes by `vpc.CreateVpc` alone; whoever starts it can allow that with `--allow-writes=vpc.DeleteVpc`, and `dry_run` shows the request","kind":"usage"}"#
    );
    assert_eq!(requests(&gateway), Vec::<String>::new());
    let created = json(&agent.given("call_operation", create("shop")).await);
    assert_eq!(created["operation"], "vpc.CreateVpc");
    assert_eq!(created["status"], 200);
    let number = created["data"]["vpcList"][0]["vpcNo"].as_str().unwrap();
    for options in ["--allow-writes", "--allow-writes=vpc"] {
        let agent = Agent::of(&gateway, options).await;
        agent.call("call_operation", delete(number)).await;
    }
    assert_eq!(
        requests(&gateway),
        [
            "POST /vpc/v2/createVpc",
            "POST /vpc/v2/deleteVpc",
            "POST /vpc/v2/deleteVpc"
        ]
    );
}

#[tokio::test]
async fn a_dry_run_shows_the_request_without_keys_and_sends_nothing() {
    let gateway = gateway("vpc");
    let agent = Agent::of(&gateway, "").await;
    let mut arguments = delete("1234");
    arguments["dry_run"] = json!(true);
    let shown = json(&agent.given("call_operation", arguments).await);
    assert_eq!(shown["sent"], false);
    let request = shown["request"].as_str().unwrap();
    assert!(request.starts_with("POST /vpc/v2/deleteVpc\n"), "{request}");
    assert!(request.contains("\nvpcNo=1234\n"), "{request}");
    assert!(
        request.contains("x-ncp-iam-access-key: [redacted]"),
        "{request}"
    );
    assert_eq!(requests(&gateway), Vec::<String>::new());
}

#[tokio::test]
async fn a_result_that_is_too_long_comes_in_parts_of_whole_elements() {
    let gateway = gateway("vpc");
    let agent = Agent::of(&gateway, "--allow-writes --reply-limit 700").await;
    for name in ["one", "two", "three", "four"] {
        agent.given("call_operation", create(name)).await;
    }
    let list = json!({ "operation": "vpc.GetVpcList" });
    let mut part = json(&agent.given("call_operation", list).await);
    assert_eq!(part["operation"], "vpc.GetVpcList");
    assert_eq!(part["data"]["totalRows"], 4);
    assert_eq!(
        part["note"],
        "this is a part: `read_more` with `next` as its `token` gives the next one"
    );
    let mut names = Vec::new();
    let mut count = 1;
    loop {
        let data = &part["data"];
        assert!(data.to_string().len() <= 700, "{data}");
        let elements = data["vpcList"].as_array().unwrap();
        names.extend(elements.iter().map(|it| it["vpcName"].clone()));
        assert!(
            part["part"]
                .as_str()
                .unwrap()
                .starts_with(&format!("{count} of "))
        );
        let Some(next) = part["next"].as_str() else {
            break;
        };
        let token = json!({ "token": next });
        let again = agent.given("read_more", token.clone()).await;
        assert_eq!(agent.given("read_more", token).await, again);
        part = json(&again);
        count += 1;
    }
    names.sort_by_key(ToString::to_string);
    assert_eq!(names, ["four", "one", "three", "two"]);
    assert!(count > 1);
}

#[tokio::test]
async fn an_element_that_is_too_long_comes_as_pieces_of_text() {
    let gateway = gateway_of("vserver", Gateway::builder());
    let list = json!({ "operation": "vserver.GetServerInstanceList" });
    let whole = json(
        &Agent::of(&gateway, "")
            .await
            .given("call_operation", list.clone())
            .await,
    );
    let agent = Agent::of(&gateway, "--reply-limit 200").await;
    let mut part = json(&agent.given("call_operation", list).await);
    let mut text = String::new();
    loop {
        text.push_str(part["text"].as_str().unwrap());
        let Some(next) = part["next"].as_str() else {
            break;
        };
        part = json(&agent.given("read_more", json!({ "token": next })).await);
    }
    assert_eq!(json(&text), whole["data"]);
}

#[tokio::test]
async fn all_pages_are_walked_and_one_page_says_that_there_are_more() {
    let gateway = gateway("vserver");
    let agent = Agent::of(&gateway, "--allow-writes").await;
    for number in 0..5 {
        let arguments = json!({
            "operation": "vserver.CreateLoginKey",
            "arguments": { "keyName": format!("key{number}") }
        });
        let created = json(&agent.given("call_operation", arguments).await);
        assert_eq!(created["data"]["privateKey"], "[redacted]");
    }
    let mut list = json!({
        "operation": "vserver.GetLoginKeyList",
        "arguments": { "pageSize": 2 }
    });
    let page = json(&agent.given("call_operation", list.clone()).await);
    assert_eq!(page["pages"], "2 of 5 items: `all_pages` walks through all");
    list["all_pages"] = json!(true);
    let before = requests(&gateway).len();
    let all = json(&agent.given("call_operation", list).await);
    let keys = all["data"].as_array().unwrap().iter();
    let names: Vec<&str> = keys.map(|key| key["keyName"].as_str().unwrap()).collect();
    assert_eq!(names, ["key0", "key1", "key2", "key3", "key4"]);
    assert_eq!(all["pages"], Json::Null);
    assert_eq!(requests(&gateway).len() - before, 3);
}

#[tokio::test]
async fn a_call_names_its_region() {
    let gateway = gateway("vpc");
    let agent = Agent::of(&gateway, "--region KR").await;
    let mut list = json!({ "operation": "vpc.GetVpcList", "dry_run": true });
    let shown = agent.given("call_operation", list.clone()).await;
    assert!(shown.contains("regionCode=KR"), "{shown}");
    list["region"] = json!("JPN");
    let shown = agent.given("call_operation", list).await;
    assert!(shown.contains("regionCode=JPN"), "{shown}");
}

#[tokio::test]
async fn secrets_stay_hidden() {
    let gateway = gateway_of("vserver", Gateway::builder());
    let agent = Agent::of(&gateway, "--allow-writes --reveal").await;
    let reply = agent
        .given(
            "call_operation",
            json!({
                "operation": "vserver.GetRootPassword",
                "arguments": { "serverInstanceNo": "1", "privateKey": "-----BEGIN RSA PRIVATE KEY-----" }
            }),
        )
        .await;
    assert_eq!(
        json(&reply)["data"]["rootPassword"],
        "[redacted]",
        "{reply}"
    );
    let mut arguments = json!({
        "operation": "vserver.GetRootPassword",
        "arguments": { "serverInstanceNo": "1", "privateKey": "-----BEGIN RSA PRIVATE KEY-----" }
    });
    arguments["dry_run"] = json!(true);
    let shown = agent.given("call_operation", arguments).await;
    assert!(!shown.contains("BEGIN RSA"), "{shown}");
    for secret in [SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY] {
        assert!(!reply.contains(secret) && !shown.contains(secret));
    }
}

#[tokio::test]
async fn a_failure_of_the_service_is_told_with_its_kind_and_advice() {
    let gateway = gateway("vpc");
    let agent = Agent::of(&gateway, "--max-attempts 1").await;
    let throttle = Misbehaviour::throttle(ThrottleCode::RateLimited);
    gateway.misbehave(throttle, Times::from(1));
    let list = json!({ "operation": "vpc.GetVpcList" });
    let reply = json(&agent.refused("call_operation", list).await);
    assert_eq!(reply["kind"], "throttled", "{reply}");
    assert_eq!(reply["advice"], "call again later, or less often");
}
