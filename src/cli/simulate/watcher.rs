//! A run on threads of its own, told on the progress line.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::words::SimulateText;
use crate::cli::CliProblem;
use crate::cli::progress::ProgressLine;
use crate::i18n::{Message, Text};
use crate::simulation::{Control, Progress, Stage};

/// Time between two looks at where a run stands.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// The last thing that a run said of itself.
#[derive(Default)]
pub(super) struct Watcher {
    last: Mutex<Option<Progress>>,
}

impl Control for Watcher {
    fn report(&self, progress: Progress) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress);
    }
}

impl Watcher {
    fn tell(&self, line: &ProgressLine) {
        let Some(progress) = *self.last.lock().unwrap_or_else(PoisonError::into_inner) else { return };
        line.stage(match progress.stage {
            Stage::Construction | Stage::Search => SimulateText::Searching.plain(),
            Stage::Bound | Stage::Proof => SimulateText::Bounding.plain(),
        });
        line.share(progress.done as f32);
    }
}

/// Does the work in a pool, and tells where it stands until it is done.
pub(super) fn watched<T: Send>(
    pool: &rayon::ThreadPool,
    watcher: &Arc<Watcher>,
    line: &ProgressLine,
    work: impl FnOnce() -> T + Send,
) -> Result<T, CliProblem> {
    let done = std::thread::scope(|scope| {
        let work = scope.spawn(|| pool.install(work));
        while !work.is_finished() {
            watcher.tell(line);
            std::thread::sleep(BETWEEN_LOOKS);
        }
        work.join()
    });
    done.map_err(|_| CliProblem::disk(Message::verbatim("internal error")))
}
