//! What no recorded error is like, looked for in everything else: the address of a request, a console line.

use crate::find::{Finding, Why};
use crate::{Engine, EngineError};
use library::query::{Condition, Expr, Value};
use library::{MATCH_END, MATCH_START};
use std::collections::HashMap;

impl Engine {
    /// Moments in which these words stand, best first: all of them, or else the path of an address among them.
    pub(crate) fn find_words(&self, text: &str, limit: usize) -> Result<Vec<Finding>, EngineError> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let paths = words.iter().filter_map(|word| path_of(word)).map(|path| vec![path.to_owned()]);
        for words in std::iter::once(words.clone()).chain(paths) {
            let condition = Condition { term: None, value: Value::Text(words), span: 0..0 };
            let hits = self.readers.ask(|library| library.search(&Expr::Is(condition.clone()), limit))?;
            if hits.is_empty() {
                continue;
            }
            let mut ranks: HashMap<_, usize> = HashMap::new();
            let mut found: Vec<(usize, Finding)> = Vec::new();
            for hit in hits {
                let rank = ranks.entry(hit.recording).or_default();
                *rank += 1;
                let text = hit.text.replace([MATCH_START, MATCH_END], "");
                let finding = Finding {
                    recording: hit.recording,
                    file_name: hit.file_name,
                    href: hit.href,
                    start: hit.start,
                    time: hit.time,
                    text: hit.status.map_or(text.clone(), |status| format!("{text} {status}")),
                    why: vec![Why::SameWords],
                };
                found.push((*rank, finding));
            }
            // The best moment of each recording stands before the second best of any.
            found.sort_by_key(|(rank, _)| *rank);
            return Ok(found.into_iter().map(|(_, finding)| finding).collect());
        }
        Ok(Vec::new())
    }
}

/// Of an address; hosts differ between those who serve a page.
fn path_of(word: &str) -> Option<&str> {
    let (_, rest) = word.split_once("://")?;
    let path = rest.find('/').and_then(|at| rest.get(at..))?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    (path.len() > 1).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_an_address_is_known_on_every_host() {
        assert_eq!(path_of("https://a.example/api/save?x=1#y"), Some("/api/save"));
        assert_eq!(path_of("https://a.example/"), None);
        assert_eq!(path_of("/api/save"), None);
    }
}
