//! What changed in the state beside the nodes.

use super::sheets::edit_sheet;
use crate::{HiddenState, PageState, PatchOp, SheetRef};
use events::StyleId;
use std::sync::Arc;

pub(super) fn edit_state(old: &PageState, new: &PageState, ops: &mut Vec<PatchOp>) {
    edit_constructed(old, new, ops);
    if !Arc::ptr_eq(&old.fonts, &new.fonts) && old.fonts != new.fonts {
        ops.push(PatchOp::Fonts(new.fonts.clone()));
    }
    if old.viewport != new.viewport {
        ops.push(PatchOp::Viewport(new.viewport));
    }
    if old.href != new.href {
        ops.push(PatchOp::Href(new.href.clone()));
    }
    if old.selection != new.selection {
        ops.push(PatchOp::Selection(new.selection.clone()));
    }
    if old.focused != new.focused {
        ops.push(PatchOp::Focus(new.focused));
    }
    if !same_hidden(&old.hidden, &new.hidden) {
        ops.push(PatchOp::Hidden(Box::new(new.hidden.clone())));
    }
}

fn edit_constructed(old: &PageState, new: &PageState, ops: &mut Vec<PatchOp>) {
    if Arc::ptr_eq(&old.constructed, &new.constructed) {
        return;
    }
    let mut ids: Vec<StyleId> = old.constructed.keys().chain(new.constructed.keys()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        match (old.constructed.get(&id), new.constructed.get(&id)) {
            (Some(a), Some(b)) => ops.extend(edit_sheet(SheetRef::Constructed(id), a, b)),
            (None, Some(sheet)) => ops.push(PatchOp::SetConstructed { id, sheet: sheet.clone() }),
            (Some(_), None) => ops.push(PatchOp::RemoveConstructed { id }),
            (None, None) => {}
        }
    }
}

/// Parked frame documents can be whole pages, so shared ones are not compared node by node.
fn same_hidden(old: &HiddenState, new: &HiddenState) -> bool {
    let same_parked = Arc::ptr_eq(&old.parked, &new.parked)
        || old.parked.len() == new.parked.len()
            && old
                .parked
                .iter()
                .zip(new.parked.iter())
                .all(|(a, b)| a.0 == b.0 && (Arc::ptr_eq(&a.1, &b.1) || a.1 == b.1));
    let rest = |hidden: &HiddenState| HiddenState { parked: Arc::default(), ..hidden.clone() };
    same_parked && rest(old) == rest(new)
}
