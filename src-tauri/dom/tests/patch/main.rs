//! Patches between documents, and their form for the stage: laws over random pages, shapes by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod counted;
mod dice;
mod draft;
mod edits;
mod edits_of_nodes;
mod edits_of_shape;
mod laws;
mod shapes;
mod stage_model;
mod stage_page;
