//! What is remembered of drawing.

use crate::{apply, check_body, page};
use dom::{CanvasLog, NodeKey};
use events::SourceNodeId;
use events::limits::MAX_CANVAS_COMMANDS;

/// The commands kept after drawing these batches, one a line, on a canvas of 100 by 50.
fn kept(batches: &str) -> String {
    let events: String = batches.lines().map(|line| format!("canvas #10 {}\n", line.trim())).collect();
    let (document, _) = apply(&page("canvas width=\"100\" height=\"50\" #10\n", &events));
    log(&document).map(|log| commands(&log)).unwrap_or_default()
}

fn log(document: &dom::Document) -> Option<CanvasLog> {
    let node = document.node(NodeKey::from_source(SourceNodeId(10))).unwrap();
    node.live().canvas.as_deref().cloned()
}

fn commands(log: &CanvasLog) -> String {
    let all: Vec<String> = log
        .batches
        .iter()
        .flat_map(|batch| batch.commands.iter())
        .map(|command| {
            format!("{}{}{}", command.property, if command.setter { "=" } else { "" }, command.args)
        })
        .collect();
    assert_eq!(log.commands, all.len());
    all.join(" ")
}

#[test]
fn drawing_is_appended() {
    assert_eq!(kept("fillRect [0,0,9,9]\nstroke [] fill []"), "fillRect[0,0,9,9] stroke[] fill[]");
}

#[test]
fn a_full_clear_forgets_what_was_drawn() {
    assert_eq!(kept("fillRect [0,0,9,9] clearRect [0,0,100,50] stroke []"), "stroke[]");
    assert_eq!(kept("fillRect [0,0,9,9]\nclearRect [-1,-1,200,200]"), "");
    assert_eq!(kept("fillRect [0,0,9,9]\nreset []\nstroke []"), "stroke[]");
}

#[test]
fn a_partial_clear_is_a_drawing() {
    assert_eq!(kept("clearRect [0,0,99,50]"), "clearRect[0,0,99,50]");
    assert_eq!(kept("clip []\nclearRect [0,0,100,50]"), "clip[] clearRect[0,0,100,50]");
    assert_eq!(kept("rotate [1] clearRect [0,0,100,50]"), "rotate[1] clearRect[0,0,100,50]");
    assert_eq!(kept("setTransform [{}] clearRect [0,0,100,50]"), "setTransform[{}] clearRect[0,0,100,50]");
}

#[test]
fn the_transformation_counts() {
    assert_eq!(kept("scale [2,2] fill [] clearRect [0,0,50,25]"), "setTransform[2,0,0,2,0,0]");
    assert_eq!(kept("translate [10,0] clearRect [0,0,100,50]"), "translate[10,0] clearRect[0,0,100,50]");
    assert_eq!(kept("save [] scale [0.5,1] restore [] clearRect [0,0,100,50]"), "");
}

#[test]
fn settings_and_saved_states_outlive_a_clear() {
    assert_eq!(
        kept(
            "set fillStyle [\"red\"] set fillStyle [\"blue\"] setLineDash [[1,2]] save []\n\
             set lineWidth [2] fill [] clearRect [0,0,100,50] stroke []"
        ),
        "fillStyle=[\"blue\"] setLineDash[[1,2]] save[] lineWidth=[2] stroke[]"
    );
}

#[test]
fn the_log_has_a_limit() {
    let batch = "fill [] ".repeat(100);
    let batches = format!("{batch}\n").repeat(MAX_CANVAS_COMMANDS / 100 + 5);
    let events: String = batches.lines().map(|line| format!("canvas #10 {line}\n")).collect();
    let (document, issues) = apply(&page("canvas #10\n", &events));
    let log = log(&document).unwrap();
    assert!(log.truncated);
    assert_eq!(log.commands, MAX_CANVAS_COMMANDS);
    assert_eq!(issues.count(events::Code::LimitReached), 1);
}

#[test]
fn a_new_size_and_a_new_picture_begin_anew() {
    check_body(
        r##"
        canvas #10 = picture "data:,a"
        canvas #11 = picture "data:,b"
        canvas #12 = picture "data:,c"
        "##,
        r##"
        canvas #10 fill []
        canvas #11 fill []
        canvas #12 fill [] clearRect [0,0,300,150] fill []
        mutation
          attr #10 width="300"
          picture #11 "data:,d"
        "##,
        r##"
        body #5
          canvas width="300" #10
          canvas #11 = picture "data:,d"
          canvas #12 = drawn by 1 commands
        "##,
    );
}
