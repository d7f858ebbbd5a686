//! `apply(diff(a, b), a) == b`, at a cost that follows what changed.

use crate::scripts::{CASES, run};
use dom::Document;
use events::{Diagnostics, Timestamp};
use testkit::generate::{Script, generate};
use tests::{Recording, check_patch, fixtures};

/// Documents of one tab at some of its times, patched from each to the next, and back.
fn check_recording(recording: &Recording, most: usize) -> Result<(), String> {
    for tab in &recording.tabs {
        let mut taken: Vec<(Timestamp, Document)> = Vec::new();
        let mut document = Document::new();
        let mut issues = Diagnostics::new();
        let events = recording.of_tab(*tab);
        let every = events.len().div_ceil(most).max(1);
        for (index, event) in events.iter().enumerate() {
            document.apply(event, &mut issues);
            if index % every == 0 || index + 1 == events.len() {
                taken.push((event.time, document.clone()));
            }
        }
        // Neighbours, and pairs far from each other.
        let count = taken.len();
        let far = (0..count).map(|index| (index, (index * 7 + 3) % count));
        for (from, to) in (1..count).map(|index| (index - 1, index)).chain(far) {
            for (from, to) in [(from, to), (to, from)] {
                let ((then, a), (now, b)) = (&taken[from], &taken[to]);
                if a.state().epoch != b.state().epoch || a.root().is_none() || b.root().is_none() {
                    continue;
                }
                check_patch(a, b).map_err(|broken| format!("from {then:?} to {now:?}: {broken}"))?;
            }
        }
    }
    Ok(())
}

pub fn check_patches(script: &Script) -> Result<(), String> {
    let generated = generate(script);
    let recording = Recording::read(generated.file.as_bytes()).map_err(|error| error.to_string())?;
    check_recording(&recording, 30)
}

#[test]
fn a_patch_leads_from_any_moment_of_a_page_to_any_other() {
    run(CASES, 100, check_patches).unwrap_or_else(|broken| panic!("{broken}"));
}

#[test]
fn a_patch_leads_from_any_moment_of_a_real_page_to_any_other() {
    for fixture in fixtures::real() {
        let recording = Recording::read(&fixture.bytes()).unwrap();
        check_recording(&recording, 24).unwrap_or_else(|broken| panic!("{}: {broken}", fixture.name));
    }
}
