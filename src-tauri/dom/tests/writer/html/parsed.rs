//! HTML read by another engine, html5ever, as recorded trees and as lines to compare.

use events::{Namespace, SnapshotTree, SourceNodeId, TreeElement, TreeNode, TreeNodeKind};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, ns, parse_document};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

pub fn parse(html: &str) -> Handle {
    parse_document(
        Sink { document: Parsed::handle(Kind::Document), quirks: Cell::default() },
        ParseOpts::default(),
    )
    .one(html)
}

pub type Handle = Rc<Parsed>;

pub struct Parsed {
    kind: Kind,
    children: RefCell<Vec<Handle>>,
    parent: RefCell<Weak<Parsed>>,
    /// A template's contents, which for a declared shadow root is its host's shadow.
    contents: RefCell<Option<Handle>>,
    shadow: RefCell<Option<Handle>>,
}

enum Kind {
    Document,
    Fragment,
    Doctype { name: String, public_id: String, system_id: String },
    Element { name: QualName, attributes: RefCell<Vec<Attribute>> },
    Text(RefCell<String>),
    Comment(String),
}

impl Parsed {
    fn handle(kind: Kind) -> Handle {
        Rc::new(Parsed {
            kind,
            children: RefCell::default(),
            parent: RefCell::default(),
            contents: RefCell::default(),
            shadow: RefCell::default(),
        })
    }

    /// The tree as a recorder would write it, with ids from 1.
    pub fn snapshot(self: &Rc<Parsed>) -> SnapshotTree {
        let mut tree = SnapshotTree::default();
        let mut stack = vec![(Rc::clone(self), None, false)];
        while let Some((node, parent, shadow)) = stack.pop() {
            let index = tree.nodes.len() as u32;
            tree.nodes.push(TreeNode {
                id: SourceNodeId::new(u64::from(index) + 1),
                parent,
                shadow,
                kind: node.recorded(),
            });
            let children = node.children.borrow();
            stack.extend(children.iter().rev().map(|child| (Rc::clone(child), Some(index), false)));
            if let Some(root) = &*node.shadow.borrow() {
                stack.extend(
                    root.children.borrow().iter().rev().map(|child| (Rc::clone(child), Some(index), true)),
                );
            }
        }
        tree
    }

    fn recorded(&self) -> TreeNodeKind {
        match &self.kind {
            Kind::Document | Kind::Fragment => TreeNodeKind::Document { quirks: false },
            Kind::Doctype { name, public_id, system_id } => TreeNodeKind::Doctype {
                name: name.as_str().into(),
                public_id: public_id.as_str().into(),
                system_id: system_id.as_str().into(),
            },
            Kind::Text(text) => TreeNodeKind::Text(text.borrow().as_str().into()),
            Kind::Comment(text) => TreeNodeKind::Comment(text.as_str().into()),
            Kind::Element { name, attributes } => {
                let namespace = match name.ns {
                    ns!(svg) => Namespace::Svg,
                    ns!(mathml) => Namespace::MathMl,
                    _ => Namespace::Html,
                };
                let attributes = attributes.borrow();
                let pairs =
                    attributes.iter().map(|attribute| (attribute_name(attribute), (*attribute.value).into()));
                TreeNodeKind::Element(Box::new(TreeElement {
                    tag: str::to_ascii_lowercase(&name.local).into(),
                    namespace,
                    shadow_host: self.shadow.borrow().is_some(),
                    attributes: pairs.collect(),
                    ..TreeElement::default()
                }))
            }
        }
    }

    /// One line for each node, indented.
    pub fn lines(self: &Rc<Parsed>) -> String {
        let mut out = String::new();
        let mut stack = vec![(Rc::clone(self), 0)];
        while let Some((node, depth)) = stack.pop() {
            out.push_str(&"  ".repeat(depth));
            out.push_str(&match (&node.kind, node.recorded()) {
                (Kind::Fragment, _) => "shadow".to_owned(),
                (_, TreeNodeKind::Document { .. }) => "document".to_owned(),
                (_, TreeNodeKind::Element(element)) => {
                    let mut attributes = element.attributes;
                    attributes.sort();
                    format!("{:?} {} {attributes:?}", element.namespace, element.tag)
                }
                (_, other) => format!("{other:?}"),
            });
            out.push('\n');
            stack.extend(node.children.borrow().iter().rev().map(|child| (Rc::clone(child), depth + 1)));
            stack.extend(node.shadow.borrow().iter().map(|root| (Rc::clone(root), depth + 1)));
        }
        out
    }

    fn detach(self: &Rc<Parsed>) {
        if let Some(parent) = self.parent.replace(Weak::new()).upgrade() {
            parent.children.borrow_mut().retain(|child| !Rc::ptr_eq(child, self));
        }
    }

    fn insert(self: &Rc<Parsed>, at: usize, child: NodeOrText<Handle>) {
        let node = match child {
            NodeOrText::AppendText(text) => {
                let children = self.children.borrow();
                if let Some(Kind::Text(before)) =
                    at.checked_sub(1).and_then(|at| children.get(at)).map(|node| &node.kind)
                {
                    before.borrow_mut().push_str(&text);
                    return;
                }
                Parsed::handle(Kind::Text(RefCell::new(text.to_string())))
            }
            NodeOrText::AppendNode(node) => node,
        };
        node.detach();
        *node.parent.borrow_mut() = Rc::downgrade(self);
        let mut children = self.children.borrow_mut();
        let at = at.min(children.len());
        children.insert(at, node);
    }
}

fn attribute_name(attribute: &Attribute) -> events::Text {
    match &attribute.name.prefix {
        Some(prefix) => format!("{prefix}:{}", attribute.name.local).into(),
        None => (*attribute.name.local).into(),
    }
}

struct Sink {
    document: Handle,
    quirks: Cell<Option<QuirksMode>>,
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Handle;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Handle {
        self.document
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Rc::clone(&self.document)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        match &target.kind {
            Kind::Element { name, .. } => name.expanded(),
            _ => panic!("only elements have names"),
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let element = Parsed::handle(Kind::Element { name, attributes: RefCell::new(attributes) });
        if flags.template {
            *element.contents.borrow_mut() = Some(Parsed::handle(Kind::Fragment));
        }
        element
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        Parsed::handle(Kind::Comment(text.to_string()))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Parsed::handle(Kind::Comment(String::new()))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let end = parent.children.borrow().len();
        parent.insert(end, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if element.parent.borrow().upgrade().is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        let doctype = Kind::Doctype {
            name: name.to_string(),
            public_id: public_id.to_string(),
            system_id: system_id.to_string(),
        };
        self.append(&self.document, NodeOrText::AppendNode(Parsed::handle(doctype)));
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.contents.borrow().clone().expect("templates have contents")
    }

    fn same_node(&self, a: &Handle, b: &Handle) -> bool {
        Rc::ptr_eq(a, b)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.quirks.set(Some(mode));
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let Some(parent) = sibling.parent.borrow().upgrade() else { return };
        let at = parent.children.borrow().iter().position(|child| Rc::ptr_eq(child, sibling));
        parent.insert(at.unwrap_or(0), child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        if let Kind::Element { attributes, .. } = &target.kind {
            let mut attributes = attributes.borrow_mut();
            for attribute in more {
                if !attributes.iter().any(|known| known.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        target.detach();
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        for child in node.children.take() {
            *child.parent.borrow_mut() = Weak::new();
            self.append(parent, NodeOrText::AppendNode(child));
        }
    }

    fn attach_declarative_shadow(&self, host: &Handle, template: &Handle, _: &[Attribute]) -> bool {
        let root = Parsed::handle(Kind::Fragment);
        *host.shadow.borrow_mut() = Some(Rc::clone(&root));
        *template.contents.borrow_mut() = Some(root);
        true
    }
}
