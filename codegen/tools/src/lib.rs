//! What people do with specs of NAVER Cloud Platform's services, beside generating a client from them.
//!
//! [`draft`] makes a spec of saved documentation pages, [`mod@format`] gives it its canonical form, [`diff`] says what a change breaks,
//! [`dynamic`] calls operations without generated code. [`openapi`], [`doc`], [`list`] and [`coverage`] print what a spec says;
//! [`schema`] and [`mod@reference`] print what the language of specs is. The program `ncloud-codegen` is all of it at a command line.
//!
//! Specs are read by [`ncloud_codegen`], which a build script pays for; nothing of what is here is compiled there.

pub mod coverage;
pub mod diff;
pub mod doc;
pub mod draft;
pub mod dynamic;
pub mod format;
mod json;
pub mod list;
pub mod manifest;
pub mod openapi;
pub mod reference;
mod render;
pub mod rust;
pub mod schema;
pub mod search;
mod spelling;
mod ways;

pub use render::drawn;
