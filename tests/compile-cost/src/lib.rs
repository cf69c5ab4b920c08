//! The synthetic API that generation and compilation are measured on.
//!
//! The program of this package compiles a client that is generated from it; the benchmarks of the generator read it.

pub mod synthetic;
