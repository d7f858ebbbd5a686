//! Files of one folder that are segments of one session.

use crate::EngineError;
use formats::{ArchivedSession, FilePiece};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A session whose segments are files.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Joined {
    paths: Vec<PathBuf>,
    pieces: Vec<FilePiece>,
    session: ArchivedSession,
}

impl Joined {
    /// Those among these files.
    pub(crate) fn among(files: &[PathBuf]) -> Vec<Joined> {
        let mut folders: HashMap<&Path, Vec<&PathBuf>> = HashMap::new();
        let mut seen = HashSet::new();
        for file in files.iter().filter(|file| seen.insert(file.as_path())) {
            if let Some(folder) = file.parent() {
                folders.entry(folder).or_default().push(file);
            }
        }
        let folders = folders.into_values().filter(|files| files.len() > 1);
        folders.flat_map(|files| Joined::in_folder(&files)).collect()
    }

    fn in_folder(files: &[&PathBuf]) -> Vec<Joined> {
        let piece = |path: &PathBuf| {
            let bytes = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?.len();
            Some(FilePiece { name: path.file_name()?.to_string_lossy().into_owned(), bytes })
        };
        let (paths, pieces): (Vec<&PathBuf>, Vec<FilePiece>) =
            files.iter().filter_map(|&path| Some((path, piece(path)?))).unzip();
        // Whatever is wrong with a file, importing it says so.
        let found = formats::joined_files(Box::new(OneAfterTheOther::new(&paths, &pieces)), &pieces);
        let only_its_own = |session: ArchivedSession| {
            let own = paths.iter().zip(&pieces).filter(|(_, piece)| session.files.contains(&piece.name));
            let (paths, pieces): (Vec<PathBuf>, Vec<FilePiece>) =
                own.map(|(path, piece)| ((*path).clone(), piece.clone())).unzip();
            Joined { paths, pieces, session }
        };
        found.unwrap_or_default().into_iter().map(only_its_own).collect()
    }

    pub(crate) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.pieces.iter().map(|piece| piece.bytes).sum()
    }

    /// `folder › 0.json + 3 more`.
    pub(crate) fn called(&self) -> PathBuf {
        let folder = self.paths.first().and_then(|path| path.parent()).unwrap_or(Path::new(""));
        let more = self.session.files.len().saturating_sub(1);
        PathBuf::from(format!("{} › {} + {more} more", folder.display(), self.session.name))
    }

    pub(crate) fn write(&self, into: &mut dyn Write) -> Result<(), EngineError> {
        let paths: Vec<&PathBuf> = self.paths.iter().collect();
        let source = OneAfterTheOther::new(&paths, &self.pieces);
        // Running numbers count the files that were looked at.
        let session = formats::joined_files(Box::new(source.again()), &self.pieces)?;
        let session = session
            .into_iter()
            .find(|found| found.files == self.session.files && found.name == self.session.name);
        let session = session.ok_or_else(|| {
            EngineError::not_now("The files have changed meanwhile", "Import their folder again")
        })?;
        Ok(formats::copy_joined(Box::new(source), &self.pieces, &session, into)?)
    }
}

/// Files read as one, with one of them open at a time.
struct OneAfterTheOther {
    /// Where each begins, and its path.
    files: Vec<(u64, PathBuf)>,
    end: u64,
    at: u64,
    open: Option<(usize, File)>,
}

impl OneAfterTheOther {
    fn new(paths: &[&PathBuf], pieces: &[FilePiece]) -> OneAfterTheOther {
        let mut end = 0;
        let mut files = Vec::new();
        for (path, piece) in paths.iter().zip(pieces) {
            files.push((end, (*path).clone()));
            end += piece.bytes;
        }
        OneAfterTheOther { files, end, at: 0, open: None }
    }

    fn again(&self) -> OneAfterTheOther {
        OneAfterTheOther { files: self.files.clone(), end: self.end, at: 0, open: None }
    }
}

impl Read for OneAfterTheOther {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.at >= self.end || into.is_empty() {
            return Ok(0);
        }
        // Empty files begin where the next one does.
        let number = self.files.partition_point(|(start, _)| *start <= self.at).saturating_sub(1);
        let Some((start, path)) = self.files.get(number) else { return Ok(0) };
        let next = self.files.get(number + 1).map_or(self.end, |(start, _)| *start);
        if self.open.as_ref().is_none_or(|(open, _)| *open != number) {
            self.open = Some((number, File::open(path)?));
        }
        let Some((_, file)) = &mut self.open else { return Ok(0) };
        file.seek(SeekFrom::Start(self.at - start))?;
        let wanted = usize::try_from(next - self.at).unwrap_or(usize::MAX).min(into.len());
        let count = file.read(into.get_mut(..wanted).unwrap_or_default())?;
        if count == 0 {
            // It has become shorter: what stands behind it must not slip into its place.
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for OneAfterTheOther {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(offset) => self.end.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = target.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_one_after_the_other_and_from_anywhere() {
        let dir = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = ["a", "b", "c"].map(|name| dir.path().join(name)).to_vec();
        for (path, text) in paths.iter().zip(["one", "", "three"]) {
            std::fs::write(path, text).unwrap();
        }
        let pieces: Vec<FilePiece> = [3, 0, 5].map(|bytes| FilePiece { name: String::new(), bytes }).to_vec();
        let paths: Vec<&PathBuf> = paths.iter().collect();
        let mut source = OneAfterTheOther::new(&paths, &pieces);
        let mut text = String::new();
        source.read_to_string(&mut text).unwrap();
        assert_eq!(text, "onethree");
        text.clear();
        source.seek(SeekFrom::End(-6)).unwrap();
        source.read_to_string(&mut text).unwrap();
        assert_eq!(text, "ethree");
        std::fs::write(paths[0], "o").unwrap();
        source.seek(SeekFrom::Start(0)).unwrap();
        assert!(source.read_to_string(&mut text).is_err());
    }
}
