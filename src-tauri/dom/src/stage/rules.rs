//! The rules of the stage, with what they already made of long sheets.

use super::css;
use events::Text;
use hashbrown::HashMap;

/// Sheets shorter than this are rewritten faster than they are looked up.
const WORTH_KEEPING_BYTES: usize = 256;

/// When the kept sheets are larger, all are let go: the next full frame keeps those that still count.
const KEPT_BYTES: usize = 32 * 1024 * 1024;

/// Turns documents and patches into what the stage may hold. Pure: what it keeps only saves time.
#[derive(Default, Debug)]
pub struct StageRules {
    sheets: HashMap<Text, Text>,
    bytes: usize,
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
}
