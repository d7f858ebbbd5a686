//! At which moments a recording is looked at.

use engine::Session;
use events::Timestamp;

/// The same seed gives the same moments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seed(pub u64);

/// SplitMix64: enough for a choice of moments, and nothing to depend on.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

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
        let mut times = Vec::new();
        session
            .each_event(&mut |event| {
                times.push(event.time);
                true
            })
            .unwrap();
        times.dedup();
        let mut random = Random(seed.0);
        let mut pick = || {
            let at = times[random.below(times.len())];
            let at = match random.below(8) {
                0 => Timestamp(at.0 - 1),
                1 => Timestamp(i64::try_from(random.below(usize::try_from(end.0 + 1).unwrap())).unwrap()),
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
