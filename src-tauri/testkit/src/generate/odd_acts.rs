//! What broken recorders, lossy networks and other people's writers have put into recordings.

use super::page::{Place, element, text};
use super::recorder::Recorder;
use super::script::Act;
use events::{
    Add, AttributeChange, AttributeValue, EventKind, FullSnapshot, Remove, RulePath, SheetTarget, Sibling,
    SnapshotTree, SourceNodeId, StyleRule, TextChange, TreeNode, TreeNodeKind,
};
use serde_json::json;

/// Ids that no page has.
const UNKNOWN: u64 = 9_999_983;

impl Recorder {
    pub fn odd_act(&mut self, act: Act) -> Option<Option<()>> {
        Some(match act {
            Act::UnknownNext => self.odd_add(Sibling::Node(SourceNodeId(UNKNOWN))).map(drop),
            Act::SelfNext => {
                let id = self.page().next_id;
                self.odd_add(Sibling::Node(SourceNodeId(id))).map(drop)
            }
            Act::NextElsewhere => {
                let texts = self.page().texts();
                self.pick(&texts).and_then(|id| self.odd_add(Sibling::Node(SourceNodeId(id))).map(drop))
            }
            Act::UnknownParent => {
                let orphan = self.page().next_id;
                self.page().next_id += 2;
                self.add_single(UNKNOWN, orphan, element("div", &[]), Sibling::None);
                self.add_single(orphan, orphan + 1, text("lost"), Sibling::None);
                Some(())
            }
            Act::WrongParent => self.told_box().map(|id| {
                let root = self.page().root;
                self.page().delete(id);
                let remove = Remove { parent: SourceNodeId::new(root), id: SourceNodeId(id), shadow: false };
                self.odd(|odd| odd.removes.push(remove));
            }),
            Act::RemoveUnknown => {
                let remove = Remove { parent: SourceNodeId::new(1), id: SourceNodeId(UNKNOWN), shadow: true };
                self.odd(|odd| odd.removes.push(remove));
                Some(())
            }
            Act::TextUnknown => {
                self.odd(|odd| odd.texts.push(TextChange { id: SourceNodeId(UNKNOWN), value: "?".into() }));
                Some(())
            }
            Act::TextTwice => {
                let texts = self.page().texts();
                self.pick(&texts).map(|id| {
                    self.page().nodes.get_mut(&id).unwrap().kind = text("the last");
                    let change = |value: &str| TextChange { id: SourceNodeId(id), value: value.into() };
                    let changes = [change("the first"), change("the last")];
                    self.odd(|odd| odd.texts.extend(changes));
                })
            }
            Act::AttributesTwice => self.some_box().map(|id| {
                let change = |name: &str, value| {
                    let entries = vec![(name.into(), value)];
                    AttributeChange { id: SourceNodeId(id), entries }
                };
                let changes = [
                    change("title", AttributeValue::Set("the first".into())),
                    change("TITLE", AttributeValue::Removed),
                    change("title", AttributeValue::Set("the last".into())),
                ];
                self.odd(|odd| odd.attributes.extend(changes));
            }),
            Act::AddTwice => {
                let id = self.odd_add(Sibling::None)?;
                let parent = self.some_box().filter(|parent| !self.page().is_inside(*parent, id))?;
                self.add_single(parent, id, element("div", &[("class", "twice")]), Sibling::None);
                self.move_in_model(id, parent);
                Some(())
            }
            Act::ReuseId => self.reuse_id(),
            Act::IntoItself => self.some_box().map(|id| {
                let kind = self.page().kind(id);
                self.add_single(id, id, kind, Sibling::None);
            }),
            Act::IntoDescendant => {
                let page = self.page();
                let above = page.boxes().into_iter().find_map(|id| {
                    let below =
                        page.subtree(id).into_iter().skip(1).find(|below| page.boxes().contains(below))?;
                    Some((id, below))
                });
                above.map(|(id, below)| {
                    let kind = self.page().kind(id);
                    self.add_single(below, id, kind, Sibling::None);
                })
            }
            Act::NextCycle => self.some_box().map(|parent| {
                let first = self.page().append(parent, element("div", &[("class", "first")]));
                let second = self.page().append(parent, element("div", &[("class", "second")]));
                let before = |id| Sibling::Node(SourceNodeId(id));
                self.add_single(parent, first, element("div", &[("class", "first")]), before(second));
                self.add_single(parent, second, element("div", &[("class", "second")]), before(first));
            }),
            Act::InlineChildren => self.inline().map(drop),
            Act::InlineAndListed => self.inline().and_then(|item| {
                let parent = self.some_box().filter(|parent| !self.page().is_inside(*parent, item))?;
                self.add_single(parent, item, element("li", &[("class", "listed")]), Sibling::None);
                self.move_in_model(item, parent);
                Some(())
            }),
            Act::Nameless => self.some_box().map(|parent| {
                let known = self.page().next_id;
                self.page().next_id += 1;
                let node = |id, above, kind| TreeNode { id, parent: above, shadow: false, kind };
                let nodes = vec![
                    node(None, None, element("div", &[("class", "nameless")])),
                    node(SourceNodeId::new(known), Some(0), text("named, in a node without a name")),
                    node(None, Some(0), text("nameless too")),
                ];
                self.add_tree(parent, SnapshotTree { nodes }, Sibling::None);
            }),
            Act::TextOfElement => self.some_box().map(|id| {
                for child in self.page().nodes[&id].children.clone() {
                    self.page().delete(child);
                }
                self.odd(|odd| {
                    odd.texts.push(TextChange { id: SourceNodeId(id), value: "text of an element".into() })
                });
            }),
            Act::AttributesOfText => {
                let texts = self.page().texts();
                self.pick(&texts).map(|id| {
                    let entries = vec![("class".into(), AttributeValue::Set("x".into()))];
                    self.odd(|odd| odd.attributes.push(AttributeChange { id: SourceNodeId(id), entries }));
                })
            }
            Act::DocumentInDiv => self.some_box().map(|parent| {
                let id = self.page().next_id;
                self.page().next_id += 1;
                self.add_single(parent, id, TreeNodeKind::Document { quirks: false }, Sibling::None);
            }),
            Act::DocumentWithFramesId => {
                self.flush();
                let frames = self.page().tagged(&["iframe"]);
                self.pick(&frames).map(|id| {
                    self.page().delete(id);
                    self.add_single(id, id, TreeNodeKind::Document { quirks: false }, Sibling::None);
                })
            }
            Act::ReaddWithoutRemove => {
                self.flush();
                let id = self.some_box()?;
                let parent = self.some_box().filter(|parent| !self.page().is_inside(*parent, id));
                parent.map(|parent| {
                    let kind = self.page().kind(id);
                    self.add_single(parent, id, kind, Sibling::None);
                    self.move_in_model(id, parent);
                })
            }
            Act::ReaddWithoutChildren => self.told_box().and_then(|id| {
                let node = self.page().get(id)?.clone();
                let (parent, place) = (node.parent?, node.place);
                self.page().delete(id);
                self.page().make_with_id(id, node.kind.clone());
                self.page().insert(id, parent, place, usize::MAX);
                let remove = Remove {
                    parent: SourceNodeId::new(parent),
                    id: SourceNodeId(id),
                    shadow: place == Place::ShadowChild,
                };
                let add = self.add(id)?;
                self.odd(|odd| {
                    odd.removes.push(remove);
                    odd.adds.push(add);
                });
                Some(())
            }),
            Act::ScrollUnknown => {
                self.tell(EventKind::Scroll { target: SourceNodeId(UNKNOWN), x: 1.0, y: 2.0 })
            }
            Act::InputOnDiv => self.some_box().and_then(|id| {
                let (value, target) = ("not a control".into(), SourceNodeId(id));
                self.tell(EventKind::Input { target, value, checked: false, user_triggered: None })
            }),
            Act::RuleOfUnknown => self.unmatched_rule(SheetTarget::Owner(SourceNodeId(UNKNOWN))),
            Act::MissingRule => {
                let owners = self.page().tagged(&["style"]);
                self.pick(&owners).and_then(|id| self.unmatched_rule(SheetTarget::Owner(SourceNodeId(id))))
            }
            Act::MissingLists => {
                let texts = self.page().texts();
                self.pick(&texts).and_then(|id| {
                    self.page().nodes.get_mut(&id)?.kind = text("without lists");
                    self.tell_raw(3, json!({"source": 0, "texts": [{"id": id, "value": "without lists"}]}))
                })
            }
            Act::TextIds => {
                let texts = self.page().texts();
                self.pick(&texts).and_then(|id| {
                    self.page().nodes.get_mut(&id)?.kind = text("by a text id");
                    let change = json!([{"id": id.to_string(), "value": "by a text id"}, null]);
                    self.tell_raw(
                        3,
                        json!({"source": 0, "texts": change, "attributes": [], "removes": {}, "adds": null}),
                    )
                })
            }
            Act::TwiceInSnapshot => self.twice_in_snapshot(),
            Act::OldSiblings => self.old_siblings(),
            Act::PreviousOnly => {
                self.flush();
                let texts = self.page().texts();
                let previous = self.pick(&texts)?;
                self.page()
                    .siblings(previous)
                    .map(|(parent, place, siblings)| {
                        (parent, place, siblings.iter().position(|id| *id == previous).unwrap_or(0))
                    })
                    .filter(|(_, place, _)| *place == Place::Child)
                    .map(|(parent, place, index)| {
                        let id = self.page().make(element("span", &[]));
                        self.page().insert(id, parent, place, index + 1);
                        let tree = self.page().tree(id, false);
                        let previous = Sibling::Node(SourceNodeId(previous));
                        let add = Add { parent: SourceNodeId(parent), next: Sibling::None, previous, tree };
                        self.odd(|odd| odd.adds.push(add));
                    })
            }
            _ => return None,
        })
    }

    /// A box, once all changes so far are told: telling them can cost frames their documents.
    fn told_box(&mut self) -> Option<u64> {
        self.flush();
        self.some_box()
    }

    fn some_box(&mut self) -> Option<u64> {
        let boxes = self.page().boxes();
        self.pick(&boxes).filter(|id| self.is_quiet(*id))
    }

    fn add_tree(&mut self, parent: u64, tree: SnapshotTree, next: Sibling) {
        let add = Add { parent: SourceNodeId(parent), next, previous: Sibling::None, tree };
        self.odd(|odd| odd.adds.push(add));
    }

    fn add_single(&mut self, parent: u64, id: u64, kind: TreeNodeKind, next: Sibling) {
        let node = TreeNode { id: SourceNodeId::new(id), parent: None, shadow: false, kind };
        self.add_tree(parent, SnapshotTree { nodes: vec![node] }, next);
    }

    /// A new node that names a sibling which is not beside it.
    fn odd_add(&mut self, next: Sibling) -> Option<u64> {
        let parent = self.some_box()?;
        let id = self.page().append(parent, element("div", &[("class", "odd")]));
        self.add_single(parent, id, element("div", &[("class", "odd")]), next);
        Some(id)
    }

    fn move_in_model(&mut self, id: u64, parent: u64) {
        self.page().detach(id);
        self.page().insert(id, parent, Place::Child, usize::MAX);
    }

    /// A new node takes the id of another one of another kind.
    fn reuse_id(&mut self) -> Option<()> {
        self.flush();
        let page = self.page();
        let mut victims = page.boxes();
        victims.extend(page.texts());
        victims.extend(page.tagged(&["input", "iframe", "style", "option"]));
        let id = self.pick(&victims)?;
        let parent = self.some_box().filter(|parent| !self.page().is_inside(*parent, id))?;
        self.page().delete(id);
        let kind =
            if self.dice.one_in(2) { element("em", &[]) } else { TreeNodeKind::Comment("same id".into()) };
        self.page().make_with_id(id, kind.clone());
        self.page().insert(id, parent, Place::Child, usize::MAX);
        self.add_single(parent, id, kind, Sibling::None);
        Some(())
    }

    /// An add that brings its children with it; gives one of them.
    fn inline(&mut self) -> Option<u64> {
        let parent = self.some_box()?;
        let outer = self.page().append(parent, element("section", &[("class", "inline")]));
        let list = self.page().append(outer, element("ul", &[]));
        let item = self.page().append(list, element("li", &[]));
        self.page().append(item, text("inline"));
        let host = self.page().append(outer, element("x-card", &[]));
        self.page().element_mut(host)?.shadow_host = true;
        self.page().append_shadow(host, text("inline, in a shadow tree"));
        let tree = self.page().tree(outer, true);
        self.add_tree(parent, tree, Sibling::None);
        Some(item)
    }

    fn unmatched_rule(&mut self, target: SheetTarget) -> Option<()> {
        let removes = vec![RulePath::Top(77), RulePath::Nested(vec![0, 5]), RulePath::Nested(vec![0])];
        self.tell(EventKind::StyleRule(Box::new(StyleRule { target, adds: vec![], removes, replace: None })))
    }

    /// A snapshot in which one id stands twice.
    fn twice_in_snapshot(&mut self) -> Option<()> {
        self.flush();
        let texts = self.page().texts();
        let (first, second) =
            self.pick(&texts).zip(self.pick(&texts)).filter(|(first, second)| first != second)?;
        self.page().sheets = 0;
        let mut snapshot: FullSnapshot = self.page().snapshot();
        for node in &mut snapshot.tree.nodes {
            if node.id == SourceNodeId::new(first) {
                node.id = SourceNodeId::new(second);
            }
        }
        self.page().delete(first);
        for frame in self.page().tagged(&["iframe"]) {
            if let Some(content) = self.page().get(frame).and_then(|node| node.content) {
                self.page().delete(content);
            }
        }
        self.tell(EventKind::FullSnapshot(Box::new(snapshot)))
    }

    /// Recorders before 2020 wrote -1 for siblings that had no id yet.
    fn old_siblings(&mut self) -> Option<()> {
        self.flush();
        let parent = self.some_box()?;
        let ids: Vec<u64> = (0..3).map(|_| self.page().append(parent, element("b", &[]))).collect();
        let node = |id: u64| Sibling::Node(SourceNodeId(id));
        let forwards = [
            (ids[0], Sibling::None, Sibling::Unknown),
            (ids[1], node(ids[0]), Sibling::Unknown),
            (ids[2], node(ids[1]), Sibling::None),
        ];
        let backwards = [
            (ids[2], Sibling::Unknown, Sibling::None),
            (ids[1], Sibling::Unknown, node(ids[2])),
            (ids[0], Sibling::None, node(ids[1])),
        ];
        for (id, previous, next) in if self.dice.one_in(2) { forwards } else { backwards } {
            let tree = self.page().tree(id, false);
            let add = Add { parent: SourceNodeId(parent), next, previous, tree };
            self.odd(|odd| odd.adds.push(add));
        }
        Some(())
    }
}
