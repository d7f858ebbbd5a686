//! Puts decoded events in (time, sequence) order while they stream by.

use events::{EventKind, EventSeq, TabId, WallClock};
use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

/// Recorders flush pointer batches every half second and late iframes a little later; two seconds hold nearly all real
/// disorder. What comes later than that makes the segments be cut again.
pub(crate) const WINDOW_US: i64 = 2_000_000;
/// Events held at most, so that a file whose clock stands still does not fill the memory.
const MAX_HELD: usize = 100_000;

pub(crate) struct Pending {
    pub wall: WallClock,
    pub seq: EventSeq,
    /// The place within one source event, which may give several.
    pub part: u32,
    pub tab: TabId,
    pub kind: EventKind,
}

/// A window over the newest events, and the time up to which everything was let go.
#[derive(Default)]
pub(crate) struct SortWindow {
    /// What came in order, which is nearly everything.
    ordered: VecDeque<Pending>,
    /// What came after something later.
    heap: BinaryHeap<Pending>,
    newest: Option<WallClock>,
    released: Option<(WallClock, EventSeq)>,
}

impl SortWindow {
    /// Takes an event; false where it comes too late for its place (it is taken all the same, out of place).
    pub fn push(&mut self, event: Pending) -> bool {
        let in_time = self.released.is_none_or(|released| (event.wall, event.seq) >= released);
        self.newest = Some(self.newest.map_or(event.wall, |newest| newest.max(event.wall)));
        // Greater means earlier.
        if self.ordered.back().is_none_or(|last| event <= *last) {
            self.ordered.push_back(event);
        } else {
            self.heap.push(event);
        }
        in_time
    }

    /// Whether no later event should precede the next one.
    pub fn is_ready(&self) -> bool {
        let (Some(first), Some(newest)) = (self.first(), self.newest) else { return false };
        let held = self.ordered.len() + self.heap.len();
        newest.0.saturating_sub(first.wall.0) > WINDOW_US || held > MAX_HELD
    }

    fn first(&self) -> Option<&Pending> {
        self.ordered.front().max(self.heap.peek())
    }

    /// Moves what is earlier than the recording's start to it: there the places in the source decide.
    pub fn raise_to(&mut self, start: WallClock) {
        let raised = |event: Pending| Pending { wall: event.wall.max(start), ..event };
        let ordered = std::mem::take(&mut self.ordered);
        self.heap = std::mem::take(&mut self.heap).into_iter().chain(ordered).map(raised).collect();
    }

    /// The next event, ready or not.
    pub fn pop(&mut self) -> Option<Pending> {
        let event = if self.ordered.front() >= self.heap.peek() {
            self.ordered.pop_front()?
        } else {
            self.heap.pop()?
        };
        self.released = self.released.max(Some((event.wall, event.seq)));
        Some(event)
    }
}

impl Ord for Pending {
    /// Reversed: the heap gives its greatest, and the earliest is wanted.
    fn cmp(&self, other: &Pending) -> Ordering {
        (other.wall, other.seq, other.part).cmp(&(self.wall, self.seq, self.part))
    }
}

impl PartialOrd for Pending {
    fn partial_cmp(&self, other: &Pending) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Pending {
    fn eq(&self, other: &Pending) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Pending {}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending(millis: i64, seq: u64) -> Pending {
        let kind = EventKind::Load;
        Pending { wall: WallClock(millis * 1000), seq: EventSeq(seq), part: 0, tab: TabId(0), kind }
    }

    #[test]
    fn small_disorder_is_sorted_and_ties_keep_their_order() {
        let mut window = SortWindow::default();
        for (seq, millis) in [100, 90, 90, 5000, 4000].into_iter().enumerate() {
            assert!(window.push(pending(millis, seq as u64)));
        }
        let mut ready = Vec::new();
        while window.is_ready() {
            ready.extend(window.pop().map(|event| event.seq.0));
        }
        assert_eq!(ready, [1, 2, 0]);
        let rest: Vec<u64> = std::iter::from_fn(|| window.pop()).map(|event| event.seq.0).collect();
        assert_eq!(rest, [4, 3]);
    }

    #[test]
    fn what_comes_after_its_time_was_let_go_is_late() {
        let mut window = SortWindow::default();
        window.push(pending(0, 0));
        window.push(pending(9000, 1));
        while window.is_ready() {
            window.pop();
        }
        assert!(window.push(pending(8000, 2)), "still inside the window");
        while window.pop().is_some() {}
        assert!(!window.push(pending(5, 3)));
    }
}
