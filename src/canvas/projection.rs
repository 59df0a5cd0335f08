//! The project's plane on the screen: north up, one scale, metres from a local origin.

use walkers::{Position, Projection};

use crate::geometry::Point;

/// Metres a point of the screen at zoom 0: that of web maps, so that zoom levels mean what people are used to.
const METRES_PER_POINT_AT_0: f64 = 156_543.033_928;

/// Positions are metres east and north of an origin near the data: nothing is lost when they become pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Planar;

impl Projection for Planar {
    fn project(&self, position: Position, zoom: f64) -> Position {
        let scale = points_per_m(zoom);
        Position::new(position.x() * scale, -position.y() * scale)
    }

    fn unproject(&self, pixels: Position, zoom: f64) -> Position {
        let scale = points_per_m(zoom);
        Position::new(pixels.x() / scale, -pixels.y() / scale)
    }

    fn scale_pixel_per_meter(&self, _position: Position, zoom: f64) -> f64 {
        points_per_m(zoom)
    }
}

/// Screen points a metre at a zoom level.
pub(super) fn points_per_m(zoom: f64) -> f64 {
    zoom.exp2() / METRES_PER_POINT_AT_0
}

/// Zoom level at which a metre is this many screen points.
pub(super) fn zoom_from_points_per_m(points_per_m: f64) -> f64 {
    (points_per_m * METRES_PER_POINT_AT_0).log2()
}

/// A position of the plane as the map widget counts it.
pub(super) fn position_from(point: Point, origin: Point) -> Position {
    Position::new(point[0] - origin[0], point[1] - origin[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_comes_back_from_the_screen() {
        let origin = [500_000.0, 3_300_000.0];
        let at = position_from([512_345.678, 3_358_123.456], origin);
        for zoom in [8.0, 15.3, 26.0] {
            let back = Planar.unproject(Planar.project(at, zoom), zoom);
            assert!((back.x() - at.x()).abs() < 1e-6 && (back.y() - at.y()).abs() < 1e-6);
            assert!((zoom_from_points_per_m(points_per_m(zoom)) - zoom).abs() < 1e-9);
        }
    }
}
