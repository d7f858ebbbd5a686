//! The order in which an event's adds can be applied: each after the parent and the siblings it names.

use events::{Add, Sibling, SourceNodeId};
use hashbrown::HashMap;
use std::collections::VecDeque;

/// Pairs of an add and a node that are compared one by one.
const FEW_PAIRS: usize = 512;

/// Indices into `adds`. An id that several adds bring comes at its last one. Adds that wait for each other in a circle
/// come last, in recorded order. Linear in the number of nodes: nothing is tried twice.
pub(super) fn order(adds: &[Add]) -> Vec<usize> {
    if is_in_order(adds) {
        return (0..adds.len()).collect();
    }
    let bringers = bringers(adds);
    let mut plan = Plan {
        pending: vec![0; adds.len()],
        first_waiter: vec![None; adds.len()],
        waiters: Vec::new(),
        done: vec![false; adds.len()],
        woken: VecDeque::new(),
        order: Vec::with_capacity(adds.len()),
    };
    // From the last to the first, so that every list of waiters begins with the one that stands first.
    for (index, add) in adds.iter().enumerate().rev() {
        if root_id(add).and_then(|id| bringers.get(&id)).is_some_and(|&last| last != index) {
            plan.skip(index);
            continue;
        }
        for id in [Some(add.parent), sibling(add.next), sibling(add.previous)].into_iter().flatten() {
            if let Some(&bringer) = bringers.get(&id)
                && bringer != index
            {
                plan.wait(index, bringer);
            }
        }
    }
    for index in 0..adds.len() {
        if plan.is_ready(index) {
            plan.emit(index);
        }
    }
    plan.drain();
    for index in 0..adds.len() {
        plan.emit(index);
        plan.drain();
    }
    plan.order
}

/// Whether no add waits for what a later one brings, and no id comes twice. Only few adds are looked through for that.
fn is_in_order(adds: &[Add]) -> bool {
    let nodes: usize = adds.iter().map(|add| add.tree.nodes.len()).sum();
    if adds.len() < 2 || adds.len().saturating_mul(nodes) > FEW_PAIRS {
        return adds.len() < 2;
    }
    adds.iter().enumerate().all(|(index, add)| {
        let root = root_id(add);
        let needed = [Some(add.parent), sibling(add.next), sibling(add.previous)];
        adds.iter().skip(index + 1).all(|later| {
            let brings = |id: Option<SourceNodeId>| id.is_some() && needed.contains(&id);
            (root.is_none() || root_id(later) != root) && !later.tree.nodes.iter().any(|node| brings(node.id))
        })
    })
}

/// Which add brings an id: the last that has it as its root, else the last that has it inline.
fn bringers(adds: &[Add]) -> HashMap<SourceNodeId, usize> {
    let mut bringers = HashMap::with_capacity(adds.len());
    for (index, add) in adds.iter().enumerate() {
        let inline = add.tree.nodes.iter().skip(1).filter_map(|node| node.id);
        bringers.extend(inline.map(|id| (id, index)));
    }
    bringers.extend(adds.iter().enumerate().filter_map(|(index, add)| Some((root_id(add)?, index))));
    bringers
}

fn root_id(add: &Add) -> Option<SourceNodeId> {
    add.tree.nodes.first().and_then(|root| root.id)
}

pub(super) fn sibling(sibling: Sibling) -> Option<SourceNodeId> {
    match sibling {
        Sibling::Node(id) => Some(id),
        Sibling::None | Sibling::Unknown => None,
    }
}

struct Plan {
    /// How many adds each add still waits for.
    pending: Vec<u32>,
    /// Heads of linked lists in `waiters`: who waits for this add.
    first_waiter: Vec<Option<usize>>,
    /// (who waits, the next in the list).
    waiters: Vec<(usize, Option<usize>)>,
    done: Vec<bool>,
    woken: VecDeque<usize>,
    order: Vec<usize>,
}

impl Plan {
    fn skip(&mut self, index: usize) {
        if let Some(done) = self.done.get_mut(index) {
            *done = true;
        }
    }

    fn wait(&mut self, waiter: usize, bringer: usize) {
        let Some(head) = self.first_waiter.get_mut(bringer) else { return };
        self.waiters.push((waiter, *head));
        *head = Some(self.waiters.len() - 1);
        if let Some(pending) = self.pending.get_mut(waiter) {
            *pending += 1;
        }
    }

    fn is_ready(&self, index: usize) -> bool {
        self.pending.get(index) == Some(&0)
    }

    fn emit(&mut self, index: usize) {
        match self.done.get_mut(index) {
            Some(done) if !*done => *done = true,
            _ => return,
        }
        self.order.push(index);
        let mut waiter = self.first_waiter.get(index).copied().flatten();
        while let Some((who, next)) = waiter.and_then(|waiter| self.waiters.get(waiter)).copied() {
            if let Some(pending) = self.pending.get_mut(who) {
                *pending = pending.saturating_sub(1);
                // Those further on in the array are met by the pass over it.
                if *pending == 0 {
                    self.woken.push_back(who);
                }
            }
            waiter = next;
        }
    }

    fn drain(&mut self) {
        while let Some(index) = self.woken.pop_front() {
            self.emit(index);
        }
    }
}
