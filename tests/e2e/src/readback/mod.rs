//! What stands in the frame of the stage, read back from the browser and compared with the stage's form of the document
//! that the engine gives for the same moment: node by node, with attributes, the state of controls, rules, offsets and
//! pixels. Where the browser rewrites what it is given, the same browser is asked what it makes of it.

mod compare;
mod controls;
mod difference;
mod expected;
mod fault;
mod marks;
mod moments;
mod questions;
mod read;
mod replay;
mod shape;
mod shelf;
mod tally;

pub use compare::Comparison;
pub use difference::Difference;
pub use expected::Expected;
pub use moments::{Moments, Seed};
pub use read::Read;
pub use replay::Replay;
pub use shelf::{Shelf, Shelved, Sweep, fixtures_in, recordings_at};
pub use tally::Tally;

use crate::App;
use serde_json::{Value, json};

pub use questions::Answers;

/// Runs the body of an asynchronous function in the window, with `args`, and gives what it answers. What it throws fails
/// the test.
async fn run(app: &App, body: &str, arguments: Vec<Value>) -> Value {
    let script = format!(
        "const done = arguments[1], args = arguments[0];
         (async () => {{ {body} }})().then(
           (value) => done({{ value: value === undefined ? null : value }}),
           (error) => done({{ error: String(error) + '\\n' + (error && error.stack) }}),
         );"
    );
    let answer = app.client.execute_async(&script, vec![json!(arguments)]).await.unwrap();
    assert!(answer["error"].is_null(), "{}", answer["error"].as_str().unwrap_or_default());
    answer["value"].clone()
}
