//! An element's recorded attributes, parted into what the page had and what the recorder noted beside it.

use super::issues::{Issue, Issues};
use super::lenient::Scalar;
use super::style::split_sheet;
use super::wire::{Name, Read, Reader};
use events::limits::{MAX_ATTRIBUTE_BYTES, MAX_ATTRIBUTES};
use events::{DialogMode, ElementExtra, MediaState, Text, TreeElement};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess};
use std::collections::HashMap;

/// As recorded, in order.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    entries: Vec<(Text, Scalar)>,
    too_many: bool,
}

impl Attributes {
    /// False where there are too many.
    pub(super) fn push(&mut self, name: &str, value: Scalar) -> bool {
        let fits = self.entries.len() < MAX_ATTRIBUTES;
        if fits {
            self.entries.push((Text::new(name), value));
        }
        fits
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Attributes, D::Error> {
        Read(Attributes::default()).deserialize(deserializer)
    }
}

impl<'de> Reader<'de> for Attributes {
    type Out = Attributes;

    /// An empty array, too: some storage layers know no empty object.
    fn other(self) -> Attributes {
        self
    }

    fn map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Attributes, A::Error> {
        while let Some(name) = members.next_key_seed(Name(Text::new))? {
            if self.entries.len() < MAX_ATTRIBUTES {
                self.entries.push((name, members.next_value()?));
            } else {
                self.too_many = true;
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(self)
    }
}

/// Completes an element of which all but the attributes are known.
pub(super) fn build(mut element: TreeElement, attributes: Attributes, issues: &mut Issues) -> TreeElement {
    issues.add_if(attributes.too_many, Issue::TooManyAttributes);
    let mut extra: Option<Box<ElementExtra>> = None;
    element.attributes.reserve_exact(attributes.entries.len());
    for (name, value) in attributes.entries {
        if is_helper(&name) {
            helper(&mut element, extra.get_or_insert_default(), &name, value, issues);
            continue;
        }
        match (element.tag.as_str(), name.as_str()) {
            // Only the recorder writes `true`; a text means that the page's HTML had the attribute.
            ("input", "checked") if value == Scalar::Boolean(true) => {
                extra.get_or_insert_default().checked = Some(true);
            }
            ("option", "selected") if value == Scalar::Boolean(true) => {
                extra.get_or_insert_default().selected = Some(true);
            }
            _ => {}
        }
        if let Some(text) = attribute_text(&name, value, issues) {
            element.attributes.push((name, text));
        }
    }
    keep_last_of_each_name(&mut element.attributes);
    element.extra = extra.filter(|extra| **extra != ElementExtra::default());
    element
}

/// Whether the recorder uses this name for its own notes.
pub(super) fn is_helper(name: &str) -> bool {
    name == "_cssText" || name.starts_with("rr_")
}

/// The text of an ordinary attribute; None where it is absent or impossible.
pub(super) fn attribute_text(name: &str, value: Scalar, issues: &mut Issues) -> Option<Text> {
    let text = match value {
        Scalar::Null => return None,
        Scalar::Boolean(true) => Text::default(),
        Scalar::Boolean(false) => {
            issues.add(Issue::FalseAttribute);
            return None;
        }
        Scalar::Nested => {
            issues.add(Issue::NestedAttribute);
            return None;
        }
        Scalar::Number(_) => {
            issues.add(Issue::NumberAttribute);
            value.into_text()
        }
        Scalar::Text(text) => text,
    };
    if text.len() > MAX_ATTRIBUTE_BYTES {
        issues.add(Issue::LongAttribute);
        return None;
    }
    if !is_possible(name) {
        issues.add(Issue::InvalidAttributeName);
        return None;
    }
    Some(text)
}

/// Browsers differ in the names they accept; these no browser does.
fn is_possible(name: &str) -> bool {
    !name.is_empty()
        && !name.bytes().any(|byte| matches!(byte, 0 | b'/' | b'>' | b'=') || byte.is_ascii_whitespace())
}

fn helper(
    element: &mut TreeElement,
    extra: &mut ElementExtra,
    name: &str,
    value: Scalar,
    issues: &mut Issues,
) {
    let media = |extra: &mut ElementExtra, set: fn(&mut MediaState, &Scalar)| {
        set(extra.media.get_or_insert_default(), &value);
    };
    match name {
        "_cssText" => {
            // An empty one says nothing: the text children then hold the sheet.
            let owns_sheet = matches!(element.tag.as_str(), "style" | "link");
            let text = value.into_text();
            if owns_sheet && !text.is_empty() {
                extra.sheet = Some(split_sheet(&text));
            }
        }
        "rr_width" => extra.blocked_size.get_or_insert_default().0 = value.into_text(),
        "rr_height" => extra.blocked_size.get_or_insert_default().1 = value.into_text(),
        "rr_scrollLeft" => extra.scroll.get_or_insert_default().0 = value.as_number().unwrap_or_default(),
        "rr_scrollTop" => extra.scroll.get_or_insert_default().1 = value.as_number().unwrap_or_default(),
        "rr_dataURL" => extra.picture = Some(value.into_text()).filter(|picture| !picture.is_empty()),
        "rr_mediaState" => media(extra, |media, value| {
            media.playing = match value {
                Scalar::Text(state) => Some(*state == "played"),
                other => other.as_boolean(),
            }
        }),
        "rr_mediaCurrentTime" => media(extra, |media, value| media.current_secs = value.as_number()),
        "rr_mediaPlaybackRate" => media(extra, |media, value| media.rate = value.as_number()),
        "rr_mediaVolume" => media(extra, |media, value| media.volume = value.as_number()),
        "rr_mediaMuted" => media(extra, |media, value| media.muted = value.as_boolean()),
        "rr_mediaLoop" => media(extra, |media, value| media.looping = value.as_boolean()),
        "rr_open_mode" => extra.dialog = dialog_mode(&value.into_text()),
        "rr_src" => extra.original_src = Some(value.into_text()),
        // The address of a picture that an asset event was to bring: the nearest thing to its `src`.
        "rr_captured_src" => {
            if !element.attributes.iter().any(|(name, _)| *name == "src") {
                element.attributes.push((Text::new("src"), value.into_text()));
            }
        }
        // Where PostHog places a blocked element, and what Amplitude paints it with: its size says enough.
        "rr_left" | "rr_top" | "rr_background_color" | "rr_inlined_video" => {}
        _ => issues.add(Issue::UnknownHelper),
    }
}

pub(super) fn dialog_mode(text: &str) -> Option<DialogMode> {
    match text {
        "modal" => Some(DialogMode::Modal),
        "non-modal" => Some(DialogMode::NonModal),
        _ => None,
    }
}

/// JSON objects may name a member twice; then the last one counts, as in a browser.
fn keep_last_of_each_name(attributes: &mut Vec<(Text, Text)>) {
    let repeated = if attributes.len() <= 24 {
        let mut rest = attributes.as_slice();
        let mut any = false;
        while let Some(((name, _), others)) = rest.split_first() {
            any |= others.iter().any(|(other, _)| other == name);
            rest = others;
        }
        any
    } else {
        true
    };
    if !repeated {
        return;
    }
    let mut last: HashMap<Text, usize> = HashMap::new();
    for (place, (name, _)) in attributes.iter().enumerate() {
        last.insert(name.clone(), place);
    }
    let mut place = 0;
    attributes.retain(|(name, _)| {
        place += 1;
        last.get(name) == Some(&(place - 1))
    });
}
