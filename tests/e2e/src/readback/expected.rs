//! What should stand: the stage's form of a document, with what lies beside it at that moment.

use dom::{Document, StageLive, StageNodeData, StageOp, StageSheet, stage_full};
use events::{Font, InteractionKind, Namespace, PointerKind, SelectionRange, StyleId, Text, Timestamp};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub struct Expected {
    pub at: Timestamp,
    /// Document order: a node, its shadow root, its children, its frame document.
    pub nodes: Vec<Node>,
    pub index: HashMap<u64, usize>,
    /// Below each node, all of them in order, shadow root and frame document included.
    pub below: HashMap<u64, Vec<u64>>,
    pub constructed: HashMap<StyleId, StageSheet>,
    pub fonts: Arc<Vec<Font>>,
    pub selection: Arc<[SelectionRange]>,
    pub focus: Option<u64>,
    pub viewport: Option<(f64, f64)>,
    pub href: Text,
    /// What the pointer is over, and what is held down.
    pub pointed: Option<u64>,
    pub pressed: Option<u64>,
}

pub struct Node {
    pub key: u64,
    /// 0 for the top document.
    pub parent: u64,
    pub kind: Kind,
    /// Tag, or name of a doctype.
    pub name: String,
    /// As an element has them: names in HTML are in lower case, and the last of two of one name counts.
    pub attributes: BTreeMap<String, String>,
    pub text: String,
    pub live: StageLive,
    pub sheet: Option<StageSheet>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Document,
    Quirks,
    Shadow,
    Doctype,
    Html,
    Svg,
    Math,
    Text,
    Comment,
}

impl Kind {
    /// As `page.js` says it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Document => "document",
            Kind::Quirks => "quirks",
            Kind::Shadow => "shadow",
            Kind::Doctype => "doctype",
            Kind::Html => "html",
            Kind::Svg => "svg",
            Kind::Math => "math",
            Kind::Text => "text",
            Kind::Comment => "comment",
        }
    }

    pub fn is_element(self) -> bool {
        matches!(self, Kind::Html | Kind::Svg | Kind::Math)
    }

    pub fn is_document(self) -> bool {
        matches!(self, Kind::Document | Kind::Quirks)
    }
}

impl Node {
    pub fn is_html(&self, name: &str) -> bool {
        self.kind == Kind::Html && self.name == name
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The type of an `input`, as browsers know it.
    pub fn control_type(&self) -> String {
        self.attribute("type").unwrap_or("text").to_ascii_lowercase()
    }
}

/// What is held down: not for ever, and not what is dragged, because letting go of that is not recorded.
fn pressed(document: &Document, at: Timestamp) -> Option<u64> {
    let hidden = &document.state().hidden;
    let (since, press) = hidden.presses.last()?;
    let is_dragged = hidden.trail.iter().any(|(time, s)| time > since && s.kind == PointerKind::Drag);
    match press.kind {
        InteractionKind::MouseDown | InteractionKind::TouchStart if !is_dragged => {
            press.target.filter(|_| at - *since <= 10_000_000).map(|id| id.0)
        }
        _ => None,
    }
}

impl Expected {
    pub fn of(document: &Document, at: Timestamp) -> Expected {
        let hidden = &document.state().hidden;
        let mut expected = Expected {
            at,
            nodes: Vec::new(),
            index: HashMap::new(),
            below: HashMap::new(),
            constructed: HashMap::new(),
            fonts: Arc::default(),
            selection: Arc::default(),
            focus: None,
            viewport: None,
            href: Text::default(),
            pointed: hidden.trail.last().and_then(|(_, sample)| sample.target).map(|id| id.0),
            pressed: pressed(document, at),
        };
        for op in stage_full(document).ops {
            expected.take(op);
        }
        expected
    }

    fn take(&mut self, op: StageOp) {
        match op {
            StageOp::Insert { nodes, .. } => nodes.into_iter().for_each(|node| self.insert(node)),
            StageOp::SetConstructed { id, sheet } => {
                self.constructed.insert(id, sheet);
            }
            StageOp::Fonts(fonts) => self.fonts = fonts,
            StageOp::Selection(selection) => self.selection = selection,
            StageOp::Focus(focus) => self.focus = focus.map(|key| key.raw()),
            StageOp::Viewport(viewport) => self.viewport = viewport,
            StageOp::Href(href) => self.href = href,
            other => panic!("a full frame holds {other:?}"),
        }
    }

    fn insert(&mut self, staged: dom::StageNode) {
        let (key, parent) = (staged.key.raw(), staged.parent.map_or(0, |parent| parent.raw()));
        let mut node = Node {
            key,
            parent,
            kind: Kind::Text,
            name: String::new(),
            attributes: BTreeMap::new(),
            text: String::new(),
            live: staged.live.unwrap_or_default(),
            sheet: staged.sheet,
        };
        match staged.data {
            StageNodeData::Document { quirks: true } => node.kind = Kind::Quirks,
            StageNodeData::Document { quirks: false } => node.kind = Kind::Document,
            StageNodeData::ShadowRoot => node.kind = Kind::Shadow,
            StageNodeData::Doctype { name, public_id, system_id } => {
                node.kind = Kind::Doctype;
                node.name = name.to_string();
                node.attributes.insert("public".to_owned(), public_id.to_string());
                node.attributes.insert("system".to_owned(), system_id.to_string());
            }
            StageNodeData::Element { tag, namespace, attributes, .. } => {
                node.kind = match namespace {
                    Namespace::Html => Kind::Html,
                    Namespace::Svg => Kind::Svg,
                    Namespace::MathMl => Kind::Math,
                };
                node.name = tag.to_string();
                for (name, value) in attributes {
                    let name = match node.kind {
                        Kind::Html => name.to_ascii_lowercase(),
                        _ => name.to_string(),
                    };
                    node.attributes.insert(name, value.to_string());
                }
            }
            StageNodeData::Text(text) => node.text = text.to_string(),
            StageNodeData::Comment(text) => {
                node.kind = Kind::Comment;
                node.text = text.to_string();
            }
        }
        self.index.insert(key, self.nodes.len());
        self.below.entry(parent).or_default().push(key);
        self.nodes.push(node);
    }

    pub fn node(&self, key: u64) -> Option<&Node> {
        self.index.get(&key).map(|&at| &self.nodes[at])
    }

    /// In order, shadow root and frame document included.
    pub fn children(&self, key: u64) -> impl Iterator<Item = &Node> {
        self.below.get(&key).into_iter().flatten().filter_map(|&key| self.node(key))
    }

    /// The node and what is above it, out of shadow roots and frames.
    pub fn upwards(&self, key: u64) -> impl Iterator<Item = &Node> {
        std::iter::successors(self.node(key), |node| self.node(node.parent))
    }

    /// The document or shadow root that a node is in.
    pub fn root_of(&self, key: u64) -> Option<&Node> {
        self.upwards(key).find(|node| node.kind == Kind::Shadow || node.kind.is_document())
    }

    pub fn is_in_quirks(&self, key: u64) -> bool {
        self.upwards(key).find(|node| node.kind.is_document()).is_some_and(|node| node.kind == Kind::Quirks)
    }

    /// Everything below a node within its own tree, in document order.
    pub fn tree_below(&self, key: u64) -> Vec<&Node> {
        let mut found = Vec::new();
        let mut stack: Vec<&Node> = Vec::new();
        let push = |stack: &mut Vec<_>, key: u64| {
            let inside = |node: &&Node| node.kind != Kind::Shadow && !node.kind.is_document();
            let mut children: Vec<&Node> = self.children(key).filter(inside).collect();
            children.reverse();
            stack.extend(children);
        };
        push(&mut stack, key);
        while let Some(node) = stack.pop() {
            found.push(node);
            push(&mut stack, node.key);
        }
        found
    }
}
