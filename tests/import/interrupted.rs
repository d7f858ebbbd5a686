//! Imports that do not come to their end.

use crate::growing::long_recording;
use engine::{Engine, ErrorCode, ImportNews, OnNews};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tests::Workbench;

fn left_in(library: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(library.join("recordings")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().display().to_string()).collect()
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let bench = Workbench::new();
    let path = bench.file("long.json", long_recording(60_000));
    let cancel: OnNews = Arc::new(|job, _| job.cancel.cancel());
    let job = bench.engine.start_import(&path, cancel);
    let error = job.wait().unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    assert_eq!(left_in(&bench.library()), Vec::<String>::new());
    assert!(bench.engine.recordings().unwrap().is_empty());
    // It can be imported after all.
    assert!(!bench.import(&path).outcome.unwrap().already_there);
}

#[test]
fn an_import_is_cancelled_by_its_file_at_any_time_of_it() {
    for when in [ImportNews::Progress, ImportNews::Committed] {
        let bench = Workbench::new();
        let path = bench.file("long.json", long_recording(60_000));
        let (tell, told) = channel();
        let (go, go_on) = channel::<()>();
        let go_on = Mutex::new(go_on);
        let news: OnNews = Arc::new(move |_, news| {
            if news == when {
                let _ = tell.send(());
                let _ = go_on.lock().unwrap().recv();
            }
        });
        let job = bench.engine.start_import(&path, news);
        told.recv().unwrap();
        assert!(!bench.engine.cancel_imports(Some(Path::new("another.json"))), "only what is asked for");
        assert!(bench.engine.cancel_imports(Some(&path)));
        drop(go);
        assert_eq!(job.wait().unwrap_err().code, ErrorCode::Cancelled, "at {when:?}");
        assert_eq!(left_in(&bench.library()), Vec::<String>::new());
        assert!(!bench.engine.cancel_imports(Some(&path)), "nothing runs any more");
    }
}

#[test]
fn imports_that_wait_are_cancelled_with_those_that_run() {
    let bench = Workbench::new();
    let (tell, told) = channel();
    let (go, go_on) = channel::<()>();
    let go_on = Mutex::new(go_on);
    let news: OnNews = Arc::new(move |_, news| {
        if news == ImportNews::Progress {
            let _ = tell.send(());
            let _ = go_on.lock().unwrap().recv();
        }
    });
    // More than run beside each other on any machine.
    let jobs: Vec<_> = (0..200)
        .map(|number| {
            let path = bench.file(&format!("{number}.json"), long_recording(100 + number));
            bench.engine.start_import(&path, news.clone())
        })
        .collect();
    told.recv().unwrap();
    assert!(bench.engine.cancel_imports(None));
    drop(go);
    let kept = jobs.iter().filter(|job| job.wait().is_ok()).count();
    assert_eq!((kept, left_in(&bench.library())), (0, Vec::new()));
}

#[test]
fn progress_tells_bytes_events_and_the_time_that_is_left() {
    let bench = Workbench::new();
    let path = bench.file("long.json", long_recording(20_000));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let notes = seen.clone();
    let news: OnNews = Arc::new(move |job, news| {
        if news != ImportNews::Over {
            // Slow enough for a guess.
            std::thread::sleep(Duration::from_millis(150));
            notes.lock().unwrap().push((job.progress(), job.time_left()));
        }
    });
    bench.engine.start_import(&path, news).wait().unwrap();
    let seen = seen.lock().unwrap();
    let size = std::fs::metadata(&path).unwrap().len();
    assert!(seen.iter().all(|(progress, _)| progress.total_bytes == size && progress.bytes <= size));
    assert!(seen.is_sorted_by_key(|(progress, _)| (progress.bytes, progress.events)), "{seen:?}");
    assert_eq!(seen[0].1, None, "after one event nothing can be said");
    assert!(seen.iter().any(|(_, left)| left.is_some_and(|left| left > Duration::ZERO)), "{seen:?}");
}

#[test]
fn a_panic_is_an_error_that_leaves_nothing() {
    let bench = Workbench::new();
    let path = bench.file("long.json", long_recording(20_000));
    let panic: OnNews = Arc::new(|_, news| assert!(news != ImportNews::Committed, "this is the panic"));
    let error = bench.engine.start_import(&path, panic).wait().unwrap_err();
    assert_eq!((error.code, error.path.as_deref()), (ErrorCode::Damaged, Some(path.as_path())));
    assert_eq!(left_in(&bench.library()), Vec::<String>::new());
    assert!(!bench.import(&path).outcome.unwrap().already_there);
}

/// Where the process that is to die imports from and to.
const SOURCE: &str = "PLAYHEAD_TEST_SOURCE";
const LIBRARY: &str = "PLAYHEAD_TEST_LIBRARY";

#[test]
fn a_killed_import_leaves_nothing_once_the_library_is_opened_again() {
    if let (Some(source), Some(library)) = (std::env::var_os(SOURCE), std::env::var_os(LIBRARY)) {
        die_while_importing(Path::new(&source), Path::new(&library));
    }
    let bench = Workbench::new();
    let path = bench.file("long.json", long_recording(60_000));
    let died = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "interrupted::a_killed_import_leaves_nothing_once_the_library_is_opened_again"])
        .env(SOURCE, &path)
        .env(LIBRARY, bench.library())
        .output()
        .unwrap();
    assert!(!died.status.success(), "it was to die: {died:?}");
    let half = left_in(&bench.library());
    assert!(half.iter().any(|name| name.ends_with(".tmp")), "it died before it wrote anything: {half:?}");
    let bench = bench.reopened();
    assert_eq!(left_in(&bench.library()), Vec::<String>::new());
    assert!(bench.engine.recordings().unwrap().is_empty());
    assert!(!bench.import(&path).outcome.unwrap().already_there);
}

fn die_while_importing(source: &Path, library: &Path) -> ! {
    let engine = Engine::open(library).unwrap();
    let job = engine.start_import(source, Arc::new(|_, _| std::process::abort()));
    let outcome = job.wait().map(drop);
    panic!("the import came to its end: {outcome:?}");
}
