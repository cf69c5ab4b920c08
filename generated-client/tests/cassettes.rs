//! Risk: a recording that holds a secret, or answers another request than the one that was recorded.
#![allow(clippy::unwrap_used)]

mod common;

use common::{
    ACCESS_KEY, GetUser, ModifyUser, SECRET_KEY, SERVICE, builder, credentials, get_user,
};
use ncloud::body::{Download, File, Upload};
use ncloud::operation::{
    Envelope, Method, Operation, OperationMeta, PathSegment, Request, ResponseBody,
};
use ncloud::transport::cassette::{Recorder, Replay};
use ncloud::transport::memory::{Memory, Response};
use ncloud::types::Json;
use ncloud::{Client, ErrorKind};

/// A write with a secret in its body, and one in its response.
struct MakeKey<'a> {
    name: &'a str,
    password: &'a str,
}

impl Operation for MakeKey<'_> {
    type Output = Json;

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "MakeKey",
        Method::Post,
        &[PathSegment::Literal("/v1/keys")],
    )
    .response(ResponseBody::Json(Envelope::None));

    const SENSITIVE: &'static [&'static str] = &["password", "privateKey", "pin"];

    fn encode(&self, request: &mut Request) {
        request.query("when", "1700000000");
        let mut body = request.json_object();
        body.field("name", self.name);
        body.field("password", self.password);
        body.end();
    }
}

/// A download.
struct Get;

impl Operation for Get {
    type Output = Download;

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "Get",
        Method::Get,
        &[PathSegment::Literal("/v1/object")],
    )
    .response(ResponseBody::Bytes);

    fn encode(&self, _: &mut Request) {}
}

/// A write of a file.
struct Put(File);

impl Operation for Put {
    type Output = ();

    const META: &'static OperationMeta = &OperationMeta::new(
        &SERVICE,
        "Put",
        Method::Post,
        &[PathSegment::Literal("/v1/files")],
    );

    fn encode(&self, request: &mut Request) {
        request.part("name", "a");
        request.part_files("file", &self.0);
    }
}

fn recording(memory: &Memory) -> (Client, Recorder) {
    let recorder = Recorder::new();
    (builder(memory).record(&recorder).build().unwrap(), recorder)
}

fn playing(replay: &Replay) -> Client {
    Client::builder().replay(replay.clone()).build().unwrap()
}

#[tokio::test]
async fn a_recording_is_readable_and_without_secrets() {
    let memory = Memory::new();
    memory.expect_any(
        Response::json(
            200,
            r#"{"name":"web","privateKey":["-----BEGIN","abc"],"pin":1234,"big":12345678901234567890.50,"none":{},"echo":"hunter22"}"#,
        )
        .header("set-cookie", "session=1")
        .header("x-ncp-trace-id", "trace1"),
    );
    let (client, recorder) = recording(&memory);
    let key = MakeKey {
        name: "web",
        password: "hunter22",
    };
    let text = r#"ncloud cassette 1

request POST https://sample.apigw.ntruss.com/v1/keys?when=1700000000
content-type: application/json
| {
|   "name": "web",
|   "password": "[redacted]"
| }

response 200
content-type: application/json
x-ncp-trace-id: trace1
| {
|   "name": "web",
|   "privateKey": [
|     "[redacted]",
|     "[redacted]"
|   ],
|   "pin": 0,
|   "big": 12345678901234567890.50,
|   "none": {},
|   "echo": "[redacted]"
| }
"#;
    client.send(key).await.unwrap();
    assert_eq!(recorder.to_text(), text);
    for secret in [ACCESS_KEY, SECRET_KEY, "hunter22", "session"] {
        assert!(!text.contains(secret), "{secret}");
    }

    // Another password is the same request, as nobody can tell what it was.
    let replay = Replay::from_text(text).unwrap();
    let client = playing(&replay);
    let response = client.send(MakeKey {
        name: "web",
        password: "other",
    });
    let response = response.await.unwrap();
    assert!(
        response.text().contains("12345678901234567890.50"),
        "{}",
        response.text()
    );
    assert!(replay.unmet().is_empty());
}

#[tokio::test]
async fn recordings_are_played_once_each_in_their_order() {
    let memory = Memory::new();
    for name in ["a", "b"] {
        memory.expect_any(Response::json(200, &format!(r#"{{"name":"{name}"}}"#)));
    }
    memory.expect_any(Response::json(
        404,
        r#"{"error":{"errorCode":"GONE","message":"no such user"}}"#,
    ));
    let (client, recorder) = recording(&memory);
    for _ in 0..2 {
        client.send(get_user()).await.unwrap();
    }
    client.send(GetUser::new("c1", "u2")).await.unwrap_err();

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.cassette");
    recorder.save_to(&path).unwrap();
    let replay = Replay::open(&path).unwrap();
    let client = playing(&replay);
    // In another order than they were recorded in, where they are of different requests.
    let error = client.send(GetUser::new("c1", "u2")).await.unwrap_err();
    assert_eq!(error.code(), Some("GONE"));
    assert_eq!(client.send(get_user()).await.unwrap().name, "a");
    assert_eq!(replay.unmet(), ["line 11: GET /v1/companies/c1/users/u1"]);
    assert_eq!(client.send(get_user()).await.unwrap().name, "b");
    assert!(replay.unmet().is_empty());
    let error = client.send(get_user()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.attempts(), 1);
    let text = error.to_string();
    assert!(
        text.contains("was played already; each is played once"),
        "{text}"
    );
}

#[tokio::test]
async fn what_has_no_recording_is_told_by_the_nearest() {
    let memory = Memory::new();
    memory.expect_any(Response::json(200, r#"{"name":"a"}"#));
    memory.expect_any(Response::bytes(204, ""));
    let (client, recorder) = recording(&memory);
    client.send(get_user().filter("active")).await.unwrap();
    client.send(ModifyUser::new("Kim")).await.unwrap();
    let replay = Replay::from_text(&recorder.to_text()).unwrap();
    let client = playing(&replay);
    let error = client
        .send(get_user().filter("secretish"))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "sample.GetUser: the transport does not send this request: the cassette has no recording for GET \
         /v1/companies/c1/users/u1?filter=..; the nearest, in line 3, GET /v1/companies/c1/users/u1?filter=.., differs in \
         `filter` of the query"
    );
    let error = client.send(ModifyUser::new("Lee")).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("PUT /v1/user, differs in line 2 of the body (`name`)"),
        "{error}"
    );
    let refused = replay.refused();
    assert_eq!(
        refused.first().unwrap(),
        "request GET https://sample.apigw.ntruss.com/v1/companies/c1/users/u1?filter=secretish\n"
    );
    assert!(refused.last().unwrap().contains(r#"|   "name": "Lee""#));
    // Unless it does not matter.
    let replay = Replay::from_text(&recorder.to_text())
        .unwrap()
        .ignoring("filter");
    let found = playing(&replay).send(get_user().filter("other")).await;
    assert_eq!(found.unwrap().name, "a");
}

#[tokio::test]
async fn content_comes_back_byte_by_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.bin");
    std::fs::write(&path, [0, 255, 1]).unwrap();
    for content in [
        &b"a\r\nb\n"[..],
        b"{ \"a\":1 }",
        b"|x\n\n request GET /\n",
        &[0, 159, 146, 150, 200],
        &[255; 200],
    ] {
        let memory = Memory::new();
        memory.expect_any(Response::bytes(200, content));
        memory.expect_any(Response::bytes(200, ""));
        memory.expect_any(Response::bytes(200, ""));
        let (client, recorder) = recording(&memory);
        assert_eq!(
            client.send(Get).await.unwrap().bytes().await.unwrap(),
            content
        );
        client.send(Put(File::from_path(&path))).await.unwrap();
        client.send(Put(File::new("b.txt", "text"))).await.unwrap();
        // What is sent is what is sent without a recorder.
        assert!(
            memory
                .requests()
                .iter()
                .all(|it| it.body.as_bytes().is_some())
        );

        let text = recorder.to_text();
        let replay = Replay::from_text(&text).unwrap();
        let client = playing(&replay);
        assert_eq!(
            client.send(Get).await.unwrap().bytes().await.unwrap(),
            content,
            "{text}"
        );
        client
            .send(Put(File::new("b.txt", Upload::from("text"))))
            .await
            .unwrap();
        client.send(Put(File::from_path(&path))).await.unwrap();
        assert!(replay.unmet().is_empty());
    }
}

#[tokio::test]
async fn further_names_are_masked() {
    let memory = Memory::new();
    memory.expect_any(Response::json(200, r#"{"name":"Kim"}"#).header("x-owner", "Kim Gildong"));
    let recorder = Recorder::new()
        .redacting("name")
        .redacting("x-owner")
        .redacting("filter");
    let client = builder(&memory).record(&recorder).build().unwrap();
    client.send(get_user().filter("Lee")).await.unwrap();
    let text = recorder.to_text();
    for secret in ["Kim", "Lee"] {
        assert!(!text.contains(secret), "{text}");
    }
    assert!(text.contains("x-owner: [redacted]"), "{text}");
    let replay = Replay::from_text(&text).unwrap().ignoring("filter");
    playing(&replay)
        .send(get_user().filter("Park"))
        .await
        .unwrap();
}

#[test]
fn a_file_that_is_no_cassette_is_told_by_its_line() {
    for (text, problem) in [
        ("", "line 1: a cassette begins with"),
        (
            "ncloud cassette 2\n",
            "line 1: \"ncloud cassette 2\" is another version",
        ),
        (
            "ncloud cassette 1\n\nGET /\n",
            "line 3: `request METHOD ADDRESS`",
        ),
        ("ncloud cassette 1\nrequest GET\n", "line 2: a request has"),
        (
            "ncloud cassette 1\nrequest GET /\n\nrequest GET /\n",
            "line 4: `response STATUS`",
        ),
        (
            "ncloud cassette 1\nrequest GET /\nbody\n",
            "line 3: a line is a header",
        ),
        (
            "ncloud cassette 1\nrequest GET /\n= ab!\nresponse 200\n",
            "line 3: no Base64",
        ),
        (
            "ncloud cassette 1\nrequest GET /\n| a\n= YQ==\nresponse 200\n",
            "a body is text or Base64",
        ),
    ] {
        let error = Replay::from_text(text).unwrap_err();
        assert!(error.to_string().contains(problem), "{text:?}: {error}");
    }
    let error = Replay::open("no/such.cassette").unwrap_err();
    assert!(error.to_string().contains("no/such.cassette"), "{error}");
    assert_eq!(
        Replay::from_text("ncloud cassette 1\n# none yet\n")
            .unwrap()
            .unmet()
            .len(),
        0
    );
    let _ = credentials();
}
