//! The pointer, presses, scrolling and media.

use crate::{apply, check, check_body, page};
use events::limits::{MAX_RECENT_PRESSES, MAX_TRAIL_SAMPLES};

#[test]
fn the_trail_is_as_long_as_two_seconds_and_the_limit_allow() {
    // Events are a tenth of a second apart; the snapshot of the page is the first.
    let moves: String = (0..50).map(|x| format!("move {x},0\n")).collect();
    let (document, _) = apply(&page("", &moves));
    let trail = &document.state().hidden.trail;
    assert_eq!(trail.len(), 21);
    assert_eq!(trail.last().unwrap().1.x, 49.0);
    assert!(trail.len() <= MAX_TRAIL_SAMPLES);
}

#[test]
fn a_press_is_remembered_and_moves_the_pointer() {
    let presses: String = (0..40).map(|x| format!("press {x},5\n")).collect();
    let (document, _) = apply(&page("", &presses));
    let hidden = &document.state().hidden;
    assert_eq!(hidden.presses.len(), MAX_RECENT_PRESSES);
    assert_eq!(hidden.trail.last().unwrap().1.x, 39.0);
}

#[test]
fn the_pointer_is_known_before_the_page() {
    let (document, issues) = apply("move 1,2\n");
    assert_eq!(document.state().hidden.trail.len(), 1);
    assert!(issues.is_empty());
}

#[test]
fn windows_and_elements_scroll() {
    check_body(
        r##"
        div #10
          "x" #11
        "##,
        r##"
        scroll #10 0.5,-3
        scroll #11 1,1
        "##,
        r##"
        body #5
          div #10 = scroll 0.5,-3
            "x" #11
        ! not-an-element
        "##,
    );
}

#[test]
fn the_root_element_scrolls_its_window() {
    check(
        r##"
        snapshot
          document #1
            html #2 = scroll 0,7
              body #3 = scroll 0,8
        "##,
        r##"
        document #1 = scroll 0,7
          html #2
            body #3 = scroll 0,8
        "##,
    );
    check(
        r##"
        snapshot scroll 0,9
          document quirks #1
            html #2 = scroll 0,7
              body #3 = scroll 0,8
        scroll #3 0,4
        "##,
        r##"
        document quirks #1 = scroll 0,4
          html #2 = scroll 0,7
            body #3
        "##,
    );
}

#[test]
fn a_medium_runs_from_where_it_was_known_to_be() {
    check_body(
        r##"
        video #10 = paused at 3
        audio autoplay="" #11
        "##,
        r##"
        media #10 play
        media #10 pause
        media #11 rate at 1
        media #11 rate
        "##,
        r##"
        body #5
          video #10 = paused at 3.1
          audio autoplay="" #11 = playing at 1.1
        "##,
    );
}
