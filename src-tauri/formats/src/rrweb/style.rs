//! Sheets and their edits through the CSSOM.

use super::issues::{Issue, Issues};
use super::lenient::{Entry, List, NodeRef, Number, Scalar};
use super::wire::{Read, Reader};
use events::{
    AdoptedSheets, EventKind, RuleAdd, RulePath, SheetTarget, StyleDeclaration, StyleDiff, StyleId,
    StyleRule, Text,
};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess};

/// What the recorder puts between the texts of a sheet's text children.
const SPLIT_MARK: &str = "/* rr_split */";

pub(super) fn split_sheet(text: &str) -> Vec<Text> {
    text.split(SPLIT_MARK).map(Text::new).collect()
}

/// `{rule, index?}`, or the rule alone as text.
#[derive(Debug, Default)]
struct WireRule {
    rule: Option<Text>,
    index: Index,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireRuleMembers {
    rule: Scalar,
    index: Index,
}

impl<'de> Deserialize<'de> for WireRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WireRule, D::Error> {
        Read(WireRule::default()).deserialize(deserializer)
    }
}

impl<'de> Reader<'de> for WireRule {
    type Out = WireRule;

    fn other(self) -> WireRule {
        self
    }

    fn text(self, value: &str) -> WireRule {
        WireRule { rule: Some(Text::new(value)), ..self }
    }

    fn map<A: MapAccess<'de>>(self, members: A) -> Result<WireRule, A::Error> {
        let members = WireRuleMembers::deserialize(serde::de::value::MapAccessDeserializer::new(members))?;
        let rule = match members.rule {
            Scalar::Text(text) => Some(text),
            _ => None,
        };
        Ok(WireRule { rule, index: members.index })
    }
}

/// A position, or positions from the sheet downwards.
#[derive(Clone, PartialEq, Debug, Default)]
enum Index {
    #[default]
    Absent,
    At(u32),
    Path(Vec<u32>),
}

impl Index {
    fn path(self) -> RulePath {
        match self {
            Index::Absent => RulePath::Top(0),
            Index::At(place) => RulePath::Top(place),
            Index::Path(path) => RulePath::Nested(path),
        }
    }
}

impl<'de> Deserialize<'de> for Index {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Index, D::Error> {
        Read(Index::Absent).deserialize(deserializer)
    }
}

impl<'de> Reader<'de> for Index {
    type Out = Index;

    fn other(self) -> Index {
        self
    }

    fn number(self, value: f64) -> Index {
        Index::At(place(value))
    }

    fn text(self, value: &str) -> Index {
        value.parse().map_or(self, |number: f64| Index::At(place(number)))
    }

    fn seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Index, A::Error> {
        let mut path = Vec::new();
        while let Some(number) = items.next_element::<Number>()? {
            path.push(place(number.0.unwrap_or_default()));
        }
        Ok(Index::Path(path))
    }

    fn map<A: MapAccess<'de>>(self, mut members: A) -> Result<Index, A::Error> {
        let mut path = Vec::new();
        while let Some((_, number)) = members.next_entry::<IgnoredAny, Number>()? {
            path.push(place(number.0.unwrap_or_default()));
        }
        Ok(if path.is_empty() { self } else { Index::Path(path) })
    }
}

/// Saturates: a place beyond the end is the end.
fn place(number: f64) -> u32 {
    number as u32
}

/// A constructed sheet with its rules.
#[derive(Deserialize, Debug, Default)]
#[serde(default, rename_all = "camelCase")]
struct WireSheetMembers {
    style_id: Number,
    rules: List<WireRule>,
}

#[derive(Deserialize, Debug)]
#[serde(transparent)]
pub(super) struct WireSheet(Entry<WireSheetMembers>);

impl WireSheet {
    pub(super) fn id(&self) -> Option<StyleId> {
        style_id(self.0.0.as_ref()?.style_id)
    }

    pub(super) fn has_rules(&self) -> bool {
        self.0.0.as_ref().is_some_and(|sheet| !sheet.rules.items.is_empty())
    }

    pub(super) fn into_created(self) -> Option<(StyleId, Vec<Text>)> {
        let id = self.id()?;
        let mut rules: Vec<Text> = Vec::new();
        for WireRule { rule, index } in self.0.0?.rules.items {
            let Some(rule) = rule else { continue };
            match index {
                Index::At(place) if (place as usize) < rules.len() => rules.insert(place as usize, rule),
                _ => rules.push(rule),
            }
        }
        Some((id, rules))
    }
}

fn style_id(number: Number) -> Option<StyleId> {
    number.0.filter(|id| *id >= 1.0 && id.fract() == 0.0).map(|id| StyleId(id as u64))
}

/// A constructed sheet takes precedence over an owner.
fn target(style: Number, owner: NodeRef) -> Option<SheetTarget> {
    style_id(style).map(SheetTarget::Constructed).or_else(|| owner.id.map(SheetTarget::Owner))
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct WireStyleRule {
    id: NodeRef,
    style_id: Number,
    adds: List<WireRule>,
    removes: List<WireRule>,
    replace: Scalar,
    replace_sync: Scalar,
}

impl WireStyleRule {
    pub(super) fn into_kind(self, issues: &mut Issues) -> Option<EventKind> {
        issues.add_if(self.adds.undecoded || self.removes.undecoded, Issue::Undecoded);
        let mut adds = Vec::new();
        for WireRule { rule, index } in self.adds.items {
            match rule {
                Some(rule) => adds.push(RuleAdd { rule, at: index.path() }),
                None => issues.add(Issue::InvalidRule),
            }
        }
        let mut removes = Vec::new();
        for WireRule { index, .. } in self.removes.items {
            match index {
                Index::Absent => issues.add(Issue::InvalidRule),
                index => removes.push(index.path()),
            }
        }
        let text = |scalar| if let Scalar::Text(text) = scalar { Some(text) } else { None };
        // Both happen in this order, and each replaces everything.
        let replace = text(self.replace_sync).or_else(|| text(self.replace));
        let target = target(self.style_id, self.id)?;
        Some(EventKind::StyleRule(Box::new(StyleRule { target, adds, removes, replace })))
    }
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct WireStyleDeclaration {
    id: NodeRef,
    style_id: Number,
    index: Index,
    set: Entry<WireDeclaration>,
    remove: Entry<WireDeclaration>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireDeclaration {
    property: Scalar,
    value: Scalar,
    priority: Scalar,
}

impl WireStyleDeclaration {
    pub(super) fn into_kind(self) -> Option<EventKind> {
        let path = match self.index {
            Index::Absent => return None,
            Index::At(place) => vec![place],
            Index::Path(path) => path,
        };
        let change = match (self.set.0, self.remove.0) {
            (Some(set), _) => {
                let value = set.value.into_text();
                StyleDiff {
                    property: set.property.into_text(),
                    important: matches!(set.priority, Scalar::Text(priority) if priority == "important"),
                    // As in a browser, an empty value removes.
                    value: (!value.is_empty()).then_some(value),
                }
            }
            (None, remove) => {
                StyleDiff { property: remove?.property.into_text(), value: None, important: false }
            }
        };
        let target = target(self.style_id, self.id)?;
        Some(EventKind::StyleDeclaration(Box::new(StyleDeclaration { target, path, change })))
    }
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct WireAdoptedSheets {
    id: NodeRef,
    style_ids: List<Number>,
    styles: List<WireSheet>,
}

impl WireAdoptedSheets {
    pub(super) fn into_kind(self) -> Option<EventKind> {
        let adopted = self.style_ids.items.into_iter().filter_map(style_id).collect();
        let created = self.styles.items.into_iter().filter_map(WireSheet::into_created).collect();
        Some(EventKind::AdoptedSheets(Box::new(AdoptedSheets { target: self.id.id?, adopted, created })))
    }
}
