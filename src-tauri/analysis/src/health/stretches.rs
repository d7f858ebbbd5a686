//! Stretches of time of which nothing at all was recorded.

use super::words::lack_of_time;
use events::Timestamp;
use events::derived::{Lack, LackKind};

/// A page that stands still sends nothing for a while; a minute of it is worth telling.
const GAP: i64 = 60_000_000;
/// Nobody leaves a recorder running for so long with nothing to record: the computer slept, or its clock was set.
const JUMP: i64 = 6 * 3_600_000_000;

#[derive(Clone, Debug, Default)]
pub(super) struct Stretches {
    last: Option<Timestamp>,
    gaps: Found,
    jumps: Found,
}

#[derive(Clone, Debug, Default)]
struct Found {
    count: u64,
    lasting: i64,
    first: Option<Timestamp>,
}

impl Stretches {
    pub fn event(&mut self, at: Timestamp) {
        let before = *self.last.get_or_insert(at);
        self.last = Some(before.max(at));
        let found = match at - before {
            JUMP.. => &mut self.jumps,
            GAP.. => &mut self.gaps,
            _ => return,
        };
        found.count += 1;
        found.lasting = found.lasting.saturating_add(at - before);
        found.first.get_or_insert(before);
    }

    pub fn lacks(&self) -> impl Iterator<Item = Lack> {
        let kinds = [(LackKind::Gaps, &self.gaps), (LackKind::ClockJumps, &self.jumps)];
        let found = kinds.into_iter().filter(|(_, found)| found.count > 0);
        found.map(|(kind, found)| lack_of_time(kind, found.count, found.lasting, found.first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_a_gap_and_a_night_is_a_jump() {
        let mut stretches = Stretches::default();
        for seconds in [0, 59, 120, 100, 240, 240 + 6 * 3600, 240 + 6 * 3600 + 10] {
            stretches.event(Timestamp(seconds * 1_000_000));
        }
        let found: Vec<_> = stretches.lacks().map(|lack| (lack.kind, lack.count, lack.first)).collect();
        let at = |seconds: i64| Some(Timestamp(seconds * 1_000_000));
        assert_eq!(found, [(LackKind::Gaps, 2, at(59)), (LackKind::ClockJumps, 1, at(240))]);
    }
}
