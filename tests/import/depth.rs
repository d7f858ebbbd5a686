//! Pages nested deeper than any stack.

use engine::Moment;
use events::limits::MAX_DOM_DEPTH;
use events::{Code, TabId, Timestamp};
use testkit::wire::EPOCH_MS;
use tests::Workbench;

/// A page of so many boxes, each in the one before.
fn nested(levels: usize) -> String {
    let mut page = String::new();
    for level in 0..levels {
        let id = 10 + level;
        page.push_str(&format!(r#"{{"type":2,"tagName":"div","attributes":{{}},"id":{id},"childNodes":["#));
    }
    page.push_str(&"]}".repeat(levels));
    format!(
        r#"[{{"type":4,"data":{{"href":"https://deep.example/","width":800,"height":600}},"timestamp":{EPOCH_MS}}},
{{"type":2,"data":{{"node":{{"type":0,"id":1,"childNodes":[{{"type":2,"tagName":"html","attributes":{{}},"id":2,"childNodes":[{page}]}}]}}}},"timestamp":{EPOCH_MS}}},
{{"type":3,"data":{{"source":0,"texts":[],"attributes":[],"removes":[{{"parentId":2,"id":10}}],"adds":[]}},"timestamp":{EPOCH_MS}5}}]"#
    )
    .replace(&format!("{EPOCH_MS}5"), &format!("{}", EPOCH_MS + 5000.0))
}

/// Opens it and says how many nodes its first page has, and whether a limit was reached.
fn check(levels: usize, nodes: usize, limited: bool) {
    let bench = Workbench::new();
    let session = bench.open_bytes("deep.json", nested(levels));
    let at = |millis: i64| Moment::At(Timestamp(millis * 1000));
    let (document, _) = session.document_at(TabId(0), at(0)).unwrap();
    assert_eq!(document.node_count(), nodes, "{levels} levels");
    assert_eq!(dom::check_integrity(&document), Vec::<String>::new());
    let told = session.info().unwrap().diagnostics.count(Code::LimitReached) > 0;
    assert_eq!(told, limited, "{levels} levels");
    let (later, _) = session.document_at(TabId(0), at(6000)).unwrap();
    assert_eq!(later.node_count(), 2, "all of it can be removed");
}

#[test]
fn depth_is_a_matter_of_limits_and_not_of_stacks() {
    check(50, 52, false);
    check(3_000, 3_002, false);
    check(MAX_DOM_DEPTH - 100, MAX_DOM_DEPTH - 98, false);
    check(9_500, MAX_DOM_DEPTH + 1, true);
}
