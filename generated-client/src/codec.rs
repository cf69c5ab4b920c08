//! How values are written and read: JSON, XML, texts, formats. Knows nothing of HTTP but its headers.

pub mod decode;
pub mod encode;
pub mod format;
pub mod printable;
pub mod redact;
pub mod types;

pub(crate) mod json;
