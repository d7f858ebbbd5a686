//! Serialized nodes, and the snapshot around them.

use super::super::element::Attributes;
use super::super::lenient::Scalar;
use super::super::node::{Draft, Member, TagName, Tree, set_namespaces};
use super::super::wire::Reader;
use super::cursor::Cursor;

/// Deeper trees are read where the stack can grow.
const MAX_LEVELS: usize = 128;

/// A full snapshot's page and its window's scroll.
pub(in crate::rrweb) fn read_snapshot(data: &str) -> Option<(Tree, Option<(f64, f64)>)> {
    let mut cursor = Cursor::new(data);
    let (mut tree, mut scroll) = (None, None);
    cursor.object(|cursor| {
        let first = if cursor.is_member("\"node\"") {
            tree.replace(read_tree(cursor)?).is_none()
        } else if cursor.is_member("\"initialOffset\"") {
            scroll.replace(offset(cursor)?).is_none()
        } else {
            false
        };
        first.then_some(())
    })?;
    let tree = tree.filter(|tree| !tree.tree.nodes.is_empty())?;
    cursor.is_at_end().then_some((tree, scroll))
}

fn offset(cursor: &mut Cursor<'_>) -> Option<(f64, f64)> {
    let (mut left, mut top) = (None, None);
    cursor.object(|cursor| {
        let slot = if cursor.is_member("\"left\"") {
            &mut left
        } else if cursor.is_member("\"top\"") {
            &mut top
        } else {
            return None;
        };
        slot.replace(cursor.number()?).is_none().then_some(())
    })?;
    Some((left?, top?))
}

/// A node with all that is below it.
pub(super) fn read_tree(cursor: &mut Cursor<'_>) -> Option<Tree> {
    let mut tree = Tree::default();
    // A mutation adds nodes one by one, and a snapshot has so many that it does not matter.
    tree.tree.nodes.reserve_exact(1);
    node(cursor, &mut tree, None, 0)?;
    set_namespaces(&mut tree.tree.nodes);
    Some(tree)
}

fn node(cursor: &mut Cursor<'_>, tree: &mut Tree, parent: Option<u32>, level: usize) -> Option<()> {
    let index = tree.begin(parent)?;
    let mut draft = Draft::default();
    cursor.object(|cursor| {
        match cursor.initial()? {
            b't' if cursor.is_member("\"type\"") => draft.kind = Some(cursor.number()?),
            b't' if cursor.is_member("\"textContent\"") => draft.text = cursor.scalar()?,
            b't' if cursor.is_member("\"tagName\"") => {
                let Scalar::Text(name) = cursor.scalar()? else { return None };
                draft.tag = TagName.text(&name);
            }
            b'i' if cursor.is_member("\"id\"") => draft.id = cursor.node_ref()?,
            b'a' if cursor.is_member("\"attributes\"") => draft.attributes = attributes(cursor)?,
            b'c' if cursor.is_member("\"childNodes\"") => {
                if level == MAX_LEVELS {
                    return None;
                }
                cursor.array(|cursor| node(cursor, tree, Some(index), level + 1))?;
            }
            _ => seldom(cursor, &mut draft)?,
        }
        Some(())
    })?;
    tree.end(index, parent, draft);
    Some(())
}

fn seldom(cursor: &mut Cursor<'_>, draft: &mut Draft) -> Option<()> {
    let member = Member::of(cursor.member_name()?);
    if matches!(member, Member::AdoptedSheets) {
        return None;
    }
    let value = cursor.scalar()?;
    match member {
        Member::Name => draft.seldom().name = value,
        Member::PublicId => draft.seldom().public_id = value,
        Member::SystemId => draft.seldom().system_id = value,
        _ => draft.mark(member, &value),
    }
    Some(())
}

fn attributes(cursor: &mut Cursor<'_>) -> Option<Attributes> {
    let mut attributes = Attributes::default();
    cursor.object(|cursor| {
        let name = cursor.member_name()?;
        let value = cursor.scalar()?;
        attributes.push(name, value).then_some(())
    })?;
    Some(attributes)
}
