//! What the head of a response says of its body: how it is coded, whether it is the whole of it, how long it is.

use http::header::{
    ACCEPT_ENCODING, AsHeaderName, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE,
    HeaderMap, HeaderValue, RANGE, TRANSFER_ENCODING,
};
use http::{HeaderName, StatusCode};

use crate::meta::Method;

/// Header of a request that takes a difference in place of the whole (RFC 3229).
const A_IM: HeaderName = HeaderName::from_static("a-im");

/// The media type of an essence, without its parameters.
pub(super) fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or(value).trim())
}

/// Whether the body is of a media type, whatever its parameters are.
pub(super) fn is_of_type(headers: &HeaderMap, expected: &str) -> bool {
    media_type(headers).is_some_and(|found| found.eq_ignore_ascii_case(expected))
}

/// Whether the media type is that of JSON, XML or HTML.
pub(super) fn is_markup_or_json(headers: &HeaderMap) -> bool {
    media_type(headers).is_some_and(|found| {
        let found = found.to_ascii_lowercase();
        matches!(
            found.as_str(),
            "application/json" | "text/json" | "application/xml" | "text/xml" | "text/html"
        ) || found.ends_with("+json")
            || found.ends_with("+xml")
    })
}

/// The codings of a body that have to be undone, in the order in which they were applied. `taken`: content codings that the
/// caller asked for, as the header `accept-encoding` names them.
pub(super) fn coding(headers: &HeaderMap, taken: Option<&HeaderValue>) -> Option<String> {
    let taken = taken.and_then(|taken| taken.to_str().ok()).unwrap_or("");
    let is_taken = |coding: &str| {
        taken.split(',').any(|name| {
            let mut parts = name.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let refused =
                parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
            !refused && (name.eq_ignore_ascii_case(coding) || name == "*")
        })
    };
    let content = words(headers, CONTENT_ENCODING)
        .filter(|coding| !coding.eq_ignore_ascii_case("identity") && !is_taken(coding));
    let transfer = words(headers, TRANSFER_ENCODING).filter(|coding| {
        !coding.eq_ignore_ascii_case("identity") && !coding.eq_ignore_ascii_case("chunked")
    });
    let codings: Vec<String> = content.chain(transfer).collect();
    (!codings.is_empty()).then(|| codings.join(", "))
}

/// What says that the body of a success is a part of the content, although the request asked for all of it.
pub(super) fn part(asked: &HeaderMap, status: StatusCode, headers: &HeaderMap) -> Option<String> {
    let of_range = !asked.contains_key(RANGE);
    let of_difference = !asked.contains_key(A_IM);
    let range = headers
        .get(CONTENT_RANGE)
        .map(|range| String::from_utf8_lossy(range.as_bytes()).into_owned());
    match (status, range) {
        (_, Some(range)) if of_range => Some(format!("a part of it, `content-range: {range}`")),
        (StatusCode::PARTIAL_CONTENT, _) if of_range => Some("a part of it".to_owned()),
        (StatusCode::IM_USED, _) if of_difference => Some("a difference to it".to_owned()),
        _ if of_range && is_of_type(headers, "multipart/byteranges") => {
            Some("parts of it, `multipart/byteranges`".to_owned())
        }
        _ => None,
    }
}

/// The length that a body has to have, in bytes, where it is said. Of these responses it is the length of another one.
pub(super) fn length(method: Method, status: StatusCode, headers: &HeaderMap) -> Option<u64> {
    if method == Method::Head
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
        // Chunks say themselves where they end. Any other coding leaves a body to end with its connection.
        || words(headers, TRANSFER_ENCODING).any(|coding| coding.eq_ignore_ascii_case("chunked"))
    {
        return None;
    }
    headers
        .get(CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// Whether there is no body, or none to speak of, so that a coding says nothing.
pub(super) fn is_bodiless(method: Method, status: StatusCode, headers: &HeaderMap) -> bool {
    method == Method::Head
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
        || length(method, status, headers) == Some(0)
}

/// Whether the response says of itself that it is from NAVER Cloud Platform, or that it is a file.
pub(super) fn is_signed_by_service(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| {
        let name = name.as_str();
        name.starts_with("x-ncp-")
            || name.starts_with("x-ncloud-")
            || name.starts_with("x-amz-")
            || matches!(
                name,
                "x-trans-id" | "x-openstack-request-id" | "content-disposition"
            )
    })
}

fn words(headers: &HeaderMap, name: impl AsHeaderName) -> impl Iterator<Item = String> {
    headers
        .get_all(name)
        .into_iter()
        .flat_map(|value| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            let words: Vec<String> = text.split(',').map(|word| word.trim().to_owned()).collect();
            words
        })
        .filter(|word| !word.is_empty())
}

/// What is asked for, unless the caller says otherwise: the body as it is.
pub(crate) const UNCODED: HeaderValue = HeaderValue::from_static("identity");

/// The content codings that a request asks for, where it asks for any.
pub(super) fn taken<'a>(asked: &'a HeaderMap, by_client: &'a HeaderValue) -> &'a HeaderValue {
    asked.get(ACCEPT_ENCODING).unwrap_or(by_client)
}
