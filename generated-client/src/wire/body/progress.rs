//! How far a body is sent: told by the one who reads it, asked by the one who waits.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::wire::timer::Instant;

/// Tells the one who waits from the one who works.
#[derive(Clone, Debug)]
pub(crate) struct Progress(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    last: Instant,
    /// Since when the rate is measured, and the bytes that were read since.
    measured_from: Instant,
    bytes: u64,
    /// Everything was read.
    ended: bool,
    /// Why it cannot be read to its end.
    fault: Option<String>,
}

impl Progress {
    pub(crate) fn new() -> Self {
        let now = Instant::now();
        Self(Arc::new(Mutex::new(State {
            last: now,
            measured_from: now,
            bytes: 0,
            ended: false,
            fault: None,
        })))
    }

    /// A piece was read.
    pub(super) fn came(&self, bytes: usize) {
        let mut state = self.lock();
        state.last = Instant::now();
        state.bytes = state.bytes.saturating_add(bytes as u64);
    }

    pub(super) fn ended(&self) {
        let mut state = self.lock();
        state.last = Instant::now();
        state.ended = true;
    }

    pub(super) fn failed(&self, fault: &impl ToString) {
        self.lock().fault.get_or_insert_with(|| fault.to_string());
    }

    pub(crate) fn last(&self) -> Instant {
        self.lock().last
    }

    pub(crate) fn fault(&self) -> Option<String> {
        self.lock().fault.clone()
    }

    /// Since when the rate is measured; `None` when there is nothing more to read.
    pub(crate) fn measured_from(&self) -> Option<Instant> {
        let state = self.lock();
        (!state.ended).then_some(state.measured_from)
    }

    /// Measures anew, and gives the bytes that were read meanwhile.
    pub(crate) fn measure(&self) -> u64 {
        let mut state = self.lock();
        state.measured_from = Instant::now();
        core::mem::take(&mut state.bytes)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
