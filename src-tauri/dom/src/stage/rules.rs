//! The rules of the stage, with what they already made of long sheets and drawings.

use super::canvas::{held_batch, log_of};
use super::css;
use crate::CanvasLog;
use events::{CanvasMutation, Text};
use hashbrown::HashMap;
use std::sync::Arc;

/// Sheets shorter than this are rewritten faster than they are looked up.
const WORTH_KEEPING_BYTES: usize = 256;

/// When the kept sheets are larger, all are let go: the next full frame keeps those that still count.
const KEPT_BYTES: usize = 32 * 1024 * 1024;

/// When more are kept, all are let go.
const KEPT_BATCHES: usize = 20_000;

/// Turns documents and patches into what the stage may hold. Pure: what it keeps only saves time.
#[derive(Default, Debug)]
pub struct StageRules {
    sheets: HashMap<Text, Text>,
    bytes: usize,
    /// By address, which the kept batch keeps from being used again. A drawing grows batch by batch, and each frame asks
    /// for all of them.
    batches: HashMap<usize, (Arc<CanvasMutation>, Option<Arc<CanvasMutation>>)>,
}

impl StageRules {
    /// A whole sheet as the stage may hold it.
    pub(super) fn sheet(&mut self, text: &Text) -> Text {
        if text.len() < WORTH_KEEPING_BYTES {
            return css::rewrite_sheet(text);
        }
        if let Some(known) = self.sheets.get(text) {
            return known.clone();
        }
        let rewritten = css::rewrite_sheet(text);
        self.bytes += text.len() + rewritten.len();
        if self.bytes > KEPT_BYTES {
            self.sheets.clear();
            self.bytes = text.len() + rewritten.len();
        }
        self.sheets.insert(text.clone(), rewritten.clone());
        rewritten
    }

    /// A canvas' commands as the stage may run them.
    pub(super) fn canvas(&mut self, log: &Arc<CanvasLog>) -> Arc<CanvasLog> {
        if self.batches.len() > KEPT_BATCHES {
            self.batches.clear();
        }
        let batches = log.batches.iter().filter_map(|batch| {
            let kept = self.batches.entry(Arc::as_ptr(batch).addr());
            kept.or_insert_with(|| (batch.clone(), held_batch(batch))).1.clone()
        });
        log_of(log, batches.collect())
    }
}
