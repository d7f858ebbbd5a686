//! What differs between two documents node by node: for keyframes that lean on an earlier one. Unlike a patch it is no
//! sequence of steps, it may lie between any two documents, and it costs one look at each page that they do not share.

use super::{Assembly, Document, PageState, page_nodes};
use crate::{Node, NodeData, NodeKey};
use events::limits::MAX_DOM_DEPTH;
use hashbrown::{HashMap, HashSet};

#[derive(Clone, PartialEq, Debug, Default)]
pub struct DocumentDelta {
    /// Nodes that the base has not, or has otherwise. Sorted by key.
    pub changed: Vec<(NodeKey, Node)>,
    /// Keys that only the base has. Sorted.
    pub removed: Vec<NodeKey>,
    pub root: Option<NodeKey>,
    pub state: PageState,
}

impl Document {
    /// What must be done to `base` to have this document.
    pub fn delta_from(&self, base: &Document) -> DocumentDelta {
        let (mut changed, mut removed) = (Vec::new(), Vec::new());
        for (number, ours, theirs) in self.pages.apart_from(&base.pages) {
            for (key, node) in ours.into_iter().flat_map(|page| page_nodes(number, page)) {
                if base.node(key) != Some(node) {
                    changed.push((key, node.clone()));
                }
            }
            let theirs = theirs.into_iter().flat_map(|page| page_nodes(number, page));
            removed.extend(theirs.map(|(key, _)| key).filter(|&key| self.node(key).is_none()));
        }
        changed.sort_unstable_by_key(|(key, _)| *key);
        removed.sort_unstable();
        DocumentDelta { changed, removed, root: self.root, state: self.state.clone() }
    }

    /// The inverse: `a.with_delta(b.delta_from(&a))` is `b`. This document is sound; None where the other would not be.
    pub fn with_delta(&self, delta: DocumentDelta) -> Option<Document> {
        let DocumentDelta { changed, removed, root, state } = delta;
        let mut shaped = Vec::new();
        let mut assembly = Assembly::over(self.clone());
        for &key in &removed {
            if !assembly.remove(key) {
                return None;
            }
        }
        for (key, node) in changed {
            if self.node(key).is_none_or(|before| !same_links(before, &node)) {
                shaped.push(key);
            }
            assembly.put(key, node);
        }
        let document = assembly.finish(root, state);
        Soundness { before: self, after: &document, shaped: shaped.iter().copied().collect() }
            .holds(&shaped, &removed)
            .then_some(document)
    }
}

fn same_links(a: &Node, b: &Node) -> bool {
    links(a) == links(b)
}

/// parent, prev, next, first child, last child, shadow root, frame document.
fn links(node: &Node) -> [Option<NodeKey>; 7] {
    [node.parent, node.prev, node.next, node.first_child, node.last_child, node.shadow, node.content]
}

/// Whether a document is sound that differs in a few links from one that is. Costs what changed, not what exists.
struct Soundness<'a> {
    before: &'a Document,
    after: &'a Document,
    /// Nodes whose links are new.
    shaped: HashSet<NodeKey>,
}

impl Soundness<'_> {
    fn holds(&self, shaped: &[NodeKey], removed: &[NodeKey]) -> bool {
        let root_stands = match self.after.root() {
            Some(root) => self.after.node(root).is_some_and(|node| node.parent.is_none()),
            None => self.after.node_count() == 0,
        };
        root_stands
            && removed.iter().chain(shaped).all(|&key| self.left_nobody(key))
            && shaped.iter().all(|&key| self.links_agree(key))
            && self.all_are_children(shaped)
            && self.all_hang_on_the_root(shaped)
    }

    /// Whoever was linked with a node that is linked otherwise now, or gone, is gone too or linked well.
    fn left_nobody(&self, key: NodeKey) -> bool {
        let Some(before) = self.before.node(key) else { return true };
        let now = self.after.node(key).map(links);
        let stands = |link: NodeKey| self.after.node(link).is_none() || self.links_agree(link);
        let orphans_stand = now.is_some() || self.before.children(key).all(stands);
        let is_kept = |place: usize, link| now.is_some_and(|now| now.get(place) == Some(&link));
        let mut neighbours = links(before).into_iter().enumerate();
        orphans_stand && neighbours.all(|(place, link)| is_kept(place, link) || link.is_none_or(stands))
    }

    /// Every link of a node is answered by the node it leads to.
    fn links_agree(&self, key: NodeKey) -> bool {
        let Some(node) = self.after.node(key) else { return false };
        let answers = |link: Option<NodeKey>, answer: &dyn Fn(&Node) -> bool| {
            link.is_none_or(|link| self.after.node(link).is_some_and(answer))
        };
        let attached = node.parent.and_then(|parent| self.after.node(parent));
        let is_apart =
            attached.is_none_or(|parent| parent.shadow == Some(key) || parent.content == Some(key));
        let among_siblings = match attached {
            Some(parent) if !is_apart => {
                (node.prev.is_some() || parent.first_child == Some(key))
                    && (node.next.is_some() || parent.last_child == Some(key))
            }
            _ => node.prev.is_none() && node.next.is_none(),
        };
        among_siblings
            && node.parent.is_some() != (self.after.root() == Some(key))
            && node.parent.is_some() == attached.is_some()
            && node.first_child.is_some() == node.last_child.is_some()
            && answers(node.prev, &|prev| prev.next == Some(key) && prev.parent == node.parent)
            && answers(node.next, &|next| next.prev == Some(key) && next.parent == node.parent)
            && answers(node.first_child, &|child| child.parent == Some(key) && child.prev.is_none())
            && answers(node.last_child, &|child| child.parent == Some(key) && child.next.is_none())
            && node.shadow.is_none_or(|root| root == key.shadow_root())
            && answers(node.shadow, &|root| root.parent == Some(key) && root.data == NodeData::ShadowRoot)
            && answers(node.content, &|root| root.parent == Some(key) && root.data.is_document())
            && node.first_child.is_none_or(|child| ![node.shadow, node.content].contains(&Some(child)))
    }

    /// Siblings that agree with each other could still be a ring that no parent reaches.
    fn all_are_children(&self, shaped: &[NodeKey]) -> bool {
        let mut reached = HashSet::new();
        let mut parents = HashMap::new();
        for node in shaped.iter().filter_map(|&key| self.after.node(key)) {
            if let Some(parent) = node.parent {
                parents.insert(parent, ());
            }
        }
        for &parent in parents.keys() {
            // The list ends: each of its nodes has one predecessor, and the first has none.
            reached.extend(self.after.children(parent).filter(|child| self.shaped.contains(child)));
            let node = self.after.node(parent);
            reached.extend(node.into_iter().flat_map(|node| [node.shadow, node.content]).flatten());
        }
        shaped.iter().all(|&key| self.after.root() == Some(key) || reached.contains(&key))
    }

    /// Subtrees could still hang on themselves.
    fn all_hang_on_the_root(&self, shaped: &[NodeKey]) -> bool {
        let mut safe: HashSet<NodeKey> = self.after.root().into_iter().collect();
        let mut path = Vec::new();
        for &key in shaped {
            path.clear();
            let mut next = Some(key);
            while let Some(key) = next.filter(|key| !safe.contains(key)) {
                path.push(key);
                if path.len() > MAX_DOM_DEPTH + 2 {
                    return false;
                }
                next = self.after.node(key).and_then(|node| node.parent);
            }
            if next.is_none() {
                return false;
            }
            safe.extend(path.iter().copied());
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::{Document, DocumentDelta, DocumentParts, Element, Node, NodeData, NodeKey, check_integrity};
    use std::sync::Arc;

    fn key(raw: u64) -> NodeKey {
        NodeKey::from_raw(raw).unwrap()
    }

    /// The one element of the document.
    const TOP: u64 = 50;

    /// `(parent, child)` pairs in document order, from the top element.
    fn document(pairs: &[(u64, u64)]) -> Document {
        let root = (key(1), Node::new(NodeData::Document { quirks: false }));
        let mut document = Document::from_parts(DocumentParts {
            nodes: vec![root],
            root: Some(key(1)),
            ..DocumentParts::default()
        });
        for &(parent, child) in [(1, TOP)].iter().chain(pairs) {
            document.put(key(child), Node::new(NodeData::Element(Arc::new(Element::default()))));
            document.link(key(child), key(parent), None);
        }
        assert_eq!(check_integrity(&document), [""; 0]);
        document
    }

    fn check(from: &[(u64, u64)], to: &[(u64, u64)]) -> DocumentDelta {
        let (from, to) = (document(from), document(to));
        let delta = to.delta_from(&from);
        assert!(from.with_delta(delta.clone()) == Some(to), "{delta:?}");
        delta
    }

    #[test]
    fn a_delta_leads_from_one_document_to_the_other() {
        let table = [(TOP, 2), (2, 3), (2, 4), (2, 5), (5, 6), (5, 100), (TOP, 7)];
        assert_eq!(check(&table, &table).changed, []);
        assert_eq!(check(&table, &table[..6]).removed, [key(7)]);
        check(&table, &[(TOP, 2), (2, 5), (5, 6), (2, 3)]);
        check(&table, &[(TOP, 5), (5, 2), (2, 4), (4, 3), (TOP, 7)]);
        check(&[(TOP, 2)], &table);
        check(&table, &[(TOP, 900)]);
        // From the middle of one list to the middle of another: neither parent has new links.
        check(
            &[(TOP, 2), (2, 3), (2, 4), (2, 5), (TOP, 6), (6, 7), (6, 8)],
            &[(TOP, 2), (2, 3), (2, 5), (TOP, 6), (6, 7), (6, 4), (6, 8)],
        );
    }

    #[test]
    fn text_costs_the_nodes_that_have_it() {
        let before = document(&[(TOP, 2), (2, 3), (2, 4), (2, 5)]);
        let mut after = before.clone();
        after.node_mut(key(4)).unwrap().data = NodeData::Comment("new".into());
        let delta = after.delta_from(&before);
        assert_eq!(delta.changed.len(), 1);
        assert!(before.with_delta(delta) == Some(after));
    }

    /// Every link of every changed node, set to every node or none: what is taken is sound.
    #[test]
    fn what_is_not_sound_is_refused() {
        let from = document(&[(TOP, 2), (2, 3), (2, 4), (4, 5), (4, 6), (TOP, 7)]);
        let to = document(&[(TOP, 7), (7, 4), (4, 6), (4, 5), (TOP, 2), (2, 8)]);
        let delta = to.delta_from(&from);
        let (mut taken, mut refused) = (0, 0);
        let mut try_delta = |delta: DocumentDelta| match from.with_delta(delta) {
            Some(document) => {
                assert_eq!(check_integrity(&document), [""; 0]);
                taken += 1;
            }
            None => refused += 1,
        };
        for index in 0..delta.changed.len() {
            for link in 0..7 {
                for target in (0..10).map(NodeKey::from_raw) {
                    let mut broken = delta.clone();
                    let node = &mut broken.changed[index].1;
                    *[
                        &mut node.parent,
                        &mut node.prev,
                        &mut node.next,
                        &mut node.first_child,
                        &mut node.last_child,
                        &mut node.shadow,
                        &mut node.content,
                    ][link] = target;
                    try_delta(broken);
                }
            }
            let mut without = delta.clone();
            without.changed.remove(index);
            try_delta(without);
        }
        for removed in (1..10).filter_map(NodeKey::from_raw) {
            try_delta(DocumentDelta { removed: vec![removed], ..delta.clone() });
        }
        assert!(taken > 0 && refused > 300, "{taken} taken, {refused} refused");
    }

    /// Rings and knots agree link by link; only the root tells that they hang on nothing.
    #[test]
    fn what_hangs_on_itself_is_refused() {
        let from = document(&[(TOP, 2), (2, 3), (3, 4)]);
        let ring = |nodes: &[(u64, [u64; 5])]| {
            let changed = nodes.iter().map(|&(raw, [parent, prev, next, first, last])| {
                let mut node = Node::new(NodeData::Element(Arc::new(Element::default())));
                [node.parent, node.prev, node.next, node.first_child, node.last_child] =
                    [parent, prev, next, first, last].map(NodeKey::from_raw);
                (key(raw), node)
            });
            DocumentDelta { changed: changed.collect(), root: Some(key(1)), ..DocumentDelta::default() }
        };
        let siblings = ring(&[(10, [2, 11, 11, 0, 0]), (11, [2, 10, 10, 0, 0])]);
        let parents = ring(&[(10, [11, 0, 0, 11, 11]), (11, [10, 0, 0, 10, 10])]);
        let sunk = ring(&[(TOP, [1, 0, 0, 0, 0]), (2, [4, 0, 0, 3, 3]), (4, [3, 0, 0, 2, 2])]);
        for delta in [siblings, parents, sunk] {
            assert!(from.with_delta(delta).is_none());
        }
    }
}
