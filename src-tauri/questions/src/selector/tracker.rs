//! The elements that a selector finds, kept up to date from step to step: only what a change can reach is matched again.

use super::Selector;
use super::element::ElementRef;
use crate::Step;
use dom::{Document, Node, NodeData, NodeKey};
use hashbrown::HashSet;
use selectors::context::{QuirksMode, SelectorCaches};

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
    /// Of all documents on the page; None where they differ.
    quirks: Option<QuirksMode>,
}

/// Elements whose children or content decide about the state of those in them.
const AROUND_CONTROLS: &[&str] = &["fieldset", "legend", "select", "optgroup", "option", "textarea"];

impl Tracker {
    pub fn new(selector: Selector) -> Tracker {
        let (focus, pointed) = (Vec::new(), Vec::new());
        let (found, href) = (HashSet::new(), events::Text::default());
        Tracker { selector, found, focus, pointed, href, quirks: None }
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
            self.selector.reach.may_find(&element)
                && self.selector.is(element, self.quirks.unwrap_or_else(|| element.quirks()), caches)
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
        self.quirks = one_mode(step.document);
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

    /// What may be found now and was not before, or the other way round. Some may be named twice.
    fn dirty(&self, step: &Step<'_>, states: impl Iterator<Item = NodeKey>) -> Vec<NodeKey> {
        let reach = &self.selector.reach;
        let document = step.document;
        let mut own: Vec<NodeKey> = Vec::new();
        let mut roots = Roots::default();
        let mut forms: HashSet<NodeKey> = HashSet::new();
        let is_self_only = reach.is_self_only();
        for change in step.changes() {
            let (key, before, now) = change;
            if [before, now].into_iter().flatten().any(|node| node.element().is_some()) {
                own.push(key);
            }
            if reach.form {
                around_controls_of(document, change, &mut forms);
            }
            if !is_self_only {
                self.roots_of(document, change, &mut roots);
            }
        }
        for form in forms {
            let below =
                document.walk(around_controls(document, form)).filter(|&key| is_element(document, key));
            if is_self_only { own.extend(below) } else { roots.extend_all(below) }
        }
        for key in states {
            own.push(key);
            roots.extend_all([key].into_iter());
        }
        if !is_self_only {
            self.reached(document, roots, &mut own);
        }
        own
    }

    /// Where one change can be felt beyond the node itself.
    fn roots_of(&self, document: &Document, (key, before, now): Changed<'_>, roots: &mut Roots) {
        let reach = &self.selector.reach;
        let (old, new) = (before.and_then(Node::element), now.and_then(Node::element));
        let old_parent = before.and_then(|node| node.parent);
        let new_parent = now.and_then(|node| node.parent);
        let is_moved = before.is_none() || now.is_none() || old_parent != new_parent;
        let live_changed = before.map(Node::live) != now.map(Node::live);
        let (matters, matters_up) = match (old, new) {
            (Some(old), Some(new)) => (
                reach.minds(old, new)
                    || is_moved && (reach.mentions(old) || reach.mentions(new))
                    || live_changed && reach.minds_state(),
                reach.has_minds(old, new)
                    || is_moved && (reach.has_mentions(old) || reach.has_mentions(new))
                    || live_changed && reach.has_minds_state(),
            ),
            (Some(one), None) | (None, Some(one)) => (reach.mentions(one), reach.has_mentions(one)),
            (None, None) => (false, false),
        };
        let is_text = |node: Option<&Node>| node.is_some_and(|node| matches!(node.data, NodeData::Text(_)));
        if matters || is_moved && now.is_some() && reach.has_siblings() {
            roots.own.extend(now.map(|_| key));
        }
        if reach.up && matters_up {
            // What left matters where it was.
            roots.up.extend(now.map(|_| key).into_iter().chain(old_parent.filter(|_| is_moved)));
        }
        if reach.parent && (matters || is_moved || is_text(before) || is_text(now)) {
            let parents = [old_parent, new_parent].into_iter().flatten();
            roots.extend_all(parents.filter(|&key| document.node(key).is_some()));
        }
        // A node that goes leaves two neighbours that did not know of each other.
        if reach.has_siblings()
            && let (Some(old), Some(new)) = (before, now)
            && (old.prev != new.prev || old.next != new.next)
        {
            roots.own.insert(key);
            if reach.up && reach.has_minds_neighbours() {
                roots.up.insert(key);
            }
        }
        if reach.up && reach.has_minds_neighbours() && is_moved && now.is_some() {
            roots.up.insert(key);
        }
    }

    fn reached(&self, document: &Document, roots: Roots, into: &mut Vec<NodeKey>) {
        let reach = &self.selector.reach;
        let Roots { own: mut roots, up } = roots;
        for key in up {
            roots.insert(key);
            let mut at = document.node(key).and_then(|node| node.parent);
            while let Some(key) = at {
                roots.insert(key);
                at = document.node(key).and_then(|node| node.parent);
            }
        }
        if reach.has_siblings() {
            let mut beside_them = Vec::new();
            for &key in &roots {
                beside(document, key, reach.after.steps(), |node| node.next, &roots, &mut beside_them);
                beside(document, key, reach.before.steps(), |node| node.prev, &roots, &mut beside_them);
            }
            roots.extend(beside_them);
        }
        if !reach.down {
            into.extend(roots);
            return;
        }
        for &key in &roots {
            let mut above = document.node(key).and_then(|node| node.parent);
            while let Some(key) = above.filter(|key| !roots.contains(key)) {
                above = document.node(key).and_then(|node| node.parent);
            }
            // What stands below another root is walked with that.
            if above.is_none() {
                into.extend(document.walk(key).filter(|&key| is_element(document, key)));
            }
        }
    }
}

type Changed<'a> = (NodeKey, Option<&'a Node>, Option<&'a Node>);

/// Nodes whose change reaches others, and those whose change reaches what is around them.
#[derive(Default)]
struct Roots {
    own: HashSet<NodeKey>,
    up: HashSet<NodeKey>,
}

impl Roots {
    fn extend_all(&mut self, keys: impl Iterator<Item = NodeKey>) {
        for key in keys {
            self.own.insert(key);
            self.up.insert(key);
        }
    }
}

/// Adds up to so many element siblings in one direction. Where all are meant, it ends at a root, from which others go on.
fn beside(
    document: &Document,
    key: NodeKey,
    steps: usize,
    next: impl Fn(&Node) -> Option<NodeKey>,
    roots: &HashSet<NodeKey>,
    into: &mut Vec<NodeKey>,
) {
    let mut left = steps;
    let mut at = document.node(key).and_then(&next);
    while let Some(key) = at.filter(|_| left > 0) {
        let Some(node) = document.node(key) else { return };
        if node.element().is_some() {
            if steps == usize::MAX && roots.contains(&key) {
                return;
            }
            into.push(key);
            left -= 1;
        }
        at = next(node);
    }
}

/// The mode of all documents on the page, where they have one.
fn one_mode(document: &Document) -> Option<QuirksMode> {
    let mut modes = document.nodes().filter_map(|(_, node)| match node.data {
        NodeData::Document { quirks } => Some(quirks),
        _ => None,
    });
    let first = modes.next()?;
    let mode = if first { QuirksMode::Quirks } else { QuirksMode::NoQuirks };
    modes.all(|mode| mode == first).then_some(mode)
}

fn is_element(document: &Document, key: NodeKey) -> bool {
    document.node(key).is_some_and(|node| node.element().is_some())
}

fn is_around_controls(document: &Document, key: NodeKey) -> bool {
    let element = document.node(key).and_then(Node::element);
    element.is_some_and(|element| AROUND_CONTROLS.contains(&&*element.tag))
}

/// Elements around a change that decide about the state of controls.
fn around_controls_of(document: &Document, (key, before, now): Changed<'_>, into: &mut HashSet<NodeKey>) {
    let parents = [before, now].map(|node| node.and_then(|node| node.parent));
    let around = parents.into_iter().flatten().chain([key]);
    into.extend(around.filter(|&key| is_around_controls(document, key)));
    let editable = |node: Option<&Node>| {
        let element = node.and_then(Node::element);
        element.and_then(|element| element.attribute("contenteditable")).cloned()
    };
    if editable(before) != editable(now) {
        into.insert(key);
    }
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
