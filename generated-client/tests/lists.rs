//! Risk: a list that ends early, never, or after the wrong page.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

mod common;

use common::{ListUsers, client};
use futures_util::TryStreamExt as _;
use ncloud::ErrorKind;
use ncloud::transport::memory::Response;

fn page(names: &[&str], total: i64) -> Response {
    let users: Vec<_> = names
        .iter()
        .map(|name| format!(r#"{{"name":"{name}"}}"#))
        .collect();
    Response::json(
        200,
        &format!(r#"{{"users":[{}],"total":{total}}}"#, users.join(",")),
    )
}

#[tokio::test]
async fn items_come_from_every_page() {
    let (client, memory) = client();
    memory.expect("GET /v1/users", page(&["a", "b"], 3));
    memory.expect("GET /v1/users?offset=2", page(&["c"], 3));
    let items: Vec<_> = client
        .items(ListUsers::default())
        .try_collect()
        .await
        .unwrap();
    let names: Vec<_> = items.into_iter().map(|user| user.name).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert!(memory.unmet().is_empty());
}

#[tokio::test]
async fn pages_are_asked_for_when_they_are_needed() {
    let (client, memory) = client();
    memory.expect("GET /v1/users?offset=10", page(&["a", "b"], 13));
    let mut items = client.items(ListUsers { offset: Some(10) });
    assert_eq!(items.next().await.unwrap().unwrap().name, "a");
    assert_eq!(items.next().await.unwrap().unwrap().name, "b");
    assert_eq!(memory.requests().len(), 1);
    let mut pages = client.pages(ListUsers::default());
    memory.expect("GET /v1/users", page(&[], 5));
    assert_eq!(pages.next().await.unwrap().unwrap().users.unwrap().len(), 0);
    assert!(
        pages.next().await.is_none(),
        "an empty page is the last one"
    );
}

#[tokio::test]
async fn a_stream_ends_after_an_error() {
    let (client, memory) = client();
    memory.expect_any(page(&["a"], 3));
    memory.expect_any(Response::json(404, "{}"));
    let mut items = client.items(ListUsers::default());
    assert!(items.next().await.unwrap().is_ok());
    assert!(items.next().await.unwrap().unwrap_err().is_not_found());
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_service_that_repeats_a_page_is_not_asked_for_ever() {
    let (client, memory) = client();
    memory.otherwise(|_| page(&["a"], 100));
    let result: Result<Vec<_>, _> = client.items(ListUsers::default()).try_collect().await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.ListUsers: the service gave the same page twice; it may not support paging here"
    );
    assert_eq!(error.kind(), ErrorKind::Pages);
    assert_eq!(memory.requests().len(), 2);
}

#[tokio::test]
async fn the_last_page_that_comes_again_ends_a_list_that_does_not_say_its_length() {
    let page = |users: &str, request: u8| {
        let body = format!(r#"{{"requestId":"{request}","users":[{users}]}}"#);
        Response::json(200, &body)
    };
    let (client, memory) = client();
    memory.expect("GET /v1/users", page(r#"{"name":"a"},{"name":"b"}"#, 1));
    memory.expect("GET /v1/users?offset=2", page(r#"{"name":"c"}"#, 2));
    memory.expect("GET /v1/users?offset=3", page(r#"{"name":"c"}"#, 3));
    let items: Vec<_> = client
        .items(ListUsers::default())
        .try_collect()
        .await
        .unwrap();
    let names: Vec<_> = items.into_iter().map(|user| user.name).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert!(memory.unmet().is_empty());
}

/// The items of a page that cannot be gone on from are not lost.
#[tokio::test]
async fn an_error_of_the_next_page_comes_after_the_items_of_this_one() {
    let (client, memory) = client();
    memory.expect_any(page(&["a"], 2));
    let mut items = client.items(ListUsers {
        offset: Some(i64::MAX),
    });
    assert_eq!(items.next().await.unwrap().unwrap().name, "a");
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pages);
    assert!(items.next().await.is_none());
}

#[path = "lists/ends.rs"]
mod ends;
#[path = "lists/limits.rs"]
mod limits;
#[path = "lists/service.rs"]
mod service;

/// A list in XML whose names hold what would be a list in JSON.
#[cfg(feature = "xml")]
#[derive(Default)]
struct ListInXml {
    offset: Option<i64>,
}

#[cfg(feature = "xml")]
impl ncloud::operation::Operation for ListInXml {
    type Output = common::UserPage;

    const META: &'static ncloud::operation::OperationMeta = &ncloud::operation::OperationMeta::new(
        &common::SERVICE,
        "ListInXml",
        ncloud::operation::Method::Get,
        &[ncloud::operation::PathSegment::Literal("/v1/users")],
    )
    .response(ncloud::operation::ResponseBody::Xml(
        ncloud::operation::Envelope::None,
    ));

    fn encode(&self, request: &mut ncloud::operation::Request) {
        request.query("offset", &self.offset);
    }
}

#[cfg(feature = "xml")]
impl ncloud::paginate::Paginated for ListInXml {
    type Item = common::User;

    fn advance(&mut self, response: &Self::Output, page: &mut ncloud::paginate::Page) {
        page.items(response.users.as_ref().map(Vec::len));
        page.offset(&mut self.offset, 0);
    }

    fn into_items(response: Self::Output) -> Vec<Self::Item> {
        response.users.unwrap_or_default()
    }
}

#[cfg(feature = "xml")]
#[tokio::test]
async fn pages_in_xml_are_told_apart_by_their_items() {
    let page = |number: usize, names: &[&str]| {
        let names: String = names
            .iter()
            .map(|name| format!("<users><name><![CDATA[[all] {name}]]></name></users>"))
            .collect();
        Response::bytes(
            200,
            format!("<response><title>[all] \"</title><page>{number}</page>{names}</response>"),
        )
    };
    let (client, memory) = client();
    memory.expect("GET /v1/users", page(1, &["a", "b"]));
    memory.expect("GET /v1/users?offset=2", page(2, &["c", "d"]));
    memory.expect("GET /v1/users?offset=4", page(3, &[]));
    let items: Vec<_> = client
        .items(ListInXml::default())
        .try_collect()
        .await
        .unwrap();
    let names: Vec<_> = items.into_iter().map(|user| user.name).collect();
    assert_eq!(names, ["[all] a", "[all] b", "[all] c", "[all] d"]);

    // The same items under another number are the same page.
    memory.expect("GET /v1/users", page(1, &["a", "b"]));
    memory.expect("GET /v1/users?offset=2", page(2, &["a", "b"]));
    let items: Result<Vec<_>, _> = client.items(ListInXml::default()).try_collect().await;
    assert_eq!(items.unwrap_err().kind(), ErrorKind::Pages);
}

#[tokio::test]
async fn a_list_is_read_without_a_stream() {
    let (client, memory) = client();
    let page = |name: &str| {
        Response::json(
            200,
            &format!(r#"{{"users":[{{"name":"{name}"}}],"total":2}}"#),
        )
    };
    let expect = || {
        memory.expect("GET /v1/users", page("Kim"));
        memory.expect("GET /v1/users?offset=1", page("Lee"));
    };
    let names =
        |users: Vec<common::User>| users.into_iter().map(|user| user.name).collect::<Vec<_>>();
    expect();
    // A type with a name, which a struct can hold.
    let mut items: ncloud::paginate::Items<ListUsers> = client.items(ListUsers::default());
    assert_eq!(items.next().await.unwrap().unwrap().name, "Kim");
    assert_eq!(names(items.collect_all().await.unwrap()), ["Lee"]);

    expect();
    let mut pages: ncloud::paginate::Pages<ListUsers> = client.pages(ListUsers::default());
    let mut read = Vec::new();
    while let Some(page) = pages.next().await {
        read.extend(names(page.unwrap().users.unwrap()));
    }
    assert_eq!(read, ["Kim", "Lee"]);

    memory.expect_any(Response::json(404, "{}"));
    let error = client.items(ListUsers::default()).collect_all().await;
    assert!(error.unwrap_err().is_not_found());
}
