//! Applies a patch to a document: what the stage does, in Rust, so that the law `apply(diff(a, b), a) == b` can be tested.

use crate::{Document, Live, Node, NodeData, NodeKey, Patch, PatchNode, PatchOp, Sheet, SheetRef};
use events::{StyleId, Text};
use hashbrown::HashMap;
use std::sync::Arc;

/// Why a patch does not fit a document: it was made for another one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PatchError {
    /// The index of the operation. Those before it are applied.
    pub op: usize,
    pub reason: String,
}

impl Document {
    pub fn apply_patch(&mut self, patch: &Patch) -> Result<(), PatchError> {
        for (op, operation) in patch.ops.iter().enumerate() {
            self.apply_op(operation).map_err(|reason| PatchError { op, reason })?;
        }
        Ok(())
    }

    fn apply_op(&mut self, op: &PatchOp) -> Result<(), String> {
        match op {
            PatchOp::Remove { key } => {
                self.existing(*key)?;
                if self.root() == Some(*key) {
                    self.set_root(None);
                }
                self.purge(*key);
            }
            PatchOp::Move { key, parent, before } => self.move_node(*key, *parent, *before)?,
            PatchOp::Insert { parent, before, nodes } => self.insert(*parent, *before, nodes)?,
            PatchOp::SetText { key, text } => match &mut self.existing(*key)?.data {
                NodeData::Text(old) | NodeData::Comment(old) => *old = text.clone(),
                _ => return Err(format!("{key:?} holds no text")),
            },
            PatchOp::SetAttribute { key, name, value } => {
                let attributes = self.attributes(*key)?;
                match attributes.iter_mut().find(|(n, _)| n == name) {
                    Some((_, old)) => *old = value.clone(),
                    None => attributes.push((name.clone(), value.clone())),
                }
            }
            PatchOp::RemoveAttribute { key, name } => {
                self.attributes(*key)?.retain(|(n, _)| n != name);
            }
            PatchOp::SetAttributeOrder { key, names } => {
                let places: HashMap<&Text, usize> =
                    names.iter().enumerate().map(|(at, name)| (name, at)).collect();
                self.attributes(*key)?
                    .sort_by_key(|(name, _)| places.get(name).copied().unwrap_or(usize::MAX));
            }
            PatchOp::SetData { key, data, live } => {
                let node = self.existing(*key)?;
                node.data = data.clone();
                node.live = live.clone();
            }
            PatchOp::SetLive { key, live } => self.existing(*key)?.edit_live(|old| {
                *old = Live { sheet: old.sheet.take(), ..live.clone() };
            }),
            PatchOp::SetSheet { key, sheet } => {
                self.existing(*key)?.edit_live(|live| live.sheet = sheet.clone());
            }
            PatchOp::SpliceRules { target: SheetRef::Owner(key), at, removed, inserted } => {
                self.existing(*key)?.edit_live(|live| {
                    let sheet = live.sheet.as_mut().ok_or("no sheet to splice")?;
                    splice(sheet, *at, *removed, inserted)
                })?;
            }
            PatchOp::SpliceRules { target: SheetRef::Constructed(id), at, removed, inserted } => {
                let sheet = self.constructed().get_mut(id).ok_or("no such constructed sheet")?;
                splice(sheet, *at, *removed, inserted)?;
            }
            PatchOp::SetConstructed { id, sheet } => {
                self.constructed().insert(*id, sheet.clone());
            }
            PatchOp::RemoveConstructed { id } => {
                self.constructed().remove(id);
            }
            PatchOp::Fonts(fonts) => self.state.fonts = fonts.clone(),
            PatchOp::Selection(selection) => self.state.selection = selection.clone(),
            PatchOp::Focus(focused) => self.state.focused = *focused,
            PatchOp::Viewport(viewport) => self.state.viewport = *viewport,
            PatchOp::Href(href) => self.state.href = href.clone(),
            PatchOp::Hidden(hidden) => self.state.hidden = (**hidden).clone(),
        }
        Ok(())
    }

    fn existing(&mut self, key: NodeKey) -> Result<&mut Node, String> {
        self.node_mut(key).ok_or_else(|| format!("{key:?} does not exist"))
    }

    fn attributes(&mut self, key: NodeKey) -> Result<&mut Vec<(Text, Text)>, String> {
        match &mut self.existing(key)?.data {
            NodeData::Element(element) => Ok(&mut Arc::make_mut(element).attributes),
            _ => Err(format!("{key:?} is not an element")),
        }
    }

    fn constructed(&mut self) -> &mut HashMap<StyleId, Arc<Sheet>> {
        Arc::make_mut(&mut self.state.constructed)
    }

    fn move_node(&mut self, key: NodeKey, parent: NodeKey, before: Option<NodeKey>) -> Result<(), String> {
        self.existing(key)?;
        let mut above = Some(parent);
        while let Some(at) = above {
            if at == key {
                return Err(format!("{key:?} would come below itself"));
            }
            above = self.node(at).and_then(|node| node.parent);
        }
        self.unlink(key);
        self.attach(key, parent, before)
    }

    fn insert(
        &mut self,
        parent: Option<NodeKey>,
        before: Option<NodeKey>,
        nodes: &[PatchNode],
    ) -> Result<(), String> {
        for (index, node) in nodes.iter().enumerate() {
            if self.node(node.key).is_some() {
                return Err(format!("{:?} exists already", node.key));
            }
            self.put(node.key, Node { live: node.live.clone(), ..Node::new(node.data.clone()) });
            match (index, node.parent.or(parent)) {
                (0, None) => self.set_root(Some(node.key)),
                (0, Some(parent)) => self.attach(node.key, parent, before)?,
                (_, _) => {
                    let parent = node.parent.ok_or_else(|| format!("{:?} has no parent", node.key))?;
                    self.attach(node.key, parent, None)?;
                }
            }
        }
        Ok(())
    }

    /// Links an unlinked node: documents and shadow roots to their slot, all others among the children.
    fn attach(&mut self, key: NodeKey, parent: NodeKey, before: Option<NodeKey>) -> Result<(), String> {
        let (shadow, content) = {
            let parent = self.existing(parent)?;
            (parent.shadow, parent.content)
        };
        match self.existing(key)?.data {
            NodeData::ShadowRoot if shadow.is_some() => {
                return Err(format!("{parent:?} has a shadow root already"));
            }
            NodeData::ShadowRoot => self.link_shadow(key, parent),
            NodeData::Document { .. } => {
                // The document it held before waits for its own operation.
                if let Some(content) = content {
                    self.unlink(content);
                }
                self.link_content(key, parent);
            }
            _ => {
                if let Some(before) = before
                    && self.node(before).is_none_or(|node| node.parent != Some(parent))
                {
                    return Err(format!("{before:?} is not a child of {parent:?}"));
                }
                self.link(key, parent, before);
            }
        }
        Ok(())
    }
}

fn splice(sheet: &mut Arc<Sheet>, at: u32, removed: u32, inserted: &[Text]) -> Result<(), String> {
    let Sheet::Rules(rules) = Arc::make_mut(sheet) else {
        return Err("the sheet is text, not rules".to_owned());
    };
    let (at, removed) = (at as usize, removed as usize);
    let end = at.checked_add(removed).filter(|&end| end <= rules.len()).ok_or("no such rules")?;
    Arc::make_mut(rules).splice(at..end, inserted.iter().cloned());
    Ok(())
}
