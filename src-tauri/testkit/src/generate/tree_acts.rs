//! Nodes that come, go and change.

use super::page::{Place, element, element_in, element_with, text};
use super::pages::sheet;
use super::recorder::Recorder;
use super::script::Act;
use events::{AttributeValue, Namespace, StyleDiff, Text, TreeNodeKind};

const TAGS: &[&str] = &["div", "section", "p", "span", "li", "ul"];
const WORDS: &[&str] =
    &["", "one", "two words", "größer", "世界", "a<b & \"c\"", "🛒", "line\nbreak", "  spaced  "];
const NAMES: &[&str] =
    &["class", "id", "title", "data-x", "hidden", "aria-label", "DATA-Upper", "href", "lang"];
const STYLES: &[&str] = &[
    "",
    "color: red;",
    "margin: 1px 2px; top: 0px;",
    "--gap: 3px; color: blue !important",
    "left:1px;left:2px",
];

impl Recorder {
    pub fn tree_act(&mut self, act: Act) -> Option<Option<()>> {
        Some(match act {
            Act::AddElement => {
                let tag = self.dice.word(TAGS);
                let class = self.dice.word(WORDS);
                self.add_somewhere(element(tag, &[("class", class)])).map(drop)
            }
            Act::AddText => {
                let word = self.dice.word(WORDS);
                self.add_somewhere(text(word)).map(drop)
            }
            Act::AddComment => self.add_somewhere(TreeNodeKind::Comment("later".into())).map(drop),
            Act::AddSubtree => self.add_subtree().map(drop),
            Act::AddHost => self.add_built(|recorder, page, parent| recorder.host(page, parent)),
            Act::AddForm => self.add_built(|recorder, page, parent| recorder.form(page, parent)),
            Act::AddStyle => match self.dice.below(3) {
                0 => self.add_built(|recorder, page, parent| recorder.style_in_parts(page, parent)),
                1 => self.add_somewhere(element_with("style", &[], sheet(&[".n { top: 2px; }"]))).map(drop),
                _ => self.add_built(|_, page, parent| {
                    let style = page.append(parent, element("style", &[]));
                    page.append(style, text(".t { color: teal; } .u { }"));
                    style
                }),
            },
            Act::AddFrame => self.add_somewhere(element("iframe", &[])).map(drop),
            Act::AddSvg => self.add_built(|_, page, parent| {
                let svg = page.append(parent, element_in(Namespace::Svg, "svg", &[("viewBox", "0 0 1 1")]));
                page.append(
                    svg,
                    element_in(Namespace::Svg, "lineargradient", &[("gradientUnits", "userSpaceOnUse")]),
                );
                svg
            }),
            Act::Remove => self.remove_any(),
            Act::RemoveInShadow => {
                let page = self.page();
                let inside =
                    page.nodes.keys().copied().filter(|id| page.is_in_shadow(*id)).collect::<Vec<_>>();
                self.pick(&inside).map(|id| self.remove(id))
            }
            Act::RemoveInFrame => {
                let page = self.page();
                let is_inside =
                    |id: &u64| page.is_in_frame(*id) && page.nodes[id].place != Place::FrameDocument;
                let inside = page.nodes.keys().copied().filter(is_inside).collect::<Vec<_>>();
                self.pick(&inside).map(|id| self.remove(id))
            }
            Act::SetText => {
                let texts = self.page().texts();
                let word = Text::new(self.dice.word(WORDS));
                self.pick(&texts).map(|id| {
                    self.page().nodes.get_mut(&id).unwrap().kind = TreeNodeKind::Text(word.clone());
                    self.text_changed(id, word);
                })
            }
            Act::SetAttribute => {
                let (name, value) = (self.dice.word(NAMES), Text::new(self.dice.word(WORDS)));
                self.pick_element().map(|id| self.set_attribute(id, name, value))
            }
            Act::RemoveAttribute => {
                let name = self.dice.word(NAMES);
                self.pick_element().map(|id| self.remove_attribute(id, name))
            }
            Act::SetStyle => {
                let value = Text::new(self.dice.word(STYLES));
                self.pick_element().map(|id| self.set_attribute(id, "style", value))
            }
            Act::ChangeStyle => self.pick_element().map(|id| self.change_style(id)),
            Act::ReplaceRoot => self.replace_root(),
            Act::ReplaceDoctype => {
                let root = self.page().root;
                let is_doctype = |kind: &TreeNodeKind| matches!(kind, TreeNodeKind::Doctype { .. });
                let page = self.page();
                let old =
                    page.nodes[&root].children.iter().copied().find(|id| is_doctype(&page.nodes[id].kind));
                // Half of the recorders forget to say that the old one went.
                match old {
                    Some(old) if self.dice.one_in(2) => self.remove(old),
                    Some(old) => self.page().delete(old),
                    None => {}
                }
                let kind = TreeNodeKind::Doctype {
                    name: "html".into(),
                    public_id: "-//W3C//X".into(),
                    system_id: "".into(),
                };
                let id = self.page().make(kind);
                self.page().insert(id, root, Place::Child, 0);
                self.born(id);
                Some(())
            }
            _ => return None,
        })
    }

    /// Puts a new node at a random place of a random box.
    pub fn add_somewhere(&mut self, kind: TreeNodeKind) -> Option<u64> {
        let boxes = self.page().boxes();
        let parent = self.pick(&boxes)?;
        let id = self.page().make(kind);
        let index = self.dice.below(5);
        self.page().insert(id, parent, Place::Child, index);
        self.born(id);
        Some(id)
    }

    /// Adds what `build` puts below a parent.
    fn add_built(
        &mut self,
        build: impl FnOnce(&mut Recorder, &mut super::page::Page, u64) -> u64,
    ) -> Option<()> {
        let boxes = self.page().boxes();
        let parent = self.pick(&boxes)?;
        let tab = self.tab;
        let mut page = std::mem::replace(&mut self.tabs[tab], super::page::Page::blank(""));
        let id = build(self, &mut page, parent);
        let below = page.subtree(id);
        self.tabs[tab] = page;
        below.into_iter().for_each(|id| self.born(id));
        Some(())
    }

    pub fn add_subtree(&mut self) -> Option<u64> {
        let outer = self.add_somewhere(element("section", &[]))?;
        let list = self.page().append(outer, element("ul", &[]));
        self.born(list);
        for index in 0..3 {
            let item = self.page().append(list, element("li", &[]));
            let word = self.page().append(item, text(&format!("new {index}")));
            self.born(item);
            self.born(word);
        }
        Some(outer)
    }

    pub fn pick_element(&mut self) -> Option<u64> {
        let page = self.page();
        let ids: Vec<u64> = page.nodes.keys().copied().filter(|id| page.element(*id).is_some()).collect();
        self.pick(&ids)
    }

    fn remove_any(&mut self) -> Option<()> {
        let mut from = self.page().boxes();
        from.extend(self.page().texts());
        let id = self.pick(&from)?;
        let above = self.page().get(id)?.parent.filter(|above| self.page().boxes().contains(above));
        self.remove(id);
        // A recorder lists both where a node goes and then its parent.
        if let Some(above) = above.filter(|_| self.dice.one_in(4)) {
            self.counts.shape("removes: of a node and its ancestor");
            self.remove(above);
        }
        Some(())
    }

    pub fn set_attribute(&mut self, id: u64, name: &str, value: Text) {
        if let Some(element) = self.page().element_mut(id) {
            let known = match element.namespace {
                Namespace::Html => name.to_ascii_lowercase(),
                _ => name.to_owned(),
            };
            match element.attributes.iter_mut().find(|(other, _)| *other == *known.as_str()) {
                Some((_, old)) => *old = value.clone(),
                None => element.attributes.push((Text::from(known), value.clone())),
            }
        }
        self.attribute_changed(id, name, AttributeValue::Set(value));
    }

    pub fn remove_attribute(&mut self, id: u64, name: &str) {
        if let Some(element) = self.page().element_mut(id) {
            element.attributes.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        }
        self.attribute_changed(id, name, AttributeValue::Removed);
    }

    fn change_style(&mut self, id: u64) {
        let mut diffs = Vec::new();
        for _ in 0..1 + self.dice.below(3) {
            let property = self.dice.word(&["color", "top", "margin-top", "margin-left", "--gap", "width"]);
            let value = match self.dice.below(3) {
                0 => None,
                _ => Some(Text::new(self.dice.word(&["1px", "7em", "inherit"]))),
            };
            if diffs.iter().any(|diff: &StyleDiff| *diff.property == *property) {
                continue;
            }
            let important = value.is_some() && self.dice.one_in(4);
            diffs.push(StyleDiff { property: property.into(), value, important });
        }
        if let Some(element) = self.page().element_mut(id) {
            let before =
                element.attributes.iter().find(|(name, _)| name == "style").map(|(_, value)| value.clone());
            let after = restyled(before.as_deref().unwrap_or(""), &diffs);
            element.attributes.retain(|(name, _)| name != "style");
            element.attributes.push(("style".into(), after.into()));
        }
        self.attribute_changed(id, "style", AttributeValue::StyleDiff(diffs));
    }

    fn replace_root(&mut self) -> Option<()> {
        let root = self.page().root;
        let page = self.page();
        let html = page.nodes[&root].children.iter().copied().find(|id| page.tag(*id) == "html")?;
        if self.dice.one_in(2) {
            self.remove(html);
        } else {
            self.page().delete(html);
        }
        let html = self.page().append(root, element("html", &[("class", "new")]));
        self.born(html);
        for tag in ["head", "body"] {
            let part = self.page().append(html, element(tag, &[]));
            self.born(part);
        }
        let body = self.page().next_id - 1;
        let content = self.page().append(body, element("div", &[]));
        let word = self.page().append(content, text("all new"));
        self.born(content);
        self.born(word);
        Some(())
    }
}

/// How the page's own style text looks after a change: good enough for being recorded again.
fn restyled(before: &str, diffs: &[StyleDiff]) -> String {
    let mut list: Vec<(String, String)> = before
        .split(';')
        .filter_map(|part| part.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect();
    for diff in diffs {
        list.retain(|(name, _)| *name != *diff.property);
        if let Some(value) = &diff.value {
            let priority = if diff.important { " !important" } else { "" };
            list.push((diff.property.to_string(), format!("{value}{priority}")));
        }
    }
    list.iter().map(|(name, value)| format!("{name}: {value};")).collect::<Vec<_>>().join(" ")
}
