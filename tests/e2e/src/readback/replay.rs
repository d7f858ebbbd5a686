//! One recording in the window and in the engine, side by side.

use super::questions::Answers;
use super::read::Read;
use super::{Comparison, Difference, Expected, Moments, Tally, run};
use crate::App;
use engine::{Moment, Session};
use events::Timestamp;
use serde_json::{Value, json};

/// How fast the recording plays between two moments.
const SPEED: u32 = 8;

pub struct Replay<'a> {
    app: &'a App,
    session: Session,
    answers: &'a mut Answers,
    pub tally: Tally,
    /// With the moment they were found at, and the way there.
    pub wrong: Vec<(String, Difference)>,
}

impl<'a> Replay<'a> {
    /// The recording is open in the window.
    pub async fn new(app: &'a App, session: Session, answers: &'a mut Answers) -> Replay<'a> {
        prepare(app).await;
        Replay { app, session, answers, tally: Tally::default(), wrong: Vec::new() }
    }

    pub fn app(&self) -> &App {
        self.app
    }

    /// Runs the body of an asynchronous function in the window and gives what it answers.
    pub async fn ask(&self, body: &str, argument: Value) -> Value {
        run(self.app, body, vec![argument]).await
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Goes through all of them and plays.
    pub async fn follow(&mut self, moments: &Moments) {
        let mut before = None;
        for &at in &moments.seeks {
            let way = match before {
                Some(before) if before > at => "back to",
                Some(_) => "on to",
                None => "at",
            };
            before = Some(at);
            let differences = self.at(at).await;
            self.note(&format!("{way} {} µs", at.0), differences);
        }
        let (from, to) = moments.play;
        self.at(from).await;
        for (when, differences) in self.play_past(to).await {
            self.note(&format!("{when} from {} to {} µs", from.0, to.0), differences);
        }
    }

    fn note(&mut self, when: &str, differences: Vec<Difference>) {
        self.wrong.extend(differences.into_iter().map(|difference| (when.to_owned(), difference)));
    }

    /// Seeks and compares.
    pub async fn at(&mut self, at: Timestamp) -> Vec<Difference> {
        let read = run(self.app, "return __read.at(args[0])", vec![json!(at.0)]).await;
        self.compare(&read_of(&read), at).await
    }

    /// Compares what stands now, without going anywhere.
    pub async fn standing(&mut self) -> Vec<Difference> {
        let read = read_of(&run(self.app, "return __read.settled()", Vec::new()).await);
        let at = Timestamp(read.at.expect("a frame stands"));
        self.compare(&read, at).await
    }

    /// Plays past a moment: the page in full run, and when it was stopped.
    async fn play_past(&mut self, to: Timestamp) -> Vec<(&'static str, Vec<Difference>)> {
        let played =
            run(self.app, "return __read.playPast(args[0], args[1])", vec![json!(to.0), json!(SPEED)]).await;
        let (mut running, stopped) = (read_of(&played["running"]), read_of(&played["stopped"]));
        // Pictures may come while it plays.
        running.loading = false;
        let at = |read: &Read| Timestamp(read.at.expect("a frame stands"));
        let ran = self.compare(&running, at(&running)).await;
        let stood = self.compare(&stopped, at(&stopped)).await;
        vec![("playing", ran), ("stopped", stood)]
    }

    pub(super) async fn compare(&mut self, read: &Read, at: Timestamp) -> Vec<Difference> {
        let tab = self.session.tab_at(at).unwrap();
        let (document, _) = self.session.document_at(tab, Moment::At(at)).unwrap();
        let expected = Expected::of(&document, at);
        self.tally.count(&expected);
        Comparison::run(self.app, self.answers, &expected, read).await
    }
}

pub(super) fn read_of(value: &Value) -> Read {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"))
}

/// Puts the reading functions into the window, once.
async fn prepare(app: &App) {
    app.js(include_str!("page.js")).await;
    app.js(include_str!("pixels.js")).await;
}
