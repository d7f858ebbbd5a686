//! The library as the window's list, and what it says of one recording.

use crate::engine::today;
use crate::{Engine, EngineError};
use events::RecordingId;
use events::derived::PageVisit;
use library::query::{self, Expr};
use library::{ErrorText, Grouping, Library, Recording, SavedSearch, Sort, View, ViewRequest, ViewRow};
use std::collections::HashSet;
use std::ops::Range;
use store::RecordingReader;

/// What the list is to show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ViewSpec<'t> {
    /// In the search language; empty for all.
    pub text: &'t str,
    pub sort: Sort,
    pub descending: bool,
    pub grouping: Grouping,
    /// Left out, as if they were not there.
    pub hidden: HashSet<RecordingId>,
}

impl Default for ViewSpec<'_> {
    fn default() -> Self {
        ViewSpec {
            text: "",
            sort: Sort::Imported,
            descending: true,
            grouping: Grouping::None,
            hidden: HashSet::new(),
        }
    }
}

/// What is shown of a recording beside the list.
#[derive(Clone, PartialEq, Debug)]
pub struct RecordingDetails {
    pub recording: Recording,
    pub pages: Vec<PageVisit>,
    pub errors: Vec<ErrorText>,
    /// Names that others have for it: what kind of name, and the name.
    pub aliases: Vec<(String, String)>,
}

/// What a person looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Searches {
    pub saved: Vec<SavedSearch>,
    /// The last one first.
    pub recent: Vec<String>,
}

impl Engine {
    /// The order of the list. It stays as it is while the library changes.
    pub fn view(&self, spec: &ViewSpec<'_>) -> Result<View, EngineError> {
        let query: Expr = query::parse(spec.text, query::TERMS, today()).map_err(EngineError::query)?;
        let &ViewSpec { sort, descending, grouping, ref hidden, .. } = spec;
        self.readers
            .ask(|library| library.view(ViewRequest { query: &query, sort, descending, grouping, hidden }))
    }

    /// Rows of a view; None for a recording that is gone meanwhile.
    pub fn page(&self, view: &View, entries: Range<usize>) -> Result<Vec<Option<ViewRow>>, EngineError> {
        self.readers.look(|library| library.page(view, entries))
    }

    pub fn details(&self, id: RecordingId) -> Result<RecordingDetails, EngineError> {
        let recording = self.recording(id)?;
        let path = self.paths().recording(id);
        if !path.exists() {
            return Err(EngineError::not_found("file for this recording").at(&path));
        }
        let pages = RecordingReader::open(&path)?.visits()?;
        let (errors, aliases) =
            self.readers.look(|library| Ok((library.errors_of(id)?, library.aliases_of(id)?)))?;
        Ok(RecordingDetails { recording, pages, errors, aliases })
    }

    pub fn searches(&self) -> Result<Searches, EngineError> {
        let saved = self.readers.look(Library::saved_searches)?;
        Ok(Searches { saved, recent: self.readers.look(Library::recent_searches)? })
    }
}
