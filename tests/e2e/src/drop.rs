//! A file dragged onto the window as a file manager does it: the protocol is XDND, which WebDriver knows nothing of.

use crate::App;
use std::path::Path;
use std::time::{Duration, Instant};
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::*;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

const PATIENCE: Duration = Duration::from_secs(20);
const VERSION: u32 = 5;

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        XdndAware, XdndEnter, XdndPosition, XdndStatus, XdndDrop, XdndFinished, XdndSelection, XdndActionCopy,
        _NET_WM_PID,
        TARGETS,
        URI_LIST: b"text/uri-list",
    }
}

/// Files held over the window by the pointer.
pub struct Dragged {
    connection: RustConnection,
    atoms: Atoms,
    source: Window,
    target: Window,
    uris: String,
}

impl Dragged {
    /// Comes over the middle of the program's window.
    pub fn over(app: &App, file: &Path) -> Dragged {
        let (connection, screen) = x11rb::connect(None).expect("DISPLAY names a display");
        let atoms = Atoms::new(&connection).unwrap().reply().unwrap();
        let root = connection.setup().roots[screen].root;
        let source = connection.generate_id().unwrap();
        connection
            .create_window(
                0,
                source,
                root,
                0,
                0,
                1,
                1,
                0,
                WindowClass::INPUT_OUTPUT,
                0,
                &CreateWindowAux::new(),
            )
            .unwrap();
        connection.set_selection_owner(source, atoms.XdndSelection, x11rb::CURRENT_TIME).unwrap();
        let target = taker(&connection, &atoms, root, app.process()).expect("a window that takes drops");
        let uris = format!("file://{}\r\n", file.display());
        let dragged = Dragged { connection, atoms, source, target, uris };
        dragged.tell(atoms.XdndEnter, [source, VERSION << 24, atoms.URI_LIST, 0, 0]);
        dragged.until(|dragged, message| dragged.is_status(message), true);
        dragged
    }

    /// Lets go, and waits until the window has taken the files.
    pub fn drop(self) {
        self.tell(self.atoms.XdndDrop, [self.source, 0, x11rb::CURRENT_TIME, 0, 0]);
        self.until(|dragged, message| message.type_ == dragged.atoms.XdndFinished, false);
    }

    /// Answers what the window asks until it says what is waited for, moving a little meanwhile if wanted.
    fn until(&self, found: impl Fn(&Dragged, &ClientMessageEvent) -> bool, moving: bool) {
        let began = Instant::now();
        let mut nudge = 0;
        while began.elapsed() < PATIENCE {
            if moving {
                nudge += 1;
                self.hover(nudge % 2);
            }
            while let Some(event) = self.connection.poll_for_event().unwrap() {
                match event {
                    Event::SelectionRequest(request) => self.hand_over(&request),
                    Event::ClientMessage(message) if found(self, &message) => return,
                    _ => {}
                }
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the window did not answer the drag");
    }

    fn hover(&self, nudge: u32) {
        let place = self.connection.get_geometry(self.target).unwrap().reply().unwrap();
        let root = self.connection.query_tree(self.target).unwrap().reply().unwrap().root;
        let corner = self.connection.translate_coordinates(self.target, root, 0, 0).unwrap().reply().unwrap();
        let x = u32::try_from(corner.dst_x).unwrap_or(0) + u32::from(place.width) / 2 + nudge;
        let y = u32::try_from(corner.dst_y).unwrap_or(0) + u32::from(place.height) / 2;
        let data = [self.source, 0, x << 16 | y, x11rb::CURRENT_TIME, self.atoms.XdndActionCopy];
        self.tell(self.atoms.XdndPosition, data);
    }

    /// The window has looked at the files and takes them.
    fn is_status(&self, message: &ClientMessageEvent) -> bool {
        message.type_ == self.atoms.XdndStatus && message.data.as_data32()[1] & 1 == 1
    }

    fn tell(&self, kind: Atom, data: [u32; 5]) {
        let message = ClientMessageEvent::new(32, self.target, kind, data);
        self.connection.send_event(false, self.target, EventMask::NO_EVENT, message).unwrap();
        self.connection.flush().unwrap();
    }

    fn hand_over(&self, request: &SelectionRequestEvent) {
        let (requestor, property) = (request.requestor, request.property);
        if request.target == self.atoms.TARGETS {
            let targets = [self.atoms.URI_LIST];
            self.connection
                .change_property32(PropMode::REPLACE, requestor, property, AtomEnum::ATOM, &targets)
                .unwrap();
        } else {
            let bytes = self.uris.as_bytes();
            self.connection
                .change_property8(PropMode::REPLACE, requestor, property, request.target, bytes)
                .unwrap();
        }
        let notify = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor,
            selection: request.selection,
            target: request.target,
            property,
        };
        self.connection.send_event(false, requestor, EventMask::NO_EVENT, notify).unwrap();
        self.connection.flush().unwrap();
    }
}

/// The window of this process below `from` that says it takes drops and is shown.
fn taker(connection: &RustConnection, atoms: &Atoms, from: Window, process: u32) -> Option<Window> {
    let first = |window, property| {
        let reply = connection.get_property(false, window, property, AtomEnum::ANY, 0, 1).unwrap().reply();
        reply.ok().and_then(|property| property.value32()?.next())
    };
    for window in connection.query_tree(from).unwrap().reply().unwrap().children {
        let shown = connection.get_window_attributes(window).unwrap().reply();
        let is_shown = shown.is_ok_and(|shown| shown.map_state == MapState::VIEWABLE);
        let is_ours = first(window, atoms._NET_WM_PID) == Some(process);
        if is_shown && is_ours && first(window, atoms.XdndAware).is_some() {
            return Some(window);
        }
        if let Some(found) = taker(connection, atoms, window, process) {
            return Some(found);
        }
    }
    None
}
