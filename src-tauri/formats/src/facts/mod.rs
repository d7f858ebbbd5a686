//! What containers and events say about the session: whose it was, in which browser, and how others call it.

mod user_agent;

use events::{EventKind, SessionFacts};
use serde_json::Value;
use user_agent::{browser_of, os_of};

/// Longer values are no names.
pub(crate) const MAX_VALUE_BYTES: usize = 512;
/// Levels of a value that are looked into.
const MAX_LEVELS: usize = 8;

/// Collects facts; what is told first counts, and the container before the events.
#[derive(Clone, Debug, Default)]
pub struct FactFinder {
    facts: SessionFacts,
    /// How good the person's name is that is known.
    person: Option<Rank>,
    browser: Version,
    os: Version,
    user_agent: String,
}

#[derive(Clone, Debug, Default)]
struct Version {
    name: String,
    version: String,
}

/// What a person is called by, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Rank {
    Email,
    Name,
    Id,
}

#[derive(Clone, Copy)]
enum Fact {
    Name(&'static str),
    /// The id of a container.
    OwnId,
    Person(Rank),
    PersonId,
    Browser,
    BrowserVersion,
    Os,
    OsVersion,
    UserAgent,
}

impl FactFinder {
    /// Whether such a member says anything.
    pub(crate) fn is_about(parent: &str, name: &str) -> bool {
        meaning(parent, name).is_some()
    }

    /// A member of a container; `parent` is the member around it.
    pub(crate) fn member(&mut self, parent: &str, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() || value == "null" || value.len() > MAX_VALUE_BYTES {
            return;
        }
        match meaning(parent, name) {
            Some(Fact::Name(kind)) => self.facts.add_name(kind, value),
            Some(Fact::OwnId) if is_id(value) => self.facts.add_name("session", value),
            Some(Fact::Person(rank)) => self.person(rank, value),
            Some(Fact::PersonId) => {
                self.facts.add_name("person", value);
                self.person(Rank::Id, value);
            }
            Some(Fact::Browser) => set(&mut self.browser.name, value),
            Some(Fact::BrowserVersion) => set(&mut self.browser.version, value),
            Some(Fact::Os) => set(&mut self.os.name, value),
            Some(Fact::OsVersion) => set(&mut self.os.version, value),
            Some(Fact::UserAgent) => set(&mut self.user_agent, value),
            Some(Fact::OwnId) | None => {}
        }
    }

    /// Everything in a member of a container.
    pub(crate) fn value(&mut self, parent: &str, name: &str, value: &Value) {
        self.walk(parent, name, value, MAX_LEVELS);
    }

    /// Objects that stand on lines of their own.
    pub(crate) fn lines(&mut self, text: &[u8]) {
        for line in text.split(|&byte| byte == b'\n').filter(|line| line.starts_with(b"{")) {
            if let Ok(value) = serde_json::from_slice(line) {
                self.value("", "", &value);
            }
        }
    }

    fn walk(&mut self, parent: &str, name: &str, value: &Value, levels: usize) {
        match value {
            Value::String(text) => self.member(parent, name, text),
            Value::Number(number) => self.member(parent, name, &number.to_string()),
            Value::Array(items) if levels > 0 => {
                items.iter().for_each(|item| self.walk(parent, name, item, levels - 1));
            }
            Value::Object(members) if levels > 0 => {
                members.iter().for_each(|(member, value)| self.walk(name, member, value, levels - 1));
            }
            _ => {}
        }
    }

    /// A source event that was decoded to this: of messages and requests some name the session or the browser.
    pub fn event(&mut self, raw: &[u8], kind: &EventKind) {
        let needles: &[&str] = match kind {
            EventKind::Custom { .. } => {
                &["ser_agent\"", "serAgent\"", "ession_id\"", "essionId\"", "event_id\"", "istinct_id\""]
            }
            EventKind::Exception(_) => &["event_id\"", "eventId\""],
            EventKind::Network(_) if self.user_agent.is_empty() => &["ser-Agent\"", "ser-agent\""],
            _ => return,
        };
        if needles.iter().any(|needle| memchr::memmem::find(raw, needle.as_bytes()).is_some())
            && let Ok(event) = serde_json::from_slice::<Value>(raw)
        {
            event.get("data").into_iter().for_each(|data| self.walk("", "", data, MAX_LEVELS));
        }
    }

    /// What the archive is called may be an id: a UUID, or 32 hexadecimal digits.
    pub fn file_name(&mut self, file_name: &str) {
        let is_part = |c: char| c.is_ascii_hexdigit() || c == '-';
        for word in file_name.split(|c| !is_part(c)).map(|word| word.trim_matches('-')) {
            if is_uuid(word) || (word.len() == 32 && !word.contains('-')) {
                self.facts.add_name("file", word);
            }
        }
    }

    pub fn facts(&self) -> SessionFacts {
        let said = |version: &Version| format!("{} {}", version.name, version.version).trim().to_owned();
        let mut facts = self.facts.clone();
        let or = |said: String, guessed: Option<String>| if said.is_empty() { guessed } else { Some(said) };
        let told = |version: &Version| if version.name.is_empty() { String::new() } else { said(version) };
        facts.browser = or(told(&self.browser), browser_of(&self.user_agent)).unwrap_or_default().into();
        facts.os = or(told(&self.os), os_of(&self.user_agent)).unwrap_or_default().into();
        facts
    }

    /// With what another one found, where this one found nothing.
    pub fn merge(&mut self, other: FactFinder) {
        other.facts.names.iter().for_each(|(kind, name)| self.facts.add_name(kind, name));
        if let (None, Some(rank)) = (self.person, other.person) {
            self.person(rank, &other.facts.person);
        }
        set(&mut self.user_agent, &other.user_agent);
        for (own, other) in [(&mut self.browser, other.browser), (&mut self.os, other.os)] {
            if own.name.is_empty() {
                *own = other;
            }
        }
    }

    fn person(&mut self, rank: Rank, value: &str) {
        if self.person.is_none_or(|known| rank < known) {
            self.person = Some(rank);
            self.facts.person = value.into();
        }
    }
}

fn set(to: &mut String, value: &str) {
    if to.is_empty() {
        value.clone_into(to);
    }
}

fn meaning(parent: &str, name: &str) -> Option<Fact> {
    let about_person = matches!(parent, "person" | "user" | "properties" | "person_properties" | "$set");
    Some(match (name, parent) {
        ("session_id" | "sessionId" | "$session_id" | "session_secure_id" | "sessionID", _) => {
            Fact::Name("session")
        }
        ("replay_id" | "replayId", _) => Fact::Name("replay"),
        ("event_id" | "eventId" | "error_ids", _) => Fact::Name("event"),
        ("distinct_id" | "distinct_ids" | "user_id" | "userId" | "anonymous_id" | "anonymousId", _) => {
            Fact::PersonId
        }
        ("id", "user") => Fact::PersonId,
        ("id", "" | "data") => Fact::OwnId,
        ("email" | "$email", _) if about_person => Fact::Person(Rank::Email),
        ("name" | "username" | "display_name", "person" | "user") => Fact::Person(Rank::Name),
        ("$browser", _) | ("name", "browser") => Fact::Browser,
        ("$browser_version", _) | ("version", "browser") => Fact::BrowserVersion,
        ("$os", _) | ("name", "os" | "client_os") => Fact::Os,
        ("$os_version", _) | ("version", "os" | "client_os") => Fact::OsVersion,
        ("user_agent" | "userAgent" | "$user_agent" | "$raw_user_agent" | "user-agent" | "User-Agent", _) => {
            Fact::UserAgent
        }
        _ => return None,
    })
}

/// Not a running number, and not a sentence.
fn is_id(value: &str) -> bool {
    value.len() >= 8 && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn is_uuid(word: &str) -> bool {
    let lengths = word.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && word.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

#[cfg(test)]
mod tests;
