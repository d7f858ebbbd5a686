//! What the recorder meant is what is decoded.

use crate::scripts::{CASES, run};
use events::{Diagnostics, EventSeq, WallClock};
use testkit::generate::{Script, generate};

fn check(script: &Script) -> Result<(), String> {
    for record in generate(script).records {
        let Some(said) = &record.says else { continue };
        let mut diagnostics = Diagnostics::new();
        let wall = WallClock::from_millis(record.wall_ms);
        let decoded = formats::decode(record.json.as_bytes(), EventSeq(0), wall, &mut diagnostics);
        let decoded: Vec<_> = decoded.into_iter().map(|part| (part.wall, part.kind)).collect();
        let said: Vec<_> = said.iter().map(|(ms, kind)| (WallClock::from_millis(*ms), kind.clone())).collect();
        if decoded != said {
            return Err(format!("decoded {decoded:#?}\nrecorded {said:#?}\nas {}", record.json));
        }
    }
    Ok(())
}

#[test]
fn a_recorder_is_understood() {
    run(CASES, 100, check).unwrap_or_else(|broken| panic!("{broken}"));
}
