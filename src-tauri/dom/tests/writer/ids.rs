//! Ids that are missing or given twice.

use crate::{check, check_body};

#[test]
fn the_last_of_two_nodes_with_one_id_keeps_it() {
    check(
        r##"
        snapshot
          document #1
            html #2
              body #3
                p #4
                  "below" #5
                div #4
        mutation
          attr #4 class="the last"
          text #5 "still there"
        "##,
        r##"
        document #1
          html #2
            body #3
              p ~1
                "still there" #5
              div class="the last" #4
        ! duplicate-id
        "##,
    );
}

#[test]
fn an_ancestor_can_lose_its_id_while_its_children_are_built() {
    check(
        r##"
        snapshot
          document #1
            html #2
              body #3
                p #4
                  b #4
                    "x" #5
                  i #6
                p #7
        "##,
        r##"
        document #1
          html #2
            body #3
              p ~1
                b #4
                  "x" #5
                i #6
              p #7
        ! duplicate-id
        "##,
    );
}

#[test]
fn a_shadow_root_is_renamed_with_its_host() {
    check_body(
        r##"
        x-card #10
          ⌄shadow
            p #11
          "light" #12
        "##,
        r##"
        mutation
          add to #5
            "other kind" #10
        "##,
        r##"
        body #5
          x-card ~1
            ⌄shadow
              p #11
            "light" #12
          "other kind" #10
        ! duplicate-id
        "##,
    );
}

#[test]
fn a_node_cannot_have_its_parents_id() {
    check_body(
        r##"
        p #10
        "##,
        r##"
        mutation
          add to #10
            b #10
        "##,
        r##"
        body #5
          p #10
        ! invalid-tree
        "##,
    );
}

#[test]
fn nodes_without_an_id_are_shown_and_numbered() {
    check_body(
        r##"
        p ~
          "x" ~
        "##,
        r##"
        mutation
          add to #5
            b ~
        "##,
        r##"
        body #5
          p ~1
            "x" ~2
          b ~3
        "##,
    );
}

#[test]
fn the_top_document_never_loses_its_id() {
    check_body(
        r##"
        p #1
        "##,
        r##"
        mutation
          add to #1
            comment "under the document" #10
        mutation
          remove #10 from #1
        "##,
        r##"
        body #5
          p ~1
        ! duplicate-id
        "##,
    );
}
