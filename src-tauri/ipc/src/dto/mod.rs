//! Wire twins. Times are whole microseconds from the start of the recording unless the name says otherwise; lengths are
//! CSS pixels; node keys are the engine's and exact in JavaScript.

pub mod elements;
pub mod error;
pub mod found;
pub mod frame;
pub mod library;
pub mod own;
pub mod panels;
pub mod player;
pub mod questions;
pub mod session;
pub mod stage;
pub mod timeline;
pub mod view;
