//! When a snapshot shows the page that was there, and when another one.

use crate::apply;
use dom::Document;

const PAGE: &str = "
snapshot
  document #1
    html lang=\"en\" #2
      head #3
      body #4
        p class=\"a\" #5
          \"one\" #6
        p #7
          \"two\" #8
";

fn after(events: &str) -> Document {
    apply(&format!("meta \"https://a.example/#x\" 800 x 600\n{PAGE}{events}")).0
}

fn epoch(events: &str) -> u32 {
    after(events).state().epoch
}

#[test]
fn the_first_snapshot_begins_the_first_page() {
    assert_eq!(apply("meta \"https://a.example/\" 800 x 600\n").0.state().epoch, 0);
    assert_eq!(epoch(""), 1);
}

#[test]
fn a_periodic_snapshot_stays_on_its_page() {
    assert_eq!(epoch(PAGE), 1);
    assert_eq!(epoch(&format!("meta \"https://a.example/#other\" 800 x 600\n{PAGE}")), 1);
    assert_eq!(epoch(&format!("loaded\n{PAGE}")), 2);
    // The load event that was still to come when recording began.
    assert_eq!(apply(&format!("content-loaded\n{PAGE}loaded\n{PAGE}")).0.state().epoch, 1);
}

#[test]
fn a_page_load_begins_another() {
    assert_eq!(epoch(&format!("content-loaded\nloaded\n{PAGE}")), 2);
    assert_eq!(epoch(&format!("content-loaded\n{PAGE}loaded\n{PAGE}")), 2);
}

#[test]
fn an_id_that_is_another_kind_of_node_begins_another() {
    assert_eq!(epoch(&PAGE.replace("p #7", "div #7")), 2);
    assert_eq!(epoch(&PAGE.replace("document #1", "document #9")), 2);
    // Ids that went and came change nothing.
    assert_eq!(epoch(&PAGE.replace("p #7", "div #70")), 1);
}

#[test]
fn another_address_begins_another_unless_the_snapshot_repeats_the_page() {
    let moved = "meta \"https://a.example/next\" 800 x 600\n";
    assert_eq!(epoch(&format!("{moved}{PAGE}")), 1);
    let other = PAGE.replace("one", "uno").replace("two", "due").replace("class=\"a\"", "class=\"b\"");
    assert_eq!(epoch(&format!("{moved}{other}")), 2);
    assert_eq!(epoch(&other), 1);
}

#[test]
fn meta_and_viewport_reset_nothing() {
    let document = after("meta \"https://b.example/\" 400 x 300\nviewport 500 x 200\n");
    assert_eq!(document.state().viewport, Some((500.0, 200.0)));
    assert_eq!(document.state().href.as_str(), "https://b.example/");
    assert_eq!(document.node_count(), 8);
    assert_eq!(document.state().epoch, 1);
}

#[test]
fn focus_stays_with_a_node_of_the_same_page() {
    assert_eq!(after(&format!("focus #5\n{PAGE}")).state().focused.map(|key| key.raw()), Some(5));
    assert_eq!(after(&format!("focus #5\ncontent-loaded\n{PAGE}")).state().focused, None);
    assert_eq!(after("focus #5\nblur #5\n").state().focused, None);
    assert_eq!(after("focus #5\nfocus #7\nblur #5\n").state().focused.map(|key| key.raw()), Some(7));
    assert_eq!(after("focus #5\nmutation\n  remove #5 from #4\n").state().focused, None);
}

#[test]
fn a_snapshot_forgets_constructed_sheets_because_they_are_sent_again() {
    let document = after(&format!("adopt #1 1 with 1 \"a{{}}\"\n{PAGE}"));
    assert!(document.state().constructed.is_empty());
    assert!(document.node(document.root().unwrap()).unwrap().live().adopted.is_none());
}

#[test]
fn numbers_of_nameless_nodes_are_not_used_twice_on_one_page() {
    let nameless = PAGE.replace("p #7", "p ~");
    let document = after(&format!("{nameless}{nameless}"));
    assert_eq!(document.state().hidden.nameless, 2);
    let document = after(&format!("{nameless}content-loaded\n{nameless}"));
    assert_eq!(document.state().hidden.nameless, 1);
}
