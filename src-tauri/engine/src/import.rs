//! From an archive to a recording file: read, unwrap, mask, decode, order, cut, analyse, write.

use crate::sort::{Pending, SortWindow, WINDOW_US};
use crate::{EngineError, ImportJob, ImportNews, ImportPolicy, LibraryPaths};
use analysis::{Analyzer, Findings};
use dom::Document;
use events::{
    Code, Diagnostic, Diagnostics, Event, EventSeq, RecordingId, Severity, TabId, Timestamp, WallClock,
};
use formats::{Hints, SourceEvents};
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;
use std::time::{Duration, Instant};
use store::{RecordingInfo, RecordingWriter, SegmentPolicy, SourceRecord};

/// Bytes hashed at a time.
const HASH_BLOCK: usize = 1 << 18;
/// Between two words about progress.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);
/// Source events between two commits, after which others of this process see more.
const COMMIT_EVENTS: u64 = 4096;

#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ImportProgress {
    pub bytes: u64,
    pub total_bytes: u64,
    pub events: u64,
}

/// A recording that stands in the library's folder.
#[derive(Clone, PartialEq, Debug)]
pub struct Imported {
    pub id: RecordingId,
    pub info: RecordingInfo,
    pub findings: Findings,
    pub bytes: u64,
    /// The same archive was there before; nothing was written.
    pub already_there: bool,
}

/// Imports the file of `job` into the folder of `paths`. Leaves either nothing or a whole recording.
/// `on_news` is called with what `ImportNews` names, but for the end.
pub(crate) fn import(
    job: &ImportJob,
    paths: &LibraryPaths,
    temporary: &Path,
    policy: ImportPolicy,
    on_news: &dyn Fn(ImportNews),
) -> Result<Imported, EngineError> {
    let path = job.path();
    let file = File::open(path).map_err(|error| EngineError::unreadable(path, &error))?;
    import_source(job, file, paths, temporary, policy, on_news).map_err(|error| match error.path {
        Some(_) => error,
        None => error.at(path),
    })
}

fn import_source(
    job: &ImportJob,
    mut file: File,
    paths: &LibraryPaths,
    temporary: &Path,
    policy: ImportPolicy,
    on_news: &dyn Fn(ImportNews),
) -> Result<Imported, EngineError> {
    let (id, bytes) = content_id(job, &mut file)?;
    let final_path = paths.recording(id);
    if final_path.exists()
        && let Ok(reader) = store::RecordingReader::open(&final_path)
    {
        return already_there(&reader, id, bytes);
    }
    let hints = Hints { file_name: Some(job.file_name()) };
    let source = formats::open(Box::new(file), &hints)?;
    let writer = RecordingWriter::create(temporary, SegmentPolicy::default())?;
    let mut pipeline = Pipeline::new(job, source, writer, policy, bytes, on_news);
    match pipeline.run(temporary).and_then(|()| job.check()) {
        Ok(()) => pipeline.finish(id, &final_path),
        Err(error) => {
            pipeline.writer.abandon();
            Err(error)
        }
    }
}

fn already_there(
    reader: &store::RecordingReader,
    id: RecordingId,
    bytes: u64,
) -> Result<Imported, EngineError> {
    let info = reader.info()?;
    Ok(Imported { id, info, findings: Findings::default(), bytes, already_there: true })
}

/// The archive's identity is its content, whatever it is called.
fn content_id(job: &ImportJob, file: &mut File) -> Result<(RecordingId, u64), EngineError> {
    let unreadable = |error: std::io::Error| EngineError::unreadable(job.path(), &error);
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; HASH_BLOCK];
    let mut bytes = 0;
    loop {
        job.check()?;
        let read = file.read(&mut block).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        hasher.update(block.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
    file.rewind().map_err(unreadable)?;
    let mut id = [0; 16];
    id.iter_mut().zip(hasher.finalize().as_bytes()).for_each(|(to, from)| *to = *from);
    Ok((RecordingId(id), bytes))
}

struct Pipeline<'a> {
    job: &'a ImportJob,
    source: SourceEvents<'a>,
    writer: RecordingWriter,
    policy: ImportPolicy,
    on_news: &'a dyn Fn(ImportNews),
    cutter: Cutter,
    /// Of reading and decoding; the cutter has its own.
    diagnostics: Diagnostics,
    /// Of the source events.
    earliest: Option<WallClock>,
    events: u64,
    late: u64,
    bytes: u64,
    /// When progress was last told.
    told: Option<Instant>,
}

/// Orders decoded events, gives them their time, and hands them to the writer and the analysis.
#[derive(Default)]
struct Cutter {
    window: SortWindow,
    analyzer: Analyzer,
    /// The earliest source event read so far.
    earliest: Option<WallClock>,
    /// The recording's start: `earliest`, fixed when the first event is let go. Pointer samples may reach back before it.
    start: Option<WallClock>,
    end: Timestamp,
    records: u64,
    snapshots: HashMap<TabId, u64>,
    first_href: Option<events::Text>,
    /// Of applying: they go with the segments when those are cut again.
    issues: Diagnostics,
}

impl<'a> Pipeline<'a> {
    fn new(
        job: &'a ImportJob,
        source: SourceEvents<'a>,
        writer: RecordingWriter,
        policy: ImportPolicy,
        bytes: u64,
        on_news: &'a dyn Fn(ImportNews),
    ) -> Pipeline<'a> {
        Pipeline {
            job,
            source,
            writer,
            policy,
            on_news,
            cutter: Cutter::default(),
            diagnostics: Diagnostics::new(),
            earliest: None,
            events: 0,
            late: 0,
            bytes,
            told: None,
        }
    }

    fn run(&mut self, temporary: &Path) -> Result<(), EngineError> {
        while let Some(event) = self.source.next(&mut self.diagnostics)? {
            let raw = self.policy.apply(&event.raw);
            let record = SourceRecord { seq: event.seq, wall: event.wall, tab: event.tab, raw: &raw };
            self.writer.push_source(&record)?;
            self.earliest = Some(self.earliest.map_or(event.wall, |earliest| earliest.min(event.wall)));
            self.cutter.earliest = self.earliest;
            self.events += 1;
            let told = self.diagnostics.kept().len();
            let in_time = self.cutter.take(&raw, event.seq, event.wall, event.tab, &mut self.diagnostics);
            if !in_time {
                self.late += 1;
                let sentence =
                    "Events stood in the file after later ones; they were put where their time says";
                self.diagnostics.report(Severity::Note, Code::OutOfOrder, event.seq, sentence);
            }
            self.diagnostics.date(told, event.wall);
            // Once something came too late all segments are cut again at the end: cutting on now is wasted.
            if self.late == 0 {
                self.cutter.cut_ready(&mut self.writer)?;
            }
            self.look_around(temporary)?;
        }
        if self.late > 0 || self.cutter.start.is_some_and(|start| self.earliest.is_some_and(|e| e < start)) {
            self.cut_again()?;
        } else {
            self.cutter.cut_rest(&mut self.writer)?;
        }
        Ok(())
    }

    fn look_around(&mut self, temporary: &Path) -> Result<(), EngineError> {
        self.job.check()?;
        if self.told.is_none_or(|told| told.elapsed() >= PROGRESS_EVERY) {
            let bytes = self.source.position();
            self.job.set_progress(ImportProgress { bytes, total_bytes: self.bytes, events: self.events });
            (self.on_news)(ImportNews::Progress);
            self.told = Some(Instant::now());
        }
        // The first picture should not wait for a whole batch.
        let first_picture = !self.job.is_showable() && self.cutter.has_picture();
        if first_picture || self.events.is_multiple_of(COMMIT_EVENTS) {
            let watermark = self.writer.commit()?;
            if watermark.time > Timestamp::ZERO && self.late == 0 {
                let findings = self.cutter.analyzer.findings();
                let info = RecordingInfo { segments: watermark.segments, ..self.info(&findings) };
                self.job.set_showable(temporary, findings, info);
                (self.on_news)(ImportNews::Committed);
            }
        }
        Ok(())
    }

    /// Late events: everything is decoded and cut once more, in order.
    fn cut_again(&mut self) -> Result<(), EngineError> {
        self.writer.restart_segments()?;
        self.cutter = Cutter { start: self.earliest, ..Cutter::default() };
        let mut ignored = Diagnostics::new();
        let sorted = self.writer.source_records_sorted()?;
        for record in sorted {
            let record = record?;
            self.cutter.take(&record.raw, record.seq, record.wall, record.tab, &mut ignored);
            self.cutter.cut_ready(&mut self.writer)?;
            self.job.check()?;
        }
        self.cutter.cut_rest(&mut self.writer)
    }

    fn finish(mut self, id: RecordingId, final_path: &Path) -> Result<Imported, EngineError> {
        self.diagnostics.merge(std::mem::take(&mut self.cutter.issues));
        self.diagnostics.merge(self.cutter.analyzer.issues().clone());
        self.report_missing_base();
        let findings = self.cutter.analyzer.findings();
        let info = RecordingInfo { id, ..self.info(&findings) };
        let writer = &mut self.writer;
        writer.put_marks(&findings.marks)?;
        writer.put_console(&findings.console)?;
        writer.put_errors(&findings.errors)?;
        writer.put_idle(&findings.idle)?;
        writer.put_visits(&findings.visits)?;
        writer.put_activity(&findings.activity)?;
        writer.put_lacks(&findings.lacks)?;
        writer.set_derived_version(analysis::VERSION)?;
        writer.set_info(&info)?;
        self.writer.finish(final_path)?;
        Ok(Imported { id, info, findings, bytes: self.bytes, already_there: false })
    }

    fn report_missing_base(&mut self) {
        if self.cutter.snapshots.is_empty() && self.events > 0 {
            self.diagnostics.push(Diagnostic {
                code: Code::NoFullSnapshot,
                severity: Severity::Error,
                sentence:
                    "The recording holds no full snapshot, so no page can be shown; console, clicks and \
                           input are still on the timeline"
                        .to_owned(),
                seq: None,
                wall: None,
                offset: None,
            });
        }
    }

    /// As far as the source was read.
    fn info(&self, findings: &Findings) -> RecordingInfo {
        let mut titles = findings.visits.iter().map(|visit| &visit.title);
        RecordingInfo {
            start: self.cutter.start.or(self.earliest).unwrap_or_default(),
            duration: self.cutter.end,
            source_events: self.events,
            events: self.events,
            records: self.cutter.records,
            container: self.source.container().to_owned(),
            href: self.cutter.first_href.clone().unwrap_or_default(),
            title: titles.find(|title| !title.is_empty()).cloned().unwrap_or_default(),
            tabs: self.source.tabs().iter().map(|tab| events::Text::from(tab.as_str())).collect(),
            policy: self.policy.describe().to_owned(),
            diagnostics: self.diagnostics.clone(),
            ..RecordingInfo::default()
        }
    }
}

impl Cutter {
    /// Decodes one source event into the window; false where a part of it came too late.
    fn take(
        &mut self,
        raw: &[u8],
        seq: EventSeq,
        wall: WallClock,
        tab: TabId,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let mut in_time = true;
        for (part, decoded) in formats::decode(raw, seq, wall, diagnostics).into_iter().enumerate() {
            let part = u32::try_from(part).unwrap_or(u32::MAX);
            // Samples that claim to be older than any recorder keeps them would come too late in every reading.
            let reach = WallClock(wall.0.saturating_sub(WINDOW_US));
            let oldest = self.start.map_or(reach, |start| reach.max(start)).min(wall);
            let wall = decoded.wall.max(oldest);
            in_time &= self.window.push(Pending { wall, seq, part, tab, kind: decoded.kind });
        }
        in_time
    }

    fn has_picture(&self) -> bool {
        !self.snapshots.is_empty()
    }

    fn cut_ready(&mut self, writer: &mut RecordingWriter) -> Result<(), EngineError> {
        while self.window.is_ready() {
            self.fix_start();
            if let Some(pending) = self.window.pop() {
                self.cut(pending, writer)?;
            }
        }
        Ok(())
    }

    fn fix_start(&mut self) {
        if let (None, Some(earliest)) = (self.start, self.earliest) {
            self.start = Some(earliest);
            self.window.raise_to(earliest);
        }
    }

    fn cut_rest(&mut self, writer: &mut RecordingWriter) -> Result<(), EngineError> {
        self.fix_start();
        while let Some(pending) = self.window.pop() {
            self.cut(pending, writer)?;
        }
        Ok(())
    }

    fn cut(&mut self, pending: Pending, writer: &mut RecordingWriter) -> Result<(), EngineError> {
        let start = *self.start.get_or_insert(self.earliest.unwrap_or(pending.wall));
        let time = pending.wall.since(start).max(Timestamp::ZERO);
        let event = Event { time, seq: pending.seq, tab: pending.tab, kind: pending.kind };
        self.end = self.end.max(time);
        match &event.kind {
            events::EventKind::FullSnapshot(_) => *self.snapshots.entry(event.tab).or_default() += 1,
            events::EventKind::Meta { href, .. } if self.first_href.is_none() => {
                self.first_href = Some(href.clone());
            }
            _ => {}
        }
        let told = self.issues.kept().len();
        let records = writer.push_event(&event, &mut self.issues)?;
        self.issues.date(told, pending.wall);
        self.records += records as u64;
        let blank = Document::new();
        let document = writer.document(event.tab).unwrap_or(&blank);
        self.analyzer.event(&event, document, records);
        Ok(())
    }
}
