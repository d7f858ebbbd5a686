//! An open recording: documents at any moment, and everything drawn beside them.

use crate::event_pages::EventIndex;
use crate::job::ImportJob;
use crate::{EngineError, LibraryPaths, derived};
use analysis::Findings;
use dom::Document;
use events::derived::{ConsoleLine, Lack, Mark, MarkKind};
use events::{Diagnostics, RecordingId, SessionFacts, TabId, TimeRange, Timestamp, WallClock};
use std::collections::{HashMap, VecDeque};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::{RecordingInfo, RecordingReader, Segment};

pub use store::Moment;
pub use tabs::TabSpan;

mod source;
mod tabs;

/// Segments kept around the playhead. A segment is bounded by the policy, so this bounds the memory.
const CACHED_SEGMENTS: usize = 6;

/// What one document cost.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ReadCost {
    pub segments_read: usize,
    pub records_applied: usize,
}

/// Everything along the time axis.
#[derive(Clone, PartialEq, Debug)]
pub struct Timeline {
    pub duration: Timestamp,
    /// The highest time that can be shown now.
    pub watermark: Timestamp,
    /// Before it there is no page.
    pub first_picture: Timestamp,
    pub findings: Arc<Findings>,
}

/// Shared by the player and by questions about the recording. All methods may be called from any thread.
pub struct Session {
    file_name: String,
    inner: Mutex<Inner>,
}

struct Inner {
    reader: RecordingReader,
    /// The import that is still writing the recording.
    job: Option<Arc<ImportJob>>,
    recording: Option<RecordingId>,
    cache: VecDeque<(TabId, Arc<Segment>)>,
    cursor: Option<Cursor>,
    findings: Option<Arc<Findings>>,
    events: Option<Arc<EventIndex>>,
    /// Of a finished recording: it is asked for at every frame.
    duration: Option<Timestamp>,
    tabs: Option<Arc<[TabSpan]>>,
    /// What is known of each tab's first picture; None where it never has one.
    first_pictures: HashMap<TabId, Option<Timestamp>>,
    generation: u64,
}

/// The newest document made, and how far it got in its segment: going on from it costs only what is new.
struct Cursor {
    tab: TabId,
    segment: Arc<Segment>,
    at: Moment,
    applied: usize,
    document: Document,
}

impl Session {
    pub(crate) fn open(path: &Path, id: RecordingId, file_name: &str) -> Result<Session, EngineError> {
        let reader = RecordingReader::open(path).map_err(|error| EngineError::from(error).at(path))?;
        Ok(Session::new(reader, None, Some(id), file_name))
    }

    pub(crate) fn open_growing(job: Arc<ImportJob>, temporary: &Path) -> Result<Session, EngineError> {
        let reader = RecordingReader::open_growing(temporary)?;
        let file_name = job.file_name().to_owned();
        Ok(Session::new(reader, Some(job), None, &file_name))
    }

    fn new(
        reader: RecordingReader,
        job: Option<Arc<ImportJob>>,
        recording: Option<RecordingId>,
        file_name: &str,
    ) -> Session {
        let generation = reader.generation().unwrap_or(0);
        let inner = Inner {
            reader,
            job,
            recording,
            cache: VecDeque::new(),
            cursor: None,
            findings: None,
            events: None,
            duration: None,
            tabs: None,
            first_pictures: HashMap::new(),
            generation,
        };
        Session { file_name: file_name.to_owned(), inner: Mutex::new(inner) }
    }

    /// Follows an import to its end: reads the finished file from then on. True once it is complete.
    pub fn refresh(&self, paths: &LibraryPaths) -> Result<bool, EngineError> {
        let mut inner = self.lock();
        let Some(job) = inner.job.clone() else { return Ok(true) };
        if let Some(result) = job.result() {
            let imported = result?;
            inner.reader = RecordingReader::open(&paths.recording(imported.id))?;
            inner.recording = Some(imported.id);
            inner.job = None;
        }
        let generation = inner.reader.generation()?;
        // Segments of a growing recording are not final: the last one grows, and late events cut all of them again.
        if generation != inner.generation || inner.job.is_none() {
            inner.cache.clear();
        }
        inner.cursor = None;
        inner.generation = generation;
        inner.findings = None;
        inner.events = None;
        inner.duration = None;
        inner.tabs = None;
        inner.first_pictures.clear();
        Ok(inner.job.is_none())
    }

    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// None while the import is running.
    pub fn recording(&self) -> Option<RecordingId> {
        self.lock().recording
    }

    pub fn is_growing(&self) -> bool {
        self.lock().job.is_some()
    }

    /// The import has failed or was cancelled: what was seen of it is not kept.
    pub fn is_lost(&self) -> bool {
        self.lock().job.as_ref().is_some_and(|job| matches!(job.result(), Some(Err(_))))
    }

    pub fn info(&self) -> Result<RecordingInfo, EngineError> {
        self.lock().info()
    }

    /// Whose session it was, in which browser, and how others call it. Empty while it is growing.
    pub fn facts(&self) -> Result<SessionFacts, EngineError> {
        Ok(self.lock().reader.origin()?.unwrap_or_default().facts)
    }

    /// The highest time that can be shown.
    pub fn end(&self) -> Result<Timestamp, EngineError> {
        let mut inner = self.lock();
        inner.end()
    }

    /// The document of a tab at a moment. It depends on the recording and the moment only.
    pub fn document_at(&self, tab: TabId, at: Moment) -> Result<(Document, ReadCost), EngineError> {
        self.lock().document_at(tab, at)
    }

    pub fn timeline(&self) -> Result<Timeline, EngineError> {
        let findings = self.findings()?;
        let first_picture = self.first_picture()?;
        let watermark = self.lock().end()?;
        Ok(Timeline { duration: watermark, watermark, first_picture, findings })
    }

    /// Source events in (time, sequence) order until `each` answers false.
    pub(crate) fn each_source(
        &self,
        each: &mut dyn FnMut(&store::OwnedSourceRecord) -> bool,
    ) -> Result<(), EngineError> {
        let inner = self.lock();
        for record in inner.reader.source_sorted()? {
            if !each(&record?) {
                break;
            }
        }
        Ok(())
    }

    pub fn console(&self) -> Result<Vec<ConsoleLine>, EngineError> {
        Ok(self.findings()?.console.clone())
    }

    /// The idle span of at least `threshold_us` around `at`.
    pub fn idle_span_at(&self, at: Timestamp, threshold_us: i64) -> Result<Option<TimeRange>, EngineError> {
        let findings = self.findings()?;
        let index = findings.idle.partition_point(|span| span.0.start <= at);
        let span = index.checked_sub(1).and_then(|index| findings.idle.get(index)).map(|span| span.0);
        Ok(span.filter(|span| span.contains(at) && span.length() >= threshold_us))
    }

    /// The next or previous moment at which the page changed.
    pub fn change_beside(
        &self,
        tab: TabId,
        at: Timestamp,
        forward: bool,
    ) -> Result<Option<Timestamp>, EngineError> {
        let inner = self.lock();
        Ok(if forward {
            inner.reader.next_change(tab, at)?
        } else {
            inner.reader.previous_change(tab, at)?
        })
    }

    /// The next or previous thing the person did, in one tab or in any.
    pub fn act_beside(
        &self,
        tab: Option<TabId>,
        at: Timestamp,
        forward: bool,
    ) -> Result<Option<Timestamp>, EngineError> {
        let findings = self.findings()?;
        let is_meant = |mark: &&Mark| is_act(mark.kind) && tab.is_none_or(|tab| mark.tab == tab);
        let mut acts = findings.marks.iter().filter(is_meant).map(|mark| mark.time);
        Ok(if forward { acts.find(|&time| time > at) } else { acts.take_while(|&time| time < at).last() })
    }

    /// Marks, console, errors and their kin: of the finished file, or as far as the import has come.
    pub fn findings(&self) -> Result<Arc<Findings>, EngineError> {
        let mut inner = self.lock();
        if let Some(job) = &inner.job {
            return Ok(job.findings());
        }
        if let Some(findings) = &inner.findings {
            return Ok(findings.clone());
        }
        let findings = Arc::new(derived::read(&inner.reader)?);
        inner.findings = Some(findings.clone());
        Ok(findings)
    }

    /// What the recording does not hold, or what of it could not be used, and what is shown in its place.
    pub fn lacks(&self) -> Result<Vec<Lack>, EngineError> {
        let info = self.info()?;
        let moment = |wall: WallClock| wall.since(info.start).max(Timestamp::ZERO);
        let mut lacks = analysis::lacks_of_problems(&info.diagnostics, moment);
        lacks.extend(self.findings()?.lacks.iter().cloned());
        lacks.sort_by_key(|lack| lack.kind);
        Ok(lacks)
    }

    /// For a long question: what is asked meanwhile does not wait for it.
    pub(crate) fn another_reader(&self) -> Result<RecordingReader, EngineError> {
        Ok(self.lock().reader.another()?)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn is_act(kind: MarkKind) -> bool {
    matches!(
        kind,
        MarkKind::Click
            | MarkKind::DoubleClick
            | MarkKind::ContextMenu
            | MarkKind::Touch
            | MarkKind::Input
            | MarkKind::Scroll
            | MarkKind::Navigation
    )
}

impl Inner {
    fn info(&self) -> Result<RecordingInfo, EngineError> {
        match &self.job {
            Some(job) => Ok(job.info()),
            None => Ok(self.reader.info()?),
        }
    }

    fn end(&mut self) -> Result<Timestamp, EngineError> {
        if self.job.is_some() {
            return Ok(self.reader.watermark()?.time);
        }
        if let Some(duration) = self.duration {
            return Ok(duration);
        }
        let duration = self.reader.info()?.duration;
        self.duration = Some(duration);
        Ok(duration)
    }

    fn document_at(&mut self, tab: TabId, at: Moment) -> Result<(Document, ReadCost), EngineError> {
        let mut cost = ReadCost::default();
        let cursor = match self.cursor.take().filter(|cursor| cursor.tab == tab && cursor.segment.covers(at))
        {
            Some(cursor) if cursor.at == at => cursor,
            // A second moment of one segment: there will be more of them, so all of it is decoded and held.
            Some(cursor) => self.moved(cursor, at, &mut cost)?,
            None => {
                let segment = self.segment(tab, at, &mut cost)?;
                if cost.segments_read == 0 {
                    // It was here before, and may be again.
                    let document = self.reader.keyframe_of(&segment)?.clone();
                    self.moved(Cursor { tab, segment, at, applied: 0, document }, at, &mut cost)?
                } else {
                    let (document, applied, records) = self.reader.document_in(&segment, at)?;
                    cost.records_applied += records;
                    Cursor { tab, segment, at, applied, document }
                }
            }
        };
        Ok((self.cursor.insert(cursor).document.clone(), cost))
    }

    /// Going on from where we are, or from the segment's beginning: it is the same document, because that depends on the
    /// events up to `at` only.
    fn moved(&self, mut cursor: Cursor, at: Moment, cost: &mut ReadCost) -> Result<Cursor, EngineError> {
        let events = self.reader.events_of(&cursor.segment)?;
        let until = events.partition_point(|event| at.includes(event.time));
        if until < cursor.applied {
            cursor.document = self.reader.keyframe_of(&cursor.segment)?.clone();
            cursor.applied = 0;
        }
        let mut ignored = Diagnostics::new();
        for event in events.get(cursor.applied..until).unwrap_or_default() {
            cost.records_applied += cursor.document.apply(event, &mut ignored);
        }
        cursor.applied = until;
        cursor.at = at;
        Ok(cursor)
    }

    fn segment(&mut self, tab: TabId, at: Moment, cost: &mut ReadCost) -> Result<Arc<Segment>, EngineError> {
        if let Some(index) = self.cache.iter().position(|(t, segment)| *t == tab && segment.covers(at))
            && let Some(hit) = self.cache.remove(index)
        {
            let segment = hit.1.clone();
            self.cache.push_back(hit);
            return Ok(segment);
        }
        let segment = self.reader.segment(tab, at)?;
        cost.segments_read += 1;
        // The open end of a growing recording changes: it is read again each time.
        if self.job.is_none() {
            self.cache.push_back((tab, segment.clone()));
            if self.cache.len() > CACHED_SEGMENTS {
                self.cache.pop_front();
            }
        }
        Ok(segment)
    }
}
