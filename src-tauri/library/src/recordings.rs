//! Recordings and what was found in them.

use crate::library::CACHE_KIB;
use crate::moments::{MomentRow, moments_of};
use crate::texts::Texts;
use crate::{Library, LibraryError};
use events::derived::{Activity, ConsoleLine, ErrorRecord, Mark, PageVisit, RequestRecord};
use events::{RecordingId, TabId, Timestamp, WallClock};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use std::collections::HashMap;

/// How finely the list draws a recording's activity.
pub const ACTIVITY_BUCKETS: usize = 48;

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recording {
    pub id: RecordingId,
    pub file_name: String,
    /// Where it was imported from, as a person would look for it.
    pub source_path: String,
    pub href: String,
    pub title: String,
    /// Who was recorded, as far as the recording tells; empty where it does not.
    pub person: String,
    /// With its version; empty where the recording does not tell.
    pub browser: String,
    pub os: String,
    pub start: WallClock,
    pub duration: Timestamp,
    pub events: u64,
    pub errors: u32,
    pub console_lines: u32,
    pub pages: u32,
    pub requests: u32,
    pub failed_requests: u32,
    /// Texts and fields that the recorder masked.
    pub masked: u32,
    /// Size of the archive.
    pub bytes: u64,
    pub imported: WallClock,
    /// What happened when, in equal parts of its length: 255 is the busiest. Empty where nothing is known.
    pub activity: Vec<u8>,
    /// A bit for each part of `activity` that an error falls into.
    pub error_buckets: u64,
    /// Given by a person.
    pub tags: Vec<String>,
}

/// What of a recording goes into the catalogue.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordingFindings<'a> {
    pub console: &'a [ConsoleLine],
    pub errors: &'a [ErrorRecord],
    pub visits: &'a [PageVisit],
    pub requests: &'a [RequestRecord],
    pub marks: &'a [Mark],
    pub friction: &'a [FrictionRow<'a>],
    /// Names that others have for it: what kind of name, and the name.
    pub aliases: &'a [(&'a str, &'a str)],
}

/// Where somebody suffered.
#[derive(Clone, Copy, Debug)]
pub struct FrictionRow<'a> {
    pub time: Timestamp,
    pub tab: TabId,
    /// One of `FRICTION`; any other is left out.
    pub kind: &'a str,
    pub label: &'a str,
}

impl Library {
    /// Adds a recording, or replaces what was known of it, in one transaction. Tags are a person's and stay as they are.
    pub fn put(
        &mut self,
        recording: &Recording,
        findings: RecordingFindings<'_>,
    ) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut texts = Texts::new(&transaction);
        delete(&transaction, &mut texts, recording.id)?;
        let key = insert(&transaction, recording)?;
        insert_findings(&transaction, &mut texts, key, recording, findings)?;
        texts.finish()?;
        transaction.commit()?;
        Ok(())
    }

    /// Takes recordings out, in one transaction; with them what a person wrote about them. How many there were.
    pub fn remove(&mut self, ids: &[RecordingId]) -> Result<usize, LibraryError> {
        // Many recordings stand on pages all over the file: each is read and written once.
        self.keep_in_memory(if ids.len() > FEW { MUCH_KIB } else { CACHE_KIB })?;
        let removed = self.remove_all(ids);
        self.keep_in_memory(CACHE_KIB)?;
        removed
    }

    fn remove_all(&mut self, ids: &[RecordingId]) -> Result<usize, LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut texts = Texts::new(&transaction);
        let mut removed = 0;
        for &id in ids {
            removed += usize::from(delete(&transaction, &mut texts, id)?);
            for sql in ["DELETE FROM own_tag WHERE recording = ?", "DELETE FROM own_note WHERE recording = ?"]
            {
                transaction.prepare_cached(sql)?.execute([&id.0[..]])?;
            }
        }
        let texts_gone = texts.finish()?;
        transaction.commit()?;
        self.give_space_back(texts_gone)?;
        Ok(removed)
    }

    /// Newest import first.
    pub fn list(&self) -> Result<Vec<Recording>, LibraryError> {
        let sql = "SELECT * FROM recording ORDER BY imported_wall DESC, start_wall DESC, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], recording_from)?;
        let mut recordings = rows.collect::<Result<Vec<_>, _>>()?;
        self.add_tags(&mut recordings)?;
        Ok(recordings)
    }

    pub fn get(&self, id: RecordingId) -> Result<Option<Recording>, LibraryError> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM recording WHERE id = ?")?;
        let found = statement.query_row([&id.0[..]], recording_from).optional()?;
        found.map(|row| Ok(Recording { tags: self.tags_of(id)?, ..row })).transpose()
    }

    /// Recordings that begin at this very moment.
    pub fn begun_at(&self, start: WallClock) -> Result<Vec<Recording>, LibraryError> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM recording WHERE start_wall = ?")?;
        let rows = statement.query_map([start.0], recording_from)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many recordings there are.
    pub fn count(&self) -> Result<usize, LibraryError> {
        let count: i64 = self.connection.query_row("SELECT count(*) FROM recording", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Whether the recordings' findings must be put again: an older Playhead made this catalogue.
    pub fn is_stale(&self) -> Result<bool, LibraryError> {
        Ok(self.connection.query_row("SELECT is_stale FROM derived", [], |row| row.get(0))?)
    }

    /// All findings were put again.
    pub fn set_fresh(&mut self) -> Result<(), LibraryError> {
        self.connection.execute("UPDATE derived SET is_stale = 0", [])?;
        Ok(())
    }

    fn add_tags(&self, recordings: &mut [Recording]) -> Result<(), LibraryError> {
        let mut tags = self.all_tags()?;
        if tags.is_empty() {
            return Ok(());
        }
        for recording in recordings {
            recording.tags = tags.remove(&recording.id).unwrap_or_default();
        }
        Ok(())
    }

    pub(crate) fn tags_of(&self, id: RecordingId) -> Result<Vec<String>, LibraryError> {
        let sql = "SELECT tag FROM own_tag WHERE recording = ? ORDER BY tag";
        let mut statement = self.connection.prepare_cached(sql)?;
        let tags = statement.query_map([&id.0[..]], |row| row.get(0))?;
        Ok(tags.collect::<Result<_, _>>()?)
    }

    fn all_tags(&self) -> Result<HashMap<RecordingId, Vec<String>>, LibraryError> {
        let mut tags: HashMap<RecordingId, Vec<String>> = HashMap::new();
        let mut statement =
            self.connection.prepare_cached("SELECT recording, tag FROM own_tag ORDER BY recording, tag")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            tags.entry(RecordingId(row.get(0)?)).or_default().push(row.get(1)?);
        }
        Ok(tags)
    }

    /// What was deleted leaves holes; they are closed, and the file becomes as small as it can.
    fn give_space_back(&mut self, texts_gone: usize) -> Result<(), LibraryError> {
        if self.is_much(texts_gone)? {
            self.merge_texts()?;
        }
        let free: i64 = self.connection.pragma_query_value(None, "freelist_count", |row| row.get(0))?;
        if free > 0 {
            let mut statement = self.connection.prepare("PRAGMA incremental_vacuum")?;
            let mut rows = statement.query([])?;
            while rows.next()?.is_some() {}
        }
        // Into the file, whose end is cut off then. Another reader may hold it back; the next time does it.
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Of few texts the full-text tables let go by themselves, with what is written later: they merge what is a tenth
    /// deleted.
    fn is_much(&self, texts_gone: usize) -> Result<bool, LibraryError> {
        let limit = i64::try_from(texts_gone).unwrap_or(i64::MAX).saturating_mul(FEW_OF);
        let sql = "SELECT count(*) FROM (SELECT 1 FROM text LIMIT ?)";
        let left: i64 = self.connection.query_row(sql, [limit], |row| row.get(0))?;
        Ok(texts_gone > 0 && left < limit)
    }

    fn merge_texts(&mut self) -> Result<(), LibraryError> {
        for sql in [
            "INSERT INTO text_trigram (text_trigram, rank) VALUES ('merge', ?)",
            "INSERT INTO text_pair (text_pair, rank) VALUES ('merge', ?)",
        ] {
            // Negative at first: also what would not be merged for the sake of searching.
            for step in 0..MERGE_STEPS {
                let before = self.connection.total_changes();
                self.connection.execute(sql, [if step == 0 { -MERGED_PAGES } else { MERGED_PAGES }])?;
                if self.connection.total_changes() - before < 2 {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// The full-text tables keep what is deleted until they are merged; more than this at once would be felt.
const MERGED_PAGES: i64 = 1_000;
const MERGE_STEPS: usize = 8;
/// So many recordings are taken out without more memory than usual.
const FEW: usize = 50;
const MUCH_KIB: i64 = -256 * 1024;
/// One in so many texts.
const FEW_OF: i64 = 10;

/// The catalogue's own number of a recording.
pub(crate) type Key = i64;

pub(crate) fn delete(
    connection: &Connection,
    texts: &mut Texts<'_>,
    id: RecordingId,
) -> Result<bool, LibraryError> {
    let mut find = connection.prepare_cached("SELECT key FROM recording WHERE id = ?")?;
    let Some(key) = find.query_row([&id.0[..]], |row| row.get::<_, Key>(0)).optional()? else {
        return Ok(false);
    };
    let sql = "SELECT text, count(*) FROM moment WHERE recording = ? GROUP BY text";
    let mut statement = connection.prepare_cached(sql)?;
    let used = statement.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let used: Vec<(i64, i64)> = used.collect::<Result<_, _>>()?;
    for sql in [
        "DELETE FROM moment WHERE recording = ?",
        "DELETE FROM error WHERE recording = ?",
        "DELETE FROM alias WHERE recording = ?",
        "DELETE FROM recording WHERE key = ?",
    ] {
        connection.prepare_cached(sql)?.execute([key])?;
    }
    for (text, uses) in used {
        texts.release(text, uses);
    }
    Ok(true)
}

fn insert(connection: &Connection, recording: &Recording) -> Result<Key, LibraryError> {
    let sql = "INSERT INTO recording VALUES
        (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    connection.prepare_cached(sql)?.execute(params![
        &recording.id.0[..],
        recording.file_name,
        recording.source_path,
        recording.href,
        recording.title,
        recording.person,
        recording.browser,
        recording.os,
        recording.start.0,
        recording.duration.0,
        signed(recording.events),
        recording.errors,
        recording.console_lines,
        recording.pages,
        recording.requests,
        recording.failed_requests,
        recording.masked,
        signed(recording.bytes),
        recording.imported.0,
        recording.activity,
        recording.error_buckets.cast_signed(),
    ])?;
    Ok(connection.last_insert_rowid())
}

fn insert_findings(
    connection: &Connection,
    texts: &mut Texts<'_>,
    key: Key,
    recording: &Recording,
    findings: RecordingFindings<'_>,
) -> Result<(), LibraryError> {
    let mut moment = connection.prepare_cached("INSERT INTO moment VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    let mut error = connection.prepare_cached("INSERT INTO error VALUES (?, ?, ?, ?, ?)")?;
    let about = format!("{} {}", recording.file_name, recording.person);
    for (number, row) in moments_of(about.trim_end(), findings).into_iter().enumerate() {
        let MomentRow { time, tab, kind, text, detail, error: found } = row;
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let text = texts.take(kind.text_kind(), &text)?;
        moment.execute(params![key, number, time.0, tab.0, kind.code(), text, detail])?;
        if let Some(found) = found {
            let wall = recording.start.0.saturating_add(time.0);
            error.execute(params![found.fingerprint.cast_signed(), wall, key, number, found.kind.name()])?;
        }
    }
    let mut alias = connection.prepare_cached("INSERT OR IGNORE INTO alias VALUES (?, ?, ?)")?;
    for (kind, value) in findings.aliases {
        alias.execute(params![value, key, kind])?;
    }
    Ok(())
}

pub(crate) fn recording_from(row: &Row<'_>) -> rusqlite::Result<Recording> {
    let id: [u8; 16] = row.get("id")?;
    Ok(Recording {
        id: RecordingId(id),
        file_name: row.get("file_name")?,
        source_path: row.get("source_path")?,
        href: row.get("href")?,
        title: row.get("title")?,
        person: row.get("person")?,
        browser: row.get("browser")?,
        os: row.get("os")?,
        start: WallClock(row.get("start_wall")?),
        duration: Timestamp(row.get("duration")?),
        events: row.get::<_, i64>("events")?.unsigned_abs(),
        errors: row.get("errors")?,
        console_lines: row.get("console_lines")?,
        pages: row.get("pages")?,
        requests: row.get("requests")?,
        failed_requests: row.get("failed")?,
        masked: row.get("masked")?,
        bytes: row.get::<_, i64>("bytes")?.unsigned_abs(),
        imported: WallClock(row.get("imported_wall")?),
        activity: row.get("activity")?,
        error_buckets: row.get::<_, i64>("error_buckets")?.cast_unsigned(),
        tags: Vec::new(),
    })
}

/// SQLite integers are signed; no count of ours comes near the limit.
fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A recording's activity and errors in as many parts as the list draws.
pub fn activity_buckets(activity: &Activity, errors: &[ErrorRecord], duration: Timestamp) -> (Vec<u8>, u64) {
    let length = duration.0.max(1);
    let bucket = |time: i64| {
        let place =
            (i128::from(time.clamp(0, length)) * ACTIVITY_BUCKETS as i128 / i128::from(length)) as usize;
        place.min(ACTIVITY_BUCKETS - 1)
    };
    let mut sums = [0_u64; ACTIVITY_BUCKETS];
    for (bin, &count) in activity.counts.iter().enumerate() {
        let time = (bin as u64).saturating_mul(activity.bin_us);
        if let Some(sum) = sums.get_mut(bucket(i64::try_from(time).unwrap_or(i64::MAX))) {
            *sum += u64::from(count);
        }
    }
    let most = sums.iter().copied().max().unwrap_or(0);
    // Busy moments differ by orders: the square root keeps the quiet ones to be seen.
    let part = |sum: u64| if most == 0 { 0.0 } else { (sum as f64 / most as f64).sqrt() * 255.0 };
    let levels = sums.iter().map(|&sum| part(sum).ceil() as u8).collect();
    (levels, errors.iter().fold(0, |bits, error| bits | 1 << bucket(error.time.0)))
}
