//! The stage as a model: strict about what it is told, and forgetful where browsers are.

use dom::{NodeKey, SheetRef, StageLive, StageNode, StageNodeData, StageOp, StagePatch, StageSheet};
use events::{Font, SelectionRange, StyleId, Text};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Stage {
    pub nodes: HashMap<NodeKey, Held>,
    root: Option<NodeKey>,
    constructed: HashMap<StyleId, StageSheet>,
    fonts: Arc<Vec<Font>>,
    selection: Arc<[SelectionRange]>,
    focus: Option<NodeKey>,
    viewport: Option<(f64, f64)>,
    href: Text,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    parent: Option<NodeKey>,
    children: Vec<NodeKey>,
    shadow: Option<NodeKey>,
    content: Option<NodeKey>,
    /// Without attributes.
    data: StageNodeData,
    attributes: BTreeMap<Text, Text>,
    live: StageLive,
    sheet: Option<StageSheet>,
}

impl Stage {
    pub fn of(patch: &StagePatch) -> Stage {
        let mut stage = Stage::default();
        stage.apply(patch);
        stage
    }

    pub fn apply(&mut self, patch: &StagePatch) {
        for op in &patch.ops {
            self.op(op.clone());
        }
    }

    fn get(&mut self, key: NodeKey) -> &mut Held {
        self.nodes.get_mut(&key).unwrap_or_else(|| panic!("{key:?} is not on the stage"))
    }

    fn op(&mut self, op: StageOp) {
        match op {
            StageOp::Remove { key } => self.remove(key),
            StageOp::Move { key, parent, before } => {
                assert!(
                    !self.below(parent).is_empty() && !self.below(key).contains(&parent),
                    "a loop at {key:?}"
                );
                let is_root =
                    matches!(self.get(key).data, StageNodeData::Document { .. } | StageNodeData::ShadowRoot);
                assert!(!is_root, "browsers cannot move {key:?}");
                self.forget_below(key);
                self.unlink(key);
                self.link(key, parent, before);
            }
            StageOp::Insert { parent, before, nodes } => self.insert(parent, before, nodes),
            StageOp::SetText { key, text } => match &mut self.get(key).data {
                StageNodeData::Text(old) | StageNodeData::Comment(old) => *old = text,
                other => panic!("no text: {other:?}"),
            },
            StageOp::SetAttribute { key, name, value } => {
                self.get(key).attributes.insert(name, value);
            }
            StageOp::RemoveAttribute { key, name } => {
                assert!(self.get(key).attributes.remove(&name).is_some());
            }
            StageOp::SetLive { key, live } => self.get(key).live = live,
            StageOp::SetSheet { key, sheet } => {
                assert!(is_style(&self.get(key).data));
                self.get(key).sheet = sheet;
            }
            StageOp::SpliceRules { target, at, removed, inserted } => {
                let sheet = match target {
                    SheetRef::Owner(key) => self.get(key).sheet.as_mut().unwrap(),
                    SheetRef::Constructed(id) => self.constructed.get_mut(&id).unwrap(),
                };
                let StageSheet::Rules(rules) = sheet else { panic!("no rules") };
                rules.splice(at as usize..(at + removed) as usize, inserted);
            }
            StageOp::SetConstructed { id, sheet } => {
                self.constructed.insert(id, sheet);
            }
            StageOp::RemoveConstructed { id } => assert!(self.constructed.remove(&id).is_some()),
            StageOp::Fonts(fonts) => self.fonts = fonts,
            StageOp::Selection(selection) => self.selection = selection,
            StageOp::Focus(focus) => self.focus = focus,
            StageOp::Viewport(viewport) => self.viewport = viewport,
            StageOp::Href(href) => self.href = href,
        }
    }

    fn insert(&mut self, parent: Option<NodeKey>, before: Option<NodeKey>, nodes: Vec<StageNode>) {
        assert!(!nodes.is_empty());
        for (index, node) in nodes.into_iter().enumerate() {
            assert_eq!(node.parent.is_none(), index == 0);
            let (mut data, mut attributes) = (node.data, BTreeMap::new());
            if let StageNodeData::Element { attributes: list, .. } = &mut data {
                attributes = list.drain(..).collect();
            }
            let held = Held {
                parent: None,
                children: Vec::new(),
                shadow: None,
                content: None,
                data,
                attributes,
                live: node.live.unwrap_or_default(),
                sheet: node.sheet,
            };
            assert!(self.nodes.insert(node.key, held).is_none(), "{:?} is on the stage already", node.key);
            match node.parent.or(parent) {
                Some(parent) => self.link(node.key, parent, before.filter(|_| index == 0)),
                None => assert!(self.root.replace(node.key).is_none()),
            }
        }
    }

    fn link(&mut self, key: NodeKey, parent: NodeKey, before: Option<NodeKey>) {
        let data = self.get(key).data.clone();
        self.get(key).parent = Some(parent);
        let above = self.get(parent);
        assert!(!is_style(&above.data), "{key:?} below a style");
        match data {
            StageNodeData::ShadowRoot => assert!(above.shadow.replace(key).is_none()),
            StageNodeData::Document { .. } => assert!(above.content.replace(key).is_none()),
            _ => {
                let at = match before {
                    Some(before) => {
                        above.children.iter().position(|&child| child == before).expect("a sibling")
                    }
                    None => above.children.len(),
                };
                above.children.insert(at, key);
            }
        }
    }

    fn unlink(&mut self, key: NodeKey) {
        let Some(parent) = self.get(key).parent.take() else {
            self.root = None;
            return;
        };
        let above = self.get(parent);
        above.children.retain(|&child| child != key);
        above.shadow = above.shadow.filter(|&shadow| shadow != key);
        above.content = above.content.filter(|&content| content != key);
    }

    fn remove(&mut self, key: NodeKey) {
        let below = self.below(key);
        self.unlink(key);
        for key in below {
            self.nodes.remove(&key);
        }
    }

    fn below(&self, key: NodeKey) -> Vec<NodeKey> {
        let mut found = vec![key];
        let mut at = 0;
        while let Some(key) = found.get(at) {
            let node = self.nodes.get(key).unwrap_or_else(|| panic!("{key:?} is not on the stage"));
            found.extend(node.shadow.iter().chain(&node.children).chain(&node.content));
            at += 1;
        }
        found
    }

    /// What a browser loses when a node is taken out and put in again.
    fn forget_below(&mut self, key: NodeKey) {
        for key in self.below(key) {
            let Some(node) = self.nodes.get_mut(&key) else { continue };
            node.live.scroll = node.live.scroll.map(|_| (0.0, 0.0));
            node.live.dialog = None;
            node.live.adopted = None;
            node.live.media = None;
            if let Some(StageSheet::Rules(rules)) = &mut node.sheet {
                rules.clear();
            }
            if let Some(content) = node.content {
                self.remove(content);
            }
        }
    }
}

fn is_style(data: &StageNodeData) -> bool {
    matches!(data, StageNodeData::Element { tag, .. } if *tag == "style")
}
