//! What happens to the window itself: drops, and being asked to come to the front.

use crate::host::Host;
use engine::MomentText;
use ipc::dto::library::AppEventDto;
use std::path::PathBuf;
use std::sync::Arc;
use tauri::{AppHandle, DragDropEvent, Manager, Window, WindowEvent};

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
