//! Recordings that no recorder wrote: whatever comes, the document stays sound and the work stays in proportion.

use dom::{Document, canonical, canonical_json, check_integrity, html, text_tree};
use events::limits::MAX_DOM_DEPTH;
use events::*;

/// A small generator of numbers: the same seed gives the same recording.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn id(&mut self) -> SourceNodeId {
        SourceNodeId(1 + self.roll(30))
    }

    fn sibling(&mut self) -> Sibling {
        match self.roll(6) {
            0..=2 => Sibling::None,
            3 => Sibling::Unknown,
            _ => Sibling::Node(self.id()),
        }
    }

    fn text(&mut self) -> Text {
        Text::from(
            ["", "a", "1", "</style>", "a{} @media x{b{}}", "top: 1px; margin: 2px", "\"&<"]
                [self.roll(7) as usize],
        )
    }

    fn element(&mut self) -> TreeElement {
        let tags = [
            "div", "html", "body", "style", "iframe", "select", "option", "optgroup", "textarea", "input",
            "x-a",
        ];
        let mut extra = ElementExtra::default();
        match self.roll(9) {
            0 => extra.sheet = Some(vec![self.text(), self.text()]),
            1 => extra.value = Some(self.text()),
            2 => extra.selected = Some(true),
            3 => extra.scroll = Some((1.0, 2.0)),
            4 => extra.adopted = Some(vec![StyleId(1)]),
            5 => extra.checked = Some(true),
            _ => {}
        }
        TreeElement {
            tag: Text::from(tags[self.roll(tags.len() as u64) as usize]),
            shadow_host: self.roll(8) == 0,
            attributes: vec![("style".into(), self.text()), ("type".into(), "range".into())],
            extra: Some(Box::new(extra)),
            ..TreeElement::default()
        }
    }

    fn tree(&mut self, document: bool) -> SnapshotTree {
        let mut tree = SnapshotTree::default();
        for index in 0..1 + self.roll(6) as u32 {
            let kind = match self.roll(12) {
                _ if index == 0 && document => TreeNodeKind::Document { quirks: self.roll(2) == 0 },
                0 => TreeNodeKind::Document { quirks: false },
                1 => {
                    TreeNodeKind::Doctype { name: "html".into(), public_id: "".into(), system_id: "".into() }
                }
                2 => TreeNodeKind::Comment(self.text()),
                3 => TreeNodeKind::Cdata,
                4..=5 => TreeNodeKind::Text(self.text()),
                _ => TreeNodeKind::Element(Box::new(self.element())),
            };
            let parent = (index > 0).then(|| self.roll(u64::from(index)) as u32);
            let id = (self.roll(10) > 0).then(|| self.id());
            tree.nodes.push(TreeNode { id, parent, shadow: self.roll(6) == 0, kind });
        }
        tree
    }

    fn mutation(&mut self) -> Mutation {
        let mut mutation = Mutation::default();
        for _ in 0..self.roll(3) {
            mutation.removes.push(Remove {
                parent: Some(self.id()),
                id: self.id(),
                shadow: self.roll(4) == 0,
            });
        }
        for _ in 0..self.roll(6) {
            let document = self.roll(6) == 0;
            let (parent, next, previous) = (self.id(), self.sibling(), self.sibling());
            let mut tree = self.tree(document);
            if self.roll(2) == 0 {
                tree.nodes.truncate(1);
            }
            mutation.adds.push(Add { parent, next, previous, tree });
        }
        for _ in 0..self.roll(2) {
            mutation.texts.push(TextChange { id: self.id(), value: self.text() });
        }
        for _ in 0..self.roll(3) {
            let value = match self.roll(6) {
                0 => AttributeValue::Sheet(vec![self.text()]),
                1 => AttributeValue::TextareaValue(self.text()),
                2 => AttributeValue::Set(self.text()),
                3 => AttributeValue::Removed,
                _ => AttributeValue::StyleDiff(vec![StyleDiff {
                    property: Text::from(["margin-top", "top", "margin", "--A"][self.roll(4) as usize]),
                    value: (self.roll(2) == 0).then(|| self.text()),
                    important: self.roll(3) == 0,
                }]),
            };
            let name = Text::from(["style", "class", "type", "multiple"][self.roll(4) as usize]);
            mutation.attributes.push(AttributeChange { id: self.id(), entries: vec![(name, value)] });
        }
        mutation
    }

    fn kind(&mut self) -> EventKind {
        let target = self.id();
        match self.roll(16) {
            0 if self.roll(4) == 0 => {
                EventKind::FullSnapshot(Box::new(FullSnapshot { tree: self.tree(true), scroll: None }))
            }
            1 => EventKind::Input { target, value: self.text(), checked: true, user_triggered: None },
            2 => EventKind::Scroll { target, x: 1.0, y: 2.0 },
            3 => EventKind::StyleRule(Box::new(StyleRule {
                target: SheetTarget::Owner(target),
                adds: vec![
                    RuleAdd { rule: self.text(), at: RulePath::Top(self.roll(3) as u32) },
                    RuleAdd { rule: self.text(), at: RulePath::Nested(vec![1, self.roll(3) as u32]) },
                ],
                removes: vec![RulePath::Nested(vec![0, 0]), RulePath::Top(self.roll(3) as u32)],
                replace: Some(self.text()),
            })),
            4 => EventKind::StyleDeclaration(Box::new(StyleDeclaration {
                target: SheetTarget::Owner(target),
                path: (0..self.roll(4)).map(|_| 0).collect(),
                change: StyleDiff { property: "top".into(), value: Some("0".into()), important: false },
            })),
            5 => EventKind::AdoptedSheets(Box::new(AdoptedSheets {
                target,
                adopted: vec![StyleId(1)],
                created: vec![(StyleId(1), vec![self.text()])],
            })),
            6 => EventKind::Interaction(Interaction {
                kind: InteractionKind::Focus,
                target: Some(target),
                position: None,
                pointer: None,
            }),
            _ => EventKind::Mutation(Box::new(self.mutation())),
        }
    }
}

fn event(seq: u64, kind: EventKind) -> Event {
    Event { time: Timestamp(seq as i64), seq: EventSeq(seq), tab: TabId(0), kind }
}

#[test]
fn random_recordings_leave_a_sound_document() {
    for seed in 0..150 {
        let mut dice = Dice(seed);
        let mut document = Document::new();
        let mut issues = Diagnostics::new();
        let first = FullSnapshot { tree: dice.tree(true), scroll: None };
        document.apply(&event(0, EventKind::FullSnapshot(Box::new(first))), &mut issues);
        for seq in 1..150 {
            let next = event(seq, dice.kind());
            // A document that shares its pages with another one takes the same event in the same way.
            let before = document.clone();
            let mut shared = document.clone();
            document.apply(&next, &mut issues);
            shared.apply(&next, &mut Diagnostics::new());
            assert!(shared == document, "seed {seed}, event {seq}");
            let problems = check_integrity(&document);
            assert!(
                problems.is_empty(),
                "seed {seed}, event {seq}: {problems:#?}\n{}{}",
                text_tree(&before),
                text_tree(&document)
            );
        }
        canonical_json(&canonical(&document));
        html(&document);
    }
}

#[test]
fn a_tree_deeper_than_the_limit_is_cut() {
    let depth = MAX_DOM_DEPTH as u64 + 2_000;
    let element =
        || TreeNodeKind::Element(Box::new(TreeElement { tag: "b".into(), ..TreeElement::default() }));
    let mut tree = SnapshotTree::default();
    for index in 0..depth {
        let kind = if index == 0 { TreeNodeKind::Document { quirks: false } } else { element() };
        let parent = index.checked_sub(1).map(|parent| parent as u32);
        tree.nodes.push(TreeNode { id: SourceNodeId::new(index + 1), parent, shadow: false, kind });
    }
    let mut document = Document::new();
    let mut issues = Diagnostics::new();
    document.apply(
        &event(0, EventKind::FullSnapshot(Box::new(FullSnapshot { tree, scroll: None }))),
        &mut issues,
    );
    assert_eq!(document.node_count(), MAX_DOM_DEPTH + 1);
    assert!(issues.count(Code::LimitReached) > 0);

    // One node below the other, in one event and in many.
    let add = |id: u64| Add {
        parent: SourceNodeId(id - 1),
        next: Sibling::None,
        previous: Sibling::None,
        tree: SnapshotTree {
            nodes: vec![TreeNode { id: SourceNodeId::new(id), parent: None, shadow: false, kind: element() }],
        },
    };
    let last = document.node_count() as u64;
    let adds = (last + 1..last + 500).map(add).collect();
    document.apply(
        &event(1, EventKind::Mutation(Box::new(Mutation { adds, ..Mutation::default() }))),
        &mut issues,
    );
    assert_eq!(document.node_count(), MAX_DOM_DEPTH + 1);
    assert!(check_integrity(&document).is_empty());
    assert!(html(&document).len() > MAX_DOM_DEPTH);
    assert_eq!(canonical(&document).tree.len(), MAX_DOM_DEPTH + 1);
    assert_eq!(text_tree(&document).lines().count(), MAX_DOM_DEPTH + 1);
}
