//! The list, what is known of a recording, and what is done with many of them.

use super::{Answer, Host, answer, recording_id};
use engine::{EngineError, RecordingId, View, ViewSpec};
use ipc::commands::*;
use ipc::convert;
use ipc::dto::library::{RecordingRowDto, SearchHitDto};
use ipc::dto::view::*;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Older orders are let go: the window shows one, and asks for the next before it lets go of it.
const KEPT_VIEWS: usize = 8;

/// The newest orders of the list.
#[derive(Default)]
pub struct Views {
    kept: Mutex<VecDeque<(u32, Arc<View>)>>,
    made: AtomicU32,
}

impl Views {
    fn keep(&self, view: View) -> (u32, Arc<View>) {
        let kept = (self.made.fetch_add(1, Ordering::Relaxed) + 1, Arc::new(view));
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_back(kept.clone());
        if all.len() > KEPT_VIEWS {
            all.pop_front();
        }
        kept
    }

    fn get(&self, number: u32) -> Result<Arc<View>, EngineError> {
        let all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.iter().find(|(of, _)| *of == number).map(|(_, view)| view.clone());
        found.ok_or_else(|| EngineError::not_now("This list is an old one", "Ask for the list again"))
    }
}

impl Host {
    pub fn library_view(&self, request: LibraryViewRequestDto) -> Answer<LibraryViewDto> {
        let view = answer(self.engine.view(&ViewSpec {
            text: &request.query,
            sort: convert::sort(request.sort),
            descending: request.descending,
            grouping: convert::grouping(request.group),
            hidden: request.hidden.iter().filter_map(|id| RecordingId::parse(id)).collect(),
        }))?;
        let (number, view) = self.views.keep(view);
        Ok(convert::view(number, &view, request.group))
    }

    pub fn library_page(&self, request: PageRequestDto) -> Answer<Vec<Option<RecordingRowDto>>> {
        let view = answer(self.views.get(request.view))?;
        let rows = answer(self.engine.page(&view, entries(request)))?;
        Ok(rows.iter().map(|row| row.as_ref().map(convert::view_row)).collect())
    }

    pub fn library_ids(&self, request: PageRequestDto) -> Answer<Vec<String>> {
        let view = answer(self.views.get(request.view))?;
        Ok(view.ids(entries(request)).iter().map(RecordingId::to_string).collect())
    }

    pub fn library_remove(&self, request: RecordingRefs) -> Answer<Nothing> {
        answer(recording_ids(&request.ids).and_then(|ids| self.engine.forget(&ids)))?;
        self.changes.tell();
        Ok(Nothing {})
    }

    pub fn library_tag(&self, request: TagRequestDto) -> Answer<Nothing> {
        let ids = answer(recording_ids(&request.ids))?;
        answer(match request.on {
            true => self.engine.tag(&ids, &request.tag),
            false => self.engine.untag(&ids, &request.tag),
        })?;
        self.changes.tell();
        Ok(Nothing {})
    }

    pub fn library_tags(&self, _: Nothing) -> Answer<Vec<String>> {
        answer(self.engine.tags())
    }

    pub fn library_export(&self, request: ExportRequestDto) -> Answer<ExportReportDto> {
        let ids = answer(recording_ids(&request.ids))?;
        let report = answer(self.engine.export(&ids, Path::new(&request.folder)))?;
        Ok(convert::export_report(&report))
    }

    pub fn recording_details(&self, request: RecordingRef) -> Answer<RecordingDetailsDto> {
        let details = answer(recording_id(&request.id).and_then(|id| self.engine.details(id)))?;
        Ok(convert::details(&details))
    }

    pub fn search(&self, request: SearchRequestDto) -> Answer<Vec<SearchHitDto>> {
        let hits = answer(self.engine.search(&request.text, request.limit as usize))?;
        Ok(hits.iter().map(convert::search_hit).collect())
    }
}

fn entries(request: PageRequestDto) -> std::ops::Range<usize> {
    let first = request.first as usize;
    first..first.saturating_add(request.count as usize)
}

fn recording_ids(texts: &[String]) -> Result<Vec<RecordingId>, EngineError> {
    texts.iter().map(|text| recording_id(text)).collect()
}
