//! `playhead-cli dom`

use crate::Outcome;
use crate::arguments::{Arguments, Dom, Format};
use crate::open::recording;
use crate::print::clock;
use engine::{EngineError, Moment};
use events::{TabId, Timestamp};

pub fn run(arguments: &Arguments, command: &Dom) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let session = &opened.session;
    let start = session.info()?.start;
    let at = command.at.iter().map(|at| Moment::At(at.resolve(start)));
    let before = command.before.iter().map(|before| Moment::Before(before.resolve(start)));
    let mut moments: Vec<Moment> = at.chain(before).collect();
    if moments.is_empty() {
        moments.push(Moment::At(session.end()?));
    }
    let several = moments.len() > 1;
    for moment in moments {
        let tab = match command.tab {
            Some(tab) => TabId(tab),
            None => session.tab_at(time(moment))?,
        };
        let (document, _) = session.document_at(tab, moment)?;
        match command.format {
            Format::Canonical => println!("{}", dom::canonical_json(&dom::canonical(&document))),
            Format::Tree => {
                heading(several, moment);
                print!("{}", dom::text_tree(&document));
            }
            Format::Html => {
                heading(several, moment);
                println!("{}", dom::html(&document));
            }
        }
    }
    Ok(Outcome::Done)
}

fn time(moment: Moment) -> Timestamp {
    match moment {
        Moment::At(at) | Moment::Before(at) => at,
    }
}

fn heading(several: bool, moment: Moment) {
    if several {
        let word = if matches!(moment, Moment::At(_)) { "at" } else { "before" };
        println!("— {word} {} —", clock(time(moment)));
    }
}
