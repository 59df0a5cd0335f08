//! What a feature needs before zones may be compared with it.

use geo::MultiPolygon;

use super::clip::rings_m2;
use super::tiles::{TILE_VERTICES, tiles};
use super::{EdgeIndex, FillRule, MeetingKind, Operation, general_overlay};
use crate::crs::{AreaPlane, planar_ring_m2};
use crate::geometry::{PackedShapes, Point, open_rings};

pub(super) enum Preparation {
    /// Nothing; its ellipsoidal and planar area, m².
    AsItIs([f64; 2]),
    /// It has no land.
    Empty,
    Tiled(Vec<MultiPolygon<f64>>),
    /// Invalid there; the valid shape it is taken for by the even-odd rule.
    Repaired(MultiPolygon<f64>, Point),
    /// Invalid there, and nothing can tell its land.
    Unreadable(Point),
}

impl Preparation {
    /// Prepares one feature; `index` is memory that is used again.
    pub fn of(shapes: &PackedShapes, feature: usize, plane: &AreaPlane, index: &mut EdgeIndex) -> Self {
        let points = shapes.feature_coordinates(feature);
        if points.len() < 3 || points.iter().any(|point| !(point[0].is_finite() && point[1].is_finite())) {
            return Self::Empty;
        }
        match wrong_winding(shapes, feature, index) {
            Some(at) => even_odd(shapes, feature).map_or(Self::Unreadable(at), |shape| Self::Repaired(shape, at)),
            None if points.len() > TILE_VERTICES => Self::Tiled(tiles(shapes.multi_polygon(feature))),
            None => Self::AsItIs(rings_m2(shapes.rings(feature), plane)),
        }
    }
}

fn even_odd(shapes: &PackedShapes, feature: usize) -> Option<MultiPolygon<f64>> {
    general_overlay(shapes.rings(feature), std::iter::empty(), Operation::Subject, FillRule::EvenOdd)
}

/// A place where the rings of a feature do not wind once round land and nowhere else; `None` for a feature as it should be.
fn wrong_winding(shapes: &PackedShapes, feature: usize, index: &mut EdgeIndex) -> Option<Point> {
    index.refill(shapes.rings(feature));
    let mut touch = None;
    let crossing = index.first_meeting(|meeting| {
        if matches!(meeting.kind, MeetingKind::Touch | MeetingKind::Along | MeetingKind::Spike) {
            touch = touch.or(Some(meeting.at));
        }
        meeting.kind == MeetingKind::Cross
    });
    if let Some(crossing) = crossing {
        return Some(crossing.at);
    }
    let at = match touch {
        Some(at) => at,
        // One ring that meets itself nowhere needs no more; several might lie in each other the wrong way.
        None if shapes.rings(feature).count() == 1 => return None,
        None => shapes.feature_coordinates(feature).first().copied()?,
    };
    let signed: f64 = shapes.rings(feature).map(planar_ring_m2).sum();
    let Some(even_odd) = even_odd(shapes, feature) else { return Some(at) };
    let even_odd_m2: f64 = open_rings(&even_odd).iter().map(|ring| planar_ring_m2(ring)).sum();
    ((signed - even_odd_m2).abs() > 1e-6 * signed.abs().max(1.0)).then_some(at)
}
