//! Tables that can be thrown away and made again.

use crate::codec::act_event::{level, level_number};
use crate::codec::reader::Cursor;
use crate::codec::rows::{
    decode_lacks, decode_requests, decode_rising, decode_texts, encode_lacks, encode_requests, encode_rising,
    encode_texts,
};
use crate::codec::writer::put_varint;
use crate::{Result, StoreError};
use events::derived::{
    Activity, ConsoleLine, ErrorKind, ErrorRecord, IdleSpan, Lack, Mark, MarkKind, PageVisit, RequestRecord,
};
use events::{EventSeq, TabId, Text, TimeRange, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

// Keys of `meta`.
pub(crate) const INFO: &str = "info";
pub(crate) const VERSION: &str = "derived_version";
const ACTIVITY: &str = "activity";
const ACTS: &str = "acts";
const LACKS: &str = "lacks";
const REQUESTS: &str = "requests";
pub(crate) const FRICTION: &str = "friction";

/// Each coarser level of the activity has a quarter of the bins; levels with fewer than this are not worth their bytes.
const SMALLEST_LEVEL: usize = 64;

pub(crate) fn clear(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "DELETE FROM mark; DELETE FROM console; DELETE FROM error; DELETE FROM idle; DELETE FROM visit;",
    )?;
    let mut delete = connection.prepare_cached("DELETE FROM meta WHERE key IN (?, ?, ?, ?, ?, ?)")?;
    delete.execute([VERSION, ACTIVITY, ACTS, LACKS, REQUESTS, FRICTION])?;
    Ok(())
}

pub(crate) fn put_meta(connection: &Connection, key: &str, value: &[u8]) -> Result<()> {
    connection.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?, ?)")?.execute(params![key, value])?;
    Ok(())
}

pub(crate) fn meta(connection: &Connection, key: &str) -> Result<Option<Vec<u8>>> {
    let mut query = connection.prepare_cached("SELECT value FROM meta WHERE key = ?")?;
    Ok(query.query_row([key], |row| row.get(0)).optional()?)
}

pub(crate) fn put_marks(connection: &Connection, marks: &[Mark]) -> Result<()> {
    connection.execute("DELETE FROM mark", [])?;
    let sql = "INSERT INTO mark (time, until, tab, kind, label, target, x, y, count)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = connection.prepare_cached(sql)?;
    for Mark { time, until, tab, kind, label, target, x, y, count } in marks {
        let target = target.map(|target| target as i64);
        insert.execute(params![time.0, until.0, tab.0, mark_number(*kind), label, target, x, y, count])?;
    }
    Ok(())
}

pub(crate) fn marks(connection: &Connection, range: TimeRange) -> Result<Vec<Mark>> {
    let sql = "SELECT time, until, tab, kind, label, target, x, y, count FROM mark
               WHERE time >= ? AND time < ? ORDER BY time, id";
    collect(connection, sql, [range.start.0, range.end.0], |row| {
        Ok(Mark {
            time: Timestamp(row.get(0)?),
            until: Timestamp(row.get(1)?),
            tab: TabId(row.get(2)?),
            kind: mark_kind(row.get(3)?)?,
            label: row.get(4)?,
            target: row.get::<_, Option<i64>>(5)?.map(|target| target as u64),
            x: row.get(6)?,
            y: row.get(7)?,
            count: row.get(8)?,
        })
    })
}

pub(crate) fn put_console(connection: &Connection, lines: &[ConsoleLine]) -> Result<()> {
    connection.execute("DELETE FROM console", [])?;
    let sql = "INSERT INTO console (time, tab, seq, level, method, text, args, trace, uncaught)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = connection.prepare_cached(sql)?;
    for ConsoleLine { time, tab, seq, level, method, text, args, trace, uncaught } in lines {
        insert.execute(params![
            time.0,
            tab.0,
            seq.0 as i64,
            level_number(*level),
            method.as_str(),
            text.as_str(),
            encode_texts(args),
            encode_texts(trace),
            uncaught
        ])?;
    }
    Ok(())
}

pub(crate) fn console(connection: &Connection, range: TimeRange, limit: usize) -> Result<Vec<ConsoleLine>> {
    let sql = "SELECT time, tab, seq, level, method, text, args, trace, uncaught FROM console
               WHERE time >= ? AND time < ? ORDER BY time, id LIMIT ?";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    collect(connection, sql, [range.start.0, range.end.0, limit], |row| {
        Ok(ConsoleLine {
            time: Timestamp(row.get(0)?),
            tab: TabId(row.get(1)?),
            seq: EventSeq(row.get::<_, i64>(2)? as u64),
            level: level(row.get::<_, u8>(3)?.into())?,
            method: text(row, 4)?,
            text: text(row, 5)?,
            args: texts(row, 6)?,
            trace: texts(row, 7)?,
            uncaught: row.get(8)?,
        })
    })
}

pub(crate) fn put_errors(connection: &Connection, errors: &[ErrorRecord]) -> Result<()> {
    connection.execute("DELETE FROM error", [])?;
    let sql = "INSERT INTO error (time, tab, seq, kind, name, message, stack, fingerprint)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = connection.prepare_cached(sql)?;
    for ErrorRecord { time, tab, seq, kind, name, message, stack, fingerprint } in errors {
        insert.execute(params![
            time.0,
            tab.0,
            seq.0 as i64,
            error_number(*kind),
            name.as_str(),
            message.as_str(),
            encode_texts(stack),
            *fingerprint as i64
        ])?;
    }
    Ok(())
}

pub(crate) fn errors(connection: &Connection) -> Result<Vec<ErrorRecord>> {
    let sql = "SELECT time, tab, seq, kind, name, message, stack, fingerprint FROM error ORDER BY time, id";
    collect(connection, sql, [], |row| {
        Ok(ErrorRecord {
            time: Timestamp(row.get(0)?),
            tab: TabId(row.get(1)?),
            seq: EventSeq(row.get::<_, i64>(2)? as u64),
            kind: error_kind(row.get(3)?)?,
            name: text(row, 4)?,
            message: text(row, 5)?,
            stack: texts(row, 6)?,
            fingerprint: row.get::<_, i64>(7)? as u64,
        })
    })
}

pub(crate) fn put_idle(connection: &Connection, spans: &[IdleSpan]) -> Result<()> {
    connection.execute("DELETE FROM idle", [])?;
    let mut insert = connection.prepare_cached("INSERT INTO idle (start, end) VALUES (?, ?)")?;
    for IdleSpan(range) in spans {
        insert.execute([range.start.0, range.end.0])?;
    }
    Ok(())
}

pub(crate) fn idle(connection: &Connection) -> Result<Vec<IdleSpan>> {
    collect(connection, "SELECT start, end FROM idle ORDER BY id", [], |row| {
        Ok(IdleSpan(TimeRange::new(Timestamp(row.get(0)?), Timestamp(row.get(1)?))))
    })
}

pub(crate) fn put_visits(connection: &Connection, visits: &[PageVisit]) -> Result<()> {
    connection.execute("DELETE FROM visit", [])?;
    let sql = "INSERT INTO visit (time, tab, href, title) VALUES (?, ?, ?, ?)";
    let mut insert = connection.prepare_cached(sql)?;
    for PageVisit { time, tab, href, title } in visits {
        insert.execute(params![time.0, tab.0, href.as_str(), title.as_str()])?;
    }
    Ok(())
}

pub(crate) fn visits(connection: &Connection) -> Result<Vec<PageVisit>> {
    collect(connection, "SELECT time, tab, href, title FROM visit ORDER BY time, id", [], |row| {
        Ok(PageVisit {
            time: Timestamp(row.get(0)?),
            tab: TabId(row.get(1)?),
            href: text(row, 2)?,
            title: text(row, 3)?,
        })
    })
}

/// The activity as it is and in ever coarser bins, the finest first.
pub(crate) fn put_activity(connection: &Connection, activity: &Activity) -> Result<()> {
    let mut out = Vec::new();
    let mut level = activity.clone();
    loop {
        put_varint(&mut out, level.bin_us);
        put_varint(&mut out, level.counts.len() as u64);
        level.counts.iter().for_each(|&count| put_varint(&mut out, u64::from(count)));
        if level.counts.len() / 4 < SMALLEST_LEVEL {
            break;
        }
        level = coarser(&level);
    }
    put_meta(connection, ACTIVITY, &out)
}

fn coarser(level: &Activity) -> Activity {
    let sum = |bins: &[u32]| bins.iter().fold(0_u32, |sum, &count| sum.saturating_add(count));
    Activity { bin_us: level.bin_us.saturating_mul(4), counts: level.counts.chunks(4).map(sum).collect() }
}

/// The finest level with at most `max_bins` bins, or the coarsest.
pub(crate) fn activity(connection: &Connection, max_bins: usize) -> Result<Option<Activity>> {
    let Some(bytes) = meta(connection, ACTIVITY)? else { return Ok(None) };
    let mut cursor = Cursor::new(&bytes);
    let mut level = Activity::default();
    while cursor.left() > 0 {
        let bin_us = cursor.varint()?;
        let count = cursor.count()?;
        let counts = (0..count).map(|_| Ok(u32::try_from(cursor.varint()?).unwrap_or(u32::MAX)));
        level = Activity { bin_us, counts: counts.collect::<Result<_>>()? };
        if level.counts.len() <= max_bins {
            break;
        }
    }
    Ok(Some(level))
}

pub(crate) fn put_acts(connection: &Connection, times: &[Timestamp]) -> Result<()> {
    put_meta(connection, ACTS, &encode_rising(times.iter().map(|time| time.0)))
}

pub(crate) fn acts(connection: &Connection) -> Result<Vec<Timestamp>> {
    let bytes = meta(connection, ACTS)?.unwrap_or_default();
    Ok(decode_rising(&bytes)?.into_iter().map(Timestamp).collect())
}

pub(crate) fn put_lacks(connection: &Connection, lacks: &[Lack]) -> Result<()> {
    put_meta(connection, LACKS, &encode_lacks(lacks))
}

pub(crate) fn lacks(connection: &Connection) -> Result<Vec<Lack>> {
    let bytes = meta(connection, LACKS)?;
    Ok(bytes.map_or(Ok(Vec::new()), |bytes| decode_lacks(&bytes))?)
}

/// All at once, as they are asked for: a table would take twice the room.
pub(crate) fn put_requests(connection: &Connection, requests: &[RequestRecord]) -> Result<()> {
    put_meta(connection, REQUESTS, &encode_requests(requests))
}

/// None of a file from before there were any.
pub(crate) fn requests(connection: &Connection) -> Result<Vec<RequestRecord>> {
    let bytes = meta(connection, REQUESTS)?;
    Ok(bytes.map_or(Ok(Vec::new()), |bytes| decode_requests(&bytes))?)
}

fn collect<T>(
    connection: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    get: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut query = connection.prepare_cached(sql)?;
    let mut rows = query.query(params)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(get(row)?);
    }
    Ok(out)
}

fn text(row: &Row<'_>, column: usize) -> Result<Text> {
    let value = row.get_ref(column)?;
    Ok(Text::new(value.as_str().map_err(|_| StoreError::Damaged("a string is not text"))?))
}

fn texts(row: &Row<'_>, column: usize) -> Result<Vec<Text>> {
    let value = row.get_ref(column)?;
    let bytes = value.as_blob().map_err(|_| StoreError::Damaged("a blob is something else"))?;
    Ok(decode_texts(bytes)?)
}

/// Console levels follow the plain kinds.
const CONSOLE_MARKS: u8 = 32;

fn mark_number(kind: MarkKind) -> u8 {
    match kind {
        MarkKind::Click => 0,
        MarkKind::DoubleClick => 1,
        MarkKind::ContextMenu => 2,
        MarkKind::Touch => 3,
        MarkKind::Input => 4,
        MarkKind::Scroll => 5,
        MarkKind::Navigation => 6,
        MarkKind::Error => 7,
        MarkKind::Viewport => 8,
        MarkKind::Custom => 9,
        MarkKind::Console(level) => CONSOLE_MARKS + level_number(level),
    }
}

fn mark_kind(number: u8) -> Result<MarkKind> {
    Ok(match number {
        0 => MarkKind::Click,
        1 => MarkKind::DoubleClick,
        2 => MarkKind::ContextMenu,
        3 => MarkKind::Touch,
        4 => MarkKind::Input,
        5 => MarkKind::Scroll,
        6 => MarkKind::Navigation,
        7 => MarkKind::Error,
        8 => MarkKind::Viewport,
        9 => MarkKind::Custom,
        other => MarkKind::Console(level(u64::from(other).wrapping_sub(u64::from(CONSOLE_MARKS)))?),
    })
}

fn error_number(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Uncaught => 0,
        ErrorKind::Rejection => 1,
        ErrorKind::Console => 2,
        ErrorKind::Reported => 3,
        ErrorKind::Request => 4,
    }
}

fn error_kind(number: u8) -> Result<ErrorKind> {
    Ok(match number {
        0 => ErrorKind::Uncaught,
        1 => ErrorKind::Rejection,
        2 => ErrorKind::Console,
        3 => ErrorKind::Reported,
        4 => ErrorKind::Request,
        _ => return Err(StoreError::Damaged("an error has an unknown kind")),
    })
}
