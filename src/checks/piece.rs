//! The land itself that a zone shares with single features of a set of layers.

use geo::MultiPolygon;

use crate::base::LayerId;
use crate::geometry::overlay::{Amount, Clipper, Coverage, EdgeIndex, piece};

/// One layer of a set.
#[derive(Debug)]
pub(super) struct Member {
    pub layer: LayerId,
    pub coverage: Coverage,
}

/// The land that a zone and one feature share.
#[derive(Clone, Debug, PartialEq)]
pub struct ConflictPiece {
    pub layer: LayerId,
    pub feature: usize,
    /// Valid rings.
    pub shape: MultiPolygon<f64>,
    pub area_m2: f64,
    pub planar_m2: f64,
}

/// A feature that a zone covers some of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Covered {
    /// Position of its layer in the set.
    pub member: usize,
    pub feature: usize,
    /// Its amount where it is known to lie in the zone as a whole.
    pub whole: Option<Amount>,
}

/// Features that a zone covers some of, by member, each once.
pub(super) fn covered_features(members: &[Member], zone: &EdgeIndex, clipper: &mut Clipper) -> Vec<Covered> {
    let mut covered = Vec::new();
    for (member, layer) in members.iter().enumerate() {
        layer.coverage.hits(zone, clipper, |hit| {
            let whole = (hit.is_whole && !hit.is_tile).then_some(hit.overlap);
            covered.push(Covered { member, feature: hit.feature, whole });
        });
    }
    covered.sort_unstable_by_key(|covered| (covered.member, covered.feature));
    covered.dedup_by_key(|covered| (covered.member, covered.feature));
    covered
}

/// The piece of one feature; `None` where the overlap does not count.
pub(super) fn conflict_piece(
    members: &[Member],
    Covered { member, feature, whole }: Covered,
    zone: &EdgeIndex,
    clipper: &mut Clipper,
) -> Option<ConflictPiece> {
    let member = &members[member];
    let (shape, amount) = match whole {
        Some(amount) => (member.coverage.shapes().multi_polygon(feature), amount),
        None => piece(&member.coverage, feature, zone, clipper)?,
    };
    if !amount.counts() {
        return None;
    }
    let (area_m2, planar_m2) = (amount.ellipsoidal_m2(), amount.planar_m2());
    Some(ConflictPiece { layer: member.layer, feature, shape, area_m2, planar_m2 })
}
