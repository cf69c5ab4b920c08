//! Runs a target on one input after the other, within bounds of time and memory.
//!
//! The input that is being read is in a file while it is: what a target does to the process, a stack that overflows among it,
//! the input is there.

use std::{
    fs, io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use fastrand::Rng;
use peak_alloc::PeakAlloc;
use rustix::time::{ClockId, clock_gettime};

use crate::{Target, corpus, mutate::mutant};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// What the processor may spend on an input.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// How long an input may take by the clock: what waits for something that never comes costs the processor nothing.
const DEADLINE: Duration = Duration::from_secs(60);

/// What an input may take, in bytes.
pub const MEMORY: usize = 512 * 1024 * 1024;

/// The stack of a thread, where nobody asks for more.
const STACK: usize = 2 * 1024 * 1024;

/// What a run is of.
#[derive(Debug)]
pub struct Plan {
    /// The target.
    pub target: &'static Target,
    /// Inputs that are run as they are, before any other. Where there are none, these are those of the corpus.
    pub given: Vec<Vec<u8>>,
    /// How many mutants follow.
    pub mutants: u64,
    /// Where they begin: the first is made of this seed, the next of the one behind it.
    pub seed: u64,
    /// No mutant begins after this.
    pub limit: Option<Duration>,
    /// The file that holds the input.
    pub file: PathBuf,
}

/// How a run ended.
#[derive(Debug)]
pub enum Outcome {
    /// So many inputs kept the target's word.
    Clean(u64),
    /// The one in the file broke it, in this way.
    Failed(String),
}

enum Said {
    /// An input was begun.
    Begun,
    Done(Outcome),
    Broken(io::Error),
}

/// Runs it.
///
/// # Errors
///
/// When the corpus cannot be read or the input not be written.
pub fn run(plan: Plan) -> io::Result<Outcome> {
    let (say, hear) = mpsc::channel();
    let begun = Arc::new(Mutex::new(Instant::now()));
    let clock = Arc::clone(&begun);
    thread::Builder::new().stack_size(STACK).spawn(move || {
        let last = match each(&plan, &say, &clock) {
            Ok(outcome) => Said::Done(outcome),
            Err(error) => Said::Broken(error),
        };
        // Nobody listens when the deadline has passed.
        let _ = say.send(last);
    })?;
    let mut spent = processor();
    loop {
        match hear.recv_timeout(Duration::from_millis(100)) {
            Ok(Said::Begun) => spent = processor(),
            Ok(Said::Done(outcome)) => return Ok(outcome),
            Ok(Said::Broken(error)) => return Err(error),
            Err(RecvTimeoutError::Disconnected) => {
                return Ok(Outcome::Failed("the thread of the target ended".to_owned()));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        let begun = *begun.lock().unwrap_or_else(PoisonError::into_inner);
        if processor().saturating_sub(spent) > PATIENCE {
            return Ok(Outcome::Failed(format!("took more than {PATIENCE:?}")));
        }
        if begun.elapsed() > DEADLINE {
            return Ok(Outcome::Failed(format!("waits for more than {DEADLINE:?}")));
        }
        if ALLOCATOR.current_usage() > MEMORY {
            return Ok(Outcome::Failed(format!("took more than {MEMORY} bytes")));
        }
    }
}

fn each(plan: &Plan, say: &mpsc::Sender<Said>, clock: &Mutex<Instant>) -> io::Result<Outcome> {
    let run = |input: &[u8]| -> io::Result<Option<String>> {
        fs::write(&plan.file, input)?;
        *clock.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        let _ = say.send(Said::Begun);
        ALLOCATOR.reset_peak_usage();
        let result = catch_unwind(AssertUnwindSafe(|| (plan.target.run)(input)));
        if let Err(panic) = result {
            return Ok(Some(format!("panicked: {}", said(&*panic))));
        }
        let most = ALLOCATOR.peak_usage();
        Ok((most > MEMORY).then(|| format!("took {most} bytes")))
    };
    let started = Instant::now();
    let mut count = 0;
    let inputs = corpus::of(plan.target)?;
    let first = if plan.given.is_empty() {
        &inputs
    } else {
        &plan.given
    };
    for input in first {
        count += 1;
        if let Some(what) = run(input)? {
            return Ok(Outcome::Failed(what));
        }
    }
    for number in 0..plan.mutants {
        if plan.limit.is_some_and(|limit| started.elapsed() > limit) {
            break;
        }
        count += 1;
        let mut rng = Rng::with_seed(plan.seed.wrapping_add(number));
        let input = mutant(&inputs, plan.target.words, &mut rng);
        if let Some(what) = run(&input)? {
            return Ok(Outcome::Failed(what));
        }
    }
    Ok(Outcome::Clean(count))
}

/// What the process has spent of the processor.
fn processor() -> Duration {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(spent.tv_sec).unwrap_or_default();
    let nanoseconds = u32::try_from(spent.tv_nsec).unwrap_or_default();
    Duration::new(seconds, nanoseconds)
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a text")
        .to_owned()
}
