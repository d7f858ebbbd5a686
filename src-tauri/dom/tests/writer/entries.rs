//! Changes of texts and attributes, each on its own.

use crate::language::{dedent, events_of};
use crate::{check_body, page};
use dom::Document;
use events::Diagnostics;

#[test]
fn texts_and_comments_change_and_the_last_value_counts() {
    check_body(
        r##"
        "a" #10
        comment "b" #11
        "##,
        r##"
        mutation
          text #10 "first"
          text #11 "c"
          text #10 "last"
        "##,
        r##"
        body #5
          "last" #10
          comment "c" #11
        "##,
    );
}

#[test]
fn attributes_are_set_changed_and_removed_one_by_one() {
    check_body(
        r##"
        a CLASS="x" title="t" #10
        "t" #11
        "##,
        r##"
        mutation
          attr #11 class="no element"
          attr #10 Class="y" -title hidden="" a/b="bad name"
        "##,
        r##"
        body #5
          a class="y" hidden="" #10
          "t" #11
        ! invalid-entry
        ! not-an-element
        "##,
    );
}

#[test]
fn the_records_of_a_mutation_are_counted_and_other_events_are_one() {
    let events = r##"
        scroll #1 0,1
        mutation
          remove #10 from #5
          add to #5
            p #11
              "inline" #12
          text #90 "unknown ids count too"
          attr #5 class="x"
        "##;
    let mut document = Document::new();
    let mut issues = Diagnostics::new();
    let applied: Vec<usize> = events_of(&dedent(&page("p #10\n", events)))
        .iter()
        .map(|event| document.apply(event, &mut issues))
        .collect();
    assert_eq!(applied, [1, 1, 5]);
}
