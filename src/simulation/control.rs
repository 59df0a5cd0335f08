//! Running: limits, progress and the wish to stop.
//!
//! A run is limited in iterations, so that the same input gives the same plan; a limit in seconds is looked at between
//! iterations only, and the result says when it was that limit which ended the run.

use std::sync::Arc;
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

/// A control with a deadline, handed down through a run.
#[derive(Clone)]
pub(super) struct Watch {
    control: Arc<dyn Control>,
    deadline: Option<Instant>,
}

impl Watch {
    pub fn new(control: Arc<dyn Control>, seconds: Option<f64>) -> Self {
        let seconds = seconds.filter(|seconds| seconds.is_finite()).map(|seconds| seconds.clamp(0.0, 1e6));
        Self { control, deadline: seconds.map(|seconds| Instant::now() + Duration::from_secs_f64(seconds)) }
    }

    #[cfg(test)]
    pub fn unwatched() -> Self {
        Self::new(Arc::new(Unwatched), None)
    }

    /// Why to stop, if there is a reason to.
    pub fn stop(&self) -> Option<StoppedBy> {
        if self.control.is_stopped() {
            return Some(StoppedBy::Request);
        }
        self.deadline.filter(|&deadline| Instant::now() >= deadline).map(|_| StoppedBy::Time)
    }

    pub fn should_stop(&self) -> bool {
        self.stop().is_some()
    }

    pub fn report(&self, stage: Stage, done: f64, value_mu: Option<f64>, bound_mu: Option<f64>) {
        self.control.report(Progress { stage, done: done.clamp(0.0, 1.0), value_mu, bound_mu });
    }
}
