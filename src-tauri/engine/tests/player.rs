//! The player: commands in, frames out, and time only as it is told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use engine::{Engine, Frame, FrameBody, Player, PlayerCommand, Session};
use events::{TabId, TimeRange, Timestamp};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use testkit::{recording, wire};

/// A page of one tab: something happens until 2 s, and again from 20 s to 22 s.
const PAGE: &str = r#"
meta "https://shop.example/" 800x600
@10
snapshot
  document #1
    html #2
      head #3
      body #4
        p #5
          "start" #6
        input type="text" #7
@500
mutate
  text #6 "half a second"
@1000
click #5 10,20
@1500
input #7 "a"
@2000
mutate
  text #6 "two seconds"
@20000
click #5 11,21
@21000
mutate
  text #6 "twenty-one seconds"
@22000
scroll #1 0,100
"#;

/// A player, and what must outlive it.
struct Desk {
    player: Player,
    _engine: Engine,
    _dir: TempDir,
}

impl Desk {
    fn new(text: &str) -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let engine = Engine::open(&dir.path().join("library")).unwrap();
        let session = open(&engine, &dir.path().join("recording.json"), text);
        Desk { player: Player::new(session), _engine: engine, _dir: dir }
    }

    fn tell(&mut self, commands: &[PlayerCommand]) -> &mut Desk {
        for command in commands {
            self.player.command(command.clone()).unwrap();
        }
        self
    }

    fn at_ms(&self) -> f64 {
        self.player.at().as_millis()
    }

    fn frame(&mut self) -> Frame {
        self.player.frame().unwrap()
    }
}

fn open(engine: &Engine, path: &Path, text: &str) -> Arc<Session> {
    std::fs::write(path, wire::array(&recording(text))).unwrap();
    let id = engine.import(path).outcome.unwrap().id;
    Arc::new(engine.open_recording(id).unwrap())
}

fn ms(millis: f64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn seek(millis: f64) -> PlayerCommand {
    PlayerCommand::Seek(ms(millis))
}

fn advance(millis: f64) -> PlayerCommand {
    PlayerCommand::Advance { elapsed_us: ms(millis).0 }
}

fn shows(frame: &Frame, text: &str) {
    let tree = dom::text_tree(&frame.document);
    assert!(tree.contains(text), "{text} is not in\n{tree}");
}

/// Plays these commands and says where that leads.
fn check(commands: &[PlayerCommand], expected_ms: f64) {
    let mut desk = Desk::new(PAGE);
    desk.tell(commands);
    assert_eq!(desk.at_ms(), expected_ms, "{commands:?}");
}

#[test]
fn playing_moves_by_the_time_that_passed_and_the_speed() {
    use PlayerCommand::{Pause, Play, SetSpeed};
    check(&[advance(100.0)], 0.0);
    check(&[Play, advance(100.0), advance(50.0)], 150.0);
    check(&[Play, SetSpeed(4.0), advance(100.0)], 400.0);
    check(&[Play, SetSpeed(0.25), advance(100.0)], 25.0);
    check(&[Play, advance(100.0), Pause, advance(100.0)], 100.0);
    check(&[seek(1000.0), Play, advance(100.0)], 1100.0);
    check(&[Play, PlayerCommand::Advance { elapsed_us: -5_000 }], 0.0);
}

#[test]
fn slow_playing_loses_no_microsecond() {
    let mut desk = Desk::new(PAGE);
    desk.tell(&[PlayerCommand::Play, PlayerCommand::SetSpeed(0.25)]);
    for _ in 0..1003 {
        desk.tell(&[PlayerCommand::Advance { elapsed_us: 1 }]);
    }
    assert_eq!(desk.player.at(), Timestamp(250));
    desk.tell(&[PlayerCommand::Advance { elapsed_us: 1 }]);
    assert_eq!(desk.player.at(), Timestamp(251));
}

#[test]
fn speeds_stay_within_their_bounds() {
    let mut desk = Desk::new(PAGE);
    for (asked, given) in [
        (100.0, 16.0),
        (0.0, 0.25),
        (-3.0, -3.0),
        (-99.0, -16.0),
        (2.0, 2.0),
        (f64::NAN, 2.0),
        (f64::INFINITY, 2.0),
    ] {
        desk.tell(&[PlayerCommand::SetSpeed(asked)]);
        assert_eq!(desk.player.state().speed, given, "{asked}");
    }
}

#[test]
fn a_seek_stays_within_the_recording() {
    check(&[seek(-500.0)], 0.0);
    check(&[seek(1234.5)], 1234.5);
    check(&[seek(1e9)], 22_000.0);
}

#[test]
fn a_moment_includes_what_happened_at_it() {
    let mut desk = Desk::new(PAGE);
    shows(&desk.tell(&[seek(499.999)]).frame(), "\"start\"");
    shows(&desk.tell(&[seek(500.0)]).frame(), "half a second");
    shows(&desk.tell(&[seek(22_000.0)]).frame(), "twenty-one seconds");
    shows(&desk.tell(&[seek(10.0)]).frame(), "\"start\"");
}

#[test]
fn only_seeks_raise_the_generation_and_every_frame_the_sequence() {
    let mut desk = Desk::new(PAGE);
    let first = desk.frame();
    let played = desk.tell(&[PlayerCommand::Play, advance(600.0)]).frame();
    let sought = desk.tell(&[seek(100.0)]).frame();
    let stepped = desk.tell(&[PlayerCommand::StepChange { forward: true }]).frame();
    let numbers: Vec<(u64, u64)> =
        [first, played, sought, stepped].iter().map(|frame| (frame.sequence, frame.generation)).collect();
    assert_eq!(numbers, [(1, 0), (2, 0), (3, 1), (4, 2)]);
}

#[test]
fn a_page_is_sent_once_and_then_only_what_changed() {
    let mut desk = Desk::new(PAGE);
    let is_full = |frame: &Frame| matches!(frame.body, FrameBody::Full(_));
    assert!(is_full(&desk.tell(&[seek(100.0)]).frame()));
    let patch = desk.tell(&[seek(600.0)]).frame();
    assert!(!is_full(&patch) && patch.cost.operations == 1, "{:?}", patch.body);
    assert_eq!(desk.frame().cost.operations, 0, "nothing has changed since");
    assert!(!is_full(&desk.tell(&[seek(20.0)]).frame()));
    assert!(is_full(&desk.tell(&[PlayerCommand::Resync]).frame()), "the stage lost its state");
}

#[test]
fn playing_stops_at_the_end_and_begins_anew_from_there() {
    let mut desk = Desk::new(PAGE);
    desk.tell(&[seek(21_900.0), PlayerCommand::Play, advance(500.0)]);
    assert_eq!((desk.at_ms(), desk.player.state().playing), (22_000.0, false));
    assert!(desk.frame().state.at_end);
    desk.tell(&[PlayerCommand::Play, advance(30.0)]);
    assert_eq!((desk.at_ms(), desk.player.state().playing), (30.0, true));
    assert!(!desk.frame().state.at_end);
}

#[test]
fn idle_time_is_skipped_but_for_a_second_at_either_end() {
    let skip = PlayerCommand::SetSkipIdle { on: true, threshold_us: 5_000_000 };
    // Idle from 1.5 s (the last act) to 20 s.
    check(&[PlayerCommand::Play, seek(2000.0), advance(400.0)], 2400.0);
    check(&[skip.clone(), PlayerCommand::Play, seek(2000.0), advance(400.0)], 2400.0);
    check(&[skip.clone(), PlayerCommand::Play, seek(2000.0), advance(600.0)], 19_000.0);
    check(&[skip.clone(), PlayerCommand::Play, seek(19_100.0), advance(100.0)], 19_200.0);
    // A seek goes where it is told to.
    check(&[skip, PlayerCommand::Play, seek(10_000.0)], 10_000.0);
    let patient = PlayerCommand::SetSkipIdle { on: true, threshold_us: 60_000_000 };
    check(&[patient, PlayerCommand::Play, seek(2000.0), advance(600.0)], 2600.0);
}

#[test]
fn a_skip_is_told_with_the_frame_it_led_to() {
    let mut desk = Desk::new(PAGE);
    let skip = PlayerCommand::SetSkipIdle { on: true, threshold_us: 5_000_000 };
    let frame = desk.tell(&[skip, PlayerCommand::Play, seek(2000.0), advance(600.0)]).frame();
    assert_eq!(frame.state.skipping, Some(TimeRange::new(ms(1500.0), ms(20_000.0))));
    assert_eq!(desk.tell(&[advance(10.0)]).frame().state.skipping, None);
}

#[test]
fn a_loop_leads_back_to_its_start() {
    let around = |from, to| PlayerCommand::SetLoop(Some(TimeRange::new(ms(from), ms(to))));
    check(&[around(500.0, 900.0), seek(800.0), PlayerCommand::Play, advance(50.0)], 850.0);
    check(&[around(500.0, 900.0), seek(800.0), PlayerCommand::Play, advance(150.0)], 500.0);
    check(&[around(500.0, 22_000.0), seek(21_990.0), PlayerCommand::Play, advance(50.0)], 500.0);
    // One without a length, and none.
    check(&[around(500.0, 500.0), seek(490.0), PlayerCommand::Play, advance(50.0)], 540.0);
    check(
        &[
            around(500.0, 900.0),
            PlayerCommand::SetLoop(None),
            seek(800.0),
            PlayerCommand::Play,
            advance(150.0),
        ],
        950.0,
    );
}

#[test]
fn steps_lead_to_changes_of_the_page() {
    let forward = || PlayerCommand::StepChange { forward: true };
    let back = || PlayerCommand::StepChange { forward: false };
    check(&[seek(10.0), forward()], 500.0);
    check(&[seek(500.0), forward(), forward()], 2000.0);
    check(&[seek(5000.0), forward()], 21_000.0);
    check(&[seek(22_000.0), forward()], 22_000.0);
    check(&[seek(5000.0), back()], 2000.0);
    check(&[seek(2000.0), back(), back()], 500.0);
    check(&[PlayerCommand::Play, seek(100.0), forward(), advance(100.0)], 500.0);
}

#[test]
fn steps_lead_to_acts_of_the_person() {
    let forward = || PlayerCommand::StepAct { forward: true };
    let back = || PlayerCommand::StepAct { forward: false };
    check(&[seek(10.0), forward()], 1000.0);
    check(&[seek(1000.0), forward()], 1500.0);
    check(&[seek(1500.0), forward()], 20_000.0);
    check(&[seek(20_000.0), back(), back()], 1000.0);
    check(&[seek(22_000.0), forward()], 22_000.0);
}

/// Two tabs in turn, and a second page in the first.
const TABS: &str = r#"
meta "https://shop.example/" 800x600
snapshot
  document #1
    html #2
      body #4
        "left" #6
@1000
click #4 1,1
tab 1
@2000
meta "https://shop.example/help" 800x600
snapshot
  document #1
    html #2
      body #4
        "right" #6
@3000
click #4 2,2
tab 0
@4000
content-loaded
load
meta "https://shop.example/next" 800x600
snapshot
  document #1
    html #2
      body #4
        "left again" #6
@5000
click #4 3,3
"#;

#[test]
fn another_tab_or_page_is_sent_whole() {
    let mut desk = Desk::new(TABS);
    let mut epochs = Vec::new();
    for (at, text) in
        [(1500.0, "\"left\""), (3500.0, "\"right\""), (5000.0, "left again"), (1500.0, "\"left\"")]
    {
        let frame = desk.tell(&[seek(at)]).frame();
        shows(&frame, text);
        assert!(matches!(frame.body, FrameBody::Full(_)), "at {at} ms");
        epochs.push(frame.epoch);
    }
    assert_eq!(epochs[0], epochs[3], "the same page is the same epoch");
    epochs.pop();
    epochs.sort_unstable();
    epochs.dedup();
    assert_eq!(epochs.len(), 3, "three pages, three numbers");
}

/// Both tabs have a page from the start; the person clicks in the first, the second writes to its console.
const BACKGROUND: &str = r#"
meta "https://shop.example/" 800x600
snapshot
  document #1
    html #2
      body #4
        "left" #6
tab 1
@100
meta "https://shop.example/help" 800x600
@500
snapshot
  document #1
    html #2
      body #4
        "right" #6
tab 0
@1000
click #4 1,1
tab 1
@2000
log "tick"
@2500
mutate
  text #6 "right again"
@4000
click #4 2,2
"#;

#[test]
fn the_tab_of_the_last_act_is_followed_and_a_console_line_is_none() {
    let mut desk = Desk::new(BACKGROUND);
    for (at, tab) in [(0.0, 0), (200.0, 1), (1000.0, 0), (2000.0, 0), (3999.0, 0), (4000.0, 1)] {
        assert_eq!(desk.tell(&[seek(at)]).frame().tab, TabId(tab), "at {at} ms");
    }
}

#[test]
fn a_pinned_tab_stays_until_the_person_is_followed_again() {
    let mut desk = Desk::new(BACKGROUND);
    shows(&desk.tell(&[seek(3000.0)]).frame(), "\"left\"");
    let pinned = desk.tell(&[PlayerCommand::PinTab(Some(TabId(1)))]).frame();
    shows(&pinned, "right again");
    assert_eq!((pinned.tab, pinned.followed, pinned.state.pinned), (TabId(1), TabId(0), Some(TabId(1))));
    assert!(matches!(pinned.body, FrameBody::Full(_)), "another page is sent whole");
    shows(&desk.tell(&[seek(1500.0)]).frame(), "\"right\"");
    // Steps keep to it: the click at 1000 ms is the other tab's.
    desk.tell(&[PlayerCommand::StepChange { forward: true }]);
    assert_eq!(desk.at_ms(), 2500.0);
    desk.tell(&[PlayerCommand::StepAct { forward: false }]);
    assert_eq!(desk.at_ms(), 100.0);
    desk.tell(&[seek(3000.0), PlayerCommand::PinTab(Some(TabId(7)))]);
    assert_eq!(desk.player.state().pinned, Some(TabId(1)), "there is no such tab");
    shows(&desk.tell(&[PlayerCommand::PinTab(None)]).frame(), "\"left\"");
}

#[test]
fn before_its_first_picture_a_tab_says_when_that_comes() {
    let mut desk = Desk::new(BACKGROUND);
    let first_picture = |frame: Frame| frame.blank.map(|blank| blank.first_picture);
    assert_eq!(first_picture(desk.tell(&[seek(200.0)]).frame()), Some(Some(ms(500.0))));
    assert_eq!(first_picture(desk.tell(&[seek(500.0)]).frame()), None);
    assert_eq!(first_picture(desk.tell(&[PlayerCommand::PinTab(Some(TabId(0))), seek(0.0)]).frame()), None);

    let mut without = Desk::new("meta \"https://shop.example/\" 800x600\n@500\nclick #4 1,1\n");
    assert_eq!(first_picture(without.tell(&[seek(500.0)]).frame()), Some(None));
}

#[test]
fn a_recording_tells_its_tabs_and_when_they_were_there() {
    let dir = tempfile::tempdir().unwrap();
    let engine = Engine::open(&dir.path().join("library")).unwrap();
    let session = open(&engine, &dir.path().join("recording.json"), BACKGROUND);
    let spans: Vec<(u32, f64, f64)> = session
        .tabs()
        .unwrap()
        .iter()
        .map(|span| (span.tab.0, span.first.as_millis(), span.last.as_millis()))
        .collect();
    assert_eq!(spans, [(0, 0.0, 1000.0), (1, 100.0, 4000.0)]);
    assert_eq!(session.first_picture().unwrap(), ms(0.0));
}

#[test]
fn the_pointer_lies_over_the_page_for_a_while() {
    let mut desk = Desk::new(PAGE);
    let overlay = desk.tell(&[seek(1000.0)]).frame().overlay;
    assert_eq!(overlay.pointer.map(|(at, sample)| (at, sample.x, sample.y)), Some((ms(1000.0), 10.0, 20.0)));
    assert_eq!(overlay.presses.len(), 1);
    let later = desk.tell(&[seek(1900.0)]).frame().overlay;
    assert_eq!((later.pointer.is_some(), later.presses.len()), (true, 0));
}

#[test]
fn playing_backwards_is_playing_with_a_speed_below_zero() {
    let mut desk = Desk::new(PAGE);
    let back = [seek(1_800.0), PlayerCommand::SetSpeed(-2.0), PlayerCommand::Play, advance(400.0)];
    assert_eq!(desk.tell(&back).at_ms(), 1_000.0);
    shows(&desk.frame(), "half a second");
    assert_eq!(desk.tell(&[advance(400.0)]).at_ms(), 200.0);
    shows(&desk.frame(), "start");
    desk.tell(&[advance(400.0)]);
    assert_eq!((desk.at_ms(), desk.player.state().playing), (0.0, false));
    // From the start it goes on from the end.
    assert_eq!(desk.tell(&[PlayerCommand::Play, advance(500.0)]).at_ms(), 21_000.0);
}

#[test]
fn backwards_idle_time_is_skipped_and_a_range_repeated() {
    let skip = PlayerCommand::SetSkipIdle { on: true, threshold_us: 5_000_000 };
    let mut desk = Desk::new(PAGE);
    desk.tell(&[skip, PlayerCommand::SetSpeed(-1.0), seek(19_200.0), PlayerCommand::Play, advance(400.0)]);
    assert_eq!(desk.at_ms(), 2_500.0);
    let range = TimeRange::new(ms(2_000.0), ms(4_000.0));
    desk.tell(&[PlayerCommand::SetLoop(Some(range)), advance(600.0)]);
    assert_eq!(desk.at_ms(), 4_000.0);
}

#[test]
fn playing_until_a_moment_pauses_there() {
    let mut desk = Desk::new(PAGE);
    desk.tell(&[PlayerCommand::PlayUntil(ms(1_000.0)), advance(900.0), advance(900.0)]);
    assert_eq!((desk.at_ms(), desk.player.state().playing), (1_000.0, false));
    // What was asked for once is not waited for again.
    desk.tell(&[seek(0.0), PlayerCommand::Play, advance(1_500.0)]);
    assert_eq!((desk.at_ms(), desk.player.state().playing), (1_500.0, true));
}
