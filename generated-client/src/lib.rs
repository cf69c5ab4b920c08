//! Typed client for the APIs of NAVER Cloud Platform.
//!
//! Every endpoint is captured once, in a specification that reads like its page of the documentation, and generated
//! when this crate is built: a struct for each request, in a module for each service that is turned on by its feature.
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
//! | [`Client::send`] | sends a request and reads its answer |
//! | [`Client::send_raw`] | the same, with status, headers and body |
//! | [`Client::events`] | sends a request whose answer comes as a stream of events |
//! | [`Client::pages`], [`Client::items`] | a list, page by page or item by item |
//! | [`Client::wait`] | asks until something is in a state |
//!
//! The client [repeats](RetryPolicy) what is safe to repeat, corrects a wrong clock, and gives up in time; see
//! [`ClientBuilder`] for the settings and [`Error`] for what remains. Bodies of any length are streamed, see [`body`].
//! [`transport::memory`] stands in for the network in tests.
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
//! | `xml` | | answers in XML; services that have such turn it on |
//! | `blocking` | | `blocking::Client`, for programs without an asynchronous run time |
//! | `cli` | | the program `ncloud`, which calls operations straight from a spec |
//! | `tracing` | | a span for every call and every attempt |
//!
//! Without default features, `features = ["hyper", "rustls-ring", "organization"]` leaves reqwest out. The two transports
//! behave alike: the same bytes, proxies, certificates, limits and errors. Where both are compiled in, reqwest carries requests
//! unless [`ClientBuilder::transport_kind`] says otherwise; where neither is, [`ClientBuilder::transport`] has to be given one.
//!
//! # What this crate does not do
//!
//! It knows nothing of Object Storage, which takes the signature of Amazon S3: use an S3 client. It checks no values that the
//! service checks. It follows no redirects, and speaks HTTP/1.1 alone.

extern crate self as ncloud;

pub mod body;
pub mod events;
pub mod paginate;
pub mod wait;

#[cfg(feature = "blocking")]
pub mod blocking;

/// What generated code says of an operation.
pub mod operation {
    pub use crate::meta::{
        Address, Answer, Authorization, Base, Description, Envelope, ErrorCode, Method,
        PathSegment, Retry, Safety, Service, Success,
    };
    pub use crate::wire::request::Operation;
}

/// How a request is written.
pub mod encode {
    pub use crate::codec::encode::{
        ElementsWriter, Encode, EncodeAs, EncodeElements, EncodeIndexed, EncodeText, EncodeTextAs,
        IndexedWriter, Items, JsonWriter, ListWriter, ObjectWriter,
    };
    pub use crate::wire::request::{Encoded, Files, HeaderFamily, Request};
}

mod call;
mod client;
mod codec;
mod meta;
mod wire;

pub use self::call::retry::RetryPolicy;
pub use self::client::{Client, ClientBuilder, RawAnswer};
pub use self::codec::{decode, format, types};
#[doc(hidden)]
pub use self::codec::{printable, redact};
pub use self::meta::Site;
pub use self::wire::credentials::Credentials;
pub use self::wire::error::{Error, ErrorKind};
pub use self::wire::service_key::ServiceKey;
pub use self::wire::{credentials, signature, transport};

// The services, generated by the build script.
include!(concat!(env!("OUT_DIR"), "/services.rs"));
