//! A panic leaves a note beside the preferences, so that it can be sent to whoever mends it. The project needs none: its
//! journal is on disk.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::storage::own_files::append_line;

/// Writes every panic to `crash.log` in a folder, besides what was done with it before.
pub fn install(folder: PathBuf) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // A log that can't be written must not hide the panic itself.
        let _ = write(&folder, &panic.to_string());
        before(panic);
    }));
}

fn write(folder: &Path, text: &str) -> std::io::Result<()> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    append_line(folder, "crash.log", &format!("tianfang {} at {seconds} s: {text}", env!("CARGO_PKG_VERSION")))
}
