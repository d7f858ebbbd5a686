//! The elements that a selector finds, kept up to date from step to step: only what a change can reach is matched again.

use super::Selector;
use super::element::ElementRef;
use crate::Step;
use dom::{Document, Node, NodeData, NodeKey};
use selectors::context::SelectorCaches;
use std::collections::HashSet;

/// What a selector finds from now on, and what it did not find or no longer finds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    pub come: Vec<NodeKey>,
    pub gone: Vec<NodeKey>,
}

pub struct Tracker {
    selector: Selector,
    found: HashSet<NodeKey>,
    /// The way from the element that has the focus up to the top, and from that under the pointer.
    focus: Vec<NodeKey>,
    pointed: Vec<NodeKey>,
    href: events::Text,
}

/// Elements whose children or content decide about the state of those in them.
const AROUND_CONTROLS: &[&str] = &["fieldset", "legend", "select", "optgroup", "option", "textarea"];

impl Tracker {
    pub fn new(selector: Selector) -> Tracker {
        let (focus, pointed) = (Vec::new(), Vec::new());
        Tracker { selector, found: HashSet::new(), focus, pointed, href: events::Text::default() }
    }

    /// Of the last step.
    pub fn found(&self) -> &HashSet<NodeKey> {
        &self.found
    }

    pub fn step(&mut self, step: &Step<'_>) -> Found {
        let states = self.states(step.document);
        let is_document = |(_, before, now): (NodeKey, Option<&Node>, Option<&Node>)| {
            let is = |node: Option<&Node>| node.is_some_and(|node| node.data.is_document());
            // Its children are no matter; whether it is in quirks mode is one of all that is in it.
            (is(before) || is(now)) && before.map(|node| &node.data) != now.map(|node| &node.data)
        };
        let has_states = !states.is_empty();
        if step.new_page || states.contains(&None) || step.changes().any(is_document) {
            return self.all(step);
        }
        if step.touched.is_empty() && !has_states {
            return Found::default();
        }
        let dirty = self.dirty(step, states.into_iter().flatten());
        let mut found = Found::default();
        let mut caches = SelectorCaches::default();
        for key in dirty {
            let is = self.is_found(step.document, key, &mut caches);
            match is {
                true if self.found.insert(key) => found.come.push(key),
                false if self.found.remove(&key) => found.gone.push(key),
                _ => {}
            }
        }
        found
    }

    fn is_found(&self, document: &Document, key: NodeKey, caches: &mut SelectorCaches) -> bool {
        ElementRef::new(document, key).is_some_and(|element| {
            self.selector.reach.may_find(&element) && self.selector.is(element, element.quirks(), caches)
        })
    }

    fn all(&mut self, step: &Step<'_>) -> Found {
        let now: HashSet<NodeKey> = self.selector.find(step.document).into_iter().collect();
        let found = if step.new_page {
            Found { gone: self.found.iter().copied().collect(), come: now.iter().copied().collect() }
        } else {
            Found {
                gone: self.found.difference(&now).copied().collect(),
                come: now.difference(&self.found).copied().collect(),
            }
        };
        self.found = now;
        found
    }

    /// Elements whose state changed without their being written to; None where that may be all.
    fn states(&mut self, document: &Document) -> Vec<Option<NodeKey>> {
        let reach = &self.selector.reach;
        let state = document.state();
        let mut changed = Vec::new();
        let mut follow = |way: &mut Vec<NodeKey>, end: Option<NodeKey>| {
            let now = way_up(document, end);
            if now != *way {
                let both = now.iter().chain(way.iter());
                changed
                    .extend(both.filter(|key| now.contains(key) != way.contains(key)).map(|&key| Some(key)));
                changed.extend([now.first(), way.first()].into_iter().flatten().map(|&key| Some(key)));
                *way = now;
            }
        };
        if reach.focus {
            follow(&mut self.focus, state.focused);
        }
        if reach.hover {
            let pointed = state.hidden.trail.last().and_then(|(_, sample)| sample.target);
            follow(&mut self.pointed, pointed.map(NodeKey::from_source));
        }
        if reach.target && state.href != self.href {
            self.href = state.href.clone();
            changed.push(None);
        }
        changed
    }

    /// What may be found now and was not before, or the other way round.
    fn dirty(&self, step: &Step<'_>, states: impl Iterator<Item = NodeKey>) -> HashSet<NodeKey> {
        let reach = &self.selector.reach;
        let document = step.document;
        let mut own: HashSet<NodeKey> = HashSet::new();
        // Those whose change reaches others.
        let mut roots: HashSet<NodeKey> = HashSet::new();
        let mut forms: HashSet<NodeKey> = HashSet::new();
        let is_self_only = reach.is_self_only();
        for (key, before, now) in step.changes() {
            let (old, new) = (before.and_then(Node::element), now.and_then(Node::element));
            let old_parent = before.and_then(|node| node.parent);
            let new_parent = now.and_then(|node| node.parent);
            if old.is_some() || new.is_some() {
                own.insert(key);
            }
            if reach.form {
                let around = [Some(key), old_parent, new_parent].into_iter().flatten();
                forms.extend(around.filter(|&key| is_around_controls(document, key)));
                let editable = |element: Option<&dom::Element>| {
                    element.and_then(|element| element.attribute("contenteditable")).cloned()
                };
                if editable(old) != editable(new) {
                    forms.insert(key);
                }
            }
            if is_self_only {
                continue;
            }
            let is_moved = before.is_none() || now.is_none() || old_parent != new_parent;
            let matters = match (old, new) {
                (Some(old), Some(new)) => {
                    reach.minds(old, new)
                        || is_moved && (reach.mentions(old) || reach.mentions(new))
                        || reach.minds_state() && before.map(Node::live) != now.map(Node::live)
                }
                (Some(one), None) | (None, Some(one)) => reach.mentions(one),
                (None, None) => false,
            };
            let is_text =
                |node: Option<&Node>| node.is_some_and(|node| matches!(node.data, NodeData::Text(_)));
            if matters {
                roots.extend(now.map(|_| key));
                // What left matters where it was.
                roots.extend(old_parent.filter(|_| is_moved && (reach.up || reach.parent)));
            }
            if reach.parent && (matters || is_text(before) || is_text(now)) {
                roots.extend([old_parent, new_parent].into_iter().flatten());
            }
            if reach.has_siblings()
                && let (Some(old), Some(new)) = (before, now)
                && (old.prev != new.prev || old.next != new.next)
            {
                roots.insert(key);
            }
            // A node that goes may leave two neighbours that did not know of each other.
            if reach.has_siblings() && is_moved && now.is_some() {
                roots.insert(key);
            }
        }
        for form in forms {
            let top = around_controls(document, form);
            let below = document.walk(top).filter(|&key| is_element(document, key));
            if is_self_only { own.extend(below) } else { roots.extend(below) }
        }
        for key in states {
            own.insert(key);
            roots.insert(key);
        }
        if !is_self_only {
            own.extend(self.reached(document, roots));
        }
        own
    }

    fn reached(&self, document: &Document, mut roots: HashSet<NodeKey>) -> HashSet<NodeKey> {
        let reach = &self.selector.reach;
        if reach.up {
            for key in roots.clone() {
                let mut at = document.node(key).and_then(|node| node.parent);
                while let Some(key) = at.filter(|&key| roots.insert(key)) {
                    at = document.node(key).and_then(|node| node.parent);
                }
            }
        }
        if reach.has_siblings() {
            for key in roots.clone() {
                beside(document, key, reach.after.steps(), |node| node.next, &mut roots);
                beside(document, key, reach.before.steps(), |node| node.prev, &mut roots);
            }
        }
        if !reach.down {
            return roots;
        }
        let mut reached = HashSet::new();
        for &key in &roots {
            let mut above = document.node(key).and_then(|node| node.parent);
            while let Some(key) = above.filter(|key| !roots.contains(key)) {
                above = document.node(key).and_then(|node| node.parent);
            }
            // What stands below another root is walked with that.
            if above.is_none() {
                reached.extend(document.walk(key).filter(|&key| {
                    self.found.contains(&key)
                        || ElementRef::new(document, key).is_some_and(|element| reach.may_find(&element))
                }));
            }
        }
        reached
    }
}

/// Adds up to so many element siblings in one direction. Where all are meant, it ends at one that was there already with
/// those behind it.
fn beside(
    document: &Document,
    key: NodeKey,
    steps: usize,
    next: impl Fn(&Node) -> Option<NodeKey>,
    into: &mut HashSet<NodeKey>,
) {
    let mut left = steps;
    let mut at = document.node(key).and_then(&next);
    while let Some(key) = at.filter(|_| left > 0) {
        let Some(node) = document.node(key) else { return };
        if node.element().is_some() {
            into.insert(key);
            left -= 1;
        }
        at = next(node);
    }
}

fn is_element(document: &Document, key: NodeKey) -> bool {
    document.node(key).is_some_and(|node| node.element().is_some())
}

fn is_around_controls(document: &Document, key: NodeKey) -> bool {
    let element = document.node(key).and_then(Node::element);
    element.is_some_and(|element| AROUND_CONTROLS.contains(&&*element.tag))
}

/// The select that an option is in, or the element itself.
fn around_controls(document: &Document, key: NodeKey) -> NodeKey {
    let mut top = key;
    let mut at = Some(key);
    while let Some(key) = at {
        let Some(node) = document.node(key) else { break };
        match node.element() {
            Some(element) if element.tag == *"select" => return key,
            Some(element) if element.tag == *"fieldset" || element.tag == *"legend" => top = key,
            Some(_) => {}
            None => break,
        }
        at = node.parent;
    }
    top
}

fn way_up(document: &Document, from: Option<NodeKey>) -> Vec<NodeKey> {
    let mut way = Vec::new();
    let mut at = from.filter(|&key| document.node(key).is_some());
    while let Some(key) = at {
        way.push(key);
        at = document.node(key).and_then(|node| node.parent);
    }
    way
}
