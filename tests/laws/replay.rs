//! The law of the product: the document at t depends only on the recording and t.

use crate::scripts::{CASES, Tally, run};
use dom::{Document, stage_full};
use engine::{FrameBody, Player, PlayerCommand};
use events::{Event, TabId, TimeRange, Timestamp};
use std::collections::BTreeMap;
use store::Moment;
use testkit::generate::{Script, generate};
use tests::naive::Replay;
use tests::rows::Rows;
use tests::stage_model::Stage;
use tests::{Recording, Stored, Workbench, tiny_segments};

/// Seeks tried on each recording, besides the plays between them.
const SEEKS: usize = 40;

/// What the naive replay has after each time of a tab's events.
pub struct Expected {
    /// Before the first event there is nothing.
    rows: BTreeMap<(TabId, Timestamp), Rows>,
}

impl Expected {
    pub fn of(recording: &Recording) -> Expected {
        let mut rows = BTreeMap::new();
        for tab in &recording.tabs {
            let events: Vec<Event> = recording.of_tab(*tab);
            let mut replay = Replay::new();
            for (index, event) in events.iter().enumerate() {
                replay.apply(event);
                if events.get(index + 1).is_none_or(|next| next.time > event.time) {
                    rows.insert((*tab, event.time), Rows::of_replay(&replay));
                }
            }
        }
        Expected { rows }
    }

    pub fn at(&self, tab: TabId, at: Moment) -> Rows {
        let range = (tab, Timestamp(i64::MIN))..=(tab, at.time());
        let mut before = self.rows.range(range).rev().filter(|((_, time), _)| match at {
            Moment::At(at) => *time <= at,
            Moment::Before(at) => *time < at,
        });
        before.next().map_or_else(|| Rows::of_replay(&Replay::new()), |(_, rows)| rows.clone())
    }

    fn times(&self) -> Vec<(TabId, Timestamp)> {
        self.rows.keys().copied().collect()
    }
}

/// A repeatable walk over moments: times of events, moments between them, before the first and behind the last.
struct Walk {
    times: Vec<(TabId, Timestamp)>,
    state: u64,
}

impl Walk {
    fn roll(&mut self, bound: u64) -> u64 {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) % bound.max(1)
    }

    fn moment(&mut self) -> (TabId, Moment) {
        let index = self.roll(self.times.len() as u64) as usize;
        let (tab, time) = self.times[index];
        match self.roll(5) {
            0 => (tab, Moment::Before(time)),
            1 => (tab, Moment::At(time + -1)),
            2 => (tab, Moment::At(time + self.roll(50_000) as i64)),
            _ => (tab, Moment::At(time)),
        }
    }
}

fn differs(what: &str, at: Moment, document: &Document, expected: &Rows) -> Result<(), String> {
    let problems = dom::check_integrity(document);
    if !problems.is_empty() {
        return Err(format!("{what} at {at:?} is unsound: {problems:?}"));
    }
    match Rows::of_document(document).difference(expected) {
        Some(difference) => {
            Err(format!("{what} at {at:?} is not what the events say (left: {what}), {difference}"))
        }
        None => Ok(()),
    }
}

/// Seeks in a file with many short segments give what the naive replay gives, in whatever order.
pub fn check_stored(script: &Script) -> Result<(), String> {
    let generated = generate(script);
    let recording = Recording::read(generated.file.as_bytes()).map_err(|error| error.to_string())?;
    let expected = Expected::of(&recording);
    let stored = Stored::write(&recording, tiny_segments(script.seed.is_multiple_of(2)));
    let mut walk = Walk { times: expected.times(), state: script.seed };
    for turn in 0..SEEKS {
        let (tab, at) = walk.moment();
        let (document, _) = stored.at(tab, at);
        differs("the document", at, &document, &expected.at(tab, at))?;
        if turn % 8 == 0 {
            let (fresh, _) = stored.fresh_reader().document_at(tab, at).unwrap();
            if fresh != document {
                return Err(format!("a fresh reader gives another document at {at:?}"));
            }
        }
    }
    Ok(())
}

/// Seeks and plays of a player, forwards and backwards, give what the naive replay gives; and the stage that follows
/// its frames one by one is the stage that a full frame makes.
pub fn check_played(script: &Script) -> Result<(), String> {
    let generated = generate(script);
    let recording = Recording::read(generated.file.as_bytes()).map_err(|error| error.to_string())?;
    let expected = Expected::of(&recording);
    let bench = Workbench::new();
    let session = bench.open_bytes("generated.json", &generated.file);
    let mut player = Player::new(session.clone());
    let mut walk = Walk { times: expected.times(), state: script.seed };
    let mut stage = Stage::default();
    for turn in 0..SEEKS {
        for command in commands(&mut walk) {
            player.command(command).map_err(|error| error.to_string())?;
        }
        let frame = player.frame().map_err(|error| error.to_string())?;
        let (tab, at) = (session.tab_at(frame.at).unwrap(), Moment::At(frame.at));
        differs("the frame", at, &frame.document, &expected.at(tab, at))?;
        match &frame.body {
            FrameBody::Full(full) => stage = Stage::of(full),
            FrameBody::Patch(patch) => stage.apply(patch),
        }
        if stage != Stage::of(&stage_full(&frame.document)) {
            return Err(format!("the stage that followed the frames is another one at {at:?}"));
        }
        if turn % 10 == 0 {
            let fresh = bench.engine.open_recording(session.recording().unwrap()).unwrap();
            if fresh.document_at(tab, at).unwrap().0 != frame.document {
                return Err(format!("a fresh session gives another document at {at:?}"));
            }
        }
    }
    Ok(())
}

fn commands(walk: &mut Walk) -> Vec<PlayerCommand> {
    let (_, at) = walk.moment();
    let elapsed_us = walk.roll(900_000) as i64;
    match walk.roll(10) {
        0 => vec![PlayerCommand::SetSpeed(0.25 * (1 + walk.roll(64)) as f64)],
        1 => vec![PlayerCommand::StepChange { forward: walk.roll(2) == 0 }],
        2 => vec![PlayerCommand::StepAct { forward: walk.roll(2) == 0 }],
        3 => vec![PlayerCommand::Resync],
        4 => vec![PlayerCommand::SetSkipIdle { on: walk.roll(2) == 0, threshold_us: 2_000_000 }],
        5 => {
            let range = TimeRange::new(at.time(), at.time() + elapsed_us);
            vec![PlayerCommand::SetLoop((walk.roll(3) > 0).then_some(range))]
        }
        6 | 7 => vec![
            PlayerCommand::Play,
            PlayerCommand::Advance { elapsed_us },
            PlayerCommand::Advance { elapsed_us },
        ],
        _ => vec![PlayerCommand::Seek(at.time())],
    }
}

#[test]
fn any_order_of_seeks_gives_the_document_of_the_moment() {
    let tally = Tally::default();
    let law = |script: &Script| {
        tally.add(&generate(script).counts);
        check_stored(script)
    };
    run(CASES, 200, law).unwrap_or_else(|broken| panic!("{broken}"));
    tally.assert_complete();
}

#[test]
fn seeking_and_playing_show_the_same_document() {
    run(CASES / 4, 60, check_played).unwrap_or_else(|broken| panic!("{broken}"));
}
