//! What tests and benchmarks share.

#![allow(dead_code, reason = "each of those who share it uses a part")]

pub mod load;
pub mod loopback;
