//! The moments for which a recording was found.

use super::leaf::{Leaf, Test};
use super::plan::Plan;
use super::{HITS_PER_RECORDING, SearchHit};
use crate::moments::{HitKind, NO_STATUS};
use crate::recordings::{Key, recording_from};
use crate::{Library, LibraryError, Recording};
use events::Timestamp;
use rusqlite::{Row, params};

/// So few texts are looked up by themselves; with more all moments of the recording are read.
const FEW_TEXTS: usize = 32;

struct Moment {
    number: i64,
    time: i64,
    kind: HitKind,
    detail: i64,
    text: i64,
}

const COLUMNS: &str = "m.number, m.time, m.kind, m.detail, m.text";

impl Library {
    pub(super) fn add_hits(
        &self,
        plan: &Plan,
        key: Key,
        limit: usize,
        hits: &mut Vec<SearchHit>,
    ) -> Result<(), LibraryError> {
        let sql = "SELECT * FROM recording WHERE key = ?";
        let recording = self.connection.prepare_cached(sql)?.query_row([key], recording_from)?;
        let wanted = plan.wanted();
        let moments = self.moments(&wanted, key)?;
        if moments.is_empty() {
            hits.push(hit(&recording, HitKind::Recording, Timestamp::ZERO, recording.file_name.clone()));
            return Ok(());
        }
        let room = HITS_PER_RECORDING.min(limit.saturating_sub(hits.len()));
        for moment in moments.iter().take(room) {
            hits.push(self.hit(&wanted, moment, &recording)?);
        }
        if let Some(last) = hits.last_mut() {
            last.more = u32::try_from(moments.len().saturating_sub(room)).unwrap_or(u32::MAX);
        }
        Ok(())
    }

    /// The gravest moment of this recording that the plan found, with the number of the others.
    pub(crate) fn gravest_hit(
        &self,
        plan: &Plan,
        key: Key,
        recording: &Recording,
    ) -> Result<Option<SearchHit>, LibraryError> {
        let wanted = plan.wanted();
        let moments = self.moments(&wanted, key)?;
        let Some(first) = moments.first() else { return Ok(None) };
        let more = u32::try_from(moments.len() - 1).unwrap_or(u32::MAX);
        Ok(Some(SearchHit { more, ..self.hit(&wanted, first, recording)? }))
    }

    /// The gravest first, then the earliest.
    fn moments(&self, wanted: &[&Leaf], key: Key) -> Result<Vec<Moment>, LibraryError> {
        let mut moments = Vec::new();
        for leaf in wanted {
            if !matches!(leaf.test, Test::Row) {
                self.moments_of(leaf, key, &mut moments)?;
            }
        }
        moments.sort_by_key(|moment| (moment.kind, moment.number));
        moments.dedup_by_key(|moment| moment.number);
        // The row of the recording says nothing where a moment does.
        if moments.iter().any(|moment| moment.kind != HitKind::Recording) {
            moments.retain(|moment| moment.kind != HitKind::Recording);
        }
        Ok(moments)
    }

    fn moments_of(&self, leaf: &Leaf, key: Key, moments: &mut Vec<Moment>) -> Result<(), LibraryError> {
        if leaf.set.is_some() && matches!(leaf.test, Test::Text { .. }) && leaf.texts.len() <= FEW_TEXTS {
            let sql = format!("SELECT {COLUMNS} FROM moment m WHERE m.text = ? AND m.recording = ?");
            let mut statement = self.connection.prepare_cached(&sql)?;
            for text in &leaf.texts {
                let mut rows = statement.query(params![text, key])?;
                while let Some(row) = rows.next()? {
                    let moment = moment_from(row)?;
                    if leaf.accepts_id(moment.kind, moment.detail, moment.text) == Some(true) {
                        moments.push(moment);
                    }
                }
            }
            return Ok(());
        }
        let sql = format!("SELECT {COLUMNS} FROM moment m WHERE m.recording = ?");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            let moment = moment_from(row)?;
            let accepts = match leaf.accepts_id(moment.kind, moment.detail, moment.text) {
                Some(accepts) => accepts,
                None => leaf.accepts(moment.kind, moment.detail, &self.text(moment.text)?),
            };
            if accepts {
                moments.push(moment);
            }
        }
        Ok(())
    }

    fn hit(
        &self,
        wanted: &[&Leaf],
        moment: &Moment,
        recording: &Recording,
    ) -> Result<SearchHit, LibraryError> {
        let text = marked(wanted, moment, &self.text(moment.text)?);
        let has_status = moment.kind == HitKind::Request && moment.detail != NO_STATUS;
        let status = has_status.then(|| u16::try_from(moment.detail).ok()).flatten();
        Ok(SearchHit { status, ..hit(recording, moment.kind, Timestamp(moment.time), text) })
    }

    fn text(&self, id: i64) -> Result<String, LibraryError> {
        let sql = "SELECT text FROM text WHERE id = ?";
        Ok(self.connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
    }
}

fn moment_from(row: &Row<'_>) -> rusqlite::Result<Moment> {
    Ok(Moment {
        number: row.get(0)?,
        time: row.get(1)?,
        kind: HitKind::from_code(row.get(2)?),
        detail: row.get(3)?,
        text: row.get(4)?,
    })
}

/// By the condition that it fulfils.
fn marked(leaves: &[&Leaf], moment: &Moment, text: &str) -> String {
    let needle = leaves.iter().find_map(|leaf| match &leaf.test {
        Test::Text { needle, .. } if leaf.accepts(moment.kind, moment.detail, text) => Some(needle),
        _ => None,
    });
    match needle {
        Some(needle) => needle.marked(text),
        None => text.lines().next().unwrap_or("").to_owned(),
    }
}

fn hit(recording: &Recording, kind: HitKind, time: Timestamp, text: String) -> SearchHit {
    SearchHit {
        recording: recording.id,
        file_name: recording.file_name.clone(),
        href: recording.href.clone(),
        start: recording.start,
        time,
        kind,
        text,
        status: None,
        more: 0,
    }
}
