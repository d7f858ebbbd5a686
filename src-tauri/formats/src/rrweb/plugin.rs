//! Plugin events (type 6): console and network records, and whatever else a plugin wrote.

use super::issues::Issues;
use super::lenient::Scalar;
use super::wire::read_object;
use super::{console, request};
use events::{EventKind, Text, WallClock};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize, Default)]
#[serde(default)]
struct WirePlugin<'a> {
    plugin: Scalar,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
}

pub(super) fn read(data: &str, wall: WallClock, issues: &mut Issues) -> serde_json::Result<EventKind> {
    let WirePlugin { plugin, payload } = read_object(data)?;
    let name = plugin.into_text();
    let kind = name.split('@').next().unwrap_or_default();
    match kind {
        "rrweb/console" => console::read_payload(payload),
        "rrweb/network" => request::read_payload(payload, wall, issues),
        _ => Ok(EventKind::Plugin { name, payload: json(payload) }),
    }
}

/// JSON text as it stands; null where there is none.
pub(super) fn json(value: Option<&RawValue>) -> Text {
    Text::new(value.map_or("null", RawValue::get))
}
