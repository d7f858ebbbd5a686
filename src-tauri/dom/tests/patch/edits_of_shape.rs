//! Changes of the tree.

use crate::dice::Dice;
use crate::draft::{Draft, element, html};
use dom::{NodeData, NodeKey};
use events::Namespace;
use std::sync::Arc;

const TAGS: &[&str] = &[
    "div", "div", "ul", "li", "p", "span", "section", "style", "style", "link", "script", "iframe", "iframe",
    "template", "a", "img", "input", "textarea", "select", "option", "canvas", "video", "dialog", "x-card",
    "noscript", "object", "meta", "madeup", "form", "table",
];
const SVG: &[&str] = &["svg", "g", "lineargradient", "style", "script", "use", "animate", "foreignobject"];

fn any_data(dice: &mut Dice) -> NodeData {
    match dice.roll(10) {
        0..=5 => html(TAGS[dice.roll(TAGS.len())]),
        6 => element(SVG[dice.roll(SVG.len())], Namespace::Svg),
        7 | 8 => NodeData::Text(format!("text {}", dice.roll(9)).into()),
        _ if dice.one_in(4) => NodeData::Cdata,
        _ => NodeData::Comment("comment".into()),
    }
}

fn insert(draft: &mut Draft, dice: &mut Dice, parent: NodeKey) -> NodeKey {
    let key = draft.create(any_data(dice));
    let at = dice.roll(draft.nodes[&parent].children.len() + 1);
    draft.attach(key, parent, at);
    key
}

pub fn insert_leaf(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(parent) = dice.pick(&draft.parents()) else { return false };
    insert(draft, dice, parent);
    true
}

pub fn insert_subtree(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(parent) = dice.pick(&draft.parents()) else { return false };
    let tag = TAGS[dice.roll(TAGS.len())];
    let root = draft.create(html(tag));
    let at = dice.roll(draft.nodes[&parent].children.len() + 1);
    draft.attach(root, parent, at);
    for _ in 0..2 + dice.roll(8) {
        let inside: Vec<NodeKey> =
            draft.parents().into_iter().filter(|&key| draft.is_below(key, root)).collect();
        let Some(parent) = dice.pick(&inside) else { return true };
        match dice.roll(8) {
            0 if draft.nodes[&parent].shadow.is_none() => shadow(draft, parent),
            1 if draft.tag(parent) == "iframe" && draft.nodes[&parent].content.is_none() => {
                let (document, _) = draft.page();
                draft.attach(document, parent, 0);
            }
            _ => {
                insert(draft, dice, parent);
            }
        }
    }
    true
}

fn shadow(draft: &mut Draft, host: NodeKey) {
    if !host.is_shadow_root() {
        draft.create_as(host.shadow_root(), NodeData::ShadowRoot);
        draft.attach(host.shadow_root(), host, 0);
    }
}

pub fn remove(draft: &mut Draft, dice: &mut Dice) -> bool {
    // Big ones seldom, or little of a page is left.
    let small: Vec<NodeKey> =
        draft.movables().into_iter().filter(|&key| draft.below(key).len() < 8).collect();
    let Some(key) = dice.pick(&small) else { return false };
    draft.delete(key);
    true
}

/// A place for `key`: a parent that is not below it, and an index.
fn place(draft: &Draft, dice: &mut Dice, key: NodeKey) -> Option<(NodeKey, usize)> {
    let parents: Vec<NodeKey> =
        draft.parents().into_iter().filter(|&parent| !draft.is_below(parent, key)).collect();
    let parent = dice.pick(&parents)?;
    Some((parent, dice.roll(draft.nodes[&parent].children.len() + 1)))
}

pub fn move_elsewhere(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(key) = draft.pick_movable(dice) else { return false };
    let Some((parent, at)) = place(draft, dice, key) else { return false };
    draft.detach(key);
    draft.attach(key, parent, at);
    true
}

/// A parent with several children that may stand in any order.
fn family(draft: &Draft, dice: &mut Dice) -> Option<NodeKey> {
    let families: Vec<NodeKey> =
        draft.parents().into_iter().filter(|key| draft.nodes[key].children.len() > 1).collect();
    dice.pick(&families)
}

pub fn move_among_siblings(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(parent) = family(draft, dice) else { return false };
    let children = &mut draft.get(parent).children;
    let child = children.remove(dice.roll(children.len()));
    children.insert(dice.roll(children.len() + 1), child);
    true
}

pub fn reverse(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(parent) = family(draft, dice) else { return false };
    draft.get(parent).children.reverse();
    true
}

pub fn shuffle(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(parent) = family(draft, dice) else { return false };
    let children = &mut draft.get(parent).children;
    for at in 1..children.len() {
        children.swap(at, dice.roll(at + 1));
    }
    true
}

pub fn wrap(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(key) = draft.pick_movable(dice) else { return false };
    let (parent, at) = draft.detach(key);
    let wrapper = draft.create(html("div"));
    draft.attach(wrapper, parent, at);
    draft.attach(key, wrapper, 0);
    true
}

pub fn unwrap(draft: &mut Draft, dice: &mut Dice) -> bool {
    let full: Vec<NodeKey> =
        draft.movables().into_iter().filter(|key| !draft.nodes[key].children.is_empty()).collect();
    let Some(key) = dice.pick(&full) else { return false };
    let children = draft.nodes[&key].children.clone();
    let (parent, at) = draft.detach(key);
    for &child in children.iter().rev() {
        draft.detach(child);
        draft.attach(child, parent, at);
    }
    draft.attach(key, parent, 0);
    draft.delete(key);
    true
}

pub fn wrap_children(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(parent) = family(draft, dice) else { return false };
    if draft.nodes[&parent].children.iter().any(|child| !draft.movables().contains(child)) {
        return false;
    }
    let children = draft.nodes[&parent].children.clone();
    let wrapper = draft.create(html("section"));
    for child in children {
        draft.detach(child);
        draft.attach(child, wrapper, usize::MAX);
    }
    draft.attach(wrapper, parent, 0);
    true
}

pub fn swap_parent_and_child(draft: &mut Draft, dice: &mut Dice) -> bool {
    let movables = draft.movables();
    let pairs: Vec<(NodeKey, NodeKey)> = movables
        .iter()
        .filter_map(|&child| Some((draft.nodes[&child].parent?, child)))
        .filter(|(parent, child)| movables.contains(parent) && draft.parents().contains(child))
        .collect();
    let Some((parent, child)) = dice.pick(&pairs) else { return false };
    draft.detach(child);
    let (above, at) = draft.detach(parent);
    draft.attach(child, above, at);
    let inside: Vec<NodeKey> =
        draft.parents().into_iter().filter(|&key| draft.is_below(key, child)).collect();
    let under = dice.pick(&inside).unwrap();
    draft.attach(parent, under, dice.roll(3));
    true
}

pub fn swap_subtrees(draft: &mut Draft, dice: &mut Dice) -> bool {
    let (Some(a), Some(b)) = (draft.pick_movable(dice), draft.pick_movable(dice)) else { return false };
    if draft.is_below(a, b) || draft.is_below(b, a) {
        return false;
    }
    let (parent_of_a, place_of_a) = draft.detach(a);
    let (parent_of_b, place_of_b) = draft.detach(b);
    draft.attach(b, parent_of_a, place_of_a);
    draft.attach(a, parent_of_b, place_of_b);
    true
}

pub fn move_into_new(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(key) = draft.pick_movable(dice) else { return false };
    let Some((parent, at)) = place(draft, dice, key) else { return false };
    let outer = draft.create(html("div"));
    draft.attach(outer, parent, at);
    let inner = draft.append(html("p"), outer);
    draft.append(NodeData::Text("beside".into()), inner);
    draft.detach(key);
    draft.attach(key, inner, dice.roll(2));
    true
}

pub fn move_out_of_removed(draft: &mut Draft, dice: &mut Dice) -> bool {
    let movables = draft.movables();
    let Some(key) = draft.pick_movable(dice) else { return false };
    let Some(doomed) = draft.nodes[&key].parent.filter(|parent| movables.contains(parent)) else {
        return false;
    };
    let Some((parent, at)) = place(draft, dice, doomed) else { return false };
    draft.detach(key);
    draft.attach(key, parent, at);
    if draft.below(doomed).len() < 12 {
        draft.delete(doomed);
    }
    true
}

pub fn attach_shadow(draft: &mut Draft, dice: &mut Dice) -> bool {
    let hosts: Vec<NodeKey> =
        draft.elements().into_iter().filter(|key| draft.nodes[key].shadow.is_none()).collect();
    let Some(host) = dice.pick(&hosts) else { return false };
    shadow(draft, host);
    insert(draft, dice, host.shadow_root());
    true
}

pub fn remove_shadow(draft: &mut Draft, dice: &mut Dice) -> bool {
    let roots: Vec<NodeKey> = draft.nodes.keys().copied().filter(|key| key.is_shadow_root()).collect();
    let Some(root) = dice.pick(&roots) else { return false };
    draft.delete(root);
    true
}

pub fn move_into_shadow(draft: &mut Draft, dice: &mut Dice) -> bool {
    let roots: Vec<NodeKey> = draft.nodes.keys().copied().filter(|key| key.is_shadow_root()).collect();
    let (Some(root), Some(key)) = (dice.pick(&roots), draft.pick_movable(dice)) else { return false };
    if draft.is_below(root, key) {
        return false;
    }
    draft.detach(key);
    draft.attach(key, root, dice.roll(3));
    true
}

/// Frames, with or without a document.
fn frames(draft: &Draft, full: bool) -> Vec<NodeKey> {
    draft.tagged(&["iframe"]).into_iter().filter(|key| draft.nodes[key].content.is_some() == full).collect()
}

pub fn insert_frame(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(parent) = dice.pick(&draft.tagged(&["body", "div"])) else { return false };
    let frame = draft.append(html("iframe"), parent);
    if !dice.one_in(3) {
        let (document, body) = draft.page();
        insert(draft, dice, body);
        draft.attach(document, frame, 0);
    }
    true
}

pub fn attach_document(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(frame) = dice.pick(&frames(draft, false)) else { return false };
    let (document, body) = draft.page();
    insert(draft, dice, body);
    draft.attach(document, frame, 0);
    true
}

pub fn remove_document(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(frame) = dice.pick(&frames(draft, true)) else { return false };
    draft.delete(draft.nodes[&frame].content.unwrap());
    true
}

/// The new document takes over some nodes of the old one.
pub fn replace_document(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(frame) = dice.pick(&frames(draft, true)) else { return false };
    let old = draft.nodes[&frame].content.unwrap();
    let inside: Vec<NodeKey> = draft.movables().into_iter().filter(|&key| draft.is_below(key, old)).collect();
    let (new, body) = draft.page();
    if let Some(key) = dice.pick(&inside) {
        draft.detach(key);
        let goes_out = dice.one_in(2);
        let outside: Vec<NodeKey> =
            draft.parents().into_iter().filter(|&parent| !draft.is_below(parent, old)).collect();
        let parent = if goes_out { dice.pick(&outside).unwrap_or(body) } else { body };
        let parent = if draft.is_below(parent, key) { body } else { parent };
        draft.attach(key, parent, 0);
    }
    draft.delete(old);
    if draft.nodes.contains_key(&frame) {
        draft.attach(new, frame, 0);
    } else {
        for key in draft.below(new) {
            draft.nodes.remove(&key);
        }
    }
    true
}

pub fn move_document(draft: &mut Draft, dice: &mut Dice) -> bool {
    let (Some(from), Some(to)) = (dice.pick(&frames(draft, true)), dice.pick(&frames(draft, false))) else {
        return false;
    };
    let document = draft.nodes[&from].content.unwrap();
    if draft.is_below(to, document) {
        return false;
    }
    draft.detach(document);
    draft.attach(document, to, 0);
    true
}

pub fn swap_documents(draft: &mut Draft, dice: &mut Dice) -> bool {
    let (Some(a), Some(b)) = (dice.pick(&frames(draft, true)), dice.pick(&frames(draft, true))) else {
        return false;
    };
    if draft.is_below(a, b) || draft.is_below(b, a) {
        return false;
    }
    let (of_a, of_b) = (draft.nodes[&a].content.unwrap(), draft.nodes[&b].content.unwrap());
    draft.detach(of_a);
    draft.detach(of_b);
    draft.attach(of_a, b, 0);
    draft.attach(of_b, a, 0);
    true
}

pub fn move_between_documents(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(frame) = dice.pick(&frames(draft, true)) else { return false };
    let document = draft.nodes[&frame].content.unwrap();
    let into = dice.one_in(2);
    let inside = |key: &NodeKey| draft.is_below(*key, document) == into;
    let parents: Vec<NodeKey> = draft.parents().into_iter().filter(inside).collect();
    let movables: Vec<NodeKey> = draft.movables().into_iter().filter(|key| !inside(key)).collect();
    let (Some(key), Some(parent)) = (dice.pick(&movables), dice.pick(&parents)) else { return false };
    if draft.is_below(parent, key) {
        return false;
    }
    draft.detach(key);
    draft.attach(key, parent, dice.roll(3));
    true
}

pub fn change_tag(draft: &mut Draft, dice: &mut Dice) -> bool {
    let plain: Vec<NodeKey> =
        draft.movables().into_iter().filter(|key| draft.parents().contains(key)).collect();
    let Some(key) = dice.pick(&plain) else { return false };
    let NodeData::Element(element) = &mut draft.get(key).data else { return false };
    let element = Arc::make_mut(element);
    let tag = if element.tag == "article" { "aside" } else { "article" };
    if element.tag == "iframe" {
        return false;
    }
    element.tag = tag.into();
    true
}

pub fn change_namespace(draft: &mut Draft, dice: &mut Dice) -> bool {
    let plain: Vec<NodeKey> = draft
        .movables()
        .into_iter()
        .filter(|key| draft.parents().contains(key) && draft.tag(*key) != "iframe")
        .collect();
    let Some(key) = dice.pick(&plain) else { return false };
    let NodeData::Element(element) = &mut draft.get(key).data else { return false };
    let element = Arc::make_mut(element);
    if dice.one_in(2) {
        element.custom = !element.custom;
    } else {
        let is_html = element.namespace == Namespace::Html;
        element.namespace = if is_html { Namespace::Svg } else { Namespace::Html };
    }
    true
}

pub fn change_to_text(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(key) = draft.pick_movable(dice) else { return false };
    if draft.below(key).len() > 6 {
        return false;
    }
    let (parent, at) = draft.detach(key);
    for key in draft.below(key) {
        draft.nodes.remove(&key);
    }
    draft.create_as(key, NodeData::Text("was something else".into()));
    draft.attach(key, parent, at);
    true
}

/// The key of a removed node comes back at another place as another kind, some of its children with it.
pub fn reuse_elsewhere(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(key) = draft.pick_movable(dice) else { return false };
    let below = draft.below(key);
    if below.len() > 8 {
        return false;
    }
    let children = draft.nodes[&key].children.clone();
    let Some((parent, at)) = place(draft, dice, key) else { return false };
    let keeps = dice.one_in(2);
    for &child in children.iter().filter(|_| keeps) {
        draft.detach(child);
    }
    let data = if draft.tag(key) == "main" { html("nav") } else { html("main") };
    draft.delete(key);
    draft.create_as(key, data);
    draft.attach(key, parent, at);
    for child in children.into_iter().filter(|_| keeps) {
        let under = if dice.one_in(2) { key } else { parent };
        draft.attach(child, under, 0);
    }
    true
}
