//! The land of one role, every place once: where features overlap, the earlier one keeps the land.

use std::sync::Arc;

use geo::MultiPolygon;
use rayon::prelude::*;

use crate::base::{BaseLayer, LayerId, Role};
use crate::crs::AreaPlane;
use crate::geometry::overlay::{Clipper, Coverage, EdgeIndex, FillRule, Operation, general_overlay};
use crate::geometry::{GeometryKind, PackedBuilder, PackedTree, open_rings};

/// Land up to here on one side of a cut is the rounding of a boundary that two outlines share, m².
pub(super) const DUST_M2: f64 = 0.001;

/// The features of a role, disjoint.
#[derive(Debug)]
pub struct RoleLand {
    coverage: Coverage,
    sources: Vec<(LayerId, usize)>,
    /// Own land of each feature after earlier ones took theirs, m².
    areas_m2: Vec<f64>,
    /// Land of each feature as the layer has it, m².
    source_areas_m2: Vec<f64>,
}

impl RoleLand {
    /// The polygon layers of a role; `None` where there is none.
    pub fn of_role(layers: &[Arc<BaseLayer>], role: Role, plane: &AreaPlane) -> Option<Self> {
        let layers: Vec<_> =
            layers.iter().filter(|layer| layer.role == role && layer.shapes.kind() == GeometryKind::Polygons).collect();
        if layers.is_empty() {
            return None;
        }
        let sources = layers.iter().flat_map(|layer| (0..layer.len()).map(|feature| (layer.id, feature))).collect();
        let parts = layers.iter().map(|layer| layer.shapes.clone()).collect();
        let coverage = packed(PackedBuilder::joined(GeometryKind::Polygons, parts), plane);
        let source_areas_m2 = own_areas(&coverage);
        let coverage = disjoint(coverage, plane);
        Some(Self { areas_m2: own_areas(&coverage), coverage, sources, source_areas_m2 })
    }

    /// Number of features, over all layers of the role.
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Layer and number there of a feature.
    pub fn source(&self, feature: usize) -> (LayerId, usize) {
        self.sources[feature]
    }

    /// Land of a feature that no earlier feature holds, m².
    pub fn area_m2(&self, feature: usize) -> f64 {
        self.areas_m2[feature]
    }

    /// Land of a feature as its layer has it, m².
    pub fn source_area_m2(&self, feature: usize) -> f64 {
        self.source_areas_m2[feature]
    }

    /// All land of the role, counted once, m².
    pub fn total_m2(&self) -> f64 {
        self.areas_m2.iter().sum()
    }

    /// The land of a feature that no earlier feature holds.
    pub fn shape(&self, feature: usize) -> MultiPolygon<f64> {
        feature_shape(&self.coverage, feature)
    }

    /// Features that share more than 0.001 m² with a shape, with what they share in m², ascending.
    pub fn overlaps(&self, shape: &EdgeIndex, clipper: &mut Clipper) -> Vec<(usize, f64)> {
        overlaps_of(&self.coverage, shape, clipper)
    }

    /// Land of the role in a shape, m².
    pub fn shared_m2(&self, shape: &EdgeIndex, clipper: &mut Clipper) -> f64 {
        self.overlaps(shape, clipper).iter().map(|(_, area)| area).sum()
    }

    /// The feature that shares most with a shape; of equals the first.
    pub fn main_feature(&self, shape: &EdgeIndex, clipper: &mut Clipper) -> Option<usize> {
        let mut best: Option<(usize, f64)> = None;
        for (feature, area) in self.overlaps(shape, clipper) {
            if best.is_none_or(|(_, most)| area > most) {
                best = Some((feature, area));
            }
        }
        best.map(|(feature, _)| feature)
    }
}

/// Sums the hits of a shape by feature; what is up to 0.001 m² is left out.
pub(super) fn overlaps_of(coverage: &Coverage, shape: &EdgeIndex, clipper: &mut Clipper) -> Vec<(usize, f64)> {
    if shape.is_empty() {
        return Vec::new();
    }
    let mut hits = Vec::new();
    // A feature whose overlap nothing can tell stays as it is; the rules say that it is not counted.
    coverage.hits(shape, clipper, |hit| hits.extend(hit.overlap.map(|overlap| (hit.feature, overlap))));
    hits.sort_unstable_by_key(|(feature, _)| *feature);
    hits.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 += later.1;
        }
        same
    });
    hits.into_iter()
        .map(|(feature, amount)| (feature, amount.ellipsoidal_m2()))
        .filter(|(_, area)| *area > DUST_M2)
        .collect()
}

/// The valid shape of a feature.
pub(super) fn feature_shape(coverage: &Coverage, feature: usize) -> MultiPolygon<f64> {
    coverage.repaired(feature).cloned().unwrap_or_else(|| coverage.shapes().multi_polygon(feature))
}

fn packed(builder: PackedBuilder, plane: &AreaPlane) -> Coverage {
    let shapes = builder.finish();
    let tree = PackedTree::over(shapes.all_bounds());
    Coverage::new(Arc::new(shapes), Arc::new(tree), plane.clone())
}

fn own_areas(coverage: &Coverage) -> Vec<f64> {
    let plane = coverage.plane();
    (0..coverage.shapes().len())
        .into_par_iter()
        .with_min_len(256)
        .map(|feature| match coverage.repaired(feature) {
            Some(shape) => EdgeIndex::from_multi_polygon(shape).area(plane).ellipsoidal_m2(),
            None => coverage.shapes().rings(feature).map(|ring| plane.ring_m2(ring)).sum(),
        })
        .collect()
}

/// The same features without the land that earlier ones hold.
fn disjoint(coverage: Coverage, plane: &AreaPlane) -> Coverage {
    let trimmed: Vec<(usize, MultiPolygon<f64>)> = (0..coverage.shapes().len())
        .into_par_iter()
        .with_min_len(64)
        .map_init(Clipper::new, |clipper, feature| without_earlier(&coverage, feature, clipper))
        .flatten()
        .collect();
    if trimmed.is_empty() {
        return coverage;
    }
    let mut trimmed = trimmed.into_iter().peekable();
    let mut builder = PackedBuilder::new(GeometryKind::Polygons);
    for feature in 0..coverage.shapes().len() {
        match trimmed.next_if(|(number, _)| *number == feature) {
            Some((_, shape)) => builder.multi_polygon(&shape),
            None => builder.multi_polygon(&feature_shape(&coverage, feature)),
        }
    }
    // Coverage expects shells counter-clockwise and holes clockwise, in the order given.
    let order: Vec<u32> = (0..coverage.shapes().len() as u32).collect();
    let shapes = builder.finish_in_order(&order, true);
    let tree = PackedTree::over(shapes.all_bounds());
    Coverage::new(Arc::new(shapes), Arc::new(tree), plane.clone())
}

/// What is left of a feature that earlier ones overlap; `None` where none does.
fn without_earlier(coverage: &Coverage, feature: usize, clipper: &mut Clipper) -> Option<(usize, MultiPolygon<f64>)> {
    let shape = feature_shape(coverage, feature);
    let index = EdgeIndex::from_multi_polygon(&shape);
    let earlier: Vec<MultiPolygon<f64>> = overlaps_of(coverage, &index, clipper)
        .into_iter()
        .filter(|(other, _)| *other < feature)
        .map(|(other, _)| feature_shape(coverage, other))
        .collect();
    if earlier.is_empty() {
        return None;
    }
    let clip: Vec<_> = earlier.iter().flat_map(open_rings).collect();
    let own = open_rings(&shape);
    let rest = general_overlay(
        own.iter().map(Vec::as_slice),
        clip.iter().map(Vec::as_slice),
        Operation::Difference,
        FillRule::NonZero,
    );
    rest.map(|rest| (feature, rest))
}
