//! Where the map looks: the state of the map widget, and the ways to move it.

use egui::{Pos2, Rect, Vec2};
use walkers::MapMemory;

use super::projection::{points_per_m, position_from, zoom_from_points_per_m};
use super::space::Space;
use crate::geometry::{Bounds, Point};

/// Closest and farthest look, screen points a metre: 1:10 and 1:20,000,000.
const CLOSEST: f64 = 370.0;
const FARTHEST: f64 = 0.000_19;
/// Share of the window that stays free around what is shown whole.
const MARGIN: f64 = 0.06;
/// A box smaller than this is shown with the land around it, metres.
const SMALLEST_SHOWN_M: f64 = 120.0;

pub(super) struct Camera {
    pub memory: MapMemory,
    origin: Point,
    center: Point,
    /// The one truth about the scale: a scale computed to and fro would drift, and with it every tile.
    zoom: f64,
    rect: Option<Rect>,
    /// A box to show as soon as the size of the map is known.
    wanted: Option<(Bounds, f64)>,
}

impl Default for Camera {
    fn default() -> Self {
        let mut camera = Self {
            memory: MapMemory::default(),
            origin: [0.0; 2],
            center: [0.0; 2],
            zoom: 13.0,
            rect: None,
            wanted: None,
        };
        camera.store();
        camera
    }
}

impl Camera {
    /// Metres are counted from here in the map widget.
    pub fn set_origin(&mut self, origin: Point) {
        self.origin = origin;
        self.store();
    }

    /// Shows a box whole; waits for the first frame when the map has no size yet.
    pub fn fit(&mut self, bounds: Bounds) {
        if !bounds.is_empty() {
            self.wanted = Some((bounds, MARGIN));
        }
    }

    /// As [`Self::fit`], without the margin: shows again what [`Self::visible`] gave.
    pub fn show(&mut self, bounds: Bounds) {
        if !bounds.is_empty() {
            self.wanted = Some((bounds, 0.0));
        }
    }

    /// Called at the start of a frame. When panels open or close, the land stays where it is on the screen.
    pub fn begin_frame(&mut self, rect: Rect, pixels_per_point: f32) {
        if let Some(before) = self.rect.filter(|before| *before != rect) {
            let moved = rect.center() - before.center();
            self.center[0] += f64::from(moved.x) / self.points_per_m();
            self.center[1] -= f64::from(moved.y) / self.points_per_m();
        }
        self.rect = Some(rect);
        if rect.width() > 1.0
            && rect.height() > 1.0
            && let Some((bounds, margin)) = self.wanted.take()
        {
            let room = |length: f32| f64::from(length) * (1.0 - 2.0 * margin);
            let across = room(rect.width()) / bounds.width_m().max(SMALLEST_SHOWN_M);
            let down = room(rect.height()) / bounds.height_m().max(SMALLEST_SHOWN_M);
            self.set_points_per_m(across.min(down));
            self.center = bounds.center();
        }
        self.align(rect, pixels_per_point);
        self.store();
    }

    pub fn space(&self, rect: Rect) -> Space {
        Space { rect, center: self.center, points_per_m: self.points_per_m() }
    }

    pub fn pan(&mut self, by: Vec2) {
        self.center[0] -= f64::from(by.x) / self.points_per_m();
        self.center[1] += f64::from(by.y) / self.points_per_m();
        self.store();
    }

    /// Zooms so that what is at `at` stays there.
    pub fn zoom_at(&mut self, at: Pos2, factor: f64) {
        let Some(rect) = self.rect else { return };
        let fixed = self.space(rect).plane(at);
        self.set_points_per_m(self.points_per_m() * factor);
        let now = self.space(rect).plane(at);
        self.center = [self.center[0] + fixed[0] - now[0], self.center[1] + fixed[1] - now[1]];
        self.store();
    }

    pub fn zoom_middle(&mut self, factor: f64) {
        if let Some(rect) = self.rect {
            self.zoom_at(rect.center(), factor);
        }
    }

    /// What is on the screen; `None` before the first frame.
    pub fn visible(&self) -> Option<Bounds> {
        self.rect.map(|rect| self.space(rect).visible())
    }

    /// Where land is on the screen; `None` before the first frame.
    pub fn screen_of(&self, land: Point) -> Option<Pos2> {
        self.rect.map(|rect| self.space(rect).screen(land))
    }

    /// Puts the origin on a whole pixel, so that tiles are copied pixel by pixel.
    fn align(&mut self, rect: Rect, pixels_per_point: f32) {
        let pixels_per_m = self.points_per_m() * f64::from(pixels_per_point);
        let middle = rect.center() * pixels_per_point;
        for (axis, middle) in [f64::from(middle.x), -f64::from(middle.y)].into_iter().enumerate() {
            let pixel = (self.origin[axis] - self.center[axis]) * pixels_per_m + middle;
            self.center[axis] += (pixel - pixel.round()) / pixels_per_m;
        }
    }

    fn store(&mut self) {
        // The limits keep the zoom within what the map widget takes.
        let _ = self.memory.set_zoom(self.zoom);
        self.memory.center_at(position_from(self.center, self.origin));
    }

    fn points_per_m(&self) -> f64 {
        points_per_m(self.zoom)
    }

    fn set_points_per_m(&mut self, points_per_m: f64) {
        self.zoom = zoom_from_points_per_m(points_per_m.clamp(FARTHEST, CLOSEST));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    fn camera() -> (Camera, Rect) {
        let rect = Rect::from_min_size(pos2(300.0, 40.0), vec2(700.0, 600.0));
        let mut camera = Camera::default();
        camera.set_origin([500_000.0, 3_300_000.0]);
        camera.fit(Bounds { min: [500_000.0, 3_300_000.0], max: [504_000.0, 3_303_000.0] });
        camera.begin_frame(rect, 1.0);
        (camera, rect)
    }

    #[test]
    fn what_is_fitted_is_seen_whole() {
        let (camera, rect) = camera();
        assert!(
            camera
                .space(rect)
                .visible()
                .contains(&Bounds { min: [500_000.0, 3_300_000.0], max: [504_000.0, 3_303_000.0] })
        );
    }

    #[test]
    fn the_land_under_the_pointer_stays_when_zooming() {
        let (mut camera, rect) = camera();
        let at = pos2(431.0, 222.0);
        let before = camera.space(rect).plane(at);
        camera.zoom_at(at, 3.0);
        let after = camera.space(rect).plane(at);
        assert!((before[0] - after[0]).abs() < 1e-6 && (before[1] - after[1]).abs() < 1e-6);
    }

    #[test]
    fn the_land_stays_when_a_panel_closes() {
        let (mut camera, rect) = camera();
        let land = [501_000.0, 3_301_000.0];
        let before = camera.space(rect).screen(land);
        let wider = Rect::from_min_max(pos2(44.0, 40.0), rect.max);
        camera.begin_frame(wider, 1.0);
        assert!(camera.space(wider).screen(land).distance(before) < 1.0);
    }
}
