//! Pieces of land too thin or too small to be meant: explained and listed, and counted like all others. A gate that forgave
//! them would forgive what is drawn thin on purpose.

use super::engine::Patch;
use crate::geometry::Point;
use crate::i18n::{Message, Text, fixed, texts};

/// Below this a piece is a sliver, m² (not verified against a standard).
const SLIVER_M2: f64 = 1.0;
/// Area over perimeter below which a piece is a sliver, metres: about half its width (not verified against a standard).
const SLIVER_AREA_OVER_PERIMETER_M: f64 = 0.2;
/// From this length over width on, a piece is a thread and no corner.
const THREAD_RATIO: f64 = 20.0;
/// Two outlines follow one boundary where both are no farther from a thread's own boundary than this many mean widths: a wedge
/// is twice as wide at one end …
const REACH_WIDTHS: f64 = 2.0;
/// … along this share of it at least.
const FOLLOWED_SHARE: f64 = 0.5;

/// One sliver.
#[derive(Clone, Debug, PartialEq)]
pub struct Sliver {
    /// What shares the land with the subject; for the features of a layer, which of them it is. `None` for land that lies beside
    /// what it should lie in, and touches none of it.
    pub patch: Option<Patch>,
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
    /// One of the two is that thin itself.
    Thin,
}

texts! {
    SliverText {
        SharedEdge: "碎屑 {0} m²，平均宽 {1} m，细度 {2}：两条边界沿同一界线各自取点，建议沿边描绘；仍计入面积",
            "sliver of {0} m², mean width {1} m, thinness {2}: two outlines follow one boundary with different vertices; trace the boundary. It still counts";
        Corner: "碎屑 {0} m²，平均宽 {1} m，细度 {2}：一角略微伸入，建议移动顶点；仍计入面积",
            "sliver of {0} m², mean width {1} m, thinness {2}: a corner reaches in a little; move the vertex. It still counts";
        Thin: "碎屑 {0} m²，平均宽 {1} m，细度 {2}：其中一方本身就这样窄，请核对；仍计入面积",
            "sliver of {0} m², mean width {1} m, thinness {2}: one of the two is that narrow itself; look at it. It still counts";
    }
}

impl SliverCause {
    /// Name in reports: `shared_edge`.
    pub fn key(self) -> &'static str {
        match self {
            Self::SharedEdge => "shared_edge",
            Self::Corner => "corner",
            Self::Thin => "thin",
        }
    }
}

impl Sliver {
    /// The sliver that a piece of land is, if it is one. `area_m2` is ellipsoidal and planar; `followed_share` answers which share
    /// of the piece's boundary lies within so many metres of both outlines that share it.
    pub(super) fn of_land(
        rings: &[&[Point]],
        area_m2: [f64; 2],
        patch: Option<Patch>,
        followed_share: impl FnOnce(f64) -> f64,
    ) -> Option<Self> {
        let perimeter_m = perimeter_m(rings);
        let [area_m2, planar_m2] = area_m2;
        if !is_sliver(area_m2, planar_m2, perimeter_m) {
            return None;
        }
        let width_m = 2.0 * planar_m2 / perimeter_m;
        let cause = if perimeter_m / 2.0 < THREAD_RATIO * width_m {
            SliverCause::Corner
        } else if followed_share(REACH_WIDTHS * width_m) >= FOLLOWED_SHARE {
            SliverCause::SharedEdge
        } else {
            SliverCause::Thin
        };
        let thinness = 4.0 * std::f64::consts::PI * planar_m2 / (perimeter_m * perimeter_m);
        Some(Self { patch, area_m2, thinness, width_m, cause })
    }

    pub fn message(&self) -> Message {
        let figures = [fixed(self.area_m2, 3).into(), fixed(self.width_m, 3).into(), fixed(self.thinness, 4).into()];
        match self.cause {
            SliverCause::SharedEdge => SliverText::SharedEdge,
            SliverCause::Corner => SliverText::Corner,
            SliverCause::Thin => SliverText::Thin,
        }
        .with(figures)
    }
}

/// Whether land is too small or too thin to be meant; `area_m2` is ellipsoidal. The one place where the limits are applied.
pub fn is_sliver(area_m2: f64, planar_m2: f64, perimeter_m: f64) -> bool {
    perimeter_m > 0.0 && (area_m2 < SLIVER_M2 || planar_m2 / perimeter_m < SLIVER_AREA_OVER_PERIMETER_M)
}

fn perimeter_m(rings: &[&[Point]]) -> f64 {
    let edges = |ring: &[Point]| {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1])).sum::<f64>()
    };
    rings.iter().map(|ring| edges(ring)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sliver(width_m: f64, length_m: f64, followed_share: f64) -> Option<Sliver> {
        let ring = [[0.0, 0.0], [length_m, 0.0], [length_m, width_m], [0.0, width_m]];
        let area_m2 = width_m * length_m;
        Sliver::of_land(&[&ring], [area_m2, area_m2], None, |_| followed_share)
    }

    #[test]
    fn a_thread_along_a_boundary_is_told_from_a_thin_feature_a_corner_and_land() {
        let thread = sliver(0.1, 200.0, 0.99).unwrap();
        assert_eq!(thread.cause, SliverCause::SharedEdge);
        assert!((thread.width_m - 0.1).abs() < 1e-3 && thread.thinness < 0.01);
        assert_eq!(sliver(0.1, 200.0, 0.01).unwrap().cause, SliverCause::Thin);
        assert_eq!(sliver(0.5, 0.5, 1.0).unwrap().cause, SliverCause::Corner);
        assert_eq!(sliver(5.0, 10.0, 1.0), None);
    }
}
