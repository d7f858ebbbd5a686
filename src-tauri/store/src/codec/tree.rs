//! Snapshot trees, as full snapshots and adds carry them.

use crate::codec::reader::Decoder;
use crate::codec::writer::Encoder;
use crate::codec::{Decoded, damaged};
use events::{
    DialogMode, ElementExtra, MediaState, Namespace, SnapshotTree, SourceNodeId, StyleId, Text, TreeElement,
    TreeNode, TreeNodeKind,
};

// The low three bits of a node's tag; the others are flags.
const DOCUMENT: u8 = 0;
const QUIRKS_DOCUMENT: u8 = 1;
const DOCTYPE: u8 = 2;
const ELEMENT: u8 = 3;
const TEXT: u8 = 4;
const COMMENT: u8 = 5;
const CDATA: u8 = 6;
const KIND: u8 = 7;
const HAS_ID: u8 = 1 << 3;
const HAS_PARENT: u8 = 1 << 4;
const SHADOW: u8 = 1 << 5;

// An element's tag: two bits of namespace, then flags.
const NAMESPACE: u8 = 3;
const CUSTOM: u8 = 1 << 2;
const SHADOW_HOST: u8 = 1 << 3;
const HAS_EXTRA: u8 = 1 << 4;

impl Encoder<'_> {
    pub fn tree(&mut self, tree: &SnapshotTree) {
        self.count(tree.nodes.len());
        for (index, node) in tree.nodes.iter().enumerate() {
            self.tree_node(index, node);
        }
    }

    fn tree_node(&mut self, index: usize, node: &TreeNode) {
        let TreeNode { id, parent, shadow, kind } = node;
        let mut tag = match kind {
            TreeNodeKind::Document { quirks: false } => DOCUMENT,
            TreeNodeKind::Document { quirks: true } => QUIRKS_DOCUMENT,
            TreeNodeKind::Doctype { .. } => DOCTYPE,
            TreeNodeKind::Element(_) => ELEMENT,
            TreeNodeKind::Text(_) => TEXT,
            TreeNodeKind::Comment(_) => COMMENT,
            TreeNodeKind::Cdata => CDATA,
        };
        for (flag, set) in [(HAS_ID, id.is_some()), (HAS_PARENT, parent.is_some()), (SHADOW, *shadow)] {
            tag |= if set { flag } else { 0 };
        }
        self.tag(tag);
        if let Some(id) = id {
            self.id(id.0);
        }
        if let Some(parent) = parent {
            self.number((index as u64).wrapping_sub(u64::from(*parent)));
        }
        match kind {
            TreeNodeKind::Document { .. } | TreeNodeKind::Cdata => {}
            TreeNodeKind::Doctype { name, public_id, system_id } => {
                self.text(name);
                self.text(public_id);
                self.text(system_id);
            }
            TreeNodeKind::Element(element) => self.tree_element(element),
            TreeNodeKind::Text(text) | TreeNodeKind::Comment(text) => self.text(text),
        }
    }

    fn tree_element(&mut self, element: &TreeElement) {
        let TreeElement { tag, namespace, custom, shadow_host, attributes, extra } = element;
        let mut flags = namespace_number(*namespace);
        for (flag, set) in [(CUSTOM, *custom), (SHADOW_HOST, *shadow_host), (HAS_EXTRA, extra.is_some())] {
            flags |= if set { flag } else { 0 };
        }
        self.tag(flags);
        self.text(tag);
        self.attributes(attributes);
        if let Some(extra) = extra {
            self.extra(extra);
        }
    }

    pub fn attributes(&mut self, attributes: &[(Text, Text)]) {
        self.count(attributes.len());
        for (name, value) in attributes {
            self.text(name);
            self.text(value);
        }
    }

    fn extra(&mut self, extra: &ElementExtra) {
        let ElementExtra {
            sheet,
            value,
            checked,
            selected,
            blocked_size,
            scroll,
            picture,
            media,
            dialog,
            original_src,
            adopted,
        } = extra;
        self.option(sheet.as_deref(), |e, parts| e.texts(parts));
        self.option(value.as_ref(), Encoder::text);
        self.tristate(*checked);
        self.tristate(*selected);
        self.option(blocked_size.as_ref(), |e, (width, height)| e.texts(&[width.clone(), height.clone()]));
        self.option(*scroll, Encoder::pair);
        self.option(picture.as_ref(), Encoder::text);
        self.option(media.as_ref(), |e, media| e.media_state(media));
        self.option(*dialog, Encoder::dialog_mode);
        self.option(original_src.as_ref(), Encoder::text);
        self.option(adopted.as_deref(), |e, adopted| e.style_ids(adopted));
    }

    pub fn media_state(&mut self, state: &MediaState) {
        let MediaState { playing, current_secs, rate, volume, muted, looping } = state;
        for flag in [playing, muted, looping] {
            self.tristate(*flag);
        }
        for float in [current_secs, rate, volume] {
            self.option(*float, Encoder::float);
        }
    }

    pub fn dialog_mode(&mut self, mode: DialogMode) {
        self.flag(mode == DialogMode::Modal);
    }

    pub fn style_ids(&mut self, ids: &[StyleId]) {
        self.count(ids.len());
        ids.iter().for_each(|id| self.number(id.0));
    }
}

impl Decoder<'_> {
    pub fn tree(&mut self) -> Decoded<SnapshotTree> {
        let mut index = 0;
        let nodes = self.list(|d| {
            index += 1;
            d.tree_node(index - 1)
        })?;
        Ok(SnapshotTree { nodes })
    }

    fn tree_node(&mut self, index: usize) -> Decoded<TreeNode> {
        let tag = self.tag()?;
        let id = if tag & HAS_ID != 0 { Some(SourceNodeId(self.id()?)) } else { None };
        let parent = if tag & HAS_PARENT != 0 { Some(self.parent(index)?) } else { None };
        let kind = match tag & KIND {
            DOCUMENT => TreeNodeKind::Document { quirks: false },
            QUIRKS_DOCUMENT => TreeNodeKind::Document { quirks: true },
            DOCTYPE => {
                TreeNodeKind::Doctype { name: self.text()?, public_id: self.text()?, system_id: self.text()? }
            }
            ELEMENT => TreeNodeKind::Element(Box::new(self.tree_element()?)),
            TEXT => TreeNodeKind::Text(self.text()?),
            COMMENT => TreeNodeKind::Comment(self.text()?),
            CDATA => TreeNodeKind::Cdata,
            _ => return Err(damaged("a node has an unknown kind")),
        };
        Ok(TreeNode { id, parent, shadow: tag & SHADOW != 0, kind })
    }

    /// Invariant of trees: a parent stands before its children.
    fn parent(&mut self, index: usize) -> Decoded<u32> {
        let back = self.number()?;
        let parent =
            (index as u64).checked_sub(back).filter(|_| back > 0).and_then(|p| u32::try_from(p).ok());
        parent.ok_or_else(|| damaged("a node stands before its parent"))
    }

    fn tree_element(&mut self) -> Decoded<TreeElement> {
        let flags = self.tag()?;
        Ok(TreeElement {
            namespace: namespace(flags & NAMESPACE)?,
            custom: flags & CUSTOM != 0,
            shadow_host: flags & SHADOW_HOST != 0,
            tag: self.text()?,
            attributes: self.attributes()?,
            extra: if flags & HAS_EXTRA != 0 { Some(Box::new(self.extra()?)) } else { None },
        })
    }

    pub fn attributes(&mut self) -> Decoded<Vec<(Text, Text)>> {
        self.list(|d| Ok((d.text()?, d.text()?)))
    }

    fn extra(&mut self) -> Decoded<ElementExtra> {
        Ok(ElementExtra {
            sheet: self.option(Decoder::texts)?,
            value: self.option(Decoder::text)?,
            checked: self.tristate()?,
            selected: self.tristate()?,
            blocked_size: self.option(Decoder::size)?,
            scroll: self.option(Decoder::pair)?,
            picture: self.option(Decoder::text)?,
            media: self.option(Decoder::media_state)?,
            dialog: self.option(Decoder::dialog_mode)?,
            original_src: self.option(Decoder::text)?,
            adopted: self.option(Decoder::style_ids)?,
        })
    }

    pub fn size(&mut self) -> Decoded<(Text, Text)> {
        if self.count()? != 2 {
            return Err(damaged("a size has not two sides"));
        }
        Ok((self.text()?, self.text()?))
    }

    pub fn media_state(&mut self) -> Decoded<MediaState> {
        let (playing, muted, looping) = (self.tristate()?, self.tristate()?, self.tristate()?);
        Ok(MediaState {
            playing,
            muted,
            looping,
            current_secs: self.option(Decoder::float)?,
            rate: self.option(Decoder::float)?,
            volume: self.option(Decoder::float)?,
        })
    }

    pub fn dialog_mode(&mut self) -> Decoded<DialogMode> {
        Ok(if self.flag()? { DialogMode::Modal } else { DialogMode::NonModal })
    }

    pub fn style_ids(&mut self) -> Decoded<Vec<StyleId>> {
        self.list(|d| d.number().map(StyleId))
    }
}

pub(crate) fn namespace_number(namespace: Namespace) -> u8 {
    match namespace {
        Namespace::Html => 0,
        Namespace::Svg => 1,
        Namespace::MathMl => 2,
    }
}

pub(crate) fn namespace(number: u8) -> Decoded<Namespace> {
    match number {
        0 => Ok(Namespace::Html),
        1 => Ok(Namespace::Svg),
        2 => Ok(Namespace::MathMl),
        _ => Err(damaged("a namespace is unknown")),
    }
}
