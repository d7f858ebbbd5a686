//! Errors that are one: by fingerprint, and by a person's own rules.

use crate::{Library, LibraryError};
use events::{RecordingId, Timestamp, WallClock};
use rusqlite::params;
use std::collections::HashMap;

/// How finely a group's sparkline tells when its errors happened.
pub const GROUP_BUCKETS: usize = 24;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ErrorGroup {
    /// All fingerprints in it; the first one names it.
    pub fingerprints: Vec<u64>,
    /// The rule's name, or type and message of the newest occurrence.
    pub title: String,
    /// The innermost frame of it; empty where no stack was recorded.
    pub place: String,
    pub count: u64,
    pub recordings: u32,
    pub first: WallClock,
    pub last: WallClock,
    /// Occurrences in equal parts of the time between the first and the last error of all groups.
    pub buckets: Vec<u32>,
    /// The group is made by this rule of a person's.
    pub rule: Option<i64>,
}

/// One time that an error happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occurrence {
    pub recording: RecordingId,
    pub file_name: String,
    pub person: String,
    pub time: Timestamp,
    pub wall: WallClock,
    pub kind: String,
    /// Type and message, then the stack, a frame a line.
    pub text: String,
}

/// Errors whose type, message or stack holds `pattern` are one group of this name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupRule {
    pub id: i64,
    pub pattern: String,
    pub name: String,
}

struct Fingerprint {
    value: i64,
    count: u64,
    first: i64,
    last: i64,
    /// Those of each time, in no order.
    recordings: Vec<i64>,
    walls: Vec<i64>,
}

impl Library {
    /// The newest first.
    pub fn error_groups(&self) -> Result<Vec<ErrorGroup>, LibraryError> {
        let prints = self.fingerprints()?;
        let first = prints.iter().map(|print| print.first).min().unwrap_or(0);
        let last = prints.iter().map(|print| print.last).max().unwrap_or(0);
        let mut rules = self.group_rules()?;
        rules.iter_mut().for_each(|rule| rule.pattern = rule.pattern.to_lowercase());
        let mut groups: Vec<(ErrorGroup, Vec<i64>)> = Vec::new();
        let mut of_rule: HashMap<i64, usize> = HashMap::new();
        for print in prints {
            let text = self.text_of_newest(print.value)?;
            let lower = if rules.is_empty() { String::new() } else { text.to_lowercase() };
            let rule = rules.iter().find(|rule| lower.contains(&rule.pattern));
            let known = rule.and_then(|rule| of_rule.get(&rule.id).copied());
            let place = known.unwrap_or_else(|| {
                if let Some(rule) = rule {
                    of_rule.insert(rule.id, groups.len());
                }
                groups.push((new_group(&text, rule), Vec::new()));
                groups.len() - 1
            });
            if let Some((group, recordings)) = groups.get_mut(place) {
                add(group, &print, first, last);
                recordings.extend(print.recordings);
            }
        }
        let counted = groups.into_iter().map(|(group, mut recordings)| {
            recordings.sort_unstable();
            recordings.dedup();
            ErrorGroup { recordings: u32::try_from(recordings.len()).unwrap_or(u32::MAX), ..group }
        });
        let mut groups: Vec<ErrorGroup> = counted.collect();
        groups.sort_by(|a, b| b.last.cmp(&a.last).then_with(|| b.count.cmp(&a.count)));
        Ok(groups)
    }

    /// Where errors with these fingerprints happened, newest first.
    pub fn occurrences(&self, fingerprints: &[u64], limit: usize) -> Result<Vec<Occurrence>, LibraryError> {
        let sql = "SELECT r.id, r.file_name, r.person, m.time, e.wall, e.kind, t.text
                   FROM error e JOIN recording r ON r.key = e.recording
                   JOIN moment m ON m.recording = e.recording AND m.number = e.number
                   JOIN text t ON t.id = m.text
                   WHERE e.fingerprint = ? ORDER BY e.wall DESC, e.recording, e.number LIMIT ?";
        let limit_sql = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut found = Vec::new();
        for fingerprint in fingerprints {
            let rows = statement.query_map(params![fingerprint.cast_signed(), limit_sql], |row| {
                Ok(Occurrence {
                    recording: RecordingId(row.get(0)?),
                    file_name: row.get(1)?,
                    person: row.get(2)?,
                    time: Timestamp(row.get(3)?),
                    wall: WallClock(row.get(4)?),
                    kind: row.get(5)?,
                    text: row.get(6)?,
                })
            })?;
            for row in rows {
                found.push(row?);
            }
        }
        found.sort_by_key(|occurrence| std::cmp::Reverse(occurrence.wall));
        found.truncate(limit);
        Ok(found)
    }

    pub fn group_rules(&self) -> Result<Vec<GroupRule>, LibraryError> {
        let sql = "SELECT id, pattern, name FROM own_group_rule ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(GroupRule { id: row.get(0)?, pattern: row.get(1)?, name: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn add_group_rule(&mut self, pattern: &str, name: &str) -> Result<i64, LibraryError> {
        let sql = "INSERT INTO own_group_rule (pattern, name) VALUES (?, ?)";
        self.connection.execute(sql, [pattern, name])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Whether there was one.
    pub fn remove_group_rule(&mut self, id: i64) -> Result<bool, LibraryError> {
        Ok(self.connection.execute("DELETE FROM own_group_rule WHERE id = ?", [id])? > 0)
    }

    fn fingerprints(&self) -> Result<Vec<Fingerprint>, LibraryError> {
        let sql = "SELECT fingerprint, wall, recording FROM error ORDER BY fingerprint, wall";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut prints: Vec<Fingerprint> = Vec::new();
        while let Some(row) = rows.next()? {
            let (value, wall, recording): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            match prints.last_mut().filter(|print| print.value == value) {
                Some(print) => {
                    print.count += 1;
                    print.last = wall;
                    print.recordings.push(recording);
                    print.walls.push(wall);
                }
                None => prints.push(Fingerprint {
                    value,
                    count: 1,
                    first: wall,
                    last: wall,
                    recordings: vec![recording],
                    walls: vec![wall],
                }),
            }
        }
        Ok(prints)
    }

    fn text_of_newest(&self, fingerprint: i64) -> Result<String, LibraryError> {
        let sql = "SELECT t.text FROM error e
                   JOIN moment m ON m.recording = e.recording AND m.number = e.number
                   JOIN text t ON t.id = m.text
                   WHERE e.fingerprint = ? ORDER BY e.wall DESC LIMIT 1";
        Ok(self.connection.prepare_cached(sql)?.query_row([fingerprint], |row| row.get(0))?)
    }
}

fn new_group(text: &str, rule: Option<&GroupRule>) -> ErrorGroup {
    let mut lines = text.lines();
    let title = lines.next().unwrap_or("").to_owned();
    ErrorGroup {
        fingerprints: Vec::new(),
        title: rule.map_or(title, |rule| rule.name.clone()),
        place: lines.next().unwrap_or("").trim().to_owned(),
        count: 0,
        recordings: 0,
        first: WallClock(i64::MAX),
        last: WallClock(i64::MIN),
        buckets: vec![0; GROUP_BUCKETS],
        rule: rule.map(|rule| rule.id),
    }
}

fn add(group: &mut ErrorGroup, print: &Fingerprint, first: i64, last: i64) {
    group.fingerprints.push(print.value.cast_unsigned());
    group.count += print.count;
    group.first = group.first.min(WallClock(print.first));
    group.last = group.last.max(WallClock(print.last));
    let length = i128::from((last - first).max(1));
    for wall in &print.walls {
        let place = (i128::from(wall - first) * GROUP_BUCKETS as i128 / length) as usize;
        if let Some(bucket) = group.buckets.get_mut(place.min(GROUP_BUCKETS - 1)) {
            *bucket += 1;
        }
    }
}
