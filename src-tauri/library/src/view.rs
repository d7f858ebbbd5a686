//! The library as a list: the order is made once and kept; what a page shows is looked up when the page is seen.

use crate::query::Expr;
use crate::recordings::{Key, recording_from};
use crate::search::Plan;
use crate::site::site_of;
use crate::{Library, LibraryError, Recording, SearchHit};
use events::RecordingId;
use rusqlite::{OptionalExtension, Row};
use std::cmp::{Ordering, Reverse};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What the list is ordered by. Recordings that are the same in it stand newest first; those that have none of it, last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    Imported,
    Start,
    Duration,
    Errors,
    Site,
    Person,
    Browser,
    Events,
    Bytes,
}

impl Sort {
    fn column(self) -> &'static str {
        match self {
            Sort::Imported => "imported_wall",
            Sort::Start => "start_wall",
            Sort::Duration => "duration",
            Sort::Errors => "errors",
            Sort::Site => "href",
            Sort::Person => "person",
            Sort::Browser => "browser",
            Sort::Events => "events",
            Sort::Bytes => "bytes",
        }
    }

    fn value(self, row: &Row<'_>, column: usize) -> rusqlite::Result<Value> {
        Ok(match self {
            Sort::Site => Value::Text(site_of(row.get_ref(column)?.as_str()?).to_lowercase()),
            Sort::Person | Sort::Browser => Value::Text(row.get_ref(column)?.as_str()?.to_lowercase()),
            _ => Value::Number(row.get(column)?),
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grouping {
    None,
    Site,
    Person,
    /// By group of errors: a recording stands under each of its own.
    Error,
}

#[derive(Clone, Copy, Debug)]
pub struct ViewRequest<'q> {
    pub query: &'q Expr,
    pub sort: Sort,
    pub descending: bool,
    pub grouping: Grouping,
    /// Left out, as if they were not there.
    pub hidden: &'q HashSet<RecordingId>,
}

/// The order as it was at one moment.
#[derive(Debug)]
pub struct View {
    ids: Vec<RecordingId>,
    /// One behind the other; empty where nothing is grouped.
    pub groups: Vec<ViewGroup>,
    /// How many recordings match. Grouped by error there may be more entries.
    pub recordings: usize,
    /// How many there are, but for hidden ones.
    pub all: usize,
    /// Says why a recording matches.
    plan: Option<Plan>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ViewGroup {
    /// None: those that have no site, person or error.
    pub label: Option<String>,
    pub first: usize,
    pub count: usize,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ViewRow {
    pub recording: Recording,
    /// The gravest moment that the query found in it, and how many others.
    pub why: Option<SearchHit>,
}

impl View {
    pub fn entries(&self) -> usize {
        self.ids.len()
    }

    /// As many of these entries as there are.
    pub fn ids(&self, entries: Range<usize>) -> &[RecordingId] {
        let end = entries.end.min(self.ids.len());
        self.ids.get(entries.start.min(end)..end).unwrap_or_default()
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Number(i64),
    Text(String),
}

/// What of a recording decides where it stands.
struct Line {
    key: Key,
    id: RecordingId,
    start: i64,
    value: Value,
    /// Of a grouping by site or person.
    group: String,
}

impl Line {
    fn compare(&self, other: &Line, descending: bool) -> Ordering {
        let has_none = |line: &Line| matches!(&line.value, Value::Text(text) if text.is_empty());
        let by_value = self.value.cmp(&other.value);
        has_none(self)
            .cmp(&has_none(other))
            .then(if descending { by_value.reverse() } else { by_value })
            .then_with(|| (Reverse(self.start), self.id).cmp(&(Reverse(other.start), other.id)))
    }
}

impl Library {
    pub fn view(&self, request: ViewRequest<'_>) -> Result<View, LibraryError> {
        let mut lines = self.lines(request)?;
        let all = lines.len();
        let mut plan = None;
        if *request.query != Expr::All(Vec::new()) {
            let keys: Vec<Key> = lines.iter().map(|line| line.key).collect();
            let (found, why) = self.fulfilling(request.query, &keys)?;
            lines.retain(|line| found.contains(&line.key));
            plan = Some(why);
        }
        lines.sort_by(|a, b| a.compare(b, request.descending));
        let recordings = lines.len();
        let (ids, groups) = match request.grouping {
            Grouping::None => (lines.iter().map(|line| line.id).collect(), Vec::new()),
            Grouping::Site | Grouping::Person => grouped(&lines),
            Grouping::Error => self.grouped_by_error(&lines)?,
        };
        Ok(View { ids, groups, recordings, all, plan })
    }

    /// The rows of these entries: None for a recording that is gone since the view was made.
    pub fn page(&self, view: &View, entries: Range<usize>) -> Result<Vec<Option<ViewRow>>, LibraryError> {
        let mut find = self.connection.prepare_cached("SELECT * FROM recording WHERE id = ?")?;
        let mut rows = Vec::new();
        for id in view.ids(entries) {
            let found = find.query_row([&id.0[..]], |row| Ok((row.get("key")?, recording_from(row)?)));
            let found: Option<(Key, Recording)> = found.optional()?;
            rows.push(match found {
                Some((key, mut recording)) => {
                    recording.tags = self.tags_of(*id)?;
                    let why = match &view.plan {
                        Some(plan) => self.gravest_hit(plan, key, &recording)?,
                        None => None,
                    };
                    Some(ViewRow { recording, why })
                }
                None => None,
            });
        }
        Ok(rows)
    }

    fn lines(&self, request: ViewRequest<'_>) -> Result<Vec<Line>, LibraryError> {
        let group = match request.grouping {
            Grouping::Site => "href",
            Grouping::Person => "person",
            Grouping::None | Grouping::Error => "''",
        };
        let sql = format!("SELECT key, id, start_wall, {}, {group} FROM recording", request.sort.column());
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let id = RecordingId(row.get(1)?);
            if request.hidden.contains(&id) {
                continue;
            }
            let group = row.get_ref(4)?.as_str().unwrap_or_default();
            let group = if request.grouping == Grouping::Site { site_of(group) } else { group };
            lines.push(Line {
                key: row.get(0)?,
                id,
                start: row.get(2)?,
                value: request.sort.value(row, 3)?,
                group: group.to_owned(),
            });
        }
        Ok(lines)
    }

    /// The groups as `error_groups` has them; recordings without errors last.
    fn grouped_by_error(&self, lines: &[Line]) -> Result<(Vec<RecordingId>, Vec<ViewGroup>), LibraryError> {
        let groups = self.error_groups()?;
        let prints = groups.iter().enumerate().flat_map(|(place, group)| {
            group.fingerprints.iter().map(move |print| (print.cast_signed(), place))
        });
        let group_of: HashMap<i64, usize> = prints.collect();
        let place_of: HashMap<Key, usize> =
            lines.iter().enumerate().map(|(at, line)| (line.key, at)).collect();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
        let mut has_errors = vec![false; lines.len()];
        let mut statement = self.connection.prepare_cached("SELECT fingerprint, recording FROM error")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (print, key): (i64, Key) = (row.get(0)?, row.get(1)?);
            let Some(&at) = place_of.get(&key) else { continue };
            if let Some(members) = group_of.get(&print).and_then(|group| members.get_mut(*group)) {
                members.push(at);
                if let Some(has) = has_errors.get_mut(at) {
                    *has = true;
                }
            }
        }
        let mut parts: Vec<(Option<String>, Vec<usize>)> = Vec::new();
        for (group, mut places) in groups.into_iter().zip(members) {
            places.sort_unstable();
            places.dedup();
            parts.push((Some(group.title), places));
        }
        let without = (0..lines.len()).filter(|at| has_errors.get(*at) == Some(&false));
        parts.push((None, without.collect()));
        Ok(joined(lines, parts))
    }
}

/// In the order of each group's first recording; those with none last.
fn grouped(lines: &[Line]) -> (Vec<RecordingId>, Vec<ViewGroup>) {
    let mut parts: Vec<(Option<String>, Vec<usize>)> = Vec::new();
    let mut part_of: HashMap<&str, usize> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let part = *part_of.entry(&line.group).or_insert_with(|| {
            parts.push(((!line.group.is_empty()).then(|| line.group.clone()), Vec::new()));
            parts.len() - 1
        });
        if let Some((_, places)) = parts.get_mut(part) {
            places.push(at);
        }
    }
    parts.sort_by_key(|(label, _)| label.is_none());
    joined(lines, parts)
}

fn joined(lines: &[Line], parts: Vec<(Option<String>, Vec<usize>)>) -> (Vec<RecordingId>, Vec<ViewGroup>) {
    let (mut ids, mut groups) = (Vec::new(), Vec::new());
    for (label, places) in parts.into_iter().filter(|(_, places)| !places.is_empty()) {
        groups.push(ViewGroup { label, first: ids.len(), count: places.len() });
        ids.extend(places.into_iter().filter_map(|at| lines.get(at)).map(|line| line.id));
    }
    (ids, groups)
}

#[cfg(test)]
mod tests;
