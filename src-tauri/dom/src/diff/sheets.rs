//! The difference between two states of one sheet.

use crate::{PatchOp, Sheet, SheetRef};
use std::sync::Arc;

/// One operation, or none where both are equal. Edited sheets differ by one run of rules; a sheet of which little stays
/// the same is sent whole.
pub(crate) fn edit_sheet(target: SheetRef, old: &Arc<Sheet>, new: &Arc<Sheet>) -> Option<PatchOp> {
    if Arc::ptr_eq(old, new) || old == new {
        return None;
    }
    let whole = || match target {
        SheetRef::Owner(key) => PatchOp::SetSheet { key, sheet: Some(new.clone()) },
        SheetRef::Constructed(id) => PatchOp::SetConstructed { id, sheet: new.clone() },
    };
    let (Sheet::Rules(a), Sheet::Rules(b)) = (&**old, &**new) else { return Some(whole()) };
    let prefix = a.iter().zip(b.iter()).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(prefix..).unwrap_or_default(), b.get(prefix..).unwrap_or_default());
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    if prefix + suffix == 0 {
        return Some(whole());
    }
    let (Ok(at), Ok(removed)) = (u32::try_from(prefix), u32::try_from(a.len().saturating_sub(suffix))) else {
        return Some(whole());
    };
    let inserted = b.get(..b.len().saturating_sub(suffix)).unwrap_or_default().to_vec();
    Some(PatchOp::SpliceRules { target, at, removed, inserted })
}
