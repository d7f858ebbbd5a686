//! Recordings in a library of their own, and one window in which they are opened one after the other.

use super::{Answers, Moments, Replay, Seed, Tally};
use crate::App;
use engine::{Engine, RecordingId};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::TempDir;

/// A recording in the library.
pub struct Shelved {
    /// As the person who asked for it knows it.
    pub name: String,
    pub id: RecordingId,
    /// Under which it stands in the library's list: no two are the same.
    file_name: String,
}

pub struct Shelf {
    pub app: App,
    pub recordings: Vec<Shelved>,
    /// Never dropped: its runtime must not end inside that of the test.
    engine: &'static Engine,
    answers: Answers,
    _files: TempDir,
}

impl Shelf {
    /// Imports what can be imported, and opens the window.
    pub async fn of(files: &[(String, PathBuf)]) -> Shelf {
        let library = TempDir::new().unwrap();
        let copies = TempDir::new().unwrap();
        let engine: &Engine = Box::leak(Box::new(Engine::open(library.path()).unwrap()));
        let mut recordings: Vec<Shelved> = Vec::new();
        for (number, (name, path)) in files.iter().enumerate() {
            let file_name = format!("number-{number:03}.recording");
            let copy = copies.path().join(&file_name);
            std::fs::copy(path, &copy).unwrap();
            // What is no recording at all has no page to look at.
            if let Ok(summary) = engine.import(&copy).outcome
                && !recordings.iter().any(|known| known.id == summary.id)
            {
                recordings.push(Shelved { name: name.clone(), id: summary.id, file_name });
            }
        }
        let app = App::start_with(library, &[]).await;
        Shelf { app, recordings, engine, answers: Answers::default(), _files: copies }
    }

    /// Opens a recording in the window, by its row in the list.
    pub async fn open(&mut self, index: usize) -> Replay<'_> {
        let Shelved { id, file_name, .. } = &self.recordings[index];
        let standing = "(window.__playheadStage?.standing().session ?? null)";
        let before = self.app.js(&format!("return {standing}")).await;
        let row = format!(
            "const has = row => row.getAttribute('aria-label')?.includes({file});
             const listed = [...document.querySelectorAll('[role=list][aria-label=Library] [role=listitem]')].find(has);
             if (listed) {{ listed.click(); return true; }}
             const row = [...document.querySelectorAll('[role=grid] [role=row]')].find(has);
             if (row) {{ row.dispatchEvent(new MouseEvent('dblclick', {{ bubbles: true }})); return true; }}
             const field = document.querySelector('input[aria-label=\"Filter recordings\"]');
             const query = '\"' + {file} + '\"';
             if (field && field.value !== query) {{
               field.value = query;
               field.dispatchEvent(new Event('input', {{ bubbles: true }}));
             }}
             return false;",
            file = json!(file_name)
        );
        self.app.until(&format!("{file_name} in the list"), &row).await;
        let opened = format!("const now = {standing}; return now !== null && now !== {before}");
        self.app.until(&format!("{file_name} on the stage"), &opened).await;
        let session = self.engine.open_recording(*id).unwrap();
        Replay::new(&self.app, session, &mut self.answers).await
    }

    /// Goes through all of them, and says of each what was looked at.
    pub async fn sweep(&mut self, seeds: &[Seed], moments: usize, say: impl Fn(&str)) -> Sweep {
        let mut sweep = Sweep::default();
        for index in 0..self.recordings.len() {
            let name = self.recordings[index].name.clone();
            let began = Instant::now();
            let mut replay = self.open(index).await;
            for &seed in seeds {
                let moments = Moments::of(replay.session(), seed, moments);
                replay.follow(&moments).await;
            }
            sweep.total.join(&replay.tally);
            say(&format!("{name}: {} ({} ms)", replay.tally, began.elapsed().as_millis()));
            sweep.wrong.extend(replay.wrong.iter().map(|(when, wrong)| format!("{name}, {when}: {wrong}")));
        }
        sweep
    }

    pub async fn close(self) {
        self.app.close().await;
    }
}

#[derive(Default)]
pub struct Sweep {
    pub total: Tally,
    pub wrong: Vec<String>,
}

/// The recordings below a folder of fixtures: of each folder the one file that is neither its origin nor its expectation.
pub fn fixtures_in(group: &str) -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let entries = |folder: &Path| {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        entries
    };
    let folders: Vec<PathBuf> =
        entries(&root.join(group)).into_iter().filter(|entry| entry.is_dir()).collect();
    let folders = if folders.is_empty() { vec![root.join(group)] } else { folders };
    let mut found = Vec::new();
    for folder in folders {
        let name = folder.strip_prefix(&root).unwrap().display().to_string();
        let about = ["ORIGIN.md", "expected.txt", "truth.json.gz"];
        let is_input = |path: &PathBuf| path.is_file() && !about.iter().any(|name| path.ends_with(name));
        let inputs = entries(&folder).into_iter().filter(is_input);
        found.extend(inputs.map(|input| (name.clone(), input)));
    }
    found
}

/// A file, or all files below a folder: what is no recording is passed over by the import. They are named by the two last
/// parts of their paths, because most are called `recording`.
pub fn recordings_at(path: &Path) -> Vec<(String, PathBuf)> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(path)
            .expect("the folder can be read")
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        return entries.iter().flat_map(|entry| recordings_at(entry)).collect();
    }
    let parts: Vec<_> =
        path.components().rev().take(2).map(|part| part.as_os_str().to_string_lossy()).collect();
    vec![(parts.into_iter().rev().collect::<Vec<_>>().join("/"), path.to_owned())]
}
