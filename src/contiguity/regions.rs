//! The land inside regions: faces that their border crosses are cut to the parts within.

use geo::MultiPolygon;

use super::faces::Faces;
use super::piece::Piece;
use crate::base::LandClass;
use crate::crs::AreaPlane;
use crate::geometry::overlay::{Clipper, Coverage, EdgeIndex};
use crate::geometry::{Bounds, PackedTree};

/// Border nearer than this to a box may cross what is in it, metres.
const MARGIN_M: f64 = 1e-6;

/// What of a face lies in a zone.
#[derive(Clone, Debug)]
pub enum Cropped {
    /// All of it.
    Inside,
    /// Nothing.
    Outside,
    /// The border runs through its box: its parts within, connected ones each for itself; none where it only passes by.
    Parts(Vec<Piece>),
}

/// The faces inside regions.
#[derive(Clone, Debug)]
pub struct Inside {
    pub faces: Faces,
    /// Numbers that differ from the faces before, ascending: for [`super::Graph::refresh`].
    pub changed: Vec<usize>,
    /// What became of cut faces: the number of each part, and of the face it is of.
    pub parts: Vec<(usize, usize)>,
}

impl Faces {
    /// The land inside `regions` (which do not overlap): of the faces that `include` names those outside are taken away and
    /// those the border crosses are replaced by their parts within, a face for each connected part. Other faces stay as they
    /// are, whole: a river breaks a field on either side of a border.
    pub fn inside(&self, regions: &MultiPolygon<f64>, plane: &AreaPlane, include: &dyn Fn(usize) -> bool) -> Inside {
        let zone = EdgeIndex::from_multi_polygon(regions);
        let (mut outside, mut crossed) = (Vec::new(), Vec::new());
        self.for_each_side(&zone, &mut |face, side| {
            if include(face) {
                match side {
                    Side::Inside => {}
                    Side::Outside => outside.push(face),
                    Side::Crossed => crossed.push(face),
                }
            }
        });
        let mut inside = Inside { faces: self.clone(), changed: outside, parts: Vec::new() };
        inside.changed.extend(&crossed);
        inside.changed.iter().for_each(|&face| inside.faces.remove(face));
        for of in crossed {
            for part in self.parts_of(of, &zone, plane) {
                let number = inside.faces.insert(part);
                inside.parts.push((number, of));
                inside.changed.push(number);
            }
        }
        inside.changed.sort_unstable();
        inside.changed.dedup();
        inside
    }

    /// What of a face lies in a zone.
    pub fn cropped(&self, face: usize, zone: &EdgeIndex, plane: &AreaPlane) -> Cropped {
        cropped(&self.bounds(face), zone, || self.parts_of(face, zone, plane))
    }

    /// The parts of a face inside a zone that crosses it.
    fn parts_of(&self, face: usize, zone: &EdgeIndex, plane: &AreaPlane) -> Vec<Piece> {
        let shape = self.shape(face).map(|(shapes, feature)| shapes.multi_polygon(feature));
        shape.map_or_else(Vec::new, |shape| parts_of(&shape, self.class(face), zone, plane))
    }

    /// Calls `visit` with every present face and its side; whole branches of the tree are decided by one point.
    fn for_each_side(&self, zone: &EdgeIndex, visit: &mut impl FnMut(usize, Side)) {
        let levels = self.tree().levels();
        if let Some(top) = levels.len().checked_sub(1) {
            for node in 0..levels[top].len() {
                self.sides_below(top, node, zone, visit);
            }
        }
        for piece in (self.parcel_count()..self.len()).filter(|&face| self.is_present(face)) {
            visit(piece, side_of(&self.bounds(piece), zone));
        }
    }

    fn sides_below(&self, level: usize, node: usize, zone: &EdgeIndex, visit: &mut impl FnMut(usize, Side)) {
        let levels = self.tree().levels();
        let side = side_of(&levels[level][node], zone);
        let children = node * PackedTree::FAN_OUT..(node + 1) * PackedTree::FAN_OUT;
        if side == Side::Crossed && level > 0 {
            for child in children.start..children.end.min(levels[level - 1].len()) {
                self.sides_below(level - 1, child, zone, visit);
            }
            return;
        }
        let below = PackedTree::FAN_OUT.pow(level as u32 + 1);
        for face in node * below..((node + 1) * below).min(self.parcel_count()) {
            if self.is_present(face) {
                visit(face, if side == Side::Crossed { side_of(&self.bounds(face), zone) } else { side });
            }
        }
    }
}

impl Piece {
    /// What of it lies in a zone.
    pub fn cropped(&self, zone: &EdgeIndex, plane: &AreaPlane) -> Cropped {
        cropped(&self.shape.feature_bounds(0), zone, || parts_of(&self.shape.multi_polygon(0), self.class, zone, plane))
    }
}

fn cropped(bounds: &Bounds, zone: &EdgeIndex, parts: impl FnOnce() -> Vec<Piece>) -> Cropped {
    match side_of(bounds, zone) {
        Side::Inside => Cropped::Inside,
        Side::Outside => Cropped::Outside,
        Side::Crossed => Cropped::Parts(parts()),
    }
}

/// The parts of a shape inside a zone, connected ones each for itself.
fn parts_of(
    shape: &MultiPolygon<f64>,
    class: Option<&'static LandClass>,
    zone: &EdgeIndex,
    plane: &AreaPlane,
) -> Vec<Piece> {
    let coverage = Coverage::of_shapes(std::slice::from_ref(shape), plane.clone());
    let pieces = coverage.pieces_of([0], zone, &mut Clipper::new());
    let parts = pieces.into_iter().flat_map(|piece| piece.shape.multi_polygon());
    parts.map(|part| Piece::of_class(&MultiPolygon(vec![part]), class, plane)).collect()
}

/// Where a face lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Inside,
    Outside,
    /// The border may cross it.
    Crossed,
}

fn side_of(bounds: &Bounds, zone: &EdgeIndex) -> Side {
    let mut is_crossed = false;
    zone.query(&bounds.grown(MARGIN_M), |edge| {
        let (from, to) = zone.edge(edge);
        is_crossed = Bounds::of_points(&[from, to]).meets(&bounds.grown(MARGIN_M));
        !is_crossed
    });
    match is_crossed {
        true => Side::Crossed,
        false if zone.contains(bounds.min) => Side::Inside,
        false => Side::Outside,
    }
}
