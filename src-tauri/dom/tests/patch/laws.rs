//! Over random pages: a patch leads from one to the other, costs what changed, and so does its form for the stage.

use crate::counted::{changed, is_replaced};
use crate::dice::Dice;
use crate::draft::Draft;
use crate::edits::{EDITS, edit};
use crate::edits_of_shape;
use crate::stage_model::Stage;
use dom::{Document, PatchOp, StageOp, check_integrity, diff, stage_full, stage_patch};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;

#[derive(Default)]
struct Met(RefCell<BTreeMap<String, usize>>);

impl Met {
    fn note(&self, what: impl Into<String>) {
        *self.0.borrow_mut().entry(what.into()).or_default() += 1;
    }

    fn count(&self, what: &str) -> usize {
        self.0.borrow().get(what).copied().unwrap_or_default()
    }
}

const OPS: &[&str] = &[
    "Remove",
    "Move",
    "Insert",
    "SetText",
    "SetAttribute",
    "RemoveAttribute",
    "SetAttributeOrder",
    "SetData",
    "SetLive",
    "SetSheet",
    "SpliceRules",
    "SetConstructed",
    "RemoveConstructed",
    "Fonts",
    "Selection",
    "Focus",
    "Viewport",
    "Href",
    "Hidden",
];
const STAGE_OPS: &[&str] = &[
    "Remove",
    "Move",
    "Insert",
    "SetText",
    "SetAttribute",
    "RemoveAttribute",
    "SetLive",
    "SetSheet",
    "SpliceRules",
    "SetConstructed",
    "RemoveConstructed",
    "Fonts",
    "Selection",
    "Focus",
    "Viewport",
    "Href",
];
const SHAPES: &[&str] = &[
    "insert of a shadow root",
    "insert of a frame document",
    "move of a frame document",
    "move to the end",
    "move before a sibling",
    "move into a node inserted before",
    "remove after a move",
    "a node inserted under a key removed before",
    "more stage operations than patch operations",
    "fewer stage operations than patch operations",
];

#[test]
fn a_patch_leads_from_one_page_to_the_other() {
    let met = Met::default();
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2000);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let strategy = (any::<u64>(), 0..60_usize, 0..30_usize);
    TestRunner::new_with_rng(config, rng)
        .run(&strategy, |(seed, before, between)| {
            check(seed, before, between, &met);
            Ok(())
        })
        .unwrap();
    let never: Vec<String> = EDITS
        .iter()
        .map(|(name, _)| format!("edit: {name}"))
        .chain(OPS.iter().map(|name| format!("operation: {name}")))
        .chain(STAGE_OPS.iter().map(|name| format!("stage operation: {name}")))
        .chain(SHAPES.iter().map(|name| format!("shape: {name}")))
        .filter(|name| met.count(name) == 0)
        .collect();
    for (name, count) in met.0.borrow().iter() {
        println!("{count:6} {name}");
    }
    assert!(never.is_empty(), "never met: {never:#?}");
}

/// A page that random ones find seldom: building a frame's document again on the stage makes another sibling the one
/// that is moved, and it holds a frame as well.
#[test]
fn a_move_that_only_the_stage_makes_keeps_the_law() {
    check(579_560_775_112_192_828, 54, 17, &Met::default());
}

/// The draft before and after random edits, each with its document.
fn pages(seed: u64, before: usize, between: usize, met: &Met) -> (Draft, Draft) {
    let mut dice = Dice::new(seed);
    let mut draft = Draft::new();
    // Frames are rare among all tags, and most edits of them want two.
    for _ in 0..dice.roll(4) {
        edits_of_shape::insert_frame(&mut draft, &mut dice);
    }
    // Enough to begin with that most edits find a place.
    edit(&mut draft, &mut dice, 30 + before, |_| {});
    let from = draft.clone();
    edit(&mut draft, &mut dice, between, |name| met.note(format!("edit: {name}")));
    (from, draft)
}

fn check(seed: u64, before: usize, between: usize, met: &Met) {
    let (from_draft, to_draft) = pages(seed, before, between, met);
    let (from, to) = (from_draft.document(), to_draft.document());
    assert_eq!(check_integrity(&from), [""; 0]);
    assert_eq!(check_integrity(&to), [""; 0]);

    let patch = diff(&from, &to);
    let mut patched = from.clone();
    patched.apply_patch(&patch).unwrap();
    assert_eq!(check_integrity(&patched), [""; 0]);
    same(&patched, &to);
    // Pages shared with `from` are skipped; what is found in the others is the same.
    assert_eq!(diff(&from, &patched), patch);
    assert!(diff(&to, &patched).ops.is_empty());
    assert!(diff(&to, &to.clone()).ops.is_empty());
    // And back.
    let mut back = patched.clone();
    back.apply_patch(&diff(&to, &from)).unwrap();
    same(&back, &from);

    let bound = 3 * changed(&from_draft, &to_draft) + 10;
    assert!(patch.ops.len() <= bound, "{} operations, {bound} allowed", patch.ops.len());

    let staged = stage_patch(&patch, &from, &to);
    let mut stage = Stage::of(&stage_full(&from));
    stage.apply(&staged);
    let expected = Stage::of(&stage_full(&to));
    for (key, held) in &expected.nodes {
        assert_eq!(stage.nodes.get(key), Some(held), "{key:?}");
    }
    assert_eq!(stage, expected);

    note_shapes(&patch.ops, &staged.ops, &from_draft, &to_draft, met);
}

/// Node by node, so that a failure names the node.
fn same(a: &Document, b: &Document) {
    if a != b {
        let (a, b) = (a.to_parts(), b.to_parts());
        for pair in a.nodes.iter().zip(&b.nodes) {
            assert_eq!(pair.0, pair.1);
        }
        assert_eq!(a, b);
    }
}

fn name_of(op: &impl std::fmt::Debug) -> String {
    format!("{op:?}").split(['(', ' ']).next().unwrap_or_default().to_owned()
}

fn note_shapes(ops: &[PatchOp], stage: &[StageOp], from: &Draft, to: &Draft, met: &Met) {
    let shape = |name: &str| met.note(format!("shape: {name}"));
    let mut inserted = Vec::new();
    let (mut removed, mut has_moved) = (Vec::new(), false);
    for op in ops {
        met.note(format!("operation: {}", name_of(op)));
        match op {
            PatchOp::Insert { nodes, .. } => {
                let root = nodes[0].key;
                if root.is_shadow_root() {
                    shape("insert of a shadow root");
                }
                if nodes[0].data.is_document() {
                    shape("insert of a frame document");
                }
                if removed.contains(&root) {
                    assert!(is_replaced(&from.nodes[&root].data, &to.nodes[&root].data));
                    shape("a node inserted under a key removed before");
                }
                inserted.extend(nodes.iter().map(|node| node.key));
            }
            PatchOp::Move { key, parent, before } => {
                has_moved = true;
                if from.nodes[key].data.is_document() {
                    shape("move of a frame document");
                } else {
                    shape(if before.is_some() { "move before a sibling" } else { "move to the end" });
                }
                if inserted.contains(parent) {
                    shape("move into a node inserted before");
                }
            }
            PatchOp::Remove { key } => {
                removed.push(*key);
                if has_moved {
                    shape("remove after a move");
                }
            }
            _ => {}
        }
    }
    for op in stage {
        met.note(format!("stage operation: {}", name_of(op)));
    }
    match stage.len().cmp(&ops.len()) {
        std::cmp::Ordering::Greater => shape("more stage operations than patch operations"),
        std::cmp::Ordering::Less => shape("fewer stage operations than patch operations"),
        std::cmp::Ordering::Equal => {}
    }
}
