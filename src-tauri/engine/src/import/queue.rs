//! A queue between two stages of an import, bounded by the weight of what waits in it.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Whoever puts in waits while more than `limit` is in the queue or being worked on; one item goes in whatever its weight.
pub(super) fn queue<T>(limit: usize) -> (Sender<T>, Receiver<T>) {
    let shared =
        Arc::new(Shared { limit, state: Mutex::default(), room: Condvar::new(), filled: Condvar::new() });
    (Sender(shared.clone()), Receiver { shared, working_on: 0 })
}

pub(super) struct Sender<T>(Arc<Shared<T>>);

pub(super) struct Receiver<T> {
    shared: Arc<Shared<T>>,
    /// The weight of the item that was taken last.
    working_on: usize,
}

struct Shared<T> {
    limit: usize,
    state: Mutex<State<T>>,
    room: Condvar,
    filled: Condvar,
}

struct State<T> {
    items: VecDeque<(T, usize)>,
    weight: usize,
    /// Either end was dropped.
    closed: bool,
}

impl<T> Default for State<T> {
    fn default() -> State<T> {
        State { items: VecDeque::new(), weight: 0, closed: false }
    }
}

impl<T> Sender<T> {
    /// False where nobody takes anything any more.
    pub fn send(&self, item: T, weight: usize) -> bool {
        let mut state = self.0.lock();
        while !state.closed && state.weight > 0 && state.weight.saturating_add(weight) > self.0.limit {
            state = self.0.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return false;
        }
        // An item without weight would be taken for nothing.
        state.weight = state.weight.saturating_add(weight.max(1));
        state.items.push_back((item, weight.max(1)));
        drop(state);
        self.0.filled.notify_one();
        true
    }
}

impl<T> Receiver<T> {
    /// The next item, when it is there; None at the end. The item before it counts as done.
    pub fn take(&mut self) -> Option<T> {
        let mut state = self.shared.lock();
        state.weight = state.weight.saturating_sub(std::mem::take(&mut self.working_on));
        self.shared.room.notify_one();
        loop {
            if let Some((item, weight)) = state.items.pop_front() {
                self.working_on = weight;
                return Some(item);
            }
            if state.closed {
                return None;
            }
            state = self.shared.filled.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn close(&self) {
        self.lock().closed = true;
        self.room.notify_one();
        self.filled.notify_one();
    }
}

/// What is in the queue is still taken.
impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.shared.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicIsize, Ordering};

    #[test]
    fn what_is_put_in_comes_out_in_order_and_never_weighs_too_much() {
        const LIMIT: usize = 10;
        let weight = |number: usize| number % 7 + 1;
        let (sender, mut receiver) = queue(LIMIT);
        // Counted behind both calls, so it may be below nought for a moment.
        let ahead = AtomicIsize::new(0);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let sender = sender;
                for number in 0..1_000 {
                    assert!(sender.send(number, weight(number)));
                    let before = ahead.fetch_add(weight(number) as isize, Ordering::SeqCst);
                    // The one that is taken next may have been let go and not been counted yet.
                    assert!(before + weight(number) as isize <= (LIMIT + 2 * 7) as isize);
                }
            });
            for number in 0..1_000 {
                assert_eq!(receiver.take(), Some(number));
                ahead.fetch_sub(weight(number) as isize, Ordering::SeqCst);
            }
            assert_eq!(receiver.take(), None);
        });
    }

    #[test]
    fn one_item_goes_in_whatever_its_weight() {
        let (sender, mut receiver) = queue(10);
        assert!(sender.send("heavy", 1_000));
        assert_eq!(receiver.take(), Some("heavy"));
    }

    #[test]
    fn nobody_waits_for_an_end_that_is_gone() {
        let (sender, receiver) = queue(1);
        assert!(sender.send(1, 1));
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| sender.send(2, 1));
            drop(receiver);
            assert!(!waiting.join().unwrap());
        });
        let (sender, mut receiver) = queue::<u8>(1);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(move || receiver.take());
            drop(sender);
            assert_eq!(waiting.join().unwrap(), None);
        });
    }
}
