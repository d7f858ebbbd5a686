//! What holds at the end of an event only: sheets dealt out to text children, options chosen, parked documents attached.

use super::Writer;
use crate::fault::{self, Fault};
use crate::form_state::{child_text, chosen_by_value, is_multiple, options_of, select_of};
use crate::{NodeData, NodeKey, Sheet};
use events::Text;
use hashbrown::HashMap;
use std::sync::Arc;

impl Writer<'_> {
    /// Called before the children of `parent` change. A browser re-reads a style element's text then, so edits of its
    /// rules are lost; and a textarea's own text is what it says, once the value that the recorder wrote down was the same.
    pub(super) fn children_will_change(&mut self, parent: NodeKey, is_text: bool) {
        let Some(node) = self.document.node(parent) else { return };
        let Some(element) = node.element() else { return };
        match &*element.tag {
            "style" => match node.live().sheet.as_deref() {
                Some(Sheet::Rules(_)) => self.set_sheet(parent, None),
                Some(Sheet::Text(_)) if is_text => self.scratch.sheets.push((parent, false)),
                _ => {}
            },
            "textarea" if is_text => {
                let recorded = element.attribute("value");
                if recorded.is_some_and(|value| **value == *child_text(self.document, parent)) {
                    self.edit_element(parent, |element| {
                        element.attributes.retain(|(name, _)| name != "value")
                    });
                }
            }
            "select" => self.scratch.selects.push(parent),
            "optgroup" => self.scratch.selects.extend(select_of(self.document, parent)),
            _ => {}
        }
    }

    pub(super) fn settle(&mut self) {
        self.unpark();
        // A new element's own note comes before those of its children.
        for (style, is_new) in std::mem::take(&mut self.scratch.sheets) {
            self.deal_out(style, is_new);
        }
        // One option for each select, the one that came last, so that a select is looked through once.
        let chosen: HashMap<NodeKey, NodeKey> = std::mem::take(&mut self.scratch.chosen)
            .into_iter()
            .filter_map(|option| Some((select_of(self.document, option)?, option)))
            .collect();
        for (select, option) in chosen {
            self.choose_only(select, option);
        }
        for (select, value) in std::mem::take(&mut self.scratch.valued) {
            self.choose_recorded(select, &value);
        }
        let mut selects = std::mem::take(&mut self.scratch.selects);
        selects.sort_unstable();
        selects.dedup();
        for select in selects {
            self.reset_if_none_chosen(select);
        }
    }

    /// The recorded parts of a sheet become the text of the style element's text children, whose text the recorder
    /// blanked; from then on the children are the sheet, as in the recorded page.
    fn deal_out(&mut self, style: NodeKey, is_new: bool) {
        let Some(Sheet::Text(parts)) =
            self.document.node(style).and_then(|node| node.live().sheet.as_deref())
        else {
            return;
        };
        let parts = Arc::clone(parts);
        let children: Vec<NodeKey> = self
            .document
            .children(style)
            .filter(|&child| {
                matches!(self.document.node(child).map(|child| &child.data), Some(NodeData::Text(_)))
            })
            .collect();
        let Some((&last, front)) = children.split_last() else { return };
        let is_blank = |child: &NodeKey| {
            self.document.node(*child).and_then(|child| child.text()).is_some_and(|text| text.is_empty())
        };
        // A text that came later and says something is what the browser then read.
        if is_new || children.iter().all(is_blank) {
            let mut rest = parts.iter();
            for &child in front {
                let part = rest.next().cloned().unwrap_or_default();
                self.set_text(child, part);
            }
            let several = if fault::active(Fault::FirstSheetPartOnly) { 1 } else { usize::MAX };
            let rest: Vec<&Text> = rest.take(several).collect();
            let text = match rest.as_slice() {
                [one] => (*one).clone(),
                several => Text::from(several.iter().map(|part| part.as_str()).collect::<String>()),
            };
            self.set_text(last, text);
        }
        self.set_sheet(style, None);
    }

    fn set_text(&mut self, key: NodeKey, text: Text) {
        if let Some(NodeData::Text(old)) = self.document.node_mut(key).map(|node| &mut node.data) {
            *old = text;
        }
    }

    pub(super) fn set_sheet(&mut self, owner: NodeKey, sheet: Option<Arc<Sheet>>) {
        if let Some(node) = self.document.node_mut(owner) {
            node.edit_live(|live| live.sheet = sheet);
        }
    }

    /// In a select of one choice, an option that arrives as selected ends the selectedness of the others.
    fn choose_only(&mut self, select: NodeKey, option: NodeKey) {
        if is_multiple(self.document, select) {
            return;
        }
        for other in options_of(self.document, select) {
            let Some(node) = self.document.node(other) else { continue };
            let is_selected = node.live().selected.unwrap_or_else(|| {
                node.element().is_some_and(|element| element.attribute("selected").is_some())
            });
            if other != option && is_selected {
                self.set_selected(other, Some(false));
            }
        }
    }

    /// Some recorders write the value of a select and not which of its options is selected.
    fn choose_recorded(&mut self, select: NodeKey, value: &str) {
        let is_said = options_of(self.document, select).into_iter().any(|option| {
            self.document.node(option).is_some_and(|node| {
                node.live().selected.is_some()
                    || node.element().is_some_and(|element| element.attribute("selected").is_some())
            })
        });
        if !is_said && chosen_by_value(self.document, select, value).is_some() {
            self.choose_value(select, value);
        }
    }

    /// Makes the first option with this value the only selected one.
    pub(super) fn choose_value(&mut self, select: NodeKey, value: &str) {
        let chosen = chosen_by_value(self.document, select, value);
        for option in options_of(self.document, select) {
            self.set_selected(option, Some(Some(option) == chosen));
        }
    }

    /// When the selected option went away, a browser starts again with the first that can be chosen.
    fn reset_if_none_chosen(&mut self, select: NodeKey) {
        let options = options_of(self.document, select);
        let live = |key: NodeKey| self.document.node(key).and_then(|node| node.live().selected);
        if options.iter().any(|&option| live(option) == Some(true)) {
            return;
        }
        let is_default = |key: NodeKey| {
            let element = self.document.node(key).and_then(|node| node.element());
            element.is_some_and(|element| element.attribute("selected").is_some())
        };
        let deselected: Vec<NodeKey> = options
            .into_iter()
            .filter(|&option| live(option) == Some(false) && !is_default(option))
            .collect();
        for option in deselected {
            self.set_selected(option, None);
        }
    }

    fn set_selected(&mut self, option: NodeKey, selected: Option<bool>) {
        let is_new = self.document.node(option).is_some_and(|node| node.live().selected != selected);
        if is_new && let Some(node) = self.document.node_mut(option) {
            node.edit_live(|live| live.selected = selected);
        }
    }
}
