//! Style sheets: their text in style elements, edits of their rules, constructed sheets.

use super::Replay;
use super::css::{self, Block, Rule};
use super::nodes::{Content, Handle, Sheet};
use events::{AdoptedSheets, RulePath, SheetTarget, StyleDeclaration, StyleRule};

impl Replay {
    /// Called before a child of `parent` comes, goes or changes its text: a browser reads the sheet again then.
    pub(super) fn children_change(&mut self, parent: Handle, is_text: bool) {
        let tag = self.element(parent).map_or(String::new(), |element| element.tag.clone());
        match tag.as_str() {
            "style" => match self.node(parent).live.sheet {
                Some(Sheet::Rules(_)) => self.node_mut(parent).live.sheet = None,
                Some(Sheet::Parts(_)) if is_text => drop(self.event.changed_sheets.insert(parent)),
                _ => {}
            },
            // The text the recorder wrote down is its own text, which is about to change.
            "textarea" if is_text => {
                let text = self.child_text(parent);
                if let Some(element) = self.element_mut(parent) {
                    element.attributes.retain(|(name, value)| name != "value" || *value != text);
                }
            }
            "select" => drop(self.event.selects.insert(parent)),
            "optgroup" => {
                let select = self.node(parent).up.map(|(up, _)| up);
                let is_select = |handle: &Handle| self.element(*handle).is_some_and(|e| e.is_html("select"));
                let select = select.filter(is_select);
                self.event.selects.extend(select);
            }
            _ => {}
        }
    }

    pub(crate) fn child_text(&self, parent: Handle) -> String {
        let text = |child: &Handle| match &self.node(*child).content {
            Content::Text(text) => Some(text.as_str()),
            _ => None,
        };
        self.node(parent).children.iter().filter_map(text).collect()
    }

    /// The recorder blanks the text children of a style element and puts their texts beside it, in order. They get them
    /// back: what is too much goes to the last. A sheet that was there before the event loses against a text that says
    /// something.
    pub(super) fn deal_out_sheets(&mut self) {
        let mut styles: Vec<Handle> =
            self.event.fresh_sheets.union(&self.event.changed_sheets).copied().collect();
        styles.retain(|style| self.node(*style).alive);
        for style in styles {
            let Some(Sheet::Parts(parts)) = self.node(style).live.sheet.clone() else { continue };
            let is_text = |child: &Handle| matches!(self.node(*child).content, Content::Text(_));
            let texts: Vec<Handle> = self.node(style).children.iter().copied().filter(is_text).collect();
            let Some(last) = texts.len().checked_sub(1) else { continue };
            if self.event.fresh_sheets.contains(&style) || self.child_text(style).is_empty() {
                for (index, text) in texts.into_iter().enumerate() {
                    let own = match index < last {
                        true => parts.get(index).cloned().unwrap_or_default(),
                        false => parts.get(last..).unwrap_or_default().concat(),
                    };
                    self.node_mut(text).content = Content::Text(own);
                }
            }
            self.node_mut(style).live.sheet = None;
        }
    }

    /// The rules of the sheet that a style or an inlined link owns.
    pub(crate) fn owned_rules(&self, owner: Handle) -> Option<Vec<Rule>> {
        let tag = self.element(owner).map_or("", |element| &element.tag);
        match &self.node(owner).live.sheet {
            Some(Sheet::Rules(rules)) => Some(rules.clone()),
            Some(Sheet::Parts(parts)) => Some(css::rules(&parts.concat())),
            None => (tag == "style").then(|| css::rules(&self.child_text(owner))),
        }
    }

    fn edit_rules(&mut self, target: SheetTarget, edit: impl FnOnce(&mut Vec<Rule>)) {
        match target {
            SheetTarget::Constructed(id) => {
                if let Some(rules) = self.page.constructed.get_mut(&id.0) {
                    edit(rules);
                }
            }
            SheetTarget::Owner(id) => {
                let Some(owner) = self.find(id.0) else { return };
                let Some(mut rules) = self.owned_rules(owner) else { return };
                edit(&mut rules);
                self.node_mut(owner).live.sheet = Some(Sheet::Rules(rules));
            }
        }
    }

    pub(super) fn style_rule(&mut self, change: &StyleRule) {
        let is_constructed = matches!(change.target, SheetTarget::Constructed(_));
        self.edit_rules(change.target, |rules| {
            for add in &change.adds {
                match &add.at {
                    RulePath::Top(index) => {
                        let mut parsed = css::rules(&add.rule);
                        // A browser takes exactly one.
                        if parsed.len() == 1 {
                            rules.insert((*index as usize).min(rules.len()), parsed.remove(0));
                        }
                    }
                    RulePath::Nested(path) => {
                        let list =
                            path.split_last().and_then(|(place, way)| Some((*place, nested(rules, way)?)));
                        if let Some((place, block)) = list {
                            let at = (place as usize).min(block.rules.len());
                            block.rules.splice(at..at, css::rules(&add.rule));
                        }
                    }
                }
            }
            for path in &change.removes {
                match path {
                    RulePath::Top(index) if (*index as usize) < rules.len() => {
                        drop(rules.remove(*index as usize))
                    }
                    RulePath::Top(_) => {}
                    RulePath::Nested(path) => {
                        if let Some((place, block)) = path
                            .split_last()
                            .and_then(|(place, way)| Some((*place as usize, nested(rules, way)?)))
                            && place < block.rules.len()
                        {
                            block.rules.remove(place);
                        }
                    }
                }
            }
            if let (Some(text), true) = (&change.replace, is_constructed) {
                *rules = css::rules(text);
            }
        });
    }

    pub(super) fn style_declaration(&mut self, change: &StyleDeclaration) {
        self.edit_rules(change.target, |rules| {
            let is_group = at(rules, &change.path).is_some_and(|rule| rule.is_group());
            if let Some(block) = nested(rules, &change.path).filter(|_| !is_group) {
                match &change.change.value {
                    Some(value) => css::set(
                        &mut block.declarations,
                        &change.change.property,
                        value,
                        change.change.important,
                    ),
                    None => css::remove(&mut block.declarations, &change.change.property),
                }
            }
        });
    }

    pub(super) fn adopted_sheets(&mut self, adopted: &AdoptedSheets) {
        for (id, rules) in &adopted.created {
            let rules = rules.iter().flat_map(|rule| css::rules(rule)).collect();
            self.page.constructed.insert(id.0, rules);
        }
        let Some(target) = self.find(adopted.target.0) else { return };
        match &self.node(target).content {
            Content::Document { .. } => {}
            Content::Element(_) => self.ensure_shadow(target),
            _ => return,
        }
        self.node_mut(target).adopted = adopted.adopted.iter().map(|id| id.0).collect();
    }
}

/// The block of the rule that a path leads to. An empty path leads to no rule.
fn nested<'a>(rules: &'a mut [Rule], path: &[u32]) -> Option<&'a mut Block> {
    let (first, rest) = path.split_first()?;
    let mut block = rules.get_mut(*first as usize)?.block.as_mut()?;
    for step in rest {
        block = block.rules.get_mut(*step as usize)?.block.as_mut()?;
    }
    Some(block)
}

fn at<'a>(rules: &'a [Rule], path: &[u32]) -> Option<&'a Rule> {
    let (first, rest) = path.split_first()?;
    let mut rule = rules.get(*first as usize)?;
    for step in rest {
        rule = rule.block.as_ref()?.rules.get(*step as usize)?;
    }
    Some(rule)
}
