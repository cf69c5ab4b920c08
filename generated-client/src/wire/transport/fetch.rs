//! The transport of a browser: `fetch`, by reqwest.
//!
//! Connections, TLS, proxies and HTTP/2 are the browser's, and so are some headers (`host`, `content-length`, `accept-encoding`). It
//! sends requests to other origins only where those allow it.

use core::pin::pin;

use futures_util::TryStreamExt as _;
use futures_util::future::{Either, select};
use reqwest::{Client, Request, Url};
use tokio::sync::oneshot;

use super::{Failure, HttpRequest, HttpResponse, SendFuture, Transport, TransportError};

/// Requests by `fetch`. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Fetch(Client);

impl Transport for Fetch {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        let client = self.0.clone();
        Box::pin(async move {
            // What comes from the browser stays in its thread, and the response is sent from there.
            let (mut done, ended) = oneshot::channel();
            wasm_bindgen_futures::spawn_local(async move {
                let response =
                    match select(pin!(done.closed()), pin!(fetch(&client, request))).await {
                        // Nobody waits any more.
                        Either::Left(_) => return,
                        Either::Right((response, _)) => response,
                    };
                let _ = done.send(response);
            });
            ended
                .await
                .map_err(|error| TransportError::new(Failure::Lost, error))?
        })
    }
}

async fn fetch(client: &Client, request: HttpRequest) -> Result<HttpResponse, TransportError> {
    let refused = |error: String| TransportError::new(Failure::Refused, error);
    let url = Url::parse(&request.url).map_err(|error| refused(error.to_string()))?;
    if url.as_str() != request.url {
        return Err(refused(
            "the browser would write the address in another way than it is signed".to_owned(),
        ));
    }
    let unreadable = |error| TransportError::new(Failure::Unreadable, error);
    let opened = request.body.open().await.map_err(unreadable)?;
    let body: Vec<_> = opened.try_collect().await.map_err(unreadable)?;
    let mut translated = Request::new(request.method.into(), url);
    *translated.headers_mut() = request.headers;
    let body = body.concat();
    if !body.is_empty() {
        *translated.body_mut() = Some(body.into());
    }
    let lost = |error: reqwest::Error| TransportError::new(Failure::Lost, error.without_url());
    let mut response = client.execute(translated).await.map_err(lost)?;
    let (status, headers) = (response.status(), core::mem::take(response.headers_mut()));
    let body = response.bytes().await.map_err(lost)?;
    if body.len() > request.response_limit {
        let problem = format!("more than {} bytes", request.response_limit);
        return Err(TransportError::new(Failure::TooLarge, problem));
    }
    Ok(HttpResponse::new(status, headers, body))
}
