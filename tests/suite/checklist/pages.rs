//! Lists that come in pages: every way to ask for the next one, every way to know the last.

use futures_util::TryStreamExt;
use ncloud::paginate::Paginated;
use ncloud_sandbox::Misbehaviour;
use ncloud_tests::{
    page_forms::{GetCostList, GetServerList},
    page_numbers::{
        ListActivities, ListImages, ListNames, ListSecrets, Search, SearchServers, Server,
    },
    page_tokens::{ListContainers, ListFolders, ListMessages, ListObjects},
    paging::{ListRows, ListUsers, SearchNotes},
};

use crate::support::Wire;

async fn wire(fixture: &str) -> Wire {
    Wire::of(&format!("fixtures/features/{fixture}.yaml")).await
}

async fn items<O>(wire: &Wire, request: O) -> Vec<O::Item>
where
    O: Paginated<Output: Send> + Send + 'static,
{
    wire.client.items(request).try_collect().await.unwrap()
}

/// The request lines so far.
fn lines(wire: &Wire) -> Vec<String> {
    let requests = wire.requests().into_iter();
    requests.map(|sent| sent.line).collect()
}

/// The bodies so far.
fn bodies(wire: &Wire) -> Vec<String> {
    let requests = wire.requests().into_iter();
    requests.map(|sent| sent.body).collect()
}

fn numbers(servers: &[Server]) -> Vec<i64> {
    servers.iter().map(|server| server.no).collect()
}

#[tokio::test]
async fn offset() {
    let wire = wire("paging").await;
    for page in [
        r#"{"users":[{"name":"a"},{"name":"b"}],"page":{"total":3}}"#,
        r#"{"users":[{"name":"c"}],"page":{"total":3}}"#,
    ] {
        wire.gateway.misbehave(Misbehaviour::respond(200, page), 1);
    }
    let users = items(&wire, ListUsers::new().limit(2)).await;
    assert_eq!(
        lines(&wire),
        ["GET /v1/users?limit=2", "GET /v1/users?limit=2&offset=2"]
    );
    let names: Vec<_> = users.iter().map(|user| user.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
}

#[tokio::test]
async fn offset_that_begins_at_one_and_has_a_greatest() {
    let wire = wire("paging").await;
    for page in [
        r#"{"total":8,"notes":["a","b"]}"#,
        r#"{"total":8,"notes":["c","d"]}"#,
        r#"{"total":8,"notes":["e","f"]}"#,
    ] {
        wire.gateway.misbehave(Misbehaviour::respond(200, page), 1);
    }
    let mut notes = wire.client.items(SearchNotes::new().display(2));
    for note in ["a", "b", "c", "d", "e", "f"] {
        assert_eq!(notes.try_next().await.unwrap().as_deref(), Some(note));
    }
    let error = notes.try_next().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "paging.SearchNotes: there are more items, and the service does not give them: the greatest offset that it takes is 5; narrow the request"
    );
    assert_eq!(
        lines(&wire),
        [
            "GET /v1/notes?display=2",
            "GET /v1/notes?start=3&display=2",
            "GET /v1/notes?start=5&display=2"
        ]
    );
}

#[tokio::test]
async fn page_number_that_has_a_greatest() {
    let wire = wire("paging").await;
    for page in ["[1,2]", "[3]"] {
        wire.gateway.misbehave(Misbehaviour::respond(200, page), 1);
    }
    let mut rows = wire.client.items(ListRows::new());
    for row in 1..=3 {
        assert_eq!(rows.try_next().await.unwrap(), Some(row));
    }
    let error = rows.try_next().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "paging.ListRows: there may be more items, and the service does not give them: the greatest number of a page that it takes is 2; narrow the request"
    );
    assert_eq!(lines(&wire), ["GET /v1/rows", "GET /v1/rows?page=2"]);
}

/// The gateway that stands for the service: the first page may be asked for by its offset, and no page beyond the greatest.
#[tokio::test]
async fn the_sandbox_knows_first_and_greatest() {
    let wire = wire("paging").await;
    let notes = |start| {
        let sent = wire.client.send(SearchNotes::new().start(start));
        async move { sent.await.map(|page| page.notes) }
    };
    assert_eq!(notes(1).await.unwrap(), ["a"]);
    assert_eq!(notes(2).await.unwrap(), [""; 0]);
    assert_eq!(notes(3).await.unwrap(), ["c"]);
    assert_eq!(notes(5).await.unwrap(), [""; 0]);
    let refused = notes(6).await.unwrap_err();
    assert_eq!(refused.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(
        refused.details(),
        Some("start: 6 is above 5, the greatest that is taken")
    );
    let refused = wire.client.send(ListRows::new().page(3)).await.unwrap_err();
    assert_eq!(
        refused.details(),
        Some("page: 3 is above 2, the greatest that is taken")
    );
}

#[tokio::test]
async fn page_number() {
    let wire = wire("page_forms").await;
    let servers = items(&wire, GetServerList::new().page_size(2)).await;
    assert_eq!(
        bodies(&wire),
        [
            "responseFormatType=json&pageSize=2",
            "responseFormatType=json&pageNo=2&pageSize=2"
        ]
    );
    assert_eq!(servers, ["a", "b", "c"]);
}

#[tokio::test]
async fn page_number_in_the_query_of_a_form_family() {
    let wire = wire("page_forms").await;
    assert_eq!(items(&wire, GetCostList::new()).await, [1, 2]);
    assert_eq!(
        lines(&wire),
        [
            "GET /v2/getCostList?responseFormatType=json",
            "GET /v2/getCostList?responseFormatType=json&pageNo=2"
        ]
    );
}

#[tokio::test]
async fn total_pages() {
    let wire = wire("page_numbers").await;
    let secrets = items(&wire, ListSecrets::new().page_size(2)).await;
    assert_eq!(
        lines(&wire),
        [
            "GET /v1/secrets?pageSize=2",
            "GET /v1/secrets?pageNo=2&pageSize=2"
        ]
    );
    assert_eq!(secrets, ["a", "b", "c", "d"]);
}

#[tokio::test]
async fn has_more_from_page_zero_in_the_body() {
    let wire = wire("page_numbers").await;
    assert_eq!(items(&wire, ListActivities::new("0")).await, ["a", "b"]);
    assert_eq!(
        bodies(&wire),
        [r#"{"pageIndex":"0"}"#, r#"{"pageIndex":"1"}"#]
    );
}

#[tokio::test]
async fn nested_members_of_a_body_type() {
    let wire = wire("page_numbers").await;
    let servers = items(&wire, SearchServers::new(Search::new(1))).await;
    assert_eq!(bodies(&wire), [r#"{"size":1}"#, r#"{"page":2,"size":1}"#]);
    assert_eq!(numbers(&servers), [1, 2]);
}

#[tokio::test]
async fn next_number() {
    let wire = wire("page_numbers").await;
    let images = items(&wire, ListImages::new()).await;
    assert_eq!(lines(&wire), ["GET /v1/images", "GET /v1/images?page=3"]);
    assert_eq!(numbers(&images), [1, 2, 3]);
}

#[tokio::test]
async fn short_page() {
    let wire = wire("page_numbers").await;
    assert_eq!(
        items(&wire, ListNames::new(1).size(2)).await,
        ["a", "b", "c"]
    );
    // A short page is not the last one before the next is empty: the service may give fewer than it is asked for.
    assert_eq!(
        lines(&wire),
        [
            "GET /v1/names?page=1&size=2",
            "GET /v1/names?page=2&size=2",
            "GET /v1/names?page=3&size=2"
        ]
    );
}

#[tokio::test]
async fn fewer_items_than_asked_for() {
    let wire = wire("page_numbers").await;
    for page in [
        r#"["a","b"]"#,
        r#"["c","d"]"#,
        r#"["e","f"]"#,
        r#"["g"]"#,
        "[]",
    ] {
        wire.gateway.misbehave(Misbehaviour::respond(200, page), 1);
    }
    assert_eq!(
        items(&wire, ListNames::new(1).size(3)).await,
        ["a", "b", "c", "d", "e", "f", "g"]
    );
    assert_eq!(lines(&wire).len(), 5);
}

#[tokio::test]
async fn total_below_what_came() {
    let wire = wire("page_forms").await;
    for page in [r#"["a","b","c"]"#, r#"["d","e","f"]"#, r#"["g"]"#, "[]"] {
        let answer =
            format!(r#"{{"getServerListResponse":{{"totalRows":0,"serverList":{page}}}}}"#);
        wire.gateway
            .misbehave(Misbehaviour::respond(200, answer), 1);
    }
    assert_eq!(
        items(&wire, GetServerList::new().page_size(3)).await,
        ["a", "b", "c", "d", "e", "f", "g"]
    );
    assert_eq!(bodies(&wire).len(), 4);
}

#[tokio::test]
async fn empty_page_and_repeated_page() {
    for end in ["[]", r#"["c"]"#] {
        let wire = wire("page_numbers").await;
        for page in [r#"["a","b"]"#, r#"["c"]"#, end] {
            wire.gateway.misbehave(Misbehaviour::respond(200, page), 1);
        }
        assert_eq!(
            items(&wire, ListNames::new(1)).await,
            ["a", "b", "c"],
            "{end}"
        );
        assert_eq!(lines(&wire).len(), 3);
    }
    // A page as long as the others that comes again is no end: the service may not have looked at its number.
    let wire = wire("page_numbers").await;
    wire.gateway
        .misbehave(Misbehaviour::respond(200, r#"["a","b"]"#), 2);
    let read: Result<Vec<String>, _> = wire.client.items(ListNames::new(1)).try_collect().await;
    assert_eq!(
        read.unwrap_err().to_string(),
        "page_numbers.ListNames: the service gave the same page twice; it may not support paging here"
    );
}

#[tokio::test]
async fn token() {
    let wire = wire("page_tokens").await;
    let messages = items(&wire, ListMessages::new()).await;
    assert_eq!(
        lines(&wire),
        [
            "GET /v1/messages",
            "GET /v1/messages?nextToken=t%2F1",
            "GET /v1/messages?nextToken=t2"
        ]
    );
    let identifiers: Vec<_> = messages
        .iter()
        .map(|message| message.message_id.as_str())
        .collect();
    assert_eq!(identifiers, ["a", "b"]);
}

#[tokio::test]
async fn marker() {
    let wire = wire("page_tokens").await;
    let objects = items(&wire, ListObjects::new().limit(2)).await;
    assert_eq!(
        lines(&wire),
        [
            "GET /v1/objects?limit=2",
            "GET /v1/objects?marker=b%20c&limit=2",
            "GET /v1/objects?marker=d&limit=2"
        ]
    );
    let names: Vec<_> = objects
        .iter()
        .map(|object| object.info.name.as_str())
        .collect();
    assert_eq!(names, ["a", "b c", "d"]);
}

#[tokio::test]
async fn marker_that_is_the_item() {
    let wire = wire("page_tokens").await;
    assert_eq!(items(&wire, ListContainers::new()).await, ["a", "b"]);
    assert_eq!(
        lines(&wire),
        ["GET /v1/containers", "GET /v1/containers?marker=b"]
    );
}

#[tokio::test]
async fn marker_of_an_answer_that_may_be_empty() {
    let wire = wire("page_tokens").await;
    let folders = items(&wire, ListFolders::new()).await;
    assert_eq!(
        lines(&wire),
        ["GET /v1/folders", "GET /v1/folders?marker=b"]
    );
    let names: Vec<_> = folders.into_iter().map(|folder| folder.name).collect();
    assert_eq!(names, [None, Some("b".to_owned())]);
}

/// Without an example the gateway makes an answer, and what it makes is the only page.
#[tokio::test]
async fn pages_without_examples_end() {
    for (fixture, operation) in [
        ("page_forms", "GetServerList"),
        ("page_numbers", "ListSecrets"),
        ("page_numbers", "ListActivities"),
        ("page_numbers", "SearchServers"),
        ("page_numbers", "ListImages"),
        ("page_tokens", "ListMessages"),
        ("page_tokens", "ListObjects"),
    ] {
        let wire = Wire::without_examples(&format!("fixtures/features/{fixture}.yaml")).await;
        let count = match operation {
            "GetServerList" => items(&wire, GetServerList::new()).await.len(),
            "ListSecrets" => items(&wire, ListSecrets::new()).await.len(),
            "ListActivities" => items(&wire, ListActivities::new("0")).await.len(),
            "SearchServers" => items(&wire, SearchServers::new(Search::new(1))).await.len(),
            "ListImages" => items(&wire, ListImages::new()).await.len(),
            "ListMessages" => items(&wire, ListMessages::new()).await.len(),
            _ => items(&wire, ListObjects::new()).await.len(),
        };
        assert_eq!(count, 1, "{operation}");
    }
}
