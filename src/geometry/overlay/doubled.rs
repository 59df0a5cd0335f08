//! Land that lies under more than one feature, so that a sum over features can be corrected to land counted once.

use rayon::prelude::*;

use super::{Amount, Clipper, Coverage, EdgeIndex, FillRule, Operation, general_overlay};

/// Overlaps of two features up to here are rounding along a shared boundary.
const ROUNDING_M2: f64 = 1e-6;

/// The land of each feature that earlier features cover already, over all `coverages` in their order. What a zone covers of the
/// features, less what it covers of this, is the land it covers, counted once. All coverages are of one plane.
pub fn doubled_land(coverages: &[&Coverage]) -> Option<Coverage> {
    let plane = coverages.first()?.plane().clone();
    let shapes: Vec<geo::MultiPolygon<f64>> = coverages
        .iter()
        .enumerate()
        .flat_map(|(position, coverage)| {
            let covered = |item| covered_before(&coverages[..=position], position, item);
            (0..coverage.item_count()).into_par_iter().with_min_len(256).filter_map(covered).collect::<Vec<_>>()
        })
        .collect();
    (!shapes.is_empty()).then(|| Coverage::of_shapes(&shapes, plane))
}

/// The part of an item under items that come before it.
fn covered_before(coverages: &[&Coverage], position: usize, item: usize) -> Option<geo::MultiPolygon<f64>> {
    let (shapes, number, feature) = coverages[position].item(item)?;
    let bounds = shapes.feature_bounds(number);
    let mut neighbours = Vec::new();
    for (other_position, coverage) in coverages.iter().enumerate() {
        coverage.items_meeting(&bounds, |other| {
            if other_position == position && other >= item {
                return;
            }
            if let Some((other_shapes, other_number, other_feature)) = coverage.item(other)
                && (other_position != position || other_feature != feature)
            {
                neighbours.push((other_shapes, other_number));
            }
        });
    }
    if neighbours.is_empty() {
        return None;
    }
    let index = EdgeIndex::from_rings(shapes.rings(number));
    let mut clipper = Clipper::new();
    let plane = coverages[position].plane();
    neighbours.retain(|&(shapes, number)| {
        let bounds = shapes.feature_bounds(number);
        clipper.gather(&index, &bounds);
        if clipper.local.is_empty() {
            return shapes.feature_coordinates(number).first().is_some_and(|&point| index.contains(point));
        }
        // What cannot be told is looked at by the overlay below.
        clipper.shared(shapes.rings(number), &bounds, &index, plane).map_or(true, is_land)
    });
    if neighbours.is_empty() {
        return None;
    }
    let rings = neighbours.iter().flat_map(|&(shapes, number)| shapes.rings(number));
    general_overlay(shapes.rings(number), rings, Operation::Intersection, FillRule::NonZero)
        .filter(|shape| !shape.0.is_empty())
}

fn is_land(amount: Amount) -> bool {
    amount.planar_m2() > ROUNDING_M2
}
