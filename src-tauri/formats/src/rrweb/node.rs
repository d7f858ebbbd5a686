//! A serialized node and all below it, pushed into one flat list while it is read: no tree is built in between, and
//! nothing is dropped level by level.

use super::element::{self, Attributes};
use super::issues::{Issue, Issues};
use super::lenient::{List, NodeRef, Number, Scalar};
use super::style::WireSheet;
use super::wire::{Name, Read, Reader};
use events::limits::MAX_NODES;
use events::{
    AdoptedSheets, Namespace, SnapshotTree, SourceNodeId, Text, TreeElement, TreeNode, TreeNodeKind,
};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess};

/// A node as an event carries it. The list is empty where no node stood.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) tree: SnapshotTree,
    pub(super) issues: Issues,
    /// Constructed sheets that some recorders write into the nodes that adopt them.
    pub(super) adopted: Vec<AdoptedSheets>,
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
        let mut tree = Tree::default();
        let node = Node { tree: &mut tree, parent: None };
        serde::de::DeserializeSeed::deserialize(Read(node), deserializer)?;
        set_namespaces(&mut tree.tree.nodes);
        Ok(tree)
    }
}

impl Tree {
    /// Takes the place of a node whose members are still coming, its children among them; None at the limit.
    pub(super) fn begin(&mut self, parent: Option<u32>) -> Option<u32> {
        let place = self.tree.nodes.len();
        let index = u32::try_from(place).ok().filter(|_| place < MAX_NODES)?;
        self.tree.nodes.push(TreeNode { id: None, parent, shadow: false, kind: TreeNodeKind::Cdata });
        Some(index)
    }

    pub(super) fn end(&mut self, index: u32, parent: Option<u32>, draft: Draft) {
        let place = index as usize;
        match draft.finish(self) {
            Some(node) => {
                if let Some(slot) = self.tree.nodes.get_mut(place) {
                    *slot = TreeNode { parent, ..node };
                }
            }
            // With what was below it.
            None => {
                self.issues.add(Issue::UnknownNodeType);
                self.tree.nodes.truncate(place);
            }
        }
    }
}

struct Node<'t> {
    tree: &'t mut Tree,
    parent: Option<u32>,
}

#[derive(Clone, Copy)]
pub(super) enum Member {
    Type,
    Id,
    TagName,
    Attributes,
    ChildNodes,
    TextContent,
    Name,
    PublicId,
    SystemId,
    CompatMode,
    IsSvg,
    IsShadowHost,
    IsShadow,
    IsCustom,
    AdoptedSheets,
    Other,
}

impl Member {
    pub(super) fn of(name: &str) -> Member {
        match name {
            "type" => Member::Type,
            "id" => Member::Id,
            "tagName" => Member::TagName,
            "attributes" => Member::Attributes,
            "childNodes" => Member::ChildNodes,
            "textContent" => Member::TextContent,
            "name" => Member::Name,
            "publicId" => Member::PublicId,
            "systemId" => Member::SystemId,
            "compatMode" => Member::CompatMode,
            "isSVG" => Member::IsSvg,
            "isShadowHost" => Member::IsShadowHost,
            "isShadow" => Member::IsShadow,
            "isCustom" => Member::IsCustom,
            "adoptedStyleSheets" => Member::AdoptedSheets,
            _ => Member::Other,
        }
    }
}

/// What is known of a node while its members come in.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) kind: Option<f64>,
    pub(super) id: NodeRef,
    pub(super) text: Scalar,
    pub(super) tag: Option<Text>,
    pub(super) attributes: Attributes,
    marks: Marks,
    pub(super) seldom: Option<Box<Seldom>>,
}

/// The members that say yes or no.
#[derive(Clone, Copy, Default)]
struct Marks {
    shadow: bool,
    shadow_host: bool,
    custom: bool,
    svg: bool,
    quirks: bool,
}

/// What few nodes have.
#[derive(Default)]
pub(super) struct Seldom {
    pub(super) name: Scalar,
    pub(super) public_id: Scalar,
    pub(super) system_id: Scalar,
    sheets: Vec<WireSheet>,
}

impl<'de> Reader<'de> for Node<'_> {
    type Out = ();

    fn other(self) {
        self.tree.issues.add(Issue::NullNode);
    }

    fn seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        self.tree.issues.add(Issue::NotANode);
        Ok(())
    }

    fn boolean(self, _value: bool) {
        self.tree.issues.add(Issue::NotANode);
    }

    fn number(self, _value: f64) {
        self.tree.issues.add(Issue::NotANode);
    }

    fn text(self, _value: &str) {
        self.tree.issues.add(Issue::NotANode);
    }

    fn map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Node { tree, parent } = self;
        let Some(index) = tree.begin(parent) else {
            tree.issues.add(Issue::TooManyNodes);
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let mut draft = Draft::default();
        while let Some(member) = members.next_key_seed(Name(Member::of))? {
            draft.member(member, index, tree, &mut members)?;
        }
        tree.end(index, parent, draft);
        Ok(())
    }
}

impl Draft {
    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        member: Member,
        index: u32,
        tree: &mut Tree,
        members: &mut A,
    ) -> Result<(), A::Error> {
        match member {
            Member::Type => self.kind = members.next_value::<Number>()?.0,
            Member::Id => self.id = members.next_value()?,
            Member::TagName => {
                self.tag = members.next_value_seed(Read(TagName))?;
            }
            Member::Attributes => self.attributes = members.next_value()?,
            Member::ChildNodes => members.next_value_seed(Read(Children { tree, parent: index }))?,
            Member::TextContent => self.text = members.next_value()?,
            Member::Name => self.seldom().name = members.next_value()?,
            Member::PublicId => self.seldom().public_id = members.next_value()?,
            Member::SystemId => self.seldom().system_id = members.next_value()?,
            Member::CompatMode
            | Member::IsSvg
            | Member::IsShadowHost
            | Member::IsShadow
            | Member::IsCustom => self.mark(member, &members.next_value()?),
            Member::AdoptedSheets => self.seldom().sheets = members.next_value::<List<WireSheet>>()?.items,
            Member::Other => drop(members.next_value::<IgnoredAny>()?),
        }
        Ok(())
    }

    pub(super) fn seldom(&mut self) -> &mut Seldom {
        self.seldom.get_or_insert_default()
    }

    /// Takes note of a member that says yes or no.
    pub(super) fn mark(&mut self, member: Member, value: &Scalar) {
        match member {
            Member::CompatMode => {
                self.marks.quirks = matches!(value, Scalar::Text(mode) if *mode == "BackCompat");
            }
            Member::IsSvg => self.marks.svg |= value.is_true(),
            Member::IsShadowHost => self.marks.shadow_host = value.is_true(),
            Member::IsShadow => self.marks.shadow = value.is_true(),
            Member::IsCustom => self.marks.custom = value.is_true(),
            _ => {}
        }
    }

    /// The node, without its parent; None where the type is not one we know.
    #[inline]
    fn finish(self, tree: &mut Tree) -> Option<TreeNode> {
        let issues = &mut tree.issues;
        let text = |scalar: Scalar| scalar.into_text();
        let marks = self.marks;
        let (mut doctype, mut sheets) = Default::default();
        if let Some(Seldom { name, public_id, system_id, sheets: own }) = self.seldom.map(|seldom| *seldom) {
            doctype = (name, public_id, system_id);
            sheets = own;
        }
        let kind = match self.kind? as i64 {
            0 => TreeNodeKind::Document { quirks: marks.quirks },
            1 => {
                let (name, public_id, system_id) = doctype;
                let name = text(name);
                TreeNodeKind::Doctype {
                    name: if name.is_empty() { Text::new("html") } else { name },
                    public_id: text(public_id),
                    system_id: text(system_id),
                }
            }
            2 => {
                issues.add_if(self.tag.is_none(), Issue::NodeWithoutTag);
                let element = TreeElement {
                    tag: self.tag.unwrap_or_else(|| Text::new("div")),
                    namespace: if marks.svg { Namespace::Svg } else { Namespace::default() },
                    custom: marks.custom,
                    shadow_host: marks.shadow_host,
                    ..TreeElement::default()
                };
                TreeNodeKind::Element(Box::new(element::build(element, self.attributes, issues)))
            }
            3 => {
                issues.add_if(self.text == Scalar::Null, Issue::NullText);
                TreeNodeKind::Text(text(self.text))
            }
            4 => TreeNodeKind::Cdata,
            5 => TreeNodeKind::Comment(text(self.text)),
            _ => return None,
        };
        issues.add_if(self.id.bent, Issue::BentId);
        issues.add_if(self.id.id.is_none(), Issue::NodeWithoutId);
        if !sheets.is_empty() {
            tree.adopted.extend(adopted(self.id.id, sheets));
        }
        Some(TreeNode { id: self.id.id, parent: None, shadow: marks.shadow, kind })
    }
}

fn adopted(target: Option<SourceNodeId>, sheets: Vec<WireSheet>) -> Option<AdoptedSheets> {
    let target = target?;
    let adopted = sheets.iter().filter_map(WireSheet::id).collect();
    let created =
        sheets.into_iter().filter(WireSheet::has_rules).filter_map(WireSheet::into_created).collect();
    Some(AdoptedSheets { target, adopted, created })
}

struct Children<'t> {
    tree: &'t mut Tree,
    parent: u32,
}

impl<'de> Reader<'de> for Children<'_> {
    type Out = ();

    fn other(self) {}

    fn seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let parent = Some(self.parent);
        while items.next_element_seed(Read(Node { tree: self.tree, parent }))?.is_some() {}
        Ok(())
    }

    fn map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.tree.issues.add(Issue::BentList);
        let parent = Some(self.parent);
        while members.next_key::<IgnoredAny>()?.is_some() {
            members.next_value_seed(Read(Node { tree: self.tree, parent }))?;
        }
        Ok(())
    }
}

pub(super) struct TagName;

impl Reader<'_> for TagName {
    type Out = Option<Text>;

    fn other(self) -> Option<Text> {
        None
    }

    fn text(self, value: &str) -> Option<Text> {
        let upper = value.bytes().any(|byte| byte.is_ascii_uppercase());
        let name = if upper { Text::new(&value.to_ascii_lowercase()) } else { Text::new(value) };
        (!value.is_empty()).then_some(name)
    }
}

/// The recorder marks SVG and not MathML, which is a matter of where an element stands.
pub(super) fn set_namespaces(nodes: &mut [TreeNode]) {
    for index in 0..nodes.len() {
        let inside = nodes.get(index).and_then(|node| {
            let parent = nodes.get(node.parent? as usize)?;
            let TreeNodeKind::Element(element) = &parent.kind else { return Some(false) };
            Some(element.namespace == Namespace::MathMl && !HTML_INSIDE.contains(&element.tag.as_str()))
        });
        let Some(TreeNode { kind: TreeNodeKind::Element(element), .. }) = nodes.get_mut(index) else {
            continue;
        };
        if element.namespace == Namespace::Svg {
            continue;
        }
        // Of a node that was added alone the parent is not at hand, but these names are used nowhere else.
        let alone = inside.is_none() && is_mathml_name(&element.tag);
        if element.tag == "math" || inside == Some(true) || alone {
            element.namespace = Namespace::MathMl;
        }
    }
}

/// What stands in these MathML elements is HTML again.
const HTML_INSIDE: [&str; 6] = ["annotation-xml", "mi", "mn", "mo", "ms", "mtext"];

fn is_mathml_name(name: &str) -> bool {
    matches!(
        name,
        "annotation"
            | "annotation-xml"
            | "maction"
            | "menclose"
            | "merror"
            | "mfrac"
            | "mi"
            | "mmultiscripts"
            | "mn"
            | "mo"
            | "mover"
            | "mpadded"
            | "mphantom"
            | "mprescripts"
            | "mroot"
            | "mrow"
            | "ms"
            | "mspace"
            | "msqrt"
            | "mstyle"
            | "msub"
            | "msubsup"
            | "msup"
            | "mtable"
            | "mtd"
            | "mtext"
            | "mtr"
            | "munder"
            | "munderover"
    )
}
