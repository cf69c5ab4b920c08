//! Layers: what stands around every call and every attempt of a client.
//!
//! A layer adds headers, logs, counts, waits, keeps responses, holds calls back. It is given to a client by
//! [`ClientBuilder::layer`](crate::ClientBuilder::layer), to a copy of one by [`Client::with_layer`](crate::Client::with_layer), and
//! to one call by [`Call::layer`](crate::Call::layer). The first one is the outermost.
//!
//! | | when | what it may do |
//! | --- | --- | --- |
//! | [`before_call`](Layer::before_call) | once, before anything is sent | add headers to the call, refuse it |
//! | [`before_attempt`](Layer::before_attempt) | before each attempt is signed | wait, refuse it |
//! | [`attempt`](Layer::attempt) | around each attempt, signed | add headers, look at the response, respond itself, go on again |
//! | [`after_call`](Layer::after_call) | once, when the response was read or the call failed | look |
//!
//! ```
//! use ncloud::layer::{AttemptFuture, CallEnd, CallInfo, Layer, Next};
//! use ncloud::transport::HttpRequest;
//! use ncloud::transport::memory::{Memory, Response};
//! use ncloud::operation::Method;
//! use ncloud::{Client, Credentials};
//!
//! /// Numbers attempts for those who read the logs of the service, and tells how calls end.
//! #[derive(Debug)]
//! struct Numbered;
//!
//! impl Layer for Numbered {
//!     fn attempt<'a>(&'a self, mut request: HttpRequest, next: Next<'a>) -> AttemptFuture<'a> {
//!         request.headers.insert("x-attempt", next.number().into());
//!         next.run(request)
//!     }
//!
//!     fn after_call(&self, call: CallInfo<'_>, end: &CallEnd<'_>) {
//!         eprintln!("{call:?}: {:?} after {} attempts, {:?}", end.status, end.attempts, end.elapsed);
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), ncloud::Error> {
//! let memory = Memory::new();
//! memory.expect_any(Response::json(200, "{}"));
//! let client = Client::builder()
//!     .credentials(Credentials::new("TESTACCESSKEY0000001", "not-a-real-secret-key")?)
//!     .transport(memory.clone())
//!     .layer(Numbered)
//!     .build()?;
//! client.request(Method::Get, "https://library.apigw.ntruss.com", "/shelves").send().await?;
//! assert_eq!(memory.requests()[0].headers["x-attempt"], "1");
//! # Ok(())
//! # }
//! ```
//!
//! Signing, repeating, reading responses and their errors stay the client's. What is signed when a layer sees it cannot be changed by
//! it: another method, another address, another header of those that say who sends the call is an error, and nothing is sent.
//!
//! Ready made are [`RateLimit`] and [`DryRun`], with the feature `opentelemetry` `Metrics`, and with the feature `tower` every layer
//! of tower, by `ClientBuilder::tower_layer`. A [transport](crate::transport) of one's own is what else can stand between the client
//! and the network.

mod dry_run;
#[cfg(feature = "opentelemetry")]
mod metrics;
mod rate_limit;

pub use self::dry_run::DryRun;
#[cfg(feature = "opentelemetry")]
pub use self::metrics::Metrics;
pub use self::rate_limit::RateLimit;
pub use crate::call::layer::{
    AttemptFuture, CallEnd, CallInfo, Layer, Next, ReadyFuture, ResponseHead,
};
