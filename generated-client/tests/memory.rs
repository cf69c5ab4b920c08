//! Risk: a response that takes many times its size in memory.
#![allow(missing_docs, clippy::await_holding_lock, clippy::unwrap_used)]

mod common;

use std::sync::Mutex;

use common::{client, get_user};
use ncloud::decode::{self, Decode, Reader};
use ncloud::transport::memory::Response;
use ncloud::types::Json;
use peak_alloc::PeakAlloc;
use serde::Deserialize;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// One measures at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Less where nothing is optimised: the multiple is the same.
const SIZE: usize = if cfg!(debug_assertions) {
    256 << 10
} else {
    16 << 20
};

/// The most memory that was in use while something ran, beyond what was before.
fn peak(run: impl FnOnce()) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    run();
    MEMORY.peak_usage() - before
}

fn list_of(item: &str) -> String {
    let items = vec![item; SIZE / (item.len() + 1)];
    format!("[{}]", items.join(","))
}

/// An object that knows none of the members.
#[expect(dead_code, reason = "read by nobody, as long as it is decoded")]
struct Small {
    id: Option<i32>,
}

impl Decode for Small {
    fn decode(reader: &mut Reader<'_>) -> Self {
        let id = reader.field("id");
        Self { id }
    }
}

#[test]
fn a_response_of_small_nodes_takes_a_small_multiple_of_its_size() {
    let _alone = ALONE.lock().unwrap();
    fn measure<T: Decode>(json: &str) -> usize {
        // The body counts too.
        json.len() + peak(|| drop(decode::from_str::<T>(json).unwrap()))
    }
    type Read = fn(&str) -> usize;
    let (free, objects, numbers, none): (Read, Read, Read, Read) = (
        measure::<Json>,
        measure::<Vec<Small>>,
        measure::<Vec<i64>>,
        measure::<Vec<()>>,
    );
    let cases: [(&str, &[Read]); 5] = [
        (r#"{"":0}"#, &[free, objects, none]),
        ("[]", &[free, none, objects]),
        ("0", &[free, numbers, none]),
        ("{}", &[free, none, objects]),
        ("\"\"", &[free, none]),
    ];
    for (item, reads) in cases {
        let json = list_of(item);
        for (index, read) in reads.iter().enumerate() {
            let times = read(&json) as f64 / json.len() as f64;
            assert!(times <= 8.0, "{item} {index}: {times:.1} times");
        }
        let object = format!("{{\"error\":{json},\"x\":1}}");
        for read in [free, |json| measure::<Small>(json)] {
            let times = read(&object) as f64 / object.len() as f64;
            assert!(times <= 8.0, "{item} in an object: {times:.1} times");
        }
    }
    let members = format!("{{{}}}", vec![r#""":0"#; SIZE / 5].join(","));
    let times = measure::<Small>(&members) as f64 / members.len() as f64;
    assert!(times <= 8.0, "members: {times:.1} times");
}

#[tokio::test]
async fn errors_and_events_take_no_more() {
    let _alone = ALONE.lock().unwrap();
    for item in [r#"{"":0}"#, "[]", "0"] {
        let json = list_of(item);
        for body in [
            json.clone(),
            format!("{{\"errorCode\":\"7\",\"details\":{json}}}"),
            format!("{{\"error\":{json}}}"),
        ] {
            let size = body.len();
            let (client, memory) = client();
            memory.expect_any(Response::bytes(400, body));
            let before = MEMORY.current_usage() - size;
            MEMORY.reset_peak_usage();
            client.send(get_user()).await.unwrap_err();
            let times = (MEMORY.peak_usage() - before) as f64 / size as f64;
            assert!(times <= 8.0, "{item}: {times:.1} times");
        }
    }
}

#[cfg(feature = "xml")]
#[tokio::test]
async fn xml_takes_no_more() {
    use ncloud::operation::Request;
    use ncloud::operation::{
        Envelope, Method, Operation, OperationMeta, PathSegment, ResponseBody as Body,
    };

    struct Get<T>(core::marker::PhantomData<T>);

    impl<T: Decode + Send + 'static> Operation for Get<T> {
        type Output = T;

        const META: &'static OperationMeta = &OperationMeta::new(
            &common::SERVICE,
            "Get",
            Method::Get,
            &[PathSegment::Literal("/v1/markup")],
        )
        .response(Body::Xml(Envelope::None));

        fn encode(&self, _: &mut Request) {}
    }

    #[expect(dead_code, reason = "read by nobody, as long as it is decoded")]
    struct List(Vec<Small>);

    impl Decode for List {
        fn decode(reader: &mut Reader<'_>) -> Self {
            Self(reader.field("a"))
        }
    }

    async fn measure<T: Decode + Send + 'static>(xml: String) -> f64 {
        let size = xml.len();
        let (client, memory) = client();
        memory.expect_any(Response::bytes(200, xml));
        let before = MEMORY.current_usage() - size;
        MEMORY.reset_peak_usage();
        client
            .send(Get::<T>(core::marker::PhantomData))
            .await
            .unwrap();
        (MEMORY.peak_usage() - before) as f64 / size as f64
    }

    let _alone = ALONE.lock().unwrap();
    for item in [
        "<a/>",
        "<a>0</a>",
        "<a b=\"\"/>",
        "<a></a>",
        "<a/><b/>",
        "<a><a/></a>",
    ] {
        let xml = format!("<r>{}</r>", item.repeat(SIZE / item.len()));
        let times = measure::<Json>(xml.clone()).await;
        assert!(times <= 8.0, "{item}: {times:.1} times");
        if !item.contains('0') {
            let times = measure::<List>(xml).await;
            assert!(times <= 8.0, "{item}, typed: {times:.1} times");
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read by nobody, as long as it is decoded")]
struct Member {
    member_no: i64,
    login_id: String,
    member_name: String,
    member_status_code: String,
    mod_ymdt: i64,
    is_admin: bool,
    note: Option<String>,
}

impl Decode for Member {
    fn decode(reader: &mut Reader<'_>) -> Self {
        Self {
            member_no: reader.field("memberNo"),
            login_id: reader.field("loginId"),
            member_name: reader.field("memberName"),
            member_status_code: reader.field("memberStatusCode"),
            mod_ymdt: reader.field("modYmdt"),
            is_admin: reader.field("isAdmin"),
            note: reader.field("note"),
        }
    }
}

#[test]
fn a_list_takes_what_serde_takes() {
    let _alone = ALONE.lock().unwrap();
    let item = r#"{"memberNo":2600001,"loginId":"n*******@example.com","memberName":"김길동","memberStatusCode":"LVREQ","modYmdt":1717968620000,"isAdmin":false,"note":null}"#;
    for objects in [1, 20, 500, 5_000] {
        let json = format!("[{}]", vec![item; objects].join(","));
        let serde = peak(|| drop(serde_json::from_str::<Vec<Member>>(&json).unwrap()));
        let own = peak(|| drop(decode::from_str::<Vec<Member>>(&json).unwrap()));
        let times = own as f64 / serde as f64;
        println!("{objects}: serde {serde}, own {own}, {times:.2}");
        // A list of a few objects is less than what else is in use meanwhile.
        assert!(times <= 1.2 || own < serde + 256, "{objects}: {times:.2}");
    }
}
