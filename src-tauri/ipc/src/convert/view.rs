//! The library as a list.

use super::library::{error, recording_row, search_hit};
use crate::dto::library::RecordingRowDto;
use crate::dto::view::*;
use engine::{ExportReport, Grouping, RecordingDetails, Sort, View, ViewRow, lead_in};

pub fn sort(sort: LibrarySortDto) -> Sort {
    match sort {
        LibrarySortDto::Imported => Sort::Imported,
        LibrarySortDto::Start => Sort::Start,
        LibrarySortDto::Duration => Sort::Duration,
        LibrarySortDto::Errors => Sort::Errors,
        LibrarySortDto::Site => Sort::Site,
        LibrarySortDto::Person => Sort::Person,
        LibrarySortDto::Browser => Sort::Browser,
        LibrarySortDto::Events => Sort::Events,
        LibrarySortDto::Bytes => Sort::Bytes,
    }
}

pub fn grouping(group: LibraryGroupDto) -> Grouping {
    match group {
        LibraryGroupDto::None => Grouping::None,
        LibraryGroupDto::Site => Grouping::Site,
        LibraryGroupDto::Person => Grouping::Person,
        LibraryGroupDto::Error => Grouping::Error,
    }
}

pub fn view(number: u32, view: &View, group: LibraryGroupDto) -> LibraryViewDto {
    // Of those that have nothing to be grouped by.
    let rest = match group {
        LibraryGroupDto::None => "",
        LibraryGroupDto::Site => "No address",
        LibraryGroupDto::Person => "Nobody named",
        LibraryGroupDto::Error => "No errors",
    };
    let groups = view.groups.iter().map(|group| ViewGroupDto {
        label: group.label.clone().unwrap_or_else(|| rest.to_owned()),
        first: short(group.first),
        count: short(group.count),
    });
    LibraryViewDto {
        view: number,
        recordings: short(view.recordings),
        all: short(view.all),
        entries: short(view.entries()),
        groups: groups.collect(),
    }
}

pub fn view_row(row: &ViewRow) -> RecordingRowDto {
    RecordingRowDto {
        why: row.why.as_ref().map(search_hit),
        why_more: row.why.as_ref().map_or(0, |hit| hit.more),
        ..recording_row(&row.recording)
    }
}

pub fn details(details: &RecordingDetails) -> RecordingDetailsDto {
    let pages = details.pages.iter().map(|page| DetailsPageDto {
        at: page.time.0,
        href: page.href.to_string(),
        title: (!page.title.is_empty()).then(|| page.title.to_string()),
    });
    let errors = details.errors.iter().map(|error| DetailsErrorDto {
        at: error.time.0,
        open_at: lead_in(error.time).0,
        text: error.text.clone(),
    });
    let alias = |(kind, name): &(String, String)| AliasDto { kind: kind.clone(), name: name.clone() };
    RecordingDetailsDto {
        row: recording_row(&details.recording),
        pages: pages.collect(),
        errors: errors.collect(),
        aliases: details.aliases.iter().map(alias).collect(),
    }
}

pub fn export_report(report: &ExportReport) -> ExportReportDto {
    ExportReportDto {
        written: report.written.iter().map(|path| path.display().to_string()).collect(),
        failed: report.failed.iter().map(error).collect(),
    }
}

fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
