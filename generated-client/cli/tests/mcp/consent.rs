//! The question to the user, by both ways of the protocol.

use rmcp::model::{CallToolResponse, ElicitationAction, InputResponses};
use serde_json::json;

use crate::support::{Agent, Protocol, User, gateway, json, requests};

const BOTH: [Protocol; 2] = [Protocol::Before2026, Protocol::Of2026];

fn user(says: ElicitationAction) -> User {
    User {
        says: Some(says),
        ..User::default()
    }
}

fn create() -> serde_json::Value {
    json!({
        "operation": "vpc.CreateVpc",
        "arguments": { "ipv4CidrBlock": "10.0.0.0/16", "vpcName": "shop" }
    })
}

#[tokio::test]
async fn a_call_that_is_agreed_to_is_sent() {
    for protocol in BOTH {
        let gateway = gateway("vpc");
        let user = user(ElicitationAction::Accept);
        let questions = user.questions.clone();
        let agent = Agent::with(&gateway, "--allow-writes", user, protocol).await;
        let reply = agent.given("call_operation", create()).await;
        assert_eq!(json(&reply)["status"], 200);
        assert_eq!(
            *questions.lock().unwrap(),
            [
                r#"vpc.CreateVpc changes something: ipv4CidrBlock "10.0.0.0/16", vpcName "shop". Send it?"#
            ]
        );
        assert_eq!(requests(&gateway), ["POST /vpc/v2/createVpc"]);
        let list = json!({ "operation": "vpc.GetVpcList" });
        agent.given("call_operation", list).await;
        assert_eq!(questions.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_call_that_is_not_agreed_to_is_not_sent() {
    for protocol in BOTH {
        for says in [ElicitationAction::Decline, ElicitationAction::Cancel] {
            let gateway = gateway("vpc");
            let agent = Agent::with(&gateway, "--allow-writes", user(says), protocol).await;
            assert_eq!(
                agent.refused("call_operation", create()).await,
                r#"{"error":"nothing was sent: the user was asked, and did not agree","kind":"usage"}"#
            );
            assert_eq!(requests(&gateway), Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn nobody_is_asked_about_what_is_refused_or_where_it_was_agreed_before() {
    for protocol in BOTH {
        let gateway = gateway("vpc");
        let asked = user(ElicitationAction::Accept);
        let questions = asked.questions.clone();
        let agent = Agent::with(&gateway, "", asked.clone(), protocol).await;
        agent.refused("call_operation", create()).await;
        let agent = Agent::with(&gateway, "--allow-writes --yes", asked, protocol).await;
        agent.given("call_operation", create()).await;
        assert_eq!(*questions.lock().unwrap(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_question_shows_no_secret() {
    let gateway = gateway("vserver");
    let user = user(ElicitationAction::Decline);
    let questions = user.questions.clone();
    let agent = Agent::with(&gateway, "--allow-writes", user, Protocol::Before2026).await;
    let arguments = json!({
        "operation": "vserver.CreateInitScript",
        "arguments": { "initScriptName": "setup", "initScriptContent": "#!/bin/sh -- password" }
    });
    agent.refused("call_operation", arguments).await;
    assert_eq!(
        *questions.lock().unwrap(),
        [
            r#"vserver.CreateInitScript changes something: initScriptContent "[redacted]", initScriptName "setup". Send it?"#
        ]
    );
}

#[tokio::test]
async fn what_was_agreed_to_counts_for_that_call_alone() {
    let gateway = gateway("vpc");
    let user = user(ElicitationAction::Accept);
    let agent = Agent::with(&gateway, "--allow-writes", user, Protocol::Of2026).await;
    let CallToolResponse::InputRequired(asked) = agent.once(create(), None).await else {
        panic!("it is not asked");
    };
    let (name, _) = asked.input_requests.unwrap().pop_first().unwrap();
    let yes = InputResponses::from([(name, json!({ "action": "accept" }))]);
    let mut other = create();
    other["arguments"]["vpcName"] = json!("other");
    let again = agent.once(other, Some(yes.clone())).await;
    assert!(
        matches!(again, CallToolResponse::InputRequired(_)),
        "{again:?}"
    );
    assert_eq!(requests(&gateway), Vec::<String>::new());
    let done = agent.once(create(), Some(yes)).await;
    assert!(matches!(done, CallToolResponse::Complete(_)), "{done:?}");
    assert_eq!(requests(&gateway), ["POST /vpc/v2/createVpc"]);
}
