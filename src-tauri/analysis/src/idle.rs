//! Spans in which the person did nothing.

use events::derived::IdleSpan;
use events::{TimeRange, Timestamp};

/// Gaps shorter than this are never idle, whatever threshold is chosen later.
pub const SHORTEST_IDLE: i64 = 1_000_000;

/// Collects gaps between acts. All gaps of at least `SHORTEST_IDLE` are kept, so that the threshold can be chosen when
/// they are shown.
#[derive(Clone, Debug, Default)]
pub struct IdleFinder {
    last: Timestamp,
    spans: Vec<IdleSpan>,
}

impl IdleFinder {
    /// A person did something at `time`. Times need not be ordered strictly: pointer samples reach back.
    pub fn act(&mut self, time: Timestamp) {
        if time - self.last >= SHORTEST_IDLE {
            self.spans.push(IdleSpan(TimeRange::new(self.last, time)));
        }
        self.last = self.last.max(time);
    }

    /// The spans up to `end`, the tail after the last act included.
    pub fn spans(&self, end: Timestamp) -> Vec<IdleSpan> {
        let mut spans = self.spans.clone();
        if end - self.last >= SHORTEST_IDLE {
            spans.push(IdleSpan(TimeRange::new(self.last, end)));
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_head_and_tail_are_idle() {
        let mut finder = IdleFinder::default();
        for millis in [2_000, 2_300, 9_000] {
            finder.act(Timestamp(millis * 1000));
        }
        let spans: Vec<(i64, i64)> = finder
            .spans(Timestamp(12_000_000))
            .iter()
            .map(|s| (s.0.start.0 / 1000, s.0.end.0 / 1000))
            .collect();
        assert_eq!(spans, [(0, 2_000), (2_300, 9_000), (9_000, 12_000)]);
    }
}
