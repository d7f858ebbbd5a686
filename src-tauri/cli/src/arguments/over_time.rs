//! Commands that ask about a recording's whole time.

use clap::Args;
use engine::MomentText;
use engine::PrivateKind;
use engine::friction::{FrictionKind, Rules};
use std::path::PathBuf;

/// First, last and every interval in which a CSS selector finds something, for instance:
///
///   playhead-cli when session.json '.error-banner'
///   playhead-cli when session.json 'li.cart-item' --count 3
///   playhead-cli when session.json button --text 'Place order' --attribute disabled
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct When {
    pub recording: PathBuf,
    /// As in a style sheet
    pub selector: String,
    /// Only elements whose text has these words, in whatever case
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// Only controls that hold this; true or false for boxes that are ticked or not
    #[arg(long, value_name = "VALUE")]
    pub value: Option<String>,
    /// Only elements with this attribute, or this attribute of this value
    #[arg(long, value_name = "NAME[=VALUE]")]
    pub attribute: Option<String>,
    /// At least so many elements at once
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub count: usize,
    /// The tab, where a recording has several: its number in `info`; all of them unless told
    #[arg(long, value_name = "N")]
    pub tab: Option<u32>,
}

/// Each change of an element, with what happened last before it, for instance:
///
///   playhead-cli history session.json 42
///   playhead-cli history session.json '#total' --subtree
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct History {
    pub recording: PathBuf,
    /// The recorder's number of a node, or a CSS selector: all elements that it ever finds
    #[arg(value_name = "NODE|SELECTOR")]
    pub element: String,
    /// What stands in it, too
    #[arg(long)]
    pub subtree: bool,
    /// The tab, where a recording has several; all of them unless told
    #[arg(long, value_name = "N")]
    pub tab: Option<u32>,
}

/// Texts that ever stood on the page, with the intervals in which they stood there, for instance:
///
///   playhead-cli text session.json 'payment failed'
///   playhead-cli text session.json --flash 0.5
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Text {
    pub recording: PathBuf,
    /// Only texts that have all of these, in whatever case; words that belong together stand in quotes
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// Only what stood there for less than so many seconds, and when
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub flash: Option<i64>,
    /// The tab, where a recording has several; all of them unless told
    #[arg(long, value_name = "N")]
    pub tab: Option<u32>,
}

/// What differs between two moments: elements that came, went or moved, attributes, texts, what controls hold.
///
///   playhead-cli diff session.json 1:20 1:23.4
///   playhead-cli diff session.json 1:20 1:23.4 --tree
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Diff {
    pub recording: PathBuf,
    #[arg(value_name = "T1", value_parser = MomentText::parse)]
    pub from: MomentText,
    #[arg(value_name = "T2", value_parser = MomentText::parse)]
    pub to: MomentText,
    /// As a tree, with the elements around what differs
    #[arg(long)]
    pub tree: bool,
    /// The tab, where a recording has several; that of the second moment unless told
    #[arg(long, value_name = "N")]
    pub tab: Option<u32>,
}

#[derive(Args, Debug)]
pub struct Clicks {
    pub recording: PathBuf,
    /// The tab, where a recording has several; all of them unless told
    #[arg(long, value_name = "N")]
    pub tab: Option<u32>,
}

#[derive(Args, Debug)]
pub struct Friction {
    pub recording: PathBuf,
    /// The product whose published rules judge, where it has any: PostHog, Sentry, Datadog, Amplitude, …
    #[arg(long, value_name = "PRODUCT", default_value = "Playhead", value_parser = product)]
    pub rules: Rules,
    /// Only of this kind: rage, dead, slow, error-click, thrash, quick-back, dead-end, abandoned, scroll
    #[arg(long, value_name = "KIND", value_parser = friction_kind)]
    pub kind: Option<FrictionKind>,
    /// So many clicks make rage, instead of the product's number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(2..))]
    pub rage_clicks: Option<u8>,
    /// A first change later than this is slow, instead of the product's number
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub slow: Option<i64>,
}

#[derive(Args, Debug)]
pub struct Audit {
    pub recording: PathBuf,
    /// Values that hold this text are nobody's secret; may be given several times
    #[arg(long, value_name = "TEXT")]
    pub allow: Vec<String>,
    /// Only of this kind: password, one-time-code, card, iban, national-id, token, email, phone, name, address, position
    #[arg(long, value_name = "KIND", value_parser = private_kind)]
    pub kind: Option<PrivateKind>,
}

#[derive(Args, Debug)]
pub struct ExplainClick {
    pub recording: PathBuf,
    /// Its number in the list of `clicks`
    #[arg(value_name = "N")]
    pub number: usize,
}

fn product(name: &str) -> Result<Rules, String> {
    Rules::of(name).ok_or_else(|| {
        format!("no rules of it are known; there are those of {}", Rules::products().join(", "))
    })
}

fn private_kind(name: &str) -> Result<PrivateKind, String> {
    PrivateKind::named(name).ok_or_else(|| {
        let names: Vec<_> = PrivateKind::ALL.iter().map(|kind| kind.name()).collect();
        format!("there are {}", names.join(", "))
    })
}

fn friction_kind(name: &str) -> Result<FrictionKind, String> {
    FrictionKind::named(name).ok_or_else(|| {
        let names: Vec<_> = FrictionKind::ALL.iter().map(|kind| kind.name()).collect();
        format!("there are {}", names.join(", "))
    })
}

/// In microseconds.
fn seconds(text: &str) -> Result<i64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds < 1e9 => Ok((seconds * 1e6) as i64),
        _ => Err("this is no number of seconds".to_owned()),
    }
}
