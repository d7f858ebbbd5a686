//! Questions over time, measured on one recording.

use crate::figures::Figures;
use crate::samples::Samples;
use engine::{CancelToken, Engine, EngineError, Moment, Session, WhenQuestion, Whose};
use events::Timestamp;
use std::path::Path;
use std::time::{Duration, Instant};
use testkit::Random;

/// How often each is asked.
const TURNS: usize = 7;

/// Simple ones first; those behind them look beyond the element itself.
const SIMPLE: &[&str] = &["button:disabled", ".error", "li", "[aria-busy=true]"];
const HEAVY: &[&str] = &[
    "body:has(.error) li:nth-child(2n)",
    "div > *:not(:first-child) ~ div span",
    "div:has(> span + span) :last-child",
];

pub fn measure(file: &Path) -> Result<Figures, EngineError> {
    let no_room = |_| EngineError::not_now("There is no room for temporary files", "Free some space");
    let scratch = tempfile::tempdir().map_err(no_room)?;
    let engine = Engine::open(scratch.path())?;
    let imported = engine.import(file).outcome?;
    let session = || engine.open_recording(imported.id);
    let mut figures = Figures::of(file.display().to_string());
    figures.put("events", imported.events as f64, "");
    let never = CancelToken::default();

    let first = session()?;
    let end = first.end()?;
    let keys = some_keys(&first, end)?;
    let mut history = Samples::default();
    for &key in &keys {
        let session = session()?;
        history.push(timed(|| session.history(&Whose::Key(key), false, None, &never, &mut |_| true))?);
    }
    figures.put_samples("history of an element", &history, "ms");
    for (name, selectors) in [("when, a simple selector", SIMPLE), ("when, a heavy selector", HEAVY)] {
        let mut samples = Samples::default();
        for selector in selectors {
            let question = WhenQuestion { selector: (*selector).to_owned(), ..WhenQuestion::default() };
            for _ in 0..TURNS.div_ceil(2) {
                let session = session()?;
                samples.push(timed(|| session.when(&question, &never, &mut |_| true))?);
            }
        }
        figures.put_samples(name, &samples, "ms");
    }
    let mut texts = Samples::default();
    for _ in 0..TURNS {
        let session = session()?;
        texts.push(timed(|| session.texts(None, &never).map(drop))?);
    }
    figures.put_samples("every text over time", &texts, "ms");

    let mut random = Random::fixed();
    let mut moment = || Timestamp(random.below(end.0.unsigned_abs() + 1).cast_signed());
    let mut diff = Samples::default();
    for _ in 0..TURNS * 5 {
        let (from, to) = (moment(), moment());
        let session = session()?;
        let tab = session.tab_at(to)?;
        diff.push(timed(|| session.diff(tab, Moment::At(from), Moment::At(to)).map(drop))?);
    }
    figures.put_samples("diff of two moments", &diff, "ms");
    Ok(figures)
}

fn timed(question: impl FnOnce() -> Result<(), EngineError>) -> Result<Duration, EngineError> {
    let began = Instant::now();
    question()?;
    Ok(began.elapsed())
}

/// Elements from all over the recording.
fn some_keys(session: &Session, end: Timestamp) -> Result<Vec<dom::NodeKey>, EngineError> {
    let mut keys = Vec::new();
    for part in 0..TURNS as i64 {
        let at = Timestamp(end.0 / TURNS as i64 * part);
        let (document, _) = session.document_at(session.tab_at(at)?, Moment::At(at))?;
        let mut elements: Vec<dom::NodeKey> =
            document.nodes().filter(|(_, node)| node.element().is_some()).map(|(key, _)| key).collect();
        elements.sort_unstable();
        keys.extend(elements.get(elements.len() * part as usize / TURNS));
    }
    Ok(keys)
}
