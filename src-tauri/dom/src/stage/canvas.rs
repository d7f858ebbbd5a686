//! Which recorded canvas commands the stage may run: those that draw in two dimensions, with pictures that are in the
//! recording. The others are left out, one by one.

use super::urls::{Use, is_data};
use crate::CanvasLog;
use events::{CanvasCommand, CanvasContext, CanvasMutation};
use std::sync::Arc;

/// Sorted.
#[rustfmt::skip]
const CALLS: &[&str] = &[
    "arc", "arcTo", "beginPath", "bezierCurveTo", "clearRect", "clip", "closePath", "createConicGradient",
    "createImageData", "createLinearGradient", "createPattern", "createRadialGradient", "drawImage", "ellipse", "fill",
    "fillRect", "fillText", "lineTo", "moveTo", "putImageData", "quadraticCurveTo", "rect", "reset", "resetTransform",
    "restore", "rotate", "roundRect", "save", "scale", "setLineDash", "setTransform", "stroke", "strokeRect", "strokeText",
    "transform", "translate", "webkitClearRect", "webkitFillRect", "webkitLineDash", "webkitPutImageDataHD",
    "webkitSetLineDash", "webkitStrokeRect",
];

/// Sorted. `filter` can point to a file, so its value is looked at.
#[rustfmt::skip]
const SETTERS: &[&str] = &[
    "direction", "fillStyle", "filter", "font", "fontKerning", "fontStretch", "fontVariantCaps", "globalAlpha",
    "globalCompositeOperation", "imageSmoothingEnabled", "imageSmoothingQuality", "letterSpacing", "lineCap",
    "lineDashOffset", "lineJoin", "lineWidth", "miterLimit", "shadowBlur", "shadowColor", "shadowOffsetX", "shadowOffsetY",
    "strokeStyle", "textAlign", "textBaseline",
];

/// The batch without what the stage must not run; itself where nothing is left out, None where nothing is left.
pub(super) fn held_batch(batch: &Arc<CanvasMutation>) -> Option<Arc<CanvasMutation>> {
    if batch.context != CanvasContext::TwoD {
        return None;
    }
    if batch.commands.iter().all(is_held) {
        return Some(batch.clone());
    }
    let commands: Vec<_> = batch.commands.iter().filter(|command| is_held(command)).cloned().collect();
    (!commands.is_empty()).then(|| Arc::new(CanvasMutation { commands, ..(**batch).clone() }))
}

/// The log of those batches; the same where all are the same.
pub(super) fn log_of(log: &Arc<CanvasLog>, batches: Vec<Arc<CanvasMutation>>) -> Arc<CanvasLog> {
    if batches.len() == log.batches.len() && batches.iter().zip(&log.batches).all(|(a, b)| Arc::ptr_eq(a, b))
    {
        return log.clone();
    }
    let commands = batches.iter().map(|batch| batch.commands.len()).sum();
    let bytes = batches.iter().flat_map(|batch| &batch.commands).map(|command| command.args.len()).sum();
    Arc::new(CanvasLog { batches, commands, bytes, truncated: log.truncated })
}

fn is_held(command: &CanvasCommand) -> bool {
    let name = command.property.as_str();
    let known = if command.setter { SETTERS.binary_search(&name) } else { CALLS.binary_search(&name) };
    known.is_ok() && (name != "filter" || !may_point(&command.args)) && addresses_are_data(&command.args)
}

/// Whether a filter may be a `url()`, in any spelling: JSON or CSS can escape its letters.
fn may_point(args: &str) -> bool {
    args.contains('\\') || args.to_ascii_lowercase().contains("url")
}

/// Whether every `src` in the arguments is a picture of its own. The text is JSON; its strings are looked at one by one,
/// which needs no knowledge of what they are nested in.
fn addresses_are_data(args: &str) -> bool {
    if !args.contains("src") && !args.contains('\\') {
        return true;
    }
    let mut rest = args;
    let mut is_address = false;
    while let Some((_, behind)) = rest.split_once('"') {
        let Some(end) = end_of_string(behind) else { return false };
        let (string, after) = behind.split_at_checked(end).unwrap_or_default();
        rest = after.get(1..).unwrap_or_default();
        let is_key = rest.trim_start().starts_with(':');
        if is_address && !is_data(string, Use::Image) {
            return false;
        }
        // A key spelled with escapes may be `src` as well; no recorder writes one.
        is_address = is_key && (string == "src" || string.contains('\\'));
    }
    true
}

/// The byte of the quote that ends a JSON string, from behind its first.
fn end_of_string(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::{SourceNodeId, Text};

    fn command(property: &str, setter: bool, args: &str) -> CanvasCommand {
        CanvasCommand { property: Text::from(property), args: Text::from(args), setter }
    }

    #[test]
    fn tables_are_sorted() {
        assert!(CALLS.is_sorted() && SETTERS.is_sorted());
    }

    #[test]
    fn drawing_passes() {
        for (property, setter, args) in [
            ("fillRect", false, "[0,0,10,10]"),
            ("fillStyle", true, r##"["#fff"]"##),
            ("filter", true, r#"["blur(2px)"]"#),
            ("fillText", false, r#"["the src of \"it\"",1,2]"#),
            ("drawImage", false, r#"[{"rr_type":"HTMLImageElement","src":"data:image/png;base64,AA"},0,0]"#),
            (
                "drawImage",
                false,
                r#"[{"rr_type":"ImageBitmap","args":[{"rr_type":"Blob","data":[{"rr_type":"ArrayBuffer","base64":"AA"}],"type":"image/png"}]},0,0]"#,
            ),
        ] {
            assert!(is_held(&command(property, setter, args)), "{property} {args}");
        }
    }

    #[test]
    fn everything_else_is_left_out() {
        for (property, setter, args) in [
            ("constructor", false, "[]"),
            ("__proto__", true, "[{}]"),
            ("canvas", true, "[1]"),
            ("fillRect", true, "[1]"),
            ("fillStyle", false, "[1]"),
            ("getImageData", false, "[0,0,9999,9999]"),
            ("drawFocusIfNeeded", false, "[null]"),
            ("filter", true, r#"["url(http://a.example/f.svg#f)"]"#),
            ("filter", true, r#"["\u0075rl(http://a.example/f.svg#f)"]"#),
            ("drawImage", false, r#"[{"rr_type":"HTMLImageElement","src":"http://a.example/x.png"},0,0]"#),
            (
                "drawImage",
                false,
                r#"[{"rr_type":"HTMLImageElement","s\u0072c":"http://a.example/x.png"},0,0]"#,
            ),
            ("drawImage", false, r#"[{"src" : "http://a.example/x.png"},0,0]"#),
            ("drawImage", false, r#"[{"src":"data:text/html,x"},0,0]"#),
            ("drawImage", false, r#"[{"src":"#),
        ] {
            let held = is_held(&command(property, setter, args));
            // An address that never comes is no address.
            assert!(!held || args.ends_with(':'), "{property} {args}");
        }
        let web_gl = CanvasMutation {
            target: SourceNodeId(1),
            context: CanvasContext::WebGl,
            commands: vec![command("clearRect", false, "[]")],
        };
        assert_eq!(held_batch(&Arc::new(web_gl)), None);
    }
}
