//! A panic leaves a note beside the preferences, so that it can be sent to whoever mends it. The project needs none: its
//! journal is on disk.

use std::io::Write;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// Writes every panic to `crash.log` in a folder, besides what was done with it before.
pub fn install(folder: PathBuf) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // A log that can't be written must not hide the panic itself.
        let _ = write(&folder, &panic.to_string());
        before(panic);
    }));
}

fn write(folder: &std::path::Path, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(folder.join("crash.log"))?;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    writeln!(file, "tianfang {} at {seconds} s: {text}", env!("CARGO_PKG_VERSION"))
}
