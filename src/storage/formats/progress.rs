//! How far a reader is, and whether it should go on.

/// Watches a long read; called from several threads.
pub trait Progress: Sync {
    /// `done` of `total` features are read.
    fn at(&self, done: usize, total: usize);

    /// Whether the read is no longer wanted.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Nobody watches.
pub struct NoProgress;

impl Progress for NoProgress {
    fn at(&self, _done: usize, _total: usize) {}
}
