//! What a recording lacks, over small recordings.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use analysis::Analyzer;
use dom::Document;
use events::derived::LackKind;
use events::{Code, Diagnostics, Timestamp};
use testkit::recording;

fn analyzed(text: &str) -> Analyzer {
    let mut document = Document::new();
    let mut analyzer = Analyzer::new();
    for event in recording(text) {
        let records = document.apply(&event, &mut Diagnostics::new());
        analyzer.event(&event, &document, records);
    }
    analyzer
}

/// Kind, count, and when it was met first in milliseconds.
fn lacks(text: &str) -> Vec<(LackKind, u64, Option<i64>)> {
    let lacks = analyzed(text).findings().lacks;
    lacks.iter().map(|lack| (lack.kind, lack.count, lack.first.map(|first| first.0 / 1_000))).collect()
}

#[test]
fn what_nodes_show_and_nobody_recorded_is_counted_by_its_address() {
    let found = lacks(
        r#"
meta "https://a.example/" 800x600
snapshot
  document #1
    html #2
      body #3
        img src="https://a.example/a.png" #4
        img src="https://a.example/a.png" #5
        img src="data:image/png;base64,AAAA" #6
        canvas #7
        canvas #8
        video src="https://a.example/a.webm" #9
@500
mutate
  add #3
    img src="https://a.example/b.png" #10
  set #9 src="https://a.example/c.webm"
"#,
    );
    let expected =
        [(LackKind::Pictures, 2, Some(0)), (LackKind::Media, 1, Some(0)), (LackKind::Drawings, 2, Some(0))];
    assert_eq!(found, expected);
}

#[test]
fn what_comes_late_is_not_lacking() {
    let page = r#"
meta "https://a.example/" 800x600
snapshot
  document #1
    html #2
      link rel="stylesheet" href="https://a.example/a.css" #4
      body #3
        iframe #5
        img src="https://a.example/a.png" #6
"#;
    let found = lacks(page);
    let expected =
        [(LackKind::Sheets, 1, Some(0)), (LackKind::Frames, 1, Some(0)), (LackKind::Pictures, 1, Some(0))];
    assert_eq!(found, expected);
    let mut text = page.to_owned();
    text.push_str(
        r#"
@100
mutate
  add #5
    document #20
      html #21
  set #6 src="data:image/png;base64,AAAA"
"#,
    );
    assert_eq!(lacks(&text), [(LackKind::Sheets, 1, Some(0))]);
}

#[test]
fn a_window_whose_size_nobody_wrote_down_is_told() {
    let page = "snapshot\n  document #1\n    html #2\n";
    assert_eq!(lacks(page), [(LackKind::WindowSize, 1, None)]);
    assert_eq!(lacks(&format!("viewport 800x600\n{page}")), []);
    assert_eq!(lacks("log \"no page at all\"\n"), []);
}

#[test]
fn masked_words_and_long_silence_are_told() {
    let found = lacks(
        r#"
meta "https://a.example/" 800x600
snapshot
  document #1
    html #2
      body #3
        p #4
          "***** ****" #5
        p #6
          "Hello" #7
        input #8
@1000
input #8 "****"
@90000
mutate
  text #7 "*****"
"#,
    );
    let expected = [
        (LackKind::MaskedTexts, 2, Some(0)),
        (LackKind::MaskedInputs, 1, Some(1_000)),
        (LackKind::Gaps, 1, Some(1_000)),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_address_without_its_page_is_a_problem_once_something_is_changed() {
    let page = "meta \"https://a.example/\" 800x600\nsnapshot\n  document #1\n    html #2\n      body #3\n";
    let change = "mutate\n  set #3 class=\"a\"\n";
    let problems = |text: String| analyzed(&text).issues().count(Code::MetaWithoutSnapshot);
    let next = "@500\nmeta \"https://a.example/next\" 800x600\n";
    assert_eq!(problems(format!("{page}{next}")), 0);
    assert_eq!(problems(format!("{page}{next}@600\n{change}{change}")), 1);
    let snapshot = "snapshot\n  document #1\n    html #2\n      body #3\n";
    assert_eq!(problems(format!("{page}{next}{snapshot}@600\n{change}")), 0);
    // The address behind its snapshot.
    assert_eq!(problems(format!("{page}@500\n{snapshot}{next}@600\n{change}")), 0);
    assert_eq!(problems(format!("{page}@500\nmeta \"https://a.example/\" 1x1\n@600\n{change}")), 0);
}

#[test]
fn findings_do_not_depend_on_when_they_are_asked_for() {
    let text = "meta \"https://a.example/\" 800x600\nsnapshot\n  document #1\n    html #2\n      body #3\n        canvas #4\n";
    let mut document = Document::new();
    let mut asked = Analyzer::new();
    for event in recording(text) {
        let records = document.apply(&event, &mut Diagnostics::new());
        asked.event(&event, &document, records);
        asked.findings();
    }
    assert_eq!(asked.findings(), analyzed(text).findings());
    assert_eq!(asked.findings().lacks[0].first, Some(Timestamp::ZERO));
}
