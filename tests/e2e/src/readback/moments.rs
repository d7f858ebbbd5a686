//! At which moments a recording is looked at.

use crate::event_times;
use engine::Session;
use events::Timestamp;
use testkit::Random;

/// The same seed gives the same moments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seed(pub u64);

pub struct Moments {
    /// To be gone to in this order.
    pub seeks: Vec<Timestamp>,
    /// From where to play, and to where.
    pub play: (Timestamp, Timestamp),
}

impl Moments {
    /// A third of them forwards, a third backwards, the rest hither and thither; most at an event, some just before one and
    /// some in between.
    pub fn of(session: &Session, seed: Seed, count: usize) -> Moments {
        let end = session.end().unwrap();
        let times = event_times(session);
        let mut random = Random::new(seed.0);
        let mut below = |limit: i64| i64::try_from(random.below(limit.unsigned_abs())).unwrap();
        let mut pick = || {
            let index = below(i64::try_from(times.len()).unwrap());
            let at = times[usize::try_from(index).unwrap()];
            let at = match below(8) {
                0 => Timestamp(at.0 - 1),
                1 => Timestamp(below(end.0 + 1)),
                _ => at,
            };
            at.clamp(Timestamp::ZERO, end)
        };
        let mut third = |turn: usize| -> Vec<Timestamp> {
            (0..count / 3 + usize::from(turn < count % 3)).map(|_| pick()).collect()
        };
        let mut forwards = third(0);
        forwards.sort_unstable();
        let mut backwards = third(1);
        backwards.sort_unstable_by(|a, b| b.cmp(a));
        let seeks = [forwards, backwards, third(2)].concat();
        let from = pick();
        // Far enough to play over some changes, near enough to be there soon.
        let to = Timestamp((from.0 + 2_000_000).min(end.0));
        Moments { seeks, play: (from, to) }
    }
}
