//! A patch as the stage may hold it.
//! The shape follows the patch step by step, with these differences: what the browser cannot change in place (a document's
//! mode, a `link` that becomes a `style`) and what it drops (frame documents below a moved node) is removed and inserted
//! again; what the stage does not hold is passed over. What changed in a node is found by comparing its two stage forms,
//! so there is one place that says what a node is on the stage.

use super::elements::{held_node, holds_children};
use super::full::{held_data, held_fonts};
use super::live::is_lost_by_a_move;
use super::sheets::{effective_sheet, held_rules};
use super::{StageNodeData, StageOp, StagePatch, StageRules};
use crate::diff::{Step, compare, edit_sheet, plan};
use crate::{Document, Node, NodeData, NodeKey, Patch, PatchOp, Sheet, SheetRef};
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeSet;
use std::sync::Arc;

impl StageRules {
    /// The stage's form of `patch`, which leads from `from` to `to`.
    pub fn patch(&mut self, patch: &Patch, from: &Document, to: &Document) -> StagePatch {
        let mut translation = Translation::new(patch, from, to);
        let Some(root) = from.root().filter(|&root| to.root() == Some(root)) else {
            return self.instead(from, to);
        };
        translation.find_replaced();
        let (steps, fresh) = translation.steps(patch);
        if translation.replaced.contains(&root) {
            return self.instead(from, to);
        }
        let mut ops = Vec::new();
        for step in steps {
            ops.extend(self.step(step, &mut translation));
        }
        let edited: BTreeSet<NodeKey> = translation.touched.union(&translation.shaken).copied().collect();
        for key in edited.into_iter().filter(|key| !fresh.contains(key)) {
            if let (Some(old), Some(new)) = (from.node(key), to.node(key))
                && translation.held_after.is(key)
            {
                edit_data(key, old, new, &mut ops);
                let is_shaken = translation.shaken.contains(&key);
                self.edit_live(key, old, new, is_shaken, &mut ops);
                self.edit_sheet(key, from, to, is_shaken, &mut ops);
            }
        }
        for op in &patch.ops {
            ops.extend(self.state_op(op));
        }
        StagePatch { ops }
    }

    /// Another top document, or another mode of it: nothing of the old stage stays.
    fn instead(&mut self, from: &Document, to: &Document) -> StagePatch {
        let mut ops: Vec<StageOp> = from.root().map(|key| StageOp::Remove { key }).into_iter().collect();
        let (old, new) = (from.state(), to.state());
        let mut gone: Vec<_> =
            old.constructed.keys().copied().filter(|id| !new.constructed.contains_key(id)).collect();
        gone.sort_unstable();
        ops.extend(gone.into_iter().map(|id| StageOp::RemoveConstructed { id }));
        // A full frame leaves out what is empty.
        if new.fonts.is_empty() && !old.fonts.is_empty() {
            ops.push(StageOp::Fonts(Arc::default()));
        }
        if new.selection.is_empty() && !old.selection.is_empty() {
            ops.push(StageOp::Selection(Arc::default()));
        }
        if new.focused.is_none() && old.focused.is_some() {
            ops.push(StageOp::Focus(None));
        }
        ops.extend(self.full(to).ops);
        StagePatch { ops }
    }

    fn step(&mut self, step: Step, translation: &mut Translation<'_>) -> Option<StageOp> {
        match step {
            Step::Remove { key } => translation.held_before.is(key).then_some(StageOp::Remove { key }),
            Step::Move { key, parent, before } => {
                translation.held_after.is(key).then_some(StageOp::Move { key, parent, before })
            }
            Step::Insert { parent, before, nodes } => {
                let root = nodes.first().map(|&(key, _)| key)?;
                translation.held_after.is(root).then(|| StageOp::Insert {
                    parent,
                    before,
                    nodes: self.held_nodes(translation.to, nodes.into_iter()),
                })
            }
        }
    }

    fn edit_live(&mut self, key: NodeKey, old: &Node, new: &Node, is_shaken: bool, ops: &mut Vec<StageOp>) {
        // What is no element says of itself only what was noted of it.
        if old.live.is_none() && new.live.is_none() && new.element().is_none() {
            return;
        }
        let before = self.live(old, held_node(old).as_ref());
        let after = self.live(new, held_node(new).as_ref());
        if before != after || is_shaken && after.as_ref().is_some_and(is_lost_by_a_move) {
            ops.push(StageOp::SetLive { key, live: after.unwrap_or_default() });
        }
    }

    fn edit_sheet(
        &mut self,
        key: NodeKey,
        from: &Document,
        to: &Document,
        is_shaken: bool,
        ops: &mut Vec<StageOp>,
    ) {
        let (old, new) = (effective_sheet(from, key), effective_sheet(to, key));
        match (old, new) {
            // A moved style element is a new sheet made of its text: edits are lost.
            (_, Some(new)) if is_shaken && matches!(*new, Sheet::Rules(_)) => {
                ops.push(StageOp::SetSheet { key, sheet: Some(self.held_sheet(&new)) });
            }
            (Some(old), Some(new)) => {
                let edit = edit_sheet(SheetRef::Owner(key), &old, &new);
                ops.extend(edit.and_then(|op| self.sheet_op(&op)));
            }
            (None, Some(new)) => {
                ops.push(StageOp::SetSheet { key, sheet: Some(self.held_sheet(&new)) });
            }
            (Some(_), None) => ops.push(StageOp::SetSheet { key, sheet: None }),
            (None, None) => {}
        }
    }

    fn sheet_op(&mut self, op: &PatchOp) -> Option<StageOp> {
        Some(match op {
            PatchOp::SetSheet { key, sheet } => {
                StageOp::SetSheet { key: *key, sheet: sheet.as_ref().map(|sheet| self.held_sheet(sheet)) }
            }
            PatchOp::SpliceRules { target, at, removed, inserted } => StageOp::SpliceRules {
                target: *target,
                at: *at,
                removed: *removed,
                inserted: held_rules(inserted),
            },
            PatchOp::SetConstructed { id, sheet } => {
                StageOp::SetConstructed { id: *id, sheet: self.held_sheet(sheet) }
            }
            PatchOp::RemoveConstructed { id } => StageOp::RemoveConstructed { id: *id },
            _ => return None,
        })
    }

    /// State beside the nodes. What is in the nodes is compared instead.
    fn state_op(&mut self, op: &PatchOp) -> Option<StageOp> {
        Some(match op {
            PatchOp::SetConstructed { .. }
            | PatchOp::RemoveConstructed { .. }
            | PatchOp::SpliceRules { target: SheetRef::Constructed(_), .. } => return self.sheet_op(op),
            PatchOp::Fonts(fonts) => StageOp::Fonts(held_fonts(fonts)),
            PatchOp::Selection(selection) => StageOp::Selection(selection.clone()),
            PatchOp::Focus(focused) => StageOp::Focus(*focused),
            PatchOp::Viewport(viewport) => StageOp::Viewport(*viewport),
            PatchOp::Href(href) => StageOp::Href(href.clone()),
            _ => return None,
        })
    }
}

/// What of a patch touches the stage, and what must be built again there.
struct Translation<'a> {
    from: &'a Document,
    to: &'a Document,
    /// Nodes that stay and may have another stage form.
    touched: BTreeSet<NodeKey>,
    moved: Vec<NodeKey>,
    /// Nodes that are removed and inserted again on the stage, although the document keeps them.
    replaced: Vec<NodeKey>,
    /// Nodes at or below moved ones that have something a browser forgets then.
    shaken: BTreeSet<NodeKey>,
    /// All nodes at or below moved ones.
    moving: HashSet<NodeKey>,
    held_before: Held<'a>,
    held_after: Held<'a>,
}

impl<'a> Translation<'a> {
    fn new(patch: &Patch, from: &'a Document, to: &'a Document) -> Translation<'a> {
        let mut touched = BTreeSet::new();
        let mut moved = Vec::new();
        let mut replaced = Vec::new();
        let old_parent = |key: NodeKey| from.node(key).and_then(|node| node.parent);
        // A style follows its children, a frame and a host follow what they hold.
        let follows = |key: &NodeKey| match (from.node(*key), to.node(*key)) {
            (Some(old), Some(new)) => {
                !holds_children(old)
                    || !holds_children(new)
                    || old.content.is_some() != new.content.is_some()
                    || old.shadow.is_some() != new.shadow.is_some()
            }
            _ => false,
        };
        for op in &patch.ops {
            match op {
                PatchOp::Remove { key } => {
                    touched.extend(old_parent(*key).filter(follows));
                    // Its frame may get another document before the survivors in it have left.
                    if from.node(*key).is_some_and(|node| node.data.is_document()) {
                        replaced.push(*key);
                    }
                }
                PatchOp::Insert { parent, .. } => touched.extend(parent.filter(follows)),
                PatchOp::Move { key, parent, .. } => {
                    touched.extend(old_parent(*key).filter(follows));
                    touched.extend(Some(*parent).filter(follows));
                    moved.push(*key);
                }
                PatchOp::SetText { key, .. } => {
                    touched.insert(*key);
                    touched.extend(old_parent(*key).filter(follows));
                }
                PatchOp::SetAttribute { key, .. }
                | PatchOp::RemoveAttribute { key, .. }
                | PatchOp::SetData { key, .. }
                | PatchOp::SetLive { key, .. }
                | PatchOp::SetSheet { key, .. }
                | PatchOp::SpliceRules { target: SheetRef::Owner(key), .. } => {
                    touched.insert(*key);
                }
                PatchOp::SetAttributeOrder { .. }
                | PatchOp::SpliceRules { target: SheetRef::Constructed(_), .. }
                | PatchOp::SetConstructed { .. }
                | PatchOp::RemoveConstructed { .. }
                | PatchOp::Fonts(_)
                | PatchOp::Selection(_)
                | PatchOp::Focus(_)
                | PatchOp::Viewport(_)
                | PatchOp::Href(_)
                | PatchOp::Hidden(_) => {}
            }
        }
        Translation {
            from,
            to,
            touched,
            moved,
            replaced,
            shaken: BTreeSet::new(),
            moving: HashSet::new(),
            held_before: Held::of(from),
            held_after: Held::of(to),
        }
    }

    fn find_replaced(&mut self) {
        for &key in &self.touched {
            if let (Some(old), Some(new)) = (self.from.node(key), self.to.node(key))
                && is_other_kind(old, new)
            {
                self.replaced.push(key);
            }
        }
        for key in std::mem::take(&mut self.moved) {
            self.shake(key);
        }
    }

    /// Notes what a move does to what stands at and below `key`.
    fn shake(&mut self, key: NodeKey) {
        if self.held_before.is(key) != self.held_after.is(key) {
            self.replaced.push(key);
        }
        let mut stack = vec![key];
        while let Some(key) = stack.pop() {
            let Some(node) = self.from.node(key) else { continue };
            if node.data.is_document() {
                // All of it is sent again; what is below is no matter.
                self.replaced.push(key);
                continue;
            }
            if !self.moving.insert(key) {
                continue;
            }
            if self.to.node(key).is_some_and(|node| node.live.is_some()) {
                self.shaken.insert(key);
            }
            stack.extend(node.content.into_iter().chain(node.shadow));
            stack.extend(self.from.children(key));
        }
    }

    /// The steps of the shape, and the nodes they insert.
    fn steps(&mut self, patch: &Patch) -> (Vec<Step>, HashSet<NodeKey>) {
        if self.replaced.is_empty() {
            return steps_of(patch);
        }
        let changes = compare(self.from, self.to);
        loop {
            let plan = plan(self.from, self.to, &changes, &self.replaced);
            // With other nodes inserted, other siblings may be the ones that are moved.
            let known = self.replaced.len();
            for step in &plan.steps {
                if let Step::Move { key, .. } = step
                    && !self.moving.contains(key)
                {
                    self.shake(*key);
                }
            }
            if self.replaced.len() == known {
                return plan.into_parts();
            }
        }
    }
}

fn steps_of(patch: &Patch) -> (Vec<Step>, HashSet<NodeKey>) {
    let mut steps = Vec::new();
    let mut fresh = HashSet::new();
    for op in &patch.ops {
        match op {
            PatchOp::Remove { key } => steps.push(Step::Remove { key: *key }),
            PatchOp::Move { key, parent, before } => {
                steps.push(Step::Move { key: *key, parent: *parent, before: *before });
            }
            PatchOp::Insert { parent, before, nodes } => {
                fresh.extend(nodes.iter().map(|node| node.key));
                let nodes = nodes.iter().map(|node| (node.key, node.parent)).collect();
                steps.push(Step::Insert { parent: *parent, before: *before, nodes });
            }
            _ => {}
        }
    }
    (steps, fresh)
}

/// Whether the browser must be given another node: it cannot rename an element, take its shadow root off it (and an empty
/// one hides what stands in the element), or change a document's mode.
fn is_other_kind(old: &Node, new: &Node) -> bool {
    match (&old.data, &new.data) {
        (NodeData::Element(_), NodeData::Element(_)) => {
            held_node(old) != held_node(new) || old.shadow.is_some() && new.shadow.is_none()
        }
        (NodeData::Document { .. }, _) | (NodeData::Doctype(_), _) => old.data != new.data,
        _ => false,
    }
}

/// Whether nodes are on the stage: everything above them shows what it holds. Answers are remembered on the way up, so
/// that asking for many nodes walks each path once.
struct Held<'a> {
    document: &'a Document,
    known: HashMap<NodeKey, bool>,
    /// The way up from the node that is asked for.
    path: Vec<NodeKey>,
}

impl<'a> Held<'a> {
    fn of(document: &'a Document) -> Held<'a> {
        Held { document, known: HashMap::new(), path: Vec::new() }
    }

    fn is(&mut self, key: NodeKey) -> bool {
        let mut path = std::mem::take(&mut self.path);
        let mut at = key;
        let mut held = loop {
            if let Some(&known) = self.known.get(&at) {
                break known;
            }
            path.push(at);
            match self.document.node(at).and_then(|node| node.parent) {
                Some(parent) => at = parent,
                None => break true,
            }
        };
        // From the top down: a node is held if its parent is and shows what it holds.
        let mut above = if path.last() == Some(&at) { None } else { Some(at) };
        for key in path.drain(..).rev() {
            held = held && above.and_then(|above| self.document.node(above)).is_none_or(holds_children);
            self.known.insert(key, held);
            above = Some(key);
        }
        self.path = path;
        held
    }
}

fn edit_data(key: NodeKey, old: &Node, new: &Node, ops: &mut Vec<StageOp>) {
    if old.data == new.data && old.live().sheet.is_some() == new.live().sheet.is_some() {
        return;
    }
    match (held_data(old, None), held_data(new, None)) {
        (StageNodeData::Text(old), StageNodeData::Text(text))
        | (StageNodeData::Comment(old), StageNodeData::Comment(text))
            if old != text =>
        {
            ops.push(StageOp::SetText { key, text });
        }
        (StageNodeData::Element { attributes: old, .. }, StageNodeData::Element { attributes: new, .. }) => {
            let names: HashSet<_> = new.iter().map(|(name, _)| name).collect();
            for (name, _) in old.iter().filter(|(name, _)| !names.contains(name)) {
                ops.push(StageOp::RemoveAttribute { key, name: name.clone() });
            }
            let old: HashSet<_> = old.into_iter().collect();
            for attribute in new.iter().filter(|attribute| !old.contains(*attribute)) {
                let (name, value) = attribute.clone();
                ops.push(StageOp::SetAttribute { key, name, value });
            }
        }
        _ => {}
    }
}
