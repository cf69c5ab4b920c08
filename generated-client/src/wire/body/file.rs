//! A file in a body of several parts.

use std::path::PathBuf;

use super::upload::Upload;

/// A file that is sent with other parts: a name, a media type and a content.
///
/// ```
/// use ncloud::body::File;
///
/// let file = File::new("hello.txt", "Hello.").content_type("text/plain");
/// ```
#[derive(Clone, Debug)]
pub struct File {
    pub(super) name: String,
    pub(super) content_type: String,
    pub(super) content: Upload,
}

impl File {
    /// A file of that name. Its media type is `application/octet-stream` unless it is set.
    pub fn new(name: impl Into<String>, content: impl Into<Upload>) -> Self {
        Self {
            name: name.into(),
            content_type: "application/octet-stream".to_owned(),
            content: content.into(),
        }
    }

    /// The file of that path, under its own name.
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        Self::new(name, Upload::from_path(path))
    }

    /// Sets the media type: `image/png`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = content_type.into();
        self
    }
}
