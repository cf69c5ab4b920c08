//! What the tools are, and those that send nothing.

use serde_json::json;

use crate::support::{Agent, gateway, json, requests};

#[tokio::test]
async fn there_are_four_tools_and_what_calls_says_what_it_may() {
    let gateway = gateway("vpc");
    let agent = Agent::of(&gateway, "").await;
    let tools = agent.tools().await;
    let names: Vec<&str> = tools.iter().map(|tool| tool.name.as_ref()).collect();
    assert_eq!(
        names,
        [
            "find_operations",
            "describe_operation",
            "call_operation",
            "read_more"
        ]
    );
    let only_reads = |tools: &[rmcp::model::Tool]| {
        let annotations = tools[2].annotations.as_ref().unwrap();
        (annotations.read_only_hint, annotations.destructive_hint)
    };
    assert_eq!(only_reads(&tools), (Some(true), Some(false)));
    let agent = Agent::of(&gateway, "--allow-writes=vpc.CreateVpc,sens").await;
    let tools = agent.tools().await;
    assert_eq!(only_reads(&tools), (Some(false), Some(true)));
    assert_eq!(
        tools[2].description.as_deref(),
        Some(
            "Calls an operation. This server reads, and changes by `vpc.CreateVpc`, `sens` alone. `dry_run` shows the request of any operation without sending it."
        )
    );
}

#[tokio::test]
async fn operations_are_found_in_both_languages() {
    let gateway = gateway("vpc");
    let agent = Agent::of(&gateway, "").await;
    for query in ["list servers", "서버 목록"] {
        let found = agent
            .given(
                "find_operations",
                json!({ "query": query, "limit": 1, "service": "vserver" }),
            )
            .await;
        let further = json(&found)["further"].as_u64().unwrap();
        assert_eq!(
            found,
            format!(
                r#"{{"operations":[{{"operation":"vserver.GetServerInstanceList","service":"VPC Server","does":"Lists the servers.","kind":"reads","allowed":true}}],"further":{further}}}"#
            )
        );
    }
    let found = agent
        .given(
            "find_operations",
            json!({ "query": "VPC 삭제", "limit": 1 }),
        )
        .await;
    assert_eq!(json(&found)["operations"][0]["operation"], "vpc.DeleteVpc");
    assert_eq!(json(&found)["operations"][0]["allowed"], false);
    let found = agent
        .given("find_operations", json!({ "query": "xyzzy" }))
        .await;
    assert_eq!(
        found,
        r#"{"operations":[],"note":"no operation has such words: use others, in English or Korean"}"#
    );
}

#[tokio::test]
async fn an_operation_is_described_with_the_defects_of_its_page() {
    let gateway = gateway("vpc");
    let agent = Agent::of(&gateway, "").await;
    let described = agent
        .given(
            "describe_operation",
            json!({ "operation": "vpc.DeleteVpc" }),
        )
        .await;
    assert_eq!(
        described,
        r#"{"data":{"operation":"vpc.DeleteVpc","service":"VPC","does":"Deletes a VPC.","page":"https://api.ncloud-docs.com/docs/en/networking-vpc-vpcmanagement-deletevpc","kind":"deletes or stops","allowed":false,"arguments":[{"name":"regionCode","type":"text","required":false,"in":"form","doc":"Region code; by default that of the first region that getRegionList of the service vserver answers."},{"name":"vpcNo","type":"text","required":true,"in":"form","doc":"VPC number, as answered by GetVpcList."}],"example":{"regionCode":"KR","vpcNo":"3804"},"response":"object: requestId, returnCode, returnMessage, totalRows, vpcList","defects":["ncloud-sdk-go-v2 names the list of this answer VpcList; the page and every other answer say vpcList."],"source":"Its page was read, and confirmed by the official SDK for Go."}}"#
    );
    let described = agent
        .given(
            "describe_operation",
            json!({ "operation": "sens send-sms" }),
        )
        .await;
    let described = json(&described);
    let messages = &described["data"]["arguments"][7];
    assert_eq!(messages["name"], "messages");
    assert_eq!(messages["members"][0]["name"], "to");
}

#[tokio::test]
async fn what_a_tool_cannot_use_is_refused_with_what_was_meant() {
    let gateway = gateway("vpc");
    let agent = Agent::of(&gateway, "").await;
    let refusals = [
        (
            "describe_operation",
            json!({ "operation": "vpc.DeletVpc" }),
            r#"{"error":"`vpc` has no operation `DeletVpc`; did you mean `delete-vpc`?","kind":"usage"}"#,
        ),
        (
            "describe_operation",
            json!({ "operation": "DeleteVpc" }),
            r#"{"error":"`DeleteVpc` names no operation: write its service before it, `vpc.GetVpcList`","kind":"usage"}"#,
        ),
        (
            "find_operations",
            json!({ "querry": "vpc" }),
            r#"{"error":"the tool has no argument `querry`; did you mean `query`?","kind":"usage"}"#,
        ),
        (
            "find_operations",
            json!({ "query": 1 }),
            r#"{"error":"the argument `query` has to be text","kind":"usage"}"#,
        ),
        (
            "call_operation",
            json!({ "operation": "vpc.GetVpcDetail" }),
            r#"{"error":"`GetVpcDetail` needs values that are not given\n  vpcNo: VPC number, as answered by GetVpcList.","kind":"usage"}"#,
        ),
        (
            "call_operation",
            json!({ "operation": "vpc.GetVpcDetail", "arguments": { "vpcNoo": "1" } }),
            r#"{"error":"`GetVpcDetail` has no parameter `vpcNoo`; did you mean `vpcNo`?","kind":"usage"}"#,
        ),
        (
            "call_operation",
            json!({ "operation": "vpc.GetVpcDetail", "arguments": { "vpcNo": "1" }, "all_pages": true }),
            r#"{"error":"nothing was sent: `vpc.GetVpcDetail` gives its whole response at once: leave `all_pages` out","kind":"usage"}"#,
        ),
        (
            "read_more",
            json!({ "token": "a-1" }),
            r#"{"error":"there is nothing more for the token `a-1`: the last 16 results are kept; call the operation again","kind":"usage"}"#,
        ),
    ];
    for (tool, arguments, expected) in refusals {
        assert_eq!(agent.refused(tool, arguments).await, expected);
    }
    assert_eq!(requests(&gateway), Vec::<String>::new());
}
