//! `playhead-cli errors`

use crate::Outcome;
use crate::arguments::{Arguments, Errors};
use crate::open::library;
use crate::print::{clock, date, json, plural};
use engine::{Engine, EngineError, ErrorGroup, lead_in};

/// From few to many.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

pub fn run(arguments: &Arguments, command: &Errors) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    let groups = engine.error_groups()?;
    if let Some(name) = &command.group {
        return occurrences(arguments, command, &engine, &groups, name);
    }
    for (number, group) in groups.iter().enumerate().take(command.limit) {
        let dto = ipc::convert::error_group(group);
        if arguments.json {
            json(&dto);
            continue;
        }
        let (count, sessions) = (plural(group.count, "error"), plural(group.recordings.into(), "session"));
        println!(
            "{:>4}  {}  {count:>10}  {sessions:>11}  {} to {}  {}",
            number + 1,
            dto.id,
            date(group.first),
            date(group.last),
            sparkline(&group.buckets)
        );
        println!("      {}", group.title);
        if let Some(place) = &dto.place {
            println!("      {place}");
        }
    }
    if groups.is_empty() {
        eprintln!("No recording of the library holds an error");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

fn occurrences(
    arguments: &Arguments,
    command: &Errors,
    engine: &Engine,
    groups: &[ErrorGroup],
    name: &str,
) -> Result<Outcome, EngineError> {
    let by_number = name.parse::<usize>().ok().filter(|_| name.len() < 16).and_then(|n| n.checked_sub(1));
    let by_id = || u64::from_str_radix(name, 16).ok().filter(|_| name.len() == 16);
    let group = match by_number {
        Some(number) => groups.get(number),
        None => by_id().and_then(|id| groups.iter().find(|group| group.fingerprints.contains(&id))),
    };
    let Some(group) = group else {
        eprintln!("There is no group {name}\nplayhead-cli errors lists them");
        return Ok(Outcome::Nothing);
    };
    if !arguments.json {
        println!("{}", group.title);
    }
    for found in engine.occurrences(group, command.limit)? {
        if arguments.json {
            json(&ipc::convert::occurrence(&found));
            continue;
        }
        println!("{}  {}  {:>11}  {}", date(found.wall), found.recording, clock(found.time), found.file_name);
        println!("    playhead {} --at {}", found.recording, clock(lead_in(found.time)));
    }
    Ok(Outcome::Done)
}

fn sparkline(buckets: &[u32]) -> String {
    let most = buckets.iter().copied().max().unwrap_or(0).max(1);
    let bar = |&count: &u32| match count {
        0 => ' ',
        count => {
            let step = (count as usize * BARS.len()).div_ceil(most as usize);
            BARS.get(step.saturating_sub(1)).copied().unwrap_or('█')
        }
    };
    buckets.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::sparkline;

    #[test]
    fn a_sparkline_shows_even_a_single_one() {
        assert_eq!(sparkline(&[0, 1, 500, 1000]), " ▁▄█");
        assert_eq!(sparkline(&[0, 0]), "  ");
    }
}
