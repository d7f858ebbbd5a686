//! A problem with code, place and sentence; and the collector that is passed in, so that work goes on.

use crate::limits::MAX_DIAGNOSTICS_KEPT;
use crate::{EventSeq, WallClock};
use std::collections::BTreeMap;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Worth knowing; the page is as recorded.
    Note,
    /// Something was repaired or left out; the page may differ from what was recorded.
    Warning,
    /// Something recorded is lost.
    Error,
}

/// What kind of problem. The list is the union over decoding and applying; a code exists only while something reports it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Code {
    // Reading
    Truncated,
    InvalidJson,
    InvalidEvent,
    InvalidEntry,
    PackedEventUnreadable,
    UnknownEventType,
    UnknownSource,
    TimestampRepaired,
    TimestampMissing,
    OutOfOrder,
    DuplicateEvent,
    LimitReached,
    TextRepaired,
    NotDecodedYet,
    /// The recorder does not keep it.
    NotRecorded,
    // The recording as a whole
    NoFullSnapshot,
    BeforeFirstSnapshot,
    MetaWithoutSnapshot,
    SeveralTabs,
    // Applying
    UnresolvedId,
    DroppedAdd,
    ParentMismatch,
    DuplicateId,
    MissingSibling,
    InvalidTree,
    MissingSheet,
    MissingRule,
    NotAnElement,
}

impl Code {
    /// A stable name for machines and golden files: kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Code::Truncated => "truncated",
            Code::InvalidJson => "invalid-json",
            Code::InvalidEvent => "invalid-event",
            Code::InvalidEntry => "invalid-entry",
            Code::PackedEventUnreadable => "packed-event-unreadable",
            Code::UnknownEventType => "unknown-event-type",
            Code::UnknownSource => "unknown-source",
            Code::TimestampRepaired => "timestamp-repaired",
            Code::TimestampMissing => "timestamp-missing",
            Code::OutOfOrder => "out-of-order",
            Code::DuplicateEvent => "duplicate-event",
            Code::LimitReached => "limit-reached",
            Code::TextRepaired => "text-repaired",
            Code::NotDecodedYet => "not-decoded-yet",
            Code::NotRecorded => "not-recorded",
            Code::NoFullSnapshot => "no-full-snapshot",
            Code::BeforeFirstSnapshot => "before-first-snapshot",
            Code::MetaWithoutSnapshot => "meta-without-snapshot",
            Code::SeveralTabs => "several-tabs",
            Code::UnresolvedId => "unresolved-id",
            Code::DroppedAdd => "dropped-add",
            Code::ParentMismatch => "parent-mismatch",
            Code::DuplicateId => "duplicate-id",
            Code::MissingSibling => "missing-sibling",
            Code::InvalidTree => "invalid-tree",
            Code::MissingSheet => "missing-sheet",
            Code::MissingRule => "missing-rule",
            Code::NotAnElement => "not-an-element",
        }
    }

    /// The inverse of `name`.
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Every code. Invariant: complete (a code that is missing here is lost when a recording is read back).
    pub const ALL: &'static [Code] = &[
        Code::Truncated,
        Code::InvalidJson,
        Code::InvalidEvent,
        Code::InvalidEntry,
        Code::PackedEventUnreadable,
        Code::UnknownEventType,
        Code::UnknownSource,
        Code::TimestampRepaired,
        Code::TimestampMissing,
        Code::OutOfOrder,
        Code::DuplicateEvent,
        Code::LimitReached,
        Code::TextRepaired,
        Code::NotDecodedYet,
        Code::NotRecorded,
        Code::NoFullSnapshot,
        Code::BeforeFirstSnapshot,
        Code::MetaWithoutSnapshot,
        Code::SeveralTabs,
        Code::UnresolvedId,
        Code::DroppedAdd,
        Code::ParentMismatch,
        Code::DuplicateId,
        Code::MissingSibling,
        Code::InvalidTree,
        Code::MissingSheet,
        Code::MissingRule,
        Code::NotAnElement,
    ];
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// One sentence without a final period: what happened, in the user's terms.
    pub sentence: String,
    /// The event it is about.
    pub seq: Option<EventSeq>,
    pub wall: Option<WallClock>,
    /// Byte offset in the unwrapped source.
    pub offset: Option<u64>,
}

/// Collects problems. Counts are exact; the list itself stops growing at a limit, but for the first problem of a kind.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    counts: BTreeMap<(Severity, Code), u64>,
}

impl Diagnostics {
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Puts together what `kept` and `counts` once said, as it was stored.
    pub fn from_parts(
        kept: Vec<Diagnostic>,
        counts: impl IntoIterator<Item = (Severity, Code, u64)>,
    ) -> Diagnostics {
        let counts = counts.into_iter().map(|(severity, code, count)| ((severity, code), count)).collect();
        Diagnostics { kept, counts }
    }

    pub fn push(&mut self, diagnostic: Diagnostic) {
        let count = self.counts.entry((diagnostic.severity, diagnostic.code)).or_default();
        *count += 1;
        if *count == 1 || self.kept.len() < MAX_DIAGNOSTICS_KEPT {
            self.kept.push(diagnostic);
        }
    }

    /// Says when the problems behind the first so many happened, where that is not said yet.
    pub fn date(&mut self, behind: usize, wall: WallClock) {
        for diagnostic in self.kept.iter_mut().skip(behind) {
            diagnostic.wall.get_or_insert(wall);
        }
    }

    /// The short way for a problem with an event.
    pub fn report(&mut self, severity: Severity, code: Code, seq: EventSeq, sentence: impl Into<String>) {
        let sentence = sentence.into();
        self.push(Diagnostic { code, severity, sentence, seq: Some(seq), wall: None, offset: None });
    }

    pub fn kept(&self) -> &[Diagnostic] {
        &self.kept
    }

    pub fn counts(&self) -> impl Iterator<Item = (Severity, Code, u64)> + '_ {
        self.counts.iter().map(|(&(severity, code), &count)| (severity, code, count))
    }

    pub fn count(&self, code: Code) -> u64 {
        self.counts().filter(|&(_, c, _)| c == code).map(|(_, _, count)| count).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    pub fn merge(&mut self, other: Diagnostics) {
        for diagnostic in other.kept {
            let is_same_kind =
                |kept: &Diagnostic| (kept.severity, kept.code) == (diagnostic.severity, diagnostic.code);
            if self.kept.len() < MAX_DIAGNOSTICS_KEPT || !self.kept.iter().any(is_same_kind) {
                self.kept.push(diagnostic);
            }
        }
        for (key, count) in other.counts {
            *self.counts.entry(key).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_one_problem_does_not_hide_the_first_of_another() {
        let flood = || {
            let mut flood = Diagnostics::new();
            for seq in 0..2 * MAX_DIAGNOSTICS_KEPT as u64 {
                flood.report(Severity::Warning, Code::UnresolvedId, EventSeq(seq), "A node was not there");
            }
            flood
        };
        let seldom = |seq| {
            let mut seldom = Diagnostics::new();
            seldom.report(Severity::Error, Code::InvalidJson, EventSeq(seq), "Not JSON");
            seldom
        };
        let mut pushed = flood();
        pushed.report(Severity::Error, Code::InvalidJson, EventSeq(7), "Not JSON");
        let mut merged = flood();
        merged.merge(seldom(7));
        merged.merge(seldom(8));
        for diagnostics in [pushed, merged] {
            assert_eq!(diagnostics.kept().len(), MAX_DIAGNOSTICS_KEPT + 1);
            let last = diagnostics.kept().last().unwrap();
            assert_eq!((last.code, last.seq), (Code::InvalidJson, Some(EventSeq(7))));
        }
    }

    #[test]
    fn problems_without_a_time_are_dated() {
        let mut diagnostics = Diagnostics::new();
        for seq in 0..2 {
            diagnostics.report(Severity::Note, Code::UnresolvedId, EventSeq(seq), "A node was not there");
        }
        diagnostics.date(1, WallClock(5));
        diagnostics.date(0, WallClock(3));
        let walls: Vec<_> = diagnostics.kept().iter().map(|kept| kept.wall).collect();
        assert_eq!(walls, [Some(WallClock(3)), Some(WallClock(5))]);
    }
}
