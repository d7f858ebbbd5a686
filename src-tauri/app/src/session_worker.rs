//! One thread for each open recording: commands in, one frame out for each batch.

use crate::host::KnownTexts;
use crate::outbox::Outbox;
use engine::{Frame, Player, PlayerCommand, Session};
use ipc::convert::FrameEncoder;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// A handle; dropping it ends the thread.
pub struct SessionWorker {
    pub session: Arc<Session>,
    pub texts: KnownTexts,
    commands: Sender<Vec<PlayerCommand>>,
    latest: Arc<Mutex<Option<Frame>>>,
}

impl SessionWorker {
    pub fn start(number: u32, session: Session, outbox: Arc<Outbox>) -> SessionWorker {
        let session = Arc::new(session);
        let latest: Arc<Mutex<Option<Frame>>> = Arc::default();
        let (commands, inbox) = channel();
        let worker = Worker {
            player: Player::new(session.clone()),
            encoder: FrameEncoder::new(number),
            latest: latest.clone(),
            outbox,
        };
        std::thread::spawn(move || worker.run(&inbox));
        SessionWorker { session, texts: KnownTexts::default(), commands, latest }
    }

    /// Answered by one frame, together with whatever else waits.
    pub fn command(&self, commands: Vec<PlayerCommand>) {
        // The thread lives as long as this handle.
        let _ = self.commands.send(commands);
    }

    /// The frame that the window shows or is about to.
    pub fn latest(&self) -> Option<Frame> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Worker {
    player: Player,
    encoder: FrameEncoder,
    latest: Arc<Mutex<Option<Frame>>>,
    outbox: Arc<Outbox>,
}

impl Worker {
    fn run(mut self, inbox: &Receiver<Vec<PlayerCommand>>) {
        while let Ok(first) = inbox.recv() {
            // Whatever came meanwhile is answered by the same frame: scrubbing never queues.
            for command in std::iter::once(first).chain(inbox.try_iter()).flatten() {
                if matches!(command, PlayerCommand::Resync) {
                    self.encoder.forget();
                }
                // A command that cannot be carried out leaves the player where it is; the frame shows it.
                let _ = self.player.command(command);
            }
            let began = Instant::now();
            if let Ok(frame) = self.player.frame() {
                let engine_us = u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX);
                let message = self.encoder.encode(&frame, engine_us);
                *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(frame);
                self.outbox.frame(message);
            }
        }
    }
}
