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
    text: String,
}

const COLUMNS: &str = "m.number, m.time, m.kind, m.detail, t.text";

impl Library {
    pub(super) fn add_hits(
        &self,
        plan: &Plan<'_>,
        key: Key,
        limit: usize,
        hits: &mut Vec<SearchHit>,
    ) -> Result<(), LibraryError> {
        let sql = "SELECT * FROM recording WHERE key = ?";
        let recording = self.connection.prepare_cached(sql)?.query_row([key], recording_from)?;
        let wanted: Vec<&Leaf> = plan.leaves().into_iter().filter(|leaf| leaf.is_wanted).collect();
        let mut moments = Vec::new();
        for leaf in &wanted {
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
        if moments.is_empty() {
            hits.push(hit(&recording, HitKind::Recording, Timestamp::ZERO, recording.file_name.clone()));
            return Ok(());
        }
        let room = HITS_PER_RECORDING.min(limit.saturating_sub(hits.len()));
        let more = moments.len().saturating_sub(room);
        for moment in moments.iter().take(room) {
            let text = marked(&wanted, moment);
            let status = (moment.kind == HitKind::Request && moment.detail != NO_STATUS)
                .then(|| u16::try_from(moment.detail).ok())
                .flatten();
            let hit = hit(&recording, moment.kind, Timestamp(moment.time), text);
            hits.push(SearchHit { status, ..hit });
        }
        if let Some(last) = hits.last_mut() {
            last.more = u32::try_from(more).unwrap_or(u32::MAX);
        }
        Ok(())
    }

    fn moments_of(&self, leaf: &Leaf, key: Key, moments: &mut Vec<Moment>) -> Result<(), LibraryError> {
        if leaf.set.is_some() && matches!(leaf.test, Test::Text { .. }) && leaf.texts.len() <= FEW_TEXTS {
            let sql = format!(
                "SELECT {COLUMNS} FROM moment m JOIN text t ON t.id = m.text WHERE m.text = ? AND m.recording = ?"
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            for text in &leaf.texts {
                let mut rows = statement.query(params![text, key])?;
                while let Some(row) = rows.next()? {
                    push(leaf, row, moments)?;
                }
            }
            return Ok(());
        }
        let sql =
            format!("SELECT {COLUMNS} FROM moment m JOIN text t ON t.id = m.text WHERE m.recording = ?");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            push(leaf, row, moments)?;
        }
        Ok(())
    }
}

fn push(leaf: &Leaf, row: &Row<'_>, moments: &mut Vec<Moment>) -> Result<(), LibraryError> {
    let (kind, detail) = (HitKind::from_code(row.get(2)?), row.get(3)?);
    let text = row.get_ref(4)?.as_str().unwrap_or_default();
    if leaf.accepts(kind, detail, text) {
        moments.push(Moment { number: row.get(0)?, time: row.get(1)?, kind, detail, text: text.to_owned() });
    }
    Ok(())
}

/// By the condition that it fulfils.
fn marked(leaves: &[&Leaf], moment: &Moment) -> String {
    let needle = leaves.iter().find_map(|leaf| match &leaf.test {
        Test::Text { needle, .. } if leaf.accepts(moment.kind, moment.detail, &moment.text) => Some(needle),
        _ => None,
    });
    match needle {
        Some(needle) => needle.marked(&moment.text),
        None => moment.text.lines().next().unwrap_or("").to_owned(),
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
