//! The player: commands in, frames out. It is told how much time passed and never asks.

use crate::frame::{Blank, Frame, FrameBody, FrameCost, Overlay};
use crate::session::{Moment, Session};
use crate::{EngineError, PlayerCommand};
use dom::{Document, StageRules, diff};
use events::{InteractionKind, PointerKind, SourceNodeId, TabId, TimeRange, Timestamp};
use std::sync::Arc;

/// How much of an idle span is shown before the rest is skipped, and again before it ends: the person sees that it was
/// idle, and does not miss the next act.
const IDLE_LEAD_US: i64 = 1_000_000;
/// Skip idle time longer than this unless the person chooses otherwise.
const IDLE_THRESHOLD_US: i64 = 5_000_000;

#[derive(Clone, PartialEq, Debug)]
pub struct PlayerState {
    pub playing: bool,
    /// Below zero it plays backwards.
    pub speed: f64,
    pub skip_idle: bool,
    pub idle_threshold_us: i64,
    /// The idle span that this frame jumped over.
    pub skipping: Option<TimeRange>,
    pub loop_range: Option<TimeRange>,
    /// Where playing pauses.
    pub until: Option<Timestamp>,
    /// The tab that is shown whatever the person does in others. None: the one that the person was in.
    pub pinned: Option<TabId>,
    pub at_end: bool,
}

/// What the stage shows.
struct Shown {
    tab: TabId,
    document: Document,
}

pub struct Player {
    session: Arc<Session>,
    at: Timestamp,
    state: PlayerState,
    shown: Option<Shown>,
    rules: StageRules,
    sequence: u64,
    generation: u64,
    /// Fractions of a microsecond that slow playing has not spent yet.
    carry: f64,
}

impl Player {
    pub const SLOWEST: f64 = 0.25;
    pub const FASTEST: f64 = 16.0;

    pub fn new(session: Arc<Session>) -> Player {
        let state = PlayerState {
            playing: false,
            speed: 1.0,
            skip_idle: false,
            idle_threshold_us: IDLE_THRESHOLD_US,
            skipping: None,
            loop_range: None,
            until: None,
            pinned: None,
            at_end: false,
        };
        Player {
            session,
            at: Timestamp::ZERO,
            state,
            shown: None,
            rules: StageRules::default(),
            sequence: 0,
            generation: 0,
            carry: 0.0,
        }
    }

    pub fn at(&self) -> Timestamp {
        self.at
    }

    pub fn state(&self) -> &PlayerState {
        &self.state
    }

    pub fn command(&mut self, command: PlayerCommand) -> Result<(), EngineError> {
        match command {
            PlayerCommand::Play => self.play(),
            PlayerCommand::PlayUntil(at) => {
                self.play();
                self.state.until = Some(at);
            }
            PlayerCommand::Pause => self.pause(),
            PlayerCommand::Seek(at) => self.seek(at),
            PlayerCommand::Advance { elapsed_us } => self.advance(elapsed_us)?,
            PlayerCommand::StepChange { forward } => self.step_change(forward)?,
            PlayerCommand::StepAct { forward } => self.step_act(forward)?,
            PlayerCommand::SetSpeed(speed) if speed.is_finite() => {
                self.state.speed = speed.abs().clamp(Self::SLOWEST, Self::FASTEST).copysign(speed);
                self.carry = 0.0;
            }
            PlayerCommand::SetSpeed(_) => {}
            PlayerCommand::SetSkipIdle { on, threshold_us } => {
                self.state.skip_idle = on;
                self.state.idle_threshold_us = threshold_us.max(analysis::SHORTEST_IDLE);
            }
            PlayerCommand::SetLoop(range) => self.state.loop_range = range.filter(|range| range.length() > 0),
            PlayerCommand::PinTab(tab) => self.pin(tab)?,
            PlayerCommand::Resync => self.shown = None,
        }
        Ok(())
    }

    /// The frame for the present position: a full one for a new page, a patch otherwise.
    pub fn frame(&mut self) -> Result<Frame, EngineError> {
        let followed = self.session.tab_at(self.at)?;
        let tab = self.state.pinned.unwrap_or(followed);
        let (document, read) = self.session.document_at(tab, Moment::At(self.at))?;
        let body = match self.shown.take() {
            Some(shown) if shown.tab == tab && shown.document.state().epoch == document.state().epoch => {
                let patch = diff(&shown.document, &document);
                FrameBody::Patch(self.rules.patch(&patch, &shown.document, &document))
            }
            _ => FrameBody::Full(self.rules.full(&document)),
        };
        self.sequence += 1;
        self.state.at_end = self.at >= self.session.end()?;
        let cost = FrameCost {
            segments_read: read.segments_read,
            records_applied: read.records_applied,
            operations: body.patch().ops.len(),
            nodes: document.node_count(),
        };
        let blank = match document.root() {
            Some(_) => None,
            None => Some(Blank { first_picture: self.session.first_picture_of(tab)? }),
        };
        self.shown = Some(Shown { tab, document: document.clone() });
        let state = document.state();
        let frame = Frame {
            sequence: self.sequence,
            generation: self.generation,
            at: self.at,
            tab,
            followed,
            epoch: epoch_number(tab, state.epoch),
            body,
            blank,
            viewport: state.viewport,
            href: state.href.clone(),
            title: analysis::page_title(&document),
            overlay: overlay(&document, self.at),
            state: self.state.clone(),
            cost,
            document,
        };
        self.state.skipping = None;
        Ok(frame)
    }

    /// The tab whose page is shown.
    fn tab(&self) -> Result<TabId, EngineError> {
        self.state.pinned.map_or_else(|| self.session.tab_at(self.at), Ok)
    }

    /// A tab that the recording does not have cannot be pinned.
    fn pin(&mut self, tab: Option<TabId>) -> Result<(), EngineError> {
        let tabs = self.session.tabs()?;
        if tab.is_none_or(|tab| tabs.iter().any(|span| span.tab == tab)) && tab != self.state.pinned {
            self.state.pinned = tab;
            self.generation += 1;
        }
        Ok(())
    }

    fn play(&mut self) {
        let end = self.session.end().unwrap_or(self.at);
        if self.state.loop_range.is_none() {
            if self.state.speed > 0.0 && self.at >= end {
                self.seek(Timestamp::ZERO);
            } else if self.state.speed < 0.0 && self.at <= Timestamp::ZERO {
                self.seek(end);
            }
        }
        self.state.playing = true;
        self.state.until = None;
        self.carry = 0.0;
    }

    fn pause(&mut self) {
        self.state.playing = false;
        self.state.until = None;
    }

    fn seek(&mut self, at: Timestamp) {
        let end = self.session.end().unwrap_or(at);
        self.at = at.clamp(Timestamp::ZERO, end.max(Timestamp::ZERO));
        self.generation += 1;
        self.carry = 0.0;
    }

    fn advance(&mut self, elapsed_us: i64) -> Result<(), EngineError> {
        if !self.state.playing || elapsed_us <= 0 {
            return Ok(());
        }
        let moved = elapsed_us as f64 * self.state.speed + self.carry;
        self.carry = moved.fract();
        let before = self.at;
        let mut at = before + moved.trunc() as i64;
        let is_back = moved < 0.0;
        if self.state.skip_idle
            && let Some(span) = self.session.idle_span_at(at, self.state.idle_threshold_us)?
        {
            let (from, to) = (span.start + IDLE_LEAD_US, span.end + -IDLE_LEAD_US);
            if !is_back && at >= from && at < to {
                self.state.skipping = Some(span);
                at = to;
            } else if is_back && at > from && at <= to {
                self.state.skipping = Some(span);
                at = from;
            }
        }
        if let Some(until) = self.state.until
            && (before < until) != (at < until)
        {
            self.at = until;
            self.pause();
            return Ok(());
        }
        if let Some(range) = self.state.loop_range {
            if !is_back && at >= range.end {
                at = range.start;
            } else if is_back && at <= range.start {
                at = range.end;
            }
        }
        let end = self.session.end()?;
        if is_back && at <= Timestamp::ZERO {
            at = Timestamp::ZERO;
            self.pause();
        } else if at >= end {
            at = end;
            // A growing recording is waited for, not ended.
            self.state.playing = self.session.is_growing();
        }
        self.at = at;
        Ok(())
    }

    fn step_change(&mut self, forward: bool) -> Result<(), EngineError> {
        self.pause();
        let tab = self.tab()?;
        if let Some(at) = self.session.change_beside(tab, self.at, forward)? {
            self.seek(at);
        }
        Ok(())
    }

    fn step_act(&mut self, forward: bool) -> Result<(), EngineError> {
        self.pause();
        if let Some(at) = self.session.act_beside(self.state.pinned, self.at, forward)? {
            self.seek(at);
        }
        Ok(())
    }
}

/// Epochs count within a tab; two tabs must not look like one page.
fn epoch_number(tab: TabId, epoch: u32) -> u32 {
    (tab.0 << 20) | (epoch & 0x000f_ffff)
}

/// What lies over the page at `at`, out of the document's memory of the pointer.
fn overlay(document: &Document, at: Timestamp) -> Overlay {
    /// The trail fades within this time.
    const TRAIL_US: i64 = 1_000_000;
    /// A ripple lasts 400 ms; a little more, so that the stage decides.
    const PRESS_US: i64 = 800_000;
    let hidden = &document.state().hidden;
    Overlay {
        pointer: hidden.trail.last().copied(),
        trail: hidden.trail.iter().filter(|(time, _)| at - *time <= TRAIL_US).copied().collect(),
        presses: hidden.presses.iter().filter(|(time, _)| at - *time <= PRESS_US).copied().collect(),
        pressed: pressed(document, at),
    }
}

/// What was pressed last and not let go of since. Letting go of what is dragged is not recorded, so dragging ends a press,
/// and so does a while.
fn pressed(document: &Document, at: Timestamp) -> Option<SourceNodeId> {
    const LONGEST_US: i64 = 10_000_000;
    let hidden = &document.state().hidden;
    let (since, press) = hidden.presses.last()?;
    let is_down = matches!(press.kind, InteractionKind::MouseDown | InteractionKind::TouchStart);
    let is_dragged =
        hidden.trail.iter().any(|(time, sample)| time > since && sample.kind == PointerKind::Drag);
    press.target.filter(|_| is_down && !is_dragged && at - *since <= LONGEST_US)
}
