//! Servers that count who comes: for showing that nobody does.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers every HTTP request with an empty 200 and remembers its first line.
pub struct HttpSink {
    pub port: u16,
    seen: Arc<Mutex<BTreeSet<String>>>,
}

impl HttpSink {
    pub async fn start() -> HttpSink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen: Arc<Mutex<BTreeSet<String>>> = Arc::default();
        let noted = seen.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                // A connection alone counts: preconnect opens one and asks nothing.
                noted.lock().unwrap().insert("(connected)".to_owned());
                let noted = noted.clone();
                tokio::spawn(async move {
                    let mut bytes = vec![0; 4096];
                    let read = stream.read(&mut bytes).await.unwrap_or(0);
                    let text = String::from_utf8_lossy(&bytes[..read]);
                    if let Some(line) = text.lines().next() {
                        noted.lock().unwrap().insert(line.to_owned());
                    }
                    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n";
                    let _ = stream.write_all(answer.as_bytes()).await;
                });
            }
        });
        HttpSink { port, seen }
    }

    /// First lines of requests, and `(connected)` if anybody came at all.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().cloned().collect()
    }
}
