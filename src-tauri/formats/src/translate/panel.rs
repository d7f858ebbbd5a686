//! The page of a recording without a picture, and the list of what was touched without being in a picture.

use super::script::Script;
use super::tree::{Element, Kind, Place, Tree, id};
use serde_json::{Value, json};
use std::collections::HashMap;

const NOTICE_CSS: &str = "\
body{margin:0;background:#f6f6f4;color:#26261f;font:15px/1.5 system-ui,sans-serif}\
main{max-width:640px;margin:48px auto;padding:0 24px}\
h1{font-size:22px;margin:0 0 8px}main>p{margin:0 0 24px;color:#5b5b52}\
section{border-top:1px solid #d9d9d2}\
section p{margin:0;padding:6px 0;border-bottom:1px solid #e4e4de;display:flex;gap:12px;align-items:center}\
section code{font:13px ui-monospace,monospace;word-break:break-all}\
section input{flex:1;min-width:120px;font:inherit;border:1px solid #cfcfc6;border-radius:4px;padding:2px 6px}";

/// In a corner of a page that has a picture. Its own properties stand in attributes, so that no sheet of the page counts.
const CORNER: &str = "all:initial;position:fixed;right:12px;bottom:12px;z-index:2147483647;max-width:340px;max-height:40%;\
overflow:hidden;background:#26261f;color:#f6f6f4;font:12px/1.5 system-ui,sans-serif;padding:8px 12px;border-radius:6px;opacity:.9";
const CORNER_ROW: &str =
    "all:initial;display:flex;gap:8px;font:12px/1.6 ui-monospace,monospace;color:#f6f6f4";
const CORNER_LABEL: &str = "all:initial;font:12px/1.6 ui-monospace,monospace;color:#f6f6f4";
const CORNER_FIELD: &str = "all:initial;flex:1;min-width:80px;font:12px/1.6 ui-monospace,monospace;color:#26261f;background:#f6f6f4;padding:0 4px";

/// A list that grows while the recording goes on: what was touched, and what was typed there.
pub(crate) struct Panel {
    at: usize,
    first: Option<usize>,
    next_id: usize,
    rows: HashMap<String, Row>,
    in_corner: bool,
}

struct Row {
    row: usize,
    label: usize,
    field: Option<usize>,
}

impl Panel {
    /// A page that says what is not there.
    pub(crate) fn page(title: &str, says: &str) -> (Tree, Panel) {
        let (mut tree, body) = Tree::page(title, NOTICE_CSS);
        let main = tree.element(body, "main", &[]);
        let heading = tree.element(main, "h1", &[]);
        tree.text(heading, title);
        let text = tree.element(main, "p", &[]);
        tree.text(text, says);
        let section = tree.element(main, "section", &[]);
        let panel = Panel::at(&tree, section, false);
        (tree, panel)
    }

    /// In the corner of a page, under a sentence about it.
    pub(crate) fn in_corner(tree: &mut Tree, body: Place, says: &str) -> Panel {
        let aside = tree.element(body, "aside", &[("style", CORNER), ("data-playhead", "notice")]);
        tree.text(aside, says);
        let list = tree.element(aside, "div", &[("style", "all:initial")]);
        Panel::at(tree, list, true)
    }

    fn at(tree: &Tree, place: Place, in_corner: bool) -> Panel {
        // Behind everything that the page has.
        let next_id = id(place) + tree.elements().count() * 4 + 1_000_000;
        Panel { at: id(place), first: None, next_id, rows: HashMap::new(), in_corner }
    }

    /// The element that stands for a target.
    pub(crate) fn element_of(&mut self, script: &mut Script, at: f64, target: &str) -> usize {
        self.row(script, at, target).0
    }

    /// The element that stands for a target, if anybody touched it.
    pub(crate) fn known(&self, target: &str) -> Option<usize> {
        self.rows.get(target).map(|row| row.row)
    }

    /// The field that stands for a target somebody typed into.
    pub(crate) fn field_of(&mut self, script: &mut Script, at: f64, target: &str) -> usize {
        let (_, row) = self.row(script, at, target);
        if let Some(field) = self.rows.get(target).and_then(|row| row.field) {
            return field;
        }
        let field = self.new_id();
        let style = if self.in_corner { CORNER_FIELD } else { "" };
        let element = Element::new("input", &[("type", "text"), ("aria-label", target), ("style", style)]);
        self.add(script, at, vec![(row, None, element_json(&element, field))]);
        if let Some(row) = self.rows.get_mut(target) {
            row.field = Some(field);
        }
        field
    }

    fn row(&mut self, script: &mut Script, at: f64, target: &str) -> (usize, usize) {
        if let Some(row) = self.rows.get(target) {
            return (row.label, row.row);
        }
        let (row, label, text) = (self.new_id(), self.new_id(), self.new_id());
        let style = if self.in_corner { CORNER_ROW } else { "" };
        let row_json = element_json(&Element::new("p", &[("style", style)]), row);
        let style = if self.in_corner { CORNER_LABEL } else { "" };
        let label_json = element_json(&Element::new("code", &[("style", style)]), label);
        let text_json = json!({ "type": 3, "textContent": target, "id": text });
        let adds = vec![(self.at, self.first, row_json), (row, None, label_json), (label, None, text_json)];
        self.add(script, at, adds);
        self.first = Some(row);
        self.rows.insert(target.to_owned(), Row { row, label, field: None });
        (label, row)
    }

    fn add(&self, script: &mut Script, at: f64, nodes: Vec<(usize, Option<usize>, Value)>) {
        let adds: Vec<Value> = nodes
            .into_iter()
            .map(|(parent, next, node)| json!({ "parentId": parent, "nextId": next, "node": node }))
            .collect();
        script.incremental(
            at,
            &json!({ "source": 0, "texts": [], "attributes": [], "removes": [], "adds": adds }),
            None,
        );
    }

    fn new_id(&mut self) -> usize {
        self.next_id += 1;
        self.next_id
    }
}

fn element_json(element: &Element, id: usize) -> Value {
    let attributes = element.attributes.iter().filter(|(_, value)| !value.is_empty());
    let attributes: serde_json::Map<String, Value> =
        attributes.map(|(name, value)| (name.clone(), json!(value))).collect();
    json!({ "type": 2, "tagName": element.tag, "attributes": attributes, "childNodes": [], "id": id })
}

/// The place of a page's body.
pub(crate) fn body_of(tree: &Tree) -> Option<Place> {
    tree.elements().find(|(_, element)| element.tag == "body").map(|(place, _)| place)
}

/// The text of an element's own sheet, put into its head.
pub(crate) fn add_style(tree: &mut Tree, css: &str) {
    let head = tree.elements().find(|(_, element)| element.tag == "head").map(|(place, _)| place);
    if let Some(head) = head {
        let style = tree.add(Some(head), Kind::Element(Element::new("style", &[])));
        tree.text(style, css);
    }
}
