//! What a machine must have before anything of ours can be built or tested, and getting it there.
//! Every part first looks whether it is done already, so calling it again costs almost nothing.
//! It installs only what the asked-for needs want (`run` brings no test tools along) and never
//! knows what is built with it.

mod node;
mod rust;
mod system;

pub use node::stamp_of;

use crate::failure::{Failure, Result};
use crate::project::Project;

/// Something a step cannot do without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// clippy and rustfmt.
    RustComponents,
    /// A recent Node and the packages of `ui/package-lock.json`.
    NodeModules,
    /// The system libraries that the window is linked with.
    BuildLibraries,
    /// The programs that drive a window without a screen.
    TestTools,
    /// A browser and rrweb's own player.
    Peer,
}

pub const FOR_BUILDING: &[Need] = &[Need::NodeModules, Need::BuildLibraries];
pub const FOR_COMPARING: &[Need] = &[Need::Peer];
pub const FOR_TESTING: &[Need] =
    &[Need::RustComponents, Need::NodeModules, Need::BuildLibraries, Need::TestTools];

pub fn run(project: &Project, arguments: &[String]) -> Result {
    let needs = match arguments {
        [] => FOR_BUILDING,
        [flag] if flag == "--tests" => FOR_TESTING,
        _ => return Err(Failure::new("`setup` takes no arguments but `--tests`")),
    };
    ensure(project, needs)?;
    println!("Everything is set up");
    Ok(())
}

pub fn ensure(project: &Project, needs: &[Need]) -> Result {
    let uses = |use_: system::Use| match use_ {
        system::Use::Building => needs.contains(&Need::BuildLibraries),
        system::Use::Testing => needs.contains(&Need::TestTools),
        system::Use::Comparing => needs.contains(&Need::Peer),
    };
    system::ensure(uses)?;
    if needs.contains(&Need::RustComponents) {
        rust::ensure_components()?;
    }
    if needs.contains(&Need::NodeModules) {
        node::ensure_version()?;
        node::ensure_modules(project, "ui")?;
    }
    if needs.contains(&Need::Peer) {
        node::ensure_version()?;
        node::ensure_modules(project, "tests/conformance")?;
    }
    Ok(())
}
