//! The second stage of an import: order, cut, analyse, and hand over to the writer.

use super::again::cut_sorted;
use super::content_id::Identity;
use super::cutter::Cutter;
use super::queue::Receiver;
use super::reading::{Batch, ReadEvent, SourceEnd, Wrapping};
use super::{ImportProgress, Imported};
use crate::{EngineError, ImportJob, ImportNews, ImportPolicy, derived};
use analysis::Findings;
use events::{
    Code, Diagnostic, Diagnostics, RecordingId, SessionFacts, Severity, Text, Timestamp, WallClock,
};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Commit, RecordingInfo, RecordingWriter, SourceRecord};

/// Between two words about progress.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);
/// Source events between two commits, after which others of this process see more.
const COMMIT_EVENTS: u64 = 4096;

pub(super) struct Pipeline<'a> {
    job: &'a ImportJob,
    writer: RecordingWriter,
    /// The file that is written.
    temporary: &'a Path,
    /// Bytes of the archive.
    bytes: u64,
    wrapping: Arc<Wrapping>,
    /// Known once everything was read.
    facts: SessionFacts,
    policy: ImportPolicy,
    on_news: &'a dyn Fn(ImportNews),
    cutter: Cutter,
    /// Of reading and decoding; the cutter has its own.
    diagnostics: Diagnostics,
    /// Of the source events.
    earliest: Option<WallClock>,
    events: u64,
    late: u64,
    /// When progress was last told.
    told: Option<Instant>,
    /// Others see pictures of it.
    is_showable: bool,
    /// The newest commit, while it is on its way.
    commit: Option<PendingCommit>,
}

/// What others are told once a commit is done.
struct PendingCommit {
    commit: Commit,
    findings: Findings,
    info: RecordingInfo,
}

/// Why taking batches came to its end.
pub(super) enum Taken {
    /// There are no more.
    All,
    /// The recording turned out to be in the library.
    AlreadyThere,
}

impl<'a> Pipeline<'a> {
    pub fn new(
        job: &'a ImportJob,
        writer: RecordingWriter,
        temporary: &'a Path,
        bytes: u64,
        policy: ImportPolicy,
        on_news: &'a dyn Fn(ImportNews),
    ) -> Pipeline<'a> {
        Pipeline {
            job,
            writer,
            temporary,
            bytes,
            wrapping: Arc::default(),
            facts: SessionFacts::default(),
            policy,
            on_news,
            cutter: Cutter::default(),
            diagnostics: Diagnostics::new(),
            earliest: None,
            events: 0,
            late: 0,
            told: None,
            is_showable: false,
            commit: None,
        }
    }

    /// Takes what the first stage reads.
    pub fn take_all(
        &mut self,
        first: Batch,
        batches: &mut Receiver<Batch>,
        identity: &Identity<'_>,
    ) -> Result<Taken, EngineError> {
        let mut next = Some(first);
        while let Some(batch) = next {
            if identity.is_in_library() {
                return Ok(Taken::AlreadyThere);
            }
            self.tell_progress(batch.position);
            self.wrapping = batch.wrapping;
            for event in batch.events {
                self.take(event)?;
                self.job.check()?;
            }
            next = batches.take();
        }
        Ok(Taken::All)
    }

    fn take(&mut self, event: ReadEvent) -> Result<(), EngineError> {
        let ReadEvent { record, parts, problems } = event;
        self.diagnostics.merge(problems.map(|problems| *problems).unwrap_or_default());
        self.writer.push_source(&SourceRecord {
            seq: record.seq,
            wall: record.wall,
            tab: record.tab,
            raw: &record.raw,
        })?;
        self.earliest = Some(self.earliest.map_or(record.wall, |earliest| earliest.min(record.wall)));
        self.cutter.earliest = self.earliest;
        self.events += 1;
        if !self.cutter.take(parts, record.seq, record.wall, record.tab) {
            self.late += 1;
            let sentence = "Events stood in the file after later ones; they were put where their time says";
            self.diagnostics.push(Diagnostic {
                code: Code::OutOfOrder,
                severity: Severity::Note,
                sentence: sentence.to_owned(),
                seq: Some(record.seq),
                wall: Some(record.wall),
                offset: None,
            });
        }
        // Once something came too late all segments are cut again at the end: cutting on now is wasted.
        if self.late == 0 {
            self.cutter.cut_ready(&mut self.writer)?;
        }
        self.commit_at_times()
    }

    fn tell_progress(&mut self, position: u64) {
        if self.told.is_none_or(|told| told.elapsed() >= PROGRESS_EVERY) {
            self.told = Some(Instant::now());
            let (total_bytes, events) = (self.bytes, self.events);
            self.job.set_progress(ImportProgress { bytes: position, total_bytes, events });
            (self.on_news)(ImportNews::Progress);
        }
    }

    fn commit_at_times(&mut self) -> Result<(), EngineError> {
        // The first picture should not wait for a whole batch, nor the news of it for the next event.
        let is_first = !self.is_showable
            && self.late == 0
            && self.cutter.has_picture()
            && self.cutter.end > Timestamp::ZERO;
        if is_first {
            let watermark = self.writer.commit()?;
            if watermark.time > Timestamp::ZERO {
                let findings = self.cutter.analyzer.findings();
                let info = RecordingInfo { segments: watermark.segments, ..self.info(&findings) };
                self.tell_committed(findings, info);
            }
        } else if self.events.is_multiple_of(COMMIT_EVENTS) {
            let commit = self.writer.begin_commit()?;
            let findings = self.cutter.analyzer.findings();
            let info = RecordingInfo { segments: commit.watermark.segments, ..self.info(&findings) };
            self.commit = Some(PendingCommit { commit, findings, info });
        }
        if let Some(pending) = self.commit.take_if(|pending| pending.commit.is_done())
            && pending.commit.watermark.time > Timestamp::ZERO
            && self.late == 0
        {
            self.tell_committed(pending.findings, pending.info);
        }
        Ok(())
    }

    fn tell_committed(&mut self, findings: Findings, info: RecordingInfo) {
        self.is_showable = true;
        self.job.set_showable(self.temporary, findings, info);
        (self.on_news)(ImportNews::Committed);
    }

    /// Everything was read.
    pub fn complete(&mut self, end: SourceEnd) -> Result<(), EngineError> {
        self.diagnostics.merge(end.problems);
        self.facts = end.facts;
        self.policy = end.policy;
        if self.late > 0 || self.cutter.start.is_some_and(|start| self.earliest.is_some_and(|e| e < start)) {
            self.cut_again()
        } else {
            self.cutter.cut_rest(&mut self.writer)
        }
    }

    /// Late events: everything is decoded and cut once more, in order.
    fn cut_again(&mut self) -> Result<(), EngineError> {
        self.writer.restart_segments()?;
        self.cutter = Cutter::from(self.earliest);
        let sorted = self.writer.source_records_sorted()?;
        cut_sorted(sorted, &mut self.cutter, &mut self.writer, &|| self.job.check())
    }

    pub fn finish(mut self, id: RecordingId, final_path: &Path) -> Result<Imported, EngineError> {
        self.diagnostics.merge(std::mem::take(&mut self.cutter.issues));
        self.diagnostics.merge(self.cutter.analyzer.issues().clone());
        self.report_missing_base();
        let findings = self.cutter.analyzer.finish();
        let info = RecordingInfo { id, ..self.info(&findings) };
        let origin = derived::origin(self.job, self.bytes, std::mem::take(&mut self.facts));
        derived::write(&mut self.writer, &findings)?;
        self.writer.set_origin(&origin)?;
        self.writer.set_info(&info)?;
        self.writer.finish(final_path)?;
        Ok(Imported { id, info, findings, origin, already_there: false })
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
            container: self.wrapping.container.clone(),
            href: self.cutter.first_href.clone().unwrap_or_default(),
            title: titles.find(|title| !title.is_empty()).cloned().unwrap_or_default(),
            tabs: self.wrapping.tabs.iter().map(|tab| Text::from(tab.as_str())).collect(),
            policy: self.policy.describe(),
            diagnostics: self.diagnostics.clone(),
            ..RecordingInfo::default()
        }
    }

    /// Leaves nothing.
    pub fn abandon(self) {
        self.writer.abandon();
    }

    fn report_missing_base(&mut self) {
        if !self.cutter.has_picture() && self.events > 0 {
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
}
