//! How fluent the window is, for whoever measures it: `RUST_LOG=tianfang::frames=debug` prints a line a second in which
//! something was drawn, and nothing while the window rests.

use std::time::{Duration, Instant};

/// A line covers at least this time.
const LINE: Duration = Duration::from_secs(1);
/// Frames farther apart than this do not belong to one movement.
const PAUSE: Duration = Duration::from_millis(500);

/// Frames since the last line.
#[derive(Default)]
pub(super) struct FrameLog {
    since: Option<Instant>,
    last: Option<Instant>,
    frames: u32,
    longest_gap: Duration,
    cpu_s: f32,
    longest_cpu_s: f32,
}

impl FrameLog {
    /// Counts a frame; `cpu_s` is what the one before it took on this thread, without waiting for the display.
    pub fn frame(&mut self, context: &egui::Context, cpu_s: Option<f32>) {
        if !log::log_enabled!(target: "tianfang::frames", log::Level::Debug) {
            return;
        }
        let now = Instant::now();
        let gap = self.last.replace(now).map(|last| now - last);
        let cpu_s = cpu_s.unwrap_or_default();
        match (self.since, gap) {
            (Some(_), Some(gap)) if gap < PAUSE => {
                self.frames += 1;
                self.longest_gap = self.longest_gap.max(gap);
                self.cpu_s += cpu_s;
                self.longest_cpu_s = self.longest_cpu_s.max(cpu_s);
            }
            _ => {
                *self = Self { since: Some(now), last: Some(now), ..Self::default() };
                log::debug!(target: "tianfang::frames", "after a pause: {:?}", context.repaint_causes());
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
