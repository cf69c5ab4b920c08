//! A stand-in for the gateway of NAVER Cloud Platform, on loopback: a real HTTP server that reads the specs that the
//! client is generated from, checks every request against them, and answers with their examples.
//!
//! ```
//! use ncloud_sandbox::{Gateway, Misbehaviour, ThrottleCode};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let specs = ncloud_codegen::load([concat!(env!("CARGO_MANIFEST_DIR"), "/tests/specs")])?;
//! let gateway = Gateway::builder().specs(specs).start().await?;
//! gateway.misbehave(Misbehaviour::throttle(ThrottleCode::RateLimited), 2);
//!
//! // Point a client at it as `gateway.settings()` say, with `SAMPLE_ACCESS_KEY` and `SAMPLE_SECRET_KEY`; then:
//! for request in gateway.requests() {
//!     println!("{request}");
//! }
//! gateway.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # What it checks, and how it answers
//!
//! In this order:
//!
//! | fault | answer |
//! | --- | --- |
//! | a header of the signature, or the key of a service that takes one, is missing or empty | 401/200, `Authentication information are missing.` |
//! | the key is unknown, the timestamp five minutes off or more, the signature wrong; the keys of the account are told to an operation that takes others | 401/200, `Invalid authentication information.` |
//! | no operation has the path, or none has it with the method | 404/300 |
//! | the body is a value and has more than 10 MiB | 413/430 |
//! | a parameter or member is missing, unknown or of a wrong type, a parameter is given twice, a constant header is not sent, the body is not JSON | 400/100, every fault in `details` |
//!
//! These come with `x-ncp-apigw-response-origin: APIGW`, answers of an operation with `ENDPOINT`; every answer has an
//! `x-ncp-trace-id` and a `Date`. The signature is taken over the bytes of the request line as they came: nothing is
//! decoded, sorted or normalised before. It is taken from `x-ncp-apigw-signature-v2`, which is the one header that the
//! documentation describes, or, where that is absent, from `x-ncp-apigw-signature-v1`, which official SDKs send.
//!
//! Operations that take a key of their service know [`SAMPLE_API_KEY_ID`] with [`SAMPLE_API_KEY`], and [`sample_secret`] of
//! every header; for a token also what a login of the service answers. A service is at the paths of all its sites and regions; one whose customers have addresses of their own is
//! at the path of the address that its spec shows.
//!
//! Bodies that are bytes or of several parts may be of any length: they are counted and hashed while they come in, and
//! their beginnings are kept. Answers of any length come from [`Gateway::feed`].
//!
//! Services that share a method and a path are told apart by the host that a request names, as by the prefix `/~service` of
//! its path, which [`Gateway::settings`] give for them; operations of one service by constants in query and headers and by
//! the kind of body. What nothing tells apart is in [`Gateway::warnings`], and the first of them answers.
//!
//! An operation answers with the example whose request is the one that was sent, else with its first example of
//! success, else with a value made from its types: of a list the only page, and a code of success where the spec has one.
//! An example of a failure answers no request but its own.
//!
//! The statuses, codes and messages are
//! [documented](https://api-gov.ncloud-docs.com/docs/api-call-lgc-errorhandling). The sentences in `details`, apart
//! from the two above, are the sandbox's own, and so are the limit of 10 MiB and the choice of 404 for a wrong
//! method.
//!
//! # What it keeps
//!
//! Nothing but the last requests, in bounded memory, unless it is told to [keep state](Builder::keep_state). Then what is
//! created can be listed, read, changed and deleted:
//!
//! - What kinds of things there are is inferred from the specs. In form services they are what lists and details answer, known
//!   by the number that the detail call asks for; elsewhere they are what paths such as `/clusters/{uuid}` lead to.
//! - A thing says what its creation said in members of the same names (`zoneCode` in `zone`, `name` in `topicName`), and
//!   what the first example shows, or something of the right shape, in the others. It gets a number that nothing else has.
//! - Lists hold what they are narrowed to by numbers, names and codes, page by the size that is asked for, and end.
//! - States move as the waiters of the spec expect: the first read shows one on the way, the second the one at the end. What is
//!   deleted is there for one more read where a waiter waits for that. No clock has a part in it.
//! - What is gone is answered with the code that the spec has for it; without one a detail call answers an empty list, and
//!   everything else the sandbox's own 404.
//! - A VPC comes with a network ACL, a route table and an access control group, for NCP gives it these.
//!
//! What cannot be inferred is answered as without state, and [`RecordedRequest::not_kept`] and the log say so. Nothing is refused
//! that a service would refuse for the state of something: a subnet can be deleted with servers in it.
//!
//! # What it is not
//!
//! It knows no rights and no quotas, and tells sites and
//! regions apart by their paths alone. It is stricter
//! than a service is likely to be, for it is there to find the faults of a client. It speaks plain HTTP/1.1 and
//! listens on 127.0.0.1 alone.

mod answer;
mod authorization;
mod body;
mod check;
mod encoding;
mod error;
mod feed;
mod gateway;
mod gateway_error;
mod hidden;
mod json;
mod judge;
mod made;
mod misbehaviour;
mod multipart;
mod pages;
mod pairs;
mod parts;
mod record;
mod render;
mod reply;
mod route;
mod settings;
mod signature;
mod state;
mod value;

pub use authorization::{SAMPLE_API_KEY, SAMPLE_API_KEY_ID, sample_secret};
pub use error::Error;
pub use feed::Feed;
pub use gateway::{Builder, Gateway, SAMPLE_ACCESS_KEY, SAMPLE_SECRET_KEY};
pub use gateway_error::GatewayError;
pub use misbehaviour::{Misbehaviour, Skew, ThrottleCode, Times, UnknownMisbehaviour};
#[doc(hidden)]
pub use multipart::parts_of;
pub use record::{OperationName, RecordedPart, RecordedRequest, Source, Verdict};
pub use settings::{SampleKey, ServiceSettings};
