//! Events about the page itself: mutations and style sheets.

use crate::codec::Decoded;
use crate::codec::reader::Decoder;
use crate::codec::state::unknown_kind;
use crate::codec::writer::Encoder;
use events::{
    Add, AdoptedSheets, AttributeChange, AttributeValue, Mutation, Remove, RuleAdd, RulePath, SheetTarget,
    Sibling, SourceNodeId, StyleDeclaration, StyleDiff, StyleId, StyleRule, TextChange,
};

impl Encoder<'_> {
    pub fn mutation(&mut self, mutation: &Mutation) {
        let Mutation { removes, adds, texts, attributes, attaches_frame } = mutation;
        self.flag(*attaches_frame);
        self.count(removes.len());
        for Remove { parent, id, shadow } in removes {
            self.tag(u8::from(*shadow) << 1 | u8::from(parent.is_some()));
            self.id(id.0);
            if let Some(parent) = parent {
                self.id(parent.0);
            }
        }
        self.count(adds.len());
        for Add { parent, next, previous, tree } in adds {
            self.id(parent.0);
            self.sibling(*next);
            self.sibling(*previous);
            self.tree(tree);
        }
        self.count(texts.len());
        for TextChange { id, value } in texts {
            self.id(id.0);
            self.text(value);
        }
        self.count(attributes.len());
        for AttributeChange { id, entries } in attributes {
            self.id(id.0);
            self.count(entries.len());
            for (name, value) in entries {
                self.text(name);
                self.attribute_value(value);
            }
        }
    }

    fn sibling(&mut self, sibling: Sibling) {
        match sibling {
            Sibling::None => self.tag(0),
            Sibling::Node(id) => {
                self.tag(1);
                self.id(id.0);
            }
            Sibling::Unknown => self.tag(2),
        }
    }

    fn attribute_value(&mut self, value: &AttributeValue) {
        match value {
            AttributeValue::Removed => self.tag(0),
            AttributeValue::Set(text) => {
                self.tag(1);
                self.text(text);
            }
            AttributeValue::StyleDiff(diffs) => {
                self.tag(2);
                self.count(diffs.len());
                diffs.iter().for_each(|diff| self.style_diff(diff));
            }
            AttributeValue::Sheet(parts) => {
                self.tag(3);
                self.texts(parts);
            }
            AttributeValue::Dialog(mode) => {
                self.tag(4);
                self.dialog_mode(*mode);
            }
            AttributeValue::Picture(text) => {
                self.tag(5);
                self.text(text);
            }
        }
    }

    fn style_diff(&mut self, diff: &StyleDiff) {
        let StyleDiff { property, value, important } = diff;
        self.tag(u8::from(*important) << 1 | u8::from(value.is_some()));
        self.text(property);
        if let Some(value) = value {
            self.text(value);
        }
    }

    fn sheet_target(&mut self, target: SheetTarget) {
        match target {
            SheetTarget::Owner(id) => {
                self.tag(0);
                self.id(id.0);
            }
            SheetTarget::Constructed(style) => {
                self.tag(1);
                self.number(style.0);
            }
        }
    }

    fn rule_path(&mut self, path: &RulePath) {
        match path {
            RulePath::Top(index) => {
                self.tag(0);
                self.number(u64::from(*index));
            }
            RulePath::Nested(indices) => {
                self.tag(1);
                self.indices(indices);
            }
        }
    }

    fn indices(&mut self, indices: &[u32]) {
        self.count(indices.len());
        indices.iter().for_each(|&index| self.number(u64::from(index)));
    }

    pub fn style_rule(&mut self, rule: &StyleRule) {
        let StyleRule { target, adds, removes, replace } = rule;
        self.sheet_target(*target);
        self.count(adds.len());
        for RuleAdd { rule, at } in adds {
            self.text(rule);
            self.rule_path(at);
        }
        self.count(removes.len());
        removes.iter().for_each(|path| self.rule_path(path));
        self.option(replace.as_ref(), Encoder::text);
    }

    pub fn style_declaration(&mut self, declaration: &StyleDeclaration) {
        let StyleDeclaration { target, path, change } = declaration;
        self.sheet_target(*target);
        self.indices(path);
        self.style_diff(change);
    }

    pub fn adopted_sheets(&mut self, sheets: &AdoptedSheets) {
        let AdoptedSheets { target, adopted, created } = sheets;
        self.id(target.0);
        self.style_ids(adopted);
        self.count(created.len());
        for (id, rules) in created {
            self.number(id.0);
            self.texts(rules);
        }
    }
}

impl Decoder<'_> {
    pub fn mutation(&mut self) -> Decoded<Mutation> {
        Ok(Mutation {
            attaches_frame: self.flag()?,
            removes: self.list(Decoder::remove)?,
            adds: self.list(|d| {
                Ok(Add {
                    parent: d.source_id()?,
                    next: d.sibling()?,
                    previous: d.sibling()?,
                    tree: d.tree()?,
                })
            })?,
            texts: self.list(|d| Ok(TextChange { id: d.source_id()?, value: d.text()? }))?,
            attributes: self.list(|d| {
                let id = d.source_id()?;
                Ok(AttributeChange { id, entries: d.list(|d| Ok((d.text()?, d.attribute_value()?)))? })
            })?,
        })
    }

    fn remove(&mut self) -> Decoded<Remove> {
        let tag = self.tag()?;
        let id = SourceNodeId(self.id()?);
        let parent = if tag & 1 != 0 { Some(SourceNodeId(self.id()?)) } else { None };
        Ok(Remove { parent, id, shadow: tag & 2 != 0 })
    }

    fn sibling(&mut self) -> Decoded<Sibling> {
        Ok(match self.tag()? {
            0 => Sibling::None,
            1 => Sibling::Node(self.source_id()?),
            2 => Sibling::Unknown,
            _ => return Err(unknown_kind()),
        })
    }

    fn attribute_value(&mut self) -> Decoded<AttributeValue> {
        Ok(match self.tag()? {
            0 => AttributeValue::Removed,
            1 => AttributeValue::Set(self.text()?),
            2 => AttributeValue::StyleDiff(self.list(Decoder::style_diff)?),
            3 => AttributeValue::Sheet(self.texts()?),
            4 => AttributeValue::Dialog(self.dialog_mode()?),
            5 => AttributeValue::Picture(self.text()?),
            _ => return Err(unknown_kind()),
        })
    }

    fn style_diff(&mut self) -> Decoded<StyleDiff> {
        let tag = self.tag()?;
        let property = self.text()?;
        let value = if tag & 1 != 0 { Some(self.text()?) } else { None };
        Ok(StyleDiff { property, value, important: tag & 2 != 0 })
    }

    fn sheet_target(&mut self) -> Decoded<SheetTarget> {
        Ok(match self.tag()? {
            0 => SheetTarget::Owner(self.source_id()?),
            1 => SheetTarget::Constructed(StyleId(self.number()?)),
            _ => return Err(unknown_kind()),
        })
    }

    fn rule_path(&mut self) -> Decoded<RulePath> {
        Ok(match self.tag()? {
            0 => RulePath::Top(self.small()?),
            1 => RulePath::Nested(self.indices()?),
            _ => return Err(unknown_kind()),
        })
    }

    fn indices(&mut self) -> Decoded<Vec<u32>> {
        self.list(Decoder::small)
    }

    pub fn style_rule(&mut self) -> Decoded<StyleRule> {
        Ok(StyleRule {
            target: self.sheet_target()?,
            adds: self.list(|d| Ok(RuleAdd { rule: d.text()?, at: d.rule_path()? }))?,
            removes: self.list(Decoder::rule_path)?,
            replace: self.option(Decoder::text)?,
        })
    }

    pub fn style_declaration(&mut self) -> Decoded<StyleDeclaration> {
        Ok(StyleDeclaration {
            target: self.sheet_target()?,
            path: self.indices()?,
            change: self.style_diff()?,
        })
    }

    pub fn adopted_sheets(&mut self) -> Decoded<AdoptedSheets> {
        Ok(AdoptedSheets {
            target: self.source_id()?,
            adopted: self.style_ids()?,
            created: self.list(|d| Ok((StyleId(d.number()?), d.texts()?)))?,
        })
    }
}
