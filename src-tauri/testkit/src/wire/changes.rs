//! Mutations and edits of style sheets.

use super::nodes;
use events::{
    AdoptedSheets, AttributeValue, Mutation, RulePath, SheetTarget, Sibling, StyleDeclaration, StyleDiff,
    StyleRule,
};
use serde_json::{Map, Value, json};

pub(super) fn mutation(mutation: &Mutation) -> Value {
    let removes = mutation.removes.iter().map(|remove| {
        let mut out = json!({"parentId": remove.parent.map(|id| id.0), "id": remove.id.0});
        if remove.shadow {
            out["isShadow"] = json!(true);
        }
        out
    });
    let adds = mutation.adds.iter().map(|add| {
        let mut out = json!({"parentId": add.parent.0, "nextId": sibling(add.next)});
        if add.previous != Sibling::None {
            out["previousId"] = sibling(add.previous);
        }
        out["node"] = nodes::tree(&add.tree);
        out
    });
    let texts = mutation.texts.iter().map(|text| json!({"id": text.id.0, "value": text.value.as_str()}));
    let attributes = mutation.attributes.iter().map(|change| {
        let entries: Map<String, Value> =
            change.entries.iter().map(|(name, value)| (name.to_string(), attribute(value))).collect();
        json!({"id": change.id.0, "attributes": entries})
    });
    let mut out = json!({
        "source": 0,
        "texts": texts.collect::<Vec<_>>(),
        "attributes": attributes.collect::<Vec<_>>(),
        "removes": removes.collect::<Vec<_>>(),
        "adds": adds.collect::<Vec<_>>(),
    });
    if mutation.attaches_frame {
        out["isAttachIframe"] = json!(true);
    }
    out
}

fn sibling(sibling: Sibling) -> Value {
    match sibling {
        Sibling::None => Value::Null,
        Sibling::Node(id) => json!(id.0),
        Sibling::Unknown => json!(-1),
    }
}

fn attribute(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::Removed => Value::Null,
        AttributeValue::Set(text) | AttributeValue::Picture(text) => json!(text.as_str()),
        AttributeValue::StyleDiff(diffs) => {
            let entries: Map<String, Value> =
                diffs.iter().map(|diff| (diff.property.to_string(), declaration(diff))).collect();
            Value::Object(entries)
        }
        AttributeValue::Sheet(parts) => nodes::joined(parts),
        AttributeValue::Dialog(mode) => json!(nodes::dialog_mode(*mode)),
    }
}

fn declaration(diff: &StyleDiff) -> Value {
    match &diff.value {
        None => json!(false),
        Some(value) if diff.important => json!([value.as_str(), "important"]),
        Some(value) => json!(value.as_str()),
    }
}

pub(super) fn style_rule(rule: &StyleRule) -> Value {
    let mut out = target(8, rule.target);
    if !rule.adds.is_empty() {
        let add = |add: &events::RuleAdd| json!({"rule": add.rule.as_str(), "index": path(&add.at)});
        out["adds"] = rule.adds.iter().map(add).collect();
    }
    if !rule.removes.is_empty() {
        out["removes"] = rule.removes.iter().map(|at| json!({"index": path(at)})).collect();
    }
    if let Some(text) = &rule.replace {
        out["replaceSync"] = json!(text.as_str());
    }
    out
}

pub(super) fn style_declaration(declaration: &StyleDeclaration) -> Value {
    let mut out = target(13, declaration.target);
    out["index"] = json!(declaration.path);
    let property = declaration.change.property.as_str();
    match &declaration.change.value {
        None => out["remove"] = json!({"property": property}),
        Some(value) => {
            out["set"] = json!({"property": property, "value": value.as_str()});
            if declaration.change.important {
                out["set"]["priority"] = json!("important");
            }
        }
    }
    out
}

pub(super) fn adopted_sheets(adopted: &AdoptedSheets) -> Value {
    let created = adopted.created.iter().map(|(id, rules)| {
        let rule = |(index, rule): (usize, &events::Text)| json!({"rule": rule.as_str(), "index": index});
        json!({"styleId": id.0, "rules": rules.iter().enumerate().map(rule).collect::<Vec<_>>()})
    });
    let ids: Vec<u64> = adopted.adopted.iter().map(|id| id.0).collect();
    let mut out = json!({"source": 15, "id": adopted.target.0, "styleIds": ids});
    if !adopted.created.is_empty() {
        out["styles"] = created.collect();
    }
    out
}

fn target(source: u32, target: SheetTarget) -> Value {
    match target {
        SheetTarget::Owner(id) => json!({"source": source, "id": id.0}),
        SheetTarget::Constructed(id) => json!({"source": source, "styleId": id.0}),
    }
}

fn path(path: &RulePath) -> Value {
    match path {
        RulePath::Top(index) => json!(index),
        RulePath::Nested(path) => json!(path),
    }
}
