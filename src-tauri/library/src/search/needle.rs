//! Words that must all stand in one text, and which texts they stand in.

use crate::LibraryError;
use crate::search::{MATCH_END, MATCH_START};
use crate::texts::{TextKind, is_unspaced, pairs};
use rusqlite::{Connection, params};

/// So many trigrams find as few texts as all of them would.
const MOST_TRIGRAMS: usize = 16;

#[derive(Clone, Debug)]
pub struct Needle {
    /// In lower case.
    words: Vec<String>,
    kinds: Vec<TextKind>,
}

impl Needle {
    pub fn new(words: &[String], kinds: Vec<TextKind>) -> Needle {
        Needle { words: words.iter().map(|word| word.to_lowercase()).collect(), kinds }
    }

    /// Whether all words stand in it.
    pub fn is_in(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        self.words.iter().all(|word| lower.contains(word.as_str()))
    }

    /// Ids of the texts it is in; None where there are more candidates than `most`.
    pub fn texts(&self, connection: &Connection, most: usize) -> Result<Option<Vec<i64>>, LibraryError> {
        let mut found = Vec::new();
        let mut looked_at = 0;
        for &kind in &self.kinds {
            let (sql, query) = self.lookup();
            let (first, last) = kind.ids().into_inner();
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query(params![query, first, last])?;
            while let Some(row) = rows.next()? {
                looked_at += 1;
                if looked_at > most {
                    return Ok(None);
                }
                if self.is_in(row.get_ref(1)?.as_str().unwrap_or_default()) {
                    found.push(row.get(0)?);
                }
            }
        }
        Ok(Some(found))
    }

    /// How candidates are looked up: by trigrams, by pairs, or one after the other.
    fn lookup(&self) -> (&'static str, String) {
        let trigrams: Vec<String> = self.words.iter().flat_map(|word| trigrams(word)).collect();
        if !trigrams.is_empty() {
            let step = trigrams.len().div_ceil(MOST_TRIGRAMS);
            let sql = "SELECT t.id, t.text FROM text_trigram f JOIN text t ON t.id = f.rowid
                       WHERE text_trigram MATCH ? AND f.rowid BETWEEN ? AND ?";
            return (sql, all_of(trigrams.iter().step_by(step)));
        }
        let found: Vec<String> = self.words.iter().filter_map(|word| longest_pair(word)).collect();
        if !found.is_empty() {
            let sql = "SELECT t.id, t.text FROM text_pair f JOIN text t ON t.id = f.rowid
                       WHERE text_pair MATCH ? AND f.rowid BETWEEN ? AND ?";
            return (sql, all_of(found.iter()));
        }
        ("SELECT id, text FROM text WHERE ?1 = '' AND id BETWEEN ?2 AND ?3", String::new())
    }

    /// The line of the text that holds the most of it, with marks around what matched.
    pub fn marked(&self, text: &str) -> String {
        let count = |line: &&str| {
            let lower = line.to_lowercase();
            self.words.iter().filter(|word| lower.contains(word.as_str())).count()
        };
        let best = text
            .lines()
            .map(|line| (count(&line), line))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let (_, line) = best.unwrap_or_default();
        let line = around_first(line, &self.words);
        mark(&line, &self.words)
    }
}

fn all_of<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect::<Vec<_>>().join(" AND ")
}

fn trigrams(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    chars.windows(3).map(|three| three.iter().collect()).collect()
}

/// A word of one or two characters of a script without blanks.
fn longest_pair(word: &str) -> Option<String> {
    if !word.chars().any(is_unspaced) {
        return None;
    }
    pairs(word)
        .split(' ')
        .filter(|pair| !pair.is_empty())
        .max_by_key(|pair| pair.chars().count())
        .map(str::to_owned)
}

/// More of a line is not shown.
const SHOWN: usize = 300;
const BEFORE: usize = 60;

/// A long line from a little before the first match.
fn around_first(line: &str, words: &[String]) -> String {
    if line.len() <= SHOWN {
        return line.to_owned();
    }
    let lower = line.to_lowercase();
    // Lower case may be longer than what it came from: the place is then a little off, which does no harm.
    let first = words.iter().filter_map(|word| lower.find(word.as_str())).min().unwrap_or(0);
    let start = line.floor_char_boundary(first.saturating_sub(BEFORE));
    let end = line.floor_char_boundary(start + SHOWN);
    let before = if start > 0 { "…" } else { "" };
    let after = if end < line.len() { "…" } else { "" };
    format!("{before}{}{after}", line.get(start..end).unwrap_or(""))
}

/// Marks every place at which a word stands; places that meet are one.
fn mark(line: &str, words: &[String]) -> String {
    let folded: Vec<(usize, char)> =
        line.char_indices().flat_map(|(place, c)| c.to_lowercase().map(move |low| (place, low))).collect();
    let mut covered = vec![false; line.len() + 1];
    for word in words.iter().filter(|word| !word.is_empty()) {
        let word: Vec<char> = word.chars().collect();
        for (at, window) in folded.windows(word.len()).enumerate() {
            if window.iter().map(|(_, c)| *c).eq(word.iter().copied()) {
                let start = window.first().map_or(0, |(place, _)| *place);
                let end = folded.get(at + word.len()).map_or(line.len(), |(place, _)| *place);
                covered.get_mut(start..end).into_iter().flatten().for_each(|byte| *byte = true);
            }
        }
    }
    let mut marked = String::with_capacity(line.len() + 8);
    let mut is_inside = false;
    for (place, c) in line.char_indices() {
        let is_covered = covered.get(place).copied().unwrap_or(false);
        if is_covered != is_inside {
            marked.push(if is_covered { MATCH_START } else { MATCH_END });
            is_inside = is_covered;
        }
        marked.push(c);
    }
    if is_inside {
        marked.push(MATCH_END);
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, words: &[&str]) -> String {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let marked = Needle::new(&words, Vec::new()).marked(text);
        marked.replace(MATCH_START, "[").replace(MATCH_END, "]")
    }

    #[test]
    fn what_matched_is_marked_in_the_line_that_holds_the_most() {
        assert_eq!(marked("TypeError: x\n  at Checkout (app.js)", &["checkout"]), "  at [Checkout] (app.js)");
        assert_eq!(marked("aaa ÄÖ", &["aa", "äö"]), "[aaa] [ÄÖ]");
        assert_eq!(marked("İx", &["x"]), "İ[x]");
        assert_eq!(marked("nothing", &[]), "nothing");
        let long = format!("{} needle {}", "a".repeat(500), "b".repeat(500));
        let shown = marked(&long, &["needle"]);
        assert!(shown.contains("[needle]") && shown.chars().count() < 310, "{shown}");
    }
}
