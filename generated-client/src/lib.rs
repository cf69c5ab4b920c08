//! Typed client for the APIs of NAVER Cloud Platform.
//!
//! Every endpoint is captured once, in a specification that reads like its page of the documentation, and generated from it: a
//! struct for each request, in a module for each service that is turned on by its feature.
//!
//! ```no_run
//! # #[cfg(all(feature = "organization", feature = "media_connect_center"))]
//! # async fn example() -> Result<(), ncloud::Error> {
//! use futures_util::TryStreamExt as _;
//! use ncloud::{Client, media_connect_center as mcc, organization};
//!
//! // Keys from the environment, ~/.ncloud/configure or the role of the server.
//! let client = Client::from_env()?;
//!
//! // A request is a value: required parameters in `new`, all others as setters.
//! for leaving in client.send(organization::ListWithdrawalRequests::new()).await? {
//!     println!("{leaving:?}");
//! }
//!
//! // A list that comes in pages is a stream.
//! let mut departments = client.items(mcc::ListDepartments::new("2b64fc1e-6e9c-40dc-8b40-991bcaada5ef").limit(100));
//! while let Some(department) = departments.try_next().await? {
//!     println!("{department:?}");
//! }
//!
//! // What goes wrong is one type, with predicates and the identifiers that support asks for.
//! match client.send(organization::GetOrganization::new()).await {
//!     Err(error) if error.is_permission_denied() => println!("not a master account, {:?}", error.trace_id()),
//!     result => println!("{:?}", result?),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Verbs
//!
//! | | |
//! | --- | --- |
//! | [`Client::send`] | sends a request and reads its response |
//! | [`Client::send_raw`] | the same, with status, headers and body |
//! | [`Client::events`] | sends a request whose response comes as a stream of events |
//! | [`Client::pages`], [`Client::items`] | a list, page by page or item by item |
//! | [`Client::wait`] | asks until something is in a state |
//! | [`Client::call`] | the same verbs with options for one call: headers, parameters and members that the request lacks, limits, keys |
//! | [`Client::request`] | a call to any endpoint, whether it is captured or not |
//!
//! The client [repeats](RetryPolicy) what is safe to repeat, corrects a wrong clock, and gives up in time; see
//! [`ClientBuilder`] for the settings and [`Error`] for what remains. Bodies of any length are streamed, see [`body`].
//! [`transport::memory`] stands in for the network in tests; with the feature `mock`, `mock::Mock` responds with values, and
//! `transport::cassette` plays recordings back.
//!
//! # An endpoint that is not captured
//!
//! There are three ways to it. All are signed, repeated and read alike.
//!
//! **At once**, by [`Client::request`], for a call or two:
//!
//! ```no_run
//! use ncloud::operation::Method;
//!
//! # async fn example(client: &ncloud::Client) -> Result<(), ncloud::Error> {
//! let address = "https://library.apigw.ntruss.com/api/v1";
//! let shelves = client.request(Method::Get, address, "/shelves").query("limit", 10).send().await?;
//! for shelf in shelves.items() {
//!     println!("{:?}", shelf.get("name"));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! **By hand**, as a type that is an [`Operation`](operation::Operation), so that every verb takes it and its response is a type too:
//! [`operation`] shows one whole.
//!
//! **By a specification of your own**, from which the same code is generated as for the services here: for a service with more than a
//! few operations. It is a file of YAML that reads like the page of the documentation,
//!
//! ```yaml
//! spec: 1
//! service: library
//! title: Library
//! doc: Lends books.
//! docs: https://library.example.com/docs
//! url: https://library.apigw.ntruss.com/api/v1
//!
//! operations:
//!   ListBooks:
//!     doc: Lists the books of a shelf.
//!     docs: https://library.example.com/docs/list-books
//!     http: GET /shelves/{shelf}/books
//!     path:
//!       shelf: { type: string, doc: The shelf. }
//!     query:
//!       limit?: { type: i32, doc: Most books to respond with. }
//!     response: list<Book>
//!
//! types:
//!   Book:
//!     title:  { type: string, doc: Title. }
//!     pages?: { type: i64, doc: Number of pages. }
//! ```
//!
//! which the build script of your crate generates from, with the crate `ncloud-codegen` of the same version as a build dependency:
//!
//! ```ignore
//! // build.rs
//! fn main() -> std::process::ExitCode {
//!     ncloud_codegen::build_script::generate("spec")
//! }
//!
//! // src/lib.rs
//! include!(concat!(env!("OUT_DIR"), "/services.rs"));
//! ```
//!
//! `client.send(library::ListBooks::new("a/1"))` is then what `send` is for the services here. The documentation of `ncloud-codegen` goes
//! on from there.
//!
//! # Between the client and the network
//!
//! [`layer`] has the interface of what stands around every call and attempt, with a limit of the rate and a dry run;
//! [`transport`] that of what carries requests, with the one over HTTP that can be wrapped.
//!
//! # Features
//!
//! | feature | default | |
//! | --- | --- | --- |
//! | `organization`, `vserver`, .. | | one for each of the services, which are the modules below; `all-services` for all of them |
//! | `reqwest` | yes | the transport over HTTP, on reqwest |
//! | `hyper` | | a transport over HTTP with less to compile and less to do, on hyper alone; see below |
//! | `rustls-ring` | yes | TLS by rustls on ring |
//! | `rustls-aws-lc-rs` | | TLS by rustls on aws-lc-rs, which goes before ring |
//! | `native-tls` | | TLS of the operating system for `reqwest`, where no rustls is turned on |
//! | `xml` | | responses in XML; services that have such turn it on |
//! | `blocking` | | `blocking::Client`, for programs without an asynchronous run time |
//! | `data` | | requests and responses as `data`: JSON of them and back, `PartialEq`, tables; `Hash`, `Ord` and `FromStr` of enums |
//! | `serde` | | the same as `Serialize` and `Deserialize` |
//! | `mock` | | a test double that responds with values, `mock::Mock`, and recordings that are played back, `transport::cassette`: for tests |
//! | `tracing` | | a span for every call and every attempt, with fields as OpenTelemetry names them |
//! | `opentelemetry` | | `layer::Metrics`: counts and durations of calls and attempts, by a meter of OpenTelemetry |
//! | `tower` | | layers of tower around the transport |
//! | `http2` | | HTTP/2, where a client [offers](ClientBuilder) it |
//! | `dynamic` | | calls of operations that are described only when the program runs: what the program `ncloud`, of the package `ncloud-cli`, is made of |
//!
//! Without default features, `features = ["hyper", "rustls-ring", "organization"]` leaves reqwest out. The two transports
//! behave alike: the same bytes, proxies, certificates, limits and errors. Where both are compiled in, reqwest carries requests
//! unless [`ClientBuilder::transport_kind`] says otherwise; where neither is, [`ClientBuilder::transport`] has to be given one.
//!
//! # In a browser
//!
//! The crate compiles for `wasm32-unknown-unknown`, with the feature `reqwest`: requests go by the browser's `fetch`, and timers and the
//! clock are the browser's. There are no files, no proxies, no certificates of one's own and no blocking client; bodies are
//! whole. A browser sends requests to other hosts only where these allow it, and what it runs can be read by its user: call through a
//! server of your own, [`ClientBuilder::endpoint_for_all`], with keys that are not those of the account.
//!
//! # What this crate does not do
//!
//! It knows nothing of Object Storage, which takes the signature of Amazon S3: use an S3 client. It checks no values that the
//! service checks. It follows no redirects, and speaks HTTP/1.1, unless it is told otherwise.

#![cfg_attr(docsrs, feature(doc_cfg))]

// Generated code names the run time as `::ncloud`, within this crate too.
extern crate self as ncloud;

pub mod body;
#[cfg(feature = "data")]
pub mod data;
pub mod decode;
pub mod events;
pub mod layer;
pub mod operation;
pub mod paginate;
pub mod wait;

#[cfg(feature = "blocking")]
pub mod blocking;

mod call;
mod client;
mod codec;
mod meta;
#[cfg(feature = "mock")]
pub mod mock;
mod wire;

#[doc(hidden)]
pub mod __v1;

/// The services, generated by the build script: given again at the root, where they hide nothing of this crate's own.
#[doc(hidden)]
pub mod services {
    include!(concat!(env!("OUT_DIR"), "/services.rs"));
}

pub use self::call::retry::RetryPolicy;
pub use self::client::{Call, Calls, Client, ClientBuilder, RawResponse, ServiceName};
pub use self::codec::types;
#[doc(hidden)]
pub use self::codec::{printable, redact};
pub use self::meta::{Region, Site};
#[doc(inline)]
#[allow(
    unused_imports,
    unreachable_pub,
    reason = "without their features there are none"
)]
pub use self::services::*;
pub use self::wire::credentials::Credentials;
pub use self::wire::error::{Error, ErrorKind};
pub use self::wire::request::{AnyRequest, ServiceOrAddress};
pub use self::wire::service_key::ServiceKey;
pub use self::wire::{credentials, signature, transport};
/// Statuses and headers are of this crate, in the version that comes with it.
pub use ::http;
