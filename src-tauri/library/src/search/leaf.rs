//! One condition of a query, as a set of recordings or as a question to each of them.

use super::needle::Needle;
use super::plan::KeySet;
use crate::LibraryError;
use crate::moments::{HitKind, friction_code};
use crate::query::{Bounds, Condition, Value};
use crate::recordings::Key;
use crate::texts::TextKind;
use rusqlite::{Connection, ToSql, params};

/// More texts, or requests, are not turned into a set of recordings unless it must be.
const FEW: usize = 5_000;

#[derive(Clone, Debug)]
pub enum Test {
    /// Moments of these kinds whose text holds the needle.
    Text {
        kinds: Vec<HitKind>,
        needle: Needle,
    },
    Status(Bounds),
    /// Any moment of this kind; of requests the failed ones.
    Any(HitKind),
    /// Friction of one kind, by its number.
    Friction(i64),
    /// Nothing that is a moment: a column of the recording.
    Row,
}

#[derive(Debug)]
pub struct Leaf {
    pub test: Test,
    /// The recordings that fulfil it; None while it is asked of each.
    pub set: Option<KeySet>,
    /// Of a text test that is a set: the texts it stands in, in order.
    pub texts: Vec<i64>,
    /// Not under a minus: its moments are hits.
    pub is_wanted: bool,
}

impl Leaf {
    pub fn new(
        connection: &Connection,
        condition: &Condition,
        is_wanted: bool,
    ) -> Result<Leaf, LibraryError> {
        let mut leaf = Leaf { test: Test::Row, set: None, texts: Vec::new(), is_wanted };
        match (condition.term, &condition.value) {
            (Some(term @ ("user" | "browser" | "os" | "file" | "tag")), Value::Text(words)) => {
                leaf.set = Some(rows_with(connection, term, words)?);
            }
            (Some("duration"), Value::Duration(bounds)) => {
                leaf.set = Some(within(connection, "duration", *bounds)?);
            }
            (Some("date"), Value::Date(bounds)) => {
                leaf.set = Some(within(connection, "start_wall", *bounds)?)
            }
            (Some("has"), Value::Word(word)) => leaf.has(connection, word)?,
            (Some("status"), Value::Number(bounds)) => {
                leaf.test = Test::Status(*bounds);
                leaf.resolve(connection, FEW)?;
            }
            (term, Value::Text(words)) => {
                leaf.test = text_test(term, words);
                leaf.resolve(connection, FEW)?;
            }
            // A term takes one kind of value; the parser gives no other.
            _ => leaf.set = Some(KeySet::default()),
        }
        Ok(leaf)
    }

    fn has(&mut self, connection: &Connection, word: &str) -> Result<(), LibraryError> {
        let (column, kind) = match word {
            "error" => ("errors", Some(HitKind::Error)),
            "console" => ("console_lines", Some(HitKind::Console)),
            "failed" => ("failed", Some(HitKind::Request)),
            "masked" => ("masked", None),
            "friction" => return self.friction(connection, None),
            "note" => return self.own(connection, "own_note"),
            "tag" => return self.own(connection, "own_tag"),
            _ => return self.friction(connection, friction_code(word)),
        };
        self.test = kind.map_or(Test::Row, Test::Any);
        self.set = Some(within(connection, column, Bounds { least: 1, most: i64::MAX })?);
        Ok(())
    }

    fn friction(&mut self, connection: &Connection, code: Option<i64>) -> Result<(), LibraryError> {
        self.test = code.map_or(Test::Any(HitKind::Friction), Test::Friction);
        let sql = "SELECT DISTINCT recording FROM moment WHERE kind = 6 AND detail BETWEEN ? AND ?";
        self.set = Some(keys(connection, sql, &[&code.unwrap_or(0), &code.unwrap_or(i64::MAX)])?);
        Ok(())
    }

    fn own(&mut self, connection: &Connection, table: &str) -> Result<(), LibraryError> {
        let sql = format!("SELECT r.key FROM recording r WHERE r.id IN (SELECT recording FROM {table})");
        self.set = Some(keys(connection, &sql, &[])?);
        Ok(())
    }

    /// Makes it a set, unless more than `most` texts or requests would have to be looked at.
    pub fn resolve(&mut self, connection: &Connection, most: usize) -> Result<(), LibraryError> {
        if self.set.is_some() {
            return Ok(());
        }
        match &self.test {
            Test::Text { needle, .. } => {
                let Some(mut texts) = needle.texts(connection, most)? else { return Ok(()) };
                texts.sort_unstable();
                let mut set = KeySet::default();
                let sql = "SELECT recording FROM moment WHERE text = ?";
                let mut statement = connection.prepare_cached(sql)?;
                for text in &texts {
                    let mut rows = statement.query([text])?;
                    while let Some(row) = rows.next()? {
                        set.insert(row.get(0)?);
                    }
                }
                (self.texts, self.set) = (texts, Some(set));
            }
            Test::Status(bounds) => {
                let sql = "SELECT recording FROM moment WHERE kind = 2 AND detail BETWEEN ? AND ? LIMIT ?";
                let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query(params![bounds.least.max(0), bounds.most, limit])?;
                let (mut set, mut seen) = (KeySet::default(), 0_usize);
                while let Some(row) = rows.next()? {
                    seen += 1;
                    set.insert(row.get(0)?);
                }
                self.set = (seen <= most).then_some(set);
            }
            Test::Any(_) | Test::Friction(_) | Test::Row => self.set = Some(KeySet::default()),
        }
        Ok(())
    }

    /// The same by the text's id alone; None where the text itself must be looked at.
    pub fn accepts_id(&self, kind: HitKind, detail: i64, text: i64) -> Option<bool> {
        match &self.test {
            Test::Text { kinds, .. } if !kinds.contains(&kind) => Some(false),
            Test::Text { .. } => self.set.as_ref().map(|_| self.texts.binary_search(&text).is_ok()),
            _ => Some(self.accepts(kind, detail, "")),
        }
    }

    /// Whether a moment is what it asks for.
    pub fn accepts(&self, kind: HitKind, detail: i64, text: &str) -> bool {
        match &self.test {
            Test::Text { kinds, needle } => kinds.contains(&kind) && needle.is_in(text),
            Test::Status(bounds) => kind == HitKind::Request && detail >= 0 && bounds.contains(detail),
            Test::Any(HitKind::Request) => kind == HitKind::Request && (detail == 0 || detail >= 400),
            Test::Any(wanted) => kind == *wanted,
            Test::Friction(code) => kind == HitKind::Friction && detail == *code,
            Test::Row => false,
        }
    }

    pub fn holds(&self, connection: &Connection, key: Key) -> Result<bool, LibraryError> {
        if let Some(set) = &self.set {
            return Ok(set.contains(key));
        }
        let sql = "SELECT m.kind, m.detail, t.text FROM moment m JOIN text t ON t.id = m.text WHERE m.recording = ?";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            let kind = HitKind::from_code(row.get(0)?);
            if self.accepts(kind, row.get(1)?, row.get_ref(2)?.as_str().unwrap_or_default()) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn text_test(term: Option<&str>, words: &[String]) -> Test {
    let kinds = match term {
        Some("error") => vec![HitKind::Error],
        Some("console") => vec![HitKind::Console],
        Some("url") => vec![HitKind::Request, HitKind::Page],
        Some("click") => vec![HitKind::Click],
        _ => HitKind::ALL.to_vec(),
    };
    let mut texts: Vec<TextKind> = kinds.iter().map(|kind| kind.text_kind()).collect();
    texts.dedup();
    Test::Text { kinds, needle: Needle::new(words, texts) }
}

/// Recordings with a column, or a tag, in which all words stand.
fn rows_with(connection: &Connection, term: &str, words: &[String]) -> Result<KeySet, LibraryError> {
    // SQLite lowers ASCII letters only, so all are compared here.
    let sql = match term {
        "user" => "SELECT key, person FROM recording WHERE person <> ''",
        "browser" => "SELECT key, browser FROM recording WHERE browser <> ''",
        "os" => "SELECT key, os FROM recording WHERE os <> ''",
        "tag" => "SELECT r.key, t.tag FROM own_tag t JOIN recording r ON r.id = t.recording",
        _ => "SELECT key, file_name FROM recording",
    };
    let needle = Needle::new(words, Vec::new());
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut set = KeySet::default();
    while let Some(row) = rows.next()? {
        if needle.is_in(row.get_ref(1)?.as_str().unwrap_or_default()) {
            set.insert(row.get(0)?);
        }
    }
    Ok(set)
}

fn within(connection: &Connection, column: &str, bounds: Bounds) -> Result<KeySet, LibraryError> {
    let sql = format!("SELECT key FROM recording WHERE {column} BETWEEN ? AND ?");
    keys(connection, &sql, &[&bounds.least, &bounds.most])
}

fn keys(connection: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<KeySet, LibraryError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    let mut set = KeySet::default();
    while let Some(row) = rows.next()? {
        set.insert(row.get(0)?);
    }
    Ok(set)
}
