//! Every command once: name, request, response. Hosts and tests hand a handler for every entry, or fail to compile.

use crate::dto::player::PlayerCommandDto;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Hands the list of commands to `$macro!`: `name: Request => Response` lines.
/// Each is called with one argument, `request`; errors are `ErrorDto`.
#[macro_export]
macro_rules! with_commands {
    ($macro:ident) => {
        $macro! {
            app_info: Nothing => AppInfoDto,
            library_view: LibraryViewRequestDto => LibraryViewDto,
            library_page: PageRequestDto => Vec<Option<RecordingRowDto>>,
            library_ids: PageRequestDto => Vec<String>,
            library_remove: RecordingRefs => Nothing,
            library_tag: TagRequestDto => Nothing,
            library_tags: Nothing => Vec<String>,
            library_export: ExportRequestDto => ExportReportDto,
            recording_details: RecordingRef => RecordingDetailsDto,
            error_groups: Nothing => Vec<ErrorGroupDto>,
            occurrences: OccurrencesRequestDto => Vec<OccurrenceDto>,
            group_rules: Nothing => Vec<GroupRuleDto>,
            group_rule_add: NewGroupRuleDto => Nothing,
            group_rule_remove: GroupRuleRef => Nothing,
            find_error: FindErrorDto => Vec<FindingDto>,
            dropped: DroppedDto => DropKindsDto,
            complete_query: CompleteRequestDto => Vec<CompletionDto>,
            searches: Nothing => SearchesDto,
            search_save: SavedSearchDto => Nothing,
            search_forget: SearchNameDto => Nothing,
            search_used: SearchUsedDto => Nothing,
            watched_folders: Nothing => Vec<WatchedFolderDto>,
            watch_folder: FolderDto => Nothing,
            unwatch_folder: FolderDto => Nothing,
            import_files: ImportFilesDto => Nothing,
            cancel_import: CancelImportDto => Nothing,
            open_recording: OpenRequestDto => SessionDto,
            session_info: SessionRef => SessionDto,
            close_session: SessionRef => Nothing,
            player: PlayerRequestDto => Nothing,
            timeline: SessionRef => TimelineDto,
            console_lines: SessionRef => Vec<ConsoleLineDto>,
            requests: SessionRef => Vec<RequestDto>,
            request_details: RequestRefDto => Option<RequestDetailsDto>,
            session_errors: SessionRef => Vec<SessionErrorDto>,
            event_page: EventPageRequestDto => EventPageDto,
            event_raw: EventRefDto => Option<String>,
            notes: RecordingRef => Vec<NoteDto>,
            note_add: NewNoteDto => Nothing,
            note_remove: NoteRef => Nothing,
            element_rows: ElementRowsRequestDto => ElementRowsDto,
            element_search: ElementSearchDto => FoundElementsDto,
            element_details: ElementRefDto => Option<ElementDetailsDto>,
            ask: AskDto => Nothing,
            ask_stop: QuestionRef => Nothing,
            frame_at: FrameAtDto => FrameDto,
            watch_values: WatchValuesRequestDto => Vec<WatchValueDto>,
            search: SearchRequestDto => Vec<SearchHitDto>,
        }
    };
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppInfoDto {
    pub version: String,
    pub library_dir: String,
    /// Files, ids or links (`playhead://session/ID?t=…`) named on the command line, to open at once.
    pub open: Vec<String>,
    /// `--at`, in microseconds.
    #[ts(type = "number | null")]
    pub at: Option<i64>,
    /// The recording that 'Try the sample' opens, if it is installed.
    pub sample: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct RecordingRef {
    pub id: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct ImportFilesDto {
    /// Files or folders.
    pub paths: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct CancelImportDto {
    /// The file that is being imported; null: all that run or wait.
    pub path: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct SessionRef {
    pub session: u32,
}

#[derive(Clone, PartialEq, Debug, Deserialize, TS)]
pub struct PlayerRequestDto {
    pub session: u32,
    /// Applied in order; one frame answers them all.
    pub commands: Vec<PlayerCommandDto>,
    /// The newest frame that stands on the stage: the acknowledgement that lets the next one be sent.
    #[ts(type = "number | null")]
    pub painted: Option<u64>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct ElementRowsRequestDto {
    pub session: u32,
    /// Keys of expanded nodes.
    #[ts(type = "Array<number>")]
    pub expanded: Vec<u64>,
    pub first: u32,
    pub count: u32,
    /// Expand the way to this node and start so that it is among the rows.
    #[ts(type = "number | null")]
    pub reveal: Option<u64>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct ElementSearchDto {
    pub session: u32,
    /// A text, a CSS selector or an XPath.
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct ElementRefDto {
    pub session: u32,
    #[ts(type = "number")]
    pub key: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct SearchRequestDto {
    pub text: String,
    pub limit: u32,
}
