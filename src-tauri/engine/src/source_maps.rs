//! Source maps that a person named: which of them belongs to a built file, and errors as they stand in the source.
//!
//! The recording's file keeps every stack as it was recorded. Maps work where errors go into the catalogue, so that maps
//! that come later need no second import.

use crate::files::{files_in, is_pattern, matching};
use crate::sources::archive;
use crate::{Engine, EngineError, derived};
use analysis::{Findings, SourceMap};
use events::Text;
use events::derived::ErrorRecord;
use library::error_text;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};
use store::RecordingReader;

/// Folders are looked through again no sooner.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Maps of a large page take tens of megabytes each in memory.
const KEPT: usize = 16;
/// What tells a map from another file that is called so.
const START_BYTES: u64 = 64;
/// Larger ones are none that a build writes.
const MAX_BYTES: u64 = 256 << 20;

/// What adding or taking away maps did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct MapReport {
    /// Maps that there are now.
    pub maps: usize,
    /// Recordings whose errors are told otherwise now.
    pub recordings: usize,
}

impl MapReport {
    /// For people, without a final period.
    pub fn sentence(self) -> String {
        let plural = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
        let maps = plural(self.maps, "source map");
        match self.recordings {
            0 => format!("{maps} known; no error here stands in a file that they are of"),
            n => format!("{maps} known; errors of {} are told anew", plural(n, "recording")),
        }
    }
}

#[derive(Default)]
pub(crate) struct SourceMaps(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// Named by a person.
    roots: Vec<PathBuf>,
    looked: Option<Instant>,
    /// With the time of their last change.
    files: Vec<(MapFile, Option<SystemTime>)>,
    read: HashMap<MapFile, Option<Arc<SourceMap>>>,
    /// Maps by the file that they name; read when a name is met that no map is called by.
    by_field: Option<Vec<(String, MapFile)>>,
}

/// Where a map is.
#[derive(Clone, PartialEq, Eq, Hash)]
struct MapFile {
    file: PathBuf,
    /// In the archive that the file is.
    entry: Option<String>,
}

impl MapFile {
    /// Those that a named file stands for: itself, or the maps in an archive.
    fn of(file: PathBuf) -> Vec<MapFile> {
        let entries = archive(&file).map(|archive| formats::entries_ending(Box::new(archive), ".map"));
        match entries {
            None => vec![MapFile { file, entry: None }],
            Some(found) => {
                let entries = found.unwrap_or_default().into_iter();
                entries.map(|entry| MapFile { file: file.clone(), entry: Some(entry) }).collect()
            }
        }
    }

    /// Folders and name, innermost last.
    fn segments(&self) -> Vec<String> {
        let path = self.entry.clone().unwrap_or_else(|| self.file.to_string_lossy().into_owned());
        segments(&path).into_iter().map(str::to_owned).collect()
    }

    fn parse(&self) -> Option<SourceMap> {
        let bytes = match &self.entry {
            Some(entry) => {
                formats::entry(Box::new(File::open(&self.file).ok()?), entry, MAX_BYTES).ok()??
            }
            None => {
                let is_small = std::fs::metadata(&self.file).is_ok_and(|about| about.len() <= MAX_BYTES);
                is_small.then(|| std::fs::read(&self.file).ok())??
            }
        };
        SourceMap::parse(&bytes)
    }
}

impl SourceMaps {
    /// Looks again at what was named, where that is another list or some time has passed.
    pub(crate) fn look(&self, roots: Vec<String>) {
        let roots: Vec<PathBuf> = roots.into_iter().map(PathBuf::from).collect();
        let mut known = self.lock();
        if known.roots == roots
            && (roots.is_empty() || known.looked.is_some_and(|at| at.elapsed() < LOOK_EVERY))
        {
            return;
        }
        let files = files_in(roots.iter().map(PathBuf::as_path), Path::new(""));
        let is_map =
            |path: &PathBuf| path.extension().is_some_and(|ending| ending == "map") || roots.contains(path);
        let changed = |path: &Path| std::fs::metadata(path).and_then(|about| about.modified()).ok();
        let files: Vec<_> = files
            .into_iter()
            .filter(is_map)
            .flat_map(MapFile::of)
            .map(|map| (changed(&map.file), map))
            .map(|(at, map)| (map, at))
            .collect();
        if files != known.files {
            *known = Known { files, ..Known::default() };
        }
        (known.roots, known.looked) = (roots, Some(Instant::now()));
    }

    pub(crate) fn count(&self) -> usize {
        self.lock().files.len()
    }

    /// Findings with their errors as the source has them.
    pub(crate) fn applied<'f>(&self, findings: &'f Findings) -> Cow<'f, Findings> {
        match self.errors(&findings.errors) {
            Some(errors) => Cow::Owned(Findings { errors, ..findings.clone() }),
            None => Cow::Borrowed(findings),
        }
    }

    /// None where no frame of any is known.
    fn errors(&self, errors: &[ErrorRecord]) -> Option<Vec<ErrorRecord>> {
        let maps = self.maps_of(errors.iter().flat_map(|error| &error.stack));
        if maps.is_empty() {
            return None;
        }
        let map_of = |file: &str| maps.get(file).map(Arc::as_ref);
        Some(
            errors
                .iter()
                .map(|error| analysis::map_error(error, map_of).unwrap_or_else(|| error.clone()))
                .collect(),
        )
    }

    /// The lines of a stack; None where no frame of it is known.
    pub(crate) fn lines(&self, lines: &[Text]) -> Option<Vec<Text>> {
        let maps = self.maps_of(lines.iter());
        analysis::map_lines(lines, |file| maps.get(file).map(Arc::as_ref))
    }

    /// Maps of the files that stand in these lines.
    fn maps_of<'t>(&self, lines: impl Iterator<Item = &'t Text>) -> HashMap<String, Arc<SourceMap>> {
        let mut known = self.lock();
        let mut maps = HashMap::new();
        if known.files.is_empty() {
            return maps;
        }
        for file in lines.filter_map(|line| analysis::parse_frame(line)).map(|frame| frame.file) {
            if !maps.contains_key(file.as_str())
                && let Some(map) = known.map_of(&file)
            {
                maps.insert(file.to_string(), map);
            }
        }
        maps
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn map_of(&mut self, file: &str) -> Option<Arc<SourceMap>> {
        let address = segments(file);
        let name = (*address.last()?).to_owned();
        // `app.js.map`; of several in different folders the one that lies as the file is served.
        let folders = address.get(..address.len() - 1).unwrap_or_default();
        let mut best: Option<(usize, &MapFile)> = None;
        for (file, _) in &self.files {
            let path = file.segments();
            let Some((last, around)) = path.split_last() else { continue };
            if last.strip_suffix(".map") != Some(name.as_str()) {
                continue;
            }
            let around: Vec<&str> = around.iter().map(String::as_str).collect();
            let score = common_end(&around, folders);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, file));
            }
        }
        if let Some(file) = best.map(|(_, file)| file.clone())
            && let Some(map) = self.read(&file)
        {
            return Some(map);
        }
        let fields = self.fields();
        let named = fields.iter().filter(|(field, _)| segments(field).last() == Some(&name.as_str()));
        let best = named.max_by_key(|(field, _)| common_end(&segments(field), &address));
        let file = best.map(|(_, file)| file.clone())?;
        self.read(&file)
    }

    fn read(&mut self, file: &MapFile) -> Option<Arc<SourceMap>> {
        if let Some(map) = self.read.get(file) {
            return map.clone();
        }
        if self.read.len() >= KEPT {
            self.read.clear();
        }
        let map = file.parse().map(Arc::new);
        self.read.insert(file.clone(), map.clone());
        map
    }

    /// The file that each map names.
    fn fields(&mut self) -> &[(String, MapFile)] {
        let files = &self.files;
        self.by_field.get_or_insert_with(|| {
            let field = |file: &MapFile| Some((file.parse()?.file()?.to_owned(), file.clone()));
            files.iter().filter_map(|(file, _)| field(file)).collect()
        })
    }
}

/// Of an address without its scheme and its query, or of a path: its names.
fn segments(address: &str) -> Vec<&str> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect()
}

/// How many names at the end are the same.
fn common_end(a: &[&str], b: &[&str]) -> usize {
    a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count()
}

impl Engine {
    /// Files and folders of source maps.
    pub fn source_maps(&self) -> Result<Vec<PathBuf>, EngineError> {
        let paths = self.readers.look(library::Library::source_maps)?;
        Ok(paths.into_iter().map(PathBuf::from).collect())
    }

    /// Whether it is a source map, by its name and its first bytes.
    pub fn is_source_map_file(path: &Path) -> bool {
        if path.extension().is_none_or(|ending| ending != "map") {
            return false;
        }
        let mut start = Vec::new();
        let read = File::open(path).and_then(|file| file.take(START_BYTES).read_to_end(&mut start));
        // Some servers put a line before it that keeps it from being run as a script.
        let start = String::from_utf8_lossy(&start);
        let start = start.strip_prefix(")]}'").unwrap_or(&start);
        read.is_ok() && start.trim_start().starts_with('{')
    }

    /// Source maps among what is imported (files, folders, patterns, archives) are used from now on, where they lie. None where
    /// there is none that is not used already.
    pub fn take_source_maps<'p>(
        &self,
        named: impl IntoIterator<Item = &'p Path>,
    ) -> Result<Option<MapReport>, EngineError> {
        let own = self.paths().dir();
        let mut maps = Vec::new();
        for name in named {
            let paths = if is_pattern(name) { matching(name) } else { vec![name.to_owned()] };
            let files = files_in(paths.iter().map(PathBuf::as_path), own);
            let has_maps = |file: &PathBuf| {
                Engine::is_source_map_file(file)
                    || archive(file).is_some_and(|archive| {
                        formats::entries_ending(Box::new(archive), ".map").is_ok_and(|maps| !maps.is_empty())
                    })
            };
            maps.extend(files.into_iter().filter(has_maps));
        }
        let known = self.source_maps()?;
        let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
        maps.retain(|map| !known.iter().any(|root| real(map).starts_with(root)));
        if maps.is_empty() { Ok(None) } else { self.add_source_maps(&maps).map(Some) }
    }

    /// From now on errors are told as the source has them, those too of recordings that are here already.
    pub fn add_source_maps(&self, paths: &[PathBuf]) -> Result<MapReport, EngineError> {
        for path in paths {
            let real = path.canonicalize().map_err(|error| EngineError::unreadable(path, &error))?;
            self.library().add_source_maps(&real.to_string_lossy())?;
        }
        self.map_again()
    }

    /// Errors are told as they were recorded again, where no other map knows them. None where no path was on the list.
    pub fn remove_source_maps(&self, paths: &[PathBuf]) -> Result<Option<MapReport>, EngineError> {
        let mut were = false;
        for path in paths {
            // One that has vanished has no other name than the one on the list.
            let real = path.canonicalize().or_else(|_| std::path::absolute(path));
            let real = real.unwrap_or_else(|_| path.clone());
            were |= self.library().remove_source_maps(&real.to_string_lossy())?;
        }
        if were { self.map_again().map(Some) } else { Ok(None) }
    }

    /// Lists the errors of every recording as the maps of now have them, where that is another way than before.
    pub(crate) fn map_again(&self) -> Result<MapReport, EngineError> {
        self.look_at_maps()?;
        let mut report = MapReport { maps: self.maps.count(), recordings: 0 };
        for row in self.recordings()?.into_iter().filter(|row| row.errors > 0) {
            let path = self.paths().recording(row.id);
            // Whoever opens it is told.
            let Ok(reader) = RecordingReader::open(&path) else { continue };
            let recorded = reader.errors()?;
            let mapped = self.maps.errors(&recorded).unwrap_or(recorded);
            let known = self.readers.look(|library| library.errors_of(row.id))?;
            if known.iter().map(|error| &error.text).eq(mapped
                .iter()
                .map(error_text)
                .collect::<Vec<_>>()
                .iter())
            {
                continue;
            }
            let origin = derived::origin_of(&reader, &path, Some(&row))?;
            let findings = Findings { errors: mapped, ..derived::read(&reader)? };
            derived::catalogue(&mut self.library(), row.id, &reader.info()?, &origin, &findings)?;
            report.recordings += 1;
        }
        Ok(report)
    }

    /// Before maps are used: another program may have named some.
    pub(crate) fn look_at_maps(&self) -> Result<(), EngineError> {
        self.maps.look(self.library().source_maps()?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_at_the_end_are_compared() {
        let served = segments("https://a.example/static/js/app.js?v=2#x");
        assert_eq!(served, ["a.example", "static", "js", "app.js"]);
        assert_eq!(common_end(&segments("/home/ann/build/static/js"), &served[..3]), 2);
        assert_eq!(common_end(&segments("dist/app.js"), &served), 1);
        assert_eq!(segments("webpack:///./src/a.ts"), ["src", "a.ts"]);
    }
}
