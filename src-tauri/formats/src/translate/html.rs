//! HTML that was recorded as text, read as a browser reads it.

use super::tree::{Element, Kind, Place, Tree};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, ns, parse_document};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

/// Elements inside of elements. Reading takes the square of it, and browsers stop at 512.
const MAX_DEPTH: usize = 1_000;
/// They hold nothing and are not closed.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// The page of a text with `body` in it, or with what stands in one. Its root stands at place 0. What is nested beyond
/// all reason is left out, with all behind it.
pub(crate) fn parse(html: &str) -> Tree {
    let html = html.get(..readable(html)).unwrap_or(html);
    let sink = Sink::default();
    sink.tree.borrow_mut().add(None, Kind::Document);
    // Bodies are recorded without it; hardly a page is.
    sink.tree.borrow_mut().add(Some(0), Kind::Doctype);
    parse_document(sink, ParseOpts::default()).one(html)
}

/// Bytes before the place where the text becomes too deep.
fn readable(html: &str) -> usize {
    let mut depth = 0_usize;
    for (at, _) in html.match_indices('<') {
        let rest = html.get(at + 1..).unwrap_or_default();
        if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            depth += usize::from(!VOID.iter().any(|void| name.eq_ignore_ascii_case(void)));
        }
        if depth > MAX_DEPTH {
            return at;
        }
    }
    html.len()
}

#[derive(Default)]
struct Sink {
    tree: RefCell<Tree>,
    names: RefCell<HashMap<Place, Name>>,
    /// What stands in templates: nobody sees it.
    contents: RefCell<HashMap<Place, Place>>,
}

#[derive(Clone, Debug)]
struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl Sink {
    fn put(&self, parent: Place, at: usize, child: NodeOrText<Place>) {
        let mut tree = self.tree.borrow_mut();
        let text = match child {
            NodeOrText::AppendNode(node) => return tree.insert(parent, at, node),
            NodeOrText::AppendText(text) => text,
        };
        let before = tree
            .get(parent)
            .and_then(|node| node.children.get(at.min(node.children.len()).checked_sub(1)?).copied());
        if let Some(Kind::Text(before)) =
            before.and_then(|before| tree.get_mut(before)).map(|node| &mut node.kind)
        {
            before.push_str(&text);
            return;
        }
        let node = tree.add(None, Kind::Text(text.to_string()));
        tree.insert(parent, at, node);
    }
}

impl TreeSink for Sink {
    type Handle = Place;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Place {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Place) -> Name {
        let known = self.names.borrow().get(target).cloned();
        known.unwrap_or_else(|| Name(ns!(html), LocalName::from("")))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Place {
        let pairs = attributes.into_iter().map(|attribute| {
            let local = &attribute.name.local;
            let name = match &attribute.name.prefix {
                Some(prefix) => format!("{prefix}:{local}"),
                None => local.to_string(),
            };
            (name, attribute.value.to_string())
        });
        let is_svg = name.ns == ns!(svg);
        let element = Element { tag: name.local.to_string(), attributes: pairs.collect(), is_svg };
        let mut tree = self.tree.borrow_mut();
        let place = tree.add(None, Kind::Element(element));
        self.names.borrow_mut().insert(place, Name(name.ns, name.local));
        if flags.template {
            self.contents.borrow_mut().insert(place, tree.add(None, Kind::Document));
        }
        place
    }

    fn create_comment(&self, text: StrTendril) -> Place {
        self.tree.borrow_mut().add(None, Kind::Comment(text.to_string()))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Place {
        self.tree.borrow_mut().add(None, Kind::Comment(String::new()))
    }

    fn append(&self, parent: &Place, child: NodeOrText<Place>) {
        self.put(*parent, usize::MAX, child);
    }

    fn append_based_on_parent_node(&self, element: &Place, previous: &Place, child: NodeOrText<Place>) {
        if self.tree.borrow().parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Place) -> Place {
        self.contents.borrow().get(target).copied().unwrap_or(*target)
    }

    fn same_node(&self, a: &Place, b: &Place) -> bool {
        a == b
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Place, child: NodeOrText<Place>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.tree.borrow_mut().detach(*node);
        }
        let place = {
            let tree = self.tree.borrow();
            tree.parent(*sibling).map(|parent| {
                let at =
                    tree.get(parent).and_then(|node| node.children.iter().position(|other| other == sibling));
                (parent, at.unwrap_or(usize::MAX))
            })
        };
        if let Some((parent, at)) = place {
            self.put(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Place, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let Some(Kind::Element(element)) = tree.get_mut(*target).map(|node| &mut node.kind) {
            for attribute in attributes {
                let name = attribute.name.local.to_string();
                if element.attribute(&name).is_none() {
                    element.attributes.push((name, attribute.value.to_string()));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Place) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Place, new_parent: &Place) {
        let children = self.tree.borrow().get(*node).map(|node| node.children.clone()).unwrap_or_default();
        let mut tree = self.tree.borrow_mut();
        for child in children {
            tree.insert(*new_parent, usize::MAX, child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_deep_ends_there() {
        let deep = format!("<p>before</p>{}end", "<div>".repeat(200_000));
        let text = parse(&deep).node_text(0);
        assert!(text.contains("before") && !text.contains("\"end\""), "{}", text.len());
        let wide = format!("{}end", "<div><br><b>x</b></div>".repeat(5_000));
        assert!(parse(&wide).node_text(0).contains("\"end\""));
    }

    #[test]
    fn bodies_are_read_as_a_browser_reads_them() {
        let tree = parse(
            "<body class=\"dark\"><p>one<p>two &amp; <b>bold</b><table>x<tr><td>c</table><svg><a xlink:href=\"#i\"/></svg>",
        );
        let text = tree.node_text(0);
        assert!(text.contains(r#""tagName":"body","attributes":{"class":"dark"}"#), "{text}");
        assert!(text.contains(r#""textContent":"two & ""#), "{text}");
        // Text in a table goes before it, and rows get their section.
        assert!(text.contains(r#""textContent":"x""#) && text.contains(r#""tagName":"tbody""#), "{text}");
        assert!(
            text.contains(r#""tagName":"svg","isSVG":true"#) && text.contains(r##""xlink:href":"#i""##),
            "{text}"
        );
        let events = tree.elements().filter(|(_, element)| element.tag == "p").count();
        assert_eq!(events, 2);
    }
}
