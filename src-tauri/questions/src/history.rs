//! Everything that changed about an element, or about all that stands in it.

use crate::facts::{Change, ChangeKind, Facts, around};
use crate::{Step, Watcher};
use dom::{Document, Node, NodeKey};
use events::Timestamp;
use hashbrown::{HashMap, HashSet};

/// (page, key).
pub type Elements = HashSet<(u32, NodeKey)>;

/// Which elements are meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Which {
    /// This number on every page, where it names another element each time.
    Key(NodeKey),
    Elements(Elements),
}

impl Which {
    fn has(&self, page: u32, key: NodeKey) -> bool {
        match self {
            Which::Key(meant) => *meant == key,
            Which::Elements(elements) => elements.contains(&(page, key)),
        }
    }
}

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryRow {
    pub at: Timestamp,
    pub page: u32,
    pub key: NodeKey,
    /// What the element was called after it, or before it went.
    pub label: String,
    pub change: Change,
}

/// Follows one tab.
pub struct History {
    which: Which,
    /// What stands in the elements, too.
    subtree: bool,
    page: u32,
    /// Of the elements that are on the page now.
    known: HashMap<NodeKey, Facts>,
    rows: Vec<HistoryRow>,
}

impl History {
    pub fn new(which: Which, subtree: bool) -> History {
        History { which, subtree, page: 0, known: HashMap::new(), rows: Vec::new() }
    }

    /// Rows that were not taken yet, in the order of time; those of one time by the nodes' numbers.
    pub fn take(&mut self) -> Vec<HistoryRow> {
        std::mem::take(&mut self.rows)
    }

    fn is_meant(&self, step: &Step<'_>, key: NodeKey) -> bool {
        if self.which.has(step.page(), key) {
            return true;
        }
        let mut at = if self.subtree { parent(step.document, key) } else { None };
        while let Some(key) = at {
            if self.which.has(step.page(), key) {
                return true;
            }
            at = parent(step.document, key);
        }
        false
    }

    fn dirty(&self, step: &Step<'_>) -> Vec<NodeKey> {
        let mut dirty: HashSet<NodeKey> = HashSet::new();
        let may_be_meant =
            |key: &NodeKey| self.subtree || self.known.contains_key(key) || self.which.has(step.page(), *key);
        for (key, before, now) in step.changes() {
            around(step.document, key, before, now, |key| {
                if may_be_meant(&key) {
                    dirty.insert(key);
                }
            });
            // What stands in a node that moves need not be written to.
            let moves = before.map(|node| node.parent) != now.map(|node| node.parent);
            if self.subtree && moves && before.is_some() && now.is_some() {
                dirty.extend(step.document.walk(key));
            }
        }
        let mut dirty: Vec<NodeKey> = dirty.into_iter().collect();
        dirty.sort_unstable();
        dirty
    }

    fn leave_page(&mut self, at: Timestamp) {
        let mut left: Vec<(NodeKey, Facts)> = self.known.drain().collect();
        left.sort_unstable_by_key(|(key, _)| *key);
        for (key, facts) in left {
            let change = Change::new(ChangeKind::Removed, Some("page".to_owned()), None);
            self.rows.push(HistoryRow { at, page: self.page, key, label: facts.label(), change });
        }
    }

    fn follow(&mut self, step: &Step<'_>) {
        if step.new_page {
            self.leave_page(step.at);
        }
        self.page = step.page();
        for key in self.dirty(step) {
            let now = Facts::of(step.document, key).filter(|_| self.is_meant(step, key));
            let before = self.known.remove(&key);
            let label = now.as_ref().or(before.as_ref()).map(Facts::label).unwrap_or_default();
            let changes = match (&before, &now) {
                (None, Some(_)) => {
                    vec![
                        Change::new(ChangeKind::Created, None, Some(label.clone()))
                            .with(parent(step.document, key)),
                    ]
                }
                (Some(_), None) => {
                    let with = removed_with(step, key);
                    vec![Change::new(ChangeKind::Removed, Some(label.clone()), None).with(with)]
                }
                (Some(before), Some(now)) => before.changes_to(now),
                (None, None) => continue,
            };
            for change in changes {
                let label = label.clone();
                self.rows.push(HistoryRow { at: step.at, page: self.page, key, label, change });
            }
            if let Some(now) = now {
                self.known.insert(key, now);
            }
        }
    }
}

impl Watcher for History {
    fn step(&mut self, step: &Step<'_>) {
        self.follow(step);
    }
}

fn parent(document: &Document, key: NodeKey) -> Option<NodeKey> {
    document.node(key).and_then(|node| node.parent)
}

/// The topmost of the nodes that went together with this one; None where it went by itself.
fn removed_with(step: &Step<'_>, key: NodeKey) -> Option<NodeKey> {
    let was_in = |key: NodeKey| {
        let before = step.touched.get(&key).and_then(Option::as_ref);
        before.and_then(|node: &Node| node.parent)
    };
    let mut top = key;
    while let Some(above) = was_in(top).filter(|&above| step.document.node(above).is_none()) {
        top = above;
    }
    (top != key).then_some(top)
}
