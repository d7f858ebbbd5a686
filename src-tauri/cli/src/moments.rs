//! The documents that a command is about.

use crate::arguments::Moments;
use dom::Document;
use engine::{EngineError, Moment, Session};
use events::{TabId, Timestamp};

/// One of them.
pub struct Chosen {
    pub moment: Moment,
    pub tab: TabId,
    pub document: Document,
}

impl Chosen {
    pub fn time(&self) -> Timestamp {
        time(self.moment)
    }

    /// `at` or `before`.
    pub fn word(&self) -> &'static str {
        if matches!(self.moment, Moment::At(_)) { "at" } else { "before" }
    }
}

/// Those that were asked for in turn; the last of the recording where none was.
pub fn documents<'a>(
    session: &'a Session,
    wanted: &Moments,
) -> Result<impl ExactSizeIterator<Item = Result<Chosen, EngineError>> + 'a, EngineError> {
    let start = session.info()?.start;
    let at = wanted.at.iter().map(|at| Moment::At(at.resolve(start)));
    let before = wanted.before.iter().map(|before| Moment::Before(before.resolve(start)));
    let mut moments: Vec<Moment> = at.chain(before).collect();
    if moments.is_empty() {
        moments.push(Moment::At(session.end()?));
    }
    let tab = wanted.tab.map(TabId);
    Ok(moments.into_iter().map(move |moment| {
        let tab = match tab {
            Some(tab) => tab,
            None => session.tab_at(time(moment))?,
        };
        let (document, _) = session.document_at(tab, moment)?;
        Ok(Chosen { moment, tab, document })
    }))
}

fn time(moment: Moment) -> Timestamp {
    match moment {
        Moment::At(at) | Moment::Before(at) => at,
    }
}
