//! Two pictures beside each other.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// By how much of its range a pixel may differ: how WebKit rounds a corner depends on where the tiles end that it paints.
const TOLERANCE: &str = "4%";

/// Writes the upper left corners of both and what is different between them, and gives how many pixels differ and which
/// share of all that is. An error says why they cannot be compared.
pub fn compare(base: &Path, size: (u32, u32), ours: &[u8], theirs: &[u8]) -> Result<(u64, f64), String> {
    let named = |what: &str| PathBuf::from(format!("{}-{what}.png", base.display()));
    let (our_file, their_file) = (named("ours"), named("peer"));
    std::fs::write(&our_file, ours).unwrap();
    std::fs::write(&their_file, theirs).unwrap();
    let cut = format!("{}x{}+0+0", size.0, size.1);
    run("mogrify", &[Path::new("-crop"), Path::new(&cut), Path::new("+repage"), &our_file, &their_file]);
    let files = [our_file.as_path(), &their_file, &named("difference")];
    let metric = ["-metric", "AE", "-fuzz", TOLERANCE].map(Path::new);
    let compared = run("compare", &[metric.as_slice(), &files].concat());
    let said = String::from_utf8_lossy(&compared.stderr);
    let count = said.split_whitespace().next().and_then(|count| count.parse::<f64>().ok());
    let count = count.ok_or_else(|| said.trim().to_owned())?;
    Ok((count as u64, count / (f64::from(size.0) * f64::from(size.1))))
}

fn run(program: &str, arguments: &[&Path]) -> Output {
    let run = Command::new(program).args(arguments).output();
    run.expect("ImageMagick is installed by `cargo xtask setup --tests`")
}
