//! The timeline and the player's commands.

use crate::dto::player::PlayerCommandDto;
use crate::dto::timeline::*;
use engine::friction::{Friction, FrictionKind, Rules, judge};
use engine::{Findings, Note, PlayerCommand, Timeline};
use events::derived::{ConsoleLine, Mark, MarkKind, RequestRecord};
use events::{ConsoleLevel, TabId, TimeRange, Timestamp};

pub fn timeline(timeline: &Timeline, notes: &[Note]) -> TimelineDto {
    let findings = &timeline.findings;
    let first_picture = timeline.first_picture.0;
    TimelineDto {
        missing: if first_picture > 0 { vec![(0, first_picture)] } else { Vec::new() },
        duration: timeline.duration.0,
        watermark: timeline.watermark.0,
        marks: marks(findings, notes),
        activity: ActivityDto {
            bin: i64::try_from(findings.activity.bin_us).unwrap_or(i64::MAX),
            counts: findings.activity.counts.clone(),
        },
        idle: findings.idle.iter().map(|span| (span.0.start.0, span.0.end.0)).collect(),
        visits: findings
            .visits
            .iter()
            .map(|visit| PageVisitDto {
                at: visit.time.0,
                tab: visit.tab.0,
                href: visit.href.to_string(),
                title: (!visit.title.is_empty()).then(|| visit.title.to_string()),
            })
            .collect(),
    }
}

pub fn console_line(line: &ConsoleLine) -> ConsoleLineDto {
    ConsoleLineDto {
        at: line.time.0,
        tab: line.tab.0,
        level: match line.level {
            ConsoleLevel::Debug => ConsoleLevelDto::Debug,
            ConsoleLevel::Log => ConsoleLevelDto::Log,
            ConsoleLevel::Info => ConsoleLevelDto::Info,
            ConsoleLevel::Warn => ConsoleLevelDto::Warn,
            ConsoleLevel::Error => ConsoleLevelDto::Error,
        },
        method: line.method.to_string(),
        text: line.text.to_string(),
        args: line.args.iter().map(|arg| arg.to_string()).collect(),
        trace: line.trace.iter().map(|frame| frame.to_string()).collect(),
        uncaught: line.uncaught,
    }
}

pub fn player_command(command: &PlayerCommandDto) -> PlayerCommand {
    match *command {
        PlayerCommandDto::Play => PlayerCommand::Play,
        PlayerCommandDto::PlayUntil { at } => PlayerCommand::PlayUntil(Timestamp(at)),
        PlayerCommandDto::Pause => PlayerCommand::Pause,
        PlayerCommandDto::Seek { at } => PlayerCommand::Seek(Timestamp(at)),
        PlayerCommandDto::Advance { elapsed } => PlayerCommand::Advance { elapsed_us: elapsed },
        PlayerCommandDto::StepChange { forward } => PlayerCommand::StepChange { forward },
        PlayerCommandDto::StepAct { forward } => PlayerCommand::StepAct { forward },
        PlayerCommandDto::SetSpeed { speed } => PlayerCommand::SetSpeed(speed),
        PlayerCommandDto::SetSkipIdle { on, threshold } => {
            PlayerCommand::SetSkipIdle { on, threshold_us: threshold }
        }
        PlayerCommandDto::SetLoop { range } => {
            PlayerCommand::SetLoop(range.map(|(start, end)| TimeRange::new(Timestamp(start), Timestamp(end))))
        }
        PlayerCommandDto::PinTab { tab } => PlayerCommand::PinTab(tab.map(TabId)),
        PlayerCommandDto::Resync => PlayerCommand::Resync,
    }
}

/// In order of time.
fn marks(findings: &Findings, notes: &[Note]) -> Vec<MarkDto> {
    let own = notes.iter().map(note_mark);
    let hurts = judge(&findings.friction, &Rules::default());
    let mut all: Vec<MarkDto> = findings
        .marks
        .iter()
        .map(mark)
        .chain(hurts.iter().map(friction_mark))
        .chain(findings.requests.iter().map(request_mark))
        .chain(own)
        .collect();
    all.sort_by_key(|mark| mark.at);
    all
}

fn friction_mark(it: &Friction) -> MarkDto {
    let kind = match it.kind {
        FrictionKind::RageClick => MarkKindDto::Rage,
        FrictionKind::DeadClick | FrictionKind::SlowClick => MarkKindDto::Dead,
        _ => MarkKindDto::Friction,
    };
    MarkDto {
        at: it.time.0,
        until: it.until.0,
        tab: it.tab.0,
        kind,
        label: it.label.clone(),
        target: it.target.map(dom::NodeKey::raw),
    }
}

fn note_mark(note: &Note) -> MarkDto {
    MarkDto {
        at: note.time.0,
        until: note.until.0,
        tab: 0,
        kind: MarkKindDto::Note,
        label: note.text.clone(),
        target: None,
    }
}

fn request_mark(request: &RequestRecord) -> MarkDto {
    let status = request.status.map_or_else(String::new, |status| match status {
        0 => " – no answer".to_owned(),
        status => format!(" – {status}"),
    });
    MarkDto {
        at: request.time.0,
        until: request.until.0,
        tab: request.tab.0,
        kind: if request.is_failed() { MarkKindDto::FailedRequest } else { MarkKindDto::Request },
        label: format!("{} {}{status}", request.method, request.href).trim_start().to_owned(),
        target: None,
    }
}

fn mark(mark: &Mark) -> MarkDto {
    let kind = match mark.kind {
        MarkKind::Click | MarkKind::DoubleClick | MarkKind::ContextMenu => MarkKindDto::Click,
        MarkKind::Touch => MarkKindDto::Touch,
        MarkKind::Input => MarkKindDto::Input,
        MarkKind::Scroll => MarkKindDto::Scroll,
        MarkKind::Navigation => MarkKindDto::Navigation,
        MarkKind::Viewport => MarkKindDto::Viewport,
        MarkKind::Console(ConsoleLevel::Warn) => MarkKindDto::Warning,
        MarkKind::Console(ConsoleLevel::Error) | MarkKind::Error => MarkKindDto::Error,
        MarkKind::Console(_) => MarkKindDto::Console,
        MarkKind::Custom => MarkKindDto::Other,
    };
    MarkDto {
        at: mark.time.0,
        until: mark.until.0,
        tab: mark.tab.0,
        kind,
        label: mark.label.clone(),
        target: mark.target,
    }
}
