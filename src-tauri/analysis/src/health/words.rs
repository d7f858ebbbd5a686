//! What is lacking and what is therefore shown, in words.

use events::derived::{Lack, LackKind};
use events::{Code, Diagnostics, Severity, Text, Timestamp};

pub(super) fn lack(kind: LackKind, count: u64, of: Option<u64>, first: Option<Timestamp>) -> Lack {
    of_words(kind, count, of, first, sentence(kind, count, of))
}

pub(super) fn lack_of_time(kind: LackKind, count: u64, lasting: i64, first: Option<Timestamp>) -> Lack {
    let lasting = duration(lasting);
    let sentence = match (kind, count) {
        (LackKind::ClockJumps, 1) => format!("The recorder's clock jumped once, by {lasting}"),
        (LackKind::ClockJumps, _) => {
            format!("The recorder's clock jumped {count} times, by {lasting} in all")
        }
        (_, 1) => format!("Nothing at all was recorded for {lasting}"),
        _ => format!("Nothing at all was recorded in {count} stretches, {lasting} in all"),
    };
    of_words(kind, count, None, first, sentence)
}

fn of_words(kind: LackKind, count: u64, of: Option<u64>, first: Option<Timestamp>, sentence: String) -> Lack {
    let (sentence, effect) = (Text::from(sentence.as_str()), Text::from(effect(kind, count == 1)));
    Lack { kind, count, of, first, example: Text::default(), sentence, effect }
}

fn sentence(kind: LackKind, count: u64, of: Option<u64>) -> String {
    let many = |one: &str, more: &str| {
        if count == 1 { format!("1 {one}") } else { format!("{count} {more}") }
    };
    let were = if count == 1 { "was" } else { "were" };
    let are = if count == 1 { "is" } else { "are" };
    match kind {
        LackKind::Snapshots if count == 1 => "The full snapshot of a page is missing".to_owned(),
        LackKind::Snapshots => format!("The full snapshots of {count} pages are missing"),
        LackKind::Events => format!("{} could not be read", many("event", "events")),
        LackKind::Nodes => format!("{} had no place on the page", many("added node", "added nodes")),
        LackKind::Changes => {
            format!("{} had nothing to change", many("recorded change", "recorded changes"))
        }
        LackKind::Sheets => format!("{} {are} not in the recording", many("style sheet", "style sheets")),
        LackKind::Frames => format!("The content of {} was not recorded", many("frame", "frames")),
        LackKind::Pictures => format!("{} {are} not in the recording", many("picture", "pictures")),
        LackKind::Media => {
            format!("{} {are} not in the recording", many("film or sound", "films and sounds"))
        }
        LackKind::Plugins => {
            format!("{} {are} not in the recording", many("embedded object", "embedded objects"))
        }
        LackKind::SheetAssets => {
            let things = many("picture or font", "pictures and fonts");
            format!("{things} that style sheets name {are} not in the recording")
        }
        LackKind::Drawings => format!("What was drawn on {} was not recorded", many("canvas", "canvases")),
        LackKind::WindowSize => "The size of the window was not recorded".to_owned(),
        LackKind::Blocked => {
            format!("{} {were} left out by the recorder", many("element", "elements"))
        }
        LackKind::MaskedTexts => share(count, of, "texts"),
        LackKind::MaskedInputs => share(count, of, "typed values"),
        LackKind::Gaps | LackKind::ClockJumps => String::new(),
    }
}

fn share(count: u64, of: Option<u64>, things: &str) -> String {
    let of = of.unwrap_or(count).max(1);
    // Nine hundred and ninety-nine of a thousand are not all of them.
    let percent = (count * 100).checked_div(of).unwrap_or(100);
    let percent = if percent == 0 { "less than 1".to_owned() } else { percent.to_string() };
    format!("{count} of {of} {things} ({percent} %) are masked")
}

fn effect(kind: LackKind, is_one: bool) -> &'static str {
    let say = |one, more| if is_one { one } else { more };
    match kind {
        LackKind::Snapshots => "Until the next one no page is shown, or the one before",
        LackKind::Events => "From there on the page may differ from what was seen",
        LackKind::Nodes => say("It is not shown", "They are not shown"),
        LackKind::Changes => "The page may differ from what was seen",
        LackKind::Sheets => {
            say("The page is drawn without its rules", "The page is drawn without their rules")
        }
        LackKind::Frames => say("It is shown empty", "They are shown empty"),
        LackKind::Pictures | LackKind::Plugins => {
            say("An outlined box stands in its place", "Outlined boxes stand in their places")
        }
        LackKind::Media => say("It is not played", "They are not played"),
        LackKind::SheetAssets => "Backgrounds are left out, and text is drawn in other fonts",
        LackKind::Drawings => say("It is shown blank", "They are shown blank"),
        LackKind::WindowSize => "The page is drawn in a window of a usual size",
        LackKind::Blocked => {
            say("A box of its size stands in its place", "Boxes of their size stand in their places")
        }
        LackKind::MaskedTexts | LackKind::MaskedInputs => {
            say("It is shown as stars", "They are shown as stars")
        }
        LackKind::Gaps => "The page stands still there",
        LackKind::ClockJumps => "The timeline is longer than what happened",
    }
}

fn duration(micros: i64) -> String {
    let seconds = micros / 1_000_000;
    match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0, seconds) => format!("{seconds} s"),
        (0, 0, minutes, 0) => format!("{minutes} min"),
        (0, 0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (0, hours, minutes, _) => format!("{hours} h {minutes} min"),
        (days, hours, ..) => format!("{days} d {hours} h"),
    }
}

/// What was lost while reading and applying, by what it means to a viewer. `wall` of a problem is no moment of the
/// recording until somebody knows its start, which `moment` does.
pub fn lacks_of_problems(
    problems: &Diagnostics,
    moment: impl Fn(events::WallClock) -> Timestamp,
) -> Vec<Lack> {
    let mut lacks = Vec::new();
    for kind in [LackKind::Snapshots, LackKind::Events, LackKind::Nodes, LackKind::Changes] {
        let of_kind = |severity: Severity, code: Code| loses(severity, code) == Some(kind);
        let counts = problems.counts().filter(|&(severity, code, _)| of_kind(severity, code));
        let count = counts.map(|(_, _, count)| count).sum();
        if count == 0 {
            continue;
        }
        let kept = problems.kept().iter().filter(|kept| of_kind(kept.severity, kept.code));
        let first = kept.filter_map(|kept| kept.wall).min().map(&moment);
        lacks.push(lack(kind, count, None, first));
    }
    lacks
}

/// Notes lose nothing.
fn loses(severity: Severity, code: Code) -> Option<LackKind> {
    if severity == Severity::Note {
        return None;
    }
    match code {
        Code::NoFullSnapshot | Code::MetaWithoutSnapshot => Some(LackKind::Snapshots),
        Code::Truncated
        | Code::InvalidJson
        | Code::InvalidEvent
        | Code::PackedEventUnreadable
        | Code::NotDecodedYet => Some(LackKind::Events),
        Code::DroppedAdd | Code::InvalidTree | Code::LimitReached => Some(LackKind::Nodes),
        Code::UnresolvedId
        | Code::InvalidEntry
        | Code::MissingSheet
        | Code::MissingRule
        | Code::NotAnElement
        | Code::BeforeFirstSnapshot => Some(LackKind::Changes),
        Code::NotRecorded
        | Code::UnknownEventType
        | Code::UnknownSource
        | Code::TimestampRepaired
        | Code::TimestampMissing
        | Code::OutOfOrder
        | Code::DuplicateEvent
        | Code::TextRepaired
        | Code::SeveralTabs
        | Code::ParentMismatch
        | Code::DuplicateId
        | Code::MissingSibling => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::{EventSeq, WallClock};

    #[test]
    fn one_and_many_are_told_in_good_english() {
        let said = |kind, count, of| lack(kind, count, of, None).sentence.to_string();
        assert_eq!(said(LackKind::Pictures, 1, None), "1 picture is not in the recording");
        assert_eq!(said(LackKind::Frames, 3, None), "The content of 3 frames was not recorded");
        assert_eq!(said(LackKind::Blocked, 2, None), "2 elements were left out by the recorder");
        assert_eq!(said(LackKind::MaskedTexts, 999, Some(1000)), "999 of 1000 texts (99 %) are masked");
        assert_eq!(said(LackKind::MaskedTexts, 1, Some(1000)), "1 of 1000 texts (less than 1 %) are masked");
        let gap = lack_of_time(LackKind::Gaps, 1, 90_000_000, None);
        assert_eq!(gap.sentence, "Nothing at all was recorded for 1 min 30 s");
        assert_eq!(lack(LackKind::Drawings, 1, None, None).effect, "It is shown blank");
        assert_eq!(lack(LackKind::Drawings, 2, None, None).effect, "They are shown blank");
    }

    #[test]
    fn problems_are_told_by_what_is_lost() {
        let mut problems = Diagnostics::new();
        let mut report = |severity, code| problems.report(severity, code, EventSeq(0), "");
        report(Severity::Warning, Code::UnresolvedId);
        report(Severity::Error, Code::InvalidEntry);
        report(Severity::Note, Code::UnresolvedId);
        report(Severity::Warning, Code::DroppedAdd);
        report(Severity::Warning, Code::DuplicateId);
        problems.date(0, WallClock(5));
        let lacks = lacks_of_problems(&problems, |wall| wall.since(WallClock(2)));
        let told: Vec<_> = lacks.iter().map(|lack| (lack.kind, lack.count, lack.first)).collect();
        let at = Some(Timestamp(3));
        assert_eq!(told, [(LackKind::Nodes, 1, at), (LackKind::Changes, 2, at)]);
    }
}
