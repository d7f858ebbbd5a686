//! The window itself: how it opens, drops on it, and being asked to come to the front.

use crate::host::Host;
use engine::MomentText;
use ipc::dto::library::AppEventDto;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tauri::{App, AppHandle, DragDropEvent, Manager, WebviewWindowBuilder, Window, WindowEvent};

/// What a window remembers (sizes, folds, theme) belongs to its library: a library of one's own begins with a window of
/// its own, and never meets what another one left.
const MEMORY: &str = "window";

/// Opens the window as `tauri.conf.json` describes it.
pub fn open(app: &App, own_library: Option<&Path>) -> tauri::Result<()> {
    for config in &app.config().app.windows {
        let mut builder = WebviewWindowBuilder::from_config(app, config)?;
        if let Some(library) = own_library {
            builder = builder.data_directory(library.join(MEMORY));
        }
        builder.build()?;
    }
    Ok(())
}

pub fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else { return };
    let host = window.state::<Arc<Host>>();
    match event {
        DragDropEvent::Enter { paths, .. } => {
            let paths = paths.iter().map(|path| path.display().to_string()).collect();
            host.outbox.event(AppEventDto::DropHover { paths });
        }
        DragDropEvent::Drop { paths, .. } => {
            host.outbox.event(AppEventDto::DropHover { paths: Vec::new() });
            open_files(&host, paths, None);
        }
        DragDropEvent::Leave => host.outbox.event(AppEventDto::DropHover { paths: Vec::new() }),
        _ => {}
    }
}

/// The window opens the first and imports the others.
pub fn open_files(host: &Host, paths: &[PathBuf], at: Option<MomentText>) {
    let at = match at {
        Some(MomentText::Offset(at)) => Some(at.0),
        _ => None,
    };
    for path in paths {
        host.outbox.event(AppEventDto::OpenFile { path: path.display().to_string(), at });
    }
}

pub fn raise(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window manager may refuse; the files are opened all the same.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}
