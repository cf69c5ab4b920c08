//! The limits of time that an attempt runs in.

use core::future::Future;
use core::pin::Pin;
use core::time::Duration;

use super::Call;
use crate::wire::body::Progress;
use crate::wire::error::Error;
use crate::wire::timer::{self, Instant};

impl Call<'_> {
    /// Runs an attempt for as long as something moves.
    pub(super) async fn moving<F: Future>(
        &self,
        progress: &Progress,
        mut part: Pin<&mut F>,
    ) -> Result<F::Output, Error> {
        let limits = self.context.settings.transfer();
        let total_end = limits.end(Instant::now());
        loop {
            let idle_end = progress.last() + limits.idle;
            let window_end = progress.measured_from().map(|from| from + limits.window());
            let ends = [Some(idle_end), window_end, total_end];
            let end = ends.into_iter().flatten().min().unwrap_or(idle_end);
            if let Ok(done) = timer::timeout_at(end, part.as_mut()).await {
                return Ok(done);
            }
            if total_end.is_some_and(|total_end| total_end == end) {
                return Err(limits.over());
            }
            if progress.last() + limits.idle == end {
                return Err(Error::timeout(format!(
                    "nothing was sent and no response came within {} ms, the time limit of an attempt",
                    limits.idle.as_millis()
                )));
            }
            if window_end.is_some_and(|window_end| window_end == end)
                && progress.measured_from().is_some()
            {
                limits.refuse_slow(progress.measure(), "were sent")?;
            }
        }
    }

    /// Runs a part of the call within its own time limit and that of the call.
    pub(super) async fn limited<T>(
        &self,
        limit: Duration,
        part: impl Future<Output = T>,
    ) -> Result<T, Error> {
        let end = Instant::now()
            .checked_add(limit)
            .filter(|end| *end < self.deadline);
        timer::timeout_at(end.unwrap_or(self.deadline), part)
            .await
            .map_err(|_| match end {
                Some(_) => Error::timeout(format!(
                    "no response within {} ms, the time limit of an attempt",
                    limit.as_millis()
                )),
                None => {
                    let limit = self.context.settings.call_timeout.as_millis();
                    Error::timeout(format!(
                        "no response within {limit} ms, the time limit of a call"
                    ))
                }
            })
    }
}
