//! Errors without what must not be printed.

use core::error::Error as StdError;
use std::borrow::Cow;

use super::Error;
use super::body::ErrorBody;
use super::response::KeptResponse;
use crate::codec::redact::Redactor;
use crate::wire::failure::TransportError;

impl Error {
    /// The same without what must not come back in what is printed.
    pub(crate) fn without_secrets(mut self, redactor: &Redactor) -> Self {
        let redact = |text: &mut String| {
            if let Cow::Owned(redacted) = redactor.text(text) {
                *text = redacted;
            }
        };
        let parts = &mut *self.0;
        redact(&mut parts.problem);
        if let Some(response) = &mut parts.response {
            // Every text is named here, so that a new one is not forgotten.
            let KeptResponse {
                status: _,
                body,
                trace_id,
                request_id,
                raw: _,
                excerpt,
                coding,
            } = response;
            let ErrorBody {
                code,
                message,
                details,
                request_id: in_body,
                wrapper: _,
            } = body;
            let said = [code, message, details, in_body, excerpt];
            let headers = [trace_id, request_id, coding];
            said.into_iter().chain(headers).flatten().for_each(redact);
        }
        parts.decode = parts
            .decode
            .take()
            .map(|error| error.without_secrets(redactor));
        parts.source = parts
            .source
            .take()
            .map(|source| without_secrets(source, redactor));
        #[cfg(feature = "dynamic")]
        {
            parts.redactor = Some(redactor.clone());
        }
        self
    }
}

/// A cause without secrets: as it is where it has none.
fn without_secrets(
    source: Box<dyn StdError + Send + Sync>,
    redactor: &Redactor,
) -> Box<dyn StdError + Send + Sync> {
    match source.downcast::<TransportError>() {
        Ok(error) => Box::new(error.without_secrets(redactor)),
        Err(source) if redactor.is_in(&format!("{source}{source:?}")) => {
            redactor.text(&source.to_string()).into()
        }
        Err(source) => source,
    }
}
