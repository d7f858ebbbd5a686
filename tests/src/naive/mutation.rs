//! Mutations: removes, then adds until none can be applied any more, then texts and attributes.

use super::nodes::{Content, Handle, Place, Sheet, is_possible_name};
use super::snapshot::id;
use super::{Replay, css};
use events::{Add, AttributeValue, Mutation, Sibling, SnapshotTree, StyleDiff, TreeNodeKind};
use std::collections::{HashMap, HashSet};

impl Replay {
    pub(super) fn mutation(&mut self, mutation: &Mutation) {
        for remove in &mutation.removes {
            // From wherever it stands, with all below it; the page's own document stays.
            if let Some(handle) = self.find(remove.id.0).filter(|handle| Some(*handle) != self.root) {
                self.kill(handle);
            }
        }
        self.event.focused = None;
        self.adds(&mutation.adds);
        let mut last: HashMap<u64, usize> = HashMap::new();
        for (index, text) in mutation.texts.iter().enumerate() {
            last.insert(text.id.0, index);
        }
        for (index, text) in mutation.texts.iter().enumerate() {
            if last.get(&text.id.0) == Some(&index) {
                self.text(text.id.0, &text.value);
            }
        }
        for change in &mutation.attributes {
            let Some(handle) = self.find(change.id.0).filter(|handle| self.element(*handle).is_some()) else {
                continue;
            };
            for (name, value) in &change.entries {
                self.attribute(handle, name, value);
            }
            // Closed dialogs have no mode, whatever is said.
            if self.element(handle).is_some_and(|element| element.attribute("open").is_none())
                && change.entries.iter().any(|(_, value)| matches!(value, AttributeValue::Dialog(_)))
            {
                self.node_mut(handle).live.dialog = None;
            }
        }
        self.settle();
    }

    /// Passes over the list until nothing is left: an add waits for the adds of this event that bring its parent and its
    /// neighbours. Where all wait for each other the first goes.
    fn adds(&mut self, adds: &[Add]) {
        let mut bringer: HashMap<u64, usize> = HashMap::new();
        for (index, add) in adds.iter().enumerate() {
            bringer.extend(add.tree.nodes.iter().skip(1).filter_map(id).map(|id| (id, index)));
        }
        for (index, add) in adds.iter().enumerate() {
            bringer.extend(add.tree.nodes.first().and_then(id).map(|id| (id, index)));
        }
        // Of several adds of one id the last counts.
        let is_last = |(index, add): &(usize, &Add)| {
            add.tree.nodes.first().and_then(id).is_none_or(|id| bringer.get(&id) == Some(index))
        };
        let mut left: Vec<usize> = adds.iter().enumerate().filter(is_last).map(|(index, _)| index).collect();
        let mut done: HashSet<usize> = (0..adds.len()).filter(|index| !left.contains(index)).collect();
        let waits_for = |index: usize, done: &HashSet<usize>| {
            let add = &adds[index];
            [Some(add.parent.0), known(add.next), known(add.previous)]
                .into_iter()
                .flatten()
                .filter_map(|id| bringer.get(&id))
                .any(|other| *other != index && !done.contains(other))
        };
        while !left.is_empty() {
            let count = left.len();
            for index in std::mem::take(&mut left) {
                if waits_for(index, &done) {
                    left.push(index);
                } else {
                    done.insert(index);
                    self.add(&adds[index]);
                }
            }
            if left.len() == count {
                let first = left.remove(0);
                done.insert(first);
                self.add(&adds[first]);
            }
        }
    }

    fn add(&mut self, add: &Add) {
        let Some(recorded) = add.tree.nodes.first() else { return };
        let Some(parent) = self.find(add.parent.0) else {
            self.park(add.parent.0, &add.tree);
            return;
        };
        if matches!(recorded.kind, TreeNodeKind::Document { .. }) {
            self.attach_document(parent, &add.tree);
            return;
        }
        if id(recorded) == Some(add.parent.0) {
            return;
        }
        let Some(place) = self.place_in(parent, recorded) else { return };
        let known = id(recorded).and_then(|id| self.find(id));
        let known = known.filter(|known| self.node(*known).content.is_like(&recorded.kind));
        let handle = match known {
            Some(known) if self.is_inside(parent, known) => return,
            Some(known) => {
                self.refresh(known, recorded);
                known
            }
            None => self.build(recorded),
        };
        let before = self.position(add, handle, parent, place);
        self.put(handle, parent, place, before);
        if self.element(handle).is_some() {
            self.grow(handle, &add.tree, true);
        }
        self.old_siblings(add, handle, parent, place);
    }

    fn stands_in(&self, handle: Handle, parent: Handle, place: Place) -> bool {
        self.node(handle).up == Some((parent, place))
    }

    /// The sibling that a node goes before.
    fn position(&self, add: &Add, handle: Handle, parent: Handle, place: Place) -> Option<Handle> {
        let is_waiting = |handle: &Handle| self.page.waiting.iter().any(|(waiting, ..)| waiting == handle);
        let beside = |sibling: Sibling| {
            known(sibling)
                .and_then(|id| self.find(id))
                .filter(|sibling| *sibling != handle && self.stands_in(*sibling, parent, place))
                .filter(|sibling| !is_waiting(sibling))
        };
        let behind = beside(add.previous).and_then(|previous| self.after(previous));
        behind.or_else(|| beside(add.next))
    }

    fn after(&self, handle: Handle) -> Option<Handle> {
        let (parent, place) = self.node(handle).up?;
        let list = match place {
            Place::Child => &self.node(parent).children,
            Place::ShadowChild => self.node(parent).shadow.as_ref()?,
            Place::FrameDocument => return None,
        };
        let index = list.iter().position(|child| *child == handle)?;
        list.get(index + 1).copied()
    }

    /// Old recorders wrote -1 for a sibling without an id yet: the node stands last until a neighbour names it.
    fn old_siblings(&mut self, add: &Add, handle: Handle, parent: Handle, place: Place) {
        if add.previous == Sibling::Unknown || add.next == Sibling::Unknown {
            self.page.waiting.push((handle, known(add.previous), known(add.next)));
            return;
        }
        let mut named = vec![(handle, known(add.previous), known(add.next))];
        while let Some((handle, previous, next)) = named.pop() {
            if let Some(waiting) = previous.and_then(|id| self.stop_waiting(id)) {
                self.relink(waiting.0, parent, place, Some(handle));
                named.push(waiting);
            }
            if let Some(waiting) = next.and_then(|id| self.stop_waiting(id)) {
                let behind = self.after(handle);
                if behind != Some(waiting.0) {
                    self.relink(waiting.0, parent, place, behind);
                }
                named.push(waiting);
            }
        }
    }

    fn stop_waiting(&mut self, id: u64) -> Option<(Handle, Option<u64>, Option<u64>)> {
        let handle = self.find(id)?;
        let index = self.page.waiting.iter().position(|(waiting, ..)| *waiting == handle)?;
        Some(self.page.waiting.remove(index))
    }

    fn relink(&mut self, handle: Handle, parent: Handle, place: Place, before: Option<Handle>) {
        if self.stands_in(handle, parent, place) && before != Some(handle) {
            self.detach(handle);
            self.attach(handle, parent, place, before);
        }
    }

    /// The document of a frame. What was in the frame is gone; a document is in one frame only.
    pub(super) fn attach_document(&mut self, frame: Handle, tree: &SnapshotTree) {
        let Some(recorded) = tree.nodes.first() else { return };
        let takes_frames_id = id(recorded).is_some() && id(recorded) == self.node(frame).id;
        if !self.element(frame).is_some_and(super::Element::is_frame) || takes_frames_id {
            return;
        }
        if let Some(old) = self.node(frame).document {
            self.kill(old);
        }
        let elsewhere = id(recorded).and_then(|id| self.find(id)).filter(|handle| Some(*handle) != self.root);
        if let Some(elsewhere) = elsewhere.filter(|handle| self.is_document(*handle)) {
            if self.is_inside(frame, elsewhere) {
                return;
            }
            self.kill(elsewhere);
        }
        let document = self.build(recorded);
        self.attach(document, frame, Place::FrameDocument, None);
        self.grow(document, tree, false);
    }

    /// What holds at the end of an event only.
    pub(super) fn settle(&mut self) {
        while let Some(index) = self.page.parked.iter().position(|(frame, _)| self.is_frame_here(*frame)) {
            let (frame, tree) = self.page.parked.remove(index);
            if let Some(frame) = self.find(frame) {
                self.attach_document(frame, &tree);
            }
        }
        self.deal_out_sheets();
        self.settle_selects();
        // A frame's document that is told again is the same document.
        if let Some(id) = self.event.focused {
            self.page.focused = self.find(id);
        }
    }

    fn is_frame_here(&self, id: u64) -> bool {
        self.find(id).and_then(|handle| self.element(handle)).is_some_and(super::Element::is_frame)
    }

    fn text(&mut self, id: u64, value: &str) {
        let Some(handle) = self.find(id) else { return };
        match &self.node(handle).content {
            Content::Element(_) => {
                // Its children are replaced by one text that nobody can name.
                for child in self.node(handle).children.clone() {
                    self.kill(child);
                }
                let kind = TreeNodeKind::Text(value.into());
                let text = self.build(&events::TreeNode { id: None, parent: None, shadow: false, kind });
                self.attach(text, handle, Place::Child, None);
            }
            Content::Text(_) | Content::Comment(_) => {
                let is_text = matches!(self.node(handle).content, Content::Text(_));
                if let Some((parent, Place::Child)) = self.node(handle).up {
                    self.children_change(parent, is_text);
                }
                match &mut self.node_mut(handle).content {
                    Content::Text(text) | Content::Comment(text) => *text = value.to_owned(),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn attribute(&mut self, handle: Handle, name: &str, value: &AttributeValue) {
        let tag = self.element(handle).map_or(String::new(), |element| element.tag.clone());
        match value {
            AttributeValue::Removed => {
                if let Some(element) = self.element_mut(handle) {
                    element.unset(name);
                }
                if name == "open" {
                    self.node_mut(handle).live.dialog = None;
                }
                self.canvas_resized(handle, name);
            }
            AttributeValue::Set(value) => {
                if is_possible_name(name)
                    && let Some(element) = self.element_mut(handle)
                {
                    element.set(name, value);
                    self.canvas_resized(handle, name);
                }
            }
            AttributeValue::StyleDiff(diffs) => self.style_diff(handle, diffs),
            AttributeValue::Sheet(parts) => {
                if tag == "style" || tag == "link" {
                    let parts = parts.iter().map(|part| part.to_string()).collect();
                    self.node_mut(handle).live.sheet = Some(Sheet::Parts(parts));
                    self.event.fresh_sheets.insert(handle);
                }
            }
            AttributeValue::Dialog(mode) => self.node_mut(handle).live.dialog = Some(*mode),
            AttributeValue::Picture(picture) => {
                let live = &mut self.node_mut(handle).live;
                live.picture = Some(picture.to_string());
                live.canvas.clear();
            }
        }
    }

    fn style_diff(&mut self, handle: Handle, diffs: &[StyleDiff]) {
        let Some(element) = self.element_mut(handle) else { return };
        let mut declared = element.declared().unwrap_or_default();
        for diff in diffs {
            match diff.value.as_deref().map(str::trim).filter(|value| !value.is_empty()) {
                Some(value) => css::set(&mut declared, &diff.property, value, diff.important),
                None => css::remove(&mut declared, &diff.property),
            }
        }
        if element.attribute("style").is_none() {
            element.attributes.push(("style".to_owned(), String::new()));
        }
        element.style = Some(declared);
    }

    /// Setting the size of a canvas clears it.
    fn canvas_resized(&mut self, handle: Handle, name: &str) {
        if self.element(handle).is_some_and(|element| element.is_html("canvas"))
            && (name == "width" || name == "height")
        {
            let live = &mut self.node_mut(handle).live;
            live.canvas.clear();
            live.picture = None;
        }
    }
}

fn known(sibling: Sibling) -> Option<u64> {
    match sibling {
        Sibling::Node(id) => Some(id.0),
        Sibling::None | Sibling::Unknown => None,
    }
}
