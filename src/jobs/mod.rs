//! Work in the background: one thread a job, progress and cancel through atomics, a panic caught at the border, the window
//! woken when something has happened (never polled).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

/// Called from any thread when there is something to collect: the window asks for a repaint.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// How far a job is, and whether it should go on. Handed to the job.
#[derive(Clone)]
pub struct Progress {
    /// Parts in a thousand.
    share: Arc<AtomicU32>,
    cancelled: Arc<AtomicBool>,
    wake: Wake,
}

impl Progress {
    /// For callers that show nothing and never cancel.
    pub fn silent() -> Self {
        Self { share: Arc::default(), cancelled: Arc::default(), wake: Arc::new(|| {}) }
    }

    /// Says how much is done, from 0 to 1. The window is woken once a percent.
    pub fn set(&self, done: f32) {
        let share = (done.clamp(0.0, 1.0) * 1000.0) as u32;
        let before = self.share.swap(share, Ordering::Relaxed);
        if share / 10 != before / 10 {
            (self.wake)();
        }
    }

    /// Whether the person asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// How a job ended.
pub enum Outcome<T> {
    Done(T),
    /// The job panicked; the text is what it said. Nothing of the project was touched by it.
    Panicked(String),
}

/// A running job.
pub struct Job<T> {
    progress: Progress,
    started: Instant,
    result: Receiver<Outcome<T>>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts a job on a thread of its own.
    pub fn start(wake: Wake, work: impl FnOnce(&Progress) -> T + Send + 'static) -> Self {
        let progress = Progress { share: Arc::default(), cancelled: Arc::default(), wake: wake.clone() };
        let (sender, result) = channel();
        let inner = progress.clone();
        std::thread::spawn(move || {
            let outcome = match catch_unwind(AssertUnwindSafe(|| work(&inner))) {
                Ok(value) => Outcome::Done(value),
                Err(panic) => Outcome::Panicked(panic_text(panic.as_ref())),
            };
            // The receiver is gone when the job was abandoned: its result is stale.
            let _ = sender.send(outcome);
            wake();
        });
        Self { progress, started: Instant::now(), result }
    }

    /// The result, once.
    pub fn try_finish(&self) -> Option<Outcome<T>> {
        match self.result.try_recv() {
            Ok(outcome) => Some(outcome),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Outcome::Panicked("the job's thread is gone".to_owned())),
        }
    }

    /// Waits for the result: for the command line and for tests.
    pub fn finish(&self) -> Outcome<T> {
        self.result.recv().unwrap_or_else(|_| Outcome::Panicked("the job's thread is gone".to_owned()))
    }

    pub fn cancel(&self) {
        self.progress.cancelled.store(true, Ordering::Relaxed);
    }

    /// From 0 to 1.
    pub fn done(&self) -> f32 {
        self.progress.share.load(Ordering::Relaxed) as f32 / 1000.0
    }

    /// Seconds since the start.
    pub fn elapsed_s(&self) -> f32 {
        self.started.elapsed().as_secs_f32()
    }
}

/// Works on threads of its own: what runs long, or is paused, holds up nothing that is shared, and the window keeps a core.
pub fn on_own_threads<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    match rayon::ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1)).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic without a message".to_owned())
}

/// Looks at something outside of the program every so often, and wakes the window when it has changed. Ends when it is dropped.
pub struct Watch {
    ended: Arc<AtomicBool>,
    changed: Receiver<()>,
}

impl Watch {
    /// Asks `has_changed` on a thread of its own, `every` so often.
    pub fn start(wake: Wake, every: Duration, mut has_changed: impl FnMut() -> bool + Send + 'static) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let (sender, changed) = channel();
        let over = ended.clone();
        std::thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                std::thread::sleep(every);
                if has_changed() {
                    if sender.send(()).is_err() {
                        break;
                    }
                    wake();
                }
            }
        });
        Self { ended, changed }
    }

    /// Whether something has changed since the last call.
    pub fn has_changed(&self) -> bool {
        self.changed.try_iter().count() > 0
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_reports_and_can_be_cancelled() {
        let job = Job::start(Arc::new(|| {}), |progress| {
            while !progress.is_cancelled() {
                progress.set(0.5);
                std::thread::yield_now();
            }
            42
        });
        job.cancel();
        assert!(matches!(job.finish(), Outcome::Done(42)));
    }

    #[test]
    fn a_panic_ends_the_job_and_nothing_else() {
        let job: Job<()> = Job::start(Arc::new(|| {}), |_| panic!("broken"));
        assert!(matches!(job.finish(), Outcome::Panicked(text) if text == "broken"));
    }
}
