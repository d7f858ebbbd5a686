//! A pointer that goes to and fro.

use super::facts::PointerFact;
use super::rules::ThrashRule;
use events::{TabId, Timestamp};

/// Smaller moves are trembling.
const TREMBLING: f64 = 5.0;
/// As Splunk weighs them.
const LEAST_WAY: f64 = 300.0;
const FAST: f64 = 300.0;
const SHARP: f64 = std::f64::consts::FRAC_PI_4;
const MANY_TURNS: usize = 4;
const CONFINED: f64 = 200.0;

/// A time during which it did so, and where it began.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stretch {
    pub tab: TabId,
    pub from: Timestamp,
    pub until: Timestamp,
    pub at: (f64, f64),
}

/// In order of time.
pub fn thrash(samples: &[PointerFact], rule: ThrashRule) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut tabs: Vec<_> = samples.iter().map(|sample| sample.tab).collect();
    tabs.sort_unstable();
    tabs.dedup();
    let within = match rule {
        ThrashRule::Turns { within, .. } | ThrashRule::Score { within, .. } => within,
    };
    for tab in tabs {
        let of_tab: Vec<PointerFact> = samples.iter().filter(|sample| sample.tab == tab).copied().collect();
        let mut first = 0;
        for last in 0..of_tab.len() {
            let Some(end) = of_tab.get(last) else { continue };
            while of_tab.get(first).is_some_and(|sample| end.time - sample.time > within) {
                first += 1;
            }
            let window = of_tab.get(first..=last).unwrap_or_default();
            let is_it = match rule {
                ThrashRule::Turns { turns, .. } => {
                    reversals(window, |sample| sample.x).max(reversals(window, |sample| sample.y)) >= turns
                }
                ThrashRule::Score { least, .. } => score(window) >= least,
            };
            let (Some(start), true) = (window.first(), is_it) else { continue };
            match found.last_mut().filter(|before| before.tab == tab && start.time <= before.until) {
                Some(before) => before.until = end.time,
                None => {
                    found.push(Stretch { tab, from: start.time, until: end.time, at: (start.x, start.y) });
                }
            }
        }
    }
    found.sort_by_key(|stretch| (stretch.from, stretch.tab));
    found
}

/// The longest time, and the fewest changes of direction, that a rule may be set to.
pub const LONGEST_WITHIN: i64 = 4_000_000;
pub const FEWEST_TURNS: usize = 3;

/// The samples that some rule could find restless; all others are not worth keeping.
pub fn restless(samples: &[PointerFact]) -> Vec<PointerFact> {
    let mut found: Vec<PointerFact> = Vec::new();
    let mut tabs: Vec<_> = samples.iter().map(|sample| sample.tab).collect();
    tabs.sort_unstable();
    tabs.dedup();
    for tab in tabs {
        let of_tab: Vec<PointerFact> = samples.iter().filter(|sample| sample.tab == tab).copied().collect();
        // When the way along either axis, or the way at all, changed.
        let mut turns: [Vec<Timestamp>; 3] = Default::default();
        let mut is_kept = vec![false; of_tab.len()];
        let mut ways = (0.0, 0.0);
        let mut first = 0;
        let mut kept_until = 0;
        for (number, pair) in of_tab.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            let (x, y) = (b.x - a.x, b.y - a.y);
            let is_turn = |by: f64, way: f64| by != 0.0 && way != 0.0 && by.signum() != way;
            let (on_x, on_y) = (is_turn(x, ways.0), is_turn(y, ways.1));
            for (list, is_it) in turns.iter_mut().zip([
                on_x,
                on_y,
                on_x || on_y || sharp(of_tab.get(number.wrapping_sub(1)), a, b),
            ]) {
                if is_it {
                    list.push(b.time);
                }
                let old = list.partition_point(|at| b.time - *at > LONGEST_WITHIN);
                list.drain(..old);
            }
            ways = (if x == 0.0 { ways.0 } else { x.signum() }, if y == 0.0 { ways.1 } else { y.signum() });
            while of_tab.get(first).is_some_and(|sample| b.time - sample.time > LONGEST_WITHIN) {
                first += 1;
            }
            if turns.iter().any(|list| list.len() >= FEWEST_TURNS) {
                for place in is_kept.get_mut(first.max(kept_until)..=number + 1).unwrap_or_default() {
                    *place = true;
                }
                kept_until = number + 1;
            }
        }
        found.extend(of_tab.iter().zip(is_kept).filter(|(_, kept)| *kept).map(|(sample, _)| *sample));
    }
    found.sort_by_key(|sample| (sample.time, sample.tab));
    found
}

/// Whether the way turns at `at` as sharply as rules ask for.
fn sharp(before: Option<&PointerFact>, at: &PointerFact, after: &PointerFact) -> bool {
    before.is_some_and(|before| {
        angle((at.x - before.x, at.y - before.y), (after.x - at.x, after.y - at.y)) >= SHARP
    })
}

/// How often the way along one axis changes.
fn reversals(window: &[PointerFact], of: fn(&PointerFact) -> f64) -> usize {
    let mut way = 0.0;
    let mut count = 0;
    for pair in window.windows(2) {
        let [a, b] = pair else { continue };
        let by = of(b) - of(a);
        if by == 0.0 {
            continue;
        }
        count += usize::from(way != 0.0 && by.signum() != way);
        way = by.signum();
    }
    count
}

/// 0 to 1: how much of the way changes direction, how fast it is, and how small the place.
fn score(window: &[PointerFact]) -> f64 {
    let mut moves: Vec<(f64, f64)> = Vec::new();
    let mut at: Option<&PointerFact> = None;
    for sample in window {
        let Some(from) = at else {
            at = Some(sample);
            continue;
        };
        let (x, y) = (sample.x - from.x, sample.y - from.y);
        if x.hypot(y) >= TREMBLING {
            moves.push((x, y));
            at = Some(sample);
        }
    }
    let (Some(first), Some(last)) = (window.first(), window.last()) else { return 0.0 };
    let way: f64 = moves.iter().map(|(x, y)| x.hypot(*y)).sum();
    let seconds = (last.time - first.time) as f64 / 1e6;
    let turns = moves.windows(2).filter(|pair| matches!(pair, [a, b] if angle(*a, *b) >= SHARP)).count();
    if way < LEAST_WAY || seconds <= 0.0 || way / seconds < FAST || turns < MANY_TURNS {
        return 0.0;
    }
    let side = |of: fn(&PointerFact) -> f64| {
        let (low, high) =
            window.iter().map(of).fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        high - low
    };
    let extent = side(|sample| sample.x).max(side(|sample| sample.y));
    let direction = (turns as f64 / (2 * MANY_TURNS) as f64).min(1.0);
    let speed = (way / seconds / (2.0 * FAST)).min(1.0);
    let confinement = if extent <= CONFINED { 1.0 } else { CONFINED / extent };
    0.4 * direction + 0.3 * speed + 0.3 * confinement
}

fn angle(a: (f64, f64), b: (f64, f64)) -> f64 {
    let dot = a.0 * b.0 + a.1 * b.1;
    let cross = a.0 * b.1 - a.1 * b.0;
    cross.atan2(dot).abs()
}
