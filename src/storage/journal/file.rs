//! The journal's file while a project is open: records are appended, and cut away by a compaction.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::Record;
use super::line::line_from_record;
use super::sync::{SyncState, Syncer};

/// The open journal of the one writer.
pub struct JournalFile {
    path: PathBuf,
    file: File,
    /// Length of the file without a record that was only half written.
    whole_bytes: u64,
    /// Lines that the disk refused. They go first when it takes writes again: a record may not be missing in the middle.
    waiting: Vec<u8>,
    /// A compaction has stored every record of the file, but the disk has not yet let it be cut.
    outdated: bool,
    next_number: u64,
    syncer: Syncer,
}

impl JournalFile {
    /// Opens the journal, or makes it, and cuts it to its whole records.
    pub fn open(path: &Path, whole_bytes: u64, next_number: u64) -> io::Result<Self> {
        let file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
        if file.metadata()?.len() != whole_bytes {
            file.set_len(whole_bytes)?;
            file.sync_all()?;
        }
        let syncer = Syncer::start(file.try_clone()?)?;
        Ok(Self { path: path.to_owned(), file, whole_bytes, waiting: Vec::new(), outdated: false, next_number, syncer })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Number of the last record given to the journal.
    pub fn last_number(&self) -> u64 {
        self.next_number - 1
    }

    /// Whether records wait because the disk refused them.
    pub fn is_behind(&self) -> bool {
        !self.waiting.is_empty()
    }

    pub fn state(&self) -> SyncState {
        self.syncer.state()
    }

    /// Appends a record. On an error it waits in memory, and is written before the next one or by [`Self::catch_up`].
    pub fn append(&mut self, record: &Record) -> io::Result<()> {
        let line = line_from_record(self.next_number, record)?;
        self.next_number += 1;
        self.waiting.extend(line);
        self.catch_up()
    }

    /// Writes the records that wait. A write that came out short is taken back, so that no half line stands before a whole one.
    pub fn catch_up(&mut self) -> io::Result<()> {
        if self.outdated {
            self.file.set_len(0)?;
            self.whole_bytes = 0;
            self.outdated = false;
        }
        if self.waiting.is_empty() {
            return Ok(());
        }
        let written =
            self.file.seek(SeekFrom::Start(self.whole_bytes)).and_then(|_| self.file.write_all(&self.waiting));
        if let Err(error) = written {
            // Should this fail too, the half line fails its checksum, and the next attempt begins at the same byte.
            let _ = self.file.set_len(self.whole_bytes);
            return Err(error);
        }
        self.whole_bytes += self.waiting.len() as u64;
        self.waiting.clear();
        self.syncer.written();
        Ok(())
    }

    /// Forgets every record: a compaction has stored what they say.
    pub fn cut(&mut self) -> io::Result<()> {
        self.waiting.clear();
        self.outdated = true;
        self.catch_up()?;
        self.file.sync_data()?;
        self.syncer.forgive();
        Ok(())
    }
}

impl Drop for JournalFile {
    fn drop(&mut self) {
        // A last attempt; the refusal itself was reported when it happened.
        let _ = self.catch_up();
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use super::*;

    #[test]
    fn records_are_numbered_on_over_a_cut_and_a_reopening() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.log");
        let numbers = || {
            let scan = scan(&std::fs::read(&path).unwrap());
            scan.records.iter().map(|scanned| scanned.number).collect::<Vec<_>>()
        };
        let mut journal = JournalFile::open(&path, 0, 1).unwrap();
        journal.append(&Record::Undo).unwrap();
        journal.append(&Record::Redo).unwrap();
        assert_eq!(numbers(), [1, 2]);
        journal.cut().unwrap();
        journal.append(&Record::Undo).unwrap();
        assert_eq!(numbers(), [3]);
        let bytes = std::fs::read(&path).unwrap().len() as u64;
        drop(journal);
        std::fs::write(&path, [std::fs::read(&path).unwrap(), b"4 half a rec".to_vec()].concat()).unwrap();
        let mut journal = JournalFile::open(&path, bytes, 4).unwrap();
        journal.append(&Record::Redo).unwrap();
        assert_eq!((numbers(), journal.last_number()), (vec![3, 4], 4));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_full_disk_refuses_waits_and_says_so() {
        // Every write to /dev/full fails with "no space left", as a full disk does.
        let full = File::options().read(true).write(true).open("/dev/full").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.log");
        let mut journal = JournalFile::open(&path, 0, 1).unwrap();
        let disk = std::mem::replace(&mut journal.file, full);
        assert_eq!(journal.append(&Record::Undo).unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert!(journal.append(&Record::Redo).is_err());
        assert!(journal.is_behind());
        journal.file = disk;
        journal.append(&Record::Undo).unwrap();
        let scan = scan(&std::fs::read(&path).unwrap());
        assert_eq!(scan.records.iter().map(|scanned| scanned.number).collect::<Vec<_>>(), [1, 2, 3]);
    }
}
