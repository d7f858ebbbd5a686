//! Serialized nodes.

use events::{
    DialogMode, ElementExtra, MediaState, Namespace, SnapshotTree, Text, TreeElement, TreeNode, TreeNodeKind,
};
use serde_json::{Map, Value, json};

/// What the recorder puts between the parts of a sheet.
pub(super) const SPLIT_MARK: &str = "/* rr_split */";

pub(super) fn tree(tree: &SnapshotTree) -> Value {
    // From the last node to the first, so that the children of a node are whole when it takes them.
    let mut below: Vec<Vec<Value>> = tree.nodes.iter().map(|_| Vec::new()).collect();
    for (index, recorded) in tree.nodes.iter().enumerate().rev() {
        let mut children = std::mem::take(&mut below[index]);
        children.reverse();
        let value = node(recorded, children);
        match recorded.parent {
            Some(parent) => below[parent as usize].push(value),
            None => return value,
        }
    }
    Value::Null
}

fn node(node: &TreeNode, children: Vec<Value>) -> Value {
    let mut out = match &node.kind {
        TreeNodeKind::Document { quirks } => {
            let mut out = json!({"type": 0, "childNodes": children});
            if *quirks {
                out["compatMode"] = json!("BackCompat");
            }
            out
        }
        TreeNodeKind::Doctype { name, public_id, system_id } => json!({
            "type": 1, "name": name.as_str(), "publicId": public_id.as_str(), "systemId": system_id.as_str(),
        }),
        TreeNodeKind::Element(element) => self::element(element, children),
        TreeNodeKind::Text(text) => json!({"type": 3, "textContent": text.as_str()}),
        TreeNodeKind::Cdata => json!({"type": 4, "textContent": ""}),
        TreeNodeKind::Comment(text) => json!({"type": 5, "textContent": text.as_str()}),
    };
    if node.shadow {
        out["isShadow"] = json!(true);
    }
    out["id"] = node.id.map_or(json!(-2), |id| json!(id.0));
    out
}

fn element(element: &TreeElement, children: Vec<Value>) -> Value {
    let mut out = json!({"type": 2, "tagName": element.tag.as_str(), "attributes": attributes(element)});
    out["childNodes"] = Value::Array(children);
    if element.namespace == Namespace::Svg {
        out["isSVG"] = json!(true);
    }
    if element.shadow_host {
        out["isShadowHost"] = json!(true);
    }
    if element.custom {
        out["isCustom"] = json!(true);
    }
    out
}

fn attributes(element: &TreeElement) -> Map<String, Value> {
    let none = ElementExtra::default();
    let extra = element.extra.as_deref().unwrap_or(&none);
    let mut out = Map::new();
    for (name, value) in &element.attributes {
        // The recorder says `true` for what is on now.
        let on = match (element.tag.as_str(), name.as_str()) {
            ("input", "checked") => extra.checked,
            ("option", "selected") => extra.selected,
            _ => None,
        };
        out.insert(name.to_string(), if on == Some(true) { json!(true) } else { json!(value.as_str()) });
    }
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(name.to_owned(), value);
        }
    };
    put("_cssText", extra.sheet.as_ref().map(|parts| joined(parts)));
    put("value", extra.value.as_ref().map(|value| json!(value.as_str())));
    put("checked", extra.checked.filter(|on| *on).map(Value::from));
    put("selected", extra.selected.filter(|on| *on).map(Value::from));
    put("rr_width", extra.blocked_size.as_ref().map(|(width, _)| json!(width.as_str())));
    put("rr_height", extra.blocked_size.as_ref().map(|(_, height)| json!(height.as_str())));
    put("rr_scrollLeft", extra.scroll.map(|(left, _)| super::number(left)));
    put("rr_scrollTop", extra.scroll.map(|(_, top)| super::number(top)));
    put("rr_dataURL", extra.picture.as_ref().map(|picture| json!(picture.as_str())));
    put("rr_open_mode", extra.dialog.map(|mode| json!(dialog_mode(mode))));
    put("rr_src", extra.original_src.as_ref().map(|src| json!(src.as_str())));
    if let Some(MediaState { playing, current_secs, rate, volume, muted, looping }) = &extra.media {
        put("rr_mediaState", playing.map(|playing| json!(if playing { "played" } else { "paused" })));
        put("rr_mediaCurrentTime", current_secs.map(super::number));
        put("rr_mediaPlaybackRate", rate.map(super::number));
        put("rr_mediaVolume", volume.map(super::number));
        put("rr_mediaMuted", muted.map(Value::from));
        put("rr_mediaLoop", looping.map(Value::from));
    }
    out
}

pub(super) fn joined(parts: &[Text]) -> Value {
    json!(parts.iter().map(|part| part.as_str()).collect::<Vec<_>>().join(SPLIT_MARK))
}

pub(super) fn dialog_mode(mode: DialogMode) -> &'static str {
    match mode {
        DialogMode::Modal => "modal",
        DialogMode::NonModal => "non-modal",
    }
}
