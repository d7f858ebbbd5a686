//! Pages that come and go: the first page, page loads, periodic snapshots, tabs; and what lies beside a page.

use super::page::{Page, element, element_in, element_with, text};
use super::recorder::Recorder;
use super::script::Act;
use crate::recording_text::console;
use events::{
    ConsoleLevel, ElementExtra, EventKind, Interaction, InteractionKind, Namespace, PointerKind,
    PointerSample, SourceNodeId, Text, TreeNodeKind,
};
use serde_json::json;

const MAX_TABS: usize = 3;

impl Recorder {
    pub fn page_act(&mut self, act: Act) -> Option<Option<()>> {
        Some(match act {
            Act::PeriodicSnapshot => {
                self.snapshot_again();
                Some(())
            }
            Act::PageLoad => {
                self.flush();
                let tab = self.tab;
                let page = self.make_page();
                self.tabs[tab] = page;
                self.announce_page();
                Some(())
            }
            Act::ChangeAddress => {
                self.flush();
                let step = self.dice.below(100);
                if self.dice.one_in(3) {
                    // Another address altogether tells the same page only by its content: nothing has changed in it yet.
                    let page = self.make_page();
                    let tab = self.tab;
                    self.tabs[tab] = page;
                    self.announce_page();
                    self.page().href = format!("https://shop.example/step/{step}");
                } else {
                    let href = self.page().href.split('#').next().unwrap_or_default().to_owned();
                    self.page().href = format!("{href}#{step}");
                }
                self.snapshot_again();
                Some(())
            }
            Act::SwitchTab => {
                self.flush();
                if self.tabs.len() < MAX_TABS {
                    self.load_page();
                } else {
                    self.tab = self.dice.below(self.tabs.len());
                }
                Some(())
            }
            Act::MovePointer => self.pointer(PointerKind::Mouse),
            Act::TouchPointer => self.pointer(PointerKind::Touch),
            Act::Click => {
                let boxes = self.page().boxes();
                let target = self.pick(&boxes).map(SourceNodeId);
                let position = Some((self.dice.below(800) as f64, self.dice.below(600) as f64));
                let pointer = Some(PointerKind::Mouse);
                let kind = InteractionKind::Click;
                self.tell(EventKind::Interaction(Interaction { kind, target, position, pointer }))
            }
            Act::Console => {
                let level = [ConsoleLevel::Log, ConsoleLevel::Warn, ConsoleLevel::Error][self.dice.below(3)];
                let line = format!("line {}", self.dice.below(1000));
                self.tell(console(level, &line, false))
            }
            Act::CustomMessage => {
                let payload = json!({"step": self.dice.below(10)}).to_string();
                self.tell(EventKind::Custom { tag: "cart".into(), payload: payload.into() })
            }
            Act::Plugin => {
                self.tell(EventKind::Plugin { name: "shop/plugin@1".into(), payload: "[1,2]".into() })
            }
            Act::DefineElement => self.tell(EventKind::CustomElement { name: "x-card".into() }),
            Act::UnknownType => self.tell_raw(42, json!({"anything": [1, 2, 3]})),
            Act::UnknownSource => self.tell_raw(3, json!({"source": 99, "id": 3})),
            Act::LateLittle | Act::LateMuch | Act::SameTime | Act::Repeat => self.file_act(act),
            _ => return None,
        })
    }

    /// A new tab with a page in it.
    pub fn load_page(&mut self) {
        let page = self.make_page();
        self.tabs.push(page);
        self.tab = self.tabs.len() - 1;
        self.announce_page();
    }

    fn announce_page(&mut self) {
        self.emit(EventKind::DomContentLoaded);
        self.emit(EventKind::Load);
        // Some frame documents are told of before the page they belong to.
        let early = self.dice.one_in(3);
        if early {
            self.attach_all_frames();
        }
        self.emit_snapshot();
        if !early {
            self.attach_all_frames();
        }
    }

    fn emit_snapshot(&mut self) {
        let href = Text::new(&self.page().href);
        self.emit(EventKind::Meta { href, width: 1280.0, height: 720.0 });
        let snapshot = self.page().snapshot();
        self.emit(EventKind::FullSnapshot(Box::new(snapshot)));
    }

    /// The same page once more. Sheets are numbered anew; frames are told of again, or by a bad recorder not.
    fn snapshot_again(&mut self) {
        self.flush();
        self.page().sheets = 0;
        self.emit_snapshot();
        if self.dice.one_in(4) {
            for frame in self.page().tagged(&["iframe"]) {
                if let Some(content) = self.page().get(frame).and_then(|node| node.content) {
                    self.page().delete(content);
                }
            }
        } else {
            self.attach_all_frames();
        }
    }

    fn pointer(&mut self, kind: PointerKind) -> Option<()> {
        let ids: Vec<u64> = self.page().nodes.keys().copied().collect();
        let mut samples = Vec::new();
        for age in [480.0, 230.5, 0.0] {
            let target = self.pick(&ids).map(SourceNodeId).filter(|_| !self.dice.one_in(5));
            let (x, y) = (self.dice.below(800) as f64, self.dice.below(600) as f64 + 0.25);
            samples.push((age, PointerSample { kind, x, y, target }));
        }
        self.tell_pointer(&samples)
    }

    fn make_page(&mut self) -> Page {
        let mut page = Page::blank(&format!("https://shop.example/page/{}", self.dice.below(1000)));
        let root = page.root;
        if self.dice.one_in(5) {
            page.make_quirky();
        }
        let doctype = |name: &str| TreeNodeKind::Doctype {
            name: name.into(),
            public_id: Text::default(),
            system_id: Text::default(),
        };
        if !self.dice.one_in(4) {
            page.append(root, doctype("html"));
        }
        if self.dice.one_in(4) {
            page.append(root, TreeNodeKind::Comment(" served fast ".into()));
        }
        let html = page.append(root, element("html", &[("lang", "en")]));
        let head = page.append(html, element("head", &[]));
        let title = page.append(head, element("title", &[]));
        page.append(title, text("Shop"));
        self.style_in_parts(&mut page, head);
        page.append(head, element_with("style", &[], sheet(&[".a { color: red; }\n@media (min-width: 1px) { .b { top: 0px; } .c { left: 0px; } }\n.d { }"])));
        page.append(
            head,
            element_with(
                "link",
                &[("media", "all")],
                sheet(&["@import url(\"https://shop.example/base.css?a;b\"); .l { color: blue; } .m { }"]),
            ),
        );
        page.append(
            head,
            element("link", &[("rel", "stylesheet"), ("href", "https://shop.example/late.css")]),
        );
        let body = page.append(html, element("body", &[("class", "shop")]));
        let list = page.append(body, element("ul", &[("id", "list")]));
        for index in 0..3 + self.dice.below(4) {
            let item = page.append(list, element("li", &[]));
            page.append(item, text(&format!("item {index}")));
        }
        self.form(&mut page, body);
        self.host(&mut page, body);
        let scroller = page.append(
            body,
            element("div", &[("class", "scroller"), ("style", "color: red; margin: 1px 2px;")]),
        );
        if let Some(extra) = page.extra_mut(scroller).filter(|_| self.dice.one_in(2)) {
            extra.scroll = Some((0.0, 40.0));
        }
        let inner = page.append(scroller, element("section", &[]));
        let paragraph = page.append(inner, element("p", &[]));
        page.append(paragraph, text("Grüße, 世界 🛒"));
        page.append(inner, TreeNodeKind::Comment("note".into()));
        let frame = page.append(body, element("iframe", &[("title", "inside")]));
        self.fill_frame(&mut page, frame);
        let dialog = page.append(body, element("dialog", &[]));
        page.append(dialog, text("Sure?"));
        page.append(body, element("canvas", &[("width", "300"), ("height", "150")]));
        page.append(body, element("video", &[("src", "https://shop.example/clip.mp4")]));
        drawing(&mut page, body);
        page.scroll = self.dice.one_in(2).then_some((0.0, 12.0));
        page
    }

    /// A sheet in two parts, each with a text child that the recorder blanks.
    pub fn style_in_parts(&mut self, page: &mut Page, parent: u64) -> u64 {
        let style = page.append(
            parent,
            element_with("style", &[], sheet(&[".p { color: green; }\n", ".q { top: 1px; } .r { }"])),
        );
        // Some recorders wrote the text into the children as well.
        let own = if self.dice.one_in(4) { ".stale { }" } else { "" };
        page.append(style, text(own));
        page.append(style, text(""));
        style
    }

    pub fn form(&mut self, page: &mut Page, parent: u64) -> u64 {
        let form = page.append(parent, element("form", &[("id", "order")]));
        page.append(form, element("input", &[("type", "text"), ("name", "who"), ("value", "Ada")]));
        page.append(form, element("input", &[("name", "plain")]));
        let on = ElementExtra { checked: Some(true), ..ElementExtra::default() };
        page.append(form, element_with("input", &[("type", "checkbox"), ("checked", "")], on));
        page.append(form, element("input", &[("type", "checkbox")]));
        for _ in 0..2 {
            page.append(form, element("input", &[("type", "radio"), ("name", "size")]));
        }
        let select = page.append(form, element("select", &[]));
        let chosen = self.dice.below(3);
        for index in 0..3 {
            self.option(page, select, &format!("o{index}"), index == chosen);
        }
        page.append(form, element("textarea", &[("value", "some words")]));
        form
    }

    pub fn option(&mut self, page: &mut Page, select: u64, value: &str, selected: bool) -> u64 {
        let kind = if selected {
            let extra = ElementExtra { selected: Some(true), ..ElementExtra::default() };
            element_with("option", &[("value", value), ("selected", "")], extra)
        } else {
            element("option", &[("value", value)])
        };
        let option = page.append(select, kind);
        page.append(option, text(value));
        option
    }

    pub fn host(&mut self, page: &mut Page, parent: u64) -> u64 {
        let host = page.append(parent, element("x-card", &[]));
        if let Some(element) = page.element_mut(host) {
            element.shadow_host = true;
        }
        let inside = page.append_shadow(host, element("div", &[("part", "frame")]));
        page.append(inside, text("in the shadow"));
        page.append_shadow(host, element("slot", &[]));
        page.append(host, text("light"));
        let light = page.append(host, element("span", &[]));
        page.append(light, text("child"));
        host
    }
}

fn drawing(page: &mut Page, parent: u64) {
    let svg = |tag, attributes: &[(&str, &str)]| element_in(Namespace::Svg, tag, attributes);
    let root = page.append(parent, svg("svg", &[("viewBox", "0 0 9 9"), ("viewbox", "twice")]));
    let group = page.append(root, svg("g", &[]));
    page.append(group, svg("rect", &[("width", "3")]));
}

pub(super) fn sheet(parts: &[&str]) -> ElementExtra {
    ElementExtra {
        sheet: Some(parts.iter().map(|part| Text::new(part)).collect()),
        ..ElementExtra::default()
    }
}
