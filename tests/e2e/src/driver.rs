//! The WebDriver process.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How long the driver may take to listen. It takes a tenth of a second; the rest is for a loaded machine.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Driver {
    process: Child,
    pub port: u16,
}

impl Driver {
    pub async fn start() -> Driver {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = Command::new("WebKitWebDriver")
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver is installed by `cargo xtask setup --tests`");
        let driver = Driver { process, port };
        tokio::time::timeout(PATIENCE, driver.listens()).await.expect("the driver listens");
        driver
    }

    async fn listens(&self) {
        while tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself with the session.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
