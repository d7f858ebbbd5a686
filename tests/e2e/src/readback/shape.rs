//! The tree: which nodes stand, below which, and in which order.

use super::difference::Difference;
use super::expected::{Expected, Node};
use super::read::{Read, ReadNode};
use std::collections::{HashMap, HashSet};

/// Nodes that are there both times, side by side; what is wrong with the others goes to `differences`.
pub(super) fn pairs<'a>(
    expected: &'a Expected,
    read: &'a Read,
    differences: &mut Vec<Difference>,
) -> Vec<(&'a Node, &'a ReadNode)> {
    let standing: HashMap<u64, &ReadNode> = read.nodes.iter().map(|node| (node.key, node)).collect();
    for stranger in &read.strangers {
        differences.push(Difference::new(0, "stranger", "", stranger));
    }
    for node in &read.nodes {
        if expected.node(node.key).is_none() {
            let named = if node.name.is_empty() { &node.kind } else { &node.name };
            differences.push(Difference::new(node.key, "node", "none", named));
        }
    }
    if standing.len() != read.nodes.len() {
        differences.push(Difference::new(0, "nodes of one key", 0, read.nodes.len() - standing.len()));
    }
    let mut both = Vec::new();
    for node in &expected.nodes {
        let Some(&stands) = standing.get(&node.key) else {
            // Of a missing tree its root says it.
            if node.parent == 0 || standing.contains_key(&node.parent) {
                let named = if node.name.is_empty() { node.kind.name() } else { &node.name };
                differences.push(Difference::new(node.key, "node", named, "none"));
            }
            continue;
        };
        if stands.parent != node.parent {
            differences.push(Difference::new(node.key, "parent", node.parent, stands.parent));
        }
        both.push((node, stands));
    }
    order(expected, read, differences);
    both
}

/// Compared where the same nodes stand below a node, so that one missing child is one difference.
fn order(expected: &Expected, read: &Read, differences: &mut Vec<Difference>) {
    let mut below: HashMap<u64, Vec<u64>> = HashMap::new();
    for node in &read.nodes {
        below.entry(node.parent).or_default().push(node.key);
    }
    for (parent, wanted) in &expected.below {
        let Some(found) = below.get(parent).filter(|found| *found != wanted) else { continue };
        let known: HashSet<u64> = wanted.iter().copied().filter(|key| found.contains(key)).collect();
        let of =
            |list: &[u64]| -> Vec<u64> { list.iter().copied().filter(|key| known.contains(key)).collect() };
        if of(wanted) != of(found) {
            differences.push(Difference::new(*parent, "order of children", of(wanted), of(found)));
        }
    }
}
