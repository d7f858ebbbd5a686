//! One event taken apart as JSON and written anew without what it must not say.

use super::{MaskRules, Page, is_open, masked};
use crate::rrweb::packer::{Unpacked, unpack_text};
use serde_json::{Map, Value};

pub(super) struct Rewrite<'r> {
    rules: &'r MaskRules,
    page: &'r Page,
    /// (field, value) of what was masked of single fields.
    taken: Vec<(u64, String)>,
    changed: bool,
}

/// Where a value stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// In a node whose text is masked.
    in_field: Option<u64>,
    /// In a script or a style sheet.
    in_code: bool,
}

impl<'r> Rewrite<'r> {
    pub fn new(rules: &'r MaskRules, page: &'r Page) -> Rewrite<'r> {
        Rewrite { rules, page, taken: Vec::new(), changed: false }
    }

    /// None where nothing had to be masked, or it is no JSON (nothing was decoded from it then, either).
    pub fn event(&mut self, raw: &[u8]) -> Option<Vec<u8>> {
        let mut event: Value = serde_json::from_slice(raw)
            .or_else(|_| serde_json::from_str(&crate::json_text::repair(&String::from_utf8_lossy(raw))))
            .ok()?;
        self.unpack(&mut event);
        self.walk(&mut event, Place::default());
        self.repeat(&mut event);
        if self.changed { serde_json::to_vec(&event).ok() } else { None }
    }

    pub fn into_taken(self) -> Vec<(u64, String)> {
        self.taken
    }

    /// Compressed parts become what they hold: what is masked in them must be masked in the file.
    fn unpack(&mut self, value: &mut Value) {
        match value {
            Value::String(text) if text.len() > 2 => {
                let inner = match unpack_text(text.as_bytes()) {
                    Unpacked::Inflated(inner) => inner,
                    _ => return,
                };
                if let Ok(mut inner) = serde_json::from_slice(&inner) {
                    self.unpack(&mut inner);
                    *value = inner;
                    self.changed = true;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.unpack(item)),
            Value::Object(entries) => {
                if let Some(Value::String(data)) = entries.get("data")
                    && data.trim_start().starts_with('{')
                    && let Ok(inner) = serde_json::from_str::<Value>(data)
                {
                    entries.insert("data".to_owned(), inner);
                    self.changed = true;
                }
                entries.values_mut().for_each(|entry| self.unpack(entry));
            }
            _ => {}
        }
    }

    fn walk(&mut self, value: &mut Value, place: Place) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item, place)),
            Value::Object(entries) => self.object(entries, place),
            _ => {}
        }
    }

    fn object(&mut self, entries: &mut Map<String, Value>, mut place: Place) {
        let id = entries.get("id").and_then(Value::as_u64);
        let is_known = id.is_some_and(|id| self.page.fields.contains(&id));
        let tag = entries.get("tagName").and_then(Value::as_str).map(str::to_ascii_lowercase);
        if let Some(tag) = &tag {
            place.in_code = matches!(tag.as_str(), "script" | "style");
            let attributes = entries.get("attributes").and_then(Value::as_object);
            let of = |name: &str| {
                let found = attributes.and_then(|attributes| attributes.get(name));
                found.and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            let is_field = is_known || self.rules.takes(tag, &of);
            place.in_field = is_field.then_some(id.unwrap_or_default());
            if is_field {
                self.field_value(id, entries.get_mut("attributes").and_then(|all| all.get_mut("value")));
            }
            if self.rules.images {
                self.picture(tag, entries);
            }
        } else if is_known {
            // A change of an attribute, of a text, or of what a field holds.
            self.field_value(id, entries.get_mut("attributes").and_then(|all| all.get_mut("value")));
            self.field_value(id, entries.get_mut("value"));
            if entries.contains_key("isChecked") || entries.contains_key("source") {
                self.field_value(id, entries.get_mut("text"));
            }
        } else if self.rules.images && id.is_some() && entries.contains_key("attributes") {
            self.picture("img", entries);
        }
        if let Some(field) = place.in_field {
            self.field_value(Some(field), entries.get_mut("textContent"));
        }
        if self.rules.texts {
            self.page_text(id, tag.is_none(), entries, place);
        }
        for (name, entry) in entries.iter_mut() {
            if name != "attributes" || entry.is_array() {
                self.walk(entry, place);
            }
        }
    }

    fn page_text(
        &mut self,
        id: Option<u64>,
        is_no_element: bool,
        entries: &mut Map<String, Value>,
        place: Place,
    ) {
        let is_code = place.in_code || id.is_some_and(|id| self.page.code.contains(&id));
        if is_code || !is_no_element || id.is_none() {
            return;
        }
        let is_text_node = entries.contains_key("textContent");
        let is_text_change = entries.len() <= 3 && entries.contains_key("value");
        for name in ["textContent", "value"] {
            if (is_text_node || is_text_change)
                && let Some(Value::String(text)) = entries.get_mut(name)
                && is_open(text)
            {
                *text = masked(text);
                self.changed = true;
            }
        }
    }

    fn picture(&mut self, tag: &str, entries: &mut Map<String, Value>) {
        if !matches!(tag, "img" | "canvas" | "source" | "video" | "image") {
            return;
        }
        let Some(Value::Object(attributes)) = entries.get_mut("attributes") else { return };
        for name in ["src", "srcset", "poster", "rr_dataURL", "rr_src", "href", "xlink:href"] {
            self.changed |= attributes.remove(name).is_some();
        }
    }

    fn field_value(&mut self, id: Option<u64>, value: Option<&mut Value>) {
        let Some(Value::String(text)) = value else { return };
        if is_open(text) {
            let hidden = masked(text);
            let open = std::mem::replace(text, hidden);
            self.taken.push((id.unwrap_or_default(), open));
            self.changed = true;
        }
    }

    /// The same words elsewhere in this event, as in what it was translated from.
    fn repeat(&mut self, value: &mut Value) {
        match value {
            Value::String(text) if self.taken.iter().any(|(_, taken)| taken == text) && !is_keyword(text) => {
                *text = masked(text);
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.repeat(item)),
            Value::Object(entries) => entries.values_mut().for_each(|entry| self.repeat(entry)),
            _ => {}
        }
    }
}

/// Words of HTML itself: masking them would break the page, and they give nothing away.
pub(super) fn is_keyword(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "password",
        "current-password",
        "new-password",
        "one-time-code",
        "text",
        "number",
        "submit",
        "button",
        "input",
        "search",
        "hidden",
        "checkbox",
        "email",
        "off",
        "on",
        "true",
        "false",
        "value",
        "name",
        "type",
        "div",
        "span",
        "form",
        "label",
        "select",
        "option",
        "textarea",
        "secret",
    ];
    WORDS.contains(&text)
}
