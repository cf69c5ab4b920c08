//! A server that says what it is told to, byte by byte, and keeps what it was sent.

use std::time::Duration;

use ncloud::{Client, ClientBuilder, RetryPolicy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::common::credentials;

/// Responses the first connection once its request has come to `until`, or once its other end is closed, and gives what it was sent
/// when that happens.
pub(crate) async fn server(
    until: &'static str,
    response: impl Into<Vec<u8>>,
) -> (ClientBuilder, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let response = response.into();
    let served = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut sent = Vec::new();
        let mut responded = false;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            if !responded && String::from_utf8_lossy(&sent).contains(until) {
                responded = true;
                // The client may have hung up by then.
                let _ = stream.write_all(&response).await;
                let _ = stream.shutdown().await;
            }
            match stream.read(&mut buffer).await {
                Ok(0) | Err(_) => break,
                Ok(read) => sent.extend_from_slice(&buffer[..read]),
            }
        }
        String::from_utf8_lossy(&sent).into_owned()
    });
    let builder = Client::builder()
        .credentials(credentials())
        .endpoint(&crate::common::SERVICE, address)
        .retry(RetryPolicy::never())
        .attempt_timeout(Duration::from_secs(20));
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    let builder = builder.no_proxy();
    (builder, served)
}

/// Head and body of what was sent.
pub(crate) fn halves(sent: &str) -> (String, &str) {
    let (head, body) = sent.split_once("\r\n\r\n").unwrap();
    (head.to_ascii_lowercase(), body)
}
