//! Full snapshots, and recorded trees in general.

use super::nodes::{Content, Handle, Place};
use super::{PageFacts, Replay};
use events::{FullSnapshot, SnapshotTree, TreeNode, TreeNodeKind};

impl Replay {
    pub(super) fn full_snapshot(&mut self, snapshot: &FullSnapshot) {
        let Some(first) = snapshot.tree.nodes.first() else { return };
        let is_same_page = self.shows_same_page(&snapshot.tree.nodes);
        let before = std::mem::take(&mut self.page);
        let focused = before.focused.and_then(|focused| self.node(focused).id);
        let frames: Vec<u64> =
            snapshot.tree.nodes.iter().filter(|node| is_frame(node)).filter_map(id).collect();
        self.page = PageFacts {
            viewport: before.viewport,
            base_href: before.href.clone(),
            href: before.href,
            has_base: true,
            awaits_load: before.awaits_load,
            parked: before.parked.into_iter().filter(|(frame, _)| frames.contains(frame)).collect(),
            fonts: if is_same_page { before.fonts } else { Vec::new() },
            selection: if is_same_page { before.selection } else { Vec::new() },
            ..PageFacts::default()
        };
        self.nodes.clear();
        self.ids.clear();
        self.root = None;
        let root = self.build(first);
        self.root = Some(root);
        self.node_mut(root).scroll = snapshot.scroll.or(self.node(root).scroll);
        self.grow(root, &snapshot.tree, false);
        self.settle();
        if is_same_page {
            self.page.focused = focused.and_then(|id| self.find(id));
        }
    }

    /// A page load, or an id that is another kind of node, begins a new page. At another address nine tenths of the
    /// nodes must be as they were.
    fn shows_same_page(&self, nodes: &[TreeNode]) -> bool {
        let root = self.root.and_then(|root| self.node(root).id);
        if !self.page.has_base
            || self.page.another_page
            || root.is_none()
            || nodes.first().and_then(id) != root
        {
            return false;
        }
        let known = |node: &TreeNode| Some((self.node(self.find(id(node)?)?), node.kind.clone()));
        let known: Vec<_> = nodes.iter().filter_map(known).collect();
        let equal = |content: &Content, kind: &TreeNodeKind| match (content, kind) {
            (Content::Text(known), TreeNodeKind::Text(text)) => *known == **text,
            (Content::Element(known), TreeNodeKind::Element(element)) => {
                let plain =
                    |(name, value): &(events::Text, events::Text)| (name.to_string(), value.to_string());
                known.style.is_none()
                    && known.attributes == element.attributes.iter().map(plain).collect::<Vec<_>>()
            }
            _ => true,
        };
        let without_fragment = |href: &str| href.split('#').next().unwrap_or_default().to_owned();
        let repeated = known.iter().filter(|(node, kind)| equal(&node.content, kind)).count();
        known.iter().all(|(node, kind)| node.content.is_like(kind))
            && (without_fragment(&self.page.base_href) == without_fragment(&self.page.href)
                || repeated * 10 >= nodes.len() * 9)
    }

    /// Builds what stands below the first node of a tree. `moves`: a node of the page that occurs again is moved here.
    pub(super) fn grow(&mut self, root: Handle, tree: &SnapshotTree, moves: bool) {
        let mut handles = vec![Some(root)];
        for node in tree.nodes.iter().skip(1) {
            let parent = node.parent.and_then(|parent| handles[parent as usize]);
            let handle = parent
                .filter(|parent| self.node(*parent).alive)
                .and_then(|parent| self.sprout(parent, node, moves));
            handles.push(handle);
        }
    }

    fn sprout(&mut self, parent: Handle, node: &TreeNode, moves: bool) -> Option<Handle> {
        let place = self.place_in(parent, node)?;
        let known = id(node)
            .and_then(|id| self.find(id))
            .filter(|known| self.node(*known).content.is_like(&node.kind));
        let handle = match known.filter(|_| moves) {
            Some(known) if self.is_inside(parent, known) => return None,
            Some(known) => {
                self.refresh(known, node);
                known
            }
            None => self.build(node),
        };
        self.put(handle, parent, place, None);
        Some(handle)
    }

    /// Where a node of this kind can stand under a parent; None where it cannot.
    pub(super) fn place_in(&mut self, parent: Handle, node: &TreeNode) -> Option<Place> {
        let is_document = matches!(node.kind, TreeNodeKind::Document { .. });
        match &self.node(parent).content {
            Content::Element(element) if is_document => element.is_frame().then_some(Place::FrameDocument),
            Content::Element(_) if node.shadow => {
                self.ensure_shadow(parent);
                Some(Place::ShadowChild)
            }
            Content::Element(_) => Some(Place::Child),
            Content::Document { .. } => {
                let fits = matches!(
                    node.kind,
                    TreeNodeKind::Element(_) | TreeNodeKind::Doctype { .. } | TreeNodeKind::Comment(_)
                );
                fits.then_some(Place::Child)
            }
            _ => None,
        }
    }

    /// Attaches a node. A frame has one document, a document one root and one doctype, which stands before the root.
    pub(super) fn put(&mut self, handle: Handle, parent: Handle, place: Place, before: Option<Handle>) {
        let mut before = before;
        if place == Place::FrameDocument {
            if let Some(old) = self.node(parent).document {
                self.kill(old);
            }
        } else if self.is_document(parent) {
            let kind = |content: &Content| match content {
                Content::Doctype { .. } => 1,
                Content::Element(_) => 2,
                _ => 0,
            };
            let own = kind(&self.node(handle).content);
            let of_kind = |replay: &Replay, wanted: i32| {
                replay
                    .node(parent)
                    .children
                    .iter()
                    .copied()
                    .find(|child| kind(&replay.node(*child).content) == wanted)
            };
            if let Some(old) = of_kind(self, own).filter(|_| own > 0) {
                if before == Some(old) {
                    let children = &self.node(parent).children;
                    before = children
                        .iter()
                        .position(|child| *child == old)
                        .and_then(|at| children.get(at + 1).copied());
                }
                self.kill(old);
            }
            let root = of_kind(self, 2);
            if own == 1 {
                let children = &self.node(parent).children;
                let index = |handle: Option<Handle>| {
                    handle
                        .and_then(|handle| children.iter().position(|child| *child == handle))
                        .unwrap_or(children.len())
                };
                if index(before) >= index(root) {
                    before = root;
                }
            }
        }
        self.attach(handle, parent, place, before);
        self.hand_scroll_to_window(handle);
    }
}

pub(super) fn id(node: &TreeNode) -> Option<u64> {
    node.id.map(|id| id.0)
}

fn is_frame(node: &TreeNode) -> bool {
    matches!(&node.kind, TreeNodeKind::Element(element) if *element.tag == *"iframe" || *element.tag == *"frame")
}
