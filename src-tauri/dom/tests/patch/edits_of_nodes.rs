//! Changes of what nodes hold, and of the state beside them.

use crate::dice::Dice;
use crate::draft::Draft;
use dom::{CanvasLog, Element, Live, MediaClock, NodeData, NodeKey, Sheet};
use events::{
    CanvasCommand, CanvasContext, CanvasMutation, DialogMode, Font, MediaState, SelectionRange, SourceNodeId,
    StyleId, Text, Timestamp,
};
use std::sync::Arc;

const NAMES: &[&str] = &[
    "class",
    "id",
    "style",
    "href",
    "src",
    "onclick",
    "data-x",
    "type",
    "media",
    "rel",
    "attributeName",
    "theme",
];

fn value(dice: &mut Dice) -> Text {
    const VALUES: &[&str] = &[
        "",
        "a",
        "b c",
        "color: red; background: url(http://a.example/x.png)",
        "data:image/png;base64,AA",
        "http://a.example/",
        "#here",
        "text/less",
        "href",
        "fill",
        "stylesheet",
    ];
    VALUES[dice.roll(VALUES.len())].into()
}

fn pick_attributes<'d>(draft: &'d mut Draft, dice: &mut Dice) -> Option<&'d mut Vec<(Text, Text)>> {
    let key = dice.pick(&draft.elements())?;
    match &mut draft.get(key).data {
        NodeData::Element(element) => Some(&mut Arc::<Element>::make_mut(element).attributes),
        _ => None,
    }
}

pub fn set_attribute(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(attributes) = pick_attributes(draft, dice) else { return false };
    let (name, value) = (NAMES[dice.roll(NAMES.len())], value(dice));
    match attributes.iter_mut().find(|(n, _)| n == name) {
        Some(entry) => entry.1 = value,
        None => attributes.insert(dice.roll(attributes.len() + 1), (name.into(), value)),
    }
    true
}

pub fn remove_attribute(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(attributes) = pick_attributes(draft, dice).filter(|list| !list.is_empty()) else { return false };
    attributes.remove(dice.roll(attributes.len()));
    true
}

pub fn order_attributes(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(attributes) = pick_attributes(draft, dice).filter(|list| list.len() > 1) else { return false };
    attributes.rotate_left(1);
    true
}

pub fn change_many_attributes(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(attributes) = pick_attributes(draft, dice) else { return false };
    attributes.clear();
    for name in NAMES.iter().skip(dice.roll(4)) {
        attributes.push(((*name).into(), value(dice)));
    }
    true
}

pub fn set_text(draft: &mut Draft, dice: &mut Dice) -> bool {
    let is_text = |key: &&NodeKey| matches!(draft.nodes[*key].data, NodeData::Text(_) | NodeData::Comment(_));
    let texts: Vec<NodeKey> = draft.nodes.keys().filter(is_text).copied().collect();
    let Some(key) = dice.pick(&texts) else { return false };
    match &mut draft.get(key).data {
        NodeData::Text(text) | NodeData::Comment(text) => *text = format!("a{{b:{}}}", dice.roll(99)).into(),
        _ => {}
    }
    true
}

pub fn change_doctype(draft: &mut Draft, dice: &mut Dice) -> bool {
    let is_doctype = |key: &&NodeKey| matches!(draft.nodes[*key].data, NodeData::Doctype(_));
    let doctypes: Vec<NodeKey> = draft.nodes.keys().filter(is_doctype).copied().collect();
    let Some(key) = dice.pick(&doctypes) else { return false };
    let system_id = format!("about:{}", dice.roll(3)).into();
    draft.get(key).data = NodeData::doctype("html".into(), "".into(), system_id);
    true
}

pub fn change_mode(draft: &mut Draft, dice: &mut Dice) -> bool {
    let documents: Vec<NodeKey> =
        draft.nodes.iter().filter(|(_, node)| node.data.is_document()).map(|(&key, _)| key).collect();
    let Some(key) = dice.pick(&documents) else { return false };
    if let NodeData::Document { quirks } = &mut draft.get(key).data {
        *quirks = !*quirks;
    }
    true
}

fn live<'d>(draft: &'d mut Draft, dice: &mut Dice, tags: &[&str]) -> Option<&'d mut Live> {
    let keys = if tags.is_empty() { draft.elements() } else { draft.tagged(tags) };
    let key = dice.pick(&keys)?;
    Some(&mut draft.get(key).live)
}

pub fn type_value(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["input", "textarea", "select"]) else { return false };
    live.value = Some(value(dice));
    true
}

pub fn check(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["input"]) else { return false };
    live.checked = Some(!live.checked.unwrap_or_default());
    true
}

pub fn select(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["option"]) else { return false };
    live.selected = Some(!live.selected.unwrap_or_default());
    true
}

pub fn scroll(draft: &mut Draft, dice: &mut Dice) -> bool {
    let can = |node: &crate::draft::DraftNode| {
        matches!(node.data, NodeData::Element(_) | NodeData::Document { .. })
    };
    let keys: Vec<NodeKey> = draft.nodes.iter().filter(|(_, node)| can(node)).map(|(&key, _)| key).collect();
    let Some(key) = dice.pick(&keys) else { return false };
    draft.get(key).live.scroll = Some((0.0, dice.roll(3) as f64));
    true
}

pub fn open_dialog(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["dialog"]) else { return false };
    live.dialog = match live.dialog {
        Some(_) => None,
        None => Some(if dice.one_in(2) { DialogMode::Modal } else { DialogMode::NonModal }),
    };
    true
}

pub fn play(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["video"]) else { return false };
    let state = MediaState { playing: Some(dice.one_in(2)), ..MediaState::default() };
    live.media = Some(MediaClock { state, since: Timestamp(dice.roll(1000) as i64) });
    true
}

pub fn adopt(draft: &mut Draft, dice: &mut Dice) -> bool {
    let adopts = |node: &crate::draft::DraftNode| {
        matches!(node.data, NodeData::ShadowRoot | NodeData::Document { .. })
    };
    let keys: Vec<NodeKey> =
        draft.nodes.iter().filter(|(_, node)| adopts(node)).map(|(&key, _)| key).collect();
    let Some(key) = dice.pick(&keys) else { return false };
    let ids: Vec<StyleId> = (0..dice.roll(3)).map(|id| StyleId(id as u64)).collect();
    draft.get(key).live.adopted = Some(ids.into());
    true
}

pub fn take_picture(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["img", "canvas"]) else { return false };
    live.picture = Some(value(dice));
    true
}

pub fn draw(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["canvas"]) else { return false };
    let property = if dice.one_in(3) { "constructor" } else { "fillRect" };
    let command = CanvasCommand { property: property.into(), args: "[0,0,1,1]".into(), setter: false };
    let context = if dice.one_in(4) { CanvasContext::WebGl } else { CanvasContext::TwoD };
    let batch = CanvasMutation { target: SourceNodeId(1), context, commands: vec![command] };
    let log: &mut CanvasLog = Arc::make_mut(live.canvas.get_or_insert_with(Arc::default));
    log.batches.push(Arc::new(batch));
    log.commands += 1;
    true
}

pub fn block(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["div", "section", "img"]) else { return false };
    live.blocked_size = Some((format!("{}px", dice.roll(99)).into(), "2px".into()));
    true
}

pub fn name_address(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["iframe"]) else { return false };
    live.original_src = Some("http://a.example/frame".into());
    true
}

pub fn forget_live(draft: &mut Draft, dice: &mut Dice) -> bool {
    let full: Vec<NodeKey> =
        draft.nodes.iter().filter(|(_, node)| node.live != Live::NONE).map(|(&key, _)| key).collect();
    let Some(key) = dice.pick(&full) else { return false };
    draft.get(key).live = Live::NONE;
    true
}

fn rules(dice: &mut Dice) -> Arc<Vec<Text>> {
    Arc::new((0..dice.roll(5)).map(|_| rule(dice)).collect())
}

fn rule(dice: &mut Dice) -> Text {
    const RULES: &[&str] = &["a:hover{}", "b{color:red}", "@import 'x';", "c{}d{}", "e{background:url(x)}"];
    RULES[dice.roll(RULES.len())].into()
}

pub fn give_text_sheet(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["style", "link"]) else { return false };
    let parts: Vec<Text> = (0..1 + dice.roll(2)).map(|_| rule(dice)).collect();
    live.sheet = Some(Arc::new(Sheet::Text(parts.into())));
    true
}

pub fn give_rules_sheet(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(live) = live(draft, dice, &["style", "link"]) else { return false };
    live.sheet = Some(Arc::new(Sheet::Rules(rules(dice))));
    true
}

fn edit_rules(sheet: &mut Arc<Sheet>, dice: &mut Dice) -> bool {
    let Sheet::Rules(rules) = Arc::make_mut(sheet) else { return false };
    let rules = Arc::make_mut(rules);
    if rules.is_empty() || dice.one_in(2) {
        rules.insert(dice.roll(rules.len() + 1), rule(dice));
    } else {
        rules.remove(dice.roll(rules.len()));
    }
    true
}

pub fn edit_rule(draft: &mut Draft, dice: &mut Dice) -> bool {
    let is_edited = |live: &Live| matches!(live.sheet.as_deref(), Some(Sheet::Rules(_)));
    let keys: Vec<NodeKey> =
        draft.nodes.iter().filter(|(_, node)| is_edited(&node.live)).map(|(&key, _)| key).collect();
    let Some(key) = dice.pick(&keys) else { return false };
    draft.get(key).live.sheet.as_mut().is_some_and(|sheet| edit_rules(sheet, dice))
}

pub fn take_sheet(draft: &mut Draft, dice: &mut Dice) -> bool {
    let keys: Vec<NodeKey> =
        draft.nodes.iter().filter(|(_, node)| node.live.sheet.is_some()).map(|(&key, _)| key).collect();
    let Some(key) = dice.pick(&keys) else { return false };
    draft.get(key).live.sheet = None;
    true
}

/// Place, attributes, live state and sheet at once: what costs a patch most for one node.
pub fn change_everything(draft: &mut Draft, dice: &mut Dice) -> bool {
    let Some(key) = dice.pick(&draft.tagged(&["style", "link"])) else { return false };
    let Some(parent) = dice.pick(&draft.tagged(&["head", "body", "div"])) else { return false };
    if draft.is_below(parent, key) {
        return false;
    }
    draft.detach(key);
    draft.attach(key, parent, dice.roll(4));
    let NodeData::Element(element) = &mut draft.get(key).data else { return false };
    let title = format!("{}", dice.roll(999)).into();
    Arc::make_mut(element).attributes = vec![("title".into(), title)];
    let live = &mut draft.get(key).live;
    live.scroll = Some((dice.roll(9) as f64, 0.0));
    live.sheet = Some(Arc::new(Sheet::Rules(rules(dice))));
    true
}

pub fn construct(draft: &mut Draft, dice: &mut Dice) -> bool {
    let sheet = if dice.one_in(2) { Sheet::Rules(rules(dice)) } else { Sheet::Text([rule(dice)].into()) };
    Arc::make_mut(&mut draft.state.constructed).insert(StyleId(dice.roll(3) as u64), Arc::new(sheet));
    true
}

pub fn edit_constructed(draft: &mut Draft, dice: &mut Dice) -> bool {
    let sheets = Arc::make_mut(&mut draft.state.constructed);
    sheets.get_mut(&StyleId(dice.roll(3) as u64)).is_some_and(|sheet| edit_rules(sheet, dice))
}

pub fn drop_constructed(draft: &mut Draft, dice: &mut Dice) -> bool {
    Arc::make_mut(&mut draft.state.constructed).remove(&StyleId(dice.roll(3) as u64)).is_some()
}

pub fn load_fonts(draft: &mut Draft, dice: &mut Dice) -> bool {
    let source = if dice.one_in(2) { "url(data:font/woff2,A)" } else { "url(http://a.example/f.woff)" };
    let font =
        Font { family: "F".into(), source: source.into(), bytes: dice.one_in(4), descriptors: Vec::new() };
    Arc::make_mut(&mut draft.state.fonts).push(font);
    true
}

pub fn resize(draft: &mut Draft, dice: &mut Dice) -> bool {
    draft.state.viewport = Some((dice.roll(2000) as f64, 700.0));
    true
}

pub fn change_address(draft: &mut Draft, dice: &mut Dice) -> bool {
    draft.state.href = format!("http://a.example/{}", dice.roll(9)).into();
    true
}

pub fn select_text(draft: &mut Draft, dice: &mut Dice) -> bool {
    let start = SourceNodeId(1 + dice.roll(9) as u64);
    let range = SelectionRange { start, start_offset: 0, end: start, end_offset: 1 };
    draft.state.selection = if dice.one_in(4) { Arc::default() } else { [range].into() };
    true
}

pub fn focus(draft: &mut Draft, dice: &mut Dice) -> bool {
    draft.state.focused = dice.pick(&draft.elements()).filter(|_| !dice.one_in(4));
    true
}

pub fn change_hidden(draft: &mut Draft, dice: &mut Dice) -> bool {
    let hidden = &mut draft.state.hidden;
    match dice.roll(3) {
        0 => hidden.nameless += 1,
        1 => {
            let parked = Arc::make_mut(&mut hidden.parked);
            parked.push((NodeKey::from_source(SourceNodeId(9)), Arc::default()));
        }
        _ => hidden.has_base = !hidden.has_base,
    }
    true
}
