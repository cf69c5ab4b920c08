//! Responses from text, as the operation itself reads them.

use core::any::Any;

use bytes::Bytes;
use http::header::HeaderMap;

use super::Fault;
use crate::codec::decode::{ResponseParts, from_text};
use crate::codec::json::trimmed;
use crate::meta::ResponseBody;
use crate::wire::body::Chunks;
use crate::wire::download::{Download, Incoming};
use crate::wire::request::Operation;

/// The text of a value that nothing is read from.
const NULL: &[u8] = b"null";

/// A response from JSON: what stands in the envelope, without it. It is read by the operation's own reader, as
/// [`decode`](crate::decode) tells; for a response in XML it is the JSON that says the same.
///
/// # Errors
///
/// When the text does not hold the response; the error says where.
pub fn output<O: Operation>(json: &str) -> Result<O::Output, Fault> {
    output_with_headers::<O>(HeaderMap::new(), json)
}

/// The same of a response of which headers are a part.
///
/// # Errors
///
/// Those of [`output`].
pub fn output_with_headers<O: Operation>(
    headers: HeaderMap,
    body: &str,
) -> Result<O::Output, Fault> {
    let is_content = O::META.response == ResponseBody::Bytes;
    let content =
        is_content.then(|| Box::new(incoming(body.to_owned().into())) as Box<dyn Any + Send>);
    let mut parts = ResponseParts {
        headers,
        content,
        flat: false,
        xml: matches!(O::META.response, ResponseBody::Xml(_)),
    };
    let text = match is_content {
        true => NULL,
        false => trimmed(body.as_bytes()),
    };
    Ok(from_text(Some(text), None, &mut parts)?)
}

/// A download of this content, with the headers that describe it: `content-type`, `etag`.
#[must_use]
pub fn download(headers: HeaderMap, content: impl Into<Bytes>) -> Download {
    Download::new(headers, incoming(content.into()))
}

fn incoming(content: Bytes) -> Incoming {
    Incoming::of(Chunks::from(content))
}
