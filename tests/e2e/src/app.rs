//! The program under test and what a person does with it.

use crate::driver::Driver;
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything may take to appear. Real times are far below a second; the rest is for a loaded machine.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct App {
    pub client: Client,
    pub library: TempDir,
    _driver: Driver,
}

/// A recording under `fixtures/`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name).canonicalize().unwrap()
}

impl App {
    /// Starts the program with a library of its own.
    pub async fn start(arguments: &[&str]) -> App {
        App::start_with(TempDir::new().unwrap(), arguments).await
    }

    pub async fn open(recording: &Path) -> App {
        let app = App::start(&[recording.to_str().unwrap()]).await;
        app.wait_for_page().await;
        app
    }

    pub async fn start_with(library: TempDir, arguments: &[&str]) -> App {
        let program = std::env::var("PLAYHEAD_BIN")
            .expect("PLAYHEAD_BIN names the built program; use `cargo xtask test`");
        let driver = Driver::start().await;
        let mut args = vec!["--library".to_owned(), library.path().display().to_string()];
        args.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        let mut capabilities = serde_json::Map::new();
        capabilities
            .insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": program, "args": args }));
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .expect("the program starts under WebDriver");
        App { client, library, _driver: driver }
    }

    /// The number of the program's process, which WebDriver keeps to itself: the one that was given our library.
    pub fn process(&self) -> u32 {
        let library = self.library.path().display().to_string();
        let processes = std::fs::read_dir("/proc").unwrap().filter_map(|entry| {
            let entry = entry.ok()?;
            let arguments = std::fs::read_to_string(entry.path().join("cmdline")).ok()?;
            let is_it = arguments.split('\0').any(|argument| argument == library);
            is_it.then(|| entry.file_name().to_str()?.parse().ok()).flatten()
        });
        processes.min().expect("the program runs")
    }

    /// Gives the library back, for those who start again with it.
    pub async fn close(self) -> TempDir {
        // The window is gone when this returns, so the next test has the display to itself.
        self.client.clone().close().await.unwrap();
        self.library
    }

    /// Runs a function body in the window and gives what it returns.
    pub async fn js(&self, body: &str) -> Value {
        self.client.execute(body, Vec::new()).await.unwrap()
    }

    pub async fn js_with(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(body, arguments).await.unwrap()
    }

    /// Waits until a function body returns something true, and gives it. What it asks for may not be there yet: a body that
    /// throws is asked again.
    pub async fn until(&self, what: &str, body: &str) -> Value {
        let began = Instant::now();
        loop {
            let thrown = match self.client.execute(body, Vec::new()).await {
                Ok(Value::Null | Value::Bool(false)) => None,
                Ok(value) => return value,
                Err(error) if error.is_javascript_error() => Some(error.to_string()),
                Err(error) => panic!("{what}: {error}"),
            };
            let waited = began.elapsed();
            assert!(waited < PATIENCE, "waited in vain: {what} {thrown:?}\n{}", self.describe().await);
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    }

    /// What a failing test needs to know.
    async fn describe(&self) -> String {
        let text = self.js("return document.body.innerText.slice(0, 1500)").await;
        format!("the window says: {}", text.as_str().unwrap_or(""))
    }

    /// Until a page stands on the stage.
    pub async fn wait_for_page(&self) {
        self.until(
            "a page on the stage",
            "return !!window.__playheadStage && __playheadStage.readBack().nodes.length > 5",
        )
        .await;
    }

    /// The text of everything on the stage, nested frames and shadow trees included.
    pub async fn page_text(&self) -> String {
        let text = self
            .js("return __playheadStage.readBack().nodes.filter(n => n.kind === 'text' && !n.held).map(n => n.text).join(' ')")
            .await;
        text.as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What really stands in the frame.
    pub async fn read_back(&self) -> Value {
        self.js("return __playheadStage.readBack()").await
    }

    /// By role and accessible name, as assistive technology finds it. The name may be a beginning.
    pub async fn find(&self, role: &str, name: &str) -> Element {
        let selector = match role {
            "button" => "button, [role=button]",
            "searchbox" => "input[type=search], [role=searchbox]",
            "textbox" => "input:not([type]), input[type=text], input[type=search], [role=textbox]",
            "region" => "section[aria-label], [role=region]",
            _ => "",
        };
        let selector = if selector.is_empty() { format!("[role=\"{role}\"]") } else { selector.to_owned() };
        let body = format!(
            "const named = [...document.querySelectorAll({selector})].find(e => {{
               const label = e.getAttribute('aria-label')
                 ?? (e.getAttribute('aria-labelledby') && document.getElementById(e.getAttribute('aria-labelledby'))?.textContent)
                 ?? e.textContent;
               return e.getClientRects().length > 0 && label.trim().startsWith({name});
             }});
             document.querySelectorAll('[data-e2e-found]').forEach(e => e.removeAttribute('data-e2e-found'));
             named?.setAttribute('data-e2e-found', '');
             return !!named;",
            selector = json!(selector),
            name = json!(name),
        );
        self.until(&format!("{role} “{name}”"), &body).await;
        self.client.find(Locator::Css("[data-e2e-found]")).await.unwrap()
    }

    pub async fn click(&self, role: &str, name: &str) {
        self.find(role, name).await.click().await.unwrap();
    }

    /// Types a key as if nothing special had the focus.
    pub async fn press(&self, key: &str) {
        let body = self.client.find(Locator::Css("body")).await.unwrap();
        body.send_keys(key).await.unwrap();
    }

    /// To a tenth of the recording, by its key, and until the stage shows it.
    pub async fn tenth(&self, tenth: u8) {
        self.press(&tenth.to_string()).await;
        let body = format!(
            "const slider = document.querySelector('[role=slider][aria-label=Timeline]');
             const at = Number(slider.getAttribute('aria-valuenow')), end = Number(slider.getAttribute('aria-valuemax'));
             return Math.abs(at - end * {tenth} / 10) <= end / 1000;"
        );
        self.until(&format!("the playhead at {tenth} tenths"), &body).await;
        self.stage_follows().await;
    }

    /// Until the stage shows the moment that the playhead is at: the playhead is where the hand put it, at once.
    pub async fn stage_follows(&self) {
        let body = "const at = Number(document.querySelector('[role=slider][aria-label=Timeline]').getAttribute('aria-valuenow'));
             const standing = __playheadStage.standing();
             return standing.at !== null && Math.abs(standing.at / 1000 - at) <= 1;";
        self.until("the page of the playhead", body).await;
        self.settle().await;
    }

    /// Two animation frames: whatever was asked for is painted.
    pub async fn settle(&self) {
        self.client
            .execute_async(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))",
                Vec::new(),
            )
            .await
            .unwrap();
    }

    pub async fn screenshot(&self) -> Vec<u8> {
        self.settle().await;
        self.client.screenshot().await.unwrap()
    }
}
