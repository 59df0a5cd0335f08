//! A job's progress as the readers want it.

use crate::jobs;
use crate::storage::formats;

/// Tells a job how far a reader is, and the reader whether the job was cancelled.
pub struct ReadProgress<'a>(pub &'a jobs::Progress);

impl formats::Progress for ReadProgress<'_> {
    fn at(&self, done: usize, total: usize) {
        self.0.set(done as f32 / total.max(1) as f32);
    }

    fn cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}
