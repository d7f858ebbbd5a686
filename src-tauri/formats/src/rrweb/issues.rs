//! What was bent, missing or left out in one event: counted while it is read, reported once for each kind.

use events::{Code, Diagnostics, EventSeq, Severity};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Issue {
    InvalidUtf8,
    TextRepaired,
    NullText,
    NullNode,
    NotANode,
    UnknownNodeType,
    NodeWithoutTag,
    NodeWithoutId,
    BentId,
    BentList,
    MissingList,
    FalseAttribute,
    NumberAttribute,
    NestedAttribute,
    InvalidAttributeName,
    UnknownHelper,
    TooDeep,
    TooManyNodes,
    TooManyAttributes,
    LongAttribute,
    InvalidRemove,
    InvalidAdd,
    InvalidTextChange,
    InvalidAttributeChange,
    Undecoded,
    InvalidSample,
    InvalidRule,
    InvalidCommand,
    InvalidRange,
    InvalidRequest,
    VideoSegment,
    ChangesDropped,
    Throttled,
    NewerCompression,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Issues {
    /// In the order of the issues. Nearly always empty.
    counts: Vec<(Issue, u32)>,
}

impl Issues {
    #[cold]
    pub(super) fn add(&mut self, issue: Issue) {
        self.count(issue, 1);
    }

    fn count(&mut self, issue: Issue, times: u32) {
        match self.counts.binary_search_by_key(&issue, |(issue, _)| *issue) {
            Ok(place) => self.counts.iter_mut().skip(place).take(1).for_each(|(_, count)| *count += times),
            Err(place) => self.counts.insert(place, (issue, times)),
        }
    }

    #[inline]
    pub(super) fn add_if(&mut self, condition: bool, issue: Issue) {
        if condition {
            self.add(issue);
        }
    }

    #[inline]
    pub(super) fn merge(&mut self, other: Issues) {
        if other.counts.is_empty() {
            return;
        }
        for (issue, count) in other.counts {
            self.count(issue, count);
        }
    }

    pub(super) fn report(&self, seq: EventSeq, diagnostics: &mut Diagnostics) {
        for &(issue, count) in &self.counts {
            let (severity, code, sentence) = issue.describe();
            let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
            diagnostics.report(severity, code, seq, format!("{sentence}{times}"));
        }
    }
}

impl Issue {
    fn describe(self) -> (Severity, Code, &'static str) {
        use Code::{InvalidEntry, LimitReached, NotRecorded, PackedEventUnreadable, TextRepaired};
        use Severity::{Error, Note, Warning};
        match self {
            Issue::InvalidUtf8 => (Warning, TextRepaired, "Text that is not UTF-8 was replaced in part"),
            Issue::TextRepaired => {
                (Warning, TextRepaired, "Half characters or words that are not JSON were replaced")
            }
            Issue::NullText => (Note, TextRepaired, "A text that is null was taken as empty"),
            Issue::NullNode => (Warning, InvalidEntry, "A child that is null was left out"),
            Issue::NotANode => (Warning, InvalidEntry, "A child that is not a node was left out"),
            Issue::UnknownNodeType => (Error, InvalidEntry, "A node of an unknown type was left out"),
            Issue::NodeWithoutTag => {
                (Warning, InvalidEntry, "An element without a tag name was taken as div")
            }
            Issue::NodeWithoutId => {
                (Warning, InvalidEntry, "A node has no usable id and cannot change later")
            }
            Issue::BentId => (Note, InvalidEntry, "An id that is written as text was read as a number"),
            Issue::BentList => (Note, InvalidEntry, "A list that is written as an object was read as a list"),
            Issue::MissingList => (Note, InvalidEntry, "A list that is missing was taken as empty"),
            Issue::FalseAttribute => {
                (Note, InvalidEntry, "An attribute with the value false was taken as absent")
            }
            Issue::NumberAttribute => {
                (Note, InvalidEntry, "An attribute whose value is a number was taken as text")
            }
            Issue::NestedAttribute => {
                (Error, InvalidEntry, "An attribute whose value is an object was left out")
            }
            Issue::InvalidAttributeName => {
                (Warning, InvalidEntry, "An attribute with an impossible name was left out")
            }
            Issue::UnknownHelper => {
                (Note, InvalidEntry, "A recorder's own attribute that Playhead does not know was left out")
            }
            Issue::TooDeep => (Error, LimitReached, "What is nested deeper than the limit was left out"),
            Issue::TooManyNodes => (Error, LimitReached, "Nodes beyond the limit of one page were left out"),
            Issue::TooManyAttributes => {
                (Error, LimitReached, "Attributes beyond the limit of one element were left out")
            }
            Issue::LongAttribute => (Error, LimitReached, "An attribute longer than the limit was left out"),
            Issue::InvalidRemove => (Error, InvalidEntry, "A removal without a usable id was left out"),
            Issue::InvalidAdd => (Error, InvalidEntry, "An addition without a parent or node was left out"),
            Issue::InvalidTextChange => {
                (Error, InvalidEntry, "A change of text without a usable id was left out")
            }
            Issue::InvalidAttributeChange => {
                (Error, InvalidEntry, "A change of attributes without a usable id was left out")
            }
            Issue::Undecoded => {
                (Error, PackedEventUnreadable, "A compressed part of the event could not be unpacked")
            }
            Issue::InvalidSample => (Warning, InvalidEntry, "A pointer sample without a place was left out"),
            Issue::InvalidRule => (Error, InvalidEntry, "A style rule that cannot be read was left out"),
            Issue::InvalidCommand => (Error, InvalidEntry, "A canvas command without a name was left out"),
            Issue::InvalidRange => (Warning, InvalidEntry, "A selected range without nodes was left out"),
            Issue::InvalidRequest => {
                (Warning, InvalidEntry, "A network request without an address was left out")
            }
            Issue::VideoSegment => (
                Warning,
                NotRecorded,
                "A mobile replay's video was named and skipped: it stands in a file of its own and holds no page",
            ),
            Issue::ChangesDropped => (
                Warning,
                NotRecorded,
                "The recorder met more changes at once than it keeps; the page may not be what it was from here on",
            ),
            Issue::Throttled => (
                Warning,
                NotRecorded,
                "The recorder left events out here because there were too many of them",
            ),
            Issue::NewerCompression => (
                Error,
                PackedEventUnreadable,
                "The event is compressed in a way that this Playhead does not know; a newer one is needed",
            ),
        }
    }
}
