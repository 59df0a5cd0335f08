//! The blocks at a parcel: how large the largest is, and how many there are.

use std::collections::BTreeSet;

use super::site::Site;
use crate::contiguity::Blocks;
use crate::units::mu_from_m2;

/// Area of the largest block that a face belongs to or touches, mu; 0 where there is none.
pub(super) fn largest_block_mu(site: &Site, blocks: &Blocks, face: usize) -> f64 {
    let near = site.graph.links(face).map(|link| link.to as usize).chain([face]);
    let areas = near.filter_map(|face| blocks.block_of(face)).map(|block| mu_from_m2(blocks.blocks()[block].area_m2));
    areas.fold(0.0, f64::max)
}

/// Blocks that a face touches; 1 where there are none.
pub(super) fn blocks_beside(site: &Site, blocks: &Blocks, face: usize) -> usize {
    let near = site.graph.links(face).filter_map(|link| blocks.block_of(link.to as usize));
    near.collect::<BTreeSet<_>>().len().max(1)
}
