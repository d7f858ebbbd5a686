//! What is wrong with the order, the times and the completeness of events.

use crate::story::*;
use engine::EngineError;
use events::{Code, TabId, Timestamp};
use tests::Workbench;

fn text(at: u64, id: u64, value: &str) -> String {
    Entries { texts: &format!(r#"{{"id":{id},"value":"{value}"}}"#), ..Entries::default() }.at(at)
}

fn file(lines: &[String]) -> String {
    format!("[{}]", lines.join(",\n"))
}

fn console(at: u64) -> String {
    format!(
        r#"{{"type":6,"data":{{"plugin":"rrweb/console@1","payload":{{"level":"log","trace":[],"payload":["\"hello\""]}}}},"timestamp":{at}}}"#
    )
}

#[test]
fn out_of_order() {
    // Behind events that are seconds later.
    let late = Entries { adds: &add(20, "21", 40), ..Entries::default() }.at(START + 3_000);
    let survivor =
        Survivor::of(&[text(START + 5_000, 11, "later"), text(START + 8_000, 11, "much later"), late]);
    survivor.shows(3_000, "b #40");
    survivor.hides(2_999, "b #40");
    survivor.shows(5_000, "\"later\" #11");
    survivor.shows(8_000, "\"much later\" #11");
    survivor.tells_of(Code::OutOfOrder, TRAP_EVENT + 2);
}

#[test]
fn equal_times_keep_their_order() {
    let trap = [text(TRAP, 11, "first"), text(TRAP, 11, "second"), text(TRAP, 11, "third")];
    let survivor = Survivor::of(&trap);
    survivor.shows(2_000, "\"third\" #11");
    survivor.tells_nothing();
}

#[test]
fn null_and_missing_timestamps() {
    for stamp in [r#","timestamp":null"#, "", r#","timestamp":"soon""#, r#","timestamp":-5"#] {
        let event = Entries { adds: &add(20, "null", 40), ..Entries::default() }.at(TRAP);
        let survivor = Survivor::of(&[event.replace(&format!(r#","timestamp":{TRAP}"#), stamp)]);
        // It has the time of the event before it, and never is the start.
        survivor.shows(1_000, "b #40");
        survivor.hides(999, "b #40");
        survivor.shows(0, "\"one\" #11");
        survivor.tells(Code::TimestampMissing);
    }
}

#[test]
fn second_based_timestamps() {
    let event = text(TRAP, 11, "in seconds").replace(&TRAP.to_string(), "1700000002.5");
    let survivor = Survivor::of(&[event]);
    survivor.shows(2_500, "\"in seconds\" #11");
    survivor.shows(2_499, "\"before the trap\" #11");
    survivor.tells(Code::TimestampRepaired);
}

#[test]
fn timestamps_as_text() {
    for stamp in [r#""1700000002500""#, r#""2023-11-14T22:13:22.500Z""#] {
        let survivor = Survivor::of(&[text(TRAP, 11, "as text").replace(&TRAP.to_string(), stamp)]);
        survivor.shows(2_500, "\"as text\" #11");
        survivor.shows(2_499, "\"before the trap\" #11");
        survivor.tells(Code::TimestampRepaired);
    }
}

#[test]
fn no_full_snapshot() {
    let mut lines = story(&[console(TRAP)]);
    lines.remove(1);
    let survivor = Survivor::of_file(&file(&lines));
    assert_eq!(survivor.tree(9_000), "");
    assert_eq!(survivor.session().console().unwrap().len(), 1, "what happened beside the page is told");
    let problems = survivor.session().info().unwrap().diagnostics;
    assert_eq!(problems.count(Code::NoFullSnapshot), 1);
    survivor.tells_of(Code::BeforeFirstSnapshot, 1);
}

#[test]
fn events_before_the_first_snapshot() {
    let mut lines = story(&[]);
    lines.insert(0, text(START - 900, 11, "too early"));
    lines.insert(1, change(START - 800, r#""source":3,"id":1,"x":0,"y":99"#));
    let survivor = Survivor::of_file(&file(&lines));
    assert_eq!(survivor.tree(500), "");
    survivor.shows(900, "\"one\" #11");
    survivor.hides(900, "scroll 0,99");
    survivor.shows(9_900, "\"behind the trap\" #11");
    survivor.tells_of(Code::BeforeFirstSnapshot, 0);
    survivor.tells_of(Code::BeforeFirstSnapshot, 1);
}

#[test]
fn a_frame_document_before_the_first_snapshot() {
    let frame = r#"{"type":2,"tagName":"iframe","attributes":{},"id":50,"childNodes":[]}"#;
    let document = r#"{"parentId":50,"nextId":null,"node":{"type":0,"id":60,"childNodes":[{"type":2,"tagName":"html","attributes":{},"id":61,"childNodes":[]}]}}"#;
    let lines = [
        change(START, &format!(r#""source":0,"adds":[{document}],"isAttachIframe":true"#)),
        meta(START + 500, "https://shop.example/"),
        snapshot(START + 500, &format!("{BODY},{frame}")),
        text(START + 900, 11, "later"),
    ];
    let survivor = Survivor::of_file(&file(&lines));
    survivor.shows(500, "html #61");
    survivor.shows(900, "\"later\" #11");
    survivor.tells_of(Code::UnresolvedId, 0);
}

#[test]
fn a_meta_without_a_snapshot() {
    let survivor = Survivor::of(&[meta(TRAP, "https://shop.example/next")]);
    survivor.shows(2_500, "\"before the trap\" #11");
    survivor.tells(Code::MetaWithoutSnapshot);
}

#[test]
fn a_meta_that_says_what_was_known() {
    let survivor = Survivor::of(&[meta(TRAP, "https://shop.example/")]);
    survivor.tells_nothing();
}

#[test]
fn a_missing_meta() {
    let mut lines = story(&[]);
    lines.remove(0);
    let survivor = Survivor::of_file(&file(&lines));
    survivor.shows(0, "\"one\" #11");
    survivor.shows(9_000, "\"behind the trap\" #11");
    let (document, _) = survivor.session().document_at(TabId(0), at(0)).unwrap();
    assert_eq!(document.state().viewport, None, "a size is not made up");
}

#[test]
fn a_snapshot_before_its_meta() {
    let next = BODY.replace("one", "the next page");
    let trap = [snapshot(TRAP, &next), meta(TRAP, "https://shop.example/next")];
    let survivor = Survivor::of(&trap);
    survivor.shows(2_000, "\"the next page\" #11");
    survivor.tells_nothing();
}

#[test]
fn overlapping_pointer_batches() {
    let batch = |at: u64, first: i64| {
        change(
            at,
            &format!(
                r#""source":1,"positions":[{{"x":{first},"y":1,"id":10,"timeOffset":-500}},{{"x":{last},"y":1,"id":10,"timeOffset":0}}]"#,
                last = first + 1
            ),
        )
    };
    let survivor = Survivor::of(&[batch(TRAP + 500, 10), batch(TRAP + 700, 20)]);
    let (document, _) = survivor.session().document_at(TabId(0), at(3_000)).unwrap();
    let trail: Vec<_> =
        document.state().hidden.trail.iter().map(|(time, sample)| (time.0 / 1_000, sample.x)).collect();
    assert_eq!(trail, [(2_000, 10.0), (2_200, 20.0), (2_500, 11.0), (2_700, 21.0)]);
    survivor.tells_nothing();
}

#[test]
fn empty_positions() {
    for source in [1, 6, 12] {
        let survivor = Survivor::of(&[change(TRAP, &format!(r#""source":{source},"positions":[]"#))]);
        survivor.tells(Code::InvalidEvent);
    }
}

#[test]
fn days_between_events() {
    let days = 9 * 24 * 3_600_000;
    let mut lines = story(&[]);
    lines.push(text(START + days, 11, "days later"));
    let survivor = Survivor::of_file(&file(&lines));
    survivor.shows(9_000, "\"behind the trap\" #11");
    assert_eq!(survivor.session().end().unwrap(), Timestamp(days as i64 * 1_000));
    survivor.shows(days as i64, "\"days later\" #11");
}

#[test]
fn two_tabs_in_one_stream() {
    let tab = |line: &str, tab: &str| line.replacen('{', &format!(r#"{{"windowId":"{tab}","#), 1);
    let mut lines: Vec<String> = story(&[]).iter().map(|line| tab(line, "first")).collect();
    let other = [
        meta(START + 500, "https://shop.example/other"),
        snapshot(START + 500, &BODY.replace("one", "another page")),
    ];
    for (place, line) in other.iter().enumerate() {
        lines.insert(2 + place, tab(line, "second"));
    }
    let survivor = Survivor::of_file(&file(&lines));
    survivor.shows(500, "\"one\" #11");
    survivor.shows(9_000, "\"behind the trap\" #11");
    let (second, _) = survivor.session().document_at(TabId(1), at(9_000)).unwrap();
    assert!(dom::text_tree(&second).contains("\"another page\" #11"));
    assert_eq!(survivor.session().info().unwrap().diagnostics.count(Code::SeveralTabs), 1);
}

#[test]
fn duplicate_events() {
    let once = Entries { adds: &add(20, "null", 40), ..Entries::default() }.at(TRAP);
    let delayed = once.replacen('{', r#"{"delay":17,"#, 1);
    let survivor = Survivor::of(&[once.clone(), once, delayed]);
    assert_eq!(survivor.tree(9_000).matches("b #40").count(), 1);
    assert_eq!(survivor.session().info().unwrap().diagnostics.count(Code::DuplicateEvent), 2);
}

#[test]
fn a_mutation_in_chunks() {
    let chunk = |adds: &str| {
        change(
            TRAP,
            &format!(
                r#""source":0,"isMutationChunk":true,"removes":[],"adds":[{adds}],"texts":[],"attributes":[]"#
            ),
        )
    };
    let survivor = Survivor::of(&[chunk(&add(20, "null", 40)), chunk(&add(40, "null", 41))]);
    survivor.shows(2_000, "        b #40\n          b #41");
    survivor.tells_nothing();
}

#[test]
fn the_last_event_at_the_end() {
    let survivor = Survivor::of(&[]);
    let end = survivor.session().end().unwrap();
    assert_eq!(end, Timestamp(9_000_000));
    survivor.shows(end.0 / 1_000, "\"behind the trap\" #11");
}

#[test]
fn a_file_that_is_cut_off() {
    let whole = file(&story(&[text(TRAP, 11, "the last whole one")]));
    let survivor = Survivor::of_file(&whole[..whole.len() - 20]);
    survivor.shows(9_000, "\"the last whole one\" #11");
    let problems = survivor.session().info().unwrap().diagnostics;
    let cut = problems.kept().iter().find(|kept| kept.code == Code::Truncated).unwrap();
    assert!(cut.offset.is_some_and(|offset| offset > 0), "it says where: {cut:?}");
}

#[test]
fn an_event_that_is_no_json() {
    let lines = story(&[r#"{"type":3,"data":{"source":0,"#.to_owned()]);
    let survivor = Survivor::of_file(&lines.join("\n"));
    survivor.shows(1_500, "\"before the trap\" #11");
    survivor.shows(9_000, "\"behind the trap\" #11");
    assert_eq!(survivor.session().info().unwrap().diagnostics.count(Code::InvalidJson), 1);
}

#[test]
fn a_file_without_any_event_is_refused_with_a_sentence() {
    let bench = Workbench::new();
    let refused: EngineError = bench.import(&bench.file("a.json", "[]")).outcome.unwrap_err();
    assert!(!refused.happened.is_empty() && !refused.advice.is_empty());
}
