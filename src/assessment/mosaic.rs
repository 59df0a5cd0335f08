//! One state of the land as a mosaic with its contiguity graph: the parcels, the fold's pieces in the place of those whose class
//! changes, and, where a region is given, what of the farmland lies inside. Brought up to date parcel by parcel; the graph is the
//! one that would be built from nothing.

use std::collections::BTreeMap;

use super::field_block::{FieldBlock, large_blocks};
use super::{AssessmentBase, FieldFigures};
use crate::contiguity::{Blocks, Cropped, Faces, Graph, Piece, Setting};
use crate::geometry::overlay::EdgeIndex;
use crate::indicators::{BlockSizes, Fragmentation};
use crate::land::{Land, PieceId, Region};

#[derive(Clone, Debug)]
pub(super) struct Mosaic {
    faces: Faces,
    graph: Graph,
    blocks: Blocks,
    /// Faces that stand for a parcel: pieces of the fold, or parts inside the region.
    stand_ins: BTreeMap<usize, Vec<StandIn>>,
}

#[derive(Clone, Copy, Debug)]
struct StandIn {
    /// The piece of the fold; `None` for a part of an untouched parcel.
    piece: Option<PieceId>,
    face: usize,
}

impl Mosaic {
    /// The parcels as they are.
    pub fn whole(base: &AssessmentBase) -> Self {
        let (faces, graph) = (base.faces.clone(), base.graph.clone());
        Self { blocks: blocks_of(&graph, &faces), faces, graph, stand_ins: BTreeMap::new() }
    }

    /// The parcels as they are inside a region; all of them where it has no border.
    pub fn inside(base: &AssessmentBase, region: &Region) -> Self {
        let Some(shape) = &region.shape else { return Self::whole(base) };
        let inside = base.faces.inside(shape, &base.land.plane, &|face| base.faces.is_cultivated(face));
        let mut graph = base.graph.clone();
        graph.refresh(&inside.faces, &inside.changed, &|face| inside.faces.is_cultivated(face));
        let mut stand_ins: BTreeMap<usize, Vec<StandIn>> = BTreeMap::new();
        for (face, of) in inside.parts {
            stand_ins.entry(of).or_default().push(StandIn { piece: None, face });
        }
        Self { blocks: blocks_of(&graph, &inside.faces), faces: inside.faces, graph, stand_ins }
    }

    pub fn blocks(&self) -> &Blocks {
        &self.blocks
    }

    /// Area of the block that a piece of the fold lies in, m²; `None` where it is no farmland.
    pub fn block_of_piece_m2(&self, piece: PieceId) -> Option<f64> {
        let face = match self.stand_ins.get(&piece.parcel) {
            Some(faces) => faces.iter().find(|stand_in| stand_in.piece == Some(piece))?.face,
            None => piece.parcel,
        };
        area_of(&self.blocks, face)
    }

    /// Blocks of at least `least_mu` with their land.
    pub fn large_blocks(&self, least_mu: f64) -> Vec<FieldBlock> {
        large_blocks(&self.faces, &self.blocks, least_mu)
    }

    /// Sizes of the blocks under another setting, from nothing.
    pub fn sizes_under(&self, setting: &Setting) -> BlockSizes {
        let graph = Graph::build(&self.faces, setting, &|face| self.faces.is_cultivated(face));
        BlockSizes::of(&blocks_of(&graph, &self.faces))
    }

    /// Sizes and metrics in a landscape of so much land.
    pub fn figures(&self, landscape_m2: f64) -> FieldFigures {
        FieldFigures {
            sizes: BlockSizes::of(&self.blocks),
            fragmentation: Fragmentation::of(&self.blocks, landscape_m2),
        }
    }

    /// Takes over what became of these parcels: of their pieces where a scheme is given, of the border where a region is.
    pub fn follow(&mut self, base: &AssessmentBase, land: Option<&Land>, edges: Option<&EdgeIndex>, parcels: &[usize]) {
        if parcels.is_empty() {
            return;
        }
        let mut changed = Vec::new();
        for &parcel in parcels {
            for stand_in in self.stand_ins.remove(&parcel).unwrap_or_default() {
                self.faces.remove(stand_in.face);
                changed.push(stand_in.face);
            }
            self.faces.restore(parcel);
            changed.push(parcel);
            match land.and_then(|land| Some((land, land.parcel(parcel).filter(|touched| touched.changes_class())?))) {
                Some((land, touched)) => {
                    self.faces.remove(parcel);
                    for piece in &touched.pieces {
                        let shape = land.shape(parcel, &piece.extent);
                        let whole = Piece::new(&shape, &piece.class_after, piece.area_m2);
                        // Only farmland ends at the border: a river breaks a field on either side of it.
                        let cropped =
                            edges.filter(|_| whole.is_cultivated()).map(|edges| whole.cropped(edges, &base.land.plane));
                        self.put(parcel, Some(piece.id), (whole, cropped), &mut changed);
                    }
                }
                None => self.crop_parcel(base, edges, parcel, &mut changed),
            }
        }
        let faces = &self.faces;
        let relinked = self.graph.refresh(faces, &changed, &|face| faces.is_cultivated(face));
        self.blocks.refresh(&self.graph, faces, &relinked);
    }

    /// An untouched parcel, or what of it lies inside.
    fn crop_parcel(
        &mut self,
        base: &AssessmentBase,
        edges: Option<&EdgeIndex>,
        parcel: usize,
        changed: &mut Vec<usize>,
    ) {
        let Some(edges) = edges.filter(|_| self.faces.is_cultivated(parcel)) else { return };
        match base.faces.cropped(parcel, edges, &base.land.plane) {
            Cropped::Inside => {}
            Cropped::Outside => self.faces.remove(parcel),
            Cropped::Parts(parts) => {
                self.faces.remove(parcel);
                parts.into_iter().for_each(|part| self.stand(parcel, None, part, changed));
            }
        }
    }

    fn put(
        &mut self,
        parcel: usize,
        piece: Option<PieceId>,
        (whole, cropped): (Piece, Option<Cropped>),
        changed: &mut Vec<usize>,
    ) {
        // Where nothing of it stands, the parcel itself does not either: that is remembered too.
        self.stand_ins.entry(parcel).or_default();
        match cropped {
            None | Some(Cropped::Inside) => self.stand(parcel, piece, whole, changed),
            Some(Cropped::Outside) => {}
            Some(Cropped::Parts(parts)) => parts.into_iter().for_each(|part| self.stand(parcel, piece, part, changed)),
        }
    }

    fn stand(&mut self, parcel: usize, piece: Option<PieceId>, part: Piece, changed: &mut Vec<usize>) {
        let face = self.faces.insert(part);
        self.stand_ins.entry(parcel).or_default().push(StandIn { piece, face });
        changed.push(face);
    }

    /// Whether a border can change what stands for a parcel: farmland ends at it, and so do pieces of farmland.
    pub fn ends_at_borders(&self, base: &AssessmentBase, parcel: usize) -> bool {
        base.faces.is_cultivated(parcel) || self.stand_ins.contains_key(&parcel)
    }
}

/// Blocks of the farmland of a mosaic.
pub(super) fn blocks_of(graph: &Graph, faces: &Faces) -> Blocks {
    let counts: Vec<bool> = (0..graph.len()).map(|face| faces.is_cultivated(face)).collect();
    Blocks::of(graph, faces, &counts)
}

pub(super) fn area_of(blocks: &Blocks, face: usize) -> Option<f64> {
    blocks.block_of(face).map(|block| blocks.blocks()[block].area_m2)
}
