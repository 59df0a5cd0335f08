//! The land that a zone and one feature share, as valid rings: for what is drawn, exported or cut.

use geo::MultiPolygon;

use super::clip::rings_m2;
use super::general::closed_line;
use super::link::linked_rings;
use super::sides::ring_locates;
use super::tiles::rings_of;
use super::{Amount, Clipper, Coverage, EdgeIndex, FillRule, Operation, general_overlay};
use crate::crs::{AreaPlane, planar_ring_m2};
use crate::geometry::{PackedShapes, Point};

/// Shared land below this is nothing to draw.
const DUST_M2: f64 = 1e-8;

/// The shared land of a zone and a feature, with its amount; `None` where they share nothing. A feature wholly inside comes
/// back as it is.
pub fn piece(
    coverage: &Coverage,
    feature: usize,
    zone: &EdgeIndex,
    clipper: &mut Clipper,
) -> Option<(MultiPolygon<f64>, Amount)> {
    let plane = coverage.plane();
    if let Some(repaired) = coverage.repaired(feature) {
        let rings = rings_of(repaired);
        return general_piece(rings.iter().map(Vec::as_slice), zone, plane);
    }
    let shapes = coverage.shapes();
    let bounds = shapes.feature_bounds(feature);
    clipper.gather(zone, &bounds);
    if clipper.local.is_empty() {
        let inside = shapes.feature_coordinates(feature).first().is_some_and(|&point| zone.contains(point));
        let whole = || (shapes.multi_polygon(feature), Amount::from_m2(rings_m2(shapes.rings(feature), plane)));
        return inside.then(whole);
    }
    let Ok(shared) = clipper.shared(shapes.rings(feature), &bounds, zone, plane) else {
        return general_piece(shapes.rings(feature), zone, plane);
    };
    if shared.planar_m2() < DUST_M2 {
        return None;
    }
    linked_piece(shapes, feature, zone, clipper, shared.planar_m2())
        .or_else(|| general_piece(shapes.rings(feature), zone, plane).map(|(shape, _)| shape))
        .map(|shape| (shape, shared))
}

/// The piece by linking the crossings that the clipper just found; `None` when it does not have the area of the integral.
fn linked_piece(
    shapes: &PackedShapes,
    feature: usize,
    zone: &EdgeIndex,
    clipper: &mut Clipper,
    area_m2: f64,
) -> Option<MultiPolygon<f64>> {
    let rings = linked_rings(shapes.feature_coordinates(feature), zone, clipper)?;
    let signed: Vec<f64> = rings.iter().map(|ring| planar_ring_m2(ring)).collect();
    // Vertices of the piece are rounded to the plane's coordinates: half a billionth of a metre along its outline.
    let allowance = 1e-6 + 1e-9 * rings.iter().map(|ring| perimeter_m(ring)).sum::<f64>();
    if (signed.iter().sum::<f64>() - area_m2).abs() > allowance {
        return None;
    }
    let (shells, holes): (Vec<_>, Vec<_>) = rings.into_iter().zip(signed).partition(|(_, area)| *area > 0.0);
    let mut polygons: Vec<(Vec<Point>, Vec<Vec<Point>>)> =
        shells.into_iter().map(|(ring, _)| (ring, Vec::new())).collect();
    for (hole, _) in holes {
        let shell = polygons
            .iter()
            .position(|(shell, _)| hole.iter().find_map(|&point| ring_locates(shell, point)).unwrap_or(false))?;
        polygons[shell].1.push(hole);
    }
    let polygon = |(shell, holes): (Vec<Point>, Vec<Vec<Point>>)| {
        geo::Polygon::new(closed_line(&shell), holes.iter().map(|hole| closed_line(hole)).collect())
    };
    Some(polygons.into_iter().map(polygon).collect())
}

fn general_piece<'a>(
    rings: impl Iterator<Item = &'a [Point]>,
    zone: &EdgeIndex,
    plane: &AreaPlane,
) -> Option<(MultiPolygon<f64>, Amount)> {
    let shape = general_overlay(rings, zone.ring_points(), Operation::Intersection, FillRule::EvenOdd)?;
    let rings = rings_of(&shape);
    let amount = Amount::from_m2(rings_m2(rings.iter().map(Vec::as_slice), plane));
    (!shape.0.is_empty()).then_some((shape, amount))
}

fn perimeter_m(ring: &[Point]) -> f64 {
    let length = |(from, to): (&Point, &Point)| (to[0] - from[0]).hypot(to[1] - from[1]);
    ring.iter().zip(ring.iter().cycle().skip(1)).map(length).sum()
}
