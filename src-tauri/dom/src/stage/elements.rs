//! Which elements the stage may hold, and as what.

use crate::{Element, Node, NodeData};
use events::{Namespace, Text};
use std::borrow::Cow;

/// What an element is on the stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// Itself.
    Plain,
    /// A custom element, or an element of a name no browser knows: nothing but a box.
    Custom,
    /// The place of an element the stage must not hold, under a name that means nothing.
    Inert,
    /// As `Inert`, and its content is left out: it is code, not page.
    Emptied,
    /// A `style`: a recorded one, or a `link` whose sheet is in the recording. Its content is its sheet.
    Style,
    /// A `frame` or `iframe`, whose document is built by the stage.
    Frame,
    /// A `meta`: it stays, with nothing to say.
    Meta,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Held {
    pub tag: Text,
    pub role: Role,
}

/// The stage's form of an element node. The node is asked for its sheet and its shadow root as well.
pub(super) fn held(element: &Element, node: &Node) -> Held {
    let lower = lower_case(&element.tag);
    let (tag, role) = match element.namespace {
        Namespace::Html => html(&lower, node),
        Namespace::Svg => svg(&lower, element),
        Namespace::MathMl if MATHML.binary_search(&&*lower).is_ok() => (Cow::Borrowed(&*lower), Role::Plain),
        Namespace::MathMl => (inert_name(&lower), Role::Inert),
    };
    let tag = if element.tag == *tag { element.tag.clone() } else { Text::new(&tag) };
    Held { tag, role }
}

/// Almost all names are in lower case already.
pub(super) fn lower_case(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

pub(super) fn held_node(node: &Node) -> Option<Held> {
    node.element().map(|element| held(element, node))
}

/// Whether the stage holds what is below this node: not the text of a sheet, which goes as a sheet, and not code.
/// It says the same as the element's role, without making it: it is asked for every ancestor of what changed.
pub(super) fn holds_children(node: &Node) -> bool {
    match &node.data {
        NodeData::Element(element) => {
            let is = |tag: &str| element.tag.eq_ignore_ascii_case(tag);
            match element.namespace {
                Namespace::Html => {
                    !(is("style") || is("script") || is("link") && node.live().sheet.is_some())
                }
                Namespace::Svg => !(is("style") || is("script")),
                Namespace::MathMl => true,
            }
        }
        NodeData::Document { .. } | NodeData::ShadowRoot => true,
        NodeData::Doctype(_) | NodeData::Text(_) | NodeData::Comment(_) | NodeData::Cdata => false,
    }
}

fn html<'t>(lower: &'t str, node: &Node) -> (Cow<'t, str>, Role) {
    let (tag, role) = match lower {
        "script" => (inert_name(lower), Role::Emptied),
        "style" => (Cow::Borrowed(lower), Role::Style),
        "link" if node.live().sheet.is_some() => (Cow::Borrowed("style"), Role::Style),
        "iframe" | "frame" => (Cow::Borrowed(lower), Role::Frame),
        "meta" => (Cow::Borrowed(lower), Role::Meta),
        _ if REFUSED.contains(&lower) => (inert_name(lower), Role::Inert),
        _ if HTML.binary_search(&lower).is_ok() => (Cow::Borrowed(lower), Role::Plain),
        _ if is_custom_name(lower) => (Cow::Borrowed(lower), Role::Custom),
        // Browsers draw an element of an unknown name as a box. A newer browser may know the name, so it gets another.
        _ => (Cow::Owned(format!("unknown-{}", safe_name(lower))), Role::Custom),
    };
    // A browser throws when any other element is to have a shadow root, and its content would be lost.
    if node.shadow.is_some()
        && matches!(role, Role::Plain | Role::Frame | Role::Meta)
        && !SHADOW_HOSTS.contains(&lower)
    {
        return (inert_name(lower), Role::Inert);
    }
    (tag, role)
}

fn svg<'t>(lower: &'t str, element: &Element) -> (Cow<'t, str>, Role) {
    match lower {
        "script" => return (inert_name(lower), Role::Emptied),
        "style" => return (Cow::Borrowed(lower), Role::Style),
        _ => {}
    }
    let Ok(index) = SVG.binary_search_by(|name| compare_lower(name, lower)) else {
        return (inert_name(lower), Role::Inert);
    };
    if ANIMATIONS.contains(&lower) && !animates_looks(element) {
        return (inert_name(lower), Role::Inert);
    }
    (Cow::Borrowed(SVG.get(index).copied().unwrap_or_default()), Role::Plain)
}

/// An animation may set any attribute of its target, so it must name one that means nothing but looks.
fn animates_looks(element: &Element) -> bool {
    let targets = element.attributes.iter().filter(|(name, _)| name.eq_ignore_ascii_case("attributename"));
    targets.map(|(_, target)| target).all(|target| super::attributes::is_animatable(target))
}

fn compare_lower(name: &str, lower: &str) -> std::cmp::Ordering {
    name.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(lower.bytes())
}

/// Names that browsers accept and no standard can take; a recorded `ph-` name would pass for one of ours.
fn is_custom_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.contains('-')
        && !name.starts_with("ph-")
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') || c.is_alphabetic())
}

fn inert_name(tag: &str) -> Cow<'static, str> {
    Cow::Owned(format!("ph-{}", safe_name(tag)))
}

/// Recorded tags can be anything; `createElement` throws at most of it.
fn safe_name(tag: &str) -> String {
    tag.chars().take(64).map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect()
}

/// Known names that run, fetch, navigate or change how the rest of the page is understood. `noscript` is among them because
/// its content, recorded while scripts ran, must stay invisible in a frame where they do not.
const REFUSED: &[&str] =
    &["applet", "base", "bgsound", "embed", "fencedframe", "link", "noscript", "object", "portal"];

const SHADOW_HOSTS: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "body",
    "div",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "main",
    "nav",
    "p",
    "section",
    "span",
];

const ANIMATIONS: &[&str] = &["animate", "animatecolor", "animatetransform", "set"];

/// Sorted. HTML's elements, old ones included, without those that have a rule of their own above.
#[rustfmt::skip]
const HTML: &[&str] = &[
    "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "basefont", "bdi", "bdo", "big", "blink",
    "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "data",
    "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure",
    "font", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i",
    "img", "input", "ins", "kbd", "label", "layer", "legend", "li", "listing", "main", "map", "mark", "marquee", "menu",
    "menuitem", "meter", "multicol", "nav", "nobr", "noembed", "noframes", "nolayer", "ol", "optgroup", "option", "output",
    "p", "param", "picture", "plaintext", "pre", "progress", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "s", "samp",
    "search", "section", "select", "selectedcontent", "shadow", "slot", "small", "source", "spacer", "span", "strike",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time",
    "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp",
];

/// Sorted by lower case: recorders write SVG names in lower case, and browsers know them in this one.
/// Not here: what loads by address only (`cursor`, `font-face-uri`, `color-profile`) and what is not SVG at all.
#[rustfmt::skip]
const SVG: &[&str] = &[
    "a", "altGlyph", "altGlyphDef", "altGlyphItem", "animate", "animateColor", "animateMotion", "animateTransform",
    "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite",
    "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA",
    "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset",
    "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "filter", "font", "font-face",
    "font-face-format", "font-face-name", "font-face-src", "foreignObject", "g", "glyph", "glyphRef", "hatch", "hatchPath",
    "hkern", "image", "line", "linearGradient", "marker", "mask", "mesh", "meshGradient", "meshPatch", "meshRow",
    "metadata", "missing-glyph", "mpath", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "set",
    "solidColor", "stop", "svg", "switch", "symbol", "text", "textPath", "title", "tref", "tspan", "unknown", "use", "view",
    "vkern",
];

/// Sorted. Without `mglyph`, which loads by address.
#[rustfmt::skip]
const MATHML: &[&str] = &[
    "annotation", "annotation-xml", "maction", "maligngroup", "malignmark", "math", "menclose", "merror", "mfenced",
    "mfrac", "mi", "mlabeledtr", "mlongdiv", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts",
    "mroot", "mrow", "ms", "mscarries", "mscarry", "msgroup", "msline", "mspace", "msqrt", "msrow", "mstack", "mstyle",
    "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "semantics",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_for_the_search() {
        assert!(HTML.is_sorted() && MATHML.is_sorted());
        assert!(SVG.is_sorted_by_key(|name| name.to_ascii_lowercase()));
    }
}
