//! Whether a multipolygon is one that every reader takes (OGC 06-103r4, 6.1.11, and the write rules of docs/export.md).

use std::collections::BTreeMap;

use crate::geometry::ring_lines;

use geo::{LineString, MultiPolygon, Polygon, Validation};

/// What is wrong with a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::storage) enum Fault {
    NotFinite,
    /// A ring of fewer than three different points.
    TooFewPoints,
    /// The same point twice in a row.
    RepeatedPoint,
    /// The ring turns back on itself: an edge without land.
    Spike,
    /// Shells must run counter-clockwise, holes clockwise.
    Orientation,
    /// A ring crosses or touches itself, rings cross, a hole lies outside, parts overlap.
    Crossing,
    /// Holes touch each other or the shell so that the interior falls apart.
    DisconnectedInterior,
}

/// The first fault of a shape, `None` for one that is valid.
pub(in crate::storage) fn fault_of(shape: &MultiPolygon<f64>) -> Option<Fault> {
    let of_ring = |polygon: &Polygon<f64>| {
        let holes = polygon.interiors().iter().map(|hole| (hole, -1.0));
        std::iter::once((polygon.exterior(), 1.0)).chain(holes).find_map(|(ring, sign)| ring_fault(ring, sign))
    };
    if let Some(fault) = shape.iter().find_map(of_ring) {
        return Some(fault);
    }
    if !shape.is_valid() {
        return Some(Fault::Crossing);
    }
    shape.iter().any(falls_apart).then_some(Fault::DisconnectedInterior)
}

fn ring_fault(ring: &LineString<f64>, sign: f64) -> Option<Fault> {
    let points: Vec<[f64; 2]> = ring.coords().map(|point| [point.x, point.y]).collect();
    if points.iter().flatten().any(|value| !value.is_finite()) {
        return Some(Fault::NotFinite);
    }
    if points.len() < 4 {
        return Some(Fault::TooFewPoints);
    }
    if points.windows(2).any(|pair| pair[0] == pair[1]) {
        return Some(Fault::RepeatedPoint);
    }
    let open = &points[..points.len() - 1];
    let turns_back = |index: usize| {
        let (before, here) = (open[(index + open.len() - 1) % open.len()], open[index]);
        let after = open[(index + 1) % open.len()];
        let (back, on) = ([before[0] - here[0], before[1] - here[1]], [after[0] - here[0], after[1] - here[1]]);
        let coordinate = |point: [f64; 2]| robust::Coord { x: point[0], y: point[1] };
        robust::orient2d(coordinate(before), coordinate(here), coordinate(after)) == 0.0
            && back[0] * on[0] + back[1] * on[1] > 0.0
    };
    if (0..open.len()).any(turns_back) {
        return Some(Fault::Spike);
    }
    (crate::crs::planar_ring_m2(open) * sign <= 0.0).then_some(Fault::Orientation)
}

/// Whether the rings of a polygon touch in a closed chain: a hole that meets the shell twice, holes that meet in a circle.
/// Rings and the points where they meet form a graph; a cycle in it cuts the interior.
fn falls_apart(polygon: &Polygon<f64>) -> bool {
    if polygon.interiors().is_empty() {
        return false;
    }
    let rings: Vec<&LineString<f64>> = ring_lines(polygon).collect();
    let mut rings_at: BTreeMap<[u64; 2], Vec<usize>> = BTreeMap::new();
    for (number, ring) in rings.iter().enumerate() {
        for point in ring.coords().skip(1) {
            rings_at.entry([point.x.to_bits(), point.y.to_bits()]).or_default().push(number);
        }
    }
    let mut group: Vec<usize> = (0..rings.len()).collect();
    let root = |group: &[usize], mut ring: usize| {
        while group[ring] != ring {
            ring = group[ring];
        }
        ring
    };
    // Rings that meet at one point are joined; joining what is joined already, at another point, closes a chain.
    rings_at.values().filter(|rings| rings.len() > 1).any(|meeting| {
        let first = root(&group, meeting[0]);
        meeting[1..].iter().any(|&other| {
            let other = root(&group, other);
            let closes = other == first;
            group[other] = first;
            closes
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::wkt;

    #[test]
    fn a_valid_shape_has_no_fault() {
        let shape = wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (1. 1., 1. 2., 2. 2., 2. 1., 1. 1.))));
        assert_eq!(fault_of(&shape), None);
        // A hole that meets the shell in one point leaves the interior whole.
        let one_touch = wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (0. 0., 1. 2., 2. 1., 0. 0.))));
        assert_eq!(fault_of(&one_touch), None);
    }

    #[test]
    fn every_fault_is_found() {
        for (shape, fault) in [
            (wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 0., 9. 9., 0. 0.)))), Fault::RepeatedPoint),
            (wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 9. 20., 9. 9., 0. 9., 0. 0.)))), Fault::Spike),
            (wkt!(MULTIPOLYGON(((0. 0., 0. 9., 9. 9., 9. 0., 0. 0.)))), Fault::Orientation),
            (wkt!(MULTIPOLYGON(((0. 0., 9. 0., 1. 8., 9. 9., 0. 0.)))), Fault::Crossing),
            (wkt!(MULTIPOLYGON(((0. 0., 1. 0., 0. 0.)))), Fault::TooFewPoints),
            // A lens-shaped hole from corner to corner.
            (
                wkt!(MULTIPOLYGON(((0. 0., 9. 0., 9. 9., 0. 9., 0. 0.), (0. 0., 4. 6., 9. 9., 6. 4., 0. 0.)))),
                Fault::DisconnectedInterior,
            ),
        ] {
            assert_eq!(fault_of(&shape), Some(fault), "{shape:?}");
        }
    }
}
