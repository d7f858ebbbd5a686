//! One rule of each kind.

use super::rules::*;

/// What is judged, and by which numbers.
#[derive(Clone, PartialEq, Debug)]
pub struct Rules {
    pub rage: RageRule,
    pub dead: DeadRule,
    pub error_click: ErrorClickRule,
    pub thrash: ThrashRule,
    /// Back on the page before within this time.
    pub quick_back: i64,
    /// An error so shortly before the last act of a session makes its end a dead end.
    pub dead_end: i64,
    /// A form that nobody touches for so long is abandoned.
    pub form_idle: i64,
    /// Screens scrolled on one page, and changes of direction, from which on it is too much.
    pub scroll_screens: f64,
    pub scroll_turns: u32,
}

impl Rules {
    /// Those of one product, where it has published them; the defaults elsewhere. None where nobody knows it.
    pub fn of(product: &str) -> Option<Rules> {
        let is = |name: &str| name.eq_ignore_ascii_case(product);
        let rage = RAGE_RULES.iter().find(|rule| is(rule.name));
        let dead = DEAD_RULES.iter().find(|rule| is(rule.name));
        let error_click = ERROR_CLICK_RULES.iter().find(|rule| is(rule.name));
        let thrash = THRASH_RULES.iter().find(|rule| is(rule.name()));
        let is_known =
            is("Playhead") || rage.is_some() || dead.is_some() || error_click.is_some() || thrash.is_some();
        let default = Rules::default();
        is_known.then(|| Rules {
            rage: rage.cloned().unwrap_or(default.rage),
            dead: dead.cloned().unwrap_or(default.dead),
            error_click: error_click.copied().unwrap_or(default.error_click),
            thrash: thrash.copied().unwrap_or(default.thrash),
            ..default
        })
    }

    /// Names that `of` knows.
    pub fn products() -> Vec<&'static str> {
        let mut names: Vec<&str> = RAGE_RULES.iter().map(|rule| rule.name).collect();
        names.extend(DEAD_RULES.iter().map(|rule| rule.name));
        names.extend(ERROR_CLICK_RULES.iter().map(|rule| rule.name));
        names.sort_unstable();
        names.dedup();
        names
    }
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            rage: POSTHOG_RAGE,
            dead: PLAYHEAD_DEAD,
            error_click: ErrorClickRule { name: "Amplitude", within: Some(2_000_000) },
            thrash: ThrashRule::Score { name: "Splunk", within: 2_000_000, least: 0.65 },
            quick_back: 5_000_000,
            dead_end: 30_000_000,
            form_idle: 1_800_000_000,
            scroll_screens: 15.0,
            scroll_turns: 4,
        }
    }
}
