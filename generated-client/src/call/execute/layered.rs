//! Attempts with layers around them.

use core::time::Duration;

use http::header::HeaderMap;

use super::Call;
use crate::call::authorization::says_who_sends;
use crate::call::layer::{AttemptFuture, Last, Next};
use crate::call::response_head::ResponseHead;
use crate::meta::Authorization;
use crate::wire::body::Progress;
use crate::wire::error::Error;
use crate::wire::sent::Attempted;
use crate::wire::timer;
use crate::wire::transport::HttpRequest;

/// The transport, behind the last layer.
struct Innermost<'a> {
    call: &'a Call<'a>,
    number: u32,
    progress: Option<Progress>,
    attempted: &'a Attempted,
    /// As they were before any layer.
    headers: HeaderMap,
}

impl Call<'_> {
    /// Boxed, so that calls without layers hold no room for it.
    pub(super) async fn before_attempt(&self, number: u32) -> Result<(), Error> {
        for layer in self.context.layers.iter() {
            let ready = layer.before_attempt(self.info(), number);
            let Ok(ready) = timer::timeout_at(self.deadline, ready).await else {
                return Err(Error::timeout(format!(
                    "a layer held the call back for {} ms, the time limit of a call",
                    self.context.settings.call_timeout.as_millis()
                )));
            };
            ready?;
        }
        Ok(())
    }

    /// Sends the request through the layers. The time limit of an attempt is that of the transport; what layers wait for is
    /// within that of the call.
    pub(super) fn layered<'a>(
        &'a self,
        number: u32,
        request: HttpRequest,
        progress: Option<Progress>,
        attempted: &'a Attempted,
    ) -> AttemptFuture<'a> {
        let is_streamed = progress.is_some();
        let innermost = Innermost {
            call: self,
            number,
            progress,
            attempted,
            headers: request.headers.clone(),
        };
        Box::pin(async move {
            let next = Next {
                layers: &self.context.layers,
                call: self.info(),
                number,
                attempted,
                last: &innermost,
            };
            if is_streamed {
                return next.run(request).await;
            }
            self.limited(Duration::MAX, next.run(request)).await?
        })
    }
}

impl Last for Innermost<'_> {
    fn send<'a>(&'a self, request: HttpRequest) -> AttemptFuture<'a> {
        if let Err(error) = self.refuse_changed(&request) {
            return Box::pin(core::future::ready(Err(error)));
        }
        let (call, attempted) = (self.call, self.attempted);
        let sending = call.response_head(self.number, request, self.progress.clone(), attempted);
        Box::pin(async move {
            let result: Result<ResponseHead, Error> = sending.await;
            // Layers may print what they see.
            result.map_err(|error| error.without_secrets(&attempted.redactor()))
        })
    }
}

impl Innermost<'_> {
    /// Refuses a request that would not be the one that was signed.
    fn refuse_changed(&self, request: &HttpRequest) -> Result<(), Error> {
        let (call, meta) = (self.call, self.call.meta);
        let names = self.headers.keys().chain(request.headers.keys());
        let mut own = names.filter(|name| says_who_sends(meta.authorization, name));
        let changed = if request.method != meta.method {
            "the method".to_owned()
        } else if request.url != self.attempted.sent.url {
            "the address".to_owned()
        } else if let Some(name) = own.find(|name| {
            let before = self.headers.get_all(*name).iter();
            !before.eq(request.headers.get_all(*name).iter())
        }) {
            format!("the header `{name}`")
        } else if matches!(meta.authorization, Authorization::BodySignature(_))
            && request.body.as_bytes() != call.body.as_bytes()
        {
            "the body".to_owned()
        } else {
            return Ok(());
        };
        Err(Error::request(
            meta,
            format!(
                "a layer changed {changed}, which is signed or says who sends the call; let it change other headers, or the request before the call"
            ),
        ))
    }
}
