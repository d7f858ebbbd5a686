//! What changed in one node that stays: text, attributes, live state, its sheet.

use super::sheets::edit_sheet;
use crate::fault::{self, Fault};
use crate::{Live, Node, NodeData, NodeKey, PatchOp, SheetRef};
use events::Text;
use hashbrown::{HashMap, HashSet};

/// Beyond this many, one operation sends all of the node: with its move that makes three, the bound of a patch.
const MOST_EDITS: usize = 2;

pub(super) fn edit_node(key: NodeKey, old: &Node, new: &Node, ops: &mut Vec<PatchOp>) {
    let mut edits = Vec::new();
    let whole = match (&old.data, &new.data) {
        (NodeData::Text(a), NodeData::Text(b)) | (NodeData::Comment(a), NodeData::Comment(b)) => {
            if a != b && !fault::active(Fault::DiffForgetsTexts) {
                edits.push(PatchOp::SetText { key, text: b.clone() });
            }
            false
        }
        (NodeData::Element(a), NodeData::Element(b)) => {
            edit_attributes(key, &a.attributes, &b.attributes, &mut edits);
            false
        }
        (a, b) => a != b,
    };
    if old.live.is_some() || new.live.is_some() {
        edit_live(key, old.live(), new.live(), &mut edits);
    }
    if whole || edits.len() > MOST_EDITS {
        ops.push(PatchOp::SetData { key, data: new.data.clone(), live: new.live.clone() });
    } else {
        ops.extend(edits);
    }
}

fn edit_live(key: NodeKey, old: &Live, new: &Live, edits: &mut Vec<PatchOp>) {
    let live = Live { sheet: None, ..new.clone() };
    if (Live { sheet: None, ..old.clone() }) != live {
        edits.push(PatchOp::SetLive { key, live });
    }
    match (&old.sheet, &new.sheet) {
        (_, None) if old.sheet.is_some() => edits.push(PatchOp::SetSheet { key, sheet: None }),
        (_, None) => {}
        (None, Some(_)) => edits.push(PatchOp::SetSheet { key, sheet: new.sheet.clone() }),
        (Some(a), Some(b)) => edits.extend(edit_sheet(SheetRef::Owner(key), a, b)),
    }
}

/// Attributes are compared as a list of unique names: their order is part of the document.
fn edit_attributes(key: NodeKey, old: &[(Text, Text)], new: &[(Text, Text)], edits: &mut Vec<PatchOp>) {
    if old == new {
        return;
    }
    let values: HashMap<&Text, &Text> = old.iter().map(|(name, value)| (name, value)).collect();
    let names: HashSet<&Text> = new.iter().map(|(name, _)| name).collect();
    for (name, _) in old.iter().filter(|(name, _)| !names.contains(name)) {
        edits.push(PatchOp::RemoveAttribute { key, name: name.clone() });
    }
    for (name, value) in new.iter().filter(|(name, value)| values.get(name) != Some(&value)) {
        edits.push(PatchOp::SetAttribute { key, name: name.clone(), value: value.clone() });
    }
    // Attributes that stay keep their order, new ones come last: what the operations so far lead to.
    let stayed = old.iter().map(|(name, _)| name).filter(|name| names.contains(name));
    let appended = new.iter().map(|(name, _)| name).filter(|name| !values.contains_key(name));
    if !stayed.chain(appended).eq(new.iter().map(|(name, _)| name)) {
        let names = new.iter().map(|(name, _)| name.clone()).collect();
        edits.push(PatchOp::SetAttributeOrder { key, names });
    }
}
