//! Events that came twice: upload retries store the same bytes again.

use events::{TabId, WallClock};
use foldhash::quality::FixedState;
use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::Range;

/// Events that are remembered. A retried batch follows its first copy closely; the largest batches have some thousands.
const REMEMBERED: usize = 100_000;

#[derive(Default)]
pub(crate) struct Duplicates {
    seen: HashSet<u64, FixedState>,
    in_order: VecDeque<u64>,
    /// The event before, and whether it was repeated itself.
    last: Option<(u64, bool)>,
}

/// An event as far as repetition goes.
pub(crate) struct Candidate<'e> {
    pub(crate) raw: &'e [u8],
    /// Where the value of `delay` stands. It does not count: players write it into the events they play.
    pub(crate) delay: Option<Range<usize>>,
    pub(crate) wall: WallClock,
    pub(crate) tab: TabId,
    /// It builds or changes the page, so that a second time in a row can only be a mistake.
    pub(crate) builds_page: bool,
}

impl Duplicates {
    /// Whether the same event of the same time and tab came before.
    ///
    /// Twice in a row is another matter: a page may log a line or end two videos in one millisecond (real recordings
    /// do), while a retried batch brings other events in between.
    pub(crate) fn is_repeated(&mut self, event: Candidate<'_>) -> bool {
        let without_delay = event.delay.map(|value| {
            let delay = member(event.raw, value);
            let (before, behind) = (event.raw.get(..delay.start), event.raw.get(delay.end..));
            [before.unwrap_or_default(), behind.unwrap_or_default()].concat()
        });
        // Without random keys: the same file gives the same events every time.
        let mut hasher = FixedState::default().build_hasher();
        (event.wall, event.tab).hash(&mut hasher);
        without_delay.as_deref().unwrap_or(event.raw).hash(&mut hasher);
        let hash = hasher.finish();
        let repeated = match self.last {
            Some((last, repeated)) if last == hash && !event.builds_page => repeated,
            _ => !self.seen.insert(hash),
        };
        if self.last.is_none_or(|(last, _)| last != hash) && !repeated {
            self.in_order.push_back(hash);
            if self.in_order.len() > REMEMBERED
                && let Some(oldest) = self.in_order.pop_front()
            {
                self.seen.remove(&oldest);
            }
        }
        self.last = Some((hash, repeated));
        repeated
    }
}

/// Where `"delay":5` stands with its comma, given where the 5 stands: the other copy may be without it.
fn member(raw: &[u8], value: Range<usize>) -> Range<usize> {
    let name = || {
        let before = raw.get(..value.start)?.trim_ascii_end().strip_suffix(b":")?;
        Some(before.trim_ascii_end().strip_suffix(b"\"delay\"")?.trim_ascii_end())
    };
    let Some(before) = name() else { return value };
    if let Some(before) = before.strip_suffix(b",") {
        return before.len()..value.end;
    }
    let behind = raw.get(value.end..).unwrap_or_default().trim_ascii_start();
    before.len()..raw.len() - behind.strip_prefix(b",").unwrap_or(behind).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_that_the_other_copy_does_not_have_says_nothing() {
        for raw in
            [r#"{"a":1,"delay": 5,"b":2}"#, r#"{ "delay" : 5 ,"a":1,"b":2}"#, r#"{"a":1,"b":2 ,"delay":5}"#]
        {
            let at = raw.find('5').unwrap();
            let member = member(raw.as_bytes(), at..at + 1);
            let rest = format!("{}{}", &raw[..member.start], &raw[member.end..]).replace(' ', "");
            assert_eq!(rest, r#"{"a":1,"b":2}"#);
        }
    }

    fn event(raw: &str, wall: i64, tab: u32) -> Candidate<'_> {
        let (wall, tab) = (WallClock(wall), TabId(tab));
        Candidate { raw: raw.as_bytes(), delay: None, wall, tab, builds_page: false }
    }

    #[test]
    fn only_equal_bytes_of_equal_time_and_tab_are_repeated() {
        let mut seen = Duplicates::default();
        let mut check = |event: Candidate<'_>, expected: bool| {
            let text = String::from_utf8_lossy(event.raw).into_owned();
            assert_eq!(seen.is_repeated(event), expected, "{text}");
        };
        check(event("a", 1, 0), false);
        check(event("b", 1, 0), false);
        check(event("a", 1, 0), true);
        check(event("a", 2, 0), false);
        check(event("a", 1, 1), false);
        check(Candidate { delay: Some(6..7), ..event("delay 5 x", 1, 0) }, false);
        check(event("b", 2, 0), false);
        check(Candidate { delay: Some(6..8), ..event("delay 17 x", 1, 0) }, true);
        check(Candidate { delay: Some(6..8), ..event("delay 17 y", 1, 0) }, false);
        check(event(r#"{"a":1}"#, 1, 0), false);
        check(event("b", 3, 0), false);
        check(Candidate { delay: Some(9..10), ..event(r#"{"delay":5,"a":1}"#, 1, 0) }, true);
    }

    #[test]
    fn what_comes_twice_in_a_row_is_kept_unless_it_builds_the_page() {
        let mut seen = Duplicates::default();
        let mut kept = |texts: &[&str], builds_page: bool| {
            let mut kept = Vec::new();
            for &text in texts {
                if !seen.is_repeated(Candidate { builds_page, ..event(text, 1, 0) }) {
                    kept.push(text.to_owned());
                }
            }
            kept.concat()
        };
        assert_eq!(kept(&["a", "a", "b", "c", "a", "a", "b", "c", "d"], false), "aabcd");
        assert_eq!(kept(&["m", "m", "n", "m"], true), "mn");
    }

    #[test]
    fn memory_is_bounded() {
        let mut seen = Duplicates::default();
        for wall in 0..REMEMBERED as i64 + 10 {
            seen.is_repeated(event("", wall, 0));
        }
        assert_eq!((seen.seen.len(), seen.in_order.len()), (REMEMBERED, REMEMBERED));
        assert!(!seen.is_repeated(event("", 0, 0)));
    }
}
