//! Watched folders: real files, real time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use engine::{Engine, WatchNews};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What the issue promises, from the last write on.
const PROMISED: Duration = Duration::from_secs(2);
/// A loaded machine may take longer; then the time is measured against how late this test itself woke up.
const PATIENCE: Duration = Duration::from_secs(30);

struct Scene {
    dir: TempDir,
    engine: Arc<Engine>,
    news: Receiver<(Instant, WatchNews)>,
}

fn recording(number: u64) -> String {
    let time = 1_795_000_000_000 + number * 1_000_000;
    format!(
        r#"[{{"type":4,"data":{{"href":"https://a.example/{number}","width":9,"height":9}},"timestamp":{time}}},
{{"type":2,"data":{{"node":{{"type":0,"childNodes":[],"id":1}},"initialOffset":{{"left":0,"top":0}}}},"timestamp":{time}}}]"#
    )
}

impl Scene {
    fn new(prepare: impl FnOnce(&Path)) -> Scene {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("in");
        std::fs::create_dir_all(&folder).unwrap();
        prepare(&folder);
        let engine = Arc::new(Engine::open(&dir.path().join("library")).unwrap());
        engine.watch(&folder).unwrap();
        let (engine, news) = watched(engine);
        Scene { dir, engine, news }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().canonicalize().unwrap().join("in").join(name)
    }

    fn put(&self, name: &str, content: &str) -> Instant {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), content).unwrap();
        Instant::now()
    }

    fn next(&self) -> (Instant, WatchNews) {
        self.news.recv_timeout(PATIENCE).expect("nothing came")
    }

    /// The next import is that of this file, in time.
    fn imported(&self, name: &str, written: Instant) {
        let started = Instant::now();
        std::thread::sleep(Duration::from_millis(10));
        let lag = started.elapsed() - Duration::from_millis(10);
        let (at, news) = self.next();
        let WatchNews::Imported { report, .. } = news else { panic!("{news:?}") };
        assert_eq!(report.path, self.path(name));
        assert!(report.outcome.is_ok(), "{report:?}");
        let took = at.saturating_duration_since(written);
        assert!(took <= PROMISED + lag * 20, "{name} took {took:?}, {lag:?} late");
    }

    fn nothing_for(&self, time: Duration) {
        match self.news.recv_timeout(time) {
            Err(RecvTimeoutError::Timeout) => {}
            other => panic!("{other:?}"),
        }
    }

    fn count(&self) -> usize {
        self.engine.recordings().unwrap().len()
    }
}

fn watched(engine: Arc<Engine>) -> (Arc<Engine>, Receiver<(Instant, WatchNews)>) {
    let (sender, news) = channel();
    let sender = Mutex::new(sender);
    engine
        .start_watching(Arc::new(move |news| drop(sender.lock().unwrap().send((Instant::now(), news)))))
        .unwrap();
    (engine, news)
}

#[test]
fn new_files_are_imported_within_two_seconds_and_once() {
    let scene = Scene::new(|folder| std::fs::write(folder.join("before.json"), recording(0)).unwrap());
    scene.imported("before.json", Instant::now());
    let written = scene.put("a.json", &recording(1));
    scene.imported("a.json", written);
    let written = scene.put("new/deep/b.json", &recording(2));
    scene.imported("new/deep/b.json", written);
    // The same content again.
    let written = scene.put("again.json", &recording(1));
    scene.imported("again.json", written);
    assert_eq!(scene.count(), 3);
    // Another content under the same name.
    let written = scene.put("a.json", &recording(3));
    scene.imported("a.json", written);
    assert_eq!(scene.count(), 4);
    // What cannot be imported is said.
    scene.put("note.txt", "hello");
    let (_, news) = scene.next();
    assert!(matches!(&news, WatchNews::Imported { report, .. } if report.outcome.is_err()), "{news:?}");
    scene.nothing_for(Duration::from_millis(500));
}

#[test]
fn a_growing_file_waits_for_its_end() {
    let scene = Scene::new(|_| ());
    let text = recording(1);
    let mut file = File::create(scene.path("slow.json")).unwrap();
    for part in text.as_bytes().chunks(text.len() / 6 + 1) {
        file.write_all(part).unwrap();
        std::thread::sleep(Duration::from_millis(400));
    }
    let written = Instant::now();
    drop(file);
    scene.imported("slow.json", written);
    assert_eq!(scene.engine.recordings().unwrap()[0].events, 2);
    // Not closed, but at rest.
    let mut file = File::create(scene.path("open.json")).unwrap();
    file.write_all(recording(2).as_bytes()).unwrap();
    let written = Instant::now();
    scene.imported("open.json", written);
    drop(file);
    scene.nothing_for(Duration::from_secs(2));
    assert_eq!(scene.count(), 2);
}

#[test]
fn a_program_that_pauses_leaves_one_recording() {
    let scene = Scene::new(|_| ());
    let (first, rest) = (recording(1), r#",{"type":1,"data":{},"timestamp":1795000900000}]"#);
    let mut file = File::create(scene.path("slow.json")).unwrap();
    file.write_all(first.trim_end_matches(']').as_bytes()).unwrap();
    scene.imported("slow.json", Instant::now());
    let partial = scene.engine.recordings().unwrap()[0].clone();
    scene.engine.tag(&[partial.id], "flaky").unwrap();
    file.write_all(
        rest.replace("1795000900000", &(1_795_000_000_000_u64 + 1_060_000).to_string()).as_bytes(),
    )
    .unwrap();
    let written = Instant::now();
    drop(file);
    scene.imported("slow.json", written);
    let rows = scene.engine.recordings().unwrap();
    assert_eq!((rows.len(), rows[0].events, rows[0].tags.as_slice()), (1, 3, &["flaky".to_owned()][..]));
    assert_ne!(rows[0].id, partial.id);
}

/// A segment as Sentry hands them out: its events, and the name of the session.
fn segment(number: u64, events: u64) -> String {
    let time = 1_795_000_000_000 + number * 5_000;
    let first = format!(
        r#"{{"type":4,"data":{{"href":"https://a.example/","width":9,"height":9}},"timestamp":{time}}},
{{"type":2,"data":{{"node":{{"type":0,"childNodes":[],"id":1}},"initialOffset":{{"left":0,"top":0}}}},"timestamp":{time}}}"#
    );
    let more = (1..=events).map(|n| format!(r#"{{"type":1,"data":{{}},"timestamp":{}}}"#, time + n));
    let all: Vec<String> = std::iter::once(first).chain(more).collect();
    let replay = "5f0d0c2a6e5b4f3f9a55d5f7a3a1c001";
    format!(
        r#"{{"replay_id":"{replay}","segment_id":{number}}}
[{}]"#,
        all.join(",")
    )
}

#[test]
fn segments_that_come_one_by_one_become_one_recording() {
    let scene = Scene::new(|_| ());
    let until = |events: u64| {
        let begun = Instant::now();
        loop {
            let rows = scene.engine.recordings().unwrap();
            if let [row] = rows.as_slice()
                && row.events == events
            {
                return row.clone();
            }
            assert!(begun.elapsed() < PATIENCE, "{rows:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    // The middle one first.
    scene.put("replay-1.json", &segment(1, 3));
    let alone = until(5);
    scene.engine.tag(&[alone.id], "mine").unwrap();
    scene.put("replay-0.json", &segment(0, 1));
    until(8);
    scene.put("replay-2.json", &segment(2, 2));
    let whole = until(12);
    assert_eq!(whole.tags, ["mine"], "what a person wrote goes with it");
    assert_eq!(std::fs::read_dir(scene.engine.paths().dir().join("recordings")).unwrap().count(), 1);
}

#[test]
fn unfinished_names_are_not_read_before_they_change() {
    let scene = Scene::new(|_| ());
    for (number, name) in
        ["x.json.part", "y.json.crdownload", "z.json.tmp", "w.json.download"].iter().enumerate()
    {
        scene.put(name, &recording(number as u64));
    }
    scene.nothing_for(Duration::from_millis(2_500));
    for name in ["x.json", "y.json", "z.json", "w.json"] {
        let unfinished = std::fs::read_dir(scene.path("")).unwrap().map(|entry| entry.unwrap().path());
        let unfinished = unfinished
            .into_iter()
            .find(|path| path.to_string_lossy().contains(&format!("/{name}.")))
            .unwrap();
        std::fs::rename(unfinished, scene.path(name)).unwrap();
        scene.imported(name, Instant::now());
    }
    assert_eq!(scene.count(), 4);
}

#[test]
fn a_folder_that_vanishes_is_said_and_taken_up_again() {
    let scene = Scene::new(|_| ());
    let folder = scene.path("").canonicalize().unwrap();
    let away = folder.with_file_name("away");
    for way in 0..2_u64 {
        if way == 0 {
            std::fs::rename(&folder, &away).unwrap();
        } else {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        assert_eq!(scene.next().1, WatchNews::Gone(folder.clone()));
        assert!(!scene.engine.watched_folders().unwrap()[0].is_there);
        if way == 0 {
            // Nobody watches what it became.
            std::fs::write(away.join("elsewhere.json"), recording(99)).unwrap();
            scene.nothing_for(Duration::from_secs(1));
        }
        std::fs::create_dir(&folder).unwrap();
        let written = scene.put(&format!("back{way}.json"), &recording(way));
        assert_eq!(scene.next().1, WatchNews::Back(folder.clone()));
        scene.imported(&format!("back{way}.json"), written);
        assert!(scene.engine.watched_folders().unwrap()[0].is_there);
        let written = scene.put(&format!("later{way}.json"), &recording(10 + way));
        scene.imported(&format!("later{way}.json"), written);
    }
}

#[test]
fn the_list_outlives_the_program_and_can_be_changed() {
    let scene = Scene::new(|folder| std::fs::write(folder.join("a.json"), recording(0)).unwrap());
    scene.imported("a.json", Instant::now());
    let Scene { dir, engine, news } = scene;
    drop(engine);
    assert!(matches!(news.recv_timeout(PATIENCE), Err(RecvTimeoutError::Disconnected)), "the thread goes on");

    std::fs::write(dir.path().join("in/b.json"), recording(1)).unwrap();
    let (engine, news) = watched(Arc::new(Engine::open(&dir.path().join("library")).unwrap()));
    let scene = Scene { dir, engine, news };
    // What came meanwhile, and not what is there already.
    scene.imported("b.json", Instant::now());
    scene.nothing_for(Duration::from_millis(500));
    assert!(scene.engine.unwatch(&scene.path("")).unwrap());
    assert!(!scene.engine.unwatch(&scene.path("")).unwrap());
    std::thread::sleep(Duration::from_millis(200));
    scene.put("c.json", &recording(2));
    scene.nothing_for(Duration::from_secs(2));
    scene.engine.watch(&scene.path("")).unwrap();
    scene.imported("c.json", Instant::now());
    assert!(scene.engine.watch(&scene.dir.path().join("library")).is_err());
    assert!(scene.engine.watch(&scene.path("c.json")).is_err());
}
