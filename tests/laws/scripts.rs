//! Scripts of generated recordings as proptest makes them, and the run of a law over them.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::cell::RefCell;
use testkit::generate::{Act, Counts, Form, Script, Step};

/// How many scripts a law is tried on, unless `LAW_CASES` says otherwise.
pub const CASES: u32 = 160;

fn acts() -> impl Strategy<Value = Act> {
    // What ends a page comes seldom, so that pages live long enough for things to happen to them.
    let ends_page = |act: &Act| {
        matches!(act, Act::ReplaceRoot | Act::PageLoad | Act::ChangeAddress | Act::TwiceInSnapshot)
    };
    let (last, lasting): (Vec<Act>, Vec<Act>) = Act::ALL.iter().copied().partition(ends_page);
    prop_oneof![
        60 => prop::sample::select(lasting),
        1 => prop::sample::select(last),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (acts(), any::<u64>(), prop::bool::weighted(0.35));
    prop::collection::vec(step.prop_map(|(act, seed, joins)| Step { act, seed, joins }), 10..110)
}

pub fn scripts() -> impl Strategy<Value = Script> {
    let form = prop::sample::select(vec![Form::Array, Form::Lines, Form::Object]);
    (any::<u64>(), form, steps(), prop::bool::weighted(0.25)).prop_map(|(seed, form, mut steps, has_tabs)| {
        if !has_tabs {
            steps.retain(|step| step.act != Act::SwitchTab);
        }
        Script { seed, form, steps }
    })
}

/// Runs a law over scripts made from a fixed seed. The law says what does not hold.
pub fn run(cases: u32, shrinks: u32, law: impl Fn(&Script) -> Result<(), String>) -> Result<(), String> {
    let cases = std::env::var("LAW_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: shrinks, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let outcome = TestRunner::new_with_rng(config, rng)
        .run(&scripts(), |script| law(&script).map_err(TestCaseError::fail));
    outcome.map_err(|error| match error {
        TestError::Fail(reason, script) => format!("{reason}\n{script:?}"),
        TestError::Abort(reason) => reason.to_string(),
    })
}

/// Adds up what occurred.
#[derive(Default)]
pub struct Tally(RefCell<Counts>);

impl Tally {
    pub fn add(&self, counts: &Counts) {
        self.0.borrow_mut().add(counts);
    }

    /// Fails where some act or shape never occurred: a law that was not tried on it says nothing about it.
    pub fn assert_complete(&self) {
        let counts = self.0.borrow();
        println!("{counts}");
        assert_eq!(counts.missing(), Vec::<String>::new(), "never occurred");
    }
}
