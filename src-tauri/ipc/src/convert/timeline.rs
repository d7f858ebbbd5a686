//! The timeline and the player's commands.

use crate::dto::player::PlayerCommandDto;
use crate::dto::timeline::*;
use engine::{PlayerCommand, Timeline};
use events::derived::{ConsoleLine, Mark, MarkKind};
use events::{ConsoleLevel, TabId, TimeRange, Timestamp};

pub fn timeline(timeline: &Timeline) -> TimelineDto {
    let findings = &timeline.findings;
    TimelineDto {
        duration: timeline.duration.0,
        watermark: timeline.watermark.0,
        marks: findings.marks.iter().map(mark).collect(),
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
