//! Model -> Rust. What is printed is what the model says; nothing is decided here. The sentences that other products share are hidden.

#[doc(hidden)]
pub mod calls;
mod layout;
#[doc(hidden)]
pub mod markdown;
pub mod rust;
#[doc(hidden)]
pub mod spelling;
#[doc(hidden)]
pub mod words;
