//! How values are written and read: JSON, XML, texts, formats. It knows nothing of calls, and of HTTP the headers alone.

#[cfg(feature = "data")]
pub(crate) mod data;
pub(crate) mod debug;
pub(crate) mod decode;
pub(crate) mod encode;
pub(crate) mod format;
pub(crate) mod json;
pub(crate) mod percent;
pub mod printable;
pub mod redact;
pub mod types;
