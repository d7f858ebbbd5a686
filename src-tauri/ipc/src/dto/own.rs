//! What a person keeps in the library besides recordings: searches, rules, watched folders; and help with writing a query.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct CompleteRequestDto {
    pub text: String,
    /// In UTF-16 code units, as the window counts.
    pub cursor: u32,
}

/// What could stand next in a query.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct CompletionDto {
    /// The part of the query that it takes the place of, in UTF-16 code units.
    pub from: u32,
    pub to: u32,
    pub text: String,
    /// What it finds.
    pub finds: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SearchesDto {
    pub saved: Vec<SavedSearchDto>,
    /// The last one first.
    pub recent: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct SavedSearchDto {
    pub name: String,
    pub query: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct SearchNameDto {
    pub name: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct SearchUsedDto {
    pub query: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WatchedFolderDto {
    pub path: String,
    /// One that has vanished is taken up again when it is back.
    pub is_there: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct FolderDto {
    pub path: String,
}

/// Errors whose type, message or stack holds the pattern are one group of this name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct GroupRuleDto {
    #[ts(type = "number")]
    pub id: i64,
    pub pattern: String,
    pub name: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct NewGroupRuleDto {
    pub pattern: String,
    pub name: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct GroupRuleRef {
    #[ts(type = "number")]
    pub id: i64,
}
