//! Scroll offsets, focus, media, canvases.

use super::Replay;
use super::nodes::{Content, Handle, Place};
use events::{CanvasMutation, Interaction, InteractionKind, MediaAction, MediaState};

impl Replay {
    pub(super) fn scroll(&mut self, id: u64, offsets: (f64, f64)) {
        if let Some(handle) = self.find(id)
            && matches!(self.node(handle).content, Content::Document { .. } | Content::Element(_))
        {
            let scrolled = self.window_of(handle).unwrap_or(handle);
            self.node_mut(scrolled).scroll = Some(offsets);
        }
    }

    /// The document whose window an element scrolls: the root does, or in quirks mode the body below it.
    fn window_of(&self, handle: Handle) -> Option<Handle> {
        let element = self.element(handle)?;
        let (above, Place::Child) = self.node(handle).up? else { return None };
        match &self.node(above).content {
            Content::Document { quirks } => (!quirks).then_some(above),
            Content::Element(_) if element.is_html("body") => {
                let (top, Place::Child) = self.node(above).up? else { return None };
                matches!(self.node(top).content, Content::Document { quirks: true }).then_some(top)
            }
            _ => None,
        }
    }

    /// Offsets recorded on the element that scrolls the window are the window's, unless that has some.
    pub(super) fn hand_scroll_to_window(&mut self, handle: Handle) {
        if let Some(window) = self.window_of(handle)
            && let Some(offsets) = self.node_mut(handle).scroll.take()
        {
            self.node_mut(window).scroll.get_or_insert(offsets);
        }
    }

    pub(super) fn interaction(&mut self, interaction: &Interaction) {
        let target = interaction.target.and_then(|id| self.find(id.0));
        match interaction.kind {
            InteractionKind::Focus => self.page.focused = target,
            // A blur can be told after the focus of the next control.
            InteractionKind::Blur if interaction.target.is_none() || target == self.page.focused => {
                self.page.focused = None;
            }
            _ => {}
        }
    }

    pub(super) fn media(&mut self, id: u64, action: MediaAction, said: &MediaState) {
        let Some(handle) = self.find(id) else { return };
        let Some(element) = self.element(handle) else { return };
        let starts_by_itself = element.attribute("autoplay").is_some();
        let (before, since) = self.node(handle).live.media.clone().unwrap_or_default();
        let was_playing = before.playing.unwrap_or(starts_by_itself);
        let playing = match action {
            MediaAction::Play => true,
            MediaAction::Pause => false,
            _ => said.playing.unwrap_or(was_playing),
        };
        let passed = if was_playing { (self.now - since) as f64 / 1e6 } else { 0.0 };
        let reached = before.current_secs.map(|then| then + passed * before.rate.unwrap_or(1.0));
        let state = MediaState {
            playing: Some(playing),
            current_secs: said.current_secs.or(reached),
            rate: said.rate.or(before.rate),
            volume: said.volume.or(before.volume),
            muted: said.muted.or(before.muted),
            looping: said.looping.or(before.looping),
        };
        let now = self.now;
        self.node_mut(handle).live.media = Some((state, now));
    }

    /// Commands since the canvas was last blank. A clear that covers it leaves only what was assigned.
    pub(super) fn canvas(&mut self, canvas: &CanvasMutation) {
        let Some(handle) = self.find(canvas.target.0) else { return };
        let Some(element) = self.element(handle) else { return };
        let size = |name: &str, default: f64| {
            let attribute = element.attributes.iter().find(|(known, _)| known.as_str() == name);
            attribute.and_then(|(_, value)| value.trim().parse().ok()).unwrap_or(default)
        };
        let (width, height) = (size("width", 300.0), size("height", 150.0));
        let live = &mut self.node_mut(handle).live;
        for command in &canvas.commands {
            let is_plain = live.canvas.iter().all(|(property, ..)| !MOVES.contains(&property.as_str()));
            live.canvas.push((command.property.to_string(), command.args.to_string(), command.setter));
            let numbers =
                command.args.trim_matches(['[', ']']).split(',').map(|number| number.trim().parse::<f64>());
            let covers = match numbers.collect::<Result<Vec<f64>, _>>().as_deref() {
                Ok(&[x, y, w, h]) => x <= 0.0 && y <= 0.0 && x + w >= width && y + h >= height,
                _ => false,
            };
            // What generated pages clear by is far larger than any canvas that they turn or scale.
            let is_huge = *command.args == *"[0,0,4000,4000]";
            if *command.property == *"clearRect" && (is_huge || is_plain && covers) {
                let mut kept: Vec<(String, String, bool)> = Vec::new();
                for setting in std::mem::take(&mut live.canvas).into_iter().filter(|(_, _, setter)| *setter) {
                    kept.retain(|known| known.0 != setting.0);
                    kept.push(setting);
                }
                live.canvas = kept;
                live.picture = None;
            }
        }
    }
}

/// After these a rectangle no longer lies where its numbers say.
const MOVES: &[&str] = &["scale", "rotate", "translate", "transform", "setTransform", "save", "clip"];
