//! Edits of style sheets through the CSSOM: rules, declarations, constructed sheets and their adoption.

use super::Writer;
use crate::form_state::child_text;
use crate::{NodeData, NodeKey, Sheet, sheet};
use events::limits::MAX_SHEET_RULES;
use events::{
    AdoptedSheets, Code, RuleAdd, RulePath, SheetTarget, StyleDeclaration, StyleId, StyleRule, Text,
};
use std::sync::Arc;

impl Writer<'_> {
    pub(super) fn style_rule(&mut self, change: &StyleRule) {
        let Some(mut rules) = self.take_rules(change.target) else { return };
        let list = Arc::make_mut(&mut rules);
        for add in &change.adds {
            self.insert_rule(list, add);
        }
        for path in &change.removes {
            self.delete_rule(list, path);
        }
        if let (Some(text), SheetTarget::Constructed(_)) = (&change.replace, change.target) {
            *list = sheet::rules(text);
        }
        self.put_rules(change.target, rules);
    }

    pub(super) fn style_declaration(&mut self, change: &StyleDeclaration) {
        let Some(mut rules) = self.take_rules(change.target) else { return };
        let edited = change.path.split_first().and_then(|(&top, path)| {
            let rule = Arc::make_mut(&mut rules).get_mut(top as usize)?;
            *rule = Text::from(sheet::edit_declaration(rule, path, &change.change)?);
            Some(())
        });
        if edited.is_none() {
            self.missing_rule();
        }
        self.put_rules(change.target, rules);
    }

    fn insert_rule(&mut self, list: &mut Vec<Text>, add: &RuleAdd) {
        match &add.at {
            RulePath::Top(_) if list.len() >= MAX_SHEET_RULES => {
                self.warn(Code::LimitReached, "A sheet has more rules than are kept");
            }
            RulePath::Top(index) => {
                // A browser refuses what is not exactly one rule.
                let mut parsed = sheet::rules(&add.rule);
                match parsed.pop() {
                    Some(rule) if parsed.is_empty() => list.insert((*index as usize).min(list.len()), rule),
                    _ => {
                        self.note(Code::MissingRule, "A text that is not one rule was inserted into a sheet")
                    }
                }
            }
            RulePath::Nested(path) => {
                let edited = path.split_first().filter(|(_, way)| !way.is_empty()).and_then(|(&top, way)| {
                    let rule = list.get_mut(top as usize)?;
                    *rule = Text::from(sheet::insert_nested(rule, way, &add.rule)?);
                    Some(())
                });
                if edited.is_none() {
                    self.missing_rule();
                }
            }
        }
    }

    fn delete_rule(&mut self, list: &mut Vec<Text>, path: &RulePath) {
        let deleted = match path {
            RulePath::Top(index) => ((*index as usize) < list.len()).then(|| {
                list.remove(*index as usize);
            }),
            RulePath::Nested(path) => {
                path.split_first().filter(|(_, way)| !way.is_empty()).and_then(|(&top, way)| {
                    let rule = list.get_mut(top as usize)?;
                    *rule = Text::from(sheet::remove_nested(rule, way)?);
                    Some(())
                })
            }
        };
        if deleted.is_none() {
            self.missing_rule();
        }
    }

    fn missing_rule(&mut self) {
        self.note(Code::MissingRule, "A record changes a rule that its sheet does not have");
    }

    /// The rules of a sheet, out of the document, so that editing them copies nothing that is not shared.
    fn take_rules(&mut self, target: SheetTarget) -> Option<Arc<Vec<Text>>> {
        let rules = match target {
            SheetTarget::Constructed(id) => self.take_constructed(id),
            SheetTarget::Owner(id) => {
                let key = self.resolve(id, "sheet")?;
                self.take_owned(key)
            }
        };
        if rules.is_none() {
            self.warn(Code::MissingSheet, "A record changes a sheet that is not known");
        }
        rules
    }

    fn take_constructed(&mut self, id: StyleId) -> Option<Arc<Vec<Text>>> {
        if !self.document.state.constructed.contains_key(&id) {
            return None;
        }
        let slot = Arc::make_mut(&mut self.document.state.constructed).get_mut(&id)?;
        Some(take_sheet(std::mem::take(slot)))
    }

    fn take_owned(&mut self, key: NodeKey) -> Option<Arc<Vec<Text>>> {
        let node = self.document.node(key)?;
        let is_style = node.element().is_some_and(|element| *element.tag == *"style");
        if node.live().sheet.is_none() {
            // A link without a recorded sheet has rules that nobody knows.
            return is_style.then(|| Arc::new(sheet::rules(&child_text(self.document, key))));
        }
        let sheet = self.document.node_mut(key)?.edit_live(|live| live.sheet.take())?;
        Some(take_sheet(sheet))
    }

    fn put_rules(&mut self, target: SheetTarget, rules: Arc<Vec<Text>>) {
        let sheet = Arc::new(Sheet::Rules(rules));
        match target {
            SheetTarget::Constructed(id) => {
                Arc::make_mut(&mut self.document.state.constructed).insert(id, sheet);
            }
            SheetTarget::Owner(id) => self.set_sheet(NodeKey::from_source(id), Some(sheet)),
        }
    }

    pub(super) fn adopted_sheets(&mut self, adopted: &AdoptedSheets) {
        if !adopted.created.is_empty() {
            let constructed = Arc::make_mut(&mut self.document.state.constructed);
            for (id, rules) in &adopted.created {
                constructed.insert(*id, Arc::new(Sheet::Rules(Arc::new(rules.clone()))));
            }
        }
        let Some(key) = self.resolve(adopted.target, "adopted sheets") else { return };
        let target = match self.document.node(key).map(|node| &node.data) {
            Some(NodeData::Document { .. }) => key,
            Some(NodeData::Element(_)) => self.ensure_shadow(key),
            _ => {
                let sentence = format!(
                    "Sheets were adopted by node {key:?}, which is no document and has no shadow root"
                );
                self.warn(Code::NotAnElement, sentence);
                return;
            }
        };
        if let Some(node) = self.document.node_mut(target) {
            let list = adopted.adopted.as_slice();
            node.edit_live(|live| live.adopted = (!list.is_empty()).then(|| Arc::from(list)));
        }
    }
}

fn take_sheet(sheet: Arc<Sheet>) -> Arc<Vec<Text>> {
    match Arc::try_unwrap(sheet) {
        Ok(Sheet::Rules(rules)) => rules,
        Ok(text) => text.rules(),
        Err(shared) => shared.rules(),
    }
}
