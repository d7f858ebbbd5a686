//! The canonical form of a document, for comparing it with the recorded page and with other players: layers that can be
//! compared one by one, holding only what a recorder numbered.

use crate::form_state::child_text;
use crate::scrolling::scrolls_window;
use crate::{Document, Element, FormValue, Node, NodeData, NodeKey, Sheet};
use events::{DialogMode, Text};
use hashbrown::HashSet;

/// Every layer is in document order: a node, its shadow root's children, its children, its frame document.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Canonical {
    pub tree: Vec<CanonicalNode>,
    /// Declarations of style attributes, sorted by name.
    pub style: Vec<(u64, Vec<CanonicalDeclaration>)>,
    pub form: Vec<(u64, FormValue)>,
    /// The text of each style element and inlined link.
    pub css: Vec<(u64, String)>,
    /// Rules of each sheet adopted by a document or by the shadow root of a host.
    pub adopted: Vec<(u64, Vec<Vec<String>>)>,
    /// Rounded offsets (left, top) that are not both 0.
    pub scroll: Vec<(u64, i64, i64)>,
    /// (is open, is modal).
    pub dialog: Vec<(u64, bool, bool)>,
}

/// (name, value, important).
pub type CanonicalDeclaration = (String, String, bool);

#[derive(Clone, PartialEq, Debug)]
pub struct CanonicalNode {
    pub id: u64,
    /// The parent's id; for a shadow child the host's, for a frame document the frame's, 0 for the top document.
    pub parent: u64,
    pub shadow: bool,
    pub kind: CanonicalKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum CanonicalKind {
    Document,
    Doctype {
        name: Text,
        public_id: Text,
        system_id: Text,
    },
    /// Attributes are sorted by the UTF-16 units of their names.
    Element {
        tag: String,
        attributes: Vec<(Text, Text)>,
    },
    Text(Text),
    Comment(Text),
    Cdata,
}

pub fn canonical(document: &Document) -> Canonical {
    let mut canonical = Canonical::default();
    let mut stack: Vec<Visit> =
        document.root().map(|key| Visit { key, parent: 0, shadow: false }).into_iter().collect();
    while let Some(visit) = stack.pop() {
        canonical.visit(document, &visit, &mut stack);
    }
    canonical
}

/// A node still to be printed.
struct Visit {
    key: NodeKey,
    parent: u64,
    shadow: bool,
}

impl Canonical {
    fn visit(&mut self, document: &Document, visit: &Visit, stack: &mut Vec<Visit>) {
        // Nodes that the recorder did not number are left out with everything below them.
        let (Some(node), Some(id)) = (document.node(visit.key), visit.key.source()) else { return };
        let id = id.0;
        let kind = match &node.data {
            NodeData::Document { .. } => CanonicalKind::Document,
            NodeData::Doctype(doctype) => CanonicalKind::Doctype {
                name: doctype.name.clone(),
                public_id: doctype.public_id.clone(),
                system_id: doctype.system_id.clone(),
            },
            NodeData::Element(element) => CanonicalKind::Element {
                tag: element.tag.to_ascii_lowercase(),
                attributes: attributes(element, node),
            },
            NodeData::Text(text) => CanonicalKind::Text(text_of(document, node, text)),
            NodeData::Comment(text) => CanonicalKind::Comment(text.clone()),
            NodeData::Cdata => CanonicalKind::Cdata,
            NodeData::ShadowRoot => return,
        };
        self.tree.push(CanonicalNode { id, parent: visit.parent, shadow: visit.shadow, kind });
        self.live(document, visit.key, node, id);

        // The stack is popped from its end, so what is printed last goes on it first.
        if let Some(content) = node.content {
            stack.push(Visit { key: content, parent: id, shadow: false });
        }
        let is_textarea = node.element().is_some_and(|element| element.is_html("textarea"));
        if !is_textarea {
            push_children(document, node, id, false, stack);
        }
        if let Some(root) = node.shadow.and_then(|root| document.node(root)) {
            push_children(document, root, id, true, stack);
        }
    }

    fn live(&mut self, document: &Document, key: NodeKey, node: &Node, id: u64) {
        let live = node.live();
        let scroll = match scrolls_window(document, key) {
            Some(window) => document.node(window).and_then(|window| window.live().scroll),
            None => live.scroll,
        };
        if let Some((left, top)) = scroll {
            let offsets = (rounded(left), rounded(top));
            if offsets != (0, 0) {
                self.scroll.push((id, offsets.0, offsets.1));
            }
        }
        let adopting = node.shadow.and_then(|root| document.node(root)).map_or(live, Node::live);
        let sheets: Vec<Vec<String>> = adopting
            .adopted
            .iter()
            .flat_map(|ids| ids.iter())
            .filter_map(|id| document.state().constructed.get(id))
            .map(|sheet| sheet.rules().iter().map(|rule| rule.as_str().to_owned()).collect())
            .collect();
        if !sheets.is_empty() {
            self.adopted.push((id, sheets));
        }
        let Some(element) = node.element() else { return };
        let declarations = style(element, node);
        if !declarations.is_empty() {
            self.style.push((id, declarations));
        }
        if let Some(value) = document.form_value(key) {
            self.form.push((id, value));
        }
        if element.is_html("dialog") {
            let is_open = element.attribute("open").is_some();
            self.dialog.push((id, is_open, is_open && live.dialog == Some(DialogMode::Modal)));
        }
        let is_style = *element.tag == *"style";
        if is_style || (*element.tag == *"link" && live.sheet.is_some()) {
            let text = match live.sheet.as_deref() {
                Some(sheet @ Sheet::Text(_)) => sheet.text().as_str().to_owned(),
                // Edits of rules leave the text of the children as it was.
                Some(sheet) if node.first_child.is_none() => sheet.text().as_str().to_owned(),
                _ => child_text(document, key),
            };
            self.css.push((id, text));
        }
    }
}

fn push_children(document: &Document, parent: &Node, id: u64, shadow: bool, stack: &mut Vec<Visit>) {
    let mut child = parent.last_child;
    while let Some(key) = child {
        stack.push(Visit { key, parent: id, shadow });
        child = document.node(key).and_then(|node| node.prev);
    }
}

/// The text of a style element's child is in the layer of sheets.
fn text_of(document: &Document, node: &Node, text: &Text) -> Text {
    let parent = node.parent.and_then(|parent| document.node(parent)).and_then(|parent| parent.element());
    if parent.is_some_and(|parent| *parent.tag == *"style") { Text::default() } else { text.clone() }
}

fn attributes(element: &Element, node: &Node) -> Vec<(Text, Text)> {
    let tag = &*element.tag;
    if tag == "link" && preloads_script(element) {
        return Vec::new();
    }
    // An image that is in its address needs no picture.
    let is_inline = element.attribute("src").is_some_and(|src| src.starts_with("data:"));
    let picture = node.live().picture.as_ref().filter(|_| tag == "img" && !is_inline);
    let mut printed = Vec::with_capacity(element.attributes.len());
    for (name, value) in &element.attributes {
        let is_left_out = match &**name {
            "style" => true,
            "srcdoc" => tag == "iframe" || tag == "frame",
            "value" => tag == "textarea",
            "src" => picture.is_some(),
            _ => false,
        };
        if is_left_out {
            continue;
        }
        if *name != "class" {
            printed.push((name.clone(), value.clone()));
            continue;
        }
        let classes = class_names(value);
        if !classes.is_empty() {
            printed.push((name.clone(), Text::from(classes)));
        }
    }
    if let Some(picture) = picture {
        printed.push((Text::from("src"), picture.clone()));
    }
    printed.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    printed
}

/// Links that load scripts lose their attributes when a page is rebuilt, in every player.
fn preloads_script(element: &Element) -> bool {
    let is = |name: &str, value: &str| element.attribute(name).is_some_and(|known| known == value);
    let path = element.attribute("href").and_then(|href| href.split(['?', '#']).next());
    (is("rel", "preload") && is("as", "script"))
        || is("rel", "modulepreload")
        || (is("rel", "prefetch") && path.is_some_and(|path| path.ends_with(".js")))
}

fn class_names(value: &str) -> String {
    let mut seen = HashSet::new();
    let names: Vec<&str> = value
        .split([' ', '\t', '\n', '\u{c}', '\r'])
        .filter(|name| !name.is_empty() && seen.insert(*name))
        .collect();
    names.join(" ")
}

/// The declarations of the style attribute and of a blocked element's box.
fn style(element: &Element, node: &Node) -> Vec<CanonicalDeclaration> {
    let mut declarations = element.attribute("style").map(|text| declared(text)).unwrap_or_default();
    if let Some((width, height)) = &node.live().blocked_size {
        declarations.push(("width".to_owned(), width.as_str().to_owned(), false));
        declarations.push(("height".to_owned(), height.as_str().to_owned(), false));
    }
    // Stable, so that of declarations with one name the last stays last, and is the one that counts.
    declarations.sort_by(|(a, ..), (b, ..)| a.encode_utf16().cmp(b.encode_utf16()));
    let mut last: Vec<CanonicalDeclaration> = Vec::with_capacity(declarations.len());
    for declaration in declarations {
        match last.last_mut() {
            Some(known) if known.0 == declaration.0 => *known = declaration,
            _ => last.push(declaration),
        }
    }
    last
}

/// The form's own light reading of declarations: simpler than CSS, so that any other engine can agree with it.
fn declared(text: &str) -> Vec<CanonicalDeclaration> {
    let mut list = Vec::new();
    let (mut depth, mut quote, mut is_escaped, mut start) = (0_usize, None, false, 0);
    let mut add = |part: &str| list.extend(declaration(part));
    for (index, byte) in text.bytes().enumerate() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match (quote, byte) {
            (Some(_), b'\\') => is_escaped = true,
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => depth = depth.saturating_sub(1),
            (None, b';') if depth == 0 => {
                add(text.get(start..index).unwrap_or_default());
                start = index + 1;
            }
            _ => {}
        }
    }
    add(text.get(start..).unwrap_or_default());
    list
}

fn declaration(part: &str) -> Option<CanonicalDeclaration> {
    let (name, value) = part.trim().split_once(':')?;
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    let name = if name.starts_with("--") { name.to_owned() } else { name.to_lowercase() };
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_important =
        value.rsplit_once('!').filter(|(_, word)| word.trim().eq_ignore_ascii_case("important"));
    Some(match is_important {
        Some((value, _)) => (name, value.trim_end().to_owned(), true),
        None => (name, value, false),
    })
}

/// As `Math.round` of JavaScript: halves go up.
fn rounded(offset: f64) -> i64 {
    (offset + 0.5).floor() as i64
}
