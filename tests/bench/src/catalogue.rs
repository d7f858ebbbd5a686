//! A library of many recordings, measured: searches, groups of errors, a page of the list, deleting, size.

use crate::figures::Figures;
use crate::samples::Samples;
use crate::variations::Variations;
use engine::{Engine, EngineError};
use events::{RecordingId, WallClock};
use library::query::{Expr, TERMS, Today, parse};
use library::{Grouping, Library, LibraryError, Sort, View, ViewRequest};
use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

const SEARCHES: usize = 200;
const COLD_SEARCHES: usize = 40;
const HITS: usize = 50;
const DELETED: usize = 1_000;
const VIEWS: usize = 40;
const PAGE: usize = 100;

/// `fixtures` are what the recordings are variations of.
pub fn measure(recordings: usize, fixtures: &[std::path::PathBuf]) -> Result<Figures, EngineError> {
    let no_room = |_| EngineError::not_now("There is no room for temporary files", "Free some space");
    let scratch = tempfile::tempdir().map_err(no_room)?;
    let engine = Engine::open(&scratch.path().join("fixtures"))?;
    let mut variations = Variations::of(&engine, fixtures)?;
    let path = scratch.path().join("library.db");
    let mut library = Library::open(&path)?;

    let mut raw_bytes = 0;
    let mut rows = 0;
    let began = Instant::now();
    let mut making = Duration::ZERO;
    for _ in 0..recordings {
        let made = Instant::now();
        let next = variations.next();
        making += made.elapsed();
        raw_bytes += next.raw_bytes;
        rows += next.rows();
        next.put(|row, findings| library.put(row, findings))?;
    }
    let put = began.elapsed().saturating_sub(making);

    let mut figures = Figures::of(format!("a library of {recordings} recordings"));
    figures.put("console lines, requests and errors", rows as f64, "");
    figures.put("their JSON", raw_bytes as f64 / 1e6, "MB");
    figures.put("indexing one recording", put.as_secs_f64() * 1000.0 / recordings.max(1) as f64, "ms");
    figures.put("catalogue", size(&path) / 1e6, "MB");
    figures.put("  of the JSON", size(&path) / raw_bytes.max(1) as f64 * 100.0, "%");

    let queries = variations.searches(SEARCHES);
    let mut cold = Samples::default();
    let mut has_cold = false;
    for query in queries.iter().filter(|query| !is_of_properties(query)).take(COLD_SEARCHES) {
        drop(library);
        let dropped = drop_caches();
        let began = Instant::now();
        library = Library::open(&path)?;
        search(&library, query)?;
        if dropped {
            cold.push(began.elapsed());
            has_cold = true;
        }
    }
    let mut warm = Samples::default();
    let mut properties = Samples::default();
    let mut common = Samples::default();
    let mut found = 0;
    for query in &queries {
        let began = Instant::now();
        found += usize::from(search(&library, query)? > 0);
        if is_of_properties(query) { &mut properties } else { &mut warm }.push(began.elapsed());
    }
    for query in variations.common_searches() {
        let began = Instant::now();
        search(&library, &query)?;
        common.push(began.elapsed());
    }
    figures.put("searches that found something", found as f64 * 100.0 / queries.len().max(1) as f64, "%");
    figures.put_samples("error search, 50 hits with reasons", &warm, "ms");
    if has_cold {
        figures.put_samples("  opened anew, caches dropped", &cold, "ms");
    }
    figures.put_samples("search by request or person", &properties, "ms");
    figures.put_samples("words that stand nearly everywhere", &common, "ms");
    figures.put("groups of errors, read from the disk", timed(|| library.error_groups())?, "ms");
    figures.put("groups of errors", timed(|| library.error_groups())?, "ms");
    figures.put("the whole list", timed(|| library.list())?, "ms");
    list(&library, &queries, &mut figures)?;

    let ids: Vec<RecordingId> = library.list()?.iter().take(DELETED).map(|row| row.id).collect();
    let before = size(&path);
    figures.put("deleting 1,000", timed(|| library.remove(&ids))?, "ms");
    drop(library);
    figures.put("  space given back", (before - size(&path)) / 1e6, "MB");
    Ok(figures)
}

/// What the window's list asks for: the order of all, then the rows that are seen.
fn list(library: &Library, queries: &[String], figures: &mut Figures) -> Result<(), EngineError> {
    let hidden = HashSet::new();
    let view = |text: &str, sort, grouping| -> Result<View, EngineError> {
        let query = parsed(text)?;
        Ok(library.view(ViewRequest { query: &query, sort, descending: true, grouping, hidden: &hidden })?)
    };
    let sorts = [Sort::Imported, Sort::Duration, Sort::Site, Sort::Person];
    let mut views = Samples::default();
    let mut pages = Samples::default();
    for (at, sort) in sorts.into_iter().cycle().take(VIEWS).enumerate() {
        let began = Instant::now();
        let made = view("", sort, Grouping::None)?;
        views.push(began.elapsed());
        let first = made.entries() * at / VIEWS;
        let began = Instant::now();
        library.page(&made, first..first + PAGE)?;
        pages.push(began.elapsed());
    }
    figures.put_samples("list: a view", &views, "ms");
    figures.put_samples("list: a page of 100", &pages, "ms");
    let mut views = Samples::default();
    let mut pages = Samples::default();
    for query in queries.iter().take(VIEWS) {
        let began = Instant::now();
        let made = view(query, Sort::Imported, Grouping::None)?;
        views.push(began.elapsed());
        let began = Instant::now();
        library.page(&made, 0..PAGE)?;
        pages.push(began.elapsed());
    }
    figures.put_samples("list: a view of an error search", &views, "ms");
    figures.put_samples("list: a page of it, with reasons", &pages, "ms");
    let began = Instant::now();
    view("", Sort::Imported, Grouping::Error)?;
    figures.put("list: a view by groups of errors", began.elapsed().as_secs_f64() * 1000.0, "ms");
    Ok(())
}

fn parsed(query: &str) -> Result<Expr, EngineError> {
    let today = Today { now: WallClock::default().0, offset: 0 };
    let wrong = |_| EngineError::not_now("The benchmark asks for what cannot be read", "Mend the benchmark");
    parse(query, TERMS, today).map_err(wrong)
}

fn search(library: &Library, query: &str) -> Result<usize, EngineError> {
    Ok(library.search(&parsed(query)?, HITS)?.len())
}

fn timed<T>(act: impl FnOnce() -> Result<T, LibraryError>) -> Result<f64, EngineError> {
    let began = Instant::now();
    act()?;
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}

/// With what SQLite has not moved into the file yet.
/// Asks for a request or a person rather than for an error's words.
fn is_of_properties(query: &str) -> bool {
    query.starts_with("url:") || query.starts_with("user:")
}

fn size(path: &Path) -> f64 {
    let log = path.with_extension("db-wal");
    [path, &log].iter().filter_map(|path| std::fs::metadata(path).ok()).map(|meta| meta.len() as f64).sum()
}

/// Where the program may: Linux, as its administrator.
fn drop_caches() -> bool {
    std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}
