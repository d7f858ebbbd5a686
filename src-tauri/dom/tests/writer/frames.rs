//! Documents in frames.

use crate::{check, check_body};

#[test]
fn a_document_is_attached_to_its_frame_and_replaced_by_the_next() {
    check_body(
        r##"
        iframe #10
          "fallback" #11
        "##,
        r##"
        mutation
          add to #10
            document #20
              html #21
                body #22
        mutation
          add to #22
            p #23
        scroll #20 0,7
        mutation
          add to #10
            document quirks #30
              html #31
        mutation
          text #23 "gone"
        "##,
        r##"
        body #5
          iframe #10
            "fallback" #11
            document quirks #30
              html #31
        ! unresolved-id
        "##,
    );
}

#[test]
fn the_same_document_attached_again_has_its_new_content() {
    check_body(
        r##"
        iframe #10
        "##,
        r##"
        mutation
          add to #10
            document #20
              html #21
                p #22
        mutation
          add to #10
            document #20
              html #21
                b #23
        "##,
        r##"
        body #5
          iframe #10
            document #20
              html #21
                b #23
        "##,
    );
}

#[test]
fn a_document_waits_for_its_frame() {
    check_body(
        "",
        r##"
        mutation
          add to #10
            document #20
              html #21
                iframe #22
        mutation
          add to #22
            document #30
              html #31
        mutation
          add to #5
            iframe #10
        "##,
        r##"
        body #5
          iframe #10
            document #20
              html #21
                iframe #22
                  document #30
                    html #31
        ! unresolved-id 2 times
        "##,
    );
}

#[test]
fn a_document_that_came_before_the_first_snapshot_waits_too() {
    check(
        r##"
        mutation
          add to #3
            document #20
              html #21
        snapshot
          document #1
            html #2
              iframe #3
        "##,
        r##"
        document #1
          html #2
            iframe #3
              document #20
                html #21
        ! unresolved-id
        "##,
    );
}

#[test]
fn a_waiting_document_does_not_go_to_a_stranger_of_a_later_page() {
    check(
        r##"
        snapshot
          document #1
            html #2
        mutation
          add to #9
            document #20
              html #21
        snapshot
          document #1
            html #2
        mutation
          add to #2
            iframe #9
        "##,
        r##"
        document #1
          html #2
            iframe #9
        ! unresolved-id
        "##,
    );
}

#[test]
fn a_frame_is_empty_after_a_snapshot_until_its_document_comes_again() {
    let recording = "
        snapshot
          document #1
            html #2
              iframe #3
        mutation
          add to #3
            document #20
              html #21
        snapshot
          document #1
            html #2
              iframe #3
";
    check(
        recording,
        r##"
        document #1
          html #2
            iframe #3
        "##,
    );
    let again = "        mutation\n          add to #3\n            document #20\n              html #21\n";
    check(
        &format!("{recording}{again}"),
        r##"
        document #1
          html #2
            iframe #3
              document #20
                html #21
        "##,
    );
}

#[test]
fn a_removed_frame_takes_its_document_with_it() {
    check_body(
        r##"
        iframe #10
        "##,
        r##"
        mutation
          add to #10
            document #20
              html #21
        mutation
          remove #10 from #5
        mutation
          text #21 "gone"
        "##,
        r##"
        body #5
        ! unresolved-id
        "##,
    );
}

#[test]
fn children_of_a_frame_itself_are_its_fallback() {
    check_body(
        r##"
        iframe #10
        "##,
        r##"
        mutation
          add to #10
            "no frames?" #11
        "##,
        r##"
        body #5
          iframe #10
            "no frames?" #11
        "##,
    );
}

#[test]
fn a_document_written_inside_its_frame_is_its_content() {
    check(
        r##"
        snapshot
          document #1
            html #2
              iframe #3
                "fallback" #4
                document quirks #5
                  html #6
              p #7
                document #8
                  html #9
        "##,
        r##"
        document #1
          html #2
            iframe #3
              "fallback" #4
              document quirks #5
                html #6
            p #7
        ! invalid-tree
        "##,
    );
}
