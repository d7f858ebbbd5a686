//! What people do with controls, scroll bars, dialogs, media and canvases.

use super::pages::sheet;
use super::recorder::Recorder;
use super::script::Act;
use events::{
    AttributeValue, CanvasCommand, CanvasContext, CanvasMutation, DialogMode, EventKind, Font, Interaction,
    InteractionKind, MediaAction, MediaState, SelectionRange, SourceNodeId, Text,
};

impl Recorder {
    pub fn state_act(&mut self, act: Act) -> Option<Option<()>> {
        Some(match act {
            Act::TypeText => {
                let inputs = self.inputs(|kind| kind == "text" || kind.is_empty());
                let value = self.typed();
                self.pick(&inputs).and_then(|id| {
                    if let Some(element) = self.page().element_mut(id) {
                        element.attributes.retain(|(name, _)| name != "value");
                        element.attributes.push(("value".into(), value.clone()));
                    }
                    self.input(id, value, false)
                })
            }
            Act::TypeTextarea => {
                let areas = self.page().tagged(&["textarea"]);
                let value = self.typed();
                self.pick(&areas).and_then(|id| {
                    if let Some(element) = self.page().element_mut(id) {
                        element.attributes.retain(|(name, _)| name != "value");
                        element.attributes.push(("value".into(), value.clone()));
                    }
                    self.input(id, value, false)
                })
            }
            Act::ChangeTextarea => {
                let areas = self.page().tagged(&["textarea"]);
                let value = self.typed();
                self.pick(&areas).map(|id| self.set_attribute(id, "value", value))
            }
            Act::Check => self.check(true),
            Act::Uncheck => self.check(false),
            Act::ChooseOption => {
                let selects = self.page().tagged(&["select"]);
                // At times a value that no option has.
                let value = Text::from(format!("o{}", self.dice.below(5)));
                self.pick(&selects).and_then(|id| self.input(id, value, false))
            }
            Act::AddOption => {
                let selects = self.page().tagged(&["select"]);
                self.pick(&selects).map(|select| {
                    let (value, selected) = (format!("o{}", 3 + self.dice.below(3)), self.dice.one_in(2));
                    let tab = self.tab;
                    let mut page = std::mem::replace(&mut self.tabs[tab], super::page::Page::blank(""));
                    let option = self.option(&mut page, select, &value, selected);
                    self.tabs[tab] = page;
                    self.page().subtree(option).into_iter().for_each(|id| self.born(id));
                })
            }
            Act::RemoveOption => {
                let options = self.page().tagged(&["option"]);
                self.pick(&options).map(|id| self.remove(id))
            }
            Act::ScrollElement => {
                let mut boxes = self.page().boxes();
                // The element that scrolls the window, in either mode.
                boxes.extend(self.page().tagged(&["html", "body"]));
                self.pick(&boxes).and_then(|id| {
                    let (x, y) = self.offsets();
                    self.page().extra_mut(id)?.scroll = Some((x, y));
                    self.tell(EventKind::Scroll { target: SourceNodeId(id), x, y })
                })
            }
            Act::ScrollWindow => {
                let (x, y) = self.offsets();
                let root = self.page().root;
                self.page().scroll = Some((x, y));
                self.tell(EventKind::Scroll { target: SourceNodeId(root), x, y })
            }
            Act::ScrollFrame => {
                let page = self.page();
                let documents: Vec<u64> =
                    page.tagged(&["iframe"]).into_iter().filter_map(|id| page.nodes[&id].content).collect();
                let (x, y) = self.offsets();
                self.pick(&documents)
                    .and_then(|id| self.tell(EventKind::Scroll { target: SourceNodeId(id), x, y }))
            }
            Act::OpenDialog => self.dialog(Some(DialogMode::NonModal)),
            Act::OpenModal => self.dialog(Some(DialogMode::Modal)),
            Act::CloseDialog => self.dialog(None),
            Act::PlayMedia => self.media(MediaAction::Play),
            Act::PauseMedia => self.media(MediaAction::Pause),
            Act::DrawCanvas => {
                let width = self.dice.below(50);
                self.draw(&[
                    ("fillStyle", "[\"red\"]".to_owned(), true),
                    ("fillRect", format!("[0,0,{width},9]"), false),
                ])
            }
            Act::ClearCanvas => self.draw(&[
                ("clearRect", "[0,0,4000,4000]".to_owned(), false),
                ("fillRect", "[1,1,2,2]".to_owned(), false),
            ]),
            Act::ResizeCanvas => {
                let canvases = self.page().tagged(&["canvas"]);
                let width = Text::from(format!("{}", 100 + self.dice.below(300)));
                self.pick(&canvases).map(|id| self.set_attribute(id, "width", width))
            }
            Act::Focus => self.interaction(InteractionKind::Focus),
            Act::Blur => self.interaction(InteractionKind::Blur),
            Act::Select => {
                let texts = self.page().texts();
                let ends = self.pick(&texts).zip(self.pick(&texts));
                ends.and_then(|(start, end)| {
                    let range = SelectionRange {
                        start: SourceNodeId(start),
                        start_offset: 0,
                        end: SourceNodeId(end),
                        end_offset: 1,
                    };
                    self.tell(EventKind::Selection(vec![range]))
                })
            }
            Act::AddFont => {
                let family = format!("Face {}", self.dice.below(4));
                let source = "url(https://shop.example/face.woff2)".into();
                let font = Font { family: family.into(), source, bytes: false, descriptors: Vec::new() };
                self.tell(EventKind::Font(Box::new(font)))
            }
            Act::Resize => {
                let width = 300.0 + self.dice.below(1000) as f64;
                self.tell(EventKind::Viewport { width, height: 600.5 })
            }
            _ => return None,
        })
    }

    fn inputs(&mut self, wanted: impl Fn(&str) -> bool) -> Vec<u64> {
        let page = self.page();
        let kind = |id: &u64| {
            let attributes = page.element(*id).map_or(&[][..], |element| &element.attributes);
            attributes.iter().find(|(name, _)| name == "type").map_or("", |(_, value)| value.as_str())
        };
        page.tagged(&["input"]).into_iter().filter(|id| wanted(kind(id))).collect()
    }

    fn typed(&mut self) -> Text {
        let letters = ["a", "ß", "漢", " ", "🙂"];
        (0..self.dice.below(6)).map(|_| self.dice.word(&letters)).collect::<String>().into()
    }

    fn input(&mut self, id: u64, value: Text, checked: bool) -> Option<()> {
        let by_person = self.dice.one_in(2).then_some(true);
        self.tell(EventKind::Input { target: SourceNodeId(id), value, checked, user_triggered: by_person })
    }

    fn offsets(&mut self) -> (f64, f64) {
        (self.dice.below(3) as f64, self.dice.below(2000) as f64 + 0.5)
    }

    fn check(&mut self, on: bool) -> Option<()> {
        let switches = self.inputs(|kind| kind == "checkbox" || kind == "radio");
        let id = self.pick(&switches)?;
        let element = self.page().element_mut(id)?;
        element.attributes.retain(|(name, _)| name != "checked");
        if on {
            element.attributes.push(("checked".into(), Text::default()));
        }
        self.page().extra_mut(id)?.checked = on.then_some(true);
        self.input(id, "on".into(), on)
    }

    fn dialog(&mut self, mode: Option<DialogMode>) -> Option<()> {
        let dialogs = self.page().tagged(&["dialog"]);
        let id = self.pick(&dialogs)?;
        match mode {
            Some(mode) => {
                self.set_attribute(id, "open", Text::default());
                self.attribute_changed(id, "rr_open_mode", AttributeValue::Dialog(mode));
            }
            None => self.remove_attribute(id, "open"),
        }
        self.page().extra_mut(id)?.dialog = mode;
        Some(())
    }

    fn media(&mut self, action: MediaAction) -> Option<()> {
        let videos = self.page().tagged(&["video"]);
        let target = SourceNodeId(self.pick(&videos)?);
        let state = MediaState {
            playing: Some(action == MediaAction::Play),
            current_secs: self.dice.one_in(2).then_some(self.dice.below(90) as f64 / 4.0),
            rate: Some(1.0),
            volume: Some(0.5),
            ..MediaState::default()
        };
        self.tell(EventKind::Media { target, action, state })
    }

    fn draw(&mut self, commands: &[(&str, String, bool)]) -> Option<()> {
        let canvases = self.page().tagged(&["canvas"]);
        let target = SourceNodeId(self.pick(&canvases)?);
        let command = |(property, args, setter): &(&str, String, bool)| CanvasCommand {
            property: (*property).into(),
            args: args.as_str().into(),
            setter: *setter,
        };
        let commands = commands.iter().map(command).collect();
        let context = CanvasContext::TwoD;
        self.tell(EventKind::Canvas(Box::new(CanvasMutation { target, context, commands })))
    }

    fn interaction(&mut self, kind: InteractionKind) -> Option<()> {
        let controls = self.page().tagged(&["input", "textarea", "select", "div"]);
        let target = self.pick(&controls).map(SourceNodeId);
        self.tell(EventKind::Interaction(Interaction { kind, target, position: None, pointer: None }))
    }

    /// The text of a `link` that was not there when the link was recorded, or of a `style` that was empty.
    pub fn late_sheet(&mut self) -> Option<()> {
        let owners = self.page().tagged(&["link", "style"]);
        let id = self.pick(&owners)?;
        let extra = sheet(&[".late { color: gray; } .later { }"]);
        let parts = extra.sheet.clone()?;
        self.page().extra_mut(id)?.sheet = extra.sheet;
        self.attribute_changed(id, "_cssText", AttributeValue::Sheet(parts));
        Some(())
    }
}
