//! Reading streams: what an import holds does not grow with the file. A process of its own, because it counts every
//! allocation of Rust code.

#![allow(clippy::unwrap_used, unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use tests::Workbench;

struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator unchanged; only numbers are kept beside it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(held, Ordering::Relaxed);
        // SAFETY: the caller's promises are handed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are handed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn a_file_four_times_as_large_needs_little_more_memory() {
    // Below 16 MB the sort window and the queue to the writing thread are not full yet.
    let small = peak_of_an_import(16);
    let large = peak_of_an_import(64);
    // What may grow is an index of about a hundred bytes for each of the 48,000 more events, and how full that queue
    // was at its fullest.
    let grown = large.saturating_sub(small);
    assert!(grown < 12_000_000, "16 MB: {small} bytes, 64 MB: {large} bytes");
}

/// Bytes held at most, beyond what was held before.
fn peak_of_an_import(megabytes: usize) -> usize {
    let bench = Workbench::new();
    let path = bench.file("large.ndjson", "");
    write_recording(&path, megabytes * 1_000_000);
    let before = HELD.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    bench.import(&path).outcome.unwrap();
    PEAK.load(Ordering::Relaxed) - before
}

/// One text changes to a kilobyte of another, every 50 ms.
fn write_recording(path: &std::path::Path, bytes: usize) {
    let start = 1_700_000_000_000_u64;
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    writeln!(
        out,
        r#"{{"type":4,"timestamp":{start},"data":{{"href":"http://a.test/","width":800,"height":600}}}}"#
    )
    .unwrap();
    writeln!(out, r#"{{"type":2,"timestamp":{start},"data":{{"node":{{"type":0,"id":1,"childNodes":[{{"type":2,"tagName":"html","attributes":{{}},"id":2,"childNodes":[{{"type":3,"textContent":"0","id":4}}]}}]}},"initialOffset":{{"left":0,"top":0}}}}}}"#).unwrap();
    for index in 1..bytes as u64 / 1000 {
        let at = start + index * 50;
        let text: String = (0..40).map(|word| format!("w{:020} ", index * 7919 + word)).collect();
        writeln!(out, r#"{{"type":3,"timestamp":{at},"data":{{"source":0,"removes":[],"adds":[],"attributes":[],"texts":[{{"id":4,"value":"{text}"}}]}}}}"#).unwrap();
    }
    out.flush().unwrap();
}
