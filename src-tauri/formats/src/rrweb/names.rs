//! Names that nearly every page uses, shared by all documents instead of allocated for each node.

use events::Text;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The shared text of a common tag or attribute name, or a new one.
pub(super) fn name_text(name: &str) -> Text {
    COMMON.get(name).cloned().unwrap_or_else(|| Text::new(name))
}

static COMMON: LazyLock<HashMap<&'static str, Text>> =
    LazyLock::new(|| NAMES.split_ascii_whitespace().map(|name| (name, Text::new(name))).collect());

const NAMES: &str = "
    a abbr address article aside audio b blockquote body br button canvas caption center circle cite clippath code col
    colgroup dd defs details dialog div dl dt em ellipse fieldset figcaption figure font footer foreignobject form g h1
    h2 h3 h4 h5 h6 head header hr html i iframe image img input ins kbd label legend li line lineargradient link main
    mark mask math menu meta nav noscript object ol optgroup option p param path pattern picture polygon polyline pre
    progress radialgradient rect s script section select slot small source span stop strong style sub summary sup svg
    symbol table tbody td template text textarea tfoot th thead time title tr tspan u ul use var video wbr
    accept action align alt aria-checked aria-controls aria-current aria-describedby aria-disabled aria-expanded
    aria-haspopup aria-hidden aria-label aria-labelledby aria-live aria-modal aria-pressed aria-selected async
    autocomplete autofocus bgcolor border cellpadding cellspacing charset checked class color colspan content
    contenteditable crossorigin cx cy d data-id data-index data-key data-name data-state data-testid data-type
    data-value datetime defer dir disabled download draggable enctype fill fill-opacity fill-rule focusable for
    frameborder gradientunits headers height hidden href hreflang http-equiv id inputmode integrity itemprop lang
    loading loop max maxlength media method min minlength multiple muted name nonce novalidate offset onclick onload
    open pattern placeholder playsinline points poster preload preserveaspectratio preserveAspectRatio property r
    readonly referrerpolicy rel required role rows rowspan rx ry scope selected sizes spellcheck src srcdoc srcset
    start step stroke stroke-linecap stroke-linejoin stroke-width style tabindex target transform type usemap valign
    value version viewBox viewbox width wrap x x1 x2 xlink:href xmlns xmlns:xlink y y1 y2
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names_are_shared() {
        assert!(name_text("class").same(&name_text("class")));
        assert!(!name_text("x-own").same(&name_text("x-own")));
        assert_eq!(name_text("x-own"), "x-own");
    }
}
