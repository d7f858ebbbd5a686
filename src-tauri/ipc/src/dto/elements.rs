//! The element tree, read from the engine's document at the playhead.

use serde::Serialize;
use ts_rs::TS;

/// A window into the flattened tree: only expanded nodes are walked.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ElementRowsDto {
    #[ts(type = "number")]
    pub at: i64,
    pub epoch: u32,
    /// Rows in the whole flattened tree.
    pub total: u32,
    /// Index of the first row in `rows`.
    pub first: u32,
    pub rows: Vec<ElementRowDto>,
    /// Index of the row asked for with `reveal`, if it is there.
    pub revealed: Option<u32>,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ElementRowDto {
    #[ts(type = "number")]
    pub key: u64,
    pub depth: u32,
    pub kind: ElementKindDto,
    /// Tag name, or the text (shortened) of a text, comment or doctype.
    pub name: String,
    /// Shortened values.
    pub attributes: Vec<(String, String)>,
    /// Live value where it differs from the attributes (typed text, checked, selected, open).
    pub live: Option<String>,
    pub children: u32,
    pub expanded: bool,
    /// A single short text child, shown in the row.
    pub inline_text: Option<String>,
    /// What the stage does not show as recorded, and why.
    pub withheld: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ElementKindDto {
    Document,
    Doctype,
    Element,
    ShadowRoot,
    FrameDocument,
    Text,
    Comment,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ElementDetailsDto {
    #[ts(type = "number")]
    pub key: u64,
    /// The recorder's id.
    #[ts(type = "number | null")]
    pub source_id: Option<u64>,
    pub kind: ElementKindDto,
    pub name: String,
    /// From the top document down to the node itself.
    pub path: Vec<CrumbDto>,
    pub selector: String,
    /// In its own tree; empty for what is no element.
    pub xpath: String,
    pub attributes: Vec<(String, String)>,
    /// Live state as named facts: value, checked, scroll, …
    pub live: Vec<(String, String)>,
    pub text: String,
    pub outer_html: String,
    pub withheld: Option<String>,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CrumbDto {
    #[ts(type = "number")]
    pub key: u64,
    pub label: String,
}

/// Elements that a text, a CSS selector or an XPath names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FoundElementsDto {
    /// How the search was understood: `text`, `CSS selector`, `XPath`.
    pub by: String,
    /// In document order.
    #[ts(type = "Array<number>")]
    pub keys: Vec<u64>,
}
