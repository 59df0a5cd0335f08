//! Pieces of land too thin or too small to be meant: explained and listed, and counted like all others. A gate that forgave
//! them would forgive what is drawn thin on purpose.

use super::ConflictPiece;
use crate::base::LayerId;
use crate::geometry::{PackedFeature, Point};
use crate::i18n::{Message, Text, fixed, texts};

/// Below this a piece is a sliver, m² (not verified against a standard).
const SLIVER_M2: f64 = 1.0;
/// Area over perimeter below which a piece is a sliver, metres: about half its width (not verified against a standard).
const SLIVER_AREA_OVER_PERIMETER_M: f64 = 0.2;
/// From this length over width on, two outlines run along each other rather than cross in a corner.
const ALONG_RATIO: f64 = 20.0;

/// One sliver.
#[derive(Clone, Debug, PartialEq)]
pub struct Sliver {
    pub layer: LayerId,
    pub feature: usize,
    pub area_m2: f64,
    /// 4πA/P²: 1 for a circle, towards 0 for a thread.
    pub thinness: f64,
    /// Mean width, metres: 2A/P.
    pub width_m: f64,
    pub cause: SliverCause,
}

/// Why a sliver is probably there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SliverCause {
    /// The two outlines follow one boundary with different vertices.
    SharedEdge,
    /// A corner of one reaches a little into the other.
    Corner,
}

texts! {
    SliverText {
        SharedEdge: "碎屑 {0} m²，平均宽 {1} m，细度 {2}：两条边界沿同一界线各自取点，建议沿边描绘；仍计入面积",
            "sliver of {0} m², mean width {1} m, thinness {2}: two outlines follow one boundary with different vertices; trace the boundary. It still counts";
        Corner: "碎屑 {0} m²，平均宽 {1} m，细度 {2}：一角略微伸入，建议移动顶点；仍计入面积",
            "sliver of {0} m², mean width {1} m, thinness {2}: a corner reaches in a little; move the vertex. It still counts";
    }
}

impl Sliver {
    /// The sliver that a piece is, if it is one.
    pub fn of_piece(piece: &ConflictPiece) -> Option<Self> {
        let perimeter_m = perimeter_m(&piece.shape);
        let planar_m2 = piece.planar_m2;
        if !is_sliver(piece.area_m2, planar_m2, perimeter_m) {
            return None;
        }
        let width_m = 2.0 * planar_m2 / perimeter_m;
        let along = perimeter_m / 2.0 >= ALONG_RATIO * width_m;
        Some(Self {
            layer: piece.layer,
            feature: piece.feature,
            area_m2: piece.area_m2,
            thinness: 4.0 * std::f64::consts::PI * planar_m2 / (perimeter_m * perimeter_m),
            width_m,
            cause: if along { SliverCause::SharedEdge } else { SliverCause::Corner },
        })
    }

    pub fn message(&self) -> Message {
        let figures = [fixed(self.area_m2, 3).into(), fixed(self.width_m, 3).into(), fixed(self.thinness, 4).into()];
        match self.cause {
            SliverCause::SharedEdge => SliverText::SharedEdge.with(figures),
            SliverCause::Corner => SliverText::Corner.with(figures),
        }
    }
}

/// Whether land is too small or too thin to be meant; `area_m2` is ellipsoidal. The one place where the limits are applied.
pub fn is_sliver(area_m2: f64, planar_m2: f64, perimeter_m: f64) -> bool {
    perimeter_m > 0.0 && (area_m2 < SLIVER_M2 || planar_m2 / perimeter_m < SLIVER_AREA_OVER_PERIMETER_M)
}

fn perimeter_m(shape: &PackedFeature) -> f64 {
    let edges = |ring: &[Point]| {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1])).sum::<f64>()
    };
    shape.rings().map(edges).sum()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use geo::{MultiPolygon, polygon};

    use super::*;
    use crate::geometry::{GeometryKind, PackedBuilder};

    fn piece(width_m: f64, length_m: f64) -> ConflictPiece {
        let shape = MultiPolygon(vec![
            polygon![(x: 0.0, y: 0.0), (x: length_m, y: 0.0), (x: length_m, y: width_m), (x: 0.0, y: width_m)],
        ]);
        let mut builder = PackedBuilder::new(GeometryKind::Polygons);
        builder.multi_polygon(&shape);
        let shape = PackedFeature::new(Arc::new(builder.finish()), 0);
        let area_m2 = width_m * length_m;
        ConflictPiece { layer: LayerId(1), feature: 0, shape, area_m2, planar_m2: area_m2 }
    }

    #[test]
    fn a_thread_along_a_boundary_is_told_from_a_corner_and_from_land() {
        let thread = Sliver::of_piece(&piece(0.1, 200.0)).unwrap();
        assert_eq!(thread.cause, SliverCause::SharedEdge);
        assert!((thread.width_m - 0.1).abs() < 1e-3 && thread.thinness < 0.01);
        assert_eq!(Sliver::of_piece(&piece(0.5, 0.5)).unwrap().cause, SliverCause::Corner);
        assert_eq!(Sliver::of_piece(&piece(5.0, 10.0)), None);
    }
}
