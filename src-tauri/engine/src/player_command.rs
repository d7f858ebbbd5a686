//! The whole vocabulary of the player.

use events::{TabId, TimeRange, Timestamp};

/// The only way to change playback.
#[derive(Clone, PartialEq, Debug)]
pub enum PlayerCommand {
    Play,
    /// Plays on to this moment and pauses there.
    PlayUntil(Timestamp),
    Pause,
    /// Inclusive: events at this time are applied. Clamped to the recording.
    Seek(Timestamp),
    /// So many microseconds of real time have passed; the player never asks a clock.
    Advance {
        elapsed_us: i64,
    },
    /// To the next or previous moment at which the page changed.
    StepChange {
        forward: bool,
    },
    /// To the next or previous thing the person did.
    StepAct {
        forward: bool,
    },
    /// Times real time, from `Player::SLOWEST` to `Player::FASTEST`; below zero backwards.
    SetSpeed(f64),
    SetSkipIdle {
        on: bool,
        threshold_us: i64,
    },
    /// None: play to the end.
    SetLoop(Option<TimeRange>),
    /// Shows this tab whatever the person does in others. None: follows the person.
    PinTab(Option<TabId>),
    /// The stage lost its state: the next frame is a full one.
    Resync,
}
