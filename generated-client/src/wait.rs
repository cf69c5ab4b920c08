//! Waiting until something is in a state.

use core::borrow::Borrow;
use core::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use crate::client::{Client, LONGEST};
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;

/// What is waited for.
pub trait Waiter {
    /// The operation that is asked again and again.
    type Poll: Operation;

    /// Which states end the waiting.
    const DESCRIPTION: &'static Description;

    /// The state in an answer.
    fn state(answer: &<Self::Poll as Operation>::Output) -> Option<&str>;
}

/// The part of a waiter that is data.
#[derive(Debug)]
pub struct Description {
    /// Name of the waiter.
    pub name: &'static str,
    /// States that are waited for.
    pub success: &'static [&'static str],
    /// States from which the ones that are waited for are never reached.
    pub failure: &'static [&'static str],
    /// Delay between two questions.
    pub every: Duration,
    /// Longest time to wait.
    pub deadline: Duration,
}

impl Client {
    /// Asks until the state that is waited for is reached, and gives the answer that says so.
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
    ) -> Result<<W::Poll as Operation>::Output, Error> {
        let _ = waiter;
        let Description {
            name,
            success,
            failure,
            every,
            deadline,
        } = W::DESCRIPTION;
        let operation = <W::Poll as Operation>::DESCRIPTION;
        let (every, deadline) = ((*every).min(LONGEST), (*deadline).min(LONGEST));
        let end = Instant::now() + deadline;
        let (mut last_state, mut last_error) = (None, None);
        loop {
            match timeout_at(end, self.send(request.borrow())).await {
                Ok(Ok(answer)) => {
                    let state = W::state(&answer);
                    if state.is_some_and(|state| success.contains(&state)) {
                        return Ok(answer);
                    }
                    if let Some(state) = state.filter(|state| failure.contains(state)) {
                        return Err(failed(name, state).of(operation));
                    }
                    (last_state, last_error) = (state.map(str::to_owned), None);
                }
                Ok(Err(error)) if error.retryable() => last_error = Some(error),
                Ok(Err(error)) => return Err(error),
                Err(_) => return Err(late(name, deadline, last_state, last_error).of(operation)),
            }
            if Instant::now() + every >= end {
                return Err(late(name, deadline, last_state, last_error).of(operation));
            }
            sleep(every).await;
        }
    }
}

fn failed(name: &str, state: &str) -> Error {
    Error::new(
        ErrorKind::Wait,
        format!("{name} will not be reached: the state is {state}"),
    )
}

fn late(name: &str, deadline: Duration, state: Option<String>, error: Option<Error>) -> Error {
    let state = state.as_deref().unwrap_or("unknown");
    let problem = format!(
        "{name} was not reached within {} s: the state is {state}",
        deadline.as_secs()
    );
    match error {
        Some(error) => {
            Error::new(ErrorKind::Wait, format!("{problem}; last error: {error}")).caused_by(error)
        }
        None => Error::new(ErrorKind::Wait, problem),
    }
}
