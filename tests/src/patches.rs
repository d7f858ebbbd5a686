//! What a patch between two documents must be.

use crate::stage_model::Stage;
use dom::{Document, Node, NodeData, NodeKey, diff, stage_full, stage_patch};
use std::collections::{BTreeMap, HashSet};

/// Two documents of one page: the patch between them does what it says, within the bound, and so does the stage's form.
pub fn check_patch(a: &Document, b: &Document) -> Result<(), String> {
    let patch = diff(a, b);
    let mut patched = a.clone();
    patched.apply_patch(&patch).map_err(|error| format!("operation {}: {}", error.op, error.reason))?;
    if patched != *b {
        return Err("the patched document is another one".to_owned());
    }
    let changed = changed(a, b);
    if patch.ops.len() > 3 * changed + 10 {
        return Err(format!("{} operations for {changed} changed nodes", patch.ops.len()));
    }
    let mut stage = Stage::of(&stage_full(a));
    stage.apply(&stage_patch(&patch, a, b));
    if stage != Stage::of(&stage_full(b)) {
        return Err("the patched stage is another one".to_owned());
    }
    Ok(())
}

/// Nodes that came, went, moved, or hold something else; and constructed sheets that differ.
fn changed(a: &Document, b: &Document) -> usize {
    let nodes = |document: &Document| -> BTreeMap<NodeKey, Node> {
        document.nodes().map(|(key, node)| (key, node.clone())).collect()
    };
    let (old, new) = (nodes(a), nodes(b));
    let mut changed: HashSet<NodeKey> = HashSet::new();
    changed.extend(old.keys().filter(|key| !new.contains_key(*key)));
    for (key, node) in &new {
        let Some(before) = old.get(key) else {
            changed.insert(*key);
            continue;
        };
        if (before.parent, &before.data, &before.live) != (node.parent, &node.data, &node.live) {
            changed.insert(*key);
        }
        if before.first_child != node.first_child
            || before.last_child != node.last_child
            || has_children(node)
        {
            changed.extend(out_of_order(&kept(a, b, *key), &kept(b, a, *key)));
        }
    }
    let (old, new) = (&a.state().constructed, &b.state().constructed);
    let sheets = old.keys().filter(|id| old.get(*id) != new.get(*id)).count()
        + new.keys().filter(|id| !old.contains_key(*id)).count();
    changed.len() + sheets
}

fn has_children(node: &Node) -> bool {
    node.first_child.is_some() && !matches!(node.data, NodeData::Text(_))
}

/// The children that a node has in both documents, in the order of the first.
fn kept(of: &Document, other: &Document, parent: NodeKey) -> Vec<NodeKey> {
    let theirs: HashSet<NodeKey> = other.children(parent).collect();
    of.children(parent).filter(|child| theirs.contains(child)).collect()
}

/// The fewest children that must move: all but a longest run that is in order in both.
fn out_of_order(old: &[NodeKey], new: &[NodeKey]) -> Vec<NodeKey> {
    if old == new {
        return Vec::new();
    }
    let place: BTreeMap<NodeKey, usize> = old.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    // Patience sorting: for each length of a run the place it ends at, and for each key the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (index, key) in new.iter().enumerate() {
        let length = ends.partition_point(|end| place[&new[*end]] < place[key]);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut stays = HashSet::new();
    let mut at = ends.last().copied();
    while let Some(index) = at {
        stays.insert(new[index]);
        at = before[index];
    }
    new.iter().copied().filter(|key| !stays.contains(key)).collect()
}
