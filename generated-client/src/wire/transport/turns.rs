//! A turn for the run time before a request takes a connection that may long be closed.
//!
//! A server closes connections that nobody uses. The run time sees it when its input and output has its turn, and the
//! task that looks after the connection learns of it in its own turn after that. A program that has just computed, slept,
//! waited for somebody or come back from outside of the run time has given no turns; a request that it sends next would go
//! into a connection that is gone, and a write cannot be sent again.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Handle, Id, RuntimeFlavor};
use tokio::task::yield_now;

/// A gap since the last response that is none. A turn costs one or two microseconds: calls in a row pay nothing, and no
/// other pays more than it has let pass.
const GAP: Duration = Duration::from_micros(5);

/// When the last response came, and in which run time. Shared by the clones of a client, as the connections are.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<Option<(Id, Instant)>>);

impl Turns {
    /// Gives the turn, where one is due.
    pub(crate) fn due(&self) -> Option<impl Future<Output = ()> + Send + use<>> {
        // Nothing is connected before the first response.
        let (run_time, at) = (*self.last())?;
        let here = Handle::try_current().ok()?;
        (here.id() != run_time || at.elapsed() > GAP).then(turn)
    }

    /// Says that a response came.
    pub(crate) fn ended(&self) {
        if let Ok(here) = Handle::try_current() {
            *self.last() = Some((here.id(), Instant::now()));
        }
    }

    fn last(&self) -> MutexGuard<'_, Option<(Id, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Comes back when the run time has looked at its connections and run the tasks that this woke.
///
/// In a task of its own, as tasks wait in line, and what `block_on` runs does not: it would come back too early where
/// there are many, and to a run time of several threads it gives no turn at all.
pub(crate) async fn turn() {
    let Ok(here) = Handle::try_current() else {
        return;
    };
    let several_threads = here.runtime_flavor() != RuntimeFlavor::CurrentThread;
    // When the task steps back, the run time looks, and on one thread what that wakes stands in line before the task. On
    // several it may stand behind it, or another thread looks, which has to be given the time.
    let steps = if several_threads { 3 } else { 1 };
    let stepping_back = here.spawn(async move {
        for _ in 0..steps {
            if several_threads {
                thread::yield_now();
            }
            yield_now().await;
        }
    });
    // It fails only in a run time that is ending, and so does the call.
    let _ = stepping_back.await;
}
