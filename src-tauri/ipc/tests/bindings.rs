//! Writes (`UPDATE=1`) or checks the TypeScript that the window is built against.

use ipc::commands::*;
use ipc::dto::elements::*;
use ipc::dto::error::*;
use ipc::dto::found::*;
use ipc::dto::frame::*;
use ipc::dto::library::*;
use ipc::dto::own::*;
use ipc::dto::panels::*;
use ipc::dto::questions::*;
use ipc::dto::session::*;
use ipc::dto::timeline::*;
use ipc::dto::view::*;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use ts_rs::{Config, TS, TypeVisitor};

/// Declarations by name, gathered over all dependencies.
struct Gather<'a> {
    config: &'a Config,
    declarations: BTreeMap<String, String>,
}

impl Gather<'_> {
    fn add<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let name = T::ident(self.config);
            if self.declarations.contains_key(&name) {
                return;
            }
            let doc = T::docs().unwrap_or_default();
            self.declarations.insert(name, format!("{doc}export {}", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl TypeVisitor for Gather<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

macro_rules! command_map {
    ($($name:ident: $request:ty => $response:ty,)*) => {
        fn commands(gather: &mut Gather) -> String {
            let mut map = String::from("/** Every command: its request and its response. */\nexport interface Commands {\n");
            let mut names = Vec::new();
            $(
                gather.add::<$request>();
                gather.add::<$response>();
                let (request, response) = (<$request>::name(gather.config), <$response>::name(gather.config));
                writeln!(map, "  {}: {{ request: {request}; response: {response} }};", stringify!($name)).unwrap();
                names.push(stringify!($name));
            )*
            map.push_str("}\n\nexport const commandNames = [\n");
            for name in names {
                writeln!(map, "  '{name}',").unwrap();
            }
            map.push_str("] as const satisfies readonly (keyof Commands)[];\n");
            map
        }
    };
}
use ipc::dto::player::*;
ipc::with_commands!(command_map);

#[test]
fn the_generated_typescript_matches_its_source() {
    let config = Config::new().with_large_int("number");
    let mut gather = Gather { config: &config, declarations: BTreeMap::new() };
    gather.add::<FrameDto>();
    gather.add::<AppEventDto>();
    gather.add::<ErrorDto>();
    gather.add::<PlayerCommandDto>();
    let commands = commands(&mut gather);

    let mut text = String::from(
        "// Generated from src-tauri/ipc by `cargo xtask bindings`. Do not edit: CI compares it with its source.\n\n",
    );
    writeln!(text, "export const FRAME_VERSION = {FRAME_VERSION};\n").unwrap();
    for declaration in gather.declarations.values() {
        writeln!(text, "{declaration}\n").unwrap();
    }
    text.push_str(&commands);

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/generated/bindings.ts");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "ui/src/ipc/generated/bindings.ts is stale: run `cargo xtask bindings`");
}
