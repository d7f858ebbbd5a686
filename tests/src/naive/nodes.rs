//! The plain tree: nodes with lists of children, found by the recorder's ids.

use super::{Replay, css};
use events::{DialogMode, ElementExtra, MediaState, Namespace, TreeElement, TreeNode, TreeNodeKind};

/// An index into the replay's nodes. It is never used again for another node.
pub(crate) type Handle = usize;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Child,
    ShadowChild,
    FrameDocument,
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub alive: bool,
    /// None where the recorder gave none, or another node took it over.
    pub id: Option<u64>,
    pub content: Content,
    pub up: Option<(Handle, Place)>,
    pub children: Vec<Handle>,
    /// Some: it has a shadow root, with these children.
    pub shadow: Option<Vec<Handle>>,
    pub document: Option<Handle>,
    /// Sheets adopted by this document, or by this host's shadow root.
    pub adopted: Vec<u64>,
    pub scroll: Option<(f64, f64)>,
    pub live: Live,
}

#[derive(Clone, Debug)]
pub enum Content {
    Document { quirks: bool },
    Doctype { name: String, public_id: String, system_id: String },
    Element(Element),
    Text(String),
    Comment(String),
    Cdata,
}

#[derive(Clone, Debug)]
pub struct Element {
    pub tag: String,
    pub namespace: Namespace,
    pub attributes: Vec<(String, String)>,
    /// The declarations of the style attribute once single ones were changed; the attribute's text is stale then.
    pub style: Option<css::Declarations>,
}

/// What a node holds beside what was recorded of it.
#[derive(Clone, Default, Debug)]
pub(crate) struct Live {
    pub value: Option<String>,
    pub checked: Option<bool>,
    pub selected: Option<bool>,
    pub dialog: Option<DialogMode>,
    /// With the moment at which it was true.
    pub media: Option<(MediaState, i64)>,
    pub sheet: Option<Sheet>,
    pub picture: Option<String>,
    pub blocked: Option<(String, String)>,
    pub original_src: Option<String>,
    /// Canvas commands since it was last blank: (property, arguments, is an assignment).
    pub canvas: Vec<(String, String, bool)>,
}

#[derive(Clone, Debug)]
pub enum Sheet {
    Parts(Vec<String>),
    Rules(Vec<css::Rule>),
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn is_html(&self, tag: &str) -> bool {
        self.namespace == Namespace::Html && self.tag == tag
    }

    pub fn is_frame(&self) -> bool {
        self.is_html("iframe") || self.is_html("frame")
    }

    /// HTML elements know their attributes in lower case only.
    pub fn name_of(&self, name: &str) -> String {
        if self.namespace == Namespace::Html { name.to_ascii_lowercase() } else { name.to_owned() }
    }

    pub fn set(&mut self, name: &str, value: &str) {
        let name = self.name_of(name);
        if name == "style" {
            self.style = None;
        }
        match self.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value.to_owned(),
            None => self.attributes.push((name, value.to_owned())),
        }
    }

    pub fn unset(&mut self, name: &str) {
        let name = self.name_of(name);
        if name == "style" {
            self.style = None;
        }
        self.attributes.retain(|(known, _)| *known != name);
    }

    /// The style attribute as what it declares; None where there is none.
    pub fn declared(&self) -> Option<css::Declarations> {
        let text = self.attribute("style")?;
        Some(self.style.clone().unwrap_or_else(|| css::declarations(text)))
    }
}

/// Names that some browser takes for an attribute.
pub(super) fn is_possible_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['\0', '/', '>', '=', ' ', '\t', '\n', '\r', '\u{c}'])
}

impl Content {
    pub(super) fn of(kind: &TreeNodeKind) -> Content {
        match kind {
            TreeNodeKind::Document { quirks } => Content::Document { quirks: *quirks },
            TreeNodeKind::Doctype { name, public_id, system_id } => Content::Doctype {
                name: name.to_string(),
                public_id: public_id.to_string(),
                system_id: system_id.to_string(),
            },
            TreeNodeKind::Text(text) => Content::Text(text.to_string()),
            TreeNodeKind::Comment(text) => Content::Comment(text.to_string()),
            TreeNodeKind::Cdata => Content::Cdata,
            TreeNodeKind::Element(recorded) => {
                let (tag, namespace) = (recorded.tag.to_string(), recorded.namespace);
                let mut element = Element { tag, namespace, attributes: Vec::new(), style: None };
                for (name, value) in recorded.attributes.iter().filter(|(name, _)| is_possible_name(name)) {
                    element.set(name, value);
                }
                Content::Element(element)
            }
        }
    }

    /// Whether this can be the same node at another time.
    pub(super) fn is_like(&self, kind: &TreeNodeKind) -> bool {
        match (self, kind) {
            (Content::Element(known), TreeNodeKind::Element(other)) => {
                *known.tag == *other.tag && known.namespace == other.namespace
            }
            (Content::Document { .. }, TreeNodeKind::Document { .. })
            | (Content::Doctype { .. }, TreeNodeKind::Doctype { .. })
            | (Content::Text(_), TreeNodeKind::Text(_))
            | (Content::Comment(_), TreeNodeKind::Comment(_))
            | (Content::Cdata, TreeNodeKind::Cdata) => true,
            _ => false,
        }
    }
}

impl Live {
    fn of(recorded: &TreeElement, element: &Element, now: i64) -> Live {
        let none = ElementExtra::default();
        let extra = recorded.extra.as_deref().unwrap_or(&none);
        let mut live = Live::default();
        let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
        if element.is_html("input") {
            // The recorder says `true` for what is on; the bare attribute is the page's HTML, and may be off by now.
            let is_switch = kind == "checkbox" || kind == "radio";
            let by_attribute = element.attribute("checked").is_some();
            live.checked = extra.checked.filter(|on| *on != by_attribute);
            if extra.checked.is_none() && is_switch && by_attribute {
                live.checked = Some(false);
            }
        }
        if element.tag == "input" {
            live.value = extra.value.as_ref().map(|value| value.to_string());
            live.value = live.value.filter(|value| Some(value.as_str()) != element.attribute("value"));
        }
        live.selected = extra.selected.filter(|on| *on != element.attribute("selected").is_some());
        live.dialog = extra.dialog;
        live.media = extra.media.clone().map(|state| (state, now));
        live.sheet =
            extra.sheet.as_ref().map(|parts| Sheet::Parts(parts.iter().map(|p| p.to_string()).collect()));
        live.picture = extra.picture.as_ref().map(|picture| picture.to_string());
        live.blocked = extra.blocked_size.as_ref().map(|(w, h)| (w.to_string(), h.to_string()));
        live.original_src = extra.original_src.as_ref().map(|src| src.to_string());
        live
    }
}

impl Replay {
    pub(crate) fn root(&self) -> Option<Handle> {
        self.root
    }

    pub(crate) fn node(&self, handle: Handle) -> &Node {
        &self.nodes[handle]
    }

    pub(super) fn node_mut(&mut self, handle: Handle) -> &mut Node {
        &mut self.nodes[handle]
    }

    pub(super) fn find(&self, id: u64) -> Option<Handle> {
        self.ids.get(&id).copied()
    }

    pub(crate) fn element(&self, handle: Handle) -> Option<&Element> {
        match &self.node(handle).content {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(super) fn element_mut(&mut self, handle: Handle) -> Option<&mut Element> {
        match &mut self.node_mut(handle).content {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(super) fn is_document(&self, handle: Handle) -> bool {
        matches!(self.node(handle).content, Content::Document { .. })
    }

    /// A node that stands nowhere yet. It takes over its id from whoever had it, but for the page's own document.
    pub(super) fn build(&mut self, recorded: &TreeNode) -> Handle {
        let handle = self.nodes.len();
        let mut id = recorded.id.map(|id| id.0);
        if let Some(owner) = id.and_then(|id| self.find(id)) {
            if Some(owner) == self.root {
                id = None;
            } else {
                self.node_mut(owner).id = None;
            }
        }
        if let Some(id) = id {
            self.ids.insert(id, handle);
        }
        self.nodes.push(Node {
            alive: true,
            id,
            content: Content::of(&recorded.kind),
            up: None,
            children: Vec::new(),
            shadow: None,
            document: None,
            adopted: Vec::new(),
            scroll: None,
            live: Live::default(),
        });
        self.take_state(handle, recorded);
        handle
    }

    /// A known node is recorded again: its data is new, its children stay.
    pub(super) fn refresh(&mut self, handle: Handle, recorded: &TreeNode) {
        self.detach(handle);
        let canvas = std::mem::take(&mut self.node_mut(handle).live.canvas);
        self.node_mut(handle).content = Content::of(&recorded.kind);
        self.node_mut(handle).scroll = None;
        self.take_state(handle, recorded);
        let live = &mut self.node_mut(handle).live;
        if live.picture.is_none() {
            live.canvas = canvas;
        }
    }

    fn take_state(&mut self, handle: Handle, recorded: &TreeNode) {
        let TreeNodeKind::Element(element) = &recorded.kind else { return };
        let now = self.now;
        let known = self.element(handle).map(|known| Live::of(element, known, now));
        let extra = element.extra.as_deref();
        let node = self.node_mut(handle);
        node.live = known.unwrap_or_default();
        node.scroll = extra.and_then(|extra| extra.scroll);
        if element.shadow_host {
            self.ensure_shadow(handle);
        }
        let tag = element.tag.as_str();
        if tag == "style" && extra.is_some_and(|extra| extra.sheet.is_some()) {
            self.event.fresh_sheets.insert(handle);
        }
        if tag == "option" && extra.is_some_and(|extra| extra.selected == Some(true)) {
            self.event.chosen.push(handle);
        }
    }

    pub(super) fn ensure_shadow(&mut self, host: Handle) {
        if self.node(host).shadow.is_some() {
            return;
        }
        self.node_mut(host).shadow = Some(Vec::new());
        // A host that only moved keeps its root in the page, and what the root adopted is not told again.
        if let Some(adopted) = self.node(host).id.and_then(|id| self.event.adopted.remove(&id)) {
            self.node_mut(host).adopted = adopted;
        }
    }

    pub(super) fn is_inside(&self, handle: Handle, ancestor: Handle) -> bool {
        let mut at = Some(handle);
        while let Some(handle) = at {
            if handle == ancestor {
                return true;
            }
            at = self.node(handle).up.map(|(up, _)| up);
        }
        false
    }

    pub(super) fn list_mut(&mut self, parent: Handle, place: Place) -> Option<&mut Vec<Handle>> {
        match place {
            Place::Child => Some(&mut self.node_mut(parent).children),
            Place::ShadowChild => self.node_mut(parent).shadow.as_mut(),
            Place::FrameDocument => None,
        }
    }

    /// Takes a node out of its place, with all below it.
    pub(super) fn detach(&mut self, handle: Handle) {
        let Some((parent, place)) = self.node(handle).up else { return };
        if place == Place::Child {
            self.children_change(parent, matches!(self.node(handle).content, Content::Text(_)));
        }
        self.node_mut(handle).up = None;
        match self.list_mut(parent, place) {
            Some(list) => list.retain(|child| *child != handle),
            None => self.node_mut(parent).document = None,
        }
    }

    /// Puts a node that stands nowhere before a sibling, or last.
    pub(super) fn attach(&mut self, handle: Handle, parent: Handle, place: Place, before: Option<Handle>) {
        if place == Place::Child {
            self.children_change(parent, matches!(self.node(handle).content, Content::Text(_)));
        }
        self.node_mut(handle).up = Some((parent, place));
        match self.list_mut(parent, place) {
            Some(list) => {
                let index = before.and_then(|before| list.iter().position(|child| *child == before));
                list.insert(index.unwrap_or(list.len()), handle);
            }
            None => self.node_mut(parent).document = Some(handle),
        }
    }

    /// Takes a node off the page with all below it, shadow trees and frame documents too.
    pub(super) fn kill(&mut self, handle: Handle) {
        self.detach(handle);
        let focused = self.page.focused;
        let mut stack = vec![handle];
        while let Some(handle) = stack.pop() {
            if focused == Some(handle) {
                self.page.focused = None;
                self.event.focused = self.node(handle).id;
            }
            let node = self.node_mut(handle);
            node.alive = false;
            stack.extend(node.children.iter().chain(node.shadow.iter().flatten()).chain(&node.document));
            if let Some(id) = node.id.take() {
                if node.shadow.is_some() && !node.adopted.is_empty() {
                    let adopted = node.adopted.clone();
                    self.event.adopted.insert(id, adopted);
                }
                self.ids.remove(&id);
            }
        }
    }
}
