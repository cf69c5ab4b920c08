//! What a call costs beside the network: signing; encoding, signing and decoding without a network; a call over
//! loopback, against bare reqwest in the same run.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::convert::Infallible;
use std::hint::black_box;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use ncloud::decode::{self, Decode, Reader};
use ncloud::encode::Encoded;
use ncloud::operation::{
    Answer, Authorization, Description, Envelope, Method, Operation, PathSegment, Safety,
};
use ncloud::signature::Signature;
use ncloud::transport::{HttpRequest, HttpResponse, Sending, Transport};
use ncloud::types::Timestamp;
use ncloud::{Client, Credentials};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// 750 bytes: six items of a list.
fn answer() -> Bytes {
    let item = r#"{"memberNo":2600001,"loginId":"n*******@example.com","memberStatusCode":"LVREQ","modYmdt":1717968620000,"useYn":"Y"}"#;
    let mut answer = format!("[{}]", [item; 6].join(","));
    answer.insert_str(1, &" ".repeat(750 - answer.len()));
    Bytes::from(answer)
}

struct List {
    company_id: String,
    filter: Option<String>,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read by nobody, as long as it is decoded")]
struct Item {
    member_no: i64,
    login_id: String,
    member_status_code: String,
    mod_ymdt: Timestamp,
    use_yn: Option<bool>,
}

impl Decode for Item {
    fn decode(reader: &mut Reader) -> Self {
        Self {
            member_no: reader.field("memberNo"),
            login_id: reader.field("loginId"),
            member_status_code: reader.field("memberStatusCode"),
            mod_ymdt: reader.field_as::<ncloud::format::EpochMillis, _>("modYmdt"),
            use_yn: reader.field_as::<Option<ncloud::format::YesNo>, _>("useYn"),
        }
    }
}

impl Operation for List {
    type Output = Vec<Item>;

    const DESCRIPTION: &'static Description = &Description {
        service: &common::SERVICE,
        name: "List",
        method: Method::Get,
        own_address: None,
        path: &[
            PathSegment::Literal("/v1/companies/"),
            PathSegment::Parameter("companyId"),
        ],
        authorization: Authorization::Signature,
        safety: Safety::Read,
        headers: &[],
        answer: Answer::Json {
            envelope: Envelope::None,
        },
        success: None,
    };

    fn encode(&self, request: &mut ncloud::encode::Request) {
        request.path("companyId", &self.company_id);
        request.query("filter", &self.filter);
    }
}

fn request() -> List {
    List {
        company_id: "48120000-0000-0000".to_owned(),
        filter: Some("a b".to_owned()),
    }
}

/// Answers at once, and records nothing.
#[derive(Debug)]
struct Constant(Bytes);

impl Transport for Constant {
    fn send(&self, request: HttpRequest) -> Sending<'_> {
        black_box(request);
        let response =
            HttpResponse::new(http::StatusCode::OK, http::HeaderMap::new(), self.0.clone());
        Box::pin(core::future::ready(Ok(response)))
    }
}

/// A server on a thread of its own; its address.
fn serve(answer: Bytes) -> String {
    let (address, bound) = mpsc::channel();
    thread::spawn(move || {
        runtime().block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            address
                .send(format!("http://{}", listener.local_addr().unwrap()))
                .unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                let answer = answer.clone();
                let service = service_fn(move |_: Request<Incoming>| {
                    let answer = answer.clone();
                    async move { Ok::<_, Infallible>(Response::new(Full::new(answer))) }
                });
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service),
                );
            }
        });
    });
    bound.recv().unwrap()
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn credentials() -> Credentials {
    common::credentials()
}

fn offline(criterion: &mut Criterion) {
    let (keys, target) = (
        credentials(),
        "/v1/companies/48120000-0000-0000?filter=a%20b",
    );
    criterion.bench_function("sign", |bencher| {
        bencher.iter(|| {
            Signature::new(
                &keys,
                black_box("GET"),
                black_box(target),
                black_box("1700000000000"),
            )
        });
    });
    let operation = request();
    criterion.bench_function("encode", |bencher| {
        bencher.iter(|| Encoded::of(black_box(&operation)).unwrap())
    });
    let body = answer();
    criterion.bench_function("decode 750 bytes", |bencher| {
        bencher.iter(|| decode::from_slice::<Vec<Item>>(black_box(&body)).unwrap());
    });
    let client = Client::builder()
        .credentials(credentials())
        .transport(Constant(body))
        .build()
        .unwrap();
    let runtime = runtime();
    criterion.bench_function("call without network", |bencher| {
        bencher.iter(|| runtime.block_on(client.send(&operation)).unwrap());
    });
}

/// One call; the size of what it gives, so that it is not optimised away.
type Call<'a> = Box<dyn Fn() -> usize + 'a>;

/// Calls over loopback, in rounds that alternate between the client and reqwest by itself, because the speed of a
/// machine drifts: what counts is the ratio within a round.
fn loopback(_: &mut Criterion) {
    const ROUNDS: usize = 101;
    const CALLS: u32 = 1000;
    /// Any that no call reaches: what it costs is that there is one.
    const LIMIT: Duration = Duration::from_secs(30);

    let address = serve(answer());
    let runtime = runtime();
    let client = Client::builder()
        .credentials(credentials())
        .endpoint("sample", &address)
        .build()
        .unwrap();
    let bare = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{address}/v1/companies/48120000-0000-0000?filter=a%20b");
    let operation = request();

    let signed = signed_headers();

    // Each with the one that it is compared to.
    let variants: [(&str, usize, Call<'_>); 6] = [
        (
            "reqwest, bytes",
            0,
            Box::new(|| {
                runtime
                    .block_on(async { bare.get(&url).send().await.unwrap().bytes().await.unwrap() })
                    .len()
            }),
        ),
        (
            "reqwest, the same bytes out",
            0,
            Box::new(|| {
                let request = bare.get(&url).headers(signed.clone());
                runtime
                    .block_on(async { request.send().await.unwrap().bytes().await.unwrap() })
                    .len()
            }),
        ),
        (
            "reqwest, the same, in time",
            0,
            Box::new(|| {
                let request = bare.get(&url).headers(signed.clone()).timeout(LIMIT);
                runtime
                    .block_on(async { request.send().await.unwrap().bytes().await.unwrap() })
                    .len()
            }),
        ),
        (
            "ncloud, bytes",
            0,
            Box::new(|| {
                runtime
                    .block_on(client.send_raw(&operation))
                    .unwrap()
                    .body()
                    .len()
            }),
        ),
        (
            "reqwest, typed",
            4,
            Box::new(|| {
                let body = runtime.block_on(async {
                    bare.get(&url).send().await.unwrap().bytes().await.unwrap()
                });
                decode::from_slice::<Vec<Item>>(&body).unwrap().len()
            }),
        ),
        (
            "ncloud, typed",
            4,
            Box::new(|| runtime.block_on(client.send(&operation)).unwrap().len()),
        ),
    ];
    let mut rounds = Vec::new();
    for _ in 0..=ROUNDS {
        rounds.push(variants.each_ref().map(|(_, _, call)| {
            let start = Instant::now();
            for _ in 0..CALLS {
                black_box(call());
            }
            start.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS)
        }));
    }
    // The first round warms up.
    let rounds = rounds.split_off(1);
    let report = |name: &str, index: usize, baseline: usize| {
        let time = median(rounds.iter().map(|round| round[index]));
        let ratio = median(rounds.iter().map(|round| round[baseline] / round[index]));
        let (baseline, ..) = variants[baseline];
        println!(
            "loopback/{name:28} {time:6.1} us a call, {:5.1} % of the throughput of `{baseline}`",
            ratio * 100.0
        );
    };
    for (index, (name, baseline, _)) in variants.iter().enumerate() {
        report(name, index, *baseline);
    }
    report("ncloud, bytes", 3, 1);
    report("ncloud, bytes", 3, 2);
}

/// What a signed call sends besides the request line, as long as it is and always the same: what it costs to have these
/// bytes written, sent and read by the server is no cost of the client.
fn signed_headers() -> http::HeaderMap {
    [
        ("accept", "application/json"),
        (
            "user-agent",
            concat!("ncloud-rust/", env!("CARGO_PKG_VERSION")),
        ),
        ("x-ncp-apigw-timestamp", "1700000000000"),
        ("x-ncp-iam-access-key", "TESTACCESSKEY0000001"),
        (
            "x-ncp-apigw-signature-v2",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ),
    ]
    .into_iter()
    .map(|(name, value)| {
        let name = http::HeaderName::from_static(name);
        (name, http::HeaderValue::from_static(value))
    })
    .collect()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

criterion_group!(benches, offline, loopback);
criterion_main!(benches);
