//! Land that lies under more than one feature, so that a sum over features can be corrected to land counted once.

use rayon::prelude::*;

use super::{Amount, Clipper, Coverage, EdgeIndex, FillRule, Operation, general_overlay};

/// Overlaps of two features up to here are rounding along a shared boundary.
const ROUNDING_M2: f64 = 1e-6;

/// The land of each feature that earlier features cover already.
#[derive(Debug)]
pub struct DoubledLand {
    /// What a zone covers of the features, less what it covers of this, is the land it covers, counted once.
    pub land: Option<Coverage>,
    /// Coverage and feature where that land could not be told: it counts with each of its features.
    pub unknown: Vec<(usize, usize)>,
}

/// The land of an item under items that come before it.
enum CoveredBefore {
    Nothing,
    Land(geo::MultiPolygon<f64>),
    Unknown { feature: usize },
}

/// The land under more than one feature over all `coverages`, which are of one plane, in their order.
pub fn doubled_land(coverages: &[&Coverage]) -> DoubledLand {
    let mut shapes = Vec::new();
    let mut unknown = Vec::new();
    for (position, coverage) in coverages.iter().enumerate() {
        let covered = |item| covered_before(&coverages[..=position], position, item);
        let found: Vec<CoveredBefore> = (0..coverage.item_count())
            .into_par_iter()
            .with_min_len(256)
            .map(covered)
            .filter(|found| !matches!(found, CoveredBefore::Nothing))
            .collect();
        for found in found {
            match found {
                CoveredBefore::Nothing => {}
                CoveredBefore::Land(shape) => shapes.push(shape),
                CoveredBefore::Unknown { feature } => unknown.push((position, feature)),
            }
        }
    }
    unknown.dedup();
    let plane = coverages.first().map(|coverage| coverage.plane().clone()).filter(|_| !shapes.is_empty());
    DoubledLand { land: plane.map(|plane| Coverage::of_shapes(&shapes, plane)), unknown }
}

fn covered_before(coverages: &[&Coverage], position: usize, item: usize) -> CoveredBefore {
    let Some((shapes, number, feature)) = coverages[position].item(item) else { return CoveredBefore::Nothing };
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
        return CoveredBefore::Nothing;
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
        clipper
            .shared(shapes.rings(number), &bounds, &index, |point| index.contains(point), plane)
            .map_or(true, is_land)
    });
    if neighbours.is_empty() {
        return CoveredBefore::Nothing;
    }
    let rings = neighbours.iter().flat_map(|&(shapes, number)| shapes.rings(number));
    match general_overlay(shapes.rings(number), rings, Operation::Intersection, FillRule::NonZero) {
        Some(shape) if shape.0.is_empty() => CoveredBefore::Nothing,
        Some(shape) => CoveredBefore::Land(shape),
        None => CoveredBefore::Unknown { feature },
    }
}

fn is_land(amount: Amount) -> bool {
    amount.planar_m2() > ROUNDING_M2
}
