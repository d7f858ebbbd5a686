//! Joins the command list, the window and the host.

use crate::arguments::Arguments;
use crate::host::Host;
use crate::window;
use clap::Parser;
use ipc::commands::*;
use ipc::dto::elements::{ElementDetailsDto, ElementRowsDto, FoundElementsDto};
use ipc::dto::error::{ErrorCodeDto, ErrorDto};
use ipc::dto::found::*;
use ipc::dto::frame::FrameDto;
use ipc::dto::library::{AppEventDto, RecordingRowDto, SearchHitDto};
use ipc::dto::own::*;
use ipc::dto::panels::*;
use ipc::dto::questions::*;
use ipc::dto::session::{OpenRequestDto, SessionDto};
use ipc::dto::timeline::{ConsoleLineDto, TimelineDto};
use ipc::dto::view::*;
use std::path::Path;
use std::sync::Arc;
use tauri::ipc::{Channel, Invoke};
use tauri::{Manager, State};

/// One Tauri command for each entry of the list; a missing method of `Host` does not compile.
macro_rules! tauri_commands {
    ($($name:ident: $request:ty => $response:ty,)*) => {
        mod handlers {
            use super::*;
            $(
                #[tauri::command]
                pub async fn $name(host: State<'_, Arc<Host>>, request: $request) -> Result<$response, ErrorDto> {
                    let host = host.inner().clone();
                    tauri::async_runtime::spawn_blocking(move || host.$name(request)).await.unwrap_or_else(|_| Err(broken()))
                }
            )*
        }

        fn handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![attach, $(handlers::$name),*]
        }
    };
}
ipc::with_commands!(tauri_commands);

/// The window hands over its channels when it starts, and again when it is reloaded.
#[tauri::command]
fn attach(host: State<'_, Arc<Host>>, frames: Channel<FrameDto>, events: Channel<AppEventDto>) {
    host.outbox.attach(frames, events);
}

/// A command that panicked: a fault of ours, said instead of hanging.
fn broken() -> ErrorDto {
    ErrorDto {
        code: ErrorCodeDto::NotNow,
        happened: "Playhead made a mistake while doing this".to_owned(),
        advice: "Try something else with this recording, and report what you did".to_owned(),
        column: None,
        path: None,
    }
}

pub fn start(host: Arc<Host>, arguments: &Arguments) -> tauri::Result<()> {
    let mut builder = tauri::Builder::default();
    // A second start with a library of its own is another program; the same library has one window.
    if arguments.library.is_none() {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, argv, cwd| {
            let host = app.state::<Arc<Host>>();
            if let Ok(arguments) = Arguments::try_parse_from(argv) {
                window::open_files(&host, &arguments.absolute_files(Path::new(&cwd)), arguments.at);
            }
            window::raise(app);
        }));
    }
    let own_library = arguments.library.as_deref().map(std::path::absolute).transpose()?;
    builder
        .plugin(tauri_plugin_dialog::init())
        .setup(move |app| Ok(window::open(app, own_library.as_deref())?))
        .manage(host)
        .invoke_handler(handler())
        .on_window_event(window::on_event)
        .run(tauri::generate_context!())
}
