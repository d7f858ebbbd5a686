//! Which children may stay where they are when a list is put into another order.

use crate::NodeKey;
use hashbrown::{HashMap, HashSet};

/// `old` and `new` hold the same keys. Returns the largest set of keys that are in one order in both: all others must be
/// moved, and no smaller number of moves leads from `old` to `new`.
pub(super) fn staying(old: &[NodeKey], new: &[NodeKey]) -> Stays {
    let prefix = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (old.get(prefix..).unwrap_or_default(), new.get(prefix..).unwrap_or_default());
    let suffix = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let old = old.get(..old.len().saturating_sub(suffix)).unwrap_or_default();
    let new = new.get(..new.len().saturating_sub(suffix)).unwrap_or_default();
    let mut moving: HashSet<NodeKey> = new.iter().copied().collect();
    for key in longest_increasing(old, new) {
        moving.remove(&key);
    }
    Stays { moving }
}

pub(super) struct Stays {
    moving: HashSet<NodeKey>,
}

impl Stays {
    pub fn contains(&self, key: NodeKey) -> bool {
        !self.moving.contains(&key)
    }
}

/// The longest run of `new` whose places in `old` rise, by patience sorting: O(n log n).
fn longest_increasing(old: &[NodeKey], new: &[NodeKey]) -> Vec<NodeKey> {
    let places: HashMap<NodeKey, usize> = old.iter().enumerate().map(|(place, &key)| (key, place)).collect();
    // For each length of run: the place its last member has, and that member's index in `links`.
    let mut tails: Vec<(usize, usize)> = Vec::new();
    // Each member with the index of the one before it in its run.
    let mut links: Vec<(NodeKey, Option<usize>)> = Vec::with_capacity(new.len());
    for &key in new {
        let Some(&place) = places.get(&key) else { continue };
        let length = tails.partition_point(|&(tail, _)| tail < place);
        let before = length.checked_sub(1).and_then(|length| tails.get(length)).map(|&(_, link)| link);
        let tail = (place, links.len());
        links.push((key, before));
        match tails.get_mut(length) {
            Some(slot) => *slot = tail,
            None => tails.push(tail),
        }
    }
    let mut run = Vec::with_capacity(tails.len());
    let mut at = tails.last().map(|&(_, link)| link);
    while let Some(&(key, before)) = at.and_then(|at| links.get(at)) {
        run.push(key);
        at = before;
    }
    run
}
