//! Chrome DevTools Recorder: the steps of a script, as a timeline on a page that lists them. The file has no times.

use crate::translate::Translated;
use crate::translate::script::{Script, kind};
use crate::translate::tree::{Tree, id};
use serde_json::{Value, json};

/// Between two steps, since the file says nothing.
const STEP_MS: f64 = 1_000.0;
const CSS: &str = "\
body{margin:0;background:#f6f6f4;color:#26261f;font:15px/1.5 system-ui,sans-serif}\
main{max-width:760px;margin:32px auto;padding:0 24px}h1{font-size:22px;margin:0 0 8px}\
main>p{margin:0 0 20px;color:#5b5b52}ol{margin:0;padding:0 0 0 28px}\
li{padding:5px 8px;border-bottom:1px solid #e4e4de;color:#77776c}\
li.done{color:#26261f}li.now{background:#fff1c2;color:#26261f}";
const NOT_RECORDED: &str = "A Recorder script holds steps, no times and no picture: each step stands one second after the one before it";

/// None where the value is no script.
pub(crate) fn translate(value: &Value) -> Option<Translated> {
    let steps = value.get("steps")?.as_array()?;
    let title = value.get("title").and_then(Value::as_str).unwrap_or("Chrome Recorder script");
    let (mut tree, body) = Tree::page(title, CSS);
    let main = tree.element(body, "main", &[]);
    let heading = tree.element(main, "h1", &[]);
    tree.text(heading, title);
    let says = tree.element(main, "p", &[]);
    tree.text(
        says,
        "A script of Chrome's Recorder: its steps one second apart. No times and no picture were recorded.",
    );
    let list = tree.element(main, "ol", &[]);
    let items: Vec<usize> = steps
        .iter()
        .map(|step| {
            let item = tree.element(list, "li", &[]);
            tree.text(item, &sentence(step));
            id(item)
        })
        .collect();
    let mut script = Script::default();
    let mut window = (1280.0, 720.0);
    let mut href = "about:blank";
    // Everything up to the first address stands at the beginning.
    for step in steps {
        match word(step, "type") {
            "setViewport" => window = size(step).unwrap_or(window),
            "navigate" => {
                href = word(step, "url");
                break;
            }
            _ => {}
        }
    }
    script.meta(0.0, href, window);
    script.push(0.0, kind::FULL_SNAPSHOT, &tree.snapshot((0.0, 0.0)), None);
    for (number, (step, &item)) in steps.iter().zip(&items).enumerate() {
        let at = (number + 1) as f64 * STEP_MS;
        let mut attributes = vec![json!({ "id": item, "attributes": { "class": "now" } })];
        if let Some(before) = number.checked_sub(1).and_then(|before| items.get(before)) {
            attributes.push(json!({ "id": before, "attributes": { "class": "done" } }));
        }
        let data = json!({ "source": 0, "texts": [], "attributes": attributes, "removes": [], "adds": [] });
        script.incremental(at, &data, Some(step));
        act(&mut script, at, step, item);
    }
    let notes = vec![NOT_RECORDED.to_owned()];
    Some(Translated { name: String::new(), format: "Chrome Recorder script", script, notes })
}

fn act(script: &mut Script, at: f64, step: &Value, item: usize) {
    let number = |name: &str| step.get(name).and_then(Value::as_f64).unwrap_or_default();
    match word(step, "type") {
        kind @ ("click" | "doubleClick") => {
            let button = word(step, "button") == "secondary";
            let number = match kind {
                "doubleClick" => 4,
                _ if button => 3,
                _ => 2,
            };
            script.incremental(at, &json!({ "source": 2, "type": number, "id": item }), None);
        }
        "setViewport" => {
            if let Some((width, height)) = size(step) {
                script.incremental(at, &json!({ "source": 4, "width": width, "height": height }), None);
            }
        }
        "navigate" => script.custom(at, "$pageview", &json!({ "href": word(step, "url") })),
        "scroll" => script.custom(at, "recorder.scroll", &json!({ "x": number("x"), "y": number("y") })),
        kind => script.custom(at, &format!("recorder.{kind}"), step),
    }
    for asserted in step.get("assertedEvents").and_then(Value::as_array).into_iter().flatten() {
        if !word(asserted, "url").is_empty() {
            script.custom(
                at,
                "$pageview",
                &json!({ "href": word(asserted, "url"), "title": word(asserted, "title") }),
            );
        }
    }
}

/// A step as a person would tell it.
fn sentence(step: &Value) -> String {
    let on = target(step);
    let number = |name: &str| step.get(name).and_then(Value::as_f64).unwrap_or_default();
    match word(step, "type") {
        "setViewport" => format!("Set the window to {} × {}", number("width"), number("height")),
        "navigate" => format!("Go to {}", word(step, "url")),
        "click" => format!("Click {on}"),
        "doubleClick" => format!("Double-click {on}"),
        "hover" => format!("Point at {on}"),
        "change" => format!("Type “{}” into {on}", word(step, "value")),
        "keyDown" => format!("Press {}", word(step, "key")),
        "keyUp" => format!("Let go of {}", word(step, "key")),
        "scroll" => format!("Scroll to {}, {}", number("x"), number("y")),
        "waitForElement" => format!("Wait for {on}"),
        "waitForExpression" => format!("Wait until {}", word(step, "expression")),
        "close" => "Close the page".to_owned(),
        "customStep" => format!("Step of its own: {}", word(step, "name")),
        "emulateNetworkConditions" => "Change the network's speed".to_owned(),
        other => format!("Step “{other}”"),
    }
}

/// What the step is about: the name for people before the selectors for machines.
fn target(step: &Value) -> String {
    let choices = || step.get("selectors").and_then(Value::as_array).into_iter().flatten();
    let text = |choice: &Value| match choice {
        Value::String(text) => text.clone(),
        Value::Array(path) => path.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    let named =
        choices().map(text).find_map(|text| text.strip_prefix("aria/").map(|name| format!("“{name}”")));
    named
        .or_else(|| choices().map(text).find(|text| !text.is_empty()))
        .unwrap_or_else(|| "the page".to_owned())
}

fn word<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn size(step: &Value) -> Option<(f64, f64)> {
    Some((step.get("width")?.as_f64()?, step.get("height")?.as_f64()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_become_a_list_that_is_walked_through() {
        let value = json!({ "title": "Pay", "steps": [
            { "type": "setViewport", "width": 900, "height": 700 },
            { "type": "navigate", "url": "https://a.example/", "assertedEvents": [{ "type": "navigation", "url": "https://a.example/x", "title": "A" }] },
            { "type": "click", "selectors": [["#pay"], ["aria/Pay now"]], "offsetX": 1, "offsetY": 2 },
            { "type": "change", "value": "Jane", "selectors": ["#name"] },
            { "type": "somethingNew" },
        ] });
        let translated = translate(&value).unwrap();
        let text = String::from_utf8(translated.script.into_text()).unwrap();
        for said in [
            "Set the window to 900 × 700",
            "Click “Pay now”",
            "Type “Jane” into #name",
            "Step “somethingNew”",
            "\"width\":900.0",
            "https://a.example/x",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        let events: Value = serde_json::from_str(&text).unwrap();
        let times: Vec<f64> = events["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["timestamp"].as_f64().unwrap())
            .collect();
        assert!(times.is_sorted() && times.last() == Some(&5_000.0), "{times:?}");
        assert!(translate(&json!({ "title": "x" })).is_none());
    }
}
