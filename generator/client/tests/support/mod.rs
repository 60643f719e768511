//! A loopback server and a load generator that tests and benchmarks share.

#![allow(dead_code, reason = "each user of this module uses a part of it")]

pub mod load;
pub mod loopback;
