//! Runs inside the network of `in-a-network-of-its-own.sh`: opens the hostile recording and counts packets on `sink0`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use e2e::{App, Hostile};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::time::Duration;

#[tokio::main]
async fn main() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("hostile.json");
    // A name that must be looked up, and an address outside of this machine.
    std::fs::write(&file, Hostile::recording("http://recorded-page.test:8099")).unwrap();
    let other = dir.path().join("hostile-address.json");
    std::fs::write(&other, Hostile::recording("http://10.99.7.7:8099")).unwrap();

    let before = packets();
    for file in [&file, &other] {
        let app = App::start(&[file.to_str().unwrap()]).await;
        app.wait_for_page().await;
        for tenth in [0, 3, 6, 9, 2, 9] {
            app.tenth(tenth).await;
        }
        tokio::time::sleep(Duration::from_millis(2500)).await;
        app.close().await;
    }
    println!("packets of the recording: {}", packets() - before);

    let before = packets();
    let answer =
        tokio::task::spawn_blocking(|| "recorded-page.test:80".to_socket_addrs().is_ok()).await.unwrap();
    assert!(!answer, "nobody answers here");
    println!("packets of a look-up: {}", if packets() > before { "some" } else { "none" });

    let before = packets();
    let address: SocketAddr = "10.99.7.7:80".parse().unwrap();
    assert!(TcpStream::connect_timeout(&address, Duration::from_millis(500)).is_err(), "nobody answers here");
    println!("packets of a connection: {}", if packets() > before { "some" } else { "none" });
}

/// Sent into the cable since it was laid.
fn packets() -> u64 {
    std::fs::read_to_string("/sys/class/net/sink0/statistics/tx_packets")
        .or_else(|_| tx_from_proc().ok_or(std::io::Error::from(std::io::ErrorKind::NotFound)))
        .unwrap()
        .trim()
        .parse()
        .unwrap()
}

/// The same count where `/sys` still shows the outer network.
fn tx_from_proc() -> Option<String> {
    let table = std::fs::read_to_string("/proc/self/net/dev").ok()?;
    let line = table.lines().find(|line| line.trim_start().starts_with("sink0:"))?;
    line.split_once(':')?.1.split_whitespace().nth(9).map(str::to_owned)
}
