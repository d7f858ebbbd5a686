//! Patches by hand: what they hold, and what they cost.

use crate::draft::{Draft, html, key};
use crate::stage_model::Stage;
use dom::{NodeData, NodeKey, PatchOp, Sheet, StageOp, diff, stage_full, stage_patch};
use events::{StyleId, Text};
use std::sync::Arc;

/// A list of `count` items in the body; returns the list and its items.
fn list(count: usize) -> (Draft, NodeKey, Vec<NodeKey>) {
    let mut draft = Draft::new();
    let body = draft.tagged(&["body"])[0];
    let list = draft.append(html("ul"), body);
    let items = (0..count).map(|_| draft.append(html("li"), list)).collect();
    (draft, list, items)
}

fn ops(from: &Draft, to: &Draft) -> Vec<PatchOp> {
    let (from, to) = (from.document(), to.document());
    let patch = diff(&from, &to);
    let mut patched = from.clone();
    patched.apply_patch(&patch).unwrap();
    assert_eq!(patched, to);
    patch.ops
}

#[test]
fn a_new_order_moves_as_few_as_can_be() {
    let (from, list, items) = list(6);
    let check = |order: &[usize], moves: usize| {
        let mut to = from.clone();
        to.get(list).children = order.iter().map(|&at| items[at]).collect();
        let ops = ops(&from, &to);
        assert!(
            ops.len() == moves && ops.iter().all(|op| matches!(op, PatchOp::Move { .. })),
            "{order:?}: {ops:?}"
        );
    };
    check(&[0, 1, 2, 3, 4, 5], 0);
    check(&[1, 2, 3, 4, 5, 0], 1);
    check(&[5, 0, 1, 2, 3, 4], 1);
    check(&[0, 2, 1, 3, 5, 4], 2);
    check(&[5, 4, 3, 2, 1, 0], 5);
    check(&[3, 4, 5, 0, 1, 2], 3);
}

#[test]
fn siblings_of_what_comes_and_goes_cost_nothing() {
    let (from, list, items) = list(500);
    let mut to = from.clone();
    to.delete(items[0]);
    to.delete(items[250]);
    let new = to.create(html("li"));
    to.attach(new, list, 100);
    to.append(NodeData::Text("last".into()), list);
    assert_eq!(ops(&from, &to).len(), 4);
}

#[test]
fn a_new_subtree_is_one_operation() {
    let (from, list, _) = list(3);
    let mut to = from.clone();
    let mut at = list;
    for _ in 0..100 {
        at = to.append(html("div"), at);
        to.append(NodeData::Text("text".into()), at);
    }
    let ops = ops(&from, &to);
    assert!(matches!(&ops[..], [PatchOp::Insert { nodes, .. }] if nodes.len() == 200), "{ops:?}");
}

#[test]
fn nodes_of_which_everything_changed_cost_three_operations_each() {
    let (mut from, list, _) = list(0);
    let other = from.append(html("div"), list);
    let styles: Vec<NodeKey> = (0..40).map(|_| from.append(html("style"), list)).collect();
    let mut to = from.clone();
    for style in styles {
        to.detach(style);
        to.attach(style, other, 0);
        if let NodeData::Element(element) = &mut to.get(style).data {
            Arc::make_mut(element).attributes = vec![("a".into(), "1".into()), ("b".into(), "2".into())];
        }
        let live = &mut to.get(style).live;
        live.scroll = Some((1.0, 1.0));
        live.sheet = Some(Arc::new(Sheet::Text([Text::from("a{}")].into())));
    }
    assert!(ops(&from, &to).len() <= 3 * 40);
}

#[test]
fn an_edited_sheet_sends_the_rules_that_changed() {
    let (mut from, list, _) = list(0);
    let style = from.append(html("style"), list);
    let rules: Vec<Text> = (0..1000).map(|at| format!("a{at}{{}}").into()).collect();
    from.get(style).live.sheet = Some(Arc::new(Sheet::Rules(Arc::new(rules.clone()))));
    from.state.constructed = Arc::new([(StyleId(1), Arc::new(Sheet::Rules(Arc::new(rules.clone()))))].into());
    let mut edited = rules;
    edited.insert(500, "b:hover{}".into());
    edited.remove(501);
    let mut to = from.clone();
    to.get(style).live.sheet = Some(Arc::new(Sheet::Rules(Arc::new(edited.clone()))));
    to.state.constructed = Arc::new([(StyleId(1), Arc::new(Sheet::Rules(Arc::new(edited))))].into());
    let changes = ops(&from, &to);
    let is_small = |op: &PatchOp| matches!(op, PatchOp::SpliceRules { at: 500, removed: 1, inserted, .. } if inserted.len() == 1);
    assert!(changes.len() == 2 && changes.iter().all(is_small), "{changes:?}");
    let (from, to) = (from.document(), to.document());
    let staged = stage_patch(&diff(&from, &to), &from, &to);
    let rule = |op: &StageOp| matches!(op, StageOp::SpliceRules { inserted, .. } if inserted[..] == [Text::from("b[ph-hover]{}")]);
    assert!(staged.ops.len() == 2 && staged.ops.iter().all(rule), "{staged:?}");
}

#[test]
fn depth_meets_no_stack() {
    let (mut from, list, items) = list(1);
    let (mut at, mut to) = (list, from.clone());
    for _ in 0..8_000 {
        at = to.append(html("div"), at);
    }
    let bottom = at;
    to.detach(items[0]);
    to.attach(items[0], bottom, 0);
    assert_eq!(ops(&from, &to).len(), 2);
    assert_eq!(ops(&to, &from).len(), 2);
    from = to.clone();
    // The whole chain, turned inside out.
    let mut chain = vec![bottom];
    while chain[chain.len() - 1] != list {
        chain.push(from.nodes[&chain[chain.len() - 1]].parent.unwrap());
    }
    let body = from.nodes[&list].parent.unwrap();
    for node in chain.iter().rev().skip(1).collect::<Vec<_>>().into_iter().rev() {
        to.detach(*node);
    }
    let mut above = body;
    for node in chain.iter().take(chain.len() - 1) {
        to.attach(*node, above, 0);
        above = *node;
    }
    let (from, to) = (from.document(), to.document());
    let patch = diff(&from, &to);
    let mut stage = Stage::of(&stage_full(&from));
    stage.apply(&stage_patch(&patch, &from, &to));
    assert_eq!(stage, Stage::of(&stage_full(&to)));
}

#[test]
fn a_patch_for_another_document_is_refused_with_its_operation() {
    let (from, list, items) = list(2);
    let mut to = from.clone();
    to.delete(items[1]);
    to.append(html("p"), list);
    let patch = diff(&from.document(), &to.document());
    let mut other = Draft::new().document();
    let error = other.apply_patch(&patch).unwrap_err();
    assert_eq!((error.op, error.reason), (0, format!("{:?} does not exist", items[1])));

    let mut document = from.document();
    let loop_ = dom::Patch { ops: vec![PatchOp::Move { key: list, parent: items[0], before: None }] };
    assert_eq!(document.apply_patch(&loop_).unwrap_err().reason, format!("{list:?} would come below itself"));
    let twice = dom::Patch {
        ops: vec![PatchOp::Insert { parent: Some(list), before: None, nodes: vec![node(items[0])] }],
    };
    assert_eq!(document.apply_patch(&twice).unwrap_err().reason, format!("{:?} exists already", items[0]));
    let stray = dom::Patch {
        ops: vec![PatchOp::Insert { parent: Some(list), before: Some(key(1)), nodes: vec![node(key(99))] }],
    };
    assert_eq!(document.apply_patch(&stray).unwrap_err().reason, format!("#1 is not a child of {list:?}"));
}

fn node(key: NodeKey) -> dom::PatchNode {
    dom::PatchNode { key, parent: None, data: html("p"), live: None }
}

#[test]
fn a_page_appears_and_disappears() {
    let (draft, ..) = list(3);
    let (nothing, page) = (dom::Document::new(), draft.document());
    for (from, to) in [(&nothing, &page), (&page, &nothing)] {
        let patch = diff(from, to);
        let mut patched = from.clone();
        patched.apply_patch(&patch).unwrap();
        assert_eq!(&patched, to);
        let mut stage = Stage::of(&stage_full(from));
        stage.apply(&stage_patch(&patch, from, to));
        assert_eq!(stage, Stage::of(&stage_full(to)));
    }
}

#[test]
fn below_a_moved_node_offsets_and_frame_documents_are_sent_again() {
    let (mut from, list, items) = list(2);
    let frame = from.append(html("iframe"), items[0]);
    let (document, _) = from.page();
    from.attach(document, frame, 0);
    let scrolled = from.append(html("div"), items[0]);
    from.get(scrolled).live.scroll = Some((0.0, 9.0));
    let mut to = from.clone();
    to.detach(items[0]);
    to.attach(items[0], items[1], 0);
    let (from, to) = (from.document(), to.document());
    let patch = diff(&from, &to);
    assert_eq!(patch.ops.len(), 1);
    let staged = stage_patch(&patch, &from, &to).ops;
    let [
        StageOp::Remove { key: removed },
        StageOp::Move { key: moved, .. },
        StageOp::Insert { parent, nodes, .. },
        StageOp::SetLive { key: lived, live },
    ] = &staged[..]
    else {
        panic!("{staged:?}")
    };
    assert_eq!((*removed, *moved, *parent, nodes.len()), (document, items[0], Some(frame), 5));
    assert_eq!((*lived, live.scroll), (scrolled, Some((0.0, 9.0))));
    assert_ne!(list, frame);
}
