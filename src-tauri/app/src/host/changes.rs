//! Tells the window that the library is another one, whoever changed it.

use crate::outbox::Outbox;
use engine::Engine;
use ipc::dto::library::AppEventDto;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

const LOOK_EVERY: Duration = Duration::from_millis(500);

pub struct Changes {
    engine: Weak<Engine>,
    outbox: Arc<Outbox>,
    told: Mutex<Told>,
}

/// What the window was told last, and when.
#[derive(Default)]
struct Told {
    version: Option<u64>,
    at: Option<Instant>,
}

impl Changes {
    /// Looks at the library, as long as it is open, on a thread of its own.
    pub fn follow(engine: &Arc<Engine>, outbox: Arc<Outbox>) -> Arc<Changes> {
        let told = Told { version: engine.changes().ok(), at: None };
        let changes = Arc::new(Changes { engine: Arc::downgrade(engine), outbox, told: Mutex::new(told) });
        let followed = Arc::downgrade(&changes);
        let follow = move || {
            while let Some(changes) = followed.upgrade() {
                changes.look();
                drop(changes);
                std::thread::sleep(LOOK_EVERY);
            }
        };
        // Without the thread the window hears of what it does itself.
        let _ = std::thread::Builder::new().name("changes".to_owned()).spawn(follow);
        changes
    }

    /// After a change that the person made: the window hears of it at once.
    pub fn tell(&self) {
        let version = self.version();
        *self.told() = Told { version, at: Some(Instant::now()) };
        self.outbox.event(AppEventDto::LibraryChanged);
    }

    /// After one of many: at once, unless something was told just now. The next look tells the rest.
    pub fn tell_in_time(&self) {
        let is_recent = |at: Instant| at.elapsed() < LOOK_EVERY;
        let was_told = self.told().at.is_some_and(is_recent);
        if !was_told {
            self.tell();
        }
    }

    fn look(&self) {
        let Some(version) = self.version() else { return };
        let mut told = self.told();
        if told.version != Some(version) {
            *told = Told { version: Some(version), at: Some(Instant::now()) };
            drop(told);
            self.outbox.event(AppEventDto::LibraryChanged);
        }
    }

    fn version(&self) -> Option<u64> {
        self.engine.upgrade()?.changes().ok()
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
