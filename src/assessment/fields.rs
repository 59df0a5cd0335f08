//! Fields before and after: blocks of farmland that lie together, over the whole land and inside the regions.
//!
//! The fold's pieces take the place of their parcels in the mosaic. Only what a measure touched is linked anew, so the fields
//! follow a vertex while it is dragged; the graph is the one that would be built from nothing.

use std::collections::BTreeMap;

use super::field_block::large_blocks;
use super::{AssessmentBase, FieldBlock};
use crate::contiguity::{Blocks, Faces, Graph, Piece};
use crate::indicators::{BlockSizes, Fragmentation};
use crate::land::{Land, PieceId, Region};

/// Sizes and metrics of the blocks of one state of the land.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldFigures {
    pub sizes: BlockSizes,
    pub fragmentation: Fragmentation,
}

/// The mosaic under a scheme, brought up to date with its fold.
#[derive(Clone, Debug)]
pub struct Fields {
    faces: Faces,
    graph: Graph,
    /// Blocks of the whole land, before and after.
    before: Blocks,
    after: Blocks,
    /// Faces that stand for pieces of a parcel.
    pieces: BTreeMap<usize, Vec<(PieceId, usize)>>,
    /// Figures inside the region as the land is, and the region they are of.
    region_before: Option<(Region, FieldFigures)>,
}

impl Fields {
    /// The fields as they are.
    pub fn new(base: &AssessmentBase) -> Self {
        let before = blocks(&base.graph, &base.faces);
        Self {
            faces: base.faces.clone(),
            graph: base.graph.clone(),
            after: before.clone(),
            before,
            pieces: BTreeMap::new(),
            region_before: None,
        }
    }

    /// Takes over what became of these parcels.
    pub fn follow(&mut self, land: &Land, parcels: &[usize]) {
        if parcels.is_empty() {
            return;
        }
        let mut changed = Vec::new();
        for &parcel in parcels {
            for (_, face) in self.pieces.remove(&parcel).unwrap_or_default() {
                self.faces.remove(face);
                changed.push(face);
            }
            self.faces.restore(parcel);
            changed.push(parcel);
            let Some(pieces) = land.parcel(parcel).map(|touched| &touched.pieces) else { continue };
            let class_stays = pieces.iter().all(|piece| !piece.changes_class());
            if class_stays {
                // Basic farmland and boundaries may cut a parcel; the field stays one.
                continue;
            }
            self.faces.remove(parcel);
            for piece in pieces {
                let shape = land.shape(parcel, &piece.extent);
                let face = self.faces.insert(Piece::new(&shape, &piece.class_after, piece.area_m2));
                self.pieces.entry(parcel).or_default().push((piece.id, face));
                changed.push(face);
            }
        }
        changed.sort_unstable();
        changed.dedup();
        let faces = &self.faces;
        self.graph = self.graph.refreshed(faces, &changed, &|face| faces.is_cultivated(face));
        self.after = blocks(&self.graph, faces);
    }

    /// Blocks of the whole land after the measures.
    pub fn after(&self) -> &Blocks {
        &self.after
    }

    /// Area of the block that a parcel lies in as the land is, m²; `None` where it is no farmland.
    pub fn block_before_m2(&self, parcel: usize) -> Option<f64> {
        area_of(&self.before, parcel)
    }

    /// Area of the block that a piece of the fold lies in after the measures, m²; `None` where it is no farmland then.
    pub fn block_after_m2(&self, piece: PieceId) -> Option<f64> {
        let of_parcel = self.pieces.get(&piece.parcel);
        let face = match of_parcel {
            Some(pieces) => pieces.iter().find(|(id, _)| *id == piece).map(|(_, face)| *face)?,
            None => piece.parcel,
        };
        area_of(&self.after, face)
    }

    /// Blocks of at least `least_mu` in the region, before and after: those that [`Self::figures`] counts.
    pub fn large_blocks(&self, base: &AssessmentBase, region: &Region, least_mu: f64) -> [Vec<FieldBlock>; 2] {
        let of = |faces: &Faces, graph: &Graph, everywhere: &Blocks| match blocks_inside(base, faces, graph, region) {
            Some((inside, found)) => large_blocks(&inside, &found, least_mu),
            None => large_blocks(faces, everywhere, least_mu),
        };
        [of(&base.faces, &base.graph, &self.before), of(&self.faces, &self.graph, &self.after)]
    }

    /// Figures of the region before and after. A block that its border cuts counts with the part within.
    pub fn figures(&mut self, base: &AssessmentBase, region: &Region) -> (FieldFigures, FieldFigures) {
        let known = self.region_before.take().filter(|(of, _)| of == region);
        let before = known
            .unwrap_or_else(|| (region.clone(), figures_inside(base, &base.faces, &base.graph, &self.before, region)));
        let after = if self.pieces.is_empty() {
            before.1.clone()
        } else {
            figures_inside(base, &self.faces, &self.graph, &self.after, region)
        };
        let answer = (before.1.clone(), after);
        self.region_before = Some(before);
        answer
    }
}

fn figures_inside(
    base: &AssessmentBase,
    faces: &Faces,
    graph: &Graph,
    blocks_everywhere: &Blocks,
    region: &Region,
) -> FieldFigures {
    let of = |found: &Blocks| FieldFigures {
        sizes: BlockSizes::of(found),
        fragmentation: Fragmentation::of(found, region.area_m2),
    };
    blocks_inside(base, faces, graph, region).map_or_else(|| of(blocks_everywhere), |(_, found)| of(&found))
}

/// The faces inside a region and their blocks; `None` where the region is all the land.
fn blocks_inside(base: &AssessmentBase, faces: &Faces, graph: &Graph, region: &Region) -> Option<(Faces, Blocks)> {
    let shape = region.shape.as_ref()?;
    let inside = faces.inside(shape, &base.land.plane, &|face| faces.is_cultivated(face));
    let graph = graph.refreshed(&inside.faces, &inside.changed, &|face| inside.faces.is_cultivated(face));
    let found = blocks(&graph, &inside.faces);
    Some((inside.faces, found))
}

fn blocks(graph: &Graph, faces: &Faces) -> Blocks {
    let counts: Vec<bool> = (0..graph.len()).map(|face| faces.is_cultivated(face)).collect();
    Blocks::of(graph, faces, &counts)
}

fn area_of(blocks: &Blocks, face: usize) -> Option<f64> {
    blocks.block_of(face).map(|block| blocks.blocks()[block].area_m2)
}
