#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::RecordingFindings;
use crate::query::{TERMS, Today, parse};
use events::derived::{ConsoleLine, ErrorKind, ErrorRecord};
use events::{ConsoleLevel, EventSeq, TabId, Text, Timestamp, WallClock};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

fn id(number: u16) -> RecordingId {
    let mut id = [0; 16];
    id[..2].copy_from_slice(&number.to_be_bytes());
    RecordingId(id)
}

/// Each third has an error, each fifth a person, each has some lines.
fn library_of(recordings: u16) -> Library {
    let mut library = Library::in_memory().unwrap();
    for number in 0..recordings {
        let recording = Recording {
            id: id(number),
            file_name: format!("{number}.json"),
            href: format!("https://site{}.example/page", number % 4),
            person: if number.is_multiple_of(5) { format!("ann{}", number % 2) } else { String::new() },
            start: WallClock(i64::from(number) * 1_000),
            duration: Timestamp(i64::from(number * 7 % 11)),
            errors: u32::from(number.is_multiple_of(3)),
            ..Recording::default()
        };
        let error = ErrorRecord {
            time: Timestamp(20),
            tab: TabId(0),
            seq: EventSeq(0),
            kind: ErrorKind::Uncaught,
            name: Text::from("TypeError"),
            message: Text::from(format!("cart {} is empty", number % 2).as_str()),
            stack: Vec::new(),
            fingerprint: u64::from(number % 2) + 1,
        };
        let line = |time, text: &str| ConsoleLine {
            time: Timestamp(time),
            tab: TabId(0),
            seq: EventSeq(0),
            level: ConsoleLevel::Log,
            method: Text::from("log"),
            text: Text::from(text),
            args: Vec::new(),
            trace: Vec::new(),
            uncaught: false,
        };
        let errors = if number.is_multiple_of(3) { std::slice::from_ref(&error) } else { &[] };
        let console = [line(1, "cart opened"), line(2, "paid")];
        library
            .put(&recording, RecordingFindings { errors, console: &console, ..Default::default() })
            .unwrap();
        if number.is_multiple_of(2) {
            library.tag(&[id(number)], "even").unwrap();
        }
    }
    library
}

fn view(library: &Library, query: &str, sort: Sort, descending: bool, grouping: Grouping) -> View {
    let query = parse(query, TERMS, Today { now: 0, offset: 0 }).unwrap();
    let hidden = HashSet::from([id(1)]);
    library.view(ViewRequest { query: &query, sort, descending, grouping, hidden: &hidden }).unwrap()
}

fn all_rows(library: &Library, view: &View) -> Vec<ViewRow> {
    library.page(view, 0..usize::MAX).unwrap().into_iter().flatten().collect()
}

/// What SQLite does for an act, in steps of its machine.
fn steps(library: &mut Library, act: impl FnOnce(&Library)) -> u64 {
    let count = Arc::new(AtomicU64::new(0));
    let counted = count.clone();
    let step = move || {
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        false
    };
    library.connection.progress_handler(1, Some(step)).unwrap();
    act(library);
    library.connection.progress_handler(1, None::<fn() -> bool>).unwrap();
    count.load(std::sync::atomic::Ordering::Relaxed)
}

#[test]
fn pages_together_are_the_list() {
    let library = library_of(60);
    let view = view(&library, "", Sort::Duration, true, Grouping::None);
    let mut rows = Vec::new();
    for page in 0..10 {
        rows.extend(library.page(&view, page * 7..page * 7 + 7).unwrap().into_iter().flatten());
    }
    let mut list = library.list().unwrap();
    list.retain(|row| row.id != id(1));
    list.sort_by_key(|row| (Reverse(row.duration), Reverse(row.start)));
    assert_eq!(rows.iter().map(|row| row.recording.clone()).collect::<Vec<_>>(), list);
    assert_eq!((view.recordings, view.all, view.entries()), (59, 59, 59));
    assert!(rows.iter().all(|row| row.why.is_none()));
}

#[test]
fn a_page_costs_the_same_in_a_library_of_any_size() {
    let cost = |recordings, query: &str| {
        let mut library = library_of(recordings);
        let view = view(&library, query, Sort::Start, false, Grouping::None);
        let mut shown = 0;
        let steps = steps(&mut library, |library| shown = library.page(&view, 10..20).unwrap().len());
        assert_eq!(shown, 10);
        steps
    };
    for query in ["", "cart"] {
        let (small, large) = (cost(60, query), cost(600, query));
        assert!(small > 100 && large < small + small / 10, "{query}: {small}, then {large}");
    }
}

#[test]
fn a_row_says_why_it_is_there() {
    let library = library_of(12);
    let rows = all_rows(&library, &view(&library, "cart", Sort::Start, false, Grouping::None));
    assert_eq!(rows.len(), 11);
    let query = parse("cart", TERMS, Today { now: 0, offset: 0 }).unwrap();
    let hits = library.search(&query, usize::MAX).unwrap();
    for row in rows {
        let of_it: Vec<&SearchHit> = hits.iter().filter(|hit| hit.recording == row.recording.id).collect();
        let why = row.why.unwrap();
        assert_eq!(why.more as usize, of_it.len() - 1);
        assert_eq!(why, SearchHit { more: why.more, ..of_it[0].clone() });
        assert_eq!(row.recording.tags.is_empty(), row.recording.start.0 % 2_000 != 0);
    }
    let tagged = all_rows(&library, &view(&library, "tag:even", Sort::Start, false, Grouping::None));
    assert_eq!(tagged.len(), 6);
    assert!(tagged.iter().all(|row| row.why.is_none()));
}

#[test]
fn those_of_nobody_stand_last_in_both_directions() {
    let library = library_of(20);
    for descending in [false, true] {
        let grouped = view(&library, "", Sort::Person, descending, Grouping::Person);
        let labels: Vec<Option<&str>> = grouped.groups.iter().map(|group| group.label.as_deref()).collect();
        let named = if descending { ["ann1", "ann0"] } else { ["ann0", "ann1"] };
        assert_eq!(labels, [Some(named[0]), Some(named[1]), None]);
        let persons: Vec<String> =
            all_rows(&library, &grouped).into_iter().map(|row| row.recording.person).collect();
        for group in &grouped.groups {
            let label = group.label.clone().unwrap_or_default();
            assert!(persons[group.first..group.first + group.count].iter().all(|person| *person == label));
        }
    }
}

#[test]
fn a_recording_stands_under_each_of_its_groups_of_errors() {
    let library = library_of(12);
    let grouped = view(&library, "", Sort::Start, true, Grouping::Error);
    let shape: Vec<(Option<&str>, usize)> =
        grouped.groups.iter().map(|group| (group.label.as_deref(), group.count)).collect();
    // Errors are in 0, 3, 6 and 9; 1 is hidden.
    let expected =
        [(Some("TypeError: cart 1 is empty"), 2), (Some("TypeError: cart 0 is empty"), 2), (None, 7)];
    assert_eq!(shape, expected);
    assert_eq!(grouped.ids(0..4), [id(9), id(3), id(6), id(0)]);
}

#[test]
fn what_goes_away_leaves_a_gap() {
    let mut library = library_of(5);
    let view = view(&library, "", Sort::Start, false, Grouping::Site);
    library.remove(&[id(2)]).unwrap();
    let rows = library.page(&view, 0..10).unwrap();
    let ids: Vec<Option<RecordingId>> =
        rows.iter().map(|row| row.as_ref().map(|row| row.recording.id)).collect();
    assert_eq!(ids, [Some(id(0)), Some(id(4)), None, Some(id(3))]);
    assert_eq!(view.groups[0].label.as_deref(), Some("site0.example"));
}
