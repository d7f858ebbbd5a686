//! What is known of one element at one moment, and what differs between two of them.

use crate::words::{own_text, value_of};
use dom::{Document, Element, FormValue, Node, NodeKey};
use events::{DialogMode, Text};
use hashbrown::HashSet;
use std::sync::Arc;

/// What can be different about an element.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChangeKind {
    /// It was not there before.
    Created,
    /// It is not there any more.
    Removed,
    /// It stands in another element.
    Moved,
    Attribute,
    /// The text that stands directly in it.
    Text,
    Value,
    Checked,
    Selected,
    Scroll,
    /// A dialog's being open.
    Dialog,
    /// A film or sound that plays or rests.
    Media,
    ChildAdded,
    ChildRemoved,
    /// The same children in another order.
    Order,
}

impl ChangeKind {
    /// A stable name for the command line: kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Created => "created",
            ChangeKind::Removed => "removed",
            ChangeKind::Moved => "moved",
            ChangeKind::Attribute => "attribute",
            ChangeKind::Text => "text",
            ChangeKind::Value => "value",
            ChangeKind::Checked => "checked",
            ChangeKind::Selected => "selected",
            ChangeKind::Scroll => "scroll",
            ChangeKind::Dialog => "dialog",
            ChangeKind::Media => "media",
            ChangeKind::ChildAdded => "child-added",
            ChangeKind::ChildRemoved => "child-removed",
            ChangeKind::Order => "order",
        }
    }
}

/// One difference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub kind: ChangeKind,
    /// Of an attribute its name.
    pub name: Text,
    /// None where there was nothing.
    pub old: Option<String>,
    pub new: Option<String>,
    /// The other node that it is about: the parent, the child, or the element that went and took this one with it.
    pub other: Option<NodeKey>,
}

impl Change {
    pub(crate) fn new(kind: ChangeKind, old: Option<String>, new: Option<String>) -> Change {
        Change { kind, name: Text::default(), old, new, other: None }
    }

    pub(crate) fn with(mut self, other: Option<NodeKey>) -> Change {
        self.other = other;
        self
    }
}

/// An element as it is at one moment.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    parent: Option<NodeKey>,
    element: Arc<Element>,
    text: String,
    value: Option<(ChangeKind, String)>,
    scroll: Option<(f64, f64)>,
    dialog: Option<DialogMode>,
    playing: Option<bool>,
    /// Elements among the children, with what they are called.
    children: Vec<(NodeKey, Arc<Element>)>,
}

impl Facts {
    /// None where no element has this key.
    pub fn of(document: &Document, key: NodeKey) -> Option<Facts> {
        let node = document.node(key)?;
        let element = shared(node)?;
        let live = node.live();
        let kind = match document.form_value(key) {
            Some(FormValue::Value(_)) => Some(ChangeKind::Value),
            Some(FormValue::Checked(_)) => Some(ChangeKind::Checked),
            Some(FormValue::Selected(_)) => Some(ChangeKind::Selected),
            None => None,
        };
        let children = document.children(key).filter_map(|key| Some((key, shared(document.node(key)?)?)));
        Some(Facts {
            parent: node.parent,
            element,
            text: own_text(document, key),
            value: kind.and_then(|kind| Some((kind, value_of(document, key)?))),
            scroll: live.scroll,
            dialog: live.dialog,
            playing: live.media.as_ref().and_then(|media| media.state.playing),
            children: children.collect(),
        })
    }

    /// `button#pay.primary`.
    pub fn label(&self) -> String {
        label(&self.element)
    }

    /// What must be told of an element that was so and is so now, in a fixed order.
    pub fn changes_to(&self, now: &Facts) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.parent != now.parent {
            let key = |key: Option<NodeKey>| key.map(|key| format!("{key:?}"));
            let moved = Change::new(ChangeKind::Moved, key(self.parent), key(now.parent));
            changes.push(moved.with(now.parent));
        }
        self.attributes_to(now, &mut changes);
        if self.text != now.text {
            changes.push(Change::new(ChangeKind::Text, said(&self.text), said(&now.text)));
        }
        if self.value != now.value
            && let Some((kind, _)) = now.value.as_ref().or(self.value.as_ref())
        {
            let word = |value: &Option<(ChangeKind, String)>| value.as_ref().map(|(_, value)| value.clone());
            changes.push(Change::new(*kind, word(&self.value), word(&now.value)));
        }
        if self.scroll.unwrap_or_default() != now.scroll.unwrap_or_default() {
            let word = |scroll: Option<(f64, f64)>| scroll.map(|(left, top)| format!("{left}, {top}"));
            changes.push(Change::new(ChangeKind::Scroll, word(self.scroll), word(now.scroll)));
        }
        if self.dialog != now.dialog {
            let word = |dialog: Option<DialogMode>| match dialog {
                Some(DialogMode::Modal) => Some("modal".to_owned()),
                Some(DialogMode::NonModal) => Some("open".to_owned()),
                None => None,
            };
            changes.push(Change::new(ChangeKind::Dialog, word(self.dialog), word(now.dialog)));
        }
        if self.playing.unwrap_or_default() != now.playing.unwrap_or_default() {
            let word = |playing: Option<bool>| {
                playing.map(|playing| if playing { "playing" } else { "resting" }.to_owned())
            };
            changes.push(Change::new(ChangeKind::Media, word(self.playing), word(now.playing)));
        }
        self.children_to(now, &mut changes);
        changes
    }

    fn attributes_to(&self, now: &Facts, changes: &mut Vec<Change>) {
        if Arc::ptr_eq(&self.element, &now.element) {
            return;
        }
        let mut attribute = |name: &Text, old: Option<&Text>, new: Option<&Text>| {
            let word = |value: Option<&Text>| value.map(|value| value.to_string());
            let change = Change::new(ChangeKind::Attribute, word(old), word(new));
            changes.push(Change { name: name.clone(), ..change });
        };
        for (name, old) in &self.element.attributes {
            let new = now.element.attribute(name);
            if new != Some(old) {
                attribute(name, Some(old), new);
            }
        }
        for (name, new) in &now.element.attributes {
            if self.element.attribute(name).is_none() {
                attribute(name, None, Some(new));
            }
        }
    }

    fn children_to(&self, now: &Facts, changes: &mut Vec<Change>) {
        let keys = |facts: &Facts| facts.children.iter().map(|(key, _)| *key).collect::<Vec<_>>();
        let (before, after) = (keys(self), keys(now));
        if before == after {
            return;
        }
        let (had, has): (HashSet<_>, HashSet<_>) =
            (before.iter().copied().collect(), after.iter().copied().collect());
        for (key, child) in self.children.iter().filter(|(key, _)| !has.contains(key)) {
            changes.push(Change::new(ChangeKind::ChildRemoved, Some(label(child)), None).with(Some(*key)));
        }
        for (key, child) in now.children.iter().filter(|(key, _)| !had.contains(key)) {
            changes.push(Change::new(ChangeKind::ChildAdded, None, Some(label(child))).with(Some(*key)));
        }
        let stayed = |keys: &[NodeKey], there: &HashSet<NodeKey>| {
            keys.iter().copied().filter(|key| there.contains(key)).collect::<Vec<_>>()
        };
        let (old, new) = (stayed(&before, &has), stayed(&after, &had));
        if old != new {
            let word = |keys: &[NodeKey]| {
                Some(keys.iter().map(|key| format!("{key:?}")).collect::<Vec<_>>().join(" "))
            };
            changes.push(Change::new(ChangeKind::Order, word(&old), word(&new)));
        }
    }
}

fn shared(node: &Node) -> Option<Arc<Element>> {
    match &node.data {
        dom::NodeData::Element(element) => Some(element.clone()),
        _ => None,
    }
}

fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// `button#pay.primary`.
pub fn label(element: &Element) -> String {
    let mut label = element.tag.to_string();
    if let Some(id) = element.attribute("id").filter(|id| !id.is_empty()) {
        label.push('#');
        label.push_str(id);
    }
    let classes = element.attribute("class").into_iter().flat_map(|class| class.split_whitespace());
    for class in classes.take(2) {
        label.push('.');
        label.push_str(class);
    }
    label
}

/// Elements of which something may be different where this node is: itself, its parents then and now, and the select that
/// an option is in.
pub(crate) fn around(
    document: &Document,
    key: NodeKey,
    before: Option<&Node>,
    now: Option<&Node>,
    mut each: impl FnMut(NodeKey),
) {
    each(key);
    let parents = [before, now].map(|node| node.and_then(|node| node.parent));
    let [old, new] = parents;
    for parent in old.into_iter().chain(new.filter(|_| old != new)) {
        let mut at = Some(parent);
        while let Some(key) = at {
            each(key);
            let node = document.node(key);
            let is_choice = node
                .and_then(Node::element)
                .is_some_and(|element| matches!(&*element.tag, "option" | "optgroup"));
            at = node.and_then(|node| node.parent).filter(|_| is_choice);
        }
    }
}
