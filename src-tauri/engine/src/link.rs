//! Links to a moment of a session, as tickets hold them: `playhead://session/ID?t=83.4`.

use crate::{Engine, EngineError, MomentText};
use events::{RecordingId, Timestamp};
use library::Recording;

const BEGINNING: &str = "playhead://session/";

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionLink {
    /// A recording's id, or any name it is known by.
    pub name: String,
    pub at: Option<Timestamp>,
}

impl SessionLink {
    /// Whether a text is such a link, however wrong.
    pub fn is_link(text: &str) -> bool {
        text.starts_with("playhead:")
    }

    pub fn parse(text: &str) -> Result<SessionLink, EngineError> {
        let wrong = || {
            EngineError::usage(
                "This link names no session",
                "A link is playhead://session/ID?t=83.4, with a session's id and a moment in seconds or as 1:23.4",
            )
        };
        let rest = text.trim().strip_prefix(BEGINNING).ok_or_else(wrong)?;
        let rest = rest.split('#').next().unwrap_or(rest);
        let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
        let name = decoded(name.trim_end_matches('/')).filter(|name| !name.is_empty()).ok_or_else(wrong)?;
        let at = query.split('&').find_map(|part| part.strip_prefix("t="));
        let at = at.map(|at| decoded(at).and_then(|at| moment(&at)).ok_or_else(wrong)).transpose()?;
        Ok(SessionLink { name, at })
    }
}

/// Seconds, or a clock.
fn moment(text: &str) -> Option<Timestamp> {
    if text.contains(':') {
        return match MomentText::parse(text).ok()? {
            MomentText::Offset(at) => Some(at),
            MomentText::Wall(_) => None,
        };
    }
    let seconds: f64 = text.parse().ok()?;
    (seconds.is_finite() && seconds >= 0.0).then(|| Timestamp::from_millis(seconds * 1000.0))
}

/// With `%3A` and its like as what they stand for.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                bytes.push(u8::try_from(digit(high)? * 16 + digit(low)?).ok()?);
                rest = after;
            }
            (b'%', _) => return None,
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok()
}

impl Engine {
    /// The recording that a link means; the newest where several go by its name.
    pub fn linked(&self, link: &SessionLink) -> Result<Recording, EngineError> {
        let known = RecordingId::parse(&link.name);
        let found = self.readers.look(|library| {
            let by_id = known.map(|id| library.get(id)).transpose()?.flatten();
            match by_id {
                Some(row) => Ok(Some(row)),
                None => library.called(&link.name)?.first().map_or(Ok(None), |id| library.get(*id)),
            }
        })?;
        found.ok_or_else(|| {
            EngineError::not_now(
                format!("No recording of the library is called “{}”", link.name),
                "Import the recording of that session, then open the link again",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_a_session_and_a_moment() {
        for (text, name, millis) in [
            ("playhead://session/0199-abc?t=83.4", "0199-abc", Some(83_400.0)),
            ("playhead://session/0199-abc?t=1:23.4", "0199-abc", Some(83_400.0)),
            ("playhead://session/a%2Fb%C3%A4/?x=1&t=1%3A00#top", "a/bä", Some(60_000.0)),
            ("playhead://session/0199-abc", "0199-abc", None),
        ] {
            let link = SessionLink { name: name.to_owned(), at: millis.map(Timestamp::from_millis) };
            assert_eq!(SessionLink::parse(text), Ok(link), "{text}");
        }
    }

    #[test]
    fn what_is_no_link_is_said() {
        for text in [
            "playhead://session/",
            "playhead://other/1",
            "playhead:1",
            "playhead://session/a%2",
            "playhead://session/a?t=soon",
            "playhead://session/a?t=-1",
        ] {
            assert!(SessionLink::is_link(text));
            assert!(SessionLink::parse(text).unwrap_err().advice.contains("seconds"), "{text}");
        }
    }
}
