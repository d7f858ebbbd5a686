//! A page that is built here, and its snapshot as rrweb writes it.

use serde_json::{Value, json};

/// A node's place; its id in the recording is one more.
pub(crate) type Place = usize;

#[derive(Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) parent: Option<Place>,
    pub(crate) children: Vec<Place>,
}

pub(crate) enum Kind {
    Document,
    Doctype,
    Element(Element),
    Text(String),
    Comment(String),
}

#[derive(Default)]
pub(crate) struct Element {
    pub(crate) tag: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) is_svg: bool,
}

impl Element {
    pub(crate) fn new(tag: &str, attributes: &[(&str, &str)]) -> Element {
        let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Element { tag: tag.to_owned(), attributes: attributes.collect(), is_svg: false }
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

pub(crate) fn id(place: Place) -> usize {
    place + 1
}

impl Tree {
    /// A document with a doctype, `html`, `head` with a title and a sheet, and `body`, whose place is given.
    pub(crate) fn page(title: &str, css: &str) -> (Tree, Place) {
        let mut tree = Tree::default();
        let document = tree.add(None, Kind::Document);
        tree.add(Some(document), Kind::Doctype);
        let html = tree.element(document, "html", &[]);
        let head = tree.element(html, "head", &[]);
        if !title.is_empty() {
            let title_element = tree.element(head, "title", &[]);
            tree.text(title_element, title);
        }
        let style = tree.element(head, "style", &[]);
        tree.text(style, css);
        let body = tree.element(html, "body", &[]);
        (tree, body)
    }

    pub(crate) fn add(&mut self, parent: Option<Place>, kind: Kind) -> Place {
        let place = self.nodes.len();
        self.nodes.push(Node { kind, parent: None, children: Vec::new() });
        if let Some(parent) = parent {
            self.insert(parent, usize::MAX, place);
        }
        place
    }

    pub(crate) fn element(&mut self, parent: Place, tag: &str, attributes: &[(&str, &str)]) -> Place {
        self.add(Some(parent), Kind::Element(Element::new(tag, attributes)))
    }

    pub(crate) fn text(&mut self, parent: Place, text: &str) -> Place {
        self.add(Some(parent), Kind::Text(text.to_owned()))
    }

    /// Takes a node out of its parent, if it has one, and puts it among another's children.
    pub(crate) fn insert(&mut self, parent: Place, at: usize, child: Place) {
        self.detach(child);
        if let Some(node) = self.nodes.get_mut(parent) {
            let at = at.min(node.children.len());
            node.children.insert(at, child);
        }
        if let Some(node) = self.nodes.get_mut(child) {
            node.parent = Some(parent);
        }
    }

    pub(crate) fn detach(&mut self, child: Place) {
        let parent = self.nodes.get_mut(child).and_then(|node| node.parent.take());
        if let Some(parent) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
            parent.children.retain(|&other| other != child);
        }
    }

    pub(crate) fn get(&self, place: Place) -> Option<&Node> {
        self.nodes.get(place)
    }

    pub(crate) fn get_mut(&mut self, place: Place) -> Option<&mut Node> {
        self.nodes.get_mut(place)
    }

    pub(crate) fn parent(&self, place: Place) -> Option<Place> {
        self.nodes.get(place)?.parent
    }

    pub(crate) fn as_element(&self, place: Place) -> Option<&Element> {
        match &self.nodes.get(place)?.kind {
            Kind::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(crate) fn elements(&self) -> impl Iterator<Item = (Place, &Element)> {
        self.nodes.iter().enumerate().filter_map(|(place, node)| match &node.kind {
            Kind::Element(element) => Some((place, element)),
            _ => None,
        })
    }

    /// The `data` of a full snapshot, as JSON text.
    pub(crate) fn snapshot(&self, (left, top): (f64, f64)) -> String {
        let mut text = String::from("{\"node\":");
        self.write(0, &mut text);
        text.push_str(&format!(",\"initialOffset\":{}}}", json!({ "left": left, "top": top })));
        text
    }

    /// A node with all that is below it, as JSON text.
    #[cfg(test)]
    pub(crate) fn node_text(&self, place: Place) -> String {
        let mut text = String::new();
        self.write(place, &mut text);
        text
    }

    fn write(&self, root: Place, text: &mut String) {
        enum Step {
            Node(Place),
            Text(&'static str),
        }
        // Recorded pages can be deeper than our stack.
        let mut steps = vec![Step::Node(root)];
        while let Some(step) = steps.pop() {
            let place = match step {
                Step::Text(end) => {
                    text.push_str(end);
                    continue;
                }
                Step::Node(place) => place,
            };
            let Some(node) = self.nodes.get(place) else { continue };
            let id = id(place);
            match &node.kind {
                Kind::Text(content) => {
                    text.push_str(&json!({ "type": 3, "textContent": content, "id": id }).to_string());
                    continue;
                }
                Kind::Comment(content) => {
                    text.push_str(&json!({ "type": 5, "textContent": content, "id": id }).to_string());
                    continue;
                }
                Kind::Doctype => {
                    let value =
                        json!({ "type": 1, "name": "html", "publicId": "", "systemId": "", "id": id });
                    text.push_str(&value.to_string());
                    continue;
                }
                Kind::Document => text.push_str(&format!("{{\"type\":0,\"id\":{id},\"childNodes\":[")),
                Kind::Element(element) => {
                    text.push_str(&format!("{{\"type\":2,\"tagName\":{},", json!(element.tag)));
                    if element.is_svg {
                        text.push_str("\"isSVG\":true,");
                    }
                    let attributes =
                        element.attributes.iter().map(|(name, value)| (name.clone(), json!(value)));
                    let attributes = Value::Object(attributes.collect());
                    text.push_str(&format!("\"attributes\":{attributes},\"id\":{id},\"childNodes\":["));
                }
            }
            steps.push(Step::Text("]}"));
            for (number, &child) in node.children.iter().enumerate().rev() {
                steps.push(Step::Node(child));
                if number > 0 {
                    steps.push(Step::Text(","));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_written_as_a_snapshot() {
        let (mut tree, body) = Tree::page("T", "a{}");
        let button = tree.element(body, "button", &[("class", "x")]);
        tree.text(button, "Pay \"now\"");
        tree.add(Some(body), Kind::Comment("c".to_owned()));
        assert_eq!(
            tree.node_text(body),
            r#"{"type":2,"tagName":"body","attributes":{},"id":9,"childNodes":[{"type":2,"tagName":"button","attributes":{"class":"x"},"id":10,"childNodes":[{"type":3,"textContent":"Pay \"now\"","id":11}]},{"type":5,"textContent":"c","id":12}]}"#
        );
        let whole: Value = serde_json::from_str(&tree.snapshot((0.0, 4.0))).unwrap();
        assert_eq!(whole["node"]["childNodes"][1]["childNodes"][0]["childNodes"][0]["tagName"], "title");
        assert_eq!(whole["initialOffset"]["top"], 4.0);
        tree.detach(button);
        assert!(!tree.node_text(body).contains("button"));
    }
}
