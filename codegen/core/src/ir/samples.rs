//! What stands in an example for something that is not JSON.

use serde_json::Value as Json;

use crate::wire::base64_bytes;

/// A file that an example sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSample {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub content_type: String,
    /// Its content.
    pub content: Vec<u8>,
}

impl FileSample {
    /// Reads `{ name: a.png, type: image/png, content: text }`, or one with `base64` in place of `content`.
    #[must_use]
    pub fn of(value: &Json) -> Option<Self> {
        let text = |member: &str| value.get(member).and_then(Json::as_str);
        Some(Self {
            name: text("name")?.to_owned(),
            content_type: text("type")?.to_owned(),
            content: match text("content") {
                Some(content) => content.as_bytes().to_vec(),
                None => base64_bytes(text("base64")?)?,
            },
        })
    }

    /// Reads one file or a list of them.
    #[must_use]
    pub fn all(value: &Json) -> Vec<Self> {
        match value {
            Json::Array(files) => files.iter().filter_map(Self::of).collect(),
            file => Self::of(file).into_iter().collect(),
        }
    }
}

/// Reads a body that is bytes: text, or `{ base64: .. }`.
#[must_use]
pub fn byte_sample(value: &Json) -> Option<Vec<u8>> {
    match value {
        Json::String(text) => Some(text.as_bytes().to_vec()),
        other => base64_bytes(other.get("base64")?.as_str()?),
    }
}
