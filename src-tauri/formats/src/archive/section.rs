//! A window of the outer source that can be read again: every archive layer is opened from one of these.

use crate::Source;
use std::cell::{Cell, RefCell};
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// The source the caller gave, shared by all sections of it.
pub(crate) struct Outer<'s> {
    source: RefCell<Box<dyn Source + 's>>,
    consumed: Cell<u64>,
    /// The first error of the source itself, so that it is told apart from damage inside an archive.
    error: RefCell<Option<io::Error>>,
}

impl<'s> Outer<'s> {
    pub(crate) fn new(source: Box<dyn Source + 's>) -> Rc<Outer<'s>> {
        Rc::new(Outer { source: RefCell::new(source), consumed: Cell::new(0), error: RefCell::new(None) })
    }

    pub(crate) fn consumed(&self) -> u64 {
        self.consumed.get()
    }

    /// Probing reads the beginning several times; progress is counted from here on.
    pub(crate) fn reset_consumed(&self) {
        self.consumed.set(0);
    }

    pub(crate) fn take_error(&self) -> Option<io::Error> {
        self.error.borrow_mut().take()
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        let mut source = self.source.borrow_mut();
        let result = source.seek(SeekFrom::Start(at)).and_then(|_| {
            loop {
                match source.read(into) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    other => break other,
                }
            }
        });
        match result {
            Ok(count) => {
                self.consumed.set(self.consumed.get().saturating_add(count as u64));
                Ok(count)
            }
            Err(error) => {
                let copy = io::Error::new(error.kind(), error.to_string());
                self.error.borrow_mut().get_or_insert(error);
                Err(copy)
            }
        }
    }
}

/// Bytes `start..end` of the outer source, with a position of its own.
#[derive(Clone)]
pub(crate) struct Section<'s> {
    outer: Rc<Outer<'s>>,
    start: u64,
    end: u64,
    at: u64,
}

impl<'s> Section<'s> {
    pub(crate) fn whole(outer: Rc<Outer<'s>>) -> io::Result<Section<'s>> {
        let end = outer.source.borrow_mut().seek(SeekFrom::End(0))?;
        Ok(Section { outer, start: 0, end, at: 0 })
    }

    /// Of bytes that are known to be there.
    pub(crate) fn in_memory(outer: Rc<Outer<'s>>, length: u64) -> Section<'s> {
        Section { outer, start: 0, end: length, at: 0 }
    }

    /// The part `from..from + length` of this section.
    pub(crate) fn part(&self, from: u64, length: u64) -> Section<'s> {
        let start = self.start.saturating_add(from).min(self.end);
        let end = start.saturating_add(length).min(self.end);
        Section { outer: Rc::clone(&self.outer), start, end, at: start }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.start == self.end
    }
}

impl Read for Section<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let wanted = into.len().min(left);
        let count = self.outer.read_at(self.at, into.get_mut(..wanted).unwrap_or_default())?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Section<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => self.start.checked_add(offset),
            SeekFrom::End(offset) => self.end.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        match target.filter(|&at| at >= self.start) {
            Some(at) => {
                self.at = at;
                Ok(at - self.start)
            }
            None => Err(io::Error::new(io::ErrorKind::InvalidInput, "seek before the start")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn a_part_sees_only_its_own_bytes() {
        let outer = Outer::new(Box::new(Cursor::new(b"abcdefgh".to_vec())));
        let whole = Section::whole(Rc::clone(&outer)).unwrap();
        let mut part = whole.part(2, 4);
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        assert_eq!(text, "cdef");
        part.seek(SeekFrom::End(-1)).unwrap();
        text.clear();
        part.read_to_string(&mut text).unwrap();
        assert_eq!(text, "f");
        assert_eq!(outer.consumed(), 5);
        assert!(part.seek(SeekFrom::Current(-9)).is_err());
        assert!(whole.part(100, 5).is_empty());
    }
}
