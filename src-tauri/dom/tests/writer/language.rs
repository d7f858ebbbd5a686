//! A small language for recordings, so that tests read as data.
//!
//! A line at the margin is an event; deeper lines belong to it. Trees are written as `text_tree` prints them.
//!
//! ```text
//! meta "https://example.org/" 800 x 600      viewport 800 x 600      content-loaded      loaded
//! snapshot [scroll 0,10]                      then a tree
//! mutation                                    then any of
//!   remove #3 from #2 [shadow]
//!   add to #2 [before #9 | before ?] [behind #8 | behind ?]      then a tree
//!   text #4 "new"
//!   attr #5 class="open" -hidden
//!   style #5 color="red" margin-top="1px !important" -left
//!   sheet #6 "a{}" "b{}"        picture #7 "data:,x"        dialog #8 modal
//! input #5 "text" [checked]                   scroll #1 0,120
//! rule #6 insert 0 "a{}"                      rule 3 delete 1.0          rule 3 replace "a{}"
//! declare #6 1.0 color="red"                  adopt #1 1 2 with 1 "a{}" "b{}" with 2 "c{}"
//! canvas #7 clearRect [0,0,9,9]               canvas #7 set fillStyle ["red"]
//! media #8 play [at 3]                        focus #5                   blur #5
//! move 10,20                                  press 10,20
//! ```

mod events_of;
mod tree_of;
mod words;

use dom::{Document, check_integrity, text_tree};
use events::Diagnostics;

pub use events_of::events_of;

/// Applies a recording and compares the tree it leads to, followed by one line for each kind of problem: `! code`.
#[track_caller]
pub fn check(recording: &str, expected: &str) {
    let (document, issues) = apply(recording);
    let mut actual = text_tree(&document);
    let mut counts = std::collections::BTreeMap::new();
    for (_, code, count) in issues.counts() {
        *counts.entry(code).or_insert(0) += count;
    }
    for (code, count) in counts {
        let times = if count > 1 { format!(" {count} times") } else { String::new() };
        actual.push_str(&format!("! {}{times}\n", code.name()));
    }
    let expected = dedent(expected);
    assert!(actual == expected, "expected\n{expected}\nbut got\n{actual}");
}

/// The document at the end of a recording. It must be sound after every event.
#[track_caller]
pub fn apply(recording: &str) -> (Document, Diagnostics) {
    let mut document = Document::new();
    let mut issues = Diagnostics::new();
    for event in events_of(&dedent(recording)) {
        document.apply(&event, &mut issues);
        let problems = check_integrity(&document);
        assert!(
            problems.is_empty(),
            "after {:?}: {problems:#?}\n{}",
            event.kind.name(),
            text_tree(&document)
        );
    }
    (document, issues)
}

/// The text without the margin that all its lines share, and without empty lines.
pub fn dedent(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let margin = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines.iter().map(|line| format!("{}\n", line[margin..].trim_end())).collect()
}
