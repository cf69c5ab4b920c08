//! Calls whose answer is scripted.

use std::{
    cell::OnceCell,
    future::Future,
    time::{Duration, UNIX_EPOCH},
};

use bytes::Bytes;
use futures_util::stream;
use ncloud::{
    Client, Credentials, Error, RetryPolicy,
    body::Chunks,
    transport::{HttpRequest, HttpResponse, OpenFuture, SendFuture, StreamedResponse, Transport},
};
use tokio::runtime::Runtime;

use super::{plain::assert_line, response::Response};

/// Keys that are no keys.
pub(super) const ACCESS_KEY: &str = "FUZZACCESSKEY0000001";
pub(super) const SECRET_KEY: &str = "not-a-real-secret-key-of-anybody";

/// The time of every call: Sun, 06 Nov 1994 08:49:37 GMT.
pub(super) const NOW: Duration = Duration::from_secs(784_111_777);

/// Runs a future on a clock that does not wait.
pub(super) fn block_on<F: Future>(future: F) -> F::Output {
    thread_local! {
        static RUN_TIME: OnceCell<Runtime> = const { OnceCell::new() };
    }
    RUN_TIME.with(|run_time| {
        run_time
            .get_or_init(|| {
                tokio::runtime::Builder::new_current_thread()
                    .enable_time()
                    .start_paused(true)
                    .build()
                    .expect("a run time")
            })
            .block_on(future)
    })
}

/// A client whose every call is answered so, the body in these pieces.
pub(super) fn client(response: &Response, cuts: &[usize]) -> Client {
    let mut pieces = Vec::new();
    let mut rest = response.body.as_slice();
    for cut in cuts {
        let (piece, after) = rest.split_at((*cut).min(rest.len()));
        pieces.push(Bytes::copy_from_slice(piece));
        rest = after;
    }
    pieces.push(Bytes::copy_from_slice(rest));
    Client::builder()
        .credentials(Credentials::new(ACCESS_KEY, SECRET_KEY).expect("keys"))
        .retry(RetryPolicy::never())
        .clock(|| UNIX_EPOCH + NOW)
        .environment(|_| None)
        .transport(Scripted {
            response: response.clone(),
            pieces,
        })
        .build()
        .expect("a client")
}

/// What any error keeps to: one line, of nothing that a terminal obeys, and no key of the call.
pub(super) fn assert_error(error: &Error) {
    assert_shown(error);
    for text in [&error.to_string(), &format!("{error:?}")] {
        assert!(!text.contains(SECRET_KEY), "the secret key is in {text}");
        assert!(!text.contains(ACCESS_KEY), "the access key is in {text}");
    }
}

/// The same of one that no call made.
pub(super) fn assert_shown(error: &Error) {
    assert_line(&error.to_string());
    assert_line(&format!("{error:?}"));
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        assert_line(&cause.to_string());
        source = cause.source();
    }
}

/// Answers all requests alike.
#[derive(Debug)]
struct Scripted {
    response: Response,
    pieces: Vec<Bytes>,
}

impl Transport for Scripted {
    fn send(&self, _: HttpRequest) -> SendFuture<'_> {
        let Response {
            status,
            headers,
            body,
        } = self.response.clone();
        Box::pin(async move { Ok(HttpResponse::new(status, headers, body.into())) })
    }

    fn open(&self, _: HttpRequest) -> OpenFuture<'_> {
        let (status, headers) = (self.response.status, self.response.headers.clone());
        let pieces = self.pieces.clone().into_iter().map(Ok);
        Box::pin(async move {
            Ok(StreamedResponse::new(
                status,
                headers,
                Chunks::new(stream::iter(pieces)),
            ))
        })
    }
}
