//! The shape of the difference: which subtrees are removed, moved and inserted, in an order in which each step is possible.
//!
//! ```text
//! 1  remove what goes with nothing in it that stays (and old bearers of keys that come back as another kind)
//! 2  parents of `to`, nearest to the root first: give each its children, from the last to the first
//! 3  remove the rest of what goes: everything that stays has left it in 2
//! ```
//! In 2 all ancestors of a parent are at their final places, so no node is ever moved below itself.

use super::Changes;
use super::order::staying;
use crate::{Document, NodeKey};
use hashbrown::{HashMap, HashSet};

#[derive(Debug)]
pub(crate) enum Step {
    Remove {
        key: NodeKey,
    },
    Move {
        key: NodeKey,
        parent: NodeKey,
        before: Option<NodeKey>,
    },
    /// Nodes with their parents in document order; the root's parent is None.
    Insert {
        parent: Option<NodeKey>,
        before: Option<NodeKey>,
        nodes: Vec<(NodeKey, Option<NodeKey>)>,
    },
}

/// The steps, and which nodes they insert.
#[derive(Default, Debug)]
pub(crate) struct Plan {
    pub steps: Vec<Step>,
    fresh: HashSet<NodeKey>,
}

impl Plan {
    /// Whether the node is part of an `Insert`, and so needs no edit.
    pub fn is_fresh(&self, key: NodeKey) -> bool {
        self.fresh.contains(&key)
    }

    pub fn into_parts(self) -> (Vec<Step>, HashSet<NodeKey>) {
        (self.steps, self.fresh)
    }
}

/// `also_replaced` names nodes of both documents that are to be removed and inserted again, as if their kind had changed.
pub(crate) fn plan(from: &Document, to: &Document, changes: &Changes, also_replaced: &[NodeKey]) -> Plan {
    if from.root() != to.root() {
        return replace_everything(from, to);
    }
    let mut planner = Planner::new(from, to, changes, also_replaced);
    planner.remove_early();
    for parent in planner.dirty_parents(changes) {
        planner.fill(parent);
    }
    planner.remove_late();
    Plan { steps: planner.steps, fresh: planner.fresh }
}

fn replace_everything(from: &Document, to: &Document) -> Plan {
    let mut steps: Vec<Step> = from.root().map(|key| Step::Remove { key }).into_iter().collect();
    let mut fresh = HashSet::new();
    if let Some(root) = to.root() {
        let nodes: Vec<_> = to
            .walk(root)
            .map(|key| (key, to.node(key).and_then(|node| node.parent).filter(|_| key != root)))
            .collect();
        fresh.extend(nodes.iter().map(|&(key, _)| key));
        steps.push(Step::Insert { parent: None, before: None, nodes });
    }
    Plan { steps, fresh }
}

struct Planner<'a> {
    from: &'a Document,
    to: &'a Document,
    /// Nodes of `to` that must be inserted: added ones, and all that stood below a replaced node.
    fresh: HashSet<NodeKey>,
    /// Nodes of `from` that vanish, bearers of replaced keys and everything below them included.
    gone: HashSet<NodeKey>,
    /// The topmost of the replaced.
    replaced: Vec<NodeKey>,
    /// The topmost of the other vanishing nodes.
    removed: Vec<NodeKey>,
    late: Vec<NodeKey>,
    steps: Vec<Step>,
}

impl<'a> Planner<'a> {
    fn new(
        from: &'a Document,
        to: &'a Document,
        changes: &Changes,
        also_replaced: &[NodeKey],
    ) -> Planner<'a> {
        // What stands below a replaced node goes and comes with it: its key is free for the new bearer only once the old
        // one is removed, so nothing can be moved from one to the other.
        let mut tainted = HashSet::new();
        let roots: Vec<NodeKey> = changes.replaced.iter().chain(also_replaced).copied().collect();
        for &root in &roots {
            if !tainted.contains(&root) {
                tainted.extend(from.walk(root));
            }
        }
        let parent = |key: NodeKey| from.node(key).and_then(|node| node.parent);
        let mut replaced: Vec<NodeKey> = roots
            .into_iter()
            .filter(|&key| parent(key).is_none_or(|parent| !tainted.contains(&parent)))
            .collect();
        replaced.sort_unstable();
        replaced.dedup();
        let mut fresh: HashSet<NodeKey> = changes.added.iter().copied().collect();
        fresh.extend(tainted.iter().copied().filter(|&key| to.node(key).is_some()));
        let mut gone = tainted;
        let vanishing: Vec<NodeKey> =
            changes.removed.iter().copied().filter(|&key| gone.insert(key)).collect();
        let removed = vanishing
            .into_iter()
            .filter(|&key| parent(key).is_none_or(|parent| !gone.contains(&parent)))
            .collect();
        Planner { from, to, fresh, gone, replaced, removed, late: Vec::new(), steps: Vec::new() }
    }

    fn remove_early(&mut self) {
        self.steps.extend(self.replaced.iter().map(|&key| Step::Remove { key }));
        let (late, early): (Vec<_>, Vec<_>) =
            self.removed.iter().partition(|&&key| self.holds_a_survivor(key));
        self.steps.extend(early.into_iter().map(|key| Step::Remove { key }));
        self.late = late;
    }

    fn remove_late(&mut self) {
        self.steps.extend(self.late.iter().map(|&key| Step::Remove { key }));
    }

    /// Whether a node that stays stands below the vanishing node `key`.
    fn holds_a_survivor(&self, key: NodeKey) -> bool {
        let mut stack = vec![key];
        while let Some(key) = stack.pop() {
            if !self.gone.contains(&key) {
                return true;
            }
            if let Some(node) = self.from.node(key) {
                stack.extend(node.shadow.into_iter().chain(node.content));
                stack.extend(self.from.children(key));
            }
        }
        false
    }

    /// Parents in `to` that do not have their final children after the early removals, nearest to the root first.
    fn dirty_parents(&self, changes: &Changes) -> Vec<NodeKey> {
        let parent = |key: &NodeKey| self.to.node(*key).and_then(|node| node.parent);
        // A fresh node below a fresh one comes with it.
        let of_fresh = self.fresh.iter().filter_map(parent).filter(|parent| !self.fresh.contains(parent));
        let of_relinked = changes.relinked.iter().filter(|key| !self.fresh.contains(*key)).filter_map(parent);
        let parents: HashSet<NodeKey> = of_fresh.chain(of_relinked).collect();
        let mut depths = Depths { document: self.to, known: HashMap::new() };
        let mut dirty: Vec<(usize, NodeKey)> = parents.into_iter().map(|key| (depths.of(key), key)).collect();
        dirty.sort_unstable();
        dirty.into_iter().map(|(_, key)| key).collect()
    }

    /// Gives `parent` its shadow root, its children and its frame document.
    fn fill(&mut self, parent: NodeKey) {
        let Some(node) = self.to.node(parent) else { return };
        for key in node.shadow.into_iter().chain(node.content) {
            self.place(key, parent, None, self.stays_under(key, parent));
        }
        let children: Vec<NodeKey> = self.to.children(parent).collect();
        let new: Vec<NodeKey> =
            children.iter().copied().filter(|&key| self.stays_under(key, parent)).collect();
        let old: Vec<NodeKey> = self
            .from
            .children(parent)
            .filter(|key| !self.gone.contains(key))
            .filter(|&key| self.to.node(key).is_some_and(|node| node.parent == Some(parent)))
            .collect();
        let stays = staying(&old, &new);
        let mut before = None;
        for &key in children.iter().rev() {
            self.place(key, parent, before, self.stays_under(key, parent) && stays.contains(key));
            before = Some(key);
        }
    }

    /// Whether a child of `parent` in `to` survives and was its child in `from` already.
    fn stays_under(&self, key: NodeKey, parent: NodeKey) -> bool {
        !self.fresh.contains(&key)
            && !self.fresh.contains(&parent)
            && self.from.node(key).is_some_and(|node| node.parent == Some(parent))
    }

    fn place(&mut self, key: NodeKey, parent: NodeKey, before: Option<NodeKey>, in_place: bool) {
        if !self.fresh.contains(&key) {
            if !in_place {
                self.steps.push(Step::Move { key, parent, before });
            }
        } else if !self.fresh.contains(&parent) {
            let nodes = self.fresh_subtree(key);
            self.steps.push(Step::Insert { parent: Some(parent), before, nodes });
        }
    }

    /// The fresh nodes that hang together below `root`. Survivors among them are moved in when their parent is filled.
    fn fresh_subtree(&self, root: NodeKey) -> Vec<(NodeKey, Option<NodeKey>)> {
        let mut nodes = Vec::new();
        let mut stack = vec![(root, None)];
        while let Some((key, parent)) = stack.pop() {
            if !self.fresh.contains(&key) {
                continue;
            }
            nodes.push((key, parent));
            let Some(node) = self.to.node(key) else { continue };
            stack.extend(node.content.map(|content| (content, Some(key))));
            let mut child = node.last_child;
            while let Some(last) = child {
                stack.push((last, Some(key)));
                child = self.to.node(last).and_then(|node| node.prev);
            }
            stack.extend(node.shadow.map(|shadow| (shadow, Some(key))));
        }
        nodes
    }
}

/// Distances from the root, remembered on the way up, so that asking for many nodes walks each path once.
struct Depths<'a> {
    document: &'a Document,
    known: HashMap<NodeKey, usize>,
}

impl Depths<'_> {
    fn of(&mut self, key: NodeKey) -> usize {
        let mut path = Vec::new();
        let mut at = Some(key);
        let mut depth = 0;
        while let Some(key) = at {
            if let Some(&known) = self.known.get(&key) {
                depth = known + 1;
                break;
            }
            path.push(key);
            at = self.document.node(key).and_then(|node| node.parent);
        }
        for key in path.into_iter().rev() {
            self.known.insert(key, depth);
            depth += 1;
        }
        depth.saturating_sub(1)
    }
}
