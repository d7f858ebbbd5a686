//! Whatever the events are, documents stay sound and patches lead from one to the next.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tests::fuzz_document;

#[test]
fn any_bytes_spell_events_that_leave_sound_documents() {
    let config = Config { cases: 1_000, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[5; 32]);
    let bytes = prop::collection::vec(any::<u8>(), 0..1_500);
    let outcome = TestRunner::new_with_rng(config, rng).run(&bytes, |bytes| {
        fuzz_document(&bytes);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
