//! Time as it passes: that of tokio, or that of a browser.

#[cfg(not(target_family = "wasm"))]
pub(crate) use tokio::time::{Instant, sleep, sleep_until, timeout, timeout_at};

#[cfg(target_family = "wasm")]
pub(crate) use self::browser::{Instant, sleep, sleep_until, timeout, timeout_at};

/// The clock of the machine. Browsers have one of their own.
pub(crate) fn now() -> std::time::SystemTime {
    #[cfg(not(target_family = "wasm"))]
    return std::time::SystemTime::now();
    #[cfg(target_family = "wasm")]
    return browser::now();
}

#[cfg(target_family = "wasm")]
mod browser {
    use core::future::Future;
    use core::pin::pin;
    use core::time::Duration;
    use std::time::SystemTime;

    use futures_util::future::{Either, select};
    use gloo_timers::future::TimeoutFuture;
    use tokio::sync::oneshot;
    pub(crate) use web_time::Instant;

    /// A time limit that is over.
    #[derive(Debug)]
    pub(crate) struct Elapsed;

    pub(crate) fn now() -> SystemTime {
        let since = web_time::SystemTime::now().duration_since(web_time::UNIX_EPOCH);
        SystemTime::UNIX_EPOCH + since.unwrap_or_default()
    }

    /// What comes from the browser stays in its thread, and ends are sent from there.
    pub(crate) async fn sleep(delay: Duration) {
        // A longer one would end at once.
        const LONGEST: u128 = i32::MAX as u128;
        let (done, ended) = oneshot::channel();
        let millis = u32::try_from(delay.as_millis().min(LONGEST)).unwrap_or_default();
        wasm_bindgen_futures::spawn_local(async move {
            TimeoutFuture::new(millis).await;
            let _ = done.send(());
        });
        let _ = ended.await;
    }

    pub(crate) async fn sleep_until(end: Instant) {
        sleep(end.saturating_duration_since(Instant::now())).await;
    }

    pub(crate) async fn timeout<F: Future>(
        limit: Duration,
        future: F,
    ) -> Result<F::Output, Elapsed> {
        match select(pin!(future), pin!(sleep(limit))).await {
            Either::Left((output, _)) => Ok(output),
            Either::Right(_) => Err(Elapsed),
        }
    }

    pub(crate) async fn timeout_at<F: Future>(
        end: Instant,
        future: F,
    ) -> Result<F::Output, Elapsed> {
        timeout(end.saturating_duration_since(Instant::now()), future).await
    }
}
