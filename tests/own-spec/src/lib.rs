//! A client of a spec of its own, `spec/bookings.yaml`: the build script is one line, and so is this file.

include!(concat!(env!("OUT_DIR"), "/services.rs"));
