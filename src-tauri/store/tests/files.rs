//! The life of a recording's file: growing, cut again, finished, abandoned, left behind by a crash.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "this is part of tests")]

mod recordings;

use events::derived::*;
use events::{ConsoleLevel, Diagnostics, EventSeq, SessionFacts, TimeRange, Timestamp, WallClock};
use recordings::*;
use store::{
    Origin, OwnedSourceRecord, RecordingInfo, RecordingReader, SegmentPolicy, StoreError, sweep_temporaries,
};

#[test]
fn events_come_back_as_they_were_pushed() {
    let events = busy(5, 80);
    let desk = Desk::new();
    let reader = desk.recording(small(), &events);
    let back: Vec<_> = reader.events(TAB).unwrap().flat_map(|segment| segment.unwrap()).collect();
    assert_eq!(back, events);
    let rows = reader.segments().unwrap();
    assert_eq!(rows.iter().map(|row| row.events).sum::<u64>(), events.len() as u64);
    assert!(rows.iter().all(|row| row.records <= 8 || row.start.0 == 0), "{rows:#?}");
}

#[test]
fn source_events_come_back_bit_for_bit() {
    let desk = Desk::new();
    let mut writer = desk.writer(SegmentPolicy::default());
    // Some hundred kilobytes, so that there are several blocks; one event is larger than a block.
    let raw = |n: u64| match n {
        5 => format!("[\"{}\"]", "x".repeat(900_000)),
        n => format!("{{\"n\":{n},\"é\":\"{}\"}}", "ab".repeat(n as usize % 97)),
    };
    for n in 0..5000 {
        push_source(&mut writer, 2 * n, 1_000_000 - n as i64 % 7, &raw(n));
    }
    writer.finish(&desk.place()).unwrap();
    let reader = RecordingReader::open(&desk.place()).unwrap();
    let all: Vec<OwnedSourceRecord> = reader.source_all().unwrap().map(|record| record.unwrap()).collect();
    assert_eq!(all.len(), 5000);
    for (n, record) in all.iter().enumerate() {
        assert_eq!(record.raw, raw(n as u64).as_bytes());
        assert_eq!(record.seq.0, 2 * n as u64);
    }
    let some = reader.source_events(EventSeq(1999), 3).unwrap();
    assert_eq!(some.iter().map(|record| record.seq.0).collect::<Vec<_>>(), [2000, 2002, 2004]);
    assert_eq!(reader.source_events(EventSeq(0), 1).unwrap()[0].seq.0, 0);
    assert_eq!(reader.source_events(EventSeq(10_000), 3).unwrap(), []);
}

#[test]
fn source_events_are_sorted_while_the_recording_is_written() {
    let desk = Desk::new();
    let mut writer = desk.writer(small());
    let walls = |n: u64| (n * 7919 % 3001) as i64;
    for n in 0..3000 {
        push_source(
            &mut writer,
            n,
            walls(n),
            &format!("{{\"wall\":{},{}}}", walls(n), "\"pad\":0,".repeat(40)),
        );
    }
    let mut last = (i64::MIN, 0);
    let mut count = 0;
    for (n, record) in writer.source_records_sorted().unwrap().enumerate() {
        let record = record.unwrap();
        assert!(last < (record.wall.0, record.seq.0));
        last = (record.wall.0, record.seq.0);
        assert!(record.raw.starts_with(format!("{{\"wall\":{},", record.wall.0).as_bytes()));
        // The recording goes on being written and committed under the iterator.
        push(&mut writer, &[event(n as i64, n as u64, pointer(1.0))]);
        if n % 500 == 0 {
            writer.commit().unwrap();
        }
        count += 1;
    }
    assert_eq!(count, 3000);
    writer.finish(&desk.place()).unwrap();
}

#[test]
fn a_source_event_with_a_number_that_was_there_is_refused() {
    let desk = Desk::new();
    let mut writer = desk.writer(small());
    push_source(&mut writer, 4, 0, "{}");
    let record = store::SourceRecord { seq: EventSeq(4), wall: events::WallClock(0), tab: TAB, raw: b"{}" };
    assert!(matches!(writer.push_source(&record), Err(StoreError::SourceOutOfOrder { seq: 4, last: 4 })));
}

#[test]
fn a_growing_recording_is_read_up_to_its_watermark() {
    let events = busy(5, 100);
    let desk = Desk::new();
    let mut writer = desk.writer(small());
    push(&mut writer, &events[..1]);
    assert_eq!(
        writer.commit().unwrap().time,
        events[0].time,
        "the first picture need not wait for a whole segment"
    );
    let reader = RecordingReader::open_growing(&desk.temporary()).unwrap();
    assert!(reader.document_at(TAB, at(10)).unwrap().0 == naive(&events[..1], TAB, at(10)));
    let mut pushed = 1;
    for part in events[1..].chunks(17) {
        push(&mut writer, part);
        let seen = reader.watermark().unwrap();
        assert_eq!(seen.time, events[pushed - 1].time, "nothing is seen before it is committed");
        pushed += part.len();
        let told = writer.commit().unwrap();
        let seen = reader.watermark().unwrap();
        assert_eq!((seen.time, seen.segments), (told.time, told.segments));
        assert_eq!(seen.time, events[pushed - 1].time);
        for event in &events[..pushed] {
            let moment = store::Moment::At(event.time);
            let (document, stats) = reader.document_at(TAB, moment).unwrap();
            assert!(document == naive(&events[..pushed], TAB, moment), "{moment:?} of {pushed}");
            assert_eq!(stats.segments_read, 1);
        }
        assert!(!seen.complete);
    }
    writer.finish(&desk.place()).unwrap();
    let finished = RecordingReader::open(&desk.place()).unwrap();
    assert!(finished.watermark().unwrap().complete);
    // The reader of the file that was renamed still reads it.
    assert!(reader.document_at(TAB, at(500)).unwrap().0 == finished.document_at(TAB, at(500)).unwrap().0);
    assert_eq!(desk.names(), ["a.playhead"]);
}

#[test]
fn a_commit_that_nobody_waits_for_is_seen_once_it_says_so() {
    let events = busy(5, 100);
    let desk = Desk::new();
    let mut writer = desk.writer(small());
    push(&mut writer, &events[..60]);
    let commit = writer.begin_commit().unwrap();
    push(&mut writer, &events[60..]);
    while !commit.is_done() {
        std::thread::yield_now();
    }
    let reader = RecordingReader::open_growing(&desk.temporary()).unwrap();
    let seen = reader.watermark().unwrap();
    assert_eq!((seen.time, seen.segments), (events[59].time, commit.watermark.segments));
    let moment = store::Moment::At(events[59].time);
    assert!(reader.document_at(TAB, moment).unwrap().0 == naive(&events[..60], TAB, moment));
    writer.abandon();
}

#[test]
fn readers_on_other_threads_see_whole_commits_only() {
    let events = busy(5, 400);
    let desk = Desk::new();
    let mut writer = desk.writer(small());
    push(&mut writer, &events[..1]);
    writer.commit().unwrap();
    let reader = RecordingReader::open_growing(&desk.temporary()).unwrap();
    std::thread::scope(|scope| {
        let events = &events;
        let seeking = scope.spawn(move || {
            loop {
                let watermark = reader.watermark().unwrap();
                let moment = store::Moment::Before(watermark.time);
                let (document, _) = reader.document_at(TAB, moment).unwrap();
                assert!(document == naive(events, TAB, moment));
                if watermark.time == events[400].time {
                    break;
                }
            }
        });
        for part in events[1..].chunks(13) {
            push(&mut writer, part);
            writer.commit().unwrap();
        }
        seeking.join().unwrap();
    });
    writer.abandon();
    assert_eq!(desk.names(), [""; 0]);
}

#[test]
fn late_events_begin_a_new_generation() {
    let events = busy(5, 60);
    let desk = Desk::new();
    let mut writer = desk.writer(small());
    push(&mut writer, &events[..40]);
    writer.commit().unwrap();
    let reader = RecordingReader::open_growing(&desk.temporary()).unwrap();
    let (old, segments) = (reader.generation().unwrap(), reader.segments().unwrap());
    let late = event(15, 900, set_text(2, "late"));
    let refused = writer.push_event(&late, &mut Diagnostics::new());
    assert!(matches!(refused, Err(StoreError::OutOfOrder { .. })));
    writer.restart_segments().unwrap();
    assert_eq!(
        reader.generation().unwrap(),
        old,
        "until the new segments are committed the old ones are read"
    );
    let mut all = events.clone();
    all.insert(1, late);
    push(&mut writer, &all);
    writer.commit().unwrap();
    assert_eq!(reader.generation().unwrap(), old + 1);
    assert!(reader.segments().unwrap().iter().all(|row| segments.iter().all(|old| old.id != row.id)));
    assert!(reader.document_at(TAB, at(15)).unwrap().0 == naive(&all, TAB, at(15)));
    writer.finish(&desk.place()).unwrap();
    let finished = RecordingReader::open(&desk.place()).unwrap();
    assert!(finished.document_at(TAB, at(333)).unwrap().0 == naive(&all, TAB, at(333)));
}

#[test]
fn a_finished_recording_cannot_be_written() {
    let desk = Desk::new();
    let reader = desk.recording(small(), &busy(3, 10));
    drop(reader);
    let bytes = std::fs::read(desk.place()).unwrap();
    let uri = format!("file:{}?immutable=1", desk.place().display());
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_URI;
    let connection = rusqlite::Connection::open_with_flags(uri, flags).unwrap();
    let refused = connection.execute("DELETE FROM segment", []).unwrap_err();
    assert_eq!(refused.sqlite_error_code(), Some(rusqlite::ErrorCode::ReadOnly));
    let reader = RecordingReader::open(&desk.place()).unwrap();
    reader.document_at(TAB, at(50)).unwrap();
    assert_eq!(std::fs::read(desk.place()).unwrap(), bytes);
    assert_eq!(desk.names(), ["a.playhead"], "no journal, no log");
}

#[test]
fn a_crash_leaves_a_temporary_file_and_no_recording() {
    let desk = Desk::new();
    let mut writer = desk.writer(small());
    push(&mut writer, &busy(3, 30));
    writer.commit().unwrap();
    push(&mut writer, &[event(5000, 100, pointer(1.0))]);
    drop(writer);
    let temporary = desk.temporary().file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(desk.names(), [temporary.as_str()]);
    assert_eq!(sweep_temporaries(desk.dir.path()).unwrap(), 0, "this process may still be writing it");
    // A process number beyond what Linux gives out: nobody has it.
    std::fs::rename(desk.temporary(), desk.dir.path().join(".import-4194999-1.tmp")).unwrap();
    std::fs::write(desk.dir.path().join("other.tmp"), "not ours").unwrap();
    if cfg!(target_os = "linux") {
        assert_eq!(sweep_temporaries(desk.dir.path()).unwrap(), 1);
        assert_eq!(desk.names(), ["other.tmp"]);
    }
    assert_eq!(sweep_temporaries(&desk.dir.path().join("nowhere")).unwrap(), 0);
}

#[test]
fn an_abandoned_recording_leaves_nothing() {
    let desk = Desk::new();
    let mut writer = desk.writer(small());
    push(&mut writer, &busy(3, 30));
    writer.commit().unwrap();
    writer.abandon();
    assert_eq!(desk.names(), [""; 0]);
}

#[test]
fn a_recording_that_cannot_be_put_in_its_place_leaves_nothing() {
    let desk = Desk::new();
    let mut writer = desk.writer(small());
    push(&mut writer, &busy(3, 30));
    let nowhere = desk.dir.path().join("no such folder").join("a.playhead");
    let error = writer.finish(&nowhere).unwrap_err();
    assert!(error.to_string().starts_with("The recording's file could not be put in its place: "), "{error}");
    assert_eq!(desk.names(), [""; 0]);
}

#[test]
fn other_files_are_named_for_what_they_are_not() {
    let desk = Desk::new();
    let open = |name: &str, bytes: &[u8]| {
        let path = desk.dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        RecordingReader::open(&path).err().unwrap()
    };
    assert!(matches!(
        open("text", b"[1, 2, 3] and so on, long enough to have a header"),
        StoreError::NotARecording
    ));
    assert!(matches!(open("empty", b""), StoreError::NotARecording));
    desk.recording(small(), &busy(3, 10));
    let mut other = std::fs::read(desk.place()).unwrap();
    other[60..64].copy_from_slice(&99_u32.to_be_bytes());
    assert!(matches!(open("newer", &other), StoreError::NewerVersion { found: 99, .. }));
    other[60..64].copy_from_slice(&0_u32.to_be_bytes());
    assert!(matches!(open("older", &other), StoreError::OlderVersion { found: 0, .. }));
    assert!(matches!(RecordingReader::open(&desk.dir.path().join("none")), Err(StoreError::Database(_))));
}

/// Cut short, or with a page of zeros somewhere: errors, never a panic, and never a wrong document.
#[test]
fn a_damaged_file_gives_an_error() {
    let desk = Desk::new();
    let events = busy(40, 200);
    desk.recording(small(), &events);
    let good = std::fs::read(desk.place()).unwrap();
    let path = desk.dir.path().join("damaged");
    for place in (0..good.len()).step_by(4096) {
        for cut in [false, true] {
            let mut bytes = good.clone();
            if cut {
                bytes.truncate(place);
            } else {
                let end = bytes.len().min(place + 512);
                bytes[place..end].fill(0);
            }
            std::fs::write(&path, bytes).unwrap();
            let Ok(reader) = RecordingReader::open(&path) else { continue };
            for moment in [at(10), at(700), at(1500)] {
                if let Ok((document, stats)) = reader.document_at(TAB, moment)
                    && stats.segments_read == 1
                {
                    assert!(document == naive(&events, TAB, moment), "{place} {cut} {moment:?}");
                }
            }
        }
    }
}

#[test]
fn the_description_is_kept_with_the_writers_counts() {
    let desk = Desk::new();
    let mut writer = desk.writer(small());
    push_source(&mut writer, 0, 5, "{}");
    push(&mut writer, &busy(3, 10));
    let info = RecordingInfo { title: "A page".into(), events: 11, ..RecordingInfo::default() };
    writer.set_info(&info).unwrap();
    let summary = writer.finish(&desk.place()).unwrap();
    let back = RecordingReader::open(&desk.place()).unwrap().info().unwrap();
    assert_eq!((summary.source_events, summary.events, summary.resources), (1, 11, 1));
    assert_eq!(summary.bytes, std::fs::metadata(desk.place()).unwrap().len());
    let expected = RecordingInfo { source_events: 1, segments: summary.segments, resources: 1, ..info };
    assert_eq!(back, expected);
}

#[test]
fn derived_rows_come_back_as_they_were_and_go_with_a_restart() {
    let time = Timestamp;
    let marks: Vec<Mark> = (0..20)
        .map(|n| Mark {
            time: time(n * 100),
            until: time(n * 100 + 5),
            tab: TAB,
            kind: if n % 2 == 0 { MarkKind::Console(ConsoleLevel::Warn) } else { MarkKind::Custom },
            label: format!("mark {n}"),
            target: Some(u64::MAX >> 11),
            x: Some(1.5),
            y: None,
            count: 3,
        })
        .collect();
    let line = ConsoleLine {
        time: time(7),
        tab: TAB,
        seq: EventSeq(9),
        level: ConsoleLevel::Debug,
        method: "assert".into(),
        text: "é".into(),
        args: vec!["1".into(), "\"two\"".into()],
        trace: vec!["at x".into()],
        uncaught: true,
    };
    let error = ErrorRecord {
        time: time(8),
        tab: TAB,
        seq: EventSeq(10),
        kind: ErrorKind::Rejection,
        name: "TypeError".into(),
        message: "x is not a function".into(),
        stack: vec!["at y".into()],
        fingerprint: u64::MAX,
    };
    let visit = PageVisit { time: time(0), tab: TAB, href: "https://a.example/".into(), title: "A".into() };
    let activity = Activity { bin_us: 1000, counts: (0..1000).collect() };
    let idle = [IdleSpan(TimeRange::new(time(5), time(6)))];
    let acts = [time(1), time(1), time(400)];
    let lack = |kind, of, first| Lack {
        kind,
        count: 3,
        of,
        first,
        example: "https://a.example/a.png".into(),
        sentence: "3 pictures are not in the recording".into(),
        effect: "A box stands in their place".into(),
    };
    let request = RequestRecord {
        time: time(3),
        until: time(-2),
        tab: TAB,
        seq: EventSeq(11),
        method: "POST".into(),
        href: "https://a.example/pay?x=é".into(),
        status: Some(503),
        initiator: "fetch".into(),
    };
    let unknown = RequestRecord { status: None, method: "".into(), time: time(i64::MAX), ..request.clone() };
    let requests = [request, unknown];
    let lacks = [lack(LackKind::Pictures, None, Some(time(-1))), lack(LackKind::MaskedTexts, Some(9), None)];

    let desk = Desk::new();
    let mut writer = desk.writer(small());
    writer.put_marks(&marks[..3]).unwrap();
    writer.put_marks(&marks).unwrap();
    writer.put_console(std::slice::from_ref(&line)).unwrap();
    writer.put_errors(std::slice::from_ref(&error)).unwrap();
    writer.put_visits(std::slice::from_ref(&visit)).unwrap();
    writer.put_activity(&activity).unwrap();
    writer.put_idle(&idle).unwrap();
    writer.put_acts(&acts).unwrap();
    writer.put_lacks(&lacks).unwrap();
    writer.put_requests(&requests).unwrap();
    writer.set_derived_version(12).unwrap();
    let facts = SessionFacts {
        names: vec![("replay".into(), "ab12".into()), ("event".into(), "é".into())],
        person: "ann@shop.example".into(),
        browser: "Firefox 131".into(),
        os: "Linux".into(),
    };
    let origin = Origin {
        file_name: "a.json".to_owned(),
        source_path: "/tmp/a.json".to_owned(),
        imported: WallClock(-7),
        bytes: u64::MAX,
        facts,
    };
    writer.set_origin(&origin).unwrap();
    writer.commit().unwrap();
    let reader = RecordingReader::open_growing(&desk.temporary()).unwrap();
    let all = TimeRange::new(time(i64::MIN), time(i64::MAX));
    assert_eq!(reader.marks(all).unwrap(), marks);
    assert_eq!(reader.marks(TimeRange::new(time(100), time(300))).unwrap(), marks[1..3]);
    assert_eq!(reader.console(all, 10).unwrap(), [line]);
    assert_eq!(reader.console(all, 0).unwrap(), []);
    assert_eq!(reader.errors().unwrap(), [error]);
    assert_eq!(reader.visits().unwrap(), [visit]);
    assert_eq!(reader.idle().unwrap(), idle);
    assert_eq!(reader.acts().unwrap(), acts);
    assert_eq!(reader.lacks().unwrap(), lacks);
    assert_eq!(reader.requests().unwrap(), requests);
    assert_eq!(reader.activity().unwrap(), Some(activity));
    let coarse = reader.activity_within(300).unwrap().unwrap();
    assert_eq!((coarse.bin_us, coarse.counts.len(), coarse.counts[0]), (4000, 250, 1 + 2 + 3));
    assert_eq!(reader.derived_version().unwrap(), 12);
    assert_eq!(reader.origin().unwrap(), Some(origin.clone()));
    writer.restart_segments().unwrap();
    writer.commit().unwrap();
    assert_eq!(reader.marks(all).unwrap(), []);
    assert_eq!(reader.requests().unwrap(), []);
    // What was told of it is not derived.
    assert_eq!(reader.origin().unwrap(), Some(origin));
    assert_eq!(reader.activity().unwrap(), None);
    assert_eq!(reader.derived_version().unwrap(), 0);
}

#[test]
fn a_recording_of_nothing_can_be_opened() {
    let desk = Desk::new();
    let reader = desk.recording(small(), &[]);
    assert_eq!(reader.segments().unwrap(), []);
    assert_eq!(reader.info().unwrap(), RecordingInfo::default());
    assert_eq!(reader.source_all().unwrap().count(), 0);
    assert!(reader.watermark().unwrap().complete);
}
