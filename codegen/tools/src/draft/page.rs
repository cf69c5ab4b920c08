//! A saved page, whatever it was saved as: read into a row of blocks, and these sorted by what they are of.

pub(crate) mod blocks;
mod html;
pub(crate) mod request;
mod rows;
pub(crate) mod sample;
pub(crate) mod sections;
pub(crate) mod tables;
mod text;
pub(crate) mod xml;

use std::borrow::Cow;

use blocks::Page;

/// Reads HTML, Markdown and plain text.
pub(crate) fn read(text: &str) -> Page {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    if html::is_html(&text) {
        html::read(&text)
    } else {
        text::read(&text)
    }
}
