//! Groups of errors, and errors that were caught elsewhere.

use super::{Answer, Host, answer};
use engine::{Engine, EngineError};
use ipc::commands::*;
use ipc::convert;
use ipc::dto::found::*;
use ipc::dto::own::{GroupRuleDto, GroupRuleRef, NewGroupRuleDto};
use std::path::Path;

impl Host {
    pub fn error_groups(&self, _: Nothing) -> Answer<Vec<ErrorGroupDto>> {
        let groups = answer(self.engine.error_groups())?;
        Ok(groups.iter().map(convert::error_group).collect())
    }

    pub fn occurrences(&self, request: OccurrencesRequestDto) -> Answer<Vec<OccurrenceDto>> {
        let found = answer(self.engine.occurrences_in(&request.group, request.limit as usize))?;
        Ok(found.iter().map(convert::occurrence).collect())
    }

    pub fn group_rules(&self, _: Nothing) -> Answer<Vec<GroupRuleDto>> {
        let rules = answer(self.engine.group_rules())?;
        Ok(rules.iter().map(convert::group_rule).collect())
    }

    pub fn group_rule_add(&self, request: NewGroupRuleDto) -> Answer<Nothing> {
        answer(self.engine.add_group_rule(&request.pattern, &request.name))?;
        self.changes.tell();
        Ok(Nothing {})
    }

    pub fn group_rule_remove(&self, request: GroupRuleRef) -> Answer<Nothing> {
        answer(self.engine.remove_group_rule(request.id))?;
        self.changes.tell();
        Ok(Nothing {})
    }

    pub fn find_error(&self, request: FindErrorDto) -> Answer<Vec<FindingDto>> {
        let limit = request.limit as usize;
        let found = match (&request.text, &request.path) {
            (Some(text), _) => self.engine.find(text, limit),
            (None, Some(path)) => self.engine.find_error_file(Path::new(path), limit),
            (None, None) => Err(EngineError::not_now("There is nothing to look for", "Paste an error")),
        };
        Ok(answer(found)?.iter().map(convert::finding).collect())
    }

    pub fn dropped(&self, request: DroppedDto) -> Answer<DropKindsDto> {
        let (error_reports, recordings): (_, Vec<String>) =
            request.paths.into_iter().partition(|path| Engine::is_error_report_file(Path::new(path)));
        let (to_import, recordings) = recordings.into_iter().partition(|path| {
            let path = Path::new(path);
            path.is_dir() || Engine::is_source_map_file(path)
        });
        Ok(DropKindsDto { recordings, to_import, error_reports })
    }
}
