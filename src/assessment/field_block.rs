//! Blocks of farmland with their land, for maps and reports; figures need none of it.

use std::collections::BTreeMap;

use geo::MultiPolygon;

use crate::contiguity::{Blocks, Faces};
use crate::units::mu_from_m2;

/// Farmland that lies together, with its parcels or parts of them.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldBlock {
    /// Ellipsoidal, m².
    pub area_m2: f64,
    /// Shapes that border on each other, in the order of the faces.
    pub shapes: Vec<MultiPolygon<f64>>,
}

/// The blocks of at least a size with their shapes, by their lowest face.
pub(super) fn large_blocks(faces: &Faces, blocks: &Blocks, least_mu: f64) -> Vec<FieldBlock> {
    let mut shapes: BTreeMap<usize, Vec<MultiPolygon<f64>>> = BTreeMap::new();
    for face in 0..faces.len() {
        let Some(number) = blocks.block_of(face) else { continue };
        if mu_from_m2(blocks.blocks()[number].area_m2) >= least_mu
            && let Some((packed, feature)) = faces.shape(face)
        {
            shapes.entry(number).or_default().push(packed.multi_polygon(feature));
        }
    }
    shapes.into_iter().map(|(number, shapes)| FieldBlock { area_m2: blocks.blocks()[number].area_m2, shapes }).collect()
}
