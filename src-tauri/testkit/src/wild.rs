//! Events that no recorder wrote, in a world of a few ids so that they meet. Chosen by a seed, or spelled by bytes: then
//! a fuzzer that changes a byte changes one choice.

use events::*;

/// Ids of a wild recording: few, so that most mentions hit something.
const IDS: u64 = 30;
/// Events spelled by bytes: one that took more would only be slow.
const MOST_EVENTS: usize = 200;

/// Where choices come from.
pub enum Choices<'a> {
    /// The same seed gives the same choices.
    Seed(u64),
    /// One choice a byte; 0 behind the last.
    Bytes(&'a [u8]),
}

impl Choices<'_> {
    /// 0 .. sides.
    fn roll(&mut self, sides: u64) -> u64 {
        match self {
            Choices::Seed(state) => {
                *state =
                    state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (*state >> 33) % sides
            }
            Choices::Bytes(bytes) => {
                let Some((first, rest)) = bytes.split_first() else { return 0 };
                *bytes = rest;
                u64::from(*first) % sides
            }
        }
    }

    fn one_in(&mut self, sides: u64) -> bool {
        // The first choice is the common one, so that spent bytes mean nothing special.
        self.roll(sides) == sides - 1
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len() as u64) as usize]
    }

    fn is_spent(&self) -> bool {
        matches!(self, Choices::Bytes([]))
    }

    fn id(&mut self) -> SourceNodeId {
        SourceNodeId(1 + self.roll(IDS))
    }

    fn some_id(&mut self) -> Option<SourceNodeId> {
        (!self.one_in(10)).then(|| self.id())
    }

    fn style_id(&mut self) -> StyleId {
        StyleId(1 + self.roll(3))
    }

    fn number(&mut self) -> f64 {
        self.pick(&[0.0, 1.0, 2.5, -3.0, 1e9, -0.0, f64::MAX])
    }

    fn sibling(&mut self) -> Sibling {
        match self.roll(6) {
            0..=2 => Sibling::None,
            3 => Sibling::Unknown,
            _ => Sibling::Node(self.id()),
        }
    }

    fn text(&mut self) -> Text {
        Text::from(self.pick(&[
            "",
            "a",
            "1",
            "</style>",
            "a{} @media x{b{}}",
            "top: 1px; margin: 2px",
            "\"&<",
            "on",
            "2024-02-30",
            "#ABC",
            "@import 'x'; @layer a; .b:hover{color:red",
            "url(javascript:a)",
            "\u{0}\u{2028}\u{fffd}",
        ]))
    }

    fn texts(&mut self) -> Vec<Text> {
        (0..self.roll(3)).map(|_| self.text()).collect()
    }

    fn attribute(&mut self) -> Text {
        Text::from(self.pick(&[
            "style", "class", "type", "multiple", "value", "checked", "selected", "src", "href", "open",
            "size", "width", "srcdoc", "onclick", "sandbox", "name", "",
        ]))
    }

    fn media(&mut self) -> MediaState {
        MediaState {
            playing: self.one_in(2).then_some(true),
            current_secs: self.one_in(2).then(|| self.number()),
            rate: self.one_in(3).then(|| self.number()),
            volume: self.one_in(3).then(|| self.number()),
            muted: self.one_in(3).then_some(false),
            looping: self.one_in(3).then_some(true),
        }
    }

    fn dialog(&mut self) -> DialogMode {
        self.pick(&[DialogMode::Modal, DialogMode::NonModal])
    }

    fn extra(&mut self) -> ElementExtra {
        let mut extra = ElementExtra::default();
        match self.roll(14) {
            1 => extra.sheet = Some(vec![self.text(), self.text()]),
            2 => extra.value = Some(self.text()),
            3 => extra.selected = Some(true),
            4 => extra.scroll = Some((self.number(), self.number())),
            5 => extra.adopted = Some(vec![self.style_id(), self.style_id()]),
            6 => extra.checked = Some(true),
            7 => extra.blocked_size = Some((self.text(), self.text())),
            8 => extra.picture = Some(self.text()),
            9 => extra.media = Some(self.media()),
            10 => extra.dialog = Some(self.dialog()),
            11 => extra.original_src = Some(self.text()),
            _ => {}
        }
        extra
    }

    fn element(&mut self) -> TreeElement {
        let tag = self.pick(&[
            "div", "html", "body", "head", "style", "iframe", "select", "option", "optgroup", "textarea",
            "input", "x-a", "link", "canvas", "video", "dialog", "svg", "img", "template", "script", "base",
            "a b", "",
        ]);
        TreeElement {
            tag: Text::from(tag),
            namespace: if tag == "svg" { Namespace::Svg } else { Namespace::Html },
            shadow_host: self.one_in(8),
            custom: false,
            attributes: (0..self.roll(3)).map(|_| (self.attribute(), self.text())).collect(),
            extra: Some(Box::new(self.extra())),
        }
    }

    /// A tree as decoders make them: each node below an earlier one, no name of an attribute twice.
    fn tree(&mut self, is_document: bool) -> SnapshotTree {
        let mut tree = SnapshotTree::default();
        for index in 0..1 + self.roll(6) as u32 {
            let kind = match self.roll(14) {
                _ if index == 0 && is_document => TreeNodeKind::Document { quirks: self.one_in(2) },
                1 => TreeNodeKind::Document { quirks: false },
                2 => {
                    TreeNodeKind::Doctype { name: "html".into(), public_id: "".into(), system_id: "".into() }
                }
                3 => TreeNodeKind::Comment(self.text()),
                4 => TreeNodeKind::Cdata,
                5 | 6 => TreeNodeKind::Text(self.text()),
                _ => {
                    let mut element = self.element();
                    let mut names = Vec::new();
                    element.attributes.retain(|(name, _)| {
                        let is_new = !name.is_empty() && !names.contains(name);
                        names.push(name.clone());
                        is_new
                    });
                    TreeNodeKind::Element(Box::new(element))
                }
            };
            let parent = (index > 0).then(|| self.roll(u64::from(index)) as u32);
            tree.nodes.push(TreeNode { id: self.some_id(), parent, shadow: self.one_in(6), kind });
        }
        tree
    }

    fn style_diff(&mut self) -> StyleDiff {
        StyleDiff {
            property: Text::from(self.pick(&[
                "margin-top",
                "top",
                "margin",
                "--A",
                "font",
                "Top",
                "border-left-color",
            ])),
            value: (!self.one_in(3)).then(|| self.text()),
            important: self.one_in(3),
        }
    }

    fn attribute_value(&mut self) -> AttributeValue {
        match self.roll(7) {
            0 => AttributeValue::Set(self.text()),
            1 => AttributeValue::Removed,
            2 => AttributeValue::Sheet(self.texts()),
            3 => AttributeValue::Dialog(self.dialog()),
            4 => AttributeValue::Picture(self.text()),
            _ => AttributeValue::StyleDiff((0..self.roll(3)).map(|_| self.style_diff()).collect()),
        }
    }

    fn mutation(&mut self) -> Mutation {
        let mut mutation = Mutation::default();
        for _ in 0..self.roll(3) {
            let remove = Remove { parent: self.some_id(), id: self.id(), shadow: self.one_in(4) };
            mutation.removes.push(remove);
        }
        for _ in 0..self.roll(6) {
            let is_document = self.one_in(6);
            let (parent, next, previous) = (self.id(), self.sibling(), self.sibling());
            let mut tree = self.tree(is_document);
            if !is_document && self.one_in(2) {
                tree.nodes.truncate(1);
            }
            mutation.adds.push(Add { parent, next, previous, tree });
        }
        for _ in 0..self.roll(3) {
            mutation.texts.push(TextChange { id: self.id(), value: self.text() });
        }
        for _ in 0..self.roll(3) {
            let entries = vec![(self.attribute(), self.attribute_value())];
            mutation.attributes.push(AttributeChange { id: self.id(), entries });
        }
        mutation.attaches_frame = self.one_in(8);
        mutation
    }

    fn sheet(&mut self) -> SheetTarget {
        if self.one_in(3) { SheetTarget::Constructed(self.style_id()) } else { SheetTarget::Owner(self.id()) }
    }

    fn path(&mut self) -> RulePath {
        match self.roll(3) {
            0 | 1 => RulePath::Top(self.roll(4) as u32),
            _ => RulePath::Nested((0..self.roll(4)).map(|_| self.roll(3) as u32).collect()),
        }
    }

    fn command(&mut self) -> CanvasCommand {
        CanvasCommand {
            property: Text::from(self.pick(&["fillRect", "clearRect", "fillStyle", "drawImage", "width"])),
            args: Text::from(self.pick(&["[]", "[0,0,300,150]", "[\"a\"]", "{", "[{\"rr_type\":\"Blob\"}]"])),
            setter: self.one_in(3),
        }
    }

    fn interaction(&mut self) -> Interaction {
        use InteractionKind::*;
        Interaction {
            kind: self.pick(&[Focus, Blur, Click, MouseDown, MouseUp, TouchStart, TouchEnd]),
            target: self.some_id(),
            position: self.one_in(2).then(|| (self.number(), self.number())),
            pointer: None,
        }
    }

    fn kind(&mut self) -> EventKind {
        let target = self.id();
        match self.roll(24) {
            0 if self.one_in(4) => EventKind::FullSnapshot(Box::new(self.snapshot())),
            1 => {
                EventKind::Input { target, value: self.text(), checked: self.one_in(2), user_triggered: None }
            }
            2 => EventKind::Scroll { target, x: self.number(), y: self.number() },
            3 => EventKind::StyleRule(Box::new(StyleRule {
                target: self.sheet(),
                adds: (0..self.roll(3)).map(|_| RuleAdd { rule: self.text(), at: self.path() }).collect(),
                removes: (0..self.roll(3)).map(|_| self.path()).collect(),
                replace: self.one_in(3).then(|| self.text()),
            })),
            4 => EventKind::StyleDeclaration(Box::new(StyleDeclaration {
                target: self.sheet(),
                path: (0..self.roll(4)).map(|_| self.roll(3) as u32).collect(),
                change: self.style_diff(),
            })),
            5 => EventKind::AdoptedSheets(Box::new(AdoptedSheets {
                target,
                adopted: (0..self.roll(3)).map(|_| self.style_id()).collect(),
                created: (0..self.roll(2)).map(|_| (self.style_id(), self.texts())).collect(),
            })),
            6 => EventKind::Interaction(self.interaction()),
            7 => EventKind::Media {
                target,
                action: self.pick(&[MediaAction::Play, MediaAction::Pause, MediaAction::Seeked]),
                state: self.media(),
            },
            8 => EventKind::Canvas(Box::new(CanvasMutation {
                target,
                context: self.pick(&[CanvasContext::TwoD, CanvasContext::WebGl]),
                commands: (0..self.roll(4)).map(|_| self.command()).collect(),
            })),
            9 => EventKind::Selection(vec![SelectionRange {
                start: target,
                start_offset: self.roll(3) as u32,
                end: self.id(),
                end_offset: self.roll(3) as u32,
            }]),
            10 => EventKind::Meta { href: self.text(), width: self.number(), height: self.number() },
            11 => EventKind::Viewport { width: self.number(), height: self.number() },
            12 => EventKind::PointerMove(PointerSample {
                kind: PointerKind::Mouse,
                x: self.number(),
                y: self.number(),
                target: Some(target),
            }),
            13 => {
                if self.one_in(2) {
                    EventKind::DomContentLoaded
                } else {
                    EventKind::Load
                }
            }
            14 => EventKind::Font(Box::new(Font {
                family: self.text(),
                source: self.text(),
                bytes: self.one_in(2),
                descriptors: Vec::new(),
            })),
            _ => EventKind::Mutation(Box::new(self.mutation())),
        }
    }

    fn snapshot(&mut self) -> FullSnapshot {
        FullSnapshot { tree: self.tree(true), scroll: self.one_in(2).then(|| (self.number(), self.number())) }
    }
}

/// As many events as asked for, or as the bytes spell; the first is a page.
pub fn wild_events(mut choices: Choices<'_>, most: usize) -> Vec<Event> {
    let mut events = Vec::new();
    let mut time = 0;
    for seq in 0..most.min(MOST_EVENTS) as u64 {
        if choices.is_spent() {
            break;
        }
        let kind = match seq {
            0 => EventKind::FullSnapshot(Box::new(choices.snapshot())),
            _ => choices.kind(),
        };
        time += choices.roll(3) as i64;
        events.push(Event { time: Timestamp(time), seq: EventSeq(seq), tab: TabId(0), kind });
    }
    events
}
