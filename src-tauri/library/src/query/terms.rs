//! The terms there are. A later feature adds its own here and says in `crate::search` what it looks at.

/// What stands before the colon.
pub type TermName = &'static str;

/// What stands behind the colon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// A word or a phrase, found anywhere in what the term looks at.
    Text,
    /// `404`, `>=500`, `400..499`, `4xx`.
    Number,
    /// `>5m`, `30s..2m`, `1h30m`.
    Duration,
    /// `2026-11-23`, `2026-11..`, `today`, `7d` (the last seven days).
    Date,
    /// One of these words.
    OneOf(&'static [&'static str]),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    pub name: TermName,
    pub takes: Takes,
    /// For completion and help: what it finds, and an example.
    pub finds: &'static str,
    pub example: &'static str,
}

const fn term(name: TermName, takes: Takes, finds: &'static str, example: &'static str) -> Term {
    Term { name, takes, finds, example }
}

/// What a recording can be asked to have.
pub const HAS: &[&str] = &[
    "error",
    "console",
    "failed",
    "note",
    "tag",
    "masked",
    "friction",
    "rage",
    "dead",
    "slow",
    "error-click",
    "thrash",
    "quick-back",
    "dead-end",
    "abandoned",
    "scroll",
];

pub const TERMS: &[Term] = &[
    term("error", Takes::Text, "errors by message, type or stack", "error:\"is not a function\""),
    term("console", Takes::Text, "console lines", "console:retry"),
    term("url", Takes::Text, "pages and requests by address", "url:/checkout"),
    term("status", Takes::Number, "answers to requests; 0 is none at all", "status:>=500"),
    term("click", Takes::Text, "clicks by the name of what was clicked", "click:\"Pay now\""),
    term("user", Takes::Text, "the person", "user:ada@example.com"),
    term("browser", Takes::Text, "the browser", "browser:firefox"),
    term("os", Takes::Text, "the operating system", "os:windows"),
    term("duration", Takes::Duration, "how long it is", "duration:>5m"),
    term("date", Takes::Date, "when it was recorded", "date:2026-11.."),
    term("tag", Takes::Text, "your own tags", "tag:checkout"),
    term("file", Takes::Text, "the file it came from", "file:export"),
    term("has", Takes::OneOf(HAS), "what it holds", "has:error"),
];

/// The inverse of `Term::name`.
pub fn find<'a>(terms: &'a [Term], name: &str) -> Option<&'a Term> {
    terms.iter().find(|term| term.name == name)
}
