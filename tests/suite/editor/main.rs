//! Editors with a YAML language server: what they complete, what they say of a key, what they underline.
//!
//! The server is installed from the Node registry into a folder of the build; where that is not possible the tests say so and end.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod completion;
mod editor;
mod forms;
mod hover;
mod install;
mod protocol;
mod squiggles;
