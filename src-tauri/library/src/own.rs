//! What a person made: tags, notes, searches, watched folders. Kept by the recording's id, so that it outlives
//! everything that is derived.

use crate::{Library, LibraryError};
use events::{RecordingId, Timestamp, WallClock};
use rusqlite::{TransactionBehavior, params};

/// So many searches are remembered.
const RECENT_SEARCHES: i64 = 50;

/// Written by a person, at a moment or over a range.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    pub id: i64,
    pub recording: RecordingId,
    pub time: Timestamp,
    /// Equal to `time` at a moment.
    pub until: Timestamp,
    pub text: String,
    pub written: WallClock,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedSearch {
    pub name: String,
    pub query: String,
}

impl Library {
    pub fn tag(&mut self, recordings: &[RecordingId], tag: &str) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for id in recordings {
            let sql = "INSERT OR IGNORE INTO own_tag VALUES (?, ?)";
            transaction.prepare_cached(sql)?.execute(params![&id.0[..], tag])?;
        }
        Ok(transaction.commit()?)
    }

    pub fn untag(&mut self, recordings: &[RecordingId], tag: &str) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for id in recordings {
            let sql = "DELETE FROM own_tag WHERE recording = ? AND tag = ?";
            transaction.prepare_cached(sql)?.execute(params![&id.0[..], tag])?;
        }
        Ok(transaction.commit()?)
    }

    /// What a person wrote about one recording is of another one from now on: the same session, more of it.
    pub fn inherit(&mut self, from: RecordingId, to: RecordingId) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for sql in [
            "UPDATE OR REPLACE own_tag SET recording = ?2 WHERE recording = ?1",
            "UPDATE own_note SET recording = ?2 WHERE recording = ?1",
        ] {
            transaction.prepare_cached(sql)?.execute(params![&from.0[..], &to.0[..]])?;
        }
        Ok(transaction.commit()?)
    }

    /// All tags that are in use.
    pub fn tags(&self) -> Result<Vec<String>, LibraryError> {
        self.texts("SELECT DISTINCT tag FROM own_tag ORDER BY tag")
    }

    /// The new note's id.
    pub fn add_note(
        &mut self,
        recording: RecordingId,
        time: Timestamp,
        until: Timestamp,
        text: &str,
        written: WallClock,
    ) -> Result<i64, LibraryError> {
        let sql = "INSERT INTO own_note (recording, time, until, text, written) VALUES (?, ?, ?, ?, ?)";
        self.connection.execute(sql, params![&recording.0[..], time.0, until.0, text, written.0])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Whether there was one.
    pub fn remove_note(&mut self, id: i64) -> Result<bool, LibraryError> {
        Ok(self.connection.execute("DELETE FROM own_note WHERE id = ?", [id])? > 0)
    }

    /// In order of time.
    pub fn notes(&self, recording: RecordingId) -> Result<Vec<Note>, LibraryError> {
        let sql = "SELECT id, recording, time, until, text, written FROM own_note WHERE recording = ? ORDER BY time, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([&recording.0[..]], |row| {
            Ok(Note {
                id: row.get(0)?,
                recording: RecordingId(row.get(1)?),
                time: Timestamp(row.get(2)?),
                until: Timestamp(row.get(3)?),
                text: row.get(4)?,
                written: WallClock(row.get(5)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One of the same name is replaced.
    pub fn save_search(&mut self, name: &str, query: &str) -> Result<(), LibraryError> {
        self.connection.execute("INSERT OR REPLACE INTO own_search VALUES (?, ?)", [name, query])?;
        Ok(())
    }

    /// Whether there was one.
    pub fn remove_search(&mut self, name: &str) -> Result<bool, LibraryError> {
        Ok(self.connection.execute("DELETE FROM own_search WHERE name = ?", [name])? > 0)
    }

    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, LibraryError> {
        let mut statement =
            self.connection.prepare_cached("SELECT name, query FROM own_search ORDER BY name")?;
        let rows =
            statement.query_map([], |row| Ok(SavedSearch { name: row.get(0)?, query: row.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// `used` orders them; the oldest are forgotten.
    pub fn note_search(&mut self, query: &str, used: WallClock) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction
            .execute("INSERT OR REPLACE INTO own_recent_search VALUES (?, ?)", params![query, used.0])?;
        let sql = "DELETE FROM own_recent_search WHERE query NOT IN
                   (SELECT query FROM own_recent_search ORDER BY used DESC LIMIT ?)";
        transaction.execute(sql, [RECENT_SEARCHES])?;
        Ok(transaction.commit()?)
    }

    /// The last one first.
    pub fn recent_searches(&self) -> Result<Vec<String>, LibraryError> {
        self.texts("SELECT query FROM own_recent_search ORDER BY used DESC, query")
    }

    pub fn watch_folder(&mut self, path: &str) -> Result<(), LibraryError> {
        self.connection.execute("INSERT OR IGNORE INTO own_watched_folder VALUES (?)", [path])?;
        Ok(())
    }

    /// Whether it was watched.
    pub fn unwatch_folder(&mut self, path: &str) -> Result<bool, LibraryError> {
        Ok(self.connection.execute("DELETE FROM own_watched_folder WHERE path = ?", [path])? > 0)
    }

    pub fn watched_folders(&self) -> Result<Vec<String>, LibraryError> {
        self.texts("SELECT path FROM own_watched_folder ORDER BY path")
    }

    /// Files and folders of source maps.
    pub fn source_maps(&self) -> Result<Vec<String>, LibraryError> {
        self.texts("SELECT path FROM own_source_map ORDER BY path")
    }

    pub fn add_source_maps(&mut self, path: &str) -> Result<(), LibraryError> {
        self.connection.execute("INSERT OR IGNORE INTO own_source_map VALUES (?)", [path])?;
        Ok(())
    }

    /// Whether it was there.
    pub fn remove_source_maps(&mut self, path: &str) -> Result<bool, LibraryError> {
        Ok(self.connection.execute("DELETE FROM own_source_map WHERE path = ?", [path])? > 0)
    }

    /// Takes over what a person made from a backup's catalogue; what is there already stays.
    pub fn restore_own(&mut self, backup: &std::path::Path) -> Result<(), LibraryError> {
        self.connection.execute("ATTACH ? AS backup", [backup.display().to_string()])?;
        let copied = self.copy_own();
        self.connection.execute("DETACH backup", [])?;
        copied
    }

    fn copy_own(&mut self) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(
            "INSERT OR IGNORE INTO own_tag SELECT * FROM backup.own_tag;
             INSERT OR IGNORE INTO own_search SELECT * FROM backup.own_search;
             INSERT OR IGNORE INTO own_recent_search SELECT * FROM backup.own_recent_search;
             INSERT OR IGNORE INTO own_watched_folder SELECT * FROM backup.own_watched_folder;
             INSERT OR IGNORE INTO own_source_map SELECT * FROM backup.own_source_map;
             INSERT OR IGNORE INTO own_policy SELECT * FROM backup.own_policy;
             INSERT INTO own_note (recording, time, until, text, written)
                 SELECT recording, time, until, text, written FROM backup.own_note
                 EXCEPT SELECT recording, time, until, text, written FROM own_note;
             INSERT INTO own_group_rule (pattern, name)
                 SELECT pattern, name FROM backup.own_group_rule
                 EXCEPT SELECT pattern, name FROM own_group_rule;",
        )?;
        Ok(transaction.commit()?)
    }

    /// (site, rules) of what imports mask; the site is empty for everywhere else.
    pub fn policies(&self) -> Result<Vec<(String, String)>, LibraryError> {
        let mut statement =
            self.connection.prepare_cached("SELECT site, rules FROM own_policy ORDER BY site")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// In the place of all that were there.
    pub fn set_policies(&mut self, policies: &[(String, String)]) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute("DELETE FROM own_policy", [])?;
        for (site, rules) in policies {
            let sql = "INSERT OR REPLACE INTO own_policy VALUES (?, ?)";
            transaction.prepare_cached(sql)?.execute(params![site, rules])?;
        }
        Ok(transaction.commit()?)
    }

    /// Writes the catalogue as it is now to a new file.
    pub fn back_up(&self, to: &std::path::Path) -> Result<(), LibraryError> {
        self.connection.execute("VACUUM INTO ?", [to.display().to_string()])?;
        Ok(())
    }

    /// Recordings that others call by this name: a session, a replay, an event.
    pub fn called(&self, name: &str) -> Result<Vec<RecordingId>, LibraryError> {
        let sql = "SELECT DISTINCT r.id FROM alias a JOIN recording r ON r.key = a.recording
                   WHERE a.value = ? ORDER BY r.start_wall DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([name], |row| Ok(RecordingId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Values of a column that begin like this, for completion: those of most recordings first.
    pub fn known_values(&self, term: &str, begun: &str, limit: usize) -> Result<Vec<String>, LibraryError> {
        let sql = match term {
            "user" => {
                "SELECT person FROM recording WHERE person LIKE ?1 || '%' AND person <> '' GROUP BY person"
            }
            "browser" => {
                "SELECT browser FROM recording WHERE browser LIKE ?1 || '%' AND browser <> '' GROUP BY browser"
            }
            "os" => "SELECT os FROM recording WHERE os LIKE ?1 || '%' AND os <> '' GROUP BY os",
            "tag" => "SELECT tag FROM own_tag WHERE tag LIKE ?1 || '%' GROUP BY tag",
            _ => return Ok(Vec::new()),
        };
        let sql = format!("{sql} ORDER BY count(*) DESC, 1 LIMIT ?2");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![begun, limit], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn texts(&self, sql: &str) -> Result<Vec<String>, LibraryError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
