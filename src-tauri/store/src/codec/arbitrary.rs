//! Any event and any document, for the laws.

use dom::{
    CanvasLog, Document, DocumentParts, Element, HiddenState, Live, MediaClock, Node, NodeData, NodeKey,
    PageState, Sheet,
};
use events::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::sync::Arc;

/// Short, repeated, empty, foreign and long ones.
pub(crate) fn text() -> BoxedStrategy<Text> {
    prop_oneof![
        4 => prop_oneof![Just(""), Just("div"), Just("class"), Just("row active"), Just("é漢😀"), Just("\u{0}")]
            .prop_map(Text::from),
        4 => "[a-z0-9 ]{0,12}".prop_map(Text::from),
        1 => (512..2000_usize, any::<char>()).prop_map(|(bytes, c)| {
            let mut text = String::new();
            while text.len() < bytes {
                text.push(c);
            }
            Text::from(text)
        }),
    ]
    .boxed()
}

fn id() -> impl Strategy<Value = SourceNodeId> {
    prop_oneof![1..200_u64, 1..SourceNodeId::LIMIT].prop_map(SourceNodeId)
}

/// NaN is left out: it is kept bit for bit, but differs from itself.
fn float() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-2000..2000_i32).prop_map(f64::from),
        Just(-0.0),
        Just(f64::INFINITY),
        any::<f64>().prop_filter("comparable", |float| !float.is_nan()),
    ]
}

fn pair() -> impl Strategy<Value = (f64, f64)> {
    (float(), float())
}

fn dialog() -> impl Strategy<Value = DialogMode> {
    prop_oneof![Just(DialogMode::Modal), Just(DialogMode::NonModal)]
}

fn media() -> impl Strategy<Value = MediaState> {
    let flag = || option::of(any::<bool>());
    let amount = || option::of(float());
    (flag(), amount(), amount(), amount(), flag(), flag()).prop_map(
        |(playing, current_secs, rate, volume, muted, looping)| MediaState {
            playing,
            current_secs,
            rate,
            volume,
            muted,
            looping,
        },
    )
}

fn texts() -> impl Strategy<Value = Vec<Text>> {
    vec(text(), 0..4)
}

fn attributes() -> impl Strategy<Value = Vec<(Text, Text)>> {
    vec((text(), text()), 0..4)
}

fn namespace() -> impl Strategy<Value = Namespace> {
    prop_oneof![Just(Namespace::Html), Just(Namespace::Svg), Just(Namespace::MathMl)]
}

fn style_ids() -> impl Strategy<Value = Vec<StyleId>> {
    vec(any::<u64>().prop_map(StyleId), 0..3)
}

fn extra() -> impl Strategy<Value = ElementExtra> {
    (
        (option::of(texts()), option::of(text()), option::of(any::<bool>()), option::of(any::<bool>())),
        (option::of((text(), text())), option::of(pair()), option::of(text()), option::of(media())),
        (option::of(dialog()), option::of(text()), option::of(style_ids())),
    )
        .prop_map(|((sheet, value, checked, selected), (blocked_size, scroll, picture, media), rest)| {
            let (dialog, original_src, adopted) = rest;
            ElementExtra {
                sheet,
                value,
                checked,
                selected,
                blocked_size,
                scroll,
                picture,
                media,
                dialog,
                original_src,
                adopted,
            }
        })
}

fn tree_kind() -> impl Strategy<Value = TreeNodeKind> {
    prop_oneof![
        any::<bool>().prop_map(|quirks| TreeNodeKind::Document { quirks }),
        (text(), text(), text()).prop_map(|(name, public_id, system_id)| TreeNodeKind::Doctype {
            name,
            public_id,
            system_id
        }),
        (text(), namespace(), any::<bool>(), any::<bool>(), attributes(), option::of(extra())).prop_map(
            |(tag, namespace, custom, shadow_host, attributes, extra)| {
                let extra = extra.map(Box::new);
                let element = TreeElement { tag, namespace, custom, shadow_host, attributes, extra };
                TreeNodeKind::Element(Box::new(element))
            }
        ),
        text().prop_map(TreeNodeKind::Text),
        text().prop_map(TreeNodeKind::Comment),
        Just(TreeNodeKind::Cdata),
    ]
}

fn tree() -> impl Strategy<Value = SnapshotTree> {
    vec((option::of(id()), any::<u32>(), any::<bool>(), tree_kind()), 0..8).prop_map(|nodes| {
        let nodes = nodes.into_iter().enumerate().map(|(index, (id, parent, shadow, kind))| TreeNode {
            id,
            parent: (index as u32).checked_sub(1).map(|last| parent % (last + 1)),
            shadow,
            kind,
        });
        SnapshotTree { nodes: nodes.collect() }
    })
}

fn sibling() -> impl Strategy<Value = Sibling> {
    prop_oneof![Just(Sibling::None), id().prop_map(Sibling::Node), Just(Sibling::Unknown)]
}

fn style_diff() -> impl Strategy<Value = StyleDiff> {
    (text(), option::of(text()), any::<bool>()).prop_map(|(property, value, important)| StyleDiff {
        property,
        value,
        important,
    })
}

fn attribute_value() -> impl Strategy<Value = AttributeValue> {
    prop_oneof![
        Just(AttributeValue::Removed),
        text().prop_map(AttributeValue::Set),
        vec(style_diff(), 0..3).prop_map(AttributeValue::StyleDiff),
        texts().prop_map(AttributeValue::Sheet),
        dialog().prop_map(AttributeValue::Dialog),
        text().prop_map(AttributeValue::Picture),
    ]
}

fn mutation() -> impl Strategy<Value = Mutation> {
    (
        vec((option::of(id()), id(), any::<bool>()), 0..3),
        vec((id(), sibling(), sibling(), tree()), 0..3),
        vec((id(), text()), 0..4),
        vec((id(), vec((text(), attribute_value()), 0..3)), 0..4),
        any::<bool>(),
    )
        .prop_map(|(removes, adds, texts, attributes, attaches_frame)| Mutation {
            removes: removes.into_iter().map(|(parent, id, shadow)| Remove { parent, id, shadow }).collect(),
            adds: adds
                .into_iter()
                .map(|(parent, next, previous, tree)| Add { parent, next, previous, tree })
                .collect(),
            texts: texts.into_iter().map(|(id, value)| TextChange { id, value }).collect(),
            attributes: attributes.into_iter().map(|(id, entries)| AttributeChange { id, entries }).collect(),
            attaches_frame,
        })
}

fn pointer_kind() -> impl Strategy<Value = PointerKind> {
    prop_oneof![
        Just(PointerKind::Mouse),
        Just(PointerKind::Touch),
        Just(PointerKind::Pen),
        Just(PointerKind::Drag)
    ]
}

fn pointer() -> impl Strategy<Value = PointerSample> {
    (pointer_kind(), float(), float(), option::of(id())).prop_map(|(kind, x, y, target)| PointerSample {
        kind,
        x,
        y,
        target,
    })
}

fn interaction() -> impl Strategy<Value = Interaction> {
    let kind = prop_oneof![
        Just(InteractionKind::MouseUp),
        Just(InteractionKind::MouseDown),
        Just(InteractionKind::Click),
        Just(InteractionKind::ContextMenu),
        Just(InteractionKind::DoubleClick),
        Just(InteractionKind::Focus),
        Just(InteractionKind::Blur),
        Just(InteractionKind::TouchStart),
        Just(InteractionKind::TouchEnd),
        Just(InteractionKind::TouchCancel),
    ];
    (kind, option::of(id()), option::of(pair()), option::of(pointer_kind()))
        .prop_map(|(kind, target, position, pointer)| Interaction { kind, target, position, pointer })
}

fn sheet_target() -> impl Strategy<Value = SheetTarget> {
    prop_oneof![
        id().prop_map(SheetTarget::Owner),
        any::<u64>().prop_map(|style| SheetTarget::Constructed(StyleId(style)))
    ]
}

fn rule_path() -> impl Strategy<Value = RulePath> {
    prop_oneof![any::<u32>().prop_map(RulePath::Top), vec(any::<u32>(), 0..4).prop_map(RulePath::Nested)]
}

fn style_rule() -> impl Strategy<Value = StyleRule> {
    (sheet_target(), vec((text(), rule_path()), 0..3), vec(rule_path(), 0..3), option::of(text())).prop_map(
        |(target, adds, removes, replace)| StyleRule {
            target,
            adds: adds.into_iter().map(|(rule, at)| RuleAdd { rule, at }).collect(),
            removes,
            replace,
        },
    )
}

fn canvas() -> impl Strategy<Value = CanvasMutation> {
    let context =
        prop_oneof![Just(CanvasContext::TwoD), Just(CanvasContext::WebGl), Just(CanvasContext::WebGl2)];
    let command = (text(), text(), any::<bool>()).prop_map(|(property, args, setter)| CanvasCommand {
        property,
        args,
        setter,
    });
    (id(), context, vec(command, 0..4)).prop_map(|(target, context, commands)| CanvasMutation {
        target,
        context,
        commands,
    })
}

fn font() -> impl Strategy<Value = Font> {
    (text(), text(), any::<bool>(), attributes()).prop_map(|(family, source, bytes, descriptors)| Font {
        family,
        source,
        bytes,
        descriptors,
    })
}

fn selection() -> impl Strategy<Value = Vec<SelectionRange>> {
    vec(
        (id(), any::<u32>(), id(), any::<u32>()).prop_map(|(start, start_offset, end, end_offset)| {
            SelectionRange { start, start_offset, end, end_offset }
        }),
        0..3,
    )
}

fn console() -> impl Strategy<Value = ConsoleRecord> {
    let level = prop_oneof![
        Just(ConsoleLevel::Debug),
        Just(ConsoleLevel::Log),
        Just(ConsoleLevel::Info),
        Just(ConsoleLevel::Warn),
        Just(ConsoleLevel::Error),
    ];
    (level, text(), texts(), texts(), text(), any::<bool>()).prop_map(
        |(level, method, args, trace, text, uncaught)| ConsoleRecord {
            level,
            method,
            args,
            trace,
            text,
            uncaught,
        },
    )
}

fn network() -> impl Strategy<Value = NetworkRequest> {
    (
        (text(), option::of(text()), option::of(any::<u16>()), option::of(text())),
        (option::of(float()), option::of(float()), text()),
    )
        .prop_map(|((url, method, status, initiator), (start_ms, end_ms, raw))| NetworkRequest {
            url,
            method,
            status,
            initiator,
            start_ms,
            end_ms,
            raw,
        })
}

fn media_action() -> impl Strategy<Value = MediaAction> {
    prop_oneof![
        Just(MediaAction::Play),
        Just(MediaAction::Pause),
        Just(MediaAction::Seeked),
        Just(MediaAction::VolumeChange),
        Just(MediaAction::RateChange),
    ]
}

/// One of each kind of event.
pub(crate) fn kinds() -> Vec<BoxedStrategy<EventKind>> {
    let snapshot = (tree(), option::of(pair()))
        .prop_map(|(tree, scroll)| EventKind::FullSnapshot(Box::new(FullSnapshot { tree, scroll })));
    let meta =
        (text(), float(), float()).prop_map(|(href, width, height)| EventKind::Meta { href, width, height });
    let input = (id(), text(), any::<bool>(), option::of(any::<bool>())).prop_map(
        |(target, value, checked, user_triggered)| EventKind::Input {
            target,
            value,
            checked,
            user_triggered,
        },
    );
    let declaration =
        (sheet_target(), vec(any::<u32>(), 0..4), style_diff()).prop_map(|(target, path, change)| {
            EventKind::StyleDeclaration(Box::new(StyleDeclaration { target, path, change }))
        });
    let adopted = (id(), style_ids(), vec((any::<u64>().prop_map(StyleId), texts()), 0..3)).prop_map(
        |(target, adopted, created)| {
            EventKind::AdoptedSheets(Box::new(AdoptedSheets { target, adopted, created }))
        },
    );
    vec![
        Just(EventKind::DomContentLoaded).boxed(),
        Just(EventKind::Load).boxed(),
        snapshot.boxed(),
        meta.boxed(),
        mutation().prop_map(|mutation| EventKind::Mutation(Box::new(mutation))).boxed(),
        pointer().prop_map(EventKind::PointerMove).boxed(),
        interaction().prop_map(EventKind::Interaction).boxed(),
        (id(), float(), float()).prop_map(|(target, x, y)| EventKind::Scroll { target, x, y }).boxed(),
        pair().prop_map(|(width, height)| EventKind::Viewport { width, height }).boxed(),
        input.boxed(),
        (id(), media_action(), media())
            .prop_map(|(target, action, state)| EventKind::Media { target, action, state })
            .boxed(),
        style_rule().prop_map(|rule| EventKind::StyleRule(Box::new(rule))).boxed(),
        declaration.boxed(),
        adopted.boxed(),
        canvas().prop_map(|canvas| EventKind::Canvas(Box::new(canvas))).boxed(),
        font().prop_map(|font| EventKind::Font(Box::new(font))).boxed(),
        selection().prop_map(EventKind::Selection).boxed(),
        text().prop_map(|name| EventKind::CustomElement { name }).boxed(),
        console().prop_map(|record| EventKind::Console(Box::new(record))).boxed(),
        vec(network(), 0..3).prop_map(|requests| EventKind::Network(Box::new(requests))).boxed(),
        (text(), text(), texts())
            .prop_map(|(name, message, stack)| {
                EventKind::Exception(Box::new(ExceptionReport { name, message, stack }))
            })
            .boxed(),
        (text(), text()).prop_map(|(tag, payload)| EventKind::Custom { tag, payload }).boxed(),
        (text(), text()).prop_map(|(name, payload)| EventKind::Plugin { name, payload }).boxed(),
        text().prop_map(|label| EventKind::Opaque { label }).boxed(),
    ]
}

pub(crate) fn events() -> impl Strategy<Value = Vec<Event>> {
    let kind = proptest::strategy::Union::new(kinds());
    let event = (0..5_000_000_i64, any::<bool>(), -3..1000_i64, kind);
    vec(event, 0..24).prop_map(|events| {
        let (mut time, mut seq) = (0_i64, 10_u64);
        let events = events.into_iter().map(|(step, whole, next, kind)| {
            time += if whole { step / 1000 * 1000 } else { step };
            seq = seq.saturating_add_signed(next);
            Event { time: Timestamp(time), seq: EventSeq(seq), tab: TabId(3), kind }
        });
        events.collect()
    })
}

fn sheet() -> impl Strategy<Value = Arc<Sheet>> {
    prop_oneof![
        texts().prop_map(|parts| Sheet::Text(Arc::from(parts))),
        texts().prop_map(|rules| Sheet::Rules(Arc::new(rules))),
    ]
    .prop_map(Arc::new)
}

fn canvas_log() -> impl Strategy<Value = CanvasLog> {
    (vec(canvas().prop_map(Arc::new), 0..3), any::<u16>(), any::<u16>(), any::<bool>()).prop_map(
        |(batches, commands, bytes, truncated)| CanvasLog {
            batches,
            commands: commands.into(),
            bytes: bytes.into(),
            truncated,
        },
    )
}

fn live() -> impl Strategy<Value = Live> {
    let clock =
        (media(), any::<i64>()).prop_map(|(state, since)| MediaClock { state, since: Timestamp(since) });
    (
        (option::of(text()), option::of(any::<bool>()), option::of(any::<bool>()), option::of(pair())),
        (option::of(dialog()), option::of(clock), option::of(sheet()), option::of(style_ids())),
        (option::of(text()), option::of(canvas_log()), option::of((text(), text())), option::of(text())),
    )
        .prop_map(|((value, checked, selected, scroll), (dialog, media, sheet, adopted), rest)| {
            let (picture, canvas, blocked_size, original_src) = rest;
            Live {
                value,
                checked,
                selected,
                scroll,
                dialog,
                media,
                sheet,
                adopted: adopted.map(Arc::from),
                picture,
                canvas: canvas.map(Arc::new),
                blocked_size,
                original_src,
            }
        })
}

fn node_data() -> impl Strategy<Value = NodeData> {
    prop_oneof![
        any::<bool>().prop_map(|quirks| NodeData::Document { quirks }),
        Just(NodeData::ShadowRoot),
        (text(), text(), text())
            .prop_map(|(name, public_id, system_id)| NodeData::doctype(name, public_id, system_id)),
        (text(), namespace(), any::<bool>(), attributes()).prop_map(
            |(tag, namespace, custom, attributes)| {
                NodeData::Element(Arc::new(Element { tag, namespace, custom, attributes }))
            }
        ),
        text().prop_map(NodeData::Text),
        text().prop_map(NodeData::Comment),
        Just(NodeData::Cdata),
    ]
}

fn key() -> impl Strategy<Value = NodeKey> {
    id().prop_map(NodeKey::from_source)
}

fn hidden() -> impl Strategy<Value = HiddenState> {
    let time = || any::<i64>().prop_map(Timestamp);
    (
        (any::<u64>(), any::<bool>(), text(), any::<bool>(), any::<bool>()),
        vec((key(), tree().prop_map(Arc::new)), 0..3),
        vec((key(), option::of(key()), option::of(key())), 0..3),
        vec((time(), pointer()), 0..4),
        vec((time(), interaction()), 0..4),
    )
        .prop_map(
            |((nameless, has_base, base_href, navigated, awaits_load), parked, waiting, trail, presses)| {
                HiddenState {
                    nameless,
                    has_base,
                    base_href,
                    navigated,
                    awaits_load,
                    parked: Arc::new(parked),
                    waiting: Arc::new(waiting),
                    trail: Arc::new(trail),
                    presses: Arc::new(presses),
                }
            },
        )
}

fn page_state() -> impl Strategy<Value = PageState> {
    (
        (any::<u32>(), option::of(pair()), text(), vec((any::<u64>().prop_map(StyleId), sheet()), 0..3)),
        (vec(font(), 0..3), selection(), option::of(key()), hidden()),
    )
        .prop_map(|((epoch, viewport, href, constructed), (fonts, selection, focused, hidden))| {
            PageState {
                epoch,
                viewport,
                href,
                constructed: Arc::new(constructed.into_iter().collect()),
                fonts: Arc::new(fonts),
                selection: Arc::from(selection),
                focused,
                hidden,
            }
        })
}

/// A node to be: key after the last, parent, place (0 and 1: shadow root, 2: frame document, else child).
type Hung = (u64, u32, u8, NodeData, Option<Live>);

/// A sound document: links agree, keys are unique, everything hangs on the root.
pub(crate) fn rooted_document() -> impl Strategy<Value = Document> {
    let node = (1..5_u64, any::<u32>(), 0..12_u8, node_data(), option::of(live()));
    (vec(node, 0..24), page_state()).prop_map(|(hung, state)| {
        let mut nodes: Vec<(NodeKey, Node)> = Vec::new();
        hung.into_iter().for_each(|hung| hang(&mut nodes, hung));
        let root = nodes.first().map(|(key, _)| *key);
        Document::from_parts(DocumentParts { nodes, root, state })
    })
}

/// The same, or nodes that hang on no root.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    (rooted_document(), any::<bool>()).prop_map(|(document, rooted)| {
        let mut parts = document.to_parts();
        parts.root = parts.root.filter(|_| rooted);
        Document::from_parts(parts)
    })
}

fn hang(nodes: &mut Vec<(NodeKey, Node)>, (step, parent, place, data, live): Hung) {
    let last = nodes.iter().filter(|(key, _)| !key.is_shadow_root()).map(|(key, _)| key.raw()).max();
    let key = NodeKey::from_raw(last.unwrap_or(0) + step).unwrap();
    let mut node = Node::new(data);
    node.live = live.map(Arc::new);
    let Some(parent) = (parent as usize).checked_rem(nodes.len()) else {
        nodes.push((key, node));
        return;
    };
    let (parent_key, above) = &mut nodes[parent];
    node.parent = Some(*parent_key);
    match place {
        0..2 if above.shadow.is_none() && !parent_key.is_shadow_root() => {
            let key = parent_key.shadow_root();
            above.shadow = Some(key);
            node.data = NodeData::ShadowRoot;
            nodes.push((key, node));
        }
        2 if above.content.is_none() => {
            above.content = Some(key);
            node.data = NodeData::Document { quirks: step % 2 == 0 };
            nodes.push((key, node));
        }
        _ => {
            node.prev = above.last_child.replace(key);
            above.first_child.get_or_insert(key);
            let prev = node.prev;
            if let Some((_, prev)) = nodes.iter_mut().find(|(key, _)| Some(*key) == prev) {
                prev.next = Some(key);
            }
            nodes.push((key, node));
        }
    }
}
