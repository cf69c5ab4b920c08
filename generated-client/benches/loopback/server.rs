//! A service on a thread of its own: a list of as many objects as the first segment of the path says.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

/// What comes after the number of objects.
pub(crate) const PATH: &str = "/open-api/v1/account/leave";

/// A list of withdrawal requests, 186 bytes each.
pub(crate) fn list(objects: usize) -> Bytes {
    let items: Vec<String> = (0..objects)
        .map(|index| {
            format!(
                r#"{{"memberNo":{},"organizationNo":2712,"masterMemberNo":2791234,"loginId":"member{:06}@navercorp.com","memberName":"Cheolsu Kim","memberStatusCode":"LVREQ","modYmdt":1738657231859}}"#,
                2_700_000 + index,
                index
            )
        })
        .collect();
    Bytes::from(format!("[{}]", items.join(",")))
}

/// Starts the service; its address.
pub(crate) fn serve() -> String {
    let (address, bound) = mpsc::channel();
    let lists = Arc::new(Mutex::new(BTreeMap::<usize, Bytes>::new()));
    thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            address
                .send(format!("http://{}", listener.local_addr().unwrap()))
                .unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                let lists = Arc::clone(&lists);
                let service = service_fn(move |request: Request<Incoming>| {
                    let objects = request.uri().path().split('/').nth(1);
                    let objects = objects.and_then(|text| text.parse().ok()).unwrap_or(0);
                    let body = lists
                        .lock()
                        .unwrap()
                        .entry(objects)
                        .or_insert_with(|| list(objects))
                        .clone();
                    let response = Response::builder()
                        .header("content-type", "application/json")
                        .body(Full::new(body));
                    async move { Ok::<_, Infallible>(response.unwrap()) }
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
