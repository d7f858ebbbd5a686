//! What a page answers when it is asked: which elements a selector finds, in a document and over time.
//! It depends on `events` and `dom`.
//! It must never know where documents come from, nor how answers are shown.

#![deny(clippy::disallowed_methods)]

mod selector;

pub use selector::{Selector, SelectorProblem};
