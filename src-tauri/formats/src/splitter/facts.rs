//! What the wrappers around the events say about the session.

use super::Splitter;
use crate::facts::{FactFinder, MAX_VALUE_BYTES};
use crate::json_text::unescape;
use std::ops::Range;

/// A longer object is not a description of anybody.
const MAX_OBJECT_BYTES: usize = 16 << 10;

impl Splitter<'_> {
    /// What was said so far; nothing stays behind.
    pub(crate) fn take_facts(&mut self) -> FactFinder {
        std::mem::take(&mut self.facts)
    }

    /// Goes on from what another part said.
    pub(crate) fn with_facts(mut self, facts: FactFinder) -> Self {
        self.facts = facts;
        self
    }

    /// A text or number that a member of a wrapper has, or a list in it.
    pub(super) fn note_scalar(&mut self, range: Range<usize>) {
        let text = self.window.marked().get(range).unwrap_or_default();
        if text.is_empty() || text.len() > MAX_VALUE_BYTES {
            return;
        }
        let mut members = self.wrappers.iter().rev().filter(|wrapper| wrapper.object);
        let Some(member) = members.next().map(|wrapper| wrapper.member.as_str()) else { return };
        let parent = members.next().map_or("", |wrapper| wrapper.member.as_str());
        if FactFinder::is_about(parent, member) {
            self.facts.member(parent, member, &String::from_utf8_lossy(&unescape(text)));
        }
    }

    /// A whole object without events, which was just read.
    pub(super) fn note_object(&mut self) {
        if self.window.since_mark() > MAX_OBJECT_BYTES || self.window.overflowed() {
            return;
        }
        let Ok(value) = serde_json::from_slice(self.window.marked()) else { return };
        let mut members = self.wrappers.iter().rev().filter(|wrapper| wrapper.object);
        let member = members.next().map_or("", |wrapper| wrapper.member.as_str());
        let parent = members.next().map_or("", |wrapper| wrapper.member.as_str());
        self.facts.value(parent, member, &value);
    }
}
