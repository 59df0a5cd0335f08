//! Files replaced whole or not at all: written under a temporary name in the same folder, synced, renamed over the target.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::WriteProblem;
use crate::i18n::{Message, Text, texts};

/// How long a target that another program holds open (Windows) is waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// Pause between two attempts.
const PAUSE: Duration = Duration::from_millis(100);

texts! {
    ReplaceText {
        Beside: "“{0}”正被另一个程序打开，结果另存为“{1}”。",
            "\"{0}\" is open in another program; the result was written to \"{1}\" instead.";
    }
}

/// Where a file ended up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The file that now holds what was written.
    pub path: PathBuf,
    /// The target asked for, where a reader held it and `path` is another name beside it.
    pub held: Option<PathBuf>,
}

impl Replaced {
    /// What a person must know: that the name is not the one asked for.
    pub fn note(&self) -> Option<Message> {
        let held = self.held.as_ref()?;
        Some(ReplaceText::Beside.with([held.as_path().into(), self.path.as_path().into()]))
    }
}

/// The temporary name of a target: beside it, so that a rename never crosses disks. What a killed process left under this
/// name is overwritten by the next attempt.
pub fn temporary_beside(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".tmp");
    target.with_file_name(name)
}

/// Removes a working file that a killed process may have left, with the rollback journal beside it: SQLite would play that
/// journal into the next file of the name.
pub fn discard(working: &Path) {
    let _ = fs::remove_file(companion(working, "-journal"));
    let _ = fs::remove_file(working);
}

/// Whether a database program has the file open, or died over it: changes that are not in the file yet lie beside it, and
/// would be played into whatever is put in its place.
fn has_changes_beside(target: &Path) -> bool {
    ["-wal", "-journal"].into_iter().any(|suffix| companion(target, suffix).exists())
}

/// The name that SQLite gives to a file beside a database.
fn companion(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Writes `bytes` to `target`; whoever reads it sees the old bytes or the new ones, never a mixture.
pub fn write_file(target: &Path, bytes: &[u8]) -> Result<Replaced, WriteProblem> {
    let temporary = temporary_beside(target);
    let write = || -> io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    if let Err(source) = write() {
        let _ = fs::remove_file(&temporary);
        return Err(WriteProblem::from_io(target, source));
    }
    replace(&temporary, target)
}

/// Puts a complete, synced file in the place of `target`. A target that a reader holds (Windows), or that a database program
/// has changes of its own for, is waited for, then left alone: the file gets a numbered name beside it. On failure the temporary file is removed.
pub fn replace(temporary: &Path, target: &Path) -> Result<Replaced, WriteProblem> {
    replace_by(temporary, target, PATIENCE, &|from, to| fs::rename(from, to), &is_held)
}

fn replace_by(
    temporary: &Path,
    target: &Path,
    patience: Duration,
    rename: &dyn Fn(&Path, &Path) -> io::Result<()>,
    is_held: &dyn Fn(&io::Error) -> bool,
) -> Result<Replaced, WriteProblem> {
    let started = Instant::now();
    let outcome = loop {
        let attempt = (!has_changes_beside(target)).then(|| rename(temporary, target));
        match attempt {
            Some(Ok(())) => break Ok(Replaced { path: target.to_owned(), held: None }),
            Some(Err(error)) if !(is_held(&error) && target.is_file()) => break Err(error),
            _ if started.elapsed() < patience => std::thread::sleep(PAUSE),
            _ => {
                let beside = free_name_beside(target);
                break rename(temporary, &beside).map(|()| Replaced { path: beside, held: Some(target.to_owned()) });
            }
        }
    };
    match outcome {
        Ok(replaced) => {
            sync_folder_of(&replaced.path);
            Ok(replaced)
        }
        Err(source) => {
            let _ = fs::remove_file(temporary);
            Err(WriteProblem::from_io(target, source))
        }
    }
}

/// Whether a rename failed because another program holds the target: access denied, sharing or lock violation. Only Windows
/// refuses such a rename; elsewhere a reader simply keeps the old file.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// `plan-2.gpkg`, or the first number that is free.
fn free_name_beside(target: &Path) -> PathBuf {
    let stem = target.file_stem().unwrap_or_default();
    let mut number = 2u32;
    loop {
        let mut name = stem.to_owned();
        name.push(format!("-{number}"));
        if let Some(extension) = target.extension() {
            name.push(".");
            name.push(extension);
        }
        let candidate = target.with_file_name(name);
        if !candidate.exists() && !has_changes_beside(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

/// Makes the rename itself durable. Only POSIX systems have folders to sync, and a failure loses nothing but durability.
#[cfg(unix)]
fn sync_folder_of(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(not(unix))]
fn sync_folder_of(_path: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("方案 一.txt");
        write_file(&target, b"old").unwrap();
        let replaced = write_file(&target, b"new").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(replaced, Replaced { path: target, held: None });
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_target_held_by_a_reader_is_left_alone_and_named() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("plan.gpkg");
        fs::write(&target, b"old").unwrap();
        fs::write(folder.path().join("plan-2.gpkg"), b"older").unwrap();
        let temporary = temporary_beside(&target);
        fs::write(&temporary, b"new").unwrap();
        let refuse = |from: &Path, to: &Path| {
            if to.ends_with("plan.gpkg") { Err(io::Error::other("held")) } else { fs::rename(from, to) }
        };
        let replaced = replace_by(&temporary, &target, Duration::ZERO, &refuse, &|_| true).unwrap();
        assert_eq!(replaced.path, folder.path().join("plan-3.gpkg"));
        assert_eq!(fs::read(&target).unwrap(), b"old");
        assert_eq!(fs::read(&replaced.path).unwrap(), b"new");
        assert!(replaced.note().unwrap().say(Language::Chinese).contains("plan-3.gpkg"));
        assert!(!temporary.exists());
    }

    #[test]
    fn a_target_with_changes_of_another_program_beside_it_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("plan.gpkg");
        for suffix in ["-wal", "-journal"] {
            fs::write(&target, b"old").unwrap();
            fs::write(companion(&target, suffix), b"not in the file yet").unwrap();
            let temporary = temporary_beside(&target);
            fs::write(&temporary, b"new").unwrap();
            let rename = |from: &Path, to: &Path| fs::rename(from, to);
            let replaced = replace_by(&temporary, &target, Duration::ZERO, &rename, &|_| false).unwrap();
            assert_eq!(replaced.held.as_ref(), Some(&target), "{suffix}");
            assert_eq!(fs::read(&target).unwrap(), b"old");
            assert_eq!(fs::read(&replaced.path).unwrap(), b"new");
            fs::remove_file(companion(&target, suffix)).unwrap();
            fs::remove_file(replaced.path).unwrap();
        }
    }

    #[test]
    fn a_working_file_is_discarded_with_its_journal() {
        let folder = tempfile::tempdir().unwrap();
        let working = folder.path().join("plan.gpkg.part");
        fs::write(&working, b"half").unwrap();
        fs::write(companion(&working, "-journal"), b"half").unwrap();
        discard(&working);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_that_is_missing_or_taken_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("no/such/plan.txt");
        assert!(matches!(write_file(&missing, b""), Err(WriteProblem::NoFolder { .. })));
        assert!(write_file(folder.path(), b"").is_err());
        assert!(folder.path().is_dir());
    }
}
