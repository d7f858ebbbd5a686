//! One node as it was recorded: its kind, its attributes, and the live state that is more than the attributes say.

use super::Writer;
use crate::{Element, Live, MediaClock, Node, NodeData, Sheet};
use events::limits::MAX_ATTRIBUTES;
use events::{Code, ElementExtra, Namespace, Text, Timestamp, TreeElement, TreeNode, TreeNodeKind};
use hashbrown::HashSet;
use std::sync::Arc;

impl Writer<'_> {
    pub(super) fn node_from(&mut self, node: &TreeNode) -> Node {
        let element = match &node.kind {
            TreeNodeKind::Document { quirks } => return Node::new(NodeData::Document { quirks: *quirks }),
            TreeNodeKind::Doctype { name, public_id, system_id } => {
                return Node::new(NodeData::doctype(name.clone(), public_id.clone(), system_id.clone()));
            }
            TreeNodeKind::Text(text) => return Node::new(NodeData::Text(text.clone())),
            TreeNodeKind::Comment(text) => return Node::new(NodeData::Comment(text.clone())),
            TreeNodeKind::Cdata => return Node::new(NodeData::Cdata),
            TreeNodeKind::Element(element) => element,
        };
        let attributes = self.attributes_from(element);
        let live = live_from(element, &attributes, self.time);
        let mut built = Node::new(NodeData::Element(Arc::new(Element {
            tag: element.tag.clone(),
            namespace: element.namespace,
            custom: element.custom,
            attributes,
        })));
        built.live = live.map(Arc::new);
        built
    }

    fn attributes_from(&mut self, element: &TreeElement) -> Vec<(Text, Text)> {
        let mut attributes: Vec<(Text, Text)> = Vec::with_capacity(element.attributes.len());
        let mut seen = HashSet::new();
        for (name, value) in &element.attributes {
            if !is_attribute_name(name) {
                self.warn(Code::InvalidEntry, "An attribute has a name that no attribute can have");
                continue;
            }
            let name = attribute_name(name, element.namespace);
            // Comparing with each other attribute is quicker than hashing for the few that elements have.
            let is_known = if element.attributes.len() <= 16 {
                attributes.iter().any(|(known, _)| *known == name)
            } else {
                !seen.insert(name.clone())
            };
            if is_known {
                if let Some((_, known)) = attributes.iter_mut().find(|(known, _)| *known == name) {
                    *known = value.clone();
                }
            } else if attributes.len() < MAX_ATTRIBUTES {
                attributes.push((name, value.clone()));
            } else {
                self.warn(Code::LimitReached, "An element has more attributes than are kept");
                break;
            }
        }
        attributes
    }
}

pub(super) fn is_same_kind(known: &NodeData, recorded: &TreeNodeKind) -> bool {
    match (known, recorded) {
        (NodeData::Element(known), TreeNodeKind::Element(recorded)) => {
            known.tag == recorded.tag && known.namespace == recorded.namespace
        }
        (NodeData::Document { .. }, TreeNodeKind::Document { .. })
        | (NodeData::Doctype(_), TreeNodeKind::Doctype { .. })
        | (NodeData::Text(_), TreeNodeKind::Text(_))
        | (NodeData::Comment(_), TreeNodeKind::Comment(_))
        | (NodeData::Cdata, TreeNodeKind::Cdata) => true,
        _ => false,
    }
}

pub(super) fn is_frame(element: &Element) -> bool {
    element.is_html("iframe") || element.is_html("frame")
}

/// Any name that a browser of some generation accepts.
pub(super) fn is_attribute_name(name: &str) -> bool {
    !name.is_empty()
        && !name.chars().any(|c| c == '\0' || c == '/' || c == '>' || c == '=' || c.is_ascii_whitespace())
}

/// The HTML DOM lower-cases names on HTML elements and keeps them on others.
pub(super) fn attribute_name(name: &Text, namespace: Namespace) -> Text {
    if namespace == Namespace::Html && name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Text::from(name.to_ascii_lowercase());
    }
    name.clone()
}

/// Live state where it is more than the attributes say: what equals them follows them when they change, as in a
/// browser whose control nobody has touched.
fn live_from(element: &TreeElement, attributes: &[(Text, Text)], time: Timestamp) -> Option<Live> {
    let attribute = |name: &str| attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value);
    let extra = element.extra.as_deref();
    let is_input = element.namespace == Namespace::Html && element.tag == "input";
    let mut live = Live::NONE;
    if is_input {
        let is_on = extra.and_then(|extra| extra.checked);
        let by_attribute = attribute("checked").is_some();
        // Recorders write the attribute for controls that are off now; only the explicit word means on.
        let can_be_on = attribute("type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox") || kind.eq_ignore_ascii_case("radio"));
        live.checked = match is_on {
            Some(on) => (on != by_attribute).then_some(on),
            None => (can_be_on && by_attribute).then_some(false),
        };
    }
    let Some(extra) = extra else { return (live != Live::NONE).then_some(live) };
    live_from_extra(&mut live, extra, element, attribute, time);
    (live != Live::NONE).then_some(live)
}

fn live_from_extra<'a>(
    live: &mut Live,
    extra: &ElementExtra,
    element: &TreeElement,
    attribute: impl Fn(&str) -> Option<&'a Text>,
    time: Timestamp,
) {
    live.value = match &*element.tag {
        "input" => extra.value.clone().filter(|value| attribute("value") != Some(value)),
        _ => None,
    };
    live.selected = extra.selected.filter(|&selected| selected != attribute("selected").is_some());
    live.scroll = extra.scroll;
    live.dialog = extra.dialog;
    live.media = extra.media.clone().map(|state| MediaClock { state, since: time });
    live.sheet = extra.sheet.as_ref().map(|parts| Arc::new(Sheet::Text(Arc::from(parts.as_slice()))));
    live.picture = extra.picture.clone();
    live.blocked_size = extra.blocked_size.clone();
    live.original_src = extra.original_src.clone();
}
