//! Calls of operations that are described only when the program runs. The program `ncloud` makes them, and nobody else pays for
//! them: they are there with the feature `dynamic` alone.

use super::{Client, RawResponse};
use crate::call::execute::Call;
use crate::call::response_head::Reading;
use crate::codec::decode::{DecodeError, xml};
use crate::codec::redact::Redactor;
use crate::codec::types::Json;
use crate::meta::{OperationMeta, Region, ResponseBody};
use crate::wire::download::Download;
use crate::wire::error::Error;
use crate::wire::request::{Encoded, Request};

impl Encoded {
    /// Encodes a request to an operation that no type stands for; `sensitive` are the names of what no message shows, `region` is
    /// sent where the request leaves it out.
    ///
    /// # Errors
    ///
    /// Those of [`Encoded::of`].
    pub fn described(
        meta: &'static OperationMeta,
        sensitive: &'static [&'static str],
        region: Option<&Region>,
        encode: impl FnOnce(&mut Request),
    ) -> Result<Self, Error> {
        let mut request = Request::new(meta, region);
        encode(&mut request);
        let mut encoded = request.finish()?;
        encoded.sensitive = sensitive;
        Ok(encoded)
    }
}

impl RawResponse<Json> {
    /// The body as XML: the name of the root element, and the JSON that says the same as what it holds.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn xml(&self) -> Result<(String, Json), DecodeError> {
        let root = xml::root(self.body())?;
        Ok((root, Json::of_valid(&xml::content(self.body())?)))
    }
}

impl Client {
    /// What knows the secrets that a call would be sent with, for whoever prints something before it is.
    ///
    /// # Errors
    ///
    /// When the call could not be sent.
    pub async fn secrets_of(&self, encoded: &Encoded) -> Result<Redactor, Error> {
        let reading = match encoded.meta.response {
            ResponseBody::Events => Reading::Events,
            _ => Reading::Whole,
        };
        let call = Call::new(&self.context, encoded.clone(), reading)?;
        Ok(call.redactor().await)
    }

    /// Sends what is encoded, and gives the response as it came, as [`send_raw`](Self::send_raw) does.
    ///
    /// # Errors
    ///
    /// Those of [`send_raw`](Self::send_raw).
    pub async fn send_encoded(&self, encoded: Encoded) -> Result<RawResponse<Json>, Error> {
        let executed = self.execute(Ok(encoded), Reading::Whole).await?;
        Ok(RawResponse::new(executed))
    }

    /// Sends what is encoded, and gives the response piece by piece, with its status, how often it was sent, and what knows the secrets of
    /// the call.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub async fn download_encoded(
        &self,
        encoded: Encoded,
    ) -> Result<(u16, u32, Redactor, Download), Error> {
        let executed = self.execute(Ok(encoded), Reading::Pieces).await?;
        let (status, attempts) = (executed.status.as_u16(), executed.attempts);
        let redactor = executed.attempted.redactor();
        Ok((status, attempts, redactor, executed.decode()?))
    }
}
