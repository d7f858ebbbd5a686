//! Live state, sheets, canvases and fonts: what keyframes and events share.

use crate::codec::reader::Decoder;
use crate::codec::writer::Encoder;
use crate::codec::{Decoded, damaged};
use dom::fault::{self, Fault};
use dom::{CanvasLog, Live, MediaClock, Sheet};
use events::{CanvasCommand, CanvasContext, CanvasMutation, Font, Timestamp};
use std::sync::Arc;

impl Encoder<'_> {
    pub fn live(&mut self, live: &Live) {
        let Live {
            value,
            checked,
            selected,
            scroll,
            dialog,
            media,
            sheet,
            adopted,
            picture,
            canvas,
            blocked_size,
            original_src,
        } = live;
        // The four that are common stand in the first tags, so that a scrolled element costs few bytes.
        self.option(value.as_ref(), Encoder::text);
        self.tristate(*checked);
        self.tristate(*selected);
        self.option(scroll.filter(|_| !fault::active(Fault::KeyframeForgetsScroll)), Encoder::pair);
        self.option(*dialog, Encoder::dialog_mode);
        self.option(media.as_ref(), |e, MediaClock { state, since }| {
            e.media_state(state);
            e.signed(since.0);
        });
        self.option(sheet.as_deref(), |e, sheet| e.sheet(sheet));
        self.option(adopted.as_deref(), |e, adopted| e.style_ids(adopted));
        self.option(picture.as_ref(), Encoder::text);
        self.option(canvas.as_deref(), |e, canvas| e.canvas_log(canvas));
        self.option(blocked_size.as_ref(), |e, (width, height)| e.texts(&[width.clone(), height.clone()]));
        self.option(original_src.as_ref(), Encoder::text);
    }

    pub fn sheet(&mut self, sheet: &Sheet) {
        match sheet {
            Sheet::Text(parts) => {
                self.tag(0);
                self.texts(parts);
            }
            Sheet::Rules(rules) => {
                self.tag(1);
                self.texts(rules);
            }
        }
    }

    fn canvas_log(&mut self, log: &CanvasLog) {
        let CanvasLog { batches, commands, bytes, truncated } = log;
        self.count(*commands);
        self.count(*bytes);
        self.flag(*truncated);
        self.count(batches.len());
        batches.iter().for_each(|batch| self.canvas(batch));
    }

    pub fn canvas(&mut self, canvas: &CanvasMutation) {
        let CanvasMutation { target, context, commands } = canvas;
        self.tag(match context {
            CanvasContext::TwoD => 0,
            CanvasContext::WebGl => 1,
            CanvasContext::WebGl2 => 2,
        });
        self.id(target.0);
        self.count(commands.len());
        for CanvasCommand { property, args, setter } in commands {
            self.flag(*setter);
            self.text(property);
            self.text(args);
        }
    }

    pub fn font(&mut self, font: &Font) {
        let Font { family, source, bytes, descriptors } = font;
        self.flag(*bytes);
        self.text(family);
        self.text(source);
        self.attributes(descriptors);
    }
}

impl Decoder<'_> {
    pub fn live(&mut self) -> Decoded<Live> {
        Ok(Live {
            value: self.option(Decoder::text)?,
            checked: self.tristate()?,
            selected: self.tristate()?,
            scroll: self.option(Decoder::pair)?,
            dialog: self.option(Decoder::dialog_mode)?,
            media: self
                .option(|d| Ok(MediaClock { state: d.media_state()?, since: Timestamp(d.signed()?) }))?,
            sheet: self.option(Decoder::sheet)?.map(Arc::new),
            adopted: self.option(Decoder::style_ids)?.map(Arc::from),
            picture: self.option(Decoder::text)?,
            canvas: self.option(Decoder::canvas_log)?.map(Arc::new),
            blocked_size: self.option(Decoder::size)?,
            original_src: self.option(Decoder::text)?,
        })
    }

    pub fn sheet(&mut self) -> Decoded<Sheet> {
        match self.tag()? {
            0 => Ok(Sheet::Text(Arc::from(self.texts()?))),
            1 => Ok(Sheet::Rules(Arc::new(self.texts()?))),
            _ => Err(damaged("a sheet has an unknown form")),
        }
    }

    fn canvas_log(&mut self) -> Decoded<CanvasLog> {
        let size = |number: u64| usize::try_from(number).map_err(|_| damaged("a size is too large"));
        Ok(CanvasLog {
            commands: size(self.number()?)?,
            bytes: size(self.number()?)?,
            truncated: self.flag()?,
            batches: self.list(|d| d.canvas().map(Arc::new))?,
        })
    }

    pub fn canvas(&mut self) -> Decoded<CanvasMutation> {
        let context = match self.tag()? {
            0 => CanvasContext::TwoD,
            1 => CanvasContext::WebGl,
            2 => CanvasContext::WebGl2,
            _ => return Err(damaged("a canvas has an unknown context")),
        };
        let target = self.source_id()?;
        let commands = self.list(|d| {
            let setter = d.flag()?;
            Ok(CanvasCommand { property: d.text()?, args: d.text()?, setter })
        })?;
        Ok(CanvasMutation { target, context, commands })
    }

    pub fn font(&mut self) -> Decoded<Font> {
        let bytes = self.flag()?;
        Ok(Font { family: self.text()?, source: self.text()?, bytes, descriptors: self.attributes()? })
    }
}
