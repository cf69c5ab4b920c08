//! Waiting until something is in a state.

use core::borrow::Borrow;
use core::fmt;
use core::time::Duration;

use crate::wire::timer::{Instant, sleep, timeout_at};

use crate::call::response_head::Reading;
use crate::client::{Call, Client};

pub use crate::meta::{NotFound, WaiterMeta};
use crate::wire::error::{Error, ErrorKind};
use crate::wire::request::Operation;
use crate::wire::time_limit::LONGEST;

/// What is waited for.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no waiter",
    label = "nothing says which states end the waiting",
    note = "`wait` takes the request that is asked again and again, and one of the waiters of its service, `vserver::ServerRunning`"
)]
pub trait Waiter {
    /// The operation that is asked again and again.
    type Poll: Operation;

    /// What the wait gives: the response of the operation, or an `Option` of it where the wait may end because the thing
    /// is gone.
    type Output: From<<Self::Poll as Operation>::Output>;

    /// Which states end the waiting.
    const META: &'static WaiterMeta;

    /// The state in a response.
    fn state(response: &<Self::Poll as Operation>::Output) -> Option<&str>;

    /// What the wait gives when the thing is gone, where that is what is waited for.
    #[must_use]
    fn gone() -> Option<Self::Output> {
        None
    }
}

/// How a wait is made, where that is not as the waiter has it.
///
/// ```
/// use core::time::Duration;
/// use ncloud::wait::WaitOptions;
///
/// let options = WaitOptions::new()
///     .every(Duration::from_secs(2))
///     .up_to(Duration::from_secs(30))
///     .deadline(Duration::from_secs(900))
///     .on_poll(|state| eprintln!("now {}", state.unwrap_or("unknown")));
/// # let _ = options;
/// ```
#[derive(Default)]
#[must_use = "options do nothing until `wait_with`"]
pub struct WaitOptions {
    every: Option<Duration>,
    up_to: Option<Duration>,
    deadline: Option<Duration>,
    on_poll: Option<Listener>,
}

/// A service that is asked more often would refuse its callers.
const SHORTEST: Duration = Duration::from_millis(100);

/// Is told the state at each question.
type Listener = Box<dyn FnMut(Option<&str>) + Send>;

impl WaitOptions {
    /// Those of the waiter.
    pub fn new() -> Self {
        Self::default()
    }

    /// Delay between two questions, from 100 ms to a year.
    pub fn every(mut self, delay: Duration) -> Self {
        self.every = Some(delay);
        self
    }

    /// Doubles the delay after each question, up to this one, which cannot be shorter than the first. By default it stays as it is.
    /// Before the deadline it grows short again, so that the last question comes near to it.
    pub fn up_to(mut self, longest: Duration) -> Self {
        self.up_to = Some(longest);
        self
    }

    /// Longest time to wait, at most a year.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = Some(limit);
        self
    }

    /// Is called after each question that does not end the wait, with the state that it was answered, where there is one.
    pub fn on_poll(mut self, tell: impl FnMut(Option<&str>) + Send + 'static) -> Self {
        self.on_poll = Some(Box::new(tell));
        self
    }
}

impl fmt::Debug for WaitOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitOptions")
            .field("every", &self.every)
            .field("up_to", &self.up_to)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}

/// What a state means.
enum StateMeaning {
    Reached,
    Gone,
    Waiting,
    Failed(Error),
}

impl WaiterMeta {
    fn meaning(&self, state: Option<&str>) -> StateMeaning {
        let Some(state) = state else {
            return match self.not_found {
                NotFound::Success => StateMeaning::Gone,
                NotFound::Pending => StateMeaning::Waiting,
                NotFound::Failure => StateMeaning::Failed(self.failed("the response has no state")),
            };
        };
        if self.success.contains(&state) {
            return StateMeaning::Reached;
        }
        if self.failure.contains(&state) {
            return StateMeaning::Failed(self.failed(&format!("the state is {state}")));
        }
        match self.pending {
            Some(pending) if !pending.contains(&state) => StateMeaning::Failed(self.failed(
                &format!("the state is {state}, which is none of the states on the way"),
            )),
            _ => StateMeaning::Waiting,
        }
    }

    fn failed(&self, why: &str) -> Error {
        Error::new(
            ErrorKind::Wait,
            format!("{} will not be reached: {why}", self.name),
        )
    }

    fn late(&self, deadline: Duration, state: Option<String>, error: Option<Error>) -> Error {
        let state = state.as_deref().unwrap_or("unknown");
        let problem = format!(
            "{} was not reached within {} s: the state is {state}",
            self.name,
            deadline.as_secs_f64()
        );
        match error {
            Some(error) => Error::new(ErrorKind::Wait, format!("{problem}; last error: {error}"))
                .caused_by(error),
            None => Error::new(ErrorKind::Wait, problem),
        }
    }
}

/// Whether the service says that the thing is not there. That the gateway knows no such address says nothing of the thing.
fn is_gone(error: &Error) -> bool {
    error.is_not_found() && error.kind() == ErrorKind::Service
}

impl Client {
    /// Asks until the state that is waited for is reached, and gives the response that says so; `None` where the thing is
    /// gone and the waiter waits for that.
    ///
    /// An error that may pass is waited out like a state that is not there yet.
    ///
    /// # Errors
    ///
    /// Of kind [`Wait`](ErrorKind::Wait) when a state of failure is reached or the deadline is over, and those of
    /// [`send`](Self::send).
    pub async fn wait<W: Waiter>(
        &self,
        request: impl Borrow<W::Poll>,
        waiter: W,
    ) -> Result<W::Output, Error> {
        self.wait_with(request, waiter, WaitOptions::new()).await
    }

    /// The same with another delay, back-off, deadline, or with a word after each question.
    ///
    /// # Errors
    ///
    /// Those of [`wait`](Self::wait).
    pub async fn wait_with<W: Waiter>(
        &self,
        request: impl Borrow<W::Poll>,
        waiter: W,
        options: WaitOptions,
    ) -> Result<W::Output, Error> {
        let _ = waiter;
        let meta = W::META;
        let operation = <W::Poll as Operation>::META;
        let mut on_poll = options.on_poll;
        let first = match options.every {
            Some(every) => every.clamp(SHORTEST, LONGEST),
            None => meta.every.min(LONGEST),
        };
        let mut every = first;
        let longest = options
            .up_to
            .map_or(every, |longest| longest.clamp(every, LONGEST.max(every)));
        let deadline = options.deadline.unwrap_or(meta.deadline).min(LONGEST);
        let end = Instant::now() + deadline;
        let (mut last_state, mut last_error) = (None, None);
        loop {
            let asking = async {
                let encoded = self.encode(request.borrow());
                let executed = self.execute(encoded, Reading::Whole).await?;
                let attempted = executed.attempted.clone();
                Ok((
                    attempted,
                    executed.decode::<<W::Poll as Operation>::Output>()?,
                ))
            };
            match timeout_at(end, asking).await {
                Ok(Ok((attempted, response))) => {
                    let redactor = attempted.redactor();
                    let state = W::state(&response);
                    match meta.meaning(state) {
                        StateMeaning::Reached => return Ok(response.into()),
                        StateMeaning::Gone => {
                            return W::gone()
                                .ok_or_else(|| meta.failed("it is gone").of(operation));
                        }
                        StateMeaning::Failed(error) => {
                            return Err(error.without_secrets(&redactor).of(operation));
                        }
                        StateMeaning::Waiting => {}
                    }
                    let state = state.map(|state| redactor.text(state).into_owned());
                    (last_state, last_error) = (state, None);
                }
                Ok(Err(error)) if is_gone(&error) => match meta.not_found {
                    NotFound::Success => return W::gone().ok_or(error),
                    NotFound::Failure => return Err(error),
                    NotFound::Pending => (last_state, last_error) = (None, Some(error)),
                },
                Ok(Err(error)) if error.retryable() => last_error = Some(error),
                Ok(Err(error)) => return Err(error),
                Err(_) => return Err(meta.late(deadline, last_state, last_error).of(operation)),
            }
            while every > first && Instant::now() + every >= end {
                every = (every / 2).max(first);
            }
            if Instant::now() + every >= end {
                return Err(meta.late(deadline, last_state, last_error).of(operation));
            }
            if let Some(tell) = &mut on_poll {
                // The state of an earlier question is not that of one that failed.
                tell(last_state.as_deref().filter(|_| last_error.is_none()));
            }
            sleep(every).await;
            every = every.saturating_mul(2).min(longest);
        }
    }
}

impl<O: Operation> Call<O> {
    /// As [`Client::wait`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::wait`].
    pub async fn wait<W: Waiter<Poll = O>>(self, waiter: W) -> Result<W::Output, Error> {
        self.client.wait(self.request, waiter).await
    }

    /// As [`Client::wait_with`].
    ///
    /// # Errors
    ///
    /// Those of [`Client::wait_with`].
    pub async fn wait_with<W: Waiter<Poll = O>>(
        self,
        waiter: W,
        options: WaitOptions,
    ) -> Result<W::Output, Error> {
        self.client.wait_with(self.request, waiter, options).await
    }
}
