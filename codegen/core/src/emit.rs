//! Model -> Rust. What is printed is what the model says; nothing is decided here. The sentences that other products share are hidden.

mod layout;
#[doc(hidden)]
pub mod markdown;
pub mod rust;
#[doc(hidden)]
pub mod words;
