//! Any bytes as events and as parts of a recording file: documents stay sound, patches lead from one to the next.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    tests::fuzz_document(data);
    store::fuzz_segment(data);
});
