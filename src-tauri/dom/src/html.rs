//! The document as HTML text, as the standard serializes it, for reading, diffing and opening elsewhere.
//! <https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments>
//!
//! What the standard's algorithm leaves out, and a person who opens the text expects, is reflected:
//! - controls hold what was typed and chosen (`value`, `checked`, `selected`, the text of a textarea);
//! - a style element or inlined link holds its sheet with its edits; adopted sheets follow as style elements;
//! - an open shadow root is a `template shadowrootmode="open"`;
//! - the document of a frame is its `srcdoc`, so that it is drawn, and read back, where it was;
//! - a recorded picture is the source of its image; a blocked element has its box.
//!
//! Scroll offsets, media positions and canvas pixels have no place in HTML. Nothing is made harmless here: scripts,
//! handlers and addresses are as recorded.

mod tags;

use crate::form_state::{options_of, selected_keys};
use crate::{Document, Element, FormValue, Node, NodeData, NodeKey, Sheet};
use events::{Namespace, StyleId, Text};
use hashbrown::HashMap;
use tags::{escape_attribute, escape_text, is_raw, is_void};

/// Frames inside frames whose documents are written. Each level escapes all quotes of the levels below it again.
const MAX_FRAME_DEPTH: usize = 6;

/// The document, its frames and its shadow trees as one HTML text.
pub fn html(document: &Document) -> String {
    document.root().map(|root| outer_html(document, root, usize::MAX)).unwrap_or_default()
}

/// One node and what is below it, cut where it grows beyond `limit` bytes: text for a person, not for a parser.
pub fn outer_html(document: &Document, key: NodeKey, limit: usize) -> String {
    let mut writer =
        Writer { document, outs: vec![String::new()], options: HashMap::new(), jobs: vec![Job::Node(key)] };
    while let Some(job) = writer.jobs.pop() {
        if writer.outs.iter().map(String::len).sum::<usize>() > limit {
            writer.write("…");
            break;
        }
        writer.run(job);
    }
    writer.outs.concat()
}

enum Job {
    Node(NodeKey),
    /// Start the text of a frame's document.
    Begin(NodeKey),
    /// The frame whose document is complete on top of the texts.
    Frame(NodeKey),
    Close(Text),
    /// Sheets that a document or shadow root adopted.
    Adopted(NodeKey),
    CloseTemplate,
}

struct Writer<'a> {
    document: &'a Document,
    /// The text being written, on top of those of the documents around it.
    outs: Vec<String>,
    /// Whether the options met so far are selected.
    options: HashMap<NodeKey, bool>,
    jobs: Vec<Job>,
}

impl Writer<'_> {
    fn run(&mut self, job: Job) {
        match job {
            Job::Node(key) => self.node(key),
            Job::Begin(content) => {
                self.outs.push(String::new());
                self.jobs.push(Job::Node(content));
            }
            Job::Frame(frame) => {
                let content = self.outs.pop().unwrap_or_default();
                if let Some((node, element)) = element_of(self.document, frame) {
                    self.element(frame, node, element, Some(&content));
                }
            }
            Job::Close(tag) => self.write(&format!("</{tag}>")),
            Job::Adopted(owner) => self.adopted(owner),
            Job::CloseTemplate => self.write("</template>"),
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(out) = self.outs.last_mut() {
            out.push_str(text);
        }
    }

    fn node(&mut self, key: NodeKey) {
        let Some(node) = self.document.node(key) else { return };
        match &node.data {
            NodeData::Document { .. } => {
                if self.head_of(key).is_none() {
                    self.jobs.push(Job::Adopted(key));
                }
                self.push_children(node);
            }
            NodeData::ShadowRoot => {
                self.write("<template shadowrootmode=\"open\">");
                self.jobs.extend([Job::CloseTemplate, Job::Adopted(key)]);
                self.push_children(node);
            }
            NodeData::Doctype(recorded) => {
                let text = doctype(&recorded.name, &recorded.public_id, &recorded.system_id);
                self.write(&text);
            }
            NodeData::Text(text) => self.text(node, text),
            NodeData::Comment(text) => {
                // A comment cannot hold its own end.
                let text = text.replace("--", "- -");
                self.write(&format!("<!--{text}-->"));
            }
            // Always empty, and HTML outside of SVG and MathML has no such thing.
            NodeData::Cdata => {}
            NodeData::Element(element) => match node.content {
                Some(content) if self.outs.len() <= MAX_FRAME_DEPTH => {
                    self.jobs.extend([Job::Frame(key), Job::Begin(content)]);
                }
                _ => self.element(key, node, element, None),
            },
        }
    }

    fn push_children(&mut self, node: &Node) {
        let mut child = node.last_child;
        while let Some(key) = child {
            self.jobs.push(Job::Node(key));
            child = self.document.node(key).and_then(|node| node.prev);
        }
    }

    fn text(&mut self, node: &Node, text: &Text) {
        let parent = node.parent.and_then(|parent| element_of(self.document, parent));
        match parent {
            Some((_, parent)) if parent.namespace == Namespace::Html && is_raw(&parent.tag) => {
                let guarded = guard(text, &parent.tag);
                self.write(&guarded);
            }
            _ => {
                // The parser drops a line feed that these elements begin with.
                let begins = node.prev.is_none() && text.starts_with('\n');
                if begins
                    && parent.is_some_and(|(_, parent)| parent.is_html("pre") || parent.is_html("listing"))
                {
                    self.write("\n");
                }
                if let Some(out) = self.outs.last_mut() {
                    escape_text(out, text);
                }
            }
        }
    }

    fn element(&mut self, key: NodeKey, node: &Node, element: &Element, srcdoc: Option<&str>) {
        let sheet = node.live().sheet.as_deref();
        let is_inlined = element.is_html("link") && sheet.is_some();
        let tag = if is_inlined { Text::from("style") } else { element.tag.clone() };
        self.write(&format!("<{tag}"));
        for (name, value) in self.attributes(key, node, element, srcdoc) {
            if let Some(out) = self.outs.last_mut() {
                out.push(' ');
                out.push_str(&name);
                out.push_str("=\"");
                escape_attribute(out, &value);
                out.push('"');
            }
        }
        self.write(">");
        if element.namespace == Namespace::Html && is_void(&element.tag) && !is_inlined {
            return;
        }
        self.jobs.push(Job::Close(tag));
        if element.is_html("select") {
            let options = options_of(self.document, key);
            let is_chosen = |option: &NodeKey| {
                self.document.node(*option).is_some_and(|option| option.live().selected.is_some())
            };
            // A select that nobody touched shows what its attributes say.
            if options.iter().any(is_chosen) {
                let selected = selected_keys(self.document, key);
                self.options.extend(options.into_iter().map(|option| (option, selected.contains(&option))));
            }
        }
        if let Some(sheet) = sheet {
            let text = guard(&sheet.text(), "style");
            self.write(&text);
        } else if let (true, Some(FormValue::Value(value))) =
            (element.is_html("textarea"), self.document.form_value(key))
        {
            let begins = if value.starts_with('\n') { "\n" } else { "" };
            self.write(begins);
            if let Some(out) = self.outs.last_mut() {
                escape_text(out, &value);
            }
        } else {
            if let Some(document) = node.parent.and_then(|html| self.document.node(html)?.parent)
                && self.head_of(document) == Some(key)
            {
                self.jobs.push(Job::Adopted(document));
            }
            self.push_children(node);
        }
        self.jobs.extend(node.shadow.map(Job::Node));
    }

    /// The recorded attributes with live state in their place.
    fn attributes(
        &self,
        key: NodeKey,
        node: &Node,
        element: &Element,
        srcdoc: Option<&str>,
    ) -> Vec<(Text, Text)> {
        let live = node.live();
        let mut attributes = element.attributes.clone();
        let mut set = |name: &str, value: Option<Text>| {
            let place = attributes.iter().position(|(known, _)| *known == name);
            match (place, value) {
                (Some(place), Some(value)) => {
                    if let Some((_, known)) = attributes.get_mut(place) {
                        *known = value;
                    }
                }
                (Some(place), None) => drop(attributes.remove(place)),
                (None, Some(value)) => attributes.push((Text::from(name), value)),
                (None, None) => {}
            }
        };
        match self.document.form_value(key) {
            Some(FormValue::Value(value))
                if element.is_html("input")
                    && (!value.is_empty() || element.attribute("value").is_some()) =>
            {
                set("value", Some(value));
            }
            Some(FormValue::Checked(on)) => set("checked", on.then(Text::default)),
            _ => {}
        }
        if element.is_html("textarea") {
            set("value", None);
        }
        if let Some(&is_selected) = self.options.get(&key) {
            set("selected", is_selected.then(Text::default));
        }
        if let Some(picture) = live.picture.as_ref().filter(|_| element.is_html("img")) {
            set("src", Some(picture.clone()));
            set("srcset", None);
        }
        if let Some((width, height)) = &live.blocked_size {
            let style = element.attribute("style").map(|style| format!("{style}; ")).unwrap_or_default();
            set("style", Some(Text::from(format!("{style}width: {width}; height: {height};"))));
        }
        if let Some(srcdoc) = srcdoc {
            set("srcdoc", Some(Text::from(srcdoc)));
        }
        attributes
    }

    fn adopted(&mut self, owner: NodeKey) {
        let ids: &[StyleId] =
            self.document.node(owner).and_then(|node| node.live().adopted.as_deref()).unwrap_or_default();
        for id in ids {
            if let Some(sheet) = self.document.state().constructed.get(id) {
                let text = guard(&Sheet::text(sheet), "style");
                self.write(&format!("<style>{text}</style>"));
            }
        }
    }

    /// The head of a document, where its adopted sheets are written.
    fn head_of(&self, document: NodeKey) -> Option<NodeKey> {
        let is = |key: &NodeKey, tag: &str| {
            element_of(self.document, *key).is_some_and(|(_, element)| element.is_html(tag))
        };
        let html = self.document.children(document).find(|key| is(key, "html"))?;
        self.document.node(document).filter(|node| node.data.is_document())?;
        self.document.children(html).find(|key| is(key, "head"))
    }
}

fn element_of(document: &Document, key: NodeKey) -> Option<(&Node, &Element)> {
    let node = document.node(key)?;
    Some((node, node.element()?))
}

fn doctype(name: &str, public_id: &str, system_id: &str) -> String {
    match (public_id, system_id) {
        ("", "") => format!("<!DOCTYPE {name}>"),
        ("", system) => format!("<!DOCTYPE {name} SYSTEM \"{system}\">"),
        (public, "") => format!("<!DOCTYPE {name} PUBLIC \"{public}\">"),
        (public, system) => format!("<!DOCTYPE {name} PUBLIC \"{public}\" \"{system}\">"),
    }
}

/// Raw text cannot hold the end tag of its own element. In sheets a backslash before the slash changes nothing.
fn guard(text: &str, tag: &str) -> String {
    let end = format!("</{tag}");
    let mut guarded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = find_ignoring_case(rest, &end) {
        guarded.push_str(rest.get(..at).unwrap_or_default());
        guarded.push_str("<\\");
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    guarded.push_str(rest);
    guarded
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.match_indices("</")
        .map(|(at, _)| at)
        .find(|&at| text.get(at..at + needle.len()).is_some_and(|found| found.eq_ignore_ascii_case(needle)))
}
