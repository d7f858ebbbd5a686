//! Groups of errors, where they happened, and what was found for an exception from outside.

use crate::dto::found::*;
use engine::{ErrorGroup, Finding, Occurrence, lead_in};

pub fn error_group(group: &ErrorGroup) -> ErrorGroupDto {
    ErrorGroupDto {
        id: format!("{:016x}", group.fingerprints.first().copied().unwrap_or_default()),
        title: group.title.clone(),
        place: (!group.place.is_empty()).then(|| group.place.clone()),
        count: group.count,
        sessions: group.recordings,
        first_wall: group.first.0,
        last_wall: group.last.0,
        buckets: group.buckets.clone(),
        by_rule: group.rule.is_some(),
    }
}

pub fn occurrence(occurrence: &Occurrence) -> OccurrenceDto {
    OccurrenceDto {
        recording: occurrence.recording.to_string(),
        file_name: occurrence.file_name.clone(),
        person: (!occurrence.person.is_empty()).then(|| occurrence.person.clone()),
        at: occurrence.time.0,
        open_at: lead_in(occurrence.time).0,
        wall: occurrence.wall.0,
        kind: occurrence.kind.clone(),
        text: occurrence.text.clone(),
    }
}

pub fn finding(finding: &Finding) -> FindingDto {
    FindingDto {
        recording: finding.recording.to_string(),
        file_name: finding.file_name.clone(),
        href: finding.href.clone(),
        at: finding.time.0,
        open_at: lead_in(finding.time).0,
        text: (!finding.text.is_empty()).then(|| finding.text.clone()),
        why: finding.why.iter().map(|why| why.words().to_owned()).collect(),
    }
}
