//! A value in place of the response to a request, which a test double puts there.

use core::any::Any;
use core::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A value that is taken once.
#[derive(Clone)]
pub(crate) struct Scripted(Arc<Mutex<Option<Box<dyn Any + Send>>>>);

impl Scripted {
    pub(crate) fn new(value: Box<dyn Any + Send>) -> Self {
        Self(Arc::new(Mutex::new(Some(value))))
    }

    /// The value; `None` where it is of another type or was taken.
    pub(crate) fn take<T: 'static>(&self) -> Option<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.take()?.downcast() {
            Ok(value) => Some(*value),
            Err(value) => {
                *kept = Some(value);
                None
            }
        }
    }
}

/// Without the value, which may be personal.
impl fmt::Debug for Scripted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scripted")
    }
}
