//! Events in the wire form of rrweb's recorder: what a browser would have sent.

mod changes;
mod nodes;

use events::{
    CanvasContext, CanvasMutation, Event, EventKind, Font, Interaction, InteractionKind, MediaAction,
    MediaState, PointerKind, PointerSample, SelectionRange,
};
use serde_json::{Map, Value, json};

/// When recordings made from the text language begin, in milliseconds since the Unix epoch.
pub const EPOCH_MS: f64 = 1_700_000_000_000.0;

/// A recording as one JSON array, the times of its events counted from `EPOCH_MS`. Tabs are named where there are several.
pub fn array(events: &[Event]) -> String {
    let several = events.iter().any(|event| event.tab != events[0].tab);
    let text = |event: &Event| {
        let tab = several.then(|| format!("tab-{}", event.tab.0));
        record(&event.kind, EPOCH_MS + event.time.as_millis(), tab.as_deref())
    };
    format!("[{}]", events.iter().map(text).collect::<Vec<_>>().join(",\n"))
}

/// One event as JSON text on one line.
pub fn record(kind: &EventKind, wall_ms: f64, tab: Option<&str>) -> String {
    let (number, data) = body(kind);
    envelope(number, data, wall_ms, tab)
}

/// A batch of pointer samples, sent at `wall_ms`. All are of one kind, each with the time it was taken.
pub fn pointer_batch(samples: &[(f64, PointerSample)], wall_ms: f64, tab: Option<&str>) -> String {
    let position = |(taken_ms, sample): &(f64, PointerSample)| {
        json!({
            "x": number(sample.x), "y": number(sample.y),
            "id": sample.target.map_or(json!(-1), |id| json!(id.0)),
            "timeOffset": number(taken_ms - wall_ms),
        })
    };
    let positions: Vec<Value> = samples.iter().map(position).collect();
    let source = match samples.first().map(|(_, sample)| sample.kind) {
        Some(PointerKind::Touch) => 6,
        Some(PointerKind::Drag) => 12,
        _ => 1,
    };
    envelope(3, json!({"source": source, "positions": positions}), wall_ms, tab)
}

/// Any event, also of kinds that nobody knows.
pub fn envelope(number: u32, data: Value, wall_ms: f64, tab: Option<&str>) -> String {
    let mut event = Map::new();
    event.insert("type".to_owned(), json!(number));
    event.insert("data".to_owned(), data);
    event.insert("timestamp".to_owned(), self::number(wall_ms));
    if let Some(tab) = tab {
        event.insert("windowId".to_owned(), json!(tab));
    }
    Value::Object(event).to_string()
}

/// As a browser writes it: whole numbers without a fraction.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

/// JSON text as the value it is, other text as a string.
fn embedded(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| json!(text))
}

fn body(kind: &EventKind) -> (u32, Value) {
    match kind {
        EventKind::DomContentLoaded => (0, json!({})),
        EventKind::Load => (1, json!({})),
        EventKind::FullSnapshot(snapshot) => {
            let mut data = json!({"node": nodes::tree(&snapshot.tree)});
            if let Some((left, top)) = snapshot.scroll {
                data["initialOffset"] = json!({"left": number(left), "top": number(top)});
            }
            (2, data)
        }
        EventKind::Meta { href, width, height } => {
            (4, json!({"href": href.as_str(), "width": number(*width), "height": number(*height)}))
        }
        EventKind::Custom { tag, payload } => (5, json!({"tag": tag.as_str(), "payload": embedded(payload)})),
        EventKind::Plugin { name, payload } => {
            (6, json!({"plugin": name.as_str(), "payload": embedded(payload)}))
        }
        EventKind::Console(record) => {
            let texts =
                |texts: &[events::Text]| texts.iter().map(|text| text.to_string()).collect::<Vec<_>>();
            let payload = json!({
                "level": record.method.as_str(), "trace": texts(&record.trace), "payload": texts(&record.args),
            });
            (6, json!({"plugin": "rrweb/console@1", "payload": payload}))
        }
        EventKind::Network(requests) => {
            let requests: Vec<Value> = requests.iter().map(|request| embedded(&request.raw)).collect();
            (6, json!({"plugin": "rrweb/network@1", "payload": {"requests": requests}}))
        }
        EventKind::Exception(report) => {
            let stack: Vec<String> = report.stack.iter().map(|line| line.to_string()).collect();
            let (name, message) = (report.name.as_str(), report.message.as_str());
            let payload = json!({"type": name, "value": message, "stack": stack.join("\n")});
            (5, json!({"tag": "$exception", "payload": payload}))
        }
        EventKind::Opaque { .. } => (42, json!({})),
        other => (3, incremental(other)),
    }
}

fn incremental(kind: &EventKind) -> Value {
    match kind {
        EventKind::Mutation(mutation) => changes::mutation(mutation),
        EventKind::PointerMove(sample) => {
            let id = sample.target.map_or(json!(-1), |id| json!(id.0));
            let position = json!({"x": number(sample.x), "y": number(sample.y), "id": id, "timeOffset": 0});
            json!({"source": 1, "positions": [position]})
        }
        EventKind::Interaction(interaction) => self::interaction(interaction),
        EventKind::Scroll { target, x, y } => {
            json!({"source": 3, "id": target.0, "x": number(*x), "y": number(*y)})
        }
        EventKind::Viewport { width, height } => {
            json!({"source": 4, "width": number(*width), "height": number(*height)})
        }
        EventKind::Input { target, value, checked, user_triggered } => {
            let mut data = json!({"source": 5, "text": value.as_str(), "isChecked": checked, "id": target.0});
            if let Some(by_person) = user_triggered {
                data["userTriggered"] = json!(by_person);
            }
            data
        }
        EventKind::Media { target, action, state } => media(target.0, *action, state),
        EventKind::StyleRule(rule) => changes::style_rule(rule),
        EventKind::StyleDeclaration(declaration) => changes::style_declaration(declaration),
        EventKind::Canvas(canvas) => self::canvas(canvas),
        EventKind::Font(font) => self::font(font),
        EventKind::Selection(ranges) => {
            json!({"source": 14, "ranges": ranges.iter().map(range).collect::<Vec<_>>()})
        }
        EventKind::AdoptedSheets(adopted) => changes::adopted_sheets(adopted),
        EventKind::CustomElement { name } => json!({"source": 16, "define": {"name": name.as_str()}}),
        _ => json!({"source": 99}),
    }
}

fn interaction(interaction: &Interaction) -> Value {
    let number_of_kind = match interaction.kind {
        InteractionKind::MouseUp => 0,
        InteractionKind::MouseDown => 1,
        InteractionKind::Click => 2,
        InteractionKind::ContextMenu => 3,
        InteractionKind::DoubleClick => 4,
        InteractionKind::Focus => 5,
        InteractionKind::Blur => 6,
        InteractionKind::TouchStart => 7,
        InteractionKind::TouchEnd => 9,
        InteractionKind::TouchCancel => 10,
    };
    let id = interaction.target.map_or(json!(-1), |id| json!(id.0));
    let mut data = json!({"source": 2, "type": number_of_kind, "id": id});
    if let Some((x, y)) = interaction.position {
        data["x"] = number(x);
        data["y"] = number(y);
    }
    let pointer = match interaction.pointer {
        Some(PointerKind::Mouse) => 0,
        Some(PointerKind::Pen) => 1,
        Some(PointerKind::Touch) => 2,
        Some(PointerKind::Drag) | None => return data,
    };
    data["pointerType"] = json!(pointer);
    data
}

fn media(target: u64, action: MediaAction, state: &MediaState) -> Value {
    let action = match action {
        MediaAction::Play => 0,
        MediaAction::Pause => 1,
        MediaAction::Seeked => 2,
        MediaAction::VolumeChange => 3,
        MediaAction::RateChange => 4,
    };
    let mut data = json!({"source": 7, "type": action, "id": target});
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            data[name] = value;
        }
    };
    put("currentTime", state.current_secs.map(number));
    put("volume", state.volume.map(number));
    put("muted", state.muted.map(Value::from));
    put("loop", state.looping.map(Value::from));
    put("playbackRate", state.rate.map(number));
    data
}

fn canvas(canvas: &CanvasMutation) -> Value {
    let context = match canvas.context {
        CanvasContext::TwoD => 0,
        CanvasContext::WebGl => 1,
        CanvasContext::WebGl2 => 2,
    };
    let command = |command: &events::CanvasCommand| {
        let mut value = json!({"property": command.property.as_str(), "args": embedded(&command.args)});
        if command.setter {
            value["setter"] = json!(true);
        }
        value
    };
    let commands: Vec<Value> = canvas.commands.iter().map(command).collect();
    json!({"source": 9, "id": canvas.target.0, "type": context, "commands": commands})
}

fn font(font: &Font) -> Value {
    let mut data = json!({
        "source": 10, "family": font.family.as_str(), "fontSource": font.source.as_str(), "buffer": font.bytes,
    });
    if !font.descriptors.is_empty() {
        let descriptors: Map<String, Value> =
            font.descriptors.iter().map(|(name, value)| (name.to_string(), json!(value.as_str()))).collect();
        data["descriptors"] = Value::Object(descriptors);
    }
    data
}

fn range(range: &SelectionRange) -> Value {
    json!({
        "start": range.start.0, "startOffset": range.start_offset,
        "end": range.end.0, "endOffset": range.end_offset,
    })
}
