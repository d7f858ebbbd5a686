//! The search language: one small language for the window and the terminal.
//!
//! ```text
//! query    = any
//! any      = all ("OR" all)*
//! all      = part+                      side by side: all of them
//! part     = "-"? ( "(" any ")" | term | text )
//! term     = NAME ":" value             error:  url:  status:>=500  duration:>5m  …
//! text     = WORD | "\"" PHRASE "\""
//! ```
//!
//! Bare words that stand side by side are one text: a pasted message needs no quotes, and its parentheses do no harm.
//! Parsing knows no database: which terms there are is given to it, so that a new one needs no change here.

mod complete;
mod dates;
mod lexer;
mod parser;
mod terms;
mod values;

pub use complete::{Completion, complete};
pub use dates::Today;
pub use parser::parse;
pub use terms::{TERMS, Takes, Term, TermName};
pub use values::{Bounds, Value};

use std::ops::Range;

/// What a recording must fulfil. The empty query is `All(vec![])`: every recording does.
#[derive(Clone, PartialEq, Debug)]
pub enum Expr {
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Is(Condition),
}

#[derive(Clone, PartialEq, Debug)]
pub struct Condition {
    /// None: words anywhere.
    pub term: Option<TermName>,
    pub value: Value,
    /// Where it stands in the query, in bytes.
    pub span: Range<usize>,
}

/// Why a text is no query, and where.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{happened} (column {})", self.column)]
pub struct QueryError {
    /// The character it is about, counted from 1.
    pub column: usize,
    /// How many characters it is about, at least 1.
    pub length: usize,
    /// One sentence without a final period.
    pub happened: String,
    pub advice: String,
}

impl QueryError {
    fn new(text: &str, span: Range<usize>, happened: String, advice: &str) -> QueryError {
        let count = |range: Range<usize>| text.get(range).map_or(0, |part| part.chars().count());
        QueryError {
            column: count(0..span.start) + 1,
            length: count(span).max(1),
            happened,
            advice: advice.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
