//! Searches that a person keeps, and help with writing one.

use super::{Answer, Host, answer};
use ipc::commands::*;
use ipc::convert;
use ipc::dto::own::*;

impl Host {
    pub fn complete_query(&self, request: CompleteRequestDto) -> Answer<Vec<CompletionDto>> {
        let cursor = convert::byte_place(&request.text, request.cursor);
        let found = answer(self.engine.complete(&request.text, cursor))?;
        Ok(found.iter().map(|completion| convert::completion(&request.text, completion)).collect())
    }

    pub fn searches(&self, _: Nothing) -> Answer<SearchesDto> {
        Ok(convert::searches(&answer(self.engine.searches())?))
    }

    pub fn search_save(&self, request: SavedSearchDto) -> Answer<Nothing> {
        answer(self.engine.save_search(&request.name, &request.query))?;
        Ok(Nothing {})
    }

    pub fn search_forget(&self, request: SearchNameDto) -> Answer<Nothing> {
        answer(self.engine.remove_search(&request.name))?;
        Ok(Nothing {})
    }

    pub fn search_used(&self, request: SearchUsedDto) -> Answer<Nothing> {
        answer(self.engine.note_search(&request.query))?;
        Ok(Nothing {})
    }
}
