//! One segment's blobs to a document and events.

use crate::codec::event::Heads;
use crate::codec::reader::Decoder;
use crate::resource::ResourceSource;
use crate::{Moment, Result};
use dom::Document;
use events::{Diagnostics, Event, TabId};

/// `base` is the document of the keyframe that this one leans on.
pub(crate) fn keyframe(
    payload: &[u8],
    base: Option<&Document>,
    resources: &dyn ResourceSource,
) -> Result<Document> {
    let mut decoder = Decoder::new(payload, resources)?;
    Ok(match base {
        Some(base) => decoder.delta(base)?,
        None => decoder.document()?,
    })
}

/// Events of a chunk as they are asked for: a seek decodes no further than to its moment.
pub(crate) struct Chunk<'a> {
    decoder: Decoder<'a>,
    heads: Heads,
    tab: TabId,
}

impl<'a> Chunk<'a> {
    pub fn new(payload: &'a [u8], tab: TabId, resources: &'a dyn ResourceSource) -> Result<Chunk<'a>> {
        Ok(Chunk { decoder: Decoder::new(payload, resources)?, heads: Heads::default(), tab })
    }

    fn read(&mut self) -> Result<Option<Event>> {
        if self.decoder.is_at_end() {
            return Ok(None);
        }
        Ok(Some(self.decoder.event(&mut self.heads, self.tab)?))
    }

    /// Applies the events that have happened by then. Returns (events, mutation records).
    pub fn apply_until(mut self, at: Moment, document: &mut Document) -> Result<(usize, usize)> {
        // What cannot be applied was reported when the recording was written.
        let mut reported = Diagnostics::new();
        let (mut events, mut records) = (0, 0);
        while let Some(event) = self.read()? {
            if !at.includes(event.time) {
                break;
            }
            records += document.apply(&event, &mut reported);
            events += 1;
        }
        Ok((events, records))
    }

    pub fn all(mut self) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        while let Some(event) = self.read()? {
            events.push(event);
        }
        Ok(events)
    }
}
