//! Carries out a query: every hit is a recording and a moment, and shows why it was found.
//!
//! Conditions that few recordings fulfil become sets of recordings at once, through the indexes. Those that many fulfil
//! are asked of one recording after the other, newest first, until there are enough hits.

mod hits;
mod leaf;
mod needle;
mod plan;

use crate::query::{Condition, Expr, Value};
use crate::recordings::Key;
use crate::{HitKind, Library, LibraryError};
use events::{RecordingId, Timestamp, WallClock};
pub(crate) use plan::Plan;
use std::collections::HashSet;

/// Stand around the matched words in `SearchHit::text`: control characters, which no recorded line contains as text.
pub const MATCH_START: char = '\u{2}';
pub const MATCH_END: char = '\u{3}';

/// Of one recording so many moments are told; the rest is counted.
pub const HITS_PER_RECORDING: usize = 5;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SearchHit {
    pub recording: RecordingId,
    pub file_name: String,
    pub href: String,
    /// When the recording began.
    pub start: WallClock,
    pub time: Timestamp,
    pub kind: HitKind,
    /// The line that matched, with marks around what matched in it.
    pub text: String,
    /// Of a request, where it was recorded.
    pub status: Option<u16>,
    /// Moments of the same recording that match as well and are not listed; told by its last hit.
    pub more: u32,
}

impl Library {
    /// Recordings that fulfil the query, newest first; of each the moments that made it one, gravest first. A pasted
    /// message matches although its numbers differ, where nothing matches with them.
    pub fn search(&self, query: &Expr, limit: usize) -> Result<Vec<SearchHit>, LibraryError> {
        let exact = self.matching(query, limit)?;
        if !exact.is_empty() {
            return Ok(exact);
        }
        match without_numbers(query) {
            Some(looser) => self.matching(&looser, limit),
            None => Ok(exact),
        }
    }

    fn matching(&self, query: &Expr, limit: usize) -> Result<Vec<SearchHit>, LibraryError> {
        let mut plan = Plan::new(&self.connection, query)?;
        let mut hits = Vec::new();
        let mut asked = 0;
        let order = self.newest_first()?;
        let mut candidates = plan.candidates();
        for key in order {
            if hits.len() >= limit {
                break;
            }
            if !candidates.contains(key) {
                continue;
            }
            if plan.asks() {
                asked += 1;
                if asked > plan::MOST_ASKED {
                    plan.settle(&self.connection)?;
                    candidates = plan.candidates();
                }
            }
            if plan.holds(&self.connection, key)? {
                self.add_hits(&plan, key, limit, &mut hits)?;
            }
        }
        hits.truncate(limit);
        Ok(hits)
    }

    /// Of these recordings those that fulfil the query, as `search` understands it, and the plan that says why.
    pub(crate) fn fulfilling(
        &self,
        query: &Expr,
        keys: &[Key],
    ) -> Result<(HashSet<Key>, Plan), LibraryError> {
        let exact = self.fulfilling_exactly(query, keys)?;
        match without_numbers(query) {
            Some(looser) if exact.0.is_empty() => self.fulfilling_exactly(&looser, keys),
            _ => Ok(exact),
        }
    }

    fn fulfilling_exactly(&self, query: &Expr, keys: &[Key]) -> Result<(HashSet<Key>, Plan), LibraryError> {
        let mut plan = Plan::new(&self.connection, query)?;
        let candidates = plan.candidates();
        if plan.asks() && keys.iter().filter(|key| candidates.contains(**key)).count() > plan::MOST_ASKED {
            plan.settle(&self.connection)?;
        }
        let candidates = plan.candidates();
        let mut found = HashSet::new();
        for &key in keys {
            if candidates.contains(key) && plan.holds(&self.connection, key)? {
                found.insert(key);
            }
        }
        Ok((found, plan))
    }

    fn newest_first(&self) -> Result<Vec<Key>, LibraryError> {
        let sql = "SELECT key FROM recording ORDER BY start_wall DESC, key";
        let mut statement = self.connection.prepare_cached(sql)?;
        let keys = statement.query_map([], |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }
}

/// The query without words that hold digits, where some text has others as well.
fn without_numbers(query: &Expr) -> Option<Expr> {
    fn change(expr: &Expr, changed: &mut bool) -> Expr {
        match expr {
            Expr::All(parts) => Expr::All(parts.iter().map(|part| change(part, changed)).collect()),
            Expr::Any(parts) => Expr::Any(parts.iter().map(|part| change(part, changed)).collect()),
            // What is left out stays what it was.
            Expr::Not(_) => expr.clone(),
            Expr::Is(Condition { term, value: Value::Text(words), span }) => {
                let apart = words.iter().flat_map(|word| word.split_whitespace());
                let plain: Vec<String> = apart
                    .filter(|word| !word.contains(|c: char| c.is_ascii_digit()))
                    .map(str::to_owned)
                    .collect();
                let count = words.iter().flat_map(|word| word.split_whitespace()).count();
                if plain.is_empty() || plain.len() == count {
                    return expr.clone();
                }
                *changed = true;
                Expr::Is(Condition { term: *term, value: Value::Text(plain), span: span.clone() })
            }
            Expr::Is(_) => expr.clone(),
        }
    }
    let mut changed = false;
    let looser = change(query, &mut changed);
    changed.then_some(looser)
}
