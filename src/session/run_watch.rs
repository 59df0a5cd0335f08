//! What a simulation says as it goes, and what it is told: the best plan and the bound as they move, pause and stop.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::jobs::Wake;
use crate::simulation::{Control, Progress, Stage};

/// The window is woken no more often than this.
const WAKE_EVERY: Duration = Duration::from_millis(80);
/// Figures that move faster than this are one point of the curve, seconds.
const POINT_EVERY_S: f32 = 0.02;

/// Plan and bound at a moment of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TracePoint {
    /// Since the start, pauses left out.
    pub seconds: f32,
    /// The best plan so far, mu.
    pub value_mu: Option<f64>,
    /// The lowest bound so far, mu.
    pub bound_mu: Option<f64>,
}

/// Watches one run. Shared between the run's threads and the window.
pub struct RunWatch {
    stopped: AtomicBool,
    paused: AtomicBool,
    told: Mutex<Told>,
    wake: Wake,
}

struct Told {
    started: Instant,
    /// Since when it is paused, and how long it was before.
    paused_at: Option<Instant>,
    paused_for: Duration,
    trace: Vec<TracePoint>,
    stage: Stage,
    done: f32,
    woken: Option<Instant>,
    /// Something has moved that the window does not know of.
    is_news: bool,
}

impl RunWatch {
    pub fn new(wake: Wake) -> Self {
        let told = Told {
            started: Instant::now(),
            paused_at: None,
            paused_for: Duration::ZERO,
            trace: Vec::new(),
            stage: Stage::Construction,
            done: 0.0,
            woken: None,
            is_news: false,
        };
        Self { stopped: AtomicBool::new(false), paused: AtomicBool::new(false), told: Mutex::new(told), wake }
    }

    /// Ends the run with the best that it has.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.set_paused(false);
    }

    /// Whether somebody stopped it.
    pub fn was_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Holds the run where it is, or lets it go on.
    pub fn set_paused(&self, paused: bool) {
        if self.paused.swap(paused, Ordering::Relaxed) == paused {
            return;
        }
        let mut told = self.told();
        match told.paused_at.take() {
            Some(since) => told.paused_for += since.elapsed(),
            None => told.paused_at = Some(Instant::now()),
        }
    }

    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::Relaxed)
    }

    /// Share of the whole run that is done, from 0 to 1.
    pub fn done(&self) -> f32 {
        self.told().done
    }

    pub fn stage(&self) -> Stage {
        self.told().stage
    }

    /// Since the start, pauses left out.
    pub fn seconds(&self) -> f32 {
        self.told().seconds()
    }

    /// Plan and bound from the start until now.
    pub fn trace(&self) -> Vec<TracePoint> {
        self.told().trace.clone()
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Told {
    fn seconds(&self) -> f32 {
        let until = self.paused_at.unwrap_or_else(Instant::now);
        until.duration_since(self.started).saturating_sub(self.paused_for).as_secs_f32()
    }

    /// Takes over what a thread of the run says; whether anything has moved that is seen.
    fn take(&mut self, progress: Progress) -> bool {
        let seconds = self.seconds();
        let last = self.trace.last().copied();
        let better = |now: Option<f64>, before: Option<f64>, choose: fn(f64, f64) -> f64| match (now, before) {
            (Some(now), Some(before)) => Some(choose(now, before)),
            (now, before) => now.or(before),
        };
        // Threads report out of order: the best plan and the lowest bound count.
        let value_mu = better(progress.value_mu, last.and_then(|last| last.value_mu), f64::max);
        let bound_mu = better(progress.bound_mu, last.and_then(|last| last.bound_mu), f64::min);
        let moved = last.is_none_or(|last| last.value_mu != value_mu || last.bound_mu != bound_mu);
        if moved {
            let point = TracePoint { seconds, value_mu, bound_mu };
            let is_same_moment = last.is_some_and(|last| seconds - last.seconds < POINT_EVERY_S);
            if is_same_moment && self.trace.len() > 1 {
                self.trace.pop();
            }
            self.trace.push(point);
        }
        let done = share_of_run(progress.stage, progress.done);
        let went_on = (done * 100.0).floor() > (self.done * 100.0).floor();
        if done > self.done {
            self.done = done;
            self.stage = progress.stage;
        }
        moved || went_on
    }
}

/// Where a stage stands within a run: about as long as the stages take on a township.
fn share_of_run(stage: Stage, done: f64) -> f32 {
    let (from, to) = match stage {
        Stage::Construction => (0.0, 0.05),
        Stage::Search => (0.05, 0.35),
        Stage::Bound => (0.35, 0.75),
        Stage::Proof => (0.75, 1.0),
    };
    (from + (to - from) * done.clamp(0.0, 1.0)) as f32
}

impl Control for RunWatch {
    fn is_stopped(&self) -> bool {
        self.was_stopped()
    }

    fn is_paused(&self) -> bool {
        self.is_paused()
    }

    fn report(&self, progress: Progress) {
        let wakes = {
            let mut told = self.told();
            told.is_news |= told.take(progress);
            let is_due = told.woken.is_none_or(|woken| woken.elapsed() >= WAKE_EVERY);
            let wakes = told.is_news && is_due;
            if wakes {
                told.is_news = false;
                told.woken = Some(Instant::now());
            }
            wakes
        };
        if wakes {
            (self.wake)();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn progress(stage: Stage, done: f64, value_mu: f64, bound_mu: f64) -> Progress {
        Progress { stage, done, value_mu: Some(value_mu), bound_mu: Some(bound_mu) }
    }

    #[test]
    fn the_best_plan_only_rises_and_the_bound_only_falls() {
        let watch = RunWatch::new(Arc::new(|| {}));
        for (value_mu, bound_mu) in [(100.0, 200.0), (90.0, 210.0), (120.0, 180.0)] {
            watch.report(progress(Stage::Bound, 0.5, value_mu, bound_mu));
            std::thread::sleep(Duration::from_millis(25));
        }
        let figures: Vec<_> = watch.trace().iter().map(|point| (point.value_mu, point.bound_mu)).collect();
        assert_eq!(figures, [(Some(100.0), Some(200.0)), (Some(120.0), Some(180.0))]);
        watch.report(progress(Stage::Search, 0.1, 100.0, 200.0));
        assert!(
            watch.done() > 0.5 && watch.stage() == Stage::Bound,
            "a late word of an earlier stage takes nothing back"
        );
    }

    #[test]
    fn a_pause_does_not_count_and_a_stop_ends_it() {
        let watch = RunWatch::new(Arc::new(|| {}));
        watch.set_paused(true);
        let before = watch.seconds();
        std::thread::sleep(Duration::from_millis(60));
        assert!(Control::is_paused(&watch) && watch.seconds() < before + 0.05, "the clock of a paused run goes on");
        watch.stop();
        assert!(Control::is_stopped(&watch) && !Control::is_paused(&watch));
    }
}
