//! Changes of the tree, its texts and its attributes: rrweb's mutation event. Each entry stands for itself; a bad one
//! does not cost the others.

use super::element::{attribute_text, dialog_mode, is_helper};
use super::issues::{Issue, Issues};
use super::lenient::{Entry, List, NodeRef, Scalar};
use super::node::Tree;
use super::style::split_sheet;
use super::wire::{Name, Read, Reader};
use events::{
    Add, AdoptedSheets, AttributeChange, AttributeValue, Mutation, Remove, Sibling, StyleDiff, Text,
};
use events::{SourceNodeId, TextChange};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess};

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct WireMutation {
    texts: List<Entry<WireText>>,
    attributes: List<Entry<WireAttributes>>,
    removes: List<Entry<WireRemove>>,
    adds: List<Entry<WireAdd>>,
    is_attach_iframe: Scalar,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct WireRemove {
    pub(super) parent_id: NodeRef,
    pub(super) id: NodeRef,
    pub(super) is_shadow: Scalar,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct WireAdd {
    pub(super) parent_id: NodeRef,
    pub(super) next_id: NodeRef,
    pub(super) previous_id: NodeRef,
    pub(super) node: Tree,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct WireText {
    pub(super) id: NodeRef,
    pub(super) value: Scalar,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct WireAttributes {
    pub(super) id: NodeRef,
    pub(super) attributes: Changes,
}

impl WireMutation {
    pub(super) fn into_mutation(self, issues: &mut Issues) -> (Mutation, Vec<AdoptedSheets>) {
        self.note_lists(issues);
        let mut mutation =
            Mutation { attaches_frame: self.is_attach_iframe.is_true(), ..Mutation::default() };
        let mut adopted = Vec::new();
        for entry in self.removes.items {
            let remove = entry.0.and_then(|remove| remove.read(issues));
            keep(remove, &mut mutation.removes, Issue::InvalidRemove, issues);
        }
        for entry in self.adds.items {
            let add = entry.0.and_then(|add| add.read(issues, &mut adopted));
            keep(add, &mut mutation.adds, Issue::InvalidAdd, issues);
        }
        for entry in self.texts.items {
            let text = entry.0.and_then(|text| text.read(issues));
            keep(text, &mut mutation.texts, Issue::InvalidTextChange, issues);
        }
        for entry in self.attributes.items {
            let change = entry.0.and_then(|change| change.read(issues));
            keep(change, &mut mutation.attributes, Issue::InvalidAttributeChange, issues);
        }
        (mutation, adopted)
    }

    fn note_lists(&self, issues: &mut Issues) {
        let mut note = |given: bool, bent: bool, undecoded: bool| {
            issues.add_if(undecoded, Issue::Undecoded);
            issues.add_if(bent, Issue::BentList);
            issues.add_if(!given && !undecoded, Issue::MissingList);
        };
        note(self.texts.given, self.texts.bent, self.texts.undecoded);
        note(self.attributes.given, self.attributes.bent, self.attributes.undecoded);
        note(self.removes.given, self.removes.bent, self.removes.undecoded);
        note(self.adds.given, self.adds.bent, self.adds.undecoded);
    }
}

#[inline]
pub(super) fn keep<T>(entry: Option<T>, list: &mut Vec<T>, otherwise: Issue, issues: &mut Issues) {
    match entry {
        Some(entry) => list.push(entry),
        None => issues.add(otherwise),
    }
}

fn id(node: NodeRef, issues: &mut Issues) -> Option<SourceNodeId> {
    issues.add_if(node.bent, Issue::BentId);
    node.id
}

fn sibling(node: NodeRef) -> Sibling {
    match node {
        NodeRef { id: Some(id), .. } => Sibling::Node(id),
        NodeRef { given: true, .. } => Sibling::Unknown,
        NodeRef { given: false, .. } => Sibling::None,
    }
}

impl WireRemove {
    #[inline]
    pub(super) fn read(self, issues: &mut Issues) -> Option<Remove> {
        let id = id(self.id, issues)?;
        Some(Remove { parent: self.parent_id.id, id, shadow: self.is_shadow.is_true() })
    }
}

impl WireAdd {
    #[inline]
    pub(super) fn read(self, issues: &mut Issues, adopted: &mut Vec<AdoptedSheets>) -> Option<Add> {
        issues.merge(self.node.issues);
        adopted.extend(self.node.adopted);
        let parent = id(self.parent_id, issues)?;
        let (next, previous) = (sibling(self.next_id), sibling(self.previous_id));
        let tree = self.node.tree;
        (!tree.nodes.is_empty()).then_some(Add { parent, next, previous, tree })
    }
}

impl WireText {
    #[inline]
    pub(super) fn read(self, issues: &mut Issues) -> Option<TextChange> {
        let id = id(self.id, issues)?;
        issues.add_if(self.value == Scalar::Null, Issue::NullText);
        Some(TextChange { id, value: self.value.into_text() })
    }
}

impl WireAttributes {
    #[inline]
    pub(super) fn read(self, issues: &mut Issues) -> Option<AttributeChange> {
        issues.merge(self.attributes.issues);
        let id = id(self.id, issues)?;
        Some(AttributeChange { id, entries: self.attributes.entries })
    }
}

#[derive(Default)]
pub(super) struct Changes {
    pub(super) entries: Vec<(Text, AttributeValue)>,
    pub(super) issues: Issues,
}

impl<'de> Deserialize<'de> for Changes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Changes, D::Error> {
        Read(Changes::default()).deserialize(deserializer)
    }
}

impl<'de> Reader<'de> for Changes {
    type Out = Changes;

    fn other(self) -> Changes {
        self
    }

    fn map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Changes, A::Error> {
        while let Some(name) = members.next_key_seed(Name(Text::new))? {
            let issues = &mut self.issues;
            if let Some(value) = members.next_value_seed(Read(Change { name: &name, issues }))? {
                self.entries.push((name, value));
            }
        }
        Ok(self)
    }
}

/// The new value of one attribute.
pub(super) struct Change<'c> {
    pub(super) name: &'c str,
    pub(super) issues: &'c mut Issues,
}

impl Change<'_> {
    pub(super) fn scalar(self, value: Scalar) -> Option<AttributeValue> {
        if is_helper(self.name) {
            return self.helper(value);
        }
        match value {
            // Unlike in a snapshot, to say 'absent' is a change.
            Scalar::Boolean(false) => {
                self.issues.add(Issue::FalseAttribute);
                Some(AttributeValue::Removed)
            }
            value => attribute_text(self.name, value, self.issues).map(AttributeValue::Set),
        }
    }

    fn helper(self, value: Scalar) -> Option<AttributeValue> {
        let text = value.into_text();
        match self.name {
            "_cssText" => Some(AttributeValue::Sheet(split_sheet(&text))),
            "rr_open_mode" => dialog_mode(&text).map(AttributeValue::Dialog),
            "rr_dataURL" => (!text.is_empty()).then_some(AttributeValue::Picture(text)),
            // Scroll offsets and sizes come in events of their own; rrweb's player ignores them here as well.
            "rr_scrollLeft" | "rr_scrollTop" | "rr_width" | "rr_height" | "rr_src" => None,
            _ => {
                self.issues.add(Issue::UnknownHelper);
                None
            }
        }
    }
}

impl<'de> Reader<'de> for Change<'_> {
    type Out = Option<AttributeValue>;

    fn other(self) -> Option<AttributeValue> {
        (!is_helper(self.name)).then_some(AttributeValue::Removed)
    }

    fn boolean(self, value: bool) -> Option<AttributeValue> {
        self.scalar(Scalar::Boolean(value))
    }

    fn number(self, value: f64) -> Option<AttributeValue> {
        self.scalar(Scalar::Number(value))
    }

    fn text(self, value: &str) -> Option<AttributeValue> {
        self.scalar(Scalar::Text(Text::new(value)))
    }

    fn seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Option<AttributeValue>, A::Error> {
        let mut any = false;
        while items.next_element::<IgnoredAny>()?.is_some() {
            any = true;
        }
        // An empty diff, as a storage layer without empty objects writes it.
        if self.name == "style" && !any {
            return Ok(Some(AttributeValue::StyleDiff(Vec::new())));
        }
        self.issues.add(Issue::NestedAttribute);
        Ok(None)
    }

    fn map<A: MapAccess<'de>>(self, mut members: A) -> Result<Option<AttributeValue>, A::Error> {
        if self.name != "style" {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            self.issues.add(Issue::NestedAttribute);
            return Ok(None);
        }
        let mut diff = Vec::new();
        while let Some(property) = members.next_key_seed(Name(Text::new))? {
            let Declaration { value, important } = members.next_value_seed(Read(Declaration::default()))?;
            diff.push(StyleDiff { property, value, important });
        }
        Ok(Some(AttributeValue::StyleDiff(diff)))
    }
}

/// `"9px"`, `["9px", "important"]`, or `false` for a property that goes.
#[derive(Default)]
pub(super) struct Declaration {
    pub(super) value: Option<Text>,
    pub(super) important: bool,
}

impl<'de> Reader<'de> for Declaration {
    type Out = Declaration;

    fn other(self) -> Declaration {
        self
    }

    fn number(self, value: f64) -> Declaration {
        Declaration { value: Some(Scalar::Number(value).into_text()), important: false }
    }

    fn text(self, value: &str) -> Declaration {
        Declaration { value: (!value.is_empty()).then(|| Text::new(value)), important: false }
    }

    fn seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Declaration, A::Error> {
        let value = items.next_element()?.unwrap_or_default();
        let priority = items.next_element()?.unwrap_or_default();
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Declaration::of(value, priority))
    }

    fn map<A: MapAccess<'de>>(self, mut members: A) -> Result<Declaration, A::Error> {
        let mut next = || members.next_entry::<IgnoredAny, Scalar>().map(|entry| entry.unwrap_or_default().1);
        let (value, priority) = (next()?, next()?);
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Declaration::of(value, priority))
    }
}

impl Declaration {
    pub(super) fn of(value: Scalar, priority: Scalar) -> Declaration {
        let value = Some(value.into_text()).filter(|value| !value.is_empty());
        Declaration { value, important: matches!(priority, Scalar::Text(text) if text == "important") }
    }
}
