//! Open recordings and their elements.

use crate::commands::ElementRowsRequestDto;
use crate::dto::elements::*;
use crate::dto::session::*;
use dom::NodeKey;
use engine::{
    ElementDetails, ElementKind, ElementRow, ElementRows, EngineError, Frame, RecordingInfo, RowsRequest,
    Session, TabSpan,
};
use events::derived::Lack;
use events::{Diagnostics, Severity, Text, WallClock};
use std::collections::HashMap;

pub fn session(number: u32, session: &Session) -> Result<SessionDto, EngineError> {
    let watermark = session.end()?;
    Ok(SessionDto {
        session: number,
        recording: session.recording().map(|id| id.to_string()),
        file_name: session.file_name().to_owned(),
        info: recording_info(&session.info()?, watermark.0),
        lacks: session.lacks()?.iter().map(lack).collect(),
        tabs: session.tabs()?.iter().map(tab).collect(),
        growing: session.is_growing(),
        open_at: session.first_picture()?.0,
    })
}

fn lack(lack: &Lack) -> LackDto {
    let text = |text: &Text| text.to_string();
    LackDto {
        kind: lack.kind.name().to_owned(),
        count: lack.count,
        of: lack.of,
        first: lack.first.map(|first| first.0),
        example: (!lack.example.is_empty()).then(|| text(&lack.example)),
        sentence: text(&lack.sentence),
        effect: text(&lack.effect),
        by_design: lack.kind.is_by_design(),
    }
}

fn tab(span: &TabSpan) -> TabDto {
    TabDto { tab: span.tab.0, name: span.name.to_string(), first: span.first.0, last: span.last.0 }
}

pub fn recording_info(info: &RecordingInfo, watermark: i64) -> RecordingInfoDto {
    RecordingInfoDto {
        duration: info.duration.0.max(watermark),
        start_wall: info.start.0,
        href: info.href.to_string(),
        title: (!info.title.is_empty()).then(|| info.title.to_string()),
        container: info.container.clone(),
        policy: info.policy.clone(),
        events: info.events,
        records: info.records,
        segments: u32::try_from(info.segments).unwrap_or(u32::MAX),
        tabs: info.tabs.iter().map(|tab| tab.to_string()).collect(),
        diagnostics: diagnostics(&info.diagnostics, info.start),
        watermark,
    }
}

/// One row for each kind of problem: how many, and the first one's sentence and place.
pub(super) fn diagnostics(diagnostics: &Diagnostics, start: WallClock) -> Vec<DiagnosticDto> {
    let mut firsts = HashMap::new();
    for diagnostic in diagnostics.kept() {
        firsts.entry((diagnostic.severity, diagnostic.code)).or_insert(diagnostic);
    }
    let mut rows: Vec<_> = diagnostics.counts().collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then(b.2.cmp(&a.2)));
    rows.into_iter()
        .map(|(severity, code, count)| {
            let first = firsts.get(&(severity, code));
            DiagnosticDto {
                code: code.name().to_owned(),
                severity: match severity {
                    Severity::Note => SeverityDto::Note,
                    Severity::Warning => SeverityDto::Warning,
                    Severity::Error => SeverityDto::Error,
                },
                sentence: first.map_or_else(|| code.name().to_owned(), |first| first.sentence.clone()),
                count,
                at: first.and_then(|first| first.wall).map(|wall| wall.since(start).0),
                event: first.and_then(|first| first.seq).map(|seq| seq.0),
            }
        })
        .collect()
}

pub fn key(raw: u64) -> Option<NodeKey> {
    NodeKey::from_raw(raw)
}

pub fn rows_request(request: &ElementRowsRequestDto) -> RowsRequest {
    RowsRequest {
        expanded: request.expanded.iter().copied().filter_map(key).collect(),
        first: request.first as usize,
        count: request.count as usize,
        reveal: request.reveal.and_then(key),
    }
}

pub fn element_rows(rows: &ElementRows, frame: &Frame) -> ElementRowsDto {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    ElementRowsDto {
        at: frame.at.0,
        epoch: frame.epoch,
        total: count(rows.total),
        first: count(rows.first),
        rows: rows.rows.iter().map(element_row).collect(),
        revealed: rows.revealed.map(count),
    }
}

fn element_row(row: &ElementRow) -> ElementRowDto {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    ElementRowDto {
        key: row.key.raw(),
        depth: count(row.depth),
        kind: kind(row.kind),
        name: row.name.clone(),
        attributes: row.attributes.clone(),
        live: row.live.clone(),
        children: count(row.children),
        expanded: row.expanded,
        inline_text: row.inline_text.clone(),
        withheld: row.withheld.clone(),
    }
}

pub fn element_details(details: &ElementDetails) -> ElementDetailsDto {
    let path = details.path.iter().map(|(key, label)| CrumbDto { key: key.raw(), label: label.clone() });
    ElementDetailsDto {
        key: details.key.raw(),
        source_id: details.source_id,
        kind: kind(details.kind),
        name: details.name.clone(),
        path: path.collect(),
        selector: details.selector.clone(),
        xpath: details.xpath.clone(),
        attributes: details.attributes.clone(),
        live: details.live.clone(),
        text: details.text.clone(),
        outer_html: details.outer_html.clone(),
        withheld: details.withheld.clone(),
    }
}

fn kind(kind: ElementKind) -> ElementKindDto {
    match kind {
        ElementKind::Document => ElementKindDto::Document,
        ElementKind::Doctype => ElementKindDto::Doctype,
        ElementKind::Element => ElementKindDto::Element,
        ElementKind::ShadowRoot => ElementKindDto::ShadowRoot,
        ElementKind::FrameDocument => ElementKindDto::FrameDocument,
        ElementKind::Text => ElementKindDto::Text,
        ElementKind::Comment => ElementKindDto::Comment,
    }
}
