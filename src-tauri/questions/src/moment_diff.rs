//! What differs between two moments.

use crate::facts::{Change, ChangeKind, Facts, around};
use dom::{Document, Node, NodeKey};
use hashbrown::{HashMap, HashSet};

/// An element of which something differs, with what differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    pub key: NodeKey,
    /// As it is called afterwards, or was before it went.
    pub label: String,
    /// Of what came or went, how many elements stand in it.
    pub below: usize,
    pub changes: Vec<Change>,
}

/// From one moment to another.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MomentDiff {
    /// Nodes keep their numbers on one page only: between two, everything went and everything came.
    pub same_page: bool,
    /// In the order of the later document; what went stands behind the element it was in. What stands in something that
    /// came or went is not told of by itself.
    pub differences: Vec<Difference>,
}

pub fn moment_diff(before: &Document, after: &Document) -> MomentDiff {
    let same_page = before.state().epoch == after.state().epoch;
    let mut changes = Vec::new();
    if same_page {
        for key in dirty(before, after) {
            changes.extend(difference(before, after, key));
        }
    } else {
        changes.extend(whole(before, ChangeKind::Removed));
        changes.extend(whole(after, ChangeKind::Created));
    }
    let places = places(before, after, &changes);
    changes.sort_by_key(|difference| (places.get(&difference.key).copied(), difference.key));
    MomentDiff { same_page, differences: changes }
}

fn dirty(before: &Document, after: &Document) -> HashSet<NodeKey> {
    let delta = after.delta_from(before);
    let mut dirty = HashSet::new();
    let changed = delta.changed.iter().map(|(key, _)| *key);
    for key in changed.chain(delta.removed.iter().copied()) {
        let (old, new) = (before.node(key), after.node(key));
        for document in [before, after] {
            around(document, key, old, new, |key| {
                dirty.insert(key);
            });
        }
    }
    dirty
}

fn difference(before: &Document, after: &Document, key: NodeKey) -> Option<Difference> {
    let (old, new) = (Facts::of(before, key), Facts::of(after, key));
    let label = new.as_ref().or(old.as_ref())?.label();
    let (changes, below) = match (old, new) {
        (Some(old), Some(new)) => (told(old.changes_to(&new)), 0),
        (None, Some(_)) => came_or_went(after, before, key, ChangeKind::Created)?,
        (Some(_), None) => came_or_went(before, after, key, ChangeKind::Removed)?,
        (None, None) => return None,
    };
    (!changes.is_empty()).then_some(Difference { key, label, below, changes })
}

/// Children that came or went are told of by themselves.
fn told(mut changes: Vec<Change>) -> Vec<Change> {
    changes.retain(|change| !matches!(change.kind, ChangeKind::ChildAdded | ChangeKind::ChildRemoved));
    changes
}

/// None where it came or went with what it stands in.
fn came_or_went(
    there: &Document,
    elsewhere: &Document,
    key: NodeKey,
    kind: ChangeKind,
) -> Option<(Vec<Change>, usize)> {
    let mut above = there.node(key)?.parent;
    let parent = above;
    while let Some(key) = above {
        let node = there.node(key)?;
        if node.element().is_some() {
            elsewhere.node(key).and_then(Node::element)?;
            break;
        }
        above = node.parent;
    }
    let label = there.node(key).and_then(Node::element).map(crate::facts::label);
    let below = elements_in(there, key).saturating_sub(1);
    let change = match kind {
        ChangeKind::Created => Change::new(kind, None, label),
        _ => Change::new(kind, label, None),
    };
    Some((vec![change.with(parent)], below))
}

/// The elements at the top of a document.
fn whole(document: &Document, kind: ChangeKind) -> Option<Difference> {
    let root = document.root()?;
    let key = document
        .children(root)
        .find(|&key| document.node(key).is_some_and(|node| node.element().is_some()))?;
    let label = document.node(key).and_then(Node::element).map(crate::facts::label)?;
    let change = match kind {
        ChangeKind::Created => Change::new(kind, None, Some(label.clone())),
        _ => Change::new(kind, Some(label.clone()), None),
    };
    Some(Difference {
        key,
        label,
        below: elements_in(document, key).saturating_sub(1),
        changes: vec![change],
    })
}

fn elements_in(document: &Document, key: NodeKey) -> usize {
    document.walk(key).filter(|&key| document.node(key).is_some_and(|node| node.element().is_some())).count()
}

/// Where each stands among all: what went, behind what it was in.
fn places(before: &Document, after: &Document, differences: &[Difference]) -> HashMap<NodeKey, usize> {
    let mut order: HashMap<NodeKey, usize> = HashMap::new();
    let wanted: HashSet<NodeKey> = differences.iter().map(|difference| difference.key).collect();
    let gone_in = |key: NodeKey| {
        let mut at = Some(key);
        while let Some(key) = at.filter(|&key| after.node(key).is_none()) {
            at = before.node(key).and_then(|node| node.parent);
        }
        at
    };
    let hosts: HashMap<NodeKey, Option<NodeKey>> =
        wanted.iter().filter(|&&key| after.node(key).is_none()).map(|&key| (key, gone_in(key))).collect();
    let asked: HashSet<NodeKey> = hosts.values().flatten().copied().chain(wanted.iter().copied()).collect();
    for (place, key) in after.root().into_iter().flat_map(|root| after.walk(root)).enumerate() {
        if asked.contains(&key) {
            order.insert(key, place);
        }
    }
    for (key, host) in hosts {
        let place = host.and_then(|host| order.get(&host).copied()).unwrap_or_default();
        order.insert(key, place);
    }
    order
}
