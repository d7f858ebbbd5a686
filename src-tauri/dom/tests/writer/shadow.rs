//! Shadow trees.

use crate::check_body;

#[test]
fn a_shadow_child_attaches_an_open_root() {
    check_body(
        r##"
        x-card #10
          "light" #11
        "##,
        r##"
        mutation
          add to #10
            ⌄shadow
              p #12
          add to #10 before #12
            ⌄shadow
              style #13
          add to #10 before #11
            b #14
        "##,
        r##"
        body #5
          x-card #10
            ⌄shadow
              style #13
              p #12
            b #14
            "light" #11
        "##,
    );
}

#[test]
fn a_removed_host_takes_its_shadow_tree_with_it() {
    check_body(
        r##"
        x-card #10
          ⌄shadow
            p #11
        "##,
        r##"
        mutation
          remove #10 from #5
          text #11 "gone"
        mutation
          text #11 "gone"
        "##,
        r##"
        body #5
        ! unresolved-id
        "##,
    );
}

#[test]
fn a_shadow_child_is_removed_with_and_without_the_mark() {
    check_body(
        r##"
        x-card #10
          ⌄shadow
            p #11
            p #12
            p #13
        "##,
        r##"
        mutation
          remove #11 from #10 shadow
          remove #12 from #10
        "##,
        r##"
        body #5
          x-card #10
            ⌄shadow
              p #13
        "##,
    );
}

#[test]
fn a_moved_host_keeps_what_its_root_adopted() {
    check_body(
        r##"
        x-card #10
          ⌄shadow
            p #11
        div #12
        "##,
        r##"
        adopt #10 1 with 1 "p { color: red; }"
        mutation
          remove #10 from #5
          add to #12
            x-card #10
          add to #10
            ⌄shadow
              p #11
        "##,
        r##"
        body #5
          div #12
            x-card #10
              ⌄shadow = adopted 1
                p #11
        "##,
    );
}

#[test]
fn adopting_makes_a_missing_root_and_unknown_sheets_stay_in_the_list() {
    check_body(
        r##"
        x-card #10
        "##,
        r##"
        adopt #10 7 8 with 8 "p {}"
        adopt #10 8 7
        "##,
        r##"
        body #5
          x-card #10
            ⌄shadow = adopted 8 7
        "##,
    );
}
