//! The page as its browser has it: what the recorder looks at.

use events::{
    ElementExtra, FullSnapshot, Namespace, SnapshotTree, SourceNodeId, Text, TreeElement, TreeNode,
    TreeNodeKind,
};
use std::collections::BTreeMap;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Child,
    ShadowChild,
    FrameDocument,
}

#[derive(Clone, Debug)]
pub(super) struct PageNode {
    /// As the recorder would write it down now.
    pub kind: TreeNodeKind,
    pub parent: Option<u64>,
    pub place: Place,
    pub children: Vec<u64>,
    pub shadow: Vec<u64>,
    pub content: Option<u64>,
}

/// Nodes by the recorder's ids; in order, so that a choice among them is repeatable.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub nodes: BTreeMap<u64, PageNode>,
    pub root: u64,
    pub next_id: u64,
    /// Constructed sheets the recorder has told of since the last snapshot.
    pub sheets: u64,
    pub href: String,
    pub scroll: Option<(f64, f64)>,
}

impl Page {
    /// A document with nothing in it.
    pub fn blank(href: &str) -> Page {
        let mut page = Page {
            nodes: BTreeMap::new(),
            root: 1,
            next_id: 1,
            sheets: 0,
            href: href.to_owned(),
            scroll: None,
        };
        page.root = page.make(TreeNodeKind::Document { quirks: false });
        page
    }

    pub fn make_quirky(&mut self) {
        let root = self.root;
        self.nodes.get_mut(&root).unwrap().kind = TreeNodeKind::Document { quirks: true };
    }

    /// A new node that stands nowhere yet.
    pub fn make(&mut self, kind: TreeNodeKind) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        self.make_with_id(id, kind);
        id
    }

    pub fn make_with_id(&mut self, id: u64, kind: TreeNodeKind) {
        let node = PageNode {
            kind,
            parent: None,
            place: Place::Child,
            children: Vec::new(),
            shadow: Vec::new(),
            content: None,
        };
        self.nodes.insert(id, node);
    }

    pub fn append(&mut self, parent: u64, kind: TreeNodeKind) -> u64 {
        let id = self.make(kind);
        self.insert(id, parent, Place::Child, usize::MAX);
        id
    }

    pub fn append_shadow(&mut self, host: u64, kind: TreeNodeKind) -> u64 {
        let id = self.make(kind);
        self.insert(id, host, Place::ShadowChild, usize::MAX);
        id
    }

    pub fn insert(&mut self, id: u64, parent: u64, place: Place, index: usize) {
        let node = self.nodes.get_mut(&id).unwrap();
        node.parent = Some(parent);
        node.place = place;
        let above = self.nodes.get_mut(&parent).unwrap();
        match place {
            Place::Child => above.children.insert(index.min(above.children.len()), id),
            Place::ShadowChild => above.shadow.insert(index.min(above.shadow.len()), id),
            Place::FrameDocument => above.content = Some(id),
        }
    }

    pub fn detach(&mut self, id: u64) {
        let Some(parent) = self.nodes.get_mut(&id).and_then(|node| node.parent.take()) else { return };
        let Some(above) = self.nodes.get_mut(&parent) else { return };
        above.children.retain(|child| *child != id);
        above.shadow.retain(|child| *child != id);
        above.content = above.content.filter(|content| *content != id);
    }

    /// Takes a node out of the page with everything below it.
    pub fn delete(&mut self, id: u64) {
        self.detach(id);
        for below in self.subtree(id) {
            self.nodes.remove(&below);
        }
    }

    /// The node and everything below it, frame documents too, in document order.
    pub fn subtree(&self, id: u64) -> Vec<u64> {
        let mut order = Vec::new();
        let mut stack = vec![id];
        while let Some(id) = stack.pop() {
            let Some(node) = self.nodes.get(&id) else { continue };
            order.push(id);
            stack.extend(node.content);
            stack.extend(node.children.iter().rev());
            stack.extend(node.shadow.iter().rev());
        }
        order
    }

    pub fn get(&self, id: u64) -> Option<&PageNode> {
        self.nodes.get(&id)
    }

    pub fn element(&self, id: u64) -> Option<&TreeElement> {
        match &self.get(id)?.kind {
            TreeNodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    pub fn element_mut(&mut self, id: u64) -> Option<&mut TreeElement> {
        match &mut self.nodes.get_mut(&id)?.kind {
            TreeNodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    pub fn extra_mut(&mut self, id: u64) -> Option<&mut ElementExtra> {
        Some(self.element_mut(id)?.extra.get_or_insert_with(Box::default))
    }

    pub fn tag(&self, id: u64) -> &str {
        self.element(id).map_or("", |element| &element.tag)
    }

    /// Elements with one of these tags.
    pub fn tagged(&self, tags: &[&str]) -> Vec<u64> {
        self.nodes.keys().copied().filter(|id| tags.contains(&self.tag(*id))).collect()
    }

    /// Ordinary elements, which can hold any children and be put anywhere.
    pub fn boxes(&self) -> Vec<u64> {
        self.tagged(&["div", "section", "ul", "li", "p", "span", "x-card"])
    }

    pub fn hosts(&self) -> Vec<u64> {
        let is_host = |id: &u64| self.element(*id).is_some_and(|element| element.shadow_host);
        self.nodes.keys().copied().filter(is_host).collect()
    }

    pub fn texts(&self) -> Vec<u64> {
        let is_text = |node: &PageNode| matches!(node.kind, TreeNodeKind::Text(_));
        let parent_tag = |node: &PageNode| node.parent.map_or("", |parent| self.tag(parent));
        let plain = |node: &PageNode| is_text(node) && !["style", "textarea"].contains(&parent_tag(node));
        self.nodes.iter().filter(|(_, node)| plain(node)).map(|(id, _)| *id).collect()
    }

    pub fn is_inside(&self, id: u64, ancestor: u64) -> bool {
        let mut at = Some(id);
        while let Some(id) = at {
            if id == ancestor {
                return true;
            }
            at = self.get(id).and_then(|node| node.parent);
        }
        false
    }

    /// Whether the path up from the node goes through a shadow tree.
    pub fn is_in_shadow(&self, id: u64) -> bool {
        self.goes_through(id, Place::ShadowChild)
    }

    pub fn is_in_frame(&self, id: u64) -> bool {
        self.goes_through(id, Place::FrameDocument)
    }

    fn goes_through(&self, id: u64, place: Place) -> bool {
        let mut at = self.get(id);
        while let Some(node) = at {
            if node.place == place && node.parent.is_some() {
                return true;
            }
            at = node.parent.and_then(|parent| self.get(parent));
        }
        false
    }

    /// The siblings among which a node stands.
    pub fn siblings(&self, id: u64) -> Option<(u64, Place, &[u64])> {
        let node = self.get(id)?;
        let parent = node.parent?;
        let above = self.get(parent)?;
        match node.place {
            Place::Child => Some((parent, node.place, &above.children)),
            Place::ShadowChild => Some((parent, node.place, &above.shadow)),
            Place::FrameDocument => None,
        }
    }

    pub fn next_sibling(&self, id: u64) -> Option<u64> {
        let (_, _, siblings) = self.siblings(id)?;
        let index = siblings.iter().position(|sibling| *sibling == id)?;
        siblings.get(index + 1).copied()
    }

    /// What the recorder writes about a node itself.
    pub fn kind(&self, id: u64) -> TreeNodeKind {
        let mut kind = self.nodes[&id].kind.clone();
        if let TreeNodeKind::Element(element) = &mut kind
            && element.extra.as_deref() == Some(&ElementExtra::default())
        {
            element.extra = None;
        }
        kind
    }

    /// What the recorder writes for one node and, where wanted, for all below it. Frame documents come in events of
    /// their own.
    pub fn tree(&self, id: u64, with_children: bool) -> SnapshotTree {
        let mut nodes: Vec<TreeNode> = Vec::new();
        let mut stack = vec![(id, None)];
        while let Some((id, parent)) = stack.pop() {
            let Some(node) = self.get(id) else { continue };
            let index = u32::try_from(nodes.len()).unwrap();
            let shadow = node.place == Place::ShadowChild;
            nodes.push(TreeNode { id: SourceNodeId::new(id), parent, shadow, kind: self.kind(id) });
            if with_children {
                let below = node.children.iter().chain(&node.shadow).rev();
                stack.extend(below.map(|child| (*child, Some(index))));
            }
        }
        SnapshotTree { nodes }
    }

    pub fn snapshot(&self) -> FullSnapshot {
        FullSnapshot { tree: self.tree(self.root, true), scroll: self.scroll }
    }
}

pub(super) fn element(tag: &str, attributes: &[(&str, &str)]) -> TreeNodeKind {
    element_in(Namespace::Html, tag, attributes)
}

pub(super) fn element_in(namespace: Namespace, tag: &str, attributes: &[(&str, &str)]) -> TreeNodeKind {
    TreeNodeKind::Element(Box::new(TreeElement {
        tag: tag.into(),
        namespace,
        custom: tag.contains('-'),
        shadow_host: false,
        attributes: attributes.iter().map(|(name, value)| (Text::new(name), Text::new(value))).collect(),
        extra: None,
    }))
}

pub(super) fn element_with(tag: &str, attributes: &[(&str, &str)], extra: ElementExtra) -> TreeNodeKind {
    let mut kind = element(tag, attributes);
    if let TreeNodeKind::Element(element) = &mut kind {
        element.extra = Some(Box::new(extra));
    }
    kind
}

pub(super) fn text(text: &str) -> TreeNodeKind {
    TreeNodeKind::Text(Text::new(text))
}
