//! Frames and their documents.

use super::page::{Page, Place, element, text};
use super::recorder::Recorder;
use super::script::Act;
use events::{Add, EventKind, Mutation, Sibling, SourceNodeId, TreeNodeKind};

impl Recorder {
    pub fn frame_act(&mut self, act: Act) -> Option<Option<()>> {
        if act.group() != "frames" {
            return None;
        }
        // A frame that is about to be told of as moved has no document any more.
        self.flush();
        Some(match act {
            Act::AttachFrame => self.some_frame(false).and_then(|frame| {
                self.fill(frame);
                self.attach(frame)
            }),
            Act::ReattachFrame => self.some_frame(true).and_then(|frame| {
                let old = self.page().get(frame)?.content?;
                self.page().delete(old);
                self.fill(frame);
                self.attach(frame)
            }),
            Act::ReattachSameIds => self.some_frame(true).and_then(|frame| self.attach(frame)),
            Act::ParkFrame => {
                let boxes = self.page().boxes();
                let parent = self.pick(&boxes)?;
                let frame = self.page().make(element("iframe", &[("title", "late")]));
                self.fill(frame);
                // The document comes first, its frame in a later event.
                self.attach(frame);
                let index = self.dice.below(3);
                self.page().insert(frame, parent, Place::Child, index);
                let content = self.page().nodes[&frame].content;
                let add = self.add(frame)?;
                self.odd(|odd| odd.adds.push(add));
                self.flush();
                self.page().nodes.get_mut(&frame).unwrap().content = content;
                Some(())
            }
            _ => return None,
        })
    }

    fn some_frame(&mut self, with_document: bool) -> Option<u64> {
        let page = self.page();
        let wanted = |id: &u64| page.nodes[id].content.is_some() == with_document;
        let frames: Vec<u64> = page.tagged(&["iframe"]).into_iter().filter(wanted).collect();
        self.pick(&frames)
    }

    fn fill(&mut self, frame: u64) {
        let tab = self.tab;
        let mut page = std::mem::replace(&mut self.tabs[tab], Page::blank(""));
        self.fill_frame(&mut page, frame);
        self.tabs[tab] = page;
    }

    /// Gives a frame a document, in quirks mode at times, with another frame in it at times.
    pub fn fill_frame(&mut self, page: &mut Page, frame: u64) {
        let document = page.make(TreeNodeKind::Document { quirks: self.dice.one_in(3) });
        page.insert(document, frame, Place::FrameDocument, 0);
        let html = page.append(document, element("html", &[]));
        let head = page.append(html, element("head", &[]));
        self.style_in_parts(page, head);
        let body = page.append(html, element("body", &[]));
        let content = page.append(body, element("div", &[]));
        page.append(content, text("in the frame"));
        page.append(content, element("input", &[("type", "text"), ("value", "inner")]));
        if self.dice.one_in(3) {
            page.append(content, element("iframe", &[]));
        }
    }

    /// Tells of the document of a frame.
    pub fn attach(&mut self, frame: u64) -> Option<()> {
        let content = self.page().get(frame)?.content?;
        let tree = self.page().tree(content, true);
        let add = Add { parent: SourceNodeId(frame), next: Sibling::None, previous: Sibling::None, tree };
        let mutation = Mutation { adds: vec![add], attaches_frame: true, ..Mutation::default() };
        self.tell(EventKind::Mutation(Box::new(mutation)))
    }

    pub fn attach_all_frames(&mut self) {
        for frame in self.page().tagged(&["iframe"]) {
            self.attach(frame);
        }
    }
}
