//! Adds and removes whose parents and siblings are not as they should be.

use crate::{check, check_body};

#[test]
fn a_snapshot_is_shown_as_recorded() {
    check(
        r#"
        snapshot scroll 0,10
          document #1
            doctype html #2
            html lang="en" #3
              head #4
              body #5
                "Hi" #6
                comment "note" #7
                cdata #8
        "#,
        r#"
        document #1 = scroll 0,10
          doctype html #2
          html lang="en" #3
            head #4
            body #5
              "Hi" #6
              comment "note" #7
              cdata #8
        "#,
    );
}

#[test]
fn nothing_but_frame_documents_is_kept_before_the_first_snapshot() {
    check(
        r#"
        mutation
          text #6 "lost"
        scroll #1 0,10
        snapshot
          document #1
            html #3
        "#,
        r#"
        document #1
          html #3
        ! before-first-snapshot 2 times
        "#,
    );
}

#[test]
fn a_sibling_that_never_comes_puts_the_node_last() {
    check_body(
        r##"
        a #10
        "##,
        r##"
        mutation
          add to #5 before #99
            b #11
        "##,
        r##"
        body #5
          a #10
          b #11
        ! missing-sibling
        "##,
    );
}

#[test]
fn a_node_named_as_its_own_sibling_stands_last() {
    check_body(
        r##"
        a #10
        "##,
        r##"
        mutation
          add to #5 before #11
            b #11
        "##,
        r##"
        body #5
          a #10
          b #11
        ! missing-sibling
        "##,
    );
}

#[test]
fn a_sibling_under_another_parent_puts_the_node_last() {
    check_body(
        r##"
        ul #10
          li #11
        a #12
        "##,
        r##"
        mutation
          add to #5 before #11
            b #13
        "##,
        r##"
        body #5
          ul #10
            li #11
          a #12
          b #13
        ! missing-sibling
        "##,
    );
}

#[test]
fn an_unknown_parent_drops_the_node_and_those_below_it() {
    check_body(
        r##"
        a #10
        "##,
        r##"
        mutation
          add to #99
            b #11
          add to #11
            c #12
          text #10 "text"
        "##,
        r##"
        body #5
          a #10
            "text" ~1
        ! dropped-add 2 times
        "##,
    );
}

#[test]
fn children_listed_before_their_parent_find_it() {
    check_body(
        r##"
        a #10
        "##,
        r##"
        mutation
          add to #12
            "deep" #13
          add to #11
            c #12
          add to #5 before #10
            b #11
        "##,
        r##"
        body #5
          b #11
            c #12
              "deep" #13
          a #10
        "##,
    );
}

#[test]
fn a_text_has_no_children() {
    check_body(
        r##"
        "text" #10
        "##,
        r##"
        mutation
          add to #10
            b #11
          add to #5
            c #12
        "##,
        r##"
        body #5
          "text" #10
          c #12
        ! invalid-tree
        "##,
    );
}

#[test]
fn a_remove_finds_the_node_whatever_parent_was_recorded() {
    check_body(
        r##"
        ul #10
          li #11
        a #12
        b #13
        "##,
        r##"
        mutation
          remove #11 from #12
          remove #12 from #99
          text #13 "still applied"
        "##,
        r##"
        body #5
          ul #10
          b #13
            "still applied" ~1
        ! parent-mismatch 2 times
        "##,
    );
}

#[test]
fn what_goes_with_its_ancestor_is_not_missed() {
    check_body(
        r##"
        ul #10
          li #11
            "x" #12
        "##,
        r##"
        mutation
          remove #10 from #5
          remove #11 from #10
          text #12 "y"
          attr #11 class="z"
        "##,
        r##"
        body #5
        "##,
    );
}

#[test]
fn unknown_ids_are_counted() {
    check_body(
        "",
        r##"
        mutation
          remove #90 from #5
          text #91 "y"
          attr #92 class="z"
        scroll #93 1,1
        input #94 "x"
        "##,
        r##"
        body #5
        ! unresolved-id 5 times
        "##,
    );
}

#[test]
fn a_node_readded_without_its_children_comes_back_empty() {
    check_body(
        r##"
        ul #10
          li #11
        "##,
        r##"
        mutation
          remove #10 from #5
          add to #5
            ul class="new" #10
          attr #10 title="of the new node"
        "##,
        r##"
        body #5
          ul class="new" title="of the new node" #10
        "##,
    );
}

#[test]
fn a_second_root_replaces_the_first() {
    check(
        r##"
        snapshot
          document #1
            doctype html #2
            html #3
              body #4
                p #5
        mutation
          add to #1
            doctype svg #8
          add to #1
            html class="new" #6
          add to #6
            body #7
          text #5 "gone"
        "##,
        r##"
        document #1
          doctype svg #8
          html class="new" #6
            body #7
        ! invalid-tree 2 times
        "##,
    );
}

#[test]
fn a_doctype_recorded_behind_the_root_stands_first() {
    check(
        r##"
        snapshot
          document quirks #1
            comment "before" #2
            html #3
            doctype html "-//W3C//DTD HTML 4.01//EN" #4
        "##,
        r##"
        document quirks #1
          comment "before" #2
          doctype html "-//W3C//DTD HTML 4.01//EN" "" #4
          html #3
        "##,
    );
}

#[test]
fn a_document_under_another_element_is_left_out() {
    check_body(
        r##"
        div #10
        "##,
        r##"
        mutation
          add to #10
            document #20
              html #21
          add to #5
            p #11
        "##,
        r##"
        body #5
          div #10
          p #11
        ! invalid-tree
        "##,
    );
}

#[test]
fn the_top_document_cannot_be_removed() {
    check_body(
        "",
        r##"
        mutation
          remove #1
        "##,
        r##"
        body #5
        ! invalid-tree
        "##,
    );
}
