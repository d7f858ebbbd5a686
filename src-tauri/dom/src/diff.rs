//! From one document to another of the same page epoch.
//! First the shape (`steps`: what is removed, moved, inserted), then what changed in nodes that stay (`edits`), then the
//! state beside the nodes. The cost follows what changed: pages that both documents share are skipped.

mod changes;
mod edits;
mod order;
mod sheets;
mod state;
mod steps;

pub(crate) use changes::{Changes, compare};
pub(crate) use sheets::edit_sheet;
pub(crate) use steps::{Step, plan};

use crate::{Document, Patch, PatchNode, PatchOp};

/// The operations that turn `from` into `to`. Both must be of one page epoch.
pub fn diff(from: &Document, to: &Document) -> Patch {
    let changes = compare(from, to);
    let plan = plan(from, to, &changes, &[]);
    let mut ops: Vec<PatchOp> = plan.steps.iter().map(|step| op_of(step, to)).collect();
    for &key in changes.edited.iter().filter(|&&key| !plan.is_fresh(key)) {
        if let (Some(old), Some(new)) = (from.node(key), to.node(key)) {
            edits::edit_node(key, old, new, &mut ops);
        }
    }
    state::edit_state(from.state(), to.state(), &mut ops);
    Patch { ops }
}

fn op_of(step: &Step, to: &Document) -> PatchOp {
    match step {
        Step::Remove { key } => PatchOp::Remove { key: *key },
        Step::Move { key, parent, before } => PatchOp::Move { key: *key, parent: *parent, before: *before },
        Step::Insert { parent, before, nodes } => {
            let mut inserted = Vec::with_capacity(nodes.len());
            inserted.extend(nodes.iter().filter_map(|&(key, parent)| {
                let node = to.node(key)?;
                Some(PatchNode { key, parent, data: node.data.clone(), live: node.live.clone() })
            }));
            PatchOp::Insert { parent: *parent, before: *before, nodes: inserted }
        }
    }
}
