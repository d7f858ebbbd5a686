//! `playhead-cli events`

use crate::Outcome;
use crate::arguments::{Arguments, Events};
use crate::open::recording;
use crate::print::clock;
use engine::EngineError;
use events::Timestamp;
use std::io::Write;

pub fn run(arguments: &Arguments, command: &Events) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let session = &opened.session;
    let start = session.info()?.start;
    let from = command.from.map_or(Timestamp(i64::MIN), |from| from.resolve(start));
    let to = command.to.map_or(Timestamp(i64::MAX), |to| to.resolve(start));
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut found = 0_u64;
    let listed = session.each_event(&mut |event| {
        let wanted = event.time >= from && event.time <= to;
        if !wanted || !(command.kind.is_empty() || command.kind.iter().any(|kind| kind == event.kind)) {
            return true;
        }
        found += 1;
        let written = if command.raw {
            out.write_all(event.raw).and_then(|()| out.write_all(b"\n"))
        } else if arguments.json {
            let kind = event.kind;
            let (at, seq, tab) = (event.time.0, event.seq.0, event.tab.0);
            let summary = serde_json::Value::from(event.summary.as_str());
            writeln!(out, r#"{{"at":{at},"seq":{seq},"tab":{tab},"kind":"{kind}","summary":{summary}}}"#)
        } else {
            writeln!(
                out,
                "{:>11}  {:>7}  {:<18}  {}",
                clock(event.time),
                event.seq.0,
                event.kind,
                event.summary
            )
        };
        // A closed pipe (`| head`) ends the listing; it is no error.
        written.is_ok()
    });
    listed?;
    // The same for what is still buffered.
    let _ = out.flush();
    Ok(if found == 0 { Outcome::Nothing } else { Outcome::Done })
}
