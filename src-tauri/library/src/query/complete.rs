//! What could stand next.

use super::terms::{Takes, Term, find};
use std::ops::Range;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    /// The part of the query that it takes the place of, in bytes.
    pub replaces: Range<usize>,
    pub text: String,
    /// What it finds.
    pub finds: String,
}

/// Terms and words that continue what stands before `cursor` (in bytes). Empty inside quotes and behind text that
/// continues to nothing. `known` gives the values that a text term has in the library.
pub fn complete(
    text: &str,
    cursor: usize,
    terms: &[Term],
    known: &dyn Fn(&str, &str) -> Vec<String>,
) -> Vec<Completion> {
    let Some(before) = text.get(..cursor) else { return Vec::new() };
    if before.matches('"').count() % 2 == 1 {
        return Vec::new();
    }
    let start = before.rfind([' ', '(', '\t']).map_or(0, |place| place + 1);
    let word = before.get(start..).unwrap_or("");
    let start = start + (word.len() - word.trim_start_matches('-').len());
    let word = word.trim_start_matches('-');
    match word.split_once(':') {
        Some((name, value)) => find(terms, name)
            .map(|term| values_of(term, value, start + name.len() + 1..cursor, known))
            .unwrap_or_default(),
        None => terms
            .iter()
            .filter(|term| term.name.starts_with(word))
            .map(|term| Completion {
                replaces: start..cursor,
                text: format!("{}:", term.name),
                finds: format!("{} · {}", term.finds, term.example),
            })
            .collect(),
    }
}

fn values_of(
    term: &Term,
    begun: &str,
    replaces: Range<usize>,
    known: &dyn Fn(&str, &str) -> Vec<String>,
) -> Vec<Completion> {
    let one = |text: String| Completion { replaces: replaces.clone(), text, finds: term.finds.to_owned() };
    match term.takes {
        Takes::OneOf(words) => {
            let words = words.iter().filter(|word| word.starts_with(begun));
            words.map(|word| one((*word).to_owned())).collect()
        }
        Takes::Text => {
            let quote =
                |value: String| if value.contains([' ', '(', ')']) { format!("\"{value}\"") } else { value };
            known(term.name, begun).into_iter().map(|value| one(quote(value))).collect()
        }
        Takes::Number | Takes::Duration | Takes::Date => Vec::new(),
    }
}
