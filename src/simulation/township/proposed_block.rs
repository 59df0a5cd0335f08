//! Blocks of farmland for the map, and the figures of one state of the land.

use std::collections::BTreeMap;

use geo::InteriorPoint;

use crate::contiguity::Blocks;
use crate::geometry::Point;
use crate::units::mu_from_m2;

use super::ProposedBlock;
use super::site::Site;

/// A block that reaches the threshold but for the rounding of its sum reaches it.
const ROUNDING: f64 = 1e-9;

/// The blocks of the faces that count, largest first.
pub(super) fn blocks_of(site: &Site, farmland: &[bool]) -> Vec<ProposedBlock> {
    let faces = &site.present.faces;
    let blocks = Blocks::of(&site.graph, faces, farmland);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for face in 0..farmland.len() {
        if let Some(block) = blocks.block_of(face) {
            members.entry(block).or_default().push(face);
        }
    }
    let mut found: Vec<ProposedBlock> = members
        .into_iter()
        .map(|(block, members)| {
            let mut parcels: Vec<u32> = members.iter().map(|&face| site.present.parcel_of(face) as u32).collect();
            parcels.sort_unstable();
            parcels.dedup();
            let largest =
                members.iter().copied().max_by(|&a, &b| faces.area_m2(a).total_cmp(&faces.area_m2(b)).then(b.cmp(&a)));
            let label = largest.map_or([0.0; 2], |face| point_in(site, face));
            ProposedBlock { number: 0, area_m2: blocks.blocks()[block].area_m2, parcels, label }
        })
        .collect();
    found.sort_by(|a, b| b.area_m2.total_cmp(&a.area_m2));
    for (index, block) in found.iter_mut().enumerate() {
        block.number = index + 1;
    }
    found
}

/// Area and number of the blocks that reach a size, mu.
pub(super) fn large(blocks: &[ProposedBlock], threshold_mu: f64) -> (f64, usize) {
    let least_mu = threshold_mu - ROUNDING * threshold_mu.max(1.0);
    let sizes = blocks.iter().map(|block| mu_from_m2(block.area_m2)).filter(|&area_mu| area_mu >= least_mu);
    sizes.fold((0.0, 0), |(sum, count), area_mu| (sum + area_mu, count + 1))
}

fn point_in(site: &Site, face: usize) -> Point {
    let faces = &site.present.faces;
    let shape = faces.shape(face).map(|(shapes, feature)| shapes.multi_polygon(feature));
    let within = shape.and_then(|shape| shape.interior_point()).map(|point| [point.x(), point.y()]);
    let bounds = faces.bounds(face);
    within.unwrap_or([f64::midpoint(bounds.min[0], bounds.max[0]), f64::midpoint(bounds.min[1], bounds.max[1])])
}
