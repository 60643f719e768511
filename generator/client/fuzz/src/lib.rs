//! What is fuzzed: the same functions for libFuzzer and for ordinary tests.

#![forbid(unsafe_code)]

pub mod targets;
