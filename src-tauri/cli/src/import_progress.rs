//! What a terminal shows while imports run: bytes, events and the time left of all of them together.

use crate::print::count;
use engine::{ImportProgress, ImportSource, OnNews};
use indicatif::{ProgressBar, ProgressStyle};
use std::sync::{Arc, Mutex, PoisonError};

pub struct Progress {
    bar: ProgressBar,
    files: usize,
    done: usize,
    /// Of each file.
    so_far: Arc<Mutex<Vec<ImportProgress>>>,
}

impl Progress {
    /// Shown where standard error is a terminal, unless somebody wants JSON.
    pub fn of(sources: &[ImportSource], quiet: bool) -> Progress {
        let bytes = sources.iter().map(|source| source.bytes).sum();
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(bytes) };
        let style =
            ProgressStyle::with_template("{bar:32} {bytes} of {total_bytes}  {msg}  {prefix}{eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let so_far = Arc::new(Mutex::new(vec![ImportProgress::default(); sources.len()]));
        Progress { bar, files: sources.len(), done: 0, so_far }
    }

    /// What the import of one of the files is to call.
    pub fn listener(&self, index: usize) -> OnNews {
        let (bar, so_far) = (self.bar.clone(), self.so_far.clone());
        Arc::new(move |job, _| {
            let mut so_far = so_far.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(mine) = so_far.get_mut(index) {
                *mine = job.progress();
            }
            bar.set_position(so_far.iter().map(|progress| progress.bytes).sum());
            bar.set_message(format!("{} events", count(so_far.iter().map(|progress| progress.events).sum())));
        })
    }

    /// Prints something above the bar: one more file is done.
    pub fn print(&mut self, print: impl FnOnce()) {
        self.bar.suspend(print);
        self.done += 1;
        if self.files > 1 {
            self.bar.set_prefix(format!("{} of {} files  ", self.done, self.files));
        }
    }

    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
