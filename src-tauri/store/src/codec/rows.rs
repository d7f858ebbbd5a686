//! Small values inside rows of the database: the recording's description, lists of strings, change times.

use crate::RecordingInfo;
use crate::codec::CODEC_VERSION;
use crate::codec::reader::Cursor;
use crate::codec::writer::{put_varint, zigzag};
use crate::codec::{Decoded, damaged};
use events::derived::{Lack, LackKind, RequestRecord};
use events::{
    Code, Diagnostic, Diagnostics, EventSeq, RecordingId, Severity, TabId, Text, Timestamp, WallClock,
};

pub(crate) fn encode_info(info: &RecordingInfo) -> Vec<u8> {
    let RecordingInfo {
        id,
        start,
        duration,
        source_events,
        events,
        records,
        segments,
        resources,
        container,
        site,
        title,
        href,
        tabs,
        decoders,
        diagnostics,
        policy,
    } = info;
    let mut out = vec![CODEC_VERSION];
    out.extend_from_slice(&id.0);
    for number in [start.0, duration.0] {
        put_varint(&mut out, zigzag(number));
    }
    for &number in [source_events, events, records, segments, resources] {
        put_varint(&mut out, number);
    }
    for text in [container.as_str(), site, title, href, policy] {
        put_text(&mut out, text);
    }
    put_varint(&mut out, tabs.len() as u64);
    tabs.iter().for_each(|tab| put_text(&mut out, tab));
    put_varint(&mut out, decoders.len() as u64);
    for (name, version) in decoders {
        put_text(&mut out, name);
        put_varint(&mut out, u64::from(*version));
    }
    encode_diagnostics(&mut out, diagnostics);
    out
}

pub(crate) fn decode_info(bytes: &[u8]) -> Decoded<RecordingInfo> {
    let mut cursor = Cursor::new(bytes);
    if cursor.byte()? != CODEC_VERSION {
        return Err(damaged("the description has an unknown version"));
    }
    Ok(RecordingInfo {
        id: RecordingId(cursor.array()?),
        start: WallClock(cursor.signed()?),
        duration: Timestamp(cursor.signed()?),
        source_events: cursor.varint()?,
        events: cursor.varint()?,
        records: cursor.varint()?,
        segments: cursor.varint()?,
        resources: cursor.varint()?,
        container: text(&mut cursor)?.to_owned(),
        site: text(&mut cursor)?.into(),
        title: text(&mut cursor)?.into(),
        href: text(&mut cursor)?.into(),
        policy: text(&mut cursor)?.to_owned(),
        tabs: list(&mut cursor, |cursor| Ok(text(cursor)?.into()))?,
        decoders: list(&mut cursor, |cursor| Ok((text(cursor)?.into(), small(cursor)?)))?,
        diagnostics: decode_diagnostics(&mut cursor)?,
    })
}

fn encode_diagnostics(out: &mut Vec<u8>, diagnostics: &Diagnostics) {
    let counts: Vec<_> = diagnostics.counts().collect();
    put_varint(out, counts.len() as u64);
    for (severity, code, count) in counts {
        out.push(severity_number(severity));
        put_text(out, code.name());
        put_varint(out, count);
    }
    put_varint(out, diagnostics.kept().len() as u64);
    for Diagnostic { code, severity, sentence, seq, wall, offset } in diagnostics.kept() {
        out.push(severity_number(*severity));
        put_text(out, code.name());
        put_text(out, sentence);
        put_option(out, seq.map(|seq| seq.0));
        put_option(out, wall.map(|wall| zigzag(wall.0)));
        put_option(out, *offset);
    }
}

fn decode_diagnostics(cursor: &mut Cursor<'_>) -> Decoded<Diagnostics> {
    let counts = list(cursor, |cursor| {
        let severity = severity(cursor.byte()?)?;
        let code = code(text(cursor)?);
        Ok((severity, code, cursor.varint()?))
    })?;
    let kept = list(cursor, |cursor| {
        let severity = severity(cursor.byte()?)?;
        let Some(code) = code(text(cursor)?) else { return skip_diagnostic(cursor) };
        Ok(Some(Diagnostic {
            code,
            severity,
            sentence: text(cursor)?.to_owned(),
            seq: option(cursor)?.map(EventSeq),
            wall: option(cursor)?.map(|wall| WallClock(super::reader::unzigzag(wall))),
            offset: option(cursor)?,
        }))
    })?;
    let counts = counts.into_iter().filter_map(|(severity, code, count)| Some((severity, code?, count)));
    Ok(Diagnostics::from_parts(kept.into_iter().flatten().collect(), counts))
}

/// A code that this version does not know any more exists only while something reports it.
fn skip_diagnostic(cursor: &mut Cursor<'_>) -> Decoded<Option<Diagnostic>> {
    text(cursor)?;
    for _ in 0..3 {
        option(cursor)?;
    }
    Ok(None)
}

fn code(name: &str) -> Option<Code> {
    Code::from_name(name)
}

fn severity_number(severity: Severity) -> u8 {
    match severity {
        Severity::Note => 0,
        Severity::Warning => 1,
        Severity::Error => 2,
    }
}

fn severity(number: u8) -> Decoded<Severity> {
    match number {
        0 => Ok(Severity::Note),
        1 => Ok(Severity::Warning),
        2 => Ok(Severity::Error),
        _ => Err(damaged("a problem has an unknown severity")),
    }
}

pub(crate) fn encode_texts(texts: &[Text]) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, texts.len() as u64);
    texts.iter().for_each(|text| put_text(&mut out, text));
    out
}

pub(crate) fn decode_texts(bytes: &[u8]) -> Decoded<Vec<Text>> {
    list(&mut Cursor::new(bytes), |cursor| text(cursor).map(Text::from))
}

pub(crate) fn encode_lacks(lacks: &[Lack]) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, lacks.len() as u64);
    for Lack { kind, count, of, first, example, sentence, effect } in lacks {
        put_text(&mut out, kind.name());
        put_varint(&mut out, *count);
        put_option(&mut out, *of);
        put_option(&mut out, first.map(|first| zigzag(first.0)));
        [example, sentence, effect].into_iter().for_each(|text| put_text(&mut out, text));
    }
    out
}

pub(crate) fn decode_lacks(bytes: &[u8]) -> Decoded<Vec<Lack>> {
    let lacks = list(&mut Cursor::new(bytes), |cursor| {
        let kind = LackKind::from_name(text(cursor)?);
        let (count, of) = (cursor.varint()?, option(cursor)?);
        let first = option(cursor)?.map(|first| Timestamp(super::reader::unzigzag(first)));
        let (example, sentence, effect) = (text(cursor)?.into(), text(cursor)?.into(), text(cursor)?.into());
        Ok(kind.map(|kind| Lack { kind, count, of, first, example, sentence, effect }))
    })?;
    // As with problems: a kind that is not known any more is nothing to tell.
    Ok(lacks.into_iter().flatten().collect())
}

pub(crate) fn encode_requests(requests: &[RequestRecord]) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, requests.len() as u64);
    let mut last = 0_i64;
    for RequestRecord { time, until, tab, seq, method, href, status, initiator } in requests {
        for number in [time.0.wrapping_sub(last), until.0.wrapping_sub(time.0)] {
            put_varint(&mut out, zigzag(number));
        }
        last = time.0;
        put_varint(&mut out, u64::from(tab.0));
        put_varint(&mut out, seq.0);
        put_option(&mut out, status.map(u64::from));
        [method, href, initiator].into_iter().for_each(|text| put_text(&mut out, text));
    }
    out
}

pub(crate) fn decode_requests(bytes: &[u8]) -> Decoded<Vec<RequestRecord>> {
    let mut last = 0_i64;
    list(&mut Cursor::new(bytes), |cursor| {
        let time = last.wrapping_add(cursor.signed()?);
        last = time;
        Ok(RequestRecord {
            time: Timestamp(time),
            until: Timestamp(time.wrapping_add(cursor.signed()?)),
            tab: TabId(small(cursor)?),
            seq: EventSeq(cursor.varint()?),
            status: option(cursor)?
                .map(|status| u16::try_from(status).map_err(|_| damaged("a status is too large")))
                .transpose()?,
            method: text(cursor)?.into(),
            href: text(cursor)?.into(),
            initiator: text(cursor)?.into(),
        })
    })
}

/// Rising numbers as differences.
pub(crate) fn encode_rising(numbers: impl Iterator<Item = i64>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut last = 0_i64;
    for number in numbers {
        put_varint(&mut out, zigzag(number.wrapping_sub(last)));
        last = number;
    }
    out
}

pub(crate) fn decode_rising(bytes: &[u8]) -> Decoded<Vec<i64>> {
    let mut cursor = Cursor::new(bytes);
    let mut out = Vec::new();
    let mut last = 0_i64;
    while cursor.left() > 0 {
        last = last.wrapping_add(cursor.signed()?);
        out.push(last);
    }
    Ok(out)
}

pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_varint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn put_option(out: &mut Vec<u8>, value: Option<u64>) {
    out.push(u8::from(value.is_some()));
    if let Some(value) = value {
        put_varint(out, value);
    }
}

pub(crate) fn text<'a>(cursor: &mut Cursor<'a>) -> Decoded<&'a str> {
    std::str::from_utf8(cursor.bytes()?).map_err(|_| damaged("a string is not text"))
}

fn option(cursor: &mut Cursor<'_>) -> Decoded<Option<u64>> {
    if cursor.byte()? == 0 { Ok(None) } else { cursor.varint().map(Some) }
}

fn small(cursor: &mut Cursor<'_>) -> Decoded<u32> {
    u32::try_from(cursor.varint()?).map_err(|_| damaged("a number is too large"))
}

pub(crate) fn list<'a, T>(
    cursor: &mut Cursor<'a>,
    mut get: impl FnMut(&mut Cursor<'a>) -> Decoded<T>,
) -> Decoded<Vec<T>> {
    let count = cursor.count()?;
    let mut out = Vec::with_capacity(count.min(4096));
    for _ in 0..count {
        out.push(get(cursor)?);
    }
    Ok(out)
}
