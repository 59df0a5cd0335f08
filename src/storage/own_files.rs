//! Small files of the program itself: its log of crashes, its preferences. Never anything of a project.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Adds a line to a file of a folder; makes either where it is missing.
pub fn append_line(folder: &Path, name: &str, line: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut file = fs::OpenOptions::new().create(true).append(true).open(folder.join(name))?;
    writeln!(file, "{line}")
}

/// The text of a file; `None` where there is none, or none that can be read.
pub fn text_of(file: &Path) -> Option<String> {
    fs::read_to_string(file).ok()
}

/// How long ago a file was changed; `None` where there is none, or where the clock has been set back since.
pub fn age_of(file: &Path) -> Option<Duration> {
    let changed = fs::metadata(file).and_then(|metadata| metadata.modified()).ok()?;
    SystemTime::now().duration_since(changed).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_and_what_is_missing_is_no_error() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("田方");
        assert_eq!((text_of(&folder.join("crash.log")), age_of(&folder)), (None, None));
        append_line(&folder, "crash.log", "one").unwrap();
        append_line(&folder, "crash.log", "two").unwrap();
        assert_eq!(text_of(&folder.join("crash.log")).as_deref(), Some("one\ntwo\n"));
        assert!(age_of(&folder.join("crash.log")).is_some());
    }
}
