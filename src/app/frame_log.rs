//! How fluent the window is, for whoever measures it: `RUST_LOG=tianfang::frames=debug` prints a line a second in which
//! something was drawn, and nothing while the window rests; and once, how long after its start the program showed what.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// A line covers at least this time.
const LINE: Duration = Duration::from_secs(1);
/// Frames farther apart than this do not belong to one movement.
const PAUSE: Duration = Duration::from_millis(500);

/// How much of a project is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// The window alone.
    Window,
    /// Panels, zones, and what is there of the base.
    Project,
    /// The base too, at the detail wanted.
    Everything,
}

/// Frames since the last line.
pub(super) struct FrameLog {
    started: Instant,
    /// The most that was shown so far.
    shown: Option<Shown>,
    counted: Counted,
}

#[derive(Default)]
struct Counted {
    since: Option<Instant>,
    last: Option<Instant>,
    frames: u32,
    longest_gap: Duration,
    cpu_s: f32,
    longest_cpu_s: f32,
}

impl FrameLog {
    /// `started`: when the program did.
    pub fn new(started: Instant) -> Self {
        Self { started, shown: None, counted: Counted::default() }
    }

    /// Counts a frame; `cpu_s` is what the one before it took on this thread, without waiting for the display.
    pub fn frame(&mut self, context: &egui::Context, cpu_s: Option<f32>, shown: Shown) {
        if !log::log_enabled!(target: "tianfang::frames", log::Level::Debug) {
            return;
        }
        if self.shown.is_none_or(|most| most < shown) {
            self.shown = Some(shown);
            let passed_ms = self.started.elapsed().as_secs_f64() * 1e3;
            log::debug!(target: "tianfang::frames", "{shown:?} shown {passed_ms:.0} ms after the start");
        }
        self.counted.frame(context, cpu_s.unwrap_or_default());
    }
}

impl Counted {
    fn frame(&mut self, context: &egui::Context, cpu_s: f32) {
        let now = Instant::now();
        let gap = self.last.replace(now).map(|last| now - last);
        match (self.since, gap) {
            (Some(_), Some(gap)) if gap < PAUSE => {
                self.frames += 1;
                self.longest_gap = self.longest_gap.max(gap);
                self.cpu_s += cpu_s;
                self.longest_cpu_s = self.longest_cpu_s.max(cpu_s);
            }
            _ => {
                *self = Self { since: Some(now), last: Some(now), ..Self::default() };
                let mut causes: BTreeMap<String, usize> = BTreeMap::new();
                for cause in context.repaint_causes() {
                    *causes.entry(cause.to_string()).or_default() += 1;
                }
                log::debug!(target: "tianfang::frames", "after a pause: {causes:?}");
            }
        }
        let Some(passed) = self.since.map(|since| now - since).filter(|passed| *passed >= LINE) else { return };
        log::debug!(
            target: "tianfang::frames",
            "{:.1} frames a second, longest gap {:.0} ms; thread {:.1} ms a frame, at most {:.1} ms",
            f64::from(self.frames) / passed.as_secs_f64(),
            self.longest_gap.as_secs_f64() * 1e3,
            self.cpu_s / self.frames.max(1) as f32 * 1e3,
            self.longest_cpu_s * 1e3,
        );
        *self = Self { since: Some(now), last: Some(now), ..Self::default() };
    }
}
