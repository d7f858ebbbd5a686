//! Nodes that change their place.

use crate::{apply, check_body, page};
use dom::{NodeKey, text_tree};
use events::SourceNodeId;

#[test]
fn a_move_is_a_remove_and_an_add() {
    check_body(
        r##"
        ul #10 = scroll 0,9
          li #11
            "one" #12
        div #13
          p #14
        "##,
        r##"
        mutation
          remove #10 from #5
          add to #13 before #14
            ul class="moved" #10
          add to #10
            li #11
          add to #11
            "one" #12
        "##,
        r##"
        body #5
          div #13
            ul class="moved" #10
              li #11
                "one" #12
            p #14
        "##,
    );
}

#[test]
fn an_add_of_a_node_that_is_there_moves_it_with_its_children_and_new_data() {
    check_body(
        r##"
        ul class="a" #10 = scroll 0,9
          li #11
        p #12
        "##,
        r##"
        mutation
          add to #5
            ul class="b" #10
        "##,
        r##"
        body #5
          p #12
          ul class="b" #10
            li #11
        "##,
    );
}

#[test]
fn a_node_cannot_be_put_inside_itself() {
    check_body(
        r##"
        ul #10
          li #11
        "##,
        r##"
        mutation
          add to #11
            ul #10
        "##,
        r##"
        body #5
          ul #10
            li #11
        ! invalid-tree
        "##,
    );
}

#[test]
fn new_nodes_that_are_each_others_parents_are_dropped() {
    check_body(
        r##"
        p #12
        "##,
        r##"
        mutation
          add to #11
            a #10
          add to #10
            b #11
          text #12 "x"
        "##,
        r##"
        body #5
          p #12
            "x" ~1
        ! dropped-add 2 times
        "##,
    );
}

#[test]
fn siblings_that_wait_for_each_other_are_appended_in_recorded_order() {
    check_body(
        "",
        r##"
        mutation
          add to #5 before #11
            a #10
          add to #5 before #10
            b #11
        "##,
        r##"
        body #5
          b #11
          a #10
        ! missing-sibling
        "##,
    );
}

#[test]
fn siblings_listed_in_document_order_keep_it() {
    check_body(
        r##"
        z #20
        "##,
        r##"
        mutation
          add to #5 before #11
            a #10
          add to #5 before #12
            b #11
          add to #5 before #20
            c #12
        "##,
        r##"
        body #5
          a #10
          b #11
          c #12
          z #20
        "##,
    );
}

#[test]
fn several_adds_of_one_node_leave_it_at_the_last_place() {
    check_body(
        r##"
        ul #10
        ol #11
        "##,
        r##"
        mutation
          add to #10
            li class="x" #12
          add to #11
            li class="x" #12
        "##,
        r##"
        body #5
          ul #10
          ol #11
            li class="x" #12
        "##,
    );
}

#[test]
fn inline_children_are_built_and_move_when_they_are_listed_again() {
    check_body(
        "",
        r##"
        mutation
          add to #5
            ul #10
              li #11
                "one" #12
              li #13
          add to #10 before #11
            li #13
        "##,
        r##"
        body #5
          ul #10
            li #13
            li #11
              "one" #12
        "##,
    );
}

#[test]
fn old_recorders_leave_siblings_open_and_name_them_later() {
    check_body(
        r##"
        z #20
        "##,
        r##"
        mutation
          add to #5 behind #20 before ?
            a #10
          add to #5 behind #10
            b #11
        mutation
          add to #5 before ?
            d #12
        mutation
          add to #5 behind #12 before #20
            c #13
        "##,
        r##"
        body #5
          d #12
          c #13
          z #20
          a #10
          b #11
        "##,
    );
}

#[test]
fn a_reversed_list_comes_out_reversed() {
    let count = 1_500;
    let items: String = (0..count).map(|index| format!("  li #{}\n", 100 + index)).collect();
    let mut events = String::from("mutation\n");
    for index in 0..count {
        events.push_str(&format!("  remove #{} from #10\n", 100 + index));
    }
    // In the new document order, so that each waits for the one behind it: the worst order there is.
    for index in (0..count).rev() {
        let before = if index == 0 { String::new() } else { format!(" before #{}", 100 + index - 1) };
        events.push_str(&format!("  add to #10{before}\n    li #{}\n", 100 + index));
    }
    let (document, issues) = apply(&page(&format!("ul #10\n{items}"), &events));
    assert!(issues.is_empty());
    let order: Vec<u64> = document.children(key(10)).map(|key| key.raw() - 100).collect();
    assert_eq!(order, (0..count).rev().collect::<Vec<_>>());
}

#[test]
fn recorded_order_and_any_other_give_the_same_list() {
    let body = "ul #10\n  li #100\n";
    let adds = |order: &[u64]| {
        let mut events = String::from("mutation\n");
        for index in order {
            events.push_str(&format!("  add to #10 before #{}\n    li #{}\n", 100 + index - 1, 100 + index));
        }
        let (document, issues) = apply(&page(body, &events));
        assert!(issues.is_empty());
        text_tree(&document)
    };
    let forwards = adds(&[1, 2, 3, 4, 5, 6]);
    assert_eq!(adds(&[6, 5, 4, 3, 2, 1]), forwards);
    assert_eq!(adds(&[4, 1, 6, 2, 5, 3]), forwards);
}

fn key(id: u64) -> NodeKey {
    NodeKey::from_source(SourceNodeId(id))
}
