//! What the controls of a page should hold, by the rules of the HTML standard: recorded state, else what attributes say.

use super::expected::{Expected, Kind, Node};
use std::collections::{BTreeMap, HashSet};

/// Checkboxes and radio buttons that should be on.
pub(super) fn checked(expected: &Expected) -> HashSet<u64> {
    let mut on = HashSet::new();
    // Of each group of radio buttons the one that is on: recorded state before attributes, then the last.
    let mut groups: BTreeMap<(u64, u64, &str), (bool, u64)> = BTreeMap::new();
    for node in expected.nodes.iter().filter(|node| node.is_html("input")) {
        let says_so = node.live.checked.unwrap_or_else(|| node.attributes.contains_key("checked"));
        let is_recorded = node.live.checked.is_some();
        match node.control_type().as_str() {
            "checkbox" if says_so => {
                on.insert(node.key);
            }
            "radio" if says_so => match node.attribute("name").filter(|name| !name.is_empty()) {
                Some(name) => {
                    let root = expected.root_of(node.key).map_or(0, |root| root.key);
                    let best = groups.entry((root, form_of(expected, node), name)).or_insert((false, 0));
                    if is_recorded || !best.0 {
                        *best = (is_recorded, node.key);
                    }
                }
                None => {
                    on.insert(node.key);
                }
            },
            _ => {}
        }
    }
    on.extend(groups.into_values().map(|(_, key)| key));
    on
}

/// The form that a control belongs to; 0 for none.
fn form_of(expected: &Expected, node: &Node) -> u64 {
    let root = expected.root_of(node.key).map_or(0, |root| root.key);
    if let Some(name) = node.attribute("form") {
        let mut tree = expected.tree_below(root).into_iter().filter(|other| other.kind.is_element());
        let named = tree.find(|other| other.attribute("id") == Some(name));
        return named.filter(|other| other.is_html("form")).map_or(0, |form| form.key);
    }
    let within = expected.upwards(node.key).take_while(|above| above.key != root);
    within.skip(1).find(|above| above.is_html("form")).map_or(0, |form| form.key)
}

/// Options that should be selected.
pub(super) fn selected(expected: &Expected) -> HashSet<u64> {
    let mut chosen = HashSet::new();
    let mut in_select = HashSet::new();
    for select in expected.nodes.iter().filter(|node| node.is_html("select")) {
        let options: Vec<&Node> =
            expected.tree_below(select.key).into_iter().filter(|node| is_option_of(expected, node)).collect();
        in_select.extend(options.iter().map(|option| option.key));
        let stated =
            |option: &Node| option.live.selected.unwrap_or(option.attributes.contains_key("selected"));
        if select.attributes.contains_key("multiple") {
            chosen.extend(options.iter().filter(|option| stated(option)).map(|option| option.key));
            continue;
        }
        let named = select.live.value.as_ref().and_then(|value| {
            options.iter().find(|option| value_of(expected, option) == value.as_str()).copied()
        });
        let recorded = options.iter().rev().find(|option| option.live.selected == Some(true)).copied();
        let last = options.iter().rev().find(|option| stated(option)).copied();
        let is_list =
            select.attribute("size").and_then(|size| size.parse::<u32>().ok()).is_some_and(|size| size > 1);
        let first = options.iter().find(|option| !is_list && !is_disabled(expected, option)).copied();
        chosen.extend(named.or(recorded).or(last).or(first).map(|option| option.key));
    }
    // Of a list of suggestions, or of nothing: what the attribute says.
    let loose = expected
        .nodes
        .iter()
        .filter(|node| node.is_html("option") && !in_select.contains(&node.key))
        .filter(|node| node.attributes.contains_key("selected"));
    chosen.extend(loose.map(|node| node.key));
    chosen
}

/// A child of the `select` or of a group that is.
fn is_option_of(expected: &Expected, node: &Node) -> bool {
    if !node.is_html("option") {
        return false;
    }
    let Some(parent) = expected.node(node.parent) else { return false };
    let above = expected.node(parent.parent);
    parent.is_html("select")
        || parent.is_html("optgroup") && above.is_some_and(|above| above.is_html("select"))
}

fn is_disabled(expected: &Expected, option: &Node) -> bool {
    let group = expected.node(option.parent).filter(|parent| parent.is_html("optgroup"));
    option.attributes.contains_key("disabled")
        || group.is_some_and(|group| group.attributes.contains_key("disabled"))
}

/// The value of an option: its attribute, else its text with white space collapsed.
fn value_of(expected: &Expected, option: &Node) -> String {
    match option.attribute("value") {
        Some(value) => value.to_owned(),
        None => text_of(expected, option.key).split_ascii_whitespace().collect::<Vec<_>>().join(" "),
    }
}

pub(super) fn text_of(expected: &Expected, key: u64) -> String {
    let texts = expected.tree_below(key).into_iter().filter(|node| node.kind == Kind::Text);
    texts.map(|node| node.text.as_str()).collect()
}
