//! `playhead-cli dom`

use crate::Outcome;
use crate::arguments::{Arguments, Dom, Format};
use crate::moments::{Chosen, documents};
use crate::open::recording;
use crate::print::clock;
use engine::EngineError;

pub fn run(arguments: &Arguments, command: &Dom) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let chosen = documents(&opened.session, &command.moments)?;
    let several = chosen.len() > 1;
    for chosen in chosen {
        let chosen = chosen?;
        let document = &chosen.document;
        match command.format {
            Format::Canonical => println!("{}", dom::canonical_json(&dom::canonical(document))),
            Format::Tree => {
                heading(several, &chosen);
                print!("{}", dom::text_tree(document));
            }
            Format::Html => {
                heading(several, &chosen);
                println!("{}", dom::html(document));
            }
        }
    }
    Ok(Outcome::Done)
}

pub fn heading(several: bool, chosen: &Chosen) {
    if several {
        println!("— {} {} —", chosen.word(), clock(chosen.time()));
    }
}
