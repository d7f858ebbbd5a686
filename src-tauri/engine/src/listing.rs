//! The events of a recording, one line each.

use crate::{EngineError, Session};
use events::{Diagnostics, EventKind, EventSeq, TabId, Timestamp};
use formats::Decoded;

/// One source event in the words of the command line.
pub struct ListedEvent<'a> {
    pub time: Timestamp,
    pub seq: EventSeq,
    pub tab: TabId,
    pub kind: &'static str,
    pub summary: String,
    /// JSON text as recorded.
    pub raw: &'a [u8],
}

impl Session {
    /// Calls `each` for every source event in (time, sequence) order until it answers false.
    pub fn each_event(&self, each: &mut dyn FnMut(&ListedEvent<'_>) -> bool) -> Result<(), EngineError> {
        let start = self.info()?.start;
        let mut ignored = Diagnostics::new();
        self.each_source(&mut |record| {
            let decoded = formats::decode(&record.raw, record.seq, record.wall, &mut ignored);
            let (kind, summary) = summary_of(&decoded);
            let time = record.wall.since(start);
            each(&ListedEvent { time, seq: record.seq, tab: record.tab, kind, summary, raw: &record.raw })
        })
    }
}

/// The kind and the gist of what one source event was decoded to.
pub(crate) fn summary_of(decoded: &[Decoded]) -> (&'static str, String) {
    match decoded {
        [] => ("opaque", String::new()),
        [one] => (one.kind.name(), summary(&one.kind)),
        [first, ..] => (first.kind.name(), format!("{} samples", decoded.len())),
    }
}

/// The gist of an event, short enough for a line.
fn summary(kind: &EventKind) -> String {
    match kind {
        EventKind::FullSnapshot(snapshot) => format!("{} nodes", snapshot.tree.nodes.len()),
        EventKind::Meta { href, width, height } => format!("{href} {width}×{height}"),
        EventKind::Mutation(mutation) => format!(
            "+{} −{} text {} attributes {}",
            mutation.adds.len(),
            mutation.removes.len(),
            mutation.texts.len(),
            mutation.attributes.len()
        ),
        EventKind::PointerMove(sample) => format!("{}, {}", sample.x, sample.y),
        EventKind::Interaction(interaction) => {
            let target = interaction.target.map_or_else(String::new, |id| format!(" #{}", id.0));
            format!("{:?}{target}", interaction.kind)
        }
        EventKind::Scroll { target, x, y } => format!("#{} to {x}, {y}", target.0),
        EventKind::Viewport { width, height } => format!("{width}×{height}"),
        EventKind::Input { target, value, checked, .. } => {
            let checked = if *checked { " checked" } else { "" };
            format!("#{} “{}”{checked}", target.0, first_line(value))
        }
        EventKind::Media { target, action, .. } => format!("#{} {action:?}", target.0),
        EventKind::StyleRule(rule) => format!("+{} −{} rules", rule.adds.len(), rule.removes.len()),
        EventKind::StyleDeclaration(declaration) => declaration.change.property.to_string(),
        EventKind::AdoptedSheets(sheets) => format!("#{} {} sheets", sheets.target.0, sheets.adopted.len()),
        EventKind::Canvas(canvas) => format!("#{} {} commands", canvas.target.0, canvas.commands.len()),
        EventKind::Font(font) => font.family.to_string(),
        EventKind::Selection(ranges) => format!("{} ranges", ranges.len()),
        EventKind::CustomElement { name } => name.to_string(),
        EventKind::Console(record) => format!("{}: {}", record.method, first_line(&record.text)),
        EventKind::Network(requests) => format!("{} requests", requests.len()),
        EventKind::Exception(report) => format!("{}: {}", report.name, first_line(&report.message)),
        EventKind::Custom { tag, .. } => tag.to_string(),
        EventKind::Plugin { name, .. } => name.to_string(),
        EventKind::Opaque { label } => label.to_string(),
        EventKind::DomContentLoaded | EventKind::Load => String::new(),
    }
}

fn first_line(text: &str) -> String {
    const CHARS: usize = 100;
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(CHARS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or("")),
        None => line.to_owned(),
    }
}
