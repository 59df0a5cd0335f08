//! The land that a zone and single features share, as valid rings: for what is drawn, exported or cut. Features that lie in the
//! zone as a whole are lent by the layer; only what the zone's edges cross is made anew.

use std::sync::Arc;

use super::clip::rings_m2;
use super::link::Linker;
use super::ring_list::RingList;
use super::share::Share;
use super::sides::ring_locates;
use super::{Amount, Clipper, Coverage, EdgeIndex, FillRule, Hit, Operation, general_overlay};
use crate::geometry::{GeometryKind, PackedBuilder, PackedFeature, Point, open_rings};

/// The land that a zone and one feature share.
#[derive(Clone, Debug)]
pub struct Piece {
    pub feature: usize,
    /// Valid rings: the layer's own where the feature lies in the zone as a whole.
    pub shape: PackedFeature,
    pub amount: Amount,
}

impl Coverage {
    /// The piece of every feature whose overlap counts, in ascending order of the features.
    pub fn pieces(&self, zone: &EdgeIndex, clipper: &mut Clipper) -> Vec<Piece> {
        self.hits_and_pieces(zone, clipper, |_| {})
    }

    /// Both at once, for little more than the hits alone: calls `visit` as [`Self::hits`] does.
    pub fn hits_and_pieces(&self, zone: &EdgeIndex, clipper: &mut Clipper, mut visit: impl FnMut(Hit)) -> Vec<Piece> {
        let mut maker = PieceMaker::new(self, zone);
        let mut cut_features = Vec::new();
        self.shares(zone, clipper, |feature, is_tile, share| {
            visit(Hit { feature, is_tile, overlap: share.amount() });
            if is_tile {
                cut_features.push(feature);
            } else {
                maker.add(feature, &share);
            }
        });
        cut_features.sort_unstable();
        cut_features.dedup();
        for feature in cut_features {
            maker.add_alone(feature, clipper);
        }
        maker.finish()
    }

    /// The pieces of these features alone, which were hit, where their overlap counts.
    pub fn pieces_of(
        &self,
        features: impl IntoIterator<Item = usize>,
        zone: &EdgeIndex,
        clipper: &mut Clipper,
    ) -> Vec<Piece> {
        let mut maker = PieceMaker::new(self, zone);
        for feature in features {
            maker.add_alone(feature, clipper);
        }
        maker.finish()
    }
}

/// Collects pieces; those that are made anew are packed together.
struct PieceMaker<'a> {
    coverage: &'a Coverage,
    zone: &'a EdgeIndex,
    linker: Linker,
    made: PackedBuilder,
    pieces: Vec<(usize, Rings, Amount)>,
}

/// Where the rings of a piece are.
#[derive(Clone, Copy)]
enum Rings {
    /// The layer's.
    Lent,
    /// Made, by number.
    Made(usize),
}

impl<'a> PieceMaker<'a> {
    fn new(coverage: &'a Coverage, zone: &'a EdgeIndex) -> Self {
        let made = PackedBuilder::new(GeometryKind::Polygons);
        Self { coverage, zone, linker: Linker::default(), made, pieces: Vec::new() }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.pieces.sort_unstable_by_key(|&(feature, ..)| feature);
        let made = Arc::new(self.made.finish());
        let lent = &self.coverage.features().shapes;
        let piece = |(feature, rings, amount)| {
            let shape = match rings {
                Rings::Lent => PackedFeature::new(lent.clone(), feature),
                Rings::Made(number) => PackedFeature::new(made.clone(), number),
            };
            Piece { feature, shape, amount }
        };
        self.pieces.into_iter().map(piece).collect()
    }

    /// A feature whatever was done to it when the layer was prepared.
    fn add_alone(&mut self, feature: usize, clipper: &mut Clipper) {
        if let Some(repaired) = self.coverage.repaired(feature) {
            let rings = open_rings(repaired);
            self.add_overlaid(feature, rings.iter().map(Vec::as_slice), None);
        } else if let Some(share) =
            self.coverage.features().share_alone(feature, self.zone, self.coverage.plane(), clipper)
        {
            self.add(feature, &share);
        }
    }

    fn add(&mut self, feature: usize, share: &Share<'_>) {
        let Some(amount) = share.amount().filter(|amount| amount.counts()) else { return };
        let rings = match share {
            Share::Whole(_) => Rings::Lent,
            Share::Clipped(_, clipper) if clipper.found_whole() => Rings::Lent,
            Share::Clipped(_, clipper) if self.link(feature, clipper, amount.planar_m2()).is_some() => self.end_made(),
            _ => return self.add_overlaid(feature, self.coverage.shapes().rings(feature), Some(amount)),
        };
        self.pieces.push((feature, rings, amount));
    }

    /// Appends the rings that the linker finds, without ending the feature; `None`, and nothing appended, when they do not have
    /// the area of the integral.
    fn link(&mut self, feature: usize, clipper: &Clipper, area_m2: f64) -> Option<()> {
        let rings = self.linker.rings(self.coverage.shapes().feature_coordinates(feature), self.zone, clipper)?;
        let difference_m2 = ((0..rings.len()).map(|ring| rings.area_m2(ring)).sum::<f64>() - area_m2).abs();
        // Vertices of the piece are rounded to the plane's coordinates: half a billionth of a metre along its outline.
        if difference_m2 > 1e-6 && difference_m2 > 1e-6 + 1e-9 * rings.rings().map(perimeter_m).sum::<f64>() {
            return None;
        }
        append_polygons(rings, &mut self.made)
    }

    fn end_made(&mut self) -> Rings {
        self.made.end_feature();
        Rings::Made(self.made.shapes().len() - 1)
    }

    /// The piece by the general overlay; its amount is measured where it is not known.
    fn add_overlaid<'r>(&mut self, feature: usize, rings: impl Iterator<Item = &'r [Point]>, known: Option<Amount>) {
        let intersection = general_overlay(rings, self.zone.ring_points(), Operation::Intersection, FillRule::EvenOdd);
        let Some(shape) = intersection.filter(|shape| !shape.0.is_empty()) else { return };
        let amount = known.unwrap_or_else(|| {
            let rings = open_rings(&shape);
            Amount::from_m2(rings_m2(rings.iter().map(Vec::as_slice), self.coverage.plane()))
        });
        if amount.counts() {
            self.made.multi_polygon(&shape);
            self.pieces.push((feature, Rings::Made(self.made.shapes().len() - 1), amount));
        }
    }
}

/// Appends rings as parts, each hole to the shell that it lies in; `None`, and nothing appended, where a hole lies in none.
fn append_polygons(rings: &RingList, made: &mut PackedBuilder) -> Option<()> {
    let shells = (0..rings.len()).filter(|&ring| rings.area_m2(ring) > 0.0);
    let mut holes: Vec<(usize, usize)> = Vec::new();
    for hole in (0..rings.len()).filter(|&ring| rings.area_m2(ring) < 0.0) {
        let lies_in = |&shell: &usize| {
            rings.ring(hole).iter().find_map(|&point| ring_locates(rings.ring(shell), point)).unwrap_or(false)
        };
        holes.push((shells.clone().find(lies_in)?, hole));
    }
    for shell in shells {
        made.ring(rings.ring(shell));
        for &(_, hole) in holes.iter().filter(|(of, _)| *of == shell) {
            made.ring(rings.ring(hole));
        }
        made.end_part();
    }
    Some(())
}

fn perimeter_m(ring: &[Point]) -> f64 {
    let length = |(from, to): (&Point, &Point)| (to[0] - from[0]).hypot(to[1] - from[1]);
    ring.iter().zip(ring.iter().cycle().skip(1)).map(length).sum()
}

#[cfg(test)]
mod tests {
    use geo::MultiPolygon;

    use super::*;
    use crate::crs::{AreaPlane, GaussKruger};
    use crate::geometry::overlay::general::closed_line;

    /// Squares of 10 m, ten by ten, their corners shifted a little.
    fn fields() -> Vec<Vec<Point>> {
        let corner = |column: u32, row: u32| {
            let shift = |seed: u32| f64::from(seed * 7919 % 101) / 25.0 - 2.0;
            let (x, y) = (f64::from(column) * 10.0, f64::from(row) * 10.0);
            [500_000.0 + x + shift(column * 11 + row), 3_300_000.0 + y + shift(column + row * 13)]
        };
        let cells = (0..10).flat_map(|column| (0..10).map(move |row| (column, row)));
        cells.map(|(x, y)| vec![corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1)]).collect()
    }

    fn shape(ring: &[Point]) -> MultiPolygon<f64> {
        MultiPolygon(vec![geo::Polygon::new(closed_line(ring), Vec::new())])
    }

    fn coverage_of(fields: &[Vec<Point>]) -> Coverage {
        let shapes: Vec<_> = fields.iter().map(|ring| shape(ring)).collect();
        Coverage::of_shapes(&shapes, AreaPlane::new(GaussKruger::from_epsg(4549).unwrap()))
    }

    /// A zone through corners, along edges and across fields.
    fn zone_over(fields: &[Vec<Point>]) -> EdgeIndex {
        let (corner, outside) = (fields[73][0], [500_081.3, 3_300_077.7]);
        let ring = [fields[11][0], fields[11][1], fields[21][1], corner, outside, fields[38][2]];
        EdgeIndex::from_multi_polygon(&shape(&ring))
    }

    #[test]
    fn linking_needs_no_help_from_the_general_overlay() {
        let fields = fields();
        let coverage = coverage_of(&fields);
        let zone = zone_over(&fields);
        let mut maker = PieceMaker::new(&coverage, &zone);
        let mut crossed = 0;
        coverage.shares(&zone, &mut Clipper::new(), |feature, _, share| {
            if let Share::Clipped(amount, clipper) = share
                && amount.counts()
            {
                crossed += 1;
                assert!(maker.link(feature, clipper, amount.planar_m2()).is_some(), "feature {feature} was not linked");
                maker.end_made();
            }
        });
        assert!(crossed > 15, "{crossed}");
    }

    #[test]
    fn features_inside_the_zone_are_lent_and_not_copied() {
        let fields = fields();
        let coverage = coverage_of(&fields);
        let zone = zone_over(&fields);
        let pieces = coverage.pieces(&zone, &mut Clipper::new());
        let is_lent = |piece: &&Piece| std::ptr::eq(piece.shape.place().0, coverage.shapes());
        let lent = pieces.iter().filter(is_lent).count();
        assert!(lent > 5 && lent < pieces.len(), "{lent} of {}", pieces.len());
        assert!(pieces.iter().filter(is_lent).all(|piece| piece.shape.place().1 == piece.feature));
        assert!(pieces.is_sorted_by_key(|piece| piece.feature));
        // Asked for alone, each is the same piece.
        let alone = coverage.pieces_of(0..fields.len(), &zone, &mut Clipper::new());
        assert_eq!(alone.len(), pieces.len());
        for (one, other) in pieces.iter().zip(&alone) {
            assert_eq!((one.feature, &one.shape, one.amount), (other.feature, &other.shape, other.amount));
        }
    }
}
