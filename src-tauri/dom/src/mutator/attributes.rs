//! Changes of one element's attributes, and of the live state that recorders write down as attributes.

use super::Writer;
use super::recorded::{attribute_name, is_attribute_name};
use crate::fault::{self, Fault};
use crate::{Element, NodeData, NodeKey, Sheet, inline_style};
use events::limits::MAX_ATTRIBUTES;
use events::{AttributeChange, AttributeValue, Code, DialogMode, StyleDiff, Text};
use std::sync::Arc;

impl Writer<'_> {
    pub(super) fn attributes(&mut self, change: &AttributeChange) {
        let Some(key) = self.resolve(change.id, "attributes") else { return };
        if self.document.node(key).is_none_or(|node| node.element().is_none()) {
            self.warn(
                Code::NotAnElement,
                format!("Attributes changed on node {key:?}, which is not an element"),
            );
            return;
        }
        let mut opened = None;
        for (name, value) in &change.entries {
            match value {
                AttributeValue::Removed => self.remove_attribute(key, name),
                AttributeValue::Set(value) => self.set_attribute(key, name, value),
                AttributeValue::StyleDiff(diffs) => self.style_diff(key, diffs),
                AttributeValue::Sheet(parts) => self.late_sheet(key, parts),
                AttributeValue::Dialog(mode) => opened = Some(*mode),
                AttributeValue::Picture(picture) => self.picture(key, picture),
            }
        }
        if let Some(mode) = opened {
            self.open_dialog(key, mode);
        }
    }

    fn set_attribute(&mut self, key: NodeKey, name: &Text, value: &Text) {
        if !is_attribute_name(name) {
            self.warn(Code::InvalidEntry, "An attribute has a name that no attribute can have");
            return;
        }
        let mut is_full = false;
        self.edit_element(key, |element| {
            let name = attribute_name(name, element.namespace);
            let attributes = &mut element.attributes;
            let count = attributes.len();
            match attributes.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = value.clone(),
                None if count < MAX_ATTRIBUTES => attributes.push((name, value.clone())),
                None => is_full = true,
            }
        });
        if is_full {
            self.warn(Code::LimitReached, "An element has more attributes than are kept");
        }
        self.attribute_changed(key, name);
    }

    fn remove_attribute(&mut self, key: NodeKey, name: &Text) {
        if fault::active(Fault::KeepRemovedAttributes) {
            return;
        }
        self.edit_element(key, |element| {
            let name = attribute_name(name, element.namespace);
            element.attributes.retain(|(known, _)| *known != name);
        });
        if *name == "open"
            && let Some(node) = self.document.node_mut(key)
            && node.live().dialog.is_some()
        {
            node.edit_live(|live| live.dialog = None);
        }
        self.attribute_changed(key, name);
    }

    /// Setting the size of a canvas clears it, even to the size it has.
    fn attribute_changed(&mut self, key: NodeKey, name: &Text) {
        if (*name == "width" || *name == "height")
            && let Some(node) = self.document.node_mut(key)
            && node.live.is_some()
            && node.element().is_some_and(|element| element.is_html("canvas"))
        {
            node.edit_live(|live| {
                live.canvas = None;
                live.picture = None;
            });
        }
    }

    fn style_diff(&mut self, key: NodeKey, diffs: &[StyleDiff]) {
        let is_blind = |diff: &StyleDiff| fault::active(Fault::IgnoreStyleRemovals) && diff.value.is_none();
        if diffs.iter().any(is_blind) {
            return;
        }
        self.edit_element(key, |element| {
            let before = element.attribute("style").cloned().unwrap_or_default();
            let after = Text::from(inline_style::apply(&before, diffs));
            match element.attributes.iter_mut().find(|(known, _)| *known == "style") {
                Some((_, style)) => *style = after,
                None => element.attributes.push((Text::from("style"), after)),
            }
        });
    }

    /// The text of a sheet that was not readable yet when its owner was recorded.
    fn late_sheet(&mut self, key: NodeKey, parts: &[Text]) {
        let owns_sheets = self
            .document
            .node(key)
            .and_then(|node| node.element())
            .is_some_and(|element| *element.tag == *"style" || *element.tag == *"link");
        if !owns_sheets {
            self.warn(
                Code::MissingSheet,
                format!("A sheet was recorded for node {key:?}, which cannot own one"),
            );
            return;
        }
        self.set_sheet(key, Some(Arc::new(Sheet::Text(Arc::from(parts)))));
        // What this event did to its text children before says nothing any more.
        self.scratch.sheets.retain(|(known, _)| *known != key);
        self.scratch.sheets.push((key, true));
    }

    /// Recorders name a mode also when a dialog is closed.
    fn open_dialog(&mut self, key: NodeKey, mode: DialogMode) {
        if let Some(node) = self.document.node_mut(key) {
            let is_open = node.element().is_some_and(|element| element.attribute("open").is_some());
            node.edit_live(|live| live.dialog = is_open.then_some(mode));
        }
    }

    fn picture(&mut self, key: NodeKey, picture: &Text) {
        if let Some(node) = self.document.node_mut(key) {
            node.edit_live(|live| {
                live.picture = Some(picture.clone());
                live.canvas = None;
            });
        }
    }

    pub(super) fn edit_element(&mut self, key: NodeKey, edit: impl FnOnce(&mut Element)) {
        if let Some(NodeData::Element(element)) = self.document.node_mut(key).map(|node| &mut node.data) {
            edit(Arc::make_mut(element));
        }
    }
}
