//! The libFuzzer entry point of the target `endpoint`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| acs_client_fuzz::targets::endpoint(data));
