//! Small files of the program itself: its log of crashes, its preferences. Never anything of a project.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

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

/// The text of a file, or why it can't be read.
pub fn text_or_why(file: &Path) -> std::io::Result<String> {
    fs::read_to_string(file)
}

/// When a file was changed; `None` where there is none.
pub fn changed_at(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_and_what_is_missing_is_no_error() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("田方");
        assert_eq!((text_of(&folder.join("crash.log")), changed_at(&folder)), (None, None));
        append_line(&folder, "crash.log", "one").unwrap();
        append_line(&folder, "crash.log", "two").unwrap();
        assert_eq!(text_of(&folder.join("crash.log")).as_deref(), Some("one\ntwo\n"));
        assert!(changed_at(&folder.join("crash.log")).is_some());
    }
}
