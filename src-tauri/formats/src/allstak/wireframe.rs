//! The boxes and texts of the first screen (dialect A2), as a page that looks like them.

use crate::translate::panel::Panel;
use crate::translate::tree::{Place, Tree};
use serde_json::Value;
use std::collections::HashMap;

/// What cannot hold the boxes in it, or would show something of its own.
const NOT_AS_THEY_ARE: [&str; 20] = [
    "audio", "canvas", "details", "dialog", "embed", "frame", "frameset", "html", "iframe", "img", "object",
    "optgroup", "option", "picture", "select", "source", "title", "track", "video", "wbr",
];
const CSS: &str = "\
html{background:#fff}body{margin:0;position:relative;font-family:system-ui,sans-serif}\
body *{position:absolute;box-sizing:border-box;margin:0;padding:0;border:0;background:none;appearance:none;\
font-style:normal;text-decoration:none;list-style:none;line-height:1.25;text-align:left;min-width:0;max-width:none}\
body button{display:grid;place-content:center;text-align:center}body textarea{resize:none}";
const SAYS: &str =
    "Wireframe: AllStak recorded the boxes and texts of the first screen, and nothing of how they changed.";

/// A rectangle on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Rect {
    fn holds(&self, x: f64, y: f64) -> bool {
        (self.x..=self.x + self.width).contains(&x) && (self.y..=self.y + self.height).contains(&y)
    }
}

/// A page with a box for each element, and which of them a recorder's selector means.
pub(super) struct Wireframe {
    pub(super) tree: Tree,
    pub(super) panel: Panel,
    boxes: HashMap<String, Vec<(Place, Rect)>>,
}

impl Wireframe {
    /// Of the `data` of a snapshot event.
    pub(super) fn of(data: &Value) -> Wireframe {
        let title = data.get("title").and_then(Value::as_str).unwrap_or_default();
        let (tree, body) = Tree::page(title, CSS);
        let (left, top) = scroll(data);
        let panel_tree = tree;
        let mut drawn = Drawing { tree: panel_tree, boxes: HashMap::new(), left, top, bottom: 0.0 };
        let nodes = data.get("nodes").and_then(Value::as_array);
        // Before the notice, which is above everything.
        for node in nodes.into_iter().flatten() {
            drawn.draw(node, body, (0.0, 0.0));
        }
        let Drawing { mut tree, boxes, bottom, .. } = drawn;
        if let Some(crate::translate::tree::Kind::Element(body)) =
            tree.get_mut(body).map(|node| &mut node.kind)
        {
            body.attributes.push(("style".to_owned(), format!("height:{bottom}px")));
        }
        let panel = Panel::in_corner(&mut tree, body, SAYS);
        Wireframe { tree, panel, boxes }
    }

    /// The element that a selector means; of several the innermost one at a place on the page.
    pub(super) fn find(&self, selector: &str, at: Option<(f64, f64)>) -> Option<Place> {
        let boxes = self.boxes.get(selector)?;
        if let [(only, _)] = boxes.as_slice() {
            return Some(*only);
        }
        let (x, y) = at?;
        let under = boxes.iter().filter(|(_, rect)| rect.holds(x, y));
        let area = |rect: &Rect| rect.width * rect.height;
        under.min_by(|(_, a), (_, b)| area(a).total_cmp(&area(b))).map(|(place, _)| *place)
    }
}

pub(super) fn scroll(data: &Value) -> (f64, f64) {
    let of = |name: &str| data.get(name).and_then(Value::as_f64).unwrap_or_default();
    (of("scrollX"), of("scrollY"))
}

struct Drawing {
    tree: Tree,
    boxes: HashMap<String, Vec<(Place, Rect)>>,
    left: f64,
    top: f64,
    bottom: f64,
}

impl Drawing {
    /// `origin` is where the inside of the parent's border begins on the page.
    fn draw(&mut self, node: &Value, parent: Place, origin: (f64, f64)) {
        let text = |name: &str| node.get(name).and_then(Value::as_str).unwrap_or_default();
        let tag = match text("tag") {
            "" => "div",
            tag => tag,
        };
        let rect = self.rect(node.get("rect"));
        self.bottom = self.bottom.max(rect.y + rect.height);
        let classes: Vec<&str> = node
            .get("classes")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let styles = node.get("styles").unwrap_or(&Value::Null);
        let has_children =
            node.get("children").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
        let style = style(styles, &rect, origin, has_children);
        let is_itself =
            !NOT_AS_THEY_ARE.contains(&tag) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let class = classes.join(" ");
        let mut attributes = vec![("style", style.as_str())];
        let id = text("id");
        let optional =
            [("id", id), ("class", class.as_str()), ("data-tag", if is_itself { "" } else { tag })];
        attributes.extend(optional.into_iter().filter(|(_, value)| !value.is_empty()));
        let place = self.tree.element(parent, if is_itself { tag } else { "div" }, &attributes);
        let direct = text("text");
        if !direct.is_empty() {
            self.tree.text(place, direct);
        }
        self.boxes.entry(selector(tag, id, &classes)).or_default().push((place, rect));
        let border = border_width(styles);
        let inside = (rect.x + border, rect.y + border);
        for child in node.get("children").and_then(Value::as_array).into_iter().flatten() {
            self.draw(child, place, inside);
        }
    }

    fn rect(&self, rect: Option<&Value>) -> Rect {
        let of =
            |name: &str| rect.and_then(|rect| rect.get(name)).and_then(Value::as_f64).unwrap_or_default();
        Rect { x: of("x") + self.left, y: of("y") + self.top, width: of("w"), height: of("h") }
    }
}

fn style(styles: &Value, rect: &Rect, origin: (f64, f64), has_children: bool) -> String {
    let mut style = format!(
        "left:{}px;top:{}px;width:{}px;height:{}px",
        rect.x - origin.0,
        rect.y - origin.1,
        rect.width,
        rect.height
    );
    let names = [
        ("bg", "background-color"),
        ("color", "color"),
        ("borderRadius", "border-radius"),
        ("fontSize", "font-size"),
        ("fontWeight", "font-weight"),
        ("border", "border"),
    ];
    for (recorded, name) in names {
        let value = styles.get(recorded).and_then(Value::as_str).unwrap_or_default();
        // One value, never a second declaration.
        if !value.is_empty() && !value.contains([';', '{', '}']) {
            style.push_str(&format!(";{name}:{value}"));
        }
    }
    let font: f64 = styles
        .get("fontSize")
        .and_then(Value::as_str)
        .and_then(|size| size.strip_suffix("px")?.parse().ok())
        .unwrap_or(16.0);
    // A line stays one where our font is a little wider than the page's.
    if rect.height < 2.0 * font {
        style.push_str(";white-space:nowrap");
    } else if !has_children {
        style.push_str(";overflow:hidden");
    }
    style
}

/// Of a shorthand such as `1px solid rgb(0, 0, 0)`.
fn border_width(styles: &Value) -> f64 {
    let border = styles.get("border").and_then(Value::as_str).unwrap_or_default();
    let width = border.split(' ').find_map(|word| word.strip_suffix("px")?.parse().ok());
    if border.contains(" none ") { 0.0 } else { width.unwrap_or(0.0) }
}

/// As the recorder writes it.
fn selector(tag: &str, id: &str, classes: &[&str]) -> String {
    let mut selector = tag.to_owned();
    if !id.is_empty() {
        selector.push('#');
        selector.push_str(id);
    }
    for class in classes {
        selector.push('.');
        selector.push_str(class);
    }
    selector
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn boxes_stand_where_they_stood() {
        let styles =
            json!({ "bg": "rgb(1, 2, 3)", "border": "2px solid rgb(0, 0, 0)", "color": "red;}evil" });
        let card = |x: f64| {
            let button = json!({ "tag": "button", "classes": ["add", "big"], "text": "Add", "styles": {},
                "rect": { "x": x + 12.0, "y": 30, "w": 50, "h": 20 }, "children": [] });
            json!({ "tag": "img", "id": format!("c{x}"), "classes": [], "styles": styles,
                "rect": { "x": x, "y": 10, "w": 100, "h": 90 }, "children": [button] })
        };
        let data = json!({ "title": "T", "scrollX": 0, "scrollY": 500, "nodes": [card(0.0), card(200.0)] });
        let wireframe = Wireframe::of(&data);
        let text = wireframe.tree.snapshot((0.0, 500.0));
        assert!(text.contains("left:200px;top:510px;width:100px;height:90px;background-color:rgb(1, 2, 3);border:2px solid rgb(0, 0, 0)\""), "{text}");
        // Inside of the parent's border.
        assert!(text.contains("left:10px;top:18px;width:50px;height:20px;white-space:nowrap"), "{text}");
        assert!(text.contains("\"data-tag\":\"img\"") && !text.contains("evil"), "{text}");
        let (first, second) = (
            wireframe.find("button.add.big", Some((20.0, 540.0))),
            wireframe.find("button.add.big", Some((220.0, 540.0))),
        );
        assert!(first.is_some() && second.is_some() && first != second);
        assert_eq!(wireframe.find("button.add.big", None), None, "which of the two is not said");
        assert_eq!(wireframe.find("button.add.big", Some((0.0, 0.0))), None);
        assert!(wireframe.find("img#c0", None).is_some());
    }
}
