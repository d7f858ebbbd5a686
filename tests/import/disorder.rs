//! Events that stand in the file in another order than they happened.

use engine::Moment;
use events::{Code, TabId, Timestamp};
use testkit::{recording, wire};
use tests::rows::Rows;
use tests::{Recording, Workbench};

const STORY: &str = r#"
meta "https://shop.example/" 800x600
snapshot
  document #1
    html #2
      body #3
        p #4
          "one" #5
@1000
mutate
  text #5 "two"
@4000
mutate
  add #3
    p #6
@5500
scroll #1 0,50
@9000
mutate
  text #5 "three"
@12000
mutate
  remove #6 of #3
@15000
click #4 1,2
"#;

/// The events of the story, one JSON text each.
fn story() -> Vec<String> {
    let file = wire::array(&recording(STORY));
    file.trim_matches(['[', ']']).split(",\n").map(str::to_owned).collect()
}

/// However the events stand, the pages are those of the story.
fn check(lines: &[String], late: u64) {
    let bench = Workbench::new();
    let session = bench.open_bytes("story.ndjson", lines.join("\n"));
    let expected = bench.open_bytes("ordered.ndjson", story().join("\n"));
    for seconds in 0..16 {
        let at = Moment::At(Timestamp(seconds * 1_000_000));
        let rows =
            |session: &engine::Session| Rows::of_document(&session.document_at(TabId(0), at).unwrap().0);
        assert_eq!(rows(&session).difference(&rows(&expected)), None, "at {seconds} s");
    }
    assert_eq!(session.info().unwrap().diagnostics.count(Code::OutOfOrder), late);
    assert_eq!(session.end().unwrap(), expected.end().unwrap());
}

#[test]
fn the_place_in_the_file_does_not_matter() {
    check(&story(), 0);
    // Within the two seconds that a stream puts in order by itself.
    let mut neighbours = story();
    neighbours.swap(0, 1);
    neighbours.swap(2, 1);
    check(&neighbours, 0);
    let mut one_late = story();
    let late = one_late.remove(2);
    one_late.push(late);
    check(&one_late, 1);
    let mut backwards = story();
    backwards.reverse();
    // The snapshot has the address's time: their order in the file decides.
    let last = backwards.len() - 1;
    backwards.swap(last - 1, last);
    let bench = Workbench::new();
    let session = bench.open_bytes("backwards.ndjson", backwards.join("\n"));
    assert!(session.info().unwrap().diagnostics.count(Code::OutOfOrder) > 0);
    check(&backwards, session.info().unwrap().diagnostics.count(Code::OutOfOrder));
}

/// A batch of pointer samples with these ages, sent at a time of the story.
fn batch(at_ms: f64, ages_ms: &[f64]) -> String {
    let sample = events::PointerSample { kind: events::PointerKind::Mouse, x: 1.0, y: 2.0, target: None };
    let wall = wire::EPOCH_MS + at_ms;
    let samples: Vec<_> = ages_ms.iter().map(|age| (wall - age, sample)).collect();
    wire::pointer_batch(&samples, wall, None)
}

#[test]
fn samples_from_before_the_first_event_are_at_the_start() {
    let mut lines = story();
    lines.insert(1, batch(0.0, &[400.0, 100.0, 0.0]));
    lines.push(batch(100.0, &[300.0]));
    let recording = Recording::read(lines.join("\n").as_bytes()).unwrap();
    assert_eq!(recording.events.iter().filter(|event| event.time == Timestamp::ZERO).count(), 6);
    check(&lines, 1);
}

#[test]
fn samples_that_claim_to_be_minutes_old_do_not_stop_the_import() {
    let mut lines = story();
    lines.push(batch(15_000.0, &[600_000.0, 14_999.0, 1.0]));
    let bench = Workbench::new();
    let session = bench.open_bytes("old-samples.ndjson", lines.join("\n"));
    assert_eq!(session.end().unwrap(), Timestamp(15_000_000));
    let (document, _) = session.document_at(TabId(0), Moment::At(Timestamp(13_500_000))).unwrap();
    let trail: Vec<i64> = document.state().hidden.trail.iter().map(|(at, _)| at.0).collect();
    assert_eq!(trail, [13_000_000, 13_000_000], "two seconds before they were sent");
}
