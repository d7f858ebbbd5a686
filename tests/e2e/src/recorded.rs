//! What a session holds, for choosing moments and for giving it to rrweb's player.

use engine::{ListedEvent, Session};
use events::Timestamp;

/// At which something was recorded, in order, each once.
pub fn event_times(session: &Session) -> Vec<Timestamp> {
    let mut times = Vec::new();
    let each = &mut |event: &ListedEvent<'_>| {
        times.push(event.time);
        true
    };
    session.each_event(each).unwrap();
    times.dedup();
    times
}

/// The events' JSON.
pub fn event_texts(session: &Session) -> Vec<String> {
    let mut texts = Vec::new();
    let each = &mut |event: &ListedEvent<'_>| {
        texts.push(String::from_utf8_lossy(event.raw).into_owned());
        true
    };
    session.each_event(each).unwrap();
    texts
}
