//! Searches, rules, watched folders; places in a text, which the window counts otherwise.

use crate::dto::library::AppEventDto;
use crate::dto::own::*;
use engine::{
    Completion, EngineError, ErrorCode, GroupRule, MapReport, SavedSearch, Searches, WatchNews, WatchedFolder,
};

/// From a place in UTF-16 code units, as the window counts, to one in bytes; of one inside a character, its beginning.
pub fn byte_place(text: &str, cursor: u32) -> usize {
    let mut units = 0;
    for (place, c) in text.char_indices() {
        units += c.len_utf16();
        if units > cursor as usize {
            return place;
        }
    }
    text.len()
}

pub fn completion(text: &str, completion: &Completion) -> CompletionDto {
    let units = |place: usize| {
        let before = text.get(..place).unwrap_or(text);
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    };
    CompletionDto {
        from: units(completion.replaces.start),
        to: units(completion.replaces.end),
        text: completion.text.clone(),
        finds: completion.finds.clone(),
    }
}

pub fn searches(searches: &Searches) -> SearchesDto {
    let saved =
        |search: &SavedSearch| SavedSearchDto { name: search.name.clone(), query: search.query.clone() };
    SearchesDto { saved: searches.saved.iter().map(saved).collect(), recent: searches.recent.clone() }
}

pub fn watched_folder(folder: &WatchedFolder) -> WatchedFolderDto {
    WatchedFolderDto { path: folder.path.display().to_string(), is_there: folder.is_there }
}

/// In words; None for a file that was in the library already.
pub fn watch_news(news: &WatchNews) -> Option<AppEventDto> {
    let (folder, sentence, is_problem) = match news {
        WatchNews::Imported { folder, report } => {
            let name = report.path.file_name().unwrap_or_default().to_string_lossy();
            match &report.outcome {
                Ok(imported) if imported.already_there => return None,
                Ok(_) => (folder, format!("{name} was imported"), false),
                // Folders hold more than recordings.
                Err(error) if error.code == ErrorCode::NotARecording => return None,
                Err(error) => (folder, format!("{name}: {}", error.happened), true),
            }
        }
        WatchNews::Gone(folder) => {
            (folder, "The folder is not there; it is watched again when it is back".to_owned(), true)
        }
        WatchNews::Back(folder) => (folder, "The folder is back and watched again".to_owned(), false),
    };
    Some(AppEventDto::WatchNews { folder: folder.display().to_string(), sentence, is_problem })
}

/// What came of source maps among what was imported; None where there was none that is new.
pub fn map_news(taken: &Result<Option<MapReport>, EngineError>) -> Option<AppEventDto> {
    Some(match taken {
        Ok(report) => AppEventDto::MapNews { sentence: (*report)?.sentence(), is_problem: false },
        Err(error) => AppEventDto::MapNews {
            sentence: format!("{}. {}", error.happened, error.advice),
            is_problem: true,
        },
    })
}

/// No folder is watched at all.
pub fn cannot_watch(error: &EngineError) -> AppEventDto {
    let sentence = format!("{}. {}", error.happened, error.advice);
    AppEventDto::WatchNews { folder: String::new(), sentence, is_problem: true }
}

pub fn group_rule(rule: &GroupRule) -> GroupRuleDto {
    GroupRuleDto { id: rule.id, pattern: rule.pattern.clone(), name: rule.name.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_window_does() {
        let text = "é𝒳 url:";
        assert_eq!([0, 1, 2, 3, 4, 99].map(|at| byte_place(text, at)), [0, 2, 2, 6, 7, 11]);
        let found = Completion { replaces: 7..11, text: "x".to_owned(), finds: String::new() };
        let dto = completion(text, &found);
        assert_eq!((dto.from, dto.to), (4, 8));
    }
}
