//! Bodies of type `multipart/form-data`: RFC 7578, and names as browsers write them.

use std::borrow::Cow;

use bytes::Bytes;

use super::file::File;
use super::upload::Upload;

/// A body of several parts, as it is put together.
#[derive(Debug)]
pub(crate) struct Multipart {
    boundary: String,
    /// What comes before the next file.
    text: Vec<u8>,
    pieces: Vec<Upload>,
}

/// Random and long, so that no content holds it.
fn boundary() -> String {
    format!(
        "ncloud-{:016x}{:016x}",
        fastrand::u64(..),
        fastrand::u64(..)
    )
}

impl Multipart {
    pub(crate) fn new() -> Self {
        Self {
            boundary: boundary(),
            text: Vec::new(),
            pieces: Vec::new(),
        }
    }

    /// Header `content-type` of the body.
    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.begin(name, None, None);
        self.end(value.as_bytes());
    }

    pub(crate) fn json(&mut self, name: &str, json: &[u8]) {
        self.begin(name, None, Some("application/json"));
        self.end(json);
    }

    /// Says what is wrong with a file that cannot be sent.
    pub(crate) fn file(&mut self, name: &str, file: &File) -> Result<(), &'static str> {
        let visible = |character: char| character == ' ' || character.is_ascii_graphic();
        if file.content_type.is_empty() || !file.content_type.chars().all(visible) {
            return Err("has a media type that a header cannot carry; write one like `image/png`");
        }
        self.begin(name, Some(&file.name), Some(&file.content_type));
        match file.content.as_bytes() {
            Some(bytes) if bytes.len() < WORTH_A_PIECE => self.end(bytes),
            _ => {
                self.cut();
                self.pieces.push(file.content.clone());
                self.end(b"");
            }
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Upload {
        self.text
            .extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        if self.pieces.is_empty() {
            return Upload::from(self.text);
        }
        self.cut();
        Upload::from_parts(self.pieces)
    }

    fn begin(&mut self, name: &str, file_name: Option<&str>, content_type: Option<&str>) {
        let mut head = format!(
            "--{}\r\ncontent-disposition: form-data; name=\"{}\"",
            self.boundary,
            escaped(name)
        );
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", escaped(file_name)));
        }
        if let Some(content_type) = content_type {
            head.push_str(&format!("\r\ncontent-type: {content_type}"));
        }
        head.push_str("\r\n\r\n");
        self.text.extend_from_slice(head.as_bytes());
    }

    fn end(&mut self, content: &[u8]) {
        self.text.extend_from_slice(content);
        self.text.extend_from_slice(b"\r\n");
    }

    fn cut(&mut self) {
        self.pieces
            .push(Upload::from(Bytes::from(core::mem::take(&mut self.text))));
    }
}

/// Smaller contents are copied, in bytes.
const WORTH_A_PIECE: usize = 64 * 1024;

/// What would end the name is written as browsers do.
fn escaped(name: &str) -> Cow<'_, str> {
    if name.contains(['"', '\r', '\n']) {
        Cow::Owned(
            name.replace('"', "%22")
                .replace('\r', "%0D")
                .replace('\n', "%0A"),
        )
    } else {
        Cow::Borrowed(name)
    }
}
