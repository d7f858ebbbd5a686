//! One thing that stands otherwise than it should.

use std::fmt;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Difference {
    /// The node it is about; 0 for the page as a whole.
    pub key: u64,
    /// `attribute title`, `text`, `rule 3`, `order of children`.
    pub what: String,
    pub expected: String,
    pub found: String,
}

/// More of a text says nothing more about the difference.
const SHOWN_CHARS: usize = 200;

impl Difference {
    pub fn new(
        key: u64,
        what: impl Into<String>,
        expected: impl fmt::Debug,
        found: impl fmt::Debug,
    ) -> Difference {
        let (expected, found) = (format!("{expected:?}"), format!("{found:?}"));
        let start = first_unlike(&expected, &found);
        Difference { key, what: what.into(), expected: shown(&expected, start), found: shown(&found, start) }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{} {}: expected {}, found {}", self.key, self.what, self.expected, self.found)
    }
}

/// How many characters are alike, less a few that say where we are.
fn first_unlike(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count().saturating_sub(SHOWN_CHARS / 4)
}

fn shown(text: &str, start: usize) -> String {
    let start = if text.chars().count() <= SHOWN_CHARS { 0 } else { start };
    let mut cut: String = text.chars().skip(start).take(SHOWN_CHARS).collect();
    if start > 0 {
        cut.insert(0, '…');
    }
    if text.chars().count() > start + SHOWN_CHARS {
        cut.push('…');
    }
    cut
}
