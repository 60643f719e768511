//! The fuzz targets, as functions that both libFuzzer and ordinary tests call.

#![forbid(unsafe_code)]

mod everything;
pub mod targets;
