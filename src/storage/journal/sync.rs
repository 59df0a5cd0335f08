//! The thread that makes written records durable, so that no edit waits for a disk.

use std::fs::File;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// Pause before a sync: edits that follow one another closely share it, and it keeps well within the promised second.
const GATHERING: Duration = Duration::from_millis(200);

/// How durable the records are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncState {
    /// All are on the disk.
    Synced,
    /// The last ones are with the operating system: a killed program loses none, a power cut may.
    Pending,
    /// The disk refused; what was written may be gone after a power cut.
    Failed { kind: io::ErrorKind, os_error: Option<i32> },
}

#[derive(Default)]
struct Progress {
    /// Number of writes, and how many of them were synced.
    written: u64,
    synced: u64,
    failed: Option<(io::ErrorKind, Option<i32>)>,
    stop: bool,
}

#[derive(Default)]
struct Shared {
    progress: Mutex<Progress>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Progress> {
        // The numbers hold whatever happened to the thread that last had them.
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Syncs one file a moment after each write; dropped, it syncs what is left and ends.
pub(super) struct Syncer {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Syncer {
    /// Starts the thread for a file that the caller goes on writing to.
    pub fn start(file: File) -> io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let theirs = shared.clone();
        let thread = Builder::new().name("journal".to_owned()).spawn(move || run(&theirs, &file))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Something was written.
    pub fn written(&self) {
        self.shared.lock().written += 1;
        self.shared.changed.notify_all();
    }

    /// The file was cut and synced by the caller: a failure before that no longer matters.
    pub fn forgive(&self) {
        self.shared.lock().failed = None;
    }

    pub fn state(&self) -> SyncState {
        let progress = self.shared.lock();
        match progress.failed {
            Some((kind, os_error)) => SyncState::Failed { kind, os_error },
            None if progress.synced < progress.written => SyncState::Pending,
            None => SyncState::Synced,
        }
    }
}

impl Drop for Syncer {
    fn drop(&mut self) {
        self.shared.lock().stop = true;
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing left to say.
            let _ = thread.join();
        }
    }
}

fn run(shared: &Shared, file: &File) {
    let mut progress = shared.lock();
    loop {
        while progress.synced == progress.written && !progress.stop {
            progress = shared.changed.wait(progress).unwrap_or_else(PoisonError::into_inner);
        }
        if progress.synced == progress.written {
            return;
        }
        if !progress.stop {
            let gather = shared.changed.wait_timeout_while(progress, GATHERING, |progress| !progress.stop);
            progress = gather.unwrap_or_else(PoisonError::into_inner).0;
        }
        let target = progress.written;
        drop(progress);
        let outcome = file.sync_data();
        progress = shared.lock();
        progress.synced = target;
        if let Err(error) = outcome {
            progress.failed = Some((error.kind(), error.raw_os_error()));
        }
    }
}
