//! Chains of clicks.

use super::facts::ClickFact;
use super::rules::{Nearness, Pace, RageRule, Same};

/// Clicks, by running number, that are rage: each chain once.
pub fn rage(clicks: &[ClickFact], rule: &RageRule, is_dead: impl Fn(&ClickFact) -> bool) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut tabs: Vec<_> = clicks.iter().map(|click| click.tab).collect();
    tabs.sort_unstable();
    tabs.dedup();
    for tab in tabs {
        let mut chain: Vec<usize> = Vec::new();
        for (number, click) in clicks.iter().enumerate().filter(|(_, click)| click.tab == tab) {
            let is_judged = is_judged(click, rule);
            let goes_on = chain
                .last()
                .and_then(|&last| clicks.get(last))
                .is_some_and(|last| is_judged && follows(last, click, rule));
            if !goes_on {
                found.extend(worst(clicks, &chain, rule, &is_dead));
                chain.clear();
            }
            if is_judged {
                chain.push(number);
            }
        }
        found.extend(worst(clicks, &chain, rule, &is_dead));
    }
    found.sort_by_key(|chain| chain.first().copied());
    found
}

fn is_judged(click: &ClickFact, rule: &RageRule) -> bool {
    let is_in_text = rule.not_in_text && click.control_kind == super::Control::TextField;
    !click.is_excluded && !is_in_text && !rule.not_texts.contains(&click.text.as_str())
}

/// Whether a click belongs to the chain that the one before it ends.
fn follows(last: &ClickFact, click: &ClickFact, rule: &RageRule) -> bool {
    let gap = click.time - last.time;
    let in_time = match rule.pace {
        Pace::Gap(most) => gap < most,
        // The chain breaks only where no window could reach over the gap.
        Pace::Total(most) => gap <= most,
    };
    let near = match rule.nearness {
        Nearness::Manhattan(most) => distance(last, click).is_some_and(|(x, y)| x.abs() + y.abs() < most),
        Nearness::ManhattanUpTo(most) => {
            distance(last, click).is_some_and(|(x, y)| x.abs() + y.abs() <= most)
        }
        Nearness::Straight(most) => distance(last, click).is_some_and(|(x, y)| x.hypot(y) < most),
        Nearness::StraightUpTo(most) => distance(last, click).is_some_and(|(x, y)| x.hypot(y) <= most),
        Nearness::Anywhere | Nearness::Square(_) | Nearness::Radius(_) => true,
    };
    let same = match rule.same {
        Same::Anything => true,
        Same::Node => last.target == click.target && click.target.is_some(),
        Same::Control => {
            last.control.or(last.target) == click.control.or(click.target) && click.target.is_some()
        }
        Same::Label => last.label == click.label,
    };
    let undisturbed =
        !(rule.selection_ends && click.selected_since || rule.scroll_ends && click.scrolled_since);
    in_time && near && same && undisturbed
}

fn distance(a: &ClickFact, b: &ClickFact) -> Option<(f64, f64)> {
    let ((ax, ay), (bx, by)) = (a.position?, b.position?);
    Some((bx - ax, by - ay))
}

/// All clicks of a chain that stand in a window which fulfils the rule.
fn worst(
    clicks: &[ClickFact],
    chain: &[usize],
    rule: &RageRule,
    is_dead: &impl Fn(&ClickFact) -> bool,
) -> Option<Vec<usize>> {
    if rule.clicks == 0 {
        return None;
    }
    let mut within: Option<(usize, usize)> = None;
    for (from, window) in chain.windows(rule.clicks).enumerate() {
        let window: Vec<&ClickFact> = window.iter().filter_map(|&number| clicks.get(number)).collect();
        if is_rage(&window, rule, is_dead) {
            let until = from + rule.clicks;
            within = Some(within.map_or((from, until), |(first, _)| (first, until)));
        }
    }
    within.and_then(|(from, until)| chain.get(from..until)).map(<[usize]>::to_vec)
}

fn is_rage(window: &[&ClickFact], rule: &RageRule, is_dead: &impl Fn(&ClickFact) -> bool) -> bool {
    let (Some(first), Some(last)) = (window.first(), window.last()) else { return false };
    let in_time = match rule.pace {
        Pace::Gap(_) => true,
        Pace::Total(most) => last.time - first.time <= most,
    };
    let near = match rule.nearness {
        Nearness::Square(most) => {
            let places: Vec<(f64, f64)> = window.iter().filter_map(|click| click.position).collect();
            let width = |of: fn(&(f64, f64)) -> f64| {
                let (low, high) = places
                    .iter()
                    .map(of)
                    .fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
                high - low
            };
            places.len() == window.len() && width(|at| at.0) <= most && width(|at| at.1) <= most
        }
        Nearness::Radius(most) => {
            window.iter().all(|click| distance(first, click).is_some_and(|(x, y)| x.hypot(y) <= most))
        }
        _ => true,
    };
    in_time && near && (!rule.on_dead || is_dead(first))
}
