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
        let said: Vec<_> =
            said.iter().map(|(ms, kind)| (WallClock::from_millis(*ms), kind.clone())).collect();
        if decoded != said {
            return Err(first_difference(&format!("{decoded:?}"), &format!("{said:?}")));
        }
    }
    Ok(())
}

fn first_difference(decoded: &str, said: &str) -> String {
    let place = decoded.chars().zip(said.chars()).take_while(|(a, b)| a == b).count().saturating_sub(80);
    let around = |text: &str| text.chars().skip(place).take(200).collect::<String>();
    format!("decoded  …{}\nrecorded …{}", around(decoded), around(said))
}

#[test]
fn a_recorder_is_understood() {
    run(CASES, 100, check).unwrap_or_else(|broken| panic!("{broken}"));
}
