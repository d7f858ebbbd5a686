//! Questions over a recording's time. Each is answered on the thread of its command, in parts.

use super::{Answer, Host, answer};
use crate::outbox::Outbox;
use crate::session_worker::SessionWorker;
use engine::{CancelToken, EngineError, Moment, Player, PlayerCommand, TabId, Texts, Timestamp, Whose};
use ipc::commands::*;
use ipc::convert::{self, FrameEncoder};
use ipc::dto::frame::FrameDto;
use ipc::dto::library::AppEventDto;
use ipc::dto::questions::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The first rows go at once; those after them wait for company for so long.
const GATHERED: Duration = Duration::from_millis(60);
/// More rows than a person looks through; what is meant by a question is narrower.
const MOST_ROWS: usize = 20_000;

/// What was asked and is not answered yet.
#[derive(Default)]
pub struct Questions {
    asked: Mutex<HashMap<u32, CancelToken>>,
}

impl Questions {
    fn lock(&self) -> MutexGuard<'_, HashMap<u32, CancelToken>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host {
    pub fn ask(&self, request: AskDto) -> Answer<Nothing> {
        let worker = self.worker(request.session)?;
        let cancel = CancelToken::default();
        self.questions.lock().insert(request.question, cancel.clone());
        let told = tell(&worker, &request, &self.outbox, &cancel);
        self.questions.lock().remove(&request.question);
        answer(told.map(|()| Nothing {}))
    }

    pub fn ask_stop(&self, request: QuestionRef) -> Answer<Nothing> {
        if let Some(cancel) = self.questions.lock().get(&request.question) {
            cancel.cancel();
        }
        Ok(Nothing {})
    }

    /// The whole page at a moment, for a stage of its own.
    pub fn frame_at(&self, request: FrameAtDto) -> Answer<FrameDto> {
        let mut player = Player::new(self.worker(request.session)?.session.clone());
        answer(player.command(PlayerCommand::PinTab(Some(TabId(request.tab)))))?;
        answer(player.command(PlayerCommand::Seek(Timestamp(request.at))))?;
        let frame = answer(player.frame())?;
        Ok(FrameEncoder::new(request.session).encode(&frame, 0))
    }

    pub fn watch_values(&self, request: WatchValuesRequestDto) -> Answer<Vec<WatchValueDto>> {
        let document = self.frame(request.session)?.document;
        let value = |watch: &WhenDto| -> Result<WatchValueDto, EngineError> {
            let found = engine::holding(&document, &convert::when_question(watch))?;
            let details = found.first().and_then(|&key| engine::element_details(&document, key));
            let value = details.map(|details| {
                let held = details.live.into_iter().find(|(name, _)| name == "value");
                held.map_or_else(
                    || details.text.split_whitespace().collect::<Vec<_>>().join(" "),
                    |(_, value)| value,
                )
            });
            Ok(WatchValueDto {
                count: u32::try_from(found.len()).unwrap_or(u32::MAX),
                value: value.unwrap_or_default().chars().take(WATCHED_CHARS).collect(),
                key: found.first().map(|key| key.raw()),
            })
        };
        answer(request.watches.iter().map(value).collect())
    }
}

/// Of a watch's value, what is shown.
const WATCHED_CHARS: usize = 200;

fn tell(
    worker: &SessionWorker,
    request: &AskDto,
    outbox: &Outbox,
    cancel: &CancelToken,
) -> Result<(), EngineError> {
    let session = &worker.session;
    let question = request.question;
    match &request.what {
        QuestionDto::When { when } => {
            let mut parts = Parts::new(outbox, question, AnswerRowsDto::When);
            let asked = convert::when_question(when);
            session.when(&asked, cancel, &mut |span| parts.add(convert::when_span(&span)))?;
            parts.finish();
        }
        QuestionDto::History { tab, page, key, subtree } => {
            let mut parts = Parts::new(outbox, question, AnswerRowsDto::History);
            if let Some(key) = convert::key(*key) {
                let whose = Whose::Node { page: *page, key };
                session.history(&whose, *subtree, Some(TabId(*tab)), cancel, &mut |past| {
                    parts.add(convert::past(&past))
                })?;
            }
            parts.finish();
        }
        QuestionDto::Text { words, shorter } => {
            let mut parts = Parts::new(outbox, question, AnswerRowsDto::Text);
            let words: Vec<String> = words.iter().map(|words| engine::plain(words)).collect();
            let texts = worker.texts(cancel)?;
            let runs = texts.iter().flat_map(|(tab, runs)| runs.iter().map(move |run| (*tab, run)));
            let found = runs.filter(|(_, run)| run.has(&words));
            let mut rows = found.filter_map(|(tab, run)| convert::text_run(tab, run, *shorter));
            while !cancel.is_cancelled() && rows.next().is_some_and(|row| parts.add(row)) {}
            parts.finish();
        }
        QuestionDto::Clicks => {
            let mut parts = Parts::new(outbox, question, AnswerRowsDto::Click);
            let _ = session.clicks(None, cancel)?.iter().all(|clicked| parts.add(convert::clicked(clicked)));
            parts.finish();
        }
        QuestionDto::Audit { allow } => {
            let mut parts = Parts::new(outbox, question, AnswerRowsDto::Private);
            let _ = session.audit(allow, cancel)?.iter().all(|found| parts.add(convert::private(found)));
            parts.finish();
        }
        QuestionDto::Diff { tab, from, to } => {
            let mut parts = Parts::new(outbox, question, AnswerRowsDto::Difference);
            let (from, to) = (Moment::At(Timestamp(*from)), Moment::At(Timestamp(*to)));
            let two = session.diff(TabId(*tab), from, to)?;
            let rows = two.diff.differences.iter();
            let _ = rows.map(|row| convert::difference(&two, row)).all(|row| parts.add(row));
            parts.finish();
        }
    }
    Ok(())
}

/// Rows on their way to the window.
struct Parts<'o, R> {
    outbox: &'o Outbox,
    question: u32,
    wrap: fn(Vec<R>) -> AnswerRowsDto,
    rows: Vec<R>,
    told: usize,
    last: Option<Instant>,
    is_cut: bool,
}

impl<'o, R> Parts<'o, R> {
    fn new(outbox: &'o Outbox, question: u32, wrap: fn(Vec<R>) -> AnswerRowsDto) -> Parts<'o, R> {
        Parts { outbox, question, wrap, rows: Vec::new(), told: 0, last: None, is_cut: false }
    }

    /// Whether more are wanted.
    fn add(&mut self, row: R) -> bool {
        if self.told + self.rows.len() >= MOST_ROWS {
            self.is_cut = true;
            return false;
        }
        self.rows.push(row);
        if self.last.is_none_or(|last| last.elapsed() >= GATHERED) {
            self.send(false);
        }
        true
    }

    fn finish(mut self) {
        self.send(true);
    }

    fn send(&mut self, over: bool) {
        let rows = std::mem::take(&mut self.rows);
        self.told += rows.len();
        self.last = Some(Instant::now());
        let (question, is_cut) = (self.question, self.is_cut);
        self.outbox.event(AppEventDto::Answer { question, rows: (self.wrap)(rows), over, is_cut });
    }
}

/// The texts of every tab.
type TabTexts = Arc<Vec<(TabId, Texts)>>;

/// What ever stood on the pages, read once: it is asked again with every letter.
#[derive(Default)]
pub struct KnownTexts {
    known: Mutex<Option<TabTexts>>,
}

impl SessionWorker {
    fn texts(&self, cancel: &CancelToken) -> Result<TabTexts, EngineError> {
        // Whoever asks meanwhile waits for the same answer.
        let mut known = self.texts.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*known {
            return Ok(known.clone());
        }
        let texts = Arc::new(self.session.texts(None, cancel)?);
        if !self.session.is_growing() {
            *known = Some(texts.clone());
        }
        Ok(texts)
    }
}
