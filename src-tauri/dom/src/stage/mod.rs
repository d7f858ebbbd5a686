//! What the stage may hold of a document: the allow-list, in one place.
//! A recording is hostile: only known elements and attributes pass, nothing that runs, nothing that fetches.

mod attribute_names;
mod attributes;
mod canvas;
mod css;
#[cfg(test)]
mod css_tests;
mod css_tokens;
mod css_values;
mod elements;
mod full;
mod lacking;
mod live;
mod media;
mod rules;
mod selectors;
mod sheets;
mod translate;
mod urls;
mod view;
mod withheld;

pub use lacking::{Lacking, lacking};
pub use rules::StageRules;
pub use view::{
    StageLive, StageNode, StageNodeData, StageOp, StagePatch, StageSheet, stage_full, stage_patch,
};
pub use withheld::withheld;
