//! What others need for a part of the work, on the same machine and in the same run.

use std::path::Path;
use std::process::Command;

const SCRIPT: &str = "
const text = require('fs').readFileSync(process.argv[1], 'utf8');
const times = [];
for (let round = 0; round < 5; round++) {
  const began = performance.now();
  JSON.parse(text);
  times.push(performance.now() - began);
}
console.log(times.sort((a, b) => a - b)[2]);
";

/// Node's `JSON.parse` on the events, the median of five, in milliseconds. None without Node.
pub fn json_parse_ms(events: &Path) -> Option<f64> {
    let output = Command::new("node").args(["-e", SCRIPT]).arg(events).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
