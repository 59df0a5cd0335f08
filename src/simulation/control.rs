//! Running: limits, progress, and the wish to pause or to stop.
//!
//! A run is limited in iterations, so that the same input gives the same plan; a limit in seconds is looked at between
//! iterations only, and the result says when it was that limit which ended the run. Time that a run was paused for counts for
//! no limit, and a pause never changes a plan.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What a run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Construction,
    Search,
    Bound,
    Proof,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    pub stage: Stage,
    /// Share of the stage that is done, from 0 to 1.
    pub done: f64,
    /// Value of the best plan so far.
    pub value_mu: Option<f64>,
    /// The lowest bound so far.
    pub bound_mu: Option<f64>,
}

/// Whoever watches a run. Called from any of its threads, many times in a second.
pub trait Control: Send + Sync {
    /// Whether to stop now and keep the best so far.
    fn is_stopped(&self) -> bool {
        false
    }

    /// Whether to wait. The threads of the run block at their next look, between iterations, until this turns false or the
    /// run is stopped: a run that may be paused belongs in a pool of its own.
    fn is_paused(&self) -> bool {
        false
    }

    fn report(&self, _progress: Progress) {}
}

/// Nobody watches.
pub struct Unwatched;

impl Control for Unwatched {}

/// What ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoppedBy {
    /// All iterations were done.
    Iterations,
    /// The time limit came first: another machine may get further.
    Time,
    /// The plan is proven to be the best.
    Optimal,
    /// Somebody stopped it.
    Request,
}

impl StoppedBy {
    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Iterations => "iterations",
            Self::Time => "time",
            Self::Optimal => "optimal",
            Self::Request => "request",
        }
    }
}

/// What a run may use. The number of threads is that of the pool it is called in, and never changes a result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    pub seed: u64,
    /// Steps of the search; `None` takes a number that follows from the size of the problem.
    pub iterations: Option<u64>,
    pub seconds: Option<f64>,
    /// Whether to look for a bound.
    pub bound: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { seed: 1, iterations: None, seconds: None, bound: true }
    }
}

/// A control with a clock, handed down through a run.
#[derive(Clone)]
pub(super) struct Watch {
    control: Arc<dyn Control>,
    clock: Arc<Clock>,
    limit: Option<Duration>,
}

/// The time that a run has taken, pauses left out.
struct Clock {
    start: Instant,
    /// Nanoseconds of all pauses that have ended.
    paused_ns: AtomicU64,
    /// Since when the run is paused, in nanoseconds from its start; 0 when it isn't.
    pause_ns: AtomicU64,
}

/// How often a paused run looks whether to go on.
const LOOK: Duration = Duration::from_millis(10);

impl Clock {
    fn now_ns(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// Several threads may find the run paused: the first of them counts.
    fn pause(&self) {
        let _ = self.pause_ns.compare_exchange(0, self.now_ns().max(1), Ordering::AcqRel, Ordering::Acquire);
    }

    fn resume(&self) {
        if self.pause_ns.load(Ordering::Acquire) == 0 {
            return;
        }
        let since = self.pause_ns.swap(0, Ordering::AcqRel);
        if since > 0 {
            self.paused_ns.fetch_add(self.now_ns().saturating_sub(since), Ordering::AcqRel);
        }
    }

    fn elapsed(&self) -> Duration {
        let now = match self.pause_ns.load(Ordering::Acquire) {
            0 => self.now_ns(),
            since => since,
        };
        Duration::from_nanos(now.saturating_sub(self.paused_ns.load(Ordering::Acquire)))
    }
}

impl Watch {
    pub fn new(control: Arc<dyn Control>, seconds: Option<f64>) -> Self {
        let seconds = seconds.filter(|seconds| seconds.is_finite()).map(|seconds| seconds.clamp(0.0, 1e6));
        let clock = Clock { start: Instant::now(), paused_ns: AtomicU64::new(0), pause_ns: AtomicU64::new(0) };
        Self { control, clock: Arc::new(clock), limit: seconds.map(Duration::from_secs_f64) }
    }

    #[cfg(test)]
    pub fn unwatched() -> Self {
        Self::new(Arc::new(Unwatched), None)
    }

    /// Why to stop, if there is a reason to. Waits while the run is paused.
    pub fn stop(&self) -> Option<StoppedBy> {
        loop {
            if self.control.is_stopped() {
                self.clock.resume();
                return Some(StoppedBy::Request);
            }
            if !self.control.is_paused() {
                self.clock.resume();
                break;
            }
            self.clock.pause();
            std::thread::sleep(LOOK);
        }
        self.limit.filter(|&limit| self.clock.elapsed() >= limit).map(|_| StoppedBy::Time)
    }

    pub fn should_stop(&self) -> bool {
        self.stop().is_some()
    }

    /// Seconds that the run has taken, pauses left out.
    pub fn seconds(&self) -> f64 {
        self.clock.elapsed().as_secs_f64()
    }

    pub fn report(&self, stage: Stage, done: f64, value_mu: Option<f64>, bound_mu: Option<f64>) {
        self.control.report(Progress { stage, done: done.clamp(0.0, 1.0), value_mu, bound_mu });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[derive(Default)]
    struct Switches {
        pause: AtomicBool,
        stop: AtomicBool,
    }

    impl Control for Switches {
        fn is_stopped(&self) -> bool {
            self.stop.load(Ordering::Relaxed)
        }

        fn is_paused(&self) -> bool {
            self.pause.load(Ordering::Relaxed)
        }
    }

    fn after(milliseconds: u64, work: impl FnOnce() + Send + 'static) -> std::thread::JoinHandle<()> {
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(milliseconds));
            work();
        })
    }

    #[test]
    fn a_paused_run_waits_and_the_pause_counts_for_no_limit() {
        let switches = Arc::new(Switches::default());
        let watch = Watch::new(switches.clone(), Some(0.4));
        switches.pause.store(true, Ordering::Relaxed);
        let begun = Instant::now();
        let goes_on = after(600, {
            let switches = switches.clone();
            move || switches.pause.store(false, Ordering::Relaxed)
        });
        // Two threads in the same pause: it counts once.
        let other = std::thread::spawn({
            let watch = watch.clone();
            move || watch.stop()
        });
        assert_eq!(watch.stop(), None);
        assert_eq!(other.join().unwrap(), None);
        assert!(begun.elapsed() >= Duration::from_millis(600));
        assert!(watch.seconds() < 0.4, "{}", watch.seconds());
        goes_on.join().unwrap();
        while watch.stop().is_none() {
            std::thread::sleep(Duration::from_millis(5));
            assert!(begun.elapsed() < Duration::from_secs(60));
        }
        assert_eq!(watch.stop(), Some(StoppedBy::Time));
        assert!(begun.elapsed() >= Duration::from_millis(950));
    }

    #[test]
    fn a_paused_run_can_be_stopped() {
        let switches = Arc::new(Switches::default());
        switches.pause.store(true, Ordering::Relaxed);
        let watch = Watch::new(switches.clone(), None);
        let stops = after(50, move || switches.stop.store(true, Ordering::Relaxed));
        assert_eq!(watch.stop(), Some(StoppedBy::Request));
        stops.join().unwrap();
    }
}
