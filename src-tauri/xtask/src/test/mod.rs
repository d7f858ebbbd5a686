//! `cargo xtask test`: runs the steps one after the other, stops at the first that fails, and ends
//! with a table of times and the sum of all tests. It knows the steps only by their table. It must
//! never call a run good in which no test ran.

mod count;
mod steps;

use crate::failure::{Failure, Result};
use crate::project::Project;
use crate::setup::{self, Need};
use crate::shell::say;
use count::Counts;
use std::time::{Duration, Instant};
use steps::{SETUP, STEPS, Stage, Step};

pub fn run(project: &Project, arguments: &[String]) -> Result {
    let chosen = match choose(arguments)? {
        Choice::List => {
            for step in STEPS {
                println!("{:<12} {}", step.name, step.what);
            }
            return Ok(());
        }
        Choice::Run(chosen) => chosen,
    };
    let mut report = Report::default();
    let result = run_steps(project, &chosen, &mut report);
    report.print(result.as_ref().err());
    // The report has said it all, in an order in which the sum comes last.
    if result.is_ok() { Ok(()) } else { std::process::exit(1) }
}

enum Choice {
    List,
    Run(Vec<&'static Step>),
}

fn choose(arguments: &[String]) -> Result<Choice> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Ok(Choice::Run(STEPS.iter().collect())),
        ["--list"] => Ok(Choice::List),
        ["--fast"] => Ok(Choice::Run(STEPS.iter().filter(|step| step.is_fast).collect())),
        ["--only", name] => match STEPS.iter().find(|step| step.name == *name) {
            Some(step) => Ok(Choice::Run(vec![step])),
            None => Err(Failure::new(format!(
                "There is no step `{name}`; see them with: cargo xtask test --list"
            ))),
        },
        _ => Err(Failure::new("`test` takes one of `--fast`, `--only STEP` and `--list`")),
    }
}

fn run_steps(project: &Project, chosen: &[&'static Step], report: &mut Report) -> Result {
    let mut needs: Vec<Need> = chosen.iter().flat_map(|step| step.needs.iter().copied()).collect();
    needs.dedup();
    if !needs.is_empty() {
        heading(SETUP, "sees to it that this machine has all that the steps need");
        report.time(SETUP, false, project, |stage| setup::ensure(stage.project, &needs))?;
    }
    for step in chosen.iter().filter(|step| step.name != SETUP) {
        heading(step.name, step.what);
        report.time(step.name, step.must_count, project, step.act)?;
    }
    Ok(())
}

fn heading(name: &str, what: &str) {
    println!();
    say(format!("{name}: {what}"));
}

#[derive(Default)]
struct Report {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    is_good: bool,
    time: Duration,
    counts: Counts,
}

impl Report {
    fn time(
        &mut self,
        name: &'static str,
        must_count: bool,
        project: &Project,
        act: impl FnOnce(&mut Stage<'_>) -> Result,
    ) -> Result {
        let mut stage = Stage { project, counts: Counts::default() };
        let begin = Instant::now();
        let mut result = act(&mut stage);
        if result.is_ok() && must_count && stage.counts.passed == 0 {
            result = Err(Failure::new("It ran no test"));
        }
        let time = begin.elapsed();
        self.rows.push(Row { name, is_good: result.is_ok(), time, counts: stage.counts });
        result
    }

    fn print(&self, failure: Option<&Failure>) {
        println!();
        for row in &self.rows {
            println!("{}", row.text());
        }
        let total = self.rows.iter().map(|row| row.time).sum();
        println!(
            "{:<12} {:<7} {:>14}\n",
            "all",
            if failure.is_none() { "good" } else { "failed" },
            time_text(total)
        );
        if let (Some(failure), Some(row)) = (failure, self.rows.last()) {
            println!("{failure}\n");
            println!("The step `{0}` failed. Repeat it alone with: cargo xtask test --only {0}", row.name);
        }
        let Counts { passed, failed } = self.sum();
        println!("{passed} passed, {failed} failed");
    }

    /// A step that failed without a failed test (a lint, a build) counts as one failure: a line
    /// that says `0 failed` must mean it.
    fn sum(&self) -> Counts {
        let mut sum = Counts::default();
        for row in &self.rows {
            let at_least = u64::from(!row.is_good);
            sum.add(Counts { passed: row.counts.passed, failed: row.counts.failed.max(at_least) });
        }
        sum
    }
}

impl Row {
    fn text(&self) -> String {
        let word = if self.is_good { "good" } else { "failed" };
        let tests = match self.counts.passed {
            0 => String::new(),
            passed => format!("   {passed} passed"),
        };
        format!("{:<12} {word:<7} {:>14}{tests}", self.name, time_text(self.time))
    }
}

fn time_text(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(act: impl FnOnce(&mut Stage<'_>) -> Result) -> (Report, Result) {
        let project = Project { root: "/".into(), target: "/".into(), packages: Vec::new() };
        let mut report = Report::default();
        let result = report.time("engine", true, &project, act);
        (report, result)
    }

    #[test]
    fn a_step_that_runs_no_test_fails() {
        let (report, result) = report(|_| Ok(()));
        assert_eq!(result.unwrap_err().to_string(), "It ran no test");
        assert_eq!(report.sum(), Counts { passed: 0, failed: 1 });
    }

    #[test]
    fn tests_are_summed_and_a_failed_build_is_one_failure() {
        let (mut report, result) = report(|stage| {
            stage.counts.add(Counts { passed: 3, failed: 0 });
            Ok(())
        });
        assert!(result.is_ok());
        report.rows.push(Row {
            name: "app",
            is_good: false,
            time: Duration::from_secs(61),
            counts: Counts::default(),
        });
        assert_eq!(report.sum(), Counts { passed: 3, failed: 1 });
        assert_eq!(report.rows[1].text(), "app          failed      1 min 01 s");
    }

    #[test]
    fn steps_are_chosen_by_name_or_by_speed() {
        let names =
            |words: &[&str]| match choose(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()) {
                Ok(Choice::Run(steps)) => steps.iter().map(|step| step.name).collect::<Vec<_>>(),
                Ok(Choice::List) => vec!["list"],
                Err(_) => vec!["refused"],
            };
        assert_eq!(names(&[]).len(), STEPS.len());
        assert_eq!(names(&["--fast"]), ["tidy", "format", "clippy", "engine"]);
        assert_eq!(names(&["--only", "e2e"]), ["e2e"]);
        assert_eq!(names(&["--list"]), ["list"]);
        assert_eq!(names(&["--only", "nothing"]), ["refused"]);
        assert_eq!(names(&["--fast", "--only"]), ["refused"]);
    }

    #[test]
    fn the_fast_steps_need_no_system_library() {
        let fast = STEPS.iter().filter(|step| step.is_fast);
        let needs: Vec<_> =
            fast.flat_map(|step| step.needs).filter(|need| **need != Need::RustComponents).collect();
        assert!(needs.is_empty(), "{needs:?}");
    }
}
