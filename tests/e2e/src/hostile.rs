//! A recording that tries everything a page can try: to run code, and to reach a server.

use serde_json::{Value, json};

/// What runs if anything runs: it leaves its mark on every window it can reach.
const MARK: &str = "try{top.__canary=NAME}catch(e){};try{parent.__canary=NAME}catch(e){};window.__canary=NAME;document.title='canary'";

/// Every `link` that means something to a browser.
const LINKS: &[&str] = &[
    "stylesheet",
    "alternate stylesheet",
    "icon",
    "shortcut icon",
    "apple-touch-icon",
    "mask-icon",
    "manifest",
    "preload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "modulepreload",
    "prerender",
    "next",
    "search",
    "import",
    "pingback",
    "canonical",
];

/// Builds the recording. Every address begins with `base` (`http://host:port`); names say what was tried.
pub struct Hostile {
    base: String,
    next: u64,
}

impl Hostile {
    /// The events as JSON text.
    pub fn recording(base: &str) -> String {
        let mut page = Hostile { base: base.to_owned(), next: 1 };
        let head = page.head();
        let body = page.body();
        let document = json!({ "type": 0, "id": page.id(), "childNodes": [
            { "type": 1, "name": "html", "publicId": "", "systemId": "", "id": page.id() },
            { "type": 2, "tagName": "html", "attributes": { "manifest": page.url("manifest") }, "id": page.id(), "childNodes": [head, body] },
        ]});
        let list = 9000;
        let events = json!([
            { "type": 4, "timestamp": 1_700_000_000_000_u64, "data": { "href": page.url("page"), "width": 800, "height": 600 } },
            { "type": 2, "timestamp": 1_700_000_000_001_u64, "data": { "node": document, "initialOffset": { "left": 0, "top": 0 } } },
            { "type": 3, "timestamp": 1_700_000_000_500_u64, "data": page.adds(list) },
            { "type": 3, "timestamp": 1_700_000_001_000_u64, "data": page.attributes(list) },
            { "type": 3, "timestamp": 1_700_000_001_500_u64, "data": { "source": 8, "id": 8000, "adds": [
                { "rule": format!("#hostile {{ background: url({}) }}", page.url("inserted-rule")), "index": 0 },
                { "rule": format!("@import url({})", page.url("inserted-import")), "index": 0 },
            ]}},
            { "type": 3, "timestamp": 1_700_000_001_600_u64, "data": { "source": 15, "id": 1_000_000, "styleIds": [1], "styles": [
                { "styleId": 1, "rules": [{ "rule": format!("body {{ list-style: url({}) }}", page.url("adopted")), "index": 0 }] },
            ]}},
            { "type": 3, "timestamp": 1_700_000_001_700_u64, "data": { "source": 10, "family": "evil", "fontSource": format!("url({})", page.url("font-event")), "buffer": false } },
            { "type": 3, "timestamp": 1_700_000_003_000_u64, "data": { "source": 2, "type": 2, "id": list, "x": 5, "y": 5 } },
        ]);
        events.to_string()
    }

    fn id(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn url(&self, name: &str) -> String {
        format!("{}/{name}", self.base)
    }

    fn mark(name: &str) -> String {
        MARK.replace("NAME", &format!("'{name}'"))
    }

    fn element(&mut self, tag: &str, attributes: Value, children: Vec<Value>) -> Value {
        json!({ "type": 2, "tagName": tag, "attributes": attributes, "id": self.id(), "childNodes": children })
    }

    fn svg(&mut self, tag: &str, attributes: Value, children: Vec<Value>) -> Value {
        json!({ "type": 2, "tagName": tag, "isSVG": true, "attributes": attributes, "id": self.id(), "childNodes": children })
    }

    fn text(&mut self, text: &str) -> Value {
        json!({ "type": 3, "textContent": text, "id": self.id() })
    }

    fn head(&mut self) -> Value {
        let mut children = Vec::new();
        let code = self.text(&Self::mark("inline-script"));
        children.push(self.element("script", json!({}), vec![code]));
        children.push(self.element("script", json!({ "src": self.url("script") }), vec![]));
        children.push(self.element("script", json!({ "type": "module", "src": self.url("module") }), vec![]));
        children.push(self.element("base", json!({ "href": self.url("base/"), "target": "_top" }), vec![]));
        children.push(self.element(
            "meta",
            json!({ "http-equiv": "refresh", "content": format!("0; url={}", self.url("refresh")) }),
            vec![],
        ));
        children.push(self.element(
            "meta",
            json!({ "http-equiv": "REFRESH", "content": format!("1;URL='{}'", self.url("refresh-2")) }),
            vec![],
        ));
        children.push(self.element(
            "meta",
            json!({ "http-equiv": "x-dns-prefetch-control", "content": "on" }),
            vec![],
        ));
        for rel in LINKS {
            let name = format!("link-{}", rel.replace(' ', "-"));
            children.push(self.element(
                "link",
                json!({ "rel": rel, "href": self.url(&name), "as": "image" }),
                vec![],
            ));
            children.push(self.element(
                "link",
                json!({ "REL": rel, "href": self.url(&format!("{name}-upper")) }),
                vec![],
            ));
        }
        let css = format!(
            "@import '{}'; @import url({}); @font-face {{ font-family: evil; src: url({}) }} body {{ font-family: evil; background: u\\72l({}), image-set('{}' 1x); cursor: url({}), auto }} #hostile::before {{ content: url({}) }} a:hover {{ background: url({}) }}",
            self.url("import"),
            self.url("import-url"),
            self.url("font"),
            self.url("escaped-url"),
            self.url("image-set"),
            self.url("cursor"),
            self.url("content"),
            self.url("hover"),
        );
        let id = self.id();
        let text = self.text("");
        children.push(json!({ "type": 2, "tagName": "style", "attributes": { "_cssText": css }, "id": id, "childNodes": [text] }));
        children.push(json!({ "type": 2, "tagName": "style", "attributes": { "_cssText": ".seed { color: red; }" }, "id": 8000, "childNodes": [] }));
        self.element("head", json!({}), children)
    }

    fn body(&mut self) -> Value {
        let mark = Self::mark;
        let mut children = vec![];
        let hello = self.text("Hello from a hostile page");
        children.push(self.element("h1", json!({ "id": "hostile" }), vec![hello]));
        // Handlers.
        children.push(self.element(
            "img",
            json!({ "src": self.url("img"), "onerror": mark("img-onerror"), "onload": mark("img-onload") }),
            vec![],
        ));
        children.push(self.element("img", json!({ "srcset": format!("{} 1x, {} 2x", self.url("srcset"), self.url("srcset-2")), "sizes": "100vw" }), vec![]));
        children.push(self.element(
            "input",
            json!({ "autofocus": "", "onfocus": mark("autofocus") }),
            vec![],
        ));
        children.push(self.element(
            "input",
            json!({ "type": "image", "src": self.url("input-image"), "formaction": self.url("formaction") }),
            vec![],
        ));
        children.push(self.element("details", json!({ "open": "", "ontoggle": mark("toggle") }), vec![]));
        children.push(self.element("marquee", json!({ "onstart": mark("marquee") }), vec![]));
        children.push(self.element("div", json!({ "style": format!("background: url({}); behavior: url({}); width: expression(alert(1))", self.url("style-attribute"), self.url("behavior")) }), vec![]));
        children.push(self.element("table", json!({ "background": self.url("background") }), vec![]));
        // Addresses that are code.
        for (index, scheme) in [
            "javascript:",
            "JaVaScRiPt:",
            " \u{1}javascript:",
            "java\nscript:",
            "vbscript:",
            "data:text/html,",
        ]
        .iter()
        .enumerate()
        {
            let href = format!("{scheme}{}", mark("address"));
            let text = self.text("link");
            children.push(self.element(
                "a",
                json!({ "href": href, "ping": self.url("ping"), "id": format!("link-{index}") }),
                vec![text],
            ));
            children.push(self.element("iframe", json!({ "src": href }), vec![]));
            children.push(self.element("form", json!({ "action": href }), vec![]));
        }
        // Frames and plugins.
        children.push(self.element(
            "iframe",
            json!({ "src": self.url("frame"), "sandbox": "allow-scripts allow-same-origin", "allow": "*" }),
            vec![],
        ));
        children.push(self.element("iframe", json!({ "srcdoc": format!("<script>{}</script><img src={}>", mark("srcdoc"), self.url("srcdoc")) }), vec![]));
        for tag in ["object", "embed", "applet", "portal", "fencedframe", "frame"] {
            children.push(self.element(tag, json!({ "data": self.url(tag), "src": self.url(tag), "code": self.url(tag), "type": "image/png" }), vec![]));
        }
        for tag in ["video", "audio"] {
            let source = self.element("source", json!({ "src": self.url("source") }), vec![]);
            let track = self.element("track", json!({ "src": self.url("track"), "default": "" }), vec![]);
            children.push(self.element(tag, json!({ "src": self.url(tag), "poster": self.url("poster"), "autoplay": "", "preload": "auto" }), vec![source, track]));
        }
        let source = self.element("source", json!({ "srcset": self.url("picture-source") }), vec![]);
        let inner = self.element("img", json!({}), vec![]);
        children.push(self.element("picture", json!({}), vec![source, inner]));
        // Forms that send themselves.
        let submit = self.element(
            "input",
            json!({ "type": "submit", "name": "go", "formaction": self.url("submit") }),
            vec![],
        );
        children.push(self.element(
            "form",
            json!({ "action": self.url("form"), "method": "post", "target": "_top" }),
            vec![submit],
        ));
        children.push(self.vectors());
        children.push(json!({ "type": 2, "tagName": "ul", "attributes": {}, "id": 9000, "childNodes": [] }));
        self.element(
            "body",
            json!({ "onload": mark("body-onload"), "background": self.url("body-background") }),
            children,
        )
    }

    /// SVG has doors of its own.
    fn vectors(&mut self) -> Value {
        let code = self.text(&Self::mark("svg-script"));
        let children = vec![
            self.svg("script", json!({}), vec![code]),
            self.svg("script", json!({ "xlink:href": self.url("svg-script") }), vec![]),
            self.svg("image", json!({ "xlink:href": self.url("svg-image"), "href": self.url("svg-image-2"), "width": "10", "height": "10" }), vec![]),
            self.svg("use", json!({ "xlink:href": format!("{}#a", self.url("svg-use")), "href": format!("{}#a", self.url("svg-use-2")) }), vec![]),
            self.svg("feimage", json!({ "xlink:href": self.url("svg-feimage") }), vec![]),
            self.svg("a", json!({ "xlink:href": format!("javascript:{}", Self::mark("svg-a")) }), vec![]),
            self.svg("animate", json!({ "attributeName": "href", "values": format!("javascript:{}", Self::mark("svg-animate")), "onbegin": Self::mark("svg-onbegin") }), vec![]),
            self.svg("set", json!({ "attributeName": "onmouseover", "to": Self::mark("svg-set") }), vec![]),
            self.svg("rect", json!({ "fill": format!("url({}#p)", self.url("svg-fill")), "filter": format!("url({}#f)", self.url("svg-filter")), "width": "10", "height": "10" }), vec![]),
        ];
        self.svg(
            "svg",
            json!({ "onload": Self::mark("svg-onload"), "width": "100", "height": "100" }),
            children,
        )
    }

    /// The same again, arriving later.
    fn adds(&mut self, parent: u64) -> Value {
        let code = self.id();
        let nodes = [
            json!({ "type": 2, "tagName": "script", "attributes": { "src": self.url("late-script") }, "childNodes": [], "id": code }),
            json!({ "type": 2, "tagName": "img", "attributes": { "src": self.url("late-img"), "onerror": Self::mark("late-onerror") }, "childNodes": [], "id": self.id() }),
            json!({ "type": 2, "tagName": "link", "attributes": { "rel": "preconnect", "href": self.url("late-preconnect") }, "childNodes": [], "id": self.id() }),
            json!({ "type": 2, "tagName": "iframe", "attributes": { "src": self.url("late-frame") }, "childNodes": [], "id": self.id() }),
            json!({ "type": 2, "tagName": "video", "attributes": { "src": self.url("late-video"), "autoplay": "" }, "childNodes": [], "id": 9100 }),
            json!({ "type": 2, "tagName": "div", "attributes": {}, "childNodes": [], "id": 9101 }),
        ];
        let mut adds: Vec<Value> = nodes
            .into_iter()
            .map(|node| json!({ "parentId": parent, "nextId": null, "node": node }))
            .collect();
        adds.push(json!({ "parentId": code, "nextId": null, "node": { "type": 3, "textContent": Self::mark("late-text"), "id": self.id() } }));
        json!({ "source": 0, "removes": [], "texts": [], "attributes": [], "adds": adds })
    }

    fn attributes(&mut self, list: u64) -> Value {
        json!({ "source": 0, "removes": [], "texts": [], "adds": [], "attributes": [
            { "id": list, "attributes": { "onclick": Self::mark("late-onclick"), "style": { "background-image": format!("url({})", self.url("style-diff")) } } },
            { "id": 9100, "attributes": { "poster": self.url("late-poster"), "src": self.url("late-src") } },
            { "id": 9101, "attributes": { "style": format!("background: url({})", self.url("late-style")) } },
            { "id": 8000, "attributes": { "_cssText": format!("@import url({}); body {{ background: url({}) }}", self.url("late-sheet-import"), self.url("late-sheet")) } },
        ]})
    }
}
