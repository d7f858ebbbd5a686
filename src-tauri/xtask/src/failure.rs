//! What a task says when it cannot go on: one text for the person at the terminal, who wants to
//! know what happened and what to do next. Tasks have no callers that could react to a kind of
//! failure, so there is only one kind. It knows nothing of any task.

use std::fmt;
use std::path::Path;

pub type Result<T = ()> = std::result::Result<T, Failure>;

#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(text: impl Into<String>) -> Self {
        Failure(text.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Adds to an I/O error what was tried on which path; on its own it says neither.
pub trait AtPath<T> {
    fn at(self, tried: &str, path: &Path) -> Result<T>;
}

impl<T> AtPath<T> for std::io::Result<T> {
    fn at(self, tried: &str, path: &Path) -> Result<T> {
        self.map_err(|error| Failure::new(format!("Could not {tried}: {error}\n{}", path.display())))
    }
}
