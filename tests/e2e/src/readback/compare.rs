//! Node by node.

use super::difference::Difference;
use super::expected::{Expected, Kind, Node};
use super::questions::{Answers, Question, about_rules};
use super::read::{Digest, Read, ReadNode};
use super::{controls, marks, shape};
use crate::App;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How far a clip may be from its position: a frame of film.
const CLIP_SECS: f64 = 0.05;

/// An address that leads nowhere, with which WebKit draws frames in frames.
const NOWHERE: &str = "//[";

/// What is expected and what stands, and what is still to be asked about it.
pub struct Comparison<'a> {
    expected: &'a Expected,
    read: &'a Read,
    checked: HashSet<u64>,
    selected: HashSet<u64>,
    marks: BTreeMap<u64, BTreeSet<&'static str>>,
    popovers: BTreeSet<u64>,
    differences: Vec<Difference>,
    questions: Vec<Question>,
}

impl<'a> Comparison<'a> {
    /// Everything that stands otherwise than expected, in the order of nodes.
    pub async fn run(
        app: &App,
        answers: &mut Answers,
        expected: &'a Expected,
        read: &'a Read,
    ) -> Vec<Difference> {
        let mut comparison = Comparison {
            expected,
            read,
            checked: controls::checked(expected),
            selected: controls::selected(expected),
            marks: marks::marks(expected),
            popovers: marks::popovers(expected),
            differences: Vec::new(),
            questions: Vec::new(),
        };
        comparison.page();
        for (node, stands) in shape::pairs(expected, read, &mut comparison.differences) {
            comparison.node(node, stands);
        }
        let Comparison { mut differences, mut questions, .. } = comparison;
        if read.playing {
            // The page has gone on: what can be asked is what depends on no node of it.
            questions.retain(|question| !matches!(question.ask["ask"].as_str(), Some("canvas" | "offset")));
        }
        differences.extend(answers.check(app, questions).await);
        differences.sort();
        differences
    }

    fn differ(&mut self, key: u64, what: &str, expected: impl std::fmt::Debug, found: impl std::fmt::Debug) {
        self.differences.push(Difference::new(key, what, expected, found));
    }

    /// What is no node's.
    fn page(&mut self) {
        let Read { problems, .. } = self.read;
        if self.read.at != Some(self.expected.at.0) {
            self.differ(0, "moment", self.expected.at.0, self.read.at);
        }
        if problems.count > 0 {
            self.differ(0, "problems", 0, (problems.count, &problems.first));
        }
        if self.read.loading {
            self.differ(0, "loading", false, true);
        }
        let size = self.expected.viewport.unwrap_or((1280.0, 800.0));
        if self.read.viewport != size || self.read.inner != (size.0.trunc(), size.1.trunc()) {
            self.differ(0, "viewport", size, (self.read.viewport, self.read.inner));
        }
        let missing: BTreeMap<u64, &str> = self.read.missing.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let wanted: BTreeMap<u64, &str> = (self.expected.nodes.iter())
            .filter_map(|node| Some((node.key, node.live.missing.as_ref()?.as_str())))
            .collect();
        if missing != wanted {
            self.differ(0, "missing assets", wanted, missing);
        }
        let fonts: BTreeSet<&str> = self.expected.fonts.iter().map(|font| font.family.as_str()).collect();
        let loaded: BTreeSet<&str> = self.read.fonts.iter().map(String::as_str).collect();
        for family in fonts.into_iter().filter(|family| !loaded.contains(family)) {
            self.differ(0, "font", family, &self.read.fonts);
        }
        self.selections();
    }

    /// Ends behind a node's length are at its length.
    fn selections(&mut self) {
        let end = |key: u64, offset: u32| {
            let node = self.expected.node(key);
            let length = node.map_or(0, |node| match node.kind {
                Kind::Text | Kind::Comment => node.text.encode_utf16().count(),
                _ => self.expected.children(key).filter(|child| is_child(child)).count(),
            });
            (node.map(|node| node.key), offset.min(u32::try_from(length).unwrap()))
        };
        let wanted: Vec<_> = (self.expected.selection.iter())
            .map(|range| (end(range.start.0, range.start_offset), end(range.end.0, range.end_offset)))
            .filter(|((start, _), (end, _))| start.is_some() && end.is_some())
            .collect();
        let found: Vec<_> =
            self.read.selections.iter().map(|&(start, from, end, to)| ((start, from), (end, to))).collect();
        // A document has one selection: of several ranges in it the browser keeps the last.
        if wanted != found && wanted.last() != found.last() {
            self.differ(0, "selection", wanted, found);
        }
    }

    fn node(&mut self, node: &Node, stands: &ReadNode) {
        if stands.kind != node.kind.name() || stands.name != node.name {
            self.differ(node.key, "kind", (node.kind.name(), &node.name), (&stands.kind, &stands.name));
            return;
        }
        if stands.text != node.text {
            self.differ(node.key, "text", &node.text, &stands.text);
        }
        self.attributes(node, stands);
        let marks: BTreeSet<&str> = stands.marks.iter().map(String::as_str).collect();
        let wanted = self.marks.get(&node.key).cloned().unwrap_or_default();
        if marks != wanted {
            self.differ(node.key, "marks", wanted, marks);
        }
        self.sheets(node, stands);
        self.offset(node, stands);
        if node.kind == Kind::Html {
            self.control(node, stands);
            self.canvas(node, stands);
        }
    }

    fn attributes(&mut self, node: &Node, stands: &ReadNode) {
        let mut wanted: BTreeMap<&str, &str> =
            node.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if node.is_html("dialog") && node.live.dialog.is_some() {
            wanted.entry("open").or_insert("");
        }
        if let Some(picture) = node.live.picture.as_ref().filter(|_| node.is_html("img")) {
            wanted.remove("srcset");
            wanted.insert("src", picture);
        }
        let mut found: BTreeMap<&str, &str> =
            stands.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if (node.is_html("iframe") || node.is_html("frame")) && found.get("src") == Some(&NOWHERE) {
            found.remove("src");
        }
        let names: BTreeSet<&str> = wanted.keys().chain(found.keys()).copied().collect();
        for name in names {
            let (wanted, found) = (wanted.get(name).copied(), found.get(name).copied());
            if name == "style" && self.is_restyled(node) {
                self.restyled(node, wanted, found);
            } else if wanted != found {
                self.differ(node.key, &format!("attribute {name}"), wanted, found);
            }
        }
    }

    /// Whether the stage adds declarations to the element's own.
    fn is_restyled(&self, node: &Node) -> bool {
        node.live.blocked_size.is_some() || node.is_html("canvas")
    }

    fn restyled(&mut self, node: &Node, wanted: Option<&str>, found: Option<&str>) {
        let (ask, found) = match &node.live.blocked_size {
            Some((width, height)) => {
                let declarations = json!([["width", width.as_str()], ["height", height.as_str()]]);
                (json!({ "ask": "style", "style": wanted, "declarations": declarations }), json!(found))
            }
            None => (json!({ "ask": "canvasStyle", "recorded": wanted, "stands": found }), Value::Null),
        };
        self.questions.push(Question { key: node.key, what: "attribute style".to_owned(), ask, found });
    }

    fn sheets(&mut self, node: &Node, stands: &ReadNode) {
        let quirks = self.expected.is_in_quirks(node.key);
        let digest = |digest: &Digest| json!([digest.0, digest.1]);
        match (&node.sheet, &stands.sheet) {
            (Some(sheet), Some(found)) => self.questions.push(Question {
                key: node.key,
                what: "sheet".to_owned(),
                ask: about_rules(sheet, quirks, false),
                found: digest(found),
            }),
            (Some(_), None) => self.differ(node.key, "sheet", "one", "none"),
            (None, Some((0, _)) | None) => {}
            (None, Some((rules, _))) => self.differ(node.key, "sheet", "none", rules),
        }
        let adopter = match node.kind {
            // Recorded with the host.
            Kind::Shadow => self.expected.node(node.parent).filter(|host| host.live.adopted.is_some()),
            _ => None,
        };
        let ids = adopter.unwrap_or(node).live.adopted.as_deref().unwrap_or_default();
        if node.kind.is_element() {
            return;
        }
        let wanted: Vec<_> = ids.iter().filter_map(|id| self.expected.constructed.get(id)).collect();
        if wanted.len() != stands.adopted.len() {
            self.differ(node.key, "adopted sheets", wanted.len(), stands.adopted.len());
            return;
        }
        for (at, (sheet, found)) in wanted.into_iter().zip(&stands.adopted).enumerate() {
            self.questions.push(Question {
                key: node.key,
                what: format!("adopted {at}"),
                ask: about_rules(sheet, quirks, true),
                found: digest(found),
            });
        }
    }

    /// Layout limits how far something scrolls, so it is asked how far it lets the expected offset.
    fn offset(&mut self, node: &Node, stands: &ReadNode) {
        let (left, top) = node.live.scroll.unwrap_or_default();
        let is_near = (left - stands.offset.0).abs() < 1.0 && (top - stands.offset.1).abs() < 1.0;
        if is_near || !(node.kind.is_element() || node.kind.is_document()) {
            return;
        }
        let ask = json!({ "ask": "offset", "key": node.key, "left": left, "top": top });
        let found = json!([stands.offset.0, stands.offset.1]);
        self.questions.push(Question { key: node.key, what: "offset".to_owned(), ask, found });
    }

    fn control(&mut self, node: &Node, stands: &ReadNode) {
        let field = &stands.field;
        if let Some(is_open) = field.popover.filter(|open| *open != self.popovers.contains(&node.key)) {
            self.differ(node.key, "popover", !is_open, is_open);
        }
        let typed = node.live.value.as_ref().map(|value| value.as_str());
        match node.name.as_str() {
            "input" => {
                let plain = typed.or(node.attribute("value")).unwrap_or_default();
                if field.value.as_deref() != Some(plain) {
                    self.ask_value(node, stands, typed);
                }
                let wanted = self.checked.contains(&node.key);
                if field.checked != Some(wanted) {
                    self.differ(node.key, "checked", wanted, field.checked);
                }
            }
            "textarea" => {
                let content = controls::text_of(self.expected, node.key);
                let plain = typed.unwrap_or(&content);
                if field.value.as_deref() != Some(plain) {
                    self.ask_value(node, stands, Some(plain));
                }
            }
            "option" => {
                let wanted = self.selected.contains(&node.key);
                if field.selected != Some(wanted) {
                    self.differ(node.key, "selected", wanted, field.selected);
                }
            }
            "dialog" => {
                let wanted = node.live.dialog == Some(events::DialogMode::Modal);
                if field.modal != Some(wanted) {
                    self.differ(node.key, "modal", wanted, field.modal);
                }
            }
            "audio" | "video" => self.clip(node, stands),
            _ => {}
        }
    }

    fn ask_value(&mut self, node: &Node, stands: &ReadNode, typed: Option<&str>) {
        let attributes: Vec<_> = node.attributes.iter().collect();
        let ask = json!({ "ask": "value", "name": node.name, "attributes": attributes, "value": typed });
        let found = json!(stands.field.value);
        self.questions.push(Question { key: node.key, what: "value".to_owned(), ask, found });
    }

    /// A clip that can be played stands where it stood; while the recording plays, its own clock leads.
    fn clip(&mut self, node: &Node, stands: &ReadNode) {
        let (Some(clock), Some(at)) = (&node.live.media, stands.field.at) else { return };
        let Some(recorded) = clock.state.current_secs.filter(|_| !self.read.playing) else { return };
        let playing = clock.state.playing == Some(true);
        let since_secs = (self.expected.at - clock.since) as f64 / 1e6;
        let gone = if playing { since_secs.max(0.0) * clock.state.rate.unwrap_or(1.0) } else { 0.0 };
        let mut wanted = recorded + gone;
        if let Some(length) = stands.field.length.filter(|length| length.is_finite()) {
            wanted = if clock.state.looping == Some(true) || node.attributes.contains_key("loop") {
                wanted % length
            } else {
                wanted.min(length)
            };
        }
        if (wanted - at).abs() > CLIP_SECS {
            self.differ(node.key, "position", wanted, at);
        }
        if stands.field.paused != Some(true) {
            self.differ(node.key, "paused", true, stands.field.paused);
        }
    }

    fn canvas(&mut self, node: &Node, _stands: &ReadNode) {
        if !node.is_html("canvas") {
            return;
        }
        let mut commands = Vec::new();
        for batch in node.live.canvas.iter().flat_map(|log| &log.batches) {
            for command in &batch.commands {
                commands.push(json!([command.property.as_str(), command.args.as_str(), command.setter]));
            }
        }
        let picture = node.live.picture.as_ref().map(|picture| picture.as_str());
        let ask = json!({ "ask": "canvas", "key": node.key, "picture": picture, "commands": commands });
        self.questions.push(Question { key: node.key, what: "pixels".to_owned(), ask, found: Value::Null });
    }
}

/// Whether the browser counts it among the children.
fn is_child(node: &Node) -> bool {
    node.kind != Kind::Shadow && !node.kind.is_document()
}
