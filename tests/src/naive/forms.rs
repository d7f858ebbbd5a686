//! Controls: what was typed, switched and chosen.

use super::Replay;
use super::nodes::{Content, Handle, Place};

impl Replay {
    pub(super) fn input(&mut self, id: u64, value: &str, checked: bool) {
        let Some(handle) = self.find(id) else { return };
        let Some(element) = self.element(handle) else { return };
        let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
        let is_switch = element.is_html("input") && (kind == "checkbox" || kind == "radio");
        match element.tag.as_str() {
            "select" => {
                let chosen =
                    self.options(handle).into_iter().find(|option| self.option_value(*option) == value);
                for option in self.options(handle) {
                    self.node_mut(option).live.selected = Some(Some(option) == chosen);
                }
            }
            "option" => self.node_mut(handle).live.selected = Some(checked),
            "input" | "textarea" if is_switch => self.node_mut(handle).live.checked = Some(checked),
            "input" | "textarea" => self.node_mut(handle).live.value = Some(value.to_owned()),
            _ => {}
        }
    }

    /// The options of a select, those of its groups too.
    pub(crate) fn options(&self, select: Handle) -> Vec<Handle> {
        let mut options = Vec::new();
        for child in &self.node(select).children {
            match self.element(*child).map_or("", |element| &element.tag) {
                "option" => options.push(*child),
                "optgroup" => {
                    let is_option =
                        |child: &Handle| self.element(*child).is_some_and(|e| e.is_html("option"));
                    options.extend(self.node(*child).children.iter().copied().filter(is_option));
                }
                _ => {}
            }
        }
        options
    }

    fn option_value(&self, option: Handle) -> String {
        if let Some(value) = self.element(option).and_then(|element| element.attribute("value")) {
            return value.to_owned();
        }
        let mut text = String::new();
        let mut stack = vec![option];
        while let Some(handle) = stack.pop() {
            let node = self.node(handle);
            if let Content::Text(part) = &node.content {
                text.push_str(part);
            }
            stack.extend(node.document);
            stack.extend(node.children.iter().rev());
            stack.extend(node.shadow.iter().flatten().rev());
        }
        text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn says_selected(&self, option: Handle) -> bool {
        let by_attribute =
            || self.element(option).is_some_and(|element| element.attribute("selected").is_some());
        self.node(option).live.selected.unwrap_or_else(by_attribute)
    }

    /// The places of the selected options.
    pub(crate) fn selected(&self, select: Handle) -> Vec<usize> {
        let options = self.options(select);
        let has =
            |handle: Handle, name: &str| self.element(handle).is_some_and(|e| e.attribute(name).is_some());
        let on = |option: &Handle| self.says_selected(*option);
        let live = |option: &Handle| self.node(*option).live.selected;
        if has(select, "multiple") {
            return (0..options.len()).filter(|index| on(&options[*index])).collect();
        }
        let last = options
            .iter()
            .rposition(|option| live(option) == Some(true))
            .or_else(|| options.iter().rposition(on));
        if let Some(last) = last {
            return vec![last];
        }
        let size =
            self.element(select).and_then(|element| element.attribute("size")?.trim().parse::<u32>().ok());
        if options.iter().any(|option| live(option).is_some()) || size.is_some_and(|size| size > 1) {
            return Vec::new();
        }
        let group = |option: &Handle| self.node(*option).up.map(|(up, _)| up).filter(|up| *up != select);
        let is_disabled =
            |option: &Handle| has(*option, "disabled") || group(option).is_some_and(|g| has(g, "disabled"));
        options.iter().position(|option| !is_disabled(option)).into_iter().collect()
    }

    fn select_of(&self, option: Handle) -> Option<Handle> {
        let (mut up, Place::Child) = self.node(option).up? else { return None };
        if self.element(up)?.is_html("optgroup") {
            up = self.node(up).up?.0;
        }
        self.element(up)?.is_html("select").then_some(up)
    }

    /// Options that arrived as selected end the selectedness of the others; a select that lost its selected option
    /// begins anew.
    pub(super) fn settle_selects(&mut self) {
        let chosen: Vec<(Handle, Handle)> = std::mem::take(&mut self.event.chosen)
            .into_iter()
            .filter(|option| self.node(*option).alive)
            .filter_map(|option| Some((self.select_of(option)?, option)))
            .collect();
        for (index, (select, option)) in chosen.iter().enumerate() {
            let is_last = chosen.iter().skip(index + 1).all(|(other, _)| other != select);
            let is_multiple =
                self.element(*select).is_some_and(|element| element.attribute("multiple").is_some());
            if !is_last || is_multiple {
                continue;
            }
            for other in self.options(*select) {
                if other != *option && self.says_selected(other) {
                    self.node_mut(other).live.selected = Some(false);
                }
            }
        }
        for select in std::mem::take(&mut self.event.selects) {
            let options = self.options(select);
            if !self.node(select).alive || options.iter().any(|o| self.node(*o).live.selected == Some(true)) {
                continue;
            }
            for option in options {
                let by_attribute = self.element(option).is_some_and(|e| e.attribute("selected").is_some());
                if self.node(option).live.selected == Some(false) && !by_attribute {
                    self.node_mut(option).live.selected = None;
                }
            }
        }
    }
}
