//! What `page.js` reads, as it comes.

use serde::Deserialize;

#[derive(Clone, Deserialize, Debug)]
pub struct Read {
    pub session: Option<u32>,
    pub at: Option<i64>,
    pub playing: bool,
    pub loading: bool,
    /// What the stage made its frame.
    pub viewport: (f64, f64),
    /// What the page in it sees.
    pub inner: (f64, f64),
    pub problems: Problems,
    pub missing: Vec<(u64, String)>,
    pub nodes: Vec<ReadNode>,
    pub strangers: Vec<String>,
    /// Start, its offset, end, its offset.
    pub selections: Vec<(Option<u64>, u32, Option<u64>, u32)>,
    /// Families.
    pub fonts: Vec<String>,
}

#[derive(Clone, Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Problems {
    pub count: u32,
    pub first: Option<String>,
    pub refused_rules: u32,
}

/// Number of rules, and a hash of their texts.
pub type Digest = (usize, String);

#[derive(Clone, Deserialize, Debug)]
pub struct ReadNode {
    #[serde(rename = "k")]
    pub key: u64,
    /// 0 for the top document.
    #[serde(rename = "p")]
    pub parent: u64,
    #[serde(rename = "t")]
    pub kind: String,
    #[serde(rename = "n", default)]
    pub name: String,
    #[serde(rename = "a", default)]
    pub attributes: Vec<(String, String)>,
    #[serde(rename = "m", default)]
    pub marks: Vec<String>,
    #[serde(rename = "v", default)]
    pub text: String,
    /// Of a `style`; null where the browser made none.
    #[serde(rename = "s", default)]
    pub sheet: Option<Digest>,
    #[serde(rename = "d", default)]
    pub adopted: Vec<Digest>,
    #[serde(rename = "f", default)]
    pub field: ReadField,
    #[serde(rename = "o", default)]
    pub offset: (f64, f64),
}

#[derive(Clone, Deserialize, Default, Debug)]
#[serde(default)]
pub struct ReadField {
    pub value: Option<String>,
    pub checked: Option<bool>,
    pub selected: Option<bool>,
    pub modal: Option<bool>,
    /// Of an element that can pop over the page: whether it does.
    pub popover: Option<bool>,
    /// Of a clip whose length is known: its position in seconds.
    pub at: Option<f64>,
    pub paused: Option<bool>,
    pub length: Option<f64>,
}

impl ReadNode {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
