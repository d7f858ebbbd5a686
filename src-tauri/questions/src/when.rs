//! When something was so: the intervals in which enough elements fulfil a condition.

use crate::facts::label;
use crate::words::{plain, text_of, value_of};
use crate::{Selector, Step, Tracker, Watcher};
use dom::{Document, Node, NodeKey};
use events::Timestamp;
use hashbrown::HashSet;

/// What must be true of enough elements at once.
#[derive(Clone, Debug)]
pub struct Condition {
    pub selector: Selector,
    /// The element's text has these words, in this order, in whatever case and with whatever blanks between them.
    pub text: Option<String>,
    /// What the control holds; `true` and `false` for a box that is ticked or not.
    pub value: Option<String>,
    /// A name, and the value where only that is meant.
    pub attribute: Option<(String, Option<String>)>,
    /// At least so many elements.
    pub count: usize,
}

impl Condition {
    pub fn new(selector: Selector) -> Condition {
        Condition { selector, text: None, value: None, attribute: None, count: 1 }
    }

    /// Whether an element that the selector finds fulfils the rest.
    pub fn holds(&self, document: &Document, key: NodeKey) -> bool {
        self.text.as_ref().is_none_or(|words| text_of(document, key).contains(&plain(words)))
            && self.value.as_ref().is_none_or(|value| value_of(document, key).as_ref() == Some(value))
            && self.attribute.as_ref().is_none_or(|(name, value)| {
                let element = document.node(key).and_then(Node::element);
                let recorded = element.and_then(|element| element.attribute(name));
                recorded.is_some_and(|recorded| value.as_ref().is_none_or(|value| **recorded == **value))
            })
    }

    fn has_more(&self) -> bool {
        self.text.is_some() || self.value.is_some() || self.attribute.is_some()
    }
}

/// From one moment up to, and without, another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    pub from: Timestamp,
    /// None where it was still so at the end of the recording.
    pub until: Option<Timestamp>,
    /// The most elements at once.
    pub most: usize,
    /// One of them when it began.
    pub page: u32,
    pub key: NodeKey,
    /// What that one was called.
    pub label: String,
}

/// Follows one tab.
pub struct When {
    condition: Condition,
    tracker: Tracker,
    holding: HashSet<NodeKey>,
    open: Option<Span>,
    done: Vec<Span>,
}

impl When {
    pub fn new(condition: Condition) -> When {
        let tracker = Tracker::new(condition.selector.clone());
        When { condition, tracker, holding: HashSet::new(), open: None, done: Vec::new() }
    }

    /// Intervals that are over and were not taken yet.
    pub fn take(&mut self) -> Vec<Span> {
        std::mem::take(&mut self.done)
    }

    /// All that were not taken, with the one that lasts to the end.
    pub fn finish(mut self) -> Vec<Span> {
        self.done.extend(self.open);
        self.done
    }

    /// Elements that fulfil the condition now.
    pub fn holding(&self) -> &HashSet<NodeKey> {
        &self.holding
    }

    fn follow(&mut self, step: &Step<'_>) {
        let found = self.tracker.step(step);
        let mut changed = !found.gone.is_empty() || !found.come.is_empty();
        for key in &found.gone {
            self.holding.remove(key);
        }
        let mut asked: HashSet<NodeKey> = found.come.into_iter().collect();
        if self.condition.has_more() && !self.tracker.found().is_empty() {
            asked.extend(self.touched(step));
        }
        for key in asked {
            let holds = self.tracker.found().contains(&key) && self.condition.holds(step.document, key);
            changed |= if holds { self.holding.insert(key) } else { self.holding.remove(&key) };
        }
        if changed || step.new_page {
            self.count(step);
        }
    }

    /// Found elements of which something else may be true now.
    fn touched(&self, step: &Step<'_>) -> HashSet<NodeKey> {
        let found = self.tracker.found();
        let mut touched = HashSet::new();
        let mut climbed = HashSet::new();
        for (key, before, now) in step.changes() {
            let parents = [before, now].map(|node| node.and_then(|node| node.parent));
            for key in parents.into_iter().flatten().chain([key]) {
                let mut at = Some(key);
                while let Some(key) = at.filter(|&key| climbed.insert(key)) {
                    if found.contains(&key) {
                        touched.insert(key);
                    }
                    at = step.document.node(key).and_then(|node| node.parent);
                }
            }
        }
        touched
    }

    fn count(&mut self, step: &Step<'_>) {
        let count = self.holding.len();
        let is_so = count > 0 && count >= self.condition.count;
        if let Some(open) = &mut self.open {
            if is_so {
                open.most = open.most.max(count);
                return;
            }
            open.until = Some(step.at);
            self.done.extend(self.open.take());
        } else if is_so {
            // The first of them by number: the oldest.
            if let Some(&key) = self.holding.iter().min() {
                let element = step.document.node(key).and_then(Node::element);
                let label = element.map(label).unwrap_or_default();
                let (from, page) = (step.at, step.page());
                self.open = Some(Span { from, until: None, most: count, page, key, label });
            }
        }
    }
}

impl Watcher for When {
    fn step(&mut self, step: &Step<'_>) {
        self.follow(step);
    }
}
