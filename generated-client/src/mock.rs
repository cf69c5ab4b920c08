//! A test double that responds with values: typed requests with typed responses or errors. Nothing goes over the wire, and there is no
//! network code in it. It is there with the feature `mock`.
//!
//! ```
//! # // The shape of generated code, which is there with the feature of a service alone.
//! # use ncloud::decode::{Decode, Reader};
//! # use ncloud::operation::{Address, Envelope, Method, Operation, OperationMeta, Request, ResponseBody, Service};
//! # static SERVICE: Service = Service::new("library", "Library", Address::Known(&[]));
//! # #[derive(Clone)]
//! # struct GetBook { number: String }
//! # impl GetBook { fn new(number: &str) -> Self { Self { number: number.to_owned() } } }
//! # #[derive(Default)]
//! # struct Book { title: String, pages: Option<i64> }
//! # impl Operation for GetBook {
//! #     type Output = Book;
//! #     const META: &'static OperationMeta = &OperationMeta::new(&SERVICE, "GetBook", Method::Get, &[])
//! #         .response(ResponseBody::Json(Envelope::Member("book")));
//! #     fn encode(&self, request: &mut Request) { request.query("number", &self.number); }
//! #     fn as_any(&self) -> Option<&dyn std::any::Any> { Some(self) }
//! # }
//! # impl Decode for Book {
//! #     fn decode(reader: &mut Reader<'_>) -> Self { Self { title: reader.field("title"), pages: reader.field("pages") } }
//! # }
//! use ncloud::mock::{self, Fault, Mock};
//! use ncloud::Client;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), ncloud::Error> {
//! let mock = Mock::new()
//!     // Built field by field from `Default`, which every response has..
//!     .once(|request: &GetBook| {
//!         let mut book = Book::default();
//!         book.title = format!("Book {}", request.number);
//!         Ok(book)
//!     })
//!     // .. or read from JSON, without the envelope. The second call is throttled.
//!     .once::<GetBook>(|_| Err(Fault::throttled()))
//!     .on_if::<GetBook>(
//!         |request| request.number == "7",
//!         |_| mock::output::<GetBook>(r#"{ "title": "Seven", "pages": 77 }"#),
//!     )
//!     .on::<GetBook>(|_| Err(Fault::service(404, "B404", "no such book")));
//! let client = Client::mocked(&mock)?;
//!
//! assert_eq!(client.send(GetBook::new("1")).await?.title, "Book 1");
//! assert!(client.send(GetBook::new("1")).await.is_err_and(|error| error.is_throttled()));
//! assert_eq!(client.send(GetBook::new("7")).await?.pages, Some(77));
//! assert!(client.send(GetBook::new("8")).await.is_err_and(|error| error.is_not_found()));
//!
//! let asked: Vec<String> = mock.calls::<GetBook>().into_iter().map(|call| call.number).collect();
//! assert_eq!(asked, ["1", "1", "7", "8"]);
//! assert!(mock.unmet().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! Every verb works over it, on the [blocking client](crate::blocking) too: [`Client::pages`](crate::Client::pages) and
//! [`items`](crate::Client::items) ask for one page after the other, [`wait`](crate::Client::wait) for one state after the other
//! (with `#[tokio::test(start_paused = true)]` in no time), [`events`](crate::Client::events) reads what
//! [`on_events`](Mock::on_events) gives. [`send_raw`](crate::Client::send_raw) alone does not: a value has no body.
//!
//! What is beneath values is not in play: an error goes to the caller as it is, and the client repeats nothing. How retries, signatures
//! and bodies go is for [`transport::memory`](crate::transport::memory), and what a service really responds with for
//! [`transport::cassette`](crate::transport::cassette).
//!
//! Of pages by value nothing tells that one came before: a rule for pages has to say where its list ends, by the total or the token
//! that the response has, or by a page without items.

mod fault;
mod output;
mod rule;
mod silent;

use core::any::Any;
use core::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use self::fault::Fault;
pub use self::output::{download, output, output_with_headers};
use self::rule::{Respond, Rule};
pub(crate) use self::silent::Silent;
use crate::meta::OperationMeta;
use crate::wire::error::Error;
use crate::wire::request::{Operation, Scripted};

/// Rules that say what requests are answered with, and the calls so far.
///
/// A request is met by the first rule for its operation that is not used up and that it fits. One that no rule responds to is an
/// error, which says what rules there are. Cheap to clone: clones have rules and calls in common.
#[derive(Clone, Default)]
#[must_use = "a double does nothing until a client is made with it"]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    rules: Vec<Rule>,
    calls: Vec<Call>,
}

/// A request that came.
struct Call {
    operation: &'static OperationMeta,
    /// `None` where no rule is for the operation.
    request: Option<Box<dyn Any + Send>>,
}

impl Mock {
    /// A double without rules.
    pub fn new() -> Self {
        Self::default()
    }

    /// Responds to the requests of an operation, as often as they come.
    pub fn on<O>(self, respond: impl FnMut(&O) -> Result<O::Output, Fault> + Send + 'static) -> Self
    where
        O: Operation<Output: Send> + Clone + Send + 'static,
    {
        self.on_if(|_| true, respond)
    }

    /// Responds to one request of an operation.
    pub fn once<O>(
        self,
        respond: impl FnMut(&O) -> Result<O::Output, Fault> + Send + 'static,
    ) -> Self
    where
        O: Operation<Output: Send> + Clone + Send + 'static,
    {
        self.once_if(|_| true, respond)
    }

    /// Responds to the requests of an operation that fit, as often as they come.
    pub fn on_if<O>(
        self,
        fits: impl Fn(&O) -> bool + Send + 'static,
        respond: impl FnMut(&O) -> Result<O::Output, Fault> + Send + 'static,
    ) -> Self
    where
        O: Operation<Output: Send> + Clone + Send + 'static,
    {
        self.with(Rule::new::<O>(fits, output_of(respond)))
    }

    /// Responds to one request of an operation that fits.
    pub fn once_if<O>(
        self,
        fits: impl Fn(&O) -> bool + Send + 'static,
        respond: impl FnMut(&O) -> Result<O::Output, Fault> + Send + 'static,
    ) -> Self
    where
        O: Operation<Output: Send> + Clone + Send + 'static,
    {
        self.with(Rule::new::<O>(fits, output_of(respond)).once())
    }

    /// Responds to the requests of an operation with something else than its output.
    pub(crate) fn on_any<O>(
        self,
        respond: impl FnMut(&O) -> Result<Box<dyn Any + Send>, Fault> + Send + 'static,
    ) -> Self
    where
        O: Operation + Clone + Send + 'static,
    {
        self.with(Rule::new::<O>(|_| true, respond))
    }

    fn with(self, rule: Rule) -> Self {
        self.state().rules.push(rule);
        self
    }

    /// The requests of an operation so far, those that failed included. Those of an operation that no rule is for are not kept.
    #[must_use]
    pub fn calls<O: Operation + Clone + 'static>(&self) -> Vec<O> {
        let state = self.state();
        let requests = state.calls.iter().filter_map(|call| call.request.as_ref());
        requests
            .filter_map(|request| request.downcast_ref::<O>().cloned())
            .collect()
    }

    /// The operations of all requests so far, in their order: `vserver.GetServerInstanceList`.
    #[must_use]
    pub fn operations(&self) -> Vec<String> {
        let state = self.state();
        state
            .calls
            .iter()
            .map(|call| name(call.operation))
            .collect()
    }

    /// The rules that answered nothing, each by its operation and its place among the rules: `vserver.GetServerInstanceList, rule 2`.
    #[must_use]
    pub fn unmet(&self) -> Vec<String> {
        let state = self.state();
        let rules = state.rules.iter().enumerate();
        rules
            .filter(|(_, rule)| rule.is_unused())
            .map(|(index, rule)| format!("{}, rule {}", name(rule.operation()), index + 1))
            .collect()
    }

    /// Responds to a request.
    pub(crate) fn respond<O: Operation>(&self, operation: &O) -> Result<Scripted, Error> {
        let meta = O::META;
        let Some(request) = operation.as_any() else {
            return Err(Error::configuration(
                "the test double knows the request by no type; add `fn as_any(&self) -> Option<&dyn Any> { Some(self) }` to its `impl Operation`",
            )
            .of(meta));
        };
        let respond = self.choose(meta, request)?;
        // Not under the lock: the closure may look at the calls.
        let mut respond = respond.lock().unwrap_or_else(PoisonError::into_inner);
        respond(request)
            .map(Scripted::new)
            .map_err(|fault| fault.of(meta))
    }

    fn choose(&self, meta: &'static OperationMeta, request: &dyn Any) -> Result<Respond, Error> {
        let mut state = self.state();
        let copy = state.rules.iter().find_map(|rule| rule.copy(request));
        state.calls.push(Call {
            operation: meta,
            request: copy,
        });
        let chosen = state.rules.iter_mut().find_map(|rule| rule.choose(request));
        chosen.ok_or_else(|| unanswered(&state.rules, request).of(meta))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says why no rule responds to a request.
fn unanswered(rules: &[Rule], request: &dyn Any) -> Error {
    let own: Vec<&Rule> = rules.iter().filter(|rule| rule.is_of(request)).collect();
    if own.is_empty() {
        let mut others: Vec<String> = rules.iter().map(|rule| name(rule.operation())).collect();
        others.sort();
        others.dedup();
        let others = match others.is_empty() {
            true => "nothing".to_owned(),
            false => others.join(", "),
        };
        return Error::configuration(format!(
            "the test double has no rule for the operation; it has rules for: {others}"
        ));
    }
    let used_up = own.iter().filter(|rule| rule.is_used_up()).count();
    let unfit = own.len() - used_up;
    Error::configuration(format!(
        "no rule of the test double responds to the request: of the rules for the operation, {used_up} are used up and {unfit} do not fit"
    ))
}

fn output_of<O: Operation<Output: Send>>(
    mut respond: impl FnMut(&O) -> Result<O::Output, Fault> + Send + 'static,
) -> impl FnMut(&O) -> Result<Box<dyn Any + Send>, Fault> + Send + 'static {
    move |request| {
        let output = respond(request)?;
        Ok(Box::new(output))
    }
}

fn name(meta: &OperationMeta) -> String {
    format!("{}.{}", meta.service.name, meta.name)
}

/// Without the requests, which may be personal.
impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operations = self.operations();
        let rules = self.state().rules.len();
        f.debug_struct("Mock")
            .field("rules", &rules)
            .field("operations", &operations)
            .finish_non_exhaustive()
    }
}
