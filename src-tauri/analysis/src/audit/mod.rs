//! What a recording holds that looks private: one pass over everything that was ever in it, also for an instant.
//!
//! Findings never hold the value itself, only an excerpt with its middle hidden.

mod checks;
mod detect;
mod fields;
mod gather;
mod labels;

pub use detect::{Hit, detect};
pub use fields::is_secret_field;
pub use gather::Auditor;

use events::{TabId, Timestamp};

/// What something private is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PrivateKind {
    Password,
    OneTimeCode,
    Card,
    Iban,
    NationalId,
    Token,
    Email,
    Phone,
    Name,
    Address,
    Position,
}

impl PrivateKind {
    /// All, the gravest first.
    pub const ALL: [PrivateKind; 11] = [
        PrivateKind::Password,
        PrivateKind::OneTimeCode,
        PrivateKind::Card,
        PrivateKind::Iban,
        PrivateKind::NationalId,
        PrivateKind::Token,
        PrivateKind::Email,
        PrivateKind::Phone,
        PrivateKind::Name,
        PrivateKind::Address,
        PrivateKind::Position,
    ];

    /// A stable name for machines: kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            PrivateKind::Password => "password",
            PrivateKind::OneTimeCode => "one-time-code",
            PrivateKind::Card => "card",
            PrivateKind::Iban => "iban",
            PrivateKind::NationalId => "national-id",
            PrivateKind::Token => "token",
            PrivateKind::Email => "email",
            PrivateKind::Phone => "phone",
            PrivateKind::Name => "name",
            PrivateKind::Address => "address",
            PrivateKind::Position => "position",
        }
    }

    pub fn named(name: &str) -> Option<PrivateKind> {
        PrivateKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Confidence {
    Medium,
    High,
}

impl Confidence {
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }
}

/// One value, wherever it stood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrivateFinding {
    pub kind: PrivateKind,
    pub confidence: Confidence,
    /// With its middle hidden.
    pub excerpt: String,
    /// Where it stood first, for people: `typed into “Email”`, `attribute href of <a>`, `request`.
    pub place: String,
    pub tab: TabId,
    /// The recorder's id of the element it stood in first.
    pub node: Option<u64>,
    pub first: Timestamp,
    pub last: Timestamp,
    /// How often it was met.
    pub count: u64,
}

/// A value with its middle hidden, so that its owner knows it again and nobody else learns it.
pub(crate) fn excerpt(kind: PrivateKind, value: &str) -> String {
    let characters: Vec<char> = value.trim().chars().collect();
    let shown = match kind {
        PrivateKind::Password | PrivateKind::OneTimeCode => 0,
        _ if characters.len() < 6 => 1,
        PrivateKind::Token | PrivateKind::Email | PrivateKind::Address => 3,
        _ => 2,
    };
    let hidden = characters.len().saturating_sub(2 * shown).clamp(1, 12);
    let first: String = characters.iter().take(shown).collect();
    let last: String = characters.iter().skip(characters.len().saturating_sub(shown).max(shown)).collect();
    format!("{first}{}{last}", "•".repeat(hidden))
}

#[cfg(test)]
mod tests;
