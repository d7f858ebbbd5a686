//! `playhead-cli policy`

use crate::Outcome;
use crate::arguments::{Arguments, Policy};
use crate::open::library;
use crate::print::json;
use engine::{EngineError, ImportPolicy};
use serde::Serialize;

/// As JSON, one for each.
#[derive(Serialize)]
struct Row<'a> {
    /// Null: wherever no other one holds.
    site: Option<&'a str>,
    rules: String,
}

pub fn run(arguments: &Arguments, command: &Policy) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    let mut policy = engine.policy()?;
    let rules = command.rules.as_deref().map(parsed).transpose()?;
    let sites = policy.sites.len();
    match (&command.site, rules) {
        (None, Some(rules)) => policy.default = rules,
        (Some(site), rules) if rules.is_some() || command.remove => {
            policy.sites.retain(|(other, _)| other != site);
            policy.sites.extend(rules.map(|rules| (site.clone(), rules)));
        }
        _ => {}
    }
    if rules.is_some() || command.remove {
        engine.set_policy(&policy)?;
    }
    if command.remove && policy.sites.len() == sites {
        eprintln!("This site has no policy of its own");
        return Ok(Outcome::Nothing);
    }
    let all = std::iter::once((None, policy.default))
        .chain(policy.sites.iter().map(|(site, rules)| (Some(site.as_str()), *rules)));
    for (site, rules) in all {
        match arguments.json {
            true => json(&Row { site, rules: rules.words() }),
            false => println!("{:<28}  {:<28}  {}", site.unwrap_or("*"), rules.words(), rules.describe()),
        }
    }
    Ok(Outcome::Done)
}

fn parsed(text: &str) -> Result<ImportPolicy, EngineError> {
    ImportPolicy::parse(text).ok_or_else(|| {
        EngineError::usage(
            format!("“{text}” is no policy"),
            "Write keep, or any of secrets, inputs, texts, images with + between them",
        )
    })
}
