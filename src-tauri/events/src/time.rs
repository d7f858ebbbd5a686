//! Time has one unit and its own type: microseconds, from the start of the recording or from the Unix epoch.

use std::ops::{Add, Sub};

/// Microseconds since the start of the recording (its earliest event).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Timestamp(pub i64);

/// Microseconds since the Unix epoch, by the clock of the recorded page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct WallClock(pub i64);

/// Half-open: `start` is in, `end` is out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct TimeRange {
    pub start: Timestamp,
    pub end: Timestamp,
}

impl Timestamp {
    pub const ZERO: Timestamp = Timestamp(0);

    pub fn from_millis(millis: f64) -> Timestamp {
        Timestamp(micros_from_millis(millis))
    }

    pub fn as_millis(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl WallClock {
    pub fn from_millis(millis: f64) -> WallClock {
        WallClock(micros_from_millis(millis))
    }

    pub fn as_millis(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    pub fn since(self, start: WallClock) -> Timestamp {
        Timestamp(self.0.saturating_sub(start.0))
    }
}

impl TimeRange {
    pub fn new(start: Timestamp, end: Timestamp) -> TimeRange {
        TimeRange { start, end }
    }

    pub fn contains(self, at: Timestamp) -> bool {
        self.start <= at && at < self.end
    }

    pub fn length(self) -> i64 {
        self.end.0.saturating_sub(self.start.0)
    }
}

impl Add<i64> for Timestamp {
    type Output = Timestamp;
    fn add(self, micros: i64) -> Timestamp {
        Timestamp(self.0.saturating_add(micros))
    }
}

impl Sub for Timestamp {
    type Output = i64;
    fn sub(self, other: Timestamp) -> i64 {
        self.0.saturating_sub(other.0)
    }
}

/// Recorders write fractional milliseconds; the cast saturates, and NaN becomes 0.
fn micros_from_millis(millis: f64) -> i64 {
    (millis * 1000.0).round() as i64
}
