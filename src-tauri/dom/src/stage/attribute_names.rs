//! The attributes the stage may set. Tables are sorted and in lower case.

/// On every element that may say anything.
#[rustfmt::skip]
pub(super) const GLOBAL: &[&str] = &[
    "autocapitalize", "autocorrect", "class", "contenteditable", "dir", "draggable", "enterkeyhint", "exportparts", "hidden",
    "id", "inert", "inputmode", "is", "itemid", "itemprop", "itemref", "itemscope", "itemtype", "lang", "part", "popover",
    "role", "slot", "spellcheck", "style", "tabindex", "title", "translate", "unselectable", "virtualkeyboardpolicy",
    "writingsuggestions", "xml:lang", "xml:space",
];

/// On HTML's own elements. Whatever fetches, navigates, submits, plays or takes the focus is missing on purpose.
#[rustfmt::skip]
pub(super) const HTML: &[&str] = &[
    "abbr", "accept", "align", "alink", "alt", "autocomplete", "axis", "behavior", "bgcolor", "border", "bordercolor",
    "bottommargin", "capture", "cellpadding", "cellspacing", "char", "charoff", "checked", "clear", "closedby", "color",
    "cols", "colspan", "compact", "controls", "controlslist", "coords", "datetime", "declare", "decoding", "default",
    "direction", "dirname", "disabled", "disablepictureinpicture", "disableremoteplayback", "face", "for", "form", "frame",
    "frameborder", "framespacing", "headers", "height", "high", "hreflang", "hspace", "ismap", "kind", "label", "leftmargin",
    "link", "list", "longdescription", "loop", "low", "marginheight", "marginwidth", "max", "maxlength", "media", "min",
    "minlength", "multiple", "muted", "name", "nohref", "noresize", "noshade", "novalidate", "nowrap", "open", "optimum",
    "pattern", "placeholder", "playsinline", "pubdate", "radiogroup", "readonly", "rel", "required", "results", "rev",
    "reversed", "rightmargin", "rows", "rowspan", "rules", "scope", "scoped", "scrollamount", "scrolldelay", "scrolling",
    "selected", "shape", "size", "span", "start", "step", "subject", "summary", "switch", "text", "topmargin", "truespeed",
    "type", "valign", "value", "valuetype", "version", "vlink", "volume", "vspace", "webkit-playsinline", "webkitdirectory",
    "width", "wrap", "x-webkit-airplay", "x-webkit-speech", "xlink:role", "xlink:show", "xlink:title", "xlink:type",
];

/// On frames: what gives them their box.
pub(super) const FRAME: &[&str] = &[
    "align",
    "border",
    "frameborder",
    "height",
    "marginheight",
    "marginwidth",
    "noresize",
    "scrolling",
    "width",
];

/// On SVG's elements: geometry, paint, text, filters, animation.
#[rustfmt::skip]
pub(super) const SVG: &[&str] = &[
    "accent-height", "accumulate", "additive", "alignment-baseline", "alphabetic", "amplitude", "arabic-form", "ascent",
    "attributename", "attributetype", "azimuth", "basefrequency", "baseline-shift", "baseprofile", "bbox", "begin", "bias",
    "by", "calcmode", "cap-height", "clip", "clip-path", "clip-rule", "clippathunits", "color", "color-interpolation",
    "color-interpolation-filters", "color-rendering", "contentscripttype", "contentstyletype", "cursor", "cx", "cy", "d",
    "descent", "diffuseconstant", "direction", "display", "divisor", "dominant-baseline", "dur", "dx", "dy", "edgemode",
    "elevation", "enable-background", "end", "exponent", "externalresourcesrequired", "fill", "fill-opacity", "fill-rule",
    "filter", "filterres", "filterunits", "flood-color", "flood-opacity", "focusable", "font-family", "font-feature-settings",
    "font-kerning", "font-optical-sizing", "font-size", "font-size-adjust", "font-stretch", "font-style", "font-variant",
    "font-variant-caps", "font-variant-ligatures", "font-variation-settings", "font-weight", "format", "fr", "from", "fx",
    "fy", "g1", "g2", "glyph-name", "glyph-orientation-horizontal", "glyph-orientation-vertical", "glyphref",
    "gradienttransform", "gradientunits", "hanging", "hatchcontentunits", "hatchunits", "height", "horiz-adv-x",
    "horiz-origin-x", "horiz-origin-y", "ideographic", "image-rendering", "in", "in2", "intercept", "k", "k1", "k2", "k3",
    "k4", "kernelmatrix", "kernelunitlength", "kerning", "keypoints", "keysplines", "keytimes", "lengthadjust",
    "letter-spacing", "lighting-color", "limitingconeangle", "line-height", "local", "marker", "marker-end", "marker-mid",
    "marker-start", "markerheight", "markerunits", "markerwidth", "mask", "mask-type", "maskcontentunits", "maskunits",
    "mathematical", "max", "media", "method", "min", "mix-blend-mode", "mode", "name", "numoctaves", "offset", "opacity",
    "operator", "order", "orient", "orientation", "origin", "overflow", "overline-position", "overline-thickness",
    "paint-order", "panose-1", "path", "pathlength", "patterncontentunits", "patterntransform", "patternunits", "pitch",
    "pointer-events", "points", "pointsatx", "pointsaty", "pointsatz", "preservealpha", "preserveaspectratio",
    "primitiveunits", "r", "radius", "refx", "refy", "rendering-intent", "repeatcount", "repeatdur", "requiredextensions",
    "requiredfeatures", "restart", "result", "rotate", "rx", "ry", "scale", "seed", "shape-rendering", "side", "slope",
    "solid-color", "solid-opacity", "spacing", "specularconstant", "specularexponent", "speed", "spreadmethod",
    "startoffset", "stddeviation", "stemh", "stemv", "stitchtiles", "stop-color", "stop-opacity", "strikethrough-position",
    "strikethrough-thickness", "string", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "surfacescale", "systemlanguage",
    "tablevalues", "targetx", "targety", "text-align", "text-anchor", "text-decoration", "text-indent", "text-overflow",
    "text-rendering", "textlength", "to", "transform", "transform-box", "transform-origin", "type", "u1", "u2",
    "underline-position", "underline-thickness", "unicode", "unicode-bidi", "unicode-range", "units-per-em", "v-alphabetic",
    "v-hanging", "v-ideographic", "v-mathematical", "values", "vector-effect", "version", "vert-adv-y", "vert-origin-x",
    "vert-origin-y", "viewbox", "viewtarget", "visibility", "white-space", "width", "widths", "word-spacing",
    "writing-mode", "x", "x-height", "x1", "x2", "xchannelselector", "xlink:role", "xlink:show", "xlink:title",
    "xlink:type", "y", "y1", "y2", "ychannelselector", "z", "z-index", "zoom", "zoomandpan",
];

/// On MathML's elements.
#[rustfmt::skip]
pub(super) const MATHML: &[&str] = &[
    "accent", "accentunder", "align", "alignmentscope", "bevelled", "charalign", "charspacing", "close", "columnalign",
    "columnlines", "columnspacing", "columnspan", "columnwidth", "crossout", "decimalpoint", "denomalign", "depth", "display",
    "displaystyle", "edge", "encoding", "equalcolumns", "equalrows", "fence", "fontfamily", "fontsize", "fontstyle",
    "fontweight", "form", "frame", "framespacing", "groupalign", "height", "indentalign", "largeop", "length", "linebreak",
    "linethickness", "location", "longdivstyle", "lquote", "lspace", "mathbackground", "mathcolor", "mathsize",
    "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "numalign", "open", "rowalign", "rowlines",
    "rowspacing", "rowspan", "rquote", "rspace", "scriptlevel", "separator", "separators", "stretchy", "symmetric",
    "voffset", "width",
];

/// Names that browsers act on, or did: they never pass as unknown ones, on no element.
#[rustfmt::skip]
pub(super) const ACTIVE: &[&str] = &[
    "accept-charset", "accesskey", "action", "adauctionheaders", "allow", "allowfullscreen", "allowpaymentrequest", "archive",
    "as", "async", "attributionsrc", "autofocus", "autoplay", "background", "blocking", "browsingtopics", "charset", "cite",
    "classid", "code", "codebase", "command", "commandfor", "content", "credentialless", "crossorigin", "csp", "data",
    "datafld", "dataformatas", "datasrc", "defer", "download", "dynsrc", "elementtiming", "enctype", "event",
    "fetchpriority", "formaction", "formenctype", "formmethod", "formnovalidate", "formtarget", "href", "http-equiv",
    "imagesizes", "imagesrcset", "implements", "importance", "integrity", "interestfor", "interesttarget", "language",
    "loading", "longdesc", "lowsrc", "manifest", "method", "nomodule", "nonce", "ping", "policy", "popovertarget",
    "popovertargetaction", "poster", "preload", "privatetoken", "profile", "referrerpolicy", "sandbox", "shadowrootmode",
    "sharedstoragewritable", "sizes", "src", "srcdoc", "srclang", "srcset", "target", "usemap", "xlink:href", "xml:base",
];

/// Names of things that the stage, or the browser for it, asks of a document, a form or a node. A form answers with a
/// control of that name instead, a document with an image: such a name is not given.
#[rustfmt::skip]
pub(super) const CLOBBERING: &[&str] = &[
    "activeElement", "addEventListener", "adoptNode", "adoptedStyleSheets", "after", "animate", "append", "appendChild",
    "attachShadow", "attributes", "before", "body", "childElementCount", "childNodes", "children", "classList", "className",
    "cloneNode", "close", "closest", "compareDocumentPosition", "compatMode", "constructor", "contains", "createComment",
    "createDocumentFragment", "createElement", "createElementNS", "createRange", "createTextNode", "createTreeWalker",
    "dataset", "defaultView", "dispatchEvent", "doctype", "documentElement", "documentURI", "elementFromPoint",
    "elementsFromPoint", "elements", "firstChild", "firstElementChild", "fonts", "getAnimations", "getAttribute",
    "getAttributeNames", "getBoundingClientRect", "getClientRects", "getElementById", "getElementsByTagName", "getRootNode",
    "getSelection", "hasAttribute", "hasChildNodes", "head", "implementation", "importNode", "innerHTML", "insertBefore",
    "isConnected", "lastChild", "lastElementChild", "localName", "matches", "namespaceURI", "nextElementSibling",
    "nextSibling", "nodeName", "nodeType", "nodeValue", "normalize", "offsetHeight", "offsetLeft", "offsetParent",
    "offsetTop", "offsetWidth", "open", "outerHTML", "ownerDocument", "parentElement", "parentNode", "prepend",
    "previousElementSibling", "previousSibling", "querySelector", "querySelectorAll", "readyState", "remove",
    "removeAttribute", "removeChild", "replaceChild", "replaceChildren", "replaceWith", "scroll", "scrollIntoView",
    "scrollTo", "scrollingElement", "setAttribute", "setAttributeNS", "shadowRoot", "styleSheets", "tagName",
    "textContent", "write",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_disjoint_from_what_is_active() {
        for table in [GLOBAL, HTML, FRAME, SVG, MATHML, ACTIVE] {
            for pair in table.windows(2) {
                assert!(pair[0] < pair[1], "{pair:?}");
            }
            assert!(table.iter().all(|name| !name.starts_with("on") && *name == name.to_ascii_lowercase()));
        }
        for &name in ACTIVE {
            // SVG's `method` spreads text on a path.
            let known = [GLOBAL, HTML, FRAME, MATHML].concat();
            assert!(!known.contains(&name) && (!SVG.contains(&name) || name == "method"), "{name}");
        }
    }
}
