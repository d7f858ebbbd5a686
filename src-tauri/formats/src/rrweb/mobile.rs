//! Screens of mobile apps as PostHog's recorders keep them: boxes (wireframes) with styles, told again as a page.

use serde_json::{Map, Value, json};

/// Ids that the recorders' own player gives to what is around the boxes.
const DOCUMENT: u64 = 1;
const HTML: u64 = 3;
const HEAD: u64 = 4;
const BODY: u64 = 5;
/// Nodes that are made here have ids beyond those of any box.
const MADE: u64 = 1 << 36;
/// Boxes with higher ids are not believed.
const HIGHEST: u64 = 1 << 34;
/// Boxes inside of boxes.
const MAX_LEVELS: usize = 60;
const CSS: &str = "\
html,body{margin:0;height:100%;overflow:hidden;background:#fff;font-family:system-ui,sans-serif}\
body *{box-sizing:border-box;margin:0}[data-wireframe]{position:fixed;overflow:hidden;padding:0;border:0 solid;background:none}\
img[data-wireframe]{object-fit:fill}\
[data-wireframe=placeholder],[data-wireframe=web_view]{display:grid;place-content:center;background:#e4e4de;color:#5b5b52;font-size:12px}";

/// The `data` of a full snapshot; None where it has no boxes.
pub(super) fn snapshot(data: &str) -> Option<String> {
    let data: Value = serde_json::from_str(data).ok()?;
    let wireframes = data.get("wireframes")?.as_array()?;
    let children: Vec<Value> = wireframes.iter().filter_map(|wireframe| node(wireframe, 0)).collect();
    let style = element(MADE + 1, "style", Map::new(), vec![text(MADE + 2, CSS)]);
    let head = element(HEAD, "head", Map::new(), vec![style]);
    let body = element(BODY, "body", Map::new(), children);
    let html = element(HTML, "html", Map::new(), vec![head, body]);
    let doctype = json!({ "type": 1, "id": 2, "name": "html", "publicId": "", "systemId": "" });
    let node = json!({ "type": 0, "id": DOCUMENT, "childNodes": [doctype, html] });
    Some(json!({ "node": node, "initialOffset": data.get("initialOffset") }).to_string())
}

/// The `data` of a mutation of boxes; None where it is one of nodes.
pub(super) fn mutation(data: &str) -> Option<String> {
    if !data.contains("\"wireframe\"") {
        return None;
    }
    let data: Value = serde_json::from_str(data).ok()?;
    let list = |name: &str| data.get(name).and_then(Value::as_array).into_iter().flatten();
    let parent = |change: &Value| match change.get("parentId").and_then(Value::as_u64) {
        Some(id) if id > BODY => id,
        _ => BODY,
    };
    let mut removes: Vec<Value> = list("removes")
        .filter_map(|remove| {
            Some(json!({ "parentId": parent(remove), "id": own(remove.get("id")?.as_u64()?) }))
        })
        .collect();
    let mut adds = Vec::new();
    // A box that changed is put in the place of the one that was.
    for (change, is_new) in
        list("updates").map(|change| (change, false)).chain(list("adds").map(|change| (change, true)))
    {
        let Some(wireframe) = change.get("wireframe") else { continue };
        let Some(node) = node(wireframe, 0) else { continue };
        if !is_new {
            removes.push(json!({ "parentId": parent(change), "id": node.get("id") }));
        }
        adds.push(json!({ "parentId": parent(change), "nextId": null, "node": node }));
    }
    Some(json!({ "source": 0, "texts": [], "attributes": [], "removes": removes, "adds": adds }).to_string())
}

/// A box with an id of those around the boxes has one beyond all others.
fn own(id: u64) -> u64 {
    if id <= BODY { HIGHEST + id } else { id }
}

fn node(wireframe: &Value, level: usize) -> Option<Value> {
    let id = own(wireframe.get("id")?.as_u64().filter(|id| level < MAX_LEVELS && *id < HIGHEST)?);
    let word = |name: &str| wireframe.get(name).and_then(Value::as_str).unwrap_or_default();
    let is = |name: &str| wireframe.get(name).and_then(Value::as_bool).unwrap_or(false);
    let kind = word("type");
    let mut attributes = Map::new();
    attributes.insert("data-wireframe".to_owned(), json!(kind));
    attributes.insert("style".to_owned(), json!(style(wireframe)));
    if is("disabled") {
        attributes.insert("disabled".to_owned(), json!(""));
    }
    let said = |words: &str| if words.is_empty() { Vec::new() } else { vec![text(MADE + 2 * id + 4, words)] };
    let mut inside: Vec<Value> = Vec::new();
    let tag = match (kind, word("inputType")) {
        ("image" | "screenshot", _) if !word("base64").is_empty() => {
            attributes.insert("src".to_owned(), json!(picture(word("base64"))));
            "img"
        }
        ("text", _) => {
            inside = said(word("text"));
            "div"
        }
        ("placeholder" | "image" | "screenshot", _) => {
            inside = said(if word("label").is_empty() { kind } else { word("label") });
            "div"
        }
        ("web_view", _) => {
            inside = said(word("url"));
            "div"
        }
        ("input", "button") => {
            inside = said(word("value"));
            "button"
        }
        ("input", "text_area") => {
            inside = said(word("value"));
            "textarea"
        }
        ("input", "checkbox" | "radio" | "toggle") => {
            let kind = if word("inputType") == "radio" { "radio" } else { "checkbox" };
            let mut box_attributes = Map::new();
            box_attributes.insert("type".to_owned(), json!(kind));
            if is("checked") {
                box_attributes.insert("checked".to_owned(), json!(true));
            }
            inside = vec![element(MADE + 2 * id + 5, "input", box_attributes, Vec::new())];
            inside.extend(said(word("label")));
            "label"
        }
        ("input", "select") => {
            inside = said(word("value"));
            "div"
        }
        ("input", "progress") => {
            for name in ["value", "max"] {
                attributes.extend(wireframe.get(name).map(|value| (name.to_owned(), json!(plain(value)))));
            }
            "progress"
        }
        ("input", kind) => {
            attributes.insert("type".to_owned(), json!(if kind.is_empty() { "text" } else { kind }));
            attributes.insert("value".to_owned(), json!(word("value")));
            "input"
        }
        _ => "div",
    };
    let children = wireframe.get("childWireframes").and_then(Value::as_array).into_iter().flatten();
    inside.extend(children.filter_map(|child| node(child, level + 1)));
    Some(element(id, tag, attributes, inside))
}

/// Places and styles of a box, one declaration for each.
fn style(wireframe: &Value) -> String {
    let styles = wireframe.get("style").unwrap_or(&Value::Null);
    let mut style = String::new();
    let mut add = |name: &str, value: Option<&Value>| {
        let value = match value {
            Some(Value::Number(number)) => format!("{number}px"),
            Some(Value::String(text)) if !text.contains([';', '{', '}', '(']) || text.starts_with("rgb") => {
                text.clone()
            }
            _ => return,
        };
        style.push_str(&format!("{name}:{};", value.replace([';', '{', '}'], "")));
    };
    for (name, member) in [("left", "x"), ("top", "y"), ("width", "width"), ("height", "height")] {
        add(name, wireframe.get(member));
    }
    let names = [
        ("color", "color"),
        ("background-color", "backgroundColor"),
        ("border-width", "borderWidth"),
        ("border-radius", "borderRadius"),
        ("border-color", "borderColor"),
        ("font-size", "fontSize"),
        ("font-family", "fontFamily"),
        ("padding-left", "paddingLeft"),
        ("padding-right", "paddingRight"),
        ("padding-top", "paddingTop"),
        ("padding-bottom", "paddingBottom"),
    ];
    for (name, member) in names {
        add(name, styles.get(member));
    }
    let word = |name: &str| styles.get(name).and_then(Value::as_str).unwrap_or_default();
    let (vertical, horizontal) = (word("verticalAlign"), word("horizontalAlign"));
    if !vertical.is_empty() || !horizontal.is_empty() {
        let side = |word: &str| match word {
            "center" => "center",
            "bottom" | "right" => "end",
            _ => "start",
        };
        style.push_str(&format!(
            "display:grid;align-content:{};justify-content:{};",
            side(vertical),
            side(horizontal)
        ));
    }
    style.trim_end_matches(';').to_owned()
}

fn picture(base64: &str) -> String {
    let kind = match base64.as_bytes() {
        [b'd', b'a', b't', b'a', b':', ..] => return base64.to_owned(),
        [b'/', b'9', b'j', ..] => "jpeg",
        [b'U', b'k', b'l', b'G', ..] => "webp",
        [b'R', b'0', b'l', b'G', ..] => "gif",
        _ => "png",
    };
    format!("data:image/{kind};base64,{base64}")
}

fn element(id: u64, tag: &str, attributes: Map<String, Value>, children: Vec<Value>) -> Value {
    json!({ "type": 2, "id": id, "tagName": tag, "attributes": attributes, "childNodes": children })
}

fn text(id: u64, content: &str) -> Value {
    json!({ "type": 3, "id": id, "textContent": content })
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
