//! The pages of the repository say of it what is true: links lead somewhere, recipes name files that there are, words are those of
//! the glossary.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod contributing;
mod glossary;
mod links;
mod packages;
mod support;
