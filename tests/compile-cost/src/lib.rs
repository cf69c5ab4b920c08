//! The synthetic API that generation and compilation are measured on, and how they are.
//!
//! The program of this package compiles a client that is generated from it; the benchmarks of the generator read it, and so does
//! the comparison with progenitor.

pub mod cost;
pub mod synthetic;
