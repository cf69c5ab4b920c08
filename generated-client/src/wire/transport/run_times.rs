//! What a transport has for each run time: connections are looked after by tasks of the run time that opened them, and
//! are of no use to a call in another one, least of all after its end.

use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, Weak};

use tokio::runtime::{Handle, Id};
use tokio::sync::oneshot;

/// Run times that a client serves at once before it forgets the one that it was used in least lately.
const MOST: usize = 32;

/// A value for each run time, dropped when the run time ends.
#[derive(Debug)]
pub(crate) struct RunTimes<T>(Arc<Slots<T>>);

#[derive(Debug)]
struct Slots<T> {
    list: RwLock<Vec<Slot<T>>>,
    /// How many slots there have ever been.
    made: AtomicU64,
}

#[derive(Debug)]
struct Slot<T> {
    run_time: Id,
    number: u64,
    value: T,
    /// How many slots there had been when it was used last.
    used: AtomicU64,
    /// Ends the task that waits for the end of the run time.
    _kept: oneshot::Sender<()>,
}

/// Held by a task of the run time, which drops it at its end.
struct End<T> {
    slots: Weak<Slots<T>>,
    number: u64,
}

impl<T> Default for RunTimes<T> {
    fn default() -> Self {
        Self(Arc::new(Slots {
            list: RwLock::default(),
            made: AtomicU64::new(0),
        }))
    }
}

impl<T: Clone + Send + Sync + 'static> RunTimes<T> {
    /// The value of the run time that `handle` is of.
    ///
    /// # Errors
    ///
    /// Those of `make`, which gives the value where there is none yet.
    pub(crate) fn get<E>(
        &self,
        handle: &Handle,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let run_time = handle.id();
        if let Some(value) = self.0.of(run_time) {
            return Ok(value);
        }
        let value = make()?;
        let number = self.0.made.fetch_add(1, Ordering::Relaxed);
        let (kept, dropped) = oneshot::channel();
        let forgotten = self.0.insert(Slot {
            run_time,
            number,
            value: value.clone(),
            used: AtomicU64::new(number),
            _kept: kept,
        });
        // Not under the lock: what is dropped may take its time, and a run time that is ending drops the task at once.
        drop(forgotten);
        let end = End {
            slots: Arc::downgrade(&self.0),
            number,
        };
        handle.spawn(async move {
            let _end = end;
            // Only ever an error: the slot is gone.
            let _ = dropped.await;
        });
        Ok(value)
    }
}

impl<T> Slots<T> {
    fn read(&self) -> RwLockReadGuard<'_, Vec<Slot<T>>> {
        self.list.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Vec<Slot<T>>> {
        self.list.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, run_time: Id) -> Option<T>
    where
        T: Clone,
    {
        let list = self.read();
        let slot = list.iter().find(|slot| slot.run_time == run_time)?;
        let made = self.made.load(Ordering::Relaxed);
        if slot.used.load(Ordering::Relaxed) != made {
            slot.used.store(made, Ordering::Relaxed);
        }
        Some(slot.value.clone())
    }

    /// Puts a slot in place of that of the same run time, or of the one that was used least lately where there are too
    /// many, and gives back the replaced one.
    fn insert(&self, slot: Slot<T>) -> Option<Slot<T>> {
        let mut list = self.write();
        let replaced = list
            .iter()
            .position(|known| known.run_time == slot.run_time)
            .or_else(|| {
                let least = || {
                    list.iter()
                        .enumerate()
                        .min_by_key(|(_, slot)| slot.used.load(Ordering::Relaxed))
                        .map(|(index, _)| index)
                };
                (list.len() >= MOST).then(least).flatten()
            })
            .map(|index| list.swap_remove(index));
        list.push(slot);
        replaced
    }

    fn remove(&self, number: u64) -> Option<Slot<T>> {
        let mut list = self.write();
        let index = list.iter().position(|slot| slot.number == number)?;
        Some(list.swap_remove(index))
    }
}

impl<T> Drop for End<T> {
    fn drop(&mut self) {
        if let Some(slots) = self.slots.upgrade() {
            drop(slots.remove(self.number));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use core::convert::Infallible;

    use tokio::runtime::{Builder, Runtime};

    use super::*;

    fn run_time() -> Runtime {
        Builder::new_current_thread().build().unwrap()
    }

    fn get(values: &RunTimes<u32>, run_time: &Runtime, value: u32) -> u32 {
        let Ok(value) = values.get(run_time.handle(), || Ok::<_, Infallible>(value));
        value
    }

    #[test]
    fn each_run_time_has_its_own_until_it_ends() {
        let values = RunTimes::default();
        let (first, second) = (run_time(), run_time());
        assert_eq!(get(&values, &first, 1), 1);
        assert_eq!(get(&values, &second, 2), 2);
        assert_eq!(get(&values, &first, 3), 1);
        assert_eq!(values.0.read().len(), 2);
        drop(first);
        assert_eq!(values.0.read().len(), 1);
        assert_eq!(get(&values, &second, 4), 2);
        for value in 0..300 {
            assert_eq!(get(&values, &run_time(), value), value);
        }
        assert_eq!(values.0.read().len(), 1);
    }

    #[test]
    fn of_too_many_the_one_is_forgotten_that_was_used_least_lately() {
        let values = RunTimes::default();
        let run_times: Vec<_> = (0..=MOST).map(|_| run_time()).collect();
        let (last, first) = run_times.split_last().unwrap();
        for run_time in first {
            get(&values, run_time, 1);
        }
        // All but the second.
        for (index, run_time) in first.iter().enumerate() {
            if index != 1 {
                get(&values, run_time, 2);
            }
        }
        get(&values, last, 1);
        assert_eq!(values.0.read().len(), MOST);
        assert_eq!(get(&values, first.first().unwrap(), 3), 1);
        assert_eq!(get(&values, first.get(1).unwrap(), 3), 3);
    }

    #[test]
    fn a_client_that_is_dropped_leaves_no_task_behind() {
        let run_time = run_time();
        for value in 0..10 {
            get(&RunTimes::default(), &run_time, value);
        }
        run_time.block_on(async {
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
        });
        assert_eq!(run_time.metrics().num_alive_tasks(), 0);
    }
}
