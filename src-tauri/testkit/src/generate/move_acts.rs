//! Nodes that go to another place: moves of every shape.

use super::page::{Place, element};
use super::recorder::Recorder;
use super::script::Act;

impl Recorder {
    pub fn move_act(&mut self, act: Act) -> Option<Option<()>> {
        Some(match act {
            Act::MoveWithin => self.list_of(2).map(|(parent, children)| {
                let id = children[self.dice.below(children.len())];
                let index = self.dice.below(children.len());
                self.put(id, parent, Place::Child, index);
            }),
            Act::MoveAcross => self.movable().and_then(|id| self.move_to_a_box(id)),
            Act::MoveIntoNew => self.move_into_new(),
            Act::MoveIntoShadow => {
                let hosts = self.page().hosts();
                let host = self.pick(&hosts)?;
                let id = self.movable().filter(|id| !self.page().is_inside(host, *id));
                id.map(|id| {
                    let index = self.dice.below(3);
                    self.put(id, host, Place::ShadowChild, index);
                })
            }
            Act::MoveOutOfShadow => {
                let page = self.page();
                let is_shadow_child = |id: &u64| page.nodes[id].place == Place::ShadowChild;
                let inside: Vec<u64> = page.nodes.keys().copied().filter(is_shadow_child).collect();
                self.pick(&inside).and_then(|id| self.move_to_a_box(id))
            }
            Act::MoveHost => {
                let hosts = self.page().hosts();
                self.pick(&hosts).and_then(|id| self.move_to_a_box(id))
            }
            Act::MoveFrame => {
                let page = self.page();
                let has_document = |id: &u64| page.nodes[id].content.is_some();
                let frames: Vec<u64> = page.tagged(&["iframe"]).into_iter().filter(has_document).collect();
                self.pick(&frames).and_then(|id| self.move_to_a_box(id))
            }
            Act::MoveBesideMoved => {
                let (first, second) = (self.movable(), self.movable());
                first.zip(second).filter(|(first, second)| first != second).and_then(|(first, second)| {
                    self.move_to_a_box(first)?;
                    let (parent, place, siblings) = self.page().siblings(first)?;
                    let index = siblings.iter().position(|id| *id == first)?;
                    if self.page().is_inside(parent, second) {
                        return None;
                    }
                    self.put(second, parent, place, index);
                    Some(())
                })
            }
            Act::ReverseList => self.list_of(3).map(|(parent, children)| {
                for id in children {
                    self.put(id, parent, Place::Child, 0);
                }
            }),
            Act::RotateList => self.list_of(3).map(|(parent, children)| {
                self.put(children[0], parent, Place::Child, usize::MAX);
            }),
            Act::RemoveAndReadd => {
                let id = self.movable()?;
                self.page()
                    .siblings(id)
                    .map(|(parent, place, siblings)| {
                        (parent, place, siblings.iter().position(|other| *other == id).unwrap_or(0))
                    })
                    .map(|(parent, place, index)| self.put(id, parent, place, index))
            }
            _ => return None,
        })
    }

    /// A box or text that is not the root of anything.
    fn movable(&mut self) -> Option<u64> {
        let mut ids = self.page().boxes();
        ids.extend(self.page().texts());
        self.pick(&ids)
    }

    /// A box with at least so many children.
    fn list_of(&mut self, least: usize) -> Option<(u64, Vec<u64>)> {
        let page = self.page();
        let mut lists = page.boxes();
        lists.extend(page.tagged(&["body", "form"]));
        lists.retain(|id| page.nodes[id].children.len() >= least);
        let parent = self.pick(&lists)?;
        Some((parent, self.page().nodes[&parent].children.clone()))
    }

    fn move_to_a_box(&mut self, id: u64) -> Option<()> {
        let page = self.page();
        let boxes: Vec<u64> =
            page.boxes().into_iter().filter(|target| !page.is_inside(*target, id)).collect();
        let target = self.pick(&boxes)?;
        let index = self.dice.below(4);
        self.put(id, target, Place::Child, index);
        Some(())
    }

    /// A node is wrapped in a new one, at the place where it stood.
    fn move_into_new(&mut self) -> Option<()> {
        let id = self.movable()?;
        let (parent, place, siblings) = self.page().siblings(id)?;
        let index = siblings.iter().position(|other| *other == id)?;
        let wrapper = self.page().make(element("div", &[("class", "wrapper")]));
        self.page().insert(wrapper, parent, place, index);
        self.born(wrapper);
        self.put(id, wrapper, Place::Child, 0);
        Some(())
    }
}
