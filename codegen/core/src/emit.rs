//! Model -> products, one sibling each. They print what the model says and decide nothing.

pub mod coverage;
pub mod doc;
mod layout;
pub mod list;
mod markdown;
pub mod openapi;
pub mod reference;
pub mod rust;
pub mod schema;
mod words;
