//! Texts that can be searched for: each different one is kept once and counted, however many recordings hold it.

use crate::LibraryError;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// What a text is about. Each kind has a range of ids of its own, so that a search can keep to it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum TextKind {
    Error = 0,
    Console = 1,
    /// Of pages and requests.
    Address = 2,
    /// What was clicked.
    Label = 3,
    /// Of the recording itself: its file, its person.
    About = 4,
}

const SHIFT: u32 = 40;
/// More of a text is not searched: what people look for stands at its beginning.
const SEARCHED_BYTES: usize = 4096;

impl TextKind {
    #[cfg(test)]
    pub(crate) const ALL: [TextKind; 5] =
        [TextKind::Error, TextKind::Console, TextKind::Address, TextKind::Label, TextKind::About];

    pub(crate) fn ids(self) -> RangeInclusive<i64> {
        let first = (self as i64) << SHIFT;
        first..=first + (1 << SHIFT) - 1
    }
}

/// Takes texts in and lets them go within one transaction, whose end `finish` must precede.
///
/// The full-text tables are written last and together: SQLite writes what they collected whenever another statement
/// might have to be undone, which is at nearly every one.
pub(crate) struct Texts<'a> {
    connection: &'a Connection,
    known: HashMap<(TextKind, u64), i64>,
    new: Vec<(i64, String)>,
    released: HashMap<i64, i64>,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(connection: &'a Connection) -> Texts<'a> {
        Texts { connection, known: HashMap::new(), new: Vec::new(), released: HashMap::new() }
    }

    /// The id of this text, which is one use more.
    pub(crate) fn take(&mut self, kind: TextKind, text: &str) -> Result<i64, LibraryError> {
        let text = beginning(text);
        let hash = hash(kind, text);
        if let Some(&id) = self.known.get(&(kind, hash)) {
            self.connection.prepare_cached("UPDATE text SET uses = uses + 1 WHERE id = ?")?.execute([id])?;
            return Ok(id);
        }
        let id = match self.find(kind, hash, text)? {
            Some(id) => {
                self.connection
                    .prepare_cached("UPDATE text SET uses = uses + 1 WHERE id = ?")?
                    .execute([id])?;
                id
            }
            None => self.insert(kind, hash, text)?,
        };
        self.known.insert((kind, hash), id);
        Ok(id)
    }

    fn find(&self, kind: TextKind, hash: u64, text: &str) -> Result<Option<i64>, LibraryError> {
        let sql = "SELECT id FROM text WHERE hash = ? AND text = ? AND id BETWEEN ? AND ?";
        let (first, last) = kind.ids().into_inner();
        let values = params![hash.cast_signed(), text, first, last];
        Ok(self.connection.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?)
    }

    fn insert(&mut self, kind: TextKind, hash: u64, text: &str) -> Result<i64, LibraryError> {
        let (first, last) = kind.ids().into_inner();
        let sql = "SELECT coalesce(max(id) + 1, ?1) FROM text WHERE id BETWEEN ?1 AND ?2";
        let id: i64 = self.connection.prepare_cached(sql)?.query_row([first, last], |row| row.get(0))?;
        let mut insert = self.connection.prepare_cached("INSERT INTO text VALUES (?, ?, 1, ?)")?;
        insert.execute(params![id, hash.cast_signed(), text])?;
        self.new.push((id, text.to_owned()));
        Ok(id)
    }

    /// So many uses less; a text that nothing uses any more goes at the end.
    pub(crate) fn release(&mut self, id: i64, uses: i64) {
        *self.released.entry(id).or_default() += uses;
    }

    /// How many texts are gone.
    pub(crate) fn finish(self) -> Result<usize, LibraryError> {
        let gone = self.take_uses_back()?;
        let mut unwrite = self.connection.prepare_cached("DELETE FROM text_trigram WHERE rowid = ?")?;
        for (id, _) in &gone {
            unwrite.execute([id])?;
        }
        let mut write =
            self.connection.prepare_cached("INSERT INTO text_trigram (rowid, text) VALUES (?, ?)")?;
        for (id, text) in &self.new {
            write.execute(params![id, text])?;
        }
        let mut unwrite = self.connection.prepare_cached("DELETE FROM text_pair WHERE rowid = ?")?;
        for (id, _) in gone.iter().filter(|(_, text)| text.chars().any(is_unspaced)) {
            unwrite.execute([id])?;
        }
        let mut write =
            self.connection.prepare_cached("INSERT INTO text_pair (rowid, pairs) VALUES (?, ?)")?;
        for (id, text) in self.new.iter().filter(|(_, text)| text.chars().any(is_unspaced)) {
            write.execute(params![id, pairs(text)])?;
        }
        Ok(gone.len())
    }

    /// The texts that are gone. In order of their ids, so that neighbours are met together.
    fn take_uses_back(&self) -> Result<Vec<(i64, String)>, LibraryError> {
        let mut released: Vec<(i64, i64)> = self.released.iter().map(|(&id, &uses)| (id, uses)).collect();
        released.sort_unstable();
        let mut look = self.connection.prepare_cached("SELECT uses, text FROM text WHERE id = ?")?;
        let mut less = self.connection.prepare_cached("UPDATE text SET uses = ? WHERE id = ?")?;
        let mut delete = self.connection.prepare_cached("DELETE FROM text WHERE id = ?")?;
        let mut gone = Vec::new();
        for (id, uses) in released {
            let (before, text): (i64, String) = look.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if before > uses {
                less.execute([before - uses, id])?;
            } else {
                delete.execute([id])?;
                gone.push((id, text));
            }
        }
        Ok(gone)
    }
}

pub(crate) fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SEARCHED_BYTES)).unwrap_or(text)
}

/// FNV-1a: the same in every release.
fn hash(kind: TextKind, text: &str) -> u64 {
    let bytes = std::iter::once(kind as u8).chain(text.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Scripts whose words are written without blanks between them: Han, kana, Hangul, Thai, Lao, Khmer and their kin.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0x2fdf | 0x3040..=0x30ff | 0x3100..=0x312f
        | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff
        | 0x2_0000..=0x3_ffff)
}

/// Every two neighbours of such a script as a word, and each alone.
pub(crate) fn pairs(text: &str) -> String {
    let mut pairs = String::new();
    let mut before = None;
    for c in text.chars() {
        let now = is_unspaced(c).then_some(c);
        if let Some(now) = now {
            pairs.push(now);
            pairs.push(' ');
            if let Some(before) = before {
                pairs.extend([before, now, ' ']);
            }
        }
        before = now;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_scripts_without_blanks_are_words() {
        assert_eq!(pairs("Pay 支払う now"), "支 払 支払 う 払う ");
        assert_eq!(pairs("no such"), "");
    }

    #[test]
    fn ranges_of_kinds_do_not_meet() {
        for pair in TextKind::ALL.windows(2) {
            assert!(pair[0].ids().end() < pair[1].ids().start());
        }
    }
}
