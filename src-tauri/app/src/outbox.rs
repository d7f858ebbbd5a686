//! What the shell tells the window without being asked.

use ipc::dto::frame::FrameDto;
use ipc::dto::library::AppEventDto;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tauri::ipc::Channel;

/// The window's two channels, once it has handed them over. A reloaded window hands over new ones.
#[derive(Default)]
pub struct Outbox {
    channels: Mutex<Option<Channels>>,
}

struct Channels {
    frames: Channel<FrameDto>,
    events: Channel<AppEventDto>,
}

impl Outbox {
    pub fn attach(&self, frames: Channel<FrameDto>, events: Channel<AppEventDto>) {
        *self.lock() = Some(Channels { frames, events });
    }

    /// Lost where there is no window: it asks for a full frame when it comes.
    pub fn frame(&self, frame: FrameDto) {
        if let Some(channels) = self.lock().as_ref() {
            // A closed window cannot be told anything, and nobody else wants to know.
            let _ = channels.frames.send(frame);
        }
    }

    pub fn event(&self, event: AppEventDto) {
        if let Some(channels) = self.lock().as_ref() {
            let _ = channels.events.send(event);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Channels>> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
