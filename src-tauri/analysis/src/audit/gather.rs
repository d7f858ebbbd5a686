//! Walks everything a recording holds and collects what looks private.

use super::detect::detect;
use super::fields::{Asks, Field, NodeId, asks, judge, split_cards};
use super::labels::Labels;
use super::{Confidence, PrivateFinding, PrivateKind, excerpt};
use events::{
    AttributeValue, EventKind, Mutation, SnapshotTree, TabId, Text, Timestamp, TreeElement, TreeNodeKind,
};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Attributes that hold shapes and looks, and long ones that hold pictures.
const SKIPPED: [&str; 10] = [
    "class",
    "style",
    "d",
    "points",
    "transform",
    "viewBox",
    "srcset",
    "sizes",
    "data-playhead-changes",
    "stroke-dasharray",
];
/// Their text is one with that of what they stand in.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "bdo", "code", "em", "font", "i", "kbd", "label", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "u",
];

/// Where something was met.
struct Place<'a> {
    time: Timestamp,
    tab: TabId,
    node: Option<NodeId>,
    says: &'a dyn Fn() -> String,
}

/// Collects what looks private, event by event.
pub struct Auditor {
    findings: Vec<(PrivateFinding, String)>,
    by_value: HashMap<(PrivateKind, String), usize>,
    /// Of texts that were looked at: what was found in them. Most texts of a page come again and again.
    looked: HashMap<u64, Vec<usize>>,
    fields: HashMap<(TabId, NodeId), Field>,
    /// Of elements, and of texts those of what they stand in.
    tags: HashMap<(TabId, NodeId), Text>,
    /// What a person said is not private.
    allowed: Vec<String>,
}

impl Auditor {
    /// Values that hold one of these texts are left out; case does not count.
    pub fn new(allowed: &[String]) -> Auditor {
        Auditor {
            findings: Vec::new(),
            by_value: HashMap::new(),
            looked: HashMap::new(),
            fields: HashMap::new(),
            tags: HashMap::new(),
            allowed: allowed.iter().map(|text| text.to_lowercase()).collect(),
        }
    }

    /// `raw` is the event as recorded, for what was not understood.
    pub fn event(&mut self, time: Timestamp, tab: TabId, kind: &EventKind, raw: &str) {
        let place = |says: &'static str| (time, tab, None, says);
        match kind {
            EventKind::FullSnapshot(snapshot) => {
                self.tree(time, tab, &snapshot.tree, None);
            }
            EventKind::Mutation(mutation) => self.mutation(time, tab, mutation),
            EventKind::Input { target, value, .. } => self.typed(time, tab, target.0, value),
            EventKind::Meta { href, .. } => self.told(place("address of the page"), href),
            EventKind::Console(record) => {
                self.told(place("console"), &record.text);
                record.args.iter().for_each(|arg| self.told(place("console"), arg));
            }
            EventKind::Network(requests) => {
                for request in requests.iter() {
                    self.told(place("request"), &request.url);
                    self.told(place("request"), &request.raw);
                }
            }
            EventKind::Exception(report) => self.told(place("exception"), &report.message),
            EventKind::Custom { tag, payload } => {
                let says = format!("message “{tag}”");
                self.look(payload, &Place { time, tab, node: None, says: &|| says.clone() });
            }
            EventKind::Plugin { payload, .. } => self.told(place("plugin record"), payload),
            EventKind::Opaque { .. } => self.told(place("event that is not understood"), raw),
            _ => {}
        }
    }

    /// What is known of the session beside its events.
    pub fn session(&mut self, text: &str) {
        self.told((Timestamp::default(), TabId(0), None, "what is known of the session"), text);
    }

    /// All findings, the gravest first, each kind in the order of time.
    pub fn finish(mut self) -> Vec<PrivateFinding> {
        let mut typed: Vec<(TabId, NodeId)> = self.fields.keys().copied().collect();
        typed.sort_unstable();
        for key in typed {
            self.settle(key);
        }
        self.split_cards();
        let mut findings: Vec<PrivateFinding> =
            self.findings.into_iter().map(|(finding, _)| finding).collect();
        findings.sort_by_key(|finding| (finding.kind, finding.first, finding.node));
        findings
    }

    fn told(
        &mut self,
        (time, tab, node, says): (Timestamp, TabId, Option<NodeId>, &'static str),
        text: &str,
    ) {
        self.look(text, &Place { time, tab, node, says: &|| says.to_owned() });
    }

    fn look(&mut self, text: &str, place: &Place<'_>) {
        if text.len() < 5 || text.starts_with("data:") {
            return;
        }
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let hash = hasher.finish();
        if let Some(known) = self.looked.get(&hash) {
            for &number in known {
                if let Some((finding, _)) = self.findings.get_mut(number) {
                    finding.last = finding.last.max(place.time);
                    finding.count += 1;
                }
            }
            return;
        }
        let hits = detect(text);
        let numbers =
            hits.into_iter().filter_map(|hit| self.found(hit.kind, &hit.value, hit.confidence, place));
        let numbers: Vec<usize> = numbers.collect();
        self.looked.insert(hash, numbers);
    }

    /// The number of the finding.
    fn found(
        &mut self,
        kind: PrivateKind,
        value: &str,
        confidence: Confidence,
        place: &Place<'_>,
    ) -> Option<usize> {
        let low = value.to_lowercase();
        if self.allowed.iter().any(|allowed| low.contains(allowed.as_str())) {
            return None;
        }
        let name = (kind, value.replace("%40", "@"));
        if let Some(&number) = self.by_value.get(&name) {
            if let Some((finding, _)) = self.findings.get_mut(number) {
                finding.last = finding.last.max(place.time);
                finding.first = finding.first.min(place.time);
                finding.confidence = finding.confidence.max(confidence);
                finding.count += 1;
            }
            return Some(number);
        }
        let number = self.findings.len();
        let finding = PrivateFinding {
            kind,
            confidence,
            excerpt: excerpt(kind, value),
            place: (place.says)(),
            tab: place.tab,
            node: place.node,
            first: place.time,
            last: place.time,
            count: 1,
        };
        self.findings.push((finding, name.1.clone()));
        self.by_value.insert(name, number);
        Some(number)
    }

    fn mutation(&mut self, time: Timestamp, tab: TabId, mutation: &Mutation) {
        for add in &mutation.adds {
            let parent = add.parent.0;
            self.tree(time, tab, &add.tree, Some(parent));
        }
        // Neighbours that came at once may hold one value between them.
        let mut together: HashMap<NodeId, (usize, String)> = HashMap::new();
        for add in &mutation.adds {
            if let [node] = add.tree.nodes.as_slice()
                && let TreeNodeKind::Text(text) = &node.kind
            {
                let (count, texts) = together.entry(add.parent.0).or_default();
                *count += 1;
                texts.push_str(text);
            }
        }
        for (parent, (count, text)) in together {
            if count > 1 {
                self.text(time, tab, Some(parent), &text);
            }
        }
        for change in &mutation.texts {
            self.text(time, tab, Some(change.id.0), &change.value);
        }
        for change in &mutation.attributes {
            for (name, value) in &change.entries {
                if let AttributeValue::Set(value) = value {
                    self.attribute(time, tab, change.id.0, name, value);
                }
            }
        }
    }

    fn text(&mut self, time: Timestamp, tab: TabId, node: Option<NodeId>, text: &str) {
        let tag = node.and_then(|node| self.tags.get(&(tab, node)).cloned());
        let says = || tag.as_ref().map_or_else(|| "text".to_owned(), |tag| format!("text of <{tag}>"));
        self.look(text, &Place { time, tab, node, says: &says });
    }

    fn attribute(&mut self, time: Timestamp, tab: TabId, node: NodeId, name: &str, value: &str) {
        if SKIPPED.contains(&name) {
            return;
        }
        if name == "value" && self.fields.contains_key(&(tab, node)) {
            return self.typed(time, tab, node, value);
        }
        let tag = self.tags.get(&(tab, node)).cloned().unwrap_or_default();
        let says = || format!("attribute {name} of <{tag}>");
        self.look(value, &Place { time, tab, node: Some(node), says: &says });
    }

    fn tree(&mut self, time: Timestamp, tab: TabId, tree: &SnapshotTree, parent: Option<NodeId>) {
        let labels = Labels::of_tree(tree);
        // The text of each block, with that of what stands in its lines.
        let mut blocks: Vec<(Option<usize>, String)> = Vec::new();
        let mut block_of: Vec<Option<usize>> = Vec::with_capacity(tree.nodes.len());
        for (place, node) in tree.nodes.iter().enumerate() {
            let above = node.parent.and_then(|parent| block_of.get(parent as usize).copied().flatten());
            let id = node.id.map(|id| id.0);
            match &node.kind {
                TreeNodeKind::Element(element) => {
                    let is_inline = INLINE.contains(&element.tag.as_str()) && above.is_some();
                    block_of.push(if is_inline { above } else { Some(place) });
                    if let Some(id) = id {
                        self.element(time, tab, id, element, &labels, place);
                    }
                }
                TreeNodeKind::Text(text) => {
                    block_of.push(above);
                    let around = node
                        .parent
                        .and_then(|parent| tree.nodes.get(parent as usize)?.id)
                        .map(|id| id.0)
                        .or(parent);
                    let tag = around.and_then(|around| self.tags.get(&(tab, around)).cloned());
                    if let (Some(id), Some(tag)) = (id, tag) {
                        self.tags.insert((tab, id), tag);
                    }
                    let is_style = node
                        .parent
                        .and_then(|parent| tree.nodes.get(parent as usize))
                        .is_some_and(|parent| matches!(&parent.kind, TreeNodeKind::Element(element) if element.tag.as_str() == "style"));
                    if is_style {
                        continue;
                    }
                    match blocks.iter_mut().rev().take(4).find(|(block, _)| *block == above) {
                        Some((_, together)) => together.push_str(text),
                        None => blocks.push((above, text.to_string())),
                    }
                }
                TreeNodeKind::Comment(text) => {
                    block_of.push(above);
                    self.text(time, tab, id, text);
                }
                _ => block_of.push(above),
            }
        }
        for (block, text) in blocks {
            let node = block.and_then(|place| tree.nodes.get(place)?.id).map(|id| id.0).or(parent);
            self.text(time, tab, node, &text);
        }
    }

    fn element(
        &mut self,
        time: Timestamp,
        tab: TabId,
        id: NodeId,
        element: &TreeElement,
        labels: &Labels,
        place: usize,
    ) {
        let of = |name: &str| {
            element
                .attributes
                .iter()
                .find(|(other, _)| other.as_str() == name)
                .map_or("", |(_, value)| value.as_str())
        };
        self.tags.insert((tab, id), element.tag.clone());
        let is_field = matches!(element.tag.as_str(), "input" | "textarea" | "select");
        if is_field
            && !matches!(
                of("type"),
                "checkbox" | "radio" | "submit" | "button" | "hidden" | "range" | "color"
            )
        {
            let label = labels.of(place, of("id"));
            let words = [of("name"), of("id"), of("placeholder"), of("aria-label"), label.as_str()].join(" ");
            let called =
                [label.as_str(), of("aria-label"), of("placeholder"), of("name"), of("id"), "a field"];
            let called =
                called.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default().trim().to_owned();
            let asks = asks(of("type"), of("autocomplete"), &words);
            let before = self.fields.get(&(tab, id)).cloned();
            let value = before.map(|field| field.value).unwrap_or_default();
            self.fields.insert((tab, id), Field { asks, label: called, value, falls: false, at: time });
            let live =
                element.extra.as_ref().and_then(|extra| extra.value.as_ref()).map(|value| value.to_string());
            let value = live.unwrap_or_else(|| of("value").to_owned());
            if !value.is_empty() {
                self.typed(time, tab, id, &value);
                self.settle((tab, id));
            }
        }
        for (name, value) in &element.attributes {
            if !(is_field && name.as_str() == "value") {
                self.attribute(time, tab, id, name, value);
            }
        }
    }

    /// Letter by letter: a value is looked at when it is longest.
    fn typed(&mut self, time: Timestamp, tab: TabId, node: NodeId, value: &str) {
        let field = self.fields.entry((tab, node)).or_insert_with(|| Field {
            asks: Asks::Other,
            label: "a field".to_owned(),
            value: String::new(),
            falls: false,
            at: time,
        });
        let grows = value.starts_with(field.value.as_str());
        let falls = !grows && field.value.starts_with(value);
        if !grows && !field.falls {
            self.settle((tab, node));
        }
        if let Some(field) = self.fields.get_mut(&(tab, node)) {
            field.falls = falls;
            field.at = time;
            value.clone_into(&mut field.value);
        }
    }

    /// Looks at what stands in a field.
    fn settle(&mut self, (tab, node): (TabId, NodeId)) {
        let Some(field) = self.fields.get(&(tab, node)).cloned() else { return };
        let time = field.at;
        if field.falls || field.value.is_empty() {
            return;
        }
        let says = || format!("typed into “{}”", field.label);
        let place = Place { time, tab, node: Some(node), says: &says };
        match judge(field.asks, &field.value) {
            Some((kind, confidence)) => {
                self.found(kind, &field.value, confidence, &place);
            }
            None => self.look(&field.value, &place),
        }
    }

    fn split_cards(&mut self) {
        for split in split_cards(&self.fields) {
            let says = || format!("typed into “{}” and {} fields behind it", split.label, split.parts - 1);
            let (tab, node) = split.first;
            let place = Place { time: split.at, tab, node: Some(node), says: &says };
            self.found(PrivateKind::Card, &split.number, Confidence::High, &place);
        }
    }
}
