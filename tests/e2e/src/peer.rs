//! rrweb's own player in a browser of the same engine as our window: the one that its WebDriver starts by itself.

use crate::driver::Driver;
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

const PAGE: &str = include_str!("peer/page.html");
const SCRIPT: &str = include_str!("peer/page.js");
/// For one script.
const PATIENCE: Duration = Duration::from_secs(600);

pub struct Peer {
    client: Client,
    folder: TempDir,
    /// How many recordings it was given: the browser keeps what stands under an address.
    loaded: u32,
    _driver: Driver,
}

impl Peer {
    /// `player` is the folder of the player's script and style sheet.
    pub async fn start(player: &Path, window: (u32, u32)) -> Peer {
        let folder = TempDir::new().unwrap();
        for name in ["rrweb.umd.cjs", "style.css"] {
            let from = player.join(name);
            std::fs::copy(&from, folder.path().join(name))
                .unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        }
        std::fs::write(folder.path().join("page.js"), SCRIPT).unwrap();
        let driver = Driver::start().await;
        let client = ClientBuilder::new(HttpConnector::new())
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .expect("WebKitWebDriver starts the browser that comes with WebKitGTK");
        client.set_window_size(window.0, window.1).await.unwrap();
        // It needs minutes for what it is asked for in long recordings.
        let patience = TimeoutConfiguration::new(Some(PATIENCE), None, None);
        client.update_timeouts(patience).await.unwrap();
        Peer { client, folder, loaded: 0, _driver: driver }
    }

    /// Gives it a recording: events as JSON texts.
    pub async fn load(&mut self, events: &[String]) {
        self.loaded += 1;
        let script = format!("events-{}.js", self.loaded);
        let page = self.path(&format!("page-{}.html", self.loaded));
        std::fs::write(self.path(&script), format!("recorded = [{}];", events.join(",\n"))).unwrap();
        std::fs::write(&page, PAGE.replace("events.js", &script)).unwrap();
        self.client.goto(&format!("file://{}", page.display())).await.unwrap();
    }

    /// Shows the moment after all events up to this one, in milliseconds of the epoch. An error is a sentence of the
    /// player's.
    pub async fn show(&self, wall: f64) -> Result<(), String> {
        let script = "const done = arguments[1];
            peer.show(arguments[0]).then(() => done(null), (error) => done(String(error)));";
        let answer = self.client.execute_async(script, vec![json!(wall)]).await;
        match answer.map_err(|error| error.to_string())? {
            Value::Null => Ok(()),
            error => Err(error.as_str().unwrap_or_default().to_owned()),
        }
    }

    /// One player for the seeks that are timed from now on.
    pub async fn begin(&self) {
        self.run("peer.begin()", json!(null)).await;
    }

    /// How long a seek takes it: `layout` and `second`, in milliseconds.
    pub async fn time(&self, millis: f64) -> Value {
        self.run("peer.time(arguments[0])", json!(millis)).await
    }

    /// The same for a row of seeks: `busy` and `wall`.
    pub async fn scrub(&self, moments: &[f64]) -> Value {
        self.run("peer.scrub(arguments[0])", json!(moments)).await
    }

    async fn run(&self, call: &str, argument: Value) -> Value {
        let script = format!(
            "const done = arguments[1];
             {call}.then(done, (error) => done({{ error: String(error) }}));"
        );
        let answer = self.client.execute_async(&script, vec![argument]).await.unwrap();
        assert!(answer.get("error").is_none(), "rrweb's player says: {answer}");
        answer
    }

    /// Of the window, with the page in its upper left corner.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }

    pub async fn close(self) {
        self.client.close().await.unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
