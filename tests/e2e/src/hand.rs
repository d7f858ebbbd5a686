//! What a person does with the pointer.

use crate::App;
use fantoccini::actions::MOUSE_BUTTON_LEFT;
use fantoccini::actions::{InputSource, MouseActions, PointerAction, WheelAction, WheelActions};
use serde_json::json;
use std::time::Duration;

/// A place in the window, in CSS pixels.
pub type Place = (f64, f64);

/// Between two steps of a drag: a frame of the display.
const STEP: Duration = Duration::from_millis(16);
const STEPS: u32 = 12;
/// So many readings in a row, two frames apart, find a place where it was.
const STILL: u32 = 3;

impl App {
    pub async fn point_at(&self, place: Place) {
        let mouse = MouseActions::new("hand".to_owned()).then(move_to(place, Duration::ZERO));
        self.client.perform_actions(mouse).await.unwrap();
    }

    pub async fn click_at(&self, place: Place) {
        let mouse = MouseActions::new("hand".to_owned())
            .then(move_to(place, Duration::ZERO))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(mouse).await.unwrap();
    }

    /// Presses at the first place, goes straight to each of the others, and lets go at the last.
    pub async fn drag(&self, places: &[Place]) {
        self.press_and_hold(places).await;
        self.let_go().await;
    }

    pub async fn press_and_hold(&self, places: &[Place]) {
        let mut mouse = MouseActions::new("hand".to_owned())
            .then(move_to(places[0], Duration::ZERO))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        for pair in places.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            for step in 1..=STEPS {
                let part = f64::from(step) / f64::from(STEPS);
                let place = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
                mouse = mouse.then(move_to(place, STEP));
            }
        }
        self.client.perform_actions(mouse).await.unwrap();
    }

    pub async fn let_go(&self) {
        let mouse =
            MouseActions::new("hand".to_owned()).then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(mouse).await.unwrap();
    }

    /// Turns the wheel; away from the person is negative.
    pub async fn wheel(&self, place: Place, down: i64) {
        // The driver turns it where the pointer is.
        self.point_at(place).await;
        let scroll = WheelAction::Scroll {
            duration: None,
            x: place.0 as i64,
            y: place.1 as i64,
            delta_x: 0,
            delta_y: down,
        };
        self.client.perform_actions(WheelActions::new("wheel".to_owned()).then(scroll)).await.unwrap();
    }

    /// The middle of an element of the recorded page, as it is drawn in the window.
    pub async fn on_page(&self, selector: &str) -> Place {
        let body = format!(
            "const frame = document.querySelector('iframe[title=\"Recorded page content\"]');
             const element = frame.contentDocument.querySelector({selector});
             if (!element) return null;
             const outer = frame.getBoundingClientRect(), inner = element.getBoundingClientRect();
             const scale = outer.width / frame.offsetWidth;
             return [outer.x + (inner.x + inner.width / 2) * scale, outer.y + (inner.y + inner.height / 2) * scale];",
            selector = json!(selector),
        );
        self.place(&format!("{selector} on the page"), &body).await
    }

    /// The middle of an element of the window itself.
    pub async fn in_window(&self, selector: &str) -> Place {
        let body = format!(
            "const element = document.querySelector({selector});
             if (!element) return null;
             const box = element.getBoundingClientRect();
             return [box.x + box.width / 2, box.y + box.height / 2];",
            selector = json!(selector),
        );
        self.place(selector, &body).await
    }

    /// On the timeline, at a part of the recording (0 to 1) and so many pixels below its top.
    pub async fn on_timeline(&self, part: f64, below: f64) -> Place {
        let body = format!(
            "const axis = document.querySelector('[role=slider][aria-label=Timeline]').getBoundingClientRect();
             const bleed = -parseFloat(document.querySelector('[role=slider][aria-label=Timeline]').style.marginLeft);
             return [axis.x + bleed + (axis.width - 2 * bleed) * {part}, axis.y + {below}];"
        );
        self.place("the timeline", &body).await
    }

    /// Where it stands once it stands still: what is pointed at while a page still settles is missed.
    async fn place(&self, what: &str, body: &str) -> Place {
        let mut before = self.until(what, body).await;
        let mut still = 0;
        while still < STILL {
            self.settle().await;
            let now = self.until(what, body).await;
            still = if now == before { still + 1 } else { 0 };
            before = now;
        }
        (before[0].as_f64().unwrap(), before[1].as_f64().unwrap())
    }

    /// Where the playhead is, in milliseconds.
    pub async fn at(&self) -> f64 {
        let body = "return Number(document.querySelector('[role=slider][aria-label=Timeline]').getAttribute('aria-valuenow'))";
        self.js(body).await.as_f64().unwrap()
    }
}

fn move_to((x, y): Place, duration: Duration) -> PointerAction {
    PointerAction::MoveTo { duration: Some(duration), x: x.round(), y: y.round() }
}
