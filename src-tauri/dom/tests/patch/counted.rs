//! What changed between two drafts, counted without `dom`: the measure of a patch's size.

use crate::draft::Draft;
use dom::{NodeData, NodeKey};
use std::collections::BTreeMap;

/// Nodes added, removed, moved, replaced or with other data or live state, and constructed sheets that differ.
pub fn changed(from: &Draft, to: &Draft) -> usize {
    let mut changed: Vec<NodeKey> = Vec::new();
    changed.extend(from.nodes.keys().filter(|key| !to.nodes.contains_key(key)));
    changed.extend(to.nodes.keys().filter(|key| !from.nodes.contains_key(key)));
    for (key, new) in &to.nodes {
        let Some(old) = from.nodes.get(key) else { continue };
        if old.parent != new.parent || old.data != new.data || old.live != new.live {
            changed.push(*key);
        }
        // Children of both times under this parent, in the old order and in the new.
        let both = |list: &[NodeKey], other: &[NodeKey]| -> Vec<NodeKey> {
            list.iter().copied().filter(|child| other.contains(child)).collect()
        };
        changed
            .extend(out_of_order(&both(&old.children, &new.children), &both(&new.children, &old.children)));
    }
    changed.sort_unstable();
    changed.dedup();
    let (old, new) = (&from.state.constructed, &to.state.constructed);
    let sheets = old.keys().filter(|id| old.get(*id) != new.get(*id)).count()
        + new.keys().filter(|id| !old.contains_key(*id)).count();
    changed.len() + sheets
}

/// The fewest keys that must move to lead from one order to the other, found the slow and simple way.
fn out_of_order(old: &[NodeKey], new: &[NodeKey]) -> Vec<NodeKey> {
    let place: BTreeMap<NodeKey, usize> = old.iter().enumerate().map(|(at, &key)| (key, at)).collect();
    // For each place in `new`, the longest rising run that ends there.
    let mut runs: Vec<Vec<NodeKey>> = Vec::new();
    for (at, key) in new.iter().enumerate() {
        let before =
            (0..at).filter(|&other| place[&new[other]] < place[key]).max_by_key(|&other| runs[other].len());
        let mut run = before.map(|before| runs[before].clone()).unwrap_or_default();
        run.push(*key);
        runs.push(run);
    }
    let stays = runs.into_iter().max_by_key(Vec::len).unwrap_or_default();
    new.iter().copied().filter(|key| !stays.contains(key)).collect()
}

/// Whether a node's key bears another kind of node: the kinds that no edit in place leads between.
pub fn is_replaced(old: &NodeData, new: &NodeData) -> bool {
    match (old, new) {
        (NodeData::Element(a), NodeData::Element(b)) => {
            (&a.tag, a.namespace, a.custom) != (&b.tag, b.namespace, b.custom)
        }
        _ => std::mem::discriminant(old) != std::mem::discriminant(new),
    }
}
