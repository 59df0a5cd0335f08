//! The state of the land under an ordered list of measures, kept up to date edit by edit.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;

use super::cut::{Cuts, Cutter, cells};
use super::decide::decide;
use super::ground::Ground;
use super::{BasicFarmlandPiece, BoundaryPiece, Direction, Extent, LandBase, Piece, PieceId};
use crate::design::{Measure, MeasureId};
use crate::geometry::overlay::Clipper;

/// From this many parcels on, cutting is spread over threads.
const PARALLEL_FROM: usize = 64;

/// A parcel that some measure touches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParcelLand {
    pub(super) cuts: Cuts,
    /// A partition of the parcel.
    pub pieces: Vec<Piece>,
    pub basic_farmland: Vec<BasicFarmlandPiece>,
    pub boundary: Vec<BoundaryPiece>,
}

impl ParcelLand {
    /// Whether some of the parcel changes its class: lines of basic farmland and of the boundary cut a parcel, and leave it one.
    pub fn changes_class(&self) -> bool {
        self.pieces.iter().any(Piece::changes_class)
    }
}

/// The land under a scheme.
#[derive(Clone, Debug)]
pub struct Land {
    base: Arc<LandBase>,
    measures: Vec<Placed>,
    parcels: BTreeMap<usize, Arc<ParcelLand>>,
}

/// A measure and where it lies.
#[derive(Clone, Debug)]
struct Placed {
    measure: Arc<Measure>,
    ground: Arc<Ground>,
}

/// Parcels that a step from one list of measures to another touches.
#[derive(Default)]
struct Dirty {
    /// To be cut again.
    cut: BTreeSet<usize>,
    /// To be decided again over the same cells.
    decide: BTreeSet<usize>,
}

impl Land {
    /// The land as it is.
    pub fn new(base: Arc<LandBase>) -> Self {
        Self { base, measures: Vec::new(), parcels: BTreeMap::new() }
    }

    /// The land under measures, from nothing.
    pub fn of(base: Arc<LandBase>, measures: &[Arc<Measure>]) -> Self {
        let mut land = Self::new(base);
        land.refold(measures);
        land
    }

    pub fn base(&self) -> &Arc<LandBase> {
        &self.base
    }

    /// The measures, in the order in which they take effect.
    pub fn measures(&self) -> impl Iterator<Item = &Arc<Measure>> {
        self.measures.iter().map(|placed| &placed.measure)
    }

    pub fn measure(&self, id: MeasureId) -> Option<&Arc<Measure>> {
        self.measures().find(|measure| measure.id == id)
    }

    /// Number of measures that only one of the fold and another list has; one that was changed counts once.
    pub fn measures_not_in(&self, measures: &[Arc<Measure>]) -> usize {
        let known: HashMap<MeasureId, &Arc<Measure>> = self.measures().map(|measure| (measure.id, measure)).collect();
        let is_other =
            |measure: &&Arc<Measure>| known.get(&measure.id).is_none_or(|known| !Arc::ptr_eq(known, measure));
        let staying = measures.iter().filter(|measure| known.contains_key(&measure.id)).count();
        measures.iter().filter(is_other).count() + known.len() - staying
    }

    /// Goes over to another list of measures; gives the parcels whose pieces may have changed, ascending. Only parcels whose
    /// measures or their outlines changed are cut again; the result is the land from nothing.
    pub fn refold(&mut self, measures: &[Arc<Measure>]) -> Vec<usize> {
        let old = std::mem::take(&mut self.measures);
        let old_places: HashMap<MeasureId, usize> =
            old.iter().enumerate().map(|(place, placed)| (placed.measure.id, place)).collect();
        let mut dirty = Dirty::default();
        let mut kept_places = Vec::new();
        let mut clipper = Clipper::new();
        for measure in measures {
            let known = old_places.get(&measure.id).map(|&place| (place, &old[place]));
            kept_places.extend(known.map(|(place, _)| place));
            let known = known.map(|(_, placed)| placed);
            self.measures.push(place_measure(&self.base, measure, known, &mut dirty, &mut clipper));
        }
        let kept: BTreeSet<usize> = kept_places.iter().copied().collect();
        for (_, gone) in old.iter().enumerate().filter(|(place, _)| !kept.contains(place)) {
            dirty.cut.extend(gone.ground.covered.iter().map(|covered| covered.parcel));
        }
        if !kept_places.is_sorted() {
            dirty.decide.extend(self.parcels.keys());
        }
        self.renew(dirty)
    }

    /// Cuts and decides dirty parcels.
    fn renew(&mut self, dirty: Dirty) -> Vec<usize> {
        let touched: Vec<usize> = dirty.cut.union(&dirty.decide).copied().collect();
        let places: HashMap<MeasureId, usize> =
            self.measures.iter().enumerate().map(|(place, placed)| (placed.measure.id, place)).collect();
        let one = |clipper: &mut Clipper, &parcel: &usize| {
            let known = self.parcels.get(&parcel).filter(|_| !dirty.cut.contains(&parcel));
            let cuts = match known {
                Some(land) => land.cuts.clone(),
                None => self.cuts_of(parcel, clipper),
            };
            let is_touched = !cuts.boundary.is_empty() || cuts.land.iter().any(|cell| !cell.measures.is_empty());
            let place_of = |id| places.get(&id).map(|&place| (place, &*self.measures[place].measure));
            is_touched.then(|| Arc::new(decide(&self.base, parcel, cuts, place_of, clipper)))
        };
        let renewed: Vec<Option<Arc<ParcelLand>>> = if touched.len() < PARALLEL_FROM {
            let mut clipper = Clipper::new();
            touched.iter().map(|parcel| one(&mut clipper, parcel)).collect()
        } else {
            touched.par_iter().with_min_len(PARALLEL_FROM / 4).map_init(Clipper::new, one).collect()
        };
        for (&parcel, land) in touched.iter().zip(renewed) {
            match land {
                Some(land) => self.parcels.insert(parcel, land),
                None => self.parcels.remove(&parcel),
            };
        }
        touched
    }

    fn cuts_of(&self, parcel: usize, clipper: &mut Clipper) -> Cuts {
        let mut cut_by = |moves_boundary: bool| {
            let mut cutters: Vec<Cutter<'_>> = self
                .measures
                .iter()
                .filter(|placed| placed.measure.kind.moves_boundary() == moves_boundary)
                .filter_map(|placed| {
                    let covered = placed.ground.cover_of(parcel)?;
                    Some(Cutter { measure: placed.measure.id, ground: &placed.ground, is_whole: covered.is_whole })
                })
                .collect();
            // Cells must not depend on the order of effect, so that reordering measures cuts nothing.
            cutters.sort_unstable_by_key(|cutter| cutter.measure);
            cells(&self.base.parcels, parcel, &cutters, clipper)
        };
        let land = cut_by(false);
        let mut boundary = cut_by(true);
        boundary.retain(|cell| !cell.measures.is_empty());
        Cuts { land, boundary }
    }

    /// Number of parcels that some measure touches.
    pub fn touched_parcel_count(&self) -> usize {
        self.parcels.len()
    }

    /// A parcel that some measure touches; `None` for one that is as it was.
    pub fn parcel(&self, parcel: usize) -> Option<&ParcelLand> {
        self.parcels.get(&parcel).map(AsRef::as_ref)
    }

    /// Parcels that some measure touches, ascending.
    pub fn touched_parcels(&self) -> impl Iterator<Item = usize> {
        self.parcels.keys().copied()
    }

    /// All pieces, by parcel.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.parcels.values().flat_map(|land| &land.pieces)
    }

    /// Pieces whose class changes (变更图斑).
    pub fn changed_pieces(&self) -> impl Iterator<Item = &Piece> {
        self.pieces().filter(|piece| piece.changes_class())
    }

    pub fn piece(&self, id: PieceId) -> Option<&Piece> {
        self.parcels.get(&id.parcel)?.pieces.get(id.index)
    }

    /// Basic farmland that moves one way, by parcel.
    pub fn basic_farmland(&self, direction: Direction) -> impl Iterator<Item = &BasicFarmlandPiece> {
        let pieces = self.parcels.values().flat_map(|land| &land.basic_farmland);
        pieces.filter(move |piece| piece.direction == direction)
    }

    /// Land that enters or leaves the development boundary, by parcel.
    pub fn boundary(&self) -> impl Iterator<Item = &BoundaryPiece> {
        self.parcels.values().flat_map(|land| &land.boundary)
    }

    /// Geometry of a piece of a parcel.
    pub fn shape(&self, parcel: usize, extent: &Extent) -> Arc<MultiPolygon<f64>> {
        match extent {
            Extent::Whole => Arc::new(self.base.parcels.shape(parcel)),
            Extent::Part(shape) => shape.clone(),
        }
    }
}

/// A measure of the new list; marks what it changes against the same measure of the old one.
fn place_measure(
    base: &LandBase,
    measure: &Arc<Measure>,
    known: Option<&Placed>,
    dirty: &mut Dirty,
    clipper: &mut Clipper,
) -> Placed {
    let parcels = &base.parcels;
    let Some(old) = known else {
        let ground = Ground::new(&measure.shape.0, parcels, clipper);
        dirty.cut.extend(ground.covered.iter().map(|covered| covered.parcel));
        return Placed { measure: measure.clone(), ground: Arc::new(ground) };
    };
    if Arc::ptr_eq(&old.measure, measure) {
        return old.clone();
    }
    let ground = if old.measure.shape == measure.shape {
        old.ground.clone()
    } else {
        let ground = Ground::new(&measure.shape.0, parcels, clipper);
        dirty.cut.extend(ground.changed_from(&old.ground, parcels));
        Arc::new(ground)
    };
    if old.measure.kind.moves_boundary() != measure.kind.moves_boundary() {
        dirty.cut.extend(ground.covered.iter().map(|covered| covered.parcel));
    }
    if !same_but_shape(&old.measure, measure) {
        dirty.decide.extend(ground.covered.iter().map(|covered| covered.parcel));
    }
    Placed { measure: measure.clone(), ground }
}

/// Whether two states of a measure decide the same of the same land. What pieces don't hold (cost, year, reason) is read from the
/// measure itself.
fn same_but_shape(old: &Measure, new: &Measure) -> bool {
    old.kind == new.kind && old.to_class == new.to_class && old.grade_after == new.grade_after
}
