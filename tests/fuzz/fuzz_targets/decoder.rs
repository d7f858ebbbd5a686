//! Any bytes as a file that somebody opens: decoding ends within the limits and never panics.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| formats::fuzz_decode(data));
