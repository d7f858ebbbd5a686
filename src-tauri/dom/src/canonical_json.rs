//! The canonical form as one line of JSON, byte for byte what `JSON.stringify` makes of it.

use crate::json_text::{array, string};
use crate::{Canonical, CanonicalKind, CanonicalNode, FormValue};

pub fn canonical_json(canonical: &Canonical) -> String {
    let mut out = String::from("{\"tree\":");
    array(&mut out, &canonical.tree, node);
    out.push_str(",\"style\":");
    array(&mut out, &canonical.style, |out, (id, declarations)| {
        number(out, *id);
        array(out, declarations, |out, (name, value, important)| {
            let priority = if *important { "important" } else { "" };
            array(out, [name.as_str(), value, priority], string);
        });
        out.push(']');
    });
    out.push_str(",\"form\":");
    array(&mut out, &canonical.form, |out, (id, value)| {
        number(out, *id);
        match value {
            FormValue::Value(text) => {
                out.push_str("\"v\",");
                string(out, text);
            }
            FormValue::Checked(on) => out.push_str(&format!("\"c\",{on}")),
            FormValue::Selected(indices) => {
                out.push_str("\"s\",");
                array(out, indices, |out, index| out.push_str(&format!("{index}")));
            }
        }
        out.push(']');
    });
    out.push_str(",\"css\":");
    array(&mut out, &canonical.css, |out, (id, text)| {
        number(out, *id);
        string(out, text);
        out.push(']');
    });
    out.push_str(",\"adopted\":");
    array(&mut out, &canonical.adopted, |out, (id, sheets)| {
        number(out, *id);
        array(out, sheets, |out, rules| array(out, rules, |out, rule: &String| string(out, rule)));
        out.push(']');
    });
    out.push_str(",\"scroll\":");
    array(&mut out, &canonical.scroll, |out, (id, left, top)| out.push_str(&format!("[{id},{left},{top}]")));
    out.push_str(",\"dialog\":");
    array(&mut out, &canonical.dialog, |out, (id, open, modal)| {
        out.push_str(&format!("[{id},{open},{modal}]"))
    });
    out.push('}');
    out
}

/// The opening of an entry: a bracket, its id, a comma.
fn number(out: &mut String, id: u64) {
    out.push_str(&format!("[{id},"));
}

fn node(out: &mut String, node: &CanonicalNode) {
    out.push_str(&format!("{{\"id\":{},\"p\":{}", node.id, node.parent));
    if node.shadow {
        out.push_str(",\"sh\":1");
    }
    let field = |out: &mut String, name: &str, text: &str| {
        out.push_str(&format!(",\"{name}\":"));
        string(out, text);
    };
    match &node.kind {
        CanonicalKind::Document => field(out, "k", "doc"),
        CanonicalKind::Doctype { name, public_id, system_id } => {
            field(out, "k", "doctype");
            field(out, "name", name);
            field(out, "pub", public_id);
            field(out, "sys", system_id);
        }
        CanonicalKind::Text(text) => {
            field(out, "k", "text");
            field(out, "v", text);
        }
        CanonicalKind::Comment(text) => {
            field(out, "k", "comment");
            field(out, "v", text);
        }
        CanonicalKind::Cdata => {
            field(out, "k", "cdata");
            field(out, "v", "");
        }
        CanonicalKind::Element { tag, attributes } => {
            field(out, "k", "el");
            field(out, "tag", tag);
            out.push_str(",\"a\":{");
            for (index, (name, value)) in attributes.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                string(out, name);
                out.push(':');
                string(out, value);
            }
            out.push('}');
        }
    }
    out.push('}');
}
