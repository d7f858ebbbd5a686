//! Which segment a moment belongs to. Read once, held in memory.

use crate::{Moment, Result, SegmentRow};
use events::{TabId, Timestamp};
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

#[derive(Default)]
pub(crate) struct SegmentIndex {
    /// Each tab's segments in order; their starts do not fall.
    tabs: BTreeMap<TabId, Vec<SegmentRow>>,
}

impl SegmentIndex {
    pub fn read(connection: &Connection) -> Result<SegmentIndex> {
        let mut index = SegmentIndex::default();
        let mut query = connection.prepare_cached("SELECT * FROM segment ORDER BY id")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let row = segment_row(row)?;
            index.tabs.entry(row.tab).or_default().push(row);
        }
        Ok(index)
    }

    pub fn rows(&self, tab: TabId) -> &[SegmentRow] {
        self.tabs.get(&tab).map_or(&[], Vec::as_slice)
    }

    pub fn all(&self) -> impl Iterator<Item = &SegmentRow> {
        self.tabs.values().flatten()
    }

    /// The last segment that starts at the moment or before: its place among the tab's rows. None before the first event.
    pub fn place(&self, tab: TabId, at: Moment) -> Option<usize> {
        self.rows(tab).partition_point(|row| at.includes(row.start)).checked_sub(1)
    }
}

fn segment_row(row: &Row<'_>) -> Result<SegmentRow> {
    let number = |column: usize| row.get::<_, i64>(column);
    Ok(SegmentRow {
        id: number(0)? as u64,
        tab: TabId(row.get(1)?),
        start: Timestamp(number(2)?),
        end: Timestamp(number(3)?),
        first: row.get::<_, Option<i64>>(4)?.map(Timestamp),
        events: number(5)? as u64,
        records: number(6)? as u64,
        changes: number(7)? as u64,
        keyframe_bytes: number(8)? as u64,
        chunk_bytes: number(9)? as u64,
        base: row.get::<_, Option<i64>>(10)?.map(|base| base as u64),
    })
}
