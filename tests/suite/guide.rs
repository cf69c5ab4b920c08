//! The functions of the client's guide, run against the sandbox gateway. A test holds their text here to their text there.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use ncloud::{Client, Credentials};
use ncloud_sandbox::{Gateway, Misbehaviour, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};
use ncloud_test_support::gateway::pointed_at;

#[rustfmt::skip]
mod create {
use ncloud::vserver::{
    CreateServerInstances, GetServerInstanceDetail, NewServerNetworkInterface, ServerInstance, ServerRunning,
};

pub(super) async fn create(client: &ncloud::Client, vpc: &str, subnet: &str) -> Result<Vec<ServerInstance>, ncloud::Error> {
    let interface = NewServerNetworkInterface::new(0)
        .subnet_no(subnet)
        .access_control_group_no_list(["10063"]);
    let request = CreateServerInstances::new(vpc, subnet, [interface])
        .server_image_no("1003135")
        .server_spec_code("ci4-g3")
        .server_name("web-1");
    let created = client.send(request).await?;

    let mut running = Vec::new();
    for server in created.server_instance_list {
        let detail = GetServerInstanceDetail::new(server.server_instance_no);
        let response = client.wait(detail, ServerRunning).await?;
        running.extend(response.server_instance_list);
    }
    Ok(running)
}
}

#[rustfmt::skip]
mod walk {
use futures_util::TryStreamExt;
use ncloud::vserver::{GetServerInstanceList, ServerInstanceStatus};

pub(super) async fn names_of_running(client: &ncloud::Client) -> Result<Vec<String>, ncloud::Error> {
    let request = GetServerInstanceList::new()
        .server_instance_status_code(ServerInstanceStatus::Running)
        .page_no(1)
        .page_size(100);
    client
        .items(request)
        .map_ok(|server| server.server_name)
        .try_collect()
        .await
}
}

#[rustfmt::skip]
mod search {
use futures_util::{StreamExt, TryStreamExt};
use ncloud::naver_api_hub::{SearchNews, SearchOrder};

pub(super) async fn headlines(client: &ncloud::Client, query: &str) -> Result<Vec<String>, ncloud::Error> {
    let request = SearchNews::new(query).display(100).sort(SearchOrder::Date);
    client
        .items(request)
        .take(300)
        .map_ok(|article| article.title)
        .try_collect()
        .await
}
}

#[rustfmt::skip]
mod transfer {
use ncloud::body::File;
use ncloud::papago::{DocumentTranslated, DownloadDocument, GetDocumentStatus, TranslateDocument};

pub(super) async fn translate(client: &ncloud::Client, from: &str, to: &str) -> Result<u64, ncloud::Error> {
    let started = client.send(TranslateDocument::new("ko", "en", File::from_path(from))).await?;
    client.wait(GetDocumentStatus::new(&started.request_id), DocumentTranslated).await?;
    let document = client.send(DownloadDocument::new(started.request_id)).await?;
    document.save_to(to).await
}
}

#[rustfmt::skip]
mod events {
use futures_util::TryStreamExt;
use ncloud::clova_studio::{ChatMessage, CompleteChat, CompleteChatEvent, Role};

pub(super) async fn talk(client: &ncloud::Client, question: &str) -> Result<(), ncloud::Error> {
    let request = CompleteChat::new("HCX-003", [ChatMessage::new(Role::User, question)]);
    let mut events = client.events(request).await?;
    while let Some(event) = events.try_next().await? {
        if let CompleteChatEvent::Token(token) = event {
            print!("{}", token.message.content);
        }
    }
    Ok(())
}
}

#[rustfmt::skip]
mod stop {
use ncloud::vserver::{GetServerInstanceList, StopServerInstances};

pub(super) fn stop(client: &ncloud::blocking::Client, number: &str) -> Result<bool, ncloud::Error> {
    for server in client.items(GetServerInstanceList::new().page_no(1).page_size(100)) {
        if server?.server_instance_no == number {
            client.send(StopServerInstances::new([number]))?;
            return Ok(true);
        }
    }
    Ok(false)
}
}

fn specs() -> Vec<ncloud_codegen::ir::Service> {
    specs_of("vserver")
}

fn specs_of(service: &str) -> Vec<ncloud_codegen::ir::Service> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    ncloud_codegen::load([folder.join(service)]).unwrap()
}

fn builder(gateway: &Gateway) -> ncloud::ClientBuilder {
    Client::builder()
        .credentials(Credentials::new(SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY).unwrap())
        .endpoint("vserver", gateway.url())
}

/// A response of `operation` with one server in a state.
fn servers(operation: &str, total: usize, number: &str, state: &str) -> Misbehaviour {
    let body = format!(
        r#"{{"{operation}Response": {{"totalRows": {total}, "serverInstanceList": [{{"serverInstanceNo": "{number}", "serverName": "web-{number}", "serverInstanceStatus": {{"code": "{state}", "codeName": "of the test"}}, "serverInstanceStatusName": "of the test"}}]}}}}"#
    );
    Misbehaviour::respond(200, body)
}

/// A page of articles that are called by their places.
fn news(start: usize, count: usize) -> Misbehaviour {
    let articles: Vec<String> = (start..start + count)
        .map(|place| {
            format!(r#"{{"title": "{place}", "originallink": "", "link": "", "description": ""}}"#)
        })
        .collect();
    let items = articles.join(",");
    Misbehaviour::respond(
        200,
        format!(r#"{{"total": 5000, "start": {start}, "display": {count}, "items": [{items}]}}"#),
    )
}

#[tokio::test(start_paused = true)]
async fn a_server_is_created_and_waited_for() {
    let gateway = Gateway::builder().specs(specs()).start().await.unwrap();
    let client = builder(&gateway).build().unwrap();
    for state in ["INIT", "CREAT", "RUN"] {
        gateway
            .misbehave_on(
                "GetServerInstanceDetail",
                servers("getServerInstanceDetail", 1, "1", state),
                1,
            )
            .unwrap();
    }
    let running = create::create(&client, "10004", "10043").await.unwrap();

    assert_eq!(running.len(), 1);
    assert_eq!(running[0].server_name, "web-1");
    let lines: Vec<String> = gateway
        .requests()
        .iter()
        .map(|request| request.target.clone())
        .collect();
    assert_eq!(
        lines,
        [
            "/vserver/v2/createServerInstances",
            "/vserver/v2/getServerInstanceDetail",
            "/vserver/v2/getServerInstanceDetail",
            "/vserver/v2/getServerInstanceDetail",
        ]
    );
    assert_eq!(
        String::from_utf8_lossy(&gateway.requests()[0].body),
        "responseFormatType=json&serverImageNo=1003135&serverSpecCode=ci4-g3&vpcNo=10004&subnetNo=10043\
         &serverName=web-1&networkInterfaceList.1.networkInterfaceOrder=0&networkInterfaceList.1.subnetNo=10043\
         &networkInterfaceList.1.accessControlGroupNoList.1=10063"
    );
}

#[tokio::test]
async fn all_servers_are_walked() {
    let gateway = Gateway::builder().specs(specs()).start().await.unwrap();
    let client = builder(&gateway).build().unwrap();
    for number in ["1", "2"] {
        gateway.misbehave(servers("getServerInstanceList", 2, number, "RUN"), 1);
    }
    let names = walk::names_of_running(&client).await.unwrap();

    assert_eq!(names, ["web-1", "web-2"]);
    let bodies: Vec<String> = gateway
        .requests()
        .iter()
        .map(|request| String::from_utf8_lossy(&request.body).into_owned())
        .collect();
    assert_eq!(
        bodies,
        [
            "responseFormatType=json&serverInstanceStatusCode=RUN&pageNo=1&pageSize=100",
            "responseFormatType=json&serverInstanceStatusCode=RUN&pageNo=2&pageSize=100",
        ]
    );
}

#[tokio::test]
async fn news_are_searched_as_far_as_is_wanted() {
    let specs = specs_of("naver_api_hub.yaml");
    let gateway = Gateway::builder().specs(specs).start().await.unwrap();
    let client = pointed_at(&gateway, Client::builder()).build().unwrap();
    for start in [1, 101, 201] {
        gateway.misbehave(news(start, 100), 1);
    }
    let headlines = search::headlines(&client, "\u{cee4}\u{d53c}")
        .await
        .unwrap();

    assert_eq!(headlines.len(), 300);
    assert_eq!(headlines[0], "1");
    assert_eq!(headlines[299], "300");
    let lines: Vec<String> = gateway
        .requests()
        .iter()
        .map(|request| request.target.clone())
        .collect();
    assert_eq!(
        lines,
        ["", "&start=101", "&start=201"].map(|start| format!(
            "/search/v1/news?query=%EC%BB%A4%ED%94%BC&display=100{start}&sort=date&format=json"
        ))
    );
}

/// Of 5,000 articles the service gives those up to the thousandth and a page from there.
#[tokio::test]
async fn news_that_the_service_does_not_give_are_an_error() {
    use futures_util::TryStreamExt as _;

    let specs = specs_of("naver_api_hub.yaml");
    let gateway = Gateway::builder().specs(specs).start().await.unwrap();
    let client = pointed_at(&gateway, Client::builder()).build().unwrap();
    for page in 0..10 {
        gateway.misbehave(news(page * 100 + 1, 100), 1);
    }
    let request = ncloud::naver_api_hub::SearchNews::new("a").display(100);
    let mut articles = client.items(request);
    for place in 1..=1000 {
        let article = articles.try_next().await.unwrap().unwrap();
        assert_eq!(article.title, place.to_string());
    }
    assert_eq!(
        articles.try_next().await.unwrap_err().to_string(),
        "naver_api_hub.SearchNews: there are more items, and the service does not give them: the greatest offset that it takes is 1000; narrow the request"
    );
    assert_eq!(gateway.requests().len(), 10);
}

#[tokio::test]
async fn a_document_goes_up_and_its_translation_comes_down() {
    let specs = specs_of("papago.yaml");
    let gateway = Gateway::builder().specs(specs).start().await.unwrap();
    let client = pointed_at(&gateway, Client::builder()).build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let [from, to] = ["from.txt", "to.txt"].map(|name| folder.path().join(name));
    fs::write(&from, "\u{c548}\u{b155}").unwrap();

    let length = transfer::translate(&client, from.to_str().unwrap(), to.to_str().unwrap())
        .await
        .unwrap();
    let document = fs::read_to_string(to).unwrap();
    assert_eq!(document, "a translated workbook");
    assert_eq!(length, document.len() as u64);
    let file = &gateway.requests()[0].parts[2];
    assert_eq!(file.file_name.as_deref(), Some("from.txt"));
    assert_eq!(file.content, "\u{c548}\u{b155}".as_bytes());
}

#[tokio::test]
async fn a_chat_comes_as_events() {
    let specs = specs_of("clova_studio.yaml");
    let gateway = Gateway::builder().specs(specs).start().await.unwrap();
    let client = pointed_at(&gateway, Client::builder()).build().unwrap();
    events::talk(&client, "Hello?").await.unwrap();

    let request = &gateway.requests()[0];
    assert_eq!(request.headers["accept"], "text/event-stream");
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    let message = &body["messages"][0];
    assert_eq!(message["role"], "user");
    assert_eq!(message["content"], "Hello?");
}

#[test]
fn a_server_is_stopped_if_it_is_there() {
    let gateway = Gateway::builder().specs(specs()).start_blocking().unwrap();
    let client = builder(&gateway)
        .build()
        .and_then(ncloud::blocking::Client::new)
        .unwrap();
    let list = || servers("getServerInstanceList", 1, "1008773", "RUN");
    gateway.misbehave(list(), 1);
    assert!(stop::stop(&client, "1008773").unwrap());
    gateway.misbehave(list(), 1);
    assert!(!stop::stop(&client, "7").unwrap());
    let lines: Vec<String> = gateway
        .requests()
        .iter()
        .map(|request| request.target.clone())
        .collect();
    assert_eq!(
        lines,
        [
            "/vserver/v2/getServerInstanceList",
            "/vserver/v2/stopServerInstances",
            "/vserver/v2/getServerInstanceList",
        ]
    );
}

#[test]
fn the_guide_has_these_functions() {
    let guide = include_str!("../../generated-client/GUIDE.md");
    let here = include_str!("guide.rs").replace("pub(super) ", "");
    for module in ["create", "walk", "search", "transfer", "events", "stop"] {
        let opening = format!("#[rustfmt::skip]\nmod {module} {{\n");
        let (_, rest) = here.split_once(&opening).unwrap();
        let (function, _) = rest.split_once("\n}\n}\n").unwrap();
        assert!(guide.contains(function), "{module}");
    }
}
