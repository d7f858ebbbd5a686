//! Generated recordings: a page, what happens to it, and a recorder that writes it down. Besides what recorders do, it
//! writes what broken ones did; every act is counted.

mod dice;
mod frame_acts;
mod move_acts;
mod odd_acts;
mod page;
mod pages;
mod recorder;
mod script;
mod sheet_acts;
mod state_acts;
mod tree_acts;

pub use recorder::{Generated, Record};
pub use script::{Act, Counts, Form, Script, Step};

use recorder::Recorder;

/// Plays a script. The same script gives the same recording.
pub fn generate(script: &Script) -> Generated {
    let has_tabs = script.steps.iter().any(|step| step.act == Act::SwitchTab);
    let mut recorder = Recorder::new(script.seed, has_tabs);
    recorder.load_page();
    for step in &script.steps {
        // Odd adds leave places open, which only makes sense while nothing else moves there afterwards.
        if !step.joins || recorder.has_odd() && step.act.group() != "odd records" {
            recorder.flush();
        }
        recorder.begin(step.seed);
        if recorder.act(step.act) {
            recorder.counts.act(step.act);
        }
    }
    recorder.finish(script.form)
}

impl Recorder {
    /// False where the page has nothing to do it with.
    fn act(&mut self, act: Act) -> bool {
        let done = self
            .tree_act(act)
            .or_else(|| self.move_act(act))
            .or_else(|| self.frame_act(act))
            .or_else(|| self.state_act(act))
            .or_else(|| self.sheet_act(act))
            .or_else(|| self.page_act(act))
            .or_else(|| self.odd_act(act));
        done.flatten().is_some()
    }
}
