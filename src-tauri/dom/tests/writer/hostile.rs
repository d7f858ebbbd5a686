//! Recordings that no recorder wrote: whatever comes, the document stays sound and the work stays in proportion.

use dom::{Document, canonical, canonical_json, check_integrity, html, text_tree};
use events::limits::MAX_DOM_DEPTH;
use events::*;
use testkit::{Choices, wild_events};

fn event(seq: u64, kind: EventKind) -> Event {
    Event { time: Timestamp(seq as i64), seq: EventSeq(seq), tab: TabId(0), kind }
}

#[test]
fn random_recordings_leave_a_sound_document() {
    for seed in 0..150 {
        let mut document = Document::new();
        let mut issues = Diagnostics::new();
        for next in wild_events(Choices::Seed(seed), 150) {
            // A document that shares its pages with another one takes the same event in the same way.
            let before = document.clone();
            let mut shared = document.clone();
            document.apply(&next, &mut issues);
            shared.apply(&next, &mut Diagnostics::new());
            assert!(shared == document, "seed {seed}, {:?}", next.seq);
            let problems = check_integrity(&document);
            assert!(
                problems.is_empty(),
                "seed {seed}, {:?}: {problems:#?}\n{}{}",
                next.seq,
                text_tree(&before),
                text_tree(&document)
            );
        }
        canonical_json(&canonical(&document));
        html(&document);
    }
}

#[test]
fn a_tree_deeper_than_the_limit_is_cut() {
    let depth = MAX_DOM_DEPTH as u64 + 2_000;
    let element =
        || TreeNodeKind::Element(Box::new(TreeElement { tag: "b".into(), ..TreeElement::default() }));
    let mut tree = SnapshotTree::default();
    for index in 0..depth {
        let kind = if index == 0 { TreeNodeKind::Document { quirks: false } } else { element() };
        let parent = index.checked_sub(1).map(|parent| parent as u32);
        tree.nodes.push(TreeNode { id: SourceNodeId::new(index + 1), parent, shadow: false, kind });
    }
    let mut document = Document::new();
    let mut issues = Diagnostics::new();
    document.apply(
        &event(0, EventKind::FullSnapshot(Box::new(FullSnapshot { tree, scroll: None }))),
        &mut issues,
    );
    assert_eq!(document.node_count(), MAX_DOM_DEPTH + 1);
    assert!(issues.count(Code::LimitReached) > 0);

    // One node below the other, in one event and in many.
    let add = |id: u64| Add {
        parent: SourceNodeId(id - 1),
        next: Sibling::None,
        previous: Sibling::None,
        tree: SnapshotTree {
            nodes: vec![TreeNode { id: SourceNodeId::new(id), parent: None, shadow: false, kind: element() }],
        },
    };
    let last = document.node_count() as u64;
    let adds = (last + 1..last + 500).map(add).collect();
    document.apply(
        &event(1, EventKind::Mutation(Box::new(Mutation { adds, ..Mutation::default() }))),
        &mut issues,
    );
    assert_eq!(document.node_count(), MAX_DOM_DEPTH + 1);
    assert!(check_integrity(&document).is_empty());
    assert!(html(&document).len() > MAX_DOM_DEPTH);
    assert_eq!(canonical(&document).tree.len(), MAX_DOM_DEPTH + 1);
    assert_eq!(text_tree(&document).lines().count(), MAX_DOM_DEPTH + 1);
}

/// Found by the fuzzer: a root element that is replaced by another one gives its id to a third, and a later node of the
/// tree says that it stands below the first.
#[test]
fn what_stands_below_a_replaced_node_goes_with_it() {
    let node = |id: u64, parent: Option<u32>, tag: &str| {
        let element = TreeElement { tag: tag.into(), ..TreeElement::default() };
        let kind = match tag {
            "" => TreeNodeKind::Document { quirks: false },
            _ => TreeNodeKind::Element(Box::new(element)),
        };
        TreeNode { id: SourceNodeId::new(id), parent, shadow: false, kind }
    };
    let nodes = vec![
        node(1, None, ""),
        node(2, Some(0), "html"),
        node(3, Some(0), "div"),
        node(2, Some(0), "section"),
        node(2, Some(1), "p"),
        node(4, Some(3), "b"),
    ];
    let mut document = Document::new();
    let snapshot = FullSnapshot { tree: SnapshotTree { nodes }, scroll: None };
    document.apply(&event(0, EventKind::FullSnapshot(Box::new(snapshot))), &mut Diagnostics::new());
    assert_eq!(check_integrity(&document), Vec::<String>::new());
    assert_eq!(text_tree(&document), "document #1\n  section #2\n    b #4\n");
}
