//! What a recording lacks, found in one pass with the document as it stands after each event.

mod content;
mod masks;
mod sheet_assets;
mod stretches;
mod words;

pub use words::lacks_of_problems;

use content::MissingContent;
use dom::{Document, NodeKey};
use events::derived::{Lack, LackKind};
use events::{AttributeValue, Event, EventKind, Mutation, TreeNode, TreeNodeKind};
use masks::Masks;
use sheet_assets::SheetAssets;
use stretches::Stretches;

#[derive(Clone, Debug, Default)]
pub struct HealthFinder {
    content: MissingContent,
    sheet_assets: SheetAssets,
    masks: Masks,
    stretches: Stretches,
    has_page: bool,
    has_window_size: bool,
}

impl HealthFinder {
    /// `document` is the state after `event`.
    pub fn event(&mut self, event: &Event, document: &Document) {
        self.stretches.event(event.time);
        let mut look_at = |id: Option<events::SourceNodeId>| {
            if let Some(id) = id {
                self.content.look_at(NodeKey::from_source(id), event, document);
            }
        };
        match &event.kind {
            EventKind::FullSnapshot(snapshot) => {
                self.has_page = true;
                self.tree(&snapshot.tree.nodes, event, document);
            }
            EventKind::Mutation(mutation) => self.mutation(mutation, event, document),
            EventKind::Canvas(canvas) => look_at(Some(canvas.target)),
            EventKind::Input { value, .. } => self.masks.input(value, event.time),
            EventKind::StyleRule(rule) => {
                rule.adds.iter().for_each(|add| self.sheet_assets.text(&add.rule, event.time));
                rule.replace.iter().for_each(|text| self.sheet_assets.text(text, event.time));
            }
            EventKind::AdoptedSheets(sheets) => {
                let rules = sheets.created.iter().flat_map(|(_, rules)| rules);
                rules.for_each(|rule| self.sheet_assets.text(rule, event.time));
            }
            EventKind::Meta { .. } | EventKind::Viewport { .. } => {
                self.has_window_size |= document.state().viewport.is_some();
            }
            _ => {}
        }
    }

    fn tree(&mut self, nodes: &[TreeNode], event: &Event, document: &Document) {
        for node in nodes {
            let key = node.id.map(NodeKey::from_source);
            match &node.kind {
                TreeNodeKind::Element(element) => {
                    if let Some(key) = key {
                        self.content.look_at(key, event, document);
                    }
                    let sheet = element.extra.as_ref().and_then(|extra| extra.sheet.as_ref());
                    for part in sheet.into_iter().flatten() {
                        self.sheet_assets.text(part, event.time);
                    }
                }
                TreeNodeKind::Text(text) => self.text(text, key, event, document),
                _ => {}
            }
        }
    }

    fn mutation(&mut self, mutation: &Mutation, event: &Event, document: &Document) {
        for add in &mutation.adds {
            self.tree(&add.tree.nodes, event, document);
            // The frame whose document this is.
            if matches!(add.tree.nodes.first().map(|root| &root.kind), Some(TreeNodeKind::Document { .. })) {
                self.content.look_at(NodeKey::from_source(add.parent), event, document);
            }
        }
        for change in &mutation.texts {
            self.text(&change.value, Some(NodeKey::from_source(change.id)), event, document);
        }
        for change in &mutation.attributes {
            self.content.look_at(NodeKey::from_source(change.id), event, document);
            for (_, value) in &change.entries {
                if let AttributeValue::Sheet(parts) = value {
                    parts.iter().for_each(|part| self.sheet_assets.text(part, event.time));
                }
            }
        }
    }

    fn text(&mut self, text: &events::Text, key: Option<NodeKey>, event: &Event, document: &Document) {
        let parent = key.and_then(|key| document.node(key)?.parent).and_then(|parent| document.node(parent));
        match parent.and_then(|parent| parent.element()) {
            Some(element) if element.tag.eq_ignore_ascii_case("style") => {
                self.sheet_assets.text(text, event.time);
            }
            Some(element) if element.tag.eq_ignore_ascii_case("script") => {}
            _ => self.masks.text(text, event.time),
        }
    }

    /// What was found up to now, in the order of `LackKind`.
    pub fn lacks(&self) -> Vec<Lack> {
        let mut lacks = self.content.lacks();
        lacks.extend(self.sheet_assets.lack());
        lacks.extend(self.masks.lacks());
        lacks.extend(self.stretches.lacks());
        if self.has_page && !self.has_window_size {
            lacks.push(words::lack(LackKind::WindowSize, 1, None, None));
        }
        lacks.sort_by_key(|lack| lack.kind);
        lacks
    }
}
