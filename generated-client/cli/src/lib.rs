//! Operations of NAVER Cloud Platform, straight from their specs: found, described, given values, sent, and their responses shown without
//! what is sensitive.
//!
//! What the program `ncloud` does on a terminal is in the program; what it knows is here, for whatever else calls operations by their
//! names. [`catalog`] has all services and loads the spec of one when it is asked for; [`flags`] and [`describe`] say what an operation
//! takes; [`bind`] makes a request of what was given; [`connection`] says where calls go and with which keys; [`call`] sends one, and
//! [`pages`] and [`wait`] as many as it takes. With the feature `mcp`, `mcp` serves all of it to agents.

pub mod bind;
pub mod call;
pub mod catalog;
pub mod commands;
pub mod connection;
pub mod data;
pub mod describe;
pub mod description;
pub mod encoding;
pub mod failure;
pub mod flags;
pub mod keys;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod media_type;
pub mod pages;
pub mod preview;
pub mod sandbox;
pub mod secrets;
pub mod skeleton;
pub mod value;
pub mod wait;
