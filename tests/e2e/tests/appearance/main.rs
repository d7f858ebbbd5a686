//! What makes pages look right, asked of the browser that draws them: computed styles, boxes, pixels, what lies on top. The
//! pages were made and recorded for this (`fixtures/rrweb/appearance`, `appearance-frames`); `data-step` on their root
//! names what was just done. What must be seen at each step is in the scripts beside this file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::readback::{Replay, Shelf};
use e2e::{App, event_times, fixture};
use engine::{Moment, Session};
use events::Timestamp;
use serde_json::json;

/// When a step was just done.
fn moment_of(session: &Session, step: &str) -> Timestamp {
    let is_done = |at: &Timestamp| {
        let tab = session.tab_at(*at).unwrap();
        let (document, _) = session.document_at(tab, Moment::At(*at)).unwrap();
        let elements = document.nodes().filter_map(|(_, node)| node.element());
        let mut steps = elements.filter_map(|element| element.attribute("data-step"));
        steps.any(|name| name == step)
    };
    event_times(session).into_iter().find(is_done).unwrap_or_else(|| panic!("no step {step}"))
}

/// Goes to each step of a script and looks.
async fn look(replay: &mut Replay<'_>, script: &str) -> Vec<String> {
    let body = format!("{}\nreturn looks((() => {{ {script} }})(), args[0]);", include_str!("looks.js"));
    let steps = replay.ask(&body, json!(null)).await;
    let mut wrong = Vec::new();
    for step in steps.as_array().unwrap() {
        let at = moment_of(replay.session(), step.as_str().unwrap());
        let differences = replay.at(at).await;
        wrong.extend(differences.iter().map(|difference| format!("{step}: {difference}")));
        let seen = replay.ask(&body, step.clone()).await;
        wrong.extend(
            seen.as_array().unwrap().iter().map(|seen| format!("{step}: {}", seen.as_str().unwrap())),
        );
    }
    wrong
}

async fn check(name: &str, scripts: &[&str]) {
    let file = fixture(&format!("rrweb/{name}/recording.json"));
    let mut shelf = Shelf::of(&[(name.to_owned(), file)]).await;
    let mut replay = shelf.open(0).await;
    let mut wrong = Vec::new();
    for script in scripts {
        wrong.extend(look(&mut replay, script).await);
    }
    assert!(wrong.is_empty(), "{} looks are wrong\n{}", wrong.len(), wrong.join("\n"));
    shelf.close().await;
}

#[tokio::test]
async fn pages_look_as_they_looked() {
    let scripts = [
        include_str!("states.js"),
        include_str!("sheets.js"),
        include_str!("content.js"),
        include_str!("drawings.js"),
    ];
    check("appearance", &scripts).await;
}

#[tokio::test]
async fn canvases_show_their_recorded_frames() {
    check("appearance-frames", &[include_str!("frames.js")]).await;
}

/// The shop styles no ring of its own, and WebKit draws an `auto` one around its own fields only when they truly have the
/// focus, which stays with the window.
#[tokio::test]
async fn a_field_that_is_typed_into_shows_a_ring() {
    let shop = fixture("sample/shop.json");
    let app = App::start(&[shop.to_str().unwrap(), "--at", "0:03.700"]).await;
    app.wait_for_page().await;
    let field = "document.querySelector('iframe[title=\"Recorded page content\"]').contentDocument.querySelector('input[type=search]')";
    let ring = app
        .until(
            "the field that is typed into",
            &format!(
                "const field = {field};
                 const {{ outlineStyle, outlineWidth, outlineColor }} = field.ownerDocument.defaultView.getComputedStyle(field);
                 return field.value === 'tent' && [outlineStyle, outlineWidth, outlineColor];"
            ),
        )
        .await;
    assert_eq!((&ring[0], &ring[1]), (&json!("solid"), &json!("2px")), "{ring}");
    assert!(!["transparent", "rgba(0, 0, 0, 0)"].contains(&ring[2].as_str().unwrap()), "{ring}");
    app.tenth(1).await;
    let style = app.js(&format!("return getComputedStyle({field}).outlineStyle")).await;
    assert_eq!(style, "none", "nobody types there yet");
    app.close().await;
}
