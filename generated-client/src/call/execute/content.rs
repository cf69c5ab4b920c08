//! What a success holds that has to hold nothing.

use http::header::HeaderMap;

use super::head::{is_markup_or_json, is_of_type, media_type};
use crate::wire::download::{Sniffed, sniff, without_mark};

/// A few words, in bytes: what services say that have nothing to say.
const FEW_WORDS: usize = 1024;

/// What the body of a success is that has to be empty, where it cannot be from the service: a page of HTML, or content of
/// another kind. Services respond with JSON, XML or a few words nobody wants, which is no fault.
pub(super) fn unexpected(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let text = without_mark(body).trim_ascii();
    if text.is_empty() {
        return None;
    }
    let is_page = sniff(text, false) == Sniffed::Page;
    let is_text = core::str::from_utf8(text).is_ok() && !text.contains(&0);
    let is_harmless = !is_page
        && is_text
        && (text.len() <= FEW_WORDS
            || matches!(text.first(), Some(b'{' | b'['))
            || (is_markup_or_json(headers) && !is_of_type(headers, "text/html"))
            || is_of_type(headers, "text/plain"));
    if is_harmless {
        return None;
    }
    let what = match media_type(headers) {
        Some(media_type) => media_type,
        None if is_page => "a page of HTML",
        None => "content without a media type",
    };
    Some(format!("{} bytes of {what}", body.len()))
}
