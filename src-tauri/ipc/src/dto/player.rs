//! What the window asks of the player, and its echo.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, PartialEq, Debug, Deserialize, TS)]
#[serde(tag = "do", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PlayerCommandDto {
    Play,
    /// Plays on to this moment and pauses there.
    PlayUntil {
        #[ts(type = "number")]
        at: i64,
    },
    Pause,
    /// Inclusive: events at `at` are applied. Clamped to the recording.
    Seek {
        #[ts(type = "number")]
        at: i64,
    },
    /// So much real time has passed since the last one; while playing the position moves by it times the speed.
    Advance {
        #[ts(type = "number")]
        elapsed: i64,
    },
    /// To the next or previous moment at which the page changed.
    StepChange {
        forward: bool,
    },
    /// To the next or previous thing the user did.
    StepAct {
        forward: bool,
    },
    /// 0.25 to 16; below zero backwards.
    SetSpeed {
        speed: f64,
    },
    /// Skip spans without user acts that are longer than the threshold.
    SetSkipIdle {
        on: bool,
        #[ts(type = "number")]
        threshold: i64,
    },
    /// Null: play to the end.
    SetLoop {
        #[ts(type = "[number, number] | null")]
        range: Option<(i64, i64)>,
    },
    /// Shows this tab whatever the user does in others. Null: follows the user.
    PinTab {
        tab: Option<u32>,
    },
    /// The stage lost its state: send a full frame next.
    Resync,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlayerStateDto {
    pub playing: bool,
    /// Below zero it plays backwards.
    pub speed: f64,
    pub skip_idle: bool,
    #[ts(type = "number")]
    pub idle_threshold: i64,
    /// The idle span that is being skipped at this moment.
    #[ts(type = "[number, number] | null")]
    pub skipping: Option<(i64, i64)>,
    #[ts(type = "[number, number] | null")]
    pub loop_range: Option<(i64, i64)>,
    /// The tab that is shown whatever the user does in others; null: the one that the user was in.
    pub pinned: Option<u32>,
    pub at_end: bool,
}
