//! Waits: states on the way, at the end, and none at all.

use ncloud::ErrorKind;
use ncloud_sandbox::Misbehaviour;
use ncloud_tests::waiting::{
    FindServer, GetServers, ServerMade, ServerReturned, ServerRunning, Status,
};

use crate::support::Wire;

/// A wire that answers so, one answer after the other.
async fn wire(answers: &[(u16, &str)]) -> Wire {
    let wire = Wire::of("fixtures/features/waiting.yaml").await;
    for (status, body) in answers {
        wire.gateway
            .misbehave(Misbehaviour::respond(*status, *body), 1);
    }
    wire
}

#[tokio::test]
async fn success() {
    let wire = wire(&[
        (
            404,
            r#"{"error":{"errorCode":"300","message":"Not Found"}}"#,
        ),
        (204, ""),
        (200, r#"{"status":"INIT"}"#),
        (200, r#"{"status":"RUN"}"#),
    ])
    .await;
    let server = wire.client.wait(FindServer::new("7"), ServerMade).await;
    assert_eq!(server.unwrap().unwrap().status, Some(Status::Run));
    let requests = wire.requests();
    assert_eq!(requests.len(), 4);
    assert!(requests.iter().all(|sent| sent.line == "GET /v1/servers/7"));
}

#[tokio::test]
async fn gone_is_success() {
    for end in [
        (
            404,
            r#"{"error":{"errorCode":"300","message":"Not Found"}}"#,
        ),
        (
            400,
            r#"{"responseError":{"returnCode":"1003001","returnMessage":"no such server"}}"#,
        ),
        (204, ""),
    ] {
        let wire = wire(&[(200, r#"{"status":"TERMT"}"#), end]).await;
        let gone = wire.client.wait(FindServer::new("7"), ServerReturned).await;
        assert!(gone.unwrap().is_none(), "{end:?}");
        assert_eq!(wire.requests().len(), 2);
    }
}

#[tokio::test]
async fn failure() {
    for (answer, message) in [
        (r#"{"servers":[{"status":"STOP"}]}"#, "the state is STOP"),
        (
            r#"{"servers":[{"status":"NSTOP"}]}"#,
            "the state is NSTOP, which is none of the states on the way",
        ),
        (r#"{"servers":[]}"#, "the response has no state"),
    ] {
        let wire = wire(&[(200, answer)]).await;
        let error = wire
            .client
            .wait(GetServers::new(), ServerRunning)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Wait);
        assert_eq!(
            error.to_string(),
            format!("waiting.GetServers: ServerRunning will not be reached: {message}")
        );
        assert_eq!(wire.request().line, "GET /v1/servers");
    }
}

#[tokio::test]
async fn not_found_is_failure() {
    let wire = wire(&[(404, "")]).await;
    let error = wire
        .client
        .wait(GetServers::new(), ServerRunning)
        .await
        .unwrap_err();
    assert!(error.is_not_found());
}
