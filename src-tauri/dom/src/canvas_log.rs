//! What was drawn on a canvas since it was last blank: the only thing that must be drawn again to show it.

use crate::CanvasLog;
use events::limits::{MAX_CANVAS_BYTES, MAX_CANVAS_COMMANDS};
use events::{CanvasCommand, CanvasContext, CanvasMutation, Text};
use std::sync::Arc;

/// Saved states that are followed; a page that saves more without restoring has lost count of them itself.
const MAX_SAVED_STATES: usize = 256;

impl CanvasLog {
    /// Appends a batch of commands for a canvas of this size. Says whether everything drawn before it is gone, which is
    /// so when the batch clears the whole canvas; then only the drawing state of what came before is kept.
    pub(crate) fn draw(&mut self, batch: &CanvasMutation, size: (f64, f64)) -> bool {
        let clear = self.last_full_clear(batch, size);
        match &clear {
            Some((index, state)) => {
                let mut commands = state.commands();
                commands.extend(batch.commands.iter().skip(index + 1).cloned());
                *self = CanvasLog::default();
                if !commands.is_empty() {
                    self.push(CanvasMutation { target: batch.target, context: batch.context, commands });
                }
            }
            None => self.push(batch.clone()),
        }
        self.keep_within_limits();
        clear.is_some()
    }

    fn push(&mut self, batch: CanvasMutation) {
        self.commands += batch.commands.len();
        self.bytes += bytes(&batch);
        self.batches.push(Arc::new(batch));
    }

    /// The newest batch always stays: without it the canvas would show nothing of what it shows.
    fn keep_within_limits(&mut self) {
        let mut dropped = 0;
        let keep = self.batches.len().saturating_sub(1);
        for batch in self.batches.iter().take(keep) {
            if self.commands <= MAX_CANVAS_COMMANDS && self.bytes <= MAX_CANVAS_BYTES {
                break;
            }
            self.commands -= batch.commands.len();
            self.bytes -= bytes(batch);
            dropped += 1;
        }
        if dropped > 0 {
            self.batches.drain(..dropped);
            self.truncated = true;
        }
    }

    /// The last command of `batch` after which the canvas is blank, and the drawing state at it.
    fn last_full_clear(&self, batch: &CanvasMutation, size: (f64, f64)) -> Option<(usize, DrawingState)> {
        let may_clear =
            |command: &CanvasCommand| *command.property == *"clearRect" || *command.property == *"reset";
        if batch.context != CanvasContext::TwoD || !batch.commands.iter().any(may_clear) {
            return None;
        }
        let mut state = DrawingState::default();
        for earlier in &self.batches {
            earlier.commands.iter().for_each(|command| state.follow(command));
        }
        let mut clear = None;
        for (index, command) in batch.commands.iter().enumerate() {
            state.follow(command);
            if may_clear(command) && state.clears(command, size) {
                clear = Some((index, state.clone()));
            }
        }
        clear
    }
}

fn bytes(batch: &CanvasMutation) -> usize {
    batch.commands.iter().map(|command| command.property.len() + command.args.len()).sum()
}

/// What outlives a clear: assigned properties, the transformation, and saved states. The current path is taken to end
/// with the picture, because drawing begins a new one.
#[derive(Clone)]
struct DrawingState {
    /// Saved states below, the current one last. Invariant: never empty.
    levels: Vec<Level>,
    /// False once something happened that is not followed here; then no clear is taken for a full one.
    is_known: bool,
}

impl Default for DrawingState {
    fn default() -> DrawingState {
        DrawingState { levels: vec![Level::default()], is_known: true }
    }
}

#[derive(Clone)]
struct Level {
    /// The last assignment of each property, and the last call of methods that set state in the same way.
    settings: Vec<CanvasCommand>,
    /// As the arguments of `setTransform`.
    matrix: [f64; 6],
    is_clipped: bool,
}

const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

impl Default for Level {
    fn default() -> Level {
        Level { settings: Vec::new(), matrix: IDENTITY, is_clipped: false }
    }
}

impl DrawingState {
    fn follow(&mut self, command: &CanvasCommand) {
        let depth = self.levels.len();
        let Some(level) = self.levels.last_mut() else { return };
        if command.setter || *command.property == *"setLineDash" {
            level.settings.retain(|setting| setting.property != command.property);
            level.settings.push(command.clone());
            return;
        }
        let args = numbers(&command.args);
        match (&*command.property, args.as_deref()) {
            ("save", _) if depth < MAX_SAVED_STATES => {
                let saved = level.clone();
                self.levels.push(saved);
            }
            ("save", _) => self.is_known = false,
            ("restore", _) if depth > 1 => drop(self.levels.pop()),
            ("reset", _) => *self = DrawingState::default(),
            ("clip", _) => level.is_clipped = true,
            ("resetTransform", _) => level.matrix = IDENTITY,
            ("setTransform", Some([])) => level.matrix = IDENTITY,
            ("setTransform", Some(&[a, b, c, d, e, f])) => level.matrix = [a, b, c, d, e, f],
            ("transform", Some(&[a, b, c, d, e, f])) => level.multiply([a, b, c, d, e, f]),
            ("scale", Some(&[x, y])) => level.multiply([x, 0.0, 0.0, y, 0.0, 0.0]),
            ("translate", Some(&[x, y])) => level.multiply([1.0, 0.0, 0.0, 1.0, x, y]),
            ("rotate", Some(&[angle])) => {
                let (sin, cos) = angle.sin_cos();
                level.multiply([cos, sin, -sin, cos, 0.0, 0.0]);
            }
            ("setTransform" | "transform" | "scale" | "translate" | "rotate", _) => self.is_known = false,
            _ => {}
        }
    }

    /// Whether this clear, which was followed already, leaves nothing of a canvas of this size.
    fn clears(&self, command: &CanvasCommand, (width, height): (f64, f64)) -> bool {
        if *command.property == *"reset" {
            return true;
        }
        let Some(level) = self.levels.last().filter(|level| self.is_known && !level.is_clipped) else {
            return false;
        };
        let [a, b, c, d, e, f] = level.matrix;
        let args = numbers(&command.args);
        let Some(&[x, y, w, h]) = args.as_deref() else { return false };
        let covers = |from: f64, to: f64, length: f64| from.min(to) <= 0.0 && from.max(to) >= length;
        b == 0.0
            && c == 0.0
            && covers(a * x + e, a * (x + w) + e, width)
            && covers(d * y + f, d * (y + h) + f, height)
    }

    /// The commands that lead a blank canvas into this state.
    fn commands(&self) -> Vec<CanvasCommand> {
        let call = |property: &str, args: String| CanvasCommand {
            property: Text::from(property),
            args: Text::from(args),
            setter: false,
        };
        let mut commands = Vec::new();
        let mut below = Level::default();
        for (index, level) in self.levels.iter().enumerate() {
            if index > 0 {
                commands.push(call("save", "[]".to_owned()));
            }
            commands
                .extend(level.settings.iter().filter(|setting| !below.settings.contains(setting)).cloned());
            if level.matrix != below.matrix {
                let [a, b, c, d, e, f] = level.matrix;
                commands.push(call("setTransform", format!("[{a},{b},{c},{d},{e},{f}]")));
            }
            below = level.clone();
        }
        commands
    }
}

impl Level {
    fn multiply(&mut self, [a, b, c, d, e, f]: [f64; 6]) {
        let [ma, mb, mc, md, me, mf] = self.matrix;
        self.matrix = [
            ma * a + mc * b,
            mb * a + md * b,
            ma * c + mc * d,
            mb * c + md * d,
            ma * e + mc * f + me,
            mb * e + md * f + mf,
        ];
    }
}

/// The numbers of a JSON array that holds nothing else.
fn numbers(args: &str) -> Option<Vec<f64>> {
    let inner = args.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    if inner.is_empty() {
        return Some(Vec::new());
    }
    // No drawing method that matters here takes more than six numbers.
    if inner.len() > 400 {
        return None;
    }
    inner
        .split(',')
        .map(|number| number.trim().parse::<f64>().ok().filter(|number| number.is_finite()))
        .collect()
}
