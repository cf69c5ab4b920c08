//! One call: attempts, and the delays between them. Not generic, and compiled once.

mod attempt;
mod check;
mod content;
mod head;
mod layered;
mod limits;
mod resume;

use core::future::{Future, ready};
use core::pin::Pin;
use std::borrow::Cow;
use std::sync::Arc;

use tokio::runtime::Handle;

use self::attempt::Failed;
pub(crate) use self::head::UNCODED;
use crate::call::authorization::Unauthorized;
use crate::call::context::Context;
use crate::call::layer::{CallInfo, Ending};
use crate::call::options::refuse_reserved;
use crate::call::response::Executed;
use crate::call::response_head::Reading;
use crate::call::trace::{self, CallSpan};
use crate::meta::{OperationMeta, ResponseBody, Safety};
use crate::wire::body::Upload;
use crate::wire::endpoint::{Endpoint, length_fault};
use crate::wire::error::{Error, ErrorKind};
use crate::wire::request::Encoded;
#[cfg(feature = "dynamic")]
use crate::wire::sent::Signed;
use crate::wire::sent::{Attempted, Sent};
use crate::wire::timer::{self, Instant};

const EVENT_STREAM: &str = "text/event-stream";

/// A call on its way.
pub(crate) type Executing<'a> = Pin<Box<dyn Future<Output = Result<Executed, Error>> + Send + 'a>>;

impl Context {
    /// Boxed, so that what uses the client holds a pointer in place of the whole call, and compiles none of it.
    pub(crate) fn execute(
        &self,
        encoded: Result<Encoded, Error>,
        reading: Reading,
    ) -> Executing<'_> {
        #[cfg(feature = "mock")]
        if let Ok(Encoded {
            meta,
            scripted: Some(scripted),
            ..
        }) = encoded
        {
            return Box::pin(ready(Ok(Executed::scripted(meta, scripted))));
        }
        let call = encoded.and_then(|encoded| {
            within_run_time(&encoded)?;
            Call::new(self, encoded, reading)
        });
        match call {
            Ok(call) => Box::pin(async move { call.run().await }),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }
}

/// Timers and connections panic outside of a run time.
fn within_run_time(encoded: &Encoded) -> Result<(), Error> {
    // Those of a browser need none.
    if cfg!(target_family = "wasm") {
        return Ok(());
    }
    match Handle::try_current() {
        Ok(_) => Ok(()),
        Err(_) => Err(Error::configuration(
            "the call was made outside of a tokio run time; make it within one, or use `ncloud::blocking::Client`",
        )
        .of(encoded.meta)),
    }
}

/// What the client can read of the response.
fn accepted(meta: &'static OperationMeta, reading: Reading) -> Result<&'static str, Error> {
    match (reading, meta.response) {
        (Reading::Events, _) => Ok(EVENT_STREAM),
        (Reading::Whole | Reading::Pieces, ResponseBody::Empty | ResponseBody::Json(_)) => {
            Ok("application/json")
        }
        (Reading::Whole | Reading::Pieces, ResponseBody::Bytes) => Ok("*/*"),
        (Reading::Whole | Reading::Pieces, ResponseBody::Xml(_)) if cfg!(feature = "xml") => {
            Ok("application/xml")
        }
        (Reading::Whole | Reading::Pieces, ResponseBody::Xml(_)) => Err(Error::configuration(
            "the response is XML; turn on the feature `xml` of the crate `ncloud`",
        )
        .of(meta)),
        (Reading::Whole | Reading::Pieces, ResponseBody::Events) => Err(Error::request(
            meta,
            "the response is a stream of events; read it with `Client::events`",
        )),
    }
}

/// A call that is ready to be sent.
pub(crate) struct Call<'a> {
    context: &'a Context,
    meta: &'static OperationMeta,
    safety: Safety,
    endpoint: Cow<'a, Endpoint>,
    deadline: Instant,
    sent: Arc<Sent>,
    /// The address as it may be printed, where that is another one.
    redacted_address: Option<Arc<str>>,
    body: Upload,
    accepts_part: bool,
    reading: Reading,
    accept: &'static str,
    /// The request, where its download may be taken up.
    again: Option<Encoded>,
}

impl<'a> Call<'a> {
    /// Does what is done once for all attempts, and starts the time limit of the call.
    pub(crate) fn new(
        context: &'a Context,
        mut encoded: Encoded,
        reading: Reading,
    ) -> Result<Self, Error> {
        let meta = encoded.meta;
        let options = context.options.as_deref();
        if let Some(options) = options {
            options.apply(&mut encoded)?;
        }
        let accept = accepted(meta, reading)?;
        let given = options.and_then(|options| options.endpoint.as_ref());
        let destination = context.destinations.of(meta, given, &encoded)?;
        let info = CallInfo::new(meta, destination.endpoint.host());
        if !context.layers.is_empty() {
            let own = encoded.headers.clone();
            for layer in context.layers.iter() {
                let ready = layer.before_call(info, &mut encoded.headers);
                ready.map_err(|error| error.of(meta))?;
            }
            for name in encoded.headers.keys() {
                if !own.contains_key(name) {
                    refuse_reserved(meta, name)?;
                }
            }
        }
        let mut url = destination.url(&encoded)?;
        let redacted_address = destination.redacted_address(&encoded);
        let again = resume::is_possible(context, &encoded, reading).then(|| encoded.clone());
        let Encoded {
            sensitive,
            path,
            mut headers,
            body,
            ..
        } = encoded;
        let request = Unauthorized {
            meta,
            url: &mut url,
            headers: &mut headers,
            body: &body,
        };
        let key = options
            .and_then(|options| options.key.as_ref())
            .or_else(|| context.service_keys.get(meta.service.name));
        request.authorize(key)?;
        if let Some(problem) = length_fault(&url) {
            return Err(Error::request(meta, problem));
        }
        let is_sensitive = !sensitive.is_empty();
        let sent = Sent {
            meta,
            target: url.len() - destination.endpoint.signed_part(&url).len(),
            url,
            headers,
            path: if is_sensitive { path } else { Vec::new() },
            body: is_sensitive.then(|| body.clone()),
            sensitive,
            key: key.cloned(),
        };
        Ok(Self {
            context,
            meta,
            safety: options
                .and_then(|options| options.safety)
                .unwrap_or(meta.safety),
            endpoint: destination.endpoint,
            deadline: Instant::now() + context.settings.call_timeout,
            sent: Arc::new(sent),
            redacted_address,
            body,
            accepts_part: encoded.accepts_part,
            reading,
            accept,
            again,
        })
    }

    pub(crate) async fn run(&self) -> Result<Executed, Error> {
        let layers = &self.context.layers;
        let mut ending = (!layers.is_empty()).then(|| Box::new(Ending::new(layers, self.info())));
        let span = CallSpan::new(self.meta, self.endpoint.host());
        match span.around(self.attempts()).await {
            Ok(mut executed) => {
                span.responded(executed.status, executed.attempts);
                if let Some(ending) = &mut ending {
                    ending.responded(executed.attempts, executed.status);
                }
                executed.ending = ending;
                executed.span = span;
                Ok(executed)
            }
            Err(error) => {
                span.failed(&error);
                if let Some(ending) = &mut ending {
                    ending.failed(&error);
                }
                Err(error)
            }
        }
    }

    fn info(&self) -> CallInfo<'_> {
        CallInfo::new(self.meta, self.endpoint.host())
    }

    /// What knows the secrets that the call would be sent with, keys among them if there are any.
    #[cfg(feature = "dynamic")]
    pub(crate) async fn redactor(&self) -> crate::codec::redact::Redactor {
        let credentials = self.credentials().await.ok().flatten();
        let at = self.context.shared.clock.now();
        let attempted = Attempted {
            sent: Arc::clone(&self.sent),
            signed: credentials.map(|credentials| Signed { credentials, at }),
        };
        attempted.redactor()
    }

    async fn attempts(&self) -> Result<Executed, Error> {
        let policy = self.context.settings.retry;
        let (mut attempts, mut corrected) = (0, false);
        // Attempts that count: the one with the corrected clock is not held against the policy.
        let mut counted = 0;
        loop {
            attempts += 1;
            counted += 1;
            let signed_at;
            let mut attempted = Attempted {
                sent: Arc::clone(&self.sent),
                signed: None,
            };
            let error = match self.attempt(attempts, &mut attempted).await {
                Ok(executed) => {
                    self.context.shared.budget.earn(counted > 1);
                    return Ok(executed);
                }
                Err(Failed { error, at }) => {
                    signed_at = at;
                    // What a layer held back was not sent.
                    let sent = attempts - u32::from(error.kind() == ErrorKind::Held);
                    let error = error.without_secrets(&attempted.redactor());
                    error.of(self.meta).of_safety(self.safety).after(sent)
                }
            };
            if let (false, Some((signed_at, headers))) = (corrected, signed_at)
                && self.context.shared.clock.correct(signed_at, &headers)
                && self.was_not_carried_out(&error)
                && self.body.is_repeatable()
            {
                trace::clock_corrected();
                corrected = true;
                counted -= 1;
                continue;
            }
            if counted >= policy.max_attempts
                || !error.retry().allows(self.safety)
                || !self.body.is_repeatable()
            {
                return Err(error);
            }
            let delay = policy.delay(counted, error.pause());
            // A response may ask for a delay that no clock can hold.
            let in_time = Instant::now()
                .checked_add(delay)
                .is_some_and(|end| end < self.deadline);
            if !in_time {
                return Err(error.not_in_time());
            }
            if !self.context.shared.budget.take() {
                return Err(error);
            }
            trace::repeated(&error, delay);
            timer::sleep(delay).await;
        }
    }

    /// Whether a refusal for its signature, 401, is one that a write may be sent again after. By its definition it was not
    /// applied, but only the gateway's own response, by its header or by its code, is known to mean the signature.
    fn was_not_carried_out(&self, error: &Error) -> bool {
        self.safety == Safety::Read || error.kind() == ErrorKind::Gateway
    }
}
