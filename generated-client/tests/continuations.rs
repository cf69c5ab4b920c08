//! Risk: a list that is read on from where it was left gives an item twice, leaves one out, or is another list.
#![allow(clippy::unwrap_used)]

mod common;

use common::{ListUsers, SERVICE, User, builder, client};
use futures_util::FutureExt as _;
use ncloud::__v1::Page;
use ncloud::ErrorKind;
use ncloud::operation::{
    Envelope, Method, Operation, OperationMeta, PathSegment, Request, ResponseBody,
};
use ncloud::paginate::{Continuation, Paginated};
use ncloud::transport::memory::{Memory, Response};

/// What names the next page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum By {
    Number,
    Token,
    Marker,
}

/// A list by a page's number, by a token or by the last item.
#[derive(Clone, Debug)]
struct List {
    by: By,
    number: i64,
    text: Option<String>,
    filter: Option<String>,
}

#[derive(Debug)]
struct Users {
    users: Vec<User>,
    next: Option<String>,
}

impl ncloud::decode::Decode for Users {
    fn decode(reader: &mut ncloud::decode::Reader<'_>) -> Self {
        Self {
            users: reader.field("users"),
            next: reader.field("next"),
        }
    }
}

impl Operation for List {
    type Output = Users;

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "List",
        Method::Get,
        &[PathSegment::Literal("/v1/list")],
    )
    .response(ResponseBody::Json(Envelope::None));

    fn encode(&self, request: &mut Request) {
        match self.by {
            By::Number => request.query("no", &self.number),
            By::Token => request.query("token", &self.text),
            By::Marker => request.query("marker", &self.text),
        }
        request.query("filter", &self.filter);
    }
}

impl Paginated for List {
    type Item = User;

    fn advance(&mut self, response: &Self::Output, page: &mut Page) {
        page.items(response.users.len());
        match self.by {
            By::Number => page.number(&mut self.number, 1),
            By::Token => page.token(&mut self.text, &response.next),
            By::Marker => page.marker(
                &mut self.text,
                &response.users.last().map(|user| &user.name),
            ),
        }
    }

    fn into_items(response: Self::Output) -> Vec<User> {
        response.users
    }
}

const LETTERS: [&str; 3] = ["a", "b", "c"];

/// A service of seven items in pages of three, that gives its last page again to whoever asks for more.
fn service(by: By) -> Memory {
    let memory = Memory::new();
    memory.otherwise(move |request| {
        let query = request.url.split_once('?').map_or("", |(_, query)| query);
        let value = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let mut values = pairs.filter(|(found, _)| *found == name);
            values.next().map(|(_, value)| value.to_owned())
        };
        let names: Vec<String> = (1..=7).map(|number| format!("u{number}")).collect();
        let page = match by {
            By::Number => value("no").unwrap().parse::<usize>().unwrap() - 1,
            By::Token => value("token").map_or(0, |token| {
                LETTERS.iter().position(|letter| *letter == token).unwrap()
            }),
            By::Marker => value("marker").map_or(0, |marker| {
                (names.iter().position(|name| *name == marker).unwrap() + 1) / 3
            }),
        };
        // By marker, what lies behind the last one is nothing.
        if by == By::Marker && value("marker").as_deref() == Some("u7") {
            return Response::json(200, r#"{"users":[]}"#);
        }
        let page = page.min(2);
        let users: Vec<String> = names
            .chunks(3)
            .nth(page)
            .unwrap()
            .iter()
            .map(|name| format!(r#"{{"name":"{name}"}}"#))
            .collect();
        let next = match by {
            By::Token if page < 2 => format!(r#","next":"{}""#, LETTERS.get(page + 1).unwrap()),
            _ => String::new(),
        };
        Response::json(200, &format!(r#"{{"users":[{}]{next}}}"#, users.join(",")))
    });
    memory
}

fn list(by: By) -> List {
    List {
        by,
        number: 1,
        text: None,
        filter: None,
    }
}

/// Through text, as it would be stored.
fn stored(continuation: Option<Continuation>) -> Continuation {
    continuation.unwrap().to_string().parse().unwrap()
}

#[tokio::test]
async fn items_go_on_from_every_place_once() {
    for by in [By::Number, By::Token, By::Marker] {
        for left_at in 0..=7 {
            let client = builder(&service(by)).build().unwrap();
            let mut items = client.items(list(by));
            let mut names = Vec::new();
            for _ in 0..left_at {
                names.push(items.next().await.unwrap().unwrap().name);
            }
            let continuation = items.continuation().unwrap();
            if left_at == 7 && by == By::Token {
                assert!(continuation.is_none(), "it ended with the last token");
                continue;
            }
            let continuation = stored(continuation);
            // In another client, as in another process; what page the request names does not matter.
            let client = builder(&service(by)).build().unwrap();
            let mut again = list(by);
            again.number = 3;
            let mut rest = client.items(again).resume(&continuation).unwrap();
            assert_eq!(
                rest.continuation().unwrap().unwrap(),
                continuation,
                "{by:?} {left_at}"
            );
            while let Some(item) = rest.next().await {
                names.push(item.unwrap().name);
            }
            let all: Vec<String> = (1..=7).map(|number| format!("u{number}")).collect();
            assert_eq!(names, all, "{by:?} {left_at}");
            assert!(rest.continuation().unwrap().is_none());
        }
    }
}

#[tokio::test]
async fn pages_go_on_behind_the_last_one() {
    for by in [By::Number, By::Token, By::Marker] {
        let client = builder(&service(by)).build().unwrap();
        let mut pages = client.pages(list(by));
        pages.next().await.unwrap().unwrap();
        let continuation = stored(pages.continuation().unwrap());
        let mut rest = client.pages(list(by)).resume(&continuation).unwrap();
        let page = rest.next().await.unwrap().unwrap();
        assert_eq!(page.users.first().unwrap().name, "u4", "{by:?}");
        // A continuation of pages is one of items too.
        let mut items = client.items(list(by)).resume(&continuation).unwrap();
        assert_eq!(items.next().await.unwrap().unwrap().name, "u4");
        // The other way, the items of the page that were read would come twice.
        let within = stored(items.continuation().unwrap());
        let error = client.pages(list(by)).resume(&within).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Pages);
        assert!(
            error.to_string().contains("resume it by `items`"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_page_that_failed_is_asked_for_again() {
    let (client, memory) = client();
    let page = |name: &str| {
        Response::json(
            200,
            &format!(r#"{{"users":[{{"name":"{name}"}}],"total":3}}"#),
        )
    };
    memory.expect("GET /v1/users", page("a"));
    memory.expect("GET /v1/users?offset=1", Response::json(400, "{}"));
    let mut items = client.items(ListUsers::default());
    assert_eq!(items.next().await.unwrap().unwrap().name, "a");
    items.next().await.unwrap().unwrap_err();
    assert!(items.next().await.is_none());
    let continuation = stored(items.continuation().unwrap());
    memory.expect("GET /v1/users?offset=1", page("b"));
    memory.expect("GET /v1/users?offset=2", page("c"));
    let rest = client.items(ListUsers::default()).resume(&continuation);
    let rest = rest.unwrap().collect_all().await.unwrap();
    let names: Vec<&str> = rest.iter().map(|user| user.name.as_str()).collect();
    assert_eq!(names, ["b", "c"]);
}

#[tokio::test]
async fn giving_up_a_page_loses_none() {
    let (client, memory) = client();
    let (open, gate) = tokio::sync::oneshot::channel::<()>();
    let response = Response::json(200, r#"{"users":[{"name":"a"}],"total":1}"#);
    memory.expect_any(response.after(gate.map(|_| ())));
    let mut items = client.items(ListUsers::default());
    // Polled once, and dropped.
    assert!(items.next().now_or_never().is_none());
    let continuation = stored(items.continuation().unwrap());
    open.send(()).unwrap();
    // The page on its way is still the one that comes.
    assert_eq!(items.next().await.unwrap().unwrap().name, "a");
    assert_eq!(memory.requests().len(), 1);
    memory.expect(
        "GET /v1/users",
        Response::json(200, r#"{"users":[{"name":"a"}],"total":1}"#),
    );
    let mut rest = client
        .items(ListUsers::default())
        .resume(&continuation)
        .unwrap();
    assert_eq!(rest.next().await.unwrap().unwrap().name, "a");
}

#[tokio::test]
async fn a_continuation_belongs_to_its_list() {
    let client = builder(&service(By::Number)).build().unwrap();
    let mut items = client.items(list(By::Number));
    items.next().await.unwrap().unwrap();
    let continuation = items.continuation().unwrap().unwrap();

    let other = List {
        filter: Some("active".to_owned()),
        ..list(By::Number)
    };
    let error = client.items(other).resume(&continuation).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pages);
    assert_eq!(
        error.to_string(),
        "sample.List: the continuation is of another request to the same operation, or of one in another region; give the request that the list was begun with"
    );
    let error = client
        .items(ListUsers::default())
        .resume(&continuation)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.ListUsers: the continuation is one of sample.List, and the request is one of sample.ListUsers; resume the list that it was taken of"
    );
    let elsewhere = client.clone().with_region("SGN");
    let error = elsewhere.items(list(By::Number)).resume(&continuation);
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Pages);
    assert_eq!(
        format!("{continuation:?}"),
        r#"Continuation { operation: "sample.List", pages: 0, .. }"#
    );
}

#[test]
fn text_that_is_no_continuation_is_refused() {
    let (client, _) = client();
    let whole = client
        .items(ListUsers { offset: Some(20) })
        .continuation()
        .unwrap()
        .unwrap()
        .to_string();
    assert!(
        whole.starts_with("ncloud-pages-1;sample.ListUsers;"),
        "{whole}"
    );
    // The form is the same in every build.
    assert!(whole.contains(";=20;0;0;;000;;0;0;;"), "{whole}");
    assert_eq!(whole.parse::<Continuation>().unwrap().to_string(), whole);
    for end in 0..whole.len() {
        let cut = whole.get(..end).unwrap();
        assert!(cut.parse::<Continuation>().is_err(), "{cut}");
    }
    let changed = whole.replace(";=20;", ";=21;");
    assert!(changed.parse::<Continuation>().is_err());
    let newer = whole.replace("ncloud-pages-1", "ncloud-pages-2");
    let error = newer.parse::<Continuation>().unwrap_err();
    assert!(error.to_string().contains("ncloud-pages-2"), "{error}");
}

#[test]
fn a_blocking_list_goes_on() {
    let client = builder(&service(By::Number)).build().unwrap();
    let client = ncloud::blocking::Client::new(client).unwrap();
    let mut items: ncloud::blocking::Items<List> = client.items(list(By::Number));
    let first: Vec<String> = items.by_ref().take(4).map(|it| it.unwrap().name).collect();
    let continuation = stored(items.continuation().unwrap());
    let rest = client.items(list(By::Number)).resume(&continuation);
    let rest: Vec<String> = rest.unwrap().map(|it| it.unwrap().name).collect();
    assert_eq!(
        (first.len(), rest),
        (4, vec!["u5".into(), "u6".into(), "u7".into()])
    );
    let mut pages: ncloud::blocking::Pages<List> = client.pages(list(By::Number));
    pages.next().unwrap().unwrap();
    let continuation = stored(pages.continuation().unwrap());
    let rest = client.pages(list(By::Number)).resume(&continuation);
    assert_eq!(rest.unwrap().count(), 2);
}
