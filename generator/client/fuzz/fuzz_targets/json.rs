//! The libFuzzer entry point of the target `json`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| acs_client_fuzz::targets::json(data));
