//! Mutations.

use super::super::issues::Issue;
use super::super::issues::Issues;
use super::super::lenient::Scalar;
use super::super::mutation::{
    Change, Changes, Declaration, WireAdd, WireAttributes, WireRemove, WireText, keep,
};
use super::super::wire::Reader;
use super::cursor::Cursor;
use super::tree::read_tree;
use events::{AdoptedSheets, AttributeValue, Mutation, StyleDiff, Text};

/// A mutation whose four lists are there, with the sheets that its nodes bring.
pub(in crate::rrweb) fn read_mutation(
    data: &str,
    issues: &mut Issues,
) -> Option<(Mutation, Vec<AdoptedSheets>)> {
    let mut cursor = Cursor::new(data);
    let mut own_issues = Issues::default();
    let mut mutation = Mutation::default();
    let mut adopted = Vec::new();
    let mut seen = Seen::default();
    cursor.object(|cursor| {
        let issues = &mut own_issues;
        match cursor.initial()? {
            b's' if cursor.is_member("\"source\"") => {
                seen.first(0)?;
                cursor.number().map(drop)
            }
            b't' if cursor.is_member("\"texts\"") => {
                seen.first(1)?;
                cursor.array(|cursor| {
                    let text = text(cursor)?.read(issues);
                    keep(text, &mut mutation.texts, Issue::InvalidTextChange, issues);
                    Some(())
                })
            }
            b'a' if cursor.is_member("\"attributes\"") => {
                seen.first(2)?;
                cursor.array(|cursor| {
                    let change = attributes(cursor)?.read(issues);
                    keep(change, &mut mutation.attributes, Issue::InvalidAttributeChange, issues);
                    Some(())
                })
            }
            b'r' if cursor.is_member("\"removes\"") => {
                seen.first(3)?;
                cursor.array(|cursor| {
                    let remove = remove(cursor)?.read(issues);
                    keep(remove, &mut mutation.removes, Issue::InvalidRemove, issues);
                    Some(())
                })
            }
            b'a' if cursor.is_member("\"adds\"") => {
                seen.first(4)?;
                cursor.array(|cursor| {
                    let add = add(cursor)?.read(issues, &mut adopted);
                    keep(add, &mut mutation.adds, Issue::InvalidAdd, issues);
                    Some(())
                })
            }
            b'i' if cursor.is_member("\"isAttachIframe\"") => {
                seen.first(5)?;
                mutation.attaches_frame = cursor.scalar()?.is_true();
                Some(())
            }
            _ => None,
        }
    })?;
    // A list that is not there is a matter of its own.
    if !(1..5).all(|list| seen.has(list)) || !cursor.is_at_end() {
        return None;
    }
    issues.merge(own_issues);
    Some((mutation, adopted))
}

/// Members that were read. A second one of the same name is an error.
#[derive(Default)]
struct Seen(u8);

impl Seen {
    #[inline]
    fn first(&mut self, member: u8) -> Option<()> {
        let known = self.has(member);
        self.0 |= 1 << member;
        (!known).then_some(())
    }

    fn has(&self, member: u8) -> bool {
        self.0 >> member & 1 == 1
    }
}

fn text(cursor: &mut Cursor<'_>) -> Option<WireText> {
    let mut text = WireText::default();
    let mut seen = Seen::default();
    cursor.object(|cursor| {
        if cursor.is_member("\"id\"") {
            seen.first(0)?;
            text.id = cursor.node_ref()?;
        } else if cursor.is_member("\"value\"") {
            seen.first(1)?;
            text.value = cursor.scalar()?;
        } else {
            return None;
        }
        Some(())
    })?;
    Some(text)
}

fn remove(cursor: &mut Cursor<'_>) -> Option<WireRemove> {
    let mut remove = WireRemove::default();
    let mut seen = Seen::default();
    cursor.object(|cursor| {
        if cursor.is_member("\"parentId\"") {
            seen.first(0)?;
            remove.parent_id = cursor.node_ref()?;
        } else if cursor.is_member("\"id\"") {
            seen.first(1)?;
            remove.id = cursor.node_ref()?;
        } else if cursor.is_member("\"isShadow\"") {
            seen.first(2)?;
            remove.is_shadow = cursor.scalar()?;
        } else {
            return None;
        }
        Some(())
    })?;
    Some(remove)
}

fn add(cursor: &mut Cursor<'_>) -> Option<WireAdd> {
    let (mut parent_id, mut next_id, mut previous_id) = Default::default();
    let mut node = None;
    let mut seen = Seen::default();
    cursor.object(|cursor| {
        if cursor.is_member("\"parentId\"") {
            seen.first(0)?;
            parent_id = cursor.node_ref()?;
        } else if cursor.is_member("\"nextId\"") {
            seen.first(1)?;
            next_id = cursor.node_ref()?;
        } else if cursor.is_member("\"node\"") {
            seen.first(2)?;
            node = Some(read_tree(cursor)?);
        } else if cursor.is_member("\"previousId\"") {
            seen.first(3)?;
            previous_id = cursor.node_ref()?;
        } else {
            return None;
        }
        Some(())
    })?;
    Some(WireAdd { parent_id, next_id, previous_id, node: node? })
}

fn attributes(cursor: &mut Cursor<'_>) -> Option<WireAttributes> {
    let mut change = WireAttributes::default();
    let mut seen = Seen::default();
    cursor.object(|cursor| {
        if cursor.is_member("\"id\"") {
            seen.first(0)?;
            change.id = cursor.node_ref()?;
        } else if cursor.is_member("\"attributes\"") {
            seen.first(1)?;
            cursor.object(|cursor| changes_of_one(cursor, &mut change.attributes))?;
        } else {
            return None;
        }
        Some(())
    })?;
    Some(change)
}

fn changes_of_one(cursor: &mut Cursor<'_>, changes: &mut Changes) -> Option<()> {
    let name = cursor.member_name()?;
    let value = if cursor.opens(b'{')? {
        if name != "style" {
            return None;
        }
        Some(AttributeValue::StyleDiff(style_diff(cursor)?))
    } else {
        let change = Change { name, issues: &mut changes.issues };
        match cursor.scalar()? {
            Scalar::Null => change.other(),
            Scalar::Boolean(value) => change.boolean(value),
            value => change.scalar(value),
        }
    };
    changes.entries.extend(value.map(|value| (Text::new(name), value)));
    Some(())
}

fn style_diff(cursor: &mut Cursor<'_>) -> Option<Vec<StyleDiff>> {
    let mut diff = Vec::new();
    cursor.object(|cursor| {
        let property = cursor.member_name()?;
        let declaration = if cursor.opens(b'[')? { with_priority(cursor)? } else { alone(cursor.scalar()?) };
        let Declaration { value, important } = declaration;
        diff.push(StyleDiff { property: Text::new(property), value, important });
        Some(())
    })?;
    Some(diff)
}

fn alone(value: Scalar) -> Declaration {
    match value {
        Scalar::Text(text) => Declaration::default().text(&text),
        Scalar::Number(number) => Declaration::default().number(number),
        Scalar::Null | Scalar::Boolean(_) | Scalar::Nested => Declaration::default(),
    }
}

/// `["9px", "important"]`
fn with_priority(cursor: &mut Cursor<'_>) -> Option<Declaration> {
    let mut items = Vec::with_capacity(2);
    cursor.array(|cursor| {
        items.push(cursor.scalar()?);
        (items.len() <= 2).then_some(())
    })?;
    let mut items = items.into_iter();
    let mut next = || items.next().unwrap_or_default();
    Some(Declaration::of(next(), next()))
}
